"""Titles and other texts of a workbook that name a year, and what the next year makes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.excel.edit.changes import Changes
from sakipcalc.excel.xml import unescape
from sakipcalc.rolling.rollreport import Change, Leftover
from sakipcalc.rolling.years import moved_text, names_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.excel import Package
    from sakipcalc.model import Laporan, Table
    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["moved_parts", "titles"]


#: Parts that hold such texts, and the elements that they stand in.
_TEXTS = (
    (re.compile(r"xl/worksheets/[^/]+\.xml"), r"(?:odd|even|first)(?:Header|Footer)"),
    (re.compile(r"xl/(?:drawings|charts)/[^/]+\.xml"), r"(?:a:)?t"),
    (re.compile(r"xl/comments[^/]*\.xml"), r"t"),
    (re.compile(r"docProps/core\.xml"), r"dc:(?:title|subject|description)|cp:keywords"),
)
#: What somebody wrote beside a cell is his own: it is listed and never changed.
_REMARKS = re.compile(r"xl/comments[^/]*\.xml")


def moved_parts(package: Package, year: int) -> tuple[bytes, tuple[Change, ...], tuple[Leftover, ...]]:
    """Return the package with the years in such texts moved, what changed, and what names the year still."""
    changes = Changes(package)
    moved: list[Change] = []
    left: list[Leftover] = []
    for name in package.archive.members:
        pattern = next((texts for parts, texts in _TEXTS if parts.fullmatch(name)), None)
        if pattern is None:
            continue
        text = package.text(name)
        splices = []
        for start, end in _contents(text, pattern):
            old = text[start:end]
            if not names_year(old, year):
                continue
            new = old if _REMARKS.fullmatch(name) else moved_text(old, year)
            if new == old:
                left.append(Leftover(place=Place(), part=name, text=unescape(old)))
                continue
            splices.append((start, end, new))
            moved.append(Change(place=Place(), part=name, old=unescape(old), new=unescape(new)))
        changes.splice(name, splices)
    return changes.to_bytes(), tuple(moved), tuple(left)


def _contents(text: str, element: str) -> Iterator[tuple[int, int]]:
    """Yield where the texts of some elements begin and end; only digits are ever changed in them."""
    for found in re.finditer(rf"<({element})(?:\s[^<>]*)?>([^<]*)</\1\s*>", text):
        yield found.span(2)


#: A line of a cover is not longer than this, and holds no figure but a year and the number of a table.
_LONGEST = 160
_FIGURES = re.compile(r"(?<![\d.])\d+(?:[.,]\d+)*(?![\d.])")
#: "Tabel 3.2": its digits are no year.
_TABLE_NUMBER = re.compile(r"(?:tabel|lampiran|formulir|bab)\s*\S*\d\S*", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
_NAMES_YEAR = re.compile(r"tahun\s*+(?:anggaran|laporan)?\s*+:?\s*+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Zone:
    """The position of a cell: the table whose header or body it is part of, if any."""

    table: Table | None = None
    header: bool = False


def titles(laporan: Laporan, grids: Sequence[Grid], year: int) -> Iterator[Change | Leftover]:
    """Yield every text outside the inputs that names the year, with its new wording or as a leftover."""
    for grid in grids:
        sheet = _Sheet.of(laporan, grid)
        for row in grid.rows:
            for cell in grid.lines[row]:
                if not cell.formula:
                    yield from _cell(sheet, cell, year)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with its tables, and the rows of all headers: a table may repeat its own on a new page."""

    file: str
    grid: Grid
    tables: tuple[Table, ...]
    headers: frozenset[int]

    @classmethod
    def of(cls, laporan: Laporan, grid: Grid) -> _Sheet:
        tables = (*laporan.tables, *laporan.forms)
        read = [one for one in laporan.readings if one.read_as and one.place.sheet == grid.sheet]
        rows = (
            range(one.place.coordinates[0], max(each.place.coordinates[0] for each in one.headings) + 1)
            for one in read
        )
        own = tuple(table for table in tables if table.sheet == grid.sheet)
        return cls(laporan.file, grid, own, frozenset(row for each in rows for row in each))

    def is_caption(self, text: str) -> bool:
        """Return whether a text is a line of the caption of a table."""
        return any(text in table.caption for table in self.tables)


def _cell(sheet: _Sheet, cell: GridCell, year: int) -> Iterator[Change | Leftover]:
    zone = _zone(cell, sheet)
    several = zone.table is not None and zone.table.spec.riwayat
    if not names_year(cell.text, year) and not (several and zone.header and _YEAR.search(cell.text)):
        return
    place = Place(sheet.file, sheet.grid.sheet, refs.cell_name(cell.row, cell.col))
    text = _moved(sheet, cell, zone, year)
    if text != cell.text:
        yield Change(place=place, old=cell.text, new=text)
    elif isinstance(cell.raw, str) and not _fixed(zone, cell):
        yield Leftover(place=place, text=cell.text)


def _zone(cell: GridCell, sheet: _Sheet) -> _Zone:
    for table in sheet.tables:
        columns = [column.col for column in table.columns]
        last = table.rows[-1].number if table.rows else table.body
        if min(columns) <= cell.col <= max(columns) and table.top <= cell.row <= last:
            return _Zone(table, cell.row < table.body or cell.row in sheet.headers)
    return _Zone()


def _fixed(zone: _Zone, cell: GridCell) -> bool:
    """Return whether a cell belongs to what holds for the whole Renstra."""
    if zone.table is None:
        return False
    stay = {column.col for column in zone.table.columns if column.spec.setahun is False}
    return zone.header and (zone.table.spec.tetap or cell.col in stay)


def _moved(sheet: _Sheet, cell: GridCell, zone: _Zone, year: int) -> str:
    """Return the text with its year moved, or as it is where the year is not surely that of the report."""
    if zone.table is not None:
        several = zone.table.spec.riwayat
        if not zone.header or _fixed(zone, cell):
            return cell.text
        return moved_text(cell.text, year, several=several)
    if isinstance(cell.raw, int | float):
        left = next((one for one in reversed(sheet.grid.lines[cell.row]) if one.col < cell.col), None)
        says = left is not None and _NAMES_YEAR.fullmatch(left.text)
        return str(year + 1) if says else cell.text
    surely = sheet.is_caption(cell.text) or _is_title(cell.text)
    return moved_text(cell.text, year) if surely else cell.text


def _is_title(text: str) -> bool:
    figures = _FIGURES.findall(_YEAR.sub("", _TABLE_NUMBER.sub("", text)))
    return len(text) <= _LONGEST and not figures
