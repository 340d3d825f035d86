"""Boxes of notes and old form controls (VML): anchors, the cells they belong to, and their formulas.

VML is not always well-formed XML, so it is searched and not parsed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .anchors import moved_ends
from .errors import PackageError
from .markup import escape, splice
from .xml import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .markup import Splice
    from .rowmap import RowMap
    from .shifting import Shifter, View

__all__ = ["shifted_vml"]

_DATA = re.compile(r"<(\w+:)?ClientData\b[^>]*?(?<!/)>(.*?)</(?:\w+:)?ClientData\s*>", re.DOTALL)
_ROW = re.compile(r"<(?:\w+:)?Row\s*>\s*([0-9]+)\s*<")
_ANCHOR = re.compile(r"<(?:\w+:)?Anchor\s*>([^<]*)<")
_FORMULA = re.compile(r"<(?:\w+:)?Fmla(?:Link|Range|Group|Txbx|Pict)\s*>([^<]*)<")
_ENDS = (2, 3), (6, 7)  # where row and offset of the upper and the lower end stand in an anchor


def shifted_vml(text: str, shifter: Shifter, view: View) -> tuple[str, int]:
    """Return the text of a VML drawing afterwards, and how many boxes changed.

    A note goes with its cell, whatever it is set to. Other boxes move and stretch unless
    ``SizeWithCells`` or ``MoveWithCells`` stand in them, which say that they do not.
    """
    splices: list[Splice] = []
    boxes = 0
    for found in _DATA.finditer(text):
        changes = list(_box(text, found, shifter, view))
        boxes += bool(changes)
        splices += changes
    return splice(text, splices), boxes


def _box(text: str, data: re.Match[str], shifter: Shifter, view: View) -> Iterator[Splice]:
    span = data.span(2)
    for found in _FORMULA.finditer(text, *span):
        old = unescape(found[1])
        new = shifter.formula(old, view)
        if new != old:
            yield (*found.span(1), escape(new))
    rows = shifter.rows_of(view.home)
    if rows is None:
        return
    anchor, row = _ANCHOR.search(text, *span), _ROW.search(text, *span)
    step = 0
    if row:
        old_row = int(row[1])
        step = rows.row(old_row + 1) - 1 - old_row
        if step:
            yield (*row.span(1), str(old_row + step))
    if anchor:
        moved = _anchor(anchor[1], step if row else None, _behaviour(data[2]), rows)
        if moved != anchor[1]:
            yield (*anchor.span(1), moved)


def _anchor(written: str, step: int | None, behaviour: str, rows: RowMap) -> str:
    """Return an anchor afterwards; it goes `step` rows down when that is known."""
    numbers = written.split(",")
    try:
        ends = [(int(numbers[row]), int(numbers[offset])) for row, offset in _ENDS]
    except (ValueError, IndexError):
        raise PackageError("bad-xml", detail=f"anchor {written[:40]!r}") from None
    after = [row + step for row, _ in ends] if step is not None else moved_ends(ends, behaviour, rows)
    for (at, _), (old, _), new in zip(_ENDS, ends, after, strict=True):
        if new != old:
            numbers[at] = numbers[at].replace(str(old), str(new))
    return ",".join(numbers)


def _behaviour(data: str) -> str:
    if _says(data, "MoveWithCells"):
        return "stay"
    return "move" if _says(data, "SizeWithCells") else "stretch"


def _says(data: str, name: str) -> bool:
    found = re.search(rf"<(?:\w+:)?{name}\s*(?:/>|>\s*(\w*)\s*<)", data)
    return found is not None and (found[1] or "true").lower() not in {"false", "f"}
