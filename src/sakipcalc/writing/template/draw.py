"""Draws the blank workbook: cover, tables, settings and guide."""

from __future__ import annotations

import datetime as dt
import io
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import xlsxwriter

from sakipcalc.ooxml import Limits, Package, refs
from sakipcalc.places import Place
from sakipcalc.tables import specs
from sakipcalc.writing.template import looks
from sakipcalc.writing.template.formulas import all_formulas
from sakipcalc.writing.template.notes import draw_cover, draw_guide, draw_settings
from sakipcalc.writing.template.rules import add_rules
from sakipcalc.writing.template.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter.worksheet import Worksheet

    from sakipcalc.messages import Lang
    from sakipcalc.writing.template.request import Isi, Permintaan
    from sakipcalc.writing.template.shape import BarisBentuk, KolomBentuk, Lembar, TabelBentuk

__all__ = ["PAPERS", "template_book"]

#: Excel's numbers for A4 and for the F4 (folio) of Indonesian offices.
PAPERS: Mapping[str, int] = {"A4": 9, "F4": 14}
#: What a protected sheet still allows.
_ALLOWED: Mapping[str, Any] = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
}  # fmt: skip
#: Fixed, so that the same request gives the same bytes.
_CREATED = dt.datetime(2024, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
#: Kinds of column that the template fills in itself.
_NEVER_TYPED = frozenset({"nomor", "warna"})
#: The table from which the rows of indicators that are not measured may be deleted.
_DELETABLE = "3.2"
#: Height of a line of text, what a row has above and below, and the most that Excel allows, in points.
_LINE, _PADDING, _HIGHEST = 13.0, 4.0, 409.0
#: Words are broken whole, so that a line holds less than its width.
_WIDER = 1.15
_HEIGHT_OF_HEAD = 30
_UNIT = '=IF(Sampul!C4="","",Sampul!C4)'


def template_book(asked: Permintaan, ukuran: str = "A4", lang: Lang = "id") -> bytes:
    """Return a blank annex workbook.

    Parameters
    ----------
    asked : Permintaan
        What it is asked to be.
    ukuran : {"A4", "F4"}
        Paper.
    lang : {"id", "en"}
        Language of the guide; the tables are Indonesian.
    """
    sheets = shape(asked)
    formulas = all_formulas([table for sheet in sheets for table in sheet.tabel], asked)
    target = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": dict(looks.FONT), "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": f"Lampiran LKjIP Tahun {asked.tahun}", "created": _CREATED})
        paint = looks.Looks(book)
        cover = book.add_worksheet("Sampul")
        for sheet in sheets:
            page = _Page(book.add_worksheet(sheet.nama), sheet, asked, formulas, paint)
            page.draw(PAPERS[ukuran])
        settings, guide = book.add_worksheet("Pengaturan"), book.add_worksheet("Petunjuk")
        draw_cover(cover, paint, asked, sheets)
        draw_settings(settings, paint, asked.metode, lang)
        draw_guide(guide, paint, lang)
        for sheet in (cover, settings, guide):
            _set_page(sheet, PAPERS[ukuran])
        _define_names(book, sheets)
    nameless = () if asked.nama else (Place(sheet=sheet.nama, cell="A1") for sheet in sheets)
    return _with_empty_results(target.getvalue(), (*formulas, *nameless))


def _with_empty_results(data: bytes, formulas: Iterable[Place]) -> bytes:
    """Store the empty text that each formula gives; XlsxWriter stores nothing for it, as if unknown."""
    package = Package(data, limits=Limits())
    editor = package.edit()
    for place in formulas:
        editor.set_cached(place.sheet, place.cell, "")
    return editor.to_bytes()


class _Page:
    """One sheet with tables while it is drawn."""

    def __init__(
        self,
        out: Worksheet,
        sheet: Lembar,
        asked: Permintaan,
        formulas: Mapping[Place, str],
        paint: looks.Looks,
    ) -> None:
        self._out, self._sheet, self._asked, self._formulas, self._paint = out, sheet, asked, formulas, paint

    def draw(self, paper: int) -> None:
        out, first = self._out, self._sheet.tabel[0]
        for at, width in self._sheet.lebar.items():
            out.set_column(at - 1, at - 1, width)
        self._titles(max(self._sheet.lebar))
        for table in self._sheet.tabel:
            self._head(table)
            for number, row in enumerate(table.baris):
                out.set_row(row.nomor - 1, self._height(table, number, row))
                for column in table.kolom:
                    if table.sel(row, column)[0] == row.nomor:
                        self._cell(table, number, row, column)
            add_rules(out, table, self._asked, self._paint)
        out.set_tab_color(f"#{self._sheet.tab}")
        out.freeze_panes(first.badan - 1, 0)
        out.repeat_rows(first.kepala - 1, first.badan - 2)
        out.print_area(0, 0, self._sheet.tabel[-1].akhir - 1, max(self._sheet.lebar) - 1)
        _set_page(out, paper)

    def _height(self, table: TabelBentuk, number: int, row: BarisBentuk) -> float:
        """Return the height of a row: room for what is known already, and for names that are to come."""
        typed = (
            (self._content(table, number, row, column), column.lebar)
            for column in table.kolom
            if table.sel(row, column) == (row.nomor, row.nomor)
        )
        lines = (_lines(content, width) for content, width in typed if isinstance(content, str))
        return min(max(table.tinggi, max(lines, default=1) * _LINE + _PADDING), _HIGHEST)

    def _titles(self, width: int) -> None:
        look = self._paint.get(looks.TITLE)
        for row in (0, 1):
            self._out.merge_range(row, 0, row, width - 1, "", look)
        self._out.write_formula(0, 0, _UNIT, look, self._asked.nama)
        self._out.write_string(1, 0, self._sheet.tabel[0].judul, look)

    def _head(self, table: TabelBentuk) -> None:
        """Write headings: a group over its columns, a column without a group over both rows."""
        look = self._paint.get(looks.HEAD)
        top, bottom = table.kepala - 1, table.badan - 2
        if top == bottom:
            self._out.set_row(top, _HEIGHT_OF_HEAD)
        for column in table.kolom:
            at = column.lajur - 1
            if column.induk or top == bottom:
                self._heading(bottom, at, column.judul)
            else:
                self._out.merge_range(top, at, bottom, at, "", look)
                self._heading(top, at, column.judul)
        for group, first, last in _groups(table):
            if last > first:
                self._out.merge_range(top, first - 1, top, last - 1, "", look)
            self._heading(top, first - 1, group)

    def _heading(self, row: int, col: int, text: str) -> None:
        look = self._paint.get(looks.HEAD)
        if text.isdecimal():
            self._out.write_number(row, col, int(text), look)  # a year
        else:
            self._out.write_string(row, col, text, look)

    def _cell(self, table: TabelBentuk, number: int, row: BarisBentuk, column: KolomBentuk) -> None:
        first, last = table.sel(row, column)
        formula = self._formulas.get(Place(sheet=table.sheet, cell=table.nama_sel(row, column)))
        content = self._content(table, number, row, column)
        look = self._paint.get(*self._look(table, row, column, formula))
        at = (first - 1, column.lajur - 1)
        if last > first:
            self._out.merge_range(*at, last - 1, column.lajur - 1, "", look)
        if formula is not None:
            self._out.write_formula(*at, f"={formula}", look, "")
        elif isinstance(content, str):
            self._out.write_string(*at, content, look)
        elif content is not None:
            self._out.write_number(*at, float(content), look)
        else:
            self._out.write_blank(*at, None, look)

    def _content(self, table: TabelBentuk, number: int, row: BarisBentuk, column: KolomBentuk) -> Isi | None:
        known = self._asked.isi.get((table.nama, number, column.kunci))
        if known is None and column.id == "no" and row.urutan >= 0:
            return Fraction(row.urutan + 1)
        if known is None and row.tingkat == "jumlah" and column.id == "uraian":
            return "JUMLAH"
        return known

    @staticmethod
    def _may_be_overwritten(table: TabelBentuk, column: KolomBentuk) -> bool:
        """Return whether a formula only proposes: a judgement, or the row of an indicator that may go."""
        spec = specs()[table.id].kolom[column.id]
        row_may_go = table.id == _DELETABLE and (spec.jenis == "teks" or column.id == "target")
        return row_may_go or any(rule.usulan for rule in spec.turunan)

    def _look(
        self,
        table: TabelBentuk,
        row: BarisBentuk,
        column: KolomBentuk,
        formula: str | None,
    ) -> list[Mapping[str, Any]]:
        spec = specs()[table.id].kolom[column.id]
        parts: list[Mapping[str, Any]] = [looks.BODY, {"num_format": spec.format}]
        typed = (
            formula is None and spec.jenis != "nomor" and row.tingkat != "jumlah" and spec.jenis != "warna"
        )
        if typed:
            parts.append(looks.INPUT)
        elif self._may_be_overwritten(table, column):
            parts.append({"locked": False})
        if spec.numeric or spec.jenis in {"nomor", "label"}:
            parts.append({"align": "right" if spec.jenis == "uang" else "center"})
        if column.id == "uraian" and row.tingkat:
            parts.append(looks.LEVELS[row.tingkat])
        elif row.tingkat == "jumlah":
            parts.append({key: looks.LEVELS["jumlah"][key] for key in ("bold", "bg_color")})
        if spec.jenis == "warna" and self._asked.skala[row.urutan].warna:
            parts.append({"bg_color": f"#{self._asked.skala[row.urutan].warna}"})
        return parts


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column so many characters wide."""
    return sum(max(1, math.ceil(len(line) * _WIDER / width)) for line in text.splitlines())


def _groups(table: TabelBentuk) -> list[tuple[str, int, int]]:
    """Return the group headings with the first and last column that each stands over."""
    groups: list[tuple[str, int, int]] = []
    for column in table.kolom:
        if not column.induk:
            continue
        if groups and groups[-1][0] == column.induk and groups[-1][2] == column.lajur - 1:
            groups[-1] = (column.induk, groups[-1][1], column.lajur)
        else:
            groups.append((column.induk, column.lajur, column.lajur))
    return groups


def _set_page(out: Worksheet, paper: int) -> None:
    out.set_paper(paper)
    out.set_landscape()
    out.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    out.fit_to_pages(1, 0)
    out.center_horizontally()
    out.set_footer("&L&8&A&R&8&P/&N")
    out.protect("", dict(_ALLOWED))


def _define_names(book: xlsxwriter.Workbook, sheets: tuple[Lembar, ...]) -> None:
    """Name what people refer to: the unit, its region, and the totals of the budget."""
    book.define_name("NamaUnit", "=Sampul!$C$4")
    book.define_name("Kabupaten", "=Sampul!$C$5")
    budget = next(table for sheet in sheets for table in sheet.tabel if table.id == "3.9")
    for name, column in (("PaguTotal", "anggaran"), ("RealisasiTotal", "realisasi")):
        cell = Place(sheet=budget.sheet, cell=refs.cell_name(budget.akhir, budget.lajur(column)))
        book.define_name(name, f"={cell.quoted_sheet}!{cell.reference(absolute=True)}")
