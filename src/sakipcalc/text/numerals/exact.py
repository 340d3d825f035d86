"""The exact fraction that a number stands for."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["exact"]


def exact(value: float | Decimal | Fraction) -> Fraction:
    """Return the fraction that a number stands for; a float stands for the decimal that it is written as.

    Examples
    --------
    >>> exact(88.31)
    Fraction(8831, 100)
    """
    # str, because repr of a NumPy float names its type.
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
