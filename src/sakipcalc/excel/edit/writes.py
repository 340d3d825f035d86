"""Contents to be written to a cell, and their XML."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from math import isfinite, nan
from typing import TYPE_CHECKING, NamedTuple, SupportsFloat, SupportsIndex

from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.formulas import checked
from sakipcalc.excel.markup import escape, written_attributes
from sakipcalc.excel.sheet.cells import CellError, RawCell, value_of
from sakipcalc.excel.sheet.values import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sakipcalc.excel.sheet.cells import Held
    from sakipcalc.excel.sheet.values import Formula

__all__ = ["Content", "Result", "Write", "number_literal"]

#: What a formula can come to; none when it is not known.
Result = float | str | bool | None

_NUMBERS = frozenset({int, float})
#: Attributes of a cell that speak of its content and are written anew with it.
_OF_CONTENT = frozenset({"r", "s", "t", "vm"})


class Content(NamedTuple):
    """A value as the file stores it: kind (as in `RawCell`), text, and the number that the text is."""

    kind: str = ""
    text: str = ""

    @classmethod
    def of(cls, value: object) -> Content:
        """Return the content for a Python value; none is no content."""
        if type(value) in _NUMBERS:  # as nearly all are
            return cls("n", number_literal(value))
        if value is None:
            return cls()
        if isinstance(value, bool):
            return cls("b", "1" if value else "0")
        if isinstance(value, CellError):
            return cls("e", value)
        if isinstance(value, str):
            encode(value)  # refuses what no cell can hold
            return cls("s", value)
        return cls("n", number_literal(value))

    def is_in(self, cell: RawCell) -> bool:
        """Tell whether a cell holds this value already."""
        if self.kind != cell.kind:
            return False
        return float(self.text) == cell.number if self.kind == "n" else self.text == cell.text


class Write(NamedTuple):  # as `Content` is one: of a long sheet there are tens of thousands
    """One change of one cell.

    Parameters
    ----------
    kind : {"number", "text", "formula", "cached", "clear", "new"}
        What is done; ``cached`` leaves the formula as it is, ``new`` is a cell of a new sheet.
    content : Content
        The value, or the cached value of the formula.
    formula : str, optional
        The formula without its equals sign.
    style : int, optional
        Index of the format; none keeps the one that the cell has or inherits.
    """

    kind: str
    content: Content = Content()
    formula: str | None = None
    style: int | None = None

    @classmethod
    def of_formula(cls, formula: str, value: Result, style: int | None) -> Write:
        """Return the writing of a formula with its cached value."""
        return cls(kind="formula", content=Content.of(value), formula=checked(formula), style=style)

    def changes(self, cell: RawCell | None) -> bool:
        """Tell whether the cell would differ afterwards."""
        if cell is None:
            return self.kind != "clear" or self.style is not None
        if self.style not in {None, cell.style} or not self.content.is_in(cell):
            return True
        return self.kind != "cached" and self.formula != cell.formula

    def cell(self, row: int, col: int, old: RawCell | None, style: int) -> RawCell:
        """Return the cell as a reader of the output finds it; where it stands in the part is not known.

        Parameters
        ----------
        row, col : int
            Its place.
        old : RawCell or None
            The cell that stands there now.
        style : int
            Index of its format.
        """
        kind, text = self.content.kind, self.content.text
        amount = float(text) if kind == "n" else nan
        formula: Formula = ("", self.formula or None, None)
        if self.kind == "cached" and old is not None:
            formula = (old.formula_kind, old.own_formula, old.shared)
        return RawCell(row, col, kind, text, amount, style, *formula, 0, 0)

    def held(self, row: int, col: int, old: RawCell | None, style: int) -> Held:
        """Return what such a cell holds, as :attr:`RawCell.held` has it."""
        kind, text = self.content
        formula = old.formula if self.kind == "cached" and old is not None else self.formula
        value = value_of(kind, text, float(text) if kind == "n" else nan)
        return row, col, value, style, formula or "", kind == "e"

    def markup(self, prefix: str, ref: str, style: int, attrs: Mapping[str, str], formula: str = "") -> str:
        """Return the XML of the cell.

        Parameters
        ----------
        prefix : str
            Of the elements of the sheet, with its colon, or empty.
        ref : str
            Name of the cell.
        style : int
            Index of its format.
        attrs : mapping
            Attributes of the cell that stands there now.
        formula : str
            Markup of the formula that stays, for a cached value.
        """
        others = self._kept(attrs) if attrs else ""
        look = f' s="{style}"' if style else ""
        if self.formula is not None:
            formula = f"<{prefix}f>{escape(self.formula)}</{prefix}f>"
        kind, inside = self._inside(prefix, formula)
        head = f'<{prefix}c r="{ref}"{look}{kind}{others}'
        return f"{head}>{inside}</{prefix}c>" if inside else f"{head}/>"

    def _kept(self, attrs: Mapping[str, str]) -> str:
        """Return the attributes that stay, as the tag writes them."""
        gone = _OF_CONTENT if self.kind == "cached" else _OF_CONTENT | {"cm"}
        return written_attributes({name: value for name, value in attrs.items() if name not in gone})

    def _inside(self, prefix: str, formula: str) -> tuple[str, str]:
        """Return the attribute of type and the content elements."""
        kind, text = self.content.kind, self.content.text
        if kind == "s" and not formula:
            space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
            return ' t="inlineStr"', f"<{prefix}is><{prefix}t{space}>{encode(text)}</{prefix}t></{prefix}is>"
        if not kind:
            return "", formula
        name = {"n": "", "s": ' t="str"', "b": ' t="b"', "e": ' t="e"'}[kind]
        return name, f"{formula}<{prefix}v>{text if kind == 'n' else encode(text)}</{prefix}v>"


def number_literal(value: object) -> str:
    """Return a number as XML writes it; a float reads back as the same float.

    Raises
    ------
    PackageError
        ``bad-number`` when it is not a finite number.

    Examples
    --------
    >>> number_literal(119.64285714285714), number_literal(2130000000), number_literal(Decimal("94.50"))
    ('119.64285714285714', '2130000000', '94.50')
    """
    text = ""
    if type(value) is float and isfinite(value):  # by far the most; the protocols below are slow to ask for
        return repr(value)
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        if type(value) is int or isinstance(value, Decimal):
            text = str(value)
        elif isinstance(value, SupportsIndex) and not isinstance(value, bool):
            text = str(value.__index__())
        elif isinstance(value, SupportsFloat) and not isinstance(value, bool):
            text = repr(float(value))
        if isfinite(float(text)):
            return text
    raise PackageError("bad-number", detail=repr(value)[:40])


def number_literals(values: Iterable[float]) -> list[str]:
    """Return many numbers as `number_literal` does each.

    Examples
    --------
    >>> number_literals([119.64285714285714, 2130000000])
    ['119.64285714285714', '2130000000']
    """
    found = [*values]
    if {*map(type, found)} <= _PLAIN_NUMBERS:
        with contextlib.suppress(ValueError, OverflowError):  # of whole numbers that no float comes near
            if all(map(isfinite, found)):
                return [*map(repr, found)]
    return [*map(number_literal, found)]


_PLAIN_NUMBERS = frozenset({int, float})
