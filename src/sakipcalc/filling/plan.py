"""Plan of the derived cells, decided on values before anything touches the package."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from sakipcalc.base.allowance import metered
from sakipcalc.computing import Value
from sakipcalc.computing.engine import differs
from sakipcalc.computing.expressions import formula
from sakipcalc.computing.how import TYPED, Copied
from sakipcalc.filling.unfilled import Unfilled
from sakipcalc.rulebook.formulas import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.engine import Trust
    from sakipcalc.model import Cell, Column, Row, Table
    from sakipcalc.tables import ColumnSpec

__all__ = ["CellWrite", "Conflict", "FillPlan", "OnConflict", "copied", "fact", "make_plan"]

#: Stored and computed values this near, in relation to their size, are the same number.
_CLOSE = Fraction(1, 10**12)
#: The column whose emptiness may be all that tells the level of a line.
_SIGN = "anggaran"
#: Units that the column says as well as the cell.
_UNITS = frozenset({"", "Rp"})
#: What happens to a typed value that differs from the derived one.
OnConflict = Literal["keep", "replace", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWrite:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A typed value that differs from what the other cells give."""

    table_id: str
    column: str
    cell: Cell
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class FillPlan:
    """Everything that filling one workbook will do.

    Parameters
    ----------
    writes : tuple of CellWrite
        Cells to be written.
    refresh : tuple of CellWrite
        Formulas of the library whose stored value is missing or of earlier figures: only that is set.
    conflicts : tuple of Conflict
        Typed values that differ.
    left_alone : tuple of CellWrite
        Sums that stay unwritten, because only their empty cell tells the level of their line.
    forbidden : tuple of CellWrite
        Words that the drop-down list of their cell does not have.
    unfilled : tuple of Unfilled
        Cells of which nothing is known yet.
    """

    writes: tuple[CellWrite, ...] = ()
    refresh: tuple[CellWrite, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    left_alone: tuple[CellWrite, ...] = ()
    forbidden: tuple[CellWrite, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()

    def followed_by(self, later: FillPlan) -> FillPlan:
        """Return the plan that joins this one and one for the workbook that it made."""
        replaced = {one.cell.place for one in self.writes}
        return FillPlan(
            writes=(*self.writes, *later.writes),
            refresh=tuple({one.cell.place: one for one in (*self.refresh, *later.refresh)}.values()),
            conflicts=(*(one for one in self.conflicts if one.cell.place in replaced), *later.conflicts),
            left_alone=later.left_alone,
            forbidden=later.forbidden,
            unfilled=later.unfilled,
        )


def copied(
    table: Table,
    column: Column,
    target: Cell,
    source: Cell | None,
    *,
    text: str = "",
    figure: Fraction | None = None,
    number_format: str = "General",
) -> CellWrite:
    """Return a cell that says what another one says.

    Parameters
    ----------
    table, column : Table, Column
        Where it stands.
    target : Cell
        The cell as the template has it.
    source : Cell, optional
        The cell that it follows, if it follows one.
    text : str
        What it says; the text of its source without it.
    figure : Fraction, optional
        The number that is written in place of the text.
    number_format : str
        Of the column.
    """
    value = Value(
        number=figure,
        text=text or (source.text if source else ""),
        status=Status.DIISI,
        how=Copied(Value.from_cell(source)) if source else TYPED,
        cell=target,
    )
    return CellWrite(
        table_id=table.name,
        column=column.key,
        cell=target,
        value=value,
        formula=None,
        format=number_format,
        fill="",
    )


def fact(table: Table, column: Column, source: Cell, target: Cell) -> CellWrite:
    """Return a cell that says what one of the data says: its number where that is all it says."""
    spec = column.spec
    figure = source.value if spec.numeric and _is_plain(source, spec, target) else None
    return copied(table, column, target, source, figure=figure, number_format=spec.format)


def _is_plain(source: Cell, spec: ColumnSpec, target: Cell) -> bool:
    """Return whether the number alone says what the cell says; the word after it is not thrown away."""
    if source.is_number or source.numeral is None or target.factor != source.factor:
        return True
    return source.numeral.unit in (_UNITS | {"%"} if spec.jenis == "persen" else _UNITS)


def make_plan(
    hasil: Hasil,
    *,
    on_conflict: OnConflict = "keep",
    formulas: bool = True,
    allows: Callable[[CellWrite], bool] = lambda _: True,
) -> FillPlan:
    """Decide for every computed and carried-over cell of the workbook what is written.

    Parameters
    ----------
    hasil : Hasil
        Results of the template.
    on_conflict : {"keep", "replace", "error"}
        ``replace`` also writes over typed values that differ; the others leave them.
    formulas : bool
        Live formulas where possible, or plain values everywhere.
    allows : callable
        Tells whether the template lets a cell have what would be written.
    """
    reading: Trust = "ganti" if on_conflict == "replace" else "berlaku"
    own = frozenset(hasil.own_formulas)
    derived = list(hasil.derived(reading, own))
    cells = [_cell(*each) for each in metered(derived)]
    signs = {
        row.cells[column.key].place for _, row, column, _ in derived if row.guessed and column.id == _SIGN
    }
    typed = (c for c in cells if not c.cell.empty and not c.cell.formula)
    conflicts = tuple(
        c
        for c in typed
        if c.value.known and differs(Value.from_cell(c.cell), c.value) and _scale_is_theirs(hasil, c)
    )
    empty = [c for c in cells if c.cell.empty and c.value.known and _scale_is_theirs(hasil, c)]
    forbidden = tuple(c for c in empty if not allows(c))
    empty = [c for c in empty if allows(c)]
    chosen = empty + (list(conflicts) if on_conflict == "replace" else [])
    written = _with_formulas(hasil, chosen, formulas=formulas)
    while left := {c.cell.place for c in written if c.formula is None} & signs:
        chosen = [c for c in chosen if c.cell.place not in left]
        written = _with_formulas(hasil, chosen, formulas=formulas)
    places = {c.cell.place for c in chosen}
    return FillPlan(
        writes=written,
        left_alone=tuple(c for c in empty if c.cell.place not in places),
        forbidden=forbidden,
        unfilled=tuple(
            Unfilled(c.table_id, c.column, c.cell.place, c.value)
            for c in cells
            if c.cell.empty and not c.value.known and not c.value.nihil
        ),
        refresh=tuple(c for c in cells if c.cell.place in own and c.value.known and _stale(c)),
        conflicts=tuple(
            Conflict(table_id=c.table_id, column=c.column, cell=c.cell, value=c.value) for c in conflicts
        ),
    )


def _scale_is_theirs(hasil: Hasil, cell: CellWrite) -> bool:
    """Return whether a label comes of the scale that the workbook prints, where it prints one."""
    used = cell.value.used_scale
    if used is None or used.labels:  # as of every number
        return True
    printed = [spec.id for spec in hasil.laporan.specs.scales if hasil.laporan.find(spec.id)]
    return not any(hasil.skala[table] is used for table in printed)


def _with_formulas(hasil: Hasil, cells: Sequence[CellWrite], *, formulas: bool) -> tuple[CellWrite, ...]:
    """Return the cells with the formulas that the workbook can count with when all of them are there."""
    if not formulas:
        return tuple(cells)
    known = hasil.live | {c.cell.place for c in cells}
    return tuple(replace(c, formula=formula(c.value, known.__contains__)) for c in cells)


def _stale(cell: CellWrite) -> bool:
    """Return whether a formula of the library stores no value, or another one than it has now."""
    stored = Value.from_cell(cell.cell)
    if cell.value.number is None:
        return stored.text != cell.value.text
    if stored.number is None:
        return True
    size = max(abs(cell.value.number), Fraction(1))
    return abs(stored.number - cell.value.number) > _CLOSE * size


def _cell(table: Table, row: Row, column: Column, value: Value) -> CellWrite:
    spec = column.spec
    return CellWrite(
        table_id=table.name,
        column=column.key,
        cell=row.cells[column.key],
        value=value,
        formula=None,
        format=spec.format,
        fill=_colour(value) if spec.jenis == "label" else "",
    )


def _colour(value: Value) -> str:
    if value.used_scale is None:
        return ""
    return next((band.colour for band in value.used_scale.skala.pita if band.label == value.text), "")
