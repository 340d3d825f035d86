"""Checks of polarity: names that contradict it, and an impossible capaian."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import slip
from sakipcalc.auditing.walk import likely_polarity
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.tables.standard import CONCLUSION, MEASUREMENT
from sakipcalc.text.names import indicator_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil
    from sakipcalc.computing.export import CapaianRow
    from sakipcalc.computing.links import Indicator

#: A capaian outside these limits [%] is more often a slip than a feat.
_LIMITS = (Fraction(0), Fraction(200))
_OPPOSITE = {"naik": "turun", "turun": "naik"}
#: Realisasi over target from here on is a slip of the decimal mark.
_TENFOLD = 10


@check
def check_against_name(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose name says that less is better while more counts so, or the reverse."""
    for indicator in hasil.links.measured():
        likely, words = likely_polarity(indicator.nama)
        if likely == _OPPOSITE.get(indicator.arah) and not _chosen(hasil, indicator):
            yield Temuan(
                code="arah-janggal",
                places=_places(hasil, indicator),
                actual=indicator.arah,
                expected=likely,
                data={"indikator": indicator.nama, "kata": words},
            )


def _chosen(hasil: Hasil, indicator: Indicator) -> bool:
    """Return whether the Metode states the polarity of this indicator."""
    return indicator_name(indicator.nama) in {indicator_name(name) for name in hasil.metode.arah}


def _places(hasil: Hasil, indicator: Indicator) -> tuple[Place, ...]:
    rows = (hasil.links.row(table, indicator.subject) for table in (MEASUREMENT, CONCLUSION))
    row = next((row for row in rows if row), None)
    cells = (row.cells.get(column) for column in ("arah", "indikator")) if row else ()
    return tuple(cell.place for cell in cells if cell and cell.text)


@check
def check_plausible(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the capaian that lie beyond plausible limits, with the slip that would explain them."""
    low, high = _LIMITS
    for row in hasil.capaian_rows:
        if row.capaian.number is not None and not low <= row.capaian.number <= high:
            cells = (row.capaian.place, row.realisasi.place, row.target.place)
            yield Temuan(
                code="capaian-tidak-wajar",
                places=tuple(filter(None, cells)),
                actual=row.capaian.number,
                data={"indikator": row.indikator.nama, "diagnosis": _why(row) or ""},
            )


def _why(row: CapaianRow) -> Phrase | None:
    target, realisasi = row.target.number, row.realisasi.number
    if not target or not realisasi:
        return None
    kind = slip(realisasi, target)
    if kind is None and realisasi / target >= _TENFOLD:
        kind = Phrase("words.koma-bergeser")
    told = {"tempat": row.realisasi.place, "cara": kind}
    return Phrase("words.mungkin-salah-ketik", told) if kind else None
