"""Cells of a table by columns: what is known of them side by side, each put together when it is asked for.

A long table has a hundred thousand cells, of which hardly one is looked at by itself, and reading asks for
texts and figures. So what stands in a column is kept in tuples of plain values, which the garbage collector
lets alone; a :class:`Cell` is made for whoever wants one, and gone when it is no longer needed. Of a short
table, whose cells computing and every check walk over, they are made once for all (`Laporan.with_cells`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from itertools import chain, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sakipcalc.base.places import Place
from sakipcalc.text.numerals import Numeral, PlainNumerals, PlainTexts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from sakipcalc.text.numerals.exact import Quotient, WholeOrFraction

__all__ = ["BodyColumns", "Cell", "CellColumn", "RowCells", "cells_with", "names_with"]

#: Cells of a body with at most so many rows are made once and kept.
_SHORT = 250
#: Readings of a numeral that a person should look at.
_DOUBTFUL = frozenset({"rusak", "rancu"})
_new = tuple.__new__
#: What is read of most empty cells.
_NOTHING_READ = Numeral(reading="kosong")


class Cell(NamedTuple):  # a long table has tens of thousands, and a tuple is made five times as fast
    """One cell of a table.

    Parameters
    ----------
    place : Place
        Where it stands; for a merged cell its top left corner.
    row, col : int
        Row and column of that place, counted from 1.
    text : str
        What a person sees in it; empty for an empty cell.
    numeral : Numeral, optional
        The number in it, brought to full units (rupiah, per cent); None in columns of text.
    factor : Fraction
        Full units in one unit of the cell: 1000 under "(x 1000 Rp)", 100 under the format 0%.
    is_number : bool
        Whether the cell holds a true number, so that a formula can count with it.
    formula : str
        Formula that the unit wrote, without "="; empty without one.
    format : str
        Number format of the cell.
    fill : str
        Fill colour RRGGBB; empty without one.
    indent : int
        Steps by which the text is moved to the right.
    last_row : int
        Last row of the merged area that the cell stands for; its own row without a merge.
    error : bool
        Whether it holds an error value such as #DIV/0!.
    hidden : bool
        Whether its row, its column or its sheet is hidden.
    has_stored : bool
        Whether a formula stores what it gives; an empty text is a result too.
    bold : bool
        Whether it is written in bold.
    """

    place: Place
    row: int
    col: int
    text: str = ""
    numeral: Numeral | None = None
    factor: Fraction = Fraction(1)
    is_number: bool = False
    formula: str = ""
    format: str = "General"
    fill: str = ""
    indent: int = 0
    last_row: int = 0
    error: bool = False
    hidden: bool = False
    has_stored: bool = True
    bold: bool = False

    def __repr__(self) -> str:
        return f"<Cell {self.place} {self.text!r}>"

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the cell, so that it may be filled."""
        return not self.text and not self.formula

    @property
    def value(self) -> Fraction | None:
        """The number in full units, exact; None where there is none."""
        if self.numeral is None or self.numeral.value is None:
            return None
        return _exact(self.numeral.value)


@lru_cache(maxsize=8192)  # every check asks for the same figures again, and making a fraction of one is slow
def _exact(value: Decimal) -> Fraction:
    """Return a decimal number as a fraction."""
    return Fraction(*value.as_integer_ratio())


def _whole_or_fraction(ratio: Quotient | None) -> WholeOrFraction | None:
    return None if ratio is None else ratio[0] if ratio[1] == 1 else Fraction(*ratio)


_cell, _place = partial(_new, Cell), partial(_new, Place)  # many at once, without a call of Python for each
#: Where in the parts of a column, which follow the fields of a cell behind its place, each is kept.
_PARTS = {name: at for at, name in enumerate(Cell._fields[1:])}
_VALUE, _READING = map(Numeral._fields.index, ("value", "reading"))


