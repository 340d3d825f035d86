"""One band of a scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["Pita", "same_label"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pita:
    """One band: it reaches from its lower bound up to the bound of the band above it.

    Parameters
    ----------
    label : str
        What the scale calls it, as the scale spells it.
    bawah : Fraction, optional
        Lower bound, in the unit of the scale; None when there is none.
    tutup : bool
        Whether the lower bound itself belongs to the band.
    warna : str
        Colour RRGGBB; empty without one.
    """

    label: str
    bawah: Fraction | None
    tutup: bool = True
    warna: str = ""

    def holds(self, value: Fraction) -> bool:
        """Return whether a value reaches this band (or one above it)."""
        if self.bawah is None:
            return True
        return value >= self.bawah if self.tutup else value > self.bawah


def same_label(one: str, other: str) -> bool:
    """Return whether two labels are the same but for case and spaces.

    Examples
    --------
    >>> same_label("Sangat baik", " SANGAT  BAIK")
    True
    """
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()
