"""Formulas of cells that are made alike: what one says, but for the rows, all others say.

The lines of a table have one formula each, ``E5/D5*100`` and ``E6/D6*100``. Such a formula is made once, with
the rows left open, and for every other line its rows are put in. The next workbook of the form has them too.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend
from sakipcalc.base.formulatext import OPEN_ROW, FormulaPattern
from sakipcalc.computing.expressions import formula
from sakipcalc.computing.how import ByRule, Copied, Sum, mapped
from sakipcalc.computing.laneruns import RunValue
from sakipcalc.computing.values import Value
from sakipcalc.core.memo import Recent

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.computing.laneruns import LaneRun
    from sakipcalc.computing.live import LiveCells
    from sakipcalc.model import Cell, CellColumn

__all__ = ["AlikeFormulas"]


class AlikeFormulas:
    """Formulas of many cells of a workbook.

    Parameters
    ----------
    live : LiveCells
        Cells that hold, or will hold, a true number or a formula.
    """

    def __init__(self, live: LiveCells) -> None:
        self._live = live
        self._known_seats: dict[int, tuple[CellColumn, Sequence[Hashable]]] = {}

    def of(self, value: Value, cell: Cell) -> str | None:
        """Return the formula that gives a value in its cell, as :func:`formula` does."""
        kind = self._kind(value, cell)
        if kind is None:
            source = value.copied_from
            if source is not None and source.cell is not None and source.cell.place in self._live:
                return self._copy(source, source.cell, cell)
            return formula(value, self._live.__contains__)
        spend()
        (pattern,) = _PATTERNS.get(kind) or _PATTERNS.put(kind, (_pattern(value, cell),))
        return None if pattern is None else pattern.at(cell.row)

    def in_run(
        self, run: LaneRun, places: Sequence[int]
    ) -> tuple[Mapping[FormulaPattern, Sequence[int]], Sequence[int]]:
        """Return the rows of numbers of a run by the patterns of their formulas, and those that have none."""
        spend(len(places))
        by_sign: dict[Hashable, list[int]] = defaultdict(list)
        for at, sign in zip(places, self._signs(run, places), strict=True):
            by_sign[sign].append(at)
        found: dict[FormulaPattern, list[int]] = {}
        others: list[int] = []
        for own in by_sign.values():
            pattern = self._pattern_in_run(run, own[0])
            known = others if pattern is None else found.setdefault(pattern, [])
            known += own
        return {pattern: sorted(own) for pattern, own in found.items()}, sorted(others)

    def _pattern_in_run(self, run: LaneRun, at: int) -> FormulaPattern | None:
        column, here = run.rows.columns[run.lane.key], run.rows.positions[at]
        kind = self._kind_in_run(run, at, column.sheet, column.rows[here], _unit(column[here]))
        if kind is None:
            return None
        known = _PATTERNS.get(kind)
        if known is None:
            spend()
            known = _PATTERNS.put(kind, (_pattern(run.value(at), column[here]),))
        return known[0]

    def _signs(self, run: LaneRun, places: Sequence[int]) -> Iterator[Hashable]:
        """Yield what the patterns of numbers of a run hang on: the same where these are the same.

        It is told by what is known of whole columns, so that hardly a pattern is looked for.
        """
        column, positions, rules = run.rows.columns[run.lane.key], run.rows.positions, run.rules
        rows, seats = column.rows, self._seats(column)
        for at in places:
            here = positions[at]
            if (below := run.inputs_below(at)) is not None:
                lines, own = below
                theirs, row = self._seats(lines), rows[here]
                steps = [lines.rows[one] - row for one in own]
                yield id(rules[at]), seats[here], (*steps,), (*[theirs[one] for one in own],)
            elif beside := run.inputs_beside(at):
                steps = [one.rows[here] - rows[here] for one in beside]
                yield id(rules[at]), seats[here], (*steps,), (*[self._seats(one)[here] for one in beside],)
            else:
                yield at

    def _seats(self, column: CellColumn) -> Sequence[Hashable]:
        """Return of each cell of a column where it stands but for its row, its unit, and if it is live."""
        if id(column) not in self._known_seats:
            told = zip(column.cols, column.units, self._live.in_column(column), strict=True)
            known: dict[Hashable, Hashable] = {}  # of a column nearly all are the same one
            self._known_seats[id(column)] = column, [known.setdefault(one, one) for one in told]
        return self._known_seats[id(column)][1]

    def _copy(self, source: Value, from_: Cell, target: Cell) -> str | None:
        """Return the formula of a figure that is carried over: all but the name of its cell is made once."""
        spend()
        kind = source.number is None, from_.place.sheet, _unit(from_), target.place.sheet, _unit(target)
        parts = _COPIES.get(kind)
        if parts is None:
            opened = from_._replace(place=from_.place._replace(cell=OPEN_ROW))
            source = Value(number=source.number, text=source.text, status=source.status, cell=opened)
            made = formula(Value(status=source.status, how=Copied(source), cell=target), lambda _: True)
            parts = _COPIES.put(kind, () if made is None else tuple(made.split(OPEN_ROW)))
        return from_.place.cell.join(parts) if parts else None

    def _kind(self, value: Value, cell: Cell) -> Hashable | None:
        """Return what a formula hangs on but for its row; None where more than its direct inputs matters."""
        if isinstance(value, RunValue) and value.run.spots(value.at) is not None:
            return self._kind_in_run(value.run, value.at, cell.place.sheet, cell.row, _unit(cell))
        operation: Hashable
        match value.whole.how:
            case ByRule(rule=rule, inputs=named):
                operation, inputs = (rule, *named), tuple(named.values())
            case Sum(parts=parts, complete=complete, missing=()):
                operation, inputs = ("sum", complete), parts
            case _:
                return None
        places = [self._input(one, cell) for one in inputs]
        return None if None in places else (operation, _unit(cell), *places)

    def _kind_in_run(
        self, run: LaneRun, at: int, sheet: str, row: int, unit: tuple[int, int]
    ) -> Hashable | None:
        """Return the same of a number of a run, for a cell by its place and unit."""
        spots = run.spots(at)
        if spots is None:
            return None
        found: list[Hashable] = [run.operation(at), unit]
        for column, here in spots:
            if column.sheet != sheet or not self._live.has(column, here):
                return None
            factor: Fraction = column.part("factor")[here]
            found.append((column.cols[here], column.rows[here] - row, factor.as_integer_ratio()))
        return tuple(found)

    def _input(self, one: Value, target: Cell) -> Hashable | None:
        """Return where an input stands from the target, and in which unit, if a formula counts with it."""
        cell = one.cell
        if cell is None or cell.place.sheet != target.place.sheet or cell.place not in self._live:
            return None
        return cell.col, cell.row - target.row, _unit(cell)


#: The patterns of formulas by what they hang on, or that there is none.
_PATTERNS: Recent[Hashable, tuple[FormulaPattern | None]] = Recent("formulas with their rows left open", 1024)
#: The parts between which a formula has the cell that it carries over; none where no formula does.
_COPIES: Recent[Hashable, tuple[str, ...]] = Recent("formulas that carry a cell over", 1024)


def _pattern(value: Value, cell: Cell) -> FormulaPattern | None:
    """Return the formula that gives a value in its cell, with its rows left open."""
    made = formula(_with_open_rows(value.whole, cell), lambda _: True)
    return None if made is None else FormulaPattern.of(made)


def _unit(cell: Cell) -> tuple[int, int]:
    return cell.factor.as_integer_ratio()


def _with_open_rows(value: Value, target: Cell) -> Value:
    """Return a value whose inputs stand in rows that are told by how far from the target they are."""

    def opened(one: Value) -> Value:
        cell = one.cell
        if cell is None:
            return one
        letters = cell.place.cell.rstrip("0123456789")
        name = f"{letters}{OPEN_ROW}{cell.row - target.row}{OPEN_ROW}"
        place = cell.place._replace(cell=name)
        return Value(number=one.number, text=one.text, status=one.status, cell=cell._replace(place=place))

    return Value(number=value.number, status=value.status, how=mapped(value.how, opened), cell=target)
