"""Pointers: formulas that copy another cell, followed without a spreadsheet program.

A template names each indicator once, and every other table points at it. Where a program that does
not calculate has typed the name, the formulas still store what stood there before. Such formulas point at
each other down whole columns (a number, a name of the unit carried down), so what a cell gives is worked
out once and remembered, and the path to it is a list and no recursion::

    A6  1
    A7  IF(A6="","",A6)     takes over what A6 holds
    A8  IF(A7="","",A7)     waits for A7, which waits for A6; each is asked once
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sakipcalc.base.allowance import metered, spend
from sakipcalc.base.formulatext import Call, Operator, Reference, Text, parse
from sakipcalc.core.memo import remembered
from sakipcalc.excel import refs
from sakipcalc.reading.workbook import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.base.formulatext import Node
    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["Pointers", "followed", "may_point", "stale"]

_Result = str | float
_EMPTY = Text("")
_PARTS_OF_IF = 3


class _At(NamedTuple):
    """A cell that a formula names."""

    sheet: str
    row: int
    col: int


class _Unknown(Enum):
    """The content of a cell with an error or a truth value: nothing to be taken over."""

    UNKNOWN = "unknown"


class _Wait(NamedTuple):
    """A cell that has to be known first."""

    at: _At


_UNKNOWN = _Unknown.UNKNOWN
_Held: TypeAlias = _Result | _Unknown | None


def followed(grids: Sequence[Grid]) -> Sequence[Grid]:
    """Return the grids with the result of each pointer in the place of its stored value."""
    changed: dict[str, dict[tuple[int, int], GridCell]] = {}
    for sheet, cell, given in Pointers(grids).different():
        changed.setdefault(sheet, {})[cell.row, cell.col] = cell._replace(raw=given, text=shown(given))
    if not changed:
        return grids
    return tuple(
        replace(grid, cells={**grid.cells, **changed[grid.sheet]}) if grid.sheet in changed else grid
        for grid in grids
    )


def stale(grids: Sequence[Grid]) -> Iterator[tuple[str, GridCell, _Result]]:
    """Yield sheet, cell and result of each pointing formula that stores another one than it gives."""
    yield from Pointers(grids).different()


class Pointers:
    """Results of a workbook's formulas that only point to another cell.

    Parameters
    ----------
    grids : sequence of Grid
        Its sheets.

    Attributes
    ----------
    steps : int
        How many cells were looked at so far; in proportion to the references that the formulas hold.
    """

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._grids = {grid.sheet: grid for grid in grids}
        self._given: dict[_At, _Result | None] = {}
        self.steps: int = 0

    def different(self) -> Iterator[tuple[str, GridCell, _Result]]:
        """Yield sheet, cell and result of each formula that stores another result than it gives."""
        for sheet, grid in self._grids.items():
            for cell in metered(grid.with_formulas):
                if not self._points(grid, cell):
                    continue
                given = self._result(_At(sheet, cell.row, cell.col))
                if given is not None and given != cell.raw:
                    yield sheet, cell, given

    @staticmethod
    def _points(grid: Grid, cell: GridCell) -> bool:
        """Return whether a formula may be a pointer, at a glance; one for several cells is none."""
        return may_point(cell.formula) and (cell.row, cell.col) not in grid.arrays

    def _result(self, start: _At) -> _Result | None:
        """Return the result of a formula; None where it does more than take something over."""
        path: dict[_At, Node | None] = {} if start in self._given else {start: self._pointer(start)}
        while path:
            at, tree = next(reversed(path.items()))
            outcome = self._taken(at, tree)
            if not isinstance(outcome, _Wait):
                self._given[at] = outcome
                del path[at]
            elif outcome.at in path:
                self._close(path, outcome.at)
            else:
                path[outcome.at] = self._pointer(outcome.at)
        return self._given[start]

    def _close(self, path: dict[_At, Node | None], first: _At) -> None:
        """Leave the formulas of a circle as they are: nobody can say what they give."""
        while True:
            at, _ = path.popitem()
            self._given[at] = None
            if at == first:
                return

    def _pointer(self, at: _At) -> Node | None:
        return _pointer(self._grids[at.sheet].cells[at.row, at.col].formula)

    def _taken(self, at: _At, tree: Node | None) -> _Result | _Wait | None:
        """Return the value that a formula takes over, or the first cell that has to be known for it."""
        while isinstance(tree, Call):
            condition, *branches = tree.parts
            if not isinstance(condition, Operator):
                return None
            held = self._held(at, condition.parts[0])
            if isinstance(held, _Wait):
                return held
            if held is _UNKNOWN:
                return None
            empty = held is None or held == ""
            tree = branches[0 if empty == (condition.signs == ("=",)) else 1]
        if isinstance(tree, Text):
            return ""
        held = None if tree is None else self._held(at, tree)
        return None if held is _UNKNOWN else held  # a bare reference to an empty cell gives 0

    def _held(self, at: _At, reference: Node) -> _Held | _Wait:
        """Return the value of a cell, or the one that its formula takes over; None for nothing."""
        self.steps += 1
        spend()
        if not isinstance(reference, Reference):
            return _UNKNOWN
        row, col = refs.split_cell(reference.text)
        grid = self._grids.get(reference.sheets[0] if reference.sheets else at.sheet)
        found = grid.at(row, col) if grid else None
        if grid is None or found is None:
            return None
        if found.error or isinstance(found.raw, bool):
            return _UNKNOWN
        if not self._points(grid, found):
            return found.raw
        there = _At(grid.sheet, found.row, found.col)
        if there not in self._given:
            return _Wait(there)
        given = self._given[there]
        return found.raw if given is None else given


def may_point(formula: str) -> bool:
    """Return whether a formula may be a pointer, at a glance.

    Examples
    --------
    >>> may_point("'Tabel 3.2'!E6"), may_point('IF(E6="","",E6)'), may_point("E6/D6*100"), may_point("")
    (True, True, False, False)
    """
    if formula.startswith("IF("):
        return '="",' in formula or '<>"",' in formula
    return formula.rpartition("!")[2].replace("$", "").isalnum()


@remembered(4096)
def _pointer(formula: str) -> Node | None:
    """Return the tree of a formula that only takes something over; none for another."""
    tree = parse(formula)
    return tree if tree is not None and _only_points(tree) else None


def _only_points(tree: Node) -> bool:
    """Return whether a formula is the empty text, a cell, or IF(cell="", ..., ...) of such."""
    if isinstance(tree, Call):
        if tree.name != "IF" or len(tree.parts) != _PARTS_OF_IF:
            return False
        condition, *branches = tree.parts
        return _asks_for_empty(condition) and all(map(_only_points, branches))
    return tree == _EMPTY or _is_cell(tree)


def _asks_for_empty(condition: Node) -> bool:
    if not isinstance(condition, Operator) or condition.signs not in {("=",), ("<>",)}:
        return False
    cell, *others = condition.parts
    return _is_cell(cell) and others == [_EMPTY]


def _is_cell(node: Node) -> bool:
    return isinstance(node, Reference) and node.kind == "cell" and len(node.sheets) <= 1
