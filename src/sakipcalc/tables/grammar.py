"""A grammar of headings: what a column holds, read word by word from its heading and from those above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.data import office_words
from sakipcalc.core.memo import remembered
from sakipcalc.tables.normalise import QUARTER, YEAR, marked

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["MEASURES", "OBJECTS", "Grammar", "Meaning"]

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
#: What a word after the first one with a meaning still says of the column itself.
_MODIFIER = 0.3
#: What one of several names of a column says, parted by a stroke: "OPD/Program/Kegiatan".
_ALTERNATIVE = 0.8
#: What a heading above says of a column whose own heading says nothing.
_ABOVE = 0.95
_TOKEN = re.compile(r"\{tahun\}|\{tw\}|%|#|/|[^\W_]+")
_LETTERS = re.compile(r"\s*(?:[^\W\d_] )+[^\W\d_]\s*")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")
#: "%", "Rp" and "K" as the sub-headings of a group are no names; a number in front is an ordinal.
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: "Tahun Anggaran 2025" is a year and no budget.
_BUDGET_YEAR = re.compile(r"\b(?:tahun|thn?\.?)\s+anggaran\b(?=\W*(?:20\d\d|\{|$))", re.IGNORECASE)
_PARTS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
#: "P-APBD", "APBD-P", "DPA-P": the amended one.
_AMENDED = re.compile(
    r"\bp\s*+-\s*+(?=apbd|dpa)|(?<=\bapbd)\s*+-?\s*+p\b|(?<=\bdpa)\s*+-\s*+p\b", re.IGNORECASE
)


class _Word(NamedTuple):
    """The meaning of a word: a measure, an object, a unit, a distinction; and how sure it is."""

    inti: str = ""
    objek: str = ""
    satuan: str = ""
    pembeda: str = ""
    ringan: bool = False
    yakin: float = 1.0

    @property
    def known(self) -> bool:
        """Whether the word is one that the grammar has."""
        return bool(self.inti or self.objek or self.satuan or self.pembeda or self.ringan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The meaning of a heading under its spanners.

    Parameters
    ----------
    arti : mapping of str to float
        What the column may hold, with how surely the words say so; empty where no word does.
    objek : {"", "kinerja", "anggaran"}
        Whether it is about performance or about money.
    satuan : {"", "persen", "uang"}
        The unit that the words state.
    pembeda : frozenset of str
        What tells it from other columns of its measure: ``akhir``, ``perubahan`` ...
    ikut : frozenset of str
        Measures named after the first one: the capaian of "Kategori Capaian".
    dikenal : float
        Share of the words that the grammar knows, 0 to 1.
    kuat : str
        The measure that the words say most surely; empty without one.
    """

    arti: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    objek: str = ""
    satuan: str = ""
    pembeda: frozenset[str] = frozenset()
    ikut: frozenset[str] = frozenset()
    dikenal: float = 0.0
    ejaan: float = 1.0
    kuat: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kuat", max(self.arti, key=self.arti.__getitem__, default=""))


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
    >>> grammar.meaning(("Kategori Capaian",)).kuat, grammar.meaning(("Relisasi",)).kuat
    ('kategori', 'realisasi')
    >>> grammar.meaning(("Anggaran", "Realisasi")).objek, grammar.meaning(("T A R G E T",)).kuat
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
        return bool(meant.arti) and meant.dikenal >= _MOSTLY

    def meaning(self, path: Sequence[str]) -> Meaning:
        """Return the meaning of a heading under those above it."""
        return _meaning(_BETWEEN.join(path), self) if path else Meaning()

    def knows(self, text: str, share: float) -> bool:
        """Return whether it knows so large a share of the words of a text; see `Meaning.dikenal`."""
        outside, inside = self._tokens(text)
        words = [token for token in outside or inside if token not in _NO_WORDS]
        unknown = 0
        for word in words:
            unknown += not _word(word, self).known
            if (len(words) - unknown) / len(words) < share:
                return False  # whatever the others are, each of which is held against all words
        return bool(words)

    def parsed(self, text: str) -> _Said:
        """Return the meaning of the words of one text."""
        outside, inside = self._tokens(text)
        if not outside:
            outside, inside = inside, []
        said = _Said(text)
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

    def look_up(self, token: str) -> _Word:
        """Return the meaning of one word, be it misspelt or cut short."""
        known = self._words.get(token)
        if known is not None or token.isdigit():
            return known or _Word(ringan=True)
        near = self._nearest(token) if len(token) >= _SHORTEST else ""
        if near and token != near + _NOUN:
            return self._words[near]._replace(yakin=_MISSPELT)
        if len(token) < _BEGINNING:
            return _Word()
        same = {self._words[word].inti for word in self._by_skeleton.get(token, ())}
        if len(same) == 1:
            return _Word(inti=same.pop(), yakin=_CUT)
        begun = [word for word in self._heads if word.startswith(token)] if self._begins(token) else []
        if len({self._words[word].inti for word in begun}) == 1:
            return self._words[begun[0]]._replace(yakin=_CUT)
        return _Word()

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
    *above, own = map(grammar.parsed, path.split(_BETWEEN))
    return _resolved(own, above)


