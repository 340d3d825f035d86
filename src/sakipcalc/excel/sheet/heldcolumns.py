"""What the cells of a long sheet hold, by columns: as tuples, which the garbage collector lets alone.

Texts, numbers and empty cells of a piece of the sheet are read kind by kind, all at once. A row that holds
anything else (a truth value, an error, a date as text) is odd, and its cells are kept singly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain, islice
from operator import add, lt
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel.refs import column_index
from sakipcalc.excel.sheet.values import decode
from sakipcalc.excel.xml import unescape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sakipcalc.excel.sheet.cells import Held
    from sakipcalc.excel.sheet.cutting import CellFields
    from sakipcalc.excel.sheet.values import RawMeaning

__all__ = [
    "INDEX",
    "INLINE",
    "NUMBER",
    "SHARED",
    "CellsOfForm",
    "HeldColumn",
    "HeldColumns",
    "RowsOfForm",
    "ShapeCell",
    "ShapeOfRow",
    "are_plain",
    "marks_of",
]

#: Numbers as programs write them, also with what cannot stand in one between them; the index of a text.
NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,20})?(?:E[-+]?[0-9]{1,2})?"
_NUMBERS = re.compile(rf">{NUMBER}(?:<>{NUMBER})*+")
INDEX = "[0-9]{1,10}"
#: What a text may hold that is not as it reads.
_ESCAPES = re.compile("[&\r]|_x")
#: Marks of cells: type, then value ">", inline text "<", formula "=", formula with attributes "~".
SHARED, INLINE, _FIGURES = "s>", "inlineStr<", frozenset({">", "n>", ">=", "n>="})
_PLAIN = frozenset({"", SHARED, INLINE, *_FIGURES})


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


class CellsOfForm(NamedTuple):
    """The cells of a column in rows that are written alike: their mark, format, contents and formulas.

    There are no contents and no formulas of cells without; a number is one.
    """

    letters: str
    mark: str
    style: int
    all_contents: Sequence[str]
    all_formulas: Sequence[str]


class RowsOfForm(NamedTuple):
    """Rows that are written alike, from top to bottom: their numbers, and their cells by columns."""

    row_numbers: Sequence[int]
    cells: Sequence[CellsOfForm]


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
        marks = marks_of(cells)
        values, odd_cells = _values(cells, marks, meaning)
        odd = {at[one] for one in odd_cells}
        formulas = [_formula(one[1:]) for one in formulas_of] if any(formulas_of) else formulas_of
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

    def take_alike(self, rows: RowsOfForm, meaning: RawMeaning) -> None:
        """Take rows that are written alike."""
        count = len(rows.row_numbers)
        for letters, mark, style, contents, formulas in rows.cells:
            own_rows, own_values, own_styles, own_formulas = self._open[column_index(letters)]
            own_rows.extend(rows.row_numbers)
            own_values.extend(_values_of(mark, contents, meaning) if contents else [None] * count)
            own_styles.extend([style] * count)
            own_formulas.extend(map(_formula, formulas) if formulas else [""] * count)
        codes = tuple([f"{one.letters}{one.mark}" for one in rows.cells])
        self.shapes.update(dict.fromkeys(rows.row_numbers, self._known.get(codes) or self._shape(codes)))

    def close(self) -> None:
        """Put the columns together, after all rows were taken, in the order of the sheet."""
        for col in [*self._open]:
            rows, values, styles, formulas = self._open.pop(col)
            held = HeldColumn(tuple(rows), tuple(values), tuple(styles), tuple(formulas))
            in_order = all(map(lt, rows, rows[1:]))
            self.columns[col] = (
                held if in_order else held.kept(sorted(range(len(rows)), key=rows.__getitem__))
            )
        self.shapes = {row: self.shapes[row] for row in sorted(self.shapes)}

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


def marks_of(cells: CellFields) -> Sequence[str]:
    """Return the marks of cells: their type, and what they hold."""
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


def are_plain(marks: Iterable[str]) -> bool:
    """Return whether these are marks of texts, numbers and empty cells."""
    return _PLAIN.issuperset(marks)


def _shape_cell(code: str) -> ShapeCell:
    mark = code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    kind = "text" if mark in {SHARED, INLINE} else "number" if mark else ""
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
        written = cells.all_inlines if mark == INLINE else cells.all_values
        found = _read(mark, [written[one] for one in own], meaning)
        if found is None:
            odd += own
        else:
            for one, value in zip(own, found, strict=True):
                values[one] = value
    return values, odd


def _read(mark: str, written: Sequence[str], meaning: RawMeaning) -> Sequence[str | float] | None:
    """Return the values of cells with one mark, which begin with ">"; None where they are odd."""
    if mark in _FIGURES:
        is_plain = _NUMBERS.fullmatch("<".join(written)) is not None  # as programs write them
    else:
        is_plain = mark == INLINE or (mark == SHARED and len(min(written, key=len)) > 1)
    return _values_of(mark, [one[1:] for one in written], meaning) if is_plain else None


def _values_of(mark: str, written: Sequence[str], meaning: RawMeaning) -> Sequence[str | float]:
    """Return the values of cells with one mark of texts or numbers."""
    if mark == SHARED:
        return meaning.shared(written)
    if mark != INLINE:
        return [float(one) if "." in one or "E" in one else int(one) for one in written]
    return [decode(unescape(one)) for one in written] if _ESCAPES.search("".join(written)) else written


def _formula(written: str) -> str:
    return unescape(written) if "&" in written or "\r" in written else written
