"""The figures that follow from the facts, in exact fractions and without a line of the library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: A fact of a cell: a number, a word, or nothing.
Value = Fraction | str | None

#: Predicates that offices set as targets, from the least to the best.
LADDERS: Sequence[tuple[str, ...]] = (
    ("TMP", "TW", "WDP", "WTP"),
    ("D", "C", "CC", "B", "BB", "A", "AA"),
    ("WBK", "WBBM"),
)
_RANGE = re.compile(r"(\d+(?:,\d+)?)\s*-\s*(\d+(?:,\d+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A row of a scale: its print, and the bound from which on it holds (None for the lowest)."""

    rentang: str
    predikat: str
    bawah: Fraction | None = None
    tutup: bool = True
    warna: str = ""
    keterangan: str = ""


def capaian(arah: str, target: Value, realisasi: Value) -> Fraction | None:
    """Return the achievement in per cent by the default formula of a polarity; None where there is none."""
    if target is None or realisasi is None:
        return None
    return _BY_POLARITY[arah](target, realisasi)


def _rising(target: Value, realisasi: Value) -> Fraction | None:
    return realisasi / target * 100 if target else None


def _falling(target: Value, realisasi: Value) -> Fraction | None:
    return (2 * target - realisasi) / target * 100 if target else None


def _within(target: Value, realisasi: Value) -> Fraction:
    low, high = (Fraction(end.replace(",", ".")) for end in _RANGE.fullmatch(target).groups())
    bound = low if realisasi < low else min(realisasi, high)
    return realisasi / bound * 100


def _graded(target: Value, realisasi: Value) -> Fraction:
    ladder = next(steps for steps in LADDERS if target in steps)
    return Fraction(ladder.index(realisasi) + 1, ladder.index(target) + 1) * 100


def _yes(_target: Value, realisasi: Value) -> Fraction:
    return Fraction(100 if realisasi == "Ya" else 0)


_BY_POLARITY = MappingProxyType({
    "naik": _rising, "turun": _falling, "rentang": _within, "kualitatif": _graded, "ya_tidak": _yes,
})  # fmt: skip


def kategori(scale: Sequence[Band], value: Fraction | None) -> str | None:
    """Return the label of the first band, from the highest down, that a value reaches."""
    if value is None:
        return None
    return next(
        b.predikat for b in scale if b.bawah is None or value > b.bawah or (b.tutup and value == b.bawah)
    )


def share(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    """Return a part of a whole in per cent; None where one is missing or nothing was to be had."""
    return part / whole * 100 if part is not None and whole else None


def total(parts: Sequence[Fraction | None]) -> Fraction | None:
    """Return the sum of what is there; None where nothing is."""
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if known else None


def mean(parts: Sequence[Fraction | None]) -> Fraction | None:
    """Return the mean; None where one of the parts is missing."""
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(parts) else None


def half_up(value: Fraction, decimals: int) -> Fraction:
    """Return a value rounded half away from zero."""
    sign = -1 if value < 0 else 1
    whole, rest = divmod(abs(value) * 10**decimals, 1)
    return Fraction(sign * (whole + (rest >= Fraction(1, 2))), 10**decimals)


def over_quarters(accumulation: str, quarters: Mapping[int, Value]) -> Value:
    """Return the figure of the year that the quarters give by the stated accumulation."""
    filled = [value for _, value in sorted(quarters.items()) if value is not None]
    if accumulation == "kumulatif":
        return total(filled)
    return mean(filled) if accumulation == "rata-rata" else filled[-1]
