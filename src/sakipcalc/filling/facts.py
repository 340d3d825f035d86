"""Which facts of another workbook go into which cells of the template, and where the two disagree."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.computing import Value
from sakipcalc.computing.engine import differs
from sakipcalc.computing.how import Copied
from sakipcalc.filling.counterparts import counterparts
from sakipcalc.filling.plan import Conflict, fact
from sakipcalc.model import Cell
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.filling.plan import CellWrite, OnConflict
    from sakipcalc.filling.rows import RowPair
    from sakipcalc.model import Column, Laporan, Row, Table
    from sakipcalc.tables import ColumnSpec

__all__ = ["FactPlan", "plan_facts", "without_place"]

_NONE: frozenset[str] = frozenset()
#: What a formula gives is a float.
_CLOSE = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPlan:
    """Facts to be written, and typed values of the template that differ from them.

    Parameters
    ----------
    writes : sequence of CellWrite
        Cells that get a fact.
    conflicts : tuple of Conflict
        Typed values that differ.
    behind_formulas : tuple of CellWrite
        Facts for cells that hold a formula of the unit; what that gives is known when all else is written.
    """

    writes: Sequence[CellWrite] = ()
    conflicts: tuple[Conflict, ...] = ()
    behind_formulas: tuple[CellWrite, ...] = ()

    def against(self, laporan: Laporan, *, replace: bool) -> FactPlan:
        """Return the plan with the facts whose cells have a formula that gives something else, or lost it.

        Parameters
        ----------
        laporan : Laporan
            The workbook with what its formulas give.
        replace : bool
            Whether the facts take the place of such formulas.
        """
        held = {
            cell.place: cell for table in laporan.tables for row in table.rows for cell in row.cells.values()
        }
        cells = {one.cell.place: held.get(one.cell.place, one.cell) for one in self.behind_formulas}
        late = [one for one in self.behind_formulas if not _agree(_said(one.value), cells[one.cell.place])]
        freed = {place for place, cell in cells.items() if cell.empty and not cell.formula}
        conflicts = (
            Conflict(table_id=one.table_id, column=one.column, cell=cells[one.cell.place], value=one.value)
            for one in late
            if one.cell.place not in freed
        )
        written = (one for one in late if replace or one.cell.place in freed)
        return FactPlan(writes=(*self.writes, *written), conflicts=(*self.conflicts, *conflicts))


def plan_facts(
    laporan: Laporan, pairs: Sequence[RowPair], data: Hasil, on_conflict: OnConflict = "keep"
) -> FactPlan:
    """Decide which facts are written where.

    What the unit types comes from the data, and so does a carried-over value that somebody typed there,
    unless it only repeats what the other tables give: then the template has it as a live formula.

    Parameters
    ----------
    laporan : Laporan
        The template with all its rows.
    pairs : sequence of RowPair
        Its rows and those of the data that are about the same.
    data : Hasil
        Results of the workbook that the facts come from.
    on_conflict : {"keep", "replace", "error"}
        ``replace`` also writes over typed values that differ.
    """
    tables = {table.name: table for table in laporan.tables}
    rows = {(one.name, row.number): row for one in reversed(laporan.tables) for row in reversed(one.rows)}
    derivable = _Derivable(data, frozenset(table.id for table in laporan.tables))
    merged = {table.name for table in laporan.tables if table.may_cover}
    write: list[CellWrite] = []
    conflicts: list[Conflict] = []
    behind: list[CellWrite] = []
    for pair in metered(pairs):
        table, row = tables.get(pair.table_id), rows.get((pair.table_id, pair.number))
        if table is None or row is None:
            continue
        covered = table.covered(row) if table.name in merged else _NONE
        for column, source, target in _stated(table, row, pair.data_row, covered, derivable):
            if not target.formula and not target.empty and _says(target, source):
                continue
            cell = fact(table, column, source, target)
            if target.formula:
                behind.append(cell)
                continue
            if not target.empty:
                conflicts.append(
                    Conflict(table_id=cell.table_id, column=cell.column, cell=target, value=cell.value)
                )
            if target.empty or on_conflict == "replace":
                write.append(cell)
    return FactPlan(writes=tuple(write), conflicts=tuple(conflicts), behind_formulas=tuple(behind))


def _stated(
    table: Table, row: Row, data: Row, covered: frozenset[str], derivable: _Derivable
) -> Iterator[tuple[Column, Cell, Cell]]:
    """Yield the columns of a row for which the data have a fact, each with its cell there and here."""
    for column in table.columns:
        spec = column.spec
        source, target = data.cells.get(column.key), row.cells[column.key]
        if source is None or not source.text or source.error or column.key in covered:
            continue
        if target.row != row.number or spec.jenis in {"nomor", "warna"}:
            continue  # part of a cell merged over it, or what the form itself shows
        if spec.peran == "in" or (
            spec.peran == "ref" and not derivable.holds_results(spec) and not derivable(source, spec)
        ):
            yield column, source, target


def _says(target: Cell, source: Cell) -> bool:
    """Return whether a typed cell says what one of the data says, which most do to the letter."""
    return target[_SAID] == source[_SAID] or _agree(Value.from_cell(source), target)


#: Text, numeral and factor of a cell: all that tells what it says.
_SAID = slice(Cell._fields.index("text"), Cell._fields.index("factor") + 1)


def _said(fact: Value) -> Value:
    """Return what the data say, the number of a text with its unit among it."""
    return fact.how.source if isinstance(fact.how, Copied) else fact


def _agree(fact: Value, target: Cell) -> bool:
    """Return whether a cell says what a fact says: the same number, else the same words."""
    wanted, typed = fact.number, Value.from_cell(target).number
    if wanted is not None and typed is not None and target.formula:
        return abs(wanted - typed) <= _CLOSE * max(abs(wanted), Fraction(1))
    if wanted is not None or typed is not None:
        return wanted == typed
    return plain(fact.text) == plain(target.text)


class _Derivable:
    """Tells which carried-over values of the data the template will derive from its own tables."""

    def __init__(self, data: Hasil, tables: frozenset[str]) -> None:
        self._value_at = data.derived_as_printed.by_place()
        self._tables = tables
        self.holds_results = data.laporan.specs.holds_results
        self._home = {
            cell.place: table.id
            for table in data.laporan.tables
            for row in table.rows
            for cell in row.cells.values()
        }

    def __call__(self, source: Cell, spec: ColumnSpec) -> bool:
        value = self._value_at(source.place)
        said = Value.from_cell(source)
        if value is None or not value.known or differs(source, value):
            return False
        if spec.jenis == "uang" and source.factor == 1 and said.number != value.number:
            return False  # to the rupiah, where the other table is in thousands
        return all(self._home.get(place) in self._tables for place in value.origins())


def without_place(laporan: Laporan, data: Laporan) -> tuple[str, ...]:
    """Return the tables of the data that the template lacks, and the columns of facts that its own lack."""
    tables = {table.name: table for table in (*laporan.tables, *laporan.forms)}
    missing: list[str] = []
    for name, table in counterparts(laporan, data).items():
        if name not in tables:
            missing.append(table.name)
            continue
        known = {column.key for column in tables[name].columns}
        facts = (one for one in table.columns if one.spec.peran == "in" and one.id != "no")
        missing += [
            f"{table.name} {one.key}" for one in facts if one.key not in known and _is_said(table, one)
        ]
    return tuple(missing)


def _is_said(table: Table, column: Column) -> bool:
    return any(row.text(column.key) for row in table.rows)
