"""Sheets as an Excel workbook: with ``charts`` the module that speaks to XlsxWriter.

Texts are written as texts and numbers as numbers, so that nothing from a workbook becomes a formula.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from sakipcalc.base.allowance import metered, spend
from sakipcalc.base.places import Place
from sakipcalc.computing import Value
from sakipcalc.excel import Editor, Limits, Package
from sakipcalc.sheets.heights import bulk_height, row_heights
from sakipcalc.sheets.outsheet import ColouredWhen, DataBar, DropDown, NotNegative, OutFormula
from sakipcalc.sheets.paper import pages_of, readable_widths
from sakipcalc.writing.charts import draw
from sakipcalc.writing.moved import MovedCells

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sakipcalc.sheets.outsheet import CellRule, OutArea, OutCell, OutLink, OutSheet, Style
    from sakipcalc.sheets.paper import Pages

__all__ = ["Document", "workbook"]

#: Excel opens no longer address or formula, and keeps no more text in a cell.
_LONGEST_LINK, _LONGEST_FORMULA, _LONGEST_TEXT = 2000, 8000, 32_000
_BAR = {"type": "data_bar", "bar_color": "#9DC3E6", "min_type": "num", "min_value": 0}
#: What a missing figure shows among numbers.
_GAP = "-"
#: What a protected sheet still allows.
_ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Properties of a workbook as a whole.

    Parameters
    ----------
    title : str
        Title of the document.
    created : datetime, optional
        When it was made; now without it.
    font : str
        Of cells without a format, in 10 points; Excel's own without it.
    names : mapping of str to Place
        Defined names and the cell that each is for.
    """

    title: str = ""
    created: dt.datetime | None = None
    font: str = ""
    names: Mapping[str, Place] = field(default_factory=dict)


def workbook(
    sheets: Sequence[OutSheet],
    document: Document,
    *,
    homes: Sequence[OutSheet] = (),
    long: bool = False,
) -> bytes:
    """Return sheets as a workbook.

    A value that stands in several cells is a number in the first and a reference to it in the others;
    one that derives from values in cells is a live formula with its value.

    Parameters
    ----------
    sheets : sequence of OutSheet
        The sheets in order.
    document : Document
        What concerns the workbook as a whole.
    homes : sequence of OutSheet
        Those in which a value is at home, the first in front; in their order without it.
    long : bool
        Whether rows are written out as they come, so that memory does not grow with them; then no cell is
        merged over rows.
    """
    moved = MovedCells()
    for sheet in (*homes, *sheets):
        for cell in metered(sheet.cells):
            if isinstance(cell.value, Value):
                moved.place(cell.value, _place(sheet, cell))
    stream = io.BytesIO()
    options: dict[str, Any] = {"constant_memory" if long else "in_memory": True, "strings_to_urls": False}
    if document.font:
        options["default_format_properties"] = {"font_name": document.font, "font_size": 10}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": document.title, "created": document.created})
        writer = _BookWriter(book, moved)
        for sheet in sheets:
            writer.add(sheet)
        for name, place in document.names.items():
            book.define_name(name, f"={place.quoted_sheet}!{place.reference(absolute=True)}")
    cells = ((sheet, cell) for sheet in sheets for cell in metered(sheet.cells))
    empty = [_place(sheet, cell) for sheet, cell in cells if _comes_to_nothing(cell)]
    return _with_empty_results(stream.getvalue(), empty) if empty else stream.getvalue()


def _place(sheet: OutSheet, cell: OutCell) -> Place:
    return Place(sheet=sheet.name, cell=xl_rowcol_to_cell(cell.row, cell.col))


def _comes_to_nothing(cell: OutCell) -> bool:
    return isinstance(cell.value, OutFormula) and cell.value.value == ""


