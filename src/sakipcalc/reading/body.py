"""The rows under a header: where they end, what their cells hold, and which numbers these are."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from sakipcalc.core.findings import Temuan
from sakipcalc.excel import refs
from sakipcalc.excel.sheet.values import is_date_format, shown_date
from sakipcalc.model import BodyColumns, CellColumn, Level, Row, RowCells
from sakipcalc.reading.beside import with_lines_beside
from sakipcalc.reading.codes import whole_codes
from sakipcalc.reading.extent import body_lines
from sakipcalc.reading.grid import GridCell
from sakipcalc.reading.income import without_income
from sakipcalc.reading.labels import carried_down
from sakipcalc.reading.lonenames import lone_names
from sakipcalc.reading.shares import in_per_cents
from sakipcalc.reading.summaries import is_summary
from sakipcalc.text.numerals import (
    Numeral,
    PlainNumerals,
    PlainTexts,
    factor,
    parse_range,
    read_column,
    read_plainly,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.model import Cell, Column
    from sakipcalc.reading.extent import TableExtent
    from sakipcalc.reading.grid import Grid
    from sakipcalc.tables import ColumnSpec, TableSpec
    from sakipcalc.text.numerals import NumeralFields

__all__ = ["Body", "column_cells", "doubt_of", "read_body"]

_LARGEST = Decimal("1e290")
_ONE = Fraction(1)
#: How a cell was read that a person should look at.
_ODD = frozenset({"rusak", "rancu"})


_CODE = "kode"


class Body(NamedTuple):
    """Rows of a table, empty lines of the form below them, lines of groups, and what could not be read."""

    rows: tuple[Row, ...]
    blank: tuple[int, ...]
    group_lines: tuple[int, ...]
    findings: tuple[Temuan, ...]


def read_body(grid: Grid, file: str, spec: TableSpec, columns: Sequence[Column], extent: TableExtent) -> Body:
    """Read the rows of a table.

    Parameters
    ----------
    grid : Grid
        The sheet.
    file : str
        Name of the workbook, for the places.
    spec : TableSpec
        What the table is.
    columns : sequence of Column
        Its columns on the sheet.
    extent : TableExtent
        Where its rows may stand.
    """
    numbers, blank, group_lines = body_lines(grid, spec, columns, extent)
    by_column = {
        column.key: column_cells(grid, file, spec, column, numbers, extent.unit) for column in columns
    }
    by_column |= {column.key: whole_codes(by_column[column.key]) for column in columns if column.id == _CODE}
    by_column = in_per_cents(columns, by_column)
    findings = [finding for cells in by_column.values() for finding in _findings(cells)]
    name = next((column for column in columns if column.id == spec.identitas[0]), columns[0])
    said, goals, parts = lone_names(
        _rows(numbers, by_column), spec, name.heading, lambda row: _label_before(grid, row.number, name.col)
    )
    group_lines = tuple(sorted({*group_lines, *goals, *parts}))
    groups = {row: _labels(grid, file, spec, columns, row) for row in group_lines}
    if spec.is_tree:
        said, income = without_income(said, by_column.get("uraian"))
        findings += income
    carried = tuple(carried_down(said, spec, groups))
    if "tujuan_sasaran" in spec.kolom and not _LABELS & by_column.keys():
        of_goals = [row for row in group_lines if row not in parts]
        carried = tuple(_under_groups(grid, file, columns, carried, of_goals))
        if _OF_PROGRAMMES in by_column and spec.identitas[0] not in by_column:
            carried = tuple(
                row._replace(cells={"tujuan_sasaran": row.cells[_OF_PROGRAMMES], **row.cells})
                for row in carried
            )
    levels = next((column for column in columns if column.other_cols and column.id != _CODE), None)
    if levels is not None:
        names = {row.number: _names(grid, file, row.number, levels) for row in carried}
        carried = tuple(with_lines_beside(carried, names, levels.key))
    return Body(carried, blank, group_lines, tuple(findings))


def _rows(numbers: Sequence[int], columns: Mapping[str, CellColumn]) -> list[Row]:
    """Return the rows in which something stands."""
    parts = chain.from_iterable((one.said, one.formulas) for one in columns.values())
    said = [at for at, own in enumerate(zip(*parts, strict=True)) if any(own)]
    own = BodyColumns(columns, len(said))
    cells = [RowCells(own, at) for at in said]
    rows = zip(
        [numbers[at] for at in said], cells, repeat(Level.NONE), repeat(0), repeat(object=False), strict=False
    )
    return [*map(_row, rows)]


_row = partial(tuple.__new__, Row)  # many at once, without a call of Python for each


def _label_before(grid: Grid, row: int, col: int) -> str:
    """Return the label of a row: the short text nearest to its name on the left."""
    before = [cell for cell in grid.lines[row] if cell.col < col]
    return before[-1].text if before and len(before[-1].text) <= _LONGEST_LABEL else ""


_LONGEST_LABEL = 12


def _names(grid: Grid, file: str, row: int, column: Column) -> list[Cell]:
    """Return the names that stand in a row, from the highest level to the deepest."""
    cols = sorted((column.col, *column.other_cols))
    cells = [
        (col, cell) for col in cols if (cell := grid.at(row, col)) and cell.row == row and cell.col == col
    ]
    return [_label(grid, file, (row, col), cell) for col, cell in cells if cell.text]


_OF_PROGRAMMES = "program"
#: Columns of which one says what an indicator belongs to.
_LABELS = frozenset({"tujuan_sasaran", "tujuan", "sasaran"})


def _under_groups(
    grid: Grid, file: str, columns: Sequence[Column], rows: Sequence[Row], group_lines: Sequence[int]
) -> Iterator[Row]:
    """Yield the rows with the heading of their group as what they belong to, where no column says so."""
    cols = sorted(column.col for column in columns)
    for row in rows:
        above = max((one for one in group_lines if one < row.number), default=0)
        texts = [cell for col in cols if above and (cell := grid.at(above, col)) and cell.row == above]
        name = max(texts, key=lambda cell: len(cell.text), default=None)
        if name is None or is_summary(row):
            yield row
            continue
        label = _label(grid, file, (above, name.col), name)
        yield row._replace(cells={**row.cells, "tujuan_sasaran": label})


def _named_cell(grid: Grid, row: int, column: Column) -> GridCell | None:
    """Return of several columns of names the cell of the deepest level that a row names."""
    for col in sorted((column.col, *column.other_cols), reverse=True):
        cell = grid.at(row, col)
        if cell is not None and cell.text and cell.row == row and cell.col == col:
            return cell
    return grid.at(row, column.col)


def _whole_code(grid: Grid, row: int, column: Column) -> GridCell | None:
    """Return the code that stands in parts in several columns, as one cell at the place of the first part."""
    cells = [grid.at(row, col) for col in sorted((column.col, *column.other_cols))]
    parts = [cell for cell in cells if cell is not None and cell.text and cell.right == cell.col]
    if len(parts) <= 1:
        return cells[0]
    first, *more = (part.text.strip(" .") for part in parts)
    return parts[0]._replace(text=".".join((first, *(part.zfill(_DIGITS) for part in more))))


#: A part of a code has two digits at least, of which a spreadsheet drops the zero in front.
_DIGITS = 2


def _labels(grid: Grid, file: str, spec: TableSpec, columns: Sequence[Column], row: int) -> dict[str, Cell]:
    """Return the label that the heading of a group is: none where it begins in the column for numbers."""
    for column in columns:
        at = row, column.col
        cell = grid.at(*at)
        if spec.kolom[column.id].menurun and cell is not None and cell.col == column.col:
            return {column.key: _label(grid, file, at, cell)}
    return {}


def _heading_with_unit(spec: ColumnSpec, column: Column, unit: str) -> str:
    """Return a heading with the unit that a line gives to money columns without their own."""
    if spec.jenis == "uang" and factor(column.heading) == 1 and factor(unit) > 1:
        return f"{column.heading} ({unit})"
    return column.heading


def column_cells(
    grid: Grid, file: str, spec: TableSpec, column: Column, numbers: Sequence[int], unit: str = ""
) -> CellColumn:
    """Return the cells of a column in some rows of the sheet."""
    own = spec.kolom[column.id]
    parts = _long_parts(grid, column.col, numbers) if grid.long and not column.other_cols else None
    if parts is None:
        at = _whole_code if column.id == _CODE else _named_cell
        places = [(row, column.col) for row in numbers]
        parts = _parts(
            places,
            [at(grid, row, column) for row in numbers] if column.other_cols else map(grid.seen.get, places),
        )
    if not own.numeric:
        return _cells(grid, file, numbers, column.col, parts)
    heading = _heading_with_unit(own, column, unit)
    raws, formats, is_money = parts[_RAW], parts[_FORMAT], own.jenis == "uang"
    percent = own.jenis == "persen"
    dates = {code for code in set(formats) if is_date_format(code)}
    numerals: Sequence[NumeralFields] | None = None
    if grid.long and not dates:
        numerals = read_plainly(raws, formats, heading=heading, money=is_money, percent=percent)
    if numerals is None:
        pairs = [*zip(raws, formats, strict=True)]
        read = read_column(pairs, heading=heading, money=is_money, percent=percent)
        figures: Sequence[Numeral] = read
        if not is_money and not _RUPIAH.isdisjoint([one.unit for one in read]):
            figures = [*map(_in_its_unit, read)]
        if max([abs(one.value) for one in read if one.value is not None], default=0) > _LARGEST:
            figures = [*map(_possible, figures)]
        if dates:
            figures = [
                _dated(raw) if code in dates and isinstance(raw, int | float) else figure
                for figure, raw, code in zip(figures, raws, formats, strict=True)
            ]
        numerals = [*map(tuple, figures)]
    return _cells(grid, file, numbers, column.col, parts, numerals, scale=Fraction(factor(heading)))


#: The fields of many cells of the sheet, as those of `GridCell`, each field of all side by side.
_Parts = list["Sequence[Any]"]
_NO_PARTS: _Parts = [()] * len(GridCell._fields)
_TEXT = Numeral._fields.index("text")
_RAW, _FORMAT = map(GridCell._fields.index, ("raw", "format"))


def _parts(places: Sequence[tuple[int, int]], cells: Iterable[GridCell | None]) -> _Parts:
    """Return what the cells at some places say and how they look; where there is none, an empty one."""
    found = [cell or GridCell(*at, None, "", *at) for at, cell in zip(places, cells, strict=True)]
    return [*zip(*found, strict=True)] or _NO_PARTS


def _long_parts(grid: Grid, col: int, rows: Sequence[int]) -> _Parts | None:
    """Return the same of a column of a long sheet, of which only cells of odd rows are looked at singly."""
    column, shapes = grid.columns.get(col), grid.shapes
    if column is None or not rows:
        return None
    parts = column.parts(rows)
    odd = [at for at, row in enumerate(rows) if row not in shapes]
    if not odd:
        return parts
    others = [(rows[at], col) for at in odd]
    singly = _parts(others, map(grid.seen.get, others))
    changed = [list(part) for part in parts]
    for part, own in zip(changed, singly, strict=True):
        for at, one in zip(odd, own, strict=True):
            part[at] = one
    return [*changed]


def _dated(raw: float) -> Numeral:
    """Return what is read of a cell that shows a date where a figure belongs, as one made of 7.5."""
    return Numeral(reading="kata", text=shown_date(float(raw)))


_RUPIAH = frozenset({"Rp", "rp", "RP", "rP"})


def _in_its_unit(read: Numeral) -> Numeral:
    """Return a figure of performance in the unit behind it: "514,6 juta rupiah" counts millions."""
    found = _COUNTS_MILLIONS.search(read.text) if read.unit in _RUPIAH else None
    if found is None or read.value is None:
        return read
    value = (Fraction(read.value) / factor(f"dalam {found[1]} rupiah")).limit_denominator(10**12)
    return read._replace(value=Decimal(value.numerator) / value.denominator, unit=found[0].strip())


_COUNTS_MILLIONS = re.compile(r"(?<=[\d\s])(ribu|juta|mil[iy]ar)\s++(?:rp\.?|rupiah)\s*+$", re.IGNORECASE)


def _possible(read: Numeral) -> Numeral:
    """Refuse a figure that no report holds and no sum of which a spreadsheet could store."""
    if read.value is None or abs(read.value) <= _LARGEST:
        return read
    return read._replace(value=None, reading="rusak")


def _label(grid: Grid, file: str, at: tuple[int, int], cell: GridCell) -> Cell:
    """Return a cell by its text alone."""
    row, col = at
    return _cells(grid, file, [row], col, _parts([at], [cell]))[0]


def _cells(
    grid: Grid,
    file: str,
    sheet_rows: Sequence[int],
    col: int,
    parts: _Parts,
    read: Sequence[NumeralFields] = (),
    *,
    scale: Fraction = _ONE,
) -> CellColumn:
    """Return the cells of a column in some rows, with the numbers that were read of them, if any were."""
    rows, cols, raw, texts, bottoms, _, formulas, formats, fills, indents, errors, bolds = parts
    count = len(sheet_rows)
    numerals: Sequence[NumeralFields | None] = read or [None] * count
    factors = [scale] * count
    if read and "%" in "".join({*formats}):
        factors = [_hundredfold(scale) if "%" in code else scale for code in formats]
    true_numbers = [type(one) in _NUMBERS for one in raw]
    if type(read) is PlainNumerals:
        texts = PlainTexts(read)
    else:
        if read:
            texts = [one[_TEXT] or text for one, text in zip(read, texts, strict=True)]
        if grid.long:
            said = zip(texts, raw, true_numbers, strict=True)
            texts = [text or (str(one) if is_number else "") for text, one, is_number in said]
    hidden = [grid.hides(row, col) for row in sheet_rows] if grid.hides_some else [False] * count
    has_stored = [True] * count
    if any(formulas):
        has_stored = [one is not None or not formula for one, formula in zip(raw, formulas, strict=True)]
    known = (rows, cols, texts, numerals, factors, true_numbers, formulas, formats, fills, indents, bottoms)
    letters = {col: refs.column_name(col) for col in set(cols)}
    return CellColumn(file, grid.sheet, letters, (*known, errors, hidden, has_stored, bolds))


_NUMBERS = frozenset({int, float})


@lru_cache(maxsize=64)  # making a fraction is slow, and there are few of these
def _hundredfold(scale: Fraction) -> Fraction:
    """Return the factor of a column of shares, which are per cents by a hundred."""
    return scale * 100


def _findings(column: CellColumn) -> list[Temuan]:
    """Say which cells hold no number where one belongs; a merged cell is said once."""
    doubtful = column.doubtful
    once = {cell.place: cell for cell in map(column.__getitem__, doubtful)} if doubtful else {}
    return [finding for cell in once.values() if (finding := doubt_of(cell))]


def _broken(cell: Cell) -> str:
    """Return the code of the finding of a cell that holds something else than a figure, empty for none."""
    if cell.error:
        return "sel-galat"
    if cell.numeral is None:
        return ""
    if cell.is_number and cell.numeral.value is None and is_date_format(cell.format):
        return "angka-tanggal"
    return "angka-rusak" if cell.numeral.reading == "rusak" else ""


def doubt_of(cell: Cell) -> Temuan | None:
    """Return what is odd about a figure, None where nothing is."""
    place = (cell.place,)
    broken = _broken(cell)
    if broken:
        return Temuan(code=broken, places=place, actual=cell.text)
    if cell.numeral is None or cell.numeral.reading not in _ODD:
        return None
    if cell.numeral.value is not None and cell.formula:
        return None  # what a formula gives is a number, whatever it looks like
    if cell.numeral.value is not None:
        readings = (cell.numeral.value, *cell.numeral.alternatives)
        return Temuan(code="angka-rancu", places=place, actual=cell.text, data={"bacaan": readings})
    is_range = parse_range(cell.text) is not None  # a target from ... to ... is one target
    return None if is_range else Temuan(code="beberapa-angka", places=place, actual=cell.text)
