"""The body of a table: its lines, totals, lines of groups and empty lines, and where it ends."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from sakipcalc.base.allowance import metered
from sakipcalc.base.data import packaged
from sakipcalc.reading.marks import MEAN, NUMBERING, TOTAL, TOTAL_OF_TREE, is_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.model import Column
    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.tables import TableSpec

__all__ = ["BodyLines", "TableExtent", "body_lines"]

#: Columns by whose text a row is known.
_IDENTITY = frozenset(
    {"tujuan", "sasaran", "tujuan_sasaran", "indikator", "uraian", "program", "skala", "predikat"}
)
#: A table goes on over this many empty rows at most.
_SPACERS = 2
_MEASURED_BY = "indikator"
#: At most so many lines of groups in a row: visi, misi, tujuan, sasaran, and one more.
_MOST_GROUPS = 5
_UNIT_LINE = re.compile(r".*\b(?:kabupaten|kota|provinsi)\b.*\btahun\s+20\d\d\s*$", re.IGNORECASE | re.DOTALL)
_DATE_LINE = re.compile(
    r"\s*+[^\W\d][\w .]*,\s*+(?:tgl\.?|tanggal)?\s*+(?:\d{1,2}|\.{2,}|…)?\s*+[^\W\d]*+\s*+20\d\d\s*+"
)


#: An empty line of the form, the line that heads a group of rows, a total, any other row.
_Kind = Literal["form", "group", "total", "line"]


class TableExtent(NamedTuple):
    """The rows that a table may have, and the unit of its money.

    `first` is the first row under the header, `limit` the row at which something else begins; `unit` is
    the line that states the unit; `continues` when the header only repeats that of the rows above.
    """

    first: int
    limit: int
    unit: str = ""
    continues: bool = False


class BodyLines(NamedTuple):
    """The rows of a body.

    `said` say something, `blank` are the empty lines of the form at its end, and `group_lines` name the
    group of rows below them: ``Sasaran 2: ...``, merged over the table or at its left edge.
    """

    said: tuple[int, ...]
    blank: tuple[int, ...]
    group_lines: tuple[int, ...]


def body_lines(grid: Grid, spec: TableSpec, columns: Sequence[Column], extent: TableExtent) -> BodyLines:
    """Return the rows of the body.

    A few empty rows may part it, and any number of empty lines of the form. It ends at a note or a
    signature, at a longer gap, and after a total below which nothing of the same kind follows.
    """
    own = {col: column for column in columns for col in (column.col, *column.other_cols)}
    found: dict[_Kind, list[int]] = {"form": [], "group": [], "total": [], "line": []}
    for row, kind in _walk(grid, spec, own, extent):
        found[kind].append(row)
    last = max(found["line"], default=0)
    return BodyLines(
        said=tuple(sorted(found["line"] + found["total"])),
        blank=tuple(row for row in found["form"] if row > last),
        group_lines=tuple(found["group"]),
    )


def _walk(
    grid: Grid, spec: TableSpec, own: Mapping[int, Column], extent: TableExtent
) -> Iterator[tuple[int, _Kind]]:
    """Yield the rows of a body, each with what it is.

    A text on its own heads a group of rows where one does above the first row; else it ends the table.
    """
    texts = _texts(own)
    figures = {col for col, column in own.items() if spec.kolom[column.id].numeric}
    is_tree = spec.baris == "pohon"
    may_group = not is_tree
    gap, after_total, group_line_ends, before = 0, False, 0, 0
    for row in metered(range(extent.first, min(extent.limit, grid.last_cell_row + 1))):
        cells = _cells(grid, row, own)
        if row <= group_line_ends:
            continue
        if not cells:
            form_line = not grid.lines[row] and all(grid.at(row, col) is not None for col in own)
            if form_line and not after_total:
                yield row, "form"
                continue
            gap += 1
            if gap > _SPACERS or (after_total and not may_group):
                return
            continue
        if not _has_figures(cells, figures) and (
            _closes(grid.lines[row]) or (gap and _names_unit(grid.lines[row]))
        ):
            within = not (gap or after_total) and _stands_within(grid, row, own, figures)
            if not within:
                return
            continue
        if not is_tree and _sums_up_in_words(cells, texts, figures):
            continue
        if may_group and _heads_group(cells, row, own) and _goes_on_below(grid, row, own, extent.limit):
            gap, after_total, group_line_ends = 0, False, max(cell.bottom for cell in cells.values())
            yield row, "group"
            continue
        total = _is_total(cells, texts) or (is_tree and _is_total_of_tree(cells, own))
        doubtful = _is_line(cells, texts, own) or ((gap or after_total) and not _goes_on(cells, texts, own))
        is_sum = is_tree and total and bool(figures & cells.keys())
        heads_lines = is_tree and not after_total and _heads_others(grid, row, own, extent.limit)
        if doubtful and not is_sum and not heads_lines:
            within = not (gap or after_total or is_tree) and _stands_within(grid, row, own, figures)
            if not within or not _numbers_go_on(grid, before, row + 1, own):
                return
            if _heads_group(cells, row, own):
                yield row, "group"
            continue
        may_group = may_group and (group_line_ends > 0 or extent.continues or _is_summary(cells))
        gap, after_total, before = 0, row > extent.first and total, row
        yield row, "total" if total else "line"


def _has_figures(cells: Mapping[int, GridCell], figures: set[int]) -> bool:
    """Return whether a row has a figure where one belongs; words there are none."""
    found = (cells[col] for col in figures & cells.keys())
    return any(cell.formula or not isinstance(cell.raw, str) or is_figure(cell.raw) for cell in found)


def _stands_within(grid: Grid, row: int, own: Mapping[int, Column], figures: set[int]) -> bool:
    """Return whether a line of text stands among the rows, as a note on the row above does: more rows follow."""
    below = _cells(grid, row + 1, own)
    alone = len(grid.lines[row]) == 1
    return alone and _has_figures(below, figures) and _goes_on(below, _texts(own), own)


def _numbers_go_on(grid: Grid, before: int, after: int, own: Iterable[int]) -> bool:
    """Return whether the numbers at the left edge go on from one row to another; a list of its own begins anew."""
    col = min(own)
    found = [_WHOLE.match(cell.text) for row in (before, after) if (cell := grid.at(row, col))]
    numbers = [int(match[1]) for match in found if match]
    return len(numbers) == 2 and numbers[1] == numbers[0] + 1  # noqa: PLR2004 -- of both rows


_WHOLE = re.compile(r"\s*(\d{1,4})\s*[.)]?\s*$")


def _sums_up_in_words(cells: Mapping[int, GridCell], texts: set[int], figures: set[int]) -> bool:
    """Return whether a text is merged over names and figures alike, and no figure stands beside it.

    So stands "Predikat" below a table, with a word at the right.
    """
    if _has_figures(cells, figures) or not _several(cells):
        return False
    over = {cells[col][:2] for col in texts & cells.keys()}
    return any(cells[col][:2] in over for col in figures & cells.keys())


def _cells(grid: Grid, row: int, own: Iterable[int]) -> dict[int, GridCell]:
    """Return the cells of one row in the columns of a table."""
    seen = grid.seen.get
    return {col: cell for col in own if (cell := seen((row, col))) and (cell.text or cell.formula)}


def _texts(own: Mapping[int, Column]) -> set[int]:
    return {col for col, column in own.items() if column.id in _IDENTITY}


def _is_line(cells: Mapping[int, GridCell], texts: set[int], own: Iterable[int]) -> bool:
    """Return whether a row is a line of text that stands below a table: one cell, at its left edge."""
    return not _several(cells) and _begins_with_text(cells, texts, own)


def _begins_with_text(cells: Mapping[int, GridCell], texts: set[int], own: Iterable[int]) -> bool:
    """Return whether at the left edge, where rows have their number, there is a text that is none.

    The word of a total or a mean may be merged over that edge.
    """
    cell = cells.get(min(own))
    if cell is None or cell.col in texts:
        return False
    return not any(known.fullmatch(cell.text) for known in (NUMBERING, TOTAL, MEAN))


def _goes_on(cells: Mapping[int, GridCell], texts: set[int], own: Iterable[int]) -> bool:
    """Return whether a row after a gap or a total says enough to belong to the table still."""
    return _several(cells) and bool(texts & cells.keys()) and not _begins_with_text(cells, texts, own)


def _several(cells: Mapping[int, GridCell]) -> bool:
    """Return whether a row has several cells of its own, merged ones counted once."""
    return len({*map(id, cells.values())}) > 1


def _heads_others(grid: Grid, row: int, own: Iterable[int], limit: int) -> bool:
    """Return whether a line of a tree that says nothing but its name has lines with figures below it."""
    below = range(row + 1, min(limit, row + 1 + _SPACERS, grid.last_cell_row + 1))
    return any(_several(_cells(grid, one, own)) for one in below)


def _goes_on_below(grid: Grid, group_line: int, own: Mapping[int, Column], limit: int) -> bool:
    """Return whether rows come below the line of a group, perhaps after others and a few empty rows."""
    lines = gap = 0
    for row in range(group_line, limit):
        cells = _cells(grid, row, own)
        if not cells:
            gap += 1
        elif _heads_group(cells, row, own):
            lines, gap = lines + 1, 0
        elif not all(cell.row < row for cell in cells.values()):  # not what is merged down from that line
            return _goes_on(cells, _texts(own), own)
        if gap > _SPACERS or lines > _MOST_GROUPS:
            return False
    return False


def _heads_group(cells: Mapping[int, GridCell], row: int, own: Mapping[int, Column]) -> bool:
    """Return whether a row heads a group: one text, at the left edge or, also behind a number, over all."""
    columns = sorted(own)
    *before, name = sorted(set(cells.values()), key=lambda cell: cell.col)
    over_all = name.right >= columns[-1] and name.col <= columns[:2][-1]
    alone = not before and name.col <= columns[0] and columns[0] not in _texts(own)
    if name.row != row or not isinstance(name.raw, str) or not (over_all or alone):
        return False
    numbered = len(before) <= 1 and all(NUMBERING.fullmatch(cell.text) for cell in before)
    known = any(word.fullmatch(name.text) for word in (NUMBERING, TOTAL, MEAN))
    return numbered and not known and not _closes((name,))


def _is_summary(cells: Mapping[int, GridCell]) -> bool:
    texts = [cell.text for cell in cells.values()]
    return any(map(TOTAL.fullmatch, texts)) or any(map(MEAN.fullmatch, texts))


def _is_total(cells: dict[int, GridCell], texts: set[int]) -> bool:
    """Return whether a row says "Jumlah" in one of the columns of text."""
    return any(map(TOTAL.fullmatch, [cells[col].text for col in texts & cells.keys()]))


def _is_total_of_tree(cells: Mapping[int, GridCell], own: Mapping[int, Column]) -> bool:
    """Return whether a line of a tree begins as a total does, in whichever of its first cells.

    "Jumlah dokumen perencanaan" in the column of indicators is what the line is measured by.
    """
    first = [cells[col] for col in sorted(cells)[:2] if own[col].id != _MEASURED_BY]
    return any(map(TOTAL_OF_TREE.match, [cell.text for cell in first]))


def _closes(cells: Sequence[GridCell]) -> bool:
    texts = [cell.text for cell in cells]
    return any(map(_closing().match, texts)) or any(map(_DATE_LINE.fullmatch, texts))


def _names_unit(cells: Sequence[GridCell]) -> bool:
    """Return whether a row names who reports for which year, as the caption of the next table does."""
    return any(map(_UNIT_LINE.match, [cell.text for cell in cells]))


@cache
def _closing() -> re.Pattern[str]:
    words = packaged("sakipcalc.reading", "penutup.toml")
    notes = "|".join(map(re.escape, words["catatan"]))
    signs = "|".join(map(re.escape, words["tanda_tangan"]))
    return re.compile(rf"\s*(?:(?:{notes})\s*:|(?:{signs})(?![\w/])|[*¹²³]+\s*\)?\s*\w)", re.IGNORECASE)
