"""Styles of the cells of a blank workbook, and its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sakipcalc.sheets.outsheet import A4, F4, PageSetup, Style
from sakipcalc.sheets.settings_table import SettingsLook

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BARE",
    "BODY",
    "FONT",
    "HEAD",
    "INPUT",
    "LEVELS",
    "LINK",
    "PAPERS",
    "PLAIN",
    "SETTINGS",
    "STRONG",
    "TITLE",
    "page",
]

FONT = "Arial"
#: Excel's numbers for A4 and for the F4 (folio) of Indonesian offices.
PAPERS: Mapping[str, int] = {"A4": A4, "F4": F4}

BARE = Style(font=FONT, border=False, border_colour="", wrap=False, valign="")
LINK = replace(BARE, link=True)
PLAIN = replace(BARE, wrap=True, valign="vcenter")
STRONG = replace(BARE, bold=True, size=12)
TITLE = replace(PLAIN, bold=True, size=12, align="center")
HEAD = replace(PLAIN, bold=True, border=True, fill="D9E2F3", align="center")
BODY = replace(PLAIN, border=True)
#: Looks of the sheet Pengaturan.
SETTINGS = SettingsLook(head_style=HEAD, cell_style=BODY, note_style=replace(BARE, italic=True))
#: In what a cell differs that a person types into: open on a protected sheet, and yellow.
INPUT: Mapping[str, Any] = {"locked": False, "fill": "FFF9DB"}
#: The level of a line of the budget shows in its name: by indentation and by colour.
LEVELS: Mapping[str, Mapping[str, Any]] = {
    "program": {"bold": True, "fill": "FCE4D6", "indent": 0},
    "kegiatan": {"bold": True, "fill": "F2F2F2", "indent": 1},
    "sub_kegiatan": {"indent": 2},
    "jumlah": {"bold": True, "fill": "D9E2F3"},
}


def page(paper: str) -> PageSetup:
    """Return how the sheets are printed: in the middle of the paper, locked but for what is typed."""
    return PageSetup(
        paper=PAPERS[paper],
        margins=(0.5, 0.5, 0.6, 0.6),
        footer="&L&8&A&R&8&P/&N",
        gridlines=True,
        centred=True,
        protected=True,
    )
