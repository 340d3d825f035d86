"""The scope of a budget: which indicators it serves, also where no merged cell says so.

A budget that is written once holds down to the next one, and the same figures again are the same budget.
Rows that share one get the same cells, as if these were merged over them; whoever asks then sees one budget.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sakipcalc.computing.links import goal
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.model import Cell, Row, Table

__all__ = ["BEYOND_PARTS", "has_several_budgets", "spread_over_goal", "with_scopes"]

#: The figures of a budget, and what is made of them; where a table has per cents only, these are all it has.
_FIGURES = ("anggaran", "realisasi_anggaran")
_ABSORBED = ("serapan",)
_RESULTS = ("serapan", "efisiensi", "rasio", "selisih", "kategori")
#: Rows that stand for a further indicator of a goal have numbers beyond those of any part of a table.
BEYOND_PARTS = 1 << 40
_FEWEST = 2


def with_scopes(table: Table) -> Table:
    """Return a table of indicators and budgets in which rows that share a budget have its cells in common."""
    if "anggaran" not in table.spec.kolom or table.spec.baris != "indikator":
        return table
    lines = [row for row in table.rows if not row.level.is_summary]
    if not any("anggaran" in row.cells for row in lines):
        return _with_shared_percentages(table, lines)
    own: dict[int, Row] = {}
    joining = _Joining(lines, _FIGURES)
    for before, row in pairwise(lines):
        leader = own.get(before.number, before)
        if _is_empty(row, _FIGURES) and joining.joins(before, row):
            own[row.number] = _following(row, leader, (*_FIGURES, *_RESULTS))
        elif _figures(row, _FIGURES) and _figures(row, _FIGURES) == _figures(leader, _FIGURES):
            own[row.number] = _following(row, leader, _FIGURES)
    return replace(table, rows=tuple(own.get(row.number, row) for row in table.rows)) if own else table


def _with_shared_percentages(table: Table, lines: Sequence[Row]) -> Table:
    """Return a table without sums of money in which rows share the serapan above them.

    The same per cent again may be another budget's.
    """
    own: dict[int, Row] = {}
    joining = _Joining(lines, _ABSORBED)
    for before, row in pairwise(lines):
        if _is_empty(row, _ABSORBED) and joining.joins(before, row):
            own[row.number] = _following(row, own.get(before.number, before), (*_ABSORBED, *_RESULTS))
    return replace(table, rows=tuple(own.get(row.number, row) for row in table.rows)) if own else table


class _Joining:
    """Whether a row without figures belongs to the budget above it.

    It does where that stands alone in the table, or where the rows of one sasaran share theirs, written or
    not yet; not where each indicator has its own.
    """

    def __init__(self, lines: Sequence[Row], columns: Sequence[str]) -> None:
        written = [(row, pair) for row in lines if (pair := _figures(row, columns))]
        self._is_alone = len({row.cells[columns[0]].place for row, _ in written}) == 1
        blocks: dict[str, list[Row]] = {}
        for row in lines:
            blocks.setdefault(plain(goal(row)), []).append(row)
        several = [rows for rows in blocks.values() if len(rows) >= _FEWEST]
        self._each_own = any(
            len({pair for row in rows if (pair := _figures(row, columns))}) >= _FEWEST for rows in several
        )

    def joins(self, before: Row, row: Row) -> bool:
        """Return whether a row without figures shares the budget of the row above it."""
        if self._is_alone:
            return True
        same_goal = bool(goal(row)) and plain(goal(row)) == plain(goal(before))
        return same_goal and not self._each_own


def _figures(row: Row, columns: Sequence[str]) -> tuple[object, ...] | None:
    """Return the figures of a budget in a row, pagu and realisasi, if the first of them is typed."""
    cells = [row.cells.get(column) for column in columns]
    figures = tuple(cell.value if cell else None for cell in cells)
    return figures if figures[0] else None


def _is_empty(row: Row, columns: Sequence[str]) -> bool:
    cells = [row.cells[column] for column in columns if column in row.cells]
    return bool(cells) and all(cell.empty for cell in cells)


def _following(row: Row, leader: Row, columns: Sequence[str]) -> Row:
    """Return a row with the cells of the budget that it shares, but for what it says itself."""
    shared: Mapping[str, Cell] = {
        column: leader.cells[column]
        for column in columns
        if column in leader.cells and (column in _FIGURES or row.cell(column).empty)
    }
    return row._replace(cells={**row.cells, **shared})


def has_several_budgets(table: Table) -> bool:
    """Return whether rows of a table are budgets of programmes, of which a sasaran has several."""
    rows = [row for row in table.rows if not row.level.is_summary]
    if "anggaran" not in table.spec.kolom or any(row.text("indikator") for row in rows):
        return False
    goals = [plain(goal(row)) for row in rows if row.text("program") and goal(row)]
    return len(set(goals)) < len(goals)


def spread_over_goal(table: Table, indicators: Mapping[str, int]) -> Table:
    """Return a table in which a row for a whole sasaran stands once for each of its indicators.

    Parameters
    ----------
    table : Table
        A table of indicators and budgets.
    indicators : mapping of str to int
        How many indicators other tables have under a goal.
    """
    if "anggaran" not in table.spec.kolom or any(row.text("indikator") for row in table.rows):
        return table
    goals = [plain(goal(row)) for row in table.rows]
    rows: list[Row] = []
    for row, own in zip(table.rows, goals, strict=True):
        more = indicators.get(own, 1) - 1 if own and goals.count(own) == 1 and not row.level.is_summary else 0
        rows += [row, *(row._replace(number=row.number + at * BEYOND_PARTS) for at in range(1, more + 1))]
    return replace(table, rows=tuple(rows)) if len(rows) > len(table.rows) else table
