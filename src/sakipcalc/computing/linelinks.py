"""Links of budget lines: which lines of the trees, and which lines of lists, are about the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from sakipcalc.base.allowance import metered
from sakipcalc.computing.confirmed import Confirmed
from sakipcalc.computing.links import TOTAL, Subject
from sakipcalc.computing.pairing import best_pairs
from sakipcalc.model import TREE, Level
from sakipcalc.text.likeness import Likely
from sakipcalc.text.names import line_name, same_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.computing.subjectrows import SubjectRows
    from sakipcalc.model import Row, Table
    from sakipcalc.rulebook.methods import Metode

__all__ = ["LineLinker"]

_Pairs: TypeAlias = "Iterator[tuple[float, Subject, int]]"
#: Names that are only alike are less sure than the same.
_ALIKE = 0.99
_TREE_LEVELS = (*TREE, Level.UNIT, Level.JUMLAH)


class LineLinker:
    """Links the lines of the budget: each line of a further tree with the one of the first that it is.

    Parameters
    ----------
    rows : SubjectRows
        Where the lines go.
    metode : Metode
        How alike two names must be, and which are the same or not whatever they look like.
    """

    def __init__(self, rows: SubjectRows, metode: Metode) -> None:
        self._rows = rows
        self._tables = rows.tables
        self._ambang = metode.ambang
        self._confirmed = Confirmed.from_metode(metode)

    def add_list(self, name: str, table: Table) -> None:
        """Give each line of a list a subject of its own, and its total that of a total."""
        for row in table.rows:
            self._rows.put(name, row, TOTAL if row.level is Level.JUMLAH else (name, row.number))

    def add_trees(self, present: Sequence[str]) -> None:
        """Link the lines of trees."""
        for table in present:
            for level in _TREE_LEVELS:
                self._add_level(table, level, first=present[0])
            for level in (Level.KEGIATAN, Level.PROGRAM) if table != present[0] else ():
                self._match_parents(table, level, present[0])

    def _add_level(self, table: str, level: Level, *, first: str) -> None:
        rows = [row for row in self._tables[table].rows if row.level == level]
        if level is Level.JUMLAH:
            for row in rows:
                self._rows.put(table, row, TOTAL)
            return
        chosen = self._matching_lines(table, rows, level, first) if table != first else {}
        for row in rows:
            known = chosen.get(row.number)
            if known is None:
                self._rows.put_alone(table, row)
            else:
                self._rows.put(table, row, *known)

    def _matching_lines(
        self, table: str, rows: Sequence[Row], level: Level, first: str
    ) -> dict[int, tuple[Subject, float]]:
        """Match lines of one level: those of one name first, if they can under one parent; then the alike."""
        others = {(first, o.number): o for o in self._tables[first].rows if o.level == level}
        chosen: dict[int, tuple[Subject, float]] = {}
        for key in (self._name_below, _name_anywhere):
            waiting = defaultdict(list)
            for subject in others:
                waiting[key(first, others[subject])].append(subject)
            for row in rows:
                same = waiting[key(table, row)] if row.number not in chosen else []
                if same:
                    chosen[row.number] = (same[0], 1.0)
                    del others[same.pop(0)]
        left = [row for row in rows if row.number not in chosen]
        pairs = self._confirmed_pairs(left, others) if self._confirmed else self._likely_pairs(left, others)
        return chosen | best_pairs(pairs)

    def _likely_pairs(self, rows: Sequence[Row], others: Mapping[Subject, Row]) -> _Pairs:
        """Yield lines whose names are alike."""
        names = {subject: _line(other) for subject, other in others.items()}
        likely = Likely(names)
        for row in rows:
            own = _line(row)
            for subject in metered(likely.near(own)):
                score = same_line(own, names[subject]) * _ALIKE
                if score >= self._ambang:
                    yield score, subject, row.number

    def _confirmed_pairs(self, rows: Sequence[Row], others: Mapping[Subject, Row]) -> _Pairs:
        """Yield lines whose names are alike or declared to be of one line, which any two names may be."""
        for row in rows:
            for subject, other in metered(others.items()):
                score = self._line_fit(row, other)
                if score >= self._ambang:
                    yield score, subject, row.number

    def _match_parents(self, table: str, level: Level, first: str) -> None:
        """Match a line whose name nothing fits with the one line over the same lines."""
        others = {row.number: row for row in self._tables[first].rows}
        lines: dict[int, list[Row]] = defaultdict(list)
        for row in metered(self._tables[table].rows):
            lines[row.parent].append(row)
        linked = {
            row.number: self._rows.subjects.get((table, row.number)) for row in self._tables[table].rows
        }
        taken = set(linked.values())  # the total of a part is about nothing, and has none
        for row in self._tables[table].rows:
            if row.level != level or linked[row.number] != (table, row.number):
                continue
            below = filter(None, (linked[one.number] for one in metered(lines[row.number])))
            above = {other.parent for subject in below for other in self._rows.rows(first, subject)}
            parent = others.get(above.pop()) if len(above) == 1 else None
            if parent and parent.level == level and (first, parent.number) not in taken:
                self._rows.move(table, row, (first, parent.number), self._line_fit(row, parent))

    def _name_below(self, table: str, row: Row) -> object:
        """Return the name of a line with what stands above it, which is linked already."""
        return self._rows.subjects.get((table, row.parent)), _line(row)

    def _line_fit(self, row: Row, other: Row) -> float:
        known = self._confirmed.verdict(row.text("uraian"), other.text("uraian"))
        return same_line(_line(row), _line(other)) * _ALIKE if known is None else known


def _line(row: Row) -> str:
    return line_name(row.text("uraian"))


def _name_anywhere(_table: str, row: Row) -> object:
    return line_name(row.text("uraian"))
