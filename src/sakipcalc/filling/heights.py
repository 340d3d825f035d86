"""Rows that are too low for the text written into them, and the heights that show it.

No spreadsheet program does this for a file that it opens: none fits a row to merged cells, or one with a
height of its own, and LibreOffice not even one without. Rows become higher here, never lower, and only for
text that was written: what the unit had cut off stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.excel import TextFit
from sakipcalc.excel.sheet.textfit import roomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sakipcalc.excel import Package, RawSheet
    from sakipcalc.excel.refs import Area
    from sakipcalc.filling.plan import CellWrite

__all__ = ["RowHeight", "heights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowHeight:
    """A row of a sheet that was made higher.

    Parameters
    ----------
    sheet : str
        The sheet.
    row : int
        The row.
    old_height, new_height : float
        Its height before and after [points].
    fixed : bool
        Whether it keeps the height whatever is typed in it later.
    """

    sheet: str
    row: int
    old_height: float
    new_height: float
    fixed: bool


def heights(package: Package, written: Iterable[CellWrite]) -> tuple[RowHeight, ...]:
    """Return the rows that have to become higher, by sheet and row.

    Parameters
    ----------
    package : Package
        The package; labels and facts may stand in it already.
    written : iterable of CellWrite
        Every cell that was or is to be written.
    """
    by_sheet: dict[str, dict[tuple[int, int], str]] = {}
    for cell in written:
        if cell.value.number is None and cell.value.text:
            texts = by_sheet.setdefault(cell.cell.place.sheet, {})
            texts[cell.cell.row, cell.cell.col] = cell.value.text
    return tuple(
        row for name, texts in by_sheet.items() for row in _Rows(package, package.sheet(name)).grown(texts)
    )


class _Rows:
    """The rows of one sheet, and what they grow to."""

    def __init__(self, package: Package, sheet: RawSheet) -> None:
        self._sheet = sheet
        self._fit = TextFit(sheet, package.styles)
        self._heights: dict[int, float] = {}
        self._fixed: set[int] = set()

    def grown(self, texts: Mapping[tuple[int, int], str]) -> Iterable[RowHeight]:
        """Return the rows that have to grow for texts, by row and column."""
        shared = []
        for place, text in metered(sorted(texts.items())):
            area = self._sheet.merge_at.at(*place)
            needed = self._fit.needed(*place, text)
            if area is None or area.top == area.bottom:
                self._grow(place[0], needed, merged=area is not None)
            else:
                shared.append((area, needed))
        for area, needed in shared:
            self._grow_together(area, needed)
        for row, height in sorted(self._heights.items()):
            yield RowHeight(
                sheet=self._sheet.name,
                row=row,
                old_height=self._before(row),
                new_height=height,
                fixed=row in self._fixed,
            )

    def _grow(self, row: int, needed: float, *, merged: bool) -> None:
        if row in self._sheet.hidden_rows or needed <= self._height(row):
            return
        if self._fit.height(row) is None:
            needed = max(needed, self._fit.fitted(row))  # with a height it is not fitted to its other cells
        self._heights[row] = roomy(needed)
        if merged or self._sheet.row_fixed(row):
            self._fixed.add(row)

    def _grow_together(self, area: Area, needed: float) -> None:
        """Let the rows that a cell is merged over share what it lacks."""
        rows = [row for row in range(area.top, area.bottom + 1) if row not in self._sheet.hidden_rows]
        missing = needed - sum(map(self._height, rows))
        for row in rows if missing > 0 else ():
            self._grow(row, self._height(row) + missing / len(rows), merged=True)

    def _height(self, row: int) -> float:
        return self._heights.get(row) or self._before(row)

    def _before(self, row: int) -> float:
        height = self._fit.height(row)
        return self._sheet.default_height if height is None else height
