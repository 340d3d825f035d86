"""The sheets around the tables: cover and guide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.base.places import Place
from sakipcalc.sheets.outsheet import OutLink, OutSheet
from sakipcalc.sheets.settings_table import SETTINGS_SHEET
from sakipcalc.writing.template import looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.messages import Lang
    from sakipcalc.sheets.outsheet import PageSetup
    from sakipcalc.writing.template.request import TemplateRequest
    from sakipcalc.writing.template.shape import SheetShape

__all__ = ["cover_sheet", "guide_sheet"]

#: Name of the sheet that says how the others are filled in.
GUIDE = "Petunjuk"
_LINES_OF_GUIDE = 10
#: Height of a step of the guide [points].
_HEIGHT_OF_STEP = 32


#: So many sheets are listed on one page in letters that can be read.
_ON_ONE_PAGE = 30


def cover_sheet(
    asked: TemplateRequest, sheets: Sequence[SheetShape], page: PageSetup, lang: Lang
) -> OutSheet:
    """Return who reports on which year, and what the workbook holds."""
    out = OutSheet(name="Sampul", widths=(3, 34, 88), page=page, tab="C9A6E4")
    out.put(0, 1, messages.text("template.cover-title"), replace(looks.TITLE, size=16), cols=2)
    out.put(1, 1, messages.text("template.cover-subtitle"), looks.TITLE, cols=2)
    label, typed = replace(looks.BODY, bold=True), replace(looks.BODY, **looks.INPUT)
    said = {
        "unit": (asked.nama or None, typed),
        "region": (asked.kabupaten or None, typed),
        "year": (f"Tahun {asked.tahun}", looks.BODY),
        "renstra": (f"Renstra {asked.renstra[0]}-{asked.renstra[1]}", looks.BODY),
    }
    for row, (code, (value, look)) in enumerate(said.items(), start=3):
        out.put(row, 1, messages.text(f"template.cover-{code}"), label)
        out.put(row, 2, value, look)
    out.put(8, 1, messages.text("template.cover-contents"), replace(looks.BARE, bold=True))
    listed = [
        (GUIDE, messages.text("template.guide-title", lang)),
        *((sheet.name, sheet.tables[0].caption) for sheet in sheets),
        (SETTINGS_SHEET, messages.text("template.settings-listed", lang)),
    ]
    for row, (name, caption) in enumerate(listed, start=9):
        out.put(row, 1, name, looks.LINK, link=OutLink(Place(sheet=name)))
        out.put(row, 2, caption, looks.PLAIN)
    out.one_page = len(listed) <= _ON_ONE_PAGE
    return out


def guide_sheet(tahun: int, page: PageSetup, lang: Lang) -> OutSheet:
    """Return the guide, one step in each row."""
    out = OutSheet(name=GUIDE, widths=(4, 110), page=page)
    out.put(0, 1, messages.text("template.guide-title", lang), looks.STRONG)
    text = replace(looks.BARE, valign="top", wrap=True)
    for step in range(1, _LINES_OF_GUIDE + 1):
        out.put(step + 1, 0, step, replace(text, wrap=False, bold=True))
        out.put(step + 1, 1, messages.text(f"template.guide-{step}", lang, tahun=str(tahun)), text)
        out.heights[step + 1] = _HEIGHT_OF_STEP
    return out
