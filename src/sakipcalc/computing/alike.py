"""Formulas of cells that are made alike: what one says, but for the rows, all others say.

The lines of a table have one formula each, ``E5/D5*100`` and ``E6/D6*100``. Such a formula is made once, with
the rows left open, and for every other line its rows are put in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend
from sakipcalc.computing.expressions import formula
from sakipcalc.computing.how import ByRule, Sum, mapped
from sakipcalc.computing.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from sakipcalc.base.places import Place
    from sakipcalc.model import Cell

__all__ = ["AlikeFormulas"]

#: Stands on both sides of a row that is left open; in no cell and no sheet name.
_OPEN = "\0"


class AlikeFormulas:
    """Formulas of many cells of a workbook.

    Parameters
    ----------
    live : callable
        Whether a cell holds, or will hold, a true number or a formula.
    """

    def __init__(self, live: Callable[[Place], bool]) -> None:
        self._live = live
        self._known: dict[Hashable, list[str] | None] = {}

    def of(self, value: Value) -> str | None:
        """Return the formula that gives a value in its cell, as :func:`formula` does."""
        value = value.whole
        kind, cell = self._kind(value), value.cell
        if kind is None or cell is None:
            return formula(value, self._live)
        spend()
        if kind not in self._known:
            made = formula(_with_open_rows(value, cell), lambda _: True)
            self._known[kind] = None if made is None else made.split(_OPEN)
        parts = self._known[kind]
        return None if parts is None else _closed(parts, cell.row)

    def _kind(self, value: Value) -> Hashable | None:
        """Return what a formula hangs on but for its row; None where more than its direct inputs matters."""
        operation: Hashable
        match value.how:
            case ByRule(rule=rule, inputs=named):
                operation, inputs = (rule, *named), tuple(named.values())
            case Sum(parts=parts, complete=complete, missing=()):
                operation, inputs = ("sum", complete), parts
            case _:
                return None
        cell = value.cell
        if cell is None:
            return None
        places = [self._input(one, cell) for one in inputs]
        return None if None in places else (operation, _unit(cell), *places)

    def _input(self, one: Value, target: Cell) -> Hashable | None:
        """Return where an input stands from the target, and in which unit, if a formula counts with it."""
        cell = one.cell
        if cell is None or cell.place.sheet != target.place.sheet:
            return None
        return (cell.col, cell.row - target.row, _unit(cell)) if self._live(cell.place) else None


def _unit(cell: Cell) -> tuple[int, int]:
    return cell.factor.as_integer_ratio()


def _with_open_rows(value: Value, target: Cell) -> Value:
    """Return a value whose inputs stand in rows that are told by how far from the target they are."""

    def opened(one: Value) -> Value:
        cell = one.cell
        if cell is None:
            return one
        letters = cell.place.cell.rstrip("0123456789")
        name = f"{letters}{_OPEN}{cell.row - target.row}{_OPEN}"
        place = cell.place._replace(cell=name)
        return Value(number=one.number, text=one.text, status=one.status, cell=cell._replace(place=place))

    return Value(number=value.number, status=value.status, how=mapped(value.how, opened), cell=target)


def _closed(parts: Iterable[str], row: int) -> str:
    """Return a formula with its rows: every second part says how far one is from the target's."""
    return "".join([str(row + int(part)) if at % 2 else part for at, part in enumerate(parts)])
