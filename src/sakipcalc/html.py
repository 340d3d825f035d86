"""Small HTML tables for notebooks: escaped, readable in light and dark themes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["folded", "table"]

_CELL = "padding:2px 8px;text-align:left;vertical-align:top;border-bottom:1px solid #8888"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> str:
    """Return an HTML table; every text is escaped and colours are left to the theme.

    Examples
    --------
    >>> "&lt;b&gt;" in table(["a"], [["<b>"]])
    True
    """
    head = "".join(f'<th style="{_CELL}">{escape(h)}</th>' for h in headings)
    body = "".join(f"<tr>{''.join(_cell(value) for value in row)}</tr>" for row in rows)
    caption = f'<caption style="text-align:left;font-weight:bold">{escape(title)}</caption>' if title else ""
    return (
        f'<table style="border-collapse:collapse">{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def folded(title: str, content: str) -> str:
    """Return HTML under a title that opens it."""
    return f"<details><summary>{escape(title)}</summary>{content}</details>"


def _cell(value: object) -> str:
    shown = escape("" if value is None else str(value)).replace("\n", "<br>")
    return f'<td style="{_CELL}">{shown}</td>'
