"""What a drawn workbook says: single values, each with the cell that states it and the ways to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..arithmetic import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Where a drawn table lies: rows and columns counted from 1, `top` the row of its caption or header."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One value of a workbook.

    Parameters
    ----------
    area : Area
        The table that states it.
    row, col : int
        Its cell, counted from 1.
    accept : tuple of (str, str)
        Tables and columns that it may be read as, ``("3.2", "target")``; empty for a fact.
    fact : tuple of str
        Where it stands in what `compute` gives: ``("capaian", name, "target")``; empty for a cell.
    value : Fraction, str or None
        The value; None where no figure may be read.
    """

    area: Area
    row: int
    col: int
    value: Value
    accept: tuple[tuple[str, str], ...] = ()
    fact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawn workbook: its bytes, its values, the areas that are no annex table, those that need not be read as one, its headings."""

    kind: str
    seed: str
    data: bytes
    expected: tuple[Expected, ...]
    strangers: tuple[Area, ...] = ()
    optional: tuple[Area, ...] = ()
    headings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Drawing {self.kind} {self.seed}: {len(self.expected)} values>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a value: ``right``, ``asked``, ``missing`` or ``wrong``, and how it was read instead."""

    expected: Expected
    outcome: str
    read: str = ""


@dataclass(slots=True)
class Tally:
    """Counts of outcomes."""

    right: int = 0
    asked: int = 0
    missing: int = 0
    wrong: int = 0

    def add(self, verdicts: Sequence[Verdict]) -> None:
        """Count verdicts."""
        for one in verdicts:
            setattr(self, one.outcome, getattr(self, one.outcome) + 1)

    @property
    def all(self) -> int:
        """How many values there are."""
        return self.right + self.asked + self.missing + self.wrong

    @property
    def silent(self) -> int:
        """Values that are missing or wrong without a word."""
        return self.missing + self.wrong

    def share(self, name: str) -> float:
        """Return a count as a share of all."""
        return getattr(self, name) / self.all if self.all else 0.0
