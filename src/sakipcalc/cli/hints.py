"""Did-you-mean: the nearest verb, option or file, and names that lack quotation marks."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.core.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_being_edited", "nearest_file", "unquoted"]


#: So alike are a name and the one that may be meant.
_ALIKE = 0.6


def nearest_file(path: str) -> str:
    """Return the workbook in the folder of a path whose name is most like its own, or an empty text."""
    from sakipcalc.reading.kinds import ENDINGS

    folder = Path(path).parent
    try:
        names = {one.name for one in folder.iterdir() if one.suffix.lower() in ENDINGS and one.is_file()}
    except OSError:
        return ""
    stems = {Path(name).stem.lower(): name for name in sorted(names) if not name.startswith("~$")}
    stem = nearest(Path(path).stem, stems, _ALIKE)
    return str(folder / stems[stem]) if stem else ""


def unquoted(arguments: Sequence[str]) -> str:
    """Return the file that neighbouring arguments name together: a name with blanks, without quotes."""
    for first, last in combinations(range(len(arguments) + 1), 2):
        name = " ".join(arguments[first:last])
        if last - first > 1 and Path(name).is_file():
            return name
    return ""


def is_being_edited(path: str) -> bool:
    """Return whether Excel or LibreOffice has a workbook open, by the file that they lay beside it."""
    file = Path(path)
    marks = (f"~${file.name}", f"~${file.name[2:]}", f".~lock.{file.name}#")
    return any(file.with_name(mark).exists() for mark in marks)
