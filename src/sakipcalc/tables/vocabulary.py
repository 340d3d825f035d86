"""Vocabulary of a reader: the standard headings, and those that a user adds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from sakipcalc.core.errors import FaultList, user_toml
from sakipcalc.tables.grammar import Grammar
from sakipcalc.tables.known import TableSet
from sakipcalc.tables.load import specs
from sakipcalc.tables.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sakipcalc.tables.spec import ColumnSpec, TableSpec

__all__ = ["Synonyms", "Vocabulary"]

#: More headings: a TOML file, or what such a file holds.
Synonyms = str | os.PathLike[str] | Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)  # known by identity, so that what fits it is remembered
class Vocabulary:
    """Headings and tables that a reader knows.

    Parameters
    ----------
    specs : TableSet
        The tables.
    grammar : Grammar
        What the words of headings mean.
    measures : frozenset of str
        Measures that some column of theirs is taken for.
    words : frozenset of str
        The headings that settle what a column is: those that a user adds, normalised.
    own_columns : frozenset of str
        Those of them over columns that no standard table has: they say nothing of the columns beside them.

    Examples
    --------
    >>> more = Vocabulary.from_mapping({"kolom": {"realisasi": ["Hasil Nyata"]}})
    >>> more.knows("hasil nyata"), Vocabulary.standard().knows("hasil nyata")
    (True, False)
    """

    specs: TableSet
    grammar: Grammar
    measures: frozenset[str]
    words: frozenset[str]
    own_columns: frozenset[str]

    @classmethod
    @cache
    def standard(cls) -> Self:
        """Return the vocabulary of the standard tables."""
        return cls.of(specs())

    @classmethod
    @lru_cache(maxsize=8)  # by identity, as what readers work out of a vocabulary
    def of(cls, tables: TableSet) -> Self:
        """Return the vocabulary of some tables."""
        columns = [column for spec in tables.values() for column in spec.kolom.values()]
        words = frozenset(word for column in columns for word in column.sinonim)
        standard = {name for spec in specs().values() for name in spec.kolom}
        shared = {word for column in columns if column.id in standard for word in column.sinonim}
        spanners = {spanner for column in columns for spanner in column.induk}
        return cls(
            specs=tables,
            grammar=Grammar(title=words | spanners) if words else Grammar.standard(),
            measures=frozenset(measure for column in columns for measure in column.makna),
            words=words,
            own_columns=words - shared,
        )

    def without(self, words: Collection[str]) -> Self:
        """Return the vocabulary without some words of headings, to see what reading is worth without them."""
        return replace(self, grammar=Grammar(words, self.grammar.headings))

    @classmethod
    def from_toml(cls, path: str | os.PathLike[str], tables: TableSet | None = None) -> Self:
        """Return a vocabulary with the headings that a TOML file adds.

        Parameters
        ----------
        path : path
            ``[kolom]`` adds headings to a column of every table, ``[tabel."3.2"]`` to columns of one
            table; its key ``kata`` adds phrases of the caption. A value is one text or a list.
        tables : TableSet, optional
            The tables whose headings it adds to; the standard ones without it.

        Raises
        ------
        RuleError
            When the file cannot be read, or names a table or a column that does not exist: all faults
            at once.
        """
        return cls.from_mapping(user_toml(path), Path(path).name, tables)

    @classmethod
    def from_mapping(
        cls, mapping: Mapping[str, Any], source: str = "", tables: TableSet | None = None
    ) -> Self:
        """Return a vocabulary with more headings; see :meth:`from_toml`."""
        known = specs() if tables is None else tables
        faults = FaultList(source)
        mapping = dict(mapping)
        faults.unknown_keys(mapping, ("kolom", "tabel"))
        everywhere = _headings(mapping.get("kolom", {}), "kolom", faults)
        known_columns = {name for spec in known.values() for name in spec.kolom}
        faults.unknown_keys(everywhere, sorted(known_columns), "kolom")
        of_tables = mapping.get("tabel", {})
        if not isinstance(of_tables, Mapping):
            faults.add("value-wrong-kind", "tabel", expected='"3.2" = {kolom = ["judul"]}')
            of_tables = {}
        faults.unknown_keys(of_tables, tuple(known), "tabel")
        extended = []
        for id_, spec in known.items():
            own = _headings(of_tables.get(id_, {}), f"tabel.{id_}", faults)
            faults.unknown_keys(own, (*spec.kolom, "kata"), f"tabel.{id_}")
            extended.append(_extended(spec, everywhere, own))
        faults.raise_any()
        return cls.of(TableSet(extended))

    def knows(self, heading: str) -> bool:
        """Return whether a normalised heading is one that a user added."""
        return heading in self.words


def _headings(raw: Any, path: str, faults: FaultList) -> dict[str, tuple[str, ...]]:
    if not isinstance(raw, Mapping):
        faults.add("value-wrong-kind", path, expected='kolom = ["judul", "judul lain"]')
        return {}
    found = {}
    for name, value in raw.items():
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            faults.add("value-wrong-kind", f"{path}.{name}", expected='["judul", "judul lain"]')
            continue
        found[str(name)] = tuple(filter(None, map(normalise, texts)))
    return found


def _extended(
    spec: TableSpec, everywhere: Mapping[str, Iterable[str]], own: Mapping[str, tuple[str, ...]]
) -> TableSpec:
    def more(column: ColumnSpec) -> ColumnSpec:
        added = (*own.get(column.id, ()), *everywhere.get(column.id, ()))
        headings, own_words = (*column.judul, *added), (*column.sinonim, *added)
        return replace(column, judul=headings, sinonim=own_words) if added else column

    columns = MappingProxyType({name: more(column) for name, column in spec.kolom.items()})
    return replace(spec, kolom=columns, kata=(*spec.kata, *own.get("kata", ())))
