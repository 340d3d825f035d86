"""A number as it was read: its value, its unit, and how sure the reading is."""

from __future__ import annotations

import math
from decimal import Context, Decimal
from typing import Literal, NamedTuple

__all__ = ["Numeral", "Reading", "times"]

#: Wide enough that no product of figures is rounded.
_WIDE = Context(prec=1000)

Reading = Literal["angka", "kosong", "kata", "rancu", "rusak"]


class Numeral(NamedTuple):  # as `Cell` is one
    """A number as it was read.

    Parameters
    ----------
    value : Decimal, optional
        The number in full units; None where there is none.
    unit : str
        The word after the number (``Dokumen``), ``%`` or ``Rp``; empty without one.
    decimals : int
        Digits after the decimal mark as written. For a true number the digits that its
        number format shows, -1 for the format General.
    reading : {"angka", "kosong", "kata", "rancu", "rusak"}
        A number; nothing (empty, ``-``, ``n/a``); a word (``WBK``); ambiguous: the
        value is the likelier reading, or None where none is likelier, as with several
        quantities in one cell; malformed (``89,3405,300``, ``#DIV/0!``).
    confidence : float
        How sure the reading is, 0 to 1.
    alternatives : tuple of Decimal
        The other readings of an ambiguous number, the probable repair of a malformed
        one, the numbers inside a text of words.
    text : str
        What a person sees in the cell.

    Examples
    --------
    >>> Numeral(reading="kosong", text="-").missing
    True
    >>> float(Numeral(reading="kosong"))
    nan
    """

    value: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    reading: Reading = "angka"
    confidence: float = 1.0
    alternatives: tuple[Decimal, ...] = ()
    text: str = ""

    def __float__(self) -> float:
        return math.nan if self.value is None else float(self.value)

    @property
    def missing(self) -> bool:
        """Whether nothing is written: empty, a dash, ``n/a``; a zero is not missing."""
        return self.reading == "kosong"


def times(value: Decimal, factor: Decimal | int) -> Decimal:
    """Multiply exactly, without the zeros that a product gains.

    Examples
    --------
    >>> times(Decimal("0.945"), 100)
    Decimal('94.5')
    """
    if factor == 1:
        return value
    product = _WIDE.multiply(value, factor)
    whole = product == product.to_integral_value()
    return Decimal(int(product)) if whole else product.normalize(_WIDE)
