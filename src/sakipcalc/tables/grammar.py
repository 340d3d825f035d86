"""The grammar of headings: their words, also misspelt or cut short, and what a column holds by them."""

from __future__ import annotations

import re
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.base.data import office_words
from sakipcalc.core.memo import remembered
from sakipcalc.tables.meaning import HeadingText, HeadingWord, Meaning, resolved
from sakipcalc.tables.normalise import QUARTER, YEAR, marked

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["MEASURES", "OBJECTS", "Grammar"]

#: What a heading names beside the measures of its words: from two of them, a unit, an object, a period.
_IMPLIED = ("tujuan_sasaran", "awal", "akhir", "kinerja", "persen", "uang", "masa", "umum")
#: What a column may be taken for, and of what it is.
MEASURES = (*office_words("judul")["inti"], *_IMPLIED)
OBJECTS = tuple(office_words("judul")["objek"])

#: A word that is this much like a known one, of 100, is that word misspelt.
_ALIKE = 82.0
#: Shorter words are not looked for among misspelt ones, and shorter beginnings not among cut ones.
_SHORTEST = 5
_BEGINNING = 3
_MISSPELT, _CUT = 0.9, 0.8
_TOKEN = re.compile(r"\{tahun\}|\{tw\}|%|#|/|[^\W_]+")
_LETTERS = re.compile(r"\s*(?:[^\W\d_] )+[^\W\d_]\s*")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")
#: "TargetKinerja": a capital letter begins another word.
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: "Tahun Anggaran 2025" is a year and no budget.
_BUDGET_YEAR = re.compile(r"\b(?:tahun|thn?\.?)\s+anggaran\b(?=\W*(?:20\d\d|\{|$))", re.IGNORECASE)
_PARTS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
#: "P-APBD", "APBD-P", "DPA-P": the amended one.
_AMENDED = re.compile(
    r"\bp\s*+-\s*+(?=apbd|dpa)|(?<=\bapbd)\s*+-?\s*+p\b|(?<=\bdpa)\s*+-\s*+p\b", re.IGNORECASE
)


