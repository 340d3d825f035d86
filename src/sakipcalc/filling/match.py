"""Matching of the rows of a table in one workbook with those of that table in another."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.computing.linking import subjects
from sakipcalc.core.memo import Recent
from sakipcalc.model import Entity, Laporan
from sakipcalc.tables import TableSet
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Row, Table
    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.tables import TableSpec

__all__ = ["matching_rows"]

#: What a table and its copy are called while they are linked.
_OTHER, _OWN = "other", "own"
#: Links of two tables with more rows together are not remembered.
_USUAL = 400
_LINKED_ROWS: Recent[Hashable, tuple[TableSpec, Metode, Mapping[tuple[str, int], Subject]]] = Recent(
    "rows of two copies of a table that are linked", 128
)
#: Kinds of row that are linked; bands and items are known by their name.
_LINKED = frozenset({"indikator", "pohon"})
#: What a row of the other kinds of table is known by.
_NAMES = ("predikat", "uraian")


def matching_rows(own: Table, other: Table, metode: Metode) -> Mapping[int, Row]:
    """Return the rows of another copy of a table by the rows of this one that they are about.

    Rows are linked as the tables of one workbook are; of several rows about one indicator those that
    say the same, as those of the same programme, go together.

    Parameters
    ----------
    own, other : Table
        The same standard table in two workbooks.
    metode : Metode
        How names are compared.
    """
    about, names = _about(own, other, metode), _telling(own)
    waiting: dict[Hashable, deque[Row]] = defaultdict(deque)
    for row in other.rows:
        waiting[about(_OTHER, row), _said(row, names)].append(row)
    chosen: dict[int, Row] = {}
    for row in own.rows:
        subject = about(_OWN, row)
        same = waiting.get((subject, _said(row, names))) if subject is not None else None
        if same:
            chosen[row.number] = same.popleft()
    return chosen


def _about(own: Table, other: Table, metode: Metode) -> Callable[[str, Row], Hashable | None]:
    """Return a function that gives the subject of a row of either table."""
    if own.spec.baris not in _LINKED:
        return lambda _, row: next((plain(row.text(name)) for name in _NAMES if row.text(name)), None)
    subjects_of = _linked(own, other, metode)
    return lambda table, row: subjects_of.get((table, row.number))


def _linked(own: Table, other: Table, metode: Metode) -> Mapping[tuple[str, int], Subject]:
    """Return the subjects of the rows of both tables, from their names; units of one form have the same."""
    if len(own.rows) + len(other.rows) > _USUAL:
        return _link(own, other, metode)
    key = own.spec.id, _names(own), _names(other)
    known = _LINKED_ROWS.get(key)
    if known is None or known[0] is not own.spec or known[1] != metode:
        known = _LINKED_ROWS.put(key, (own.spec, metode, _link(own, other, metode)))
    return known[2]


def _names(table: Table) -> Hashable:
    """Return all of a table by which its rows are linked: what they say but for figures, and their levels."""
    columns = [one.key for one in table.columns if not one.spec.numeric]
    rows = [(row.number, row.level, row.parent, *row.texts(columns)) for row in table.rows]
    return *columns, *rows


def _link(own: Table, other: Table, metode: Metode) -> Mapping[tuple[str, int], Subject]:
    as_two = {
        id_: replace(own.spec, id=id_, tertaut=True, banyak=False, urutan=rank)
        for rank, id_ in enumerate((_OTHER, _OWN), 1)
    }
    both = (replace(other, spec=as_two[_OTHER]), replace(own, spec=as_two[_OWN]))
    known = TableSet(as_two.values())
    return subjects(Laporan(file="", entitas=Entity(), tables=both, specs=known), metode)


def _telling(table: Table) -> tuple[str, ...]:
    """Return the columns that tell apart the rows about one indicator, as its programmes."""
    columns = table.spec.kolom.values() if table.spec.by_row else ()
    return tuple(one.id for one in columns if one.wajib and one.jenis == "teks" and not one.label_dari)


def _said(row: Row, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(row.text(column)) for column in columns)
