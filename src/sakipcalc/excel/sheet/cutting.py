"""Patterns that cut sheet data into rows and cells where it is written as nearly every program does.

Rows, or cells, are all of a text if together they are as long.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

__all__ = ["CellPiece", "Cutter", "RowPiece"]

#: How a group begins that is caught.
_CAUGHT = re.compile(r"\((?!\?)")


class RowPiece(NamedTuple):
    """A row in pieces; an empty one has a stroke and nothing inside, and `blanks` stand behind it."""

    whole: str
    tag: str
    written: str
    number: str
    stroke: str
    inside: str
    blanks: str


class CellPiece(NamedTuple):
    """A cell in pieces; what it has not is empty, and texts begin with ">".

    `told` is a formula with attributes, as a whole, and `blanks` stand behind the cell.
    """

    whole: str
    letters: str
    digits: str
    style: str
    kind: str
    formula: str
    told: str
    value: str
    inline: str
    blanks: str


class Cutter(NamedTuple):
    """Patterns for one prefix of elements: their groups are the fields of `RowPiece` and `CellPiece`."""

    row: re.Pattern[str]
    cell: re.Pattern[str]
    row_begin: str
    cell_begin: str

    @staticmethod
    @cache
    def of(prefix: str) -> Cutter:
        """Return the patterns for a prefix, the colon with it."""
        p = re.escape(prefix)
        more = r"""(?:\s+[^\s=<>"'/]+="[^"]*")*+"""
        place = r'r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]+)")?'
        formula = rf"(?:(?:<{p}f(>[^<]*)</{p}f>|(<{p}f{more}(?:/>|>[^<]*</{p}f>)))\s*+)?+"
        value = rf"<{p}v(>[^<&\r]*)</{p}v>\s*+"
        inline = rf'<{p}is><{p}t(?: xml:space="preserve")?(>[^<]*)</{p}t></{p}is>\s*+'
        cell = rf"(<{p}c {place}\s*+(?:/>|>\s*+{formula}(?:{value}|{inline})?+</{p}c>)(\s*+))"
        tag = rf'(<{p}row(\s+r="([1-9][0-9]{{0,6}})"{more})\s*+(?:(/)>|>))'
        inside = rf"((?:{_CAUGHT.sub('(?:', cell)})*+)"
        row = rf"({tag}(?(5)|{inside}</{p}row>)(\s*+))"
        return Cutter(re.compile(row), re.compile(cell), f"<{prefix}row", f"<{prefix}c ")
