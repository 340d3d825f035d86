"""Formulas over several values: sums and means that own up to gaps, weighted sums, a year from quarters."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.text.numerals.exact import exact_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sakipcalc.rulebook.formulas.kernels import Number

__all__ = [
    "AGGREGATES",
    "MeanOfSome",
    "efisiensi_keluaran",
    "nilai_tertimbang",
    "rerata",
    "total",
    "triwulan_jumlah",
    "triwulan_posisi",
    "triwulan_rata",
]


class MeanOfSome(NamedTuple):
    """A mean that says over how many of its members it was taken.

    Parameters
    ----------
    result : Fraction, optional
        Mean over the members that have a value; None when none has.
    filled, total : int
        Members with a value, and all members.
    """

    result: Fraction | None
    filled: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether every member had a value."""
        return self.filled == self.total


def rerata(values: Sequence[Fraction | None], weights: Sequence[Fraction | None] | None = None) -> MeanOfSome:
    """Return the mean, weighted or not; a member without value or weight is left out and counted.

    There is no mean by weights that do not add up to more than 0.

    Examples
    --------
    >>> rerata([Fraction(100), None, Fraction(110)])
    MeanOfSome(result=Fraction(105, 1), filled=2, total=3)
    """
    shares = [Fraction(1)] * len(values) if weights is None else weights
    filled = [(v, w) for v, w in zip(values, shares, strict=True) if v is not None and w is not None]
    whole = sum((w for _, w in filled), Fraction(0))
    mean = sum((v * w for v, w in filled), Fraction(0)) / whole if whole > 0 else None
    return MeanOfSome(mean, len(filled), len(values))


def total(values: Sequence[Fraction | None]) -> Fraction | None:
    """Return the sum of the values that are there; None when none is.

    Examples
    --------
    >>> total([Fraction(4), None, Fraction(2)])
    Fraction(6, 1)
    """
    known = [value for value in values if value is not None]
    return exact_sum(known) if known else None


def nilai_tertimbang(nilai: Sequence[Fraction | None], bobot: Sequence[Fraction]) -> Fraction | None:
    """Sum of values times their weights; None when a value is missing.

    Examples
    --------
    >>> nilai_tertimbang([Fraction(4), Fraction(2)], [Fraction(1, 4), Fraction(1, 2)])
    Fraction(2, 1)
    """
    known = [value for value in nilai if value is not None]
    if len(known) < len(nilai):
        return None
    return sum((value * weight for value, weight in zip(known, bobot, strict=True)), Fraction(0))


def efisiensi_keluaran(
    capaian: Sequence[Fraction | None], pagu: Sequence[Fraction | None], realisasi: Sequence[Fraction | None]
) -> Fraction | None:
    """Efficiency [%] over several outputs: what their achieved shares should have cost, less what they did.

    None when a figure is missing, or when nothing should have been spent.

    Parameters
    ----------
    capaian : sequence of Fraction
        Achieved share of each output, 1 for all of it.
    pagu, realisasi : sequence of Fraction
        Budget and spending of each output.

    Examples
    --------
    >>> efisiensi_keluaran([Fraction(1)], [Fraction(60)], [Fraction(45)])
    Fraction(25, 1)
    """
    outputs = list(zip(capaian, pagu, realisasi, strict=True))
    known = [(c, p, r) for c, p, r in outputs if c is not None and p is not None and r is not None]
    allowed = sum((c * p for c, p, _ in known), Fraction(0))
    if len(known) < len(outputs) or not allowed:
        return None
    return (allowed - sum((r for _, _, r in known), Fraction(0))) / allowed * 100


def triwulan_jumlah(values: Sequence[Number], filled: Sequence[Number]) -> Number:
    """Figure of a year as the sum of its filled quarters; the others hold any number.

    As the formulas of :mod:`~sakipcalc.rulebook.formulas.kernels`, on fractions, floats and arrays
    alike: a year without a filled quarter divides by zero.

    Examples
    --------
    >>> triwulan_jumlah([Fraction(10), Fraction(30), Fraction(0)], [True, True, False])
    Fraction(40, 1)
    """
    return sum(_counted(values, filled)) / (sum(filled) > 0)


def triwulan_posisi(values: Sequence[Number], filled: Sequence[Number]) -> Number:
    """Figure of a year as that of its last filled quarter.

    Examples
    --------
    >>> triwulan_posisi([Fraction(10), Fraction(30), Fraction(0)], [True, True, False])
    Fraction(30, 1)
    """
    pairs = zip(values, filled, strict=True)
    last = reduce(lambda before, pair: before * (1 - pair[1]) + pair[0] * pair[1], pairs, 0)
    return last / (sum(filled) > 0)


def triwulan_rata(values: Sequence[Number], filled: Sequence[Number]) -> Number:
    """Figure of a year as the mean of its filled quarters.

    Examples
    --------
    >>> triwulan_rata([Fraction(50), Fraction(150), Fraction(0)], [True, True, False])
    Fraction(100, 1)
    """
    return sum(_counted(values, filled)) / sum(filled)


def _counted(values: Sequence[Number], filled: Sequence[Number]) -> list[Number]:
    return [value * counts for value, counts in zip(values, filled, strict=True)]


#: Formulas over several values, by name.
AGGREGATES: Mapping[str, Callable[..., object]] = MappingProxyType({
    function.__name__: function
    for function in (
        rerata, triwulan_jumlah, triwulan_posisi, triwulan_rata, nilai_tertimbang, efisiensi_keluaran,
    )
})  # fmt: skip
