"""Which formulas of a workbook are those that this library would write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.computing.expressions import is_own

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
    says = {sel.tempat: sel.teks for sel in held}
    own: dict[Place, Sel] = {}
    known: tuple[frozenset[Place], dict[Place, str]] | None = None
    while known is None or (_silent(own) and known != (_silent(own), says)):
        known = _silent(own), dict(says)  # behind a formula without a value stand others
        for _, row, column, value in derive(known[0]):
            sel = row.sel[column.kunci]
            if sel.rumus and is_own(sel.rumus, value, live.__contains__, lambda place: says.get(place, "")):
                own[sel.tempat] = sel
                says[sel.tempat] = value.teks or ("" if value.angka is None else str(value.angka))
    return own


def _silent(own: Mapping[Place, Sel]) -> frozenset[Place]:
    return frozenset(sel.tempat for sel in own.values() if not sel.teks)
