"""The terminal: its width, text that is safe on it, lines that hang below their beginning."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from typing import TYPE_CHECKING

from sakipcalc import messages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console, RenderableType

__all__ = ["console", "hang", "put", "put_table", "safe"]

#: Wide enough for any line: where nobody looks at a terminal, nothing is wrapped.
_UNBOUNDED = 100_000
#: A blank at which no line ends.
_KEPT = "\u00a0"


def console() -> Console:
    """Return the console of standard output; it has a width where a terminal or the user gives one."""
    from rich.console import Console

    seen = sys.stdout.isatty() or os.environ.get("COLUMNS")
    return Console(highlight=False, soft_wrap=False, width=None if seen else _UNBOUNDED)


def safe(text: str) -> str:
    """Return text of a workbook as it may go to a terminal: no markup, no control characters."""
    from rich.markup import escape

    return escape(messages.visible(text))


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
    to: Console,
    text: str,
    first: str = "",
    others: str = "",
    *,
    style: str | None = None,
    sheets: Iterable[str] = (),
) -> None:
    """Print a text with hanging lines; it is no markup, and no line ends within the name of a sheet."""
    for line in hang(_bound(messages.visible(text), sheets), to.width, first, others):
        to.print(line, style=style, markup=False, soft_wrap=True)


def put_table(to: Console, table: RenderableType) -> None:
    """Print a table without blanks at the ends of its lines."""
    if to.is_terminal:
        to.print(table)
        return
    with to.capture() as caught:
        to.print(table)
    for line in caught.get().splitlines():
        to.print(line.rstrip(), markup=False, soft_wrap=True)


def _bound(text: str, sheets: Iterable[str]) -> str:
    """Return a text in which no line ends within the name of a sheet."""
    names = sorted({*sheets} - {""}, key=len, reverse=True)
    alternatives = "|".join([*map(re.escape, names), r"(?:Tabel|Table|PK) [\d.]+"])
    return re.sub(alternatives, lambda found: found[0].replace(" ", _KEPT), text)
