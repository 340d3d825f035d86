"""Row plan: which rows the tables of a template get, and on which lines.

A table takes the rows of the same table in another workbook (``data``); without one, a table
whose body is still empty takes those of the table that its specification names (`TableSpec.baris_dari`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.filling.counterparts import counterparts
from sakipcalc.filling.lines import FormLines, moved
from sakipcalc.filling.match import matching_rows
from sakipcalc.filling.numbering import numbers
from sakipcalc.filling.plan import CellWrite, copied, fact
from sakipcalc.filling.takeover import numbered, rows_taken_over
from sakipcalc.filling.treeform import Seating, budget_form
from sakipcalc.model import Cell, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.excel import Insertion, Package
    from sakipcalc.filling.lines import Line
    from sakipcalc.filling.plan import OnConflict
    from sakipcalc.filling.treeform import BudgetForm
    from sakipcalc.model import Column, Laporan, Row, Table
    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.tables import TableSet

__all__ = ["NewRow", "OtherRow", "RowPair", "RowPlan", "plan_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """A row that a table gains.

    Parameters
    ----------
    table_id : str
        Name of the table.
    place : Place
        First cell of its line in the filled workbook.
    origin : Place
        The row that it was taken from; nowhere for a total.
    inserted : bool
        Whether its line was inserted, or stood empty in the template.
    """

    table_id: str
    place: Place
    origin: Place
    inserted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRow:
    """A row of the template that the data do not have."""

    table_id: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPair:
    """A row of the filled workbook, by table and sheet row, and the row of the data about the same."""

    table_id: str
    number: int
    data_row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlan:
    """Rows that are inserted, labelled and emptied; places but those of `insertions` are after the insertion.

    Parameters
    ----------
    insertions : tuple of Insertion
        Rows of sheets to be inserted, in terms of the template.
    writes : sequence of CellWrite
        Labels and numbers of the new rows.
    cleared : tuple of Place
        Cells of rows that the data do not have, which give way.
    freed : tuple of Place
        Cells of new rows whose formula is not for them: it is written anew where one is derived.
    new, others : tuple
        The new rows, and the rows that the data do not have.
    pairs : tuple of RowPair
        Rows whose facts come from the data.
    given : frozenset of str
        Tables of the template that the data have too.
    """

    insertions: tuple[Insertion, ...] = ()
    writes: Sequence[CellWrite] = ()
    cleared: tuple[Place, ...] = ()
    freed: tuple[Place, ...] = ()
    new: tuple[NewRow, ...] = ()
    others: tuple[OtherRow, ...] = ()
    pairs: tuple[RowPair, ...] = ()
    given: frozenset[str] = frozenset()


def plan_rows(
    laporan: Laporan,
    package: Package,
    *,
    data: Laporan | None = None,
    on_conflict: OnConflict = "keep",
    metode: Metode,
) -> RowPlan:
    """Decide which rows the tables of a template get.

    Parameters
    ----------
    laporan : Laporan
        The template.
    package : Package
        Its package, which is only looked at.
    data : Laporan, optional
        The workbook whose facts are to fill it.
    on_conflict : {"keep", "replace", "error"}
        ``replace`` puts the rows of the data in place of those that they do not have.
    metode : Metode
        How names are compared.
    """
    given = counterparts(laporan, data) if data else {}
    rows: dict[str, list[Row]] = {}
    changes = []
    placed: dict[tuple[str, int], Row] = {}
    for table in sorted((*laporan.tables, *laporan.forms), key=lambda one: _rank(one, laporan.specs)):
        lines = FormLines(table, package.sheet(table.sheet))
        form = budget_form(lines, package, placed)
        change = _Change(table, lines, given.get(table.name), metode, form)
        if table.name in given:
            change.take(given[table.name].rows, replace_others=on_conflict == "replace")
        elif not change.lines.taken:
            change.take(rows_taken_over(table, _source(table, rows, given)), replace_others=False)
        rows.setdefault(table.id, change.rows)
        placed.update(change.on_lines)
        changes.append(change)
    return _joined([change for change in changes if change.given or change.new])


def _depth(id_: str, known: TableSet) -> int:
    return max((1 + _depth(source, known) for source in known[id_].baris_dari), default=0)


def _rank(table: Table, known: TableSet) -> tuple[int, bool]:
    """Order tables so that each comes after those that it takes rows from; of several PK the unit's first."""
    return _depth(table.id, known), not any(column.id == "tujuan" for column in table.columns)