@remembered(8192)
def _word(token: str, grammar: Grammar) -> _Word:
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
#: "% thd target" is what was reached of it.
_AGAINST = frozenset({"terhadap", "thd", "thdp", "dibanding", "atas", "dari"})
_UNIT = "unit"


class _Said:
    """The meaning of one text, before the texts above are heard."""

    def __init__(self, text: str) -> None:
        self.text: str = text
        self.inti: list[tuple[str, float]] = []
        self.objek: str = ""
        self.satuan: str = ""
        self.pembeda: set[str] = set()
        self.known: int = 0
        self.count: int = 0
        self.ejaan: float = 1.0
        self.first_unknown: bool = False
        self.first_is_unit: bool = False
        self.share_of: bool = False
        self.after_kinerja: bool = False
        self.period: bool = False
        self.stroke: bool = False
        self.alternatives: set[str] = set()

    def add(self, token: str, word: _Word) -> None:
        """Take the next word of a heading; the first that names a measure says what the column holds."""
        self.first_is_unit = self.first_is_unit or (not self.inti and token == _UNIT)
        self.share_of = self.share_of or (token in _AGAINST and self.satuan == "persen" and not self.inti)
        self.count += 1
        if not word.known:
            self.first_unknown = self.first_unknown or not self.inti
            return
        if self.after_kinerja and word.objek == "anggaran":
            self.objek = "anggaran"  # "Kinerja Keuangan" is how money was spent
        self.after_kinerja = word.objek == "kinerja"
        self.known += 1
        self.ejaan = min(self.ejaan, word.yakin)
        if word.inti and not (word.ringan and self.inti):
            if self.stroke and self.inti:
                self.alternatives.add(word.inti)
            self.inti.append((word.inti, word.yakin))
        self.stroke = False
        self.objek = self.objek or (
            word.objek if self.inti[:1] != [(word.inti, word.yakin)] or not word.inti else ""
        )
        self.satuan = self.satuan or word.satuan
        if word.pembeda:
            self.pembeda.add(word.pembeda)

    def add_inside(self, word: _Word) -> None:
        self.satuan = self.satuan or word.satuan
        self.objek = self.objek or ("" if word.inti else word.objek)
        if word.pembeda:
            self.pembeda.add(word.pembeda)

    @property
    def heads(self) -> list[str]:
        return [one for one, _ in self.inti]


@cache
def _known() -> Mapping[str, _Word]:
    raw = office_words("judul")
    words: dict[str, dict[str, object]] = {}
    for kind in ("inti", "objek", "satuan", "pembeda"):
        for meant, listed in raw[kind].items():
            for word in listed:
                words.setdefault(word, {})[kind] = meant
    for word in raw["ringan"]["kata"]:
        words.setdefault(word, {})["ringan"] = True
    return MappingProxyType({word: _Word(**meant) for word, meant in words.items()})  # type: ignore[arg-type]


