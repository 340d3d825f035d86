"""Rows by their subjects while a workbook is linked: which rows are about the same thing, and how surely."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Row, Table

__all__ = ["SubjectRows"]


class SubjectRows:
    """Collects the rows of a workbook by what they are about, table by table.

    Parameters
    ----------
    tables : dict of str to Table
        The tables that take part, by id; one whose rows are found to stand for more is replaced.
    """

    def __init__(self, tables: dict[str, Table]) -> None:
        self.tables = tables
        self.subjects: dict[tuple[str, int], Subject] = {}
        self.scores: dict[tuple[str, int], float] = {}
        self.first: dict[str, dict[Subject, Row]] = defaultdict(dict)
        self.several: dict[tuple[str, Subject], list[Row]] = {}

    def put(self, table: str, row: Row, subject: Subject, score: float = 1.0) -> None:
        """Take a row that is about a subject, and nothing else."""
        spend()
        at = table, row.number
        self.subjects[at], self.scores[at] = subject, score
        self.add(table, row, subject)

    def put_alone(self, table: str, row: Row) -> None:
        """Take a row that is about a subject of its own."""
        spend()
        own = table, row.number
        self.subjects[own], self.scores[own] = own, 1.0
        self.add(table, row, own)

    def add(self, table: str, row: Row, subject: Subject) -> None:
        """Take a row about a subject; hardly a subject has several in one table."""
        first = self.first[table].setdefault(subject, row)
        if first is not row:
            self.several.setdefault((table, subject), [first]).append(row)

    def move(self, table: str, row: Row, subject: Subject, score: float) -> None:
        """Put a row that has a subject of its own to another one."""
        own = self.subjects[table, row.number]
        del self.first[table][own]
        self.several.pop((table, own), None)
        self.put(table, row, subject, score)

    def rows(self, table: str, subject: Subject) -> Sequence[Row]:
        """Return the rows of a table about a subject, from top to bottom."""
        first = self.first[table].get(subject)
        return () if first is None else self.several.get((table, subject), (first,))
