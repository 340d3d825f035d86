"""How high the rows of a sheet must be for their wrapped texts: not every program works it out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sakipcalc.computing import Nilai

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.sheets.outsheet import Bit, Cell, Sheet, Style

__all__ = ["bulk_height", "row_heights"]

#: Height of a row as it is, of a line of 10 points, and what stands above and below it [points].
_PLAIN, _LINE, _AIR = 15.0, 13.0, 4.0
#: Width of a column without one of its own, and how much wider than its digits a text may run.
_WIDTH, _WIDER = 8.43, 1.02
#: Excel has no higher row.
_HIGHEST = 409.0


def row_heights(sheet: Sheet) -> Mapping[int, float]:
    """Return the height [points] of each row that is to be higher than a plain one."""
    needed: dict[int, float] = {}
    spans = []
    for cell in sheet.cells:
        if cell.rows == 1:
            needed[cell.row] = max(needed.get(cell.row, _PLAIN), _height(cell, sheet))
        else:
            spans.append(cell)
    for cell in spans:
        own = range(cell.row, cell.row + cell.rows)
        lacking = _height(cell, sheet) - sum(needed.get(row, _PLAIN) for row in own)
        for row in own if lacking > 0 else ():
            needed[row] = needed.get(row, _PLAIN) + lacking / cell.rows
    return {row: min(height, _HIGHEST) for row, height in needed.items() if height > _PLAIN}


def bulk_height(row: Sequence[Bit], widths: Sequence[float]) -> float | None:
    """Return the height of a row of a list; None where a plain one is high enough."""
    needed = max(
        (_text_height(bit.value, bit.style, width) for bit, width in zip(row, widths, strict=False)),
        default=_PLAIN,
    )
    return min(needed, _HIGHEST) if needed > _LINE + _AIR else None


def _height(cell: Cell, sheet: Sheet) -> float:
    text = cell.value.teks if isinstance(cell.value, Nilai) and cell.value.angka is None else cell.value
    columns = range(cell.col, cell.col + cell.cols)
    width = sum(sheet.widths[col] if col < len(sheet.widths) else _WIDTH for col in columns)
    return _text_height(text, cell.style, width)


def _text_height(text: object, style: Style, width: float) -> float:
    size = style.size / 10
    if not isinstance(text, str) or not style.wrap:
        return max(_PLAIN, _LINE * size + _AIR)
    room = max(width - 1 - 1.5 * style.indent, 1) / (size * _WIDER * (1.06 if style.bold else 1))
    lines = sum(max(math.ceil(len(part) / room), 1) for part in text.split("\n"))
    return lines * _LINE * size + _AIR
