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
#: Colours with less light than this carry white text.
_DARK = 140


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
    """Return the colour of text that can be read on a colour RRGGBB.

    Examples
    --------
    >>> ink("FFE699"), ink("1F4E79")
    ('000000', 'FFFFFF')
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return "FFFFFF" if light < _DARK else "000000"
