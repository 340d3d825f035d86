"""Workbooks of Excel before 2007 (.xls), read by xlrd in a process of its own.

xlrd knows every dialect of the format, but a small hostile file can make it fill the
memory: one record of a hyperlink over the whole sheet is written out cell by cell, and
names that refer to each other twice double with each name. Where it runs, time and memory
have a limit, and whatever happens there is an error here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.errors import WorkbookError
from sakipcalc.ooxml import PackageError, Tally
from sakipcalc.places import Place
from sakipcalc.reading.kinds.answer import AnswerError, parse_answer
from sakipcalc.reading.kinds.sheet import Sheet, plain

if TYPE_CHECKING:
    from sakipcalc.ooxml import Limits
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.kinds.answer import Answer, SheetAnswer

__all__ = ["grids"]

#: Size of an .xls [bytes]; the largest sheets of the format stay far below.
FILE_BYTES = 48 * 2**20
#: How much time reading may take of a processor, where the system can limit it [s].
PROCESSOR_SECONDS = 40
#: Memory of the reading process [bytes], where the system can limit it.
MEMORY_BYTES = 1536 * 2**20
#: What every system can wait for [s].
_LONGEST_WAIT = 86_400
_READER = Path(__file__).with_name("xls_reader.py")


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
        raise PackageError("too-large", detail=f"{len(data)} bytes, allowed are {FILE_BYTES}")
    found, tally = _read_apart(data, file, limits.seconds), Tally(limits)
    if found.fault in {"encrypted", "too-large"}:
        raise PackageError(found.fault, detail=found.detail)
    if found.fault:
        raise _broken(file, found.detail)
    return tuple(_grid(sheet, tally) for sheet in found.sheets)


def _read_apart(data: bytes, file: str, seconds: float) -> Answer:
    """Run the reader on the content."""
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter on our own file
            [sys.executable, "-P", str(_READER), str(MEMORY_BYTES), str(PROCESSOR_SECONDS)],
            input=data,
            capture_output=True,
            timeout=min(seconds, _LONGEST_WAIT),
            check=True,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise _broken(file, f"more than {seconds} s") from error
    except subprocess.CalledProcessError as error:
        raise _broken(file, f"status {error.returncode}") from error
    except OSError as error:  # no interpreter can be started, as in a browser
        raise _broken(file, f"{sys.executable}: {error.strerror}") from error
    try:
        return parse_answer(done.stdout)
    except AnswerError as error:
        raise _broken(file, str(error)) from error


def _grid(found: SheetAnswer, tally: Tally) -> Grid:
    sheet = Sheet(found.name, tally, visible=found.visible)
    sheet.hidden_rows.update(found.hidden_rows)
    sheet.hidden_cols.update(found.hidden_cols)
    for row, col, raw, look, formula, error in found.cells:
        value = plain(raw) if isinstance(raw, float) else raw
        sheet.add(row, col, value, found.looks[look], formula=formula, error=error)
    for area in found.merges:
        sheet.merge(area)
    return sheet.grid()


def _broken(file: str, detail: str) -> WorkbookError:
    return WorkbookError("workbook-broken", place=Place(file), detail=detail)
