"""Printed scales: the bands that a table spells, read into bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.core.errors import FaultList, RuleError
from sakipcalc.core.memo import remembered
from sakipcalc.text.numerals import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "Band",
    "BandExtent",
    "BandReading",
    "End",
    "PrintedBand",
    "assemble",
    "points_left_out",
    "read_extent",
    "same_label",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One band: it reaches from its lower bound up to the bound of the band above it.

    Parameters
    ----------
    label : str
        What the scale calls it, as the scale spells it.
    lower : Fraction, optional
        Lower bound, in the unit of the scale; None when there is none.
    closed : bool
        Whether the lower bound itself belongs to the band.
    colour : str
        Colour RRGGBB; empty without one.
    """

    label: str
    lower: Fraction | None
    closed: bool = True
    colour: str = ""

    def holds(self, value: Fraction) -> bool:
        """Return whether a value reaches this band (or one above it)."""
        if self.lower is None:
            return True
        return value >= self.lower if self.closed else value > self.lower


def same_label(one: str, other: str) -> bool:
    """Return whether two labels are the same but for case and spaces.

    Examples
    --------
    >>> same_label("Sangat baik", " SANGAT  BAIK")
    True
    """
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


class End(NamedTuple):
    """One end of a band.

    Parameters
    ----------
    at : Fraction
        The bound.
    closed : bool
        Whether the bound belongs to the band.
    stated : bool
        Whether a sign or a word says so; the ends of ``85 – 100`` only imply it.
    decimals : int
        Digits after the mark as printed.
    """

    at: Fraction
    closed: bool = True
    stated: bool = True
    decimals: int = 0


class BandExtent(NamedTuple):
    """From where to where a band reaches; None where it does not say."""

    low: End | None
    high: End | None


#: Words and signs -> one token, tried in this order.
_PHRASES: Sequence[tuple[str, str]] = (
    (r"lebih (?:dari|besar|tinggi)(?: dari)?(?: atau)? sama dengan|>=|=>|≥", "≥"),
    (r"minimal|paling (?:sedikit|rendah)|sekurang-kurangnya", "≥"),
    (r"(?:kurang|lebih kecil|lebih rendah)(?: dari)?(?: atau)? sama dengan|<=|=<|≤", "≤"),
    (r"maksimal|paling (?:banyak|tinggi)|setinggi-tingginya", "≤"),
    (r"lebih (?:dari|besar dari|tinggi dari|besar|tinggi)|di ?atas|melebihi", ">"),
    (r"kurang dari|lebih (?:kecil|rendah)(?: dari)?|di ?bawah", "<"),
    (r"sama dengan", "="),
    (r"ke ?atas|atau lebih", "↑"),
    (r"ke ?bawah|atau kurang", "↓"),
    (r"s\.?\s?[/.]?\s?d\.?(?![a-z])|sampai(?: dengan| ke)?|hingga|[-–—−~]|\bto\b", "–"),
    (r"\bantara\s+(\S+)\s+dan\b", r"\1 –"),
    (r"\bdan\b|\b&\b|,\s+(?=[<>≤≥])", ""),
    (r"\b(?:dari|nilai|capaian|skor|rentang|predikat|jika|adalah|angka|sebesar|tercapai)\b", ""),
    (r"\bnol\b", "0"),
    (r"persen|%|\bpoin\b", ""),
)
#: A word or two that name the variable, before a comparison or between two: ``80 < Nilai Kinerja ≤ 90``.
_VARIABLE = re.compile(r"(?:^|(?<=[<>≤≥]))\s*[a-z]{2,}(?:\s+[a-z]{2,})?\s*(?=[<>≤≥=])")
#: A sign that a word repeats: ``melebihi > 100``.
_TWICE = re.compile(r"([<>≤≥])\s*(?=\1)")
_MINUS = re.compile(r"(^|[<>≤≥=]\s*|(?:d\.?|n|h|s|[-–—])\s+)[-−](?=\d)")
_TOKENS = re.compile(r"¬?\d+(?:[.,]\d+)*|[<>≤≥=↑↓–]|[xn](?![a-z])|\S")
_NUMBER = re.compile(r"¬?\d")
_FLIP = MappingProxyType({"<": ">", ">": "<", "≤": "≥", "≥": "≤", "=": "="})


