"""Captions, headings, covers: texts outside the bodies of the tables, moved by one year or listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.ooxml import refs
from sakipcalc.places import Place
from sakipcalc.rolling.report import Perubahan, Sisa
from sakipcalc.rolling.years import moved_text, names_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.model import Laporan, Tabel
    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["titles"]

#: A line of a cover is not longer than this, and holds no figure but a year and the number of a table.
_LONGEST = 160
_FIGURES = re.compile(r"(?<![\d.])\d+(?:[.,]\d+)*(?![\d.])")
_TABLE_NUMBER = re.compile(r"(?:tabel|lampiran|formulir|bab)\s*\S*\d\S*", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
_NAMES_YEAR = re.compile(r"tahun\s*(?:anggaran|laporan)?\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Zone:
    """Where a cell stands: the table whose header or body it is part of, if any."""

    table: Tabel | None = None
    header: bool = False


def titles(laporan: Laporan, grids: Sequence[Grid], year: int) -> Iterator[Perubahan | Sisa]:
    """Yield every text outside the inputs that names the year: what becomes of it, or that it stays."""
    for grid in grids:
        sheet = _Sheet.of(laporan, grid)
        for row in grid.rows:
            for cell in grid.row(row):
                if not cell.formula:
                    yield from _cell(sheet, cell, year)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with its tables, and the rows of all headers: a table may repeat its own on a new page."""

    file: str
    grid: Grid
    tables: tuple[Tabel, ...]
    headers: frozenset[int]

    @classmethod
    def of(cls, laporan: Laporan, grid: Grid) -> _Sheet:
        tables = (*laporan.daftar_tabel, *laporan.formulir)
        read = [one for one in laporan.bacaan if one.dipakai and one.tempat.sheet == grid.sheet]
        rows = (
            range(one.tempat.koordinat[0], max(each.tempat.koordinat[0] for each in one.judul) + 1)
            for one in read
        )
        own = tuple(table for table in tables if table.sheet == grid.sheet)
        return cls(laporan.berkas, grid, own, frozenset(row for each in rows for row in each))

    def is_caption(self, text: str) -> bool:
        """Return whether a text is a line of the caption of a table."""
        return any(text in table.judul for table in self.tables)


def _cell(sheet: _Sheet, cell: GridCell, year: int) -> Iterator[Perubahan | Sisa]:
    zone = _zone(cell, sheet)
    several = zone.table is not None and zone.table.spec.riwayat
    if not names_year(cell.text, year) and not (several and zone.header and _YEAR.search(cell.text)):
        return
    place = Place(sheet.file, sheet.grid.sheet, refs.cell_name(cell.row, cell.col))
    text = _moved(sheet, cell, zone, year)
    if text != cell.text:
        yield Perubahan(tempat=place, lama=cell.text, baru=text)
    elif isinstance(cell.raw, str) and not _fixed(zone, cell):
        yield Sisa(tempat=place, teks=cell.text)


def _zone(cell: GridCell, sheet: _Sheet) -> _Zone:
    for table in sheet.tables:
        columns = [column.lajur for column in table.kolom]
        last = table.baris[-1].nomor if table.baris else table.badan
        if min(columns) <= cell.col <= max(columns) and table.kepala <= cell.row <= last:
            return _Zone(table, cell.row < table.badan or cell.row in sheet.headers)
    return _Zone()


def _fixed(zone: _Zone, cell: GridCell) -> bool:
    """Return whether a cell belongs to what holds for the whole Renstra."""
    if zone.table is None:
        return False
    stay = {column.lajur for column in zone.table.kolom if column.spec.setahun is False}
    return zone.header and (zone.table.spec.tetap or cell.col in stay)


def _moved(sheet: _Sheet, cell: GridCell, zone: _Zone, year: int) -> str:
    """Return the text with its year moved, or as it is where the year is not surely that of the report."""
    if zone.table is not None:
        several = zone.table.spec.riwayat
        if not zone.header or _fixed(zone, cell):
            return cell.text
        return moved_text(cell.text, year, several=several)
    if isinstance(cell.raw, int | float):
        left = next((one for one in reversed(sheet.grid.row(cell.row)) if one.col < cell.col), None)
        says = left is not None and _NAMES_YEAR.fullmatch(left.text)
        return str(year + 1) if says else cell.text
    surely = sheet.is_caption(cell.text) or _is_title(cell.text)
    return moved_text(cell.text, year) if surely else cell.text


def _is_title(text: str) -> bool:
    figures = _FIGURES.findall(_YEAR.sub("", _TABLE_NUMBER.sub("", text)))
    return len(text) <= _LONGEST and not figures
