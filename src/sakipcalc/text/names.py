"""Names as offices spell them: indicators, budget lines, years of the Renstra."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from sakipcalc.base.allowance import spend
from sakipcalc.base.data import office_words
from sakipcalc.core.memo import remembered

__all__ = [
    "acronym",
    "alike",
    "deed_name",
    "indicator_name",
    "is_period",
    "line_name",
    "plain",
    "ratio",
    "same_line",
    "same_name",
    "shown_line",
    "spelled_name",
    "unit_name",
    "without_padding",
]


#: A part of a name of a budget line tells which line it is from this many words on.
_TELLING = 3

_WORD = re.compile(r"[^\W_]+")
#: "2. ", "a) ", "IV. ", "1.02.01 " in front of a name.
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}|[a-zA-Z]|[IVX]+)\s*[.)]\s+|^\s*(?:\d+\.)+\d*\s+|^\s*[a-z]\)\s*")
#: "..., dengan sub kegiatan:" behind the name of a line that has lines below it.
_CONTINUATION = re.compile(r",?\s*dengan\s+(?:sub\s+)?kegiatan\s*:?\s*$", re.IGNORECASE)
#: Blanks in a row: more than any text needs, and few enough for patterns that try each way to part them.
_PADDING = 64
_PADDED = re.compile(rf"(\s{{{_PADDING}}})\s+")


def without_padding(text: str) -> str:
    """Return a text whose longest run of blanks is 64 long.

    Patterns that allow blanks in two places beside each other try every way to part a run of them,
    which takes minutes for as many as a cell can hold.

    Examples
    --------
    >>> len(without_padding("Target" + " " * 30_000 + "84"))
    72
    """
    return _PADDED.sub(r"\1", text) if len(text) > _PADDING else text


@remembered(4096)
def plain(text: str) -> str:
    """Return a text in lower case with single spaces and no punctuation.

    Examples
    --------
    >>> plain("Tujuan /Sasaran  Kinerja.")
    'tujuan sasaran kinerja'
    """
    return " ".join(_WORD.findall(text.lower()))


def unit_name(text: str) -> str:
    """Return a unit in the one spelling that stands for all of it.

    Examples
    --------
    >>> unit_name("Persen") == unit_name("%"), unit_name("Dok.")
    (True, 'dokumen')
    """
    word = plain(text) or text.strip()
    known: dict[str, str] = office_words("pemeriksaan")["satuan"]
    return known.get(word, word)


@remembered(4096)
def line_name(text: str) -> str:
    """Return the name of a line of the budget: without its number and without "dengan sub kegiatan:".

    Examples
    --------
    >>> line_name("2. Administrasi Keuangan Perangkat Daerah, dengan sub kegiatan:")
    'administrasi keuangan perangkat daerah'
    """
    return plain(_NUMBERING.sub("", _CONTINUATION.sub("", text)))


def shown_line(text: str) -> str:
    """Return a line of the budget as a sentence names it: without its number and "dengan sub kegiatan:".

    Examples
    --------
    >>> shown_line("a) Penyediaan gaji dan tunjangan ASN;"), shown_line("Program Layanan, dengan kegiatan :")
    ('Penyediaan gaji dan tunjangan ASN', 'Program Layanan')
    """
    return _NUMBERING.sub("", _CONTINUATION.sub("", text)).strip().rstrip(";:,.") or text


@remembered(4096)
def indicator_name(text: str) -> str:
    """Return the name of an indicator with its acronyms brought to one and empty words left out.

    Examples
    --------
    >>> indicator_name("Indeks Kepuasan Masyarakat (SKM)"), indicator_name("Predikat SAKIP")
    ('ikm', 'sakip')
    """
    words = spelled_name(text).split()
    told = [word for word in words if word not in office_words("nama")["abaikan"]["kata"]]
    return " ".join(told or words)


@remembered(4096)
def spelled_name(text: str) -> str:
    """Return a name with its acronyms brought to one and each word once.

    Examples
    --------
    >>> spelled_name("Indeks Kepuasan Masyarakat (SKM)"), spelled_name("Predikat SAKIP")
    ('ikm', 'predikat sakip')
    """
    name = f" {plain(text)} "
    for phrase, word in office_words("nama")["sama"].items():
        name = name.replace(f" {phrase} ", f" {word} ")
    return " ".join(dict.fromkeys(name.split()))


@remembered(4096)
def acronym(text: str) -> str:
    """Return the acronym that stands in brackets behind a name, prepared; empty where none does.

    Examples
    --------
    >>> acronym("Indeks Pembangunan Literasi Masyarakat (IPLM)"), acronym("Panjang jalan (km)")
    ('iplm', '')
    """
    found = _ACRONYM.search(text)
    return plain(found[1]) if found else ""


_ACRONYM = re.compile(r"\w\s*\(([A-Z][A-Z-]{1,9})\)\s*$")


@remembered(4096)
def deed_name(text: str) -> str:
    """Return the deed in a name, without the words that only say that it is done or counted.

    Examples
    --------
    >>> deed_name("Tersedianya bahan logistik kantor") == deed_name("Penyediaan bahan logistik kantor")
    True
    """
    words = line_name(text).split()
    told = [word for word in words if word not in office_words("nama")["abaikan"]["kerja"]]
    return " ".join(told or words)


@remembered(4096)
def same_name(one: str, other: str) -> float:
    """Return how alike two indicators of different goals are; a part of a name says it only of an acronym.

    Examples
    --------
    >>> same_name("ikm", "ikm pelayanan kecamatan"), same_name("jumlah desa", "jumlah desa tangguh") < 0.85
    (1.0, True)
    """
    shared = set(one.split()) & set(other.split())
    return alike(one, other) if shared & set(office_words("nama")["sama"].values()) else ratio(one, other)


@remembered(16_384)  # the units of a kabupaten share the names of their lines
def same_line(one: str, other: str) -> float:
    """Return how alike two names of budget lines are, 0 to 1; a part of a name counts from three words on.

    Examples
    --------
    >>> same_line("kecamatan", "sinergitas vertikal di wilayah kecamatan") < 0.5
    True
    """
    short = min(len(one.split()), len(other.split())) < _TELLING
    return ratio(one, other) if short else alike(one, other)


def alike(one: str, other: str) -> float:
    """Return how alike two prepared names are, 0 to 1; a name inside a longer one counts as alike.

    Examples
    --------
    >>> alike("ikm", "ikm pelayanan kecamatan"), alike("ikm", "sakip") < 0.5
    (1.0, True)
    """
    if not one or not other:
        return 0.0
    return max(ratio(one, other), fuzz.token_set_ratio(one, other) / 100)


def ratio(one: str, other: str) -> float:
    """Return how much of two prepared names is the same, letter by letter, 0 to 1."""
    spend()
    return fuzz.ratio(one, other) / 100


#: Years from the first to the last one of a Renstra or RPJMD: five to seven calendar years.
_BETWEEN = range(4, 7)


def is_period(first: int, last: int) -> bool:
    """Return whether a range of years is as long as a Renstra or RPJMD.

    Examples
    --------
    >>> is_period(2021, 2026), is_period(2022, 2024)
    (True, False)
    """
    return last - first in _BETWEEN
