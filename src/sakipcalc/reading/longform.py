"""Tables in the long form: a row for each year or quarter of an indicator, named in a column of its own.

Of years such a table says two things: what the last one has, as a Tabel 3.2 does, and how the years went, as
a Tabel 3.3 does. It is read as both, of the same cells. Of quarters it is the table that has them beside
each other.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.excel import refs
from sakipcalc.model import Column
from sakipcalc.reading.body import column_cells
from sakipcalc.reading.marks import is_year
from sakipcalc.tables.normalise import quarters
from sakipcalc.text.dates import bare_year
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sakipcalc.model import Cell, Row, Table
    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.tables import TableSpec

__all__ = ["LongForm", "by_quarter", "by_year", "taken_apart"]

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
    by_lines = _by_lines(table, found, history, file)
    return by_lines or _by_column(table, found, history, file) or LongForm(table)


def _by_column(table: Table, found: FoundTable, history: TableSpec | None, file: str) -> LongForm | None:
    """Return the reading of a table that has the year of each row in a column; None where none has."""
    own = {column.col for column in table.columns}
    for heading in found.section.header.headings:
        years = [] if heading.col in own else [_year(found, row.number, heading.col) for row in table.rows]
        if len(set(years)) > 1 and all(years):
            said = _finding(table, found, (heading.row, heading.col), years, file)
            return taken_apart(table, years, history, said)
    return None


def _by_lines(table: Table, found: FoundTable, history: TableSpec | None, file: str) -> LongForm | None:
    """Return the reading of a table whose rows stand below lines with their years; None where they do not."""
    above = _years_above(table, found)
    before = [max((line for line in above if line < row.number), default=0) for row in table.rows]
    if len({*above.values()}) <= 1 or not all(before):
        return None
    years = [above[line] for line in before]
    bare = replace(table, rows=tuple(_without_group(row, above.values()) for row in table.rows))
    first = found.grid.lines[min(above)][0]
    return taken_apart(bare, years, history, _finding(table, found, (first.row, first.col), years, file))


def _years_above(table: Table, found: FoundTable) -> dict[int, int]:
    """Return the years that lines of groups say and nothing else, by their row: "Tahun 2024"."""
    lines = {row: found.grid.lines[row] for row in table.group_lines}
    named = {row: bare_year(cells[0].text) for row, cells in lines.items() if len(cells) == 1}
    return {row: year for row, year in named.items() if year}


def _without_group(row: Row, years: Collection[int]) -> Row:
    """Return a row without the label that the line of its year has become."""
    said = {key for key in _LABELS[:1] if bare_year(row.text(key)) in years}
    return row._replace(cells={key: row.cells[key] for key in row.cells if key not in said}) if said else row


def by_quarter(
    table: Table, found: FoundTable, quarterly: TableSpec | None, file: str
) -> tuple[Table, tuple[Temuan, ...]]:
    """Return a table as it is, or where it has a row for each quarter the table of quarters.

    Parameters
    ----------
    table : Table
        What was read; one with a column for each quarter is left as it is.
    found : FoundTable
        Its section.
    quarterly : TableSpec, optional
        The table that has the quarters beside each other.
    file : str
        Name of the workbook, for the place.
    """
    own = {column.col for column in table.columns}
    if quarterly is None or table.spec.baris != "indikator" or any(c.period for c in table.columns):
        return table, ()
    for heading in found.section.header.headings:
        named = [] if heading.col in own else [_quarter(found, row.number, heading.col) for row in table.rows]
        if named and all(named) and _go_round(table, named):
            place = Place(file, found.grid.sheet, refs.cell_name(heading.row, heading.col))
            year = _of_year(table, found, quarterly, file)
            told = Temuan(code="baris-per-triwulan", places=(place,), actual=quarterly.id)
            return _with_quarters(table, named, quarterly, year), (told,)
    return table, ()


def _go_round(table: Table, named: Sequence[int]) -> bool:
    """Return whether each indicator has its quarters in turn; numbers of rows go on from one to the next."""
    groups: dict[str, list[int]] = {}
    for row, quarter in zip(_named(table), named, strict=True):
        groups.setdefault(plain(row.text("indikator")), []).append(quarter)
    return bool(groups) and all(
        len(own) >= _FEWEST_QUARTERS and own == sorted({*own}) and own[0] == 1 for own in groups.values()
    )


#: Fewer quarters of an indicator than these are numbers of something else.
_FEWEST_QUARTERS = 3
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _quarter(found: FoundTable, row: int, col: int) -> int:
    cell = found.grid.at(row, col)
    text = cell.text.strip(" .()").lower() if cell is not None else ""
    named = quarters(text) if text else ()
    return named[-1] if named else _NUMBERS.get(text, 0)


class _OfYear(NamedTuple):
    """The target of the year beside the quarters: its column, and its cell in each row."""

    columns: tuple[Column, ...] = ()
    cells: Mapping[int, Cell] = MappingProxyType({})


def _of_year(table: Table, found: FoundTable, quarterly: TableSpec, file: str) -> _OfYear:
    """Return the target of the year: of the columns left aside the one that is called so."""
    own = {column.col for column in table.columns}
    left = [
        one.heading for one in found.known if one.heading.col not in own and one.meaning.measure == _TARGET
    ]
    if not left:
        return _OfYear()
    column = Column(spec=quarterly.kolom[_TARGET], col=left[0].col, heading=left[0].text)
    rows = [row.number for row in table.rows]
    cells = column_cells(found.grid, file, quarterly, column, rows)
    return _OfYear((column,), {row: cells[at] for at, row in enumerate(rows)})


_TARGET = "target"


def _with_quarters(table: Table, of_rows: Sequence[int], quarterly: TableSpec, year: _OfYear) -> Table:
    labels = [replace(c, spec=quarterly.kolom[c.id]) for c in table.columns if c.id in _LABELS]
    columns = [
        replace(column, spec=quarterly.kolom[key], period=quarter)
        for quarter in sorted(set(of_rows))
        for column in table.columns
        if (key := f"{column.id}_tw") in quarterly.kolom
    ]
    lines = []
    for _, group in groupby(
        zip(_named(table), of_rows, strict=True), key=lambda one: plain(one[0].text("indikator"))
    ):
        parts = list(group)
        cells = {column.key: parts[0][0].cells[column.key] for column in labels}
        cells |= {column.key: year.cells[parts[0][0].number] for column in year.columns}
        for row, quarter in parts:
            mine = (column for column in columns if column.period == quarter)
            cells |= {column.key: row.cells[column.id.removesuffix("_tw")] for column in mine}
        lines.append(parts[0][0]._replace(cells=cells))
    return replace(
        table,
        spec=quarterly,
        columns=(*labels, *year.columns, *columns),
        rows=tuple(lines),
        blank_lines=(),
        group_lines=(),
    )


def _finding(
    table: Table, found: FoundTable, at: tuple[int, int], years: Sequence[int], file: str
) -> tuple[Temuan, ...]:
    place = Place(file, found.grid.sheet, refs.cell_name(*at))
    last = max(years)
    data = {"tahun": str(last), "lain": tuple(map(str, sorted(set(years) - {last})))}
    return (Temuan(code="baris-per-tahun", places=(place,), actual=table.id, data=data),)


def taken_apart(
    table: Table, years: Sequence[int], history: TableSpec | None, findings: tuple[Temuan, ...]
) -> LongForm:
    """Return a table with a row for each year as that of the last and of all, by the year of each row."""
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
    for parts in _of_each(rows):
        cells: dict[str, Cell] = {}
        for row, year in parts:
            mine = (column for column in columns if column.period in {None, year} and column.id in row.cells)
            for column in mine:
                cells.setdefault(column.key, row.cells[column.id])
        lines.append(parts[0][0]._replace(cells=cells))
    known = {key for line in lines for key in line.cells}
    kept = tuple(column for column in columns if column.key in known)
    return replace(table, spec=history, columns=kept, rows=tuple(lines), blank_lines=(), group_lines=())


def _of_each(rows: Sequence[tuple[Row, int]]) -> list[list[tuple[Row, int]]]:
    """Return the rows of each indicator; one of a name whose year is there already is another's."""
    named: dict[str, list[list[tuple[Row, int]]]] = {}
    found = []
    for row, year in rows:
        own = named.setdefault(plain(row.text("indikator")), [])
        if not own or year in [known for _, known in own[-1]]:
            own.append([])
            found.append(own[-1])
        own[-1].append((row, year))
    return found


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
