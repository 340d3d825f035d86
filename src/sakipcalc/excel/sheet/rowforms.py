"""Forms of rows: how rows of a long sheet are written, but for their number and what their cells hold.

Programs write rows of one kind alike to the letter. Who has seen one takes all of them by one pattern, and
what stands in each of their columns as a slice; what is left over has to be cut cell by cell (`cutting`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel.sheet.cutting import CellFields, CellPiece, RowPiece
from sakipcalc.excel.sheet.heldcolumns import (
    INDEX,
    INLINE,
    NUMBER,
    SHARED,
    CellsOfForm,
    RowsOfForm,
    are_plain,
    marks_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.excel.sheet.cutting import Cutter

__all__ = ["RowForms"]

#: A row is worth a form where so many rows are left over, and it is that of one in so many.
_FEWEST, _SHARE = 16, 8
#: So many forms are tried on a piece, and so many rows in vain; so long is a pattern, some eighty cells.
_MOST, _LONGEST = 12, 1 << 13


class RowForms:
    """The forms that rows of a sheet were seen to have.

    Parameters
    ----------
    cutter : Cutter
        Cuts a row that is written as usual.
    """

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self._known: list[_RowForm] = []
        self._in_vain = 0

    def taken_from(self, text: str) -> tuple[list[RowsOfForm], str]:
        """Return the rows of a text that have a known form, and the text without them."""
        found = []
        for form in self._known:
            rows, text = form.taken_from(text)
            if rows.row_numbers:
                found.append(rows)
        return found, text

    def learn(self, text: str) -> None:
        """Take the form of a row in the middle of what was left over, if others there have it."""
        _, *rows = text.split(self._cutter.row_begin)
        if len(rows) < _FEWEST or _MOST in {len(self._known), self._in_vain}:
            return
        form = _RowForm.of(f"{self._cutter.row_begin}{rows[len(rows) // 2]}", self._cutter)
        if form is not None and len(form.taken_from(text)[0].row_numbers) * _SHARE >= len(rows):
            self._known.append(form)
        else:
            self._in_vain += 1


class _RowForm(NamedTuple):
    """The pattern of a row, whose groups are its number and, cell by cell, formula and content."""

    row_pattern: re.Pattern[str]
    pieces: list[CellPiece]
    cell_marks: list[str]

    @classmethod
    def of(cls, text: str, cutter: Cutter) -> _RowForm | None:
        """Return the form of a row; None of a hidden or long one, and where a cell is no text or number."""
        found = cutter.row.fullmatch(text)
        row = RowPiece._make(found.groups("")) if found else None
        if row is None or not row.inside or "hidden" in row.written:
            return None
        pieces = [*map(CellPiece._make, cutter.cell.findall(row.inside))]
        _, *fields, _ = zip(*pieces, strict=True)
        marks = [*marks_of(CellFields._make(fields))]
        if not are_plain(marks):
            return None
        tag = re.escape(row.tag).replace(f'"{row.number}"', '"([1-9][0-9]{0,6})"', 1)
        end = re.escape(text[len(row.tag) + len(row.inside) :])
        pattern = tag + "".join(map(_pattern, pieces, marks)) + end
        return cls(re.compile(pattern), pieces, marks) if len(pattern) <= _LONGEST else None

    def taken_from(self, text: str) -> tuple[RowsOfForm, str]:
        """Return the rows of a text that have this form, and the text without them."""
        cut = self.row_pattern.split(text)
        step = self.row_pattern.groups + 1
        groups = (cut[at::step] for at in range(1, step))
        numbers = [*map(int, next(groups))]
        return RowsOfForm(numbers, [*self._cells(groups)]), "".join(cut[::step])

    def _cells(self, groups: Iterator[list[str]]) -> Iterator[CellsOfForm]:
        for piece, mark in zip(self.pieces, self.cell_marks, strict=True):
            formulas = next(groups) if piece.formula else ()
            contents = next(groups) if piece.value or piece.inline else ()
            yield CellsOfForm(piece.letters, mark, int(piece.style or 0), contents, formulas)


def _pattern(piece: CellPiece, mark: str) -> str:
    """Return the pattern of a cell in the row whose number is the first group."""
    found = re.escape(piece.whole).replace(f'"{piece.letters}{piece.digits}"', rf'"{piece.letters}\1"', 1)
    content = "[^<]*" if mark == INLINE else INDEX if mark == SHARED else NUMBER
    for said, what in ((piece.formula, "[^<]*"), (piece.value or piece.inline, content)):
        found = found.replace(f"{re.escape(said)}</", f">({what})</", 1) if said else found
    return found
