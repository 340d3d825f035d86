"""Values of long tables, which keep no more than what they say.

The cell of a value is one more object for each, and hardly one is asked for: it is made for whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.computing.how import TYPED
from sakipcalc.computing.values import Value
from sakipcalc.rulebook.formulas import Status

if TYPE_CHECKING:
    from fractions import Fraction

    from sakipcalc.computing.how import How
    from sakipcalc.model import Cell, RowCells

__all__ = ["RowValue"]


class RowValue(Value):
    """A value that was typed in a row of a long table."""

    __slots__ = ("_cells", "_key")
    _cells: RowCells
    _key: str

    def __init__(
        self,
        number: Fraction | None,
        text: str,
        status: Status,
        reasons: tuple[str, ...],
        cells: RowCells,
        key: str,
    ) -> None:
        keep = object.__setattr__
        keep(self, "number", number)
        keep(self, "text", text)
        keep(self, "status", status)
        keep(self, "reasons", reasons)
        keep(self, "_cells", cells)
        keep(self, "_key", key)

    @classmethod
    def typed(cls, cells: RowCells, key: str) -> RowValue:
        """Return what stands in a row, as `Value.from_cell` has it."""
        text, number = cells.columns[key].texts[cells.at], cells.columns[key].value(cells.at)
        if text and number is not None:  # nearly always
            return cls(number, text, Status.DIISI, (), cells, key)
        said = Value.from_cell(cells[key])
        return cls(said.number, said.text, said.status, said.reasons, cells, key)

    @property
    def how(self) -> How[Value]:
        """The operation that made it: none."""
        return TYPED

    @property
    def cell(self) -> Cell:
        """The cell in which it stands."""
        return self._cells[self._key]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in its cell."""
        column, at = self._cells.columns[self._key], self._cells.at
        return not column.texts[at] and not column.formulas[at]

    @property
    def whole(self) -> Value:
        """The value with its cell and all that it was made from."""
        return Value(
            number=self.number, text=self.text, status=self.status, cell=self.cell, reasons=self.reasons
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and self.whole == other.whole

    def __hash__(self) -> int:
        return hash(self.whole)

    def __reduce__(self) -> tuple[object, ...]:
        return _unchanged, (self.whole,)


def _unchanged(value: Value) -> Value:
    return value
