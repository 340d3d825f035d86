"""Links of indicators: which rows of different tables are about the same one."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.computing.candidates import Candidates
from sakipcalc.computing.confirmed import Confirmed
from sakipcalc.computing.links import goal, of_row
from sakipcalc.computing.pairing import assigned_pairs, sure_pairs
from sakipcalc.computing.resemblance import Asked, Seen, goal_key, is_called, resembling
from sakipcalc.computing.scopes import BEYOND_PARTS, has_several_budgets, spread_over_goal
from sakipcalc.model import Level
from sakipcalc.text.names import alike, plain, same_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.computing.links import Subject
    from sakipcalc.computing.subjectrows import SubjectRows
    from sakipcalc.model import Row, Table
    from sakipcalc.rulebook.methods import Metode

__all__ = ["IndicatorLinker", "has_figures"]

#: How sure a link is by the tujuan above a sasaran.
_ABOVE = 0.9
#: Of two indicators of one name that under the same goal comes first, by so little that it is as sure.
_ELSEWHERE = 1e-6
#: Under the same goal, names that are half alike are probably of one indicator.
_HALF = 0.5


class IndicatorLinker:
    """Links the indicators table by table; each row goes to the indicator that it fits best.

    Parameters
    ----------
    rows : SubjectRows
        Where the rows go.
    year : int, optional
        The year of the report.
    metode : Metode
        How alike two names must be, and which are the same or not whatever they look like.
    by_rest : bool
        Whether rows that are left over are linked with the indicators that are.
    """

    def __init__(self, rows: SubjectRows, year: int | None, metode: Metode, *, by_rest: bool) -> None:
        self._rows = rows
        self._tables = rows.tables
        self._year = year
        self._by_rest = by_rest
        self._ambang = metode.ambang
        self._confirmed = Confirmed.from_metode(metode)
        self._asked: dict[Subject, list[Asked]] = defaultdict(list)
        self.indicators: dict[Subject, list[Row]] = {}
        self.sharing: dict[Subject, tuple[Subject, ...]] = {}

    @property
    def weighed_figures(self) -> bool:
        """Whether figures were asked for, because names did not tell what a row is about."""
        return any(one.was_weighed for rows in self._asked.values() for one in rows)

    def add(self, table: str, *, may_wait: bool = False) -> bool:
        """Link the rows of a table with the indicators of the tables before it, or with a budget each.

        Rows of goals that nobody has named yet, and of no indicator, may wait for the tables behind.
        """
        if may_wait and self._is_of_unknown_goals(self._tables[table]):
            return False
        if self.indicators and has_several_budgets(self._tables[table]):
            self._add_budgets(table)
            return True
        by_row = self._tables[table].spec.by_row
        counted = Counter(key for rows in self._asked.values() for key in {row.goal for row in rows})
        self._tables[table] = spread_over_goal(self._tables[table], counted)
        groups = _same_identity(self._tables[table].rows, by_name=by_row)
        mine = {key: Asked(rows[0], self._year) for key, rows in metered(groups.items())}
        chosen = self._indicators_of(mine, groups)
        for key, rows in groups.items():
            subject, score = chosen.get(key, (("indikator", len(self.indicators)), 1.0))
            self.indicators.setdefault(subject, []).append(rows[0])
            self._asked[subject].append(mine[key])
            for row in rows:
                self._rows.put(table, row, subject, round(score, 4))
        for row in self._tables[table].rows:
            if row.level is Level.RATA:
                self._rows.put(table, row, (f"rata {table}", row.number))
            elif by_row:
                self._rows.add(table, row, of_row(table, row))
        return True

    def _indicators_of(
        self, mine: Mapping[int, Asked], groups: Mapping[int, Sequence[Row]]
    ) -> dict[int, tuple[Subject, float]]:
        """Return the indicator of each row that another table has, and how sure that is."""
        seen = {subject: Seen(rows) for subject, rows in metered(self._asked.items())}
        chosen = self._by_name(mine, seen) | _by_order(groups, seen)
        if self._by_rest:
            linked = {key: subject for key, (subject, _) in chosen.items()}
            found = resembling(mine, seen, linked)
            chosen |= assigned_pairs(
                pair for pair in found if not self._refused(mine[pair[2]], seen[pair[1]])
            )
        return chosen

    def _by_name(
        self, mine: Mapping[int, Asked], seen: Mapping[Subject, Seen]
    ) -> dict[int, tuple[Subject, float]]:
        """Link rows by their names and goals: the sure ones first, so that few names are compared."""
        own = Counter(key for one in mine.values() for key in one.goals)
        known = Counter(key for one in seen.values() for key in one.goals)

        def pairs(
            rows: Mapping[int, Asked], likely: Callable[[Asked], Collection[Subject]]
        ) -> Iterator[tuple[float, Subject, int]]:
            for key, asked in rows.items():
                for subject in metered(likely(asked)):
                    score = self._fit(asked, seen[subject], own, known)
                    if score >= self._ambang:
                        yield score, subject, key

        if self._confirmed:  # any two names may have been declared to be of one indicator
            return assigned_pairs(pairs(mine, lambda _: seen.keys()))
        candidates = Candidates(seen)
        sure = sure_pairs(pairs(mine, candidates.surely))
        taken = {subject for subject, _ in sure.values()}
        left = {key: asked for key, asked in mine.items() if key not in sure}
        rest = pairs(left, lambda asked: [one for one in candidates.likely(asked) if one not in taken])
        return sure | assigned_pairs(rest)

    def _is_of_unknown_goals(self, table: Table) -> bool:
        goals = {key for row in table.rows if not row.level.is_summary and (key := goal_key(row))}
        if not goals or any(row.text("indikator") for row in table.rows):
            return False
        return goals.isdisjoint(goal_key(row) for rows in self.indicators.values() for row in rows)

    def _add_budgets(self, table: str) -> None:
        """Give each budget of a programme a subject of its own; it serves the indicators of its sasaran."""
        below: dict[str, list[Subject]] = defaultdict(list)
        for subject, (first, *_) in self._asked.items():
            for key in first.goals:
                below[key].append(subject)
        for row in self._tables[table].rows:
            if row.level.is_summary:
                continue
            budget = f"anggaran {table}", row.number
            self._rows.put(table, row, budget)
            self.sharing[budget] = tuple(below.get(goal_key(row), ()))

    def _refused(self, asked: Asked, seen: Seen) -> bool:
        return any(self._confirmed.verdict(asked.text, name) == 0 for name in seen.texts)

    def _fit(self, asked: Asked, seen: Seen, own: Counter[str], known: Counter[str]) -> float:
        """Return how surely a row is about an indicator that other tables have.

        `own` counts the goals of the row's table, `known` those of the indicators seen so far: where
        a goal has one indicator in both, its name does not matter. A tujuan and a sasaran are goals
        apart, also where a row stands under both.
        """
        verdicts = (
            [self._confirmed.verdict(asked.text, name) for name in seen.texts] if self._confirmed else []
        )
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
    if "indikator" not in row.cells and has_figures(row):
        return (*named, str(row.number))
    cell = next(
        (row.cells[c] for c in ("indikator", "tujuan_sasaran", "tujuan", "sasaran") if c in row.cells), None
    )
    return (*named, str(cell.place) if cell else str(row.number))


def has_figures(row: Row) -> bool:
    """Return whether a row has figures of an indicator, which no cell above it is merged over."""
    cells = [row.cells[column] for column in ("target", "realisasi", "capaian") if column in row.cells]
    return any(cell.text and cell.row == row.number for cell in cells) or row.number > BEYOND_PARTS
