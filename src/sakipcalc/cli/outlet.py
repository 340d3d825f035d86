"""Standard output that may go away under way: the work goes on, and what was not shown is told at the end."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer

__all__ = ["Outlet", "outlet"]


class Outlet(io.RawIOBase):
    """Takes what is written and hands it on while there is somebody to read it.

    Whoever reads (``head``, a pager) may leave, and a disk may be full. Neither is a reason to leave files
    unwritten that a command was asked for, or to change its status.

    Parameters
    ----------
    raw : io.RawIOBase
        Where it goes.

    Attributes
    ----------
    error : OSError, optional
        Why what followed was not handed on.
    """

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self.error: OSError | None = None

    def writable(self) -> bool:
        """Return that it takes bytes."""
        return True

    def isatty(self) -> bool:
        """Return whether it leads to a terminal."""
        return self._raw.isatty()

    def fileno(self) -> int:
        """Return the handle of where it leads."""
        return self._raw.fileno()

    def write(self, data: ReadableBuffer) -> int:
        """Hand bytes on, or let them go."""
        rest = memoryview(data).cast("B")
        size = len(rest)
        try:
            while rest and self.error is None:
                rest = rest[self._raw.write(rest) or 0 :]
        except OSError as error:
            self.error = error
        return size

    @property
    def full(self) -> OSError | None:
        """What has to be told: a reader who left wanted no more."""
        return None if isinstance(self.error, BrokenPipeError) else self.error


@contextmanager
def outlet() -> Iterator[Outlet | None]:
    """Let standard output be an outlet in UTF-8, whatever the console's code page is: JSON has no other.

    Where a program has none at all (``>&-``, ``pythonw``), what is shown goes nowhere.
    """
    _have_streams()
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8")
    before = sys.stdout
    buffer = getattr(before, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # Python may have been told not to buffer
    if not isinstance(before, io.TextIOWrapper) or not isinstance(raw, io.RawIOBase):
        yield None  # something else stands in for it, as in a notebook
        return
    before.flush()
    made = Outlet(raw)
    sys.stdout = io.TextIOWrapper(
        cast("BinaryIO", made),
        "utf-8",
        before.errors,
        line_buffering=before.line_buffering,
        write_through=before.write_through,
    )
    try:
        yield made
    finally:
        sys.stdout.flush()
        sys.stdout = before


def _have_streams() -> None:
    """Open what is closed of the three streams: the next file that is opened would take the place of one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                file = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115 -- stays open, as they do
                setattr(sys, name, file)
