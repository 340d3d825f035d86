"""Cells of the year: inputs that are emptied, targets of the next year, and the history that moves on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.allowance import metered
from sakipcalc.base.formulatext import Reference, changed, nodes, parse, write
from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.excel.formulas import translate
from sakipcalc.filling.write import stored
from sakipcalc.model import column_key
from sakipcalc.tables.standard import AGREEMENT, GOALS
from sakipcalc.text.numerals import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.base.formulatext import Node
    from sakipcalc.computing import Hasil
    from sakipcalc.excel import Package, RawCell
    from sakipcalc.model import Cell, Column, Laporan, Row, Table

__all__ = [
    "CarriedCell",
    "FigureBeside",
    "NextTarget",
    "emptied",
    "figures_beside",
    "formula_of_next_year",
    "history",
    "next_targets",
]


_HUNDRED = 100
#: Columns in which a total is named.
_NAMED = frozenset({"no", "uraian", "indikator", "tujuan_sasaran"})


class NextTarget(NamedTuple):
    """A cell of an agreement and the target that Tabel 2.1 has for it."""

    cell: Cell
    value: float | str


def emptied(laporan: Laporan) -> Iterator[Cell]:
    """Yield the cells of the tables that hold something of the year: typed inputs, results, formulas."""
    seen = set()
    for table in laporan.tables:
        if table.spec.tetap or table.spec.riwayat:
            continue
        for row in metered(table.rows):
            for column in table.columns:
                cell = row.cells.get(column.key)
                if (
                    cell is None
                    or cell.empty
                    or cell.place in seen
                    or not column.spec.of_one_year
                    or cell.text in _words_of(row)
                ):
                    continue
                seen.add(cell.place)
                yield cell


class FigureBeside(NamedTuple):
    """A figure beside a table, in a row from which figures of the year were emptied.

    Parameters
    ----------
    place : Place
        Its cell.
    text : str
        What it holds.
    follows : bool
        Whether it repeats one of the emptied figures, or what two of them make: then it is of the old year.
    """

    place: Place
    text: str
    follows: bool


def figures_beside(laporan: Laporan, package: Package, gone: Iterable[Cell]) -> Iterator[FigureBeside]:
    """Yield the typed figures in no column of a table, in rows that lose figures of the year.

    Parameters
    ----------
    laporan : Laporan
        The workbook of the old year.
    package : Package
        The same as a package.
    gone : iterable of Cell
        Its cells that are emptied.
    """
    rows: dict[tuple[str, int], list[Fraction]] = {}
    for cell in metered(gone):
        figures = rows.setdefault((cell.place.sheet, cell.row), [])
        if cell.value is not None:
            figures.append(cell.value / cell.factor)
    known = {
        (cell.place.sheet, *cell.place.coordinates)
        for table in laporan.tables
        for row in metered(table.rows)
        for cell in row.cells.values()
    }
    for sheet in dict.fromkeys(sheet for sheet, _ in rows):
        for (row, col), held in metered(package.sheet(sheet).cells.items()):
            typed = held.kind == "n" and held.formula is None
            if typed and (sheet, row) in rows and (sheet, row, col) not in known:
                beside = Place(laporan.file, sheet, refs.cell_name(row, col))
                yield FigureBeside(beside, held.text, _follows(Fraction(held.text), rows[sheet, row]))


def _follows(figure: Fraction, gone: Sequence[Fraction]) -> bool:
    """Return whether a figure is one of those that go, or the difference, the sum or the share of two."""
    made = {*gone}
    for one, other in permutations(gone, 2):
        made |= {one - other, one + other}
        if other:
            made |= {one / other, one / other * _HUNDRED}
    shown = max(-int(Decimal(str(float(figure))).as_tuple().exponent), 0)
    return any(one == figure or (one and round_half_up(one, shown) == figure) for one in made)


def _words_of(row: Row) -> frozenset[str]:
    """Return the word of a total, which may be merged over the figures."""
    if not row.level.is_summary:
        return frozenset()
    return frozenset(cell.text for key, cell in row.cells.items() if key in _NAMED)


def next_targets(hasil: Hasil, tahun: int) -> Iterator[NextTarget]:
    """Yield the targets that Tabel 2.1 has in a year for what the head of the unit promises."""
    table = hasil.links.tables.get(AGREEMENT)
    for row in table.rows if table and GOALS in hasil.links.tables else ():
        cell, subject = row.cells.get("target"), hasil.links.subject(AGREEMENT, row)
        if cell is None or subject is None or cell.formula or cell.empty:
            continue
        value = hasil.facts_engine.value(GOALS, subject, "target", tahun)
        if value.number is not None:
            yield NextTarget(cell, stored(value, cell))
        elif value.text:
            yield NextTarget(cell, value.text)


def formula_of_next_year(formula: str, sheet: str, hasil: Hasil) -> str:
    """Return a formula with the targets that Tabel 2.1 has for the old year replaced by the next ones."""
    plan, year = hasil.links.tables.get(GOALS), hasil.laporan.entitas.tahun
    if plan is None or year is None:
        return formula
    columns = {column.year: refs.column_name(column.col) for column in plan.columns if column.year}
    tree = parse(formula) if {year, year + 1} <= columns.keys() else None
    if tree is None:
        return formula
    old, new, name = columns[year], columns[year + 1], plan.sheet

    def moved(node: Node) -> Node | None:
        if not isinstance(node, Reference) or node.kind not in {"cell", "area"}:
            return None
        if (node.sheets or (sheet,)) != (name,):
            return None
        ends = (end.replace(old, new) if _column(end) == old else end for end in node.text.split(":"))
        return replace(node, text=":".join(ends))

    return write(changed(tree, moved))


def _column(cell: str) -> str:
    """Return the letters of a cell that a formula names."""
    return cell.strip("$").rstrip("0123456789").rstrip("$")


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedCell:
    """New content of a history cell: a formula, a value, a new result for its own formula, or nothing."""

    cell: Cell
    value: float | str | None = None
    formula: str = ""
    stays: bool = False


def history(hasil: Hasil, package: Package) -> Iterator[CarriedCell]:
    """Yield the new contents of the cells of tables over several years."""
    year = hasil.laporan.entitas.tahun
    for table in hasil.links.tables.values() if year is not None else ():
        if table.spec.riwayat:
            yield from _of_table(hasil, package, table, year or 0)


def _of_table(hasil: Hasil, package: Package, table: Table, year: int) -> Iterator[CarriedCell]:
    seen = set()
    for row in metered(table.rows):
        for column in table.columns:
            cell = row.cells[column.key]
            if column.year is None or cell.place in seen:
                continue
            seen.add(cell.place)
            yield _Shift(hasil, package, table, row, year).content(column, cell)


@dataclass(frozen=True, slots=True)
class _Shift:
    """Moves the cells of one row."""

    hasil: Hasil
    package: Package
    table: Table
    table_row: Row
    year: int

    def content(self, column: Column, cell: Cell) -> CarriedCell:
        following = (column.year or 0) + 1
        source = self.table_row.cells.get(column_key(column.id, following))
        if column.year == self.year or source is None:
            return CarriedCell(cell=cell, stays=bool(cell.formula))
        return self._taken_over(column, cell, source)

    def _taken_over(self, column: Column, own_cell: Cell, source: Cell) -> CarriedCell:
        cell = self._cell(source)
        value = cell.value if cell and not isinstance(cell.value, bool) else None
        if value in {None, ""}:
            value = self._computed(column, source)
        if source.formula and self._plans_only(source.formula):
            return CarriedCell(cell=own_cell, value=value, formula=source.formula)
        moved = translate(source.formula, 0, own_cell.col - source.col) if source.formula else ""
        if own_cell.formula and moved == own_cell.formula:
            return CarriedCell(cell=own_cell, value=value, stays=True)
        return CarriedCell(cell=own_cell, value=value)

    def _cell(self, cell: Cell) -> RawCell | None:
        return self.package.sheet(cell.place.sheet).cells.get((cell.row, cell.col))

    def _plans_only(self, formula: str) -> bool:
        """Return whether a formula names cells of the Renstra's targets only, so that it holds anywhere."""
        plan = self.hasil.links.tables.get(GOALS)
        tree = parse(formula)
        if plan is None or tree is None:
            return False
        return {node.sheets for node in nodes(tree) if isinstance(node, Reference)} == {(plan.sheet,)}

    def _computed(self, column: Column, source: Cell) -> float | str | None:
        """Return the derived value of the year after that of a column; None where it is unknown."""
        subject = self.hasil.links.subject(self.table.id, self.table_row)
        if subject is None:
            return None
        value = self.hasil.facts_engine.value(self.table.id, subject, column.id, (column.year or 0) + 1)
        return stored(value, source) if value.known else None
