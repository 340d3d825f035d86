"""The scales in the text of Tabel 2.2: ranges that overlap or leave a gap; labels in the wrong order."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.auditing.check import check
from sakipcalc.core.findings import Temuan
from sakipcalc.rulebook import scale, scale_names
from sakipcalc.rulebook.scales.printed import read_extent
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.values import UsedScale
    from sakipcalc.model import Cell, Explanation
    from sakipcalc.rulebook.scales import PrintedBand
    from sakipcalc.rulebook.scales.printed import End

__all__ = ["misplaced_labels"]


class _BandRange(NamedTuple):
    """A printed range with both its ends."""

    printed: PrintedBand
    low: End
    high: End


@check
def check_explained(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the scales in Tabel 2.2 whose ranges share a bound or leave values without a label."""
    for text in hasil.laporan.penjelasan:
        for printed in text.scales:
            ranges = _ranges(printed)
            shared = [one for one, two in pairwise(ranges) if _overlaps(one, two)]
            apart = [(one, two) for one, two in pairwise(ranges) if _leaves_gap(one, two)]
            if shared:
                yield _overlap(text, [one.high.at for one in shared])
            for one, two in apart:
                yield _gap(text, one, two)


def _ranges(printed: Sequence[PrintedBand]) -> list[_BandRange]:
    """Return the ranges that state both ends, the lowest first."""
    read = ((row, read_extent(row.text)) for row in printed)
    whole = (_BandRange(row, e.low, e.high) for row, e in read if e is not None and e.low and e.high)
    return sorted(whole, key=lambda one: (one.low.at, one.high.at))


def _overlaps(one: _BandRange, two: _BandRange) -> bool:
    """Return whether a value lies in two neighbouring ranges; a sign gives a shared bound to one of them."""
    if two.low.at == one.high.at:
        both = one.high.closed and two.low.closed
        return both and one.high.stated == two.low.stated
    return two.low.at < one.high.at


def _leaves_gap(one: _BandRange, two: _BandRange) -> bool:
    """Return whether more lies between two ranges than the last digit that the coarser bound prints."""
    step = Fraction(1, 10 ** min(one.high.decimals, two.low.decimals))
    return two.low.at - one.high.at > step


def _overlap(text: Explanation, bounds: list[Fraction]) -> Temuan:
    return Temuan(
        code="skala-tumpang-tindih",
        places=(text.place,),
        actual=bounds[0],
        data={"batas": tuple(bounds), "indikator": text.nama_indikator},
    )


def _gap(text: Explanation, one: _BandRange, two: _BandRange) -> Temuan:
    return Temuan(
        code="skala-bercelah",
        places=(text.place,),
        actual=f"{one.printed.text}; {two.printed.text}",
        data={"atas": one.high.at, "bawah": two.low.at, "indikator": text.nama_indikator},
    )


@check
def check_labels(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the scales of Tabel 3.1 and 3.6 whose labels are not where they belong.

    A scale that is known by its labels has them in its order; of any other, two labels are swapped
    where every figure that has the one should have the other.
    """
    for table, used in hasil.skala.items():
        misplaced = misplaced_labels(hasil, used)
        wrong = [cell for cell in used.labels if plain(cell.text) in misplaced]
        if wrong:
            order = _usual_order(used) or [cell.text for cell in reversed(wrong)]
            yield _disordered(table, wrong, order)


def _usual_order(used: UsedScale) -> list[str] | None:
    """Return the labels of a scale in the order of the scale that is known by them; None for any other."""
    own = sorted(plain(band.label) for band in used.skala.pita)
    orders = ([band.label for band in scale(name).pita] for name in scale_names())
    return next((one for one in orders if sorted(map(plain, one)) == own), None)


def _disordered(table: str, wrong: Sequence[Cell], order: Sequence[str]) -> Temuan:
    return Temuan(
        code="label-skala-tertukar",
        places=tuple(cell.place for cell in wrong),
        actual=wrong[0].text,
        data={"tabel": table, "urutan": tuple(order)},
    )


def misplaced_labels(hasil: Hasil, used: UsedScale) -> frozenset[str]:
    """Return the labels of a printed scale that stand at the bands of others; none where all are in place."""
    order = _usual_order(used)
    if order is None:
        return _swapped(hasil, used)
    own = (plain(band.label) for band in used.skala.pita)
    return frozenset(label for label, usual in zip(own, map(plain, order), strict=True) if label != usual)


def _swapped(hasil: Hasil, used: UsedScale) -> frozenset[str]:
    """Return the two labels of a scale of which all figures have the other one; none where there are none."""
    given: dict[str, set[str]] = {}
    if all(value.used_scale is not used for *_, value in hasil.derived_in_question):
        return frozenset()
    for _, row, column, value in hasil.derived_as_printed:
        if value.text and value.used_scale is used and row.text(column.key):
            given.setdefault(plain(row.text(column.key)), set()).add(plain(value.text))
    for label, computed in given.items():
        other = next(iter(computed))
        if computed != {label} and len(computed) == 1 and given.get(other) == {label}:
            return frozenset((label, other))
    return frozenset()
