"""Cells that a formula can count with."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from sakipcalc.model import names_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    """

    def __init__(self, laporan: Laporan, more: frozenset[Place] = frozenset()) -> None:
        self._laporan = laporan
        self._more = more

    @cached_property
    def _names(self) -> Mapping[str, set[str]]:
        """Their names on each sheet."""
        names: dict[str, set[str]] = defaultdict(set)
        rows = [row.cells for table in self._laporan.tables for row in table.rows]
        for field in ("is_number", "formula"):
            for sheet, name in names_with(rows, field):
                names[sheet].add(name)
        return names

    def and_also(self, places: Iterable[Place]) -> LiveCells:
        """Return them and others that will be such."""
        made = LiveCells(self._laporan, self._more.union(places))
        if "_names" in self.__dict__:
            made.__dict__["_names"] = self._names
        return made

    def has(self, column: CellColumn, at: int) -> bool:
        """Return whether the cell at a position of a column is one of them."""
        return column.part("is_number")[at] or bool(column.formulas[at]) or column.place(at) in self._more

    def __contains__(self, place: Place) -> bool:
        return place.cell in self._names.get(place.sheet, ()) or place in self._more
