"""Lines of a tree whose names stand beside their first line below, in a column for each level.

Program     | Kegiatan     | Sub kegiatan   | Anggaran
Pembinaan   | Pengelolaan  | Koleksi        |      300      the lines Pembinaan, Pengelolaan and Koleksi
            |              | Layanan        |      100      the line Layanan
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.model import Row
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.model import Cell

__all__ = ["with_lines_beside"]

#: Lines that share a row of the sheet are told apart by so much.
_LEVELS = 16


def with_lines_beside(rows: Sequence[Row], names: Mapping[int, Sequence[Cell]], column: str) -> Iterator[Row]:
    """Yield the rows, each after the lines above it whose names stand in its row for the first time.

    Parameters
    ----------
    rows : sequence of Row
        The rows as they stand, each known by its deepest name.
    names : mapping of int to sequence of Cell
        The names in each row of the sheet, from the highest level to the deepest.
    column : str
        The column of names.
    """
    path: dict[int, str] = {}
    for row in rows:
        told = names.get(row.number, ())
        for depth, cell in enumerate(told[:-1]):
            if path.get(cell.col) == plain(cell.text):
                continue
            path = {col: text for col, text in path.items() if col < cell.col} | {cell.col: plain(cell.text)}
            yield _line(row, cell, depth, column)
        if told:
            own = told[-1]
            path = {col: text for col, text in path.items() if col < own.col} | {own.col: plain(own.text)}
        yield row


def _line(row: Row, name: Cell, depth: int, column: str) -> Row:
    """Return a line that has nothing but its name: as if that were merged over all its columns."""
    merged = name._replace(text="", numeral=None, formula="")
    cells = {column: name} | {key: merged for key in row.cells if key != column}
    return Row(number=-(row.number * _LEVELS + depth), cells=cells)
