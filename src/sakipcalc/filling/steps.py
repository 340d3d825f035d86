"""The steps of filling, each decided on values before anything is touched.

1. rows: which rows the tables of the template get, from the data or from each other (`rows`);
2. insertion: where a table has too few lines, rows are inserted and everything else moves;
3. labels: the new rows get their names, and what they change is read again;
4. facts: what the unit types comes from the data, and what they change is read again (`facts`);
5. links: those of the template that lead to another row than the data have there are emptied (`wronglinks`);
6. derivation: computed and carried-over cells get live formulas (`plan`);
7. results: formulas of the unit that depend on what was written store what they give now; where that lets
   more be derived, 6 is done again. Facts behind formulas that still give something else come last;
8. rows in which the text that was written does not fit become higher (`heights`).

A step that has nothing to do is passed over: without data and new rows only 6 to 8 are left. All edits
gather in memory (`draft`); nothing reaches the disk before the last step has come out well. `api.fill` adds
the sheets that are asked for, and saves. Results and findings that are reported are those of what the user
gets: what was changed is read once more when somebody asks for them (`after`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.computing import compute
from sakipcalc.core.memo import Owned
from sakipcalc.filling.allowedwords import AllowedWords
from sakipcalc.filling.cellwrites import singly
from sakipcalc.filling.draft import Draft, Refreshed
from sakipcalc.filling.facts import FactPlan, plan_facts, without_place
from sakipcalc.filling.heights import heights
from sakipcalc.filling.plan import FillPlan, make_plan
from sakipcalc.filling.rows import plan_rows
from sakipcalc.filling.unfilled import EmptyReason
from sakipcalc.filling.write import clear, refresh, stored, write
from sakipcalc.filling.wronglinks import surplus_links, wrong_links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil
    from sakipcalc.excel import Package
    from sakipcalc.filling.heights import RowHeight
    from sakipcalc.filling.options import FillOptions
    from sakipcalc.filling.plan import CellWrite, Conflict
    from sakipcalc.filling.rows import RowPlan
    from sakipcalc.model import Laporan
    from sakipcalc.reading import Reader
    from sakipcalc.rulebook.methods import Metode

__all__ = ["Filled", "fill_package"]

#: How often formulas of the unit and derived cells may wait for each other.
_ROUNDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A filled package, not saved yet, and the plans that it came from.

    Parameters
    ----------
    draft : Draft
        The package with all edits.
    laporan : Laporan
        The template with its rows and facts, before what is derived.
    row_plan, fact_plan, derived
        The plans of rows, facts and derived cells.
    heightened : tuple of RowHeight
        Rows that became higher, for the text written into them.
    without_place : tuple of str
        Tables and columns of the data that the template lacks.
    notes : tuple of str
        Codes of what a reader of the report should know of the package.
    """

    draft: Draft
    laporan: Laporan
    row_plan: RowPlan
    fact_plan: FactPlan
    derived: FillPlan
    heightened: tuple[RowHeight, ...]
    without_place: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def writes(self) -> Sequence[CellWrite]:
        """Every cell that is written: labels, facts, derived values."""
        if not self.row_plan.writes and not self.fact_plan.writes:
            return self.derived.writes
        return (*self.row_plan.writes, *self.fact_plan.writes, *self.derived.writes)

    @property
    def refreshed(self) -> tuple[Refreshed, ...]:
        """Every formula that stays and whose stored result was set or taken out."""
        return self.draft.refreshed

    @property
    def stale(self) -> tuple[Place, ...]:
        """Every formula whose stored result is of earlier figures, and could not be set."""
        return tuple(sorted(self.draft.stale))

    @property
    def without_result(self) -> tuple[Place, ...]:
        """Every formula that stores no result, because nobody here can say what it gives."""
        return tuple(sorted(self.draft.without_result))

    @property
    def counts(self) -> dict[str, int]:
        """How much was done, for the log."""
        return {"cells": len(self.writes), "rows": len(self.row_plan.new), "conflicts": len(self.conflicts)}

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every typed value that differs from the data or from the other cells."""
        return (*self.fact_plan.conflicts, *self.derived.conflicts)


def fill_package(
    package: Package, reader: Reader, options: FillOptions, data: Laporan | None = None
) -> Filled:
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
    draft, data = Draft(package, reader), data and data.with_cells()
    template = laporan = draft.read()
    hasil = compute(laporan, options.metode) if data is None else _results(package, laporan, options.metode)
    rows = plan_rows(laporan, package, data=data, on_conflict=options.on_conflict, metode=hasil.metode)
    notes = draft.insert(rows.insertions) if rows.insertions else ()
    clear(draft.editor, (*rows.cleared, *rows.freed))
    write(draft.editor, rows.writes)
    if rows.writes or rows.cleared or rows.insertions:
        laporan = draft.read()
    facts = FactPlan()
    if data is not None:
        facts = plan_facts(laporan, rows.pairs, compute(data, options.metode), options.on_conflict)
        write(draft.editor, facts.writes)
        laporan = draft.read() if facts.writes else laporan
    if laporan is not template:
        hasil = compute(laporan, options.metode)
    if _in_annex(hasil, draft.settle(hasil.own_formulas)):
        hasil = compute(draft.read(), options.metode)
    if data is not None:
        hasil = _without_wrong_links(draft, hasil, rows, options)
    plan = _derived(draft, hasil, options)
    if facts.behind_formulas:
        facts, plan = _with_facts_behind_formulas(draft, facts, plan, options)
    higher = heights(draft.package, (*rows.writes, *facts.writes, *singly(plan.writes), *plan.refresh))
    for row in higher:
        draft.editor.set_row_height(row.sheet, row.row, row.new_height, fixed=row.fixed)
    if any(one.reason is EmptyReason.LEVEL for one in plan.unfilled):
        notes = (*notes, "sums-left-out")
    notes = (*notes, *draft.editor.notes)
    return Filled(
        draft=draft,
        laporan=laporan,
        row_plan=rows,
        fact_plan=facts,
        derived=plan,
        heightened=higher,
        without_place=without_place(laporan, data) if data else (),
        notes=tuple(dict.fromkeys((*_notes(laporan, data), *notes))),
    )


#: A template with the Metode that was asked for and what it gives, before facts of one unit or another go in.
_RESULTS: Owned[Package, tuple[Laporan, Metode | None, Hasil]] = Owned(
    "results of a template filled with facts"
)


def _results(package: Package, laporan: Laporan, metode: Metode | None) -> Hasil:
    """Return the results of a template, worked out when it is first filled."""
    known = _RESULTS.get(package)
    if known is None or known[0] is not laporan or known[1] != metode:
        known = _RESULTS.put(package, (laporan, metode, compute(laporan, metode)))
    return known[2]


def _without_wrong_links(draft: Draft, hasil: Hasil, rows: RowPlan, options: FillOptions) -> Hasil:
    """Empty links to rows that the data lack, and those to a wrong row, whose cells can then be derived."""
    if surplus := surplus_links(hasil.laporan, rows):
        hasil = _without(draft, surplus, options)
    for _ in range(_ROUNDS):
        wrong = wrong_links(hasil, rows.new)
        if not wrong:
            break
        hasil = _without(draft, wrong, options)
    return hasil


def _without(draft: Draft, links: Sequence[Place], options: FillOptions) -> Hasil:
    """Return the results once some links are emptied."""
    clear(draft.editor, links)
    draft.without_result.difference_update(links)
    return compute(draft.read(), options.metode)


def _with_facts_behind_formulas(
    draft: Draft, facts: FactPlan, plan: FillPlan, options: FillOptions
) -> tuple[FactPlan, FillPlan]:
    """Write the facts whose formulas give something else, and derive what follows from them."""
    known = len(facts.writes)
    facts = facts.against(draft.read(), replace=options.on_conflict == "replace")
    late = facts.writes[known:]
    write(draft.editor, late)
    if late:
        plan = plan.followed_by(_derived(draft, compute(draft.read(), options.metode), options))
    return facts, plan


def _derived(draft: Draft, hasil: Hasil, options: FillOptions) -> FillPlan:
    """Write what is derived, and what can be derived once formulas of the unit give what they give now."""
    whole = FillPlan()
    for _ in range(_ROUNDS):
        plan = make_plan(
            hasil,
            on_conflict=options.on_conflict,
            formulas=options.formulas,
            allows=AllowedWords(draft.package).allow,
        )
        write(draft.editor, plan.writes)
        refresh(draft.editor, plan.refresh)
        for cell in plan.refresh:
            draft.note(Refreshed(cell.cell.place, cell.cell.text, stored(cell.value, cell.cell)))
        whole = whole.followed_by(plan)
        draft.follow(whole.writes)
        if not _in_annex(hasil, draft.settle(hasil.own_formulas)):
            break
        hasil = compute(draft.read(), options.metode)
    return whole


def _in_annex(hasil: Hasil, places: set[Place]) -> bool:
    """Return whether one of the places is a cell of a table, so that others may follow from it."""
    if not places:
        return False
    sheets = {place.sheet for place in places}
    tables = [table for table in hasil.laporan.tables if table.sheet in sheets]
    rows = [row for table in tables for row in table.rows]
    return not places.isdisjoint([cell.place for row in rows for cell in row.cells.values()])


def _notes(laporan: Laporan, data: Laporan | None) -> tuple[str, ...]:
    """Say that the data are of another year, where both say which."""
    years = {one.entitas.tahun for one in (laporan, data or laporan)} - {None}
    return ("data-of-another-year",) if len(years) > 1 else ()
