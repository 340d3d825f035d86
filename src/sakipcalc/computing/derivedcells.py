"""Cells that derive from others, with their values: derived, and in a long table made, when asked for."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.allowance import metered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing.laneruns import LaneRun, LongRows
    from sakipcalc.computing.lanes import Lane, LaneRule
    from sakipcalc.computing.links import Subject
    from sakipcalc.computing.values import Value
    from sakipcalc.model import CellColumn, Column, Row, Table

    #: A cell that derives from others, as table, row and column, and its derived value.
    DerivedCell = tuple[Table, Row, Column, Value]

__all__ = ["CellList", "DerivedCells", "LongCells", "MetCells", "WaitingCells", "is_typed"]


class DerivableCell(NamedTuple):
    """A cell that derives from others, and the rule by which it will be derived."""

    table: Table
    row: Row
    column: Column
    lane_rule: LaneRule
    lane: Lane
    subject: Subject

    @property
    def premise(self) -> tuple[str, str, str]:
        """Its sheet, table and column, whatever the year: what its figure is held against another by."""
        return self.row.cells[self.column.key].place.sheet, self.table.id, self.column.id


class CellList:
    """Derived cells of a table in their order.

    Parameters
    ----------
    derivable : sequence of DerivableCell
        The cells.
    derive : callable
        Gives the value of one.
    """

    def __init__(self, derivable: Sequence[DerivableCell], derive: Callable[[DerivableCell], Value]) -> None:
        self._derivable = derivable
        self._derive = derive

    @cached_property
    def _derived(self) -> list[DerivedCell]:
        """The cells with their values."""
        return [(*one[:3], self._derive(one)) for one in self._derivable]

    def __iter__(self) -> Iterator[DerivedCell]:
        return iter(self._derived)

    def __len__(self) -> int:
        return len(self._derivable)

    def cells(self) -> Iterator[tuple[Row, Column]]:
        """Yield row and column of each, without its value."""
        return ((one.row, one.column) for one in self._derivable)

    @property
    def table_name(self) -> str:
        """The name of their table; empty where there are none."""
        return self._derivable[0].table.name if self._derivable else ""

    def waiting(self) -> Sequence[WaitingCells]:
        """Return those that wait for a number of a run: none."""
        return ()

    def unsettled(self, but: Iterable[WaitingCells] = ()) -> Iterator[DerivedCell]:  # noqa: ARG002 -- none of these
        """Yield those that may say something else than they should: all."""
        return iter(self)

    def by_place(self) -> dict[Place, Callable[[], Value]]:
        """Return what derives each, by its place."""
        return {one.row.cells[one.column.key].place: partial(self._derive, one) for one in self._derivable}

    def open_premises(self, written: Mapping[tuple[str, str], str]) -> set[tuple[str, str, str]]:
        """Return the columns with a cell that does not have the formula that was just written into it."""
        return {
            one.premise
            for one in self._derivable
            if (cell := one.row.cells[one.column.key]).formula != written.get(cell.place[1:], "")
            or not cell.formula
        }

    def under(self, premises: set[tuple[str, str, str]]) -> CellList:
        """Return those that stand in some columns."""
        own = [one for one in self._derivable if one.premise in premises]
        return self if len(own) == len(self._derivable) else CellList(own, self._derive)


class WaitingCells(NamedTuple):
    """Empty cells of a column of a long table that wait for numbers of its run.

    Parameters
    ----------
    table : Table
        The table.
    column : Column
        Its column.
    run : LaneRun
        The values of the column.
    run_rows : sequence of int
        Their rows among those of the run.
    """

    table: Table
    column: Column
    run: LaneRun
    run_rows: Sequence[int]


class LongCells:
    """Derived cells of a long table, row by row: views of the runs of its columns.

    Parameters
    ----------
    table : Table
        The table.
    rows : LongRows
        Its rows.
    runs : sequence of (Column, LaneRun)
        Its derived columns.
    met : MetCells
        Where cells were met before.
    """

    def __init__(
        self,
        table: Table,
        rows: LongRows,
        runs: Sequence[tuple[Column, LaneRun]],
        met: MetCells,
    ) -> None:
        self._table = table
        self._rows = rows
        self._runs = [(column, run, _own_places(rows, run, met)) for column, run in runs]

    def __len__(self) -> int:
        return sum(len(places) for _, _, places in self._runs)

    def __iter__(self) -> Iterator[DerivedCell]:
        return self._cells([places for _, _, places in self._runs])

    @property
    def table_name(self) -> str:
        """The name of their table."""
        return self._table.name

    def waiting(self) -> list[WaitingCells]:
        """Return those that are empty and wait for a number, column by column."""
        found = [(column, run, [*run.waiting(places)]) for column, run, places in self._runs]
        return [WaitingCells(self._table, column, run, own) for column, run, own in found if own]

    def unsettled(self, but: Iterable[WaitingCells] = ()) -> Iterator[DerivedCell]:
        """Yield those that may say something else than they should, but for some."""
        apart: dict[int, set[int]] = {id(one.run): {*one.run_rows} for one in but}
        wanted = []
        for _, run, places in self._runs:
            own = apart.get(id(run), set())
            wanted.append(run.unsettled([at for at in places if at not in own] if own else places))
        return self._cells(wanted)

    def cells(self) -> Iterator[tuple[Row, Column]]:
        """Yield row and column of each, column by column."""
        return ((self._rows.rows[at], column) for column, _, places in self._runs for at in metered(places))

    def _cells(self, wanted: Sequence[Iterable[int]]) -> Iterator[DerivedCell]:
        """Yield the cells of some rows in each column."""
        places = sorted([(at, order) for order, own in enumerate(wanted) for at in own])
        for at, order in metered(places):
            column, run, _ = self._runs[order]
            yield self._table, self._rows.rows[at], column, run.value(at)


class MetCells:
    """Where derived cells of a workbook were met, so that a merged one is taken once."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], set[int]] = defaultdict(set)

    def take(self, sheet: str, row: int, col: int) -> bool:
        """Take a cell; return whether it is a new one."""
        known = self._rows[sheet, col]
        is_new = row not in known
        known.add(row)
        return is_new

    def take_all(self, column: CellColumn, positions: Sequence[int]) -> bool:
        """Take cells of a column that stand below each other, if all of them are new ones and apart."""
        rows, cols = map(column.rows.__getitem__, positions), set(column.cols)
        if len(cols) != 1:
            return False
        known, own = self._rows[column.sheet, cols.pop()], set(rows)
        if len(own) < len(positions) or not known.isdisjoint(own):
            return False
        known |= own
        return True


