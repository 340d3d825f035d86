"""The verb `roll_forward`."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING, TypedDict, cast

from sakipcalc import api
from sakipcalc.base.allowance import metered
from sakipcalc.base.places import Place
from sakipcalc.computing import compute
from sakipcalc.core.errors import TableError
from sakipcalc.excel import Editor, Limits, Package, PackageError, refs
from sakipcalc.excel.calculate.readers import At, dependents
from sakipcalc.files import name_of, package_from, path_of, reading_from, refuse_other_kind, working_on
from sakipcalc.model import Laporan
from sakipcalc.reading.workbook import grids
from sakipcalc.rolling.cells import emptied, figures_beside, formula_of_next_year, history, next_targets
from sakipcalc.rolling.rollreport import Change, Leftover, RollReport
from sakipcalc.rolling.titles import moved_parts, titles
from sakipcalc.tables.standard import GOALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.computing import Hasil
    from sakipcalc.files import GivenTables, Output, Source, Synonyms
    from sakipcalc.model import Cell
    from sakipcalc.rolling.cells import CarriedCell
    from sakipcalc.rulebook.methods import Metode

__all__ = ["roll_forward"]


def roll_forward(  # noqa: PLR0913 -- every choice of a user by its name
    source: Laporan | Source,
    output: Output,
    *,
    metode: Metode | None = None,
    sinonim: Synonyms | None = None,
    tabel: GivenTables | None = None,
    overwrite: bool = False,
    limits: Limits | None = None,
    jawab: Mapping[str, object] | None = None,
) -> RollReport:
    """Make next year's workbook from this year's, in the unit's own layout.

    The years of captions and headings move, Tabel 3.3 moves its columns and keeps the history, the targets
    of the new year come from Tabel 2.1, inputs and results of the old year are emptied, formulas stay.
    Everything else keeps its bytes. A year is moved only where it is surely that of the report: years of
    rules, of dates and of the Renstra stay, and every text that still names the old year is listed.

    Parameters
    ----------
    source : path, bytes, binary file or Laporan
        The workbook of the old year (.xlsx, .xlsm); it stays as it is. A Laporan stands for what it was read
        from and with, as in :func:`fill`.
    output : path or binary file
        Where the new one goes; the folder of a path is made if need be.
    metode : Metode, optional
        The choices of the unit.
    sinonim : path or mapping, optional
        More headings, as in :func:`read`.
    tabel : path, mapping or sequence of mapping, optional
        More tables, as in :func:`read`.
    overwrite : bool
        Whether an existing output may be replaced.
    limits : Limits, optional
        How much the workbook may hold.
    jawab : mapping of str to object, optional
        Answers to what the reader asks, as in :func:`read`; they hold for the workbook of either year.

    Returns
    -------
    RollReport
        Everything that was changed, carried, emptied and left, and the findings in the new workbook.

    Raises
    ------
    WorkbookError, TableError
        As :func:`fill`; ``no-year`` where the workbook does not say its year, ``renstra-over`` where the
        Renstra has no target for the next one: a new Renstra is needed then.
    OutputError
        When the output exists, or cannot be written. Nothing is half-written.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> target = pathlib.Path(tempfile.mkdtemp()) / "bogorejo-2025.xlsx"
    >>> report = roll_forward("workbooks/bogorejo-2024.xlsx", target)
    >>> report.from_year, report.to_year
    (2024, 2025)
    >>> api.read(target).find("3.3").years
    (2023, 2024, 2025)
    """
    if isinstance(source, Laporan):
        kept, given = api.read_from(source)
        sinonim, tabel = sinonim or given["sinonim"], tabel or given["tabel"]
        source, jawab = cast("Source", kept), jawab or given["jawab"]
    name, known = name_of(source), _Known(sinonim=sinonim, tabel=tabel, limits=limits, jawab=jawab)
    with working_on(name, limits):
        with reading_from(name), package_from(source, limits or Limits()) as package:
            refuse_other_kind(package, output, source)
            hasil = compute(api.read(_named(package.data, source), **known), metode)
            year = _next_year(hasil) - 1
            roll = _Roll(package, hasil, year)
            roll.move_texts()
            roll.carry_history()
            roll.empty_inputs()
            data, moved, left = moved_parts(Package(roll.editor.to_bytes(), limits=package.limits), year)
        filled = api.fill(_named(data, source), output, metode=metode, overwrite=overwrite, **known)
    return RollReport(
        source=name,
        output=path_of(output),
        from_year=year,
        to_year=year + 1,
        titles=(*roll.titles, *moved),
        history=tuple(roll.history),
        targets=tuple(roll.targets),
        cleared=tuple(roll.cleared),
        leftovers=(*roll.leftovers, *left),
        unjudged=tuple(roll.unjudged),
        filling=filled,
    )


class _Known(TypedDict):
    """The vocabulary and choices that the workbook of either year is read with."""

    sinonim: Synonyms | None
    tabel: GivenTables | None
    limits: Limits | None
    jawab: Mapping[str, object] | None


def _next_year(hasil: Hasil) -> int:
    """Return the next year; refuse it where the Renstra ends before it."""
    entity, plan = hasil.laporan.entitas, hasil.links.tables.get(GOALS)
    if entity.tahun is None:
        raise TableError("no-year")
    year = entity.tahun + 1
    last = max(plan.years) if plan and plan.years else (entity.renstra or (0, year))[1]
    if year > last:
        raise TableError("renstra-over", year=str(year), last=str(last))
    return year


class _Named(io.BytesIO):
    """A workbook in memory under the name of the file that it comes from, which is never written onto."""

    name = ""


def _named(data: bytes, source: Source) -> _Named:
    stream = _Named(data)
    stream.name = path_of(source)
    return stream


class _Roll:
    """Edits of one workbook, and the report on them."""

    def __init__(self, package: Package, hasil: Hasil, year: int) -> None:
        self.package, self.hasil, self.year = package, hasil, year
        self.editor: Editor = Editor(package)
        self.titles: list[Change] = []
        self.leftovers: list[Leftover] = []
        self.history: list[Change] = []
        self.targets: list[Change] = []
        self.cleared: list[Place] = []
        self.unjudged: list[Leftover] = []
        self._done: set[Place] = set()

    def move_texts(self) -> None:
        """Move the years of captions, headings and covers."""
        for one in titles(self.hasil.laporan, grids(self.package), self.year):
            if isinstance(one, Leftover):
                self.leftovers.append(one)
                continue
            self.titles.append(one)
            if one.new.isdecimal() and one.old.isdecimal():
                self.editor.set_number(one.place.sheet, one.place.cell, int(one.new))
            else:
                self.editor.set_text(one.place.sheet, one.place.cell, one.new)

    def carry_history(self) -> None:
        """Move the columns of Tabel 3.3 by one year."""
        for one in history(self.hasil, self.package):
            place = one.cell.place
            self._done.add(place)
            self._put(one)
            if one.value not in {None, ""}:
                self.history.append(Change(place=place, old=one.cell.text, new=str(one.value)))
            elif one.cell.text and not one.stays:
                self.cleared.append(place)

    def _put(self, one: CarriedCell) -> None:
        sheet, ref = one.cell.place.sheet, one.cell.place.cell
        if one.stays:
            self._keep_formula(one.cell, one.value)
        elif one.formula:
            self.editor.set_formula(sheet, ref, one.formula, one.value)
        elif one.value is None:
            self.editor.clear(sheet, ref)
        elif isinstance(one.value, str):
            self.editor.set_text(sheet, ref, one.value)
        else:
            self.editor.set_number(sheet, ref, one.value)

    def _keep_formula(self, cell: Cell, stored: float | str | None) -> None:
        """Leave a formula, pointed at the new year's targets, with what it stores now."""
        sheet, ref = cell.place.sheet, cell.place.cell
        moved = formula_of_next_year(cell.formula, sheet, self.hasil)
        if moved != cell.formula:
            self.editor.set_formula(sheet, ref, moved, stored)
        else:
            self.editor.set_cached(sheet, ref, stored)

    def empty_inputs(self) -> None:
        """Empty the inputs and results of the old year; formulas stay and forget what they stored."""
        targets = {one.cell.place: one for one in next_targets(self.hasil, self.year + 1)}
        for cell in emptied(self.hasil.laporan):
            self._done.add(cell.place)
            if cell.formula:
                self._keep_formula(cell, self._forgotten(cell))
            elif cell.place in targets:
                self._set_target(cell, targets[cell.place].value)
            else:
                self.editor.clear(cell.place.sheet, cell.place.cell)
                self.cleared.append(cell.place)
        self._empty_figures_beside()
        self._let_others_forget()

    def _empty_figures_beside(self) -> None:
        """Empty figures beside the tables that are made of emptied ones; list those that nobody can judge."""
        gone = [cell for cell in emptied(self.hasil.laporan) if not cell.formula]
        for one in figures_beside(self.hasil.laporan, self.package, gone):
            if not one.follows:
                self.unjudged.append(Leftover(place=one.place, text=one.text))
                continue
            with suppress(PackageError):  # a cell that a merge hides
                self.editor.clear(one.place.sheet, one.place.cell)
                self._done.add(one.place)
                self.cleared.append(one.place)

    def _forgotten(self, cell: Cell) -> str | None:
        """Return the stored value of a formula whose inputs were emptied."""
        return "" if cell.place in self.hasil.own_formulas else None

    def _set_target(self, cell: Cell, value: float | str) -> None:
        if isinstance(value, str):
            self.editor.set_text(cell.place.sheet, cell.place.cell, value)
        else:
            self.editor.set_number(cell.place.sheet, cell.place.cell, value)
        self.targets.append(Change(place=cell.place, old=cell.text, new=str(value)))

    def _let_others_forget(self) -> None:
        """Let the formulas beside the tables forget figures that come of what was emptied or moved."""
        changed = (*self._done, *(one.place for one in self.titles))
        stale = dependents(self.package, (At(place.sheet.lower(), *place.coordinates) for place in changed))
        for info in self.package.sheets:
            sheet = self.package.sheet(info.name)
            for (row, col), cell in metered(sheet.cells.items()):
                place = Place(self.hasil.laporan.file, info.name, refs.cell_name(row, col))
                if not cell.formula or place in self._done or cell.kind != "n":
                    continue
                moved = formula_of_next_year(cell.formula, info.name, self.hasil)
                if moved != cell.formula:
                    self.editor.set_formula(info.name, place.cell, moved, None)
                elif At(info.name.lower(), row, col) in stale:
                    self.editor.set_cached(info.name, place.cell, None)
