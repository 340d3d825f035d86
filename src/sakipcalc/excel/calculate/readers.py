"""Dependencies of formulas: the ones that depend on changed cells have to be calculated anew.

A formula may store what no other machine can work out again: a figure of a data cube, of a macro, of another
workbook that is away. It is forgotten only where something that it reads has changed.
"""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.allowance import metered, spend
from sakipcalc.base.formulatext.tokens import REFERENCES, placed
from sakipcalc.excel.refs import Area

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sakipcalc.excel.package import Package

__all__ = ["At", "Readers", "Span", "dependents", "formula_cells"]

#: Functions whose text or figures say what they read.
_ANYWHERE = frozenset({"indirect", "offset"})
#: Areas of no more cells are looked up cell by cell.
_SMALL = 2048
#: Names that stand for names that stand for names.
_DEEPEST = 10


class At(NamedTuple):
    """A cell by the name of its sheet in lower case."""

    sheet: str
    row: int
    col: int


class Span(NamedTuple):
    """An area of a sheet, by the name of the sheet in lower case."""

    sheet: str
    area: Area


def dependents(package: Package, changed: Iterable[At]) -> set[At]:
    """Return the formulas whose result depends on one of the cells, in one step or in many.

    Parameters
    ----------
    package : Package
        The workbook.
    changed : iterable of At
        Cells that change, formulas among them.
    """
    return package.kept(Readers).depending_on(changed)


def formula_cells(package: Package) -> tuple[At, ...]:
    """Return every cell with a formula."""
    return tuple(
        At(info.name.lower(), cell.row, cell.col)
        for info in package.sheets
        for cell in package.sheet(info.name).scan.formula_cells()
    )


class Readers:
    """The formulas of a workbook by what they read.

    Parameters
    ----------
    package : Package
        The workbook.

    Attributes
    ----------
    reads : dict
        What each formula reads, without those that may read anything.
    of_anything : set of At
        Formulas that may read any cell.
    """

    def __init__(self, package: Package) -> None:
        self._by_cell: dict[str, dict[tuple[int, int], set[At]]] = {}
        self._by_area: dict[str, dict[Area, set[At]]] = {}
        self.reads: dict[At, frozenset[Span]] = {}
        self.of_anything: set[At] = set()
        reading = _Reading(package)
        sheets = {info.name.lower(): package.sheet(info.name).cells for info in package.sheets}
        for at in metered(package.kept(formula_cells)):
            if formula := sheets[at.sheet][at.row, at.col].formula:
                self._add(at, reading, formula)

    def depending_on(self, changed: Iterable[At]) -> set[At]:
        """Return the formulas whose result depends on one of the cells, in one step or in many."""
        found: set[At] = set()
        waiting = deque(changed)
        if waiting and self.of_anything:
            found |= self.of_anything
            waiting += self.of_anything
        left = {sheet: dict(areas) for sheet, areas in self._by_area.items()}
        while waiting:
            cell = waiting.popleft()
            new = set(self._by_cell.get(cell.sheet, {}).get(cell[1:], ()))
            areas = left.get(cell.sheet, {})
            for area in _holding(areas, cell):
                new |= areas.pop(area)  # once for all: who reads it is found
            new -= found
            found |= new
            waiting += new
        return found

    def at(self, cell: At) -> set[At]:
        """Return the formulas that read a cell."""
        found = set(self._by_cell.get(cell.sheet, {}).get(cell[1:], ()))
        areas = self._by_area.get(cell.sheet, {})
        return found.union(*(areas[area] for area in _holding(areas, cell)))

    def read_among(self, sheet: str, places: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
        """Return those of some places of a sheet that formulas read, or may read."""
        if self.of_anything:
            return set(places)
        read = self._by_cell.get(sheet, {}).keys() & places
        areas = self._by_area.get(sheet)
        if not areas:
            return read
        return read.union(at for at in places if at not in read and _holding(areas, At(sheet, *at)))

    def _add(self, reader: At, reading: _Reading, formula: str) -> None:
        try:
            reads = frozenset(reading.spans(formula, reader.sheet))
        except _AnywhereError:
            self.of_anything.add(reader)
            return
        self.reads[reader] = reads
        for sheet, area in reads:
            if area.size > _SMALL:
                self._by_area.setdefault(sheet, {}).setdefault(area, set()).add(reader)
                continue
            for row in range(area.top, area.bottom + 1):
                for col in range(area.left, area.right + 1):
                    self._by_cell.setdefault(sheet, {}).setdefault((row, col), set()).add(reader)


def _holding(areas: Collection[Area], cell: At) -> list[Area]:
    """Return the areas that hold a cell."""
    spend(len(areas))
    _, row, col = cell
    return [area for area in areas if area.top <= row <= area.bottom and area.left <= col <= area.right]


class _Reading:
    """The references of a workbook's formulas, with its names and tables resolved."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._sheets = [info.name.lower() for info in package.sheets]

    def spans(self, formula: str, sheet: str, depth: int = 0) -> Iterator[Span]:
        """Yield the areas that a formula reads."""
        found = placed(formula, self._sheets)
        for at, (kind, text, sheets) in enumerate(found):
            if kind in REFERENCES:
                area = Area.parse(text.replace("$", ""))
                yield from (Span(name, area) for name in self._between(sheets, sheet))
            elif kind == "word":
                is_function = at + 1 < len(found) and found[at + 1].text == "("
                yield from self._word(text.lower(), sheet, depth, is_function=is_function)

    def _between(self, sheets: tuple[str, ...], own: str) -> Iterator[str]:
        """Yield the sheets that a reference means: its own, one, or all from one to another."""
        names = [name.lower() for name in sheets] or [own]
        known = [name for name in names if name in self._sheets]
        if len(known) > 1:
            first, last = sorted(map(self._sheets.index, known))
            known = self._sheets[first : last + 1]
        yield from known

    def _word(self, word: str, sheet: str, depth: int, *, is_function: bool) -> Iterator[Span]:
        if is_function:
            if word in _ANYWHERE:
                raise _AnywhereError
        elif word in self._tables:
            yield self._tables[word]
        elif word in self._names:
            if depth == _DEEPEST:
                raise _AnywhereError
            for text in self._names[word]:
                yield from self.spans(text, sheet, depth + 1)

    @cached_property
    def _names(self) -> Mapping[str, list[str]]:
        """The definitions of names; one that is limited to a sheet counts for all of them."""
        names: dict[str, list[str]] = {}
        for name in self._package.defined_names:
            names.setdefault(name.name.lower(), []).append(name.text)
        return names

    @cached_property
    def _tables(self) -> Mapping[str, Span]:
        """The tables (ListObjects) of all sheets; a formula that names one may read all of it."""
        sheets = (self._package.sheet(info.name) for info in self._package.sheets)
        return {
            table.name.lower(): Span(sheet.name.lower(), table.area)
            for sheet in sheets
            for table in sheet.tables
        }


class _AnywhereError(Exception):
    """The formula may read any cell."""
