"""Subjects of rows, and links between the rows of different tables that share one; made by `linking`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sakipcalc.computing.arah import Polarity
from sakipcalc.model import Level
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from sakipcalc.computing.arah import PolaritySource
    from sakipcalc.model import Cell, Column, Remark, Row, Table
    from sakipcalc.tables import TableSet

__all__ = ["TOTAL", "Indicator", "Links", "Subject", "goal", "of_row", "sasaran_of_line"]


#: The subject of a row: what it is one of (``indikator``, ``jumlah``, the table in which a line of the budget
#: stands), and which of these. Rows of different tables with the same subject are about the same thing.
#: A plain tuple, since a long table has tens of thousands, which the garbage collector lets alone.
Subject = tuple[str, int]
TOTAL: Subject = ("jumlah", 0)
_NONE: frozenset[str] = frozenset()
#: Columns that say what an indicator came to, in a year or in a quarter.
_REACHED = frozenset({"realisasi", "realisasi_tw"})
#: A line of the budget that names the sasaran of those below it: "Sasaran Strategis II: Arsip tertib".
_NAMES_SASARAN = re.compile(
    r"\W*+sasaran(?:\s++(?:strategis|program|daerah)\b)?+(?:\s*+(?:\d{1,2}|[IVX]{1,5}|[A-Z])\b)?+\s*+[:.]\s*+(\S.*+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator as the first table that has it spells it.

    `ladder` are the predicates that the workbook puts in an order for it, each with its points.
    """

    subject: Subject
    nama: str
    tujuan_sasaran: str
    satuan: str = ""
    polarity: Polarity = field(default_factory=Polarity)
    ladder: Mapping[str, Fraction] = field(default_factory=dict, hash=False)

    @property
    def arah(self) -> str:
        """The polarity that it is computed with."""
        return self.polarity.arah

    @property
    def arah_dari(self) -> PolaritySource:
        """The source of the polarity."""
        return self.polarity.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of one workbook.

    Parameters
    ----------
    specs : TableSet
        The tables that the reader knew, whether the workbook has them or not.
    indikator : tuple of Indicator
        Every indicator once.
    tables : mapping of str to Table
        The tables that take part, by id; of several PK the one of the head of the unit.
    lists : mapping of str to Table
        The budgets under the PK, by name: lists that only add up.
    scores : mapping of (table id, row) to float
        How sure each link is, 1 for an exact one.
    loose_notes : tuple of Remark
        Notes on a polarity that name no indicator.
    sharing : mapping of Subject to tuple of Subject
        The indicators that each of several budgets of one sasaran serves, where rows name programmes.
    movements : tuple of Cell
        Of each column that only tells how the figures moved the first cell.
    """

    specs: TableSet
    indikator: tuple[Indicator, ...]
    tables: Mapping[str, Table]
    lists: Mapping[str, Table]
    scores: Mapping[tuple[str, int], float]
    loose_notes: tuple[Remark, ...]
    sharing: Mapping[Subject, tuple[Subject, ...]]
    movements: tuple[Cell, ...]
    _subjects: Mapping[tuple[str, int], Subject] = field(repr=False)
    _first: Mapping[str, Mapping[Subject, Row]] = field(repr=False)
    _several: Mapping[tuple[str, Subject], tuple[Row, ...]] = field(repr=False)
    _covered: dict[str, Mapping[int, frozenset[str]]] = field(default_factory=dict, init=False, repr=False)
    _leaves: dict[str, tuple[Row, ...]] = field(default_factory=dict, init=False, repr=False)

    def find(self, table: str) -> Table | None:
        """Return a table by its id, or a list by its name."""
        return self.tables[table] if table in self.tables else self.lists.get(table)

    def subject(self, table: str, row: Row) -> Subject | None:
        """Return the subject of a row of a table."""
        return self._subjects.get((table, row.number))

    def subjects(self, table: str, rows: Iterable[Row]) -> list[Subject | None]:
        """Return the subjects of several rows of a table."""
        known = self._subjects
        return [known.get((table, row.number)) for row in rows]

    def indicator(self, subject: Subject) -> Indicator | None:
        """Return the indicator that a subject is; None where it is none."""
        return next((one for one in self.indikator if one.subject == subject), None)

    def rows(self, table: str, subject: Subject) -> tuple[Row, ...]:
        """Return the rows of a table about a subject, from top to bottom."""
        first = self.row(table, subject)
        return () if first is None else self._several.get((table, subject), (first,))

    def row(self, table: str, subject: Subject) -> Row | None:
        """Return the first row of a table about a subject."""
        of_table = self._first.get(table)
        return None if of_table is None else of_table.get(subject)

    def first_rows(self, table: str) -> Mapping[Subject, Row]:
        """Return the first row of a table about each of its subjects."""
        return self._first.get(table, {})

    def level(self, table: str, subject: Subject) -> Level:
        """Return the level of a subject in a table, or, where the table lacks it, in another one."""
        if subject == TOTAL:
            return Level.JUMLAH
        known = self.row(table, subject) or next(self._everywhere(subject), None)
        return known.level if known else Level.NONE

    def _everywhere(self, subject: Subject) -> Iterator[Row]:
        """Yield the rows of all tables about a subject."""
        return (row for table in self._first for row in self.rows(table, subject))

    def program_of_sasaran(self, table: str, subject: Subject) -> list[Subject]:
        """Return the programmes that a budget tree lists under the sasaran of an indicator."""
        goals = {plain(goal(row)) for row in self._everywhere(subject)} - {""}
        found, above = [], ""
        for row in self.tables[table].rows if table in self.tables else ():
            above = plain(sasaran_of_line(row)) or above
            line = self.subject(table, row)
            if row.level is Level.PROGRAM and line and above in goals:
                found.append(line)
        return found

    def covered(self, table: str, row: Row) -> frozenset[str]:
        """Return the columns of a row whose cell is another column's (`Table.covered`)."""
        return self.covered_in(table).get(row.number, _NONE)

    def covered_in(self, table: str) -> Mapping[int, frozenset[str]]:
        """Return the rows in which a cell is merged over several columns, with the columns that it covers."""
        if table not in self._covered:
            known = self.find(table)
            rows = known.rows if known and known.may_cover else ()
            found = [(row.number, known.covered(row)) for row in rows] if known else []
            self._covered[table] = {number: columns for number, columns in found if columns}
        return self._covered[table]

    def leaves(self, table: str) -> tuple[Row, ...]:
        """Return the lines of a budget tree that have none below them."""
        if table not in self._leaves:
            known = self.tables.get(table)
            rows = known.rows if known else ()
            self._leaves[table] = tuple([row for row in rows if row.level is Level.SUB_KEGIATAN])
        return self._leaves[table]

    def named_tables(self) -> Iterator[tuple[str, Table]]:
        """Yield the tables that take part, and the lists, each with the name that `find` takes."""
        yield from self.tables.items()
        yield from self.lists.items()

    def cells(self) -> Iterator[tuple[Table, Row, Column]]:
        """Yield every cell that is its column's own, as table, row and column; once in a row.

        Of a table that stands in several parts each row has the cells of its own part.
        """
        for name, table in self.named_tables():
            for row in table.rows:
                covered = self.covered(name, row)
                for column in table.columns:
                    if column.key in row.cells and column.key not in covered:
                        yield table, row, column

    def measured(self) -> tuple[Indicator, ...]:
        """Return the indicators of the measuring table.

        Where the workbook has none, those that any table states a realisasi of, or all.
        """
        measured = [t for t in self.specs.linked if t in self.specs.measured and t in self.tables]
        if measured:
            return tuple(i for i in self.indikator if self.row(measured[0], i.subject))
        reached = [t for t in self.specs.linked if t in self.tables and self._reaches(t)]
        found = tuple(i for i in self.indikator if any(self.row(t, i.subject) for t in reached))
        return found or self.indikator

    def _reaches(self, table: str) -> bool:
        """Return whether a table says what indicators came to."""
        return any(column.id in _REACHED for column in self.tables[table].columns)


def of_row(table: str, row: Row) -> Subject:
    """Return the subject of the cells that are about a row alone."""
    return f"baris {table}", row.number


def goal(row: Row) -> str:
    """Return the tujuan or sasaran that a row belongs to, as it is spelled."""
    return row.text("tujuan_sasaran") or row.text("tujuan") or row.text("sasaran")


def sasaran_of_line(row: Row) -> str:
    """Return the sasaran that a line of the budget names for itself and those below it, as it is spelled."""
    named = _NAMES_SASARAN.match(row.text("uraian")) if row.level is Level.UNIT else None
    return row.text("sasaran") or (named.group(1).strip() if named else "")
