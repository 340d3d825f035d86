"""Bands as reports print them: ``≥ 85 – 100%``, ``Kurang dari 50 %``, ``76% - 90%``, ``= 0``."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from sakipcalc.errors import RuleError
from sakipcalc.faults import FaultList
from sakipcalc.places import Place
from sakipcalc.scales.band import Pita
from sakipcalc.scales.spelling import Extent, read_extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.scales.spelling import End

__all__ = ["BacaPita", "BarisSkala", "assemble"]

BacaPita = Literal["batas_bawah", "bulatkan", "batas_atas"]


@dataclass(frozen=True, slots=True)
class BarisSkala:
    """One row of a printed scale.

    Parameters
    ----------
    text : str
        The band, for example ``"≥ 85 – 100%"``.
    label : str
        What the scale calls it.
    warna : str
        Colour RRGGBB; empty without one.
    place : Place
        The cell of the band.
    """

    text: str
    label: str
    warna: str = ""
    place: Place = field(default_factory=Place)


class _Row(NamedTuple):
    printed: BarisSkala
    extent: Extent


class _Start(NamedTuple):
    """Where a band begins, and the decimals that its neighbours leave a step for."""

    at: Fraction
    closed: bool
    step: int | None = None


def assemble(rows: Sequence[BarisSkala], reading: BacaPita) -> tuple[tuple[Pita, ...], int | None]:
    """Return the bands of printed rows, the highest first, and the decimals that values are rounded to.

    No rows give no bands, which no scale can be built of.

    Raises
    ------
    RuleError
        ``scale-unreadable``, ``scale-gap``, ``scale-overlap``: all of a scale at once.
    """
    ordered = _ordered(rows)
    faults = FaultList()
    starts: list[_Start] = []
    for upper, lower in pairwise(ordered):
        try:
            starts.append(_border(upper, lower, reading))
        except RuleError as error:
            faults.keep(error)
    faults.raise_any()
    steps = [start.step for start in starts if start.step is not None]
    bands = [
        Pita(label=row.printed.label, bawah=start.at, tutup=start.closed, warna=row.printed.warna)
        for row, start in zip(ordered, starts, strict=False)
    ]
    lowest = [Pita(label=row.printed.label, bawah=None, warna=row.printed.warna) for row in ordered[-1:]]
    return (*bands, *lowest), max(steps) if steps and reading == "bulatkan" else None


def _ordered(rows: Sequence[BarisSkala]) -> list[_Row]:
    """Read the rows and put the highest first."""
    faults = FaultList()
    read = []
    for row in rows:
        extent = read_extent(row.text)
        if extent is None:
            faults.keep(RuleError("scale-unreadable", place=row.place, row=row.text, label=row.label))
        else:
            read.append(_Row(row, extent))
    faults.raise_any()
    return sorted(read, key=_height, reverse=True)


def _height(row: _Row) -> tuple[bool, Fraction, bool, Fraction]:
    low, high = row.extent
    return low is not None, low.at if low else Fraction(0), high is None, high.at if high else Fraction(0)


def _border(upper: _Row, lower: _Row, reading: BacaPita) -> _Start:
    """Return where the upper of two neighbouring rows begins."""
    begin, end = upper.extent.low, lower.extent.high
    if end is None or begin is None:
        return _one_sided(begin, end)
    if begin.at == end.at:
        return _shared(begin, end, upper, lower)
    if begin.at < end.at:
        raise _fault("scale-overlap", upper, lower)
    return _stepped(begin, end, upper, lower, reading)


def _one_sided(begin: End | None, end: End | None) -> _Start:
    """Take the border from the one row that states it."""
    if begin is not None:
        return _Start(begin.at, begin.closed)
    assert end is not None  # noqa: S101 -- one of the two is there
    return _Start(end.at, not end.closed)


def _shared(begin: End, end: End, upper: _Row, lower: _Row) -> _Start:
    """Give a bound that both rows print to the row that claims it."""
    if begin.closed and end.closed:
        if begin.stated == end.stated:
            raise _fault("scale-overlap", upper, lower)
        return _Start(begin.at, begin.stated)
    if not begin.closed and not end.closed:
        raise _fault("scale-gap", upper, lower)
    return _Start(begin.at, begin.closed)


def _stepped(begin: End, end: End, upper: _Row, lower: _Row, reading: BacaPita) -> _Start:
    """Read bands of whole numbers (76-90, 91-100), or of decimals one step apart."""
    decimals = max(begin.decimals, end.decimals)
    if not (begin.closed and end.closed) or begin.at - end.at > Fraction(10) ** -decimals:
        raise _fault("scale-gap", upper, lower)
    if reading == "batas_atas":
        return _Start(end.at, closed=False)
    return _Start(begin.at, closed=True, step=decimals)


def _fault(code: str, upper: _Row, lower: _Row) -> RuleError:
    one, two = upper.printed, lower.printed
    names = {"upper": one.text, "upper_label": one.label, "lower": two.text, "lower_label": two.label}
    return RuleError(code, place=one.place, other=two.place, **names)
