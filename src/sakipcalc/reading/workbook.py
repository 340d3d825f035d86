"""Read the sheets of an Excel package as grids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.core.memo import ByIdentity, Owned
from sakipcalc.excel.refs import LAST_ROW
from sakipcalc.reading.grid import Grid, GridCell, covered_by
from sakipcalc.text.names import without_padding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.excel import Editor, Package, RawCell, RawSheet, Styles
    from sakipcalc.excel.sheet.styles import Look

__all__ = ["grids", "grids_after", "leading_steps", "shown"]

_GRIDS: Owned[Package, tuple[Grid, ...]] = Owned("grids of a package")
#: Spaces in front of a text that look like one step of indentation.
_STEP = 3
#: Of a sheet with so many cells those that lie so many rows below the last that says something are ground.
_LARGE, _MARGIN = 100_000, 1000
_new = tuple.__new__  # as in `ooxml.scan`


def grids(package: Package) -> tuple[Grid, ...]:
    """Return every worksheet of a package as a grid, in the order of the tabs."""
    known = _GRIDS.get(package)
    if known is None:
        sheets = (package.sheet(info.name) for info in package.sheets)
        known = _GRIDS.put(package, tuple(_grid(sheet, package.styles) for sheet in sheets))
    return known


def grids_after(
    before: Sequence[Grid], editor: Editor, known: ByIdentity[Grid] | None = None
) -> tuple[Grid, ...]:
    """Return the grids after edits, as reading the edited package gives them.

    Sheets without a change are the same grids as before; nothing is parsed.

    Parameters
    ----------
    before : sequence of Grid
        The grids of the package that is edited.
    editor : Editor
        Its changes; a sheet that it adds is not among them.
    known : ByIdentity, optional
        Grids after earlier changes, each by the grid before and the cells: they are the same again.
    """
    changed, styles = editor.cells, editor.styles
    known = ByIdentity() if known is None else known

    def after(grid: Grid, cells: Mapping[tuple[int, int], RawCell]) -> Grid:
        return known.get(grid, cells) or known.put(_with_cells(grid, cells, styles), grid, cells)

    return tuple(after(grid, changed[grid.sheet]) if grid.sheet in changed else grid for grid in before)


def _with_cells(grid: Grid, changed: Mapping[tuple[int, int], RawCell], styles: Styles) -> Grid:
    cells, looks = dict(grid.cells), styles.looks({cell.style for cell in changed.values()})
    for at, cell in changed.items():
        old = cells.get(at)
        cells[at] = _cell(cell, looks, (old.bottom, old.right) if old else at)
    return replace(grid, cells=cells)


def _grid(sheet: RawSheet, styles: Styles) -> Grid:
    bottom = _bottom(sheet)
    looks = styles.looks({cell.style for cell in sheet.scan.order})
    areas = [area for area in sheet.merges if area.top <= bottom]
    merged = {(area.top, area.left): (area.bottom, area.right) for area in areas}
    found = metered(sheet.cells.items())
    cells = {at: _cell(cell, looks, at) for at, cell in found if cell.row <= bottom}
    cells |= {at: _cell(sheet.cells[at], looks, end) for at, end in merged.items() if at in cells}
    if merged:
        hidden = covered_by(areas, cells.keys() | merged.keys())
        for at in hidden & cells.keys():
            del cells[at]
        for at in merged.keys() - cells.keys() - hidden:
            style = sheet.style_at(*at)
            cells[at] = _unwritten(styles.looks({style})[style], at, merged[at])
    return Grid(
        sheet=sheet.name,
        cells=cells,
        hidden_rows=sheet.hidden_rows,
        hidden_cols=sheet.hidden_cols,
        visible=sheet.state == "visible",
        arrays=frozenset((area.top, area.left) for area in sheet.scan.meaning.arrays if area.size > 1),
    )


def _bottom(sheet: RawSheet) -> int:
    """Return the row below which a large sheet is ground: formats and merges that were dragged to its end."""
    if len(sheet.cells) + len(sheet.merges) < _LARGE:
        return LAST_ROW
    said = (cell.row for cell in sheet.scan.order if cell.kind or cell.formula_kind or cell.own_formula)
    return max(said, default=0) + _MARGIN


def _unwritten(look: Look, at: tuple[int, int], end: tuple[int, int]) -> GridCell:
    """Return the cell of a merged area that the file does not hold because it is empty and plain."""
    return GridCell(*at, None, "", *end, format=look.format, fill=look.fill)


def _cell(cell: RawCell, looks: Mapping[int, Look], end: tuple[int, int]) -> GridCell:
    row, col, kind, written, _, style, _, formula, shared, _, _ = cell
    number_format, fill, indent, bold = looks[style]
    if not kind and formula is None and shared is None:  # most cells of a form are empty ones with a border
        return _new(GridCell, (row, col, None, "", *end, "", number_format, fill, indent, False, bold))
    said = (formula if shared is None else cell.formula) or ""
    raw: str | float | bool | None
    if kind == "s":
        raw, text = written, written.strip()
        indent += leading_steps(raw) if text != raw else 0
    else:
        raw = cell.value
        text = str(raw) if kind == "n" else shown(raw)
    return _new(GridCell, (row, col, raw, text, *end, said, number_format, fill, indent, kind == "e", bold))


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
    """Return a value as the text of a cell, without blanks at its ends and long runs of them within."""
    if raw is None:
        return ""
    return without_padding(raw.strip()) if isinstance(raw, str) else str(raw)
