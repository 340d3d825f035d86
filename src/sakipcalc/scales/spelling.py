"""The spelling of one printed band: words and signs brought to a lower and an upper end."""

from __future__ import annotations

import re
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.numerals import parse_number
from sakipcalc.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["End", "Extent", "read_extent"]


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


class Extent(NamedTuple):
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
_MINUS = re.compile(r"(^|[<>≤≥=]\s*|(?:d\.?|n|[-–—])\s+)[-−](?=\d)")
_TOKENS = re.compile(r"¬?\d+(?:[.,]\d+)*|[<>≤≥=↑↓–]|[xn](?![a-z])|\S")
_NUMBER = re.compile(r"¬?\d")
_FLIP = MappingProxyType({"<": ">", ">": "<", "≤": "≥", "≥": "≤", "=": "="})


@remembered(1024)  # scales are looked for in many texts, and offices print the same ones
def read_extent(text: str) -> Extent | None:
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


def _end(sign: str, bound: End) -> Extent:
    """Return the extent that one comparison states."""
    low = bound._replace(closed=sign == "≥") if sign in ">≥" else None
    high = bound._replace(closed=sign == "≤") if sign in "<≤" else None
    return Extent(bound, bound) if sign == "=" else Extent(low, high)


def _both(one: Extent, other: Extent) -> Extent:
    return Extent(one.low or other.low, one.high or other.high)


def _implied(bound: End) -> End:
    return bound._replace(stated=False)


#: Shape of the tokens (N a number, x a variable) -> how its numbers and signs make an extent.
_SHAPES: Mapping[str, Callable[..., Extent]] = MappingProxyType({
    r"x?([<>≤≥=])N": lambda n, sign: _end(sign, *n),
    r"N([<>≤≥])x": lambda n, sign: _end(_FLIP[sign], *n),
    r"N": lambda n: _end("=", *n),
    r"N↑": lambda n: _end("≥", *n),
    r"N↓|–N": lambda n: _end("≤", *n),
    r"N–N": lambda n: Extent(_implied(n[0]), _implied(n[1])),
    r"x?([>≥])N–?N": lambda n, sign: Extent(_end(sign, n[0]).low, _implied(n[1])),
    r"N–?([<≤])N": lambda n, sign: Extent(_implied(n[0]), _end(sign, n[1]).high),
    r"x?([>≥])N[–x]?([<≤])N": lambda n, one, two: _both(_end(one, n[0]), _end(two, n[1])),
    r"x?([<≤])N[–x]?([>≥])N": lambda n, one, two: _both(_end(one, n[0]), _end(two, n[1])),
    r"N([<≤])x?([<≤])N": lambda n, one, two: _both(_end(_FLIP[one], n[0]), _end(two, n[1])),
    r"N([>≥])x?([>≥])N": lambda n, one, two: _both(_end(_FLIP[one], n[0]), _end(two, n[1])),
})  # fmt: skip


def _sensible(extent: Extent) -> bool:
    low, high = extent
    if low is None or high is None:
        return True
    return low.at < high.at or (low.at == high.at and low.closed and high.closed)
