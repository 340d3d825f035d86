"""Plan of the derived cells, decided on values before anything touches the package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from sakipcalc.base.allowance import metered
from sakipcalc.computing import Value
from sakipcalc.computing.alike import AlikeFormulas
from sakipcalc.computing.derivedcells import WaitingCells
from sakipcalc.computing.engine import differs
from sakipcalc.computing.how import TYPED, Copied
from sakipcalc.filling.cellwrites import AlikeWrites, CellWrite, CellWrites
from sakipcalc.filling.unfilled import EmptyReason, Unfilled
from sakipcalc.rulebook.formulas import Status
from sakipcalc.text.numerals.exact import nearly

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from fractions import Fraction

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil
    from sakipcalc.computing.derivedcells import DerivedCell
    from sakipcalc.computing.engine import Trust
    from sakipcalc.model import Cell, Column, Row, Table
    from sakipcalc.tables import ColumnSpec

__all__ = ["CellWrite", "Conflict", "FillPlan", "OnConflict", "copied", "fact", "make_plan"]

#: Stored and computed values with so many digits in common are the same number.
_CLOSE = 12
#: The column whose emptiness may be all that tells the level of a line.
_SIGN = "anggaran"
#: Units that the column says as well as the cell.
_UNITS = frozenset({"", "Rp"})
#: What happens to a typed value that differs from the derived one.
OnConflict = Literal["keep", "replace", "error"]


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
    writes : sequence of CellWrite
        Cells to be written.
    refresh : tuple of CellWrite
        Formulas of the library whose stored value is missing or of earlier figures: only that is set.
    conflicts : tuple of Conflict
        Typed values that differ.
    unfilled : tuple of Unfilled
        Derived cells that stay empty, each with its reason.
    """

    writes: Sequence[CellWrite] = ()
    refresh: tuple[CellWrite, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()

    def followed_by(self, later: FillPlan) -> FillPlan:
        """Return the plan that joins this one and one for the workbook that it made."""
        replaced = {one.cell.place for one in self.writes}
        return FillPlan(
            writes=(*self.writes, *later.writes) if self.writes else later.writes,
            refresh=tuple({one.cell.place: one for one in (*self.refresh, *later.refresh)}.values()),
            conflicts=(*(one for one in self.conflicts if one.cell.place in replaced), *later.conflicts),
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
    trust: Trust = "ganti" if on_conflict == "replace" else "berlaku"
    own = frozenset(hasil.own_formulas)
    derived = hasil.derived(trust, own)
    waiting = derived.waiting() if formulas else []
    sought = _sought(derived.unsettled(waiting), own)
    conflicts = [c for c in sought.differing if _scale_is_theirs(hasil, c)]
    reasons = {c.cell.place: _reason(hasil, c, allows) for c in metered(sought.empty)}
    chosen = [c for c in sought.empty if reasons[c.cell.place] is None]
    if on_conflict == "replace":
        chosen += conflicts
    written, alike = _with_formulas(hasil, chosen, waiting, formulas=formulas)
    while left := {c.cell.place for c in written if c.formula is None} & sought.signs:
        reasons |= dict.fromkeys(left & reasons.keys(), EmptyReason.LEVEL)
        chosen = [c for c in chosen if c.cell.place not in left]
        written, alike = _with_formulas(hasil, chosen, waiting, formulas=formulas)
    return FillPlan(
        writes=CellWrites(written, alike, derived.table_names) if alike else tuple(written),
        unfilled=tuple(
            Unfilled(c.table_id, c.column, c.cell.place, c.value, reason)
            for c in sought.empty
            if (reason := reasons[c.cell.place]) and not c.value.nihil
        ),
        refresh=tuple(sought.outdated),
        conflicts=tuple(
            Conflict(table_id=c.table_id, column=c.column, cell=c.cell, value=c.value) for c in conflicts
        ),
    )


class _Sought(NamedTuple):
    """Derived cells of which something is to be done: empty ones, typed ones that differ, stale formulas.

    `signs` are budgets whose emptiness is all that tells the level of their line.
    """

    empty: list[CellWrite]
    differing: list[CellWrite]
    outdated: list[CellWrite]
    signs: set[Place]


def _sought(unsettled: Iterable[DerivedCell], own: Collection[Place]) -> _Sought:
    """Look for the few cells of a table that filling concerns; all others are passed by."""
    sought = _Sought([], [], [], set())
    for table, row, column, value in metered(unsettled):
        cell = row.cells[column.key]
        if row.guessed and column.id == _SIGN:
            sought.signs.add(cell.place)
        if cell.empty:
            if value.known or _says_something(table, row):
                sought.empty.append(_cell(table, column, cell, value))
        elif not value.known:
            continue
        elif not cell.formula:
            if differs(cell, value):
                sought.differing.append(_cell(table, column, cell, value))
        elif cell.place in own and _is_outdated(cell, value):
            sought.outdated.append(_cell(table, column, cell, value))
    return sought


def _says_something(table: Table, row: Row) -> bool:
    """Return whether more than a number stands in a row; a blank line of a form waits for nothing."""
    numbering = {column.key for column in table.columns if column.spec.jenis == "nomor"}
    return any(text for key, text, _ in row.own_words() if key not in numbering)


def _reason(hasil: Hasil, cell: CellWrite, allows: Callable[[CellWrite], bool]) -> EmptyReason | None:
    """Return why an empty cell stays so; None where it gets its value."""
    if not cell.value.known:
        return EmptyReason.ASKED if cell.value.question else EmptyReason.MISSING
    if not _scale_is_theirs(hasil, cell):
        return EmptyReason.SCALE
    return None if allows(cell) else EmptyReason.NOT_IN_LIST


def _scale_is_theirs(hasil: Hasil, cell: CellWrite) -> bool:
    """Return whether a label comes of the scale that the workbook prints, where it prints one."""
    used = cell.value.used_scale
    if used is None or used.labels:  # as of every number
        return True
    printed = [spec.id for spec in hasil.laporan.specs.scales if hasil.laporan.find(spec.id)]
    return not any(hasil.skala[table] is used for table in printed)


def _with_formulas(
    hasil: Hasil, cells: Sequence[CellWrite], waiting: Sequence[WaitingCells], *, formulas: bool
) -> tuple[list[CellWrite], list[AlikeWrites]]:
    """Return the cells with the formulas that the workbook can count with when all of them are there."""
    if not formulas:
        return [*cells], []
    live = hasil.live.and_also((c.cell.place for c in cells), _rows(waiting))
    formulas_of = AlikeFormulas(live)
    alike, others = _alike(waiting, formulas_of)
    return [
        CellWrite(one, column, cell, value, formulas_of.of(value, cell), form, fill)
        for one, column, cell, value, _, form, fill in (*cells, *others)
    ], alike


def _rows(waiting: Iterable[WaitingCells]) -> dict[tuple[str, int], set[int]]:
    """Return the rows of cells by their sheet and column."""
    found: dict[tuple[str, int], set[int]] = {}
    for _, column, run, places in waiting:
        own, positions = run.rows.columns[column.key], run.rows.positions
        for at in places:
            here = positions[at]
            found.setdefault((own.sheet, own.cols[here]), set()).add(own.rows[here])
    return found


def _alike(
    waiting: Iterable[WaitingCells], formulas_of: AlikeFormulas
) -> tuple[list[AlikeWrites], list[CellWrite]]:
    """Return cells by the patterns of their formulas, and those that have none."""
    alike: list[AlikeWrites] = []
    others: list[CellWrite] = []
    for table, column, run, places in waiting:
        found, singly = formulas_of.in_run(run, places)
        others += [_cell(table, column, run.rows.cells(at)[column.key], run.value(at)) for at in singly]
        alike += [AlikeWrites(WaitingCells(table, column, run, own), p) for p, own in found.items()]
    return alike, others


def _is_outdated(cell: Cell, value: Value) -> bool:
    """Return whether a formula of the library stores no value, or another one than it has now."""
    stored = Value.from_cell(cell)
    if value.number is None:
        return stored.text != value.text
    return stored.number is None or not nearly(stored.number, value.number, digits=_CLOSE)


def _cell(table: Table, column: Column, cell: Cell, value: Value) -> CellWrite:
    spec = column.spec
    return CellWrite(
        table_id=table.name,
        column=column.key,
        cell=cell,
        value=value,
        formula=None,
        format=spec.format,
        fill=_colour(value) if spec.jenis == "label" else "",
    )


def _colour(value: Value) -> str:
    if value.used_scale is None:
        return ""
    return next((band.colour for band in value.used_scale.skala.pita if band.label == value.text), "")
