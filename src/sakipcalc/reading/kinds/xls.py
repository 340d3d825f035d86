"""Workbooks of Excel before 2007 (.xls), read in a process of its own.

xlrd knows every dialect of the format, but a small hostile file can make it fill the
memory: one record of a hyperlink over the whole sheet is written out cell by cell, and
names that refer to each other twice double with each name. Where it runs, time and memory
have a limit, and whatever happens there is an error here. What it refuses may still be read
by python-calamine, which knows of values and merged areas alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.excel import PackageError, Tally
from sakipcalc.reading.kinds.answer import AnswerError, parse_answer
from sakipcalc.reading.kinds.apart import Script, broken
from sakipcalc.reading.kinds.sheet import SheetBuilder, plain

if TYPE_CHECKING:
    from sakipcalc.excel import Limits
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.kinds.answer import Answer, SheetAnswer

__all__ = ["grid_of", "grids"]

#: Size of an .xls [bytes]; the largest sheets of the format stay far below.
FILE_BYTES = 48 * 2**20
SCRIPT = Script(Path(__file__).with_name("xls_reader.py"))
#: The reader that tells values only, as the script calls it.
_VALUES_ONLY = "calamine"


def grids(data: bytes, file: str, limits: Limits) -> tuple[Grid, ...]:
    """Return every worksheet of an .xls as a grid.

    Parameters
    ----------
    data : bytes
        Content of the workbook.
    file : str
        Its name, for errors.
    limits : Limits
        How much it may hold, and how long reading may take.

    Raises
    ------
    PackageError
        ``encrypted`` or ``too-large``.
    WorkbookError
        ``workbook-broken`` when it cannot be read.
    """
    if len(data) > FILE_BYTES:
        values = {"limit": "file_bytes", "allowed": FILE_BYTES, "found": len(data)}
        raise PackageError("too-large", detail=f"{len(data)} bytes, allowed are {FILE_BYTES}", values=values)
    found, tally = _answer(data, file, limits.seconds), Tally(limits)
    if found.fault in {"encrypted", "too-large"}:
        raise PackageError(found.fault, detail=found.detail)
    if found.fault:
        raise broken(file, "not-as-xls", found.detail)
    values_only = found.reader == _VALUES_ONLY
    return tuple(grid_of(sheet, tally, values_only=values_only) for sheet in found.sheets)


def _answer(data: bytes, file: str, seconds: float) -> Answer:
    _, answer = SCRIPT.run(data, file, seconds)
    try:
        return parse_answer(answer)
    except AnswerError as error:
        raise broken(file, "not-as-xls", str(error)) from error


def grid_of(found: SheetAnswer, tally: Tally, *, values_only: bool) -> Grid:
    """Return a sheet of an answer as a grid.

    Raises
    ------
    PackageError
        ``too-large``, or ``bad-reference`` for a cell outside a sheet.
    """
    sheet = SheetBuilder(found.name, tally, visible=found.visible, values_only=values_only)
    sheet.hidden_rows.update(found.hidden_rows)
    sheet.hidden_cols.update(found.hidden_cols)
    for row, col, raw, look, formula, error in found.cells:
        value = plain(raw) if isinstance(raw, float) else raw
        sheet.add(row, col, value, found.looks[look], formula=formula, error=error)
    for area in found.merges:
        sheet.merge(area)
    return sheet.grid()
