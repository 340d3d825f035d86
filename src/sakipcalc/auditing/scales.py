"""The scales in the text of Tabel 2.2: ranges that overlap or leave a gap; labels in the wrong order."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.findings import Temuan
from sakipcalc.names import plain
from sakipcalc.rulebook import scale, scale_names
from sakipcalc.scales.spelling import read_extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Laporan, Penjelasan
    from sakipcalc.scales import BarisSkala
    from sakipcalc.scales.spelling import End

__all__ = ["check_explained", "check_labels"]


class _Range(NamedTuple):
    """A printed range with both its ends."""

    printed: BarisSkala
    low: End
    high: End


def check_explained(laporan: Laporan, _hasil: Hasil) -> Iterator[Temuan]:
    """Yield the scales in Tabel 2.2 whose ranges share a bound or leave values without a label."""
    for text in laporan.penjelasan:
        for printed in text.skala:
            ranges = _ranges(printed)
            shared = [one for one, two in pairwise(ranges) if _overlaps(one, two)]
            apart = [(one, two) for one, two in pairwise(ranges) if _leaves_gap(one, two)]
            if shared:
                yield _overlap(text, [one.high.at for one in shared])
            for one, two in apart:
                yield _gap(text, one, two)


def _ranges(printed: Sequence[BarisSkala]) -> list[_Range]:
    """Return the ranges that state both ends, the lowest first."""
    read = ((row, read_extent(row.text)) for row in printed)
    whole = (_Range(row, e.low, e.high) for row, e in read if e is not None and e.low and e.high)
    return sorted(whole, key=lambda one: (one.low.at, one.high.at))


def _overlaps(one: _Range, two: _Range) -> bool:
    """Return whether a value lies in two neighbouring ranges; a sign gives a shared bound to one of them."""
    if two.low.at == one.high.at:
        both = one.high.closed and two.low.closed
        return both and one.high.stated == two.low.stated
    return two.low.at < one.high.at


def _leaves_gap(one: _Range, two: _Range) -> bool:
    """Return whether more lies between two ranges than the last digit that the coarser bound prints."""
    step = Fraction(1, 10 ** min(one.high.decimals, two.low.decimals))
    return two.low.at - one.high.at > step


def _overlap(text: Penjelasan, bounds: list[Fraction]) -> Temuan:
    return Temuan(
        kode="skala-tumpang-tindih",
        tempat=(text.tempat,),
        nilai=bounds[0],
        data={"batas": tuple(bounds), "indikator": text.indikator},
    )


def _gap(text: Penjelasan, one: _Range, two: _Range) -> Temuan:
    return Temuan(
        kode="skala-bercelah",
        tempat=(text.tempat,),
        nilai=f"{one.printed.text}; {two.printed.text}",
        data={"atas": one.high.at, "bawah": two.low.at, "indikator": text.indikator},
    )


def check_labels(_laporan: Laporan, hasil: Hasil) -> Iterator[Temuan]:
    """Yield the scales of Tabel 3.1 and 3.6 that have the labels of a known scale in another order."""
    for table, used in hasil.skala.items():
        own = [plain(band.label) for band in used.skala.pita]
        for name in scale_names():
            known = [plain(band.label) for band in scale(name).pita]
            if used.label and own != known and sorted(own) == sorted(known):
                wrong = [sel for sel, a, b in zip(used.label, own, known, strict=True) if a != b]
                yield Temuan(
                    kode="label-skala-tertukar",
                    tempat=tuple(sel.tempat for sel in wrong),
                    nilai=wrong[0].teks,
                    data={"tabel": table, "urutan": tuple(band.label for band in scale(name).pita)},
                )
                break
