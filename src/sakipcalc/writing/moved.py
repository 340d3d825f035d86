"""Cells moved to a new workbook, so that formulas point at their new places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.computing import Value
from sakipcalc.computing.expressions import formula as written
from sakipcalc.computing.how import Copied, Label, mapped
from sakipcalc.core.memo import ByIdentity
from sakipcalc.model import Cell

if TYPE_CHECKING:
    from sakipcalc.base.places import Place
    from sakipcalc.computing.how import UsedScale

__all__ = ["MovedCells"]


class MovedCells:
    """The places of a Hasil's values in a new workbook.

    A value is known by its identity: the engine makes each one once, and the formulas of others
    are made from that same object.
    """

    def __init__(self) -> None:
        self._homes: ByIdentity[Cell] = ByIdentity()
        self._labels: dict[Place, Cell] = {}
        self._made: ByIdentity[Value] = ByIdentity()
        self._live: set[Place] = set()

    def place(self, value: Value, place: Place) -> None:
        """Say where a value stands; the first place is its home. A label of a scale may be one."""
        if self._homes.get(value) is not None:
            return
        row, col = place.coordinates
        home = Cell(place=place, row=row, col=col, text="x", is_number=value.number is not None)
        self._homes.put(home, value)
        if value.number is not None:
            self._live.add(place)
        if value.cell is not None and not value.derived:
            self._labels[value.cell.place] = home

    def home(self, value: Value) -> Place | None:
        """Return the first cell of a value, if it has one."""
        known = self._homes.get(value)
        return known.place if known else None

    def formula(self, value: Value, place: Place) -> str | None:
        """Return the formula of a value in a cell: a reference to its home, or how it is made there.

        None where it is typed, or where no formula gives it.
        """
        home = self.home(value)
        if home is not None and home != place:
            same = home.sheet == place.sheet
            return home.cell if same else f"{home.quoted_sheet}!{home.cell}"
        return written(self._moved(value), self._live.__contains__) if value.derived else None

    def _moved(self, value: Value) -> Value:
        return self._made.get(value) or self._made.put(self._move(value), value)

    def _move(self, value: Value) -> Value:
        home = self._homes.get(value)
        if home is None and isinstance(value.how, Copied):
            return self._moved(value.how.source)
        how = mapped(value.how, self._moved)
        if isinstance(how, Label):
            how = replace(how, scale=self._scale(how.scale))
        return Value(  # typed values of long tables are of a lighter class, which has no other cell
            number=value.number,
            text=value.text,
            status=value.status,
            how=how,
            cell=home,
            reasons=value.reasons,
        )

    def _scale(self, used: UsedScale) -> UsedScale:
        labels = tuple(self._labels[cell.place] for cell in used.labels if cell.place in self._labels)
        return replace(used, labels=labels if len(labels) == len(used.labels) else ())
