"""Finds which rows of different tables are about the same indicator or the same line of the budget."""

from __future__ import annotations

from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING

from sakipcalc.computing.clues import find_polarities
from sakipcalc.computing.confirmed import Confirmed
from sakipcalc.computing.explanations import find_ladders
from sakipcalc.computing.indicatorlinks import IndicatorLinker, has_figures
from sakipcalc.computing.linelinks import LineLinker
from sakipcalc.computing.linkedrows import LinkedRows, names_of
from sakipcalc.computing.links import Indicator, Links, Subject, goal
from sakipcalc.computing.scopes import with_scopes
from sakipcalc.computing.subjectrows import SubjectRows
from sakipcalc.model import PART_ROWS
from sakipcalc.model.tables import renumbered
from sakipcalc.tables.standard import AGREEMENT

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.computing.arah import Polarity
    from sakipcalc.model import Laporan, Row, Table
    from sakipcalc.rulebook.methods import Metode

__all__ = ["link", "subjects"]


def link(laporan: Laporan, metode: Metode) -> Links:
    """Link the rows of a workbook.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    metode : Metode
        How alike two names must be, which are the same or not whatever they look like, and
        the polarity of indicators where the workbook does not state it.
    """
    linked = _known_or_linked(laporan, metode)
    tables, lists = linked.tables, linked.lists
    of_indicators = {
        (name, subject): linked.several_rows.get((name, subject), (row,))
        for name, rows in linked.first_rows.items()
        for subject, row in rows.items()
        if subject in linked.indicator_rows
    }
    witness = find_polarities(laporan, tables, of_indicators, linked.indicator_rows, metode.arah)
    ladders = find_ladders(laporan, linked.indicator_rows)
    indicators = tuple(
        _indicator(subject, rows, witness.polarities[subject], ladders.get(subject, {}))
        for subject, rows in linked.indicator_rows.items()
    )
    return Links(
        specs=laporan.specs,
        indikator=indicators,
        tables=tables,
        lists=lists,
        scores=linked.scores,
        loose_notes=witness.loose_notes,
        sharing=linked.sharing,
        movements=witness.movements,
        _subjects=linked.subjects,
        _first=linked.first_rows,
        _several={key: tuple(rows) for key, rows in linked.several_rows.items()},
    )


def subjects(laporan: Laporan, metode: Metode) -> Mapping[tuple[str, int], Subject]:
    """Return the subject of each row, by its table and its number, and nothing else of the links.

    The one row of a goal that is left is not linked with the one indicator that is left, whatever they are
    called: the tables are copies of one, whose names do not change.
    """
    tables, lists = _by_id(laporan), _lists(laporan)
    linked, _ = _linked(laporan, tables, lists, metode, by_rest=False)
    return linked.subjects


def _lists(laporan: Laporan) -> dict[str, Table]:
    return {table.name: table for table in laporan.tables if _is_list(table)}


def _known_or_linked(laporan: Laporan, metode: Metode) -> LinkedRows:
    """Return the linked rows of a workbook; as they were linked where the same was read of them before."""
    tables, lists = _by_id(laporan), _lists(laporan)
    read = _read_by_linker(laporan, tables, lists, metode)
    known = LinkedRows.known(read, tables, lists)
    if known is not None:
        return known
    linked, weighed_figures = _linked(laporan, tables, lists, metode, by_rest=True)
    is_by_names = all(map(is_, linked.tables.values(), tables.values())) and not weighed_figures
    return linked.kept(read) if is_by_names else linked


def _read_by_linker(
    laporan: Laporan, tables: Mapping[str, Table], lists: Mapping[str, Table], metode: Metode
) -> Hashable:
    """Return all that linking hangs on, unless it weighs figures; None where that is too much to keep."""
    names = names_of([*tables.items(), *lists.items()])
    if names is None:
        return None
    rows = [row for name, table in tables.items() if name in laporan.specs.linked for row in table.rows]
    without_name = [has_figures(row) for row in rows if "indikator" not in row.cells]
    return laporan.specs, metode.ambang, Confirmed.from_metode(metode), names, *without_name


def _linked(
    laporan: Laporan,
    tables: Mapping[str, Table],
    lists: Mapping[str, Table],
    metode: Metode,
    *,
    by_rest: bool,
) -> tuple[LinkedRows, bool]:
    """Return the linked rows of a workbook, and whether figures were weighed for that."""
    rows = SubjectRows({**tables})
    indicators = IndicatorLinker(rows, laporan.entitas.tahun, metode, by_rest=by_rest)
    present = [name for name in laporan.specs.linked if name in tables]
    waiting = [name for name in present if not indicators.add(name, may_wait=True)]
    for name in waiting:
        indicators.add(name)
    lines = LineLinker(rows, metode)
    lines.add_trees([name for name in laporan.specs.trees if name in tables])
    for name, table in {
        **{one: tables[one] for one in laporan.specs.lists if one in tables},
        **lists,
    }.items():
        lines.add_list(name, table)
    linked = LinkedRows(
        *(rows.tables, lists, rows.subjects, rows.scores, indicators.sharing, indicators.indicators),
        *({**rows.first}, rows.several),
    )
    return linked, indicators.weighed_figures


def _is_list(table: Table) -> bool:
    """Return whether lines of a budget only add up, as those under an agreement: no tree has them."""
    return table.spec.baris == "pohon" and table.spec.banyak


def _by_id(laporan: Laporan) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for table in laporan.tables:
        if table.id == AGREEMENT:
            table_is_head = any(column.id == "tujuan" for column in table.columns)
            if table_is_head or AGREEMENT not in tables:
                tables.setdefault(AGREEMENT, table)
        elif not _is_list(table):
            known = tables.get(table.id)
            tables[table.id] = table if known is None else _with_part(known, table)
    return {name: with_scopes(table) for name, table in tables.items()}


def _with_part(whole: Table, part: Table) -> Table:
    """Return a table with the rows and the further columns of another part of it."""
    beyond = (part.part - 1) * PART_ROWS
    known = {column.key for column in whole.columns}
    more = (column for column in part.columns if column.key not in known)
    return replace(
        whole,
        columns=(*whole.columns, *more),
        rows=(*whole.rows, *renumbered(part.rows, beyond)),
        remarks=(*whole.remarks, *part.remarks),
    )


def _indicator(
    subject: Subject, rows: Sequence[Row], polarity: Polarity, ladder: Mapping[str, Fraction]
) -> Indicator:
    def first(column: str) -> str:
        return next((text for row in rows if (text := row.text(column))), "")

    name = next((row.text("indikator") for row in rows if row.text("indikator")), goal(rows[0]))
    return Indicator(
        subject=subject,
        nama=name,
        tujuan_sasaran=goal(rows[0]),
        satuan=first("satuan") or _unit_of_figures(rows),
        polarity=polarity,
        ladder=ladder,
    )


def _unit_of_figures(rows: Sequence[Row]) -> str:
    """Return the unit that stands behind the figures of an indicator, where no column has it: "24 jam"."""
    figures = (
        cell.numeral
        for row in rows
        for key, cell in row.cells.items()
        if key.startswith(("target", "realisasi"))
    )
    return next((one.unit for one in figures if one is not None and one.unit), "")
