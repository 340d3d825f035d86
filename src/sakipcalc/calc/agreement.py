"""Verdict on a printed figure beside the computed one: equal, truncated, capped, or different."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from sakipcalc.text.numerals import parse_number, round_half_up, truncate
from sakipcalc.text.numerals.exact import exact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sakipcalc.text.numerals import Numeral

__all__ = ["CAPS", "Verdict", "agreement"]

#: ``sama``: equal by half-up rounding; ``menutupi``: equal, but 100 hides an unspent remainder;
#: ``dipotong``: equal when cut off only; ``dibatasi``: a cap; ``pecahan``: a fraction of one where per
#: cent belongs; ``beda``: none of these.
Verdict = Literal["sama", "menutupi", "dipotong", "dibatasi", "pecahan", "beda"]
#: Caps that reports use [%].
CAPS = (100, 110, 120, 150)

_FULL = Fraction(100)


def agreement(
    printed: Numeral | str, computed: float | Decimal | Fraction, *, caps: Iterable[float] = CAPS
) -> Verdict:
    """Compare a printed figure with the computed one, at the decimals that are printed.

    Parameters
    ----------
    printed : Numeral or str
        The figure as printed.
    computed : float, Decimal or Fraction
        The figure as computed, in the same unit.
    caps : iterable of number
        Caps that may have been applied; a cap explains a figure only where it is exceeded.

    Returns
    -------
    {"sama", "menutupi", "dipotong", "dibatasi", "pecahan", "beda"}
        The first that holds.

    Examples
    --------
    >>> agreement("119,6", 119.642857), agreement("101,7", 101.7647), agreement("100", 99.9655)
    ('sama', 'dipotong', 'menutupi')
    >>> agreement("120", 133.3), agreement("0,31", 31.1159), agreement("113%", 102.2)
    ('dibatasi', 'pecahan', 'beda')
    """
    read = parse_number(printed) if isinstance(printed, str) else printed
    if read.value is None:
        return "beda"
    shown, value, decimals = Fraction(read.value), exact(computed), max(read.decimals, 0)
    if shown == round_half_up(value, decimals):
        return "menutupi" if shown == _FULL > value else "sama"
    if shown == truncate(value, decimals):
        return "dipotong"
    if any(shown == cap < value for cap in caps):
        return "dibatasi"
    return "pecahan" if read.unit != "%" and shown == round_half_up(value / 100, decimals) else "beda"
