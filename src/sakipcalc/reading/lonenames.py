"""Rows of an indicator table that say nothing but a name: headings of what stands below them.

No | Uraian                              | Satuan | Target
A  | Meningkatnya kualitas pelayanan     |        |          what the indicators below belong to
1  | Indeks kepuasan masyarakat          | Indeks |     84
2  | Jumlah layanan arsip:               |        |          what the parts below are parts of
   | - Peminjaman                        | kali   |    120
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.reading.levels import is_summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.model import Row
    from sakipcalc.tables import TableSpec

__all__ = ["LoneNames", "lone_names"]

#: "Meningkatnya", "Terwujudnya": what has come about is a goal, and no indicator.
_GOAL = re.compile(r"\W*(?:sasaran\b|tujuan\b|misi\b|(?:\S{1,4}[.)]\s+)?\w{4,}nya\b)", re.IGNORECASE)
#: The mark of a part: a dash, a small letter.
_PART = re.compile(r"\s*(?:[-–•*]\s*+\w|\(?[a-z][.)]\s*+\S)")
_LETTERS = re.compile(r"\s*(?:[A-Z]|[IVX]{1,5})[.)]?\s*")
_DIGITS = re.compile(r"\s*\d{1,3}[.)]?\s*")
_NAME, _NUMBER = "indikator", "no"


class LoneNames(NamedTuple):
    """The rows that are left, and the rows of the sheet that head others: of goals, of parts."""

    rows: tuple[Row, ...]
    goal_lines: tuple[int, ...]
    part_lines: tuple[int, ...]


def lone_names(rows: Sequence[Row], spec: TableSpec) -> LoneNames:
    """Return the rows without those that only head others.

    A row of an empty form says nothing but its name, too: what heads others is told by its mark or theirs,
    and by rows below that say more.
    """
    if spec.identitas[:1] != (_NAME,):
        return LoneNames(tuple(rows), (), ())
    alone = [_is_alone(row, spec) for row in rows]
    goals, parts = [], []
    for at, row in enumerate(rows[:-1]):
        if not alone[at] or alone[at + 1] or is_summary(row) or is_summary(rows[at + 1]):
            continue
        if _heads_parts(row, rows[at + 1]):
            parts.append(row.number)
        elif _heads_indicators(row, rows[at + 1]):
            goals.append(row.number)
    gone = {*goals, *parts}
    return LoneNames(tuple(row for row in rows if row.number not in gone), tuple(goals), tuple(parts))


def _is_alone(row: Row, spec: TableSpec) -> bool:
    """Return whether a row has a name of its own, and neither figures nor a unit."""
    name = row.cells.get(_NAME)
    return (
        name is not None
        and bool(name.text)
        and name.row == row.number
        and all(
            cell.empty or cell.place == name.place or cell.row < row.number
            for key, cell in row.cells.items()
            if key not in {_NAME, _NUMBER} and not _is_label(key, spec)
        )
    )


def _is_label(key: str, spec: TableSpec) -> bool:
    return key in spec.kolom and spec.kolom[key].menurun


def _heads_parts(row: Row, below: Row) -> bool:
    """Return whether a name stands over its parts: it ends in a colon, or they are marked as parts."""
    part = _PART.match(below.text(_NAME)) is not None and not _PART.match(row.text(_NAME))
    return part or (row.text(_NAME).rstrip().endswith(":") and not below.text(_NUMBER))


def _heads_indicators(row: Row, below: Row) -> bool:
    """Return whether a name is the goal of rows below: lettered over numbers, or a goal over none."""
    lettered = _LETTERS.fullmatch(row.text(_NUMBER)) and _DIGITS.fullmatch(below.text(_NUMBER))
    goal = _GOAL.match(row.text(_NAME)) and not _GOAL.match(below.text(_NAME))
    return bool(lettered or goal)
