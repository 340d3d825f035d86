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
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sakipcalc.text.numerals.exact import WholeOrFraction

__all__ = ["Explained", "TreeFigures", "explained", "levels_borne_out"]

_ORDER = (Level.UNIT, *TREE)
#: Fewer lines bear nothing out.
_FEWEST = 3


class Explained(NamedTuple):
    """How many printed sums a reading explains, and how many it makes wrong."""

    right: int
    wrong: int


class TreeFigures(NamedTuple):
    """The lines of a tree as hypotheses see them.

    Parameters
    ----------
    amounts : sequence of tuple of int or Fraction
        The sums of money of each line, empty where it has none.
    said : callable
        Gives what the words of each line say that it is; empty where they say nothing.
    parents_of : callable
        Gives for the levels of all lines the position of the line above each, None at the top.
    """

    amounts: Sequence[tuple[WholeOrFraction, ...]]
    said: Callable[[], Sequence[Level]]
    parents_of: Callable[[Sequence[Level]], Sequence[int | None]]


def levels_borne_out(levels: list[Level], tree: TreeFigures) -> list[Level]:
    """Return the levels of a tree: as they were taken, or those of a reading that its sums bear out.

    Another reading has to explain more than the usual one, and to make no sum wrong.

    Parameters
    ----------
    levels : list of Level
        The level that each line was taken for.
    tree : TreeFigures
        Its lines.
    """
    lines = [i for i, level in enumerate(levels) if not level.is_summary]
    taken = explained(levels, tree)
    if len(lines) < _FEWEST or not taken.wrong:
        return levels
    for other in _others(levels, tree, lines):
        found = explained(other, tree)
        if found.right > taken.right and not found.wrong:
            return other
    return levels


def explained(levels: Sequence[Level], tree: TreeFigures) -> Explained:
    """Return how many sums of parents and of all a reading explains."""
    below: dict[int | None, list[int]] = {}
    for i, (level, parent) in enumerate(zip(levels, tree.parents_of(levels), strict=True)):
        if not level.is_summary:
            below.setdefault(parent, []).append(i)
    total = next((i for i in range(len(levels) - 1, -1, -1) if levels[i] is Level.JUMLAH), None)
    verdicts = []
    for parent, own in below.items():
        at = total if parent is None else parent
        printed = tree.amounts[at] if at is not None else ()
        parts = [tree.amounts[i] for i in own]
        if printed and not all(parts):
            parts = [tree.amounts[i] for one in own for i in _with_money(one, below, tree)]
        if printed and all(parts):
            verdicts.append(printed == tuple(map(sum, zip(*parts, strict=True))))
    return Explained(verdicts.count(True), verdicts.count(False))


def _with_money(line: int, below: Mapping[int | None, Sequence[int]], tree: TreeFigures) -> Iterator[int]:
    """Yield a line, or what stands below it where it only heads others."""
    if tree.amounts[line] or line not in below:
        yield line
        return
    for one in below[line]:
        yield from _with_money(one, below, tree)


def _others(levels: Sequence[Level], tree: TreeFigures, lines: Sequence[int]) -> Iterator[list[Level]]:
    """Yield other readings.

    First the line that says nothing between an urusan and a programme is the unit; then lines with money that
    were taken for units are sub kegiatan; at last all lines are as deep as the sums have them.
    """
    found, said = list(levels), tree.said()
    for before, at, after in zip(lines, lines[1:], lines[2:], strict=False):
        if found[before] is Level.UNIT and not said[at] and levels[after] in {Level.UNIT, Level.PROGRAM}:
            found[at] = Level.UNIT
    yield found
    yield [
        Level.SUB_KEGIATAN if level is Level.UNIT and tree.amounts[i] and not said[i] else level
        for i, level in enumerate(levels)
    ]
    depths = tree_of_sums([tree.amounts[i] for i in lines])
    if depths is None:
        return
    of_programmes = {depth for i, depth in zip(lines, depths, strict=True) if said[i] is Level.PROGRAM}
    first = _ORDER.index(Level.PROGRAM) - of_programmes.pop() if len(of_programmes) == 1 else 1
    if first >= 0 and first + max(depths) < len(_ORDER):
        found = list(levels)
        for i, depth in zip(lines, depths, strict=True):
            found[i] = _ORDER[first + depth]
        yield found