def _own_places(rows: LongRows, run: LaneRun, met: MetCells) -> Sequence[int]:
    """Return the rows whose cell in a column derives from others, and was not met before."""
    column, positions, places = rows.columns[run.lane.key], rows.positions, run.places
    said, formulas, own_rows, own_cols = column.said, column.formulas, column.rows, column.cols
    if run.proposes_some:
        places = [
            at
            for at in places
            if not (run.is_proposal(at) and is_typed(said[positions[at]], formulas[positions[at]]))
        ]
    here = [positions[at] for at in places]
    if met.take_all(column, here):
        return places
    spots = zip(places, here, strict=True)
    return [at for at, one in spots if met.take(column.sheet, own_rows[one], own_cols[one])]


def is_typed(said: object, formula: str) -> bool:
    """Return whether something is typed in a cell."""
    return bool(said) and not formula


class DerivedCells:
    """All derived cells of a workbook, table by table."""

    def __init__(self, tables: Iterable[CellList | LongCells] = ()) -> None:
        self._tables: list[CellList | LongCells] = [*tables]

    def add(self, cells: CellList | LongCells) -> None:
        """Add those of a table."""
        self._tables.append(cells)

    def __iter__(self) -> Iterator[DerivedCell]:
        return chain.from_iterable(self._tables)

    def __len__(self) -> int:
        return sum(map(len, self._tables))

    def cells(self) -> Iterator[tuple[Row, Column]]:
        """Yield row and column of each; none is derived for that."""
        for cells in self._tables:
            yield from cells.cells()

    def by_place(self) -> Callable[[Place], Value | None]:
        """Return what gives the derived value of a place; of a short table none is derived before that."""
        short = [cells.by_place() for cells in self._tables if isinstance(cells, CellList)]
        waiting = {place: give for own in short for place, give in own.items()}
        known = {
            value.cell.place: value
            for cells in self._tables
            if not isinstance(cells, CellList)
            for *_, value in cells
            if value.cell
        }

        def value_at(place: Place) -> Value | None:
            if place in waiting:
                known[place] = waiting.pop(place)()
            return known.get(place)

        return value_at

    def in_question(self, written: Mapping[tuple[str, str], str]) -> DerivedCells:
        """Return the cells of columns in which any may say something else than it should.

        Into all cells of the other columns this library has just `written` formulas, and what they give.
        """
        if not written:
            return self
        short = [cells for cells in self._tables if isinstance(cells, CellList)]
        premises = {premise for cells in short for premise in cells.open_premises(written)}
        return DerivedCells(
            cells.under(premises) if isinstance(cells, CellList) else cells for cells in self._tables
        )

    @property
    def table_names(self) -> list[str]:
        """The names of their tables, in order."""
        return [name for cells in self._tables if (name := cells.table_name)]

    def waiting(self) -> list[WaitingCells]:
        """Return those of long tables that are empty and wait for a number, column by column."""
        return [one for cells in self._tables for one in cells.waiting()]

    def unsettled(self, but: Sequence[WaitingCells] = ()) -> Iterator[DerivedCell]:
        """Return those that may say something else than they should, but for some; of a long table few."""
        return chain.from_iterable([cells.unsettled(but) for cells in self._tables])
