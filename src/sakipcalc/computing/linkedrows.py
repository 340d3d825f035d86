"""Rows by their subjects, and what is remembered of how they were linked: a form has the same names again.

Linking reads names, levels and which cells are merged; figures only where names do not tell. So a workbook
that has been filled is linked as it was before, and so are those of other units that share its names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.core.memo import Recent
from sakipcalc.model import RowCells

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Row, Table

__all__ = ["LinkedRows", "names_of"]

#: Columns whose words tell what a row is about.
_NAMES = frozenset({"indikator", "tujuan_sasaran", "tujuan", "sasaran", "satuan", "uraian", "program"})
#: Rows of a workbook whose links are kept.
_USUAL = 400


class LinkedRows(NamedTuple):
    """The rows of a workbook by their subjects.

    Parameters
    ----------
    tables, lists : mapping of str to Table
        The tables that take part, and the lists; see `Links`.
    subjects : mapping of (table, row) to Subject
        What each row is about.
    scores : mapping of (table, row) to float
        How sure that is.
    sharing : mapping of Subject to tuple of Subject
        The indicators that each of several budgets serves.
    indicator_rows : mapping of Subject to sequence of Row
        The first row about each indicator in each table.
    first_rows : mapping of str to mapping of Subject to Row
        The first row of each table about a subject.
    several_rows : mapping of (table, Subject) to sequence of Row
        All of them, where there are several.
    """

    tables: Mapping[str, Table]
    lists: Mapping[str, Table]
    subjects: Mapping[tuple[str, int], Subject]
    scores: Mapping[tuple[str, int], float]
    sharing: Mapping[Subject, tuple[Subject, ...]]
    indicator_rows: Mapping[Subject, Sequence[Row]]
    first_rows: Mapping[str, Mapping[Subject, Row]]
    several_rows: Mapping[tuple[str, Subject], Sequence[Row]]

    @classmethod
    def known(
        cls, read: Hashable, tables: Mapping[str, Table], lists: Mapping[str, Table]
    ) -> LinkedRows | None:
        """Return the rows of tables of which the same was read before; None where it was not."""
        known = _RECENT.get(read)
        if known is None:
            return None
        every = _rows(tables, lists)
        indicators = {subject: [every[at] for at in places] for subject, places in known.indicator_places}
        first = {
            name: {key: every[at] for key, at in places.items()}
            for name, places in known.first_places.items()
        }
        several = {key: [every[at] for at in places] for key, places in known.several_places}
        return cls(tables, lists, known.subjects, known.scores, known.sharing, indicators, first, several)

    def kept(self, read: Hashable) -> LinkedRows:
        """Return these rows, whose links are kept under what was read of their tables."""
        every = _rows(self.tables, self.lists)
        at = {id(row): place for place, row in enumerate(every)}
        if read is not None and len(at) == len(every):
            indicators = [(key, [at[id(row)] for row in rows]) for key, rows in self.indicator_rows.items()]
            first = {
                name: {key: at[id(row)] for key, row in rows.items()}
                for name, rows in self.first_rows.items()
            }
            several = [(key, [at[id(row)] for row in rows]) for key, rows in self.several_rows.items()]
            _RECENT.put(read, _Kept(self.subjects, self.scores, self.sharing, indicators, first, several))
        return self


class _Kept(NamedTuple):
    """The links of workbooks of the same names, with rows by their place among those of all tables."""

    subjects: Mapping[tuple[str, int], Subject]
    scores: Mapping[tuple[str, int], float]
    sharing: Mapping[Subject, tuple[Subject, ...]]
    indicator_places: Sequence[tuple[Subject, Sequence[int]]]
    first_places: Mapping[str, Mapping[Subject, int]]
    several_places: Sequence[tuple[tuple[str, Subject], Sequence[int]]]


_RECENT: Recent[Hashable, _Kept] = Recent("links of workbooks by the names of their rows", 4)


def _rows(*tables: Mapping[str, Table]) -> list[Row]:
    return [row for some in tables for table in some.values() for row in table.rows]


def names_of(tables: Sequence[tuple[str, Table]]) -> Hashable:
    """Return all that linking reads of tables but figures; None where it would be too much to keep."""
    every = [row.cells for _, table in tables for row in table.rows]
    if len(every) > _USUAL or RowCells in {*map(type, every)}:
        return None
    return tuple([(name, table.id, _said(table)) for name, table in tables])


def _said(table: Table) -> Hashable:
    """Return the words of the rows of a table, without figures, their levels, and where the cells stand."""
    names = [column.key for column in table.columns if column.key in _NAMES]
    return tuple(
        [
            (
                *(row.number, row.parent, f"{row.level}"),
                *[
                    (name, cell.place.sheet, cell.row, cell.col, cell.text)
                    for name in names
                    if name in row.cells
                    for cell in [row.cells[name]]
                ],
            )
            for row in table.rows
        ]
    )
