"""Formulas of spreadsheets as text and as trees; knows neither packages nor tables.

``tokens`` cuts a formula into pieces, ``tree`` has the nodes, what builds them and what writes them,
``parsing`` makes a tree of a text. A tree that was parsed and not changed is written as it stood.
"""

from sakipcalc.base.formulatext.parsing import parse
from sakipcalc.base.formulatext.patterns import OPEN_ROW, FormulaPattern
from sakipcalc.base.formulatext.tree import (
    Call,
    Literal,
    Node,
    Operator,
    Reference,
    Text,
    bracketed,
    call,
    changed,
    level_of,
    nodes,
    operation,
    write,
)

__all__ = [
    "OPEN_ROW",
    "Call",
    "FormulaPattern",
    "Literal",
    "Node",
    "Operator",
    "Reference",
    "Text",
    "bracketed",
    "call",
    "changed",
    "level_of",
    "nodes",
    "operation",
    "parse",
    "write",
]
