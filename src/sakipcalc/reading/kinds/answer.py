"""The schema of what a reading process answers: each piece has its type, or all of it is refused.

What comes out of another process is as untrusted as the file it has read: xlrd hands on whatever its code
runs into. Nothing behind this module meets a value of a type that it does not expect.
"""

from __future__ import annotations

import json
from itertools import product
from math import isfinite
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple

from sakipcalc.excel.refs import Area
from sakipcalc.excel.sheet.styles import BUILTIN_FORMATS
from sakipcalc.reading.kinds.sheet import PLAIN, CellLook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Answer", "AnswerError", "CellAnswer", "SheetAnswer", "parse_answer"]

#: Types of the pieces of a cell: row, column, value, number of its look, formula, whether it is in error.
_CELL = frozenset(product([int], [int], [str, int, float, bool, NoneType], [int], [str], [bool]))
#: Number format (its code, or the number of one that every Excel knows), colour, steps of indentation, bold.
_LOOK = frozenset({(str, str, int, bool), (int, str, int, bool)})
_AREA = frozenset({(int, int, int, int)})
_SHEET: Mapping[str, type] = {
    "name": str, "visible": bool, "hidden_rows": list, "hidden_cols": list, "looks": list, "cells": list,
    "merges": list,
}  # fmt: skip
_FAULT = {"fault": str, "detail": str}
_WHOLE = {"reader": str, "sheets": list}


class AnswerError(ValueError):
    """The answer is not what the schema says; its text names the piece."""


class CellAnswer(NamedTuple):
    """A cell as it was found; rows and columns count from 1."""

    row: int
    col: int
    raw: str | float | bool | None
    look: int
    formula: str
    error: bool


class SheetAnswer(NamedTuple):
    """A sheet as it was found."""

    name: str
    visible: bool
    hidden_rows: frozenset[int]
    hidden_cols: frozenset[int]
    looks: tuple[CellLook, ...]
    cells: tuple[CellAnswer, ...]
    merges: tuple[Area, ...]


class Answer(NamedTuple):
    """Sheets and who has read them, or the fault that kept them from being read."""

    sheets: tuple[SheetAnswer, ...] = ()
    reader: str = ""
    fault: str = ""
    detail: str = ""


def parse_answer(text: bytes) -> Answer:
    """Return the answer of a reading process.

    Parameters
    ----------
    text : bytes
        JSON.

    Raises
    ------
    AnswerError
        Where anything in it is not of the type that the schema gives it.

    Examples
    --------
    >>> parse_answer(b'{"fault": "encrypted", "detail": "FILEPASS"}').fault
    'encrypted'
    >>> parse_answer(b'{"reader": "xlrd", "sheets": [{"name": null}]}')
    Traceback (most recent call last):
    sakipcalc.reading.kinds.answer.AnswerError: sheet
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AnswerError("json") from error
    if _matches(found, _FAULT):
        return Answer(**found)
    _require(_matches(found, _WHOLE), "answer")
    return Answer(sheets=tuple(map(_sheet, found["sheets"])), reader=found["reader"])


def _sheet(found: Any) -> SheetAnswer:
    _require(_matches(found, _SHEET), "sheet")
    cells = tuple(CellAnswer(*cell) for cell in _typed(found["cells"], _CELL, "cells"))
    looks = tuple(_look(*look) for look in _typed(found["looks"], _LOOK, "looks")) or (PLAIN,)
    _require(all(0 <= cell.look < len(looks) for cell in cells), "look")
    _require(all(isfinite(cell.raw) for cell in cells if type(cell.raw) is float), "number")
    return SheetAnswer(
        name=found["name"],
        visible=found["visible"],
        hidden_rows=frozenset(_typed(found["hidden_rows"], {int}, "hidden_rows")),
        hidden_cols=frozenset(_typed(found["hidden_cols"], {int}, "hidden_cols")),
        looks=looks,
        cells=cells,
        merges=tuple(Area(*area) for area in _typed(found["merges"], _AREA, "merges")),
    )


def _look(number_format: str | int, fill: str, indent: int, bold: bool) -> CellLook:  # noqa: FBT001 -- a field of the answer
    """Return a look; a format that only has a number is one that every Excel knows by it."""
    code = BUILTIN_FORMATS.get(number_format) if isinstance(number_format, int) else number_format
    return CellLook(PLAIN.format if code is None else code, fill, indent, bold)


def _matches(found: Any, schema: Mapping[str, type]) -> bool:
    """Return whether something is a mapping of these names to values of these types, and no more."""
    return isinstance(found, dict) and {name: type(value) for name, value in found.items()} == schema


def _typed(pieces: list[Any], allowed: Iterable[Any], name: str) -> list[Any]:
    """Return pieces of which each is of a type, or a list of types, that is allowed."""
    shapes = {tuple(map(type, piece)) if isinstance(piece, list) else type(piece) for piece in pieces}
    _require(shapes <= set(allowed), name)
    return pieces


def _require(holds: bool, name: str) -> None:  # noqa: FBT001 -- an assertion
    if not holds:
        raise AnswerError(name)
