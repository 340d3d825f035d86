"""Sheets as an Excel workbook: with ``charts`` the module that speaks to XlsxWriter.

Texts are written as texts and numbers as numbers, so that nothing from a workbook becomes a formula.
"""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from sakipcalc.allowance import metered
from sakipcalc.computing import Nilai
from sakipcalc.places import Place
from sakipcalc.reports.charts import draw
from sakipcalc.reports.heights import bulk_height, row_heights
from sakipcalc.reports.moved import Moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.reports.sheet import Cell, Sheet, Style

__all__ = ["workbook"]

#: Excel opens no longer address or formula, and keeps no more text in a cell.
_LONGEST_LINK, _LONGEST_FORMULA, _LONGEST_TEXT = 2000, 8000, 32_000
_A4 = 9
_BAR = {"bar_color": "#9DC3E6", "min_type": "num", "min_value": 0}
#: What a missing figure shows among numbers.
_GAP = "-"


def workbook(
    sheets: Sequence[Sheet], *, homes: Sequence[Sheet] = (), title: str = "", long: bool = False
) -> bytes:
    """Return sheets as a workbook.

    A value that stands in several cells is a number in the first and a reference to it in the others;
    one that derives from values in cells is a live formula with its value.

    Parameters
    ----------
    sheets : sequence of Sheet
        The sheets in order.
    homes : sequence of Sheet
        Those in which a value is at home, the first in front; in their order without it.
    title : str
        Title of the document.
    long : bool
        Whether rows are written out as they come, so that memory does not grow with them; then no cell is
        merged over rows.
    """
    moved = Moved()
    for sheet in (*homes, *sheets):
        for cell in metered(sheet.cells):
            if isinstance(cell.value, Nilai):
                moved.place(cell.value, Place(sheet=sheet.name, cell=xl_rowcol_to_cell(cell.row, cell.col)))
    stream = io.BytesIO()
    memory = {"constant_memory": True} if long else {"in_memory": True}
    with xlsxwriter.Workbook(stream, {**memory, "strings_to_urls": False}) as book:
        book.set_properties({"title": title})
        writer = _Writer(book, moved)
        for sheet in sheets:
            writer.add(sheet)
    return stream.getvalue()


class _Writer:
    """Writes sheets to one workbook, each look once."""

    def __init__(self, book: Any, moved: Moved) -> None:
        self._book = book
        self._moved = moved
        self._formats: dict[Style, Any] = {}

    def add(self, sheet: Sheet) -> None:
        """Write one sheet."""
        page = self._book.add_worksheet(sheet.name)
        for col, width in enumerate(sheet.widths):
            page.set_column(col, col, width)
        for row, height in row_heights(sheet).items():
            page.set_row(row, height)
        for cell in metered(sorted(sheet.cells, key=lambda cell: (cell.row, cell.col))):
            self._write(page, sheet.name, cell)
        self._write_rows(page, sheet)
        for area in sheet.bars:
            page.conditional_format(
                area.row, area.col, area.last_row, area.last_col, {"type": "data_bar", **_BAR}
            )
        for chart in sheet.charts:
            draw(self._book, page, sheet.name, chart)
        _set_up(page, sheet)

    def _format(self, style: Style) -> Any:
        if style not in self._formats:
            self._formats[style] = self._book.add_format(_properties(style))
        return self._formats[style]

    def _write(self, page: Any, sheet: str, cell: Cell) -> None:
        look = self._format(cell.style)
        if cell.rows > 1 or cell.cols > 1:
            page.merge_range(cell.row, cell.col, cell.row + cell.rows - 1, cell.col + cell.cols - 1, "", look)
        at = (cell.row, cell.col)
        if isinstance(cell.value, Nilai):
            self._write_value(page, (Place(sheet=sheet, cell=xl_rowcol_to_cell(*at)), at), cell.value, look)
        elif address := _address(cell):
            page.write_url(*at, address, look, string=str(cell.value or "")[:_LONGEST_TEXT])
        else:
            _write_plain(page, at, cell.value, look)

    def _write_rows(self, page: Any, sheet: Sheet) -> None:
        """Write the list of a sheet below its cells."""
        for at, row in enumerate(sheet.rows, sheet.last_row + 1):
            if (height := bulk_height(row, sheet.widths)) is not None:
                page.set_row(at, height)
            for col, (value, style) in enumerate(row):
                look = self._format(style)
                _write_plain(page, (at, col), value, look)

    def _write_value(self, page: Any, home: tuple[Place, tuple[int, int]], value: Nilai, look: Any) -> None:
        place, at = home
        shown = float(value.angka) if value.angka is not None else value.teks
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


def _write_plain(page: Any, at: tuple[int, int], value: str | float | None, look: Any) -> None:
    """Write a text, a number or nothing."""
    if value is None or value == "":
        page.write_blank(*at, None, look)
    elif isinstance(value, str):
        page.write_string(*at, value[:_LONGEST_TEXT], look)
    else:
        page.write_number(*at, value, look)


def _properties(style: Style) -> dict[str, object]:
    look = asdict(style)
    known: dict[str, object] = {
        "font_name": "Calibri",
        "font_size": style.size,
        "bold": style.bold,
        "italic": style.italic,
        "text_wrap": style.wrap,
        "valign": "vcenter",
        "indent": style.indent,
        "border": 1 if style.border else 0,
        "border_color": "#A6A6A6",
    }
    if style.link:
        known |= {"font_color": "#0563C1", "underline": 1}
    named = {"fill": "bg_color", "colour": "font_color"}
    known |= {name: f"#{look[key]}" for key, name in named.items() if look[key]}
    if style.number:
        known["num_format"] = style.number
    if style.align:
        known["align"] = style.align
    return known


def _address(cell: Cell) -> str:
    if cell.outside is not None:
        path, place = cell.outside
        address = f"external:{path}#{place.quoted_sheet}!{place.cell or 'A1'}"
    else:
        address = f"internal:{cell.link}" if cell.link else ""
    return address if len(address) <= _LONGEST_LINK else ""


def _set_up(page: Any, sheet: Sheet) -> None:
    """Set what concerns print and view: A4 across, one page wide, heads on every page."""
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    if sheet.breaks:
        page.set_h_pagebreaks(sheet.breaks)
    else:
        page.fit_to_pages(1, 1 if sheet.one_page else 0)
    page.set_footer("&L&A&R&P/&N")
    if sheet.frozen:
        page.freeze_panes(sheet.frozen, 0)
    if sheet.repeat:
        page.repeat_rows(*sheet.repeat)
    if sheet.autofilter:
        area = sheet.autofilter
        page.autofilter(area.row, area.col, area.last_row, area.last_col)
    if sheet.printed is not None:
        below = max((c.row + c.height // 18 for c in sheet.charts), default=0)
        page.print_area(0, 0, max(sheet.last_row, below), sheet.printed)
