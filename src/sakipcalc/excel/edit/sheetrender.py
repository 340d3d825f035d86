"""Cells put into the text of a sheet, and nothing but them moved."""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import suppress
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.markup import escape, grown, set_attribute, splice, written_attributes
from sakipcalc.excel.refs import Area, cell_name
from sakipcalc.excel.xml import TAG, attributes, parse_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sakipcalc.excel.edit.writes import Write
    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.sheet.cells import RawCell, RawRow
    from sakipcalc.excel.sheet.sheet import RawSheet
    from sakipcalc.excel.xml import Node

__all__ = ["SPANS", "cell_node", "child_of", "own_formula", "rendered", "spans_with", "wider_spans"]


def rendered(
    sheet: RawSheet,
    writes: Mapping[tuple[int, int], Write],
    before: Mapping[tuple[int, int], RawCell | None],
    unshared: Iterable[RawCell],
    rows: Mapping[int, Mapping[str, str]],
    more: tuple[Iterable[Splice], Iterable[tuple[int, int]]] = ((), ()),
) -> str:
    """Return the text of a sheet part with cells written.

    Parameters
    ----------
    sheet : RawSheet
        The sheet as it was read.
    writes : mapping
        (row, column) -> what is to stand there.
    before : mapping
        (row, column) -> the cell that stands there now, of those that are written.
    unshared : iterable of RawCell
        Cells that are to hold their share of a formula as a formula of their own.
    rows : mapping
        Row -> attributes that it gets.
    more : (iterable of Splice, iterable of (int, int))
        What is put into other rows, and (row, column) of the outermost cells written in them.
    """
    by_row: dict[int, dict[int, Write]] = {row: {} for row in rows}
    for row, col in sorted(writes):
        by_row.setdefault(row, {})[col] = writes[row, col]
    own: dict[int, set[int]] = {}
    for cell in unshared:
        own.setdefault(cell.row, set()).add(cell.col)
        by_row.setdefault(cell.row, {})
    return splice(
        sheet.scan.text,
        [*_row_splices(sheet, by_row, before, own, rows), *more[0], *_dimension(sheet, (*writes, *more[1]))],
    )


def _row_splices(
    sheet: RawSheet,
    by_row: Mapping[int, Mapping[int, Write]],
    before: Mapping[tuple[int, int], RawCell | None],
    own: Mapping[int, set[int]],
    rows: Mapping[int, Mapping[str, str]],
) -> Iterator[Splice]:
    scan = sheet.scan
    numbers = scan.rows.numbers
    fresh: list[str] = []
    for number in metered(sorted(by_row)):
        at = bisect_left(numbers, number)
        if at < len(numbers) and numbers[at] == number:
            row = scan.rows.row(at)
            changes = {**wider_spans(row, by_row[number]), **rows.get(number, {})}
            written = {col: (before[number, col], write) for col, write in by_row[number].items()}
            yield from _old_row(sheet, row, written, own.get(number, set()), changes)
            continue
        cells = "".join(_new_cells(sheet, number, by_row[number], scan.data.prefix))
        attrs = written_attributes({"r": str(number), **rows.get(number, {})})
        markup = f"<{scan.data.prefix}row{attrs}>{cells}</{scan.data.prefix}row>"
        if scan.data.empty:
            fresh.append(markup)
        else:
            end = scan.rows[at - 1].end if at else scan.data.open_end
            yield end, end, markup
    if fresh:
        yield from grown(scan.data, "".join(fresh))
    if scan.implicit:
        for row in scan.rows:  # one whose cells alone say where it is would now count from a new one
            if "r" not in row.attrs and not (row.empty and row.number in by_row):
                yield set_attribute(scan.text, row.start, "r", str(row.number))


def _new_cells(sheet: RawSheet, row: int, writes: Mapping[int, Write], prefix: str) -> list[str]:
    styles = {
        col: sheet.style_at(row, col) if write.style is None else write.style for col, write in writes.items()
    }
    return [write.markup(prefix, cell_name(row, col), styles[col], {}) for col, write in writes.items()]


