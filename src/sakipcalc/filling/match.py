"""Matching of the rows of a table in one workbook with those of that table in another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.computing.linking import subjects
from sakipcalc.model import Entity, Laporan
from sakipcalc.tables import TableSet
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from sakipcalc.model import Row, Table
    from sakipcalc.rulebook.methods import Metode

__all__ = ["matching_rows"]

#: What a table and its copy are called while they are linked.
_OTHER, _OWN = "other", "own"
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
    about, names = _subjects(own, other, metode), _telling(own)
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in other.rows:
        groups[about(_OTHER, row)].append(row)
    chosen: dict[int, Row] = {}
    for row in own.rows:
        subject = about(_OWN, row)
        left = groups.get(subject, []) if subject is not None else []
        found = next((one for one in left if _said(one, names) == _said(row, names)), None)
        if found is not None:
            left.remove(found)
            chosen[row.number] = found
    return chosen


def _subjects(own: Table, other: Table, metode: Metode) -> Callable[[str, Row], Hashable | None]:
    if own.spec.baris not in _LINKED:
        return lambda _, row: next((plain(row.text(name)) for name in _NAMES if row.text(name)), None)
    as_two = {
        id_: replace(own.spec, id=id_, tertaut=True, banyak=False, urutan=rank)
        for rank, id_ in enumerate((_OTHER, _OWN), 1)
    }
    both = (replace(other, spec=as_two[_OTHER]), replace(own, spec=as_two[_OWN]))
    known = TableSet(as_two.values())
    about = subjects(Laporan(file="", entitas=Entity(), tables=both, specs=known), metode)
    return lambda table, row: about.get((table, row.number))


def _telling(table: Table) -> tuple[str, ...]:
    """Return the columns that tell apart the rows about one indicator, as its programmes."""
    columns = table.spec.kolom.values() if table.spec.by_row else ()
    return tuple(one.id for one in columns if one.wajib and one.jenis == "teks" and not one.label_dari)


def _said(row: Row, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(row.text(column)) for column in columns)
