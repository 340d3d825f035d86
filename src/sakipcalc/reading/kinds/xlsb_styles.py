"""Formats of cells in Excel's binary package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.excel.sheet.styles import BUILTIN_FORMATS, custom_palette, theme_colors, tinted
from sakipcalc.reading.kinds.biff12 import RecordKind
from sakipcalc.reading.kinds.sheet import CellLook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.excel.xml import Node
    from sakipcalc.reading.kinds.biff12 import Piece

__all__ = ["PLAIN_STYLES", "read_styles"]

#: What a workbook without styles has.
PLAIN_STYLES = (CellLook(),)
_SOLID = 1
_INDEXED, _RGB, _THEME = 1, 2, 3
_FULL_TINT = 32_767
#: Weight from which a font is bold.
_BOLD = 600


def read_styles(found: Iterator[tuple[int, Piece]], theme: Node | None) -> tuple[CellLook, ...]:
    """Return the look of each style of cells, in order; there is always one."""
    formats = dict(BUILTIN_FORMATS)
    fills: list[str] = []
    bold: list[bool] = []
    styles: list[tuple[int, int, int, int]] = []
    colors = theme_colors(theme)
    cells = False
    for kind, piece in found:
        if kind == RecordKind.FORMAT:
            number = piece.short()
            formats[number] = piece.text()
        elif kind == RecordKind.FONT:
            _, _, weight = piece.take("3H")
            bold.append(weight >= _BOLD)
        elif kind == RecordKind.FILL:
            fills.append(_fill(piece, colors))
        elif kind in {RecordKind.BEGIN_CELL_STYLES, RecordKind.END_CELL_STYLES}:
            cells = kind == RecordKind.BEGIN_CELL_STYLES
        elif kind == RecordKind.STYLE and cells:
            _, number_format, font, fill, _, _, indent = piece.take("5HBB")
            styles.append((number_format, fill, indent, font))
    known = dict(enumerate(fills))
    looks = (
        CellLook(formats.get(code, "General"), known.get(fill, ""), indent, font < len(bold) and bold[font])
        for code, fill, indent, font in styles
    )
    return tuple(looks) or PLAIN_STYLES


def _fill(piece: Piece, theme: Sequence[str]) -> str:
    """Return the colour of a solid fill as RRGGBB, else an empty text."""
    if piece.long() != _SOLID:
        return ""
    kind, index, tint, red, green, blue, _ = piece.take("BBhBBBB")
    kind >>= 1  # the lowest bit says whether the colour is written out as well
    base = f"{red:02X}{green:02X}{blue:02X}" if kind == _RGB else ""
    palette = {_INDEXED: custom_palette(None), _THEME: theme}.get(kind, ())
    if index < len(palette):
        base = palette[index]
    return tinted(base, max(-1.0, tint / _FULL_TINT)) if base else ""
