"""Inputs and outputs that the arguments name."""

from __future__ import annotations

import getpass
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sakipcalc import messages
from sakipcalc.base.places import Place
from sakipcalc.core.errors import OutputError
from sakipcalc.excel import Limits
from sakipcalc.rulebook.methods import Metode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from typing import BinaryIO

    from _typeshed import ReadableBuffer

__all__ = ["metode_of", "output_of", "password_of", "refuse_existing", "source_of", "workbooks"]


def metode_of(options: argparse.Namespace) -> Metode | None:
    """Return the Metode of the file that was named; without one the workbook's own choices hold."""
    return Metode.from_toml(options.metode) if options.metode else None


def answers_of(options: argparse.Namespace) -> dict[str, object]:
    """Return the answers to what the reader asks: of the Metode, and of the command, which come first."""
    metode = metode_of(options)
    return {**(metode.jawab if metode else {}), **dict(options.jawab)}


def workbooks(names: Iterable[str]) -> list[str]:
    """Return the workbooks that are named, and those below a folder that is named."""
    from sakipcalc.batch.inputs import gather  # what one workbook does not need

    found, _ = gather(names)
    return [one.path for one in found]


def source_of(name: str) -> str | bytes:
    """Return the workbook that is named, or the content of standard input where ``-`` stands for it."""
    # One byte more than a workbook may have: what is larger is refused by its size.
    return sys.stdin.buffer.read(Limits().file_bytes + 1) if name == "-" else name


def output_of(name: str) -> str | BinaryIO:
    """Return the file that is named, or standard output where ``-`` stands for it."""
    return cast("BinaryIO", _Standard()) if name == "-" else name


class _Standard(io.RawIOBase):
    """Standard output for the bytes of a workbook."""

    def writable(self) -> bool:
        """Return that it takes bytes."""
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Hand bytes on."""
        return sys.stdout.buffer.write(data)


def password_of(options: argparse.Namespace) -> str | None:
    """Return the password that was named; for ``-`` what is typed unseen, or a line of what is piped in."""
    given: str | None = options.sandi
    if given != "-":
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass(messages.text("cli.sandi-asked", options.lang))


def refuse_existing(output: str, *, overwrite: bool) -> None:
    """Say before the long work that a recap is there already.

    Raises
    ------
    OutputError
        When it is, and may not be replaced.
    """
    if Path(output).exists() and not overwrite:
        raise OutputError("output-exists", place=Place(output))
