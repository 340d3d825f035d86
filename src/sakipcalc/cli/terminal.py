"""The terminal: its width, text that is safe on it, lines that hang below their beginning."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from typing import TYPE_CHECKING, TypeAlias

from sakipcalc import messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, RenderableType

__all__ = ["Printout", "Screen", "hang", "put", "put_lines", "put_table", "screen"]

#: Wide enough for any line: where nobody looks at a terminal, nothing is wrapped.
_UNBOUNDED = 100_000
#: A blank at which no line ends.
_KEPT = "\u00a0"


#: What a user says of output that is no terminal: how wide it is, that it has colours.
_SAID = ("COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE")


class Printout:
    """Standard output where nobody looks at a terminal: lines as long as they are, without colours.

    What draws on terminals takes as long to load as a workbook to read, and has nothing to do here.
    """

    width = _UNBOUNDED
    is_terminal = False

    def print(self, text: str = "", *, style: str | None = None, soft_wrap: bool = True) -> None:  # noqa: ARG002 -- as a terminal takes it
        """Print a line."""
        sys.stdout.write(f"{text}\n")


Screen: TypeAlias = "Console | Printout"


def screen() -> Screen:
    """Return the screen of standard output: drawn on a terminal, or on what the environment says is one."""
    if not sys.stdout.isatty() and not any(map(os.environ.get, _SAID)):
        return Printout()
    return _console(None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _UNBOUNDED)


def _console(width: int | None) -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, markup=False, emoji=False, width=width)


def hang(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """Return the lines of a text, the later ones as far in as `others` says.

    Examples
    --------
    >>> hang("satu dua tiga", 10, "- ", "  ")
    ['- satu dua', '  tiga']
    """
    lines = textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=others,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [line.replace(_KEPT, " ") for line in lines]


def put(
    to: Screen,
    text: str,
    first: str = "",
    others: str = "",
    *,
    style: str | None = None,
    sheets: Iterable[str] = (),
) -> None:
    """Print a text with hanging lines; it is no markup, and no line ends within the name of a sheet."""
    for line in hang(_bound(messages.visible(text), sheets), to.width, first, others):
        to.print(line, style=style, soft_wrap=True)


def put_table(to: Screen, table: RenderableType) -> None:
    """Print a table without blanks at the ends of its lines."""
    drawing = _console(to.width) if isinstance(to, Printout) else to
    if drawing.is_terminal:
        drawing.print(table)
        return
    with drawing.capture() as caught:
        drawing.print(table)
    for line in caught.get().splitlines():
        to.print(line.rstrip(), soft_wrap=True)


def put_lines(to: Printout, rows: Sequence[Sequence[str]], between: int) -> None:
    """Print rows as columns with so many blanks between them; all but the first stand right."""
    first, *others = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        right = [cell.rjust(width) for cell, width in zip(cells, others, strict=True)]
        to.print((" " * between).join([name.ljust(first), *right]).rstrip())


def _bound(text: str, sheets: Iterable[str]) -> str:
    """Return a text in which no line ends within the name of a sheet."""
    names = sorted({*sheets} - {""}, key=len, reverse=True)
    alternatives = "|".join([*map(re.escape, names), r"(?:Tabel|Table|PK) [\d.]+"])
    return re.sub(alternatives, lambda found: found[0].replace(" ", _KEPT), text)
