"""Printed figures as intervals: each stands for all values that round or truncate to it.

The rule is that of XBRL Calculations 1.1: figures disagree only where no values behind what is printed
would agree. A fact that a unit typed stands for itself; a result that was shortened for print does not.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.rulebook.formulas import evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Interval", "applied", "behind", "mean_of"]


class Interval(NamedTuple):
    """All values from `low` to `high`, both among them."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, value: Fraction) -> Interval:
        """Return the interval that holds one value alone."""
        return cls(value, value)

    def meets(self, other: Interval) -> bool:
        """Return whether two intervals have a value in common."""
        return self.low <= other.high and other.low <= self.high


def behind(shown: Fraction, decimals: int) -> Interval:
    """Return the values that a figure with so many decimals may stand for.

    Examples
    --------
    >>> low, high = behind(Fraction("94.5"), 1)
    >>> float(low), float(high)
    (94.45, 94.6)
    """
    step = Fraction(1, 10**decimals)
    below = step if shown <= 0 else step / 2  # a figure is cut off towards 0
    above = step if shown >= 0 else step / 2
    return Interval(shown - below, shown + above)


def applied(rumus: str, operands: Mapping[str, Interval]) -> Interval | None:
    """Return the interval of a formula's results for inputs in intervals; None where it has none.

    The formulas of the rules rise or fall in each of their inputs, so that the ends decide.

    Parameters
    ----------
    rumus : str
        Name of the formula.
    operands : mapping of str to Interval
        Its inputs by name.

    Examples
    --------
    >>> capaian, serapan = behind(Fraction("112.65"), 2), behind(Fraction("94.5"), 1)
    >>> applied("selisih", {"capaian": capaian, "serapan": serapan}).meets(Interval.of(Fraction("18.18")))
    True
    """
    ends = product(*(dict.fromkeys(interval) for interval in operands.values()))
    given = (evaluate(rumus, **dict(zip(operands, corner, strict=True))) for corner in ends)
    found = [value for value in given if value is not None]
    return Interval(min(found), max(found)) if found else None


def mean_of(parts: Sequence[Interval], weights: Sequence[Fraction] | None = None) -> Interval:
    """Return the interval of a mean, by weights or not."""
    shares = weights or [Fraction(1)] * len(parts)
    whole = sum(shares, Fraction(0))
    pairs = list(zip(parts, shares, strict=True))
    low = sum((part.low * share for part, share in pairs), Fraction(0))
    high = sum((part.high * share for part, share in pairs), Fraction(0))
    return Interval(low / whole, high / whole)
