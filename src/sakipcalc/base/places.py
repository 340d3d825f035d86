"""Places of values: file, sheet and cell."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Place", "in_short"]

_PARTS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LETTERS = 26


class Place(NamedTuple):  # every check keys its cells by place, and a tuple hashes three times as fast
    """A place in a workbook; the parts that are not known are empty.

    Parameters
    ----------
    file : str
        Name of the workbook, without its folder.
    sheet : str
        Name of the sheet as its tab shows it.
    cell : str
        Cell or range in A1 notation, for example ``"E6"`` or ``"D6:D9"``.

    Examples
    --------
    >>> print(Place(sheet="Tabel 3.2", cell="E6"))
    Tabel 3.2!E6
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def reference(self, *, absolute: bool = False) -> str:
        """Return the cell as a formula on the same sheet names it.

        Examples
        --------
        >>> Place(cell="E6").reference(), Place(cell="E6").reference(absolute=True)
        ('E6', '$E$6')
        """
        return _PARTS.sub(r"$\1$\2", self.cell) if absolute else self.cell

    @property
    def quoted_sheet(self) -> str:
        """Sheet as a formula writes it before the exclamation mark, always in quotes.

        Examples
        --------
        >>> Place(sheet="Ja'far").quoted_sheet
        "'Ja''far'"
        """
        return "'" + self.sheet.replace("'", "''") + "'"

    def __str__(self) -> str:
        if self.sheet and self.cell:
            return f"{self.sheet}!{self.cell}"
        return self.sheet or self.cell or self.file

    @property
    def coordinates(self) -> tuple[int, int]:
        """Row and column of the (first) cell, counted from 1; (0, 0) for a whole sheet.

        Examples
        --------
        >>> Place(sheet="Tabel 3.2", cell="AB6").coordinates
        (6, 28)
        """
        found = _PARTS.match(self.cell)
        if found is None:
            return 0, 0
        column = 0
        for letter in found.group(1):
            column = column * _LETTERS + ord(letter) - ord("A") + 1
        return int(found.group(2)), column


def in_short(places: Iterable[Place]) -> str:
    """Return places in one line: a sheet is named once, and cells below each other are a range.

    Examples
    --------
    >>> in_short(Place(sheet="PK Camat", cell=cell) for cell in ("C30", "C31", "C32", "E7"))
    'PK Camat!C30:C32, E7'
    """
    sheets = groupby(places, key=lambda place: (place.sheet, bool(place.cell)))
    return ", ".join(_on_one_sheet(list(some)) for _, some in sheets)


def _on_one_sheet(places: list[Place]) -> str:
    first = places[0]
    if not first.cell:
        return ", ".join(map(str, places))
    runs: list[list[str]] = []
    for place in places:
        if runs and _is_next(runs[-1][-1], place.cell):
            runs[-1].append(place.cell)
        else:
            runs.append([place.cell])
    cells = (run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in runs)
    return (f"{first.sheet}!" if first.sheet else "") + ", ".join(cells)


def _is_next(cell: str, following: str) -> bool:
    """Return whether a cell stands right below another one."""
    one, other = _PARTS.fullmatch(cell), _PARTS.fullmatch(following)
    return bool(one and other and one[1] == other[1] and int(other[2]) == int(one[2]) + 1)