def _resolved(own: _Said, above: Sequence[_Said]) -> Meaning:
    """Return the meaning of a heading under those above it."""
    chain = [own, *reversed(above)]
    headed = next(
        (one for one in chain if one.inti and not (one is not own and _only_groups(one, own))), None
    )
    unit = next((one.satuan for one in chain if one.satuan), "")
    told = _measures(own, headed)
    objek = next(
        (one.objek or _object_of(one.heads) for one in chain if one.objek or _object_of(one.heads)), ""
    )
    if unit == "uang":
        objek = "anggaran"
    pembeda = frozenset().union(*(one.pembeda for one in chain))
    ikut = frozenset(one for said in chain for one in said.heads[1 if said is headed else 0 :])
    meaning = _with_unit(told, unit, objek, own, pembeda)
    count, known = sum(one.count for one in chain), sum(one.known for one in chain)
    return Meaning(
        arti=MappingProxyType(meaning),
        objek=objek,
        satuan=unit,
        pembeda=pembeda,
        ikut=ikut,
        dikenal=own.known / own.count if own.count else known / count if count else 0.0,
        ejaan=own.ejaan,
    )


def _only_groups(above: _Said, own: _Said) -> bool:
    """Return whether a heading above only says of what: over a unit the name of goals is no measure."""
    return bool(own.satuan) and not own.inti and above.inti[0][0] in _GROUPS


#: What groups of figures are called by: "Kinerja Sasaran" over "Target", "Realisasi" and "%".
_GROUPS = frozenset({"tujuan", "sasaran", "indikator", "program", "no", "kode", "lain", "keterangan"})
#: Measures that are about money by themselves.
_MONEY = frozenset({"pagu", "serapan", "sisa"})


def _object_of(heads: Sequence[str]) -> str:
    return "anggaran" if _MONEY & set(heads) else ""


def _measures(own: _Said, headed: _Said | None) -> dict[str, float]:
    """Return the measures that words name: the first surely, those after it a little."""
    if headed is None:
        return {}
    share = 1.0 if headed is own else _ABOVE
    if headed.first_unknown:
        share *= _DOUBTED
    told: dict[str, float] = {}
    for at, (measure, sure) in enumerate(headed.inti):
        later = _ALTERNATIVE if measure in headed.alternatives else _MODIFIER
        told.setdefault(measure, share * sure * (later if at else 1.0))
    heads = headed.heads
    if heads[0] in {"tujuan", "sasaran"} and {"tujuan", "sasaran"} <= set(heads):
        told = {"tujuan_sasaran": share} | told
    return told


#: A word that nobody knows before the one that says what a column holds.
_DOUBTED = 0.8


def _with_unit(
    told: dict[str, float], unit: str, objek: str, own: _Said, pembeda: frozenset[str]
) -> dict[str, float]:
    """Return the measures of a column once unit, object and distinctions are heard."""
    first = max(told, key=told.__getitem__, default="")
    sure = told.get(first, 0.0)
    if own.share_of and first == "target":
        return {"capaian": 0.9 * sure, "serapan": 0.3 * sure}
    if not told:
        return _without_measure(unit, objek, own)
    more = dict(told)
    for meant, share in _TURNS.get((first, unit or objek), {}).items():
        more[meant] = max(more.get(meant, 0.0), share * sure)
    if unit and objek == "anggaran":
        for meant, share in _TURNS.get((first, f"{unit} anggaran"), {}).items():
            more[meant] = max(more.get(meant, 0.0), share * sure)
    if (first, unit) in _WEAKENED:
        more[first] = sure * _WEAKENED[first, unit]
    if objek == "anggaran" and first in {"target", "capaian"}:
        more[first] = sure * 0.25
    more |= _with_modifiers(more, told, first, sure)
    if own.inti and {first, *told} >= _HELD_AGAINST and (held := _HELD.search(own.text)):
        of_both = "rasio" if (held[1] or held[2]) in "/:" else "selisih"
        more |= dict.fromkeys(_HELD_AGAINST, 0.3 * sure) | {of_both: 0.9}
    return _with_what_tells_apart(more, first, own, pembeda)


def _with_modifiers(
    more: Mapping[str, float], told: Mapping[str, float], first: str, sure: float
) -> dict[str, float]:
    """Return the measures as a later word changes the first, as in "Rasio Capaian" and "Kode Warna"."""
    found: dict[str, float] = {}
    for modifier in _TELLING & told.keys() - {first} if first in _MODIFIED else ():
        found[modifier] = max(more[modifier], 0.9 * sure)
        if first == "rasio":
            found[first] = 0.3 * sure
    if first == "capaian" and "realisasi" in told:
        found["realisasi"] = 0.85 * sure
    for head, modifier in _HEADED:
        if first == head and modifier in told:
            found |= {modifier: sure, head: 0.3 * sure}
    return found


