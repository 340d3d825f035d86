"""Derived cells that filling leaves empty, each with the one reason for it and the cells that it lacks."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Value

__all__ = ["EmptyReason", "Unfilled"]


class EmptyReason(StrEnum):
    """Why a derived cell stays empty; a member equals its word."""

    MISSING = "data belum lengkap"
    NOT_IN_LIST = "bukan pilihan daftar"
    SCALE = "skala tidak terbaca"
    LEVEL = "tingkat baris belum pasti"
    ASKED = "menunggu jawaban"


class Unfilled(NamedTuple):
    """A derived cell that stays empty.

    Parameters
    ----------
    table_id : str
        Name of its table.
    column : str
        Its column.
    place : Place
        The cell.
    value : Value
        The value that it would have; of an unknown one status and inputs tell what is missing.
    reason : EmptyReason
        Nothing can be derived yet; the drop-down list of the cell lacks the word; the scale of the
        workbook was not read; only the empty cell tells the level of its line; or a finding asks
        something first, such as which way is better.
    """

    table_id: str
    column: str
    place: Place
    value: Value
    reason: EmptyReason = EmptyReason.MISSING

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
