"""Cells and rows of a sheet, each with its place in the text of the part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel.formulas import translate
from sakipcalc.excel.xml import attributes

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CellError", "Held", "RawCell", "RawRow", "Shared", "is_true", "value_of"]


class CellError(str):
    """An error that a formula comes to, by its name: ``#DIV/0!``."""

    __slots__ = ()


#: What a cell holds: row, column, value, index of its format, formula, whether the value is an error.
Held = tuple[int, int, float | str | bool | None, int, str, bool]


class Shared(NamedTuple):
    """A formula that several cells share, as its master cell writes it."""

    row: int
    col: int
    formula: str


class RawCell(NamedTuple):
    """A cell as it stands in the sheet.

    Parameters
    ----------
    row, col : int
        Its place, counted from 1.
    kind : {"n", "s", "b", "e", ""}
        Number, text, truth value, error or no value; for a formula, of its cached value.
    text : str
        The literal of a number as written, the text resolved, ``"1"`` or ``"0"``, or the name of the error.
    number : float
        The number; not a number (NaN) for every other kind.
    style : int
        Index of its format.
    formula_kind : {"", "shared", "array", "dataTable"}
        How its formula, if any, is stored.
    own_formula : str or None
        Formula written in the cell itself; see `formula`.
    shared : Shared or None
        The shared formula that the cell uses or, when it is the master, gives.
    start, end : int
        Where the cell stands in the text of the part.

    Examples
    --------
    >>> cell = RawCell(6, 5, "n", "83.75", 83.75, 0, "shared", None, Shared(5, 5, "C5/D5"), 0, 0)
    >>> cell.formula, cell.value
    ('C6/D6', 83.75)
    """

    row: int
    col: int
    kind: str
    text: str
    number: float
    style: int
    formula_kind: str
    own_formula: str | None
    shared: Shared | None
    start: int
    end: int

    @property
    def formula(self) -> str | None:
        """The formula without its equals sign, translated from the master where it is shared.

        Empty when there is one that has no text, as in a data table.
        """
        if self.shared is None or self.own_formula:
            return self.own_formula
        return translate(self.shared.formula, self.row - self.shared.row, self.col - self.shared.col)

    @property
    def said_formula(self) -> str:
        """The formula as it is written in the cell, or in the one that it shares it with."""
        return (self.shared.formula if self.shared else self.own_formula) or ""

    @property
    def is_master(self) -> bool:
        """Whether other cells take their formula from this one."""
        return self.shared is not None and (self.shared.row, self.shared.col) == (self.row, self.col)

    @property
    def value(self) -> float | str | bool | None:
        """The value as Python has it; a number written in digits alone is an int."""
        return value_of(self.kind, self.text, self.number)

    @property
    def held(self) -> Held:
        """What it holds, without where it stands in the text of the part."""
        return self.row, self.col, self.value, self.style, self.formula or "", self.kind == "e"


def value_of(kind: str, text: str, number: float) -> float | str | bool | None:
    """Return the value of a cell as Python has it, from its kind, its text and its number."""
    if kind == "n":
        return int(text) if text.lstrip("+-").isdigit() else number
    if kind == "b":
        return text == "1"
    return text if kind else None


class RawRow:
    """A row as it stands in the sheet: number, attributes, places; its cells once somebody asked for them."""

    number: int
    prefix: str
    start: int
    open_end: int
    close_start: int
    end: int
    cells: list[RawCell] | None
    written: str
    __slots__ = (
        "_attrs", "cells", "close_start", "end", "number", "open_end", "prefix", "start", "written"
    )  # fmt: skip

    def __init__(self, number: int, written: str, prefix: str, span: tuple[int, int]) -> None:
        self.number = number
        self.written = written
        self._attrs: Mapping[str, str] | None = None
        self.prefix = prefix
        self.start, self.open_end = span
        self.close_start = self.end = self.open_end
        self.cells = None

    @property
    def attrs(self) -> Mapping[str, str]:
        """The attributes by their names as written; most rows are never asked for them."""
        if self._attrs is None:
            self._attrs = attributes(self.written)
        return self._attrs

    @property
    def empty(self) -> bool:
        """Whether the row is written as one tag (``<row/>``)."""
        return self.end == self.open_end

    @property
    def style(self) -> int | None:
        """Index of the format that new cells of the row take, if the row has one."""
        index = self.attrs.get("s", "")
        return (int(index) if index.isdecimal() else 0) if is_true(self.attrs.get("customFormat")) else None

    @property
    def hidden(self) -> bool:
        """Whether the row is hidden."""
        return "hidden" in self.written and is_true(self.attrs.get("hidden"))


def is_true(text: str | None) -> bool:
    """Read a truth value as XML schema writes it."""
    return text in {"1", "true", "on"}
