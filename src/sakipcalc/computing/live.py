"""Cells that a formula can count with."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.model import names_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sakipcalc.base.places import Place
    from sakipcalc.model import CellColumn, Laporan

__all__ = ["LiveCells"]


class LiveCells:
    """Cells that hold a true number or a formula, so that a formula can count with them.

    Parameters
    ----------
    laporan : Laporan
        The workbook in whose tables they stand.
    more : set of Place
        Others that will hold one.
    rows : mapping of (sheet, column) to set of int
        Further ones: the rows of whole columns of a sheet.
    """

    def __init__(
        self,
        laporan: Laporan,
        more: frozenset[Place] = frozenset(),
        rows: Mapping[tuple[str, int], AbstractSet[int]] = MappingProxyType({}),
    ) -> None:
        self._laporan = laporan
        self._more = more
        self._rows = rows
        self._known: dict[int, tuple[CellColumn, Sequence[bool]]] = {}

    @cached_property
    def _names(self) -> Mapping[str, set[str]]:
        """Their names on each sheet."""
        names: dict[str, set[str]] = defaultdict(set)
        rows = [row.cells for table in self._laporan.tables for row in table.rows]
        for field in ("is_number", "formula"):
            for sheet, name in names_with(rows, field):
                names[sheet].add(name)
        return names

    def and_also(
        self,
        places: Iterable[Place],
        rows: Mapping[tuple[str, int], AbstractSet[int]] = MappingProxyType({}),
    ) -> LiveCells:
        """Return them and others that will be such, some of them by sheet, column and row."""
        made = LiveCells(self._laporan, self._more.union(places), rows)
        if "_names" in self.__dict__:
            made.__dict__["_names"] = self._names
        return made

    def has(self, column: CellColumn, at: int) -> bool:
        """Return whether the cell at a position of a column is one of them."""
        return self.in_column(column)[at]

    def in_column(self, column: CellColumn) -> Sequence[bool]:
        """Return of each cell of a column whether it is one of them."""
        if id(column) not in self._known:
            said = zip(column.part("is_number"), column.formulas, strict=True)
            own = [is_number or bool(formula) for is_number, formula in said]
            cols = {*column.cols}
            if self._more or len(cols) > 1:
                own = [live or self._will_hold(column, at) for at, live in enumerate(own)]
            elif cols and (rows := self._rows.get((column.sheet, cols.pop()))):
                own = [live or row in rows for live, row in zip(own, column.rows, strict=True)]
            self._known[id(column)] = column, own
        return self._known[id(column)][1]

    def _will_hold(self, column: CellColumn, at: int) -> bool:
        if column.rows[at] in self._rows.get((column.sheet, column.cols[at]), ()):
            return True
        return bool(self._more) and column.place(at) in self._more

    def __contains__(self, place: Place) -> bool:
        if place.cell in self._names.get(place.sheet, ()) or place in self._more:
            return True
        if not self._rows:
            return False
        row, col = place.coordinates
        return row in self._rows.get((place.sheet, col), ())
