"""Row heights that show wrapped text in full.

Neither Excel nor LibreOffice fits the height of a row that a program wrote before it is edited, so
the height is reckoned from the text, the column's width and the font.
"""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

from .cells import addresses, box
from .levels import level

if TYPE_CHECKING:
    from .facts import Facts
    from .layout import Sheet

LINE, PADDING, LEAST = 12.75, 4.5, 18.0  # points, for Arial 10
_REGULAR, _BOLD = 1.08, 0.94  # characters of running text that fit in one unit of column width


def row_heights(sheet: Sheet, facts: Facts) -> dict[int, float]:
    """Return the height in points of every row of the sheet's tables, by its printed number."""
    merged = {cell for area in facts.merges for cell in addresses(area)}
    lines: dict[int, int] = {}
    for table in sheet.tables:
        for cell in addresses(f"{table.head} {table.body}"):
            column, row, _, _ = box(cell)
            bold = row < box(table.body)[1] or level(sheet.name, facts, row)
            text = "" if cell in merged else facts.texts.get(cell, "")
            need = _lines(text, sheet.widths[column - 1] * (_BOLD if bold else _REGULAR))
            lines[row] = max(lines.get(row, 1), need)
    return {row: max(LEAST, count * LINE + PADDING) for row, count in lines.items()} | dict(sheet.heights)


def _lines(text: str, width: float) -> int:
    fitting = max(1, math.floor(width - 2))
    return sum(len(textwrap.wrap(part, fitting)) or 1 for part in text.split("\n"))
