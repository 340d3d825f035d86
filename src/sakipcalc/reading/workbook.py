"""From an Excel package to grids."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.reading.grid import Grid, GridCell

if TYPE_CHECKING:
    from collections.abc import Callable

    from sakipcalc.ooxml import Cell, Package, Sheet

__all__ = ["grids", "leading_steps", "shown"]

#: Spaces in front of a text that look like one step of indentation.
_STEP = 3


class _Look(NamedTuple):
    """What the format of a cell says."""

    format: str
    fill: str
    indent: int


def grids(package: Package) -> tuple[Grid, ...]:
    """Return every worksheet of a package as a grid, in the order of the tabs."""
    styles = package.styles

    @cache
    def look(style: int) -> _Look:
        return _Look(styles.number_format(style), styles.fill(style), styles.indent(style))

    return tuple(_grid(package.sheet(info.name), look) for info in package.sheets)


def _grid(sheet: Sheet, look: Callable[[int], _Look]) -> Grid:
    merged = {(area.top, area.left): (area.bottom, area.right) for area in sheet.merges}
    cells = {at: _cell(cell, look, merged.get(at, at)) for at, cell in sheet.cells.items()}
    if merged:
        for at in [at for at in cells if (area := sheet.merge_at.at(*at)) and at != (area.top, area.left)]:
            del cells[at]
        for at in merged.keys() - cells.keys():
            cells[at] = _unwritten(look(sheet.style_at(*at)), at, merged[at])
    return Grid(
        sheet=sheet.name,
        cells=cells,
        hidden_rows=sheet.hidden_rows,
        hidden_cols=sheet.hidden_cols,
        visible=sheet.state == "visible",
    )


def _unwritten(look: _Look, at: tuple[int, int], end: tuple[int, int]) -> GridCell:
    """Return the cell of a merged area that the file does not hold because it is empty and plain."""
    row, col = at
    bottom, right = end
    return GridCell(
        row=row, col=col, raw=None, text="", format=look.format, fill=look.fill, bottom=bottom, right=right
    )


def _cell(cell: Cell, look: Callable[[int], _Look], end: tuple[int, int]) -> GridCell:
    raw, own = cell.value, look(cell.style)
    return GridCell(
        row=cell.row,
        col=cell.col,
        raw=raw,
        text=shown(raw),
        formula=cell.formula or "",
        format=own.format,
        fill=own.fill,
        indent=own.indent + leading_steps(raw),
        error=cell.kind == "e",
        bottom=end[0],
        right=end[1],
    )


def leading_steps(raw: object) -> int:
    """Return by how many steps spaces in front of a text indent it.

    Examples
    --------
    >>> leading_steps("      Penyediaan gaji"), leading_steps("Program"), leading_steps(12)
    (2, 0, 0)
    """
    if not isinstance(raw, str) or raw[:1] not in {" ", "\t", "\u00a0"}:
        return 0
    spaces = raw.replace("\t", " " * _STEP)
    return (len(spaces) - len(spaces.lstrip()) + _STEP - 1) // _STEP


def shown(raw: object) -> str:
    """Return a value as the text of a cell."""
    if raw is None:
        return ""
    return raw.strip() if isinstance(raw, str) else str(raw)
