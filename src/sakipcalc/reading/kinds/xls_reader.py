"""The process in which an .xls is read: content on standard input, sheets as JSON on standard output.

Run as a file and not as a part of the package, so that nothing but xlrd is loaded, and python-calamine
where xlrd refuses the content; it ends with status 0 whatever the content is, unless the memory or the time
runs out.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import struct
import sys
from math import isfinite
from typing import TYPE_CHECKING, Any, TextIO

import xlrd
from xlrd import formula as formulas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    #: Row, column, value, number of the look, formula, whether it is an error.
    _Cell = tuple[int, int, object, int, str, bool]

__all__ = ["read"]

#: Cells of all sheets, and characters of their texts, that are handed on.
CELLS = 1_000_000
CHARACTERS = 64 * 2**20
#: Excel 2003 writes at most 1,800 bytes; a longer one is not worth its time.
_FORMULA_BYTES = 4096
_FORMULAS = (0x0006, 0x0206, 0x0406)
#: Records of a formula that several cells share: its kind, and where its size stands.
_SHARED = {0x0221: (formulas.FMLA_TYPE_ARRAY, 12), 0x04BC: (formulas.FMLA_TYPE_SHARED, 8)}
_BEGIN, _END = 0x0809, 0x000A
_POINTER, _POINTER_BYTES = b"\x01", 5
_BIFF5 = 50
_SOLID = 1
#: Weight from which a font is bold.
_BOLD = 600
_UNREADABLE_FORMULA = "?"
#: Looks of values alone, and of dates among them; day 0 of Excel.
_VALUE_LOOKS = (("General", "", 0, False), ("dd/mm/yyyy", "", 0, False))
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- Excel knows no zones
#: Text stays; xlrd tells 2 as 2.0, one cell of another sheet as an area, and a later function as a call.
_CELL = r"(\$?[A-Z]{1,3}\$?\d+)"
_CALL = r'CALL_ADDIN\("?([\w.]+)"?,?'
_TIDY = re.compile(rf"""("(?:[^"]|"")*")|(?<![\w.])(\d+)\.0(?![\d.])|{_CELL}:{_CELL}|{_CALL}""")


class TooMuchError(Exception):
    """The workbook holds more than is handed on."""


