"""Which standard table a header belongs to: by its columns first, by its caption second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from sakipcalc.model import Kolom
from sakipcalc.reading.headings import YEAR, normalise
from sakipcalc.tables import specs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.reading.headings import Header, Heading
    from sakipcalc.tables import ColumnSpec, TableSpec

__all__ = ["Candidate", "Context", "recognise"]

_NUMBER = re.compile(r"(?<!\d)(\d\.\d{1,2})(?!\d)")
#: A heading that fits less well than this is another heading.
_SIMILAR = 0.88
#: How much each sign counts in a candidate's score; the columns outweigh the caption.
_WEIGHTS = {"columns": 0.7, "coverage": 0.1, "phrase": 0.1, "number": 0.1}
#: A table that fits less well than this is not recognised.
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around a header: lines above it, all captions of the sheet so far, the sheet's name."""

    caption: tuple[str, ...]
    earlier: tuple[str, ...]
    sheet: str

    @property
    def text(self) -> str:
        """Lines above the header and the name of the sheet, normalised."""
        return normalise(" ".join((*self.caption, self.sheet)))

    @property
    def number(self) -> str:
        """Number of the table as caption or sheet name have it, or an empty text."""
        found = _NUMBER.search(" ".join((*self.caption, self.sheet)))
        return found.group(1) if found else ""

    @property
    def all_text(self) -> str:
        """All captions of the sheet and its name, normalised."""
        return normalise(" ".join((*self.earlier, *self.caption, self.sheet)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A standard table that a header may be, with the columns that fit and how well they do."""

    spec: TableSpec
    kolom: tuple[Kolom, ...]
    skor: float


def recognise(header: Header, context: Context) -> tuple[Candidate, ...]:
    """Return the tables that this may be, the best first."""
    candidates = (_candidate(spec, header, context) for spec in specs().values())
    enough = [c for c in candidates if c is not None and c.skor >= _ENOUGH]
    return tuple(sorted(enough, key=lambda c: -c.skor))


def _candidate(spec: TableSpec, header: Header, context: Context) -> Candidate | None:
    if spec.kata_wajib and not _says(spec, context.all_text):
        return None
    columns = _assign(spec, header.headings)
    found = {column.id for column in columns}
    if any(column.wajib and column.id not in found for column in spec.kolom.values()):
        return None
    signs = {
        "columns": sum(column.skor for column in columns) / len(header.headings),
        "coverage": len(found) / len(spec.kolom),
        "phrase": float(_says(spec, context.text)),
        "number": float(context.number == spec.id),
    }
    score = sum(_WEIGHTS[sign] * value for sign, value in signs.items())
    return Candidate(spec=spec, kolom=columns, skor=score)


def _says(spec: TableSpec, text: str) -> bool:
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in spec.kata)


def _assign(spec: TableSpec, headings: Sequence[Heading]) -> tuple[Kolom, ...]:
    """Give each column of the sheet the column of the table that it fits best, none twice."""
    pairs = [
        (-score, heading.col, order, heading, column)
        for order, column in enumerate(spec.kolom.values())
        for heading in headings
        if (score := _fit(column, heading))
    ]
    taken_cols: set[int] = set()
    taken_keys: set[tuple[str, int | None]] = set()
    columns = []
    for minus_score, col, _, heading, column in sorted(pairs, key=lambda pair: pair[:3]):
        key = (column.id, heading.year if column.tahunan else None)
        if col in taken_cols or key in taken_keys:
            continue
        taken_cols.add(col)
        taken_keys.add(key)
        columns.append(Kolom(id=key[0], tahun=key[1], lajur=col, judul=heading.text, skor=-minus_score))
    return tuple(sorted(columns, key=lambda column: column.lajur))


def _fit(column: ColumnSpec, heading: Heading) -> float:
    """Return how well a heading fits a column, 0 where it does not."""
    if not heading.path or (column.tahunan and heading.year is None):
        return 0.0
    *above, own = heading.path
    if not column.tahunan and YEAR in above:
        return 0.0
    score = _similar(own, column.judul)
    if column.induk and score:
        return score * _fit_above(column, above)
    return score * (0.97 if above else 1.0)


def _fit_above(column: ColumnSpec, above: list[str]) -> float:
    if not above:
        return 0.85  # a flat header: the group is not written, yet the column may be meant
    return max(_similar(word, column.induk) for word in above)


@lru_cache(maxsize=8192)
def _similar(text: str, words: tuple[str, ...]) -> float:
    if text in words:
        return 1.0
    best = max((fuzz.ratio(text, word) / 100 for word in words), default=0.0)
    return best if best >= _SIMILAR else 0.0
