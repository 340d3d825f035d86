"""The budget of work of one workbook: time and steps that the loops of every room spend from.

A verb grants an allowance, and whatever it calls spends from that one, a step for each row, cell, pair of
names or value. No code path is longer than that, whichever loop it is in: not the reading of a sheet, not a
circle of formulas, not a check, not a report. Without a grant nothing is counted.
"""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "SECONDS",
    "STEPS",
    "Allowance",
    "SpentError",
    "granted",
    "look",
    "looking",
    "metered",
    "now",
    "spend",
]

_T = TypeVar("_T")
#: What the work on one workbook may take where nobody says otherwise: time [s] and steps.
SECONDS = 120.0
STEPS = 500_000_000
#: Steps between two looks at the clock, of which few take a millisecond.
_BETWEEN_LOOKS = 60


def now() -> float:
    """Return the time [s] on a clock that only goes on."""
    return time.monotonic()


class SpentError(BaseException):
    """The allowance is spent. No ``except Exception`` on the way may take it for something else.

    Parameters
    ----------
    limit : {"seconds", "steps"}
        What is spent.
    allowed, found : float
        What was granted, and what was taken.
    """

    def __init__(self, limit: str, allowed: float, found: float) -> None:
        super().__init__(f"{limit}: {found} of {allowed}")
        self.limit: str = limit
        self.allowed: float = allowed
        self.found: float = found


class Allowance:
    """Time and steps from its making on.

    Parameters
    ----------
    seconds : float
        Time [s].
    steps : float
        Steps: passes of loops, whatever they are about.

    Examples
    --------
    >>> allowance = Allowance(steps=1000)
    >>> allowance.spend(900)
    >>> allowance.spend(900)
    Traceback (most recent call last):
    sakipcalc.base.allowance.SpentError: steps: 1800 of 1000
    """

    __slots__ = ("_since_look", "_taken", "ends", "seconds", "steps")

    def __init__(self, seconds: float = SECONDS, steps: float = STEPS) -> None:
        self.seconds: float = seconds
        self.steps: float = steps
        self.ends: float = now() + seconds
        self._taken = 0  # up to the last look
        self._since_look = 0

    @property
    def taken(self) -> int:
        """Steps that were taken so far."""
        return self._taken + self._since_look

    def spend(self, steps: int = 1) -> None:
        """Take so many steps, and now and then look at the clock."""
        self._since_look += steps
        if self._since_look > _BETWEEN_LOOKS:
            self.look()

    def look(self) -> None:
        """Look at the clock and at the steps.

        Raises
        ------
        SpentError
            When one of them is spent.
        """
        self._taken += self._since_look
        self._since_look = 0
        if self._taken > self.steps:
            raise SpentError("steps", self.steps, self._taken)
        late = now() - self.ends
        if late > 0:
            raise SpentError("seconds", self.seconds, math.ceil((self.seconds + late) * 10) / 10)

    def items(self, items: Iterable[_T]) -> Iterator[_T]:
        """Return the items of a collection, each of them a step."""
        size = getattr(items, "__len__", None)
        if size is not None and (count := size()) <= _BETWEEN_LOOKS:
            self.spend(count)
            return iter(items)
        return chain.from_iterable(self._pieces(iter(items)))  # which hands them on without a call for each

    def _pieces(self, items: Iterator[_T]) -> Iterator[list[_T]]:
        while piece := list(islice(items, _BETWEEN_LOOKS)):
            self.spend(len(piece))
            yield piece


_CURRENT: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


@contextmanager
def granted(seconds: float | None = None, steps: float | None = None) -> Iterator[Allowance]:
    """Grant an allowance to what is done inside; a verb within another spends from the one that ends first.

    Parameters
    ----------
    seconds, steps : float, optional
        What is granted; without them what is granted already, else `SECONDS` and `STEPS`.

    Examples
    --------
    >>> with granted(60) as outer, granted(120) as inner:
    ...     inner is outer
    True
    """
    outer = _CURRENT.get()
    if outer is not None and seconds is None and steps is None:
        yield outer
        return
    own = Allowance(SECONDS if seconds is None else seconds, STEPS if steps is None else steps)
    if outer is not None and outer.ends <= own.ends and outer.steps <= own.steps:
        yield outer
        return
    token = _CURRENT.set(own)
    try:
        yield own
    finally:
        _CURRENT.reset(token)


def spend(steps: int = 1) -> None:
    """Take steps from what is granted here, if anything is."""
    allowance = _CURRENT.get()
    if allowance is not None:
        allowance.spend(steps)


def look() -> None:
    """Look at the clock of what is granted here, if anything is: before work that takes no steps."""
    allowance = _CURRENT.get()
    if allowance is not None:
        allowance.look()


def metered(items: Iterable[_T]) -> Iterator[_T]:
    """Return the items of a collection, each of them a step of what is granted here."""
    allowance = _CURRENT.get()
    return iter(items) if allowance is None else allowance.items(items)


def looking(items: Iterable[_T]) -> Iterator[_T]:
    """Return the items of a collection, with a look at the clock before each: where one is much work."""
    for item in items:
        look()
        yield item