class CellColumn:
    """The cells of one column of a table, from top to bottom.

    Parameters
    ----------
    file, sheet : str
        Where they stand.
    letters : mapping of int to str
        The letters of each column of the sheet in which one of them stands.
    parts : sequence of sequence
        What is known of them: for each field of a :class:`Cell` behind its place the values of all cells.
        Of a numeral only its fields, which the garbage collector lets alone, if they are made at all.

    Attributes
    ----------
    rows, cols, texts, formulas : sequence
        Those of the parts that are asked for most.
    """

    __slots__ = (
        "_file", "_letters", "_numerals", "_parts", "_ratios", "_true_numbers",
        "cols", "formulas", "rows", "sheet", "texts",
    )  # fmt: skip

    def __init__(
        self, file: str, sheet: str, letters: Mapping[int, str], parts: Sequence[Sequence[Any]]
    ) -> None:
        self._file = file
        self._letters = letters
        # as tuples of plain values, none of which is gone through again
        self._parts = parts = tuple([tuple(part) if type(part) is list else part for part in parts])
        self._numerals: Sequence[tuple[Any, ...] | None] = parts[_PARTS["numeral"]]
        self._true_numbers: Sequence[bool] = parts[_PARTS["is_number"]]
        self._ratios: Sequence[Quotient | None] | None = None
        self.sheet: str = sheet
        self.rows: Sequence[int] = parts[_PARTS["row"]]
        self.cols: Sequence[int] = parts[_PARTS["col"]]
        self.texts: Sequence[str] = parts[_PARTS["text"]]
        self.formulas: Sequence[str] = parts[_PARTS["formula"]]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def said(self) -> Sequence[object]:
        """Of each whether it has a text, which it need not be put together for."""
        texts = self.texts
        return texts.numerals.are_there if type(texts) is PlainTexts else texts

    def __getitem__(self, at: int) -> Cell:
        row, col, text, numeral, *others = [part[at] for part in self._parts]
        place = _new(Place, (self._file, self.sheet, f"{self._letters[col]}{row}"))
        read = _NOTHING_READ if numeral == _NOTHING_READ else numeral and _new(Numeral, numeral)
        return _new(Cell, (place, row, col, text, read, *others))

    def cells(self) -> list[Cell]:
        """Return all of them."""
        names = [f"{self._letters[col]}{row}" for row, col in zip(self.rows, self.cols, strict=True)]
        places = map(_place, zip(repeat(self._file), repeat(self.sheet), names, strict=False))
        rows, cols, texts, numerals, *others = self._parts
        if any(numerals):
            numerals = [numeral and _new(Numeral, numeral) for numeral in numerals]
        return [*map(_cell, zip(places, rows, cols, texts, numerals, *others, strict=True))]

    def value(self, at: int) -> Fraction | None:
        """Return the number of one of them in full units."""
        if type(self._numerals) is PlainNumerals:
            ratio = self.ratio(at)
            return None if ratio is None else Fraction(*ratio)
        read = self._numerals[at]
        return None if read is None or read[_VALUE] is None else _exact(read[_VALUE])

    def ratio(self, at: int) -> Quotient | None:
        """Return the same as numerator and denominator."""
        known = self._ratios
        return self.ratios[at] if known is None else known[at]

    @property
    def ratios(self) -> Sequence[Quotient | None]:
        """The numbers of all as numerator and denominator."""
        if self._ratios is None:
            self._ratios = tuple(
                self._numerals.ratios
                if type(self._numerals) is PlainNumerals
                else [
                    None if read is None or read[_VALUE] is None else read[_VALUE].as_integer_ratio()
                    for read in self._numerals
                ]
            )
        return self._ratios

    def exact(self, at: int) -> WholeOrFraction | None:
        """Return the same, whole where it is, as nearly all money is."""
        return _whole_or_fraction(self.ratio(at))

    @property
    def exacts(self) -> Sequence[WholeOrFraction | None]:
        """The same of all."""
        return [*map(_whole_or_fraction, self.ratios)]

    @property
    def uncertain(self) -> Sequence[int]:
        """Positions of the numbers that are no true ones, or of which there are several readings."""
        if type(self._numerals) is PlainNumerals:
            return ()
        return [
            at
            for at, (read, is_true) in enumerate(zip(self._numerals, self._true_numbers, strict=True))
            if read and read[_VALUE] is not None and not (is_true and read[_READING] not in _DOUBTFUL)
        ]

    @property
    def units(self) -> Sequence[tuple[int, int]]:
        """Full units in one unit of each cell, as numerator and denominator."""
        factors = self.part("factor")
        known = {
            id(factor): factor.as_integer_ratio() for factor in {id(one): one for one in factors}.values()
        }
        return [known[id(factor)] for factor in factors]

    def place(self, at: int) -> Place:
        """Return the place of one of them."""
        return _new(Place, (self._file, self.sheet, f"{self._letters[self.cols[at]]}{self.rows[at]}"))

    def name(self, at: int) -> tuple[str, str]:
        """Return sheet and name of one of them."""
        return self.sheet, f"{self._letters[self.cols[at]]}{self.rows[at]}"

    def part(self, field: str) -> Sequence[Any]:
        """Return what a field of each says."""
        return self._parts[_PARTS[field]]

    @property
    def doubtful(self) -> Sequence[int]:
        """Positions of what a person may have to look at: what is no number, several of them, an error."""
        kinds = (self._numerals, self.part("error"), self.part("is_number"))
        plain = type(self._numerals) is PlainNumerals or not any(self._numerals)  # as in a column of texts
        if plain and not any(kinds[1]):
            return ()
        return [
            at
            for at, (read, error, is_number) in enumerate(zip(*kinds, strict=True))
            if error or (read and (read[_READING] in _DOUBTFUL or (is_number and read[_VALUE] is None)))
        ]

    def in_file(self, file: str) -> CellColumn:
        """Return the same cells in a workbook by another name."""
        return CellColumn(file, self.sheet, self._letters, self._parts)

    def replaced(self, cells: Mapping[int, Cell]) -> CellColumn:
        """Return the column with other cells at some of its positions."""
        if not cells:
            return self
        parts = [list(part) for part in self._parts]
        for at, (_, *fields) in cells.items():
            for part, value in zip(parts, fields, strict=True):
                part[at] = tuple(value) if isinstance(value, Numeral) else value
        return CellColumn(self._file, self.sheet, self._letters, parts)


