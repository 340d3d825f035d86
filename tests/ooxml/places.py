"""Where things are on a sheet, through the eyes of openpyxl, and where they belong after rows were inserted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet


def layout(sheet: Worksheet) -> dict[str, list[str]]:
    """Return where things are, feature by feature."""
    validations = sheet.data_validations.dataValidation
    cells = [cell for row in sheet.iter_rows() for cell in row]
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    return {
        "formulas": [str(getattr(cell.value, "text", cell.value)) for cell in cells if cell.data_type == "f"],
        "merged cells": [str(each) for each in sheet.merged_cells.ranges],
        "conditional formats": [str(each.sqref) for each in sheet.conditional_formatting],
        "validations": [f"{each.sqref} {each.formula1}" for each in validations],
        "links": [link.ref for link in links],
        "places they lead to": [link.location for link in links if link.location],
        "notes": [cell.coordinate for cell in cells if cell.comment],
        "filters": [sheet.auto_filter.ref] if sheet.auto_filter.ref else [],
        "tables": [table.ref for table in sheet.tables.values()],
        "print areas and titles": [str(each) for each in (sheet.print_area, sheet.print_title_rows) if each],
        "heights of rows": [
            f"A{row} {look.height}" for row, look in sheet.row_dimensions.items() if look.height
        ],
        "pictures and charts": [f"A{anchor._from.row + 1}" for anchor in _anchors(sheet)],
    }


def _anchors(sheet: Worksheet) -> list:
    """Return the anchors that move with their cells."""
    anchors = [each.anchor for each in [*sheet._images, *sheet._charts]]
    return [
        anchor
        for anchor in anchors
        if hasattr(anchor, "_from") and getattr(anchor, "editAs", None) != "absolute"
    ]


def mover(sheet: str, home: str, before: int, count: int) -> Callable[[str], str]:
    """Return what moves a reference that stands on the sheet `home`, for rows inserted on another or the same.

    In the simplest way there is: digits behind a letter or a dollar sign. References that are qualified
    must all name one sheet; a list behind an area (``C6:C9 'Lain'!$A$1``) stays.
    """

    def moved(text: str) -> str:
        words = text.split(" ", 1) if " '" in text else [text]
        here = sheet in text if "!" in text and len(words) == 1 else home == sheet
        if not here:
            return text
        first = re.sub(
            "(?<=[A-Z$])[0-9]+",
            lambda found: str(int(found[0]) + count * (int(found[0]) >= before)),
            words[0],
        )
        return " ".join([first, *words[1:]])

    return moved
