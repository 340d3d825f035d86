"""Meaning of number formats: per cent, digits shown, thousands left out."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

__all__ = ["FormatLook", "format_look", "is_scaled"]

#: Parts of a format that are shown as they stand: "text", \x, _x, *x, [Red].
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.([0#?]+)")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


#: Wide enough for the digits of any float.
_WIDE = Context(prec=1000)


class FormatLook(NamedTuple):
    """How a number looks by its format: whether as per cent, how many digits after the mark, and the last.

    Where the format leaves them open the digits are -1.
    """

    per_hundred: bool
    decimals: int
    finest: Decimal

    def shown(self, value: Decimal) -> str:
        """Return a number, in per cent where the format says so, as a person sees it.

        Examples
        --------
        >>> format_look("#,##0.00").shown(Decimal("7.125")), format_look("0%").shown(Decimal("94.5"))
        ('7.13', '95%')
        """
        if self.per_hundred:
            return f"{value.quantize(self.finest, ROUND_HALF_UP, _WIDE):f}%"
        return f"{value if self.decimals < 0 else value.quantize(self.finest, ROUND_HALF_UP, _WIDE):f}"


@lru_cache(maxsize=512)  # a workbook has few formats, and every figure is asked for its own
def format_look(number_format: str) -> FormatLook:
    """Return how a number looks by its format.

    Examples
    --------
    >>> format_look("0.0%").per_hundred, format_look("0.0%").decimals
    (True, 1)
    """
    digits = _shown_decimals(number_format)
    return FormatLook(_is_percent(number_format), digits, Decimal(1).scaleb(-max(digits, 0)))


def _is_percent(number_format: str) -> bool:
    """Return whether the format shows a fraction as per cent.

    Examples
    --------
    >>> _is_percent("0.00%"), _is_percent('0.0" %"')
    (True, False)
    """
    return "%" in _positive(number_format)


def _shown_decimals(number_format: str) -> int:
    """Return how many digits after the mark the format shows; -1 for General and text.

    Examples
    --------
    >>> _shown_decimals("#,##0.00"), _shown_decimals("0%"), _shown_decimals("General")
    (2, 0, -1)
    """
    code = _positive(number_format)
    if not re.search(r"[0#?]", code):
        return -1
    found = _DECIMALS.search(code)
    return len(found.group(1)) if found else 0


def is_scaled(number_format: str) -> bool:
    """Return whether the format leaves out thousands, as ``#,##0,`` does.

    Examples
    --------
    >>> is_scaled("#,##0,"), is_scaled("#,##0")
    (True, False)
    """
    return bool(_SCALED.search(_positive(number_format)))


def _positive(number_format: str) -> str:
    return _LITERAL.sub("", number_format).split(";")[0]
