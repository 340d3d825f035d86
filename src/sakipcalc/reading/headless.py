"""Rows without a header: a table that goes on on the next sheet, and rows that belong to no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.excel import refs
from sakipcalc.reading.header import Header
from sakipcalc.reading.marks import MEAN, TOTAL_OF_TREE, is_figure, is_year
from sakipcalc.reading.sections import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.model import Table
    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["goes_on_without_header", "rows_of_no_table", "section_without_header", "unread_rows"]

#: A row of a table has so many cells, of which so many are figures.
_FEWEST_CELLS, _FEWEST_FIGURES = 3, 2
#: Rows that are looked at, and lines that may stand above them.
_SAMPLE, _MOST_LINES = 6, 3
_MOSTLY = 0.5
#: So many rows of figures on a sheet without a header are told of.
_FEWEST_ROWS = 3
_NO_LIMIT = 1 << 21


def section_without_header(grid: Grid, before: FoundTable) -> Section | None:
    """Return the section of a sheet whose first rows go on with the last table of the sheet before.

    The table reaches the end of its sheet and was not closed by a total; the rows have its columns, figures
    where it has figures and words where it has words.
    """
    section = before.section
    rows = [row for row in grid.rows[:_SAMPLE] if len(grid.lines[row]) >= _FEWEST_CELLS]
    end = before.grid.lines[before.grid.rows[-1]]
    closed = any(TOTAL_OF_TREE.match(cell.text) or MEAN.match(cell.text) for cell in end[:2])
    if not rows or len(end) < _FEWEST_CELLS or closed or grid.rows.index(rows[0]) > _MOST_LINES:
        return None
    if not all(_fits(grid.lines[row], before) for row in rows):
        return None
    headings = tuple(one._replace(row=rows[0]) for one in section.header.headings)
    header = Header(top=rows[0], bottom=rows[0], body=rows[0], headings=headings)
    return Section(header=header, caption=section.caption, earlier=(), limit=_NO_LIMIT, unit=section.unit)


def _fits(cells: Sequence[GridCell], before: FoundTable) -> bool:
    """Return whether a row holds in each column what the table has there; a total may be merged over some."""
    header, sample = before.section.header, before.sample
    if not all(header.left <= cell.col and cell.right <= header.right for cell in cells):
        return False
    kinds = [(cell, sample.column(cell.col)) for cell in cells]
    known = [(is_figure(cell.raw), column.figure > _MOSTLY) for cell, column in kinds if column.said]
    numbers = sum(is_number and was_number for is_number, was_number in known)
    return numbers >= _FEWEST_FIGURES and all(is_number == was_number for is_number, was_number in known)


def goes_on_without_header(grid: Grid, header: Header, table: str, file: str) -> Temuan:
    """Return that a sheet without a header was read as a further piece of a table."""
    place = Place(file, grid.sheet, refs.cell_name(header.top, header.left))
    return Temuan(code="lanjutan-tanpa-kepala", places=(place,), actual=grid.sheet, data={"tabel": table})


def unread_rows(grid: Grid, table: Table, limit: int, file: str) -> tuple[Temuan, ...]:
    """Return that rows with figures stand below a table which were read as nothing, in its own columns."""
    own = {column.col for column in table.columns if column.spec.numeric}
    last = max([row.number for row in table.rows] + [*table.group_lines, *table.blank_lines], default=0)
    rows = (
        [row for row in grid.rows_between(last + 1, limit) if _is_row(grid.lines[row], own)] if last else []
    )
    return _told(grid, rows, table.name, file)


def rows_of_no_table(grid: Grid, file: str) -> tuple[Temuan, ...]:
    """Return that a sheet without any header has rows of figures."""
    rows = [row for row in grid.rows if _is_row(grid.lines[row], None)]
    return _told(grid, rows, grid.sheet, file) if len(rows) >= _FEWEST_ROWS else ()


def _is_row(cells: Sequence[GridCell], cols: Iterable[int] | None) -> bool:
    figures = [cell.col for cell in cells if is_figure(cell.raw) and not is_year(cell.raw)]
    of_table = figures if cols is None else [*{*figures} & {*cols}]
    return len(cells) >= _FEWEST_CELLS and len(of_table) >= _FEWEST_FIGURES


def _told(grid: Grid, rows: Sequence[int], name: str, file: str) -> tuple[Temuan, ...]:
    if not rows:
        return ()
    first = grid.lines[rows[0]][0]
    place = Place(file, grid.sheet, refs.cell_name(first.row, first.col))
    return (Temuan(code="baris-tak-dibaca", places=(place,), actual=name, data={"n": len(rows)}),)