class Grammar:
    """The words of headings and what they mean.

    Parameters
    ----------
    tanpa : collection of str
        Words that are left out, as where one wants to see what reading is worth without them.
    title : collection of str
        Headings that a user adds, normalised; whatever their words mean, they head a column.

    Examples
    --------
    >>> grammar = Grammar.standard()
    >>> grammar.meaning(("Kategori Capaian",)).measure, grammar.meaning(("Relisasi",)).measure
    ('kategori', 'realisasi')
    >>> grammar.meaning(("Anggaran", "Realisasi")).objek, grammar.meaning(("T A R G E T",)).measure
    ('anggaran', 'target')
    """

    def __init__(self, tanpa: Collection[str] = (), title: Collection[str] = ()) -> None:
        self.headings: frozenset[str] = frozenset(title)
        self._words = {word: meant for word, meant in _known().items() if word not in tanpa}
        self._long = tuple(word for word in self._words if len(word) >= _SHORTEST)
        self._heads = tuple(
            word for word, meant in self._words.items() if meant.inti and len(word) > _BEGINNING
        )
        self._listed = "".join(f"\n{word}" for word in self._heads)

    @classmethod
    @cache
    def standard(cls) -> Grammar:
        """Return the grammar with all its words."""
        return cls()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that it knows, in order."""
        return tuple(sorted(self._words))

    def says(self, text: str) -> bool:
        """Return whether a text is made of words of headings and says what a column holds."""
        meant = self.meaning((text,))
        return bool(meant.sure_of) and meant.known_share >= _MOSTLY

    def meaning(self, path: Sequence[str]) -> Meaning:
        """Return the meaning of a heading under those above it."""
        return _meaning(_BETWEEN.join(path), self) if path else Meaning()

    def knows(self, text: str, share: float) -> bool:
        """Return whether it knows so large a share of the words of a text; see `Meaning.known_share`."""
        outside, inside = self._tokens(text)
        words = [token for token in outside or inside if token not in _NO_WORDS]
        unknown = 0
        for word in words:
            unknown += not _word(word, self).known
            if (len(words) - unknown) / len(words) < share:
                return False  # whatever the others are, each of which is held against all words
        return bool(words)

    def parsed(self, text: str) -> HeadingText:
        """Return the meaning of the words of one text."""
        outside, inside = self._tokens(text)
        if not outside:
            outside, inside = inside, []
        said = HeadingText(text)
        for token in outside:
            if token == _STROKE:
                said.stroke = True
            elif token in {YEAR, QUARTER}:
                said.period = True
            else:
                said.add(token, _word(token, self))
        for token in inside:
            if token != _STROKE:
                said.add_inside(_word(token, self))
        return said

    def look_up(self, token: str) -> HeadingWord:
        """Return the meaning of one word, be it misspelt or cut short."""
        known = self._words.get(token)
        if known is not None or token.isdigit():
            return known or HeadingWord(ringan=True)
        near = self._nearest(token) if len(token) >= _SHORTEST else ""
        if near and token != near + _NOUN:
            return self._words[near]._replace(yakin=_MISSPELT)
        if len(token) < _BEGINNING:
            return HeadingWord()
        same = {self._words[word].inti for word in self._by_skeleton.get(token, ())}
        if len(same) == 1:
            return HeadingWord(inti=same.pop(), yakin=_CUT)
        begun = [word for word in self._heads if word.startswith(token)] if self._begins(token) else []
        if len({self._words[word].inti for word in begun}) == 1:
            return self._words[begun[0]]._replace(yakin=_CUT)
        return HeadingWord()

    @cached_property
    def _by_skeleton(self) -> Mapping[str, Sequence[str]]:
        """Words that tell a measure, by what is left of them without vowels."""
        found: dict[str, list[str]] = {}
        for word in self._heads:
            found.setdefault(_skeleton(word), []).append(word)
        return found

    def _begins(self, token: str) -> bool:
        """Return whether a word that tells a measure begins so: of most words in a table none does."""
        return f"\n{token}" in self._listed

    def _nearest(self, token: str) -> str:
        from rapidfuzz import fuzz, process

        found = process.extractOne(token, self._long, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return found[0] if found else ""

    @staticmethod
    def _tokens(text: str) -> tuple[list[str], list[str]]:
        """Return the words of a heading, and those in its brackets."""
        inside = " ".join(a or b for a, b in _PARTS.findall(text))
        outside = _PARTS.sub(" ", text)
        return _split(outside), _split(inside)


def _skeleton(word: str) -> str:
    """Return a word without its vowels, as in "trgt"."""
    return re.sub("[aeiou]", "", word)


#: Parts the headings of a path; no cell can hold it.
_BETWEEN = "\0"


@remembered(8192)
def _meaning(path: str, grammar: Grammar) -> Meaning:
    """Return the meaning of the last heading of a path under the others."""
    *above, own = map(grammar.parsed, path.split(_BETWEEN))
    return resolved(own, above)


@remembered(8192)
def _word(token: str, grammar: Grammar) -> HeadingWord:
    """Return the meaning of a word under a grammar."""
    return grammar.look_up(token)


#: "Pelaksanaan" is what is done and "pelaksana" who does it: another word, not a misspelt one.
_NOUN = "an"
#: A text of which so many words are known may be a heading.
_MOSTLY = 0.5


def _split(text: str) -> list[str]:
    if _LETTERS.fullmatch(text):
        return _TOKEN.findall(marked(text.replace(" ", "")))
    plain = _AMENDED.sub(" perubahan ", _BUDGET_YEAR.sub(" tahun ", text))
    spaced = _SPACED.sub(lambda found: found.group().replace(" ", ""), plain)
    return _TOKEN.findall(marked(_GLUED.sub(" ", spaced)))


_STROKE = "/"
#: Tokens of a heading that are no words.
_NO_WORDS = frozenset({_STROKE, YEAR, QUARTER})


@cache
def _known() -> Mapping[str, HeadingWord]:
    """Return every word of headings with its meaning."""
    raw = office_words("judul")
    words: dict[str, dict[str, object]] = {}
    for kind in ("inti", "objek", "satuan", "pembeda"):
        for meant, listed in raw[kind].items():
            for word in listed:
                words.setdefault(word, {})[kind] = meant
    for word in raw["ringan"]["kata"]:
        words.setdefault(word, {})["ringan"] = True
    return MappingProxyType({word: HeadingWord(**meant) for word, meant in words.items()})  # type: ignore[arg-type]
