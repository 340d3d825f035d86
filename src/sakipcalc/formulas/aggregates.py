"""Formulas over several values: means that own up to gaps, quarters, weighted sums. All exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.formulas.evaluation import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "AGGREGATES",
    "Rerata",
    "nilai_tertimbang",
    "rerata",
    "triwulan_jumlah",
    "triwulan_posisi",
    "triwulan_rata",
]


@dataclass(frozen=True, slots=True)
class Rerata:
    """A mean that says over how many of its members it was taken.

    Parameters
    ----------
    nilai : Fraction, optional
        Mean over the members that have a value; None when none has.
    terisi, semua : int
        Members with a value, and all members.
    """

    nilai: Fraction | None
    terisi: int
    semua: int

    @property
    def lengkap(self) -> bool:
        """Whether every member had a value."""
        return self.terisi == self.semua


def rerata(values: Sequence[Fraction | None], weights: Sequence[Fraction | None] | None = None) -> Rerata:
    """Return the mean, weighted or not; a member without value or weight is left out and counted.

    Examples
    --------
    >>> rerata([Fraction(100), None, Fraction(110)])
    Rerata(nilai=Fraction(105, 1), terisi=2, semua=3)
    """
    shares = [Fraction(1)] * len(values) if weights is None else weights
    filled = [(v, w) for v, w in zip(values, shares, strict=True) if v is not None and w is not None]
    total = sum((w for _, w in filled), Fraction(0))
    mean = sum((v * w for v, w in filled), Fraction(0)) / total if total else None
    return Rerata(mean, len(filled), len(values))


def triwulan_jumlah(
    rumus: str, realisasi: Sequence[Fraction | None], target: Sequence[Fraction | None]
) -> Fraction | None:
    """Capaian [%] of the sums over the quarters that are filled.

    Examples
    --------
    >>> triwulan_jumlah("rasio", [Fraction(10), Fraction(30), None], [Fraction(20)] * 3)
    Fraction(100, 1)
    """
    filled = _filled(realisasi, target)
    if not filled:
        return None
    return evaluate(rumus, realisasi=sum(r for r, _ in filled), target=sum(t for _, t in filled))


def triwulan_posisi(
    rumus: str, realisasi: Sequence[Fraction | None], target: Sequence[Fraction | None]
) -> Fraction | None:
    """Capaian [%] of the last quarter that is filled."""
    filled = _filled(realisasi, target)
    return evaluate(rumus, realisasi=filled[-1][0], target=filled[-1][1]) if filled else None


def triwulan_rata(
    rumus: str, realisasi: Sequence[Fraction | None], target: Sequence[Fraction | None]
) -> Fraction | None:
    """Mean capaian [%] of the quarters that are filled; None when one of them has none."""
    mean = rerata([evaluate(rumus, realisasi=r, target=t) for r, t in _filled(realisasi, target)])
    return mean.nilai if mean.lengkap else None


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


def _filled(
    realisasi: Sequence[Fraction | None], target: Sequence[Fraction | None]
) -> list[tuple[Fraction, Fraction]]:
    pairs = zip(realisasi, target, strict=True)
    return [(r, t) for r, t in pairs if r is not None and t is not None]


#: Formulas over several values, by name.
AGGREGATES: Mapping[str, Callable[..., object]] = MappingProxyType({
    function.__name__: function
    for function in (rerata, triwulan_jumlah, triwulan_posisi, triwulan_rata, nilai_tertimbang)
})  # fmt: skip
