"""The floor (c): what no program that fills a workbook without loss can do without.

Each part is done by the fastest there is: the values of every sheet are read by calamine (Rust), every sheet
is inflated, those that filling changes are deflated again, and the copy is on the disk. Nothing is
understood, computed, checked or written.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["floor"]

#: The sheets that filling changes, by their parts.
_PARTS = frozenset(f"xl/worksheets/sheet{number}.xml" for number in (5, 15, 16, 17, 18, 20, 21, 22, 24))


def floor(source: Path, target: Path) -> int:
    """Read, inflate, deflate and copy; return how many sheets were read."""
    book = CalamineWorkbook.from_path(source)
    values = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    with ZipFile(source) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                content = archive.read(name)
                if name in _PARTS:
                    zlib.compress(content, 6)
    with target.open("wb") as copy:
        copy.write(source.read_bytes())
        copy.flush()
        os.fsync(copy.fileno())
    return len(values)
