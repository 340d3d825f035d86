"""Formulas of a workbook that are equal to those that this library writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.computing.expressions import is_own
from sakipcalc.computing.sameness import CellTexts
from sakipcalc.model import cells_with

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sakipcalc.base.places import Place
    from sakipcalc.computing.derivedcells import DerivedCells
    from sakipcalc.computing.live import LiveCells
    from sakipcalc.model import Cell, Laporan

__all__ = ["own_formulas"]


def own_formulas(
    laporan: Laporan,
    live: LiveCells,
    written: Mapping[tuple[str, str], str],
    derive: Callable[[frozenset[Place]], DerivedCells],
) -> Mapping[Place, Cell]:
    """Return the cells whose formula is the one that this library would write: what it gives is known.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    live : LiveCells
        Cells that a formula can count with (`Hasil.live`).
    written : mapping of (sheet, cell) to str
        Formulas that this library has just written.
    derive : callable
        Gives every derived cell with its value, where the stored values of some formulas do not count.
    """
    rows = [row.cells for table in laporan.tables for row in table.rows]
    with_formula = cells_with(rows, "formula")
    if not with_formula:
        return {}
    others = {cell.place for cell in with_formula if written.get(cell.place[1:]) != cell.formula}
    sure = {cell.place for cell in with_formula} - others
    if not others and all(cell.text for cell in with_formula):
        derived = (row.cells[column.key] for row, column in derive(frozenset()).cells())
        return {cell.place: cell for cell in metered(derived) if cell.place in sure}
    said = ((cell.place, cell.text) for cell in cells_with(rows, "text"))
    texts = CellTexts(said) if others else None
    own: dict[Place, Cell] = {}
    while True:
        silent, moved = _silent(own), False
        for _, row, column, value in metered(derive(silent)):
            cell = row.cells[column.key]
            if not cell.formula:
                continue
            if cell.place in sure or is_own(cell.formula, value, live.__contains__, texts):
                own[cell.place] = cell
                text = value.text or ("" if value.number is None else str(value.number))
                moved = (texts is not None and texts.put(cell.place, text)) or moved
        if not _silent(own) or (_silent(own) == silent and not moved):
            return own  # else others stand behind a formula without a value


def _silent(own: Mapping[Place, Cell]) -> frozenset[Place]:
    return frozenset(cell.place for cell in own.values() if not cell.text)
