"""Several units in one workbook: told apart, and asked which one is meant; never mixed in silence.

A form that is filled once for each unit, on sheets of their own or one below the other, is read for one
unit. Rows of several units under one header are read together, and the office is told::

    Perangkat Daerah     | Indikator   | Target        1.01  DINAS PENDIDIKAN        |        | the rows of
    Dinas Pendidikan     | Nilai SAKIP |     70        1.02  Program Pengelolaan ... |  9.000 | one unit below
    Dinas Kesehatan      | Nilai SAKIP |     72        1.02  DINAS KESEHATAN         |        | its name

The answer ``Unit = Dinas Kesehatan`` (sheet Pengaturan, Metode, ``--jawab``) leaves the rows of that unit.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.excel import refs
from sakipcalc.messages import Phrase
from sakipcalc.model import Level
from sakipcalc.reading.marks import TOTAL
from sakipcalc.reading.sections import DOCUMENT
from sakipcalc.text.names import plain
from sakipcalc.text.units import is_part, reporting_unit, same_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.model import Column, Row, Table
    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.header import Heading

__all__ = ["SectionsOfUnit", "TablesOfUnit", "sections_of_unit", "tables_of_unit", "units_of_rows"]

#: The heading of a column that names whose a row is; who answers for an indicator is another thing.
_OF_UNITS = re.compile(
    r"(?:nama\s+)?(?:opd|skpd|pd|perangkat\s+daerah|satuan\s+kerja(?:\s+perangkat\s+daerah)?|unit\s+kerja|instansi"
    r"|organisasi(?:\s+perangkat\s+daerah)?|unit\s+organisasi)"
)
#: So many of the cells of a column have to name units where its heading does not say that they do.
_MOST = 0.8
#: The name of a unit has no more characters.
_LONGEST = 120
#: So many of the units are named in the question; all are answers.
_SHOWN = 5


class SectionsOfUnit(NamedTuple):
    """The sections that are read, the unit that they are of, and the question where there are others."""

    found: list[FoundTable]
    unit: str
    questions: tuple[Temuan, ...]


class TablesOfUnit(NamedTuple):
    """The tables with the rows that count, the unit that was chosen, and the questions."""

    tables: tuple[Table, ...]
    unit: str
    questions: tuple[Temuan, ...]


def sections_of_unit(found: Sequence[FoundTable], answer: str, file: str) -> SectionsOfUnit:
    """Return the sections of one unit, where a workbook repeats a form for several.

    Parameters
    ----------
    found : sequence of FoundTable
        The sections in their order.
    answer : str
        The unit that is asked for; empty for the first.
    file : str
        Name of the workbook, for the places.
    """
    named = _spelled_once(_units_of_sections(found))
    units = _distinct(named)
    if len(units) <= 1:
        return SectionsOfUnit([*found], "", ())
    shapes = [
        {one.section.header.shape for one, own in zip(found, named, strict=True) if own == unit}
        for unit in units
    ]
    if not any(one & other for one, other in combinations(shapes, 2)):
        return SectionsOfUnit([*found], "", ())  # no form is repeated
    answered = _answered(answer, units)
    chosen = answered or units[0]
    kept = [one for one, own in zip(found, named, strict=True) if own in {"", chosen}]
    if answered:
        return SectionsOfUnit(kept, chosen, ())
    first = {own: one for one, own in zip(reversed(found), reversed(named), strict=True)}
    places = tuple(_place_of(first[unit], file) for unit in units)
    return SectionsOfUnit(
        kept, chosen, (_question(places, units, Phrase("words.unit-dibaca", {"unit": chosen})),)
    )


def tables_of_unit(
    tables: Sequence[Table], units: Mapping[tuple[str, int], str], answer: str
) -> TablesOfUnit:
    """Return the tables with the rows of the unit that is asked for; with all of them where none is.

    Parameters
    ----------
    tables : sequence of Table
        The tables, with the levels of their rows.
    units : mapping of (str, int) to str
        The unit of rows, by sheet and row, as columns and headings of groups say it.
    answer : str
        The unit that is asked for, if any.
    """
    known = [_spelled_once(_of_rows(table, units)) for table in tables]
    told = _distinct(_spelled_once(chain.from_iterable(known)))
    if len(told) <= 1:
        return TablesOfUnit(tuple(tables), "", ())
    chosen = _answered(answer, told)
    if chosen:
        kept = (_of_unit(table, own, chosen) for table, own in zip(tables, known, strict=True))
        return TablesOfUnit(tuple(table for table in kept if table.rows), chosen, ())
    questions = []
    for table, own in zip(tables, known, strict=True):
        others = _distinct(own)
        if len(others) > 1:
            first = {unit: row.place for row, unit in zip(reversed(table.rows), reversed(own), strict=True)}
            places = tuple(first[unit] for unit in others)
            questions.append(_question(places, others, Phrase("words.unit-bersama", {"tabel": table.name})))
    return TablesOfUnit(tuple(tables), "", tuple(questions))


def units_of_rows(
    grid: Grid,
    headings: Iterable[Heading],
    columns: Sequence[Column],
    rows: Sequence[Row],
    groups: Sequence[int],
) -> dict[int, str]:
    """Return the unit of each row that a column or the heading of its group names; none for one unit.

    Parameters
    ----------
    grid : Grid
        The sheet.
    headings : iterable of Heading
        The headings of the header, those that are no column among them.
    columns : sequence of Column
        The columns of the table.
    rows : sequence of Row
        Its rows.
    groups : sequence of int
        Rows of the sheet that head a group of its rows.
    """
    taken = {col for column in columns for col in (column.col, *column.other_cols)}
    for heading in headings:
        if heading.col not in taken and heading.path:
            found = _in_column(grid, heading, rows)
            if len({*found.values()}) > 1:
                return found
    found = _by_groups(grid, rows, groups) if groups else {}
    return found if len({*found.values()}) > 1 else {}


def _units_of_sections(found: Iterable[FoundTable]) -> Iterator[str]:
    """Yield the unit of each section: that of its caption, of the section before it, of its sheet."""
    last: dict[str, str] = {}
    for one in found:
        lines = (*one.context.caption, *([] if one.grid.sheet in last else one.context.earlier))
        if any(map(DOCUMENT.match, lines)):
            yield ""  # the agreements of officials are told apart by who signs them
            continue
        named = next(filter(None, (reporting_unit(line, anywhere=True) for line in reversed(lines))), "")
        named = named or last.get(one.grid.sheet) or reporting_unit(one.grid.sheet)
        last[one.grid.sheet] = named
        yield named


def _in_column(grid: Grid, heading: Heading, rows: Sequence[Row]) -> dict[int, str]:
    """Return the unit of each row by a column of units, which may be merged or written once for several."""
    of_units = _OF_UNITS.fullmatch(plain(heading.path[-1])) is not None
    found: dict[int, str] = {}
    last, told, named = "", 0, 0
    for row in rows:
        cell = grid.at(row.number, heading.col)
        text = (
            cell.text if cell is not None and isinstance(cell.raw, str) and len(cell.text) <= _LONGEST else ""
        )
        if TOTAL.fullmatch(text):
            last = ""
        elif text:
            unit = "" if is_part(text) else reporting_unit(text) or (text if of_units else "")
            told, named = told + 1, named + bool(unit)
            last = unit
        found[row.number] = last
    return found if told and named >= _MOST * told else {}


def _by_groups(grid: Grid, rows: Sequence[Row], groups: Sequence[int]) -> dict[int, str]:
    """Return the unit of each row by the heading of its group."""
    heads: dict[int, str] = {}
    for number in groups:
        texts = [cell.text for cell in grid.lines[number] if isinstance(cell.raw, str)]
        heads[number] = next(filter(None, map(reporting_unit, texts)), "")
    found = {}
    for row in rows:
        above = [number for number in groups if number < row.number and heads[number]]
        found[row.number] = heads[above[-1]] if above else ""
    return found


def _of_rows(table: Table, units: Mapping[tuple[str, int], str]) -> list[str]:
    """Return the unit of each row of a table: told, or in a tree that of the line above the programmes."""
    if not table.rows:
        return []
    if units and any((row.place.sheet, row.number) in units for row in table.rows):
        return [units.get((row.place.sheet, row.number), "") for row in table.rows]
    if Level.UNIT not in [row.level for row in table.rows]:
        return [""] * len(table.rows)
    unit, found = "", []
    for row in table.rows:
        if row.level is Level.UNIT:
            unit = reporting_unit(row.text("uraian")) or unit
        found.append("" if row.level is Level.JUMLAH and not row.parent else unit)
    return found


def _of_unit(table: Table, units: Sequence[str], chosen: str) -> Table:
    """Return a table with the rows of a unit; one that names no unit is of all."""
    if not any(units):
        return table
    rows = tuple(row for row, unit in zip(table.rows, units, strict=True) if same_unit(unit, chosen))
    return replace(table, rows=rows)


def _spelled_once(named: Iterable[str]) -> list[str]:
    """Return the units as they are named, each in its first spelling."""
    spelled: dict[str, str] = {"": ""}
    for name in (every := [*named]):
        if name not in spelled:
            spelled[name] = next((known for known in spelled.values() if same_unit(name, known)), name)
    return [spelled[name] for name in every]


def _distinct(named: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(filter(None, named))]


def _answered(answer: str, units: Sequence[str]) -> str:
    """Return the unit that an answer names."""
    exact = next((unit for unit in units if plain(unit) == plain(answer)), "")
    return exact or next((unit for unit in units if same_unit(unit, answer)), "")


def _place_of(found: FoundTable, file: str) -> Place:
    header = found.section.header
    return Place(file, found.grid.sheet, refs.cell_name(header.top, header.left))


def _question(places: tuple[Place, ...], units: Sequence[str], read: Phrase) -> Temuan:
    shown = [f"“{unit}”" for unit in units[:_SHOWN]] + ["…"] * (len(units) > _SHOWN)
    return Temuan(
        code="beberapa-unit",
        places=places,
        actual=str(len(units)),
        data={"unit": tuple(units), "contoh": ", ".join(shown), "dibaca": read, "kunci": "“Unit”"},
    )
