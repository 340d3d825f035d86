"""The sheet in which rows are inserted: its new rows, and everything that moves with them."""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel.edit.sheetrender import cell_node, child_of
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.formulas import translate
from sakipcalc.excel.insert.anchors import anchor_splices
from sakipcalc.excel.insert.formulashift import FormulaShift
from sakipcalc.excel.insert.shiftrules import PartShift
from sakipcalc.excel.markup import escape, grown, set_attribute, written_attributes
from sakipcalc.excel.refs import LAST_ROW, Area, cell_name

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping

    from sakipcalc.excel.insert.shifting import Shifter
    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.rowmap import Insertion, RowMap
    from sakipcalc.excel.sheet.cells import RawCell, RawRow
    from sakipcalc.excel.sheet.sheet import RawSheet
    from sakipcalc.excel.xml import Node

__all__ = ["NewRows", "SheetShift"]


#: Attributes of a row that a copy of it does not take.
_OWN = frozenset({"r", "hidden", "collapsed"})


class _ModelCell(NamedTuple):
    """A cell of the model row, and the formula that its copies derive theirs from."""

    cell: RawCell
    formula: str | None
    attrs: Mapping[str, str]  # of the cell, for an array formula


class NewRows:
    """The rows of one insertion.

    Parameters
    ----------
    sheet : RawSheet
        The sheet as it was read.
    insertion : Insertion
        What is inserted.
    rows : RowMap
        Where the rows of the sheet go.
    formulas : FormulaShift
        Rewrites the formulas of the model row before they are copied.
    """

    def __init__(self, sheet: RawSheet, insertion: Insertion, rows: RowMap, formulas: FormulaShift) -> None:
        self._sheet = sheet
        self._model = insertion.before - 1 if insertion.model is None else insertion.model
        self._shift = formulas
        self._rows = rows
        first = rows.first_new(insertion)
        self.numbers: range = range(first, first + insertion.count)
        self._before = insertion.before
        self.left_out: list[RawCell] = []
        self.formulas: list[tuple[int, int]] = []
        self.columns: list[int] = []

    @property
    def merges(self) -> Iterator[Area]:
        """The merges of the model row that lie in it alone, once for each new row."""
        crossing = [area for area in self._sheet.merges if area.top < self._before <= area.bottom]
        for area in self._sheet.merges:
            if (area.top, area.bottom) != (self._model, self._model):
                continue
            if not any(other.left <= area.right and area.left <= other.right for other in crossing):
                for number in self.numbers:
                    yield Area(number, area.left, number, area.right)

    def markup(self) -> str:
        """Return the XML of the rows, empty when there is nothing to say of them."""
        model = self._sheet.rows.get(self._model)
        if model is None:
            return ""
        looks = [look for cell in self._cells(model) if (look := self._look(cell))]
        self.columns = [look.cell.col for look in looks]
        attrs = written_attributes({name: value for name, value in model.attrs.items() if name not in _OWN})
        if not looks and not attrs:
            return ""
        tag = f"{model.prefix}row"
        return "".join(
            f'<{tag} r="{number}"{attrs}>{"".join(self._copy(look, number) for look in looks)}</{tag}>'
            for number in self.numbers
        )

    def _cells(self, model: RawRow) -> list[RawCell]:
        return self._sheet.scan.cells_of(model)

    def _look(self, cell: RawCell) -> _ModelCell | None:
        """Return the style and the formula that an inserted row takes from a cell of its model row."""
        formula, attrs = None, {}
        if cell.formula is not None and not self._covered(cell):
            if cell.formula_kind in {"array", "dataTable"}:
                node = cell_node(self._sheet, cell)
                area = Area.parse(child_of(node, "f", self._sheet).get("ref") or cell_name(*cell[:2]))
                if cell.formula_kind == "array" and area == Area(cell.row, cell.col, cell.row, cell.col):
                    formula, attrs = cell.formula, {"cm": node.get("cm")} if node.get("cm") else {}
                else:
                    self.left_out.append(cell)
            else:
                formula = cell.formula
        if formula is None and not cell.style:
            return None
        return _ModelCell(cell, None if formula is None else self._shift.moved(cell, formula), attrs)

    def _covered(self, cell: RawCell) -> bool:
        """Tell whether the copies of a cell lie inside a merge that grows."""
        area = self._sheet.merge_at.at(cell.row, cell.col)
        return area is not None and area.top < self._before <= area.bottom

    def _copy(self, look: _ModelCell, number: int) -> str:
        cell, prefix = look.cell, self._sheet.scan.data.prefix
        ref = cell_name(number, cell.col)
        style = f' s="{cell.style}"' if cell.style else ""
        head = f'<{prefix}c r="{ref}"{style}{written_attributes(look.attrs)}'
        if look.formula is None:
            return f"{head}/>"
        self.formulas.append((number, cell.col))
        text = escape(translate(look.formula, number - self._rows.row(self._model), 0))
        array = f' t="array" ref="{ref}"' if cell.formula_kind == "array" else ""
        return f"{head}><{prefix}f{array}>{text}</{prefix}f></{prefix}c>"


_PLAIN = re.compile(r'<[^\s<>"]+ r="[A-Z]{1,3}([0-9]{1,7})"')


class SheetShift:
    """All changes of one sheet part.

    Parameters
    ----------
    sheet : RawSheet
        The sheet as it was read.
    shifter : Shifter
        Rewrites the references.
    """

    def __init__(self, sheet: RawSheet, shifter: Shifter) -> None:
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
            for cell in scan.cells_of(row):
                self.counts["cells"] += 1
                plain = _PLAIN.match(scan.text, cell.start)
                if plain:
                    yield (*plain.span(1), str(number))
                else:
                    yield set_attribute(scan.text, cell.start, "r", cell_name(number, cell.col))

    def _new_rows(self, rows: RowMap) -> Iterator[Splice]:
        scan = self._sheet.scan
        numbers = scan.rows.numbers
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
                    new = _break(old, rows)
                    if name in node.attrs and new != old:
                        self.counts["page-breaks"] += 1
                        yield set_attribute(node.source, node.start, name, str(new))


def _break(row: int, rows: RowMap) -> int:
    """Return where a break goes: it stays with the row below it, or at the end of the sheet."""
    return min(rows.row(row + 1) - 1, LAST_ROW - 1) if row else row


def _top_row(pane: Node, root: Node) -> int:
    """Return the first row that a frozen pane shows."""
    for view in root.walk():
        if pane in view.children:
            corner = re.fullmatch(r"\$?[A-Za-z]{1,3}\$?([0-9]{1,7})", view.get("topLeftCell"))
            return int(corner[1]) if corner else 1
    return 1
