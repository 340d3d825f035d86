"""Sheets that are added to a filled workbook: ``Temuan``, its findings, and ``Pengaturan``, its choices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.excel import NewCell, NewPage, NewSheet, refs
from sakipcalc.excel.sheet.textfit import digit_width
from sakipcalc.messages import spoken
from sakipcalc.sheets.findings_table import Audited, findings_sheet
from sakipcalc.sheets.heights import row_heights
from sakipcalc.sheets.outsheet import BODY, DIGIT, HEAD, pixels
from sakipcalc.sheets.paper import readable_widths
from sakipcalc.sheets.settings_table import SETTINGS_SHEET, SettingsLook, settings_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.core.findings import DaftarTemuan
    from sakipcalc.excel import Editor, Package
    from sakipcalc.messages import Lang
    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.sheets.outsheet import OutArea, OutCell, OutSheet, Style

__all__ = ["SHEET", "add_findings", "add_settings"]

#: Name of the sheet.
SHEET = "Temuan"


def add_findings(
    package: Package, editor: Editor, temuan: DaftarTemuan, lang: Lang | None = None
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
    lang = spoken(lang)
    if _is_there(package, SHEET):
        return ("findings-sheet-kept",)
    own = _in_its_font(package, BODY)
    sheet = findings_sheet(SHEET, [Audited(temuan=temuan, file="")], lang, base=own)
    editor.add_sheet(_added(sheet, editor, digit_width(package.styles.font(0))))
    return ()


def add_settings(package: Package, editor: Editor, metode: Metode, lang: Lang) -> tuple[str, ...]:
    """Add the sheet Pengaturan with the choices that hold; return a note where the workbook has one already.

    Parameters
    ----------
    package : Package
        The package that is edited.
    editor : Editor
        Its edits.
    metode : Metode
        The choices.
    lang : {"id", "en"}
        Language of what is explained.
    """
    if _is_there(package, SETTINGS_SHEET):
        return ("settings-sheet-kept",)
    own, head = _in_its_font(package, BODY), _in_its_font(package, HEAD)
    look = SettingsLook(head_style=head, cell_style=own, note_style=replace(own, border=False, wrap=False))
    sheet = settings_sheet(metode, look, lang, note="settings-note-filled")
    editor.add_sheet(_added(sheet, editor, digit_width(package.styles.font(0))))
    return ()


def _is_there(package: Package, name: str) -> bool:
    return name.lower() in {tab.lower() for tab in package.tabs}


def _in_its_font(package: Package, style: Style) -> Style:
    """Return a style in the font that the workbook writes in."""
    font = package.styles.font(0)
    return replace(style, font=font.name, size=font.size)


def _added(sheet: OutSheet, editor: Editor, digit: int) -> NewSheet:
    """Return a sheet of plain values as one that is added to a package, whose fonts it has."""
    sheet.widths = readable_widths(sheet)
    styles = {style: _style(editor, style) for style in {cell.style: None for cell in sheet.cells}}
    columns = enumerate(sheet.widths, 1)
    return NewSheet(
        name=sheet.name,
        cells={refs.cell_name(cell.row + 1, cell.col + 1): _cell(cell, styles) for cell in sheet.cells},
        widths={refs.column_name(col): pixels(width) / DIGIT for col, width in columns},
        heights={row + 1: height for row, height in row_heights(sheet, digit).items()},
        merges=[_area(cell.area) for cell in sheet.cells if cell.merged],
        frozen_rows=sheet.frozen,
        autofilter=_area(sheet.autofilter) if sheet.autofilter else "",
        printed=refs.column_name(sheet.printed + 1) if sheet.printed is not None else "",
        page=NewPage(paper=sheet.page.paper, margins=sheet.page.margins, footer=sheet.page.footer),
    )


def _area(area: OutArea) -> str:
    return str(refs.Area(area.row + 1, area.col + 1, area.last_row + 1, area.last_col + 1))


def _cell(cell: OutCell, styles: Mapping[Style, int]) -> NewCell:
    value = cell.value if isinstance(cell.value, str | float | int) and cell.value != "" else None
    link = cell.link.location if cell.link else ""
    return NewCell(value=value, style=styles[cell.style], link=link)


def _style(editor: Editor, style: Style) -> int:
    return editor.style(
        0,
        number_format=style.number or None,
        fill=style.fill or None,
        font_color=style.colour or ("0563C1" if style.link else None),
        border=style.border_colour if style.border else None,
        bold=style.bold,
        underline=style.link or None,
        wrap=style.wrap,
        horizontal=style.align or None,
        vertical="center",
        indent=style.indent or None,
    )
