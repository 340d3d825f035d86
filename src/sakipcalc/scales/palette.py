"""Colours of the bands of a scale: its own where it states them, else a row from blue to red.

The row can be told apart by people who do not see red and green, and each colour carries black text.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.scales.skala import Skala

__all__ = ["colours", "ink", "spread"]

_ROW = ("92C5DE", "B8E186", "FFE699", "FDB863", "F4A6A6")
#: Relative luminance (WCAG 2) at which black and white text can be read equally well.
_EVEN = 0.179


def colours(skala: Skala) -> Mapping[str, str]:
    """Return a colour RRGGBB for each label of a scale, the highest band first.

    A scale that states some colours only gets those of the row for the others.

    Examples
    --------
    >>> from sakipcalc.rulebook import scale
    >>> colours(scale("efisiensi"))["Efisien"]
    'FFE699'
    """
    row = spread(len(skala.pita))
    return MappingProxyType({band.label: band.warna or row[at] for at, band in enumerate(skala.pita)})


def spread(count: int) -> tuple[str, ...]:
    """Return so many colours of the row, from blue to red.

    Examples
    --------
    >>> spread(2), len(spread(7))
    (('92C5DE', 'F4A6A6'), 7)
    """
    last = max(count - 1, 1)
    return tuple(_ROW[round(at * (len(_ROW) - 1) / last)] for at in range(count))


def ink(colour: str) -> str:
    """Return the colour of text that can be read on a colour RRGGBB: black or white, which has more contrast.

    Examples
    --------
    >>> ink("FFE699"), ink("1F4E79"), ink("00B050")
    ('000000', 'FFFFFF', '000000')
    """
    # Near black this curve is a little lighter than that of sRGB, which decides nothing.
    red, green, blue = (((int(colour[at : at + 2], 16) / 255 + 0.055) / 1.055) ** 2.4 for at in (0, 2, 4))
    return "FFFFFF" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < _EVEN else "000000"
