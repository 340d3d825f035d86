"""Which pairs of many to choose, each side once: the surest, or the assignment of the largest sum."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from sakipcalc.base.assigning import assigned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.computing.links import Subject

__all__ = ["assigned_pairs", "best_pairs", "sure_pairs"]

#: What names a row: its number, or table and number.
_Key = TypeVar("_Key", int, tuple[int, int])
#: Pairs that are sure are not given up for others.
_SURE = 0.995
#: More pairs than this hang together only where names are all alike; then the surest are taken.
_MOST = 4096


def best_pairs(pairs: Iterable[tuple[float, Subject, _Key]]) -> dict[_Key, tuple[Subject, float]]:
    """Choose pairs from the surest down, each side once."""
    chosen: dict[_Key, tuple[Subject, float]] = {}
    used: set[Subject] = set()
    for score, subject, key in sorted(pairs, key=lambda pair: (-pair[0], pair[2], pair[1][1])):
        if key not in chosen and subject not in used:
            chosen[key] = (subject, score)
            used.add(subject)
    return chosen


def sure_pairs(pairs: Iterable[tuple[float, Subject, int]]) -> dict[int, tuple[Subject, float]]:
    """Choose the sure pairs, which are not given up for others, each side once."""
    return best_pairs(pair for pair in pairs if pair[0] >= _SURE)


def assigned_pairs(pairs: Iterable[tuple[float, Subject, int]]) -> dict[int, tuple[Subject, float]]:
    """Choose the sure pairs, and of the rest those that fit best together, each side once.

    Examples
    --------
    >>> one, other = ("indikator", 1), ("indikator", 2)
    >>> found = assigned_pairs([(0.9, one, 5), (0.88, other, 5), (0.89, one, 6)])
    >>> sorted((row, number) for row, ((_, number), _) in found.items())
    [(5, 2), (6, 1)]
    """
    given = list(pairs)
    chosen = sure_pairs(given)
    used = {subject for subject, _ in chosen.values()}
    rest = [pair for pair in given if pair[1] not in used and pair[2] not in chosen]
    for group in _hanging_together(rest):
        chosen |= _assigned(group) if len(group) <= _MOST else best_pairs(group)
    return chosen


def _assigned(group: Sequence[tuple[float, Subject, int]]) -> dict[int, tuple[Subject, float]]:
    rows = list(dict.fromkeys(row for _, _, row in group))
    subjects = sorted({subject for _, subject, _ in group}, key=itemgetter(1))
    scores = {(row, subject): score for score, subject, row in group}
    matrix = [[scores.get((row, subject), 0.0) for subject in subjects] for row in rows]
    taken = assigned(matrix, min(scores.values()))
    pairs = ((row, subjects[at]) for row, at in zip(rows, taken, strict=True) if at is not None)
    return {row: (subject, scores[row, subject]) for row, subject in pairs}


def _hanging_together(
    pairs: Sequence[tuple[float, Subject, int]],
) -> Iterator[list[tuple[float, Subject, int]]]:
    """Yield the pairs in groups that have neither row nor subject in common."""
    above: dict[object, object] = {}

    def top(one: object) -> object:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for _, subject, row in pairs:
        above[top(row)] = top(subject)
    groups: dict[object, list[tuple[float, Subject, int]]] = defaultdict(list)
    for pair in pairs:
        groups[top(pair[2])].append(pair)
    yield from groups.values()
