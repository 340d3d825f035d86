"""The exact fraction that a number stands for."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

__all__ = [
    "Quotient",
    "WholeOrFraction",
    "exact",
    "exact_sum",
    "is_beyond",
    "nearly",
    "nearly_quotients",
    "plain_number",
    "sum_of_quotients",
]

#: A figure, as an int where it is whole: money mostly is, and ints are quickly added.
WholeOrFraction = int | Fraction
#: A fraction in lowest terms as numerator and denominator, which the garbage collector lets alone.
Quotient = tuple[int, int]


def exact(value: float | Decimal | Fraction) -> Fraction:
    """Return the fraction that a number stands for; a float stands for the decimal that it is written as.

    Examples
    --------
    >>> exact(88.31)
    Fraction(8831, 100)
    """
    if isinstance(value, Fraction):
        return value
    # str, because repr of a NumPy float names its type.
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def exact_sum(figures: Iterable[WholeOrFraction]) -> Fraction:
    """Return the sum of fractions; those that are whole, as nearly all money is, are added as such.

    Examples
    --------
    >>> exact_sum([Fraction(4), Fraction(1, 2), Fraction(2)]), exact_sum([])
    (Fraction(13, 2), Fraction(0, 1))
    """
    whole, rest = 0, []
    for figure in figures:
        above, below = figure.as_integer_ratio()
        if below == 1:
            whole += above
        elif not isinstance(figure, int):
            rest.append(figure)
    return sum(rest, Fraction(whole))


def sum_of_quotients(quotients: Sequence[Quotient]) -> Quotient:
    """Return the sum of figures that are given as numerator and denominator, as such.

    Examples
    --------
    >>> sum_of_quotients([(4, 1), (1, 2), (2, 1)]), sum_of_quotients([(4, 1), (2, 1)])
    ((13, 2), (6, 1))
    """
    whole = [above for above, below in quotients if below == 1]
    if len(whole) == len(quotients):
        return sum(whole), 1
    return exact_sum([Fraction(*quotient) for quotient in quotients]).as_integer_ratio()


def plain_number(value: Fraction) -> int | float:
    """Return the int or the float that a fraction is nearest to, as files and JSON have it.

    Examples
    --------
    >>> plain_number(Fraction(4)), plain_number(Fraction(1, 4))
    (4, 0.25)
    """
    above, below = value.as_integer_ratio()
    return above if below == 1 else above / below


def nearly(one: Fraction, other: Fraction, *, digits: int) -> bool:
    """Return whether two figures are the same in so many digits of the second, at least behind the mark.

    Worked out in whole numbers, which takes a tenth of the time that arithmetic with fractions does.

    Examples
    --------
    >>> nearly(Fraction(1, 3), Fraction("0.3333333333"), digits=9), nearly(Fraction(1), Fraction(2), digits=9)
    (True, False)
    """
    return nearly_quotients(one.as_integer_ratio(), other.as_integer_ratio(), digits=digits)


def nearly_quotients(one: Quotient, other: Quotient, *, digits: int) -> bool:
    """Return the same of two figures that are given as numerator and denominator."""
    (above, below), (size, parts) = one, other
    gap = above * parts - size * below
    finest: int = 10**digits
    return abs(gap) * finest <= max(abs(size), parts) * below


def is_beyond(figure: Fraction, limit: int) -> bool:
    """Return whether a figure is larger than a limit, whatever its sign.

    Examples
    --------
    >>> is_beyond(Fraction(-7, 2), 3), is_beyond(Fraction(5, 2), 3)
    (True, False)
    """
    above, below = figure.as_integer_ratio()
    return abs(above) > limit * below
