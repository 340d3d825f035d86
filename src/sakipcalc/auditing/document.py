"""Checks of the document: years in captions and headings, missing tables, editors' notes left in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.walk import cells, cells_that_say, left_note
from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import GOALS, PROGRESS
from sakipcalc.text.dates import date, ranges, without_ranges, without_regulations, years
from sakipcalc.text.names import is_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Laporan, Table

#: So many of the tables that a whole report has make a workbook one.
_WHOLE = 10


@check
def check_captions(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the tables of the year whose caption names other years, or another Renstra.

    Beside the year of the report a later one is that of a plan: "Capaian 2024 dan Target 2025".
    """
    own = hasil.laporan.entitas.tahun
    for table in hasil.laporan.tables:
        caption = date().sub("", without_regulations(table.caption))  # a signature that stands near is dated
        named_years = set(years(without_ranges(caption)))
        other = named_years - {own}
        if own in named_years:
            other = {year for year in other if year < own}
        named = table.spec.judul_menyebut
        foreign = named == "tahun" or (bool(named) and other == named_years)
        if other and foreign and own:
            yield _stale(hasil.laporan, table, min(other), own)
        for first, last in ranges(caption):
            period = hasil.laporan.entitas.renstra
            if period and (first, last) != period and is_period(first, last):
                yield _stale(hasil.laporan, table, f"{first}-{last}", f"{period[0]}-{period[1]}")


def _stale(laporan: Laporan, table: Table, found: object, expected: object) -> Temuan:
    return Temuan(
        code="tahun-judul",
        places=(_header(laporan, table),),
        actual=str(found),
        expected=str(expected),
        data={"judul": table.caption},
    )


def _header(laporan: Laporan, table: Table) -> Place:
    """Return the first cell of the header, over or under which the caption stands."""
    used = (one.place for one in laporan.readings if one.read_as == table.name)
    return next(used, Place(laporan.file, table.sheet))


@check
def check_yearly_columns(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the headings of Tabel 2.1, 3.3 and 3.4 whose year does not fit the report."""
    year, renstra = hasil.laporan.entitas.tahun, hasil.laporan.entitas.renstra
    for table in hasil.links.tables.values():
        if year is None:
            return
        newest = _newest(table) if table.spec.riwayat else None
        if newest and newest != year and not _is_lived(table, year):
            yield _heading(hasil.laporan, table, newest, year)
        if table.id == GOALS and table.years and year not in table.years:
            yield _heading(hasil.laporan, table, max(table.years), year)
        for column in table.columns:
            named = years(column.heading)
            expected = {"realisasi": year, "target_akhir": renstra[1] if renstra else None}.get(column.id)
            if table.id == PROGRESS and named and expected and named[-1] != expected:
                yield _heading(hasil.laporan, table, named[-1], expected)


def _newest(table: Table) -> int | None:
    """Return the last year of the results in a table; a target of a later year is that of a plan."""
    results = [column.year for column in table.columns if column.id == "realisasi" and column.year]
    return max(results or table.years, default=None)


def _is_lived(table: Table, year: int) -> bool:
    """Return whether a table has a realisasi of a year or of a later one.

    Of the year of the report: years behind it are still to come. Of a later one: that of the report was
    read wrongly.
    """
    lived = {f"realisasi_{one}" for one in table.years if one >= year}
    return any(row.cells[key].value is not None for row in table.rows for key in lived & row.cells.keys())


def _heading(laporan: Laporan, table: Table, found: int, expected: int) -> Temuan:
    return Temuan(
        code="tahun-kolom",
        places=(_header(laporan, table),),
        actual=str(found),
        expected=str(expected),
        data={"tabel": table.name},
    )


@check
def check_missing_tables(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the standard tables that a workbook with most of them does not have."""
    whole = [spec for spec in hasil.laporan.specs.values() if spec.lengkap]
    absent = [spec for spec in whole if spec.id not in hasil.links.tables]
    if absent and len(whole) - len(absent) >= _WHOLE:
        names = {spec.sebutan: spec.nama for spec in absent}
        yield Temuan(code="tabel-tidak-ada", places=(Place(hasil.laporan.file),), data={"rincian": names})


@check
def check_notes(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the cells and captions in which an editor's note was left."""
    said = cells_that_say(hasil.laporan, "text")
    texts = {cell.text for cell in said if cell.numeral is None or cell.numeral.value is None}
    notes = {text: note for text in texts if (note := left_note(text))}
    for _, _, _, cell in cells(hasil.laporan) if notes else ():
        if cell.text in notes and (cell.numeral is None or cell.value is None):
            yield Temuan(
                code="catatan-tertinggal",
                places=(cell.place,),
                actual=cell.text,
                data={"kata": notes[cell.text]},
            )
    for table in hasil.laporan.tables:
        if note := left_note(table.caption):
            yield Temuan(
                code="catatan-tertinggal",
                places=(_header(hasil.laporan, table),),
                actual=table.caption,
                data={"kata": note},
            )
