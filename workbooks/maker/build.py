"""Writes one workbook: the facts in their layout, with or without what the library is to fill in."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from . import styles as look
from .cells import address, addresses, box, moved
from .extras import decorate, define_names
from .heights import row_heights
from .kinds import KINDS, read, read_heading
from .layout import SHEETS
from .levels import level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from .facts import Facts
    from .kinds import Value
    from .layout import Sheet, Table

FOLIO = 14  # Excel's number for 8.5 x 13 inch, the F4 of Indonesian offices
WRITTEN = datetime(2024, 2, 3, 8, 0)  # noqa: DTZ001 - the day the report is signed; the format has no zone
FONT = {"font_name": "Arial", "font_size": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet while it is being written."""

    sheet: Sheet
    facts: Facts
    out: Worksheet
    styles: look.Styles
    empty: bool

    def put(self, cell: str, value: Value | None, style: Format) -> None:
        """Write a value at a printed address; text stays text whatever it begins with."""
        place = moved(cell, self.sheet.shift)
        if value is None:
            self.out.write_blank(place, None, style)
        elif isinstance(value, str):
            self.out.write_string(place, value, style)
        else:
            self.out.write_number(place, value, style)


def build(facts: Mapping[str, Facts], emblem: bytes, *, empty: bool) -> bytes:
    """Return the bytes of the filled workbook, or of the empty template."""
    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "default_format_properties": FONT})
    book.set_properties(
        {
            "title": "Lampiran LKjIP Kecamatan Bogorejo Tahun 2024",
            "author": "Kecamatan Bogorejo",
            "company": "Pemerintah Kabupaten Blora",
            "created": WRITTEN,
        }
    )
    styles = look.Styles(book)
    for sheet in SHEETS:
        page = Page(
            sheet=sheet,
            facts=facts[sheet.name],
            out=book.add_worksheet(sheet.name),
            styles=styles,
            empty=empty,
        )
        _write_page(page)
        decorate(page, book, emblem)
    define_names(book)
    book.close()
    return target.getvalue()


def _write_page(page: Page) -> None:
    _set_columns(page)
    _merge(page)
    _write_titles(page)
    for table in page.sheet.tables:
        _write_head(page, table)
        _write_body(page, table)
    _set_print(page)


def _set_columns(page: Page) -> None:
    for column, width in enumerate(page.sheet.widths):
        page.out.set_column(column, column, width)
    for row, height in row_heights(page.sheet, page.facts).items():
        page.out.set_row(row - 1 + page.sheet.shift, height)
    page.out.set_tab_color(page.sheet.tab)
    if page.sheet.freeze:
        page.out.freeze_panes(page.sheet.freeze)


def _merge(page: Page) -> None:
    """Merge what the report merges below the captions, which are merged over the whole width."""
    for area in page.facts.merges:
        if box(area)[1] > page.sheet.titles:
            page.out.merge_range(moved(area, page.sheet.shift), "", page.styles.get(look.BODY))
    for row in range(1, page.sheet.titles + 1):
        area = f"A{row}:{address(_width(page.sheet), row)}"
        page.out.merge_range(moved(area, page.sheet.shift), "", page.styles.get(look.TITLE))


def _write_titles(page: Page) -> None:
    for row in range(1, page.sheet.titles + 1):
        page.put(f"A{row}", page.facts.texts[f"A{row}"], page.styles.get(look.TITLE))


def _write_head(page: Page, table: Table) -> None:
    for cell in addresses(table.head):
        text = page.facts.texts.get(cell)
        value, shown = read_heading(text) if text else (None, "General")
        page.put(cell, value, page.styles.get(look.HEAD, num_format=shown))


def _write_body(page: Page, table: Table) -> None:
    left_empty = set(addresses(table.blank)) - set(addresses(table.typed)) if page.empty else set()
    kinds = table.kinds.split()
    first = box(table.body)[0]
    for cell in addresses(table.body):
        kind = KINDS[kinds[box(cell)[0] - first]]
        text = None if cell in left_empty else page.facts.texts.get(cell)
        value, shown = read(kind, text) if text else (None, kind.shown)
        props = {"num_format": shown, "align": kind.align, "indent": 1 if kind.align == "left" else 0}
        page.put(cell, value, page.styles.get(look.BODY, props, _row_look(page, table, cell)))


def _row_look(page: Page, table: Table, cell: str) -> dict[str, object]:
    """The look of the row's level; a group's shared column is one box down to the next group."""
    column, row, _, _ = box(cell)
    rank = level(page.sheet.name, page.facts, row)
    if address(column, row) != f"{table.lead}{row}" or rank == "jumlah":
        return look.LEVELS[rank]
    return {"border": 0, "left": 1, "right": 1, "valign": "top", "top": 1 if cell in page.facts.texts else 0}


def _width(sheet: Sheet) -> int:
    return max((box(table.head)[2] for table in sheet.tables), default=2)


def _set_print(page: Page) -> None:
    out, sheet = page.out, page.sheet
    out.set_paper(FOLIO)
    out.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    out.fit_to_pages(1, 0)
    out.center_horizontally()
    out.set_footer("&L&8LKjIP Kecamatan Bogorejo Tahun 2024 - &A&R&8Halaman &P dari &N")
    if sheet.landscape:
        out.set_landscape()
    if sheet.repeat:
        first, last = sheet.repeat.split(":")
        out.repeat_rows(int(first) - 1, int(last) - 1)
    if sheet.tables:
        out.print_area(f"A1:{address(_width(sheet), _last_row(sheet))}")


def _last_row(sheet: Sheet) -> int:
    signed = [box(sheet.sign)[1] + 7] if sheet.sign else []
    return sheet.shift + max([sheet.last_row, *signed, *_bottoms(sheet)])


def _bottoms(sheet: Sheet) -> Iterator[int]:
    return (box(table.body)[3] for table in sheet.tables)
