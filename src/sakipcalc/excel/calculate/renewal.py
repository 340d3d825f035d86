"""Stored results that became stale by edits, and what they are now.

Only formulas that depend on a cell whose content changed are looked at, and those that store nothing. What
they read else is taken as it is stored: a figure of a macro or of another workbook that is away stays good.
"""

from __future__ import annotations

from functools import cached_property
from itertools import product
from math import isclose
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sakipcalc.base.allowance import metered
from sakipcalc.excel.calculate import ironcalc, plain
from sakipcalc.excel.calculate.readers import At, Readers, formula_cells
from sakipcalc.excel.calculate.reliable import Reliable, asks_only, shows_number, within
from sakipcalc.excel.sheet.cells import CellError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.excel.edit.editor import Editor
    from sakipcalc.excel.edit.writes import Result
    from sakipcalc.excel.package import DefinedName, Package
    from sakipcalc.excel.refs import Area
    from sakipcalc.excel.sheet.cells import RawCell

__all__ = ["Renewed", "renewed"]

#: Results this near, in relation to their size, are the same number.
_CLOSE = 1e-12
#: Cells that the formulas of one workbook may read together.
_MOST_READ = 5_000_000
#: Errors on which programs do not agree: what is a number for the one is none for the other.
_DISPUTED = frozenset({"#VALUE!", "#NUM!"})
#: What is nearer to nothing is what floats leave of it.
_NOTHING = 1e-14


class _Engine(Protocol):
    """A module that calculates formulas: `ironcalc` or `plain`."""

    def knows(self, function: str) -> bool: ...

    def calculated(
        self,
        sheets: Sequence[str],
        names: Iterable[DefinedName],
        given: Iterable[tuple[At, RawCell]],
        formulas: Mapping[At, str],
        arrays: Collection[At] = (),
    ) -> dict[At, float | str | bool]: ...


def _engine() -> _Engine:
    """Return the engine that is there."""
    return ironcalc if ironcalc.is_there() else plain


class Renewed(NamedTuple):
    """A formula that stores another result than it gives, or one of which nobody here knows what it gives.

    Parameters
    ----------
    sheet : str
        Name of its sheet.
    cell : RawCell
        The cell as it is stored.
    result : float, str, bool or None
        What it gives; none where nobody here can say.
    fixed : bool
        Whether what it stores cannot be set: it is one formula for several cells.
    """

    sheet: str
    cell: RawCell
    result: Result
    fixed: bool = False


def renewed(package: Package, editor: Editor, own: Collection[At]) -> list[Renewed]:
    """Return the formulas that store another result than they give after edits, or none at all.

    Parameters
    ----------
    package : Package
        The workbook.
    editor : Editor
        Its edits.
    own : collection of At
        Formulas whose results the caller sets itself.
    """
    if not package.kept(formula_cells):
        return []
    return list(_Renewal(package, editor, own).stale())


class _KnownFormulas:
    """What is known of the formulas of one workbook, whatever is edited: which are reliable, and their texts.

    Parameters
    ----------
    package : Package
        The workbook.
    engine : module
        What works them out.
    """

    def __init__(self, package: Package, engine: _Engine) -> None:
        self.sheets: Mapping[str, str] = {info.name.lower(): info.name for info in package.sheets}
        self.reliable: Reliable = Reliable(tuple(self.sheets), package.defined_names, engine.knows)
        self._within: dict[tuple[str, tuple[int, int]], str | None] = {}

    def within(self, formula: str, last: tuple[int, int]) -> str | None:
        """Return a formula as the engine can take it (see `within`)."""
        key = formula, last
        if key not in self._within:
            self._within[key] = within(formula, self.sheets, last)
        return self._within[key]


def _stores(_: Package) -> dict[_Engine, _KnownFormulas]:
    """Return where what is known is kept with a package, by the engine that was asked."""
    return {}


