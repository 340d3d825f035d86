"""Checks of polarity: unwritten, taken for granted, against the name; an impossible capaian."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.diagnosis import slip
from sakipcalc.computing.polarityquestions import places_of, source_told
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.text.arah import likely_polarity
from sakipcalc.text.names import indicator_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.export import CapaianRow
    from sakipcalc.computing.links import Indicator

#: A capaian outside these limits [%] is more often a slip than a feat.
_LIMITS = (Fraction(0), Fraction(200))
_OPPOSITE = {"naik": "turun", "turun": "naik"}
#: Sources that show a polarity which nobody wrote.
_SHOWN = frozenset({"rumus", "capaian", "lintasan"})
#: A target that is met exactly is met by either polarity.
_FULL = 100
#: Realisasi over target from here on is a slip of the decimal mark.
_TENFOLD = 10


@check
def check_against_name(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose name says that less is better while more counts so, or the reverse."""
    for indicator in hasil.links.measured():
        polarity, sign = indicator.polarity, likely_polarity(indicator.nama)
        opposite = sign.is_sure and sign.arah == _OPPOSITE.get(indicator.arah)
        if (
            opposite
            and not polarity.is_doubtful
            and polarity.source != "metode"
            and not _chosen(hasil, indicator)
        ):
            yield Temuan(
                code="arah-janggal",
                places=places_of(hasil.links, indicator),
                actual=indicator.arah,
                expected=sign.arah,
                data={"indikator": indicator.nama, "kata": sign.words},
            )


def _chosen(hasil: Hasil, indicator: Indicator) -> bool:
    """Return whether the Metode states the polarity of this indicator."""
    return indicator_name(indicator.nama) in {indicator_name(name) for name in hasil.metode.arah}


@check
def check_assumed(hasil: Hasil) -> Iterator[Temuan]:
    """Yield, in one finding, the indicators that are taken as naik because nothing says otherwise."""
    assumed = [
        row
        for row in hasil.capaian_rows
        if row.indikator.arah_dari == "anggapan"
        and row.capaian.number not in {None, _FULL}
        and row.target.number is not None
    ]
    if assumed:
        names = tuple(f"“{row.indikator.nama}”" for row in assumed)
        places = tuple(place for row in assumed for place in places_of(hasil.links, row.indikator)[:1])
        yield Temuan(code="arah-dianggap-naik", places=places, actual="naik", data={"indikator": names})


@check
def check_unwritten(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators that count as turun though nobody wrote it: results or plans show it."""
    for indicator in hasil.links.measured():
        polarity = indicator.polarity
        if polarity.is_doubtful or indicator.arah != "turun" or polarity.source not in _SHOWN:
            continue
        first = next(one for one in polarity.clues if one.source == polarity.source and one.arah == "turun")
        yield Temuan(
            code="arah-tidak-tertulis",
            places=(first.place,) if first.place else places_of(hasil.links, indicator),
            actual=indicator.arah,
            data={"indikator": indicator.nama, "dari": source_told(first)},
        )


@check
def check_loose_notes(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the notes on a polarity that name no indicator, or a number that several have."""
    for note in hasil.links.loose_notes:
        yield Temuan(code="catatan-arah-lepas", places=(note.place,), actual=note.text)


@check
def check_movements(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the columns of naik and turun that may only tell how the figures moved."""
    for cell in hasil.links.movements:
        yield Temuan(code="tren-bukan-arah", places=(cell.place,), actual=cell.text)


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
