"""The tables that a reader knows, and what follows from what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from sakipcalc.tables.spec import Operation
from sakipcalc.tables.standard import MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.tables.selector import Selector
    from sakipcalc.tables.spec import ColumnSpec, TableSpec

__all__ = ["TableSet"]


class TableSet(Mapping[str, "TableSpec"]):
    """Tables by id: the standard ones, and those that a user adds.

    Parameters
    ----------
    tables : iterable of TableSpec
        The tables in their usual order.

    Examples
    --------
    >>> from sakipcalc.tables import specs
    >>> specs().linked[:3], specs().trees
    (('3.2', '4.1', '3.3'), ('3.9', '2.4'))
    >>> specs().places_of("3.2", "realisasi")
    ('3.2', '3.3', '3.4', '3.5', '3.7', '4.1')
    """

    def __init__(self, tables: Iterable[TableSpec]) -> None:
        self._tables = {table.id: table for table in tables}
        self._results: dict[tuple[str, str], bool] = {}
        self._places: dict[tuple[str, str], tuple[str, ...]] = {}

    def __getitem__(self, id_: str) -> TableSpec:
        return self._tables[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        return f"<TableSet {', '.join(self._tables)}>"

    __hash__ = object.__hash__  # equal tables are equal sets, but a set is known by itself

    def __eq__(self, other: object) -> bool:
        return self is other

    def __deepcopy__(self, _memo: object) -> TableSet:
        return self  # nothing of it changes

    def _ranked(self, tables: Iterable[TableSpec]) -> tuple[str, ...]:
        """Return tables by their rank, those without one last."""
        return tuple(one.id for one in sorted(tables, key=lambda one: (not one.urutan, one.urutan)))

    @cached_property
    def linked(self) -> tuple[str, ...]:
        """Tables of indicators; the first that a workbook has gives the indicators their names."""
        return self._ranked(one for one in self.values() if one.baris == "indikator" and one.tertaut)

    @cached_property
    def trees(self) -> tuple[str, ...]:
        """Tables with the tree of programmes; the first that a workbook has gives the lines their names."""
        return self._ranked(one for one in self.values() if one.is_tree)

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """Tables whose lines no other table has."""
        return tuple(one.id for one in self.values() if one.baris == "rincian")

    @cached_property
    def history(self) -> TableSpec | None:
        """The table that has the measures of each year beside each other."""
        return next((one for one in self.values() if one.riwayat), None)

    @cached_property
    def quarters(self) -> TableSpec | None:
        """The table that has the quarters of a year beside each other."""
        return next((one for one in self.values() if one.quarterly), None)

    @cached_property
    def phrases(self) -> tuple[tuple[str, str], ...]:
        """The phrases that name tables in a caption, between blanks, each with its table."""
        return tuple((f" {phrase} ", one.id) for one in self.values() for phrase in one.kata)

    @cached_property
    def scales(self) -> tuple[TableSpec, ...]:
        """Tables that state a scale."""
        return tuple(one for one in self.values() if one.baris == "pita")

    @cached_property
    def measured(self) -> frozenset[str]:
        """The tables whose rows are measured; an indicator in none of them is only promised."""
        return frozenset(one.id for one in self.values() if MEASUREMENT in {one.id, one.mengulang})

    def sources_of(self, table: str, column: str) -> tuple[str, ...]:
        """Return the tables from which a column is carried over, the one that counts first in front."""
        return tuple(dict.fromkeys(one.tabel for one in _carried(self[table].kolom[column]) if one.tabel))

    def copies_of(self, table: str, column: str) -> tuple[str, ...]:
        """Return the tables that carry a column of this name over from it, straight or through another.

        A table by quarters is none: it divides the year, and has figures of its own for it.
        """
        found = [table]
        for one in found:
            found += [
                spec.id
                for spec in self.values()
                if spec.id not in found
                and column in spec.kolom
                and not spec.quarterly
                and any((s.tabel, s.kolom) == (one, column) for s in _carried(spec.kolom[column]))
            ]
        return tuple(id_ for id_ in self if id_ in found[1:])

    def places_of(self, table: str, column: str) -> tuple[str, ...]:
        """Return every table in which the same fact stands: this one, its sources, its copies."""
        key = (table, column)
        if key not in self._places:
            sources = (one for one in self.sources_of(table, column) if not self[one].quarterly)
            self._places[key] = tuple(dict.fromkeys((table, *sources, *self.copies_of(table, column))))
        return self._places[key]

    def scale_of(self, column: ColumnSpec) -> str:
        """Return the table whose scale a column of labels follows; empty for none."""
        for rule in column.turunan:
            if rule.skala:
                return rule.skala if rule.skala in {one.id for one in self.scales} else ""
            for one in _carried(column):
                if one.tabel and (found := self.scale_of(self[one.tabel].kolom[one.kolom])):
                    return found
        return ""

    def is_result(self, table: str, column: str) -> bool:
        """Return whether a column holds results: computed there, or carried over from such a column."""
        key = (table, column)
        if key not in self._results:
            self._results[key] = self.holds_results(self[table].kolom[column])
        return self._results[key]

    def holds_results(self, column: ColumnSpec) -> bool:
        """Return whether a column holds results; see `is_result`."""
        if column.peran == "out":
            return True
        return any(one.tabel and self.is_result(one.tabel, one.kolom) for one in _carried(column))


def _carried(column: ColumnSpec) -> Iterator[Selector]:
    """Yield the cells from which a column is carried over."""
    for rule in column.turunan:
        if rule.operation is Operation.COPY:
            for selectors in rule.masukan.values():
                yield from selectors
