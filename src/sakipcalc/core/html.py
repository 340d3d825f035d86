"""Values as HTML for notebooks, and as CSV that is safe to open in a spreadsheet program."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from sakipcalc.messages import encodable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Markup", "chip", "folded", "guarded", "note", "plain", "strong", "table"]


_CELL = "padding:2px 8px;vertical-align:top;border-bottom:1px solid #8888"
_NUMBER = re.compile(r"-?(?:Rp)?[.,]*+\d[\d.,]*+%?")
#: So long is a text, such as the place of a cell, that stays on one line.
_KEPT = 24
_CHIP = "padding:0 6px;border-radius:4px;white-space:nowrap"


class Markup(str):
    """HTML that is safe already; any other text is escaped."""

    __slots__ = ()


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> str:
    """Return an HTML table; every text is escaped and colours are left to the theme.

    A column that shows numbers only stands to the right.

    Examples
    --------
    >>> "&lt;b&gt;" in table(["a"], [["<b>"]])
    True
    """
    shown = [list(row) for row in rows]
    looks = [_look(row[at] for row in shown) for at in range(len(headings))]
    head = "".join(f'<th style="{look}">{escape(h)}</th>' for h, look in zip(headings, looks, strict=True))
    lines = ("".join(map(_cell, row, looks)) for row in shown)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    caption = (
        f'<caption style="text-align:left;font-weight:bold">{escape(encodable(title))}</caption>'
        if title
        else ""
    )
    return (
        f'<table style="border-collapse:collapse">{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def chip(text: str, ground: str, ink: str) -> Markup:
    """Return a text on a colour RRGGBB, written in another.

    Examples
    --------
    >>> chip("A & B", "FFE699", "000000").partition(">")[2]
    'A &amp; B</span>'
    """
    return Markup(f'<span style="{_CHIP};background:#{ground};color:#{ink}">{escape(text)}</span>')


def note(text: str) -> str:
    """Return a line of text."""
    return f'<div style="margin:4px 0">{escape(text)}</div>'


def strong(text: str) -> str:
    """Return a line of text in bold."""
    return f'<div style="margin:4px 0;font-weight:bold">{plain(text)}</div>'


def plain(text: str) -> Markup:
    """Return a text as HTML that says just that."""
    return text if isinstance(text, Markup) else Markup(escape(encodable(text)))


def folded(title: str, content: str, *, opened: bool = False) -> str:
    """Return HTML under a title that opens it; it may be open to begin with."""
    return f"<details{' open' if opened else ''}><summary>{plain(title)}</summary>{content}</details>"


def _look(column: Iterable[object]) -> str:
    """Return the look of a column; one of numbers only stands to the right."""
    told = [str(value) for value in column if value not in (None, "", "-")]
    numbers = bool(told) and all(_NUMBER.fullmatch(text) for text in told)
    return f"{_CELL};text-align:{'right' if numbers else 'left'}"


def _cell(value: object, look: str) -> str:
    if isinstance(value, Markup):
        return f'<td style="{look}">{value}</td>'
    text = "" if value is None else encodable(str(value))
    kept = ";white-space:nowrap" if 0 < len(text) <= _KEPT else ""
    return f'<td style="{look}{kept}">{escape(text).replace(chr(10), "<br>")}</td>'


#: A cell that begins so would be taken for a formula when the file is opened in Excel; so would what follows
#: a semicolon or a tab, where those part the cells, as Excel in Indonesian has it.
_FORMULA_START = re.compile(r"(^(?=[=+\-@\t\r\n＝＋－＠])|[;\t\r\n](?=[=+\-@＝＋－＠]))")


def guarded(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula: such a text gets an apostrophe.

    Examples
    --------
    >>> guarded("=1+1"), guarded(-1), guarded("Baik")
    ("'=1+1", -1, 'Baik')
    """
    return _FORMULA_START.sub(r"\1'", value) if isinstance(value, str) else value
