"""The headings of the columns of a header: of several rows, merged or not, under spanners and quarters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.core.memo import Recent
from sakipcalc.reading.analogy import completed
from sakipcalc.reading.header import Heading
from sakipcalc.reading.marks import UNIT, is_figure
from sakipcalc.reading.relativeyears import PLAN_YEARS
from sakipcalc.tables.normalise import quarters
from sakipcalc.text.dates import years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.tables import Grammar

__all__ = ["headings_of", "numbers_columns", "spanner_on_the_left"]

#: "1", "(2)", "Rp 3", "14 = 7 + 13", "c = a / b": a row of such cells numbers the columns.
#: Possessive, so that a long run of blanks is looked at once.
_COLUMN_NUMBER = re.compile(r"(?:rp\.?\s*+)?\(?\s*+(\d{1,2}|[a-z])\s*+\)?(?:\s*+[=(:].*)?", re.IGNORECASE)
#: One known word alone is a caption or a label.
_FEWEST = 2
#: So many rows below a header tell what its columns hold.
_SAMPLE = 12


def headings_of(
    grid: Grid, top: int, bottom: int, cols: Sequence[int], body: int, grammar: Grammar
) -> tuple[Heading, ...]:
    """Return the headings of some columns of a header, those that nobody knows completed by their like.

    Parameters
    ----------
    grid : Grid
        The sheet.
    top, bottom : int
        First and last row of the header.
    cols : sequence of int
        The columns, from left to right.
    body : int
        First row below the header.
    grammar : Grammar
        Words of headings.
    """
    rows = range(top, bottom + 1)
    from_above = [cell for col in cols if (cell := grid.at(top, col)) and cell.row < top]
    lines = [tuple(grid.lines[row]) for row in (*rows, *(cell.row for cell in from_above))]
    read_from = grammar, top, bottom, tuple(cols), tuple(from_above), *lines
    found = _RECENT.get(read_from)
    if found is None:
        own = tuple(_headings(grid, top, bottom, cols))
        found = _RECENT.put(read_from, completed(_with_quarters_in_order(own), grammar))
    return tuple([_over_its_values(grid, body, one) if one.last > one.col else one for one in found])


#: The units of a kabupaten share their headers, and a workbook is read again after filling.
_RECENT: Recent[tuple[object, ...], tuple[Heading, ...]] = Recent("headings of headers", 512)


def numbers_columns(cells: Sequence[GridCell]) -> bool:
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


def _headings(grid: Grid, top: int, bottom: int, cols: Sequence[int]) -> Iterator[Heading]:
    """Yield a heading for each column, or for those that one heading stands over, by the first of them."""
    starts = [col for col in cols if not _is_inner(grid, top, bottom, col)]
    for at, col in enumerate(starts):
        last = (starts[at + 1] if at + 1 < len(starts) else cols[-1] + 1) - 1
        yield _heading(grid, top, bottom, col, last)


def _with_quarters_in_order(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Return headings with the quarters of four in order under "Triwulan" that name none: B03."""
    spanners: dict[tuple[str, ...], list[int]] = {}
    for at, heading in enumerate(headings):
        if heading.quarter is None and _OF_QUARTERS.search(" ".join(heading.path[:-1])):
            spanners.setdefault(heading.path[:-1], []).append(at)
    named = {at: n for own in spanners.values() if len(own) == _QUARTERS for n, at in enumerate(own, 1)}
    return tuple(one._replace(quarter=named[at]) if at in named else one for at, one in enumerate(headings))


_OF_QUARTERS = re.compile(r"tri\s*wulan|tribulan|\btw\b|k[uw]artal", re.IGNORECASE)
_QUARTERS = 4


def _is_inner(grid: Grid, top: int, bottom: int, col: int) -> bool:
    """Return whether a column is a further one under one heading, merged over it or left empty beside it."""
    cell = grid.at(bottom, col)
    if cell is not None and cell.text:
        return cell.col < col
    return not _any_text(grid, top, bottom, col)


def _heading(grid: Grid, top: int, bottom: int, col: int, last: int) -> Heading:
    texts: list[str] = []
    at = top
    for row in range(top, bottom + 1):
        cell = grid.at(row, col)
        if cell is not None and row > top and numbers_columns(grid.lines[cell.row]) and not _is_plan(texts):
            continue
        own = cell.text if cell else ""
        text = own or spanner_on_the_left(grid, row, bottom, col)
        if text and (not texts or text != texts[-1]):
            texts.append(text)
            at = cell.row if cell and own else row
    return Heading(
        row=at,
        col=col,
        path=tuple(_in_one_line(text) for text in texts),
        text=" > ".join(texts),
        year=_last_named(texts, years),
        quarter=_last_named(texts, quarters),
        last=last,
    )


