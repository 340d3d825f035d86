"""Derived cells that filling leaves empty, and what each of them lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Value

__all__ = ["Unfilled"]


class Unfilled(NamedTuple):
    """A derived cell that stays empty, since nothing can be derived yet.

    Parameters
    ----------
    table_id : str
        Name of its table.
    column : str
        Its column.
    place : Place
        The cell.
    value : Value
        The value that is unknown: its status and its inputs tell why.
    """

    table_id: str
    column: str
    place: Place
    value: Value

    @property
    def lacks(self) -> tuple[Place, ...]:
        """The cells that would have to be filled first."""
        return tuple(dict.fromkeys(_unknown_cells(self.value)))


def _unknown_cells(value: Value) -> Iterator[Place]:
    """Yield the cells at which a derivation ends for want of a figure."""
    for one in value.sources():
        if one.known:
            continue
        deeper = list(_unknown_cells(one))
        if deeper:
            yield from deeper
        elif one.place:
            yield one.place
