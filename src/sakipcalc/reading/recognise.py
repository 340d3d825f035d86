"""Which standard table a header belongs to: by its columns first, by its caption second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.model import Kolom
from sakipcalc.remembering import remembered
from sakipcalc.tables import likeness
from sakipcalc.tables.words import QUARTER, YEAR, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.reading.headings import Header, Heading
    from sakipcalc.tables import ColumnSpec, TableSpec, Vocabulary

    #: That a heading fits a column: less the score, column of the sheet, place in the table, the heading.
    _Pair = tuple[float, int, int, Heading]

__all__ = ["Candidate", "Context", "recognise"]

_NUMBER = re.compile(r"(?<![\d.])(\d\.\d{1,2})(?![\d.])")
#: How much each sign counts in a candidate's score; the columns outweigh the caption.
_OF_COLUMNS, _OF_COVERAGE, _OF_TITLE, _OF_NUMBER = 0.7, 0.1, 0.1, 0.1
#: How much a heading that nobody knows counts against a table, in columns: offices add their own. One
#: that belongs to other tables counts in full.
_UNKNOWN = 0.5
#: What stands for a year or a quarter alone.
_PERIODS = frozenset({YEAR, f"tahun {YEAR}", f"th {YEAR}", QUARTER})
#: A table that fits less well than this is not recognised.
_ENOUGH = 0.6
#: A heading made of several lines fits a little less surely than one that is written whole.
_JOINED = 0.97
#: A heading whose group is not written above it.
_WITHOUT_GROUP = 0.85
#: So many headings are remembered with what they fit: they recur from sheet to sheet and from file to file.
_REMEMBERED = 4096


@dataclass(frozen=True, kw_only=True)  # without slots, to keep what is worked out once
class Context:
    """What stands around a header: lines that name it, all such lines before it, the name of the sheet."""

    caption: tuple[str, ...]
    earlier: tuple[str, ...]
    sheet: str

    @cached_property
    def text(self) -> str:
        """Lines that name the table and the name of the sheet, normalised."""
        return normalise(" ".join((*self.caption, self.sheet)))

    @cached_property
    def number(self) -> str:
        """Number of the table as caption or sheet name have it, or an empty text."""
        found = _NUMBER.search(" ".join((*self.caption, self.sheet)))
        return found.group(1) if found else ""

    @cached_property
    def all_text(self) -> str:
        """All captions of the sheet and its name, normalised."""
        return normalise(" ".join((*self.earlier, *self.caption, self.sheet)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A standard table that a header may be.

    Parameters
    ----------
    spec : TableSpec
        The table.
    kolom : tuple of Kolom
        Columns that fit, from left to right.
    skor : float
        How well it fits, 0 to 1.
    tanda : mapping of str to float
        The signs that make the score: ``kolom``, ``cakupan``, ``judul``, ``nomor``.
    kurang : tuple of str
        What the table must have and this header has not.
    """

    spec: TableSpec
    kolom: tuple[Kolom, ...]
    skor: float
    tanda: Mapping[str, float]
    kurang: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether it may be this table at all."""
        return not self.kurang and self.skor >= _ENOUGH

    @property
    def named(self) -> bool:
        """Whether the caption or the sheet's name says so too."""
        return bool(self.tanda["judul"] or self.tanda["nomor"])


def recognise(header: Header, context: Context, vocabulary: Vocabulary) -> tuple[Candidate, ...]:
    """Return the tables that a header may be, the best first; those that lack something come last."""
    named = _said(context.text, vocabulary)
    candidates = (
        _candidate(columns, context, named, vocabulary) for columns in _columns(vocabulary, header.headings)
    )
    return tuple(sorted(candidates, key=lambda c: (not c.enough, -c.skor)))


class _Columns(NamedTuple):
    """The columns of a table under a header, and how well they fit, whatever stands around it."""

    spec: TableSpec
    kolom: tuple[Kolom, ...]
    fit: float
    coverage: float
    lacking: tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def _columns(vocabulary: Vocabulary, headings: tuple[Heading, ...]) -> tuple[_Columns, ...]:
    """Return, in their order, the tables with columns that some of the headings fit."""
    fits: dict[str, list[_Pair]] = {}
    for heading in headings:
        known = _fits(vocabulary, heading.path, heading.year is not None, heading.quarter is not None)
        for id_, order, score in known:
            fits.setdefault(id_, []).append((-score, heading.col, order, heading))
    return tuple(
        _under(headings, vocabulary.specs[id_], fits[id_], vocabulary)
        for id_ in vocabulary.specs
        if id_ in fits
    )


def _under(
    headings: Sequence[Heading], spec: TableSpec, pairs: Iterable[_Pair], vocabulary: Vocabulary
) -> _Columns:
    columns = _assign(spec, pairs)
    foreign = _foreign(headings, columns, vocabulary)
    found = {column.id for column in columns}
    return _Columns(
        spec=spec,
        kolom=columns,
        fit=sum(column.skor for column in columns) / (len(columns) + foreign),
        coverage=len(found) / len(spec.kolom),
        lacking=tuple(_lacking(spec, found)),
    )