def _with_empty_results(data: bytes, formulas: Iterable[Place]) -> bytes:
    """Store the empty text that formulas give; XlsxWriter stores nothing for it, as if it were not known."""
    editor = Editor(Package(data, limits=Limits()))
    for place in metered(formulas):
        editor.set_cached(place.sheet, place.cell, "")
    return editor.to_bytes()


class _Page(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose rows are steps when the workbook is put together in the end."""

    def _write_row(self, *arguments: Any, **others: Any) -> None:
        spend()
        super()._write_row(*arguments, **others)


class _BookWriter:
    """Writes sheets to one workbook, each look once."""

    def __init__(self, book: Any, moved: MovedCells) -> None:
        self._book = book
        self._moved = moved
        self._formats: dict[Style, Any] = {}

    def add(self, sheet: OutSheet) -> None:
        """Write one sheet."""
        page = self._book.add_worksheet(sheet.name, worksheet_class=_Page)
        sheet.widths = readable_widths(sheet)
        for col, width in enumerate(sheet.widths):
            if width is not None:
                page.set_column(col, col, width)
        heights = row_heights(sheet)
        for row, height in metered(heights.items()):
            page.set_row(row, height)
        for cell in metered(sorted(sheet.cells, key=lambda cell: (cell.row, cell.col))):
            self._write(page, sheet, cell)
        self._write_rows(page, sheet)
        for rule in sheet.rules:
            self._add_rule(page, rule)
        for chart in sheet.charts:
            draw(self._book, page, sheet.name, chart)
        _set_up(page, sheet, pages_of(sheet, heights))

    def _format(self, style: Style) -> Any:
        known = self._formats.get(style)
        if known is None:
            known = self._formats[style] = self._book.add_format(_properties(style))
        return known

    def _write(self, page: Any, sheet: OutSheet, cell: OutCell) -> None:
        look = self._format(cell.style)
        if cell.merged:
            page.merge_range(*_corners(cell.area), "", look)
        at = (cell.row, cell.col)
        if isinstance(cell.value, Value):
            self._write_value(page, _place(sheet, cell), cell.value, look)
        elif isinstance(cell.value, OutFormula):
            page.write_formula(*at, f"={cell.value.text}", look, cell.value.value)
        elif cell.link and (address := _address(cell.link)):
            page.write_url(*at, address, look, string=str(cell.value or "")[:_LONGEST_TEXT])
        else:
            _write_plain(page, at, cell.value, look)

    def _write_rows(self, page: Any, sheet: OutSheet) -> None:
        """Write the list of a sheet below its cells."""
        for at, row in enumerate(sheet.rows, sheet.last_row + 1):
            if (height := bulk_height(row, sheet.widths)) is not None:
                page.set_row(at, height)
            for col, (value, style, file) in enumerate(row):
                look = self._format(style)
                if file and len(file) <= _LONGEST_LINK:
                    page.write_url(at, col, f"external:{file}", look, string=str(value)[:_LONGEST_TEXT])
                else:
                    _write_plain(page, (at, col), value, look)

    def _write_value(self, page: Any, place: Place, value: Value, look: Any) -> None:
        row, col = place.coordinates
        at = (row - 1, col - 1)
        shown = float(value.number) if value.number is not None else value.text
        if shown == "":
            page.write_string(*at, _GAP, look)
            return
        formula = self._moved.formula(value, place)
        if formula and len(formula) <= _LONGEST_FORMULA:
            page.write_formula(*at, f"={formula}", look, shown)
        elif isinstance(shown, str):
            page.write_string(*at, shown[:_LONGEST_TEXT], look)
        else:
            page.write_number(*at, shown, look)

    def _add_rule(self, page: Any, rule: CellRule) -> None:
        area = _corners(rule.area)
        match rule:
            case DataBar():
                page.conditional_format(*area, _BAR)
            case ColouredWhen():
                fill = self._book.add_format({"bg_color": f"#{rule.fill}"})
                page.conditional_format(
                    *area, {"type": "formula", "criteria": f"={rule.formula}", "format": fill}
                )
            case DropDown():
                source = f"={rule.offered}" if isinstance(rule.offered, str) else list(rule.offered)
                options: dict[str, object] = {"validate": "list", "source": source, "ignore_blank": True}
                page.data_validation(
                    *area, options if rule.strict else options | {"error_type": "information"}
                )
            case NotNegative():
                said = {"error_title": rule.title, "error_message": rule.message}
                page.data_validation(*area, {"validate": "decimal", "criteria": ">=", "value": 0, **said})


def _corners(area: OutArea) -> tuple[int, int, int, int]:
    return area.row, area.col, area.last_row, area.last_col


def _write_plain(page: Any, at: tuple[int, int], value: str | float | None, look: Any) -> None:
    """Write a text, a number or nothing."""
    if value is None or value == "":
        page.write_blank(*at, None, look)
    elif isinstance(value, str):
        page.write_string(*at, value[:_LONGEST_TEXT], look)
    else:
        page.write_number(*at, value, look)


def _properties(style: Style) -> dict[str, object]:
    """Return a look in the words of XlsxWriter; what is empty stays out of it."""
    named = {
        "font_name": style.font,
        "font_size": style.size,
        "bold": style.bold,
        "italic": style.italic,
        "font_color": f"#{style.colour}" if style.colour else "#0563C1" if style.link else "",
        "underline": int(style.link),
        "bg_color": f"#{style.fill}" if style.fill else "",
        "num_format": style.number,
        "align": style.align,
        "valign": style.valign,
        "text_wrap": style.wrap,
        "indent": style.indent,
        "border": int(style.border),
        "border_color": f"#{style.border_colour}" if style.border and style.border_colour else "",
    }
    return {name: value for name, value in named.items() if value} | {"locked": style.locked}


def _address(link: OutLink) -> str:
    address = f"external:{link.file}#{link.location}" if link.file else f"internal:{link.location}"
    return address if len(address) <= _LONGEST_LINK else ""


def _set_up(page: Any, sheet: OutSheet, pages: Pages) -> None:
    """Set what concerns print and view: across, heads on every page."""
    setup = sheet.page
    page.hide_gridlines(1 if setup.gridlines else 2)
    if not setup.upright:
        page.set_landscape()
    page.set_paper(setup.paper)
    page.set_margins(*setup.margins)
    page.set_footer(setup.footer, {"scale_with_doc": False})
    if setup.centred:
        page.center_horizontally()
    if setup.protected:
        page.protect("", _ALLOWED)
    _divide(page, sheet, pages)
    if sheet.tab:
        page.set_tab_color(f"#{sheet.tab}")
    if sheet.frozen:
        page.freeze_panes(sheet.frozen, 0)
    if sheet.repeat:
        page.repeat_rows(*sheet.repeat)
    if sheet.autofilter:
        page.autofilter(*_corners(sheet.autofilter))
    if sheet.printed is not None:
        page.print_area(0, 0, _bottom(sheet), sheet.printed)


def _divide(page: Any, sheet: OutSheet, pages: Pages) -> None:
    """Set how the sheet goes onto pages."""
    if pages.print_scale:
        page.set_print_scale(pages.print_scale)
        page.set_h_pagebreaks(pages.breaks)
    else:
        page.fit_to_pages(pages.abreast, 1 if sheet.one_page else 0)
    if sheet.repeat_cols and pages.abreast > 1:
        page.repeat_columns(0, sheet.repeat_cols - 1)


#: A row under a chart is hardly lower [pixels].
_LOW_ROW = 18


def _bottom(sheet: OutSheet) -> int:
    """Return the last row that is to be printed: of cells, of a list, or behind a chart."""
    charts = (chart.row + chart.height // _LOW_ROW for chart in sheet.charts)
    listed = sheet.autofilter.last_row if sheet.autofilter else 0
    return max(sheet.last_row, listed, *charts)
