"""What slip explains a difference: pure functions on numbers, exact to the last digit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.places import Place

__all__ = ["Angka", "difference", "explain_gap", "slip"]

_THOUSAND = 1000
_SHIFTS = (Fraction(10), Fraction(100))
#: More lines than this that explain a difference explain nothing.
_FEW = 2
#: A number of so many digits is another one by a single digit only through a slip.
_LONG = 4
#: Two digits swapped change a number by a multiple of this.
_NINE = 9


@dataclass(frozen=True, slots=True)
class Angka:
    """A figure and its cell."""

    nilai: Fraction
    tempat: Place


def slip(found: object, expected: object) -> Phrase | None:
    """Return which slip of the pen makes the one figure of the other, or None.

    Examples
    --------
    >>> slip(Fraction(87_36), Fraction(87_63)).code, slip(Fraction(2_800), Fraction(2_800_000)).code
    ('words.digit-tertukar', 'words.faktor-seribu')
    >>> slip(Fraction(92), Fraction(70)) is None
    True
    """
    if not isinstance(found, Fraction) or not isinstance(expected, Fraction) or found == expected:
        return None
    kind = _kind(found, expected)
    return Phrase(f"words.{kind}") if kind else None


def difference(one: object, other: object) -> Phrase | str:
    """Return the clause that says by which slip two figures differ, whichever is right; else nothing."""
    kind = slip(one, other)
    return Phrase("words.bedanya", {"cara": kind}) if kind else ""


def _kind(found: Fraction, expected: Fraction) -> str:
    if found == -expected:
        return "tanda-terbalik"
    if not found or not expected:
        return ""
    ratio = found / expected
    if ratio in {_THOUSAND, Fraction(1, _THOUSAND)}:
        return "faktor-seribu"
    if ratio in _SHIFTS or 1 / ratio in _SHIFTS:
        return "koma-bergeser"
    return _by_digits(*_digits(found, expected))


def _digits(one: Fraction, other: Fraction) -> tuple[str, str]:
    """Return the digits of two numbers, brought to the same decimals; empty where they have too many."""
    for decimals in range(7):
        scaled = [abs(value) * 10**decimals for value in (one, other)]
        if all(value.denominator == 1 for value in scaled):
            return str(scaled[0].numerator), str(scaled[1].numerator)
    return "", ""


def _by_digits(one: str, other: str) -> str:
    if len(one) != len(other) or len(one) <= 1:
        return ""
    match [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]:
        case [first, second] if (
            second == first + 1 and one[first : second + 1] == other[second] + other[first]
        ):
            return "digit-tertukar"
        case [_] if len(one) >= _LONG:
            return "satu-digit"
    return ""


def explain_gap(
    gap: Fraction,
    lines: Sequence[Angka],
    *,
    elsewhere: Iterable[tuple[Angka, Angka]] = (),
    omitted: Iterable[tuple[Angka, Angka]] = (),
) -> Phrase | None:
    """Return what explains to the rupiah why a total exceeds its lines by `gap`, or None.

    Parameters
    ----------
    gap : Fraction
        The typed total less the sum of the lines.
    lines : sequence of Angka
        The lines that were added up.
    elsewhere : iterable of (Angka, Angka)
        Lines with the figure that another table has for them.
    omitted : iterable of (Angka, Angka)
        The same for lines that have no figure here; the first says where it belongs.

    Examples
    --------
    >>> from sakipcalc.places import Place
    >>> lines = [Angka(Fraction(n), Place(cell=c)) for n, c in ((400, "C6"), (610, "C7"))]
    >>> explain_gap(Fraction(-400), lines).code, explain_gap(Fraction(-1010), lines).code
    ('words.baris-belum-dijumlah', 'words.dua-baris-belum-dijumlah')
    >>> explain_gap(Fraction(-450), lines).code  # 160 was typed 610
    'words.baris-digit-tertukar'
    """
    counted = "belum" if gap < 0 else "dua-kali"
    found = {
        "baris-terlewat": (
            ((own.tempat, there.tempat), there.nilai) for own, there in omitted if there.nilai == gap
        ),
        "tabel-lain-menutup": (
            ((own.tempat, there.tempat), there.nilai)
            for own, there in elsewhere
            if there.nilai - own.nilai == gap
        ),
        f"baris-{counted}-dijumlah": (((one.tempat,), one.nilai) for one in lines if one.nilai == abs(gap)),
        "baris-digit-tertukar": (((o.tempat,), good) for o in lines for good in _swapped(o.nilai, gap)),
        "baris-faktor-seribu": (((o.tempat,), good) for o in lines for good in _scaled(o.nilai, gap)),
        f"dua-baris-{counted}-dijumlah": _pairs(lines, abs(gap)),
    }
    for code, candidates in found.items():
        if one := _one(candidates):
            places, figure = one
            return Phrase(f"words.{code}", {"sumber": places[-1], "baris": places[0], "angka": figure})
    return None


def _one(found: Iterable[tuple[tuple[Place, ...], Fraction]]) -> tuple[tuple[Place, ...], Fraction] | None:
    """Return the explanation where there are few: many mean that it is chance."""
    kept = list(dict.fromkeys(found))
    return kept[0] if 0 < len(kept) <= _FEW else None


def _swapped(value: Fraction, gap: Fraction) -> Iterator[Fraction]:
    """Yield a value with two neighbouring digits swapped, where that changes it by `gap`."""
    if value.denominator != 1 or gap.denominator != 1 or gap % _NINE:
        return
    digits = str(abs(value.numerator))
    for at in range(len(digits) - 1):
        swapped = Fraction(int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]))
        if gap and swapped - abs(value) == gap:
            yield swapped


def _scaled(value: Fraction, gap: Fraction) -> Iterator[Fraction]:
    """Yield a value times or over a thousand, or with the other sign, where that changes it by `gap`."""
    for good in (value * _THOUSAND, value / _THOUSAND, -value):
        if value and good - value == gap:
            yield good


def _pairs(lines: Sequence[Angka], amount: Fraction) -> Iterator[tuple[tuple[Place, ...], Fraction]]:
    """Yield the pairs of lines that make an amount together."""
    by_value: dict[Fraction, list[int]] = defaultdict(list)
    for at, one in enumerate(lines):
        for before in by_value[amount - one.nilai]:
            if one.nilai and lines[before].nilai:
                yield (lines[before].tempat, one.tempat), amount
        by_value[one.nilai].append(at)
