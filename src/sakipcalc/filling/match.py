"""Which row of a table in one workbook is about the same as which row of that table in another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.computing.linking import link
from sakipcalc.model import Entitas, Laporan
from sakipcalc.names import plain
from sakipcalc.tables import specs

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from sakipcalc.methods import Metode
    from sakipcalc.model import Baris, Tabel

__all__ = ["matching_rows"]

#: Two copies of a table are linked as if they were these two tables of one workbook.
_STAND_INS = {"indikator": ("3.2", "4.1"), "pohon": ("3.9", "2.4")}
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
        groups[subjects("other", row)].append(row)
    chosen: dict[int, Baris] = {}
    for row in own.baris:
        subject = subjects("own", row)
        left = groups.get(subject, []) if subject is not None else []
        found = next(_like(row, left), None)
        if found is not None:
            left.remove(found)
            chosen[row.nomor] = found
    return chosen


def _subjects(own: Tabel, other: Tabel, metode: Metode) -> Callable[[str, Baris], Hashable | None]:
    kind = specs()[own.id].baris
    if kind not in _STAND_INS:
        return lambda _, row: next((plain(row.teks(name)) for name in _NAMES if row.teks(name)), None)
    ids = dict(zip(("other", "own"), _STAND_INS[kind], strict=True))
    both = (replace(other, id=ids["other"]), replace(own, id=ids["own"]))
    links = link(Laporan(berkas="", entitas=Entitas(), daftar_tabel=both), metode)
    return lambda side, row: links.subjek(ids[side], row)


def _like(row: Baris, others: Sequence[Baris]) -> Iterator[Baris]:
    """Yield those of some rows about one thing that a row can be: all, or those of its programme."""
    return (one for one in others if plain(one.teks("program")) == plain(row.teks("program")))
