"""What a cell's content means: its value by type, its formula by the way it is stored."""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING

from .cells import Shared
from .dates import serial_of_iso
from .errors import PackageError
from .refs import Area, cell_name
from .strings import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Formula", "Meaning", "Value", "number"]

Value = tuple[str, str, float]  # kind, text, number
Formula = tuple[str, str | None, Shared | None]  # kind, text in the cell, what it shares
_NOTHING: Value = ("", "", nan)


class Meaning:
    """Reads contents of cells; remembers shared formulas and the areas of array formulas.

    Parameters
    ----------
    strings : callable
        Gives the shared strings; called when the first is met.
    date1904 : bool
        Whether days count from 1904.
    part : str
        Name of the sheet part, for errors.
    """

    def __init__(self, strings: Callable[[], Sequence[str]], part: str, *, date1904: bool) -> None:
        self.arrays: list[Area] = []
        self.data_tables: list[Area] = []
        self._find_strings = strings
        self._strings: Sequence[str] | None = None
        self._part = part
        self._date1904 = date1904
        self._masters: dict[str, Shared] = {}

    def value(self, kind: str | None, raw: str | None) -> Value:
        """Return (kind, text, number) of what stands in ``<v>`` under the type ``t``."""
        if raw is None:
            return _NOTHING
        if kind is None or kind == "n":
            return number(raw)
        if kind == "d":
            return self._date(raw)
        if kind == "s":
            return ("s", self._string(raw), nan) if raw else _NOTHING
        if kind == "b":
            return "b", "1" if raw.strip() in {"1", "true"} else "0", nan
        return ("e", raw, nan) if kind == "e" else ("s", decode(raw), nan)

    def formula(self, attrs: Mapping[str, str], text: str, row: int, col: int) -> Formula:
        """Return (kind, text in the cell, shared formula) of an ``<f>`` element with attributes."""
        kind = attrs.get("t", "normal")
        area = attrs.get("ref") or cell_name(row, col)
        if kind == "shared":
            index = attrs.get("si", "")
            if text and ("ref" in attrs or index not in self._masters):
                self._masters[index] = Shared(row, col, text)
            return "shared", text, self._masters.get(index)
        if kind == "array":
            self.arrays.append(Area.parse(area))
            return "array", text, None
        if kind == "dataTable":
            self.data_tables.append(Area.parse(area))
            return "dataTable", text, None
        return "", text or None, None

    def forget_strings(self) -> None:
        """Let go of what gives the strings, once all cells are read: the package, of which this is a part."""
        self._find_strings = tuple
        self._strings = None

    def _string(self, raw: str) -> str:
        if self._strings is None:
            self._strings = self._find_strings()
        try:
            index = int(raw)
            return self._strings[index] if index >= 0 else self._strings[len(self._strings)]
        except (ValueError, IndexError) as error:
            raise PackageError("bad-xml", part=self._part, detail=f"shared string {raw[:20]}") from error

    def _date(self, raw: str) -> Value:
        try:
            days = serial_of_iso(raw.strip(), date1904=self._date1904)
        except (ValueError, OverflowError):
            return "s", raw, nan
        return "n", repr(int(days) if days.is_integer() else days), days


def number(raw: str) -> Value:
    """Return (kind, text, number) of a number as written; what is none is kept as the text that it is."""
    try:
        amount = float(raw)
    except ValueError:
        return ("s", raw, nan) if raw.strip() else _NOTHING
    if isfinite(amount) and raw.isascii() and "_" not in raw:
        return "n", raw.strip(), amount
    return "s", raw, nan
