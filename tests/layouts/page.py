"""A sheet while it is drawn: cells, merges and what is hidden; then written with XlsxWriter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

#: What a cell can look like, in the words of XlsxWriter.
Look = Mapping[str, Any]
#: What stands in a cell.
Raw = str | int | float | None

BORDER: Look = {"border": 1}


@dataclass(slots=True)
class Ink:
    """One cell: its value, its formula without "=", its look, and a mark that stands raised behind the value."""

    raw: Raw
    look: Look = field(default_factory=dict)
    formula: str = ""
    raised: str = ""


@dataclass(slots=True)
class Page:
    """A sheet; rows and columns are counted from 0."""

    name: str
    cells: dict[tuple[int, int], Ink] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    covered: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    filters: tuple[int, int, int, int] | None = None
    hidden: bool = False
    next_row: int = 0

    def put(self, row: int, col: int, raw: Raw, look: Look = BORDER, formula: str = "") -> None:
        """Write a cell."""
        self.cells[row, col] = Ink(raw, look, formula)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge an area; its cells but the first lose their content."""
        if (top, left) == (bottom, right):
            return
        self.merges.append((top, left, bottom, right))
        look = self.cells[top, left].look if (top, left) in self.cells else {}
        for row in range(top, bottom + 1):
            for col in range(left, right + 1):
                self.covered[row, col] = (top, left)
                if (row, col) != (top, left):
                    self.cells[row, col] = Ink(None, look)

    def place(self, row: int, col: int) -> str:
        """Return where a cell stands, the first of a merged area."""
        return f"{self.name}!{address(*self.covered.get((row, col), (row, col)))}"


def address(row: int, col: int) -> str:
    """Return the name of a cell."""
    return xl_rowcol_to_cell(row, col)


def write(pages: Sequence[Page]) -> bytes:
    """Write the sheets to a workbook."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        formats: dict[str, Any] = {}
        for page in pages:
            _write_page(book, page, formats)
        next(
            sheet for sheet, page in zip(book.worksheets(), pages, strict=True) if not page.hidden
        ).activate()
    return stream.getvalue()


def _write_page(book: xlsxwriter.Workbook, page: Page, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(page.name)
    for area in page.merges:
        sheet.merge_range(*area, "")
    for (row, col), ink in page.cells.items():
        key = repr(sorted(ink.look.items(), key=lambda pair: pair[0]))
        if key not in formats:
            formats[key] = book.add_format(dict(ink.look))
        if ink.raised:
            mark = formats.setdefault("raised", book.add_format({"font_script": 1}))
            sheet.write_rich_string(row, col, str(ink.raw), mark, ink.raised, formats[key])
        else:
            _write_cell(sheet, row, col, ink, formats[key])
    for row in page.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for col in page.hidden_cols:
        sheet.set_column(col, col, None, None, {"hidden": True})
    if page.filters:
        sheet.autofilter(*page.filters)
    if page.hidden:
        sheet.hide()


def _write_cell(sheet: Any, row: int, col: int, ink: Ink, look: Any) -> None:
    if ink.formula:
        sheet.write_formula(row, col, f"={ink.formula}", look, ink.raw)
    elif ink.raw is None:
        sheet.write_blank(row, col, None, look)
    elif isinstance(ink.raw, str):
        sheet.write_string(row, col, ink.raw, look)
    else:
        sheet.write_number(row, col, ink.raw, look)
