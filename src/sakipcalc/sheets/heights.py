"""Heights of the rows of a new sheet: not every program fits rows to wrapped text on opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.computing import Value
from sakipcalc.excel.sheet.styles import Font
from sakipcalc.excel.sheet.textfit import LARGEST_HEIGHT, roomy, text_height
from sakipcalc.sheets.outsheet import DIGIT, OutFormula, pixels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.sheets.outsheet import Bit, OutCell, OutSheet, Style

__all__ = ["bulk_height", "row_heights"]

#: Height of a row as it is [points].
_PLAIN = 15.0


def row_heights(sheet: OutSheet, digit: int = DIGIT) -> Mapping[int, float]:
    """Return the height [points] of each row that is to be higher than a plain one, or has one of its own.

    Parameters
    ----------
    sheet : OutSheet
        The sheet.
    digit : int
        Width of a digit of the workbook's first font [pixels].
    """
    needed: dict[int, float] = {}
    spans = []
    for cell in metered(sheet.cells):
        if cell.rows == 1:
            needed[cell.row] = max(needed.get(cell.row, _PLAIN), _height(cell, sheet, digit))
        else:
            spans.append(cell)
    for row, height in sheet.heights.items():
        needed[row] = max(needed.get(row, 0.0), height)
    for cell in metered(spans):
        own = range(cell.row, cell.row + cell.rows)
        lacking = _height(cell, sheet, digit) - sum(needed.get(row, _PLAIN) for row in own)
        for row in own if lacking > 0 else ():
            needed[row] = needed.get(row, _PLAIN) + lacking / cell.rows
    return {
        row: min(height, LARGEST_HEIGHT)
        for row, height in needed.items()
        if height > _PLAIN or row in sheet.heights
    }


def bulk_height(row: Sequence[Bit], widths: Sequence[float | None]) -> float | None:
    """Return the height of a row of a list; None where a plain one is high enough."""
    cells = zip(row, widths, strict=False)
    needed = max((_text_height(bit.value, bit.style, pixels(width)) for bit, width in cells), default=_PLAIN)
    return needed if needed > _PLAIN else None


def _height(cell: OutCell, sheet: OutSheet, digit: int) -> float:
    value = cell.value
    if isinstance(value, Value):
        text: object = value.text if value.number is None else None
    else:
        text = value.value if isinstance(value, OutFormula) else value
    columns = range(cell.col, cell.col + cell.cols)
    widths = (sheet.widths[col] if col < len(sheet.widths) else None for col in columns)
    return _text_height(text, cell.style, sum(pixels(width, digit) for width in widths))


def _text_height(text: object, style: Style, width: int) -> float:
    wrapped = text if isinstance(text, str) and style.wrap else ""
    font = Font(style.font, style.size, style.bold)
    needed = text_height(wrapped, width, font, indent=style.indent)
    return max(_PLAIN, roomy(needed) if wrapped else needed)