@remembered(1024)  # scales are looked for in many texts, and offices print the same ones
def read_extent(text: str) -> BandExtent | None:
    """Read one band; None when it cannot be read.

    Examples
    --------
    >>> low, high = read_extent("≥ 85 – 100%")
    >>> low.at, low.closed, low.stated, high.at, high.stated
    (Fraction(85, 1), True, True, Fraction(100, 1), False)
    >>> read_extent("Kurang dari 50 %").low is None
    True
    >>> read_extent("cukup baik") is None
    True
    """
    tokens = _TOKENS.findall(_signs(text))
    shape = "".join("N" if _NUMBER.match(token) else token.replace("n", "x") for token in tokens)
    numbers = [bound for token in tokens if _NUMBER.match(token) and (bound := _bound(token))]
    if len(numbers) != shape.count("N"):
        return None
    for pattern, build in _SHAPES.items():
        if found := re.fullmatch(pattern, shape):
            extent = build(numbers, *found.groups())
            return extent if _sensible(extent) else None
    return None


def _signs(text: str) -> str:
    shown = _MINUS.sub(r"\1¬", " ".join(text.lower().split()))
    for phrase, sign in _PHRASES:
        shown = re.sub(phrase, f" {sign} " if sign else " ", shown)
    return _TWICE.sub("", _VARIABLE.sub(" ", shown))


def _bound(token: str) -> End | None:
    read = parse_number(token.replace("¬", "-"))
    if read.value is None:
        return None
    # Bounds are no thousands: of two readings the smaller is the decimal one.
    value = min((read.value, *read.alternatives), key=abs)
    return End(Fraction(value), decimals=max(0, -int(value.as_tuple().exponent)))


def _end(sign: str, bound: End) -> BandExtent:
    """Return the extent that one comparison states."""
    low = bound._replace(closed=sign == "≥") if sign in ">≥" else None
    high = bound._replace(closed=sign == "≤") if sign in "<≤" else None
    return BandExtent(bound, bound) if sign == "=" else BandExtent(low, high)


def _both(one: BandExtent, other: BandExtent) -> BandExtent:
    return BandExtent(one.low or other.low, one.high or other.high)


def _implied(bound: End) -> End:
    return bound._replace(stated=False)


#: Shape of the tokens (N a number, x a variable) -> how its numbers and signs make an extent.
_SHAPES: Mapping[str, Callable[..., BandExtent]] = MappingProxyType({
    r"x?([<>≤≥=])N": lambda n, sign: _end(sign, *n),
    r"N([<>≤≥])x": lambda n, sign: _end(_FLIP[sign], *n),
    r"N": lambda n: _end("=", *n),
    r"N↑": lambda n: _end("≥", *n),
    r"N↓|–N": lambda n: _end("≤", *n),
    r"N–N": lambda n: BandExtent(_implied(n[0]), _implied(n[1])),
    r"x?([>≥])N–?N": lambda n, sign: BandExtent(_end(sign, n[0]).low, _implied(n[1])),
    r"N–?([<≤])N": lambda n, sign: BandExtent(_implied(n[0]), _end(sign, n[1]).high),
    r"x?([>≥])N[–x]?([<≤])N": lambda n, one, two: _both(_end(one, n[0]), _end(two, n[1])),
    r"x?([<≤])N[–x]?([>≥])N": lambda n, one, two: _both(_end(one, n[0]), _end(two, n[1])),
    r"N([<≤])x?([<≤])N": lambda n, one, two: _both(_end(_FLIP[one], n[0]), _end(two, n[1])),
    r"N([>≥])x?([>≥])N": lambda n, one, two: _both(_end(_FLIP[one], n[0]), _end(two, n[1])),
})  # fmt: skip


