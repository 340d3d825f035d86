"""From an Excel package to grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.reading.grid import Grid, GridCell

if TYPE_CHECKING:
    from sakipcalc.ooxml import Cell, Package, Sheet

__all__ = ["grids"]


def grids(package: Package) -> tuple[Grid, ...]:
    """Return every worksheet of a package as a grid, in the order of the tabs."""
    return tuple(_grid(package, package.sheet(info.name), info.name, info.state) for info in package.sheets)


def _grid(package: Package, sheet: Sheet, name: str, state: str) -> Grid:
    merged = {(area.top, area.left): (area.bottom, area.right) for area in sheet.merges}
    inner = {
        (row, col)
        for area in sheet.merges
        for row, col in sheet.cells
        if area.contains(row, col) and (row, col) != (area.top, area.left)
    }
    cells = {
        at: _cell(package, cell, *merged.get(at, at)) for at, cell in sheet.cells.items() if at not in inner
    }
    cells |= {at: _unwritten(package, sheet, at, merged[at]) for at in merged.keys() - sheet.cells.keys()}
    return Grid(sheet=name, cells=cells, hidden_rows=sheet.hidden_rows, visible=state == "visible")


def _unwritten(package: Package, sheet: Sheet, at: tuple[int, int], end: tuple[int, int]) -> GridCell:
    """Return the cell of a merged area that the file does not hold because it is empty and plain."""
    style = sheet.style_at(*at)
    return GridCell(
        row=at[0],
        col=at[1],
        raw=None,
        text="",
        format=package.styles.number_format(style),
        fill=package.styles.fill(style),
        bottom=end[0],
        right=end[1],
    )


def _cell(package: Package, cell: Cell, bottom: int, right: int) -> GridCell:
    raw = cell.value
    return GridCell(
        row=cell.row,
        col=cell.col,
        raw=raw,
        text=_text(raw),
        formula=cell.formula or "",
        format=package.styles.number_format(cell.style),
        fill=package.styles.fill(cell.style),
        error=cell.kind == "e",
        bottom=bottom,
        right=right,
    )


def _text(raw: object) -> str:
    if raw is None:
        return ""
    return raw.strip() if isinstance(raw, str) else str(raw)