@lru_cache(maxsize=_REMEMBERED)
def _fits(
    vocabulary: Vocabulary,
    path: tuple[str, ...],
    yearly: bool,  # noqa: FBT001 -- a key of the cache, not a choice
    quarterly: bool,  # noqa: FBT001
) -> tuple[tuple[str, int, float], ...]:
    """Return the columns that a heading fits: table, place of the column in it, and how well."""
    return tuple(
        (spec.id, order, score)
        for spec in vocabulary.specs.values()
        for order, column in enumerate(spec.kolom.values())
        if (score := _fit(column, path, yearly=yearly, quarterly=quarterly))
    )


def _candidate(
    columns: _Columns, context: Context, named: frozenset[str], vocabulary: Vocabulary
) -> Candidate:
    spec = columns.spec
    by_title, by_number = float(spec.id in named), float(context.number == spec.id)
    silent = spec.kata_wajib and spec.id not in _said(context.all_text, vocabulary)
    return Candidate(
        spec=spec,
        kolom=columns.kolom,
        skor=_OF_COLUMNS * columns.fit
        + _OF_COVERAGE * columns.coverage
        + _OF_TITLE * by_title
        + _OF_NUMBER * by_number,
        tanda={"kolom": columns.fit, "cakupan": columns.coverage, "judul": by_title, "nomor": by_number},
        kurang=(*columns.lacking, spec.kata[0]) if silent else columns.lacking,
    )


def _foreign(headings: Sequence[Heading], columns: Sequence[Kolom], vocabulary: Vocabulary) -> float:
    """Return how much the columns that a table does not have speak against it."""
    own = {column.lajur for column in columns}
    others = [heading for heading in headings if heading.path and heading.col not in own]
    known = sum(any(map(vocabulary.knows, heading.path)) for heading in others)
    return known + (len(others) - known) * _UNKNOWN


def _lacking(spec: TableSpec, found: set[str]) -> Iterator[str]:
    """Yield the columns that the table must have and the header has not."""
    yield from (column.id for column in spec.kolom.values() if column.wajib and column.id not in found)
    if spec.salah_satu and not found & set(spec.salah_satu):
        yield spec.salah_satu[0]


@remembered(_REMEMBERED)
def _said(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the tables of which a normalised text says a phrase."""
    padded = f" {text} "
    return frozenset(
        spec.id for spec in vocabulary.specs.values() if any(f" {phrase} " in padded for phrase in spec.kata)
    )


def _assign(spec: TableSpec, pairs: Iterable[_Pair]) -> tuple[Kolom, ...]:
    """Give each column of the sheet the column of the table that it fits best, none twice."""
    specs = tuple(spec.kolom.values())
    taken_cols: set[int] = set()
    taken_keys: set[tuple[str, int | None]] = set()
    columns = []
    for minus_score, col, order, heading in sorted(pairs, key=lambda pair: pair[:3]):
        key = (specs[order].id, _period(specs[order], heading))
        if col in taken_cols or key in taken_keys:
            continue
        taken_cols.add(col)
        taken_keys.add(key)
        columns.append(
            Kolom(spec=specs[order], masa=key[1], lajur=col, judul=heading.text, skor=-minus_score)
        )
    return tuple(sorted(columns, key=lambda column: column.lajur))


def _period(column: ColumnSpec, heading: Heading) -> int | None:
    if column.triwulanan:
        return heading.quarter
    return heading.year if column.tahunan else None


def _fit(column: ColumnSpec, path: tuple[str, ...], *, yearly: bool, quarterly: bool) -> float:
    """Return how well a heading fits a column, 0 where it does not."""
    has_period = quarterly if column.triwulanan else yearly
    if not path or (column.berkala and not has_period):
        return 0.0
    *above, own = path
    if not column.berkala and not _PERIODS.isdisjoint(above):
        return 0.0
    if not column.triwulanan and quarterly:
        return 0.0
    if column.induk:
        return _fit_in_group(column, own, above)
    score = likeness(own, column.judul) * (_JOINED if above else 1.0)
    if column.berkala and own in _PERIODS and above:
        return max(score, likeness(above[-1], column.judul))  # the period stands under the measure
    if above and not column.berkala:
        score = max(score, likeness(" ".join(path), column.judul) * _JOINED)
    return score


def _fit_in_group(column: ColumnSpec, own: str, above: Sequence[str]) -> float:
    """Return how well a heading fits a column that is told by the heading of its group."""
    score = likeness(own, column.judul) * _fit_above(column, above)
    if column.berkala and not _PERIODS.isdisjoint(above):
        score = max(
            score, likeness(own, column.induk)
        )  # the group is the period, the measure stands under it
    return score


def _fit_above(column: ColumnSpec, above: Sequence[str]) -> float:
    if not above:
        return _WITHOUT_GROUP
    return max(likeness(word, column.induk) for word in above)
