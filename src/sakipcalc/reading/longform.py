"""Tables in the long form: a row for each year of an indicator, with the year in a column of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.excel import refs
from sakipcalc.reading.marks import is_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.model import Row
    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.reading.recognise import Candidate

__all__ = ["of_last_year"]


def of_last_year(
    found: FoundTable, chosen: Candidate, rows: tuple[Row, ...], file: str
) -> tuple[tuple[Row, ...], tuple[Temuan, ...]]:
    """Return the rows of the last year of a table in the long form, and what is to be said of it.

    The other years would be taken for this one's. A name that stands in the first row of an indicator
    only is that of its other rows.

    Parameters
    ----------
    found : FoundTable
        The section.
    chosen : Candidate
        What it is read as; a table with a column for each year is left as it is.
    rows : tuple of Row
        All rows.
    file : str
        Name of the workbook, for the place.
    """
    if chosen.spec.baris != "indikator" or any(column.tahunan for column in chosen.spec.kolom.values()):
        return rows, ()
    own = {column.col for column in chosen.columns}
    for heading in found.section.header.headings:
        if heading.col in own or not rows:
            continue
        years = [_year(found, row.number, heading.col) for row in rows]
        known = {year for year in years if year}
        if len(known) > 1 and all(years):
            named = _named(chosen, rows)
            last = max(year for year in known if year)
            kept = tuple(row for row, year in zip(named, years, strict=True) if year == last)
            place = Place(file, found.grid.sheet, refs.cell_name(heading.row, heading.col))
            data = {"tahun": str(last), "lain": tuple(map(str, sorted(known - {last})))}
            return kept, (Temuan(code="baris-per-tahun", places=(place,), actual=chosen.spec.id, data=data),)
    return rows, ()


def _year(found: FoundTable, row: int, col: int) -> int:
    cell = found.grid.at(row, col)
    return int(float(cell.raw or 0)) if cell is not None and is_year(cell.raw) else 0


def _named(chosen: Candidate, rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the names that stand above them."""
    keys = [column.key for column in chosen.columns if column.id in {"indikator", "satuan", "no"}]
    done: list[Row] = []
    for row in rows:
        above = done[-1].cells if done else {}
        lent = {key: above[key] for key in keys if key in above and row.cells[key].empty}
        done.append(replace(row, cells={**row.cells, **lent}) if lent else row)
    return done
