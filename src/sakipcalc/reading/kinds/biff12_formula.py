"""Formulas of Excel's binary package as text, from the tokens that store them ([MS-XLSB] 2.5.97)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from xlrd.formula import func_defs

from sakipcalc.excel import PackageError
from sakipcalc.excel.refs import LAST_COLUMN, LAST_ROW, column_name, quote_sheet
from sakipcalc.reading.kinds.biff12 import Piece, error_name
from sakipcalc.reading.kinds.sheet import UNREADABLE_FORMULA, plain

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Surroundings", "told"]

#: Excel stores and shows no longer ones; text longer than that is not put together.
_MOST_BYTES, _MOST_CHARACTERS = 16_384, 8_192
_OPERATORS = ("+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":")
_BINARY = dict(enumerate(_OPERATORS, start=0x03))
_UNARY = {0x12: ("+", ""), 0x13: ("-", ""), 0x14: ("", "%"), 0x15: ("(", ")"), 0x16: ("", "")}
#: Functions that Excel 2007 added; those before have the numbers that they have in an .xls.
_NEWER = {480: "IFERROR", 481: "COUNTIFS", 482: "SUMIFS", 483: "AVERAGEIF", 484: "AVERAGEIFS"}
_ARGUMENTS_OF_NEWER = 2
_NAMED_FUNCTION = 255
_CLASS, _BASE = 0x60, 0x1F
_ROW_RELATIVE, _COL_RELATIVE, _COL = 0x8000, 0x4000, 0x3FFF
_CHOOSE, _SUM = 0x04, 0x10
_SIMPLE = re.compile(r"[A-Za-z_]\w*")


class _UndecodableError(Exception):
    """A token that is not told."""


class Surroundings(NamedTuple):
    """The targets of formula tokens: defined names, and sheets by the number of a reference."""

    names: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


def told(tokens: bytes | memoryview, around: Surroundings, row: int, col: int) -> str:
    """Return a formula without its equals sign, or the sign for one that cannot be told.

    Parameters
    ----------
    tokens : bytes
        As stored.
    around : Surroundings
        The workbook's names and sheets.
    row, col : int
        The cell, counted from 1, that relative references of a shared formula start from.

    Examples
    --------
    >>> told(bytes.fromhex("1e0a00 1e0200 06"), Surroundings(), 1, 1)
    '10/2'
    """
    teller = _Decoder(Piece(tokens[:_MOST_BYTES], ""), around, row - 1, col - 1)
    try:
        return teller.text()
    except (_UndecodableError, PackageError, IndexError):
        return UNREADABLE_FORMULA


class _Decoder:
    """Puts the text of one formula together on a stack, counting rows and columns from 0."""

    def __init__(self, tokens: Piece, around: Surroundings, row: int, col: int) -> None:
        self._tokens = tokens
        self._around = around
        self._row = row
        self._col = col
        self._stack: list[str] = []

    def text(self) -> str:
        while self._tokens.left:
            token = self._tokens.byte()
            self._token((token & _BASE) | 0x20 if token & _CLASS else token)
        if len(self._stack) != 1 or not self._stack[0]:
            raise _UndecodableError
        return self._stack[0]

    def _token(self, token: int) -> None:
        if token in _BINARY:
            right, left = self._stack.pop(), self._stack.pop()
            self._push(f"{left}{_BINARY[token]}{right}")
        elif token == 0x16:  # noqa: PLR2004 -- an argument that is left out
            self._push("")
        elif token in _UNARY:
            before, after = _UNARY[token]
            self._push(f"{before}{self._stack.pop()}{after}")
        elif token in _OPERANDS:
            self._push(_OPERANDS[token](self._tokens))
        elif token in _SKIPPED:
            self._tokens.raw(_SKIPPED[token])
        elif token in _ACTIONS:
            _ACTIONS[token](self)
        else:
            raise _UndecodableError

    def _push(self, text: str) -> None:
        if len(text) > _MOST_CHARACTERS:
            raise _UndecodableError
        self._stack.append(text)

    def _call(self, name: str, count: int) -> None:
        arguments = [self._stack.pop() for _ in range(count)]
        self._push(f"{name}({','.join(reversed(arguments))})")

    # -- tokens that need more than themselves -----------------------------------------

    def attribute(self) -> None:
        flags, size = self._tokens.byte(), self._tokens.short()
        if flags & _CHOOSE:
            self._tokens.raw(2 * (size + 1))
        if flags & _SUM:
            self._call("SUM", 1)

    def function(self) -> None:
        name, least, most = _function(self._tokens.short())
        if least != most:
            raise _UndecodableError
        self._call(name, least)

    def variable_function(self) -> None:
        count, number = self._tokens.byte() & 0x7F, self._tokens.short() & 0x7FFF
        if number != _NAMED_FUNCTION:
            self._call(_function(number)[0], count)
            return
        arguments = [self._stack.pop() for _ in range(count - 1)]
        name = self._stack.pop()
        self._push(f"{name}({','.join(reversed(arguments))})")

    def name(self) -> None:
        self._push(self._around.names[self._tokens.long() - 1])

    def cell(self) -> None:
        self._push(_place(self._tokens.long(), self._tokens.short()))

    def area(self) -> None:
        self._push(_area(*self._tokens.take("IIHH")))

    def near_cell(self) -> None:
        self._push(_place(*self._moved(self._tokens.long(), self._tokens.short())))

    def near_area(self) -> None:
        top, bottom, left, right = self._tokens.take("IIHH")
        (top, left), (bottom, right) = self._moved(top, left), self._moved(bottom, right)
        self._push(_area(top, bottom, left, right))

    def far_cell(self) -> None:
        sheet = self._sheet()
        self._push(f"{sheet}!{_place(self._tokens.long(), self._tokens.short())}")

    def far_area(self) -> None:
        sheet = self._sheet()
        self._push(f"{sheet}!{_area(*self._tokens.take('IIHH'))}")

    def _sheet(self) -> str:
        name = self._around.sheets[self._tokens.short()]
        if not name:
            raise _UndecodableError
        return name if _SIMPLE.fullmatch(name) else quote_sheet(name)

    def _moved(self, row: int, col: int) -> tuple[int, int]:
        """Return a place that is told as a distance from the cell."""
        if col & _ROW_RELATIVE:
            row = (self._row + row) % LAST_ROW
        if col & _COL_RELATIVE:
            col = (col & ~_COL) | (self._col + col & _COL) % LAST_COLUMN
        return row, col


def _function(number: int) -> tuple[str, int, int]:
    if number in _NEWER:
        return _NEWER[number], _ARGUMENTS_OF_NEWER, _ARGUMENTS_OF_NEWER
    if number not in func_defs:
        raise _UndecodableError
    name, least, most = func_defs[number][:3]
    return str(name), int(least), int(most)


def _place(row: int, col: int) -> str:
    return _column(col) + _line(row, col)


def _area(top: int, bottom: int, left: int, right: int) -> str:
    if (top, bottom) == (0, LAST_ROW - 1):
        return f"{_column(left)}:{_column(right)}"
    if (left & _COL, right & _COL) == (0, LAST_COLUMN - 1):
        return f"{_line(top, left)}:{_line(bottom, right)}"
    return f"{_place(top, left)}:{_place(bottom, right)}"


def _column(col: int) -> str:
    return ("" if col & _COL_RELATIVE else "$") + column_name((col & _COL) + 1)


def _line(row: int, col: int) -> str:
    return ("" if col & _ROW_RELATIVE else "$") + str(row + 1)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


_OPERANDS: dict[int, Callable[[Piece], str]] = {
    0x17: lambda piece: _quoted(piece.short_text()),
    0x1C: lambda piece: error_name(piece.byte()),
    0x1D: lambda piece: "TRUE" if piece.byte() else "FALSE",
    0x1E: lambda piece: str(piece.short()),
    0x1F: lambda piece: str(plain(piece.real())),
    0x2A: lambda piece: _wrong(piece, 6),
    0x2B: lambda piece: _wrong(piece, 12),
    0x3C: lambda piece: _wrong(piece, 8),
    0x3D: lambda piece: _wrong(piece, 14),
}
#: Tokens that say how to compute what the tokens after them say, with their sizes.
_SKIPPED = {0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2}
_ACTIONS: dict[int, Callable[[_Decoder], None]] = {
    0x19: _Decoder.attribute,
    0x21: _Decoder.function,
    0x22: _Decoder.variable_function,
    0x23: _Decoder.name,
    0x24: _Decoder.cell,
    0x25: _Decoder.area,
    0x2C: _Decoder.near_cell,
    0x2D: _Decoder.near_area,
    0x3A: _Decoder.far_cell,
    0x3B: _Decoder.far_area,
}


def _wrong(piece: Piece, size: int) -> str:
    piece.raw(size)
    return error_name(0x17)
