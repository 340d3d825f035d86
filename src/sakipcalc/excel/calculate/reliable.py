"""Formulas that an engine answers as a spreadsheet program does, on any machine, and soon.

Known functions alone. What depends on the clock, on chance or on the language of the machine (TEXT, TODAY)
has no result that a file may state; what makes areas as it goes (OFFSET, SEQUENCE) may take for ever; what
another workbook, a table or a whole area gives by intersection, engines work out differently.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.base.formulatext import Call, Literal, Operator, Reference, Text, changed, nodes, parse, write
from sakipcalc.excel.refs import Area

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sakipcalc.base.formulatext import Node
    from sakipcalc.excel.package import DefinedName

__all__ = ["Reliable", "asks_only", "shows_number", "within"]

#: Functions of single values.
_OF_VALUES = frozenset(
    {
        "ABS",
        "CHOOSE",
        "CLEAN",
        "CODE",
        "CONCATENATE",
        "DATE",
        "DATEDIF",
        "DAY",
        "EDATE",
    }
    | {
        "EOMONTH",
        "EVEN",
        "EXACT",
        "EXP",
        "FALSE",
        "FIND",
        "HOUR",
        "IF",
        "IFERROR",
        "IFNA",
        "IFS",
        "INT",
    }
    | {
        "ISBLANK",
        "ISERR",
        "ISERROR",
        "ISEVEN",
        "ISLOGICAL",
        "ISNA",
        "ISNONTEXT",
        "ISNUMBER",
        "ISODD",
        "ISTEXT",
    }
    | {
        "LEFT",
        "LEN",
        "LN",
        "LOG",
        "LOG10",
        "LOWER",
        "MID",
        "MINUTE",
        "MOD",
        "MONTH",
        "N",
        "NA",
        "NOT",
    }
    | {
        "ODD",
        "PI",
        "POWER",
        "PROPER",
        "QUOTIENT",
        "REPLACE",
        "RIGHT",
        "ROUND",
        "ROUNDDOWN",
        "ROUNDUP",
    }
    | {
        "SEARCH",
        "SECOND",
        "SIGN",
        "SQRT",
        "SUBSTITUTE",
        "SWITCH",
        "T",
        "TIME",
        "TRIM",
        "TRUE",
        "TRUNC",
        "UPPER",
    }
    | {"WEEKDAY", "YEAR"}
)
#: Functions that take whole areas; of any other an area means the cell of it in the same row or column.
_OF_AREAS = frozenset(
    {
        "AND",
        "AVERAGE",
        "AVERAGEA",
        "AVERAGEIF",
        "AVERAGEIFS",
        "COLUMN",
        "COLUMNS",
        "CONCAT",
        "CORREL",
        "COUNT",
    }
    | {"COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "GEOMEAN", "HARMEAN", "HLOOKUP", "INDEX"}
    | {"LARGE", "LOOKUP", "MATCH", "MAX", "MAXA", "MAXIFS", "MEDIAN", "MIN", "MINA", "MINIFS", "MODE"}
    | {"MODE.SNGL", "NPV", "OR", "PERCENTILE", "PERCENTILE.INC"}
    | {"PRODUCT", "QUARTILE", "QUARTILE.INC", "RANK", "RANK.AVG", "RANK.EQ", "ROW", "ROWS", "SLOPE", "SMALL"}
    | {"STDEV", "STDEV.P", "STDEV.S", "STDEVP", "SUBTOTAL", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "SUMSQ"}
    | {"TEXTJOIN", "TRIMMEAN", "VAR", "VAR.P", "VAR.S", "VARP", "VLOOKUP", "XLOOKUP", "XMATCH", "XOR"}
)
#: The one that works on areas cell by cell.
_CELL_BY_CELL = "SUMPRODUCT"
_AREAS = frozenset({"area", "columns", "rows"})
#: Signs between areas, and one that lets results spill.
_OF_REFERENCES = frozenset({",", " ", ":", "#"})
_PREFIXES = ("_XLFN.", "_XLWS.")
#: Names that stand for names that stand for names.
_DEEPEST = 5
#: Functions that count the cells that meet a condition, and conditions that empty cells do not meet.
_COUNTING, _OF_SOMETHING = frozenset({"COUNTIF", "COUNTIFS"}), re.compile(r"(?:[<>]=?)?[^<>=]+")
#: Functions that ask how large an area is, or for a place in it.
_OF_PLACES = frozenset({"COLUMNS", "COUNTBLANK", "INDEX", "ROWS"})
#: Functions that take yes or no for what it is.
_ASKING = frozenset({"AND", "IF", "IFERROR", "NOT", "OR"})
#: Functions that look for a place, and the last argument by which they look from the largest down: in a list
#: that is not sorted so, programs find different places.
_SEARCHING, _DOWNWARDS = frozenset({"MATCH"}), "-1"
_FRACTION = re.compile(r"\d+\.\d+|\d{16,}")


class Reliable:
    """Tells of the formulas of one workbook whether an engine is to be asked about them.

    Parameters
    ----------
    sheets : sequence of str
        Names of the worksheets in lower case.
    names : sequence of DefinedName
        What names stand for.
    knows : callable
        Tells of a function whether the engine has it.
    """

    def __init__(
        self, sheets: Sequence[str], names: Sequence[DefinedName], knows: Callable[[str], bool]
    ) -> None:
        self._sheets = frozenset(sheets)
        self._names: dict[str, list[str]] = {}
        for one in names:
            self._names.setdefault(one.name.lower(), []).append(one.text)
        self._knows = knows
        self._known: dict[str, bool] = {}

    def __call__(self, formula: str, *, array: bool = False) -> bool:
        """Return whether the result of the engine may be stored with a formula."""
        key = f"{array}{formula}"
        if key not in self._known:
            tree = parse(formula, self._sheets)
            self._known[key] = tree is not None and self._sure(tree, 0, areas=array)
        return self._known[key]

    def _sure(self, node: Node, depth: int, *, areas: bool) -> bool:
        """Return whether a part of a formula can be answered, where whole areas may stand or not."""
        match node:
            case Text():
                return True
            case Literal(text=text):
                return areas or not text.startswith("{")
            case Reference():
                return self._reads(node, depth, areas=areas)
            case Operator(signs=signs, parts=parts):
                return _OF_REFERENCES.isdisjoint(signs) and all(
                    self._sure(part, depth, areas=areas) for part in parts
                )
            case Call(name=name, parts=parts):
                return self._calls(name.upper(), parts, depth, areas=areas)

    def _calls(self, name: str, parts: Sequence[Node], depth: int, *, areas: bool) -> bool:
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        if name not in _OF_VALUES | _OF_AREAS or not self._knows(name):
            return False
        if name in _SEARCHING and write(parts[-1]) == _DOWNWARDS:
            return False
        whole = areas or name == _CELL_BY_CELL
        for part in parts:
            plain = isinstance(part, Reference | Literal) and name in _OF_AREAS
            if not self._sure(part, depth, areas=whole or plain):
                return False
        return True

    def _reads(self, node: Reference, depth: int, *, areas: bool) -> bool:
        if node.kind == "elsewhere" or len(node.sheets) > 1 or "[" in node.text:
            return False
        if node.kind != "name":
            return areas or node.kind not in _AREAS
        stands_for = self._names.get(node.text.lower(), ())
        if len(stands_for) != 1 or depth == _DEEPEST:
            return False
        tree = parse(stands_for[0], self._sheets)
        return tree is not None and self._sure(tree, depth + 1, areas=areas)


def within(formula: str, sheets: Mapping[str, str], last: tuple[int, int]) -> str | None:
    """Return a formula as the engine can take it: tabs by their names, columns to the last row.

    Parameters
    ----------
    formula : str
        The formula.
    sheets : mapping
        Names of the worksheets by their names in lower case; the engine minds capitals.
    last : (int, int)
        Row and column beyond which no sheet holds anything.

    Returns
    -------
    str or None
        None where the formula asks for the size of an area that would be cut, or for a place in it.

    Examples
    --------
    >>> within("SUM('tabel 3.2'!A:B)", {"tabel 3.2": "Tabel 3.2"}, (40, 12))
    "SUM('Tabel 3.2'!A1:B40)"
    """
    tree = parse(formula, sheets.keys())
    if tree is None:
        return formula
    cut = False

    def fitted(node: Node) -> Node | None:
        nonlocal cut
        if not isinstance(node, Reference) or node.kind in {"name", "elsewhere"}:
            return None
        names = tuple(sheets.get(name.lower(), name) for name in node.sheets)
        text = _cut(node.text, last) if node.kind in _AREAS else node.text
        cut = cut or text != node.text
        same = names == node.sheets and text == node.text
        return node if same else Reference(text, names, "area" if text != node.text else node.kind)

    made = changed(tree, fitted)
    calls = [node for node in nodes(tree) if isinstance(node, Call)]
    sized = any(one.name.upper() in _OF_PLACES or _counts_empty_cells(one) for one in calls)
    return None if cut and sized else write(made)


def _counts_empty_cells(node: Call) -> bool:
    """Return whether a function may count cells that hold nothing: all those of a column to its end."""
    if node.name.upper() not in _COUNTING:
        return False
    conditions = node.parts[1::2]
    return not all(isinstance(one, Text) and _OF_SOMETHING.fullmatch(one.value) for one in conditions)


def _cut(text: str, last: tuple[int, int]) -> str:
    """Return an area without the rows and columns beyond the last that hold anything."""
    area = Area.parse(text.replace("$", ""))
    bottom, right = (
        max(first, min(end, most))
        for first, end, most in ((area.top, area.bottom, last[0]), (area.left, area.right, last[1]))
    )
    return (
        text
        if (bottom, right) == (area.bottom, area.right)
        else str(Area(area.top, area.left, bottom, right))
    )


def asks_only(formula: str) -> bool:
    """Return whether a formula takes yes or no for what it is, and neither counts nor compares it.

    Examples
    --------
    >>> asks_only('IF(B2,"ya","tidak")'), asks_only("COUNT(B2:B9)"), asks_only("B2+1")
    (True, False, False)
    """
    tree = parse(formula)
    if tree is None:
        return False
    return all(
        node.name.upper() in _ASKING if isinstance(node, Call) else not isinstance(node, Operator)
        for node in nodes(tree)
    )


def shows_number(result: str, formula: str, read: Sequence[str]) -> bool:
    """Return whether a text shows a number with decimals, which each language writes its own way.

    Parameters
    ----------
    result : str
        What the formula gives.
    formula : str
        The formula.
    read : sequence of str
        The texts that it reads.
    """
    shown = _FRACTION.findall(result)
    if not shown:
        return False
    said = " ".join((*read, *_texts(formula)))
    return any(number not in said for number in shown)


def _texts(formula: str) -> Iterator[str]:
    tree = parse(formula)
    for node in nodes(tree) if tree is not None else ():
        if isinstance(node, Text):
            yield node.value
