"""The bands of a scale as a person reads them: ``≥ 85 – 100``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.messages import number

if TYPE_CHECKING:
    from sakipcalc.messages import Lang
    from sakipcalc.scales.band import Pita
    from sakipcalc.scales.skala import Skala

__all__ = ["ranges"]


def ranges(skala: Skala, lang: Lang = "id") -> tuple[str, ...]:
    """Return what each band reaches over, the highest first.

    Examples
    --------
    >>> from sakipcalc.rulebook import scale
    >>> ranges(scale("lkjip"))
    ('> 100', '≥ 85 – ≤ 100', '≥ 65 – < 85', '≥ 50 – < 65', '< 50')
    >>> ranges(scale("efisiensi"))
    ('> 0', '= 0', '< 0')
    """
    above: tuple[Pita | None, ...] = (None, *skala.pita[:-1])
    return tuple(_range(band, upper, lang) for band, upper in zip(skala.pita, above, strict=True))


def _range(band: Pita, upper: Pita | None, lang: Lang) -> str:
    low = "" if band.bawah is None else f"{'≥' if band.tutup else '>'} {number(band.bawah, lang)}"
    if upper is None or upper.bawah is None:
        return low
    if upper.bawah == band.bawah:
        return f"= {number(upper.bawah, lang)}"
    high = f"{'<' if upper.tutup else '≤'} {number(upper.bawah, lang)}"
    return f"{low} – {high}" if low else high
