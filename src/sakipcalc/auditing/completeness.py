"""Checks of completeness: an empty workbook, tables and columns that stay empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.tables.standard import MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Column, Row, Table

__all__ = ["is_begun"]


def is_begun(hasil: Hasil) -> bool:
    """Return whether the measurement has a realisasi yet, typed or by a formula of the unit.

    What only another table has does not begin it.
    """
    rows = (hasil.links.row(MEASUREMENT, one.subject) for one in hasil.links.measured())
    cells = (row.cells.get("realisasi") for row in rows if row is not None)
    return any(cell is not None and (bool(cell.formula) or not cell.empty) for cell in cells)


@check
def check_filled(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a workbook in which nothing is typed yet, or its tables that are empty beside filled ones."""
    tables = [table for table in hasil.laporan.tables if _asks_for_facts(table)]
    empty = [table for table in tables if not any(map(_is_named, table.rows))]
    if tables and len(empty) == len(tables):
        lacking = {table.name: table.spec.nama for table in empty}
        yield Temuan(code="belum-ada-isian", places=(Place(hasil.laporan.file),), data={"rincian": lacking})
    elif is_begun(hasil):
        yield from map(_nothing_in, empty)
        for table in tables:
            yield from _nothing_under(table)


def _asks_for_facts(table: Table) -> bool:
    return table.spec.lengkap and table.spec.baris != "pita" and bool(table.rows)


def _is_named(row: Row) -> bool:
    """Return whether anything but its number stands in a line that is no total."""
    return not row.level.is_summary and any(cell.text for name, cell in row.cells.items() if name != "no")


def _asks_for_words(column: Column) -> bool:
    """Return whether a column is for words of the year, which follow from nothing."""
    spec = column.spec
    return spec.peran == "in" and not spec.numeric and spec.of_one_year and not spec.turunan


def _nothing_in(table: Table) -> Temuan:
    place = table.rows[0].place
    return Temuan(code="tabel-kosong", places=(place,), data={"tabel": table.name, "bagian": ""})


def _nothing_under(table: Table) -> Iterator[Temuan]:
    """Yield the columns for words of the year that are empty in every line that is named."""
    asked = [column for column in table.columns if _asks_for_words(column)]
    named = [row for row in table.rows if _is_named(row)] if asked else []
    for column in asked if named else ():
        cells = [row.cells[column.key] for row in named]
        if all(cell.empty for cell in cells):
            part = Phrase("words.kolom-bagian", {"kolom": column.heading})
            places = tuple(cell.place for cell in cells)
            yield Temuan(code="tabel-kosong", places=places, data={"tabel": table.name, "bagian": part})
