"""Spreadsheets of OpenDocument (.ods), as LibreOffice, WPS Office and Excel write them."""

from __future__ import annotations

import re
from bisect import bisect_left
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel import PackageError, Tally
from sakipcalc.excel.archive import Archive
from sakipcalc.excel.errors import located
from sakipcalc.excel.refs import LAST_COLUMN, LAST_ROW, Area
from sakipcalc.excel.sheet.values import serial_of_iso
from sakipcalc.reading.kinds.ods_formulas import excel_formula
from sakipcalc.reading.kinds.ods_styles import OdsStyles
from sakipcalc.reading.kinds.ods_xml import CALCEXT, OFFICE, ROW, TABLE, TEXT, repeats, walk
from sakipcalc.reading.kinds.sheet import CellLook, SheetBuilder, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from sakipcalc.excel import Limits
    from sakipcalc.reading.grid import Grid

__all__ = ["CONTENT", "MANIFEST", "grids"]

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
_STYLES = "styles.xml"
_CELL, _COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_TABLE, _COLUMN = f"{TABLE}table", f"{TABLE}table-column"
_STYLE_HOLDERS = frozenset({f"{OFFICE}automatic-styles", f"{OFFICE}styles"})
#: Empty cells of one style in a row, or rows of them, beyond which they are ground and no table.
_GROUND = 256
#: Spaces that one element may stand for.
_SPACES = 1024
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_HOURS_A_DAY, _MINUTES_A_DAY, _SECONDS_A_DAY = 24, 1440, 86_400


class _Value(NamedTuple):
    raw: str | float | bool | None
    error: bool = False


def grids(data: bytes, limits: Limits) -> tuple[Grid, ...]:
    """Return every table of an .ods as a grid.

    Raises
    ------
    PackageError
        ``encrypted``, ``missing-part``, ``bad-xml``, ``doctype``, ``too-large`` and others.
    """
    tally = Tally(limits)
    archive = Archive(data, tally)
    if CONTENT not in archive.members:
        raise PackageError("missing-part", part=CONTENT)
    if MANIFEST in archive.members and b"encryption-data" in archive.read(MANIFEST):
        raise PackageError("encrypted")
    styles = OdsStyles()
    if _STYLES in archive.members:
        for event, node, _ in walk(archive.read(_STYLES), _STYLES, _STYLE_HOLDERS, tally):
            if event == "end":
                styles.take(node)
    return tuple(sheet.grid() for sheet in _sheets(archive.read(CONTENT), styles, tally))


def _sheets(data: bytes, styles: OdsStyles, tally: Tally) -> Iterator[SheetBuilder]:
    table: _Table | None = None
    with located(CONTENT):
        for event, node, around in walk(data, CONTENT, _STYLE_HOLDERS | {_TABLE, _COLUMN, ROW}, tally):
            if node.tag == _TABLE and around and around[-1].tag == f"{OFFICE}spreadsheet":
                if event == "end" and table is not None:
                    yield table.sheet
                table = _Table(node, styles, tally) if event == "start" else None
            elif event == "end" and node.tag in _STYLE_HOLDERS:
                styles.take(node)
            elif event == "end" and table is not None and not any(outer.tag == _CELL for outer in around):
                table.take(node)


