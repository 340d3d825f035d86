"""Where drawings are anchored to cells: what moves, what stretches, what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import is_true
from .errors import PackageError
from .refs import LAST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .markup import Splice
    from .rowmap import RowMap
    from .xml import Node

__all__ = ["anchor_splices", "moved_ends"]

_EDITING = {"twoCell": "stretch", "oneCell": "move", "absolute": "stay"}


def anchor_splices(anchor: Node, rows: RowMap) -> Iterator[Splice]:
    """Yield the splices that move an anchor of a drawing, or of a control on a sheet.

    Parameters
    ----------
    anchor : Node
        ``twoCellAnchor``, ``oneCellAnchor``, or the ``anchor`` of a control or an embedded object.
    rows : RowMap
        Where the rows of the sheet go.
    """
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
