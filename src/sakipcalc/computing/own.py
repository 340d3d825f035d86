"""Which formulas of a workbook are those that this library would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.computing.expressions import is_own
from sakipcalc.computing.sameness import CellTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sakipcalc.base.places import Place
    from sakipcalc.computing.values import Value
    from sakipcalc.model import Cell, Column, Laporan, Row, Table

    DerivedCell = Iterable[tuple[Table, Row, Column, Value]]

__all__ = ["own_formulas"]


def own_formulas(
    laporan: Laporan, live: Collection[Place], derive: Callable[[frozenset[Place]], DerivedCell]
) -> Mapping[Place, Cell]:
    """Return the cells whose formula is the one that this library would write: what it gives is known.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    live : collection of Place
        Cells that a formula can count with (`Hasil.live`).
    derive : callable
        Gives every derived cell with its value, where the stored values of some formulas do not count.
    """
    held = [cell for table in laporan.tables for row in table.rows for cell in row.cells.values()]
    texts = CellTexts((cell.place, cell.text) for cell in held)
    own: dict[Place, Cell] = {}
    while True:
        silent, moved = _silent(own), False
        for _, row, column, value in metered(derive(silent)):
            cell = row.cells[column.key]
            if cell.formula and is_own(cell.formula, value, live.__contains__, texts):
                own[cell.place] = cell
                text = value.text or ("" if value.number is None else str(value.number))
                moved = texts.put(cell.place, text) or moved
        if not _silent(own) or (_silent(own) == silent and not moved):
            return own  # else others stand behind a formula without a value


def _silent(own: Mapping[Place, Cell]) -> frozenset[Place]:
    return frozenset(cell.place for cell in own.values() if not cell.text)
