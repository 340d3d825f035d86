"""Figures inside sentences, rounded and written in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.messages import number
from sakipcalc.text.names import plain, spelled_name
from sakipcalc.text.numerals import round_half_up
from sakipcalc.text.numerals.spelled import terbilang

if TYPE_CHECKING:
    from fractions import Fraction

    from sakipcalc.messages import Lang

__all__ = ["FINEST", "Count", "Figure", "decimals_apart", "order", "unit_after"]

#: Decimals of a computed figure, and the most that a figure ever shows.
COARSE, FINEST = 2, 6
#: Units that the name of an indicator or the word of a predicate says already.
_SILENT = frozenset(
    {"indeks", "nilai", "predikat", "skor", "opini", "angka", "kategori", "ya tidak", "ya", "tidak"}
)
_PERCENT = frozenset({"%", "persen", "prosen"})
_RUPIAH = frozenset({"rp", "rupiah"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a sentence shows it.

    Parameters
    ----------
    amount : Fraction or str
        The number, or the word that stands for it (``WBK``).
    satuan : str
        What is written with it; ``%`` without a space, ``Rp`` in front.
    decimals : int
        Digits after the mark at most; zeros at the end are left out.

    Examples
    --------
    >>> from fractions import Fraction
    >>> Figure(Fraction(335, 4), "%").in_language("id"), Figure(Fraction(2130), "Rp").in_language("en")
    ('83,75%', 'Rp2,130')
    """

    amount: Fraction | str
    satuan: str = ""
    decimals: int = FINEST

    def in_language(self, lang: Lang) -> str:
        """Return the figure as the language writes it."""
        if isinstance(self.amount, str):
            counted = any(letter.isdigit() for letter in self.amount)
            return _with_unit(self.amount, self.satuan) if counted else self.amount
        return _with_unit(number(round_half_up(self.amount, self.decimals), lang), self.satuan)


def _with_unit(told: str, satuan: str) -> str:
    unit = plain(satuan) or satuan.strip()
    if unit in _PERCENT:
        return told if told.endswith("%") else f"{told}%"
    if unit in _RUPIAH:
        return f"Rp{told}" if not told.startswith("-") else f"-Rp{told[1:]}"
    return f"{told} {satuan}" if satuan else told


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things: ``2 (dua)`` in Indonesian, ``2`` in English."""

    count: int

    def in_language(self, lang: Lang) -> str:
        """Return the number, in Indonesian with its words."""
        told = number(self.count, lang)
        return f"{told} ({terbilang(self.count)})" if lang == "id" else told


def unit_after(satuan: str, nama: str) -> str:
    """Return the unit that is written after a figure; empty where the name of the indicator says it already.

    Examples
    --------
    >>> unit_after("SKM", "Indeks IKM"), unit_after("Desa", "Jumlah desa tangguh")
    ('', 'Desa')
    """
    told = [word for word in satuan.split() if plain(word) not in _SILENT]
    known = f" {spelled_name(nama)} "
    if all(word.isupper() and f" {spelled_name(word)} " in known for word in told) and "%" not in told:
        return ""
    return satuan.strip()


def order(one: Fraction, other: Fraction) -> int:
    """Return -1, 0 or 1 as one figure is below, equal to or above another as far as sentences show them."""
    first, second = round_half_up(one, FINEST), round_half_up(other, FINEST)
    return (first > second) - (first < second)


def decimals_apart(value: Fraction, *others: Fraction | None) -> int:
    """Return the decimals with which a figure looks unlike each other one that it differs from.

    Examples
    --------
    >>> from fractions import Fraction
    >>> decimals_apart(Fraction(99_999, 1000), Fraction(100)), decimals_apart(Fraction(94), Fraction(100))
    (3, 2)
    """
    apart = [other for other in others if other is not None and order(value, other)]
    return next(
        (
            digits
            for digits in range(COARSE, FINEST)
            if all(round_half_up(value, digits) != round_half_up(other, digits) for other in apart)
        ),
        FINEST,
    )
