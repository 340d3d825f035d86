"""Defaults of a table's TOML: the meanings of its columns, the key of its rows.

The standard tables say these things themselves (`makna`, `identitas`, `fakta`). A table that a user adds may
give the headings of its columns alone; how they are read follows from these::

    judul = ["Rekomendasi"]        those headings settle the column, and so do words that mean the same
    wajib = true                   rows are known by the name among such columns, the others speak of them
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sakipcalc.tables.grammar import Grammar
from sakipcalc.tables.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sakipcalc.tables.meaning import Meaning
    from sakipcalc.tables.spec import ColumnSpec

__all__ = ["known_by", "read_as", "told_by"]

#: Columns that rows are known by, by what a row is about: names of things.
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "indikator": ("indikator", "tujuan_sasaran", "sasaran", "tujuan"),
    "pohon": ("uraian",),
    "rincian": ("uraian",),
    "pita": ("predikat",),
})  # fmt: skip
#: Columns that say how a row is counted and written, and nothing of what it is about.
_BESIDE = frozenset({"no", "kode", "satuan", "keterangan"})
#: Meanings that any heading has, and so tell no column.
_NO_MEANING = frozenset({"umum", "masa"})


def known_by(row: str, columns: Mapping[str, ColumnSpec]) -> tuple[str, ...]:
    """Return the columns that the rows of a table are known by, those that it must have first."""
    named = [name for name in _NAMES[row] if name in columns]
    return tuple(sorted(named, key=lambda name: not columns[name].wajib))


def told_by(columns: Mapping[str, ColumnSpec], names: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that make a table what it is: those that it must have, else its own, else all."""
    others = [one for one in columns.values() if one.id not in {*names, *_BESIDE}]
    required = [one for one in others if one.wajib]
    own = [one for one in others if one.sinonim]
    return tuple(one.id for one in required or own or others)


def read_as(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the headings that a column is read from, as fields of its specification.

    Parameters
    ----------
    shared : mapping
        What the columns of its name have in common.
    own : mapping
        What the file of the table says of it.
    """
    raw = {**shared, **own}
    meant = MappingProxyType(dict(raw.get("makna", {})))
    if "judul" not in own or "makna" in own:
        return {"makna": meant}
    headings = [tuple(path) for path in _paths(own["judul"], raw.get("induk", ()))]
    meanings = [Grammar.standard().meaning(path) for path in headings]
    return {
        "makna": meant or MappingProxyType(_shared_meaning(meanings)),
        "objek": raw.get("objek") or ("anggaran" if raw.get("jenis") == "uang" else _shared_object(meanings)),
        "sinonim": tuple(normalise(" ".join(path)) for path in headings),
        "tegas": raw.get("tegas", True),
    }


def _paths(headings: Iterable[str], spanners: Iterable[str]) -> list[list[str]]:
    """Return headings with those above them; those under no spanner alone."""
    spanned = [[spanner, heading] for spanner in spanners for heading in headings]
    return spanned or [[heading] for heading in headings]


def _shared_meaning(meanings: Iterable[Meaning]) -> dict[str, float]:
    """Return the meaning that headings share, each measure as surely as one of them says."""
    found: dict[str, float] = {}
    for meaning in meanings:
        for measure, sure in meaning.sure_of.items():
            if measure not in _NO_MEANING:
                found[measure] = max(found.get(measure, 0.0), sure)
    return found


def _shared_object(meanings: Iterable[Meaning]) -> str:
    """Return the object that all headings share, empty where they differ."""
    objects = {meaning.objek for meaning in meanings}
    return objects.pop() if len(objects) == 1 else ""
