"""The sheet Pengaturan, on which a unit states its choices of method: a name and a value in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.model import Choice
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["find_settings", "holds_settings", "value_column"]

_SHEET = "pengaturan"
#: The heading over the values, and all headings over the columns.
_VALUE = "nilai"
_HEADINGS = frozenset({"pengaturan", "pilihan", "nama", "kunci", "nilai"})


def find_settings(grids: Iterable[Grid], file: str) -> tuple[Choice, ...]:
    """Return the choices of the sheet Pengaturan; a row without a value states none."""
    return tuple(
        choice
        for grid in grids
        if holds_settings(grid)
        for cells in metered(grid.lines.values())
        if (choice := _choice(grid, cells, file))
    )


def holds_settings(grid: Grid) -> bool:
    """Return whether a sheet is that of the choices; it holds no table of the annex."""
    return plain(grid.sheet) == _SHEET


def _choice(grid: Grid, cells: Sequence[GridCell], file: str) -> Choice | None:
    name, *others = cells
    if not others or plain(name.text) in _HEADINGS:
        return None
    column = value_column(grid)
    value = grid.at(name.row, column) if column else others[0]
    if value is None or not value.text:
        return None  # what stands behind it explains the choice
    place = Place(file, grid.sheet, refs.cell_name(value.row, value.col))
    return Choice(name=name.text, setting=value.raw, place=place)


def value_column(grid: Grid) -> int:
    """Return the column that is headed as that of the values; 0 where none is."""
    cells = (cell for line in metered(grid.lines.values()) for cell in line)
    return next((cell.col for cell in cells if plain(cell.text) == _VALUE), 0)
