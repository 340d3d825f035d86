"""Pseudonyms: other words of the same shape for the words of a text, one for each word of a workbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Pseudonyms"]

#: A word, or a number that names somebody: a telephone, a NIP, a NIK. Rupiah have fewer digits.
#: Codes of page headers (``&L``, ``&"Arial,Bold"``) are none.
_TOKEN = re.compile(r"""&"[^"]*"|(?<!&)[^\W\d_]+|0\d[\d -]{7,}\d|\d[\d ]{13,}\d""")
#: Shorter words are conjunctions, units and numerals of lists.
_SHORTEST = 3
#: There are 845 words of three letters.
_MOST_TRIED = 100
_CONSONANTS, _VOWELS = "bdgjklmnprstw", "aiueo"


class Pseudonyms:
    """Replaces words that are not known, each by the same other word wherever it stands.

    A pseudonym has the length and the capitals of its word, so that columns stay as full as they were. It
    is made of the order in which words come and not of the word, so nothing leads back.

    Parameters
    ----------
    known : collection of str
        Words that stay, in lower case.

    Examples
    --------
    >>> words = Pseudonyms({"kecamatan", "tahun", "nip"})
    >>> words.text("Kecamatan JEPON tahun 2024"), words.text("Camat Jepon, NIP 197001011990031001")
    ('Kecamatan KIPUR tahun 2024', 'Numut Kipur, NIP 000000000000000000')
    """

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._given: dict[str, str] = {}
        self._taken: set[str] = set()
        self._made = 0

    def __len__(self) -> int:
        return len(self._given)

    def text(self, text: str) -> str:
        """Return a text with its words replaced."""
        return _TOKEN.sub(lambda token: self._other(token[0]), text)

    def _other(self, token: str) -> str:
        if token[0] == "&":
            return token
        if token[0].isdigit():
            return re.sub(r"\d", "0", token)
        word = token.lower()
        if len(word) < _SHORTEST or word in self._known:
            return token
        if word not in self._given:
            spend()
            self._given[word] = self._unused(len(word))
        return _with_case(self._given[word], token)

    def _unused(self, length: int) -> str:
        """Return the next word of a length; where all are given, one that is given already."""
        for _ in range(_MOST_TRIED):
            self._made += 1
            word = _spoken(self._made, length)
            if word not in self._taken:
                break
        self._taken.add(word)
        return word


def _spoken(number: int, length: int) -> str:
    """Return a word of consonants and vowels in turn, unlike those of other numbers and lengths."""
    state, letters = pow(48_271, number + 64 * length, 2**61 - 1), []
    for place in range(length):
        source = _VOWELS if place % 2 else _CONSONANTS
        state, digit = divmod(state or length, len(source))
        letters.append(source[digit])
    return "".join(letters)


def _with_case(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() else word
