"""What a heading means: its own words, and those of the headings above it, weighed together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["HeadingText", "HeadingWord", "Meaning", "resolved"]

#: What a word after the first one with a meaning still says of the column itself.
_MODIFIER = 0.3
#: What one of several names of a column says, parted by a stroke: "OPD/Program/Kegiatan".
_ALTERNATIVE = 0.8
#: What a heading above says of a column whose own heading says nothing.
_ABOVE = 0.95


class HeadingWord(NamedTuple):
    """The meaning of a word of a heading.

    Parameters
    ----------
    inti : str
        The measure that it names: ``target``, ``capaian`` ...
    objek : str
        What it is about: ``kinerja`` or ``anggaran``.
    satuan : str
        The unit that it states: ``persen`` or ``uang``.
    pembeda : str
        What it tells apart: ``awal``, ``akhir`` ...
    ringan : bool
        Whether it says little beside other words.
    yakin : float
        How sure that is; less of a word that is misspelt or cut short.
    """

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
    sure_of : mapping of str to float
        What the column may hold, with how surely the words say so; empty where no word does.
    objek : {"", "kinerja", "anggaran"}
        Whether it is about performance or about money.
    satuan : {"", "persen", "uang"}
        The unit that the words state.
    pembeda : frozenset of str
        What tells it from other columns of its measure: ``akhir``, ``perubahan`` ...
    known_share : float
        Share of the words that the grammar knows, 0 to 1.
    spelled : float
        How well its words are spelled, 0 to 1.
    measure : str
        The measure that the words say most surely; empty without one.
    """

    sure_of: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    objek: str = ""
    satuan: str = ""
    pembeda: frozenset[str] = frozenset()
    known_share: float = 0.0
    spelled: float = 1.0
    measure: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "measure", max(self.sure_of, key=self.sure_of.__getitem__, default=""))


#: "% thd target" is what was reached of it.
_AGAINST = frozenset({"terhadap", "thd", "thdp", "dibanding", "atas", "dari"})
_UNIT = "unit"


class HeadingText:
    """The meaning of one text, before the texts above are heard."""

    def __init__(self, text: str) -> None:
        self.text: str = text
        self.inti: list[tuple[str, float]] = []
        self.objek: str = ""
        self.satuan: str = ""
        self.pembeda: set[str] = set()
        self.known: int = 0
        self.count: int = 0
        self.spelled: float = 1.0
        self.first_unknown: bool = False
        self.first_is_unit: bool = False
        self.share_of: bool = False
        self.after_kinerja: bool = False
        self.period: bool = False
        self.stroke: bool = False
        self.alternatives: set[str] = set()

    def add(self, token: str, word: HeadingWord) -> None:
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
        self.spelled = min(self.spelled, word.yakin)
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

    def add_inside(self, word: HeadingWord) -> None:
        """Take a word in brackets, which names a unit or what the heading is about, and no measure."""
        self.satuan = self.satuan or word.satuan
        self.objek = self.objek or ("" if word.inti else word.objek)
        if word.pembeda:
            self.pembeda.add(word.pembeda)

    @property
    def heads(self) -> list[str]:
        """The measures that it names, in its order."""
        return [one for one, _ in self.inti]


def resolved(own: HeadingText, above: Sequence[HeadingText]) -> Meaning:
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
    meaning = _with_unit(told, unit, objek, own, pembeda)
    count, known = sum(one.count for one in chain), sum(one.known for one in chain)
    return Meaning(
        sure_of=MappingProxyType(meaning),
        objek=objek,
        satuan=unit,
        pembeda=pembeda,
        known_share=own.known / own.count if own.count else known / count if count else 0.0,
        spelled=own.spelled,
    )


def _only_groups(above: HeadingText, own: HeadingText) -> bool:
    """Return whether a heading above only says of what: over a unit the name of goals is no measure."""
    return bool(own.satuan) and not own.inti and above.inti[0][0] in _GROUPS


#: What groups of figures are called by: "Kinerja Sasaran" over "Target", "Realisasi" and "%".
_GROUPS = frozenset({"tujuan", "sasaran", "indikator", "program", "no", "kode", "lain", "keterangan"})
#: Measures that are about money by themselves.
_MONEY = frozenset({"pagu", "serapan", "sisa"})


def _object_of(heads: Sequence[str]) -> str:
    return "anggaran" if _MONEY & set(heads) else ""


def _measures(own: HeadingText, headed: HeadingText | None) -> dict[str, float]:
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
    told: dict[str, float], unit: str, objek: str, own: HeadingText, pembeda: frozenset[str]
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
#: "Capaian - Serapan", "Serapan / Capaian".
_HELD = re.compile(
    r"capaian[^-–/:]*+([-–/:])[^-–/:]*serap|serap[^-–/:]*+([-–/:])[^-–/:]*capaian", re.IGNORECASE
)
_TELLING = frozenset({"capaian", "efisiensi", "kemajuan", "serapan"})
_MODIFIED = frozenset({"rasio", "realisasi", "selisih", "capaian"})
_HEADED = (("kode", "warna"), ("rumus", "akumulasi"))


def _with_what_tells_apart(
    more: dict[str, float], first: str, own: HeadingText, pembeda: frozenset[str]
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


def _without_measure(unit: str, objek: str, own: HeadingText) -> dict[str, float]:
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
