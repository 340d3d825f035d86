"""The header of a table and the headings of its columns, as values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sakipcalc.tables.normalise import normalise

__all__ = ["Header", "Heading"]


class Heading(NamedTuple):
    """The heading of one column.

    Parameters
    ----------
    row, col : int
        Cell of the lowest heading of the column; the column that its values stand in.
    path : tuple of str
        Headings from the topmost spanner to the column's own.
    text : str
        The same as the workbook spells it, in one line.
    year, quarter : int, optional
        Year and quarter named in it.
    last : int
        Last column that the heading stands over.
    others : tuple of int
        Further columns under it in which names stand.
    """

    row: int
    col: int
    path: tuple[str, ...]
    text: str
    year: int | None = None
    quarter: int | None = None
    last: int = 0
    others: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)  # without slots, to keep its shape
class Header:
    """The header of a table: its rows, its columns, the first row under it, the numbers of its columns."""

    top: int
    bottom: int
    body: int
    headings: tuple[Heading, ...]
    numbers: tuple[tuple[int, str], ...] = ()

    @property
    def left(self) -> int:
        """The first column."""
        return self.headings[0].col

    @property
    def right(self) -> int:
        """The last column."""
        return max(self.headings[-1].col, self.headings[-1].last)

    @cached_property
    def shape(self) -> tuple[tuple[int, tuple[str, ...], int | None], ...]:
        """The identity of a header: columns, headings and years."""
        return tuple((h.col, tuple(map(normalise, h.path)), h.year) for h in self.headings)