class _Renewal:
    """The formulas of one workbook after edits."""

    def __init__(self, package: Package, editor: Editor, own: Collection[At]) -> None:
        self._package = package
        self._engine = _engine()
        stores = package.kept(_stores)
        if self._engine not in stores:
            stores[self._engine] = _KnownFormulas(package, self._engine)
        self._known = stores[self._engine]
        self._names = self._known.sheets
        self._stored = {low: package.sheet(name).cells for low, name in self._names.items()}
        self._edited = {name.lower(): cells for name, cells in editor.cells.items()}
        self._own = own
        self._purse = _MOST_READ

    def stale(self) -> Iterator[Renewed]:
        """Yield the cells whose stored result is out of date."""
        theirs = [at for at in self._package.kept(formula_cells) if at not in self._own and self._stands(at)]
        silent = {at for at in theirs if not self._at(at).kind}
        moved = list(self._changes()) if theirs else []
        depend = self._package.kept(Readers).depending_on(moved) if moved else set()
        late = [at for at in theirs if at in depend or at in silent]
        if not late:
            return
        results, fixed = self._results(late), {at for at in late if self._of_several(at)}
        for at in late:
            cell, result = self._at(at), results.get(at)
            if at in fixed:
                if at in depend:
                    yield Renewed(self._names[at.sheet], cell, None, fixed=True)
            elif (at in depend or _says_something(result)) and (result is None or not _holds(cell, result)):
                yield Renewed(self._names[at.sheet], cell, result)

    def _at(self, at: At) -> RawCell:
        found = self._edited.get(at.sheet, {}).get((at.row, at.col))
        return found or self._stored[at.sheet][at.row, at.col]

    def _stands(self, at: At) -> bool:
        """Return whether a formula of the workbook is still there, and is none that was written just now."""
        edited = self._edited.get(at.sheet, {}).get((at.row, at.col))
        return edited is None or edited.formula == self._stored[at.sheet][at.row, at.col].formula

    def _changes(self) -> Iterator[At]:
        """Yield the cells that formulas read, and that hold something else than before."""
        readers = self._package.kept(Readers)
        for sheet, cells in self._edited.items():
            before = self._stored[sheet]
            for row, col in metered(readers.read_among(sheet, cells.keys())):
                old, cell = before.get((row, col)), cells[row, col]
                now = CellError(cell.text) if cell.kind == "e" else cell.value
                if now is not None if old is None else not _holds(old, now):
                    yield At(sheet, row, col)

    def _of_several(self, at: At) -> bool:
        cell = self._at(at)
        area = self._package.sheet(self._names[at.sheet]).arrays.at(at.row, at.col)
        return cell.formula_kind == "dataTable" or (area is not None and area.size > 1)

    def _results(self, late: Sequence[At]) -> Mapping[At, Result]:
        """Return the results of the formulas, as far as they can be known."""
        readers = self._package.kept(Readers)
        unsure = {at for at in late if not self._sure(at)}
        unsure |= readers.depending_on(unsure) if unsure else set()
        sure = [at for at in late if at not in unsure]
        arrays = [at for at in sure if self._at(at).formula_kind == "array"]
        formulas = {at: self._within(self._at(at).formula or "") for at in sure}
        found = self._engine.calculated(
            tuple(self._names.values()),
            self._names_in(formulas.values()),
            self._read(sure),
            formulas,
            arrays,
        )
        strange = {at for at in sure if at not in found or self._is_disputed(at, found[at])}
        strange |= self._counting_truths(found)
        strange |= readers.depending_on(strange) if strange else set()
        return {at: result for at, result in found.items() if at not in strange}

    def _sure(self, at: At) -> bool:
        if self._of_several(at):
            return False
        cell = self._at(at)
        formula = cell.formula or ""
        if not self._known.reliable(formula, array=cell.formula_kind == "array"):
            return False
        if "SUBTOTAL(" in formula.upper() and self._reads_hidden_rows(at):
            return False
        return self._known.within(formula, self._last) is not None and self._is_light(at)

    def _reads_hidden_rows(self, at: At) -> bool:
        """Return whether an area that a formula reads has rows that a filter may have hidden."""
        return any(
            area.top <= row <= area.bottom
            for sheet, area in self._package.kept(Readers).reads.get(at, ())
            for row in self._package.sheet(self._names[sheet]).hidden_rows
        )

    @cached_property
    def _last(self) -> tuple[int, int]:
        """The row and the column beyond which no sheet holds anything."""
        sheets = map(self._package.sheet, self._names.values())
        ends = [(area.bottom, area.right) for sheet in sheets if (area := sheet.dimension)]
        ends += [at for cells in self._edited.values() for at in cells]
        rows, cols = zip(*ends, strict=True)
        return max(rows), max(cols)

    def _within(self, formula: str) -> str:
        return self._known.within(formula, self._last) or formula

    def _is_light(self, at: At) -> bool:
        """Return whether a formula does not read too much; all of them take from one purse."""
        last_row, last_col = self._last
        for _, area in self._package.kept(Readers).reads.get(at, ()):
            rows = max(min(area.bottom, last_row) - area.top + 1, 1)
            self._purse -= rows * max(min(area.right, last_col) - area.left + 1, 1)
        return self._purse >= 0

    def _names_in(self, formulas: Iterable[str]) -> list[DefinedName]:
        """Return the defined names that formulas use, those of one sheet by its place among the worksheets.

        Most are areas to be printed, which no formula speaks of.
        """
        tabs = {info.index: number for number, info in enumerate(self._package.sheets)}
        left = [one for one in self._package.defined_names if one.sheet is None or one.sheet in tabs]
        used: list[DefinedName] = []
        texts = formulas
        while new := _spoken_of(left, texts):
            left = [one for one in left if one not in new]
            used += new
            texts = [one.text for one in new]
        return [
            one._replace(text=self._within(one.text), sheet=None if one.sheet is None else tabs[one.sheet])
            for one in used
        ]

    def _read(self, sure: Collection[At]) -> list[tuple[At, RawCell]]:
        """Return the cells that the formulas read, without those that are worked out with them."""
        left_out = set(sure)
        return [(at, cell) for at, cell in self._cells_of(sure).items() if at not in left_out]

    def _cells_of(self, sure: Collection[At]) -> dict[At, RawCell]:
        spans = {span for at in sure for span in self._package.kept(Readers).reads.get(at, ())}
        return {at: cell for sheet, area in spans for at, cell in self._held(sheet, area)}

    def _held(self, sheet: str, area: Area) -> Iterator[tuple[At, RawCell]]:
        """Yield the cells of an area that hold something."""
        stored, edited = self._stored[sheet], self._edited.get(sheet, {})
        if area.size < len(stored):
            rows, cols = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
            places: Iterable[tuple[int, int]] = product(rows, cols)
        else:
            places = (at for at in (*stored, *edited) if area.contains(*at))
        for at in metered(places):
            cell = edited.get(at) or stored.get(at)
            if cell is not None and cell.kind:
                yield At(sheet, *at), cell

    def _counting_truths(self, found: Mapping[At, Result]) -> set[At]:
        """Return the formulas that read yes or no as a figure: programs disagree whether it is one."""
        readers = self._package.kept(Readers)
        truths = {at for at, result in found.items() if isinstance(result, bool)}
        truths |= {
            At(sheet, *place)
            for sheet, name in self._names.items()
            for place in self._package.sheet(name).scan.truths
            if At(sheet, *place) not in found
        }
        reading = {at for truth in truths for at in readers.at(truth) if at in found}
        return {at for at in reading if not asks_only(self._at(at).formula or "")}

    def _is_disputed(self, at: At, result: Result) -> bool:
        """Return whether other programs, or other languages, may give something else."""
        if isinstance(result, CellError):
            return result in _DISPUTED
        return self._shows_number(at, result)

    def _shows_number(self, at: At, result: Result) -> bool:
        if not isinstance(result, str) or isinstance(result, CellError):
            return False
        texts = [cell.text for _, cell in self._cells_of((at,)).items() if cell.kind == "s"]
        return shows_number(result, self._at(at).formula or "", texts)


def _spoken_of(names: Iterable[DefinedName], formulas: Iterable[str]) -> list[DefinedName]:
    said = " ".join(formulas).lower()
    return [one for one in names if one.name.lower() in said]


def _says_something(result: Result) -> bool:
    return result is not None and not isinstance(result, CellError)


def _holds(cell: RawCell, result: Result) -> bool:
    """Return whether a cell stores a result."""
    if result is None:
        return not cell.kind
    if isinstance(result, CellError):
        return cell.kind == "e" and cell.text == result
    if isinstance(result, bool):
        return cell.kind == "b" and (cell.text == "1") == result
    if isinstance(result, str):
        return cell.kind == "s" and cell.text == result
    return cell.kind == "n" and isclose(cell.number, result, rel_tol=_CLOSE, abs_tol=_NOTHING)
