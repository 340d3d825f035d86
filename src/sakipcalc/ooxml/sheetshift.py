"""A sheet part rewritten for rows inserted on it or on another sheet."""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import suppress
from typing import TYPE_CHECKING

from .anchors import anchor_splices
from .errors import PackageError
from .formulashift import FormulaShift
from .markup import grown, set_attribute
from .newrows import NewRows
from .partshift import PartShift
from .refs import LAST_ROW, Area, cell_name

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from .markup import Splice
    from .rowmap import RowMap
    from .sheet import Sheet
    from .shifting import Shifter
    from .xml import Node

__all__ = ["SheetShift"]

_PLAIN = re.compile(r'<[^\s<>"]+ r="[A-Z]{1,3}([0-9]{1,7})"')


class SheetShift:
    """All changes of one sheet part.

    Parameters
    ----------
    sheet : Sheet
        The sheet as it was read.
    shifter : Shifter
        Rewrites the references.
    """

    def __init__(self, sheet: Sheet, shifter: Shifter) -> None:
        self._sheet = sheet
        self._root = sheet.scan.root
        self._rows = shifter.rows_of(sheet.name)
        self._rules = PartShift("worksheet", sheet.name, shifter)
        self.formulas: FormulaShift = FormulaShift(sheet, shifter)
        self.new: list[NewRows] = []
        self.counts: Counter[str] = self._rules.counts

    @property
    def name(self) -> str:
        """Name of the sheet."""
        return self._sheet.name

    def splices(self) -> list[Splice]:
        """Return the splices of the part."""
        found = [*self.formulas.splices(), *self._rules.splices(self._root)]
        self.counts["formulas"] += self.formulas.changed
        rows = self._rows
        if rows is None:
            return found
        found += [*self._moved_rows(rows), *self._new_rows(rows)]
        merges = [area for each in self.new for area in each.merges]
        found += [*self._dimension(rows), *self._frozen(rows), *self._breaks(rows)]
        for node in self._root.walk():
            moved = list(anchor_splices(node, rows))
            self.counts["controls"] += bool(moved)
            found += moved
        return [*found, *self._with_merges(merges)]

    # -- rows ------------------------------------------------------------------------

    def _moved_rows(self, rows: RowMap) -> Iterator[Splice]:
        scan, first = self._sheet.scan, rows.lines[0]
        for row in scan.rows:
            if row.number < first:
                continue
            number = rows.row(row.number)
            self.counts["rows"] += 1
            yield set_attribute(scan.text, row.start, "r", str(number))
            for cell in scan.order[row.first : row.last]:
                self.counts["cells"] += 1
                plain = _PLAIN.match(scan.text, cell.start)
                if plain:
                    yield (*plain.span(1), str(number))
                else:
                    yield set_attribute(scan.text, cell.start, "r", cell_name(number, cell.col))

    def _new_rows(self, rows: RowMap) -> Iterator[Splice]:
        scan = self._sheet.scan
        numbers = [row.number for row in scan.rows]
        last: list[str] = []
        for insertion in rows.insertions:
            new = NewRows(self._sheet, insertion, rows, self.formulas)
            self.new.append(new)
            markup = new.markup()
            at = bisect_left(numbers, insertion.before)
            if at < len(numbers):
                yield scan.rows[at].start, scan.rows[at].start, markup
            else:
                last.append(markup)
        if any(last):
            yield from grown(scan.data, "".join(last))

    def _with_merges(self, merges: list[Area]) -> Iterator[Splice]:
        node = self._root.child("mergeCells")
        if node is None or not merges:
            return
        markup = "".join(f'<{node.prefix}mergeCell ref="{area}"/>' for area in merges)
        yield from grown(node, markup, count=str(len(node.children) + len(merges)))

    # -- what no rule can say ----------------------------------------------------------

    def _dimension(self, rows: RowMap) -> Iterator[Splice]:
        """Move the area that the part states, and let it hold the new rows."""
        node = self._root.child("dimension")
        if node is None:
            return
        with suppress(PackageError):  # what is no area is left as it is
            old = Area.parse(node.get("ref"))
            filled = [each.numbers[-1] for each in self.new if each.columns]
            top, bottom = rows.row(old.top), max([rows.row(old.bottom), *filled])
            new = str(Area(top, old.left, min(bottom, LAST_ROW), old.right))
            if new != str(old):
                yield set_attribute(node.source, node.start, "ref", new)

    def _frozen(self, rows: RowMap) -> Iterator[Splice]:
        """Let frozen rows at the top keep those that they hold."""
        for node in self._root.walk():
            split = node.get("ySplit")
            if node.name == "pane" and node.get("state").startswith("frozen") and split.isdecimal():
                first = _top_row(node, self._root)
                last = first + int(split) - 1
                new = int(split) + rows.row(last) - last - (rows.row(first) - first)
                if new != int(split):
                    self.counts["views"] += 1
                    yield set_attribute(node.source, node.start, "ySplit", str(new))

    def _breaks(self, rows: RowMap) -> Iterator[Splice]:
        """Move page breaks, which are named by the row above or by what they reach from and to."""
        for holder in self._root.walk():
            names = {"rowBreaks": ("id",), "colBreaks": ("min", "max")}.get(holder.name, ())
            for node in holder.all("brk"):
                for name in names:
                    old = node.integer(name)
                    new = _break(old, name, rows)
                    if name in node.attrs and new != old:
                        self.counts["page-breaks"] += 1
                        yield set_attribute(node.source, node.start, name, str(new))


def _break(row: int, name: str, rows: RowMap) -> int:
    """Return where a break goes: it stays with the row below it, `max` with the last row that it reaches."""
    if not row or (name == "max" and row >= LAST_ROW - 1):
        return row
    return min(rows.row(row + 1) - 1, LAST_ROW - 1)


def _top_row(pane: Node, root: Node) -> int:
    """Return the first row that a frozen pane shows."""
    for view in root.walk():
        if pane in view.children:
            corner = re.fullmatch(r"\$?[A-Za-z]{1,3}\$?([0-9]{1,7})", view.get("topLeftCell", "A1"))
            return int(corner[1]) if corner else 1
    return 1
