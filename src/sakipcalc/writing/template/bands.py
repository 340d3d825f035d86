"""The bands of a scale as a table prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.rulebook.scales import PrintedBand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sakipcalc.rulebook.scales import Band, Skala

__all__ = ["printed"]

#: Kode Warna of the best band to the worst, told apart by lightness as well.
_COLOURS = ("9DC3E6", "A9D18E", "FFE699", "F4B183", "FF9999")


def printed(skala: Skala) -> tuple[PrintedBand, ...]:
    """Return the rows that print a scale, so that reading them gives the scale again.

    Examples
    --------
    >>> from sakipcalc.rulebook import scale
    >>> [row.text for row in printed(scale("lkjip"))]
    ['> 100', '≥ 85 – ≤ 100', '≥ 65 – < 85', '≥ 50 – < 65', '< 50']
    """
    return tuple(_rows(skala))


def _rows(skala: Skala) -> Iterator[PrintedBand]:
    last = len(skala.pita) - 1
    above: Band | None = None
    for number, band in enumerate(skala.pita):
        colour = band.colour or _COLOURS[round(number * (len(_COLOURS) - 1) / max(last, 1))]
        text = _whole(band, above) if skala.desimal == 0 else _text(band, above)
        yield PrintedBand(text=text, label=band.label, colour=colour)
        above = band


def _text(band: Band, above: Band | None) -> str:
    lower = "" if band.lower is None else f"{'≥' if band.closed else '>'} {_number(band.lower)}"
    if above is None or above.lower is None:
        return lower
    if above.lower == band.lower:
        return f"= {_number(band.lower)}"
    upper = f"{'<' if above.closed else '≤'} {_number(above.lower)}"
    return f"{lower} – {upper}" if lower else upper


def _whole(band: Band, above: Band | None) -> str:
    """Return a band of whole numbers, as values that are rounded first are judged."""
    if above is None or above.lower is None:
        return f"≥ {_number(band.lower)}"
    upper = _number(above.lower - 1)
    return f"≤ {upper}" if band.lower is None else f"{_number(band.lower)} – {upper}"


def _number(value: Fraction | None) -> str:
    number = float(value or 0)
    return str(int(number)) if number.is_integer() else str(number).replace(".", ",")
