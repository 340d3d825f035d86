"""The rows of a table by what sums and means ask of them: its leaves, those below a line, those of a mean."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sakipcalc.model import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.model import Cell, Row

__all__ = ["TableLines"]


def _shared_cell(row: Row) -> Cell | None:
    """Return the cell of the budget that a row shares with others, else that of its per cent."""
    return row.cells.get("anggaran") or row.cells.get("serapan")


class TableLines:
    """The rows of a table that are no totals, by what they are asked for."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._all = rows
        self._lines = [row for row in rows if not row.level.is_summary]
        self._below: dict[int, list[Row]] = {}
        for row in self._lines:
            self._below.setdefault(row.parent, []).append(row)

    @cached_property
    def _sharing(self) -> dict[Place, list[Row]]:
        """The rows that share a budget, by the place of its cell."""
        found: dict[Place, list[Row]] = {}
        for row in self._lines:
            if budget := _shared_cell(row):
                found.setdefault(budget.place, []).append(row)
        return found

    def scope(self, scope: str, own: Row | None) -> Sequence[Row]:
        """Return the leaves, the rows of a mean, those below a row, or those that share its budget cell."""
        if scope == "daun":
            return [row for row in self._lines if row.number not in self._below]
        if scope == "rata":
            return self._of_mean(own)
        if scope == "anak":
            return self._below.get(own.number if own and own.level is not Level.JUMLAH else 0, ())
        budget = _shared_cell(own) if own else None
        if budget is not None:
            return self._sharing.get(budget.place, ())
        return [row for row in self._lines if own and row.number == own.number]

    def _of_mean(self, own: Row | None) -> Sequence[Row]:
        """Return the rows since the mean before this one; all where there are none."""
        block: list[Row] = []
        for row in self._all:
            if own and row.number == own.number:
                break
            block = [] if row.level is Level.RATA else [*block, row]
        return [row for row in block if not row.level.is_summary] or self._lines
