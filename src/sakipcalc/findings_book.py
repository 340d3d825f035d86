"""Findings as a workbook: one row for each, its place linked to the cell in the workbook that was audited."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from sakipcalc import messages
from sakipcalc.files import address_from
from sakipcalc.findings import LINK_COLUMN

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from sakipcalc.findings import BarisLembar, DaftarTemuan
    from sakipcalc.messages import Lang
    from sakipcalc.places import Place

__all__ = ["findings_book"]

#: Widths of the columns, from the level to the source of the rule.
_WIDTHS = (12, 24, 70, 50, 16, 16, 40, 40)
_FILE_WIDTH = 30
#: Excel opens no longer address, and keeps no more text in a cell.
_LONGEST_LINK = 2000
_LONGEST_TEXT = 32_000


def findings_book(
    found: Mapping[str, DaftarTemuan], folder: str | os.PathLike[str], lang: Lang = "id"
) -> bytes:
    """Return a workbook with the sheet ``Temuan``.

    Parameters
    ----------
    found : mapping of str to DaftarTemuan
        Findings by the path of the workbook that they are about.
    folder : path
        Where the workbook is going to stand, so that its links lead to the others from there.
    lang : {"id", "en"}
        Language.
    """
    stream = io.BytesIO()
    several = len(found) > 1
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Temuan")
        head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True})
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        link = book.add_format(
            {"text_wrap": True, "valign": "top", "border": 1, "font_color": "#0563C1", "underline": 1}
        )
        sheet.freeze_panes(1, 0)
        for col, width in enumerate(((_FILE_WIDTH,) if several else ()) + _WIDTHS):
            sheet.set_column(col, col, width)
        at = 0
        for name, temuan in found.items():
            header, *rows = temuan.lembar(lang)
            for row in ([header] if at == 0 else []) + rows:
                first = (
                    messages.text("words.file", lang)
                    if row is header
                    else messages.encodable(Path(name).name),
                )
                cells = (first if several else ()) + row.sel
                _write(sheet, at, cells, head if row is header else body)
                _link(sheet, (at, LINK_COLUMN + several), row, address_from(name, folder), link)
                at += 1
        sheet.autofilter(0, 0, max(at - 1, 0), len(_WIDTHS) - 1 + several)
    return stream.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, at: int, cells: tuple[str | float, ...], style: object
) -> None:
    for col, value in enumerate(cells):
        if isinstance(value, str):
            sheet.write_string(at, col, value[:_LONGEST_TEXT], style)
        else:
            sheet.write_number(at, col, value, style)


def _link(
    sheet: xlsxwriter.worksheet.Worksheet, at: tuple[int, int], row: BarisLembar, file: str, style: object
) -> None:
    target = row.tujuan
    address = f"external:{file}#{_cell(target)}" if target and target.sheet and file else ""
    if 0 < len(address) <= _LONGEST_LINK:
        sheet.write_url(*at, address, style, string=str(target))


def _cell(place: Place) -> str:
    return f"{place.quoted_sheet}!{place.cell or 'A1'}"
