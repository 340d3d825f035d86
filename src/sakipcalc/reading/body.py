"""The rows under a header: where they end, what their cells hold, and which numbers these are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.findings import Temuan
from sakipcalc.model import Baris, Kolom, Sel
from sakipcalc.numerals import Numeral, factor, parse_range, read_column
from sakipcalc.ooxml import refs
from sakipcalc.ooxml.dates import is_date_format, shown_date
from sakipcalc.places import Place
from sakipcalc.reading.extent import body_lines
from sakipcalc.reading.labels import carried_down
from sakipcalc.reading.levels import is_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.reading.extent import Extent
    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.tables import ColumnSpec, TableSpec

__all__ = ["Body", "read_body"]

_LARGEST = Decimal("1e290")
#: How a cell was read that a person should look at.
_ODD = frozenset({"rusak", "rancu"})


class Body(NamedTuple):
    """Rows of a table, empty lines of the form below them, headings of groups, and what could not be read."""

    rows: tuple[Baris, ...]
    blank: tuple[int, ...]
    headings: tuple[int, ...]
    findings: tuple[Temuan, ...]


def read_body(grid: Grid, file: str, spec: TableSpec, columns: Sequence[Kolom], extent: Extent) -> Body:
    """Read the rows of a table.

    Parameters
    ----------
    grid : Grid
        The sheet.
    file : str
        Name of the workbook, for the places.
    spec : TableSpec
        What the table is.
    columns : sequence of Kolom
        Its columns on the sheet.
    extent : Extent
        Where its rows may stand.
    """
    numbers, blank, headings = body_lines(grid, spec, columns, extent)
    findings: list[Temuan] = []
    by_column: dict[str, list[Sel]] = {}
    for column in columns:
        cells = [
            _named_cell(grid, row, column) if column.lain else grid.at(row, column.lajur) for row in numbers
        ]
        own = spec.kolom[column.id]
        heading = _heading_with_unit(own, column, extent.unit)
        read = _column(grid, file, own, column, heading, list(zip(numbers, cells, strict=True)))
        by_column[column.kunci] = read
        findings += _findings(read)
    rows = [
        Baris(nomor=row, sel={key: cells[i] for key, cells in by_column.items()})
        for i, row in enumerate(numbers)
    ]
    said = [row for row in rows if any(not s.kosong for s in row.sel.values())]
    groups = {row: _labels(grid, file, spec, columns, row) for row in headings}
    carried = tuple(carried_down(said, spec, groups))
    if "tujuan_sasaran" in spec.kolom and not _LABELS & by_column.keys():
        carried = tuple(_under_groups(grid, file, columns, carried, headings))
    return Body(carried, blank, headings, tuple(findings))


#: Columns of which one says what an indicator belongs to.
_LABELS = frozenset({"tujuan_sasaran", "tujuan", "sasaran"})


def _under_groups(
    grid: Grid, file: str, columns: Sequence[Kolom], rows: Sequence[Baris], headings: Sequence[int]
) -> Iterator[Baris]:
    """Yield the rows with the heading of their group as what they belong to, where no column says so."""
    cols = sorted(column.lajur for column in columns)
    for row in rows:
        above = max((one for one in headings if one < row.nomor), default=0)
        texts = [cell for col in cols if above and (cell := grid.at(above, col)) and cell.row == above]
        name = max(texts, key=lambda cell: len(cell.text), default=None)
        if name is None or is_summary(row):
            yield row
            continue
        label = _sel(grid, file, (above, name.col), name, None, Fraction(1))
        yield replace(row, sel={**row.sel, "tujuan_sasaran": label})


def _named_cell(grid: Grid, row: int, column: Kolom) -> GridCell | None:
    """Return of several columns of names the cell of the deepest level that a row names."""
    for lajur in sorted((column.lajur, *column.lain), reverse=True):
        cell = grid.at(row, lajur)
        if cell is not None and cell.text and cell.row == row and cell.col == lajur:
            return cell
    return grid.at(row, column.lajur)


def _labels(grid: Grid, file: str, spec: TableSpec, columns: Sequence[Kolom], row: int) -> dict[str, Sel]:
    """Return the label that the heading of a group is: none where it begins in the column for numbers."""
    for column in columns:
        at = row, column.lajur
        cell = grid.at(*at)
        if spec.kolom[column.id].menurun and cell is not None and cell.col == column.lajur:
            return {column.kunci: _sel(grid, file, at, cell, None, Fraction(1))}
    return {}


def _heading_with_unit(spec: ColumnSpec, column: Kolom, unit: str) -> str:
    """Return a heading with the unit that a line gives to money columns without their own."""
    if spec.jenis == "uang" and factor(column.judul) == 1 and factor(unit) > 1:
        return f"{column.judul} ({unit})"
    return column.judul


def _column(
    grid: Grid,
    file: str,
    spec: ColumnSpec,
    column: Kolom,
    heading: str,
    cells: list[tuple[int, GridCell | None]],
) -> list[Sel]:
    read: Sequence[Numeral | None] = [None] * len(cells)
    if spec.numeric:
        raw = [(None, "") if cell is None else (cell.raw, cell.format) for _, cell in cells]
        percent = spec.jenis == "persen"
        figures = read_column(raw, heading=heading, money=spec.jenis == "uang", percent=percent)
        read = [
            _dated(cell) if cell is not None and _shows_date(cell) else _possible(figure)
            for figure, (_, cell) in zip(figures, cells, strict=True)
        ]
    scale = Fraction(factor(heading)) if spec.numeric else Fraction(1)
    return [
        _sel(grid, file, (row, column.lajur), cell, number, scale)
        for (row, cell), number in zip(cells, read, strict=True)
    ]


def _shows_date(cell: GridCell) -> bool:
    """Return whether a cell shows a date or a time where a figure belongs, as one made of 7.5."""
    return cell.format != "General" and isinstance(cell.raw, int | float) and is_date_format(cell.format)


def _dated(cell: GridCell) -> Numeral:
    return Numeral(reading="kata", text=shown_date(float(cell.raw or 0)))


def _possible(read: Numeral) -> Numeral:
    """Refuse a figure that no report holds and no sum of which a spreadsheet could store."""
    if read.value is None or abs(read.value) <= _LARGEST:
        return read
    return replace(read, value=None, reading="rusak")


def _sel(
    grid: Grid, file: str, at: tuple[int, int], cell: GridCell | None, number: Numeral | None, scale: Fraction
) -> Sel:
    hidden = grid.hides(*at)
    if cell is None:
        place = Place(file, grid.sheet, refs.cell_name(*at))
        return Sel(place, *at, angka=number, faktor=scale, sampai=at[0], tersembunyi=hidden)
    row, col, raw, text, bottom, _, formula, number_format, fill, indent, error, bold = cell
    if number is not None:
        text = number.text or text
        scale = _hundredfold(scale) if "%" in number_format else scale
    return Sel(
        Place(file, grid.sheet, refs.cell_name(row, col)),
        row,
        col,
        text,
        number,
        scale,
        isinstance(raw, int | float) and not isinstance(raw, bool),
        formula,
        number_format,
        fill,
        indent,
        bottom,
        error,
        hidden,
        raw is not None or not formula,
        bold,
    )


@lru_cache(maxsize=64)  # making a fraction is slow, and there are few of these
def _hundredfold(scale: Fraction) -> Fraction:
    return scale * 100


def _findings(cells: Sequence[Sel]) -> list[Temuan]:
    """Say which cells hold no number where one belongs; a merged cell is said once."""
    once: Mapping[Place, Sel] = {sel.tempat: sel for sel in cells if sel.galat or sel.angka}
    return [finding for sel in once.values() if (finding := _finding(sel))]


def _broken(sel: Sel) -> str:
    """Return the code of the finding of a cell that holds something else than a figure, empty for none."""
    if sel.galat:
        return "sel-galat"
    if sel.angka is None:
        return ""
    if sel.asli and sel.angka.value is None and is_date_format(sel.format):
        return "angka-tanggal"
    return "angka-rusak" if sel.angka.reading == "rusak" else ""


def _finding(sel: Sel) -> Temuan | None:
    place = (sel.tempat,)
    broken = _broken(sel)
    if broken:
        return Temuan(kode=broken, tempat=place, nilai=sel.teks)
    if sel.angka is None or sel.angka.reading not in _ODD:
        return None
    if sel.angka.value is not None and sel.rumus:
        return None  # what a formula gives is a number, whatever it looks like
    if sel.angka.value is not None:
        readings = (sel.angka.value, *sel.angka.alternatives)
        return Temuan(kode="angka-rancu", tempat=place, nilai=sel.teks, data={"bacaan": readings})
    is_range = parse_range(sel.teks) is not None  # a target from ... to ... is one target
    return None if is_range else Temuan(kode="beberapa-angka", tempat=place, nilai=sel.teks)
