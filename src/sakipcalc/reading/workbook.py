"""Read the sheets of an Excel package as grids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.core.memo import ByIdentity, Owned
from sakipcalc.excel.refs import LAST_ROW
from sakipcalc.excel.sheet.values import DAYS_TO_1904, is_date_format
from sakipcalc.reading.grid import Grid, GridCell, covered_by
from sakipcalc.reading.gridcells import GridColumn, LongSheetCells, leading_steps
from sakipcalc.text.names import without_padding

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterable, Iterator, KeysView, Sequence, ValuesView

    from sakipcalc.excel import Editor, Package, RawSheet, Styles
    from sakipcalc.excel.refs import Area
    from sakipcalc.excel.sheet.cells import Held
    from sakipcalc.excel.sheet.heldcolumns import HeldColumns
    from sakipcalc.excel.sheet.styles import Look

__all__ = ["grids", "grids_after", "leading_steps", "shown"]

_GRIDS: Owned[Package, tuple[Grid, ...]] = Owned("grids of a package")
#: Of a sheet with so many cells those that lie so many rows below the last that says something are ground.
_LARGE, _MARGIN = 100_000, 1000
_new = tuple.__new__  # as in `excel.sheet.scan`


def grids(package: Package) -> tuple[Grid, ...]:
    """Return every worksheet of a package as a grid, in the order of the tabs."""
    known = _GRIDS.get(package)
    if known is None:
        sheets = (package.sheet(info.name) for info in package.sheets)
        made = tuple(_grid(sheet, package.styles) for sheet in sheets)
        known = _GRIDS.put(package, tuple(map(_with_usual_dates, made)) if package.date1904 else made)
    return known


def _with_usual_dates(grid: Grid) -> Grid:
    """Return the grid of a workbook that counts days from 1904 with its dates as all others count them."""
    cells = dict(grid.cells)
    for at, cell in metered(grid.cells.items()):
        days = cell.raw
        if isinstance(days, int | float) and not isinstance(days, bool) and is_date_format(cell.format):
            days += DAYS_TO_1904
            cells[at] = cell._replace(raw=days, text=str(days))
    return replace(grid, cells=cells)


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
    changed, styles = editor.held, editor.styles
    known = ByIdentity() if known is None else known

    def after(grid: Grid, cells: Mapping[tuple[int, int], Held]) -> Grid:
        return known.get(grid, cells) or known.put(_with_cells(grid, cells, styles), grid, cells)

    return tuple(after(grid, changed[grid.sheet]) if grid.sheet in changed else grid for grid in before)


def _with_cells(grid: Grid, changed: Mapping[tuple[int, int], Held], styles: Styles) -> Grid:
    return replace(grid, cells=_CellsAfter(grid.cells, changed, styles))


class _CellsAfter(Mapping[tuple[int, int], GridCell]):
    """The cells of a sheet after edits, put together when somebody looks at the sheet.

    Of a workbook that is filled nobody does, unless its results are asked for.
    """

    def __init__(
        self,
        before: Mapping[tuple[int, int], GridCell],
        changed: Mapping[tuple[int, int], Held],
        styles: Styles,
    ) -> None:
        self._parts = before, changed, styles

    @cached_property
    def _cells(self) -> dict[tuple[int, int], GridCell]:
        """The cells after the edits."""
        before, changed, styles = self._parts
        looks = styles.looks({style for _, _, _, style, _, _ in changed.values()})
        ends = {at: (old.bottom, old.right) for at in changed if (old := before.get(at))}
        return {**dict(before.items()), **_merged(_cells(changed.values(), looks), ends)}

    def __getitem__(self, at: tuple[int, int]) -> GridCell:
        return self._cells[at]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def keys(self) -> KeysView[tuple[int, int]]:
        """Return the places of the cells."""
        return self._cells.keys()

    def values(self) -> ValuesView[GridCell]:
        """Return the cells."""
        return self._cells.values()

    def items(self) -> ItemsView[tuple[int, int], GridCell]:
        """Return the cells with their places."""
        return self._cells.items()


def _grid(sheet: RawSheet, styles: Styles) -> Grid:
    columns = sheet.scan.columns
    cells = _short_cells(sheet, styles) if columns is None else _long_cells(sheet, columns, styles)
    return Grid(
        sheet=sheet.name,
        cells=cells,
        hidden_rows=sheet.hidden_rows,
        hidden_cols=sheet.hidden_cols,
        visible=sheet.state == "visible",
        arrays=frozenset((area.top, area.left) for area in sheet.scan.meaning.arrays if area.size > 1),
    )


def _short_cells(sheet: RawSheet, styles: Styles) -> Mapping[tuple[int, int], GridCell]:
    held = sheet.scan.contents()
    said = (row for row, _, value, _, formula, _ in held if formula or value is not None)
    bottom = max(said, default=0) + _MARGIN if _is_large(sheet) else LAST_ROW
    areas = [area for area in sheet.merges if area.top <= bottom]
    own = held if bottom == LAST_ROW else [one for one in held if one[0] <= bottom]
    return _with_merged(own, areas, sheet, styles)


def _long_cells(sheet: RawSheet, held: HeldColumns, styles: Styles) -> Mapping[tuple[int, int], GridCell]:
    """Return the cells of a long sheet by columns, those of rows with merged cells or blank texts singly."""
    last = max(held.shapes, default=0)
    heights = [range(area.top, min(area.bottom, last) + 1) for area in sheet.merges]
    if sum(map(len, heights)) > last or (_is_large(sheet) and held.ends_in_ground(_MARGIN)):
        return _short_cells(sheet, styles)
    held.set_apart({*chain.from_iterable(heights), *held.rows_of_blanks()})
    looks = styles.looks({style for column in held.columns.values() for style in set(column.styles)})
    columns = {col: GridColumn(col, column, looks) for col, column in held.columns.items()}
    return LongSheetCells(columns, held.shapes, _with_merged(held.odd, sheet.merges, sheet, styles))


def _with_merged(
    held: Sequence[Held], areas: Sequence[Area], sheet: RawSheet, styles: Styles
) -> dict[tuple[int, int], GridCell]:
    """Return cells with the areas that they are merged over."""
    looks = styles.looks({style for _, _, _, style, _, _ in held})
    merged = {(area.top, area.left): (area.bottom, area.right) for area in areas}
    cells = _merged(_cells(held, looks), merged)
    if merged:
        hidden = covered_by(areas, cells.keys() | merged.keys())
        for at in hidden & cells.keys():
            del cells[at]
        for at in merged.keys() - cells.keys() - hidden:
            style = sheet.inherited_style(*at)
            cells[at] = _unwritten(styles.looks({style})[style], at, merged[at])
    return cells


def _is_large(sheet: RawSheet) -> bool:
    """Return whether a sheet may have ground: formats and merges that were dragged to its end."""
    return sheet.scan.cells + len(sheet.merges) >= _LARGE


def _unwritten(look: Look, at: tuple[int, int], end: tuple[int, int]) -> GridCell:
    """Return the cell of a merged area that the file does not hold because it is empty and plain."""
    return GridCell(*at, None, "", *end, format=look.format, fill=look.fill)


def _merged(
    cells: dict[tuple[int, int], GridCell], ends: Mapping[tuple[int, int], tuple[int, int]]
) -> dict[tuple[int, int], GridCell]:
    """Return the cells, those that are merged over others with the last row and column of their area."""
    for at in ends.keys() & cells.keys():
        row, col, raw, text, _, _, *look = cells[at]
        cells[at] = _new(GridCell, (row, col, raw, text, *ends[at], *look))
    return cells


def _cells(held: Iterable[Held], looks: Mapping[int, Look]) -> dict[tuple[int, int], GridCell]:
    """Return cells by what they hold, each on its own."""
    cells = {}
    for row, col, raw, style, formula, error in metered(held):
        number_format, fill, indent, bold = looks[style]
        if raw is None:  # most cells of a form are empty ones with a border
            text = ""
        elif error or not isinstance(raw, str):
            text = shown(raw) if error else str(raw)
        else:
            text = raw.strip()
            if text != raw:
                indent += leading_steps(raw)
        at = row, col
        of_cell = row, col, raw, text, row, col, formula, number_format, fill, indent, error, bold
        cells[at] = _new(GridCell, of_cell)
    return cells


def shown(raw: object) -> str:
    """Return a value as the text of a cell, without blanks at its ends and long runs of them within."""
    if raw is None:
        return ""
    return without_padding(raw.strip()) if isinstance(raw, str) else str(raw)
