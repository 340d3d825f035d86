"""The scales in the text of Tabel 2.2: ranges that overlap or leave a gap; labels in the wrong order."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.auditing.check import check
from sakipcalc.findings import Temuan
from sakipcalc.names import plain
from sakipcalc.rulebook import scale, scale_names
from sakipcalc.scales.spelling import read_extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.values import SkalaTerpakai
    from sakipcalc.model import Penjelasan, Sel
    from sakipcalc.scales import BarisSkala
    from sakipcalc.scales.spelling import End

__all__ = ["swapped_labels"]


class _Range(NamedTuple):
    """A printed range with both its ends."""

    printed: BarisSkala
    low: End
    high: End


@check
def check_explained(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the scales in Tabel 2.2 whose ranges share a bound or leave values without a label."""
    for text in hasil.laporan.penjelasan:
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


@check
def check_labels(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the scales of Tabel 3.1 and 3.6 whose labels are not where they belong.

    A scale that is known by its labels has them in its order; of any other, two labels are swapped
    where every figure that has the one should have the other.
    """
    for table, used in hasil.skala.items():
        own = [plain(band.label) for band in used.skala.pita]
        orders = [[band.label for band in scale(name).pita] for name in scale_names()]
        order = next((one for one in orders if sorted(map(plain, one)) == sorted(own)), None)
        if not used.label:
            continue
        if order and [plain(label) for label in order] != own:
            wrong = [sel for sel, at, label in zip(used.label, own, order, strict=True) if at != plain(label)]
            yield _disordered(table, wrong, order)
        elif order is None and (pair := swapped_labels(hasil, used)):
            wrong = [sel for sel in used.label if plain(sel.teks) in pair]
            yield _disordered(table, wrong, [sel.teks for sel in reversed(wrong)])


def _disordered(table: str, wrong: Sequence[Sel], order: Sequence[str]) -> Temuan:
    return Temuan(
        kode="label-skala-tertukar",
        tempat=tuple(sel.tempat for sel in wrong),
        nilai=wrong[0].teks,
        data={"tabel": table, "urutan": tuple(order)},
    )


def swapped_labels(hasil: Hasil, used: SkalaTerpakai) -> frozenset[str]:
    """Return the two labels of a scale of which all figures have the other one; none where there are none."""
    given: dict[str, set[str]] = {}
    for _, row, column, value in hasil.turunan_cetakan:
        if value.skala is used and value.teks and row.teks(column.kunci):
            given.setdefault(plain(row.teks(column.kunci)), set()).add(plain(value.teks))
    for label, computed in given.items():
        other = next(iter(computed))
        if computed != {label} and len(computed) == 1 and given.get(other) == {label}:
            return frozenset((label, other))
    return frozenset()
