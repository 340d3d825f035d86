"""Formulas of cells that are made alike: what one says, but for the rows, all others say.

The lines of a table have one formula each, ``E5/D5*100`` and ``E6/D6*100``. Such a formula is made once, with
the rows left open, and for every other line its rows are put in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend
from sakipcalc.computing.expressions import formula
from sakipcalc.computing.how import ByRule, Copied, Sum, mapped
from sakipcalc.computing.laneruns import RunValue
from sakipcalc.computing.values import Value

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from sakipcalc.computing.live import LiveCells
    from sakipcalc.model import Cell, CellColumn

__all__ = ["AlikeFormulas"]

#: Stands on both sides of a row that is left open; in no cell and no sheet name.
_OPEN = "\0"


class AlikeFormulas:
    """Formulas of many cells of a workbook.

    Parameters
    ----------
    live : LiveCells
        Cells that hold, or will hold, a true number or a formula.
    """

    def __init__(self, live: LiveCells) -> None:
        self._live = live
        self._known: dict[Hashable, list[str] | None] = {}

    def of(self, value: Value, cell: Cell) -> str | None:
        """Return the formula that gives a value in its cell, as :func:`formula` does."""
        kind = self._kind(value, cell)
        if kind is None:
            source = value.copied_from
            if source is not None and source.cell is not None and source.cell.place in self._live:
                return self._copy(source, source.cell, cell)
            return formula(value, self._live.__contains__)
        spend()
        if kind not in self._known:
            made = formula(_with_open_rows(value.whole, cell), lambda _: True)
            self._known[kind] = None if made is None else made.split(_OPEN)
        parts = self._known[kind]
        return None if parts is None else _closed(parts, cell.row)

    def _copy(self, source: Value, from_: Cell, target: Cell) -> str | None:
        """Return the formula of a figure that is carried over: all but the name of its cell is made once."""
        spend()
        kind = source.number is None, from_.place.sheet, _unit(from_), target.place.sheet, _unit(target)
        if kind not in self._known:
            opened = from_._replace(place=from_.place._replace(cell=_OPEN))
            source = Value(number=source.number, text=source.text, status=source.status, cell=opened)
            made = formula(Value(status=source.status, how=Copied(source), cell=target), lambda _: True)
            self._known[kind] = None if made is None else made.split(_OPEN)
        parts = self._known[kind]
        return None if parts is None else from_.place.cell.join(parts)

    def _kind(self, value: Value, cell: Cell) -> Hashable | None:
        """Return what a formula hangs on but for its row; None where more than its direct inputs matters."""
        operation: Hashable
        if isinstance(value, RunValue) and (spots := value.spots) is not None:
            operation, places = value.operation, [self._spot(*spot, cell) for spot in spots]
        else:
            match value.whole.how:
                case ByRule(rule=rule, inputs=named):
                    operation, inputs = (rule, *named), tuple(named.values())
                case Sum(parts=parts, complete=complete, missing=()):
                    operation, inputs = ("sum", complete), parts
                case _:
                    return None
            places = [self._input(one, cell) for one in inputs]
        return None if None in places else (operation, _unit(cell), *places)

    def _spot(self, column: CellColumn, at: int, target: Cell) -> Hashable | None:
        """Return the same of an input by its column and position."""
        if column.sheet != target.place.sheet or not self._live.has(column, at):
            return None
        unit = column.part("factor")[at].as_integer_ratio()
        return column.cols[at], column.rows[at] - target.row, unit

    def _input(self, one: Value, target: Cell) -> Hashable | None:
        """Return where an input stands from the target, and in which unit, if a formula counts with it."""
        cell = one.cell
        if cell is None or cell.place.sheet != target.place.sheet or cell.place not in self._live:
            return None
        return cell.col, cell.row - target.row, _unit(cell)


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