class _Table:
    """One table while its rows come in."""

    def __init__(self, node: Element, styles: OdsStyles, tally: Tally) -> None:
        self._styles = styles
        visible = not styles.is_hidden(node.get(f"{TABLE}style-name", ""))
        self.sheet = SheetBuilder(node.get(f"{TABLE}name", ""), tally, visible=visible)
        self._next = 1
        self._ends: list[int] = []  # last column of each group of columns
        self._column_styles: list[str] = []

    def take(self, node: Element) -> None:
        """Take a row or a group of columns."""
        if node.tag == ROW:
            self._row(node)
        elif node.tag == _COLUMN:
            self._column(node)

    def _column(self, node: Element) -> None:
        # Cells without a style of their own take that of their column.
        before = self._ends[-1] if self._ends else 0
        last = before + repeats(node, f"{TABLE}number-columns-repeated")
        if node.get(f"{TABLE}visibility", "visible") != "visible":
            self.sheet.hidden_cols.update(range(before + 1, min(last, LAST_COLUMN) + 1))
        self._ends.append(last)
        self._column_styles.append(node.get(f"{TABLE}default-cell-style-name", ""))

    def _row(self, node: Element) -> None:
        count = repeats(node, f"{TABLE}number-rows-repeated")
        first, self._next = self._next, self._next + count
        cells = list(self._cells(node, ground=count > _GROUND))
        if node.get(f"{TABLE}visibility", "visible") != "visible":
            self.sheet.hidden_rows.update(range(first, min(first + count, LAST_ROW + 1)))
        self.sheet.expect(count * len(cells))
        for row in range(first, first + count) if cells else ():
            for col, value, look, formula in cells:
                self.sheet.add(row, col, value.raw, look, formula=formula, error=value.error)
        for area in _merges(node, first):
            self.sheet.merge(area)

    def _cells(self, row: Element, *, ground: bool) -> Iterator[tuple[int, _Value, CellLook, str]]:
        """Yield column, value, look and formula of what a row holds."""
        default = row.get(f"{TABLE}default-cell-style-name", "")
        for col, count, node in _placed(row):
            value = _value(node)
            written = node.get(f"{TABLE}formula")
            formula = excel_formula(written) if written else ""
            style = node.get(f"{TABLE}style-name", default)
            if value.raw is None and not formula and (ground or count > _GROUND or not style):
                continue
            for at in range(col, col + count):
                look = self._styles.look(style or self._column_style(at))
                if node.get(f"{OFFICE}value-type") == "percentage" and "%" not in look.format:
                    look = look._replace(format="0%")
                yield at, value, look, formula

    def _column_style(self, col: int) -> str:
        group = bisect_left(self._ends, col)
        return self._column_styles[group] if group < len(self._ends) else ""


def _placed(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Yield first column and number of repetitions of each cell of a row that nothing covers."""
    col = 1
    for node in row:
        if node.tag in {_CELL, _COVERED}:
            count = repeats(node, f"{TABLE}number-columns-repeated")
            if node.tag == _CELL:
                yield col, max(1, min(count, LAST_COLUMN + 1 - col)), node
            col += count


def _merges(row: Element, first: int) -> Iterator[Area]:
    for col, _, node in _placed(row):
        down = repeats(node, f"{TABLE}number-rows-spanned")
        right = repeats(node, f"{TABLE}number-columns-spanned")
        if down > 1 or right > 1:
            yield Area(first, col, first + down - 1, col + right - 1)


def _value(node: Element) -> _Value:
    kind = node.get(f"{OFFICE}value-type")
    if node.get(f"{CALCEXT}value-type") == "error":
        return _Value(_text(node), error=True)
    if kind in {"float", "percentage", "currency"}:
        return _Value(_number(node.get(f"{OFFICE}value", "")))
    if kind == "boolean":
        return _Value(node.get(f"{OFFICE}boolean-value") == "true")
    if kind == "date":
        return _Value(_date(node.get(f"{OFFICE}date-value", "")))
    if kind == "time":
        return _Value(_duration(node.get(f"{OFFICE}time-value", "")))
    text = _text(node) or node.get(f"{OFFICE}string-value", "")
    return _Value(text if text or kind == "string" else None)


def _number(written: str) -> str | float:
    """Return a number; one that no spreadsheet shows stays the text that it is."""
    try:
        number = float(written)
    except ValueError:
        return written
    return plain(number) if isfinite(number) else written


def _date(written: str) -> str | float:
    try:
        return plain(serial_of_iso(written, date1904=False))
    except (ValueError, OverflowError):
        return written


def _duration(written: str) -> str | float:
    """Return a time as the part of a day that it is."""
    found = _DURATION.fullmatch(written)
    if found is None:
        return written
    days, hours, minutes = (int(part or 0) for part in found.group(2, 3, 4))
    seconds = float((found[5] or "0").replace(",", "."))
    total = days + hours / _HOURS_A_DAY + minutes / _MINUTES_A_DAY + seconds / _SECONDS_A_DAY
    return plain(-total if found[1] else total)


def _text(node: Element) -> str:
    """Return the paragraphs of a cell; those of a comment or drawing in it are not its own."""
    return "\n".join("".join(_pieces(paragraph)) for paragraph in node.iterfind(f"{TEXT}p"))


def _pieces(node: Element) -> Iterable[str]:
    yield node.text or ""
    for child in node:
        name = child.tag.removeprefix(TEXT)
        if name == "s":
            yield " " * min(repeats(child, f"{TEXT}c"), _SPACES)
        elif name in {"tab", "line-break"}:
            yield "\t" if name == "tab" else "\n"
        elif child.tag.startswith(TEXT) and name not in {"note", "ruby-text"}:
            yield from _pieces(child)
        yield child.tail or ""
