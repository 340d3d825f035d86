"""Limits on the size of a package, beyond which it is refused."""

from __future__ import annotations

import errno
import math
import os
import stat
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from sakipcalc.base import allowance
from sakipcalc.excel.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["LARGEST_MERGE", "Limits", "Tally", "open_file", "read_whole"]

#: So much of a file is read at a time [bytes].
_PIECE = 2**20
#: Cells that one merged area counts for at most; a larger one is layout, and nobody goes through its cells.
LARGEST_MERGE = 20_000
#: Whoever opens a pipe without this waits until somebody writes to it.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what is read; whoever trusts the source may widen them.

    Parameters
    ----------
    file_bytes : int
        Size of the file [bytes].
    members : int
        Number of members of the archive.
    part_bytes : int
        Unpacked size of one member that is read [bytes].
    total_bytes : int
        Declared unpacked size of all members together, pictures too [bytes].
    read_bytes : int
        Unpacked size of all members that are read, together [bytes].
    ratio : int
        Unpacked over packed size of one member, looked at above `ratio_from` bytes.
    ratio_from : int
        Members that unpack to less than this are small whatever their ratio [bytes].
    nodes : int
        XML elements of all parts, cells not counted.
    cells : int
        Cells that hold something, and the rows of these, of all sheets.
    rows : int
        Rows of all sheets in which a cell holds something.
    empty : int
        Cells and rows of all sheets that hold no more than a format or a height.
    strings : int
        Shared strings.
    characters : int
        Characters of texts and formulas of all cells, a shared one counted at each cell.
    merged : int
        Cells that merged areas cover, on all sheets; an area counts as 20,000 at most.
    seconds : float
        Time from the opening on [s] for all the work of a verb: reading, computing, auditing, filling,
        reporting; for an .xls also the time that the process has which reads it. What must end at an
        instant needs a process of its own.
    steps : int
        Passes of loops of all that work, whatever they are about, which no machine does faster or slower.

    Examples
    --------
    >>> Limits(cells=100).cells
    100
    """

    file_bytes: int = 128 * 2**20
    members: int = 10_000
    part_bytes: int = 128 * 2**20
    total_bytes: int = 1024 * 2**20
    read_bytes: int = 256 * 2**20
    ratio: int = 250
    ratio_from: int = 16 * 2**20
    nodes: int = 1_000_000
    cells: int = 1_000_000
    rows: int = 400_000
    empty: int = 2_000_000
    strings: int = 1_000_000
    characters: int = 64 * 2**20
    merged: int = 1_000_000
    seconds: float = allowance.SECONDS
    steps: int = allowance.STEPS

    def check(self, limit: str, found: float, *, part: str = "", code: str = "too-large") -> None:
        """Raise `PackageError` when `found` passes the limit of that name."""
        allowed: float = getattr(self, limit)
        if found > allowed:
            raise PackageError(
                code,
                part=part,
                detail=f"{limit} is {found}, allowed are {allowed}",
                values={"limit": limit, "allowed": allowed, "found": found},
            )


def open_file(path: Path) -> BinaryIO:
    """Open a regular file for reading; nothing else is ever opened, for it may block or never end.

    Raises
    ------
    PackageError
        ``not-a-file`` for a folder, a pipe, a device or a socket, also behind a link.
    OSError
        When it cannot be opened.
    """
    try:
        kind = path.stat().st_mode
    except ValueError as error:  # a zero in a name
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    if not stat.S_ISREG(kind):
        raise PackageError("not-a-file")
    handle = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(handle).st_mode):  # it was put there meanwhile
        os.close(handle)
        raise PackageError("not-a-file")
    return os.fdopen(handle, "rb")


def read_whole(file: Any, limits: Limits) -> bytes:
    """Return the content of an open file from its beginning.

    Raises
    ------
    PackageError
        ``too-large`` when that passes `Limits.file_bytes`; little more is then in memory.
    TypeError
        When it is no file, or one that is opened for text.
    """
    if not hasattr(file, "read"):
        message = f"a workbook is a path, bytes or a binary file, not {type(file).__name__}"
        raise TypeError(message)
    if getattr(file, "seekable", bool)():
        file.seek(0)  # wherever who wrote it has left it
    taken = bytearray()
    while True:
        piece = file.read(_PIECE)  # one without a buffer may give less
        if not isinstance(piece, bytes | bytearray):
            message = "a workbook is read from a file that is opened for bytes"
            raise TypeError(message)
        if not piece:
            return bytes(taken)
        taken += piece
        limits.check("file_bytes", len(taken))


class Tally:
    """The use that one workbook has made of its limits, all its parts together.

    It counts for whoever has the workbook alone: a package is not for two threads at a time.

    Parameters
    ----------
    limits : Limits
        What it may take.

    Examples
    --------
    >>> tally = Tally(Limits(cells=10))
    >>> tally.add("cells", 6, part="a")
    >>> tally.add("cells", 6, part="b")
    Traceback (most recent call last):
    sakipcalc.excel.errors.PackageError: the file passes a limit on size (b): cells is 12, allowed are 10
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._taken: Counter[str] = Counter()
        self._elements: Counter[str] = Counter()
        self._began = allowance.now()

    def restart_clock(self) -> None:
        """Let the time count from now: the workbook is worked on anew, its parts stay counted."""
        self._began = allowance.now()

    def add(self, limit: str, found: int, *, part: str = "") -> None:
        """Count what has been found, or raise `PackageError` when it is too much."""
        self.check(limit, found, part=part)
        self._taken[limit] += found

    def check(self, limit: str, found: int, *, part: str = "") -> None:
        """Raise `PackageError` when so many more, or the time that has gone by, would be too much."""
        self.limits.check(limit, self._taken[limit] + found, part=part)
        allowance.look()
        gone = allowance.now() - self._began
        if gone > self.limits.seconds:
            self.limits.check("seconds", math.ceil(gone * 10) / 10, part=part)

    def counter(self, part: str) -> Callable[[int], None]:
        """Return a counter of the elements of a part, told their number so far.

        A part that is parsed again has the same elements; they count once.
        """

        def count(found: int) -> None:
            more = max(0, found - self._elements[part])
            self.add("nodes", more, part=part)
            self._elements[part] += more

        return count
