"""Draws the blank workbook: cover, tables, settings and guide."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sakipcalc.base.allowance import metered
from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.messages import spoken
from sakipcalc.model import Level
from sakipcalc.sheets.outsheet import OutFormula, OutSheet, PageSetup, Style
from sakipcalc.sheets.settings_table import settings_sheet
from sakipcalc.tables.standard import MEASUREMENT, SPENDING
from sakipcalc.writing.book import Document, workbook
from sakipcalc.writing.template import looks
from sakipcalc.writing.template.formulas import all_formulas
from sakipcalc.writing.template.notes import cover_sheet, guide_sheet
from sakipcalc.writing.template.rules import rules_of
from sakipcalc.writing.template.shape import shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.messages import Lang
    from sakipcalc.writing.template.request import FixedContent, TemplateRequest
    from sakipcalc.writing.template.shape import ColumnShape, RowShape, SheetShape, TableShape

__all__ = ["template_book"]

#: Fixed, so that the same request gives the same bytes.
_CREATED = dt.datetime(2024, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_HEIGHT_OF_HEAD = 30
_UNIT = 'IF(Sampul!C4="","",Sampul!C4)'


def template_book(asked: TemplateRequest, ukuran: str = "A4", lang: Lang | None = None) -> bytes:
    """Return a blank annex workbook.

    Parameters
    ----------
    asked : TemplateRequest
        What it is asked to be.
    ukuran : {"A4", "F4"}
        Paper.
    lang : {"id", "en"}
        Language of the guide; the tables are Indonesian.
    """
    lang = spoken(lang)
    sheets = shape(asked)
    formulas = all_formulas([table for sheet in sheets for table in sheet.tables], asked)
    bands = {spec.id for spec in asked.specs.scales}
    scales = {table.id: table for sheet in sheets for table in sheet.tables if table.id in bands}
    page = looks.page(ukuran)
    drawn = [
        guide_sheet(asked.tahun, page, lang),
        cover_sheet(asked, sheets, page, lang),
        *(_Drawing(sheet, asked, formulas, page).draw(scales) for sheet in sheets),
        settings_sheet(asked.metode, looks.SETTINGS, lang, page=page),
    ]
    title = f"Lampiran LKjIP Tahun {asked.tahun}"
    return workbook(drawn, Document(title=title, created=_CREATED, font=looks.FONT, names=_names(sheets)))


#: Rows of two tables that are so high together [points] go onto one page in letters that can be read.
_ON_ONE_PAGE = 560


class _Drawing:
    """One sheet with tables while it is drawn."""

    def __init__(
        self, sheet: SheetShape, asked: TemplateRequest, formulas: Mapping[Place, str], page: PageSetup
    ) -> None:
        self._sheet, self._asked, self._formulas = sheet, asked, formulas
        widths = [sheet.widths.get(at) for at in range(1, max(sheet.widths) + 1)]
        self._out = OutSheet(
            name=sheet.name, widths=widths, page=page, tab=sheet.tab, printed=len(widths) - 1
        )

    def draw(self, scales: Mapping[str, TableShape]) -> OutSheet:
        out, first = self._out, self._sheet.tables[0]
        self._titles()
        for table in self._sheet.tables:
            self._head(table)
            for number, row in enumerate(metered(table.rows)):
                out.heights[row.number - 1] = table.height
                for column in table.columns:
                    if table.span(row, column)[0] == row.number:
                        self._cell(table, number, row, column)
            out.rules.extend(rules_of(table, scales, self._asked))
        out.frozen = first.body - 1
        if len(self._sheet.tables) == 1:
            out.repeat = first.top - 1, first.body - 2
        else:  # the heading of the first of two tables does not belong over the rows of the second
            out.one_page = sum(len(one.rows) * one.height for one in self._sheet.tables) <= _ON_ONE_PAGE
        return out

    def _titles(self) -> None:
        cols = len(self._out.widths)
        self._out.put(0, 0, OutFormula(_UNIT, self._asked.nama), looks.TITLE, cols=cols)
        self._out.put(1, 0, self._sheet.tables[0].caption, looks.TITLE, cols=cols)

    def _head(self, table: TableShape) -> None:
        """Write headings: a spanner over its columns, a column without a spanner over both rows."""
        top, bottom = table.top - 1, table.body - 2
        if top == bottom:
            self._out.heights[top] = _HEIGHT_OF_HEAD
        for column in table.columns:
            at = column.col - 1
            if column.spanner or top == bottom:
                self._out.put(bottom, at, _heading(column.heading), looks.HEAD)
            else:
                self._out.put(top, at, _heading(column.heading), looks.HEAD, rows=bottom - top + 1)
        for spanner, first, last in _spanners(table):
            self._out.put(top, first - 1, _heading(spanner), looks.HEAD, cols=last - first + 1)

    def _cell(self, table: TableShape, number: int, row: RowShape, column: ColumnShape) -> None:
        first, last = table.span(row, column)
        formula = self._formulas.get(Place(sheet=table.sheet, cell=table.cell_name(row, column)))
        value: OutFormula | str | float | None
        if formula is not None:
            value = OutFormula(formula, "")
        else:
            content = self._content(table, number, row, column)
            value = float(content) if isinstance(content, Fraction) else content
        look = self._look(table, row, column, formula)
        self._out.put(first - 1, column.col - 1, value, look, rows=last - first + 1)

    def _content(
        self, table: TableShape, number: int, row: RowShape, column: ColumnShape
    ) -> FixedContent | None:
        known = self._asked.contents.get((table.name, number, column.key))
        if known is None and column.id == "no" and row.order >= 0:
            return Fraction(row.order + 1)
        if known is None and row.level is Level.JUMLAH and column.id == "uraian":
            return "JUMLAH"
        return known

    def _may_be_overwritten(self, table: TableShape, column: ColumnShape) -> bool:
        """Return whether a formula only proposes: a judgement, or the row of an indicator that may go.

        Rows of indicators that are not measured may be deleted from the measurement.
        """
        spec = self._asked.specs[table.id].kolom[column.id]
        row_may_go = table.id == MEASUREMENT and (spec.jenis == "teks" or column.id == "target")
        return row_may_go or any(rule.usulan for rule in spec.turunan)

    def _look(
        self,
        table: TableShape,
        row: RowShape,
        column: ColumnShape,
        formula: str | None,
    ) -> Style:
        spec = self._asked.specs[table.id].kolom[column.id]
        changes: dict[str, Any] = {"number": spec.format}
        typed = formula is None and row.level is not Level.JUMLAH and spec.jenis not in {"nomor", "warna"}
        if typed:
            changes |= looks.INPUT
        elif self._may_be_overwritten(table, column):
            changes["locked"] = False
        if spec.numeric or spec.jenis in {"nomor", "label"}:
            changes["align"] = "right" if spec.jenis == "uang" else "center"
        if column.id == "uraian" and row.level:
            changes |= looks.LEVELS[row.level]
        elif row.level is Level.JUMLAH:
            changes |= looks.LEVELS[Level.JUMLAH]
        if spec.jenis == "warna" and (colour := self._asked.pita(table.id)[row.order].colour):
            changes["fill"] = colour
        return replace(looks.BODY, **changes)


def _heading(text: str) -> str | float:
    return int(text) if text.isdecimal() else text  # a year


def _spanners(table: TableShape) -> list[tuple[str, int, int]]:
    """Return the spanners with the first and last column that each stands over."""
    spanners: list[tuple[str, int, int]] = []
    for column in table.columns:
        if not column.spanner:
            continue
        if spanners and spanners[-1][0] == column.spanner and spanners[-1][2] == column.col - 1:
            spanners[-1] = (column.spanner, spanners[-1][1], column.col)
        else:
            spanners.append((column.spanner, column.col, column.col))
    return spanners


def _names(sheets: tuple[SheetShape, ...]) -> dict[str, Place]:
    """Return the defined names: the unit, its region, and the totals of the budget."""
    named = {"NamaUnit": Place(sheet="Sampul", cell="C4"), "Kabupaten": Place(sheet="Sampul", cell="C5")}
    budget = next(table for sheet in sheets for table in sheet.tables if table.id == SPENDING)
    for name, column in (("PaguTotal", "anggaran"), ("RealisasiTotal", "realisasi")):
        cell = refs.cell_name(budget.end, budget.col(column))
        named[name] = Place(sheet=budget.sheet, cell=cell)
    return named
