"""The scale itself: it classifies numbers of any kind, exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

from sakipcalc import html, kinds, messages
from sakipcalc.errors import RuleError
from sakipcalc.numerals import round_half_up
from sakipcalc.numerals.exact import exact
from sakipcalc.scales.band import Pita, same_label
from sakipcalc.scales.cutoffs import thresholds
from sakipcalc.scales.palette import colours, ink
from sakipcalc.scales.printed import assemble
from sakipcalc.scales.told import ranges

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from sakipcalc.scales.printed import BacaPita, BarisSkala

__all__ = ["Skala"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skala:
    """Ordered bands that leave no value out and claim none twice.

    Every band begins where the band below it ends, so that a gap or an overlap cannot be
    written down.

    Parameters
    ----------
    id : str
        Its name.
    pita : tuple of Pita
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
    >>> from sakipcalc.scales import Pita
    >>> bands = (Pita(label="lulus", bawah=Fraction(60)), Pita(label="gagal", bawah=None))
    >>> lulus = Skala(id="ujian", pita=bands)
    >>> lulus.classify(60), lulus.classify(59.999999), lulus.classify(None)
    ('lulus', 'gagal', None)
    """

    id: str
    pita: tuple[Pita, ...]
    satuan: str = "%"
    desimal: int | None = None
    minimum: Fraction | None = None
    maksimum: Fraction | None = None

    def __post_init__(self) -> None:
        if not self.pita:
            raise RuleError("scale-empty", id=self.id)
        if not all(isinstance(band, Pita) for band in self.pita):
            message = "the bands of a scale are Pita"
            raise TypeError(message)
        for upper, lower in pairwise(self.pita):
            if not _above(upper, lower):
                raise RuleError("scale-order", id=self.id, upper=upper.label, lower=lower.label)
        if self.pita[-1].bawah is not None:
            raise RuleError("scale-no-bottom", id=self.id, lower=self.pita[-1].label)
        for i, band in enumerate(self.pita):
            if any(same_label(band.label, other.label) for other in self.pita[:i]):
                raise RuleError("scale-label-twice", id=self.id, label=band.label)

    @classmethod
    def from_printed(
        cls,
        rows: Sequence[BarisSkala],
        *,
        id: str,  # noqa: A002 -- the field's name
        reading: BacaPita = "batas_bawah",
        satuan: str = "%",
    ) -> Skala:
        """Build a scale from bands as a report prints them.

        Parameters
        ----------
        rows : sequence of BarisSkala
            The rows in any order: ``≥ 85 – 100%``, ``Kurang dari 50 %``, ``76% - 90%``, ``= 0`` ...
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
        >>> from sakipcalc.scales import BarisSkala
        >>> rows = [BarisSkala("Lebih dari 85 %", "Baik"), BarisSkala("≤ 85", "Kurang")]
        >>> Skala.from_printed(rows, id="contoh").classify(85)
        'Kurang'
        """
        bands, decimals = assemble(rows, reading)
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

    def band(self, value: float | Decimal | Fraction | None) -> Pita | None:
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
        bands = tuple(replace(band, warna=_colour(band, colours)) for band in self.pita)
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


def _above(upper: Pita, lower: Pita) -> bool:
    if upper.bawah is None:
        return False
    if lower.bawah is None or upper.bawah > lower.bawah:
        return True
    return upper.bawah == lower.bawah and lower.tutup and not upper.tutup


def _beyond(value: Fraction, minimum: Fraction | None, maximum: Fraction | None) -> bool:
    return (minimum is not None and value < minimum) or (maximum is not None and value > maximum)


def _colour(band: Pita, colours: Mapping[str, str]) -> str:
    return next((colour for label, colour in colours.items() if same_label(label, band.label)), band.warna)
