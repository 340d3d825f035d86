"""Tables of a workbook: their columns, rows and cells, each with the place that it came from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import is_
from typing import TYPE_CHECKING, Any, NamedTuple

from sakipcalc.model.cellcolumns import Cell, RowCells
from sakipcalc.tables.levels import Level

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from fractions import Fraction

    import pandas as pd

    from sakipcalc.base.places import Place
    from sakipcalc.core.frames import FrameColumn
    from sakipcalc.model.cellcolumns import BodyColumns
    from sakipcalc.tables import ColumnSpec, TableSpec
    from sakipcalc.text.numerals.exact import WholeOrFraction

__all__ = [
    "PART_ROWS",
    "Column",
    "Remark",
    "Row",
    "Table",
    "amounts_in_columns",
    "column_key",
    "common_body",
    "renumbered",
    "said_in_column",
    "said_in_columns",
]


#: Rows of the parts of a table are told apart by numbers beyond those that a sheet can have.
PART_ROWS = 1 << 21
_new = tuple.__new__
#: Quarters of a year; a period is one of them or a year.
_QUARTERS = 4


def column_key(column: str, period: int | None = None) -> str:
    """Return the name of a column: ``target``, for a year ``target_2024``, for a quarter ``target_tw1``."""
    if period is None:
        return column
    return f"{column}{period}" if period <= _QUARTERS else f"{column}_{period}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as the workbook has it.

    Parameters
    ----------
    spec : ColumnSpec
        What the reader took it for.
    col : int
        Column of the sheet, counted from 1.
    heading : str
        Heading as the workbook spells it, the headings above it in front.
    period : int, optional
        Period of a column that stands several times: a year, or a quarter 1 to 4.
    score : float
        How well the heading fits, 1 for an exact one.
    other_cols : tuple of int
        Further columns of the sheet in which its values may stand, as where each level has its own.
    id : str
        Column of the specification.
    key : str
        Name of the column in rows and frames; follows from `id` and `period`.
    """

    spec: ColumnSpec = field(repr=False, compare=False)
    col: int
    heading: str
    period: int | None = None
    score: float = 1.0
    other_cols: tuple[int, ...] = ()
    id: str = field(init=False)
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.spec.id)
        object.__setattr__(self, "key", column_key(self.id, self.period))

    @property
    def printed(self) -> str:
        """Heading as a new workbook prints it; one that names a year as this workbook has it."""
        return self.spec.cetak if self.spec.cetak and "{" not in self.spec.cetak else self.heading

    @property
    def year(self) -> int | None:
        """Year of a yearly column."""
        return self.period if self.period and self.period > _QUARTERS else None


