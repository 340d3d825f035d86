"""Lanes of a workbook and the rules that hold in them: which derivation, and from where its values come.

They follow from links and years alone, whoever derives and however far what is typed is trusted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sakipcalc.computing.lanes import SHARED, Lane, LaneRule, LaneSource, TypedValues
from sakipcalc.computing.selected import SelectedSubjects
from sakipcalc.model import column_key
from sakipcalc.tables import Selector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing.links import Links, Subject
    from sakipcalc.model import Entity, Level
    from sakipcalc.tables import ColumnSpec

__all__ = ["LaneRules"]

_QUARTERS = (1, 2, 3, 4)


class LaneRules:
    """The lanes of a workbook and their rules, each made when it is first asked for.

    Parameters
    ----------
    entity : Entity
        Who reports, for the year and the end of the Renstra.
    links : Links
        Rows linked across tables.

    Attributes
    ----------
    typed : TypedValues
        What the unit typed.
    selected : SelectedSubjects
        The subjects that derivations take from.
    """

    def __init__(self, entity: Entity, links: Links) -> None:
        self._entitas = entity
        self._links = links
        self.typed: TypedValues = TypedValues(links)
        self.selected: SelectedSubjects = SelectedSubjects(links)
        self._lanes: dict[tuple[str, str, int | None], Lane] = {}
        self._rules: dict[Lane, dict[Level, tuple[LaneRule, ...]]] = defaultdict(dict)

    def lane(self, table: str, column: str, period: int | None) -> Lane:
        """Return a column in one period."""
        key = (table, column, period)
        if key not in self._lanes:
            name = column_key(column, period)
            spec, rows = self._column(table, column), self._links.first_rows(table)
            self._lanes[key] = Lane(table, spec, period, name, rows, typed=self.typed)
        return self._lanes[key]

    def _column(self, table: str, column: str) -> ColumnSpec:
        known = self._links.find(table)
        return (known.spec if known else self._links.specs[table]).kolom[column]

    def rule(self, lane: Lane, subject: Subject) -> LaneRule | None:
        """Return the first derivation of a column that holds for a subject."""
        if not lane.spec.turunan:
            return None
        row = lane.rows.get(subject)
        level = self._links.level(lane.table, subject) if row is None else row.level
        rules = self._rules[lane]
        if level not in rules:
            rules[level] = tuple(self._rules_at(level, lane))
        for rule in rules[level]:
            if rule.derivation.bila != SHARED or self._is_shared_by_all(lane, subject):
                return rule
        return None

    def _rules_at(self, level: Level, lane: Lane) -> Iterator[LaneRule]:
        """Yield the derivations of a column in rows of a level, with the lanes that they take from."""
        for derivation in lane.spec.derivations(level):
            if derivation.bila == "tahun_laporan" and lane.period != self._entitas.tahun:
                continue
            taken = {
                name: tuple(self._source(one, lane) for one in selectors)
                for name, selectors in derivation.masukan.items()
            }
            yield LaneRule.of(derivation, taken)

    def _source(self, selector: Selector, lane: Lane) -> LaneSource:
        table = selector.tabel or lane.table
        periods = self._periods(selector, lane.period, self._column(table, selector.kolom), table)
        lanes = tuple(self.lane(table, selector.kolom, one) for one in periods)
        return LaneSource(selector, table, lanes, is_own=not (selector.baris or selector.lingkup))

    def _is_shared_by_all(self, lane: Lane, subject: Subject) -> bool:
        """Return whether the budget of a row is that of every indicator that is measured."""
        if subject in self._links.sharing:
            return False
        shared = Selector(kolom=lane.spec.id, lingkup="gabungan")
        sharing = self.selected.of(shared, lane.table, subject, lane.table)
        return set(sharing) >= {i.subject for i in self._links.measured()}

    def _periods(
        self, selector: Selector, own: int | None, column: ColumnSpec, table: str
    ) -> tuple[int | None, ...]:
        """Return the years or quarters of a column that a selector takes; none for a column without."""
        if not column.berkala:
            return (None,)
        if selector.tahun == "semua":
            return _QUARTERS if column.triwulanan else self._all_years(table)
        renstra = self._entitas.renstra
        choices = {
            "": own,
            "kolom": own,
            "tahun": self._entitas.tahun,
            "akhir": renstra[1] if renstra else None,
        }
        return (choices[selector.tahun],)

    def _all_years(self, table: str) -> tuple[int, ...]:
        """Return the years of a table up to that of the report."""
        known, last = self._links.tables.get(table), self._entitas.tahun
        return tuple(y for y in known.years if last is None or y <= last) if known else ()
