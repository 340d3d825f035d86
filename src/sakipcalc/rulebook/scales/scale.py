"""A scale: its bands, the thresholds that floats are compared with, its colours, how it is written."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, overload

from sakipcalc import messages
from sakipcalc.core import arrays as kinds
from sakipcalc.core import html
from sakipcalc.core.errors import RuleError
from sakipcalc.messages import number
from sakipcalc.rulebook.scales.printed import Band, PrintedBand, assemble, same_label
from sakipcalc.text.numerals import round_half_up
from sakipcalc.text.numerals.exact import exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from sakipcalc.messages import Lang
    from sakipcalc.rulebook.scales.printed import BandReading

__all__ = ["Skala", "colours", "ink", "ranges", "slack", "spread", "thresholds"]


def ranges(skala: Skala, lang: Lang | None = None) -> tuple[str, ...]:
    """Return the range of each band as text, the highest first.

    Examples
    --------
    >>> from sakipcalc.rulebook import scale
    >>> ranges(scale("lkjip"))
    ('> 100', '≥ 85 – ≤ 100', '≥ 65 – < 85', '≥ 50 – < 65', '< 50')
    >>> ranges(scale("efisiensi"))
    ('> 0', '= 0', '< 0')
    """
    lang = messages.spoken(lang)
    above: tuple[Band | None, ...] = (None, *skala.pita[:-1])
    return tuple(_range(band, upper, lang) for band, upper in zip(skala.pita, above, strict=True))


def _range(band: Band, upper: Band | None, lang: Lang) -> str:
    low = "" if band.lower is None else f"{'≥' if band.closed else '>'} {number(band.lower, lang)}"
    if upper is None or upper.lower is None:
        return low
    if upper.lower == band.lower:
        return f"= {number(upper.lower, lang)}"
    high = f"{'<' if upper.closed else '≤'} {number(upper.lower, lang)}"
    return f"{low} – {high}" if low else high


_ULPS = 8
_HALF = Fraction(1, 2)


@lru_cache(maxsize=256)
def thresholds(skala: Skala) -> tuple[float, ...]:
    """Return ascending floats; a value is in band `i` from below when it reaches exactly `i` of them.

    The first is the lower end of the scale, the last lies beyond its upper end.
    """
    lowest = (
        -sys.float_info.max
        if skala.minimum is None
        else _threshold(skala.minimum, skala.desimal, closed=True)
    )
    beyond = math.inf if skala.maksimum is None else _threshold(skala.maksimum, skala.desimal, closed=False)
    bounds = [(p.lower, p.closed) for p in reversed(skala.pita) if p.lower is not None]
    return (lowest, *(_threshold(b, skala.desimal, closed=c) for b, c in bounds), beyond)


def slack(bound: float) -> float:
    """Return how far from a bound a float still counts as being on it."""
    return _ULPS * math.ulp(max(abs(bound), 100.0))


def _threshold(bound: Fraction, decimals: int | None, *, closed: bool) -> float:
    if decimals is not None:
        bound, closed = _before_rounding(bound, decimals, closed=closed)
    edge = float(bound)
    return edge - slack(edge) if closed else math.nextafter(edge + slack(edge), math.inf)


def _before_rounding(bound: Fraction, decimals: int, *, closed: bool) -> tuple[Fraction, bool]:
    """Return the bound that values meet before half-up rounding when they meet `bound` after it."""
    step = Fraction(10) ** -decimals
    first = math.ceil(bound / step) if closed else math.floor(bound / step) + 1
    # A half rounds away from zero: up to a positive first value, past a negative one.
    return (first - _HALF) * step, first > 0


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
    return MappingProxyType({band.label: band.colour or row[at] for at, band in enumerate(skala.pita)})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Skala:
    """Ordered bands that leave no value out and claim none twice.

    Every band begins where the band below it ends, so that a gap or an overlap cannot be
    written down.

    Parameters
    ----------
    id : str
        Its name.
    pita : tuple of Band
        The bands, the highest first; only the last may have no lower bound.
    satuan : str
        Unit of the values that it classifies.
    desimal : int, optional
        Decimals to which a value is rounded half-up before it is classified; None classifies it unrounded.
    minimum, maksimum : Fraction, optional
        Values beyond these are in no band.

    Raises
    ------
    RuleError
        ``scale-empty``, ``scale-order`` or ``scale-label-twice``, naming the bands.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from sakipcalc.rulebook.scales import Band
    >>> bands = (Band(label="lulus", lower=Fraction(60)), Band(label="gagal", lower=None))
    >>> lulus = Skala(id="ujian", pita=bands)
    >>> lulus.classify(60), lulus.classify(59.999999), lulus.classify(None)
    ('lulus', 'gagal', None)
    """

    id: str
    pita: tuple[Band, ...]
    satuan: str = "%"
    desimal: int | None = None
    minimum: Fraction | None = None
    maksimum: Fraction | None = None

    def __post_init__(self) -> None:
        if not self.pita:
            raise RuleError("scale-empty", id=self.id)
        if not all(isinstance(band, Band) for band in self.pita):
            message = "the bands of a scale are Pita"
            raise TypeError(message)
        for upper, lower in pairwise(self.pita):
            if not _above(upper, lower):
                raise RuleError("scale-order", id=self.id, upper=upper.label, lower=lower.label)
        if self.pita[-1].lower is not None:
            raise RuleError("scale-no-bottom", id=self.id, lower=self.pita[-1].label)
        for i, band in enumerate(self.pita):
            if any(same_label(band.label, other.label) for other in self.pita[:i]):
                raise RuleError("scale-label-twice", id=self.id, label=band.label)

    @classmethod
    def from_printed(
        cls,
        rows: Sequence[PrintedBand | tuple[str, str] | tuple[str, str, str]],
        *,
        id: str,  # noqa: A002 -- the field's name
        reading: BandReading = "batas_bawah",
        satuan: str = "%",
    ) -> Skala:
        """Build a scale from bands as a report prints them.

        Parameters
        ----------
        rows : sequence of tuple of str, or of PrintedBand
            The rows in any order, each its range, its label and, if it has one, its colour as RRGGBB; ranges
            are written ``≥ 85 – 100%``, ``Kurang dari 50 %``, ``76% - 90%``, ``= 0`` ...
        id : str
            Name of the scale.
        reading : {"batas_bawah", "bulatkan", "batas_atas"}
            What whole-numbered bands such as 76-90 and 91-100 do with 90,5: the
            higher band begins at 91; the value is rounded first; the lower band ends at 90.
        satuan : str
            Unit of the values.

        Raises
        ------
        RuleError
            ``scale-unreadable``, ``scale-gap`` or ``scale-overlap``, with the place of the
            row and both rows by name; ``scale-empty`` without rows.

        Examples
        --------
        >>> rows = [("Lebih dari 85 %", "Baik", "00B050"), ("≤ 85", "Kurang")]
        >>> Skala.from_printed(rows, id="contoh").classify(85)
        'Kurang'
        """
        printed = [PrintedBand(*row) if isinstance(row, tuple) else row for row in rows]
        bands, decimals = assemble(printed, reading)
        return cls(id=id, pita=bands, satuan=satuan, desimal=decimals)

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels, the highest first."""
        return tuple(band.label for band in self.pita)

    @overload
    def classify(self, value: float | Decimal | Fraction | None) -> str | None: ...
    @overload
    def classify(self, value: npt.NDArray[Any]) -> npt.NDArray[np.object_]: ...
    @overload
    def classify(self, value: pd.Series) -> pd.Series: ...
    @overload
    def classify(self, value: Sequence[float | Decimal | Fraction | None]) -> list[str | None]: ...
    def classify(self, value: Any) -> Any:
        """Return the label of a value, or of each of many.

        Parameters
        ----------
        value : number, sequence, array or Series
            In the unit of the scale. Fractions and Decimals are compared exactly; a float
            within eight units in the last place of a bound counts as being on it.

        Returns
        -------
        str, list, array of object, or ordered categorical Series
            None (NaN in a Series) for a missing value and for one beyond the ends of the scale.
        """
        if kinds.is_scalar(value):
            band = self.band(value)
            return band.label if band else None
        return kinds.labelled(value, self.positions(kinds.floats(value)), tuple(reversed(self.labels)))

    def band(self, value: float | Decimal | Fraction | None) -> Band | None:
        """Return the band of one value, or None."""
        number = kinds.number(value)
        if number is None:
            return None
        if isinstance(number, float):
            reached = sum(number >= threshold for threshold in thresholds(self))
            return self.pita[-reached] if 0 < reached <= len(self.pita) else None
        exactly = exact(number)
        if self.desimal is not None:
            exactly = round_half_up(exactly, self.desimal)
        if _beyond(exactly, self.minimum, self.maksimum):
            return None
        return next(band for band in self.pita if band.holds(exactly))

    def positions(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.int8]:
        """Return the band of each value as its number from below, 0 for the lowest and -1 for none."""
        import numpy as np

        reached = np.full(values.shape, -1, dtype=np.int8)
        for threshold in thresholds(self):
            reached += values >= threshold
        reached[reached == len(self.pita)] = -1
        return reached

    def with_colours(self, colours: Mapping[str, str]) -> Skala:
        """Return the scale with colours RRGGBB by label; labels are compared without case and spaces."""
        bands = tuple(replace(band, colour=_colour(band, colours)) for band in self.pita)
        return replace(self, pita=bands)

    def displayed(self, decimals: int) -> Skala:
        """Return the scale that classifies values as they are displayed with so many decimals."""
        return replace(self, desimal=decimals)

    def _repr_html_(self) -> str:
        known = colours(self)
        rows = [
            (told, html.chip(label, known[label], ink(known[label])))
            for told, label in zip(ranges(self), self.labels, strict=True)
        ]
        words = [messages.text(f"words.{word}") for word in ("range", "kategori")]
        return html.table(words, rows, title=f"{self.id} ({self.satuan})")

    @staticmethod
    def same_label(one: str, other: str) -> bool:
        """Return whether two labels are the same but for case and spaces."""
        return same_label(one, other)


def _above(upper: Band, lower: Band) -> bool:
    if upper.lower is None:
        return False
    if lower.lower is None or upper.lower > lower.lower:
        return True
    return upper.lower == lower.lower and lower.closed and not upper.closed


def _beyond(value: Fraction, minimum: Fraction | None, maximum: Fraction | None) -> bool:
    return (minimum is not None and value < minimum) or (maximum is not None and value > maximum)


def _colour(band: Band, colours: Mapping[str, str]) -> str:
    return next((colour for label, colour in colours.items() if same_label(label, band.label)), band.colour)
