"""Tables in the long form: a row for each year of an indicator, with the year in a column of its own.

Such a table says two things: what the last year has, as a Tabel 3.2 does, and how the years went, as a
Tabel 3.3 does. It is read as both, of the same cells.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.excel import refs
from sakipcalc.reading.marks import is_year
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.model import Cell, Row, Table
    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.reading.header import Heading
    from sakipcalc.tables import TableSpec

__all__ = ["LongForm", "by_year"]

#: What the rows of one indicator share.
_LABELS = ("tujuan_sasaran", "indikator", "satuan", "no")


class LongForm(NamedTuple):
    """The table of the last year, that of all years, and what is to be said of them."""

    reported: Table
    years: Table | None = None
    findings: tuple[Temuan, ...] = ()


def by_year(table: Table, found: FoundTable, history: TableSpec | None, file: str) -> LongForm:
    """Return a table as it is, or where it has a row for each year what it says of the last and of all.

    Parameters
    ----------
    table : Table
        What was read; one with a column for each year is left as it is.
    found : FoundTable
        Its section.
    history : TableSpec, optional
        The table that has a column for each year.
    file : str
        Name of the workbook, for the place.
    """
    if table.spec.baris != "indikator" or any(column.tahunan for column in table.spec.kolom.values()):
        return LongForm(table)
    own = {column.col for column in table.columns}
    for heading in found.section.header.headings:
        years = [] if heading.col in own else [_year(found, row.number, heading.col) for row in table.rows]
        if len(set(years)) > 1 and all(years):
            return _taken_apart(table, years, history, _finding(table, found, heading, years, file))
    return LongForm(table)


def _finding(
    table: Table, found: FoundTable, heading: Heading, years: Sequence[int], file: str
) -> tuple[Temuan, ...]:
    place = Place(file, found.grid.sheet, refs.cell_name(heading.row, heading.col))
    last = max(years)
    data = {"tahun": str(last), "lain": tuple(map(str, sorted(set(years) - {last})))}
    return (Temuan(code="baris-per-tahun", places=(place,), actual=table.id, data=data),)


def _taken_apart(
    table: Table, years: Sequence[int], history: TableSpec | None, findings: tuple[Temuan, ...]
) -> LongForm:
    rows = list(zip(_named(table), years, strict=True))
    last = tuple(row for row, year in rows if year == max(years))
    return LongForm(
        replace(table, rows=last), _of_all_years(table, rows, history) if history else None, findings
    )


def _of_all_years(table: Table, rows: Sequence[tuple[Row, int]], history: TableSpec) -> Table:
    """Return the table that has the years beside each other, of the cells that stand below each other."""
    columns = [
        replace(column, spec=history.kolom[column.id], period=year)
        for column in table.columns
        if column.id in history.kolom
        for year in (sorted({year for _, year in rows}) if history.kolom[column.id].tahunan else (None,))
    ]
    lines = []
    for _, group in groupby(rows, key=lambda one: plain(one[0].text("indikator"))):
        parts = list(group)
        cells: dict[str, Cell] = {}
        for row, year in parts:
            mine = (column for column in columns if column.period in {None, year} and column.id in row.cells)
            for column in mine:
                cells.setdefault(column.key, row.cells[column.id])
        lines.append(parts[0][0]._replace(cells=cells))
    known = {key for line in lines for key in line.cells}
    kept = tuple(column for column in columns if column.key in known)
    return replace(table, spec=history, columns=kept, rows=tuple(lines), blank_lines=(), group_lines=())


def _year(found: FoundTable, row: int, col: int) -> int:
    cell = found.grid.at(row, col)
    return int(float(cell.raw or 0)) if cell is not None and is_year(cell.raw) else 0


def _named(table: Table) -> list[Row]:
    """Return the rows with the names that stand above them."""
    keys = [column.key for column in table.columns if column.id in _LABELS]
    done: list[Row] = []
    for row in table.rows:
        above: Mapping[str, Cell] = done[-1].cells if done else {}
        lent = {key: above[key] for key in keys if key in above and row.cells[key].empty}
        done.append(row._replace(cells={**row.cells, **lent}) if lent else row)
    return done
