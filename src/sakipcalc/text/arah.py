"""Polarity in words: what a cell names, what a sentence says, what the name of an indicator speaks of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from sakipcalc.base.data import office_words
from sakipcalc.core.memo import remembered
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ARAH",
    "Arah",
    "NameSign",
    "bounded_polarity",
    "by_formula_text",
    "likely_polarity",
    "polarity_mark",
    "read_polarity",
    "stated_polarity",
]

Arah = Literal["naik", "turun", "rentang", "rentang_turun", "stabil", "kualitatif", "ya_tidak"]
#: Polarities that an indicator may have.
ARAH: tuple[Arah, ...] = get_args(Arah)
#: Polarities that words of comparison tell.
_TWO: tuple[Arah, Arah] = ("naik", "turun")

#: What stands in brackets, one sign, or a run of words.
_PART = re.compile(r"\([^()]*\)|[+↑▲⬆↗↓▼⬇↘]|[^()+↑▲⬆↗↓▼⬇↘]+")


@remembered(4096)
def read_polarity(text: str) -> Arah | None:
    """Return the polarity that a text names, or None where it names none, or two.

    Parameters
    ----------
    text : str
        Any usual spelling: Indonesian or English words, or the signs (+), (-), ↑ and ↓;
        case, spaces and punctuation do not matter. The words stand in
        ``kata/arah.toml`` and ``kata/pembanding.toml``.

    Returns
    -------
    {"naik", "turun", "rentang", "rentang_turun", "stabil", "kualitatif", "ya_tidak"} or None
        None for a bare dash too: in a table it says that a cell is empty.

    Examples
    --------
    >>> read_polarity("Semakin tinggi, semakin baik"), read_polarity("Minimize (-)")
    ('naik', 'turun')
    >>> read_polarity("Tren Negatif"), read_polarity("Makin kecil nilainya makin bagus")
    ('turun', 'turun')
    >>> read_polarity("naik (-)") is None
    True
    """
    parts = [part for part in _PART.findall(text) if plain(part) or part.strip()]
    named = {_part_named(part) for part in parts if not _says_nothing(part)}
    return named.pop() if len(named) == 1 else None


def _part_named(part: str) -> Arah | None:
    words = plain(part)
    return _spellings().get(words or "".join(part.split())) or _by_core(words)


def _says_nothing(part: str) -> bool:
    words = plain(part).split()
    return bool(words) and set(words) <= _fillers()


def _by_core(words: str) -> Arah | None:
    """Return the polarity that all telling words of a phrase share, if they do."""
    told = [word for word in words.split() if word not in _fillers()]
    named = {next((arah for arah in _TWO if word in _core(arah)), None) for word in told}
    return named.pop() if len(named) == 1 else None


@cache
def _spellings() -> Mapping[str, Arah]:
    """Return every spelling of a polarity."""
    known = office_words("arah")
    return {spelling: arah for arah in ARAH for spelling in known[arah]}


@cache
def _fillers() -> frozenset[str]:
    """Return the words beside one of a polarity that say nothing themselves."""
    return frozenset(office_words("pembanding")["pengiring"])


@cache
def _core(arah: Arah) -> frozenset[str]:
    """Return the words of which one says a polarity by itself."""
    return frozenset(office_words("pembanding")["inti"][arah])


#: A mark behind a name: in brackets, an arrow, a sign.
_MARK = re.compile(r"\(([^()]{1,60})\)|([↑▲⬆↗↓▼⬇↘])|\[([^\[\]]{1,60})\]")
_SIGNS: Mapping[str, Arah] = {"+": "naik", "-": "turun", "–": "turun", "−": "turun"}


@remembered(4096)
def polarity_mark(name: str) -> Arah | None:
    """Return the polarity that a mark at a name says; a word of degree alone is part of the name.

    Examples
    --------
    >>> polarity_mark("Angka kecelakaan (-)"), polarity_mark("Waktu tunggu ↓")
    ('turun', 'turun')
    >>> polarity_mark("Kerusakan berat (indikator negatif)"), polarity_mark("Jumlah risiko (tinggi)")
    ('turun', None)
    """
    named = set()
    for match in _MARK.finditer(name):
        inside = next(filter(None, match.groups())).strip()
        words = plain(inside)
        sure = not words or len(words.split()) > 1 or words in office_words("pembanding")["tanda"]
        found = _SIGNS.get(inside) or (read_polarity(inside) if sure else None)
        named |= {found} if found else set()
    return named.pop() if len(named) == 1 else None


@cache
def _sentences() -> tuple[tuple[Arah, re.Pattern[str]], ...]:
    """Return patterns of a sentence that says a polarity: of a comparison, and of a sort of indicator."""
    known = office_words("pembanding")
    more, good = "|".join(known["lebih"]), "|".join(known["baik"])
    kinds = "|".join(known["sebutan"])
    patterns = []
    for arah in _TWO:
        degree = "|".join(sorted(sorted(_core(arah)), key=len, reverse=True))
        compared = rf"\b(?:{more}) (?:{degree})(?:nya)?\b(?: \w+){{0,6}}? (?:{more}) (?:{good})\b"
        sort = rf"\b(?:{kinds})(?: \w+)? (?:{degree})\b"
        patterns.append((arah, re.compile(f"{compared}|{sort}")))
    return tuple(patterns)


@remembered(512, longest=4000)  # also explanations
def stated_polarity(sentence: str) -> Arah | None:
    """Return the polarity that a sentence speaks of, as a note below a table does; None for none or two.

    Examples
    --------
    >>> stated_polarity("Lama layanan merupakan indikator negatif (makin cepat makin baik)")
    'turun'
    >>> stated_polarity("Sumber: laporan tahunan") is None
    True
    """
    words = plain(sentence)
    named = {arah for arah, pattern in _sentences() if pattern.search(words)}
    return named.pop() if len(named) == 1 else None


@cache
def _bounds() -> tuple[tuple[Arah, re.Pattern[str]], ...]:
    """Return patterns of a target that may not be passed, and of one that is reached at the least."""
    known = office_words("pembanding")["batas"]
    return tuple((arah, re.compile(rf"(?:{'|'.join(map(re.escape, known[arah]))})\.? ?\d")) for arah in _TWO)


@remembered(4096)
def bounded_polarity(target: str) -> Arah | None:
    """Return the polarity that a target says as a bound: not to be passed, or to be reached at the least.

    Examples
    --------
    >>> bounded_polarity("≤ 5 hari"), bounded_polarity("Minimal 80"), bounded_polarity("5 - 7 hari")
    ('turun', 'naik', None)
    """
    shown = " ".join(target.lower().split())
    return next((arah for arah, pattern in _bounds() if pattern.match(shown)), None)


_TARGET, _REACHED = r"(?:target|rencana|t)", r"(?:realisasi|capaian|hasil|r)"
_OVER = r"(?:/|:|÷|dibagi(?: dengan)?|dibanding(?:kan)?(?: dengan)?)"
_BY_FORMULA: tuple[tuple[Arah, re.Pattern[str]], ...] = (
    ("turun", re.compile(rf"2 ?[x×*]? ?{_TARGET}[^/]{{0,24}}?[-–−] ?{_REACHED}\b")),
    ("turun", re.compile(rf"\b{_TARGET}[^/]{{0,24}}?[-–−] ?\(? ?{_REACHED}[^/]{{0,24}}?[-–−] ?{_TARGET}\b")),
    ("turun", re.compile(rf"\b{_TARGET}(?: \w+){{0,2}} ?{_OVER} ?{_REACHED}\b")),
    ("naik", re.compile(rf"(?<![-–−(] )(?<![-–−(])\b{_REACHED}(?: \w+){{0,2}} ?{_OVER} ?{_TARGET}\b")),
)


@remembered(512, longest=4000)
def by_formula_text(text: str) -> Arah | None:
    """Return the polarity whose formula a text spells in words.

    Examples
    --------
    >>> by_formula_text("Capaian = (2 x Target - Realisasi) / Target x 100%")
    'turun'
    >>> by_formula_text("Realisasi dibagi target dikali 100"), by_formula_text("jumlah arsip / jumlah boks")
    ('naik', None)
    """
    shown = " ".join(text.lower().split())
    return next((arah for arah, pattern in _BY_FORMULA if pattern.search(shown)), None)


class NameSign(NamedTuple):
    """The polarity in the name of an indicator, the words that say it, and whether they are sure."""

    arah: str | None
    words: str
    is_sure: bool


@remembered(4096)
def likely_polarity(name: str, unit: str = "") -> NameSign:
    """Return the polarity that the name of an indicator, with its unit, speaks of.

    Parameters
    ----------
    name : str
        Name of the indicator.
    unit : str
        Its unit: a time that is waited for is better when shorter.

    Examples
    --------
    >>> likely_polarity("Angka kemiskinan")
    NameSign(arah='turun', words='kemiskinan', is_sure=True)
    >>> likely_polarity("Rasio kerusakan buku").arah, likely_polarity("Persentase penurunan kemiskinan").arah
    ('turun', None)
    >>> likely_polarity("Lama peminjaman", "hari"), likely_polarity("Rata-rata lama sekolah", "Tahun").arah
    (NameSign(arah='turun', words='lama', is_sure=False), 'naik')
    >>> likely_polarity("Waktu layanan (menit)").arah
    'turun'
    """
    known = office_words("nama")["arah"]
    words = f" {plain(name)} "
    listed = [(arah, one) for arah in ("turun", "naik") for one in known[arah] if f" {one} " in words]
    against = any(f" {phrase} " in words for phrase in known["kecuali"])
    if len({arah for arah, _ in listed}) > 1 or (against and listed):
        return NameSign(None, "", is_sure=False)
    if listed:
        arah, one = listed[0]
        return NameSign("turun" if arah == "turun" else "naik", one, is_sure=True)
    waited = _waited(words, plain(" ".join((unit, *_IN_BRACKETS.findall(name)))), known)
    if waited:
        return NameSign("turun", waited, is_sure=False)
    harm = _harm().search(words) if not against else None
    if harm:
        return NameSign("turun", harm.group().strip(), is_sure=False)
    striven = _striven().search(words)
    return NameSign("naik" if striven else None, striven.group().strip() if striven else "", is_sure=False)


#: A unit behind a name.
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def _waited(words: str, unit: str, known: Mapping[str, list[str]]) -> str:
    """Return the word for a time that passes until something is done; empty without one."""
    time = next((one for one in known["lama"] if f" {one} " in words), "")
    counted = bool(set(unit.split()) & set(known["satuan_waktu"]))
    return time if time and (counted or any(f" {one} " in words for one in known["menunggu"])) else ""


@cache
def _striven() -> re.Pattern[str]:
    """Return a pattern of words for things striven for, or for a deed that is done."""
    return re.compile(rf" (?:{'|'.join(office_words('nama')['arah']['diharapkan'])}|(?:ter|di)\w{{4,}}) ")


@cache
def _harm() -> re.Pattern[str]:
    """Return a pattern of words made of the stems of harm, with their prefixes and suffixes."""
    stems = "|".join(office_words("nama")["arah"]["akar"])
    return re.compile(
        rf" (?:ke|me|meng|mem|men|pe|peng|pen|per|ter|ber|di){{0,2}}(?:{stems})(?:an|kan|i|nya|annya)? "
    )
