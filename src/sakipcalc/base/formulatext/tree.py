"""The tree of a formula: five kinds of node, what builds them, changes them and writes them.

Every node keeps the text that stood around and between its parts, its *glue*; whether it stood in
brackets is a matter of glue too. Two trees are equal when they say the same, however they are spelled::

    (A1+ B1)*2      Operator("*")              glue "", "*", ""
                      Operator("+")            glue "(", "+ ", ")"
                        Reference("A1")        glue "", ""
                        Reference("B1")
                      Literal("2")
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = [
    "PREFIX",
    "UNION",
    "Call",
    "Literal",
    "Node",
    "Operator",
    "Reference",
    "Text",
    "binding",
    "bracketed",
    "call",
    "changed",
    "level_of",
    "nodes",
    "operation",
    "surrounded",
    "write",
]

#: How tightly operators between two operands bind; those of one line go from left to right.
_BINDING = {
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1),
    "&": 2,
    **dict.fromkeys(("+", "-"), 3),
    **dict.fromkeys(("*", "/"), 4),
    "^": 5,
    "%": 6,  # stands after its operand
    ",": 8,
    " ": 9,
    ":": 10,
    "#": 11,  # stands after its operand
}
#: A sign before its operand binds tighter than a power: -2^2 is 4.
PREFIX = 7
#: How tightly the comma binds that joins areas; in an argument it would end it.
UNION = _BINDING[","]

#: How tightly holds together what is no operator, or stands in brackets.
_ATOM = 12
_NONE = ("", "")


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells, or a name that stands for something.

    Parameters
    ----------
    text : str
        ``$A$1``, ``A1:B2``, ``A:C``, ``1:3``, ``Pajak``, ``T1[Jumlah]``, without its sheet.
    sheets : tuple of str
        The sheet that it names, first and last one of several, or none.
    kind : str
        ``cell``, ``area``, ``columns``, ``rows``, ``name``, or ``elsewhere`` (in another workbook, on a lost
        sheet).
    glue : tuple of str
        What stands before and after its text, the sheet among it.
    """

    text: str
    sheets: tuple[str, ...] = ()
    kind: str = "cell"
    glue: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a truth value, an error or an array as it is spelled; empty for an argument left out."""

    text: str
    glue: tuple[str, ...] = field(default=_NONE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str
    glue: tuple[str, ...] = field(default=_NONE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; made by `call`."""

    name: str
    parts: tuple[Node, ...]
    glue: tuple[str, ...] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Operator:
    """Operands with the signs between them, all of one binding; one operand with its sign before or after.

    Made by `operation`. ``a+b-c`` is one node of three operands, for long sums stay flat then.
    """

    signs: tuple[str, ...]
    parts: tuple[Node, ...]
    glue: tuple[str, ...] = field(compare=False, repr=False)


Node: TypeAlias = Reference | Literal | Text | Call | Operator


def call(name: str, *arguments: Node) -> Call:
    """Return the call of a function.

    Examples
    --------
    >>> write(call("IF", operation("=", Reference("A1"), Text("")), Text(""), Reference("A1")))
    'IF(A1="","",A1)'
    """
    between = (",",) * (len(arguments) - 1)
    glue = (f"{name}(", *between, ")") if arguments else (f"{name}()",)
    return Call(name, _arguments(arguments), glue)


def operation(sign: str, *operands: Node) -> Operator:
    """Return operands with a sign between them, in brackets where they need some; of one, before it.

    Examples
    --------
    >>> total = operation("+", Reference("A1"), Reference("B1"))
    >>> write(operation("*", total, Literal("2"))), write(operation("-", total, Reference("C1")))
    ('(A1+B1)*2', 'A1+B1-C1')
    """
    first, *others = operands
    if not others:
        return Operator((sign,), _operands(operands, PREFIX - 1), (sign, ""))
    level = _BINDING[sign]
    kept = _operands(others, level)
    signs, between = (sign,) * len(kept), (sign,) * (len(kept) - 1)
    if isinstance(first, Operator) and binding(first) == level and len(first.parts) > 1:
        glue = (*first.glue[:-1], first.glue[-1] + sign, *between, "")
        return Operator((*first.signs, *signs), (*first.parts, *kept), glue)
    return Operator(signs, (*_operands((first,), level - 1), *kept), ("", sign, *between, ""))


