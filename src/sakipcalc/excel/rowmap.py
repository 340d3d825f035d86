"""Row numbers of a sheet before and after an insertion."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from sakipcalc.excel.refs import LAST_COLUMN, LAST_ROW, Area, column_index

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Insertion", "RowMap", "ends_of", "rewritten"]

_ROW = re.compile(r"(\$?)([0-9]{1,7})")
_COLUMN = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """Rows to be inserted, in terms of the sheet as it was read.

    Parameters
    ----------
    sheet : str
        Name of the sheet.
    before : int
        The row before which they come; it and all below move down.
    count : int
        How many.
    model : int, optional
        The row whose look and relative formulas they take; the row above, when it is left out.
    stretch : Area, optional
        A body that ends on the row above: what refers to its last row as the end of a range grows
        to the new rows. Without it such a range stays as it is, as in a spreadsheet program.

        Of ranges in formulas that are one row high those grow that are one column wide or have
        both rows fixed (``C6:C6``, ``$A$6:$F$6``); ``SUM(C6:F6)`` adds up a row and does not.

    Examples
    --------
    >>> Insertion(sheet="Tabel 3.2", before=8, count=3).count
    3
    """

    sheet: str
    before: int
    count: int
    model: int | None = None
    stretch: Area | None = None


class RowMap:
    """The rows of one sheet before and after insertions.

    Parameters
    ----------
    insertions : sequence of Insertion
        Those of the sheet, no two before the same row.

    Examples
    --------
    >>> rows = RowMap([Insertion(sheet="a", before=8, count=3)])
    >>> rows.row(7), rows.row(8), rows.text("$C$5:C9"), rows.text("7:8")
    (7, 11, '$C$5:C12', '7:11')
    """

    def __init__(self, insertions: Sequence[Insertion]) -> None:
        self.insertions: tuple[Insertion, ...] = tuple(sorted(insertions, key=lambda each: each.before))
        self.lines: list[int] = [each.before for each in self.insertions]
        self._added = [0, *accumulate(each.count for each in self.insertions)]
        self._stretches: dict[int, list[tuple[Insertion, Area]]] = defaultdict(list)
        for each in self.insertions:
            if each.stretch:
                self._stretches[each.stretch.bottom].append((each, each.stretch))

    def row(self, row: int) -> int:
        """Return the number that a row gets; it may lie beyond the last one."""
        return row + self._added[bisect_right(self.lines, row)]

    def first_new(self, insertion: Insertion) -> int:
        """Return the number of the first new row of an insertion."""
        return self.row(insertion.before) - insertion.count

    def cut(self, top: int, bottom: int) -> Insertion | None:
        """Return an insertion between two rows of an area, if there is one."""
        return next((each for each in self.insertions if top < each.before <= bottom), None)

    def moved(self, ref: str, rows: Sequence[int], stretch: str = "never") -> list[int | None]:
        """Return the rows at the ends of a reference afterwards; none for an end that leaves the sheet.

        Parameters
        ----------
        ref : str
            The reference; its columns and dollar signs decide whether it stretches.
        rows : sequence of int
            The rows of its ends, one or two.
        stretch : str
            Which references that end on the last row of a stretched body grow: ``never``, ``formula``
            (see `Insertion`), ``series`` of a chart (a single cell too, no row of cells) or ``always``.

        Returns
        -------
        list
            As many as there were, or two where one cell grows.
        """
        found: list[int | None] = [self.row(row) for row in rows]
        more = self._growth(ref, rows, stretch)
        if len(rows) == 1 and not more:
            return [_on_sheet(found[0])]
        last = len(rows) - 1 if rows[-1] == max(rows) else 0
        end = min((found[last] or 0) + more, LAST_ROW)
        if len(rows) == 1:
            return [found[0], end]
        found[last] = end
        return [_on_sheet(row) for row in found]

    def text(self, ref: str, stretch: str = "never") -> str | None:
        """Return a reference in A1 notation as it reads afterwards; none for one that leaves the sheet.

        Raises
        ------
        PackageError
            ``bad-reference`` for a text with digits that is none.
        """
        rows = [int(row) for _, row in _ROW.findall(ref)]
        if not rows:
            return ref
        Area.parse(ref)
        return rewritten(ref, self.moved(ref, rows, stretch))

    def _growth(self, ref: str, rows: Sequence[int], stretch: str) -> int:
        """Return by how many rows the end of a reference moves besides."""
        candidates = self._stretches.get(max(rows))
        if not candidates or stretch == "never":
            return 0
        columns = [column_index(letters) for letters in _COLUMN.findall(ref)] or [1, LAST_COLUMN]
        left, right = min(columns), max(columns)
        single, narrow = len(set(rows)) == 1, left == right
        fixed = all(dollar for dollar, _ in _ROW.findall(ref))
        allowed = {
            "formula": len(rows) > 1 and (not single or narrow or fixed),
            "series": not single or narrow,
            "always": True,
        }
        overlapping = (each.count for each, area in candidates if left <= area.right and area.left <= right)
        return sum(overlapping) if allowed[stretch] else 0


def ends_of(ref: str) -> list[tuple[bool, int]]:
    """Return whether it is fixed, and the row, of each end of a reference; empty for whole columns.

    Examples
    --------
    >>> ends_of("$C$5:C9"), ends_of("A:C")
    ([(True, 5), (False, 9)], [])
    """
    return [(bool(dollar), int(row)) for dollar, row in _ROW.findall(ref)]


def rewritten(ref: str, rows: Sequence[int | None]) -> str | None:
    """Return a reference with its row numbers replaced in order; None where a row is gone.

    A single cell that is given two rows becomes a range.

    Examples
    --------
    >>> rewritten("$C$5:C9", [6, 12]), rewritten("$C5", [5, 7]), rewritten("C5", [None])
    ('$C$6:C12', '$C5:$C7', None)
    """
    if None in rows:
        return None
    numbers = iter(rows)
    if len(rows) > 1 and ":" not in ref:
        ref = f"{ref}:{ref}"
    return _ROW.sub(lambda found: f"{found[1]}{next(numbers)}", ref)


def _on_sheet(row: int | None) -> int | None:
    return row if row and row <= LAST_ROW else None