#: A heading that names both says how far the one is from the other: "Capaian - Serapan".
_HELD_AGAINST = frozenset({"capaian", "serapan"})
_HELD = re.compile(
    r"capaian[^-–/:]*+([-–/:])[^-–/:]*serap|serap[^-–/:]*+([-–/:])[^-–/:]*capaian", re.IGNORECASE
)
_TELLING = frozenset({"capaian", "efisiensi", "kemajuan", "serapan"})
_MODIFIED = frozenset({"rasio", "realisasi", "selisih", "capaian"})
_HEADED = (("kode", "warna"), ("rumus", "akumulasi"))


def _with_what_tells_apart(
    more: dict[str, float], first: str, own: _Said, pembeda: frozenset[str]
) -> dict[str, float]:
    """Return what a column is by its end of the plan: "Kondisi Awal"; "Unit Kerja" is no unit of a figure."""
    sure = more[first]
    if "awal" in pembeda and first in {"kondisi", "capaian", "realisasi"}:
        return {"awal": 0.95, first: 0.4 * sure}
    if first == "satuan" and own.count > 1 and own.heads.count("satuan") == 1 and own.first_is_unit:
        return {"lain": sure, "satuan": _MAYBE_UNIT * sure}
    if first == "kondisi":
        more["awal" if "akhir" not in pembeda else "akhir"] = 0.95
    return more


#: "Unit Kerja" has the second word of a unit of figures; units below tell.
_MAYBE_UNIT = 0.34
#: (measure, unit or object): what it is then, and how surely.
_TURNS: Mapping[tuple[str, str], Mapping[str, float]] = MappingProxyType(
    {
        ("realisasi", "persen"): {"capaian": 0.75},
        ("realisasi", "persen anggaran"): {"serapan": 1.0, "capaian": 0.3},
        ("realisasi", "kinerja"): {"realisasi": 1.0},
        ("pagu", "persen"): {"serapan": 0.8},
        ("pagu", "persen anggaran"): {"serapan": 0.8},
        ("target", "uang"): {"pagu": 0.9},
        ("target", "anggaran"): {"pagu": 0.9},
        ("target", "uang anggaran"): {"pagu": 0.95},
        ("target", "persen anggaran"): {"pagu": 0.5},
        ("capaian", "anggaran"): {"serapan": 0.9, "realisasi": 0.5},
        ("capaian", "uang"): {"realisasi": 0.9},
        ("capaian", "uang anggaran"): {"realisasi": 0.9},
        ("capaian", "persen anggaran"): {"serapan": 1.0},
        ("capaian", ""): {"realisasi": 0.5},
        ("capaian", "kinerja"): {"realisasi": 0.5},
        ("serapan", "uang"): {"realisasi": 0.9},
        ("serapan", "uang anggaran"): {"realisasi": 0.9},
        ("serapan", ""): {"realisasi": 0.6},
        ("rasio", "persen"): {"capaian": 0.5, "serapan": 0.5},
    }
)
#: What is less likely the measure itself in that unit.
_WEAKENED: Mapping[tuple[str, str], float] = MappingProxyType(
    {
        ("realisasi", "persen"): 0.45,
        ("pagu", "persen"): 0.3,
        ("target", "uang"): 0.3,
        ("serapan", "uang"): 0.2,
        ("capaian", "uang"): 0.2,
    }
)


def _without_measure(unit: str, objek: str, own: _Said) -> dict[str, float]:
    """Return the possible measures of a column whose words name none."""
    if unit == "persen":
        return {"persen": 1.0} | ({"capaian": 0.8} if objek == "kinerja" else {})
    if unit == "uang":
        return {"uang": 1.0}
    if objek == "kinerja":
        return {"kinerja": 1.0}
    if own.period and not own.count:
        return {"masa": 1.0}
    return {"umum": 1.0} if own.known and not own.first_unknown else {}
