"""Formulas that only take over what another cell holds: their result is known without a spreadsheet program.

A template names each indicator once, and every other table points at it. Where a program that does
not calculate has typed the name, the formulas still store what stood there before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.ooxml import refs
from sakipcalc.reading.workbook import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["followed", "stale"]

#: What such a formula is made of: IF, a cell, the empty text, a comparison with it.
_TOKEN = re.compile(
    r"\s*(?:(?P<when>IF)\(|(?P<empty>\"\")|(?P<sign><>|=)|(?P<mark>[,)])"
    r"|(?:'(?P<quoted>(?:[^']|'')+)'!|(?P<sheet>\w+)!)?\$?(?P<col>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?![\w(!]))"
)
_LIKELY = re.compile(
    r"IF\((?:'[^']+'!|\w+!)?\$?[A-Z]{1,3}\$?\d+(?:=|<>)\"\",|(?:'[^']+'!|\w+!)?\$?[A-Z]{1,3}\$?\d+$"
)
#: A chain of pointers longer than this is a circle, or no label.
_LONGEST = 40

_Result = str | float


class _Cell(NamedTuple):
    """A cell that a formula names."""

    sheet: str
    row: int
    col: int


def followed(grids: Sequence[Grid]) -> Sequence[Grid]:
    """Return the grids with what each pointing formula gives in the place of what it stores."""
    known = {grid.sheet: grid for grid in grids}
    changed: dict[str, dict[tuple[int, int], GridCell]] = {}
    for sheet, cell, given in _different(known):
        changed.setdefault(sheet, {})[cell.row, cell.col] = cell._replace(raw=given, text=shown(given))
    if not changed:
        return grids
    return tuple(
        replace(grid, cells={**grid.cells, **changed[grid.sheet]}) if grid.sheet in changed else grid
        for grid in grids
    )


def stale(grids: Sequence[Grid]) -> Iterator[tuple[str, str, str | float]]:
    """Yield sheet, cell and result of each pointing formula that stores another one than it gives."""
    for sheet, cell, given in _different({grid.sheet: grid for grid in grids}):
        yield sheet, refs.cell_name(cell.row, cell.col), given


def _different(grids: Mapping[str, Grid]) -> Iterator[tuple[str, GridCell, _Result]]:
    for grid in grids.values():
        for cell in grid.cells.values():
            if not cell.formula or not _LIKELY.match(cell.formula):
                continue
            given = _Reader(grids, grid.sheet, cell.formula, 0).given()
            if given is not None and given != cell.raw:
                yield grid.sheet, cell, given


class _Unknown(Exception):  # noqa: N818 -- not an error: the formula is then left as it is
    """A formula that does more than take something over."""


class _Reader:
    """Reads one formula from left to right."""

    def __init__(self, grids: Mapping[str, Grid], sheet: str, formula: str, depth: int) -> None:
        self._grids, self._sheet, self._formula, self._depth = grids, sheet, formula, depth
        self._at = 0

    def given(self) -> _Result | None:
        """Return what the formula gives, or None where it does more than take something over."""
        try:
            result = self._value()
        except _Unknown:
            return None
        return result if self._at == len(self._formula.rstrip()) else None

    def _next(self) -> re.Match[str]:
        match = _TOKEN.match(self._formula, self._at)
        if match is None:
            raise _Unknown
        self._at = match.end()
        return match

    def _expect(self, mark: str) -> None:
        if self._next()["mark"] != mark:
            raise _Unknown

    def _value(self) -> _Result:
        token = self._next()
        if token["empty"]:
            return ""
        if token["when"]:
            return self._choice()
        held = self._held(self._cell(token))
        if held is None:
            raise _Unknown  # a bare reference to an empty cell gives 0
        return held

    def _choice(self) -> _Result:
        cell, sign, empty = self._cell(self._next()), self._next()["sign"], self._next()["empty"]
        if not sign or not empty:
            raise _Unknown
        self._expect(",")
        is_empty = self._held(cell) in {None, ""}
        results = []
        for mark in (",", ")"):
            results.append(self._branch())
            self._expect(mark)
        chosen = results[0 if is_empty == (sign == "=") else 1]
        if chosen is None:
            raise _Unknown
        return chosen

    def _branch(self) -> _Result | None:
        """Return what one side gives; None where an empty cell stands, which matters only if it is taken."""
        try:
            return self._value()
        except _Unknown:
            if self._formula[self._at : self._at + 1] not in {",", ")"}:
                raise
            return None

    def _cell(self, token: re.Match[str]) -> _Cell:
        if not token["col"]:
            raise _Unknown
        sheet = (token["quoted"] or "").replace("''", "'") or token["sheet"] or self._sheet
        return _Cell(sheet, int(token["row"]), refs.column_index(token["col"]))

    def _held(self, cell: _Cell) -> _Result | None:
        """Return what stands in a cell, or what the formula there takes over; None for nothing."""
        grid = self._grids.get(cell.sheet)
        found = grid.at(cell.row, cell.col) if grid else None
        if found is None:
            return None
        if found.error or isinstance(found.raw, bool) or self._depth > _LONGEST:
            raise _Unknown
        if found.formula and _LIKELY.match(found.formula):
            given = _Reader(self._grids, cell.sheet, found.formula, self._depth + 1).given()
            if given is not None:
                return given
        return found.raw
