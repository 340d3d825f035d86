"""Tables with a row for each measure of an indicator and a column for each year.

Indikator | Uraian    | 2022 | 2023 | 2024
Nilai SKM | Target    |   80 |   82 |   84
          | Realisasi |   81 |   83 | 85,5

Such a table says what a Tabel 3.3 does, which has the measures of a year beside each other; it is read as
one, of the same cells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.excel import refs
from sakipcalc.model import column_key
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.model import Cell, Column, Row, Table
    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.tables import Grammar, TableSpec

__all__ = ["by_measure"]

#: Fewer measures are a column of remarks.
_FEWEST = 2


def by_measure(
    table: Table, found: FoundTable, history: TableSpec | None, grammar: Grammar, file: str
) -> tuple[Table, tuple[Temuan, ...]]:
    """Return a table as it is, or where it has a row for each measure the Tabel 3.3 that it amounts to.

    Parameters
    ----------
    table : Table
        What was read.
    found : FoundTable
        Its section.
    history : TableSpec, optional
        The table that has the measures of each year beside each other.
    grammar : Grammar
        Words of headings.
    file : str
        Name of the workbook, for the place.
    """
    years = [column for column in table.columns if column.year]
    if history is None or table.spec.baris != "indikator" or len({one.id for one in years}) != 1:
        return table, ()
    known = frozenset(id_ for id_, column in history.kolom.items() if column.tahunan)
    taken = {column.col for column in years}
    header = found.section.header
    for col in range(header.left, header.right + 1):
        measures = [] if col in taken else [_measure(found, row, col, grammar) for row in table.rows]
        if len(set(measures)) >= _FEWEST and known.issuperset(measures):
            place = Place(file, found.grid.sheet, refs.cell_name(header.bottom, col))
            return _turned(table, history, years, measures), (_told(table, place, measures),)
    return table, ()


def _measure(found: FoundTable, row: Row, col: int, grammar: Grammar) -> str:
    """Return the measure that a row names, an empty text for none."""
    cell = found.grid.at(row.number, col)
    return grammar.meaning((cell.text,)).measure if cell is not None and isinstance(cell.raw, str) else ""


def _told(table: Table, place: Place, measures: Sequence[str]) -> Temuan:
    data = {"kolom": tuple(dict.fromkeys(measures))}
    return Temuan(code="baris-per-ukuran", places=(place,), actual=table.id, data=data)


def _turned(table: Table, history: TableSpec, years: Sequence[Column], measures: Sequence[str]) -> Table:
    """Return the table with the measures of an indicator in one line."""
    labels = [
        replace(c, spec=history.kolom[c.id]) for c in table.columns if c.id in history.kolom and not c.year
    ]
    columns = [
        replace(column, spec=history.kolom[measure], period=column.year)
        for column in years
        for measure in dict.fromkeys(measures)
    ]
    lines = [_line(group, labels, years) for group in _of_one_indicator(table.rows, measures)]
    return replace(
        table, spec=history, columns=(*labels, *columns), rows=tuple(lines), blank_lines=(), group_lines=()
    )


def _of_one_indicator(rows: Iterable[Row], measures: Sequence[str]) -> Iterator[list[tuple[Row, str]]]:
    """Yield the rows of each indicator: a new one begins with another name, or with a measure once more."""
    group: list[tuple[Row, str]] = []
    for row, measure in zip(rows, measures, strict=True):
        name, mine = plain(row.text("indikator")), plain(group[0][0].text("indikator")) if group else ""
        if group and ((name and name != mine) or measure in {one for _, one in group}):
            yield group
            group = []
        group.append((row, measure))
    if group:
        yield group


def _line(group: Sequence[tuple[Row, str]], labels: Sequence[Column], years: Sequence[Column]) -> Row:
    first = group[0][0]
    cells: dict[str, Cell] = {column.key: first.cells[column.key] for column in labels}
    for row, measure in group:
        cells |= {column_key(measure, column.year): row.cells[column.key] for column in years}
    return first._replace(cells=cells)
