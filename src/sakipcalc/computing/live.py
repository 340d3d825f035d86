"""Cells that a formula can count with."""

from __future__ import annotations

from collections import defaultdict
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
    names : mapping of str to set of str
        Their names on each sheet.
    more : set of Place
        Others that will hold one.
    """

    def __init__(self, names: Mapping[str, set[str]], more: frozenset[Place] = frozenset()) -> None:
        self._names = names
        self._more = more

    @classmethod
    def of(cls, laporan: Laporan) -> LiveCells:
        """Return those of the tables of a workbook."""
        names: dict[str, set[str]] = defaultdict(set)
        rows = [row.cells for table in laporan.tables for row in table.rows]
        for field in ("is_number", "formula"):
            for sheet, name in names_with(rows, field):
                names[sheet].add(name)
        return cls(names)

    def and_also(self, places: Iterable[Place]) -> LiveCells:
        """Return them and others that will be such."""
        return LiveCells(self._names, self._more.union(places))

    def has(self, column: CellColumn, at: int) -> bool:
        """Return whether the cell at a position of a column is one of them."""
        return column.part("is_number")[at] or bool(column.formulas[at]) or column.place(at) in self._more

    def __contains__(self, place: Place) -> bool:
        return place.cell in self._names.get(place.sheet, ()) or place in self._more
