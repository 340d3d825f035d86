"""Normal forms of formulas, so that two of them can be compared: what does not count is taken out.

A template chooses its formula by a cell (the polarity) and reaches over lines that are still empty.
With these cells known, it is the formula that the library would write::

    IF(E5="turun",SUM(F5:F14),F5/D5)     E5 holds "turun", F5 to F7 are filled
    SUM(F5:F7)
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend
from sakipcalc.base.formulatext import Call, Literal, Operator, Reference, Text, call, changed, level_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.base.formulatext import Node
    from sakipcalc.base.places import Place

__all__ = ["CellTexts", "normal", "reduced"]

_EMPTY = Text("")
_ONE = Literal("1")
_ANY_TEXT = Text("?*")
_PARTS_OF_IF = 3
#: Glue of a node that is compared and never written.
_PLAIN = ("",)


class CellTexts:
    """The texts of the cells of a workbook, for formulas to be compared.

    Parameters
    ----------
    cells : iterable of (Place, str)
        Cells and their texts.

    Examples
    --------
    >>> from sakipcalc.base.places import Place
    >>> texts = CellTexts([(Place(sheet="T", cell="B1"), "3"), (Place(sheet="T", cell="B2"), "4")])
    >>> texts.at("T", "B1"), texts.at("T", "$C$1"), texts.filled("T", "B", 1, 1_000_000)
    ('3', '', [1, 2])
    """

    def __init__(self, cells: Iterable[tuple[Place, str]]) -> None:
        self._rows: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        for place, text in cells:
            self.put(place, text)

    def put(self, place: Place, text: str) -> bool:
        """Say what stands in a cell, an empty text for nothing; return whether that is something else."""
        column, row = _parts(place.cell)
        rows = self._rows[place.sheet, column]
        before = rows.pop(row, "")
        if text:
            rows[row] = text
        return text != before

    def at(self, sheet: str, cell: str) -> str:
        """Return the text of a cell; empty for nothing."""
        column, row = _parts(cell)
        return self._rows.get((sheet, column), {}).get(row, "")

    def filled(self, sheet: str, column: str, first: int, last: int) -> list[int]:
        """Return the rows of a column between two that hold something, from top to bottom."""
        rows = self._rows.get((sheet, column), {})
        spend(min(last - first, len(rows)))
        if last - first < len(rows):
            return [row for row in range(first, last + 1) if row in rows]
        return sorted(row for row in rows if first <= row <= last)


def normal(tree: Node) -> Node:
    """Return a formula without what makes no difference: case, spaces in texts, dollar signs, idle brackets.

    Examples
    --------
    >>> from sakipcalc.base.formulatext import parse
    >>> normal(parse("(f5/$D$5)*100")) == normal(parse("F5 / D5 * 100"))
    True
    """
    if isinstance(tree, Reference):
        return Reference(_folded(tree.text), tuple(map(_folded, tree.sheets)), tree.kind)
    if isinstance(tree, Text):
        return Text(_folded(tree.value))
    if isinstance(tree, Literal):
        return Literal(_folded(tree.text))
    parts = tuple(map(normal, tree.parts))
    if isinstance(tree, Call):
        return call(tree.name.upper(), *parts)
    first = parts[0]
    if len(parts) > 1 and isinstance(first, Operator) and _binds_alike(first, tree):
        return Operator((*first.signs, *tree.signs), (*first.parts, *parts[1:]), _PLAIN)
    return Operator(tree.signs, parts, _PLAIN)


def _binds_alike(first: Operator, outer: Operator) -> bool:
    """Return whether (a/b)*c is a/b*c."""
    return len(first.parts) > 1 and level_of(first.signs[0]) == level_of(outer.signs[0])


def _folded(text: str) -> str:
    return "".join(text.replace("$", "").split()).upper()


def reduced(tree: Node, sheet: str, texts: CellTexts) -> Node:
    """Return a formula without the choices, the counts and the empty lines that the cells settle.

    Parameters
    ----------
    tree : Node
        The formula.
    sheet : str
        The sheet of its cell.
    texts : CellTexts
        What stands in the cells.

    Examples
    --------
    >>> from sakipcalc.base.formulatext import parse, write
    >>> from sakipcalc.base.places import Place
    >>> cells = {"A1": "turun", "B1": "3", "B2": "4"}
    >>> texts = CellTexts((Place(sheet="T", cell=cell), text) for cell, text in cells.items())
    >>> write(reduced(parse('IF(A1="turun",SUM(B1:B9),0)'), "T", texts))
    'SUM(B1:B2)'
    """

    def settled(node: Node) -> Node | None:
        if not isinstance(node, Call):
            return None
        if area := _labelled(node):
            return Literal(str(max(1, len(_filled(area, sheet, texts)))))
        parts = [one for part in node.parts for one in _without_empty_lines(part, sheet, texts)]
        return call(node.name, *(changed(part, settled) for part in parts))

    return changed(_chosen(tree, sheet, texts), settled)


def _chosen(tree: Node, sheet: str, texts: CellTexts) -> Node:
    """Return the branch that is taken where a formula chooses by a word in a cell or a name in its row."""
    while isinstance(tree, Call) and tree.name.upper() == "IF" and len(tree.parts) == _PARTS_OF_IF:
        condition, given, otherwise = tree.parts
        asked = _asked(condition)
        if asked is None:
            return tree
        cell, word = asked
        held = texts.at(cell.sheets[0] if cell.sheets else sheet, cell.text)
        if word:
            tree = given if held.casefold() == word.casefold() else otherwise
        elif held and given == _EMPTY and not cell.sheets:
            tree = otherwise  # nothing in a row without a name; this one has one
        else:
            return tree
    return tree


def _asked(condition: Node) -> tuple[Reference, str] | None:
    """Return cell and word of a question whether a word stands in a cell."""
    if not isinstance(condition, Operator) or condition.signs != ("=",):
        return None
    cell, word = condition.parts
    if not isinstance(cell, Reference) or cell.kind != "cell" or not isinstance(word, Text):
        return None
    return cell, word.value


def _labelled(node: Call) -> Reference | None:
    """Return the cells of MAX(1,COUNTIF(C5:C14,"?*")): how many lines have a label."""
    match node:
        case Call(name="MAX", parts=(one, Call(name="COUNTIF", parts=(Reference() as area, text)))):
            column = _column_of(area)
            return area if one == _ONE and text == _ANY_TEXT and column else None
    return None


def _without_empty_lines(part: Node, sheet: str, texts: CellTexts) -> Iterator[Node]:
    """Yield cells of one column as ranges of those that are filled: E8:E11,E14."""
    rows = _filled(part, sheet, texts) if isinstance(part, Reference) else []
    if not rows:
        yield part
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        first, *rest = [f"{_column_of(part)}{row}" for _, row in run]
        yield Reference(f"{first}:{rest[-1]}", kind="area") if rest else Reference(first)


def _filled(area: Reference, sheet: str, texts: CellTexts) -> list[int]:
    """Return the filled rows of a part of one column on the own sheet; none for another reference."""
    column = _column_of(area)
    first, _, last = area.text.partition(":")
    return texts.filled(sheet, column, _parts(first)[1], _parts(last)[1]) if column else []


def _column_of(node: Node) -> str:
    """Return the column of cells that stand below each other on the own sheet; else an empty text."""
    if not isinstance(node, Reference) or node.kind != "area" or node.sheets:
        return ""
    first, _, last = node.text.partition(":")
    column = _parts(first)[0]
    return column if column == _parts(last)[0] else ""


@lru_cache(maxsize=8192)
def _parts(cell: str) -> tuple[str, int]:
    """Return column and row of a cell: ("E", 8) for $E$8."""
    plain = cell.replace("$", "").upper()
    column = plain.rstrip("0123456789")
    return column, int(plain[len(column) :] or 0)