def _source(table: Table, rows: Mapping[str, list[Row]], given: Mapping[str, Table]) -> Sequence[Row]:
    """Return the rows that an empty table takes over: of the template as it becomes, else of the data."""
    for id_ in table.spec.baris_dari:
        elsewhere = next((list(one.rows) for one in given.values() if one.id == id_), [])
        if found := rows.get(id_) or elsewhere:
            return found
    return ()


class _Change:
    """Change of the rows of one table."""

    def __init__(
        self, table: Table, lines: FormLines, given: Table | None, metode: Metode, form: BudgetForm | None
    ) -> None:
        self.table, self.lines, self.given = table, lines, given
        self.form, self._metode = form, metode
        self.matched = matching_rows(self._own, given, metode) if given else {}
        self.others = [row for row in lines.taken if row.number not in self.matched] if given else []
        self.cleared: list[Row] = []
        self.new: list[tuple[Row, Line]] = []
        self.seating = Seating()

    @property
    def insertions(self) -> tuple[Insertion, ...]:
        """The lines that are inserted for its rows."""
        return self.seating.placement.insertions

    @property
    def on_lines(self) -> Iterator[tuple[tuple[str, int], Row]]:
        """The new rows by sheet in lower case and line of the template, without inserted ones."""
        sheet = self.table.sheet.lower()
        return (((sheet, line.number), row) for row, line in self.new if line.insertion is None)

    @property
    def _own(self) -> Table:
        """The table without the lines of its form that say nothing."""
        taken = {row.number for row in self.lines.taken}
        kept = tuple([row for row in self.table.rows if row.number in taken or row.level.is_summary])
        return self.table if len(kept) == len(self.table.rows) else replace(self.table, rows=kept)

    def take(self, rows: Iterable[Row], *, replace_others: bool) -> None:
        """Find a line for each row that the table does not have yet."""
        if self.table.spec.baris == "pita" and self.lines.taken and not replace_others:
            return  # the bands of two scales together are no scale
        known = {id(row) for row in self.matched.values()}
        new = (row for row in rows if id(row) not in known and row.level is not Level.RATA)
        left = list(map(self._own_columns, metered(new)))
        if self.table.spec.baris == "pohon" and not self.table.detail:
            left = list(numbered(left))
        wanted = [row for row in left if any(cell.text for cell in row.cells.values())]
        self.cleared = self.others if replace_others else []
        self.seating = self._seated(wanted)
        self.new = list(zip(self.seating.rows, self.seating.placement.lines, strict=True))

    def _seated(self, wanted: Sequence[Row]) -> Seating:
        """Return where new rows go: on the tree of the form, where it draws one, else one after the other."""
        if not wanted:
            return Seating()
        if self.form is not None:
            return self.form.seat(wanted, self._metode)
        free = sorted({*self.lines.free, *(row.number for row in self.cleared)})
        placement = self.lines.place([row.cells for row in wanted], free)
        return Seating(rows=tuple(wanted), placement=placement)

    def _own_columns(self, row: Row) -> Row:
        keys = {column.key for column in self.table.columns}
        return row._replace(cells={key: cell for key, cell in row.cells.items() if key in keys})

    @property
    def rows(self) -> list[Row]:
        """The rows that the table has in the end, for the tables that take them over."""
        cleared = {row.number for row in self.cleared}
        kept = [row for row in self.lines.taken if row.number not in cleared]
        return [*kept, *(row for row, _ in self.new)]


def _joined(changes: Sequence[_Change]) -> RowPlan:
    insertions = tuple(insertion for change in changes for insertion in change.insertions)
    places = [
        _RowPlaces(change, [i for i in insertions if i.sheet == change.table.sheet]) for change in changes
    ]
    return RowPlan(
        insertions=insertions,
        writes=tuple(cell for one in places for cell in one.labels()),
        cleared=tuple(place for one in places for place in one.cleared()),
        freed=tuple(place for one in places for place in one.freed()),
        new=tuple(row for one in places for row in one.new_rows()),
        others=tuple(row for one in places for row in one.others()),
        pairs=tuple(pair for one in places for pair in one.pairs()),
        given=frozenset(one.table.name for one in changes if one.given),
    )


