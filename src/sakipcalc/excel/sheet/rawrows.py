"""The rows of a sheet, as they stand in its part: where each begins, the rest cut when it is asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sakipcalc.excel.sheet.cells import RawRow

__all__ = ["RawRows", "RowsByNumber"]


class RawRows(Sequence["RawRow"]):
    """The rows of a sheet in document order.

    Parameters
    ----------
    cut : callable
        Gives the row that begins at a position of the text.

    Attributes
    ----------
    numbers : list of int
        Their numbers.
    """

    def __init__(self, cut: Callable[[int], RawRow]) -> None:
        self.numbers: list[int] = []
        self._cut = cut
        self._starts: list[int] = []
        self._ends: list[int] = []  # of those that are written as usual, else 0
        self._known: dict[int, RawRow] = {}
        self._may_hide: set[int] = set()

    def add(self, row: RawRow) -> None:
        """Add a row that was read."""
        at = len(self.numbers)
        self.take([row.number], [row.start], [0], [0] if "hidden" in row.written else [])
        self._known[at] = row

    def take(
        self, numbers: Sequence[int], starts: Sequence[int], ends: Sequence[int], may_hide: Sequence[int]
    ) -> None:
        """Take rows by their numbers, where they begin and end, and which of them may be hidden ones."""
        if may_hide:
            self._may_hide.update([len(self.numbers) + at for at in may_hide])
        self.numbers += numbers
        self._starts += starts
        self._ends += ends

    def usual_span(self, number: int) -> tuple[int, int]:
        """Return where a row begins and ends that is written as usual; of any other a span without length.

        The rows have to stand in order.
        """
        at = bisect_left(self.numbers, number)
        known = at < len(self.numbers) and self.numbers[at] == number and self._ends[at]
        return (self._starts[at], self._ends[at]) if known else (0, 0)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> RawRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[RawRow]: ...
    def __getitem__(self, at: int | slice) -> RawRow | list[RawRow]:
        if isinstance(at, slice):
            return [self.row(one) for one in range(*at.indices(len(self)))]
        return self.row(range(len(self))[at])

    def row(self, at: int) -> RawRow:
        """Return one of them, counted from the first."""
        known = self._known.get(at)
        if known is None:
            known = self._known[at] = self._cut(self._starts[at])
        return known

    @property
    def made(self) -> Collection[RawRow]:
        """Those that were read one by one, or asked for."""
        return self._known.values()

    @property
    def hidden(self) -> list[RawRow]:
        """Those that are hidden."""
        return [row for at in sorted(self._may_hide) if (row := self[at]).hidden]


class RowsByNumber(Mapping[int, "RawRow"]):
    """The rows of a sheet by their numbers.

    Parameters
    ----------
    rows : RawRows
        The rows; of several with one number the last counts.
    """

    def __init__(self, rows: RawRows) -> None:
        self._rows = rows

    @cached_property
    def _places(self) -> Mapping[int, int] | None:
        """Where each stands; None where they stand in order."""
        numbers = self._rows.numbers
        if all(one < other for one, other in pairwise(numbers)):
            return None
        return {number: at for at, number in enumerate(numbers)}

    def _place(self, number: object) -> int:
        """Return where a row stands; below 0 where there is none."""
        numbers = self._rows.numbers
        if not isinstance(number, int):
            return -1
        if self._places is not None:
            return self._places.get(number, -1)
        at = bisect_left(numbers, number)
        return at if at < len(numbers) and numbers[at] == number else -1

    def __getitem__(self, number: int) -> RawRow:
        at = self._place(number)
        if at < 0:
            raise KeyError(number)
        return self._rows.row(at)

    def get(self, number: int, default: RawRow | None = None) -> RawRow | None:  # type: ignore[override]
        """Return the row of a number, or what is given where there is none."""
        at = self._place(number)
        return default if at < 0 else self._rows.row(at)

    def __contains__(self, number: object) -> bool:
        return self._place(number) >= 0

    def __iter__(self) -> Iterator[int]:
        return iter(dict.fromkeys(self._rows.numbers))

    def __len__(self) -> int:
        return len(self._rows) if self._places is None else len(self._places)