def bracketed(node: Node) -> Node:
    """Return a node in brackets, whether it needs them or not."""
    return surrounded(node, "(", ")")


def surrounded(node: Node, before: str, after: str) -> Node:
    """Return a node with a text before it and one after it."""
    glue = _glue(node)
    if len(glue) == 1:
        return replace(node, glue=(f"{before}{glue[0]}{after}",))
    return replace(node, glue=(before + glue[0], *glue[1:-1], glue[-1] + after))


def binding(node: Node) -> int:
    """Return how tightly the parts of a node hold together, seen from outside.

    Examples
    --------
    >>> sum_of = operation("+", Reference("A1"), Reference("B1"))
    >>> binding(sum_of) < binding(bracketed(sum_of)) == binding(Reference("A1"))
    True
    """
    if not isinstance(node, Operator) or "(" in node.glue[0]:
        return _ATOM
    return _level(node)


def level_of(sign: str) -> int:
    """Return how tightly a sign binds that stands between operands or after one; 0 for what is no sign."""
    return _BINDING.get(sign, 0)


def nodes(tree: Node) -> Iterator[Node]:
    """Yield the nodes of a tree from left to right, each before its parts."""
    todo = [tree]
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, Call | Operator):
            todo.extend(reversed(node.parts))


def changed(tree: Node, change: Callable[[Node], Node | None]) -> Node:
    """Return a tree in which nodes are replaced; all else is written as before.

    Parameters
    ----------
    tree : Node
        The tree.
    change : callable
        Gives what takes the place of a node, or None where its parts are to be looked at.
    """
    new = change(tree)
    if new is not None:
        return new
    if not isinstance(tree, Call | Operator):
        return tree
    parts = tuple(changed(part, change) for part in tree.parts)
    if all(new is old for new, old in zip(parts, tree.parts, strict=True)):
        return tree
    if isinstance(tree, Call):
        return Call(tree.name, _arguments(parts), tree.glue)
    level = _level(tree)
    return Operator(tree.signs, (*_operands(parts[:1], level - 1), *_operands(parts[1:], level)), tree.glue)


def write(tree: Node) -> str:
    """Return the text of a formula, without an equals sign."""
    match tree:
        case Call() | Operator():
            written = [
                part.text if isinstance(part, Reference) and not (part.sheets or part.glue) else write(part)
                for part in tree.parts
            ]
            return "".join([tree.glue[0], *chain.from_iterable(zip(written, tree.glue[1:], strict=True))])
        case Text(value=value):
            before, after = _glue(tree)
            doubled = value.replace('"', '""')
            return f'{before}"{doubled}"{after}'
        case Literal(text=text, glue=(before, after)):
            return f"{before}{text}{after}"
        case _:
            before, after = _glue(tree)
            return f"{before}{tree.text}{after}"


def _glue(node: Node) -> tuple[str, ...]:
    """Return the glue of a node; a reference made anew has its sheet in quotes."""
    if node.glue or not isinstance(node, Reference):
        return node.glue
    sheets = ":".join(node.sheets).replace("'", "''")
    return (f"'{sheets}'!" if sheets else "", "")


def _level(node: Operator) -> int:
    """Return how tightly an operator binds its operands."""
    before = len(node.parts) == 1 and node.glue[0].strip("( \t\r\n")
    return PREFIX if before else _BINDING[node.signs[0]]


def _operands(nodes: Iterable[Node], outer: int) -> tuple[Node, ...]:
    """Return operands of an operator, in brackets where one binds no tighter."""
    return tuple(
        [bracketed(one) if type(one) is Operator and binding(one) <= outer else one for one in nodes]
    )


def _arguments(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return arguments, in brackets where one would be several."""
    return tuple(
        [bracketed(one) if type(one) is Operator and binding(one) == UNION else one for one in nodes]
    )
