"""Table headers, found by their shape first: rows of texts over rows of data, with groups and years above.

Words help where they are known (a row of headings of which most are), and are not needed: a row of
texts after a gap, over a row that numbers the columns or over figures, is a header whatever it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from sakipcalc.reading.analogy import completed
from sakipcalc.reading.marks import MEAN, NUMBERING, TOTAL, is_figure, is_year
from sakipcalc.tables.normalise import normalise, quarters, years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.tables import Grammar

__all__ = ["Header", "Heading", "find_headers"]

#: "1", "(2)", "Rp 3", "14 = 7 + 13", "c = a / b": a row of such cells numbers the columns.
#: Possessive, so that a long run of blanks is looked at once.
_COLUMN_NUMBER = re.compile(r"(?:rp\.?\s*+)?\(?\s*+(\d{1,2}|[a-z])\s*+\)?(?:\s*+[=(:].*)?", re.IGNORECASE)
#: One known word alone is a caption or a label.
_FEWEST = 2
#: A row of unknown words is a header from this many cells on.
_FEWEST_UNKNOWN = 3
#: A header is at most this many rows high.
_HIGHEST = 5
#: A heading is at most this many letters long.
_LONGEST = 160
#: So many rows below a header tell what its columns hold; figures show within the first few.
_SAMPLE = 12
_SOON = 4
#: A heading merged over more further columns than these is the title of a table.
_WIDEST = 2
#: A gap of so many rows ends what stands above it.
_GAP = 3
_UNITS = re.compile(r"\(?\s*(?:rp\.?|%|k|rupiah|persen|fisik|keu\.?|t|r|c)\s*\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above one column.

    Parameters
    ----------
    row, col : int
        Cell of the lowest heading of the column; the column that its values stand in.
    path : tuple of str
        Headings from the topmost to the column's own.
    text : str
        The same as the workbook spells it, in one line.
    year, quarter : int, optional
        Year and quarter named in it.
    last : int
        Last column that the heading stands over.
    others : tuple of int
        Further columns under it in which names stand.
    """

    row: int
    col: int
    path: tuple[str, ...]
    text: str
    year: int | None = None
    quarter: int | None = None
    last: int = 0
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of a table: its rows, its columns, the first row under it, the numbers of its columns."""

    top: int
    bottom: int
    body: int
    headings: tuple[Heading, ...]
    numbers: tuple[tuple[int, str], ...] = ()

    @property
    def left(self) -> int:
        """The first column."""
        return self.headings[0].col

    @property
    def right(self) -> int:
        """The last column."""
        return max(self.headings[-1].col, self.headings[-1].last)

    @property
    def shape(self) -> tuple[tuple[int, tuple[str, ...], int | None], ...]:
        """What makes two headers the same: columns, headings and years."""
        return tuple((h.col, tuple(map(normalise, h.path)), h.year) for h in self.headings)


def find_headers(grid: Grid, grammar: Grammar) -> Iterator[Header]:
    """Yield every header of a sheet from top to bottom, those side by side from left to right."""
    below = 0
    open_body = False
    before = 0
    edges: set[int] = set()
    tops: set[tuple[tuple[int, str], ...]] = set()
    for row in grid.rows:
        cells = grid.row(row)
        open_body = open_body and row - before <= _GAP and not _is_lone_line(grid, cells, below, before)
        before = max(before, *(cell.bottom for cell in cells))
        if row <= below or len(cells) < _FEWEST:
            continue
        if open_body and _is_numbered(grid, cells[0], row, below, edges):
            continue
        runs = _runs(cells)
        whole = [cells] if len(runs) != 1 and _may_head(cells) else []  # groups that were not merged
        again = tuple((cell.col, cell.text) for cell in cells) in tops  # its top is known: nothing above
        if (
            again
            or any(_is_named(run, grammar) for run in (*whole, *runs))
            or (not open_body and any(_is_shaped(grid, row, run) for run in runs))
        ):
            found = _headers(grid, row, row - 1 if again else below, grammar)
            tops |= {tuple((cell.col, cell.text) for cell in grid.row(header.top)) for header in found}
            edges = {header.left for header in found}
            for header in found:
                below = max(below, header.body - 1)
                open_body = True
                yield header


def _is_lone_line(grid: Grid, cells: Sequence[GridCell], below: int, before: int) -> bool:
    """Return whether a line names something else than the rows above: a caption, or one with air around."""
    (first, *others), row = cells, cells[0].row
    if others or row <= below + 1 or not isinstance(first.raw, str):
        return False
    airy = row > before + 1 and not grid.row(first.bottom + 1)
    return airy or _CAPTION.match(first.text) is not None


def _is_numbered(grid: Grid, first: GridCell, row: int, below: int, edges: set[int]) -> bool:
    """Return whether a row belongs to the table above: it has a number, or a cell is merged down to it."""
    if first.col in edges and _ROW_NUMBER.fullmatch(first.text):
        return True
    left = (grid.at(row, col) for col in range(min(edges), first.col))
    return any(cell is not None and cell.text and below < cell.row < row for cell in left)


_ROW_NUMBER = re.compile(r"\d{1,3}[.)]?")
_CAPTION = re.compile(r"\s*(?:tabel|lampiran|formulir|perjanjian kinerja)\b", re.IGNORECASE)


def _runs(cells: Sequence[GridCell]) -> list[Sequence[GridCell]]:
    """Return the cells of a row in runs parted by empty columns."""
    runs: list[list[GridCell]] = []
    for cell in cells:
        if runs and cell.col <= runs[-1][-1].right + 1:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return [run for run in runs if _may_head(run)]


def _may_head(cells: Sequence[GridCell]) -> bool:
    """Return whether a row may be one of headings: several texts and no figure."""
    if len(cells) < _FEWEST:
        return False
    for cell in cells:
        raw = cell.raw
        if isinstance(raw, str):
            if (is_figure(raw) and not is_year(raw)) or _DASH.fullmatch(raw):
                return False
        elif cell.formula or not is_year(raw):
            return False
    return True


_DASH = re.compile(r"[\s\-–—.…~]+|n/?a", re.IGNORECASE)


def _is_named(cells: Sequence[GridCell], grammar: Grammar) -> bool:
    """Return whether a row is one of headings by its words: most are known, and say different things."""
    named = [kuat for cell in cells if (kuat := _measure(cell, grammar))]
    others = sum(_is_period(cell) or _is_plain(cell, grammar) for cell in cells)
    several = len(set(named))
    enough = (len(named) + others) * 2 - len(cells)
    return several >= _FEWEST and (enough > 0 or (enough == 0 and several >= _FEWEST_UNKNOWN))


def _measure(cell: GridCell, grammar: Grammar) -> str:
    """Return what a cell heads, empty where it says nothing of its own, or says more than a heading does."""
    if not isinstance(cell.raw, str) or len(cell.text) > _LONGEST:
        return ""
    own = normalise(cell.text)
    if own in grammar.headings:
        return own
    meant = grammar.meaning((cell.text,))
    kuat = meant.kuat
    known = meant.dikenal >= (_MOSTLY if len(cell.text) <= _SHORT else _NEARLY_ALL)
    sure = kuat and kuat not in _GENERIC and known and meant.arti[kuat] >= _SURE
    return kuat if sure else ""


def _is_plain(cell: GridCell, grammar: Grammar) -> bool:
    """Return whether a cell may head a column of whatever stands above or beside: %, Rp, Jumlah, Uraian."""
    if not isinstance(cell.raw, str) or len(cell.text) > _PLAIN or any(map(str.isdigit, cell.text)):
        return False
    meant = grammar.meaning((cell.text,))
    return meant.kuat in _GENERIC and meant.dikenal >= 1


#: Measures that say nothing of their own.
_GENERIC = frozenset({"umum", "persen", "uang", "kinerja", "masa"})
#: Of a short heading most words are known, of a long one nearly all: else it is a sentence.
_MOSTLY, _NEARLY_ALL = 0.7, 0.9
_SHORT = 40
_SURE = 0.84
_PLAIN = 24


def _is_period(cell: GridCell) -> bool:
    return is_year(cell.raw) or (isinstance(cell.raw, str) and bool(years(cell.text) or quarters(cell.text)))


def _is_shaped(grid: Grid, row: int, cells: Sequence[GridCell]) -> bool:
    """Return whether a row is one of headings by its shape: texts over numbers or figures."""
    texts = [cell for cell in cells if isinstance(cell.raw, str)]
    if len(texts) < _FEWEST_UNKNOWN or any(len(cell.text) > _LONGEST for cell in texts):
        return False
    cols = {col for cell in cells for col in range(cell.col, min(cell.right, cell.col + 60) + 1)}
    under = [one for one in range(row + 1, row + 1 + _SOON * 2) if grid.row(one)][:_SOON]
    if any(_numbers_columns(grid.row(one)) for one in under):
        return True
    for one in under:
        data = grid.row(one)
        edge = cells[0].col
        figures = [cell for cell in data if cell.col > edge and _tells(cell.raw)]
        if figures and all(cell.col in cols for cell in figures) and len(data) >= _FEWEST:
            own = {col for cell in texts for col in range(cell.col, min(cell.right, cell.col + _WIDEST) + 1)}
            return sum(cell.col in own for cell in figures) * 2 > len(figures)
    return False


def _tells(raw: object) -> bool:
    """Return whether a value is no heading: a figure, or the range of a scale."""
    return is_figure(raw) or (isinstance(raw, str) and _BAND.match(raw) is not None)


_BAND = re.compile(
    r"\s*(?:[<>≤≥]=?\s*-?\d|-?\d[\d.,]*\s*%?\s*(?:-|–|—|s\.?\s?/?d\.?|sampai)\s*[<>≤≥]?\s*-?\d)",
    re.IGNORECASE,
)


def _headers(grid: Grid, row: int, below: int, grammar: Grammar) -> list[Header]:
    """Return the headers that a row of headings belongs to: one, or several side by side."""
    top = _top(grid, row, below, grammar)
    bottom, body, numbers = _bottom(grid, top, row, grammar)
    found = []
    for cols in _blocks(grid, top, bottom):
        headings = completed(_with_quarters(tuple(_headings(grid, top, bottom, cols, body))), grammar)
        if len(headings) >= _FEWEST:
            own = tuple((cell.col, cell.text) for cell in numbers if cols[0] <= cell.col <= cols[-1])
            found.append(Header(top=top, bottom=bottom, body=body, headings=headings, numbers=own))
    return found


def _top(grid: Grid, row: int, below: int, grammar: Grammar) -> int:
    """Return the first row of a header: groups and years may stand above the row that was found."""
    edge, right = grid.row(row)[0].col, max(cell.right for cell in grid.row(row))
    top = row
    while (
        top - 1 > below and row - top < _HIGHEST - 1 and _is_above(grid, top - 1, row, edge, right, grammar)
    ):
        top -= 1
    return top


def _is_above(grid: Grid, row: int, headed: int, edge: int, right: int, grammar: Grammar) -> bool:
    """Return whether a row above headings names groups of them: years, merged words, words over some."""
    cells = grid.row(row)
    if not cells or not all(isinstance(cell.raw, str) or is_year(cell.raw) for cell in cells):
        return False
    if any(cell.right > right or (cell.bottom >= headed and cell.col >= edge) for cell in cells):
        return False
    if cells[0].col < edge:
        return _stands_beside(cells, edge)
    if any(_CAPTION.match(cell.text) or len(cell.text) > _LONGEST for cell in cells):
        return False
    wide = [cell for cell in cells if cell.right > cell.col]
    if len(cells) == 1:
        whole = cells[0].col <= edge and cells[0].right >= right
        return bool(wide) and not whole and cells[0].col > edge
    inner = all(cell.col > edge for cell in cells)
    return (
        bool(wide)
        or (inner and all(_is_period(c) or _measure(c, grammar) or _is_plain(c, grammar) for c in cells))
        or (inner and all(grid.at(headed, cell.col) for cell in cells))
    )


def _stands_beside(cells: Sequence[GridCell], edge: int) -> bool:
    """Return whether headings of columns stand beside periods over the row below."""
    beside = [cell for cell in cells if cell.col < edge]
    over = cells[len(beside) :]
    return bool(over) and all(map(_is_period, over)) and beside[0].col == edge - len(beside)


def _bottom(grid: Grid, top: int, row: int, grammar: Grammar) -> tuple[int, int, Sequence[GridCell]]:
    """Return the last row of a header, the first one of the body, and the row that numbers the columns."""
    edge = min(cell.col for one in range(top, row + 1) for cell in grid.row(one))
    most = top + _HIGHEST - 1
    bottom = max(row, *(min(cell.bottom, most) for one in range(top, row + 1) for cell in grid.row(one)))
    numbers: Sequence[GridCell] = ()
    while True:
        under = grid.row(bottom + 1)
        if bottom < most and under and _continues(grid, top, bottom, under, edge, grammar):
            bottom = max(min(cell.bottom, most) for cell in under)
            continue
        last = max((cell.bottom for cell in under), default=bottom + 1) if _numbers_columns(under) else 0
        if not last:
            break
        numbers = numbers or under
        between = [cell for one in range(bottom + 2, last + 1) for cell in grid.row(one)]
        units = between or grid.row(last + 1)
        if units and bottom < most and _goes_on_below(grid, top, bottom, units, edge, grammar):
            bottom = max(cell.bottom for cell in units)
            continue
        return bottom, last + 1, numbers
    return bottom, bottom + 1, numbers


def _goes_on_below(
    grid: Grid, top: int, bottom: int, cells: Sequence[GridCell], edge: int, grammar: Grammar
) -> bool:
    """Return whether headings go on below the row that numbers the columns: units, or texts under groups."""
    if all(_UNITS.fullmatch(cell.text) for cell in cells):
        return True
    named = all(bool(_measure(c, grammar)) or _is_period(c) or _is_plain(c, grammar) for c in cells)
    texts = all(isinstance(c.raw, str) and not is_figure(c.raw) and not _DASH.fullmatch(c.raw) for c in cells)
    under = cells[0].col > edge and all(_under_group(grid, top, bottom, cell) for cell in cells)
    return texts and under and (named or len(cells) > 1)


def _continues(
    grid: Grid, top: int, bottom: int, cells: Sequence[GridCell], edge: int, grammar: Grammar
) -> bool:
    """Return whether a row under a header goes on with it: known words, or texts under its groups."""
    if any(not isinstance(cell.raw, str) and not is_year(cell.raw) for cell in cells) or _numbers_columns(
        cells
    ):
        return False
    if any((is_figure(cell.raw) and not is_year(cell.raw)) or len(cell.text) > _LONGEST for cell in cells):
        return False
    if len(cells) == 1 and (TOTAL.match(cells[0].text) or MEAN.match(cells[0].text)):
        return False  # the total stands above the rows
    named = [bool(_measure(cell, grammar)) or _is_period(cell) or _is_plain(cell, grammar) for cell in cells]
    one_word = named[0] and cells[0].right == cells[0].col and len(cells[0].text.split()) == 1
    if len(cells) == 1 and cells[0].col <= edge and not one_word:
        return False  # the name of a group of rows
    under = [_under_group(grid, top, bottom, cell) for cell in cells]
    if cells[0].col > edge and all(under):
        return True
    measures = {_measure(cell, grammar) for cell in cells} - {""}
    several = len(measures) >= _FEWEST or any(map(_is_period, cells)) or len(cells) == 1
    return several and sum(named) * 2 > len(cells) and not (cells[0].col <= edge and _is_body_row(cells))


def _is_body_row(cells: Sequence[GridCell]) -> bool:
    return NUMBERING.fullmatch(cells[0].text) is not None and not _NO.match(cells[0].text)


_NO = re.compile(r"no\b", re.IGNORECASE)


def _under_group(grid: Grid, top: int, bottom: int, cell: GridCell) -> bool:
    """Return whether a cell stands under the heading of a group, or where a header is still empty."""
    above = grid.at(bottom, cell.col)
    if above is None or not above.text:
        return _group_on_the_left(grid, bottom, bottom + 1, cell.col) != ""
    wide = above.right > above.col and (cell.right < above.right or cell.col > above.col)
    beside = grid.at(bottom, cell.col + 1)
    unmerged = above.right == above.col and (beside is None or not beside.text)
    open_right = unmerged and bool((under := grid.at(bottom + 1, cell.col + 1)) and under.text)
    return wide or (open_right and above.row > top - 1)


def _numbers_columns(cells: Sequence[GridCell]) -> bool:
    """Return whether a row numbers the columns: 1 2 3, (1) (2) (3), 1 2 Rp 3 4, 14 = 7 + 13, a b c."""
    found = [_COLUMN_NUMBER.fullmatch(cell.text) for cell in cells]
    marks = [match.group(1).lower() for match in found if match]
    if len(marks) < max(len(cells), _FEWEST):
        return False
    if marks[0].isdigit():
        numbers = [int(mark) if mark.isdigit() else -1 for mark in marks]
        pairs = zip(cells, cells[1:], numbers, numbers[1:], strict=False)
        # of tables side by side each begins with its own first number
        return all(
            after == before + 1 or (right.col > left.right + 1 and after == 1)
            for left, right, before, after in pairs
        )
    return len(marks) > _FEWEST and all(m.isalpha() for m in marks) and marks == sorted(set(marks))


def _blocks(grid: Grid, top: int, bottom: int) -> list[list[int]]:
    """Return the columns of a header, parted where a column is empty; a lone column beside is no table."""
    headed = sorted(
        {
            col
            for row in range(top, bottom + 1)
            for cell in grid.row(row)
            if isinstance(cell.raw, str) or is_year(cell.raw)
            for col in range(cell.col, min(cell.right, cell.col + 200) + 1)
        }
    )
    blocks: list[list[int]] = []
    for col in headed:
        near = blocks and (
            col == blocks[-1][-1] + 1 or _holds_data(grid, bottom + 1, blocks[-1][-1] + 1, col - 1)
        )
        if near:
            blocks[-1] += range(blocks[-1][-1] + 1, col + 1)
        else:
            blocks.append([col])
    return blocks


def _holds_data(grid: Grid, first: int, left: int, right: int) -> bool:
    """Return whether columns without a heading hold something under the header, as under a wide heading."""
    rows = list(takewhile(grid.row, range(first, first + _SAMPLE)))
    return all(
        any((cell := grid.at(row, col)) and cell.text for row in rows) for col in range(left, right + 1)
    )


def _headings(grid: Grid, top: int, bottom: int, cols: Sequence[int], body: int) -> Iterator[Heading]:
    """Yield a heading for each column, or for those that one heading stands over."""
    starts = [col for col in cols if not _is_inner(grid, top, bottom, col)]
    for at, col in enumerate(starts):
        last = (starts[at + 1] if at + 1 < len(starts) else cols[-1] + 1) - 1
        yield _heading(grid, top, bottom, col, last, body)


def _with_quarters(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Return headings with the quarters of four in order under "Triwulan" that name none: B03."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, heading in enumerate(headings):
        if heading.quarter is None and _OF_QUARTERS.search(" ".join(heading.path[:-1])):
            groups.setdefault(heading.path[:-1], []).append(at)
    named = {at: n for own in groups.values() if len(own) == _QUARTERS for n, at in enumerate(own, 1)}
    return tuple(replace(one, quarter=named[at]) if at in named else one for at, one in enumerate(headings))


_OF_QUARTERS = re.compile(r"tri\s*wulan|tribulan|\btw\b|k[uw]artal", re.IGNORECASE)
_QUARTERS = 4


def _is_inner(grid: Grid, top: int, bottom: int, col: int) -> bool:
    """Return whether a column is a further one under one heading, merged over it or left empty beside it."""
    cell = grid.at(bottom, col)
    if cell is not None and cell.text:
        return cell.col < col
    return not _any_text(grid, top, bottom, col)


def _heading(grid: Grid, top: int, bottom: int, col: int, last: int, body: int) -> Heading:
    texts: list[str] = []
    at = top
    for row in range(top, bottom + 1):
        cell = grid.at(row, col)
        if cell is not None and row > top and _numbers_columns(grid.row(cell.row)):
            continue
        own = cell.text if cell else ""
        text = own or _group_on_the_left(grid, row, bottom, col)
        if text and (not texts or text != texts[-1]):
            texts.append(text)
            at = cell.row if cell and own else row
    named = _named_columns(grid, body, col, last)
    return Heading(
        row=at,
        col=named[0],
        path=tuple(_in_one_line(text) for text in texts),
        text=" > ".join(texts),
        year=_last_named(texts, years),
        quarter=_last_named(texts, quarters),
        last=last,
        others=tuple(named[1:]),
    )


def _in_one_line(text: str) -> str:
    """Return a heading in one line; of letters that are spaced out the words: "T A R G E T   2 0 2 4"."""
    words = re.split(r"\s{2,}", text.strip())
    if len(words) > 1 and all(_SPACED_OUT.fullmatch(word) for word in words):
        return " ".join(word.replace(" ", "") for word in words)
    return " ".join(text.split())


_SPACED_OUT = re.compile(r"\S(?: \S)*")


def _named_columns(grid: Grid, body: int, first: int, last: int) -> list[int]:
    """Return of several columns under one heading those with its values, not numbers of rows or "Rp"."""
    if last <= first:
        return [first]
    kinds = {col: _kind_of_cells(grid, body, col) for col in range(first, last + 1)}
    for kind in ("names", "figures", "ordinals"):
        found = [col for col, one in kinds.items() if one == kind]
        if found:
            return found if kind == "names" else found[-1:]
    return [first]


def _kind_of_cells(grid: Grid, body: int, col: int) -> str:
    """Return what the cells of a column under a wide heading are: names, figures, ordinals, nothing."""
    cells = [cell for row in range(body, body + _SAMPLE) if (cell := grid.at(row, col)) and cell.col == col]
    said = [cell for cell in cells if cell.text]
    if not said or all(_UNITS.fullmatch(cell.text) for cell in said):
        return ""
    if all(_ORDINAL_MARK.fullmatch(cell.text) for cell in said):
        return "ordinals"
    return "figures" if all(is_figure(cell.raw) for cell in said) else "names"


_ORDINAL_MARK = re.compile(
    r"\s*\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivxl]{1,4}|[A-Z]{1,4}[.\d]{1,5})[.)]?\s*", re.IGNORECASE
)


def _last_named(texts: Sequence[str], named: Callable[[str], Sequence[int]]) -> int | None:
    """Return the last of the periods that headings name."""
    return next((periods[-1] for text in reversed(texts) if (periods := named(text))), None)


def _group_on_the_left(grid: Grid, row: int, bottom: int, col: int) -> str:
    """Return the heading of a group whose cells were not merged; it reaches right to the next heading."""
    if row == bottom or not _any_text(grid, row + 1, bottom, col):
        return ""
    left = next((c for c in reversed(grid.row(row)) if c.col < col), None)
    if left is None or left.bottom != row or left.right > left.col:
        return ""
    return left.text if _any_text(grid, row + 1, bottom, left.col) else ""


def _any_text(grid: Grid, top: int, bottom: int, col: int) -> bool:
    return any((cell := grid.at(row, col)) and cell.text for row in range(top, bottom + 1))
