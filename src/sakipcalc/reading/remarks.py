"""Lines of text above and below a table: notes that say something of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.model import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.sections import Section

__all__ = ["find_remarks"]

#: How many rows above its header, and below its last row, a note of a table may stand.
_ABOVE, _BELOW = 8, 30
#: A row of more cells is no note, and a shorter text says nothing.
_MOST_CELLS = 3
_FEWEST_LETTERS = 8


def find_remarks(grid: Grid, section: Section, last: int, file: str) -> tuple[Remark, ...]:
    """Return the notes around a table, from top to bottom.

    Parameters
    ----------
    grid : Grid
        Its sheet.
    section : Section
        Where it stands.
    last : int
        Last row of its body.
    file : str
        Name of the workbook, for the places.
    """
    top = section.header.top
    below = grid.rows_between(last + 1, min(section.limit, last + _BELOW + 1))
    rows = (*grid.rows_between(top - _ABOVE, top), *below)
    return tuple(remark for row in rows for remark in _of_row(grid, row, file))


def _of_row(grid: Grid, row: int, file: str) -> Iterator[Remark]:
    cells = grid.lines[row]
    if len(cells) > _MOST_CELLS:
        return
    for cell in cells:
        if isinstance(cell.raw, str) and len(cell.text) >= _FEWEST_LETTERS:
            place = Place(file, grid.sheet, refs.cell_name(cell.row, cell.col))
            yield Remark(text=cell.text, place=place)