class _RowPlaces:
    """The changes of one table, at the places that its cells have after the insertions."""

    def __init__(self, change: _Change, insertions: Sequence[Insertion]) -> None:
        self.change, self.insertions = change, insertions
        self.table, self.lines = change.table, change.lines
        self._rows = {row.number: row for row in self.table.rows}
        self._cleared = {row.number for row in change.cleared}
        self._file = next((row.place.file for row in self.table.rows), "")

    def labels(self) -> Iterator[CellWrite]:
        for row, line in metered(self.change.new):
            for column in self.table.columns:
                covered = self.lines.covers(line, column.col) or self._shows(line, column)
                if column.key in row.cells and not covered:
                    yield from self._label(row, line, column)
        yield from numbers(self.change.new, self.table, self._target, self.lines)

    def _shows(self, line: Line, column: Column) -> bool:
        """Return whether the form itself takes over what a cell is to say."""
        shown = line.insertion is None and line.number in self.change.seating.self_named
        return shown and self.lines.has_formula(line.number, column.col)

    def _label(self, row: Row, line: Line, column: Column) -> Iterator[CellWrite]:
        source, target = row.cells[column.key], self._target(line, column)
        if not source.text or column.spec.jenis in {"nomor", "warna"}:
            return
        if column.spec.jenis in {"teks", "label"} and column.spec.peran == "in":
            yield copied(self.table, column, target, source)
        elif self._is_own_figure(row, line, column):
            yield fact(self.table, column, source, target)

    def _is_own_figure(self, row: Row, line: Line, column: Column) -> bool:
        """Return whether a figure is typed in this table first: it is said together with the name of its row.

        Lines that say only their names would look like the header of another table.
        """
        if self.table.spec.baris_dari or row.level.is_summary:
            return False
        if line.insertion is None and self.lines.has_formula(line.number, column.col):
            return False
        if column.spec.peran == "in":
            return True
        is_leaf = row.number not in {one.parent for one, _ in self.change.new}
        return self.change.form is not None and is_leaf

    def _target(self, line: Line, column: Column) -> Cell:
        """Return the cell of a line, at its place after the insertions."""
        at = line.at(self.insertions)
        place = Place(self._file, self.table.sheet, refs.cell_name(at, column.col))
        row = self._rows.get(line.number) if line.insertion is None else None
        known = row.cells.get(column.key) if row else None
        if known is None or line.number in self._cleared:
            return Cell(place=place, row=at, col=column.col, last_row=at)
        return known._replace(place=place, row=at)

    def cleared(self) -> Iterator[Place]:
        for row in self.change.cleared:
            for key, cell in row.cells.items():
                typed = cell.text and not cell.formula and cell.row == row.number
                if typed and self._column(key).spec.jenis != "nomor":
                    at = moved(row.number, self.insertions)
                    yield cell.place._replace(cell=refs.cell_name(at, cell.col))

    def freed(self) -> Iterator[Place]:
        for line, column in self.change.seating.given_way:
            yield self._target(line, column).place

    def _column(self, key: str) -> Column:
        return next(column for column in self.table.columns if column.key == key)

    def new_rows(self) -> Iterator[NewRow]:
        for row, line in metered(self.change.new):
            yield NewRow(
                table_id=self.table.name,
                place=self._target(line, self.table.columns[0]).place,
                origin=next((cell.place for cell in row.cells.values() if cell.text), Place()),
                inserted=line.insertion is not None,
            )

    def others(self) -> Iterator[OtherRow]:
        for row in self.change.others:
            text = next((cell.text for key, cell in row.cells.items() if cell.text and key != "no"), "")
            at = moved(row.number, self.insertions)
            first = row.place._replace(cell=refs.cell_name(at, self.table.columns[0].col))
            yield OtherRow(table_id=self.table.name, place=first, text=text)

    def pairs(self) -> Iterator[RowPair]:
        if not self.change.given:
            return
        for number, row in self.change.matched.items():
            yield RowPair(table_id=self.table.name, number=moved(number, self.insertions), data_row=row)
        for row, line in metered(self.change.new):
            shown = {column.key for column in self.table.columns if self._shows(line, column)}
            names = {one.key for one in self.table.columns if one.spec.jenis in {"teks", "label"}} & shown
            cells = {key: cell for key, cell in row.cells.items() if key not in names}
            said = row._replace(cells=cells)
            yield RowPair(table_id=self.table.name, number=line.at(self.insertions), data_row=said)
