"""A sheet as a grid of cells, whatever kind of file it came from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, product
from operator import itemgetter
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.excel.limits import LARGEST_MERGE
from sakipcalc.reading.gridcells import GridCell, LongSheetCells

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sakipcalc.excel.refs import Area
    from sakipcalc.excel.sheet.heldcolumns import ShapeOfRow
    from sakipcalc.reading.gridcells import GridColumn

__all__ = ["Grid", "GridCell", "covered_by"]


@dataclass(frozen=True, kw_only=True)  # without slots, to keep what is worked out once
class Grid:
    """A sheet.

    Parameters
    ----------
    sheet : str
        Its name.
    cells : mapping of (row, col) to GridCell
        Cells that hold a value, a formula or a style; the inner cells of a merged area are absent.
    hidden_rows, hidden_cols : frozenset of int
        Rows and columns that a person does not see.
    visible : bool
        Whether the sheet itself is seen.
    arrays : frozenset of (row, col)
        Cells whose formula gives the values of several.
    values_only : bool
        Whether formats and formulas could not be read, so that no more than values is known.
    """

    sheet: str
    cells: Mapping[tuple[int, int], GridCell]
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    visible: bool = True
    arrays: frozenset[tuple[int, int]] = frozenset()
    values_only: bool = False

    @cached_property
    def long(self) -> LongSheetCells | None:
        """The cells of a long sheet, which stand in columns; None of a short one."""
        return self.cells if type(self.cells) is LongSheetCells else None

    @cached_property
    def lines(self) -> Mapping[int, Sequence[GridCell]]:
        """The cells with a text that begin in each row, from left to right; none in any other row."""
        return self.long.lines if self.long else _by_row(self.cells.values())

    @property
    def words(self) -> Iterable[str]:
        """The texts of all cells."""
        return self.long.words() if self.long else _words(self.cells.values())

    @cached_property
    def seen(self) -> Mapping[tuple[int, int], GridCell]:
        """The shown value of each place: of a merged area its one cell."""
        if cells := self.long:
            covered = _covered(cells.odd.values())
            odd = {**cells.odd, **{at: cells.odd[corner] for at, corner in covered.items()}}
            return LongSheetCells(cells.columns, cells.shapes, odd) if covered else cells
        own = dict(self.cells.items())
        return own | {at: own[corner] for at, corner in _covered(own.values()).items()}

    @cached_property
    def content(self) -> tuple[object, ...]:
        """All of it, to be compared: of sheets that are the same the same is read."""
        seen = self.visible, self.hidden_rows, self.hidden_cols
        return self.sheet, *seen, self.arrays, self.values_only, tuple(self.cells.values())

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Rows in which something begins, from top to bottom."""
        return tuple(self.long.lines.rows) if self.long else tuple(self.lines)

    def rows_between(self, first: int, end: int) -> tuple[int, ...]:
        """Return the rows in which something begins, from one on and up to another."""
        return self.rows[bisect_left(self.rows, first) : bisect_left(self.rows, end)]

    @cached_property
    def last_cell_row(self) -> int:
        """The last row that holds a cell, be it an empty one with a style; 0 on an empty sheet."""
        if self.long:
            return self.long.rows[-1] if self.long.rows else 0
        return max(map(itemgetter(0), self.cells), default=0)

    @property
    def shapes(self) -> Mapping[int, ShapeOfRow]:
        """The shapes of the rows of a long sheet that stand in columns; none of a short one."""
        return self.long.shapes if self.long else {}

    @property
    def columns(self) -> Mapping[int, GridColumn]:
        """The columns of a long sheet that most of its cells stand in; none of a short one."""
        return self.long.columns if self.long else {}

    @property
    def with_formulas(self) -> Sequence[GridCell]:
        """The cells with a formula."""
        if self.long:
            return self.long.with_formulas()
        return [cell for cell in self.cells.values() if cell.formula]

    def cells_outside(self, rows: Collection[int]) -> Iterable[GridCell]:
        """Return the cells that begin in other rows than these."""
        if self.long:
            return self.long.in_rows([row for row in self.long.rows if row not in rows])
        return (cell for cell in self.cells.values() if cell.row not in rows)

    def lines_that_may(self, say: Callable[[str], object]) -> Iterable[tuple[int, Sequence[GridCell]]]:
        """Return the rows of which a text may pass a test, with their cells: of a short sheet all."""
        if self.long:
            return ((row, self.lines[row]) for row in self.long.rows_saying(say))
        return self.lines.items()

    @property
    def rows_of_figures(self) -> frozenset[int]:
        """Rows of a long sheet that are no headings, as their shapes tell; none of a short one."""
        return self.long.rows_of_figures if self.long else _NO_ROWS

    def texts_of(self, row: int) -> Sequence[tuple[int, str]]:
        """Return the texts of a row of a long sheet with their columns, if it holds nothing else."""
        return self.long.texts_of(row) if self.long else ()

    @cached_property
    def hides_some(self) -> bool:
        """Whether a person does not see some of its cells."""
        return not self.visible or bool(self.hidden_rows or self.hidden_cols)

    def hides(self, row: int, col: int) -> bool:
        """Return whether a person does not see what stands at this place."""
        return not self.visible or row in self.hidden_rows or col in self.hidden_cols

    def at(self, row: int, col: int) -> GridCell | None:
        """Return the cell that a person sees at this place: of a merged area its one cell."""
        return self.seen.get((row, col))


_NO_ROWS: frozenset[int] = frozenset()


def _words(cells: Iterable[GridCell]) -> list[str]:
    return [cell.text for cell in cells if type(cell.raw) is str]


class _Lines(dict[int, "Sequence[GridCell]"]):
    """Cells by their row."""

    def __missing__(self, row: int) -> Sequence[GridCell]:
        return ()


def _by_row(cells: Iterable[GridCell]) -> _Lines:
    said = sorted([cell for cell in metered(cells) if cell.text or cell.formula], key=itemgetter(0, 1))
    return _Lines({row: [*line] for row, line in groupby(said, key=itemgetter(0))})


def covered_by(areas: Iterable[Area], cells: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return which of the cells merged areas hide: all but the corner of each."""
    return {at for area in areas for at in _inside(area, cells) if at != (area.top, area.left)}


def _inside(area: Area, cells: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the cells in an area, looked for in whichever is smaller."""
    if area.size > LARGEST_MERGE:
        return [at for at in cells if area.contains(*at)]
    rows, cols = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    return [at for at in product(rows, cols) if at in cells]


def _covered(cells: Iterable[GridCell]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the corner of each cell that a merged area covers, but for areas that are no label."""
    merged = [c for c in cells if (c.bottom, c.right) != (c.row, c.col)]
    small = [c for c in merged if (c.bottom - c.row + 1) * (c.right - c.col + 1) <= LARGEST_MERGE]
    return {
        (row, col): (cell.row, cell.col)
        for cell in small
        for row in range(cell.row, cell.bottom + 1)
        for col in range(cell.col, cell.right + 1)
    }
