"""Which formulas an engine answers as a spreadsheet program does, on any machine.

What depends on the clock, on chance or on the language of the machine has no result that a file may state;
what another workbook, a table or a whole area gives by intersection, engines work out differently.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.base.formulatext import Call, Literal, Operator, Reference, Text, nodes, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sakipcalc.base.formulatext import Node
    from sakipcalc.excel.package import DefinedName

__all__ = ["Reliable", "shows_number"]

#: Functions whose result hangs on the moment, on chance or on the machine, or is rounded in another way.
_ELSEWHERE = frozenset(
    {
        "ASC",
        "CELL",
        "DATEVALUE",
        "DBCS",
        "DOLLAR",
        "ENCODEURL",
        "FIXED",
        "FORMULATEXT",
        "GETPIVOTDATA",
        "INFO",
    }
    | {"NOW", "NUMBERVALUE", "PHONETIC", "RAND", "RANDARRAY", "RANDBETWEEN", "RTD", "SHEET", "SHEETS", "TEXT"}
    | {"TIMEVALUE", "TODAY", "VALUE", "VALUETOTEXT", "WEBSERVICE"}
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
    | {"COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "GEOMEAN", "HARMEAN", "HLOOKUP", "INDEX", "INDIRECT"}
    | {"IRR", "LARGE", "LOOKUP", "MATCH", "MAX", "MAXA", "MAXIFS", "MEDIAN", "MIN", "MINA", "MINIFS", "MODE"}
    | {"MODE.SNGL", "NPV", "OFFSET", "OR", "PERCENTILE", "PERCENTILE.INC", "PERCENTRANK", "PERCENTRANK.INC"}
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
        if name in _ELSEWHERE or not self._knows(name):
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
