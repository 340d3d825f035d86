"""Whether the peer's results are the library's: only the same work is compared."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import openpyxl

import sakipcalc
from benchmarks import script

__all__ = ["same_cells"]


def same_cells(source: Path, kind: str) -> int:
    """Fill a workbook both ways and return how many cells the library wrote.

    Parameters
    ----------
    source : Path
        The workbook.
    kind : {"fill", "fill_long"}
        Which function of the script does it.

    Raises
    ------
    ValueError
        Where a cell differs by more than 1e-9 of it.
    """
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = (Path(folder, name) for name in ("ours.xlsx", "theirs.xlsx"))
        report = sakipcalc.fill(source, ours)
        getattr(script, kind)(source, theirs)
        books = [openpyxl.load_workbook(path, data_only=True) for path in (ours, theirs)]
        for cell in report.written:
            place = cell.cell.place
            values = [book[place.sheet][place.cell].value for book in books]
            if not _same(*values):
                raise ValueError(place, values)
        return len(report.written)


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9)
    return one == other
