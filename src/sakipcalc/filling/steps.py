"""The steps of filling, each decided on values before anything is touched.

1. rows: which rows the tables of the template get, from the data or from each other (`rows`);
2. insertion: where a table has too few lines, rows are inserted and everything else moves;
3. labels: the new rows get their names, and what they change is read again;
4. facts: what the unit types comes from the data, and what they change is read again (`facts`);
5. derivation: computed and carried-over cells get live formulas (`plan`);
6. rows in which the text that was written does not fit become higher (`heights`);
7. a sheet ``Temuan`` is added on request.

A step that has nothing to do is passed over: without data and new rows only 5 and 6 are left. All edits
gather in memory (`draft`); nothing reaches the disk before the last step has come out well. Results and
findings that are reported are those of what the user gets: what was changed is read once more when somebody
asks for them (`after`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.computing import compute
from sakipcalc.filling.draft import Draft, Refreshed
from sakipcalc.filling.facts import RencanaFakta, plan_facts, without_place
from sakipcalc.filling.heights import heights
from sakipcalc.filling.plan import make_plan
from sakipcalc.filling.rows import plan_rows
from sakipcalc.filling.write import clear, refresh, stored, write

if TYPE_CHECKING:
    from sakipcalc.filling.heights import TinggiBaris
    from sakipcalc.filling.options import FillOptions
    from sakipcalc.filling.plan import Konflik, Rencana, Tulis
    from sakipcalc.filling.rows import RencanaBaris
    from sakipcalc.model import Laporan
    from sakipcalc.ooxml import Package
    from sakipcalc.reading import Reader

__all__ = ["Terisi", "fill_package"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terisi:
    """A filled package, not saved yet, and the plans that it came from.

    Parameters
    ----------
    draft : Draft
        The package with all edits.
    laporan : Laporan
        The template with its rows and facts, before what is derived.
    baris, fakta, turunan
        The plans of rows, facts and derived cells.
    ditinggikan : tuple of TinggiBaris
        Rows that became higher, for the text written into them.
    tanpa_tempat : tuple of str
        Tables and columns of the data that the template lacks.
    catatan : tuple of str
        Codes of what a reader of the report should know of the package.
    """

    draft: Draft
    laporan: Laporan
    baris: RencanaBaris
    fakta: RencanaFakta
    turunan: Rencana
    ditinggikan: tuple[TinggiBaris, ...]
    tanpa_tempat: tuple[str, ...]
    catatan: tuple[str, ...]

    @property
    def tulis(self) -> tuple[Tulis, ...]:
        """Every cell that is written: labels, facts, derived values."""
        return (*self.baris.tulis, *self.fakta.tulis, *self.turunan.tulis)

    @property
    def refreshed(self) -> tuple[Refreshed, ...]:
        """Every formula that stays and whose stored result was set: of the library, or a mere pointer."""
        own = (
            Refreshed(cell.sel.tempat, cell.sel.teks, stored(cell.nilai, cell.sel))
            for cell in self.turunan.segarkan
        )
        return tuple({one.place: one for one in (*own, *self.draft.followed)}.values())

    @property
    def konflik(self) -> tuple[Konflik, ...]:
        """Every typed value that differs from the data or from the other cells."""
        return (*self.fakta.konflik, *self.turunan.konflik)


def fill_package(
    package: Package, reader: Reader, options: FillOptions, data: Laporan | None = None
) -> Terisi:
    """Fill a template in memory.

    Parameters
    ----------
    package : Package
        The template.
    reader : Reader
        Reads it.
    options : FillOptions
        How it is filled.
    data : Laporan, optional
        The workbook whose facts fill it.
    """
    draft = Draft(package, reader)
    laporan = draft.read()
    hasil = compute(laporan, options.metode)
    rows = plan_rows(laporan, package, data=data, on_conflict=options.on_conflict, metode=hasil.metode)
    notes = draft.insert(rows.sisip) if rows.sisip else ()
    clear(draft.editor, rows.kosongkan)
    write(draft.editor, rows.tulis)
    if rows.tulis or rows.kosongkan or rows.sisip:
        laporan = draft.read()
    facts = RencanaFakta()
    if data is not None:
        facts = plan_facts(laporan, rows.pasangan, compute(data, options.metode), options.on_conflict)
        write(draft.editor, facts.tulis)
        laporan = draft.read() if facts.tulis else laporan
    if laporan is not hasil.laporan:
        hasil = compute(laporan, options.metode)
    plan = make_plan(hasil, on_conflict=options.on_conflict, formulas=options.formulas)
    write(draft.editor, plan.tulis)
    refresh(draft.editor, plan.segarkan)
    higher = heights(draft.package, (*rows.tulis, *facts.tulis, *plan.tulis, *plan.segarkan))
    for row in higher:
        draft.editor.set_row_height(row.sheet, row.baris, row.menjadi, fixed=row.tetap)
    notes = (*notes, *(("sums-left-out",) if plan.dibiarkan else ()), *draft.editor.receipt.notes)
    return Terisi(
        draft=draft,
        laporan=laporan,
        baris=rows,
        fakta=facts,
        turunan=plan,
        ditinggikan=higher,
        tanpa_tempat=without_place(laporan, data) if data else (),
        catatan=tuple(dict.fromkeys((*_notes(laporan, data), *notes))),
    )


def _notes(laporan: Laporan, data: Laporan | None) -> tuple[str, ...]:
    """Say that the data are of another year, where both say which."""
    years = {one.entitas.tahun for one in (laporan, data or laporan)} - {None}
    return ("data-of-another-year",) if len(years) > 1 else ()
