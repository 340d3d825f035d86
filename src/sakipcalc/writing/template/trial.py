"""Template with trial figures, so that the derivation graph gives its formulas.

The formulas of the template are those that filling would write into it: every cell that is typed gets a
figure, the engine derives the others, and each derived value becomes the formula that leads to it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.base.places import Place
from sakipcalc.computing import compute
from sakipcalc.computing.expressions import formula_tree
from sakipcalc.model import Cell, Column, Entity, Laporan, Level, Row, Table
from sakipcalc.text.numerals import Numeral

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sakipcalc.base.formulatext import Node
    from sakipcalc.computing import Hasil
    from sakipcalc.writing.template.request import TemplateRequest
    from sakipcalc.writing.template.shape import ColumnShape, RowShape, TableShape

__all__ = ["formulas_for"]

#: Levels of the lines of a budget as trial names show them.
_NAMES = {
    Level.PROGRAM: "Program",
    Level.KEGIATAN: "Kegiatan",
    Level.SUB_KEGIATAN: "Sub Kegiatan",
    Level.JUMLAH: "JUMLAH",
}
#: Kinds of row that are about a measured indicator.
_OF_MEASURED = frozenset({"diukur", "penunjang", "utama"})


def formulas_for(tables: Sequence[TableShape], asked: TemplateRequest, arah: str) -> dict[Place, Node]:
    """Return the formula of every derived cell where all indicators have one polarity.

    Parameters
    ----------
    tables : sequence of TableShape
        The tables of the workbook.
    asked : TemplateRequest
        What the workbook is asked to be.
    arah : str
        The polarity.
    """
    trial = _Trial(asked, arah)
    derived = set(_derived(trial.computed(tables)))
    result = trial.computed(tables, without=derived)
    rows = (row for table in result.laporan.tables for row in metered(table.rows))
    cells = (cell for row in rows for cell in row.cells.values())
    live = {cell.place for cell in cells if cell.is_number} | derived
    return {
        cell.place: tree
        for cell, tree in (
            (value.cell, formula_tree(value, live.__contains__))
            for *_, value in result.engine("berlaku").all_derived()
        )
        if cell is not None and tree is not None
    }


def _derived(result: Hasil) -> list[Place]:
    """Return the cells that follow from others; what no table of the workbook gives is typed."""
    derived = result.engine().all_derived()
    return [row.cells[column.key].place for _, row, column, value in derived if value.known]


class _Trial:
    """Workbook of the template with trial figures typed in."""

    def __init__(self, asked: TemplateRequest, arah: str) -> None:
        self._asked, self._arah = asked, arah

    def computed(self, tables: Sequence[TableShape], without: AbstractSet[Place] = frozenset()) -> Hasil:
        """Return the results of the tables, the cells of `without` left empty."""
        laporan = Laporan(
            file="",
            entitas=Entity(tahun=self._asked.tahun, renstra=self._asked.renstra),
            tables=tuple(self._table(table, without) for table in tables),
            specs=self._asked.specs,
        )
        return compute(laporan, self._asked.metode)

    def _table(self, table: TableShape, without: AbstractSet[Place]) -> Table:
        spec = self._asked.specs[table.id]
        columns = tuple(
            Column(spec=spec.kolom[column.id], col=column.col, heading=column.heading, period=column.period)
            for column in table.columns
        )
        return Table(
            spec=spec,
            sheet=table.sheet,
            caption=table.caption,
            columns=columns,
            rows=tuple(
                Row(
                    number=row.number,
                    cells={column.key: self._cell(table, row, column, without) for column in table.columns},
                    level=row.level or (Level.named(table.detail) if table.detail else Level.SASARAN),
                    parent=row.parent,
                )
                for row in metered(table.rows)
            ),
            pejabat=table.pejabat,
            detail=table.detail,
        )

    def _cell(
        self,
        table: TableShape,
        row: RowShape,
        column: ColumnShape,
        without: AbstractSet[Place],
    ) -> Cell:
        first, last = table.span(row, column)
        empty = Cell(
            place=Place(sheet=table.sheet, cell=table.cell_name(row, column)),
            row=first,
            col=column.col,
            last_row=last,
        )
        if empty.place in without:
            return empty
        return self._typed(empty, table, row, column)

    def _typed(self, empty: Cell, table: TableShape, row: RowShape, column: ColumnShape) -> Cell:
        spec = self._asked.specs[table.id].kolom[column.id]
        if spec.numeric:
            figure = Numeral(value=Decimal(100 + row.number), text=str(100 + row.number))
            return empty._replace(text=figure.text, numeral=figure, is_number=True)
        return empty._replace(text=self._text(table, row, column, spec.jenis))

    def _text(self, table: TableShape, row: RowShape, column: ColumnShape, kind: str) -> str:
        if table.kind == "pita":
            return self._band(table, row).get(column.id, "")
        if column.id == "arah":
            return self._arah
        if column.id == "uraian":
            return f"{_NAMES.get(row.level, '')} {row.order}" if row.order >= 0 else _NAMES[Level.JUMLAH]
        if kind == "nomor":
            return str(row.order + 1)
        if table.kind == "lain":
            return f"{column.id} {table.id} {row.number}"
        about = self._asked.measured[row.order] if table.kind in _OF_MEASURED else row.order
        return f"{column.id} {row.number}" if column.id == "program" else f"{column.id[:6]} {about}"

    def _band(self, table: TableShape, row: RowShape) -> Mapping[str, str]:
        band = self._asked.pita(table.id)[row.order]
        return {"no": "", "skala": band.text, "predikat": band.label, "warna": "", "keterangan": ""}
