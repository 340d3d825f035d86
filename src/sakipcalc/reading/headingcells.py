"""What one cell may head: a measure, a period, or a column of whatever stands beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.core.memo import remembered
from sakipcalc.reading.marks import is_year
from sakipcalc.tables.normalise import normalise, quarters
from sakipcalc.text.dates import years

if TYPE_CHECKING:
    from sakipcalc.reading.grid import GridCell
    from sakipcalc.tables import Grammar

__all__ = ["CAPTION", "DASH", "LONGEST", "SHORT", "is_period", "is_plain", "measure", "measure_of"]

#: A heading is at most this many letters long.
LONGEST = 160
#: How the caption of a table begins.
CAPTION = re.compile(r"\s*(?:tabel|lampiran|formulir|perjanjian kinerja)\b", re.IGNORECASE)
#: What stands where nothing is.
DASH = re.compile(r"[\s\-–—.…~]+|n/?a", re.IGNORECASE)


def measure(cell: GridCell, grammar: Grammar) -> str:
    """Return the measure that a cell heads; empty where it has none, or is longer than a heading is."""
    if not isinstance(cell.raw, str) or len(cell.text) > LONGEST:
        return ""
    return measure_of(cell.text, grammar)


@remembered(4096)
def measure_of(text: str, grammar: Grammar) -> str:
    """Return the measure that a text heads; empty where its words do not surely say one."""
    own = normalise(text)
    if own in grammar.headings:
        return own
    if not grammar.knows(text, _MOSTLY if len(text) <= SHORT else _NEARLY_ALL):
        return ""
    meant = grammar.meaning((text,))
    said = meant.measure
    sure = said and said not in _GENERIC and meant.sure_of[said] >= _SURE
    return said if sure else ""


def is_plain(cell: GridCell, grammar: Grammar) -> bool:
    """Return whether a cell may head a column of whatever stands above or beside: %, Rp, Jumlah, Uraian."""
    if not isinstance(cell.raw, str) or len(cell.text) > _PLAIN:
        return False
    return _is_generic(cell.text, grammar)


@remembered(4096)
def _is_generic(text: str, grammar: Grammar) -> bool:
    """Return whether a text may head a column of anything: all its words are known, and name no measure."""
    if any(map(str.isdigit, text)):
        return False
    meant = grammar.meaning((text,))
    return meant.measure in _GENERIC and meant.known_share >= 1


#: Measures that say nothing of their own.
_GENERIC = frozenset({"umum", "persen", "uang", "kinerja", "masa"})
#: Of a short heading most words are known, of a long one nearly all: else it is a sentence.
_MOSTLY, _NEARLY_ALL = 0.7, 0.9
SHORT = 40
_SURE = 0.84
_PLAIN = 24


def is_period(cell: GridCell) -> bool:
    """Return whether a cell names a year or a quarter."""
    return is_year(cell.raw) or (isinstance(cell.raw, str) and _names_period(cell.text))


@remembered(4096)
def _names_period(text: str) -> bool:
    """Return whether a text names a year or a quarter."""
    return bool(years(text) or quarters(text))
