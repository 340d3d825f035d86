"""Cells to be written: one by one, or, of a long table, as many as one pattern of formulas gives."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.base.formulatext import FormulaPattern
    from sakipcalc.computing import Value
    from sakipcalc.computing.derivedcells import WaitingCells
    from sakipcalc.model import Cell

__all__ = ["AlikeWrites", "CellWrite", "CellWrites", "singly"]


class CellWrite(NamedTuple):  # as many as a workbook has empty cells
    """One cell to be written.

    Parameters
    ----------
    table_id : str
        Name of its table.
    column : str
        Its column.
    cell : Cell
        The cell as the template has it.
    value : Value
        The value with its inputs.
    formula : str, optional
        Formula without "="; None for a plain value.
    format : str
        Number format of the column, for a cell that has none.
    fill : str
        Fill RRGGBB for a kategori; empty where the cell keeps its own.
    """

    table_id: str
    column: str
    cell: Cell
    value: Value
    formula: str | None
    format: str
    fill: str


class AlikeWrites(NamedTuple):
    """Cells of one column of a long table, each of which gets the same formula but for the rows in it.

    Parameters
    ----------
    cells : WaitingCells
        The cells.
    formula_pattern : FormulaPattern
        Their formula.
    """

    cells: WaitingCells
    formula_pattern: FormulaPattern

    def results(self, places: Iterable[int]) -> Iterator[tuple[int, int, float]]:
        """Yield row and column of the sheet of some, and what the formula gives, in the unit of the cell."""
        _, column, run, _ = self.cells
        own, positions, numbers = run.rows.columns[column.key], run.rows.positions, run.numbers
        rows, cols, factors = own.rows, own.cols, own.part("factor")
        for at in places:
            here, number = positions[at], numbers[at]
            if number is not None:
                over, under = factors[here].as_integer_ratio()
                amount, parts = number[0] * under, number[1] * over
                yield rows[here], cols[here], amount / parts if amount % parts else amount // parts

    def at(self, at: int) -> CellWrite:
        """Return the cell of a row of the run."""
        table, column, run, _ = self.cells
        here, spec = run.rows.positions[at], column.spec
        cell = run.rows.columns[column.key][here]
        return CellWrite(
            table.name, column.key, cell, run.value(at), self.formula_pattern.at(cell.row), spec.format, ""
        )


class CellWrites(Sequence[CellWrite]):
    """Cells to be written to a workbook with a long table, those that are alike put together when asked for.

    Parameters
    ----------
    single : sequence of CellWrite
        Those that are no run of alike ones, table by table.
    alike : sequence of AlikeWrites
        The others.
    tables : sequence of str
        The names of all tables in their order.
    """

    def __init__(
        self, single: Sequence[CellWrite], alike: Sequence[AlikeWrites], tables: Iterable[str]
    ) -> None:
        self.single: Sequence[CellWrite] = single
        self.alike: Sequence[AlikeWrites] = alike
        self._tables = tuple(tables)

    def __len__(self) -> int:
        return len(self.single) + sum([len(one.cells.run_rows) for one in self.alike])

    @overload
    def __getitem__(self, at: int) -> CellWrite: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[CellWrite, ...]: ...
    def __getitem__(self, at: int | slice) -> CellWrite | tuple[CellWrite, ...]:
        return self._all[at]

    def __iter__(self) -> Iterator[CellWrite]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return repr(self._all)

    def __reduce__(self) -> tuple[object, ...]:
        return tuple, ([*self._all],)

    @cached_property
    def _all(self) -> tuple[CellWrite, ...]:
        """Every cell to be written, one by one."""
        alike = (one.at(at) for one in self.alike for at in one.cells.run_rows)
        return tuple(self.in_order((*self.single, *alike)))

    def in_order(self, some: Iterable[CellWrite]) -> Iterator[CellWrite]:
        """Return some of them table by table, those of a table with alike ones row by row."""
        found: dict[str, list[CellWrite]] = {name: [] for name in self._tables}
        for one in some:
            found.setdefault(one.table_id, []).append(one)
        for table in {one.cells.table.name: one.cells.table for one in self.alike}.values():
            order = {column.key: at for at, column in enumerate(table.columns)}
            found[table.name].sort(key=lambda one, order=order: (one.cell.row, order[one.column]))  # type: ignore[misc]
        return chain.from_iterable(found.values())

    def formulas(self) -> Iterator[str | None]:
        """Yield their formulas, of alike ones that of the first."""
        yield from (one.formula for one in self.single)
        yield from (one.at(one.cells.run_rows[0]).formula for one in self.alike)


def singly(writes: Sequence[CellWrite]) -> Sequence[CellWrite]:
    """Return those cells to be written that are no run of alike ones."""
    return writes.single if isinstance(writes, CellWrites) else writes
