"""What a workbook is called: its path as it was given, its name as text, and as a link from a folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import BinaryIO

from sakipcalc.messages import encodable

__all__ = ["Output", "Source", "address_from", "name_of", "path_of"]

#: A workbook: its path, its content, or an open binary file.
Source = str | os.PathLike[str] | bytes | BinaryIO
#: Where a workbook goes: a path, or a binary file that is open for writing.
Output = str | os.PathLike[str] | BinaryIO
#: A byte of the name of a file that is no UTF-8, as Python keeps it.
_BYTE = re.compile("[\udc80-\udcff]")


def path_of(workbook: Source | Output) -> str:
    """Return the path of a workbook as it was given, empty for bytes and for files that have none."""
    named = workbook if isinstance(workbook, str | os.PathLike) else getattr(workbook, "name", "")
    return os.fspath(named) if isinstance(named, str | os.PathLike) else ""


def name_of(workbook: Source | Output) -> str:
    """Return the name of a workbook without its folder, as text; empty where it has none."""
    return encodable(Path(path_of(workbook)).name)


def address_from(workbook: str | os.PathLike[str], folder: str | os.PathLike[str]) -> str:
    r"""Return a workbook as a link from a folder names it; empty where there is none, as between two drives.

    Examples
    --------
    >>> address_from("masuk/100%.xlsx", "hasil"), address_from("", "hasil")
    ('../masuk/100%25.xlsx', '')
    >>> address_from(b"Kinerja\xe9.xlsx".decode(errors="surrogateescape"), "")
    'Kinerja%E9.xlsx'
    """
    try:
        relative = os.path.relpath(workbook, folder or ".")  # refuses an empty name, and another drive
    except ValueError:
        return ""
    escaped = Path(relative).as_posix().replace("%", "%25").replace("#", "%23")
    return encodable(_BYTE.sub(lambda byte: f"%{ord(byte[0]) & 0xFF:02X}", escaped))