def _sensible(extent: BandExtent) -> bool:
    low, high = extent
    if low is None or high is None:
        return True
    return low.at < high.at or (low.at == high.at and low.closed and high.closed)


BandReading = Literal["batas_bawah", "bulatkan", "batas_atas"]


@dataclass(frozen=True, slots=True)
class PrintedBand:
    """One row of a printed scale.

    Parameters
    ----------
    text : str
        The band, for example ``"≥ 85 – 100%"``.
    label : str
        What the scale calls it.
    colour : str
        Colour RRGGBB; empty without one.
    place : Place
        The cell of the band.
    """

    text: str
    label: str
    colour: str = ""
    place: Place = field(default_factory=Place)


class _Row(NamedTuple):
    printed: PrintedBand
    extent: BandExtent


class _Start(NamedTuple):
    """The lower end of a band, and the decimals of the step to its neighbour."""

    at: Fraction
    closed: bool
    step: int | None = None


def points_left_out(rows: Sequence[PrintedBand]) -> tuple[Fraction, ...]:
    """Return the single values that a printed scale gives to no band: 0 between ``> 0`` and ``< 0``.

    Examples
    --------
    >>> points_left_out([PrintedBand("> 0", "Hemat"), PrintedBand("< 0", "Boros")])
    (Fraction(0, 1),)
    """
    borders = ((upper.extent.low, lower.extent.high) for upper, lower in pairwise(_ordered(rows)))
    return tuple(low.at for low, high in borders if low and high and _leaves_point(low, high))


def assemble(
    rows: Sequence[PrintedBand], reading: BandReading, *, with_points: bool = False
) -> tuple[tuple[Band, ...], int | None]:
    """Return the bands of printed rows, the highest first, and the decimals that values are rounded to.

    No rows give no bands, which no scale can be built of. A single value that two neighbours leave out is
    a gap, or, `with_points`, of the lower one.

    Raises
    ------
    RuleError
        ``scale-unreadable``, ``scale-gap``, ``scale-overlap``: all of a scale at once.
    """
    ordered = _ordered(rows)
    faults = FaultList()
    starts: list[_Start] = []
    for at, (upper, lower) in enumerate(pairwise(ordered), 1):
        try:
            start = _after_point(upper, lower) if with_points else None
            starts.append(start or _border(upper, lower, reading))
        except RuleError as error:
            if not _covered(upper, lower, ordered[at + 1 :]):
                faults.keep(error)
    faults.raise_any()
    steps = [start.step for start in starts if start.step is not None]
    bands = [
        Band(label=row.printed.label, lower=start.at, closed=start.closed, colour=row.printed.colour)
        for row, start in zip(ordered, starts, strict=False)
    ]
    lowest = [Band(label=row.printed.label, lower=None, colour=row.printed.colour) for row in ordered[-1:]]
    return (*bands, *lowest), max(steps) if steps and reading == "bulatkan" else None


def _leaves_point(begin: End, end: End) -> bool:
    return begin.at == end.at and not begin.closed and not end.closed


def _after_point(upper: _Row, lower: _Row) -> _Start | None:
    """Return where the upper of two rows begins that leave out the value between them, else None."""
    begin, end = upper.extent.low, lower.extent.high
    return _Start(begin.at, closed=False) if begin and end and _leaves_point(begin, end) else None


def _covered(upper: _Row, lower: _Row, below: Sequence[_Row]) -> bool:
    """Return whether a row further down reaches over the gap between two: it overlaps, and no gap is."""
    begin, end = upper.extent.low, lower.extent.high
    if begin is None or end is None or begin.at <= end.at:
        return False
    return any(row.extent.high is not None and row.extent.high.at >= begin.at for row in below)


def _ordered(rows: Sequence[PrintedBand]) -> list[_Row]:
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


def _border(upper: _Row, lower: _Row, reading: BandReading) -> _Start:
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
    if _leaves_point(begin, end):
        raise _fault("scale-gap", upper, lower)
    return _Start(begin.at, begin.closed)


def _stepped(begin: End, end: End, upper: _Row, lower: _Row, reading: BandReading) -> _Start:
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
