"""Polarities that look wrong: a name that speaks against it, and a capaian beyond what can be."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import slip
from sakipcalc.auditing.words import likely_polarity
from sakipcalc.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.names import indicator_name
from sakipcalc.tables.standard import CONCLUSION, MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.links import Indikator
    from sakipcalc.computing.rows import BarisCapaian
    from sakipcalc.places import Place

#: A capaian outside these limits [%] is more often a slip than a feat.
_LIMITS = (Fraction(0), Fraction(200))
_OPPOSITE = {"naik": "turun", "turun": "naik"}
#: Realisasi over target from here on is a slip of the decimal mark.
_TENFOLD = 10


@check
def check_against_name(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose name says that less is better while more counts so, or the reverse."""
    for indicator in hasil.tautan.diukur():
        likely, words = likely_polarity(indicator.nama)
        if likely == _OPPOSITE.get(indicator.arah) and not _chosen(hasil, indicator):
            yield Temuan(
                kode="arah-janggal",
                tempat=_places(hasil, indicator),
                nilai=indicator.arah,
                seharusnya=likely,
                data={"indikator": indicator.nama, "kata": words},
            )


def _chosen(hasil: Hasil, indicator: Indikator) -> bool:
    """Return whether the Metode names the polarity of this indicator: then somebody has thought of it."""
    return indicator_name(indicator.nama) in {indicator_name(name) for name in hasil.metode.arah}


def _places(hasil: Hasil, indicator: Indikator) -> tuple[Place, ...]:
    rows = (hasil.tautan.baris(table, indicator.subjek) for table in (MEASUREMENT, CONCLUSION))
    row = next((row for row in rows if row), None)
    cells = (row.sel.get(column) for column in ("arah", "indikator")) if row else ()
    return tuple(sel.tempat for sel in cells if sel and sel.teks)


@check
def check_plausible(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the capaian that lie beyond plausible limits, with the slip that would explain them."""
    low, high = _LIMITS
    for row in hasil.baris_capaian:
        if row.capaian.angka is not None and not low <= row.capaian.angka <= high:
            cells = (row.capaian.tempat, row.realisasi.tempat, row.target.tempat)
            yield Temuan(
                kode="capaian-tidak-wajar",
                tempat=tuple(filter(None, cells)),
                nilai=row.capaian.angka,
                data={"indikator": row.indikator.nama, "diagnosis": _why(row) or ""},
            )


def _why(row: BarisCapaian) -> Phrase | None:
    target, realisasi = row.target.angka, row.realisasi.angka
    if not target or not realisasi:
        return None
    kind = slip(realisasi, target)
    if kind is None and realisasi / target >= _TENFOLD:
        kind = Phrase("words.koma-bergeser")
    told = {"tempat": row.realisasi.tempat, "cara": kind}
    return Phrase("words.mungkin-salah-ketik", told) if kind else None
