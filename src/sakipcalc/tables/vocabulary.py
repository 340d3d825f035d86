"""The tables and headings that a reader knows: the standard ones, and those that a user adds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from sakipcalc.errors import RuleError
from sakipcalc.faults import FaultList
from sakipcalc.tables.grammar import Grammar
from sakipcalc.tables.load import specs
from sakipcalc.tables.words import normalise

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterable

    from sakipcalc.tables.spec import ColumnSpec, TableSpec

__all__ = ["Vocabulary"]


@dataclass(frozen=True, slots=True, eq=False)  # known by identity, so that what fits it is remembered
class Vocabulary:
    """What headings a reader understands.

    Parameters
    ----------
    specs : mapping of str to TableSpec
        Tables by id.
    grammar : Grammar
        What the words of headings mean.
    measures : frozenset of str
        Measures that some column of theirs is taken for.
    words : frozenset of str
        The headings that a user adds, normalised.

    Examples
    --------
    >>> more = Vocabulary.from_mapping({"kolom": {"realisasi": ["Hasil Nyata"]}})
    >>> more.knows("hasil nyata"), Vocabulary.standard().knows("hasil nyata")
    (True, False)
    """

    specs: Mapping[str, TableSpec]
    grammar: Grammar
    measures: frozenset[str]
    words: frozenset[str]

    @classmethod
    @cache
    def standard(cls) -> Self:
        """Return the vocabulary of the standard tables."""
        return cls._of(specs())

    @classmethod
    def _of(cls, tables: Mapping[str, TableSpec]) -> Self:
        columns = [column for spec in tables.values() for column in spec.kolom.values()]
        return cls(
            specs=tables,
            grammar=Grammar.standard(),
            measures=frozenset(measure for column in columns for measure in column.makna),
            words=frozenset(word for column in columns for word in column.sinonim),
        )

    def without(self, words: Collection[str]) -> Self:
        """Return the vocabulary without some words of headings, to see what reading is worth without them."""
        return replace(self, grammar=Grammar(words))

    @classmethod
    def from_toml(cls, path: str | os.PathLike[str]) -> Self:
        """Return the standard vocabulary with the headings that a TOML file adds.

        Parameters
        ----------
        path : path
            ``[kolom]`` adds headings to a column of every table, ``[tabel."3.2"]`` to columns of one
            table; its key ``kata`` adds phrases of the caption. A value is one text or a list.

        Raises
        ------
        RuleError
            When the file cannot be read, or names a table or a column that does not exist: all faults
            at once.
        """
        path = Path(path)
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError("rules-unreadable", path=str(path), reason=str(error)) from error
        except tomllib.TOMLDecodeError as error:
            raise RuleError("rules-not-toml", path=str(path), reason=str(error)) from error
        return cls.from_mapping(data, source=path.name)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], source: str = "") -> Self:
        """Return the standard vocabulary with more headings; see :meth:`from_toml`."""
        faults = FaultList(source)
        mapping = dict(mapping)
        faults.unknown_keys(mapping, ("kolom", "tabel"))
        everywhere = _headings(mapping.get("kolom", {}), "kolom", faults)
        known_columns = {name for spec in specs().values() for name in spec.kolom}
        faults.unknown_keys(everywhere, sorted(known_columns), "kolom")
        of_tables = mapping.get("tabel", {})
        if not isinstance(of_tables, Mapping):
            faults.add("value-wrong-kind", "tabel", expected='"3.2" = {kolom = ["judul"]}')
            of_tables = {}
        faults.unknown_keys(of_tables, tuple(specs()), "tabel")
        extended = {}
        for id_, spec in specs().items():
            own = _headings(of_tables.get(id_, {}), f"tabel.{id_}", faults)
            faults.unknown_keys(own, (*spec.kolom, "kata"), f"tabel.{id_}")
            extended[id_] = _extended(spec, everywhere, own)
        faults.raise_any()
        return cls._of(MappingProxyType(extended))

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
        return replace(column, judul=(*column.judul, *added), sinonim=added) if added else column

    columns = MappingProxyType({name: more(column) for name, column in spec.kolom.items()})
    return replace(spec, kolom=columns, kata=(*spec.kata, *own.get("kata", ())))
