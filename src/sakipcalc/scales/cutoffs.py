"""Where the bands of a scale begin for floats: thresholds that one comparison decides.

A float seldom holds the decimal that it stands for, so a quotient that is exactly 85
may come out as 84.99999999999999. A float within eight units in the last place of a
bound (1.1e-13 at 100) counts as being on it: further than that no formula of one
division strays, and quotients of figures with six decimals up to four million (two
decimals: up to 4e10) lie on a bound or further away from it.
"""

from __future__ import annotations

import math
import sys
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sakipcalc.scales.skala import Skala

__all__ = ["slack", "thresholds"]

_ULPS = 8
_HALF = Fraction(1, 2)


@lru_cache(maxsize=256)
def thresholds(skala: Skala) -> tuple[float, ...]:
    """Return ascending floats; a value is in band `i` from below when it reaches exactly `i` of them.

    The first is the lower end of the scale, the last lies beyond its upper end.
    """
    lowest = (
        -sys.float_info.max
        if skala.minimum is None
        else _threshold(skala.minimum, skala.desimal, closed=True)
    )
    beyond = math.inf if skala.maksimum is None else _threshold(skala.maksimum, skala.desimal, closed=False)
    bounds = [(p.bawah, p.tutup) for p in reversed(skala.pita) if p.bawah is not None]
    return (lowest, *(_threshold(b, skala.desimal, closed=c) for b, c in bounds), beyond)


def slack(bound: float) -> float:
    """Return how far from a bound a float still counts as being on it."""
    return _ULPS * math.ulp(max(abs(bound), 100.0))


def _threshold(bound: Fraction, decimals: int | None, *, closed: bool) -> float:
    if decimals is not None:
        bound, closed = _before_rounding(bound, decimals, closed=closed)
    edge = float(bound)
    return edge - slack(edge) if closed else math.nextafter(edge + slack(edge), math.inf)


def _before_rounding(bound: Fraction, decimals: int, *, closed: bool) -> tuple[Fraction, bool]:
    """Return the bound that values meet before half-up rounding when they meet `bound` after it."""
    step = Fraction(10) ** -decimals
    first = math.ceil(bound / step) if closed else math.floor(bound / step) + 1
    # A half rounds away from zero: up to a positive first value, past a negative one.
    return (first - _HALF) * step, first > 0
