"""The verb `roll_forward`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypedDict

from sakipcalc import api
from sakipcalc.allowance import metered
from sakipcalc.computing import compute
from sakipcalc.errors import TableError
from sakipcalc.files import name_of, package_from, path_of, reading_from, refuse_other_kind, working_on
from sakipcalc.ooxml import Limits, Package, refs
from sakipcalc.places import Place
from sakipcalc.reading.workbook import grids
from sakipcalc.rolling.history import history
from sakipcalc.rolling.inputs import emptied, next_plan, planned
from sakipcalc.rolling.parts import moved_parts
from sakipcalc.rolling.report import Perubahan, RollReport, Sisa
from sakipcalc.rolling.titles import titles
from sakipcalc.tables.standard import GOALS

if TYPE_CHECKING:
    from sakipcalc.computing import Hasil
    from sakipcalc.files import Output, Sinonim, Source, TabelTambahan
    from sakipcalc.methods import Metode
    from sakipcalc.model import Sel
    from sakipcalc.ooxml import Editor
    from sakipcalc.rolling.history import Isi

__all__ = ["roll_forward"]


def roll_forward(
    source: Source,
    output: Output,
    *,
    metode: Metode | None = None,
    sinonim: Sinonim | None = None,
    tabel: TabelTambahan | None = None,
    overwrite: bool = False,
    limits: Limits | None = None,
) -> RollReport:
    """Make next year's workbook from this year's, in the unit's own layout.

    The years of captions and headings move, Tabel 3.3 moves its columns and keeps the history, the targets
    of the new year come from Tabel 2.1, inputs and results of the old year are emptied, formulas stay.
    Everything else keeps its bytes. A year is moved only where it is surely that of the report: years of
    rules, of dates and of the Renstra stay, and every text that still names the old year is listed.

    Parameters
    ----------
    source : path, bytes or binary file
        The workbook of the old year (.xlsx, .xlsm); it stays as it is.
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
    >>> report.dari, report.ke
    (2024, 2025)
    >>> api.read(target).cari("3.3").tahun
    (2023, 2024, 2025)
    """
    name, known = name_of(source), _Known(sinonim=sinonim, tabel=tabel, limits=limits)
    with working_on(name, limits), reading_from(name), package_from(source, limits or Limits()) as package:
        refuse_other_kind(package, output)
        hasil = compute(api.read(_named(package.data, source), **known), metode)
        year = _next_year(hasil) - 1
        roll = _Roll(package, hasil, year)
        roll.texts()
        roll.history()
        roll.inputs()
        data, moved, left = moved_parts(Package(roll.editor.to_bytes(), limits=package.limits), year)
    filled = api.fill(_named(data, source), output, metode=metode, overwrite=overwrite, **known)
    return RollReport(
        sumber=name,
        tujuan=path_of(output),
        dari=year,
        ke=year + 1,
        judul=(*roll.judul, *moved),
        riwayat=tuple(roll.riwayat),
        target=tuple(roll.target),
        dikosongkan=tuple(roll.dikosongkan),
        sisa=(*roll.sisa, *left),
        pengisian=filled,
    )


class _Known(TypedDict):
    """What the workbook of either year is read with."""

    sinonim: Sinonim | None
    tabel: TabelTambahan | None
    limits: Limits | None


def _next_year(hasil: Hasil) -> int:
    """Return the next year; refuse it where the Renstra ends before it."""
    entity, plan = hasil.laporan.entitas, hasil.tautan.tabel.get(GOALS)
    if entity.tahun is None:
        raise TableError("no-year")
    year = entity.tahun + 1
    last = max(plan.tahun) if plan and plan.tahun else (entity.renstra or (0, year))[1]
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
    """Collects the edits of one workbook, and what is to be told of them."""

    def __init__(self, package: Package, hasil: Hasil, year: int) -> None:
        self.package, self.hasil, self.year = package, hasil, year
        self.editor: Editor = package.edit()
        self.judul: list[Perubahan] = []
        self.sisa: list[Sisa] = []
        self.riwayat: list[Perubahan] = []
        self.target: list[Perubahan] = []
        self.dikosongkan: list[Place] = []
        self._done: set[Place] = set()

    def texts(self) -> None:
        """Move the years of captions, headings and covers."""
        for one in titles(self.hasil.laporan, grids(self.package), self.year):
            if isinstance(one, Sisa):
                self.sisa.append(one)
                continue
            self.judul.append(one)
            if one.baru.isdecimal() and one.lama.isdecimal():
                self.editor.set_number(one.tempat.sheet, one.tempat.cell, int(one.baru))
            else:
                self.editor.set_text(one.tempat.sheet, one.tempat.cell, one.baru)

    def history(self) -> None:
        """Move the columns of Tabel 3.3 by one year."""
        for one in history(self.hasil, self.package):
            place = one.sel.tempat
            self._done.add(place)
            self._put(one)
            if one.nilai not in {None, ""}:
                self.riwayat.append(Perubahan(tempat=place, lama=one.sel.teks, baru=str(one.nilai)))
            elif one.sel.teks and not one.tetap:
                self.dikosongkan.append(place)

    def _put(self, one: Isi) -> None:
        sheet, ref = one.sel.tempat.sheet, one.sel.tempat.cell
        if one.tetap:
            self._keep_formula(one.sel, one.nilai)
        elif one.rumus:
            self.editor.set_formula(sheet, ref, one.rumus, one.nilai)
        elif one.nilai is None:
            self.editor.clear(sheet, ref)
        elif isinstance(one.nilai, str):
            self.editor.set_text(sheet, ref, one.nilai)
        else:
            self.editor.set_number(sheet, ref, one.nilai)

    def _keep_formula(self, sel: Sel, stored: float | str | None) -> None:
        """Leave a formula, pointed at the new year's targets, with what it stores now."""
        sheet, ref = sel.tempat.sheet, sel.tempat.cell
        moved = next_plan(sel.rumus, sheet, self.hasil)
        if moved != sel.rumus:
            self.editor.set_formula(sheet, ref, moved, stored)
        else:
            self.editor.set_cached(sheet, ref, stored)

    def inputs(self) -> None:
        """Empty the inputs and results of the old year; formulas stay and forget what they stored."""
        targets = {one.sel.tempat: one for one in planned(self.hasil, self.year + 1)}
        for sel in emptied(self.hasil.laporan):
            self._done.add(sel.tempat)
            if sel.rumus:
                self._keep_formula(sel, self._forgotten(sel))
            elif sel.tempat in targets:
                self._set_target(sel, targets[sel.tempat].nilai)
            else:
                self.editor.clear(sel.tempat.sheet, sel.tempat.cell)
                self.dikosongkan.append(sel.tempat)
        self._other_formulas()

    def _forgotten(self, sel: Sel) -> str | None:
        """Return what a formula stores until it is calculated: nothing is in its inputs any more."""
        return "" if sel.tempat in self.hasil.rumus_sendiri else None

    def _set_target(self, sel: Sel, value: float | str) -> None:
        if isinstance(value, str):
            self.editor.set_text(sel.tempat.sheet, sel.tempat.cell, value)
        else:
            self.editor.set_number(sel.tempat.sheet, sel.tempat.cell, value)
        self.target.append(Perubahan(tempat=sel.tempat, lama=sel.teks, baru=str(value)))

    def _other_formulas(self) -> None:
        """Let the formulas beside the tables forget figures of the old year."""
        for info in self.package.sheets:
            sheet = self.package.sheet(info.name)
            for (row, col), cell in metered(sheet.cells.items()):
                place = Place(self.hasil.laporan.berkas, info.name, refs.cell_name(row, col))
                if not cell.formula or place in self._done or cell.kind != "n":
                    continue
                moved = next_plan(cell.formula, info.name, self.hasil)
                if moved != cell.formula:
                    self.editor.set_formula(info.name, place.cell, moved, None)
                else:
                    self.editor.set_cached(info.name, place.cell, None)
