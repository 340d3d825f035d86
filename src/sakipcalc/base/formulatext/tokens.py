"""Formula text cut into pieces, so that references can be moved and everything else left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

__all__ = ["LAST_COLUMN", "LAST_ROW", "LOST", "REFERENCES", "Placed", "pieces", "placed"]

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LOST = "#REF!"  # what a reference becomes that leaves the sheet

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
#: Letters, digits, "_", ".", "\\", "?" and all but ASCII; said by what it is not, as that compiles fast.
_WORD = r"[^\x00-\x2d/:->@\[\]^`{-\x7f]"
#: Strings, quoted sheet names, brackets, areas, whole columns, whole rows, cells, other words.
_PIECE = re.compile(
    rf"""(?P<string>"(?:[^"]|"")*")
    |(?P<sheet>'(?:[^']|'')*')
    |(?P<bracket>\[)
    |(?P<area>{_CELL}:{_CELL}(?![\w.(!\[\\]))
    |(?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.(!\[\\]))
    |(?P<rows>\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}(?![\w.(!]))
    |(?P<cell>{_CELL}(?![\w.(!\[\\]))
    |(?P<word>{_WORD}+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
#: Kinds of piece that refer to cells by their place.
REFERENCES = frozenset({"area", "cell", "columns", "rows"})
_PARTS = re.compile(r"(\$?)([A-Za-z]{1,3}|[0-9]{1,7})")


def pieces(formula: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) of each piece of a formula; the texts joined give the formula.

    Kinds are ``string``, ``sheet``, ``bracket`` (a table column or another
    workbook), those of `REFERENCES`, ``word`` and ``other``.

    Examples
    --------
    >>> [piece for piece in pieces("SUM('A1'!B2:$C$3)*D4") if piece[0] in REFERENCES]
    [('area', 'B2:$C$3'), ('cell', 'D4')]
    """
    position = 0
    while found := _PIECE.match(formula, position):
        position = found.end()
        kind = found.lastgroup or "other"
        if kind == "bracket":
            position = _bracket_end(formula, found.start())
        elif kind in REFERENCES and not _on_sheet(found[0]):
            kind = "word"
        yield kind, formula[found.start() : position]


class Placed(NamedTuple):
    """A piece of a formula; a reference with the sheets that it names.

    Parameters
    ----------
    kind, text : str
        As `pieces` has them; ``foreign`` is a reference into another workbook or to a deleted sheet.
    sheets : tuple of str
        The sheet that stands before a reference, first and last one of several (``Jan:Mar!A1``), or none.
    """

    kind: str
    text: str
    sheets: tuple[str, ...] = ()


def placed(formula: str, sheets: Container[str]) -> list[Placed]:
    """Return the pieces of a formula, each reference with its sheet; the texts joined give the formula.

    Parameters
    ----------
    formula : str
        Without its equals sign.
    sheets : container of str
        Names of the workbook's sheets in lower case; they tell ``Q1:Q4!A1`` (two sheets) from a cell.

    Examples
    --------
    >>> [(text, sheets) for kind, text, sheets in placed("A1+'Tabel 3.2'!B2", ()) if kind in REFERENCES]
    [('A1', ()), ('B2', ('Tabel 3.2',))]
    """
    found = [Placed(kind, text) for kind, text in pieces(formula)]
    if "!" not in formula:
        return found
    for at in range(1, len(found) - 1):
        if found[at].text != "!" or found[at].kind != "other":
            continue
        first, names = _named(found, at, sheets)
        for word in range(first, at):  # a sheet may be called like a cell
            found[word] = Placed(
                "word" if found[word].kind in REFERENCES else found[word].kind, found[word].text
            )
        kind, text, _ = found[at + 1]
        if kind in REFERENCES:
            found[at + 1] = Placed(kind, text, names) if names else Placed("foreign", text)
    return found


def _named(found: Sequence[Placed], at: int, sheets: Container[str]) -> tuple[int, tuple[str, ...]]:
    """Return where the sheets of a reference begin, and their names; no names for another workbook."""
    first, text = at - 1, found[at - 1].text
    if found[first].kind == "sheet":
        name = text[1:-1].replace("''", "'").removeprefix("[0]")  # the workbook itself
        return first, () if "[" in name else tuple(name.split(":"))
    names: tuple[str, ...] = (text,)
    several = at - 3 if found[max(at - 2, 0)].text == ":" else -1  # first : last !
    start = several if several >= 0 else first
    before = found[start - 1].text if start else ""
    if several >= 0 and found[several].text.lower() in sheets:
        first, names = several, (found[several].text, text)
    elsewhere = before == "#" or (before.startswith("[") and before != "[0]")
    return first, () if elsewhere or found[at - 1].kind != "word" else names


def _bracket_end(formula: str, start: int) -> int:
    """Return where the bracket opened at `start` closes; an apostrophe escapes the next character."""
    depth, position = 0, start
    while position < len(formula):
        character = formula[position]
        position += 2 if character == "'" else 1
        depth += (character == "[") - (character == "]")
        if not depth:
            return position
    return len(formula)


def _on_sheet(text: str) -> bool:
    """Tell whether letters and digits of this form name cells at all (XFD and 1,048,576 are the last)."""
    for _, part in _PARTS.findall(text):
        if part.isdigit():
            if not 1 <= int(part) <= LAST_ROW:
                return False
        elif len(part) == 3 and part.upper() > "XFD":  # noqa: PLR2004 - the letters of the last column
            return False
    return True
