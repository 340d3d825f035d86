"""The rows under a header: where they end, what their cells hold, and which numbers these are."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.excel import refs
from sakipcalc.excel.sheet.values import is_date_format, shown_date
from sakipcalc.model import Cell, Column, Row
from sakipcalc.reading.beside import with_lines_beside
from sakipcalc.reading.codes import whole_codes
from sakipcalc.reading.extent import body_lines
from sakipcalc.reading.labels import carried_down
from sakipcalc.reading.levels import is_summary
from sakipcalc.reading.lonenames import lone_names
from sakipcalc.text.numerals import Numeral, factor, parse_range, read_column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.reading.extent import TableExtent
    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.tables import ColumnSpec, TableSpec

__all__ = ["Body", "doubt_of", "read_body"]

_LARGEST = Decimal("1e290")
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
    seen = grid.seen
    by_column: dict[str, list[Cell]] = {}
    for column in columns:
        cells = [
            _named_cell(grid, row, column) if column.other_cols else seen.get((row, column.col))
            for row in numbers
        ]
        own = spec.kolom[column.id]
        heading = _heading_with_unit(own, column, extent.unit)
        read = _column(grid, file, own, column, heading, list(zip(numbers, cells, strict=True)))
        by_column[column.key] = whole_codes(read) if column.id == _CODE else read
    findings = [finding for cells in by_column.values() for finding in _findings(cells)]
    rows = [
        Row(number=row, cells={key: cells[i] for key, cells in by_column.items()})
        for i, row in enumerate(numbers)
    ]
    said, goals, parts = lone_names(
        [row for row in rows if any(not s.empty for s in row.cells.values())], spec
    )
    group_lines = tuple(sorted({*group_lines, *goals, *parts}))
    groups = {row: _labels(grid, file, spec, columns, row) for row in group_lines}
    carried = tuple(carried_down(said, spec, groups))
    if "tujuan_sasaran" in spec.kolom and not _LABELS & by_column.keys():
        of_goals = [row for row in group_lines if row not in parts]
        carried = tuple(_under_groups(grid, file, columns, carried, of_goals))
    levels = next((column for column in columns if column.other_cols), None)
    if levels is not None:
        names = {row.number: _names(grid, file, row.number, levels) for row in carried}
        carried = tuple(with_lines_beside(carried, names, levels.key))
    return Body(carried, blank, group_lines, tuple(findings))


def _names(grid: Grid, file: str, row: int, column: Column) -> list[Cell]:
    """Return the names that stand in a row, from the highest level to the deepest."""
    cols = sorted((column.col, *column.other_cols))
    cells = [
        (col, cell) for col in cols if (cell := grid.at(row, col)) and cell.row == row and cell.col == col
    ]
    return [_cell(grid, file, (row, col), cell, None, Fraction(1)) for col, cell in cells if cell.text]


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
        label = _cell(grid, file, (above, name.col), name, None, Fraction(1))
        yield replace(row, cells={**row.cells, "tujuan_sasaran": label})


def _named_cell(grid: Grid, row: int, column: Column) -> GridCell | None:
    """Return of several columns of names the cell of the deepest level that a row names."""
    for col in sorted((column.col, *column.other_cols), reverse=True):
        cell = grid.at(row, col)
        if cell is not None and cell.text and cell.row == row and cell.col == col:
            return cell
    return grid.at(row, column.col)


def _labels(grid: Grid, file: str, spec: TableSpec, columns: Sequence[Column], row: int) -> dict[str, Cell]:
    """Return the label that the heading of a group is: none where it begins in the column for numbers."""
    for column in columns:
        at = row, column.col
        cell = grid.at(*at)
        if spec.kolom[column.id].menurun and cell is not None and cell.col == column.col:
            return {column.key: _cell(grid, file, at, cell, None, Fraction(1))}
    return {}


def _heading_with_unit(spec: ColumnSpec, column: Column, unit: str) -> str:
    """Return a heading with the unit that a line gives to money columns without their own."""
    if spec.jenis == "uang" and factor(column.heading) == 1 and factor(unit) > 1:
        return f"{column.heading} ({unit})"
    return column.heading


def _column(
    grid: Grid,
    file: str,
    spec: ColumnSpec,
    column: Column,
    heading: str,
    cells: list[tuple[int, GridCell | None]],
) -> list[Cell]:
    read: Sequence[Numeral | None] = [None] * len(cells)
    if spec.numeric:
        raw = [(None, "") if cell is None else (cell.raw, cell.format) for _, cell in cells]
        percent = spec.jenis == "persen"
        figures = read_column(raw, heading=heading, money=spec.jenis == "uang", percent=percent)
        dates = {code for _, code in raw if is_date_format(code)}
        read = [
            _dated(cell)
            if cell is not None and cell.format in dates and isinstance(cell.raw, int | float)
            else _possible(figure if spec.jenis == "uang" else _in_its_unit(figure))
            for figure, (_, cell) in zip(figures, cells, strict=True)
        ]
    scale = Fraction(factor(heading)) if spec.numeric else Fraction(1)
    return [
        _cell(grid, file, (row, column.col), cell, number, scale)
        for (row, cell), number in zip(cells, read, strict=True)
    ]


def _dated(cell: GridCell) -> Numeral:
    """Return what is read of a cell that shows a date where a figure belongs, as one made of 7.5."""
    return Numeral(reading="kata", text=shown_date(float(cell.raw or 0)))


def _in_its_unit(read: Numeral) -> Numeral:
    """Return a figure of performance in the unit behind it: "514,6 juta rupiah" counts millions."""
    found = _COUNTS_MILLIONS.search(read.text) if read.unit == "Rp" or read.unit.lower() == "rp" else None
    if found is None or read.value is None:
        return read
    value = (Fraction(read.value) / factor(f"dalam {found[1]} rupiah")).limit_denominator(10**12)
    return replace(read, value=Decimal(value.numerator) / value.denominator, unit=found[0].strip())


_COUNTS_MILLIONS = re.compile(r"(?<=[\d\s])(ribu|juta|mil[iy]ar)\s++(?:rp\.?|rupiah)\s*+$", re.IGNORECASE)


def _possible(read: Numeral) -> Numeral:
    """Refuse a figure that no report holds and no sum of which a spreadsheet could store."""
    if read.value is None or abs(read.value) <= _LARGEST:
        return read
    return replace(read, value=None, reading="rusak")


def _cell(
    grid: Grid, file: str, at: tuple[int, int], cell: GridCell | None, number: Numeral | None, scale: Fraction
) -> Cell:
    hidden = grid.hides_some and grid.hides(*at)
    if cell is None:
        place = Place(file, grid.sheet, refs.cell_name(*at))
        return Cell(place, *at, numeral=number, factor=scale, last_row=at[0], hidden=hidden)
    row, col, raw, text, bottom, _, formula, number_format, fill, indent, error, bold = cell
    if number is not None:
        text = number.text or text
        scale = _hundredfold(scale) if "%" in number_format else scale
    place = _new(Place, (file, grid.sheet, f"{refs.column_name(col)}{row}"))
    true_number, has_stored = type(raw) in _NUMBERS, raw is not None or not formula
    return _new(
        Cell,
        (
            *(
                place,
                row,
                col,
                text,
                number,
                scale,
                true_number,
                formula,
                number_format,
                fill,
                indent,
                bottom,
            ),
            *(error, hidden, has_stored, bold),
        ),
    )


_new = tuple.__new__  # as in `excel.sheet.scan`
_NUMBERS = frozenset({int, float})


@lru_cache(maxsize=64)  # making a fraction is slow, and there are few of these
def _hundredfold(scale: Fraction) -> Fraction:
    return scale * 100


def _findings(cells: Sequence[Cell]) -> list[Temuan]:
    """Say which cells hold no number where one belongs; a merged cell is said once."""
    once: Mapping[Place, Cell] = {cell.place: cell for cell in cells if cell.error or cell.numeral}
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
