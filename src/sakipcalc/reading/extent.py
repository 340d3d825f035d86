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
    from collections.abc import Set as AbstractSet

    from sakipcalc.excel.sheet.heldcolumns import ShapeOfRow
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
#: "Kecamatan Bogorejo Kabupaten Blora Tahun 2024" below a table.
_UNIT_LINE = re.compile(r".*\b(?:kabupaten|kota|provinsi)\b.*\btahun\s+20\d\d\s*$", re.IGNORECASE | re.DOTALL)
#: "Blora, 3 Februari 2025", "Blora, .... 2025" above a signature.
_DATE_LINE = re.compile(
    r"\s*+[^\W\d][\w .]*+,\s*+(?:tgl\.?|tanggal)?\s*+(?:\d{1,2}|\.{2,}|…)?\s*+[^\W\d]*+\s*+20\d\d\s*+"
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
    form = _BodyForm.of(grid, spec, own, extent.limit)
    may_group = not form.is_tree
    gap, after_total, group_line_ends, before = 0, False, 0, 0
    plain = form.plain_lines()
    for row in metered(range(extent.first, min(extent.limit, grid.last_cell_row + 1))):
        if row <= group_line_ends:
            continue
        is_plain = row in plain and not (gap or after_total or may_group)
        cells = {} if is_plain else _cells(grid, row, own)
        if not (is_plain or cells):
            if form.is_line_of_form(row) and not after_total:
                yield row, "form"
                continue
            gap += 1
            if gap > _SPACERS or (after_total and not may_group):
                return
            continue
        kind = "line" if is_plain else form.kind(cells, _Above(row, gap, before, after_total, may_group))
        if kind == "end":
            return
        if kind == "group" and may_group:
            gap, after_total, group_line_ends = 0, False, max(cell.bottom for cell in cells.values())
        elif kind in _LINES:
            may_group = may_group and (group_line_ends > 0 or extent.continues or _is_summary(cells))
            gap, after_total, before = 0, row > extent.first and kind == "total", row
        if kind != "remark":
            yield row, kind


_LINES = ("line", "total")


class _Above(NamedTuple):
    """A row, and what stands above it: empty rows, the last row of the table, a total, only groups."""

    row: int
    empty_rows: int
    before: int
    after_total: bool
    may_group: bool

    @property
    def apart(self) -> bool:
        """Whether something parts it from the rows above."""
        return self.empty_rows > 0 or self.after_total


class _BodyForm(NamedTuple):
    """The columns of a body: all, those that rows are known by, those with figures; and where it must end."""

    grid: Grid
    own: Mapping[int, Column]
    name_cols: set[int]
    figure_cols: set[int]
    is_tree: bool
    limit: int

    @classmethod
    def of(cls, grid: Grid, spec: TableSpec, own: Mapping[int, Column], limit: int) -> _BodyForm:
        """Return the form of the body of a table."""
        figures = {col for col, column in own.items() if spec.kolom[column.id].numeric}
        return cls(grid, own, _texts(own), figures, spec.baris == "pohon", limit)

    def plain_lines(self) -> AbstractSet[int]:
        """Return rows of a long sheet that are lines of the table where they follow on another one.

        No text of theirs begins as a total or a note does, nor as what stands below a table.
        """
        is_plain = {shape: self._is_form_of_line(shape) for shape in set(self.grid.shapes.values())}
        found = {row for row, shape in self.grid.shapes.items() if is_plain[shape]}
        if found:
            found.difference_update(row for row, _ in self.grid.lines_that_may(_not_of_line().match))
        return found

    def _is_form_of_line(self, shape: ShapeOfRow) -> bool:
        """Return whether a row has several cells in the columns of the table, or one that numbers no row."""
        said = [col for col, kind in shape if kind and col in self.own]
        return len(said) > 1 or (len(said) == 1 and (said[0] != min(self.own) or said[0] in self.name_cols))

    def is_line_of_form(self, row: int) -> bool:
        """Return whether an empty row was drawn to be filled in."""
        return not self.grid.lines[row] and all(self.grid.at(row, col) is not None for col in self.own)

    def kind(
        self, cells: dict[int, GridCell], above: _Above
    ) -> Literal["group", "total", "line", "remark", "end"]:
        """Return what a row with something in it is: of the table, a remark among its rows, the end."""
        if not _has_figures(cells, self.figure_cols):
            if self._is_note(above):
                return "remark" if not above.apart and self._stands_within(above.row) else "end"
            if not self.is_tree and _merged_over_figures(cells, self.name_cols, self.figure_cols):
                return "remark"
        if (
            above.may_group
            and _heads_group(cells, above.row, self.own)
            and _goes_on_below(self.grid, above.row, self.own, self.limit)
        ):
            return "group"
        total = _is_total(cells, self.name_cols) or (self.is_tree and _is_total_of_tree(cells, self.own))
        if self._is_doubtful(cells, above) and not self._is_of_tree(cells, above, total=total):
            return self._of_text(cells, above)
        return "total" if total else "line"

    def _is_note(self, above: _Above) -> bool:
        line = self.grid.lines[above.row]
        return _closes(line) or (above.empty_rows > 0 and _names_unit(line))

    def _is_doubtful(self, cells: dict[int, GridCell], above: _Above) -> bool:
        return _is_line(cells, self.name_cols, self.own) or (
            above.apart and not _goes_on(cells, self.name_cols, self.own)
        )

    def _is_of_tree(self, cells: dict[int, GridCell], above: _Above, *, total: bool) -> bool:
        """Return whether a doubtful row is a sum of a tree, or heads lines of it."""
        if not self.is_tree:
            return False
        is_sum = total and bool(self.figure_cols & cells.keys())
        return is_sum or (not above.after_total and _heads_others(self.grid, above.row, self.own, self.limit))

    def _of_text(self, cells: dict[int, GridCell], above: _Above) -> Literal["group", "remark", "end"]:
        """Return what a text on its own is: the end, where numbers of rows do not go on below it."""
        within = not (above.apart or self.is_tree) and self._stands_within(above.row)
        if not within or not _numbers_go_on(self.grid, above.before, above.row + 1, self.own):
            return "end"
        return "group" if _heads_group(cells, above.row, self.own) else "remark"

    def _stands_within(self, row: int) -> bool:
        """Return whether a line of text stands among the rows, as a note on the one above: more follow."""
        below = _cells(self.grid, row + 1, self.own)
        goes_on = _has_figures(below, self.figure_cols) and _goes_on(below, self.name_cols, self.own)
        return len(self.grid.lines[row]) == 1 and goes_on


def _has_figures(cells: Mapping[int, GridCell], figures: set[int]) -> bool:
    """Return whether a row has a figure where one belongs; words there are none."""
    for col, cell in cells.items():
        if col not in figures:
            continue
        if cell.formula or not isinstance(cell.raw, str) or is_figure(cell.raw):
            return True
    return False


def _numbers_go_on(grid: Grid, before: int, after: int, own: Iterable[int]) -> bool:
    """Return whether the numbers at the left edge go on from one row to another."""
    col = min(own)
    found = [_WHOLE.match(cell.text) for row in (before, after) if (cell := grid.at(row, col))]
    numbers = [int(match[1]) for match in found if match]
    return len(numbers) == 2 and numbers[1] == numbers[0] + 1  # noqa: PLR2004 -- of both rows


_WHOLE = re.compile(r"\s*(\d{1,4})\s*[.)]?\s*$")


def _merged_over_figures(cells: Mapping[int, GridCell], texts: set[int], figures: set[int]) -> bool:
    """Return whether a row without figures has a text that is merged over names and figures alike.

    So stands "Predikat" below a table, with a word at the right.
    """
    if not _several(cells):
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
    return any(map(TOTAL.fullmatch, [cell.text for col, cell in cells.items() if col in texts]))


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
    """Return the pattern of a line that closes a table: a note, or the beginning of a signature."""
    words = packaged("sakipcalc.reading", "penutup.toml")
    notes = "|".join(map(re.escape, words["catatan"]))
    signs = "|".join(map(re.escape, words["tanda_tangan"]))
    return re.compile(rf"\s*(?:(?:{notes})\s*:|(?:{signs})(?![\w/])|[*¹²³]+\s*\)?\s*\w)", re.IGNORECASE)


@cache
def _not_of_line() -> re.Pattern[str]:
    """Return how a total begins, in a tree or not, and what closes a table."""
    ends = rf"{_closing().pattern}|{_DATE_LINE.pattern}\Z"
    return re.compile(rf"{TOTAL.pattern}|{TOTAL_OF_TREE.pattern}|{ends}", re.IGNORECASE)