class Row(NamedTuple):  # as a cell is one
    """One row of a table.

    Parameters
    ----------
    number : int
        Row of the sheet; below 0 for a line whose name stands beside that of the first line below it.
    cells : mapping of str to Cell
        Cells by column name (:func:`column_key`).
    level : Level
        Level: ``tujuan``/``sasaran`` for indicators; ``program``, ``kegiatan``,
        ``sub_kegiatan``, ``unit`` or ``jumlah`` for lines of the budget tree.
    parent : int
        Sheet row of the line above it in the tree; 0 at the top.
    guessed : bool
        Whether nothing but its empty budget tells that it is no leaf of the tree.
    """

    number: int
    cells: Mapping[str, Cell]
    level: Level = Level.NONE
    parent: int = 0
    guessed: bool = False

    def with_cells(self) -> Row:
        """Return the row with its cells made, for whoever looks at most of them, unless its table is long."""
        cells = self.cells
        if type(cells) is not RowCells or not cells.columns.is_short:
            return self
        return _new(Row, (self.number, cells.columns.made[cells.at], self.level, self.parent, self.guessed))

    @property
    def place(self) -> Place:
        """Place of the first cell that begins in it."""
        if type(self.cells) is RowCells:
            return self.cells.place(self.number)
        cells = self.cells.values()
        return next((cell for cell in cells if cell.row == self.number), next(iter(cells))).place

    def cell(self, column: str) -> Cell:
        """Return the cell of a column; an empty one at the row's place where the table has no such column."""
        known = self.cells.get(column)
        return Cell(place=self.place, row=self.number, col=0) if known is None else known

    def text(self, column: str) -> str:
        """Return the shown text of a column; empty where the row has none."""
        cells = self.cells
        if type(cells) is RowCells:  # which are not made for their text
            return cells.columns[column].texts[cells.at] if column in cells.columns else ""
        return cells[column].text if column in cells else ""

    def said(self, column: str, field: str) -> Any:
        """Return what a field of the cell of a column says."""
        cells = self.cells
        if type(cells) is RowCells:
            return cells.columns[column].part(field)[cells.at]
        return getattr(cells[column], field)

    def texts(self, columns: Collection[str]) -> list[str]:
        """Return the shown texts of several columns, in the order of the table."""
        cells = self.cells
        if type(cells) is RowCells:
            return [one.texts[cells.at] for key, one in cells.columns.items() if key in columns]
        return [cell.text for key, cell in cells.items() if key in columns]

    def figure(self, column: str) -> Fraction | None:
        """Return the number in a column, in full units; None without one."""
        cells = self.cells
        if type(cells) is RowCells:
            return cells.columns[column].value(cells.at) if column in cells.columns else None
        return cells[column].value if column in cells else None

    def exact(self, column: str) -> WholeOrFraction | None:
        """Return the same, as an int where it is whole and the table is a long one."""
        cells = self.cells
        if type(cells) is RowCells:
            return cells.columns[column].exact(cells.at) if column in cells.columns else None
        return cells[column].value if column in cells else None

    def sheet_col(self, column: str) -> int:
        """Return the column of the sheet where the cell of a column stands."""
        cells = self.cells
        return cells.spot(column)[-1] if type(cells) is RowCells else cells[column].col

    def spot(self, column: str) -> tuple[int, int]:
        """Return row and column of the sheet where the cell of a column stands."""
        cells = self.cells
        return cells.spot(column)[1:] if type(cells) is RowCells else cells[column][1:3]

    def says_in(self, columns: AbstractSet[str], *, by_formula_in: AbstractSet[str]) -> bool:
        """Return whether a text begins in the row in some columns; one by a formula counts only in others."""
        cells, number = self.cells, self.number
        if type(cells) is RowCells:
            at = cells.at
            for key, one in cells.columns.items():
                begins = key in columns and one.texts[at] and one.rows[at] == number
                if begins and (key in by_formula_in or not one.formulas[at]):
                    return True
            return False
        own = self.own_words()
        return not columns.isdisjoint(
            [k for k, text, formula in own if text and (not formula or k in by_formula_in)]
        )

    def own_words(self) -> list[tuple[str, str, str]]:
        """Return column, text and formula of the cells that begin in the row."""
        cells, number = self.cells, self.number
        if type(cells) is RowCells:
            at = cells.at
            known = cells.columns.items()
            return [(k, one.texts[at], one.formulas[at]) for k, one in known if one.rows[at] == number]
        return [(key, cell.text, cell.formula) for key, cell in cells.items() if cell.row == number]


def common_body(rows: Sequence[Row]) -> tuple[BodyColumns | None, Sequence[int]]:
    """Return the columns that all these rows are views of, and where each stands in them; None of others."""
    first = rows[0].cells if rows else None
    if type(first) is not RowCells:
        return None, ()
    body = first.columns
    views = [row.cells for row in rows]
    found = [view.at for view in views if type(view) is RowCells and view.columns is body]
    return (body, found) if len(found) == len(rows) else (None, ())


def said_in_column(rows: Sequence[Row], column: str, field: str = "text", default: Any = "") -> list[Any]:
    """Return what a field of the cells of a column says in each row; the default where a row has none."""
    return said_in_columns(rows, (column, field, default))[0]


def said_in_columns(rows: Sequence[Row], *asked: tuple[str, str, Any]) -> list[list[Any]]:
    """Return the same of several columns, each with its field and default."""
    body, positions = common_body(rows)
    if body is None:
        return [
            [row.said(column, field) if column in row.cells else default for row in rows]
            for column, field, default in asked
        ]
    return [
        [*map(body[column].part(field).__getitem__, positions)] if column in body else [default] * len(rows)
        for column, field, default in asked
    ]


def amounts_in_columns(rows: Sequence[Row], columns: Sequence[str]) -> list[tuple[WholeOrFraction, ...]]:
    """Return the numbers of each row in those of some columns that it has; none where one is missing."""
    body, positions = common_body(rows)
    if body is None:
        return [_all_known([row.exact(key) for key in columns if key in row.cells]) for row in rows]
    figures = [map(body[key].exacts.__getitem__, positions) for key in columns if key in body]
    return [*map(_all_known, zip(*figures, strict=True))] if figures else [()] * len(rows)


def _all_known(figures: Sequence[WholeOrFraction | None]) -> tuple[WholeOrFraction, ...]:
    known = tuple([one for one in figures if one is not None])
    return known if len(known) == len(figures) else ()


