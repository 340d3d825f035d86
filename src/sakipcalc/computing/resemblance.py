"""How a row resembles an indicator of other tables: by goal, name, unit, figures and place in its sasaran."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from sakipcalc.computing.links import goal
from sakipcalc.text.names import acronym, alike, indicator_name, plain, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Row

__all__ = ["Asked", "Seen", "goal_key", "is_called", "resembling"]

#: Columns that name a goal.
_GOALS = ("tujuan_sasaran", "tujuan", "sasaran")
#: What each thing says where the names are not alike; units or figures that differ speak against a pair.
_NAME, _UNIT, _FIGURES, _PLACE, _AS_MANY = 0.3, 0.25, 0.35, 0.1, 0.1
#: From here on a row may be of an indicator whose name it does not have, if no other is as likely.
_LEAST, _AHEAD = 0.4, 0.12
#: Such a link is told as one that somebody should look at.
_TOLD = 0.6


class Asked:
    """What a row calls its indicator, the goals that it puts it under, and its figures by year."""

    def __init__(self, row: Row, year: int | None) -> None:
        self._row, self._year = row, year
        self.goal: str = goal_key(row)
        self.goals: frozenset[str] = _goal_keys(row)
        self.text: str = _name(row)
        self.name: str = indicator_name(self.text)
        self.acronym: str = acronym(self.text)
        self.unit: str = unit_name(row.text("satuan"))

    @cached_property
    def figures(self) -> dict[str, Fraction]:
        """Its figures by measure and year, which few rows are asked for."""
        return dict(_figures(self._row, self._year))

    @property
    def was_weighed(self) -> bool:
        """Whether it was asked for its figures."""
        return "figures" in self.__dict__


class Seen:
    """What rows of other tables call an indicator, the goals that they put it under, and its figures."""

    def __init__(self, rows: Sequence[Asked]) -> None:
        self._rows = tuple(rows)
        self.goals: frozenset[str] = frozenset().union(*[row.goals for row in rows])
        self.units: frozenset[str] = frozenset([row.unit for row in rows if row.unit])
        self.texts: tuple[str, ...] = tuple(dict.fromkeys([row.text for row in rows]))
        self.names: frozenset[str] = frozenset([row.name for row in rows])
        self.acronyms: frozenset[str] = frozenset([row.acronym for row in rows if row.acronym])

    @cached_property
    def figures(self) -> dict[str, Fraction]:
        """Its figures by measure and year, the last that is stated; few are asked for them."""
        return {key: value for row in self._rows for key, value in row.figures.items()}


def is_called(asked: Asked, seen: Seen) -> bool:
    """Return whether one is all the acronym that stands behind the name of the other."""
    return asked.name in seen.acronyms or (bool(asked.acronym) and asked.acronym in seen.names)


def _name(row: Row) -> str:
    """Return the name of the indicator of a row, else its goal."""
    return row.text("indikator") or goal(row)


def goal_key(row: Row) -> str:
    """Return the goal that a row is about: its sasaran, or its tujuan where it has none."""
    return plain(row.text("sasaran") or goal(row))


def _goal_keys(row: Row) -> frozenset[str]:
    """Return the goals that a row stands under, tujuan and sasaran apart."""
    return frozenset(key for column in _GOALS if (key := plain(row.text(column))))


def resembling(
    asked: Mapping[int, Asked], seen: Mapping[Subject, Seen], linked: Mapping[int, Subject]
) -> Iterator[tuple[float, Subject, int]]:
    """Yield pairs under one goal whose names are not alike and all else is, if no other pair is as likely.

    Parameters
    ----------
    asked : mapping of int to Asked
        The rows of a table, by number.
    seen : mapping of Subject to Seen
        The indicators of the tables before it.
    linked : mapping of int to Subject
        Rows whose indicator was found by its name.
    """
    own: dict[str, list[int]] = defaultdict(list)
    others: dict[str, list[Subject]] = defaultdict(list)
    for number, row in asked.items():
        own[row.goal].append(number)
    for subject, one in seen.items():
        for key in one.goals:
            others[key].append(subject)
    taken = set(linked.values())
    for key, numbers in own.items():
        left = [(at, number) for at, number in enumerate(numbers) if number not in linked]
        free = [(at, subject) for at, subject in enumerate(others.get(key, ())) if subject not in taken]
        if key and left and free:
            as_many = len(numbers) == len(others[key])
            likely = {
                (number, subject): _likelihood(
                    asked[number], seen[subject], same_place=i == j, as_many=as_many
                )
                for i, number in left
                for j, subject in free
            }
            last = as_many and len(numbers) > 1 and len(left) == len(free) == 1
            yield from _standing_out(likely, last=last)


def _standing_out(
    likely: Mapping[tuple[int, Subject], float | None], *, last: bool
) -> Iterator[tuple[float, Subject, int]]:
    """Yield the pairs that are likely, and far more so than any other of the same row or indicator."""
    for (number, subject), one in likely.items():
        if one is None:
            continue
        rivals = (
            other
            for (row, indicator), other in likely.items()
            if other is not None and (row == number) != (indicator == subject)
        )
        if last or (one >= _LEAST and one >= max(rivals, default=0.0) + _AHEAD):
            yield _TOLD, subject, number


def _likelihood(row: Asked, seen: Seen, *, same_place: bool, as_many: bool) -> float | None:
    """Return how likely a row is of an indicator; None where their units differ."""
    if row.unit and seen.units and row.unit not in seen.units:
        return None
    shared = [figure == seen.figures[key] for key, figure in row.figures.items() if key in seen.figures]
    said = (
        (_NAME, max(alike(row.name, other) for other in seen.names)),
        (_UNIT, row.unit in seen.units),
        (_FIGURES, (1 if all(shared) else -1) if shared else 0),
        (_PLACE, same_place),
        (_AS_MANY, as_many),
    )
    return sum(weight * float(share) for weight, share in said)


def _figures(row: Row, year: int | None) -> Iterator[tuple[str, Fraction]]:
    """Yield the targets and realisasi of a row by measure and year; those of no year are of the report's."""
    for key, cell in row.cells.items():
        measure, _, of = key.rpartition("_") if key[-4:].isdigit() else (key, "", str(year))
        if measure in {"target", "realisasi"} and cell.value is not None:
            yield f"{measure} {of}", cell.value
