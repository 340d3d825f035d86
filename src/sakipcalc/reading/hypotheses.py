"""Readings of a doubtful tree as hypotheses: the one counts that the printed sums bear out.

Where lines do not say what they are, their levels are guesses. Each reading is held against the sums that the
table prints, of parents and of all; the usual one gives way only to one that explains them all::

    a) Urusan Kebangsaan        300      a line of no programme, or what stands above it?
    1  Program Wawasan          300
       Pembinaan Ideologi       100      of the programme, or beside it? 100 + 200 are 300
       Pembauran                200
    Jumlah                      300
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.reading.sums import tree_of_sums
from sakipcalc.tables.levels import TREE, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

__all__ = ["Explained", "explained", "levels_borne_out"]

_ORDER = (Level.UNIT, *TREE)
#: Fewer lines bear nothing out.
_FEWEST = 3


class Explained(NamedTuple):
    """How many printed sums a reading explains, and how many it makes wrong."""

    right: int
    wrong: int


def levels_borne_out(
    levels: list[Level], said: Sequence[Level], amounts: Sequence[tuple[Fraction, ...]]
) -> list[Level]:
    """Return the levels of a tree: as they were taken, or those of a reading that its sums bear out.

    Parameters
    ----------
    levels : list of Level
        The level that each line was taken for.
    said : sequence of Level
        What its words say that it is; empty where they say nothing.
    amounts : sequence of tuple of Fraction
        Its sums of money, empty where it has none.

    Examples
    --------
    >>> from fractions import Fraction
    >>> figures = [(Fraction(n),) for n in (300, 300, 100, 200, 300)]
    >>> own, none = Level.PROGRAM, Level.NONE
    >>> taken = [Level.UNIT, own, Level.UNIT, Level.UNIT, Level.JUMLAH]
    >>> [str(one) for one in levels_borne_out(taken, [none, own, none, none, Level.JUMLAH], figures)]
    ['unit', 'program', 'kegiatan', 'kegiatan', 'jumlah']
    """
    lines = [i for i, level in enumerate(levels) if not level.is_summary]
    if len(lines) < _FEWEST:
        return levels
    for other in _others(levels, said, amounts, lines):
        found = explained(other, amounts)
        if found.right and not found.wrong:
            return other
    return levels


def explained(levels: Sequence[Level], amounts: Sequence[tuple[Fraction, ...]]) -> Explained:
    """Return how many sums of parents and of all a reading explains."""
    below: dict[int, list[int]] = {}
    above: list[int] = []
    for i, level in enumerate(levels):
        if level.is_summary:
            continue
        while above and levels[above[-1]].depth >= level.depth:
            above.pop()
        below.setdefault(above[-1] if above else -1, []).append(i)
        above.append(i)
    total = next((i for i in range(len(levels) - 1, -1, -1) if levels[i] is Level.JUMLAH), None)
    verdicts = []
    for parent, own in below.items():
        printed = amounts[parent] if parent >= 0 else amounts[total] if total is not None else ()
        parts = [amounts[i] for one in own for i in _with_money(one, below, amounts)]
        if printed and all(parts):
            verdicts.append(printed == tuple(map(sum, zip(*parts, strict=True))))
    return Explained(verdicts.count(True), verdicts.count(False))


def _with_money(
    line: int, below: Mapping[int, Sequence[int]], amounts: Sequence[tuple[Fraction, ...]]
) -> Iterator[int]:
    """Yield a line, or what stands below it where it only heads others."""
    if amounts[line] or line not in below:
        yield line
        return
    for one in below[line]:
        yield from _with_money(one, below, amounts)


def _others(
    levels: Sequence[Level],
    said: Sequence[Level],
    amounts: Sequence[tuple[Fraction, ...]],
    lines: Sequence[int],
) -> Iterator[list[Level]]:
    """Yield other readings: lines outside the programmes are of their own, or all is as the sums have it."""
    yield [
        Level.SUB_KEGIATAN if level is Level.UNIT and amounts[i] and not said[i] else level
        for i, level in enumerate(levels)
    ]
    depths = tree_of_sums([amounts[i] for i in lines])
    if depths is None:
        return
    of_programmes = {depth for i, depth in zip(lines, depths, strict=True) if said[i] is Level.PROGRAM}
    first = _ORDER.index(Level.PROGRAM) - of_programmes.pop() if len(of_programmes) == 1 else 1
    if first >= 0 and first + max(depths) < len(_ORDER):
        found = list(levels)
        for i, depth in zip(lines, depths, strict=True):
            found[i] = _ORDER[first + depth]
        yield found
