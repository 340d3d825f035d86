"""Fixed cells of the template: the two scales and the kinds of spending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.tables.standard import EFFICIENCY_SCALE, SPENDING_BY_KIND
from sakipcalc.writing.template.plan import items_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.rulebook.scales import PrintedBand
    from sakipcalc.tables import TableSet
    from sakipcalc.writing.template.request import CellAddress, FixedContent

__all__ = ["fixed_cells"]

#: What Tabel 3.6 says beside each of its bands.
_WORDS = {
    ">": "Lebih dari {} poin",
    "≥": "Paling sedikit {} poin",
    "=": "Sama dengan {} poin",
    "<": "Kurang dari {} poin",
}


def fixed_cells(
    known: TableSet, skala: Sequence[PrintedBand], efisiensi: Sequence[PrintedBand]
) -> dict[CellAddress, FixedContent]:
    """Return the fixed contents of the tables: the scales and the kinds of spending."""
    found: dict[CellAddress, FixedContent] = {}
    for spec in known.scales:
        found |= dict(_bands(spec.id, skala if spec.skala == "capaian" else efisiensi))
    for number, band in enumerate(efisiensi):
        sign, _, figure = band.text.partition(" ")
        if sign in _WORDS:
            found[EFFICIENCY_SCALE, number, "keterangan"] = _WORDS[sign].format(figure)
    for number, item in enumerate(items_of()):
        found[SPENDING_BY_KIND, number, "uraian"] = item
    return found


def _bands(table: str, bands: Sequence[PrintedBand]) -> Iterator[tuple[CellAddress, FixedContent]]:
    for number, band in enumerate(bands):
        yield (table, number, "skala"), band.text
        yield (table, number, "predikat"), band.label
