"""Anchors of drawings and of notes, moved with the rows that they stand on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.markup import escape, splice
from sakipcalc.excel.refs import LAST_ROW
from sakipcalc.excel.sheet.cells import is_true
from sakipcalc.excel.xml import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.excel.insert.shifting import Shifter, View
    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.rowmap import RowMap
    from sakipcalc.excel.xml import Node

__all__ = ["anchor_splices", "moved_ends", "shifted_vml"]


_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "anchor"})
_EDITING = {"twoCell": "stretch", "oneCell": "move", "absolute": "stay"}


def anchor_splices(anchor: Node, rows: RowMap) -> Iterator[Splice]:
    """Yield the splices that move an anchor of a drawing, or of a control on a sheet.

    Parameters
    ----------
    anchor : Node
        ``twoCellAnchor``, ``oneCellAnchor``, or the ``anchor`` of a control or an embedded object;
        of any other element nothing changes.
    rows : RowMap
        Where the rows of the sheet go.
    """
    if anchor.name not in _ANCHORS:
        return
    ends = [node for node in (anchor.child("from"), anchor.child("to")) if node is not None]
    if not ends:
        return
    texts = [_row_of(end) for end in ends]
    old = [(int(text.text), _offset(end)) for text, end in zip(texts, ends, strict=True)]
    for node, (was, _), now in zip(texts, old, moved_ends(old, _behaviour(anchor), rows), strict=True):
        if now != was:
            yield node.open_end, node.close_start, str(now)


def moved_ends(ends: list[tuple[int, int]], behaviour: str, rows: RowMap) -> list[int]:
    """Return the rows, counted from 0, between which something is anchored afterwards.

    Parameters
    ----------
    ends : list of tuple
        Row counted from 0 and offset into it, of the upper and, if there is one, the lower end.
    behaviour : {"stretch", "move", "stay"}
        ``stretch``: both ends go with their cells; ``move``: the upper one, and the size stays.
    rows : RowMap
        Where the rows of the sheet go.
    """
    top = ends[0][0]
    if behaviour == "stay":
        return [row for row, _ in ends]
    step = rows.row(top + 1) - top - 1
    moved = [top + step]
    for row, offset in ends[1:]:
        if behaviour == "move":
            moved.append(row + step)
        elif offset or row <= top:
            moved.append(rows.row(row + 1) - 1)
        else:  # it ends with the row above, and does not reach into this one
            moved.append(rows.row(row))
    return [min(row, LAST_ROW - 1) for row in moved]


def _behaviour(anchor: Node) -> str:
    if anchor.name == "oneCellAnchor":
        return "move"
    if anchor.name == "twoCellAnchor":
        return _EDITING.get(anchor.get("editAs", "twoCell"), "stretch")
    if not is_true(anchor.get("moveWithCells")):
        return "stay"
    return "stretch" if is_true(anchor.get("sizeWithCells")) else "move"


def _row_of(marker: Node) -> Node:
    node = next((child for child in marker.children if child.name == "row"), None)
    if node is None or not node.text.strip().isdecimal():
        raise PackageError("bad-xml", detail=f"{marker.name} without a row")
    return node


def _offset(marker: Node) -> int:
    text = next((child.text.strip() for child in marker.children if child.name == "rowOff"), "0")
    return int(text) if text.isdecimal() else 0


_DATA = re.compile(r"<(\w+:)?ClientData\b[^>]*?(?<!/)>(.*?)</(?:\w+:)?ClientData\s*>", re.DOTALL)
_ROW = re.compile(r"<(?:\w+:)?Row\s*>\s*([0-9]+)\s*<")
_ANCHOR = re.compile(r"<(?:\w+:)?Anchor\s*>([^<]*)<")
#: The cells that a control of a form is linked with.
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
        moved = _anchor(anchor[1], step if row else None, _note_behaviour(data[2]), rows)
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


def _note_behaviour(data: str) -> str:
    if _says(data, "MoveWithCells"):
        return "stay"
    return "move" if _says(data, "SizeWithCells") else "stretch"


def _says(data: str, name: str) -> bool:
    found = re.search(rf"<(?:\w+:)?{name}\s*+(?:/>|>\s*+(\w*+)\s*+<)", data)
    return found is not None and (found[1] or "true").lower() not in {"false", "f"}
