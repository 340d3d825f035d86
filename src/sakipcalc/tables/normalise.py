"""Normalise headings: years and quarters become placeholders, punctuation is dropped."""

from __future__ import annotations

import re

from sakipcalc.core.memo import remembered
from sakipcalc.text.dates import YEAR_PATTERN

__all__ = ["QUARTER", "YEAR", "marked", "normalise", "quarters"]

#: What stands for any year, and for any quarter, in a heading.
YEAR = "{tahun}"
QUARTER = "{tw}"
_YEAR = re.compile(YEAR_PATTERN)
#: "Triwulan II", "TW-3", "Kuartal ke-4", or the numeral alone.
_QUARTER = re.compile(
    r"\b(?:tri\s*wulan|tribulan|tw|kuartal|kwartal)\s*[.\-]?\s*(?:ke\s*-?\s*)?(iv|i{1,3}|[1-4])(?![a-z\d])|^\s*(iv|i{1,3})\s*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"\{tahun\}|\{tw\}|%|[^\W_]+")
_ORDINALS = ("", "i", "ii", "iii", "iv")
#: Words that say the unit of a column, not what it is.
_UNIT_WORDS = frozenset({"rp", "rupiah"})


@remembered(8192)  # the same headings stand on many sheets, and each is looked at several times
def normalise(text: str) -> str:
    """Return a heading in the form in which the vocabulary has it.

    Examples
    --------
    >>> normalise("Anggaran (x 1000 Rp)"), normalise("%Capaian"), normalise("Target Akhir 2026")
    ('anggaran', '% capaian', 'target akhir {tahun}')
    >>> normalise("Realisasi TW.II"), normalise("III")
    ('realisasi {tw}', '{tw}')
    """
    plain = marked(_BRACKETS.sub(" ", text))
    return " ".join(word for word in _WORD.findall(plain) if word not in _UNIT_WORDS)


def marked(text: str) -> str:
    """Return a text in lower case with a sign in the place of each year and each quarter.

    Examples
    --------
    >>> marked("Target Tahun 2024"), marked("TW I")
    ('target tahun {tahun}', '{tw}')
    """
    return _QUARTER.sub(QUARTER, _YEAR.sub(YEAR, text.lower()))


@remembered(8192)
def quarters(text: str) -> tuple[int, ...]:
    """Return the quarters that a text names, in its order.

    Examples
    --------
    >>> quarters("Triwulan III"), quarters("TW 2"), quarters("IV"), quarters("Target")
    ((3,), (2,), (4,), ())
    """
    named = (first or second for first, second in _QUARTER.findall(text))
    return tuple(int(one) if one.isdigit() else _ORDINALS.index(one.lower()) for one in named)
