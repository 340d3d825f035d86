"""The cells of a grid: one by one, or by columns in a long sheet, made when asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property
from itertools import compress, groupby, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sakipcalc.base.allowance import spend
from sakipcalc.excel.sheet.styles import Look
from sakipcalc.reading.marks import LAST_YEAR, is_year

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sakipcalc.excel.sheet.heldcolumns import HeldColumn, ShapeOfRow

__all__ = ["GridCell", "GridColumn", "LongLines", "LongSheetCells", "leading_steps"]

#: Spaces in front of a text that look like one step of indentation.
_STEP = 3
#: So many times as few rows as a column has are looked up one by one.
_FEW = 16
_new = tuple.__new__  # as in `excel.sheet.scan`


class GridCell(NamedTuple):  # a long sheet has hundreds of thousands, and a tuple is made five times as fast
    """One cell that holds something, or an empty one with a style.

    Parameters
    ----------
    row, col : int
        Counted from 1; of a merged cell its top left corner.
    raw : str, float, bool or None
        The value; for a formula its cached result.
    text : str
        The value as text, white space folded at the ends and where there is much of it.
    bottom, right : int
        Last row and column of the merged area; the cell's own without a merge.
    formula : str
        Without "="; empty where there is none.
    format : str
        Number format.
    fill : str
        RRGGBB or empty.
    indent : int
        Steps by which the text is moved to the right, by the format or by spaces in front.
    error : bool
        Whether the value is an error such as #DIV/0!.
    bold : bool
        Whether it is written in bold.
    """

    row: int
    col: int
    raw: str | float | bool | None
    text: str
    bottom: int
    right: int
    formula: str = ""
    format: str = "General"
    fill: str = ""
    indent: int = 0
    error: bool = False
    bold: bool = False


def leading_steps(raw: object) -> int:
    """Return by how many steps spaces in front of a text indent it.

    Examples
    --------
    >>> leading_steps("      Penyediaan gaji"), leading_steps("Program"), leading_steps(12)
    (2, 0, 0)
    """
    if not isinstance(raw, str) or raw[:1] not in {" ", "\t", "\u00a0"}:
        return 0
    spaces = raw.replace("\t", " " * _STEP)
    return (len(spaces) - len(spaces.lstrip()) + _STEP - 1) // _STEP


class GridColumn:
    """A column of a long sheet: of each cell, from top to bottom, what it holds and how it looks.

    Parameters
    ----------
    col : int
        Column of the sheet.
    held : HeldColumn
        What its cells hold.
    looks : mapping of int to Look
        How each format looks.

    Attributes
    ----------
    rows, raws, formulas : sequence
        Those of the cells.
    words : sequence of str
        Their texts; empty for numbers.
    """

    __slots__ = ("_looks", "_styles", "col", "formulas", "raws", "rows", "words")

    def __init__(self, col: int, held: HeldColumn, looks: Mapping[int, Look]) -> None:
        self.col: int = col
        self.rows: Sequence[int] = held.rows
        self.raws: Sequence[str | float | None] = held.values
        self.formulas: Sequence[str] = held.formulas
        words = [one.strip() if type(one) is str else "" for one in held.values]
        self.words: Sequence[str] = tuple(words)  # as all parts of columns are, for the garbage collector
        self._styles = held.styles
        self._looks = looks

    def position(self, row: int) -> int:
        """Return where the cell of a row stands in the column; below 0 where there is none."""
        at = bisect_left(self.rows, row)
        return at if at < len(self.rows) and self.rows[at] == row else -1

    def positions(self, rows: Collection[int]) -> list[int]:
        """Return the same of many rows, or of few."""
        if _FEW * len(rows) < len(self.rows):
            return [*map(self.position, rows)]
        return [*map(dict(zip(self.rows, range(len(self.rows)), strict=True)).get, rows, repeat(-1))]

    def at_row(self, row: int) -> GridCell:
        """Return the cell of a row that has one."""
        return self.cell(bisect_left(self.rows, row))

    def cell(self, at: int) -> GridCell:
        """Return one of the cells."""
        row, raw, col = self.rows[at], self.raws[at], self.col
        form, fill, indent, bold = self._looks[self._styles[at]]
        text = self.words[at]
        if type(raw) is str:
            indent += leading_steps(raw)
        elif raw is not None:
            text = str(raw)
        own = (row, col, raw, text, row, col, self.formulas[at], form, fill, indent, False, bold)
        return _new(GridCell, own)

    def parts(self, rows: Sequence[int]) -> list[Sequence[Any]]:
        """Return the fields of the cells in some rows, as those of `GridCell`, each of all side by side.

        Where there is none they are those of an empty one, and numbers have no text.
        """
        positions = self.positions(rows)
        some = _picker(positions)
        raws, styles = some(self.raws, None), some(self._styles, _NO_STYLE)
        known = {style: self._looks.get(style, _PLAIN) for style in set(styles)}
        looks = [*map(known.__getitem__, styles)]
        forms, fills, indents, bolds = ([look[at] for look in looks] for at in range(len(_PLAIN)))
        if any(type(raw) is str and raw[0].isspace() for raw in raws):
            steps = map(leading_steps, raws)
            indents = [look.indent + more for look, more in zip(looks, steps, strict=True)]
        cols, errors = (self.col,) * len(rows), (False,) * len(rows)
        said = (rows, cols, raws, some(self.words, ""), rows, cols, some(self.formulas, ""))
        return [*said, forms, fills, indents, errors, bolds]


#: How a cell looks that there is not; format, fill, indent, and whether it is bold.
_PLAIN, _NO_STYLE = Look("General", "", 0, bold=False), -1


def _picker(positions: Sequence[int]) -> Callable[[Sequence[Any], Any], Sequence[Any]]:
    """Return a function that picks the values at some positions; the default where one is below 0."""
    first, last = positions[0], positions[-1]
    if first >= 0 and [*positions] == [*range(first, last + 1)]:
        return lambda values, _: values[first : last + 1]
    if min(positions) >= 0:
        return lambda values, _: [*map(values.__getitem__, positions)]
    return lambda values, nothing: [values[at] if at >= 0 else nothing for at in positions]


class LongSheetCells(Mapping[tuple[int, int], GridCell]):
    """The cells of a long sheet by row and column; nearly all stand in columns, and are made when asked for.

    Parameters
    ----------
    columns : mapping of int to GridColumn
        The columns.
    shapes : mapping of int to ShapeOfRow
        The shape of each row whose cells stand in the columns, from top to bottom.
    odd : mapping of (row, col) to GridCell
        The cells of all other rows: with errors, truth values, merged cells.
    """

    def __init__(
        self,
        columns: Mapping[int, GridColumn],
        shapes: Mapping[int, ShapeOfRow],
        odd: Mapping[tuple[int, int], GridCell],
    ) -> None:
        self.columns: Mapping[int, GridColumn] = columns
        self.shapes: Mapping[int, ShapeOfRow] = shapes
        self.odd: Mapping[tuple[int, int], GridCell] = odd
        #: All rows in which cells begin, from top to bottom.
        self.rows: Sequence[int] = sorted({*shapes, *map(itemgetter(0), odd)})
        self._saying: dict[Callable[[str], object], list[int]] = {}

    def __getitem__(self, at: tuple[int, int]) -> GridCell:
        cell = self.get(at)
        if cell is None:
            raise KeyError(at)
        return cell

    def get(self, at: tuple[int, int], default: GridCell | None = None) -> GridCell | None:  # type: ignore[override]
        """Return the cell at a place, or what is given where there is none."""
        row, col = at
        if row not in self.shapes:
            return self.odd.get(at, default)
        column = self.columns.get(col)
        position = -1 if column is None else column.position(row)
        return default if column is None or position < 0 else column.cell(position)

    def __contains__(self, at: object) -> bool:
        return isinstance(at, tuple) and self.get(at) is not None

    def __bool__(self) -> bool:
        return True  # be it without cells

    def __len__(self) -> int:
        return len(self.odd) + sum([len(column.rows) for column in self.columns.values()])

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return (cell[:2] for cell in self.in_rows(self.rows))

    def values(self) -> ValuesView[GridCell]:
        """Return the cells, row by row."""
        return _CellValues(self)

    def items(self) -> ItemsView[tuple[int, int], GridCell]:
        """Return the cells with their places, row by row."""
        return _CellItems(self)

    def in_rows(self, rows: Iterable[int]) -> Iterator[GridCell]:
        """Yield the cells that begin in some rows."""
        for row in rows:
            if row in self.shapes:
                yield from (self.columns[col].at_row(row) for col, _ in self.shapes[row])
            else:
                yield from self._odd_rows.get(row, ())

    @cached_property
    def _odd_rows(self) -> Mapping[int, Sequence[GridCell]]:
        """The odd cells by their rows."""
        found: dict[int, list[GridCell]] = {}
        for (row, _), cell in sorted(self.odd.items(), key=itemgetter(0)):
            found.setdefault(row, []).append(cell)
        return found

    @cached_property
    def lines(self) -> LongLines:
        """The cells with a text that begin in each row."""
        return LongLines(self)

    def line(self, row: int) -> Sequence[GridCell]:
        """Return the cells of a row with a text, from left to right."""
        if row in self.shapes:
            return [self.columns[col].at_row(row) for col, kind in self.shapes[row] if kind]
        return [cell for cell in self._odd_rows.get(row, ()) if cell.text or cell.formula]

    def with_formulas(self) -> list[GridCell]:
        """Return the cells with a formula."""
        rows = {
            row
            for column in self.columns.values()
            if any(column.formulas)
            for row in compress(column.rows, column.formulas)
        }
        rows |= {cell.row for cell in self.odd.values() if cell.formula}
        return [cell for cell in self.in_rows(sorted(rows)) if cell.formula]

    def words(self) -> Iterator[str]:
        """Yield the texts of the cells."""
        for column in self.columns.values():
            yield from column.words
        yield from (cell.text for cell in self.odd.values() if type(cell.raw) is str)

    def rows_saying(self, test: Callable[[str], object]) -> list[int]:
        """Return the rows of which a text passes a test, from top to bottom; each table asks for them."""
        if test not in self._saying:
            self._saying[test] = self._rows_saying(test)
        return self._saying[test]

    def _rows_saying(self, test: Callable[[str], object]) -> list[int]:
        found = {cell.row for cell in self.odd.values() if isinstance(cell.raw, str) and test(cell.text)}
        for column in self.columns.values():
            spend(len(column.rows))
            if any(column.words):
                said = zip(column.rows, column.words, strict=True)
                found.update([row for row, word in said if word and test(word)])
        return sorted(found)

    def texts_of(self, row: int) -> Sequence[tuple[int, str]]:
        """Return the texts of a row with their columns, if it holds nothing else; of an odd row none."""
        shape = self.shapes.get(row, ())
        said = [col for col, kind in shape if kind]
        if any(kind == "number" for _, kind in shape):
            return ()
        columns = self.columns
        return [(col, columns[col].words[bisect_left(columns[col].rows, row)]) for col in said]

    @cached_property
    def rows_of_figures(self) -> frozenset[int]:
        """Rows of several cells with a figure in each run of them, none of them a year: no headings."""
        known: dict[ShapeOfRow, bool] = {}
        found = set()
        for row, shape in self.shapes.items():
            if shape not in known:
                known[shape] = _has_figures_throughout(shape)
            if known[shape]:
                found.add(row)
        for column in self.columns.values():
            found.difference_update(
                [
                    row
                    for row, raw in zip(column.rows, column.raws, strict=True)
                    if not (raw is None or isinstance(raw, str)) and raw <= LAST_YEAR and is_year(raw)
                ]
            )
        return frozenset(found)


def _has_figures_throughout(shape: ShapeOfRow) -> bool:
    """Return whether of a row that says several things each run of cells side by side has a number."""
    said = [(col, kind) for col, kind in shape if kind]
    runs = groupby(enumerate(said), key=lambda one: one[1][0] - one[0])
    return len(said) > 1 and all(
        len(run) == 1 or any(kind == "number" for _, (_, kind) in run)
        for run in (list(own) for _, own in runs)
    )


class LongLines(Mapping[int, "Sequence[GridCell]"]):
    """The cells with a text that begin in each row of a long sheet; none in any other row."""

    def __init__(self, cells: LongSheetCells) -> None:
        self._cells = cells
        says = {shape: any(kind for _, kind in shape) for shape in set(cells.shapes.values())}
        #: The rows in which something is said.
        self.rows: Sequence[int] = [
            row for row in cells.rows if (says[cells.shapes[row]] if row in cells.shapes else cells.line(row))
        ]

    def __getitem__(self, row: int) -> Sequence[GridCell]:
        return self._cells.line(row)

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and bool(self._cells.line(row))

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class _CellValues(ValuesView[GridCell]):
    def __init__(self, cells: LongSheetCells) -> None:
        super().__init__(cells)
        self._cells = cells

    def __iter__(self) -> Iterator[GridCell]:
        return self._cells.in_rows(self._cells.rows)


class _CellItems(ItemsView[tuple[int, int], GridCell]):
    def __init__(self, cells: LongSheetCells) -> None:
        super().__init__(cells)
        self._cells = cells

    def __iter__(self) -> Iterator[tuple[tuple[int, int], GridCell]]:
        return ((cell[:2], cell) for cell in self._cells.in_rows(self._cells.rows))