def read(data: bytes, log: TextIO) -> dict[str, Any]:
    """Return the sheets of an .xls, or the fault that keeps it from being read.

    Parameters
    ----------
    data : bytes
        Content of the workbook.
    log : text file
        Takes what xlrd has to say.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=log, formatting_info=True, on_demand=True, ragged_rows=True
        )
        return {"reader": "xlrd", "sheets": list(_sheets(book))}
    except TooMuchError as error:
        return {"fault": "too-large", "detail": str(error)}
    except MemoryError:  # no honest file needs so much
        return {"fault": "broken", "detail": "MemoryError"}
    except Exception as error:  # noqa: BLE001 -- on broken content xlrd raises whatever its code runs into
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error).lower():
            return {"fault": "encrypted", "detail": str(error)}
        return _read_values(data) or {"fault": "broken", "detail": f"{type(error).__name__}: {error}"[:200]}


def _read_values(data: bytes) -> dict[str, Any] | None:
    """Return the values alone, as python-calamine reads them; None where it cannot either."""
    try:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum

        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets, left = [], _Left()
        for index, about in enumerate(book.sheets_metadata):
            sheet = book.get_sheet_by_index(index)
            merges = [
                (r0 + 1, c0 + 1, r1 + 1, c1 + 1) for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ()
            ]
            visible = about.visible == SheetVisibleEnum.Visible
            cells = [left.take(cell) for cell in _values(sheet.to_python(skip_empty_area=False))]
            sheets.append(_sheet(about.name, cells, _VALUE_LOOKS, merges=merges, visible=visible))
    except TooMuchError as error:
        return {"fault": "too-large", "detail": str(error)}
    except BaseException:  # noqa: BLE001 -- it is not installed, or panics, which is no Exception
        return None
    return {"reader": "calamine", "sheets": sheets} if any(sheet["cells"] for sheet in sheets) else None


def _values(rows: list[list[Any]]) -> Iterator[_Cell]:
    for row, values in enumerate(rows, 1):
        for col, value in enumerate(values, 1):
            if isinstance(value, dt.date | dt.time | dt.timedelta):
                yield row, col, _serial(value), 1, "", False
            elif isinstance(value, float) and not isfinite(value):
                yield row, col, str(value), 0, "", False
            elif value not in ("", None):
                yield row, col, value, 0, "", False


def _serial(when: dt.date | dt.time | dt.timedelta) -> float:
    """Return a date or a time as Excel counts it, in days."""
    if isinstance(when, dt.time):
        when = dt.timedelta(hours=when.hour, minutes=when.minute, seconds=when.second)
    elif not isinstance(when, dt.timedelta):
        midnight = dt.datetime(when.year, when.month, when.day)  # noqa: DTZ001 -- Excel knows no zones
        when = (when if isinstance(when, dt.datetime) else midnight) - _EPOCH
    return when / dt.timedelta(days=1)


class _Left:
    """The rest of an allowance of cells and characters."""

    def __init__(self) -> None:
        self._cells, self._characters = CELLS, CHARACTERS

    def take(self, cell: _Cell) -> _Cell:
        """Count a cell."""
        self._cells -= 1
        self._characters -= sum(len(part) for part in cell if isinstance(part, str))
        if min(self._cells, self._characters) < 0:
            raise TooMuchError(f"more than {CELLS} cells or {CHARACTERS} characters")  # noqa: EM102
        return cell


def _sheet(name: str, cells: list[_Cell], looks: Sequence[object], **known: object) -> dict[str, Any]:
    return {"name": name, "looks": looks, "cells": cells, "hidden_rows": [], "hidden_cols": [], **known}


def _sheets(book: Any) -> Iterator[dict[str, Any]]:
    looks = [_look(book, xf) for xf in book.xf_list]
    left = _Left()
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        found = _formulas(book, index)
        yield _sheet(
            sheet.name,
            [left.take(cell) for cell in _cells(sheet, found, len(looks))],
            looks,
            visible=sheet.visibility == 0,
            hidden_rows=[row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden],
            hidden_cols=[col + 1 for col, info in sheet.colinfo_map.items() if info.hidden],
            merges=[(r0 + 1, c0 + 1, r1, c1) for r0, r1, c0, c1 in sheet.merged_cells],
        )
        book.unload_sheet(index)


def _cells(sheet: Any, found: dict[tuple[int, int], str], styles: int) -> Iterator[_Cell]:
    """Yield row, column, value, style, formula and whether it is an error, of each cell that is there."""
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for col, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if kind == xlrd.XL_CELL_EMPTY:
                continue
            raw: object = value
            if kind == xlrd.XL_CELL_BLANK:
                raw = None
            elif kind == xlrd.XL_CELL_BOOLEAN:
                raw = bool(value)
            elif kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE} and not isfinite(value):
                raw = str(value)  # no spreadsheet shows one; JSON has none
            elif kind == xlrd.XL_CELL_ERROR:
                raw = xlrd.error_text_from_code.get(value, "#N/A")
            style = sheet.cell_xf_index(row, col)
            style = style if 0 <= style < styles else 0
            yield row + 1, col + 1, raw, style, found.get((row, col), ""), kind == xlrd.XL_CELL_ERROR


def _look(book: Any, xf: Any) -> tuple[str | int, str, int, bool]:
    """Return number format, colour of a solid fill, steps of indentation, and whether the text is bold.

    Of formats that East Asian and Thai editions of Excel have built in xlrd knows no more than the number.
    """
    known = book.format_map.get(xf.format_key)
    fill = xf.background
    rgb = book.colour_map.get(fill.pattern_colour_index) if fill.fill_pattern == _SOLID else None
    color = "{:02X}{:02X}{:02X}".format(*rgb) if rgb else ""
    code = known.format_str if known else "General"
    fonts = book.font_list
    bold = xf.font_index in range(len(fonts)) and (fonts[xf.font_index].weight or 0) >= _BOLD
    return xf.format_key if code is None else code, color, xf.alignment.indent_level, bold


def _formulas(book: Any, index: int) -> dict[tuple[int, int], str]:
    """Return the formula of each cell that has one, from the records of the sheet: xlrd keeps only values."""
    if book.biff_version < _BIFF5:
        return {}
    own: dict[tuple[int, int], bytes] = {}
    shared: dict[tuple[int, int], tuple[int, bytes]] = {}
    last = (0, 0)
    for code, body in _records(book.mem, book._sh_abs_posn[index]):  # noqa: SLF001 -- told nowhere else
        if code in _FORMULAS:
            last = struct.unpack_from("<HH", body)
            own[last] = _sized(body, 20)
        elif code in _SHARED and last in own:
            kind, at = _SHARED[code]
            shared[_elsewhere(own[last]) or last] = kind, _sized(body, at)
    return {at: _told(book, tokens, shared, at) for at, tokens in own.items()}


def _sized(body: bytes, at: int) -> bytes:
    """Return the tokens of a formula, whose number of bytes stands before them."""
    size = struct.unpack_from("<H", body, at)[0]
    return body[at + 2 : at + 2 + size]


def _elsewhere(tokens: bytes) -> tuple[int, int] | None:
    """Return the cell with which a formula is kept that several cells share, if it is one of these."""
    if tokens[:1] == _POINTER and len(tokens) >= _POINTER_BYTES:
        return struct.unpack_from("<HH", tokens, 1)
    return None


def _told(
    book: Any, tokens: bytes, shared: dict[tuple[int, int], tuple[int, bytes]], at: tuple[int, int]
) -> str:
    kind = formulas.FMLA_TYPE_CELL
    if there := _elsewhere(tokens):
        kind, tokens = shared.get(there, (kind, b""))
    if not 0 < len(tokens) <= _FORMULA_BYTES:
        return _UNREADABLE_FORMULA
    try:
        told = formulas.decompile_formula(book, tokens, len(tokens), kind, *at)
    except Exception:  # noqa: BLE001 -- what xlrd cannot tell, it meets with any error
        return _UNREADABLE_FORMULA
    return _TIDY.sub(_tidied, told) if told else _UNREADABLE_FORMULA


def _tidied(found: re.Match[str]) -> str:
    """Write a piece of a formula as Excel does."""
    text, number, first, last, function = found.groups()
    if function:
        return f"{function}("
    return text or number or (first if first == last else found[0])


def _records(memory: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Yield code and body of the records of a sheet, up to its end."""
    depth = 0
    while position + 4 <= len(memory):
        code, size = struct.unpack_from("<HH", memory, position)
        depth += (code == _BEGIN) - (code == _END)  # a chart has a beginning and an end of its own
        if depth <= 0:
            return
        if depth == 1:
            yield code, memory[position + 4 : position + 4 + size]
        position += 4 + size


def main() -> None:
    """Read the content on standard input within the memory [bytes] and time [s] that the arguments allow."""
    memory, seconds = map(int, sys.argv[1:])
    _limit(memory, seconds)
    with open(os.devnull, "w", encoding="utf-8") as log:  # noqa: PTH123 -- a device, not a path
        found = read(sys.stdin.buffer.read(), log)
    sys.stdout.write(json.dumps(found))


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; whoever waits for this process has one
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    main()