class Remark(NamedTuple):
    """A line of text above or below a table, as it stands there."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One annex table as read.

    Parameters
    ----------
    spec : TableSpec
        What the reader took it for.
    sheet : str
        Sheet that it stands on.
    caption : str
        Its caption.
    columns, rows : tuple
        Columns from left to right and rows from top to bottom.
    pejabat : str
        Whose it is, for a Perjanjian Kinerja.
    detail : str
        What a part of several lists, for the budgets of a Perjanjian Kinerja: ``program``, ``kegiatan`` ...
    score : float
        How well header and caption fit the standard table.
    top, body : int
        First row of its header, and the first row below it.
    blank_lines : tuple of int
        Empty lines of the form at the end of its body, by sheet row.
    group_lines : tuple of int
        Rows of the sheet that head a group of its rows (``Sasaran 2: ...``).
    part : int
        Which part it is of a table that stands in several, as one for each sasaran.
    remarks : tuple of Remark
        Lines of text above and below it, its notes among them.
    id : str
        Table of the specification, for example ``"3.2"``.
    name : str
        Name under which :attr:`Laporan.tabel` has it: ``"3.2"``, ``"3.2 (2)"``, ``"PK Camat"``.
    """

    spec: TableSpec = field(repr=False, compare=False)
    sheet: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    pejabat: str = ""
    detail: str = ""
    score: float = 1.0
    top: int = 1
    body: int = 2
    blank_lines: tuple[int, ...] = ()
    group_lines: tuple[int, ...] = ()
    part: int = 1
    remarks: tuple[Remark, ...] = ()
    id: str = field(init=False)
    name: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.spec.id)
        part = f"({self.part})" if self.part > 1 else ""
        parts = (self.id.partition("-")[0], self.pejabat, self.detail, part)
        object.__setattr__(self, "name", " ".join(filter(None, parts)))

    @property
    def may_cover(self) -> bool:
        """Whether a cell may be merged over several columns: no, where each stands in a place of its own."""
        rows = [row.cells for row in self.rows]
        if RowCells in {*map(type, rows)}:
            return True
        spots = {(at, cell.row, cell.col) for at, cells in enumerate(rows) for cell in cells.values()}
        return len(spots) < sum(map(len, rows))

    def covered(self, row: Row) -> frozenset[str]:
        """Return the columns whose cell in a row is another column's, merged over both.

        Words belong to the first column of texts, all else to the first column.
        """
        if type(row.cells) is RowCells and row.cells.columns.are_apart:
            return frozenset()
        if len({(cell.row, cell.col) for cell in row.cells.values()}) == len(row.cells):
            return frozenset()  # as in nearly every row
        homes: dict[tuple[int, int], list[str]] = {}
        for key, cell in row.cells.items():
            homes.setdefault((cell.row, cell.col), []).append(key)
        return frozenset(
            key for keys in homes.values() if len(keys) > 1 for key in keys if key != _owner(row, keys)
        )

    def with_cells(self) -> Table:
        """Return the table with the cells of its rows made once, unless it is a long one."""
        if RowCells not in {type(row.cells) for row in self.rows}:
            return self
        made = tuple([row.with_cells() for row in self.rows])
        return self if all(map(is_, made, self.rows)) else replace(self, rows=made)

    @property
    def years(self) -> tuple[int, ...]:
        """Years of its yearly columns, in order."""
        return tuple(sorted({k.year for k in self.columns if k.year is not None}))

    @property
    def frame(self) -> pd.DataFrame:
        """The table as read; index is the sheet row.

        Columns of numbers are float64 in full units (rupiah, per cent), NaN where there is none; all others
        are texts, None where there is none. ``frame.sakip.teks`` has every cell as it is typed,
        ``frame.sakip.tempat`` its place, ``frame.sakip.tingkat`` the level of each row, and
        ``frame.sakip.kolom`` headings and units.
        """
        from sakipcalc.core.frames import TypedCell, placed

        records = [{key: _plain(cell) for key, cell in row.cells.items()} for row in self.rows]
        cells = {
            (row.number, key): TypedCell(str(cell.place), cell.text)
            for row in self.rows
            for key, cell in row.cells.items()
        }
        levels = {row.number: str(row.level) for row in self.rows}
        return placed(records, [*levels], "baris", cells, self.frame_columns, levels)

    @property
    def frame_columns(self) -> list[FrameColumn]:
        """The columns of its frames."""
        from sakipcalc.core.frames import FrameColumn

        return [FrameColumn(one.key, one.heading, one.spec.jenis) for one in self.columns]


def _owner(row: Row, keys: list[str]) -> str:
    """Return the column that a cell belongs to, of those that it is merged over."""
    first = row.cells[keys[0]]
    texts = (key for key in keys if row.cells[key].numeral is None)
    return next(texts, keys[0]) if first.text and first.value is None else keys[0]


def _plain(cell: Cell) -> object:
    return float(cell.value) if cell.value is not None else (cell.text or None)


def renumbered(rows: Iterable[Row], by: int) -> Iterator[Row]:
    """Yield rows with other numbers; the number of what stands above goes along."""
    for row in rows:
        yield row._replace(number=row.number + by, parent=row.parent + by if row.parent else 0) if by else row
