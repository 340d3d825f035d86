"""New rows of a sheet: the look and the relative formulas of a model row, and no inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .formulas import translate
from .markup import escape, written_attributes
from .refs import Area, cell_name
from .sheetrender import cell_node, child_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .cells import Cell, Row
    from .formulashift import FormulaShift
    from .rowmap import Insertion, RowMap
    from .sheet import Sheet

__all__ = ["NewRows"]

#: Attributes of a row that a copy of it does not take.
_OWN = frozenset({"r", "hidden", "collapsed"})


class _Look(NamedTuple):
    """A cell of the model row, and the formula that its copies derive theirs from."""

    cell: Cell
    formula: str | None
    attrs: Mapping[str, str]  # of the cell, for an array formula


class NewRows:
    """The rows of one insertion.

    Parameters
    ----------
    sheet : Sheet
        The sheet as it was read.
    insertion : Insertion
        What is inserted.
    rows : RowMap
        Where the rows of the sheet go.
    formulas : FormulaShift
        Rewrites the formulas of the model row before they are copied.
    """

    def __init__(self, sheet: Sheet, insertion: Insertion, rows: RowMap, formulas: FormulaShift) -> None:
        self._sheet = sheet
        self._model = insertion.before - 1 if insertion.model is None else insertion.model
        self._shift = formulas
        self._rows = rows
        first = rows.first_new(insertion)
        self.numbers: range = range(first, first + insertion.count)
        self._before = insertion.before
        self.left_out: list[Cell] = []
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

    def _cells(self, model: Row) -> list[Cell]:
        return self._sheet.scan.order[model.first : model.last]

    def _look(self, cell: Cell) -> _Look | None:
        """Return what a cell hands down, none when that is nothing."""
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
        return _Look(cell, None if formula is None else self._shift.moved(cell, formula), attrs)

    def _covered(self, cell: Cell) -> bool:
        """Tell whether the copies of a cell lie inside a merge that grows."""
        area = self._sheet.merge_at.at(cell.row, cell.col)
        return area is not None and area.top < self._before <= area.bottom

    def _copy(self, look: _Look, number: int) -> str:
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
