"""Small arithmetic on cell addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils.cell import get_column_letter, range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator

Box = tuple[int, int, int, int]


def box(area: str) -> Box:
    """Return (first column, first row, last column, last row) of `B4:D9` or `B4`, counted from 1."""
    left, top, right, bottom = range_boundaries(area)
    return left, top, right, bottom


def address(column: int, row: int) -> str:
    return f"{get_column_letter(column)}{row}"


def addresses(areas: str) -> Iterator[str]:
    """All cells of several ranges, row by row: `A1:B1 D4` is A1, B1, D4."""
    for area in areas.split():
        left, top, right, bottom = box(area)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield address(column, row)


def moved(area: str, down: int) -> str:
    """The same range so many rows lower."""
    left, top, right, bottom = box(area)
    first, last = address(left, top + down), address(right, bottom + down)
    return first if first == last else f"{first}:{last}"
