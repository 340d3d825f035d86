"""The sheet Pengaturan, on which a unit states its choices of method: a name and a value in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.model import Pilihan
from sakipcalc.names import plain
from sakipcalc.ooxml import refs
from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.reading.grid import Grid

__all__ = ["find_settings"]

_SHEET = "pengaturan"
#: Headings over the two columns.
_HEADINGS = frozenset({"pengaturan", "pilihan", "nama", "kunci", "nilai"})


def find_settings(grids: Iterable[Grid], file: str) -> tuple[Pilihan, ...]:
    """Return the choices of the sheet Pengaturan; a row without a value states none."""
    return tuple(
        choice
        for grid in grids
        if plain(grid.sheet) == _SHEET
        for number in grid.rows
        if (choice := _choice(grid, number, file))
    )


def _choice(grid: Grid, number: int, file: str) -> Pilihan | None:
    name, *values = grid.row(number)
    if not values or plain(name.text) in _HEADINGS:
        return None
    value = values[0]
    place = Place(file, grid.sheet, refs.cell_name(value.row, value.col))
    return Pilihan(nama=name.text, nilai=value.raw, tempat=place)
