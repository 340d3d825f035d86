"""The bands of a scale as a table prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.scales import BarisSkala

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sakipcalc.scales import Pita, Skala

__all__ = ["printed"]

#: Kode Warna of the best band to the worst, told apart by lightness as well.
_COLOURS = ("9DC3E6", "A9D18E", "FFE699", "F4B183", "FF9999")


def printed(skala: Skala) -> tuple[BarisSkala, ...]:
    """Return the rows that print a scale, so that reading them gives the scale again.

    Examples
    --------
    >>> from sakipcalc.rulebook import scale
    >>> [row.text for row in printed(scale("lkjip"))]
    ['> 100', '≥ 85 – ≤ 100', '≥ 65 – < 85', '≥ 50 – < 65', '< 50']
    """
    return tuple(_rows(skala))


def _rows(skala: Skala) -> Iterator[BarisSkala]:
    last = len(skala.pita) - 1
    above: Pita | None = None
    for number, band in enumerate(skala.pita):
        colour = band.warna or _COLOURS[round(number * (len(_COLOURS) - 1) / max(last, 1))]
        text = _whole(band, above) if skala.desimal == 0 else _text(band, above)
        yield BarisSkala(text=text, label=band.label, warna=colour)
        above = band


def _text(band: Pita, above: Pita | None) -> str:
    lower = "" if band.bawah is None else f"{'≥' if band.tutup else '>'} {_number(band.bawah)}"
    if above is None or above.bawah is None:
        return lower
    if above.bawah == band.bawah:
        return f"= {_number(band.bawah)}"
    upper = f"{'<' if above.tutup else '≤'} {_number(above.bawah)}"
    return f"{lower} – {upper}" if lower else upper


def _whole(band: Pita, above: Pita | None) -> str:
    """Return a band of whole numbers, as values that are rounded first are judged."""
    if above is None or above.bawah is None:
        return f"≥ {_number(band.bawah)}"
    upper = _number(above.bawah - 1)
    return f"≤ {upper}" if band.bawah is None else f"{_number(band.bawah)} – {upper}"


def _number(value: Fraction | None) -> str:
    number = float(value or 0)
    return str(int(number)) if number.is_integer() else str(number).replace(".", ",")
