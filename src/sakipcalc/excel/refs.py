"""Cell and range references in A1 notation; rows and columns count from 1."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, Self

from sakipcalc.base.formulatext.tokens import LAST_COLUMN, LAST_ROW
from sakipcalc.excel.errors import PackageError

__all__ = [
    "LAST_COLUMN",
    "LAST_ROW",
    "Area",
    "cell_name",
    "column_index",
    "column_name",
    "quote_sheet",
    "split_cell",
]

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([0-9]{1,7}):\$?([0-9]{1,7})")


@cache
def column_name(column: int) -> str:
    """Return the letters of a column.

    Examples
    --------
    >>> column_name(1), column_name(28), column_name(16384)
    ('A', 'AB', 'XFD')
    """
    if not 1 <= column <= LAST_COLUMN:
        raise _bad(str(column))
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_index(letters: str) -> int:
    """Return the number of a column.

    Examples
    --------
    >>> column_index("A"), column_index("xfd")
    (1, 16384)
    """
    index = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise _bad(letters)
        index = index * 26 + ord(letter) - 64
        if index > LAST_COLUMN:
            raise _bad(letters)
    if not index:
        raise _bad(letters)
    return index


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell.

    Examples
    --------
    >>> cell_name(6, 5)
    'E6'
    """
    if not 1 <= row <= LAST_ROW:
        raise _bad(str(row))
    return f"{column_name(column)}{row}"


@lru_cache(maxsize=4096)
def split_cell(name: str) -> tuple[int, int]:
    """Return (row, column) of a cell name; dollar signs are allowed.

    Raises
    ------
    PackageError
        ``bad-reference`` when the name is no cell of a sheet.

    Examples
    --------
    >>> split_cell("E6"), split_cell("$A$1")
    ((6, 5), (1, 1))
    """
    found = _CELL.fullmatch(name)
    if found is None:
        raise _bad(name)
    try:
        return _row(found[2]), column_index(found[1])
    except PackageError:
        raise _bad(name) from None


def quote_sheet(name: str) -> str:
    """Return a sheet's name as a formula writes it before the exclamation mark.

    Always in quotes: a name that looks plain today may read as a cell or a
    function in another program.

    Examples
    --------
    >>> quote_sheet("Tabel 3.2"), quote_sheet("Ja'far")
    ("'Tabel 3.2'", "'Ja''far'")
    """
    return "'" + name.replace("'", "''") + "'"


class Area(NamedTuple):  # a workbook has hundreds
    """A rectangle of cells, both ends included.

    Parameters
    ----------
    top, left, bottom, right : int
        First and last row and column, counted from 1.

    Examples
    --------
    >>> area = Area.parse("D6:D9")
    >>> area, str(area), area.contains(7, 4)
    (Area(top=6, left=4, bottom=9, right=4), 'D6:D9', True)
    """

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Self:
        """Read ``"A1"``, ``"A1:B2"``, ``"A:C"`` or ``"1:3"``, in any order of the corners."""
        if columns := _COLUMNS.fullmatch(text):
            ends = sorted(map(column_index, columns.groups()))
            return cls(1, ends[0], LAST_ROW, ends[1])
        if rows := _ROWS.fullmatch(text):
            numbers = sorted(map(_row, rows.groups()))
            return cls(numbers[0], 1, numbers[1], LAST_COLUMN)
        first, colon, second = text.partition(":")
        row, column = split_cell(first)
        other_row, other_column = split_cell(second if colon else first)
        return cls(
            min(row, other_row), min(column, other_column), max(row, other_row), max(column, other_column)
        )

    @property
    def size(self) -> int:
        """Number of its cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def contains(self, row: int, column: int) -> bool:
        """Tell whether the cell lies in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        first = cell_name(self.top, self.left)
        if (self.top, self.left) == (self.bottom, self.right):
            return first
        return f"{first}:{cell_name(self.bottom, self.right)}"


def _row(digits: str) -> int:
    row = int(digits)
    if not 1 <= row <= LAST_ROW:
        raise _bad(digits)
    return row


def _bad(ref: str) -> PackageError:
    return PackageError("bad-reference", detail=ref, values={"ref": ref})
