"""Ladders of predicates that a text spells: which word stands above which."""

from __future__ import annotations

import re
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.core.memo import remembered
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["spelled_ladder"]

#: Two words may as well be a comparison of figures.
_FEWEST, _MOST = 3, 12
_STEP = r"\s*+[^\W\d_][^\n<>=→;,.()/]{0,40}"
_CHAINS = (
    (re.compile(rf"{_STEP}(?:(?:<|→|->){_STEP}){{2,}}"), re.compile(r"<|→|->"), 1),
    (re.compile(rf"{_STEP}(?:>{_STEP}){{2,}}"), re.compile(r">"), -1),
)
#: "1 = Pratama", "Level 3: Terdefinisi"; and "Pratama = 1", "Pratama (1)".
_POINTS_FIRST = re.compile(
    rf"(?:\b(?:level|tingkat|skor|nilai)\s*+(\d{{1,2}})\s*+[=:.)-]|\b(\d{{1,2}})\s*+=)\s*+({_STEP})",
    re.IGNORECASE,
)
_POINTS_LAST = re.compile(rf"({_STEP})(?:=\s*+|\((?:skor|nilai|level)?\s*+)(\d{{1,2}})\b", re.IGNORECASE)
#: What either begins or ends with, and few texts have.
_POINTS = re.compile(r"\d\s*+=|(?:=|\(|level|tingkat|skor|nilai)\s*+\d", re.IGNORECASE)
#: "terendah ... tertinggi": which end of a ladder comes first.
_ENDS = re.compile(r"\bter?(rendah|tinggi)\b.{0,24}?\bter?(rendah|tinggi)\b", re.IGNORECASE)
#: What stands between the steps of a ladder.
_LISTED = re.compile(r"\s*(?:[,;/]|\n|\bdan\b|\batau\b|\bhingga\b)\s*", re.IGNORECASE)
_NUMBERS = re.compile(r"^\s*(?:\d{1,2}|[a-z])\s*[.)]\s*", re.IGNORECASE)


@remembered(256, longest=4000)  # also explanations, which are asked for again after filling
def spelled_ladder(text: str) -> Mapping[str, Fraction]:
    """Return the steps of a ladder that a text spells, each with its points; empty where it spells none.

    A list alone spells one only where words of degree say which end is the upper one.

    Examples
    --------
    >>> list(spelled_ladder("Kategori: Perunggu < Perak < Emas"))
    ['perunggu', 'perak', 'emas']
    >>> {step: int(points) for step, points in spelled_ladder("Emas = 3, Perak = 2, Perunggu = 1").items()}
    {'emas': 3, 'perak': 2, 'perunggu': 1}
    >>> list(spelled_ladder("Dari tertinggi ke terendah: Emas, Perak, Perunggu"))
    ['perunggu', 'perak', 'emas']
    >>> list(spelled_ladder("Kategori: Sangat Tertib, Tertib, Kurang Tertib"))
    ['kurang tertib', 'tertib', 'sangat tertib']
    >>> len(spelled_ladder("Predikat: Emas, Perak, Perunggu")), len(spelled_ladder("Realisasi < Target"))
    (0, 0)
    """
    steps = _chained(text) or _between_ends(text) or _by_degree(text)
    found = {step: Fraction(at) for at, step in enumerate(steps, 1)} or _pointed(text)
    return MappingProxyType(found if len(found) >= _FEWEST else {})


def _chained(text: str) -> Sequence[str]:
    for chain, sign, way in _CHAINS:
        if len(sign.findall(text)) >= _FEWEST - 1 and (found := chain.search(text)):
            return [_step(part) for part in sign.split(found.group())][::way]
    return ()


def _between_ends(text: str) -> Sequence[str]:
    """Return the list behind "dari terendah ke tertinggi:", or the other way round."""
    ends = _ENDS.search(text)
    _, colon, listed = text[ends.end() :].partition(":") if ends else ("", "", "")
    if ends is None or not colon or ends[1].lower() == ends[2].lower():
        return ()
    lines = listed.strip().split("\n\n", maxsplit=1)[0].split(".", maxsplit=1)[0]
    steps = [_step(part) for part in _LISTED.split(lines) if plain(part)]
    return steps if ends[1].lower() == "rendah" else steps[::-1]


def _by_degree(text: str) -> Sequence[str]:
    """Return the list behind a colon, where words of degree say which end is the upper one."""
    for line in text.splitlines():
        steps = [_step(part) for part in _LISTED.split(line.partition(":")[2].rstrip(" .")) if plain(part)]
        descends = _descends(steps) if _FEWEST <= len(steps) <= _MOST else None
        if descends is not None:
            return steps[::-1] if descends else steps
    return ()


def _descends(steps: Sequence[str]) -> bool | None:
    """Return whether the first step is the highest: "sangat tertib" before "tertib"; None if none tells."""
    told = {
        (steps.index(word) > at) == (degree > 0)
        for at, step in enumerate(steps)
        for first, _, word in [step.partition(" ")]
        if (degree := _DEGREES.get(first)) and word in steps
    }
    return told.pop() if len(told) == 1 else None


#: What stands before a word makes it more, or less.
_DEGREES = {"sangat": 1, "amat": 1, "cukup": -1, "agak": -1, "kurang": -1, "tidak": -1, "belum": -1}


def _pointed(text: str) -> dict[str, Fraction]:
    if _POINTS.search(text) is None:
        return {}
    first = {_step(word): Fraction(one or other) for one, other, word in _POINTS_FIRST.findall(text)}
    last = {_step(word): Fraction(points) for word, points in _POINTS_LAST.findall(text)}
    return max(first, last, key=len)


def _step(text: str) -> str:
    """Return a step without what introduces it or numbers it."""
    return plain(_NUMBERS.sub("", text.rpartition(":")[2]))
