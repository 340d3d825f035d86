"""Formulas of a package: moved with their cell, and looked at before they are written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sakipcalc.base.formulatext.tokens import LAST_COLUMN, LAST_ROW, LOST, REFERENCES, pieces
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.refs import column_index, column_name

__all__ = ["LONGEST_FORMULA", "checked", "translate"]

LONGEST_FORMULA = 8_192  # characters

_STRING = re.compile(r'"(?:[^"]|"")*"')
_PLAIN = re.compile(r"""[^"'\[\]\x00-\x08\x0b-\x1f]+""")
_INNERMOST = re.compile(r"\([^()]*\)")
_PARTS = re.compile(r"(\$?)([A-Za-z]{1,3}|[0-9]{1,7})")


def translate(formula: str, rows: int, columns: int) -> str:
    """Return the formula as it reads when its cell is copied so many rows and columns away.

    A relative reference that would leave the sheet becomes ``#REF!``, as in a
    spreadsheet program.

    Examples
    --------
    >>> translate('IF(A1="A1",$B1,LOG10(C$2))', 2, 1)
    'IF(B3="A1",$B3,LOG10(D$2))'
    """
    copies = _down_column(formula, columns) if len(formula) <= LONGEST_FORMULA else None
    if copies and copies.first + rows >= 1 and copies.last + rows <= LAST_ROW:
        return copies.pattern % tuple([row + rows for row in copies.rows])
    return _translated(formula, rows, columns)


class _DownColumn(NamedTuple):
    """What copies of a formula down a column have in common: their text, and the rows that move with them."""

    pattern: str
    rows: tuple[int, ...]
    first: int  # the least of these rows
    last: int  # the greatest


@lru_cache(maxsize=256)  # a formula is shared by thousands of cells, one column of them after the other
def _down_column(formula: str, columns: int) -> _DownColumn | None:
    """Return what copies so many columns away have in common; None where one of them leaves the sheet."""
    rows: list[int] = []

    def kept(found: re.Match[str]) -> str:
        if found[1] or not found[2].isdigit():
            return _moved(found, 0, columns)
        rows.append(int(found[2]))
        return "%d"

    texts = [
        _PARTS.sub(kept, text) if kind in REFERENCES else text.replace("%", "%%")
        for kind, text in pieces(formula)
    ]
    if any(LOST in text for text in texts):  # also where the formula itself says so: that is no common case
        return None
    return _DownColumn("".join(texts), tuple(rows), min(rows, default=1), max(rows, default=1))


def _translated(formula: str, rows: int, columns: int) -> str:
    moved = []
    for kind, text in pieces(formula):
        if kind in REFERENCES:
            parts = _PARTS.sub(lambda found: _moved(found, rows, columns), text)
            moved.append(LOST if LOST in parts else parts)
        else:
            moved.append(text)
    return "".join(moved)


@lru_cache(maxsize=1024)  # the units of a kabupaten fill the same form
def checked(formula: str) -> str:
    """Return a formula without its leading equals sign, after a look at its outward form.

    Raises
    ------
    PackageError
        ``bad-formula`` when it is empty, too long, or its quotes or brackets do not close.

    Examples
    --------
    >>> checked("=SUM(A1:A3)")
    'SUM(A1:A3)'
    """
    formula = formula.removeprefix("=").strip()
    if len(formula) <= LONGEST_FORMULA and _closes(formula):
        return formula
    depth = 0
    for kind, text in pieces(formula):
        depth += (text == "(") - (text == ")")
        if depth < 0 or (kind == "other" and (text in "\"']" or (text < " " and text not in "\t\n"))):
            raise _bad(formula, text)
        if kind == "bracket" and not text.endswith("]"):
            raise _bad(formula, "[")
    if depth or not formula:
        raise _bad(formula, "(")
    if len(formula) > LONGEST_FORMULA:
        raise _bad(formula[:40] + "...", f"{len(formula)} characters")
    return formula


def _closes(formula: str) -> bool:
    """Return whether a formula without sheet names in quotes and without brackets is sound, at a glance."""
    bare = _STRING.sub("", formula) if '"' in formula else formula
    if not bare or not _PLAIN.fullmatch(bare):
        return False
    while bare != (shorter := _INNERMOST.sub("", bare)):
        bare = shorter
    return "(" not in bare and ")" not in bare


def _moved(found: re.Match[str], rows: int, columns: int) -> str:
    """Return the row or the column of a reference moved; a fixed one stays, one off the sheet is lost."""
    fixed, part = found.groups()
    if fixed:
        return found[0]
    if part.isdigit():
        number, last = int(part) + rows, LAST_ROW
    else:
        number, last = column_index(part) + columns, LAST_COLUMN
    if not 1 <= number <= last:
        return LOST
    return str(number) if part.isdigit() else column_name(number)


def _bad(formula: str, where: str) -> PackageError:
    return PackageError("bad-formula", detail=formula, values={"formula": formula, "near": where})
