"""How far the header of a table reaches: its rows above and below one of headings, and its columns."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from sakipcalc.reading.header import Header
from sakipcalc.reading.headingcells import CAPTION, DASH, LONGEST, is_period, is_plain, measure
from sakipcalc.reading.headings import headings_of, numbers_columns, spanner_on_the_left
from sakipcalc.reading.marks import MEAN, NUMBERING, TOTAL, UNIT, is_figure, is_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.tables import Grammar

__all__ = ["headers_at"]

#: A header has at least so many columns.
_FEWEST = 2
#: A header is at most this many rows high.
_HIGHEST = 5
#: So many rows below a header tell what its columns hold.
_SAMPLE = 12


def headers_at(grid: Grid, row: int, below: int, grammar: Grammar) -> list[Header]:
    """Return the headers that a row of headings belongs to: one, or several side by side.

    Parameters
    ----------
    grid : Grid
        The sheet.
    row : int
        The row of headings.
    below : int
        The last row that is of something else above.
    grammar : Grammar
        Words of headings.
    """
    reach = _Reach(grid, row, grammar)
    reach.up(below)
    body, numbers = reach.down()
    found = []
    for cols in _blocks(grid, reach.top, reach.bottom):
        headings = headings_of(grid, reach.top, reach.bottom, cols, body, grammar)
        if len(headings) >= _FEWEST:
            own = tuple((cell.col, cell.text) for cell in numbers if cols[0] <= cell.col <= cols[-1])
            found.append(
                Header(top=reach.top, bottom=reach.bottom, body=body, headings=headings, numbers=own)
            )
    return found


class _Reach:
    """The rows of a header, which grow from the row of headings that was found.

    Parameters
    ----------
    grid : Grid
        The sheet.
    row : int
        The row of headings.
    grammar : Grammar
        Words of headings.
    """

    def __init__(self, grid: Grid, row: int, grammar: Grammar) -> None:
        self._grid = grid
        self._row = row
        self._grammar = grammar
        self._edge = grid.lines[row][0].col
        self.top = row
        self.bottom = row

    def up(self, below: int) -> None:
        """Take the rows above that are of the header, spanners and years, as far as another thing above."""
        right = max(cell.right for cell in self._grid.lines[self._row])
        while self.top - 1 > below and self._row - self.top < _HIGHEST - 1:
            above = self._grid.lines[self.top - 1]
            if not all(isinstance(cell.raw, str) or is_year(cell.raw) for cell in above):
                break
            if not self._heads_on_both_sides(above, right) and not self._is_above(above, right):
                break
            self.top -= 1

    def down(self) -> tuple[int, Sequence[GridCell]]:
        """Take the rows below, and return the first row of the body and the row that numbers the columns."""
        lines = self._grid.lines
        headed = [cell for one in range(self.top, self._row + 1) for cell in lines[one]]
        self._edge = min([cell.col for cell in headed])
        most = self.top + _HIGHEST - 1
        self.bottom = max(self._row, min(most, max([cell.bottom for cell in headed])))
        numbers: Sequence[GridCell] = ()
        while True:
            under = lines[self.bottom + 1]
            if self.bottom < most and under and self._continues(under):
                self.bottom = max(min(cell.bottom, most) for cell in under)
                continue
            last = max((cell.bottom for cell in under), default=0) if numbers_columns(under) else 0
            if not last:
                return self.bottom + 1, numbers
            numbers = numbers or under
            between = [cell for one in range(self.bottom + 2, last + 1) for cell in lines[one]]
            units = between or lines[last + 1]
            if not (units and self.bottom < most and self._goes_on_below(units)):
                return last + 1, numbers
            self.bottom = max(cell.bottom for cell in units)

    def _is_above(self, cells: Sequence[GridCell], right: int) -> bool:
        """Return whether the row above is one of spanners: years, merged words, words over some."""
        edge = self._edge
        if not cells or any(
            cell.right > right or (cell.bottom >= self._row and cell.col >= edge) for cell in cells
        ):
            return False
        if cells[0].col < edge:
            return _stands_beside(cells, edge)
        if any(CAPTION.match(cell.text) or len(cell.text) > LONGEST for cell in cells):
            return False
        wide = [cell for cell in cells if cell.right > cell.col]
        if len(cells) == 1:
            whole = cells[0].col <= edge and cells[0].right >= right
            return bool(wide) and not whole and cells[0].col > edge
        inner = all(cell.col > edge for cell in cells)
        return (
            bool(wide)
            or (inner and all(map(self._is_known, cells)))
            or (inner and all(self._grid.at(self._row, cell.col) for cell in cells))
        )

    def _heads_on_both_sides(self, cells: Sequence[GridCell], right: int) -> bool:
        """Return whether a row has spanners over some cells of the one below, and headings beside these.

        None of them need be merged, or known: beside, where the row below is empty, there are data again.
        """
        grid, row, edge = self._grid, self.top, self._edge
        beside = [cell for cell in cells if not edge <= cell.col <= right]
        over = [cell for cell in cells if edge <= cell.col <= right]
        if not over or len(over) >= len(grid.lines[row]) or any(len(cell.text) > LONGEST for cell in cells):
            return False
        left = [cell.col for cell in beside if cell.col < edge]
        cols = [*range(edge - len(left), edge), *range(right + 1, right + 1 + len(beside) - len(left))]
        return (
            bool(left)
            and [cell.col for cell in beside] == cols
            and all((under := grid.at(row, cell.col)) and under.text for cell in over)
            and not any((under := grid.at(row, col)) and under.text for col in cols)
            and all(_holds_data(grid, row + 1, col, col) for col in cols)
        )

    def _continues(self, cells: Sequence[GridCell]) -> bool:
        """Return whether a row under the header goes on with it: known words, or texts under its spanners."""
        if any(not isinstance(cell.raw, str) and not is_year(cell.raw) for cell in cells) or numbers_columns(
            cells
        ):
            return False
        if any((is_figure(cell.raw) and not is_year(cell.raw)) or len(cell.text) > LONGEST for cell in cells):
            return False
        first, edge = cells[0], self._edge
        if len(cells) == 1 and (TOTAL.match(first.text) or MEAN.match(first.text)):
            return False  # the total stands above the rows
        named = [self._is_known(cell) for cell in cells]
        one_word = named[0] and first.right == first.col and len(first.text.split()) == 1
        if len(cells) == 1 and first.col <= edge and not one_word:
            return False  # the name of a group of rows
        under = [self._is_under_spanner(cell) for cell in cells]
        if first.col > edge and (_are_units(cells) or all(under)):
            return True  # also (Rp) and (%) below headings of which one was not merged over its two
        measures = {measure(cell, self._grammar) for cell in cells} - {""}
        several = len(measures) >= _FEWEST or any(map(is_period, cells)) or len(cells) == 1
        return several and sum(named) * 2 > len(cells) and not (first.col <= edge and _is_body_row(cells))

    def _goes_on_below(self, cells: Sequence[GridCell]) -> bool:
        """Return whether headings go on below the row of column numbers: units, or texts under spanners."""
        if all(UNIT.fullmatch(cell.text) for cell in cells):
            return True
        texts = all(
            isinstance(c.raw, str) and not is_figure(c.raw) and not DASH.fullmatch(c.raw) for c in cells
        )
        under = cells[0].col > self._edge and all(map(self._is_under_spanner, cells))
        return texts and under and (len(cells) > 1 or all(map(self._is_known, cells)))

    def _is_known(self, cell: GridCell) -> bool:
        """Return whether a cell may head a column by its words."""
        return bool(measure(cell, self._grammar)) or is_period(cell) or is_plain(cell, self._grammar)

    def _is_under_spanner(self, cell: GridCell) -> bool:
        """Return whether a cell stands under a spanner, or where the header is still empty."""
        grid, bottom = self._grid, self.bottom
        above = grid.at(bottom, cell.col)
        if above is None or not above.text:
            return spanner_on_the_left(grid, bottom, bottom + 1, cell.col) != ""
        wide = above.right > above.col and (cell.right < above.right or cell.col > above.col)
        beside = grid.at(bottom, cell.col + 1)
        unmerged = above.right == above.col and (beside is None or not beside.text)
        open_right = unmerged and bool((under := grid.at(bottom + 1, cell.col + 1)) and under.text)
        return wide or (open_right and above.row > self.top - 1)


def _stands_beside(cells: Sequence[GridCell], edge: int) -> bool:
    """Return whether headings of columns stand beside periods over the row below."""
    beside = [cell for cell in cells if cell.col < edge]
    over = cells[len(beside) :]
    return bool(over) and all(map(is_period, over)) and beside[0].col == edge - len(beside)


def _are_units(cells: Sequence[GridCell]) -> bool:
    """Return whether a row has the units of the headings above: (Rp), (%), and "(satuan)" beside them."""
    units = [UNIT.fullmatch(cell.text) is not None for cell in cells]
    bracketed = all(unit or _BRACKETED.fullmatch(cell.text) for unit, cell in zip(units, cells, strict=True))
    return len(cells) >= _FEWEST and any(units) and bracketed


_BRACKETED = re.compile(r"\([^()\d]{2,20}\)")


def _is_body_row(cells: Sequence[GridCell]) -> bool:
    return NUMBERING.fullmatch(cells[0].text) is not None and not _NO.match(cells[0].text)


_NO = re.compile(r"no\b", re.IGNORECASE)


def _blocks(grid: Grid, top: int, bottom: int) -> list[list[int]]:
    """Return the columns of a header, parted where a column is empty; a lone column beside is no table.

    Several lone ones, each beyond one narrow column, are columns of the table left of them.
    """
    headed = sorted(
        {
            col
            for row in range(top, bottom + 1)
            for cell in grid.lines[row]
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
    return [headed] if _are_spaced_out(blocks) else blocks


def _are_spaced_out(blocks: Sequence[Sequence[int]]) -> bool:
    """Return whether every column but those of the first block stands alone beyond one empty column."""
    beside = all(right[0] == left[-1] + 2 for left, right in pairwise(blocks))
    return len(blocks) > _FEWEST and beside and all(len(block) == 1 for block in blocks[1:])


def _holds_data(grid: Grid, first: int, left: int, right: int) -> bool:
    """Return whether columns without a heading hold something under the header, as under a wide heading."""
    rows = list(takewhile(grid.lines.__getitem__, range(first, first + _SAMPLE)))
    return all(
        any((cell := grid.at(row, col)) and cell.text for row in rows) for col in range(left, right + 1)
    )
