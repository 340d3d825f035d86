"""The sheets of tables that a user adds: each as the workbook has it, with its cells computed."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from sakipcalc.computing.how import Typed
from sakipcalc.sheets.outsheet import BODY, MIDDLE, STRONG, OutHeading, OutSheet, put_heads
from sakipcalc.writing.report.context import MONEY, PERCENT, ReportContext, figure_style, put_caption

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Value
    from sakipcalc.computing.owntables import ComputedTable
    from sakipcalc.model import Column, Row
    from sakipcalc.sheets.outsheet import Style

__all__ = ["own_tables"]

#: Width of a column that does not say its own, by what it holds [characters].
_WIDTHS = {"nomor": 5, "teks": 34, "uang": 18, "label": 15}
_WIDTH = 12
#: Quarters as headings write them.
_QUARTERS = {1: "TW I", 2: "TW II", 3: "TW III", 4: "TW IV"}
#: What the tab of a sheet shows at most.
_LONGEST_NAME = 31


def own_tables(of: ReportContext) -> list[OutSheet]:
    """Return a sheet for each table that a user adds."""
    return [_sheet(of, table) for table in of.hasil.tabel_tambahan]


def _sheet(of: ReportContext, table: ComputedTable) -> OutSheet:
    spec, columns = table.source.spec, table.source.columns
    name = of.phrase("tabel", nomor=table.source.name)
    widths = [column.spec.lebar or _WIDTHS.get(column.spec.jenis, _WIDTH) for column in columns]
    sheet = OutSheet(name=name[:_LONGEST_NAME], widths=widths, printed=len(widths) - 1)
    caption = f"{name} {spec.nama}" if spec.numbered else spec.nama
    top = put_caption(sheet, (caption, of.entity), len(widths))
    first = put_heads(sheet, top, list(_headings(columns)))
    for col, column in enumerate(columns):
        _put_column(of, sheet, (first, col), column, table)
    depth = max(one.depth for one in _headings(columns))
    sheet.frozen, sheet.repeat = first, (first - depth, first - 1)
    return sheet


def _headings(columns: Sequence[Column]) -> Iterator[OutHeading]:
    """Yield the headings; columns of one year stand together under it."""
    for period, group in groupby(columns, key=lambda column: column.period):
        texts = [OutHeading(column.printed) for column in group]
        if period is None:
            yield from texts
        else:
            yield OutHeading(_QUARTERS.get(period, str(period)), tuple(texts))


def _put_column(
    of: ReportContext, sheet: OutSheet, at: tuple[int, int], column: Column, table: ComputedTable
) -> None:
    """Put the cells of a column; one that is merged over rows in the workbook is so here."""
    first, col = at
    rows = list(table.rows)
    numbered = [(row.cells[column.key].place, number) for number, (row, _) in enumerate(rows)]
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        numbers = [number for _, number in group]
        row, values = rows[numbers[0]]
        value = values[column.key]
        look = _look(of, row, column, value)
        sheet.put(first + numbers[0], col, _shown(column, value), look, rows=len(numbers))
        if value.number is not None:
            about = row.text("indikator") or row.text("uraian")
            of.name(value, at=(sheet.name, about, column.printed))


def _shown(column: Column, value: Value) -> Value | str | int:
    """Return the content of a cell: a figure or derived text with its formula, a row number, a text."""
    if column.spec.jenis == "nomor" and value.text.isdecimal():
        return int(value.text)
    return value if value.number is not None or not isinstance(value.how, Typed) else value.text


def _look(of: ReportContext, row: Row, column: Column, value: Value) -> Style:
    scale = of.hasil.laporan.specs.scale_of(column.spec)
    if scale:
        look = of.label_style(value, scale)
    elif column.spec.jenis == "uang":
        look = MONEY
    elif column.spec.jenis == "persen":
        look = PERCENT
    elif column.spec.jenis == "angka":
        look = figure_style(row.text("satuan"), [value])
    else:
        look = BODY if column.spec.jenis == "teks" else MIDDLE
    return replace(look, bold=True, fill=look.fill or STRONG.fill) if row.level.is_summary else look
