"""Finds which rows of different tables are about the same indicator or the same line of the budget."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING, TypeAlias

from sakipcalc.base.allowance import metered, spend
from sakipcalc.computing.clues import find_polarities
from sakipcalc.computing.confirmed import Confirmed
from sakipcalc.computing.explanations import find_ladders
from sakipcalc.computing.linkedrows import LinkedRows, names_of
from sakipcalc.computing.links import TOTAL, Indicator, Links, Subject, goal, of_row
from sakipcalc.computing.pairing import assigned_pairs, best_pairs
from sakipcalc.computing.resemblance import Asked, Seen, goal_key, is_called, resembling
from sakipcalc.computing.scopes import BEYOND_PARTS, has_several_budgets, spread_over_goal, with_scopes
from sakipcalc.model import PART_ROWS, TREE, Level
from sakipcalc.model.tables import renumbered
from sakipcalc.tables.standard import AGREEMENT
from sakipcalc.text.likeness import Likely
from sakipcalc.text.names import alike, line_name, plain, same_line, same_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.computing.arah import Polarity
    from sakipcalc.model import Laporan, Row, Table
    from sakipcalc.rulebook.methods import Metode

__all__ = ["link", "subjects"]

_Pairs: TypeAlias = "Iterator[tuple[float, Subject, int]]"
#: Names that are only alike are less sure than the same.
_ALIKE = 0.99
#: How sure a link is by the tujuan above a sasaran.
_ABOVE = 0.9
#: Of two indicators of one name that under the same goal comes first, by so little that it is as sure.
_ELSEWHERE = 1e-6
#: Under the same goal, names that are half alike are probably of one indicator.
_HALF = 0.5
_TREE_LEVELS = (*TREE, Level.UNIT, Level.JUMLAH)


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
    """Return what each row is about, by its table and its number, and nothing else of the links.

    The one row of a goal that is left is not linked with the one indicator that is left, whatever they are
    called: the tables are copies of one, whose names do not change.
    """
    tables, lists = _by_id(laporan), _lists(laporan)
    return _linked(laporan, tables, lists, metode, by_rest=False).subjects


def _lists(laporan: Laporan) -> dict[str, Table]:
    return {table.name: table for table in laporan.tables if _is_list(table)}


def _known_or_linked(laporan: Laporan, metode: Metode) -> LinkedRows:
    """Return the linked rows of a workbook; as they were linked where the same was read of them before."""
    tables, lists = _by_id(laporan), _lists(laporan)
    read = _read_by_linker(laporan, tables, lists, metode)
    known = LinkedRows.known(read, tables, lists)
    if known is not None:
        return known
    linker = _linked(laporan, {**tables}, lists, metode, by_rest=True)
    linked = linker.linked
    is_by_names = all(map(is_, linked.tables.values(), tables.values())) and not linker.weighed_figures
    return linked.kept(read) if is_by_names else linked


def _read_by_linker(
    laporan: Laporan, tables: Mapping[str, Table], lists: Mapping[str, Table], metode: Metode
) -> Hashable:
    """Return all that linking hangs on, unless it weighs figures; None where that is too much to keep."""
    names = names_of([*tables.items(), *lists.items()])
    if names is None:
        return None
    rows = [row for name, table in tables.items() if name in laporan.specs.linked for row in table.rows]
    without_name = [_has_figures(row) for row in rows if "indikator" not in row.cells]
    return laporan.specs, metode.ambang, Confirmed.from_metode(metode), names, *without_name


def _linked(
    laporan: Laporan, tables: dict[str, Table], lists: Mapping[str, Table], metode: Metode, *, by_rest: bool
) -> _Linker:
    """Return what has linked the rows of a workbook; what is left over too, if it is to be."""
    linker = _Linker(laporan, tables, lists, metode, by_rest=by_rest)
    present = [name for name in laporan.specs.linked if name in tables]
    waiting = [name for name in present if not linker.add_indicators(name, may_wait=True)]
    for name in waiting:
        linker.add_indicators(name)
    linker.add_trees([name for name in laporan.specs.trees if name in tables])
    for name, table in {
        **{one: tables[one] for one in laporan.specs.lists if one in tables},
        **lists,
    }.items():
        linker.add_list(name, table)
    return linker


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


class _Linker:
    """Collects the links table by table; each row goes to the subject that it fits best."""

    def __init__(
        self,
        laporan: Laporan,
        tables: dict[str, Table],
        lists: Mapping[str, Table],
        metode: Metode,
        *,
        by_rest: bool,
    ) -> None:
        self.tables = tables
        self.lists = lists
        self.year = laporan.entitas.tahun
        self.by_rest = by_rest
        self.ambang = metode.ambang
        self.confirmed = Confirmed.from_metode(metode)
        self.indicators: dict[Subject, list[Row]] = {}
        self.asked: dict[Subject, list[Asked]] = defaultdict(list)
        self.subjects: dict[tuple[str, int], Subject] = {}
        self.first: dict[str, dict[Subject, Row]] = defaultdict(dict)
        self.several: dict[tuple[str, Subject], list[Row]] = {}
        self.scores: dict[tuple[str, int], float] = {}
        self.sharing: dict[Subject, tuple[Subject, ...]] = {}

    @property
    def linked(self) -> LinkedRows:
        """The rows that were linked."""
        return LinkedRows(
            *(self.tables, self.lists, self.subjects, self.scores, self.sharing, self.indicators),
            *({**self.first}, self.several),
        )

    @property
    def weighed_figures(self) -> bool:
        """Whether figures were asked for, because names did not tell what a row is about."""
        return any(one.was_weighed for rows in self.asked.values() for one in rows)

    def put(self, table: str, row: Row, subject: Subject, score: float = 1.0) -> None:
        spend()
        at = table, row.number
        self.subjects[at], self.scores[at] = subject, score
        self._add(table, row, subject)

    def _add(self, table: str, row: Row, subject: Subject) -> None:
        """Take a row about a subject; hardly a subject has several in one table."""
        first = self.first[table].setdefault(subject, row)
        if first is not row:
            self.several.setdefault((table, subject), [first]).append(row)

    def rows(self, table: str, subject: Subject) -> Sequence[Row]:
        """Return the rows of a table about a subject, from top to bottom."""
        first = self.first[table].get(subject)
        return () if first is None else self.several.get((table, subject), (first,))

    def add_indicators(self, table: str, *, may_wait: bool = False) -> bool:
        """Link the rows of a table with the indicators of the tables before it, or with a budget each.

        Rows of goals that nobody has named yet, and of no indicator, may wait for the tables behind.
        """
        if may_wait and self._is_of_unknown_goals(self.tables[table]):
            return False
        if self.indicators and has_several_budgets(self.tables[table]):
            self._add_budgets(table)
            return True
        by_row = self.tables[table].spec.by_row
        counted = Counter(key for rows in self.asked.values() for key in {row.goal for row in rows})
        self.tables[table] = spread_over_goal(self.tables[table], counted)
        groups = _same_identity(self.tables[table].rows, by_name=by_row)
        seen = {subject: Seen(rows) for subject, rows in metered(self.asked.items())}
        mine = {key: Asked(rows[0], self.year) for key, rows in metered(groups.items())}
        own = Counter(key for one in mine.values() for key in one.goals)
        known = Counter(key for one in seen.values() for key in one.goals)
        likely = self._likely_indicators(seen)
        pairs = [
            (score, subject, key)
            for key, asked in mine.items()
            for subject in metered(likely(asked))
            if (score := self._fit(asked, seen[subject], own, known)) >= self.ambang
        ]
        chosen = assigned_pairs(pairs) | _by_order(groups, seen)
        if self.by_rest:
            linked = {key: subject for key, (subject, _) in chosen.items()}
            found = resembling(mine, seen, linked)
            chosen |= assigned_pairs(
                pair for pair in found if not self._refused(mine[pair[2]], seen[pair[1]])
            )
        for key, rows in groups.items():
            subject, score = chosen.get(key, (("indikator", len(self.indicators)), 1.0))
            self.indicators.setdefault(subject, []).append(rows[0])
            self.asked[subject].append(mine[key])
            for row in rows:
                self.put(table, row, subject, round(score, 4))
        for row in self.tables[table].rows:
            if row.level is Level.RATA:
                self.put(table, row, (f"rata {table}", row.number))
            elif by_row:
                self._add(table, row, of_row(table, row))
        return True

    def _is_of_unknown_goals(self, table: Table) -> bool:
        goals = {key for row in table.rows if not row.level.is_summary and (key := goal_key(row))}
        if not goals or any(row.text("indikator") for row in table.rows):
            return False
        return goals.isdisjoint(goal_key(row) for rows in self.indicators.values() for row in rows)

    def _add_budgets(self, table: str) -> None:
        """Give each budget of a programme a subject of its own; it serves the indicators of its sasaran."""
        below: dict[str, list[Subject]] = defaultdict(list)
        for subject, (first, *_) in self.asked.items():
            for key in first.goals:
                below[key].append(subject)
        for row in self.tables[table].rows:
            if row.level.is_summary:
                continue
            budget = f"anggaran {table}", row.number
            self.put(table, row, budget)
            self.sharing[budget] = tuple(below.get(goal_key(row), ()))

    def add_list(self, name: str, table: Table) -> None:
        """Give each line of a list a subject of its own, and its total that of a total."""
        for row in table.rows:
            self.put(name, row, TOTAL if row.level is Level.JUMLAH else (name, row.number))

    def add_trees(self, present: Sequence[str]) -> None:
        """Link the lines of trees; those of the first are what the lines of the others are held against."""
        for table in present:
            for level in _TREE_LEVELS:
                self._add_level(table, level, first=present[0])
            for level in (Level.KEGIATAN, Level.PROGRAM) if table != present[0] else ():
                self._match_parents(table, level, present[0])

    def _add_level(self, table: str, level: Level, *, first: str) -> None:
        rows = [row for row in self.tables[table].rows if row.level == level]
        if level is Level.JUMLAH:
            for row in rows:
                self.put(table, row, TOTAL)
            return
        chosen = self._matching_lines(table, rows, level, first) if table != first else {}
        for row in rows:
            new = table, row.number
            subject, score = chosen.get(row.number, (new, 1.0))
            self.put(table, row, subject, score)

    def _matching_lines(
        self, table: str, rows: Sequence[Row], level: Level, first: str
    ) -> dict[int, tuple[Subject, float]]:
        """Match lines of one level: those of one name first, if they can under one parent; then the alike."""
        others = {(first, o.number): o for o in self.tables[first].rows if o.level == level}
        chosen: dict[int, tuple[Subject, float]] = {}
        for key in (self._name_below, _line):
            waiting = defaultdict(list)
            for subject in others:
                waiting[key(first, others[subject])].append(subject)
            for row in rows:
                same = waiting[key(table, row)] if row.number not in chosen else []
                if same:
                    chosen[row.number] = (same[0], 1.0)
                    del others[same.pop(0)]
        left = [row for row in rows if row.number not in chosen]
        pairs = self._confirmed_pairs(left, others) if self.confirmed else self._likely_pairs(left, others)
        return chosen | best_pairs(pairs)

    def _likely_pairs(self, rows: Sequence[Row], others: Mapping[Subject, Row]) -> _Pairs:
        """Yield lines whose names are alike."""
        names = {subject: _line("", other) for subject, other in others.items()}
        likely = Likely(names)
        for row in rows:
            own = _line("", row)
            for subject in metered(likely.near(own)):
                score = same_line(own, names[subject]) * _ALIKE
                if score >= self.ambang:
                    yield score, subject, row.number

    def _confirmed_pairs(self, rows: Sequence[Row], others: Mapping[Subject, Row]) -> _Pairs:
        """Yield lines whose names are alike or declared to be of one line, which any two names may be."""
        for row in rows:
            for subject, other in metered(others.items()):
                score = self._line_fit(row, other)
                if score >= self.ambang:
                    yield score, subject, row.number

    def _match_parents(self, table: str, level: Level, first: str) -> None:
        """Match a line whose name nothing fits with the one line over the same lines."""
        others = {row.number: row for row in self.tables[first].rows}
        lines: dict[int, list[Row]] = defaultdict(list)
        for row in metered(self.tables[table].rows):
            lines[row.parent].append(row)
        linked = {row.number: self.subjects.get((table, row.number)) for row in self.tables[table].rows}
        taken = set(linked.values())  # the total of a part is about nothing, and has none
        for row in self.tables[table].rows:
            if row.level != level or linked[row.number] != (table, row.number):
                continue
            below = filter(None, (linked[one.number] for one in metered(lines[row.number])))
            above = {other.parent for subject in below for other in self.rows(first, subject)}
            parent = others.get(above.pop()) if len(above) == 1 else None
            if parent and parent.level == level and (first, parent.number) not in taken:
                own = table, row.number
                del self.first[table][own]
                self.several.pop((table, own), None)
                self.put(table, row, (first, parent.number), self._line_fit(row, parent))

    def _name_below(self, table: str, row: Row) -> object:
        """Return the name of a line with what stands above it, which is linked already."""
        return self.subjects.get((table, row.parent)), _line(table, row)

    def _line_fit(self, row: Row, other: Row) -> float:
        known = self.confirmed.verdict(row.text("uraian"), other.text("uraian"))
        return same_line(_line("", row), _line("", other)) * _ALIKE if known is None else known

    def _likely_indicators(self, seen: Mapping[Subject, Seen]) -> Callable[[Asked], Collection[Subject]]:
        """Return what finds the indicators that a row may be of: those of its goals, those of like names.

        With names that are declared to be of one indicator, which any two may be, it is every one.
        """
        if self.confirmed:
            return lambda _: seen.keys()
        names = Likely(
            {(subject, name): name for subject, one in seen.items() for name in one.names | one.acronyms}
        )
        below: dict[str, dict[Subject, None]] = defaultdict(dict)
        for subject, one in seen.items():
            for key in one.goals:
                below[key][subject] = None

        def likely(asked: Asked) -> Collection[Subject]:
            found = {subject: None for key in asked.goals for subject in below.get(key, ())}
            near = (*names.near(asked.name), *(names.near(asked.acronym) if asked.acronym else ()))
            return found | {subject: None for subject, _ in near}

        return likely

    def _refused(self, asked: Asked, seen: Seen) -> bool:
        return any(self.confirmed.verdict(asked.text, name) == 0 for name in seen.texts)

    def _fit(self, asked: Asked, seen: Seen, own: Counter[str], known: Counter[str]) -> float:
        """Return how surely a row is about an indicator that other tables have.

        `own` counts the goals of the row's table, `known` those of the indicators seen so far: where
        a goal has one indicator in both, its name does not matter. A tujuan and a sasaran are goals
        apart, also where a row stands under both.
        """
        verdicts = [self.confirmed.verdict(asked.text, name) for name in seen.texts] if self.confirmed else []
        confirmed = [verdict for verdict in verdicts if verdict is not None]
        if confirmed:
            return max(confirmed)
        shared = asked.goals & seen.goals
        called = is_called(asked, seen)
        if not shared:
            likeness = 1.0 if called else max(same_name(asked.name, other) for other in seen.names)
            return likeness - _ELSEWHERE if asked.goals and seen.goals else likeness
        alone = any(known[key] == 1 and own[key] == 1 for key in shared)
        if alone and asked.goal in shared:
            return 1.0
        best = 1.0 if called else max(alike(asked.name, other) for other in seen.names)
        fit = (1 + best) / 2 if best >= _HALF else best
        return max(fit, _ABOVE) if alone else fit


def _by_order(
    groups: Mapping[int, Sequence[Row]], seen: Mapping[Subject, Seen]
) -> dict[int, tuple[Subject, float]]:
    """Link rows that do not name their indicator: in order, under a goal that has as many indicators."""
    rows: dict[str, list[int]] = defaultdict(list)
    for key, group in groups.items():
        if "indikator" not in group[0].cells and (goal := goal_key(group[0])):
            rows[goal].append(key)
    chosen: dict[int, tuple[Subject, float]] = {}
    for goal, keys in rows.items():
        subjects = [subject for subject, one in seen.items() if goal in one.goals]
        if len(subjects) == len(keys):
            chosen |= {key: (subject, 1.0) for key, subject in zip(keys, subjects, strict=True)}
    return chosen


def _line(_table: str, row: Row) -> str:
    return line_name(row.text("uraian"))


def _same_identity(rows: Iterable[Row], *, by_name: bool) -> dict[int, list[Row]]:
    """Group rows of one indicator: those under one merged name, or, in a list of its programmes, of one name.

    Two rows with figures of their own are two indicators, even when they are named alike.
    """
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if not row.level.is_summary and (goal(row) or row.text("indikator")):
            groups.setdefault(_identity(row, by_name=by_name), []).append(row)
    return {group[0].number: group for group in groups.values()}


def _identity(row: Row, *, by_name: bool) -> tuple[str, ...]:
    named = (plain(goal(row)), plain(row.text("indikator")))
    if by_name:
        return named
    if "indikator" not in row.cells and _has_figures(row):
        return (*named, str(row.number))
    cell = next(
        (row.cells[c] for c in ("indikator", "tujuan_sasaran", "tujuan", "sasaran") if c in row.cells), None
    )
    return (*named, str(cell.place) if cell else str(row.number))


def _has_figures(row: Row) -> bool:
    """Return whether a row has figures of an indicator, which no cell above it is merged over."""
    cells = [row.cells[column] for column in ("target", "realisasi", "capaian") if column in row.cells]
    return any(cell.text and cell.row == row.number for cell in cells) or row.number > BEYOND_PARTS