class BodyColumns(dict[str, CellColumn]):
    """The columns of the body of a table, by name; `count` of its lines say something."""

    def __init__(self, columns: Mapping[str, CellColumn], count: int) -> None:
        super().__init__(columns)
        self.is_short: bool = count <= _SHORT
        self._count = count
        self._saying: dict[str, list[tuple[CellColumn, Sequence[object]]]] = {}

    def in_file(self, file: str) -> BodyColumns:
        """Return the same columns in a workbook by another name."""
        return BodyColumns({key: column.in_file(file) for key, column in self.items()}, self._count)

    @cached_property
    def made(self) -> Sequence[Mapping[str, Cell]]:
        """The cells of each row by column name, made once."""
        cells = [column.cells() for column in self.values()]
        return [dict(zip(self, own, strict=True)) for own in zip(*cells, strict=True)]

    @cached_property
    def are_apart(self) -> bool:
        """Whether each has columns of the sheet to itself, so that no cell is merged over two of them."""
        cols = [set(column.cols) for column in self.values()]
        return sum(map(len, cols)) == len(set().union(*cols))

    def saying(self, field: str) -> Sequence[tuple[CellColumn, Sequence[object]]]:
        """Return the columns in which a field of any cell says something, each with what it says."""
        if field not in self._saying:
            parts = ((column, column.part(field)) for column in self.values())
            self._saying[field] = [(column, part) for column, part in parts if any(part)]
        return self._saying[field]


class RowCells(Mapping[str, Cell]):
    """The cells of one row by column name: a view of the columns of its table.

    Parameters
    ----------
    columns : BodyColumns
        The columns of the table.
    at : int
        Position of the row in them.
    """

    __slots__ = ("at", "columns")

    def __init__(self, columns: BodyColumns, at: int) -> None:
        self.columns: BodyColumns = columns
        self.at: int = at

    def __getitem__(self, column: str) -> Cell:
        return self.columns[column][self.at]

    def get(self, column: str, default: Any = None) -> Any:
        """Return the cell of a column; without one the default."""
        known = self.columns.get(column)
        return default if known is None else known[self.at]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __contains__(self, column: object) -> bool:
        return column in self.columns

    def __repr__(self) -> str:
        return repr(dict(self))

    def place(self, number: int) -> Place:
        """Return the place of the first cell that begins in a row of the sheet, else of the first of all."""
        at, columns = self.at, self.columns.values()
        first = next((one for one in columns if one.rows[at] == number), next(iter(columns)))
        return first.place(at)

    def spot(self, column: str) -> tuple[str, int, int]:
        """Return sheet, row and column of the sheet where a cell stands."""
        known = self.columns[column]
        return known.sheet, known.rows[self.at], known.cols[self.at]


def cells_with(rows: Iterable[Mapping[str, Cell]], field: str) -> list[Cell]:
    """Return the cells of some rows of which a field says something; of a long table only those are made.

    Parameters
    ----------
    rows : iterable of mapping of str to Cell
        The cells of each row.
    field : str
        Field of :class:`Cell`.
    """
    found: list[Cell] = []
    rows, says = [*rows], itemgetter(Cell._fields.index(field))
    if {*map(type, rows)} <= _MADE:
        made = cast("list[dict[str, Cell]]", rows)
        found += filter(says, chain.from_iterable(map(dict.values, made)))
        return found
    for cells in rows:
        if type(cells) is RowCells:
            at = cells.at
            found += [column[at] for column, said in cells.columns.saying(field) if said[at]]
        else:
            found += filter(says, cells.values())
    return found


def names_with(rows: Iterable[Mapping[str, Cell]], field: str) -> list[tuple[str, str]]:
    """Return sheet and name of the cells of which a field says something, as `cells_with` does."""
    found: list[tuple[str, str]] = []
    rows = [*rows]
    if {*map(type, rows)} <= _MADE:
        return [cell.place[1:] for cell in cells_with(rows, field)]
    for cells in rows:
        if type(cells) is RowCells:
            at = cells.at
            found += [column.name(at) for column, said in cells.columns.saying(field) if said[at]]
        else:
            found += [cell.place[1:] for cell in cells_with([cells], field)]
    return found


#: How the cells of a row stand whose table is short: there is a cell for each column.
_MADE = frozenset({dict})