def _is_plan(texts: Sequence[str]) -> bool:
    """Return whether numbers below are years of a plan: "Target Pada Tahun Ke-"."""
    return bool(texts) and PLAN_YEARS.search(texts[-1]) is not None


def _over_its_values(grid: Grid, body: int, heading: Heading) -> Heading:
    """Return a heading over several columns by those of them that its values stand in."""
    col, *others = _named_columns(grid, body, heading.col, heading.last)
    return heading._replace(col=col, others=tuple(others))


def _in_one_line(text: str) -> str:
    """Return a heading in one line; of letters that are spaced out the words: "T A R G E T   2 0 2 4"."""
    words = re.split(r"\s{2,}", text.strip())
    if len(words) > 1 and all(_SPACED_OUT.fullmatch(word) for word in words):
        return " ".join(word.replace(" ", "") for word in words)
    return " ".join(text.split())


_SPACED_OUT = re.compile(r"\S(?: \S)*")


def _named_columns(grid: Grid, body: int, first: int, last: int) -> list[int]:
    """Return of several columns under one heading those with its values, not numbers of rows or "Rp"."""
    if last - first + 1 >= _FEWEST_PARTS and _holds_parts_of_codes(grid, body, range(first, last + 1)):
        return [*range(first, last + 1)]
    kinds = {col: _kind_of_cells(grid, body, col) for col in range(first, last + 1)}
    for kind in ("names", "figures", "ordinals"):
        found = [col for col, one in kinds.items() if one == kind]
        if found:
            return found if kind == "names" else found[-1:]
    return [first]


def _holds_parts_of_codes(grid: Grid, body: int, cols: Sequence[int]) -> bool:
    """Return whether columns hold a code in parts, 2 | 19 | 02 | 2.01: the deeper a row, the more of them."""
    rows = [[grid.at(row, col) for col in cols] for row in range(body, body + _SAMPLE)]
    parts = [[cell.text if cell and cell.right == cell.col else "" for cell in row] for row in rows]
    said = [row for row in parts if any(row)]
    depths = {sum(map(bool, row)) for row in said}
    return len(depths) > 1 and all(
        all(map(_CODE_PART.fullmatch, row[: (depth := sum(map(bool, row)))])) and not any(row[depth:])
        for row in said
    )


#: One part of a code that stands in several columns.
_CODE_PART = re.compile(r"\s*[\dX]{1,4}(?:\.[\dX]{1,4})*\s*", re.IGNORECASE)
#: In fewer columns stands no code in parts.
_FEWEST_PARTS = 3


def _kind_of_cells(grid: Grid, body: int, col: int) -> str:
    """Return the kind of cells of a column under a wide heading: names, figures, ordinals, nothing."""
    cells = [cell for row in range(body, body + _SAMPLE) if (cell := grid.at(row, col)) and cell.col == col]
    said = [cell for cell in cells if cell.text]
    if not said or all(UNIT.fullmatch(cell.text) for cell in said):
        return ""
    if all(_ORDINAL_MARK.fullmatch(cell.text) for cell in said):
        return "ordinals"
    return "figures" if all(is_figure(cell.raw) for cell in said) else "names"


#: "1.", "(a)", "II", "1.2.3": a number or letter in front of a name.
_ORDINAL_MARK = re.compile(
    r"\s*\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivxl]{1,4}|[A-Z]{1,4}[.\d]{1,5})[.)]?\s*", re.IGNORECASE
)


def _last_named(texts: Sequence[str], named: Callable[[str], Sequence[int]]) -> int | None:
    """Return the last of the periods that headings name."""
    return next((periods[-1] for text in reversed(texts) if (periods := named(text))), None)


def spanner_on_the_left(grid: Grid, row: int, bottom: int, col: int) -> str:
    """Return the spanner whose cells were not merged; it reaches right to the next heading."""
    if row == bottom or not _any_text(grid, row + 1, bottom, col):
        return ""
    left = next((c for c in reversed(grid.lines[row]) if c.col < col), None)
    if left is None or left.bottom != row or left.right > left.col:
        return ""
    return left.text if _any_text(grid, row + 1, bottom, left.col) else ""


def _any_text(grid: Grid, top: int, bottom: int, col: int) -> bool:
    """Return whether any cell of a column says something in some rows."""
    return any((cell := grid.at(row, col)) and cell.text for row in range(top, bottom + 1))
