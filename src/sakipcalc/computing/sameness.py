"""Formulas brought to the form in which two of them can be compared: what does not count is taken out.

A template chooses its formula by a cell (the polarity) and reaches over lines that are still empty.
With these cells known, it is the formula that the library would write.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["reduced"]

_SHEET = r"(?:'((?:[^']|'')+)'!)?"
_CHOICE = re.compile(rf'IF\({_SHEET}([A-Z]+\d+)="([^"]+)",')
#: "IF(C5="","",...": nothing in a row without a name.
_NAMED = re.compile(r'IF\(([A-Z]+\d+)="","",')
#: "COUNTIF(C5:C14,"?*")": how many lines have a label.
_LABELLED = re.compile(r'MAX\(1,COUNTIF\(([A-Z]+)(\d+):\1(\d+),"\?\*"\)\)')
_RANGE = re.compile(r"(?<![!'A-Z])([A-Z]+)(\d+):\1(\d+)")
_QUOTES = "\"'"


def reduced(rumus: str, tempat: Place, teks: Callable[[Place], str]) -> str:
    """Return a formula without the choices, the counts and the empty lines that the cells settle.

    Parameters
    ----------
    rumus : str
        The formula, without "=".
    tempat : Place
        Its cell.
    teks : callable
        What stands in a cell; an empty text for nothing.

    Examples
    --------
    >>> cells = {"A1": "turun", "B1": "3", "B2": "4"}
    >>> reduced('IF(A1="turun",SUM(B1:B9),0)', Place(), lambda place: cells.get(place.cell, ""))
    'SUM(B1:B2)'
    """
    chosen = _chosen(rumus.replace("$", ""), tempat, teks)

    def filled(column: str, first: str, last: str) -> list[int]:
        rows = range(int(first), int(last) + 1)
        return [row for row in rows if teks(Place(tempat.file, tempat.sheet, f"{column}{row}"))]

    counted = _LABELLED.sub(lambda m: str(max(1, len(filled(*m.groups())))), chosen)
    return _RANGE.sub(lambda m: _runs(m[1], filled(*m.groups())) or m[0], counted)


def _chosen(rumus: str, tempat: Place, teks: Callable[[Place], str]) -> str:
    """Return the branch that is taken where a formula chooses by a word in a cell or a name in its row."""
    named = _NAMED.match(rumus)
    if named and teks(Place(tempat.file, tempat.sheet, named[1])):
        rumus = "".join(_arguments(rumus[named.end() :])) or rumus
    while match := _CHOICE.match(rumus):
        sheet, cell, word = match.groups()
        branches = _arguments(rumus[match.end() :])
        if len(branches) != 2:  # noqa: PLR2004 -- what it gives then, and otherwise
            return rumus
        place = Place(tempat.file, sheet.replace("''", "'") if sheet else tempat.sheet, cell)
        rumus = branches[teks(place).casefold() != word.casefold()]
    return rumus


def _arguments(text: str) -> list[str]:
    """Return the arguments up to the bracket that closes them; none where text follows it."""
    found, begin, depth, quote = [], 0, 0, ""
    for at, sign in enumerate(text):
        if sign in _QUOTES and quote in {"", sign}:
            quote = "" if quote else sign
        elif quote:
            continue
        elif sign == "(":
            depth += 1
        elif sign == "," and not depth:
            found.append(text[begin:at])
            begin = at + 1
        elif sign == ")":
            if not depth:
                return [*found, text[begin:at]] if at == len(text) - 1 else []
            depth -= 1
    return []


def _runs(column: str, rows: list[int]) -> str:
    """Return rows of one column as ranges: E8:E11,E14."""
    names = []
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        first, *rest = [row for _, row in run]
        names.append(f"{column}{first}" + (f":{column}{rest[-1]}" if rest else ""))
    return ",".join(names)
