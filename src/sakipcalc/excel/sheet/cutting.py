"""Patterns that cut sheet data into rows and cells where it is written as nearly every program does.

Rows, or cells, are all of a text if together they are as long; or, of many rows, if nothing but tags of rows
stands between the cells.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NO_ROWS", "CellFields", "CellPiece", "Cutter", "ManyRows", "RowPiece", "RowTags"]

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


#: The tags of a row, with the blanks behind it; what stands in the first; its number.
RowTags = tuple[str, str, str]


class CellFields(NamedTuple):
    """Many cells field by field, side by side: each as `CellPiece` has it."""

    all_letters: Sequence[str]
    all_digits: Sequence[str]
    all_styles: Sequence[str]
    all_kinds: Sequence[str]
    all_formulas: Sequence[str]
    all_told: Sequence[str]
    all_values: Sequence[str]
    all_inlines: Sequence[str]


class ManyRows(NamedTuple):
    """Rows that follow each other: the tags of each, how many cells it has; all cells."""

    tags: Sequence[RowTags]
    cell_counts: Sequence[int]
    cells: CellFields


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
    """Patterns for one prefix of elements: their groups are the fields of `RowPiece` and `CellPiece`.

    Those of `fields` are the fields of a cell alone, and `bare_row` is a row without its cells.
    """

    row: re.Pattern[str]
    cell: re.Pattern[str]
    fields: re.Pattern[str]
    bare_row: re.Pattern[str]
    row_number: re.Pattern[str]
    row_begin: str
    row_end: str
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
        bare = rf"<{p}c {place}\s*+(?:/>|>\s*+{formula}(?:{value}|{inline})?+</{p}c>)"
        cell = rf"({bare}(\s*+))"
        written = rf'<{p}row(\s+r="([1-9][0-9]{{0,6}})"{more})\s*+'
        tag = rf"({written}(?:(/)>|>))"
        tags = rf"({written}(?:/>|></{p}row>)\s*+)"
        inside = rf"((?:{_CAUGHT.sub('(?:', cell)})*+)"
        row = rf"({tag}(?(5)|{inside}</{p}row>)(\s*+))"
        return Cutter(
            row=re.compile(row),
            cell=re.compile(cell),
            fields=re.compile(rf"{bare}\s*+"),
            bare_row=re.compile(tags),
            row_number=re.compile(rf'<{p}row\s+r="([1-9][0-9]{{0,6}})"'),
            row_begin=f"<{prefix}row",
            row_end=f"</{prefix}row>",
            cell_begin=f"<{prefix}c ",
        )

    def cut(self, text: str) -> ManyRows | None:
        """Return the rows of a text that is nothing but rows; None where anything else stands in it.

        The text is split at the cells. What stands between these is tags of rows, all of it; before a cell
        stands another one, or the tag that begins a row.
        """
        pieces = self.fields.split(text)
        step = self.fields.groups + 1
        between = pieces[::step]
        of_rows = "".join(between)
        tags: list[RowTags] = self.bare_row.findall(of_rows)
        if not between[0] or sum([len(whole) for whole, _, _ in tags]) != len(of_rows):
            return None
        if any(one.rstrip().endswith((self.row_end, "/>")) for one in between[:-1] if one):
            return None
        counts = [chunk.count(self.cell_begin) for chunk in text.split(self.row_begin)[1:]]
        letters, digits, *others = [pieces[at::step] for at in range(1, step)]
        return ManyRows(tags, counts, CellFields(letters, digits, *map(_said, others)))

    def starts(self, text: str) -> list[int]:
        """Return where the rows of a text begin that is nothing but rows."""
        lengths = [len(chunk) + len(self.row_begin) for chunk in text.split(self.row_begin)[1:-1]]
        return [*accumulate(lengths, initial=0)]

    def numbers(self, text: str) -> list[int]:
        """Return their numbers."""
        return [*map(int, self.row_number.findall(text))]


#: Of no text at all.
NO_ROWS = ManyRows((), (), CellFields(*[()] * len(CellFields._fields)))


def _said(field: Sequence[str | None]) -> Sequence[str]:
    """Return a field of many cells as texts, of which hardly one says anything, or nearly all do."""
    return [one or "" for one in field] if any(field) else ("",) * len(field)
