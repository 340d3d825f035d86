"""Kinds of target: a number, a range, a predicate, a level, an answer, a ratio, a part of a whole.

One choice serves capaian and kemajuan: `effective` says by which polarity a target is computed, and
`numbers` brings both sides to the numbers that its formula takes.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.calc.words import predicate_scores, yes_no
from sakipcalc.computing.values import Value
from sakipcalc.core.memo import remembered
from sakipcalc.rulebook.formulas import Status
from sakipcalc.text.names import plain
from sakipcalc.text.numerals import parse_number, parse_range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.computing.links import Indicator
    from sakipcalc.rulebook.methods import Metode

__all__ = ["effective", "is_rank", "is_ratio", "numbers"]

#: "Level 3", "Maturitas III", "Peringkat ke-2".
_LEVEL = re.compile(
    r"(?:level|lvl?|tingkat|maturitas|grade|kelas|tahap|peringkat|ranking|bintang|juara)\.?\s*+(?:ke)?\s*+[-.:]?\s*+(\d{1,3}|[ivx]{1,5})\s*+",
    re.IGNORECASE,
)
#: "Peringkat", "Juara 2": of ranks the smallest is the best.
_RANK = re.compile(
    r"(?:peringkat|ranking|rangking|juara|urutan|posisi)\s*(?:ke)?\s*[-.:]?\s*(?:\d{1,3}|[ivx]{1,5})?",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
#: "1 : 25", one teacher for so many pupils.
_RATIO = re.compile(r"1\s*[:/]\s*(\d[\d.,]*)\s*")
#: "7 dari 10 desa".
_PART = re.compile(
    r"(\d[\d.,]*)\s*[^\d%]{0,20}?\b(?:dari|dr|of)\b\s*[^\d]{0,20}?(\d[\d.,]*)\s*[^\d]*", re.IGNORECASE
)
_FULL = 100
#: A figure beside a predicate: "BB (75,6)", "75,60 / BB".
_BESIDE = re.compile(r"([^\d()/]+)[(/]\s*\d[\d.,]*\s*%?\s*\)?|\d[\d.,]*\s*%?\s*[(/]([^\d()/]+)\)?")


def effective(arah: str, target: Value, realisasi: Value) -> str:
    """Return the polarity that a target is computed with: what it is counts before what is stated.

    Examples
    --------
    >>> effective("turun", Value(text="10-15"), Value(number=Fraction(18)))
    'rentang_turun'
    >>> effective("naik", Value(text="Ada"), Value(text="Tidak Ada"))
    'ya_tidak'
    >>> effective("naik", Value(text="WTP"), Value())
    'kualitatif'
    """
    if target.number is not None or not target.text:
        return arah
    if parse_range(target.text):
        return "rentang_turun" if arah in {"turun", "rentang_turun"} else "rentang"
    if _counted(target, target) is not None:
        return arah
    if yes_no(target.text) is not None and (yes_no(realisasi.text) is not None or arah == "ya_tidak"):
        return "ya_tidak"
    return "kualitatif" if arah in {"naik", "turun"} else arah


def numbers(
    arah: str, inputs: Mapping[str, Value], metode: Metode, indikator: Indicator
) -> Mapping[str, Value]:
    """Bring words, ranges and ratios to the numbers that a polarity is computed with."""
    realisasi, target = inputs["realisasi"], inputs["target"]
    if arah in {"rentang", "rentang_turun"} and (bounds := parse_range(target.text)):
        low, high = (_constant(Fraction(bound.value or 0)) for bound in bounds)
        return {**inputs, "bawah": low, "atas": high}
    words = (_predicate(realisasi.text), _predicate(target.text))
    if arah == "kualitatif" and realisasi.text and (scores := _scores(*words, metode, indikator)):
        return {
            name: _standing_for(word, Fraction(points))
            for name, word, points in zip(("realisasi", "target"), (realisasi, target), scores, strict=True)
        }
    if arah == "ya_tidak" and (answer := yes_no(realisasi.text)) is not None:
        wanted = yes_no(target.text) if target.number is None else None
        met = answer if wanted is None else int(answer == wanted)
        return {"realisasi": _standing_for(realisasi, Fraction(met))}
    return {**inputs, "realisasi": _number(realisasi, target), "target": _number(target, realisasi)}


def _scores(
    realisasi: str, target: str, metode: Metode, indikator: Indicator
) -> tuple[Fraction | int, Fraction | int] | None:
    """Return the scores of two predicates: on the ladder that the workbook spells, else on a known one."""
    spelled = [indikator.ladder.get(plain(word)) for word in (realisasi, target)]
    if spelled[0] is not None and spelled[1]:
        return spelled[0], spelled[1]
    about = f"{indikator.nama} {indikator.satuan}"
    return predicate_scores(realisasi, target, metode.aturan, about=about)


def _predicate(text: str) -> str:
    """Return a predicate without the figure that stands beside it."""
    beside = _BESIDE.fullmatch(text.strip())
    return (beside[1] or beside[2]).strip() if beside else text


def is_rank(text: str) -> bool:
    """Return whether a target is a place in an order, or its unit: the first is the best of them.

    Examples
    --------
    >>> is_rank("Juara 3"), is_rank("Peringkat"), is_rank("Level 3"), is_rank("Peringkat A")
    (True, True, False, False)
    """
    return _RANK.fullmatch(text.strip()) is not None


def is_ratio(text: str) -> bool:
    """Return whether a target is one to so many, of which nobody can say whether more is better.

    Examples
    --------
    >>> is_ratio("1 : 20"), is_ratio("1/2 hari")
    (True, False)
    """
    return _RATIO.fullmatch(text.strip()) is not None


def _number(value: Value, beside: Value) -> Value:
    if value.number is not None or not value.text:
        return value
    counted = _counted(value, beside)
    return value if counted is None else _standing_for(value, counted)


def _counted(value: Value, beside: Value) -> Fraction | None:
    """Return the number that a level, a ratio or a part of a whole stands for."""
    text = value.text.strip()
    if level := _LEVEL.fullmatch(text):
        word = level[1].lower()
        return Fraction(_ROMAN.get(word, 0) or (int(word) if word.isdigit() else 0)) or None
    if ratio := _RATIO.fullmatch(text):
        return _read(ratio[1])
    if part := _PART.fullmatch(text):
        some, whole = _read(part[1]), _read(part[2])
        if some is None or not whole:
            return None
        return some if beside.number == whole else some / whole * _FULL
    return None


@remembered(1024)
def _read(text: str) -> Fraction | None:
    """Return the number in a text, if it is one."""
    value = parse_number(text.rstrip(".,"), money=True).value
    return None if value is None else Fraction(value)


def _standing_for(word: Value, number: Fraction) -> Value:
    return Value(number=number, text=word.text, status=Status.DIISI)


def _constant(number: Fraction) -> Value:
    return Value(number=number, status=Status.DIISI)
