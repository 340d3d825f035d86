"""Cells that derive from others, with their values: those of a long table put together when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.allowance import metered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.computing.laneruns import LaneRun, LongRows
    from sakipcalc.computing.values import Value
    from sakipcalc.model import Column, Row, Table

    #: A cell that derives from others, as table, row and column, and its derived value.
    DerivedCell = tuple[Table, Row, Column, Value]

__all__ = ["CellList", "DerivedCells", "LongCells", "WaitingCells", "is_typed"]


class CellList:
    """Derived cells of a table in their order, in four columns side by side.

    Parameters
    ----------
    found : iterable of (Table, Row, Column, Value)
        The cells.
    """

    def __init__(self, found: Iterable[DerivedCell]) -> None:
        self._tables: list[Table] = []
        self._rows: list[Row] = []
        self._columns: list[Column] = []
        self._values: list[Value] = []
        for table, row, column, value in found:
            self._tables.append(table)
            self._rows.append(row)
            self._columns.append(column)
            self._values.append(value)

    def __iter__(self) -> Iterator[DerivedCell]:
        return zip(self._tables, self._rows, self._columns, self._values, strict=True)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def table_name(self) -> str:
        """The name of their table; empty where there are none."""
        return self._tables[0].name if self._tables else ""

    def waiting(self) -> Sequence[WaitingCells]:
        """Return those that wait for a number of a run: none."""
        return ()

    def unsettled(self, but: Iterable[WaitingCells] = ()) -> Iterator[DerivedCell]:  # noqa: ARG002 -- none of these
        """Yield those that may say something else than they should: all."""
        return iter(self)


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
    met : set of (sheet, row, column)
        Where cells were met before.
    """

    def __init__(
        self,
        table: Table,
        rows: LongRows,
        runs: Sequence[tuple[Column, LaneRun]],
        met: set[tuple[str, int, int]],
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

    def _cells(self, wanted: Sequence[Iterable[int]]) -> Iterator[DerivedCell]:
        """Yield the cells of some rows in each column."""
        places = sorted([(at, order) for order, own in enumerate(wanted) for at in own])
        for at, order in metered(places):
            column, run, _ = self._runs[order]
            yield self._table, self._rows.rows[at], column, run.value(at)


def _own_places(rows: LongRows, run: LaneRun, met: set[tuple[str, int, int]]) -> Sequence[int]:
    """Return the rows whose cell in a column derives from others, and was not met before."""
    column, positions = rows.columns[run.lane.key], rows.positions
    texts, formulas, own_rows, own_cols = column.texts, column.formulas, column.rows, column.cols
    found = []
    for at in run.places:
        here = positions[at]
        spot = column.sheet, own_rows[here], own_cols[here]
        if spot not in met and not (run.is_proposal(at) and is_typed(texts[here], formulas[here])):
            met.add(spot)
            found.append(at)
    return found


def is_typed(text: str, formula: str) -> bool:
    """Return whether something is typed in a cell."""
    return bool(text) and not formula


class DerivedCells:
    """All derived cells of a workbook, table by table."""

    def __init__(self) -> None:
        self._tables: list[CellList | LongCells] = []

    def add(self, cells: CellList | LongCells) -> None:
        """Add those of a table."""
        self._tables.append(cells)

    def __iter__(self) -> Iterator[DerivedCell]:
        for cells in self._tables:
            yield from cells

    def __len__(self) -> int:
        return sum(map(len, self._tables))

    @property
    def table_names(self) -> list[str]:
        """The names of their tables, in order."""
        return [name for cells in self._tables if (name := cells.table_name)]

    def waiting(self) -> list[WaitingCells]:
        """Return those of long tables that are empty and wait for a number, column by column."""
        return [one for cells in self._tables for one in cells.waiting()]

    def unsettled(self, but: Sequence[WaitingCells] = ()) -> Iterator[DerivedCell]:
        """Yield those that may say something else than they should, but for some; of a long table few."""
        for cells in self._tables:
            yield from cells.unsettled(but)
