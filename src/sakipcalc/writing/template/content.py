"""What a blank workbook says whoever fills it in: its two scales and the kinds of spending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.tables.standard import EFFICIENCY_SCALE, SPENDING_BY_KIND
from sakipcalc.writing.template.plan import items_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.scales import BarisSkala
    from sakipcalc.tables import TableSet
    from sakipcalc.writing.template.request import Alamat, Isi

__all__ = ["standing"]

#: What Tabel 3.6 says beside each of its bands.
_WORDS = {
    ">": "Lebih dari {} poin",
    "≥": "Paling sedikit {} poin",
    "=": "Sama dengan {} poin",
    "<": "Kurang dari {} poin",
}


def standing(
    known: TableSet, skala: Sequence[BarisSkala], efisiensi: Sequence[BarisSkala]
) -> dict[Alamat, Isi]:
    """Return what the tables say whoever fills them in: the scales and the kinds of spending."""
    found: dict[Alamat, Isi] = {}
    for spec in known.scales:
        found |= dict(_bands(spec.id, skala if spec.skala == "capaian" else efisiensi))
    for number, band in enumerate(efisiensi):
        sign, _, figure = band.text.partition(" ")
        if sign in _WORDS:
            found[EFFICIENCY_SCALE, number, "keterangan"] = _WORDS[sign].format(figure)
    for number, item in enumerate(items_of()):
        found[SPENDING_BY_KIND, number, "uraian"] = item
    return found


def _bands(table: str, bands: Sequence[BarisSkala]) -> Iterator[tuple[Alamat, Isi]]:
    for number, band in enumerate(bands):
        yield (table, number, "skala"), band.text
        yield (table, number, "predikat"), band.label
