"""The formulas of a sheet's cells rewritten for inserted rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.base.formulatext.tokens import LOST
from sakipcalc.excel.edit.sheetrender import cell_node, child_of, own_formula
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.insert.shifting import View
from sakipcalc.excel.markup import escape, set_attribute
from sakipcalc.excel.refs import cell_name
from sakipcalc.excel.xml import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.excel.insert.shifting import Shifter
    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.sheet.cells import RawCell, Shared
    from sakipcalc.excel.sheet.sheet import RawSheet

__all__ = ["FormulaShift"]

#: Attributes of a formula that hold an area or a cell of its own sheet.
_PLACES = ("ref", "r1", "r2")
_PLAIN = re.compile(r"<(?:\w+:)?f(?:\s[^<>]*)?>([^<]*)</(?:\w+:)?f\s*>")


class FormulaShift:
    """Finds what has to change in the formulas of one sheet.

    Parameters
    ----------
    sheet : RawSheet
        The sheet as it was read.
    shifter : Shifter
        Rewrites the references.
    """

    def __init__(self, sheet: RawSheet, shifter: Shifter) -> None:
        self._sheet = sheet
        self._shifter = shifter
        self._moves = shifter.rows_of(sheet.name) is not None
        self.changed: int = 0
        self.unshared: list[RawCell] = []

    def splices(self) -> Iterator[Splice]:
        """Yield the splices of all formulas."""
        groups: dict[Shared, list[RawCell]] = {}
        for cell in metered(self._sheet.scan.order):
            if cell.shared is not None and not (cell.own_formula and not cell.is_master):
                groups.setdefault(cell.shared, []).append(cell)
            elif cell.own_formula is not None:
                yield from self._single(cell)
        for shared, cells in groups.items():
            yield from self._group(shared, cells)

    def _single(self, cell: RawCell) -> Iterator[Splice]:
        old = cell.own_formula or ""
        new = self.moved(cell, old)
        if not cell.formula_kind and new != old and (span := self._plain_span(cell, old)):
            self.changed += 1
            yield (*span, escape(new))
        elif new != old or (self._moves and cell.formula_kind in {"array", "dataTable"}):
            yield from self._rewrite(cell, old, new)

    def _plain_span(self, cell: RawCell, formula: str) -> tuple[int, int] | None:
        """Return where a formula stands if it is written as nearly every program does, without a parser."""
        text = self._sheet.scan.text
        if text.find("<!", cell.start, cell.end) >= 0:  # a remark, in which anything may stand
            return None
        found = _PLAIN.search(text, cell.start, cell.end)
        return found.span(1) if found and unescape(found[1]) == formula else None

    def moved(self, cell: RawCell, formula: str) -> str:
        """Return a formula of one cell as it reads afterwards."""
        return self._shifter.formula(formula, View(home=self._sheet.name, anchor=cell.row))

    def _group(self, shared: Shared, cells: Sequence[RawCell]) -> Iterator[Splice]:
        """Keep a shared formula where one text still holds for all its cells, else write each its own."""
        rows = [cell.row for cell in cells]
        view = View(home=self._sheet.name, rows=(min(rows), max(rows)), anchor=shared.row)
        new = self._shifter.shared(shared.formula, view)
        for cell in cells:
            if new is None:
                yield from self._unshare(cell, shared)
            elif cell.is_master and (new != shared.formula or self._moves):
                yield from self._rewrite(cell, shared.formula, new)

    def _rewrite(self, cell: RawCell, old: str, new: str) -> Iterator[Splice]:
        """Change the text of a formula and the areas that its element states."""
        node = child_of(cell_node(self._sheet, cell), "f", self._sheet)
        self.changed += new != old
        if new != old:
            yield node.open_end, node.close_start, escape(new)
        for name in _PLACES if self._moves else ():
            if name in node.attrs:
                ref = node.attrs[name]
                area = self._shifter.areas(ref, self._sheet.name, "never")
                if area != ref:
                    yield set_attribute(node.source, node.start, name, area)

    def _unshare(self, cell: RawCell, shared: Shared) -> Iterator[Splice]:
        formula = cell.formula or ""
        if formula.count(LOST) != shared.formula.count(LOST):
            ref = cell_name(cell.row, cell.col)
            values = {"sheet": self._sheet.name, "cell": ref, "user": ref}
            raise PackageError("shared-master", part=self._sheet.info.part, detail=ref, values=values)
        node = child_of(cell_node(self._sheet, cell), "f", self._sheet)
        self.changed += 1
        self.unshared.append(cell)
        yield node.start, node.end, own_formula(node, self.moved(cell, formula))
