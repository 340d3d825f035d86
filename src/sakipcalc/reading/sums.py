"""The tree that a budget's figures make: each parent is the sum of what stands below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.text.numerals.exact import WholeOrFraction

    #: The sums of money of one line: pagu, and realisasi where there is one.
    Amounts = tuple[WholeOrFraction, ...]

__all__ = ["tree_of_sums"]

_DEEPEST = 3
#: Longer trees are told by their codes.
_MOST_LINES = 300
#: Steps after which figures are too alike to tell a tree.
_MOST_STEPS = 4000


class _TooManyError(Exception):
    """The figures allow too many trees."""


def tree_of_sums(amounts: Sequence[Amounts]) -> list[int] | None:
    """Return the depth of each line, or None where the figures make no tree or a line has none.

    Examples
    --------
    >>> from fractions import Fraction
    >>> tree_of_sums([(Fraction(n),) for n in (5, 3, 1, 2, 2, 2)])
    [0, 1, 2, 2, 1, 2]
    """
    if not 0 < len(amounts) <= _MOST_LINES or not all(line and any(line) for line in amounts):
        return None
    if len({len(line) for line in amounts}) > 1:
        return None
    try:
        return _Tree(amounts).depths()
    except _TooManyError:
        return None


class _Tree:
    """Looks for the tree, line by line from the top, deeper readings first."""

    def __init__(self, amounts: Sequence[Amounts]) -> None:
        self._amounts = amounts
        self._steps = 0

    def depths(self) -> list[int] | None:
        """Return the first reading in which some line is the sum of others, all lines being read."""
        return next(self._forest(0, 0, None), None)

    def _forest(self, at: int, depth: int, rest: Amounts | None) -> Iterator[list[int]]:
        """Yield the readings of lines from one on: to the end, or until they add up to a sum."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooManyError
        if rest is not None and not any(rest):
            yield []
            return
        if at == len(self._amounts):
            if rest is None:
                yield []
            return
        own = self._amounts[at]
        left = None if rest is None else tuple(a - b for a, b in zip(rest, own, strict=True))
        if left is not None and any(value < 0 for value in left):
            return
        for below in self._parts(at, depth):
            for after in self._forest(at + 1 + len(below), depth, left):
                yield [depth, *below, *after]

    def _parts(self, at: int, depth: int) -> Iterator[list[int]]:
        """Yield the readings of what stands below a line; at last that nothing does."""
        if depth + 1 < _DEEPEST:
            yield from (part for part in self._forest(at + 1, depth + 1, self._amounts[at]) if part)
        yield []
