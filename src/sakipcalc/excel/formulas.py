"""Formulas of a package: moved with their cell, and looked at before they are written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sakipcalc.base.formulatext.tokens import LAST_COLUMN, LAST_ROW, LOST, REFERENCES, pieces
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.refs import column_index, column_name

__all__ = ["checked", "translate"]

_LONGEST_FORMULA = 8_192  # characters

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
    cut = _down_column if len(formula) <= _LONGEST_FORMULA else _down_column.__wrapped__
    copies = cut(formula, columns)
    if copies.first + rows >= 1 and copies.last + rows <= LAST_ROW:
        return copies.pattern % tuple([row + rows for row in copies.rows])
    moved = [(text, [row + rows for row in own]) for text, own in copies.parts]
    return "".join(
        [text % tuple(own) if all(1 <= row <= LAST_ROW for row in own) else LOST for text, own in moved]
    )


class _Copies(NamedTuple):
    """What copies of a formula down a column have in common.

    Parameters
    ----------
    parts : tuple of (str, tuple of int)
        The texts of the formula, with a `%d` for each row that moves with the cell, and these rows.
    pattern : str
        The texts of all parts.
    rows : tuple of int
        The rows of all parts.
    first, last : int
        The least and the greatest of these rows.
    """

    parts: tuple[tuple[str, tuple[int, ...]], ...]
    pattern: str
    rows: tuple[int, ...]
    first: int
    last: int


@lru_cache(maxsize=256)  # a formula is shared by thousands of cells, one column of them after the other
def _down_column(formula: str, columns: int) -> _Copies:
    """Return what the copies of a formula have in common that stand so many columns away."""
    parts = [_part(kind, text, columns) for kind, text in pieces(formula)]
    pattern = "".join([text for text, _ in parts])
    rows = tuple([row for _, own in parts for row in own])
    return _Copies(tuple(parts), pattern, rows, min(rows, default=1), max(rows, default=1))


def _part(kind: str, text: str, columns: int) -> tuple[str, tuple[int, ...]]:
    """Return a piece of a formula so many columns away: its text without the rows that move, and these."""
    if kind not in REFERENCES:
        return text.replace("%", "%%"), ()
    rows: list[int] = []

    def moved(found: re.Match[str]) -> str:
        fixed, part = found.groups()
        if fixed:
            return found[0]
        if part.isdigit():
            rows.append(int(part))
            return "%d"
        column = column_index(part) + columns
        return column_name(column) if 1 <= column <= LAST_COLUMN else LOST

    text = _PARTS.sub(moved, text)
    return (LOST, ()) if LOST in text else (text, tuple(rows))


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
    if len(formula) <= _LONGEST_FORMULA and _closes(formula):
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
    if len(formula) > _LONGEST_FORMULA:
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


def _bad(formula: str, where: str) -> PackageError:
    return PackageError("bad-formula", detail=formula, values={"formula": formula, "near": where})
