"""A workbook that openpyxl holds open, as grids: its values as openpyxl has them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sakipcalc.core.errors import WorkbookError
from sakipcalc.excel import Tally
from sakipcalc.excel.refs import Area
from sakipcalc.excel.sheet.styles import custom_palette, theme_colors, tinted
from sakipcalc.excel.xml import parse
from sakipcalc.reading.kinds.sheet import CellLook, SheetBuilder, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.cell import Cell as OpenCell
    from openpyxl.cell import MergedCell
    from openpyxl.styles.colors import Color
    from openpyxl.worksheet.worksheet import Worksheet

    from sakipcalc.excel import Limits
    from sakipcalc.reading.grid import Grid

__all__ = ["grids", "is_open"]


def is_open(source: object) -> bool:
    """Return whether a source is a workbook of openpyxl; openpyxl is not imported for that.

    Examples
    --------
    >>> import openpyxl
    >>> is_open(openpyxl.Workbook()), is_open("a.xlsx")
    (True, False)
    """
    return any(f"{base.__module__}.{base.__name__}" == _WORKBOOK for base in type(source).__mro__)


_WORKBOOK = "openpyxl.workbook.workbook.Workbook"


def grids(book: Workbook, limits: Limits) -> tuple[Grid, ...]:
    """Return every worksheet as a grid, in the order of the tabs.

    A workbook that was loaded with ``data_only=True`` has what its formulas gave, any other the formulas.

    Raises
    ------
    PackageError
        ``too-large`` where it holds more than the limits allow.
    WorkbookError
        ``write-only`` for one that is only being written.
    """
    if book.write_only:
        raise WorkbookError("write-only")
    tally, colors = Tally(limits), _theme(book)
    return tuple(_grid(sheet, tally, colors, book.epoch) for sheet in book.worksheets)


def _theme(book: Workbook) -> Sequence[str]:
    theme = book.loaded_theme
    text = theme.decode() if isinstance(theme, bytes) else theme
    return theme_colors(parse(text) if text else None)


def _grid(sheet: Worksheet, tally: Tally, colors: Sequence[str], epoch: dt.datetime) -> Grid:
    visible = sheet.sheet_state == "visible"
    builder = SheetBuilder(sheet.title, tally, visible=visible)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or getattr(cell, "has_style", False):
                _add(builder, cell, colors, epoch)
    for merged in getattr(sheet, "merged_cells", ()):  # a sheet that is only read has none
        builder.merge(Area(merged.min_row, merged.min_col, merged.max_row, merged.max_col))
    rows, columns = getattr(sheet, "row_dimensions", {}), getattr(sheet, "column_dimensions", {})
    builder.hidden_rows |= {number for number, row in rows.items() if row.hidden}
    for column in columns.values():
        if column.hidden:
            builder.hidden_cols |= {*range(column.min or 1, (column.max or column.min or 0) + 1)}
    return builder.grid()


def _add(
    builder: SheetBuilder, cell: OpenCell | MergedCell, colors: Sequence[str], epoch: dt.datetime
) -> None:
    raw = cell.value
    formula = ""
    if cell.data_type == "f":
        formula, raw = str(getattr(raw, "text", raw)).removeprefix("="), None
    look = _look(cell, colors) if cell.has_style else CellLook()
    error = cell.data_type == "e"
    builder.add(cell.row or 0, cell.column or 0, _raw(raw, epoch), look, formula=formula, error=error)


def _raw(value: Any, epoch: dt.datetime) -> str | float | bool | None:
    """Return a value as a file holds it: dates and times are numbers there, and rich text is text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return plain(float(value))
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        from openpyxl.utils import datetime as dates

        convert: Any = dates.to_excel
        return plain(float(convert(value, epoch)))
    return str(value)


def _look(cell: OpenCell | MergedCell, colors: Sequence[str]) -> CellLook:
    fill, font, alignment = cell.fill, cell.font, cell.alignment
    ground = _rgb(fill.fgColor, colors) if fill is not None and fill.fill_type == "solid" else ""
    indent = int(alignment.indent or 0) if alignment is not None else 0
    return CellLook(cell.number_format or "General", ground, indent, bool(font is not None and font.b))


def _rgb(color: Color, colors: Sequence[str]) -> str:
    """Return a colour as RRGGBB, with its tint; empty where it is none."""
    if color.type == "rgb":
        base = str(color.rgb)[-6:]
    else:
        palette = colors if color.type == "theme" else custom_palette(None)
        index = color.theme if color.type == "theme" else color.indexed
        base = palette[index] if index < len(palette) else ""
    return tinted(base, color.tint or 0.0) if base else ""