def _old_row(
    sheet: RawSheet,
    row: RawRow,
    writes: Mapping[int, tuple[RawCell | None, Write]],
    own: set[int],
    changes: Mapping[str, str],
) -> Iterator[Splice]:
    text, scan = sheet.scan.text, sheet.scan
    if row.empty:
        changes = {"r": str(row.number), **changes}
        tag = text[row.start : row.end].removesuffix("/>").rstrip() + ">"
        tag = splice(tag, [set_attribute(tag, 0, name, value) for name, value in changes.items()])
        new = {col: write for col, (_, write) in writes.items()}
        inside = "".join(_new_cells(sheet, row.number, new, row.prefix))
        yield row.start, row.end, f"{tag}{inside}</{row.prefix}row>"
        return
    for name, value in changes.items():
        yield set_attribute(text, row.start, name, value)
    for col, (cell, write) in writes.items():
        if cell is not None:
            yield cell.start, cell.end, _replaced(sheet, cell, write, own=col in own)
        else:
            cells = scan.cells_of(row)
            at = bisect_left(cells, col, key=attrgetter("col"))
            end = cells[at - 1].end if at else row.open_end
            yield end, end, _new_cells(sheet, row.number, {col: write}, row.prefix)[0]
    for cell in scan.cells_of(row) if own or scan.implicit else ():
        if cell.col in own and cell.col not in writes:
            node = cell_node(sheet, cell)
            formula = child_of(node, "f", sheet)
            yield formula.start, formula.end, own_formula(formula, cell.formula or "")
        if scan.implicit and cell.col not in writes and "r" not in _attrs(text, cell):
            yield set_attribute(text, cell.start, "r", cell_name(cell.row, cell.col))


#: A cell of no prefix, and with no attribute that would stay.
_USUAL = re.compile(r'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]*")?(?: t="[a-zA-Z]*")?\s*/?>')


def _replaced(sheet: RawSheet, cell: RawCell, write: Write, *, own: bool) -> str:
    """Return the XML of a cell that stood there, with its new content."""
    style = cell.style if write.style is None else write.style
    name = cell_name(cell.row, cell.col)
    if write.kind != "cached":  # nothing inside it stays: its tag is all that is looked at
        if _USUAL.match(sheet.scan.text, cell.start):
            return write.markup("", name, style, {})
        tag = TAG.match(sheet.scan.text, cell.start)
        prefix, colon, _ = tag[2].rpartition(":") if tag else ("", "", "")
        return write.markup(prefix + colon, name, style, attributes(tag[3]) if tag else {})
    node = cell_node(sheet, cell)
    element = child_of(node, "f", sheet)
    formula = own_formula(element, cell.formula or "") if own else element.markup
    return write.markup(node.prefix, name, style, node.attrs, formula)


def own_formula(element: Node, formula: str) -> str:
    """Return the markup of a formula of the cell's own, in place of its share of another's."""
    kept = written_attributes(
        {name: value for name, value in element.attrs.items() if name not in {"t", "ref", "si"}}
    )
    tag = f"{element.prefix}f"
    return f"<{tag}{kept}>{escape(formula)}</{tag}>"


def cell_node(sheet: RawSheet, cell: RawCell) -> Node:
    """Return the element of a cell."""
    return parse_at(sheet.scan.text, cell.start, sheet.scan.data.scope)


def _attrs(text: str, cell: RawCell) -> Mapping[str, str]:
    tag = TAG.match(text, cell.start)
    return attributes(tag[3]) if tag else {}


def child_of(node: Node, name: str, sheet: RawSheet) -> Node:
    """Return a child that the cell must have; ``bad-xml`` when it has none."""
    child = node.child(name)
    if child is None:
        raise PackageError("bad-xml", part=sheet.info.part, detail=f"{node.get('r')} without {name}")
    return child


def wider_spans(row: RawRow, cols: Iterable[int]) -> Mapping[str, str]:
    """Return the spans of a row that also take these columns, nothing when they may stay as they are."""
    if "spans" not in row.written:
        return _AS_IT_IS
    usual = SPANS.search(row.written)
    return spans_with(usual[1] if usual else row.attrs.get("spans", ""), tuple(cols))


_AS_IT_IS: Mapping[str, str] = MappingProxyType({})
#: The spans that a row states, as nearly every program writes them.
SPANS = re.compile(r'\sspans="([0-9: ]*)"')


@lru_cache(maxsize=1024)  # the rows of a form are alike
def spans_with(written: str, cols: tuple[int, ...]) -> Mapping[str, str]:
    """Return the same of the text of spans."""
    found = [tuple(map(int, pair)) for pair in re.findall("([0-9]{1,5}):([0-9]{1,5})", written)]
    outside = [col for col in cols if not any(first <= col <= last for first, last in found)]
    if not found or not outside:
        return {}
    ends = [*outside, *(end for pair in found for end in pair)]
    return {"spans": f"{min(ends)}:{max(ends)}"}


def _dimension(sheet: RawSheet, places: Iterable[tuple[int, int]]) -> Iterator[Splice]:
    """Extend the area that the part states, when a new cell lies outside it."""
    node = sheet.scan.root.child("dimension")
    if node is None:
        return
    with suppress(PackageError):  # what is no area is left as it is
        stated = Area.parse(node.get("ref"))
        rows, cols = zip((stated.top, stated.left), (stated.bottom, stated.right), *places, strict=True)
        wider = Area(min(rows), min(cols), max(rows), max(cols))
        if wider != stated:
            yield set_attribute(node.source, node.start, "ref", str(wider))
