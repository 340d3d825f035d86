"""Which row of a table in one workbook is about the same as which row of that table in another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.computing.linking import link
from sakipcalc.model import Entitas, Laporan
from sakipcalc.names import plain
from sakipcalc.tables import TableSet

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from sakipcalc.methods import Metode
    from sakipcalc.model import Baris, Tabel

__all__ = ["matching_rows"]

#: What a table and its copy are called while they are linked.
_OTHER, _OWN = "other", "own"
#: Kinds of row that are linked; bands and items are known by their name.
_LINKED = frozenset({"indikator", "pohon"})
#: What a row of the other kinds of table is known by.
_NAMES = ("predikat", "uraian")


def matching_rows(own: Tabel, other: Tabel, metode: Metode) -> Mapping[int, Baris]:
    """Return the rows of another copy of a table by the rows of this one that they are about.

    Rows are linked as the tables of one workbook are; of several rows about one indicator those of
    the same programme go together.

    Parameters
    ----------
    own, other : Tabel
        The same standard table in two workbooks.
    metode : Metode
        How names are compared.
    """
    subjects = _subjects(own, other, metode)
    groups: dict[Hashable, list[Baris]] = defaultdict(list)
    for row in other.baris:
        groups[subjects(_OTHER, row)].append(row)
    chosen: dict[int, Baris] = {}
    for row in own.baris:
        subject = subjects(_OWN, row)
        left = groups.get(subject, []) if subject is not None else []
        found = next(_like(row, left), None)
        if found is not None:
            left.remove(found)
            chosen[row.nomor] = found
    return chosen


def _subjects(own: Tabel, other: Tabel, metode: Metode) -> Callable[[str, Baris], Hashable | None]:
    if own.spec.baris not in _LINKED:
        return lambda _, row: next((plain(row.teks(name)) for name in _NAMES if row.teks(name)), None)
    as_two = {
        id_: replace(own.spec, id=id_, tertaut=True, banyak=False, urutan=rank)
        for rank, id_ in enumerate((_OTHER, _OWN), 1)
    }
    both = (replace(other, spec=as_two[_OTHER]), replace(own, spec=as_two[_OWN]))
    known = TableSet(as_two.values())
    links = link(Laporan(berkas="", entitas=Entitas(), daftar_tabel=both, specs=known), metode)
    return links.subjek


def _like(row: Baris, others: Sequence[Baris]) -> Iterator[Baris]:
    """Yield those of some rows about one thing that a row can be: all, or those of its programme."""
    return (one for one in others if plain(one.teks("program")) == plain(row.teks("program")))
