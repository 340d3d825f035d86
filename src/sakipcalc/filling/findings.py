"""The sheet ``Temuan``: the findings of a filled workbook, each with a link to its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.findings import LINK_COLUMN
from sakipcalc.ooxml import NewCell, NewSheet, refs

if TYPE_CHECKING:
    from sakipcalc.findings import BarisLembar, DaftarTemuan
    from sakipcalc.messages import Lang
    from sakipcalc.ooxml import Editor, Package

__all__ = ["SHEET", "add_findings"]

#: Name of the sheet.
SHEET = "Temuan"
#: Widths of its columns [characters]; what is wrapped, and how many rows stay in view.
_WIDTHS = (13, 18, 70, 50, 16, 16, 40, 30)


def add_findings(
    package: Package, editor: Editor, temuan: DaftarTemuan, lang: Lang = "id"
) -> tuple[str, ...]:
    """Add the sheet to what an editor writes; return a note where the workbook has one already.

    A sheet of that name is left as it is: it may hold remarks of the people who work on the findings.

    Parameters
    ----------
    package : Package
        The package that is edited.
    editor : Editor
        Its edits.
    temuan : DaftarTemuan
        The findings.
    lang : {"id", "en"}
        Language of the sheet.
    """
    if SHEET.lower() in {name.lower() for name in package.tabs}:
        return ("findings-sheet-kept",)
    rows = temuan.lembar(lang)
    bold, wrapped = editor.style(0, bold=True, wrap=True), editor.style(0, wrap=True)
    cells = {}
    for number, row in enumerate(rows, 1):
        style = bold if number == 1 else wrapped
        for col, value in enumerate(row.sel, 1):
            link = _link(row) if col == LINK_COLUMN + 1 else ""
            if value != "":
                cells[refs.cell_name(number, col)] = NewCell(value=value, style=style, link=link)
    width = len(rows[0].sel)
    editor.add_sheet(
        NewSheet(
            name=SHEET,
            cells=cells,
            widths={refs.column_name(col): size for col, size in enumerate(_WIDTHS[:width], 1)},
            frozen_rows=1,
            autofilter=str(refs.Area(1, 1, len(rows), width)),
        )
    )
    return ()


def _link(row: BarisLembar) -> str:
    return f"{row.tujuan.quoted_sheet}!{row.tujuan.cell}" if row.tujuan and row.tujuan.cell else ""
