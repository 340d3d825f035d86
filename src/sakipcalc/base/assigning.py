"""The best assignment of rows to columns of a matrix: each to at most one, with the largest sum of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["assigned"]


#: How much of the least score counts for nothing.
_OF_LEAST = 0.9
#: So many rows are more than a table has columns.
_MANY = 100


def assigned(scores: Sequence[Sequence[float]], least: float) -> list[int | None]:
    """Return for each row its column of the matrix, None where no score reaches the least.

    A row that shares no column with another takes its favourite; among those that do, the assignment of the
    largest sum is found by shortest augmenting paths (Kuhn and Munkres).

    Examples
    --------
    >>> assigned([[0.9, 0.8], [0.9, 0.1]], 0.4)
    [1, 0]
    >>> assigned([[0.9, 0.2], [0.8, 0.1]], 0.4)
    [0, None]
    """
    fitting = [[at for at, one in enumerate(row) if one >= least] for row in scores]
    favourites = [
        max(own, key=row.__getitem__) if own else None for own, row in zip(fitting, scores, strict=True)
    ]
    chosen = [one for one in favourites if one is not None]
    if len(set(chosen)) == len(chosen):
        return favourites
    for rows in _tangled(fitting):
        cols = sorted({at for row in rows for at in fitting[row]})
        taken = dict(_paired(scores, rows, cols, least))
        for row in rows:
            favourites[row] = taken.get(row)
    return favourites


def _paired(
    scores: Sequence[Sequence[float]], rows: Sequence[int], cols: Sequence[int], least: float
) -> Iterator[tuple[int, int]]:
    """Yield rows with their columns; of very many rows the columns, which are fewer, choose in turn."""
    turned = len(rows) > max(len(cols), _MANY)
    ones, others = (cols, rows) if turned else (rows, cols)
    fits = [[scores[b][a] if turned else scores[a][b] for b in others] for a in ones]
    gain = least * _OF_LEAST  # what hardly fits adds hardly anything, and pushes nothing aside
    none = [0.0] * len(ones)  # one of its own for each that takes none
    costs = [[gain - one if one >= least else 0.0 for one in line] + none for line in fits]
    for one, line, at in zip(ones, fits, _cheapest(costs, len(others) + len(ones)), strict=True):
        if at < len(others) and line[at] >= least:
            yield (others[at], one) if turned else (one, others[at])


def _tangled(fitting: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the rows that contend for columns, in groups that have no column in common."""
    groups: list[tuple[list[int], set[int]]] = []
    for row, cols in enumerate(fitting):
        near = [group for group in groups if not group[1].isdisjoint(cols)]
        if not near:
            groups.append(([row], set(cols)))
            continue
        first, *others = near
        first[0].append(row)
        first[1].update(cols)
        for rows, more in others:
            first[0].extend(rows)
            first[1].update(more)
        groups = [group for group in groups if not any(group is other for other in others)]
    return [sorted(rows) for rows, _ in groups if len(rows) > 1]


def _cheapest(costs: Sequence[Sequence[float]], width: int) -> list[int]:
    """Return the columns of the cheapest assignment of all rows; there are more columns than rows."""
    by_row, by_col = [0.0] * (len(costs) + 1), [0.0] * (width + 1)
    taker = [0] * (width + 1)
    for row in range(1, len(costs) + 1):
        _augment(costs, row, by_row, by_col, taker)
    found = [0] * len(costs)
    for col in range(1, width + 1):
        if taker[col]:
            found[taker[col] - 1] = col - 1
    return found


def _augment(
    costs: Sequence[Sequence[float]], row: int, by_row: list[float], by_col: list[float], taker: list[int]
) -> None:
    """Give one more row a column, moving others along the cheapest path."""
    width = len(by_col) - 1
    taker[0], at = row, 0
    dearest, way, used = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
    while taker[at]:
        spend(width)
        used[at] = True
        step, following = float("inf"), 0
        for col in range(1, width + 1):
            if used[col]:
                continue
            cost = costs[taker[at] - 1][col - 1] - by_row[taker[at]] - by_col[col]
            if cost < dearest[col]:
                dearest[col], way[col] = cost, at
            if dearest[col] < step:
                step, following = dearest[col], col
        for col in range(width + 1):
            if used[col]:
                by_row[taker[col]] += step
                by_col[col] -= step
            else:
                dearest[col] -= step
        at = following
    while at:
        taker[at] = taker[way[at]]
        at = way[at]
