"""Which formulas of a workbook are those that this library would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.allowance import metered
from sakipcalc.computing.expressions import is_own
from sakipcalc.computing.sameness import CellTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sakipcalc.computing.values import Nilai
    from sakipcalc.model import Baris, Kolom, Laporan, Sel, Tabel
    from sakipcalc.places import Place

    Turunan = Iterable[tuple[Tabel, Baris, Kolom, Nilai]]

__all__ = ["own_formulas"]


def own_formulas(
    laporan: Laporan, live: Collection[Place], derive: Callable[[frozenset[Place]], Turunan]
) -> Mapping[Place, Sel]:
    """Return the cells whose formula is the one that this library would write: what it gives is known.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    live : collection of Place
        Cells that a formula can count with (`Hasil.hidup`).
    derive : callable
        Gives every derived cell with its value, where the stored values of some formulas do not count.
    """
    held = [sel for table in laporan.daftar_tabel for row in table.baris for sel in row.sel.values()]
    texts = CellTexts((sel.tempat, sel.teks) for sel in held)
    own: dict[Place, Sel] = {}
    while True:
        silent, moved = _silent(own), False
        for _, row, column, value in metered(derive(silent)):
            sel = row.sel[column.kunci]
            if sel.rumus and is_own(sel.rumus, value, live.__contains__, texts):
                own[sel.tempat] = sel
                text = value.teks or ("" if value.angka is None else str(value.angka))
                moved = texts.put(sel.tempat, text) or moved
        if not _silent(own) or (_silent(own) == silent and not moved):
            return own  # else others stand behind a formula without a value


def _silent(own: Mapping[Place, Sel]) -> frozenset[Place]:
    return frozenset(sel.tempat for sel in own.values() if not sel.teks)
