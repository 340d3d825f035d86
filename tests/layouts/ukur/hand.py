"""The hand of an office: which of many spellings it writes, with its slips, spaces and capitals."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from ..facts import DATA

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

_CASES = (str, str, str, str.upper, str.title)
#: How often an office keeps to the usual words: some seldom, some nearly always.
_PLAIN = (0.0, 0.5, 0.9)
_USUAL = 4
_SLIPS = 0.04
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


#: The word files; what the second one lacks is said as in the first.
HANDS = ("kata-kantor", "kata-instansi")


@cache
def words(hand: str = HANDS[0]) -> Mapping[str, Mapping[str, Any]]:
    """Return the words of a hand: sections of lists."""
    own = tomllib.loads((DATA / f"{hand}.toml").read_text(encoding="utf-8"))
    if hand == HANDS[0]:
        return own
    return {section: {**known, **own.get(section, {})} for section, known in words().items()}


class Hand:
    """Writes headings, captions and notes.

    Parameters
    ----------
    rng : Random
        What it draws from.
    plainness : float, optional
        Share of headings in the words that most offices use; left to chance without it.
        An office that keeps to them in all makes no slips.

    hand : str
        The word file.

    Attributes
    ----------
    words : mapping
        Its words.
    slips : float
        Share of headings with a slip of the pen or spaced letters.
    """

    def __init__(self, rng: random.Random, plainness: float | None = None, hand: str = HANDS[0]) -> None:
        self.rng = rng
        self.words: Mapping[str, Mapping[str, Any]] = words(hand)
        self._case = rng.choice(_CASES)
        self._plain = rng.choice(_PLAIN) if plainness is None else plainness
        self.slips = 0.0 if self._plain == 1 else _SLIPS
        self._used: set[str] = set()

    def heading(self, key: str, section: str = "kolom", **values: object) -> str:
        """Return a heading for a column or a group."""
        return self._styled(self.word(section, key, **values))

    def word(self, section: str, key: str, **values: object) -> str:
        """Return one of the spellings as the file has it; the first of them are what most offices write."""
        known = self.words[section][key]
        if self.rng.random() < self._plain:
            known = known[: 1 if self._plain == 1 else _USUAL]
        return str(self.rng.choice(known)).format(**values)

    def oddity(self) -> str:
        """Return a heading that nobody could know, another one each time."""
        left = [one for one in self.words["aneh"]["judul"] if one not in self._used]
        self._used.add(chosen := self.rng.choice(left or self.words["aneh"]["judul"]))
        return chosen

    def own_column(self) -> tuple[str, list[str]]:
        """Return a column of the office's own with what stands in it."""
        name = self.rng.choice([one for one in self.words["asing"] if one not in self._used])
        self._used.add(name)
        return self._styled(name), self.words["asing"][name]

    def _styled(self, text: str) -> str:
        if self.rng.random() < self.slips and len(text) > 5:
            text = self.rng.choice((_spaced, self._slipped))(text)
        return self._case(text) if text.isascii() else text

    def _slipped(self, text: str) -> str:
        """Swap, drop or double a letter within a word."""
        at = self.rng.randrange(1, len(text) - 2)
        if not text[at : at + 2].isalpha():
            return text
        swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        return self.rng.choice((swapped, text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:]))


def _spaced(text: str) -> str:
    return "   ".join(" ".join(word) for word in text.split())
