"""Clues to the polarity of each indicator, gathered from all tables of a workbook."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from sakipcalc.base.allowance import metered
from sakipcalc.calc.words import read_accumulation
from sakipcalc.computing.arah import Clue, Polarity, decide
from sakipcalc.computing.explanations import explained
from sakipcalc.computing.probing import polarity_of_formula
from sakipcalc.computing.target_kinds import is_rank, is_ratio
from sakipcalc.computing.trends import tells_movement
from sakipcalc.computing.verify import verify
from sakipcalc.model import column_key
from sakipcalc.rulebook import formulas
from sakipcalc.tables.standard import GOALS, HISTORY
from sakipcalc.text.arah import (
    bounded_polarity,
    by_formula_text,
    likely_polarity,
    polarity_mark,
    read_polarity,
    stated_polarity,
)
from sakipcalc.text.names import indicator_name, plain
from sakipcalc.text.numerals import parse_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Cell, Column, Laporan, Remark, Row, Table
    from sakipcalc.text.arah import Arah

__all__ = ["PolarityWitness", "find_polarities"]

#: Columns that hold a capaian, with the columns of target and realisasi that it is made of.
_MADE_OF = {
    "capaian": ("target", "realisasi"),
    "capaian_tw": ("target_tw", "realisasi_tw"),
    "kemajuan": ("target_akhir", "realisasi"),
}
#: Targets of fewer years show no way.
_FEWEST_YEARS = 3
#: A note names an indicator when so much of the name stands in it.
_NAMED = 90
#: A shorter name is found in any text.
_TELLING = 8
_DASHES = frozenset("-–—−")
#: A kind of indicator that says how its quarters come together and which way is better.
_KIND = re.compile(r"\b(?:trend?|positif|negatif)\b", re.IGNORECASE)
#: What stands for nothing in a column of words.
_BLANK = "-–—− ~."
#: The mark of a footnote, behind a name and in front of its note.
_FOOTNOTE = re.compile(r"(?<![*†‡¹²³⁴⁵#^])([*†‡¹²³⁴⁵#^]++)\s*+\)?\s*$")
#: "*) Makin kecil makin baik": a note that begins with the mark of a footnote.
_FOOTNOTED = re.compile(
    r"\s*+(?:(?:catatan|keterangan|ket)\w*\s*+\.?\s*+:?\s*+)?\(?\s*+([*†‡¹²³⁴⁵#^]+)\s*+\)?\s*+[:=.]?\s*+\w",
    re.IGNORECASE,
)
#: "Indikator nomor 3, 5 dan 7": a note that names its indicators by number.
_NUMBERED = re.compile(
    r"\b(?:(?:indikator|iku|ik|baris)\s*+(?:kinerja\s*+)?(?:nomor|no|ke)?|nomor|no)\s*+[.:-]?\s*+((?:\d{1,3}(?:\s*(?:,|&|dan|serta)\s*+)?)+)",
    re.IGNORECASE,
)


class PolarityWitness(NamedTuple):
    """The polarities of all indicators, the notes on one that name none of them, and columns of movements."""

    polarities: Mapping[Subject, Polarity]
    loose_notes: tuple[Remark, ...]
    movements: tuple[Cell, ...] = ()


def find_polarities(
    laporan: Laporan,
    tables: Mapping[str, Table],
    rows: Mapping[tuple[str, Subject], Sequence[Row]],
    indicators: Mapping[Subject, Sequence[Row]],
    stated: Mapping[str, Arah],
) -> PolarityWitness:
    """Return the polarity of each indicator from all that speaks of it.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    tables : mapping of str to Table
        Its linked tables.
    rows : mapping of (str, Subject) to sequence of Row
        Rows of each table about each subject.
    indicators : mapping of Subject to sequence of Row
        The indicators, each with the first row of every table that has it.
    stated : mapping of str to Arah
        Polarities that the Metode states by name.
    """
    clues: dict[Subject, list[Clue]] = {subject: [] for subject in indicators}
    unknown: set[Subject] = set()  # what nothing but a person can settle, where no source speaks
    of_table: dict[str, dict[int, Subject]] = defaultdict(dict)
    for (name, subject), own in metered(rows.items()):
        if subject in clues and name in tables:
            of_table[name].update((row.number, subject) for row in own)
    everywhere = _everywhere(rows)
    moving = {
        name
        for name, subjects in of_table.items()
        if tells_movement(tables[name], subjects, everywhere, laporan.entitas.tahun)
    }
    said = {name: [row.text("arah") for row in t.rows if "arah" in row.cells] for name, t in tables.items()}
    signed = {name: _are_signs(own) for name, own in said.items()}
    # A column that never names one is of something else.
    speaking = {name: signed[name] or any(map(read_polarity, own)) for name, own in said.items()}
    for (name, subject), own in metered(rows.items()):
        if subject not in clues or name not in tables:
            continue
        for row in own:
            clues[subject] += _of_row(tables[name], row)
            found = _in_column(row, dashes=signed[name])
            if name in moving:  # nothing is taken from it, but turun may have been meant as a polarity
                settled, found = all(one.arah != "turun" for one in found), []
            else:
                settled = bool(found) or not speaking[name] or not _is_unread(row.text("arah"))
            clues[subject] += found
            if not settled or _counts_either_way(row):
                unknown.add(subject)
    loose = _add_notes(tables, of_table, clues)
    _add_explanations(laporan, indicators, clues)
    known = {indicator_name(name): arah for name, arah in stated.items()}
    for subject, own in indicators.items():
        names = tuple(dict.fromkeys(text for row in own if (text := row.text("indikator"))))
        unit = next((text for row in own if (text := row.text("satuan"))), "")
        clues[subject] += _of_names(names, unit, known)
    decided = {s: decide(_distinct(found), is_open=s in unknown) for s, found in clues.items()}
    told = tuple(_first_of_column(tables[name]) for name in tables if name in moving)
    return PolarityWitness(decided, loose, told)


def _everywhere(rows: Mapping[tuple[str, Subject], Sequence[Row]]) -> Mapping[Subject, Sequence[Row]]:
    found: dict[Subject, list[Row]] = defaultdict(list)
    for (_, subject), own in rows.items():
        found[subject] += own
    return found


def _first_of_column(table: Table) -> Cell:
    return next(cell for row in table.rows if (cell := row.cells.get("arah")) and cell.text)


def _distinct(clues: Iterable[Clue]) -> list[Clue]:
    return list(dict.fromkeys(clues))


def _are_signs(polarities: Iterable[str]) -> bool:
    """Return whether a column of polarities is one of signs, so that a dash is one too."""
    return "+" in [text.strip() for text in polarities]


def _counts_either_way(row: Row) -> bool:
    """Return whether a target is one to so many, or a place in an order, of which more may be worse."""
    target = row.text("target")
    return is_ratio(target) or is_rank(target) or is_rank(row.text("satuan"))


def _is_unread(text: str) -> bool:
    """Return whether a text in a column of polarities is none, and no word for how quarters come together."""
    return bool(text.strip(_BLANK)) and read_accumulation(text) is None


def _in_column(row: Row, *, dashes: bool) -> list[Clue]:
    kind = row.cells.get("akumulasi")
    if kind is not None and _KIND.search(kind.text) and (told := read_polarity(kind.text)):
        return [Clue("kolom", told, kind.place)]
    cell = row.cells.get("arah")
    if cell is None or not cell.text:
        return []
    is_dash = dashes and bool(cell.text.strip()) and _DASHES.issuperset(cell.text.strip())
    arah = "turun" if is_dash else read_polarity(cell.text)
    return [Clue("kolom", arah, cell.place)] if arah else []


def _of_row(table: Table, row: Row) -> Iterator[Clue]:
    """Yield the clues of a row: the mark at its name, its formulas, its results, its targets."""
    name = row.cells.get("indikator")
    if name is not None and (mark := polarity_mark(name.text)):
        yield Clue("tanda", mark, name.place)
    if table.id in {GOALS, HISTORY} and (way := _way(table, row)):
        yield way
    for column in table.columns:
        if column.id == "target" and (cell := row.cells.get(column.key)):
            kind = "rentang" if parse_range(cell.text) else bounded_polarity(cell.text)
            yield from [Clue("jenis", kind, cell.place)] if kind else []
        if column.id in _MADE_OF:
            yield from _of_result(row, column)


def _of_result(row: Row, column: Column) -> Iterator[Clue]:
    target, realisasi = (row.cells.get(column_key(one, column.period)) for one in _MADE_OF[column.id])
    if column.id == "capaian" and target is None and column.period is None:
        target = row.cells.get("target_akhir")
    cell = row.cells.get(column.key)
    if cell is None or target is None or realisasi is None or cell.last_row > cell.row:
        return
    if cell.formula and _says_nothing(cell.formula):
        return
    if cell.formula and (arah := polarity_of_formula(cell.formula, target.place.cell, realisasi.place.cell)):
        yield Clue("rumus", arah, cell.place)
    elif arah := _followed(cell, target, realisasi):
        yield Clue("capaian", arah, cell.place)


#: How a formula of this library begins.
_GUARD = "IF(OR(COUNT("


def _says_nothing(formula: str) -> bool:
    """Return whether a formula only copies a result, or is one that this library wrote."""
    return "/" not in formula or formula.startswith(_GUARD)


def _followed(cell: Cell, target: Cell, realisasi: Cell) -> Arah | None:
    """Return the polarity whose formula alone gives a printed result."""
    t, r = target.value, realisasi.value
    if cell.value is None or not t or r is None or t == r:
        return None
    rising = verify(cell, formulas.evaluate("rasio", realisasi=r, target=t) or t) != "beda"
    falling = any(
        (given := formulas.evaluate(rule, realisasi=r, target=t)) is not None
        and verify(cell, given) != "beda"
        for rule in ("dua_target", "kebalikan")
    )
    if rising == falling:
        return None
    return "naik" if rising else "turun"


def _way(table: Table, row: Row) -> Clue | None:
    """Return the way that the targets of the years go, if they all go one way."""
    columns = [one for one in table.columns if one.id == "target" and one.year is not None]
    cells = [
        row.cells[one.key] for one in sorted(columns, key=lambda one: one.period or 0) if one.key in row.cells
    ]
    values = [cell.value for cell in cells if cell.value is not None]
    if len(values) < _FEWEST_YEARS:
        return None
    steps = [after - before for before, after in pairwise(values)]
    if min(steps) < 0 and max(steps) <= 0:
        return Clue("lintasan", "turun", cells[-1].place)
    return Clue("lintasan", "naik", cells[-1].place) if max(steps) > 0 and min(steps) >= 0 else None


def _of_names(names: Sequence[str], unit: str, known: Mapping[str, Arah]) -> Iterator[Clue]:
    for name in names:
        if arah := known.get(indicator_name(name)):
            yield Clue("metode", arah)
        sign = likely_polarity(name, unit)
        if sign.arah:
            yield Clue("nama", sign.arah, None, sign.is_sure, sign.words)


def _add_notes(
    tables: Mapping[str, Table],
    of_table: Mapping[str, Mapping[int, Subject]],
    clues: dict[Subject, list[Clue]],
) -> tuple[Remark, ...]:
    """Add what notes say of the indicators that they name; return those that name none."""
    loose = []
    for name, subjects in of_table.items():
        table = tables[name]
        for remark in table.remarks:
            arah = stated_polarity(remark.text)
            if arah is None:
                continue
            meant = _meant(remark.text, table, subjects)
            for subject in meant:
                clues[subject].append(Clue("catatan", arah, remark.place))
            if not meant:
                loose.append(remark)
    return tuple(dict.fromkeys(loose))


def _meant(note: str, table: Table, subjects: Mapping[int, Subject]) -> set[Subject]:
    """Return the indicators that a note speaks of: by their mark, by name, by number."""
    rows = [row for row in table.rows if row.number in subjects]
    mark = _FOOTNOTED.match(note)
    if mark:
        marked = [row for row in rows if (at := _FOOTNOTE.search(row.text("indikator"))) and at[1] == mark[1]]
        if marked:
            return {subjects[row.number] for row in marked}
    named = _named(note, rows)
    if named:
        return {subjects[row.number] for row in named}
    told = _NUMBERED.search(note)
    numbers = set(re.findall(r"\d+", told[1])) if told else set()
    by_number: dict[str, set[Subject]] = defaultdict(set)
    for row in rows:
        by_number[row.text("no").strip(" .)(")].add(subjects[row.number])
    found = [by_number[number] for number in numbers if number in by_number]
    return set().union(*found) if found and all(len(one) == 1 for one in found) else set()


def _named(note: str, rows: Sequence[Row]) -> list[Row]:
    """Return the rows whose indicator a note names; of names within each other the longest."""
    said = f" {plain(note)} "
    names = {row.number: plain(_FOOTNOTE.sub("", row.text("indikator"))) for row in rows}
    within = [row for row in rows if names[row.number] and f" {names[row.number]} " in said]
    if within:
        longer = {names[row.number] for row in within}
        return [
            row
            for row in within
            if not any(names[row.number] in one and names[row.number] != one for one in longer)
        ]
    scored = [
        (fuzz.partial_ratio(names[row.number], said), row)
        for row in rows
        if len(names[row.number]) >= _TELLING
    ]
    best = max((score for score, _ in scored), default=0)
    return [row for score, row in scored if score == best and score >= _NAMED]


def _add_explanations(
    laporan: Laporan, indicators: Mapping[Subject, Sequence[Row]], clues: dict[Subject, list[Clue]]
) -> None:
    """Add what Tabel 2.2 says: the formula that it spells, or that less is better."""
    for subject, cell in explained(laporan, indicators):
        if arah := by_formula_text(cell.text) or stated_polarity(cell.text):
            clues[subject].append(Clue("penjelasan", arah, cell.place))
