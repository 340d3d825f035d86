"""Meaning of number formats: per cent, digits shown, thousands left out."""

from __future__ import annotations

import re

__all__ = ["is_percent", "is_scaled", "shown_decimals"]

#: Parts of a format that are shown as they stand: "text", \x, _x, *x, [Red].
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.([0#?]+)")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


def is_percent(number_format: str) -> bool:
    """Return whether the format shows a fraction as per cent.

    Examples
    --------
    >>> is_percent("0.00%"), is_percent('0.0" %"')
    (True, False)
    """
    return "%" in _positive(number_format)


def shown_decimals(number_format: str) -> int:
    """Return how many digits after the mark the format shows; -1 for General and text.

    Examples
    --------
    >>> shown_decimals("#,##0.00"), shown_decimals("0%"), shown_decimals("General")
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
