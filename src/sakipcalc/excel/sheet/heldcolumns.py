"""What the cells of a long sheet hold, by columns: as lists, of which the garbage collector sees few.

Texts, numbers and empty cells of a piece of the sheet are read kind by kind, all at once. A row that holds
anything else (a truth value, an error, a date as text) is odd, and its cells are kept singly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain, islice
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel.refs import column_index
from sakipcalc.excel.sheet.values import decode
from sakipcalc.excel.xml import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sakipcalc.excel.sheet.cells import Held
    from sakipcalc.excel.sheet.cutting import CellFields
    from sakipcalc.excel.sheet.values import RawMeaning

__all__ = ["HeldColumn", "HeldColumns", "ShapeCell", "ShapeOfRow"]

#: Numbers as programs write them, with what cannot stand in one between them.
_NUMBER = r">-?[0-9]{1,15}(?:\.[0-9]{1,20})?(?:E[-+]?[0-9]{1,2})?"
_NUMBERS = re.compile(rf"{_NUMBER}(?:<{_NUMBER})*+")
#: What a text may hold that is not as it reads.
_ESCAPES = re.compile("[&\r]|_x")
#: Marks of cells: type, then value ">", inline text "<", formula "=", formula with attributes "~".
_SHARED, _INLINE, _FIGURES = "s>", "inlineStr<", frozenset({">", "n>", ">=", "n>="})


class ShapeCell(NamedTuple):
    """A cell of a shape: its column, and what it holds: ``text``, ``number`` or nothing."""

    col: int
    kind: str


#: What the cells of a row are, from left to right, whatever they say.
ShapeOfRow = tuple[ShapeCell, ...]


class HeldColumn(NamedTuple):
    """What the cells of a column hold, from top to bottom: texts, numbers, or nothing under a format.

    Side by side, as tuples of plain values, which the garbage collector lets alone.

    Parameters
    ----------
    rows, values, styles, formulas : tuple
        Row, value, index of the format, formula (empty for none).
    """

    rows: tuple[int, ...]
    values: tuple[str | float | None, ...]
    styles: tuple[int, ...]
    formulas: tuple[str, ...]

    def cells(self) -> Iterator[tuple[int, str | float | None, int, str]]:
        """Return row, value, format and formula of each."""
        return zip(*self, strict=True)

    def kept(self, positions: Sequence[int]) -> HeldColumn:
        """Return the cells at some positions alone."""
        rows, values, styles, formulas = self
        return HeldColumn(
            rows=tuple([rows[at] for at in positions]),
            values=tuple([values[at] for at in positions]),
            styles=tuple([styles[at] for at in positions]),
            formulas=tuple([formulas[at] for at in positions]),
        )


#: The same of a column that is still read.
_OpenColumn = tuple["list[int]", "list[str | float | None]", "list[int]", "list[str]"]


def _unread() -> _OpenColumn:
    """Return a column of which nothing was read."""
    return [], [], [], []


class HeldColumns:
    """What the cells of a long sheet hold.

    Attributes
    ----------
    columns : dict of int to HeldColumn
        By the column of the sheet; all of them once the sheet is read.
    shapes : dict of int to ShapeOfRow
        The shape of each row that is not odd, from top to bottom; rows of one shape share it.
    odd : list of Held
        The cells of odd rows.
    """

    def __init__(self) -> None:
        self.columns: dict[int, HeldColumn] = {}
        self._open: dict[int, _OpenColumn] = defaultdict(_unread)
        self.shapes: dict[int, ShapeOfRow] = {}
        self.odd: list[Held] = []
        self._known: dict[tuple[str, ...], ShapeOfRow] = {}

    def take(
        self,
        rows: Sequence[int],
        counts: Sequence[int],
        at: Sequence[int],
        cells: CellFields,
        meaning: RawMeaning,
    ) -> set[int]:
        """Take the cells of rows that follow each other; return the rows that are odd, which are left out.

        Parameters
        ----------
        rows, counts : sequence of int
            The rows, and how many cells each has.
        at : sequence of int
            The row of each cell.
        cells : CellFields
            The cells.
        meaning : RawMeaning
            Gives the shared strings.
        """
        letters_of, styles_of, formulas_of = cells.all_letters, cells.all_styles, cells.all_formulas
        marks = _marks(cells)
        values, odd_cells = _values(cells, marks, meaning)
        odd = {at[one] for one in odd_cells}
        formulas = [*map(_formula, formulas_of)] if any(formulas_of) else formulas_of
        styles = {style: int(style or 0) for style in set(styles_of)}
        where: dict[str, list[int]] = defaultdict(list)
        for one, letters in enumerate(letters_of):
            where[letters].append(one)
        for letters, found in where.items():
            own = [one for one in found if at[one] not in odd] if odd else found
            own_rows, own_values, own_styles, own_formulas = self._open[column_index(letters)]
            own_rows.extend([at[one] for one in own])
            own_values.extend([values[one] for one in own])
            own_styles.extend([styles[styles_of[one]] for one in own])
            own_formulas.extend([formulas[one] for one in own])
        codes = iter([*map(add, letters_of, marks)])
        for row, count in zip(rows, counts, strict=True):
            own_codes = tuple(islice(codes, count))
            if count and row not in odd:
                self.shapes[row] = self._known.get(own_codes) or self._shape(own_codes)
        return odd

    def close(self) -> None:
        """Put the columns together, after all rows were taken."""
        for col in [*self._open]:
            rows, values, styles, formulas = self._open.pop(col)
            self.columns[col] = HeldColumn(tuple(rows), tuple(values), tuple(styles), tuple(formulas))

    def _shape(self, codes: tuple[str, ...]) -> ShapeOfRow:
        self._known[codes] = shape = tuple(map(_shape_cell, codes))
        return shape

    def rows_of_blanks(self) -> set[int]:
        """Return the rows with a text of nothing but blanks."""
        said = (zip(one.rows, one.values, strict=True) for one in self.columns.values())
        return {row for row, value in chain.from_iterable(said) if type(value) is str and not value.strip()}

    def ends_in_ground(self, margin: int) -> bool:
        """Return whether more rows than a margin hold nothing at the end."""
        last = max(max(self.shapes, default=0), max([row for row, *_ in self.odd], default=0))
        said = [row for row, shape in self.shapes.items() if any(kind for _, kind in shape)]
        said += [row for row, _, value, _, formula, _ in self.odd if formula or value is not None]
        return last > max(said, default=0) + margin

    def set_apart(self, rows: AbstractSet[int]) -> None:
        """Keep the cells of some rows singly, as those of odd rows."""
        gone = rows & self.shapes.keys()
        for row in gone:
            del self.shapes[row]
        for col, column in self.columns.items() if gone else ():
            self.odd += [
                (row, col, value, style, formula, False)
                for row, value, style, formula in column.cells()
                if row in gone
            ]
            self.columns[col] = column.kept([at for at, row in enumerate(column.rows) if row not in gone])

    def held(self) -> Iterator[Held]:
        """Yield what all cells hold, column by column, and then the odd ones."""
        for col, column in self.columns.items():
            for row, value, style, formula in column.cells():
                yield row, col, value, style, formula, False
        yield from self.odd


def _marks(cells: CellFields) -> Sequence[str]:
    """Return the marks of cells."""
    marks: Sequence[str] = cells.all_kinds
    for mark, field in (
        (">", cells.all_values),
        ("<", cells.all_inlines),
        ("=", cells.all_formulas),
        ("~", cells.all_told),
    ):
        if any(field):
            marks = [*map(add, marks, [mark if said else "" for said in field])]
    return marks


def _shape_cell(code: str) -> ShapeCell:
    mark = code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    kind = "text" if mark in {_SHARED, _INLINE} else "number" if mark else ""
    return ShapeCell(column_index(code.removesuffix(mark)), kind)


def _values(
    cells: CellFields, marks: Sequence[str], meaning: RawMeaning
) -> tuple[list[str | float | None], list[int]]:
    """Return the values of cells, and which of them are neither text nor number nor empty."""
    values: list[str | float | None] = [None] * len(marks)
    odd: list[int] = []
    by_mark: dict[str, list[int]] = defaultdict(list)
    for one, mark in enumerate(marks):
        by_mark[mark].append(one)
    by_mark.pop("", None)
    for mark, own in by_mark.items():
        found = _read(mark, own, cells, meaning)
        if found is None:
            odd += own
        else:
            for one, value in zip(own, found, strict=True):
                values[one] = value
    return values, odd


def _read(
    mark: str, own: Sequence[int], cells: CellFields, meaning: RawMeaning
) -> Sequence[str | float] | None:
    """Return the values of cells with one mark; None where they are odd."""
    *_, values, inlines = cells
    if mark in _FIGURES:
        return _numbers([values[one] for one in own])
    if mark == _SHARED:
        indices = [values[one][1:] for one in own]
        return meaning.shared(indices) if all(indices) else None
    return _texts([inlines[one] for one in own]) if mark == _INLINE else None


def _numbers(written: Sequence[str]) -> list[float] | None:
    """Return numbers; None where one of them is not written as programs do."""
    if not _NUMBERS.fullmatch("<".join(written)):
        return None
    texts = [one[1:] for one in written]
    return [float(one) if "." in one or "E" in one else int(one) for one in texts]


def _texts(written: Sequence[str]) -> list[str]:
    """Return inline texts."""
    if not _ESCAPES.search("".join(written)):
        return [one[1:] for one in written]
    return [decode(unescape(one[1:])) for one in written]


def _formula(written: str) -> str:
    said = written[1:]
    return unescape(said) if "&" in said or "\r" in said else said
