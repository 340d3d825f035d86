"""Reads the text of a formula as a tree, by the precedence that Excel gives to its operators.

Operators are climbed by how tightly they bind: an operand takes all that binds tighter than the sign
before it. ``2*A1+B1^2`` is read as 2, then ``*`` takes A1; ``+`` binds looser than ``*`` and takes both
as its first operand, and of the rest ``B1^2`` as its second.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.formulatext.tokens import REFERENCES, placed
from sakipcalc.base.formulatext.tree import (
    PREFIX,
    UNION,
    Call,
    Literal,
    Operator,
    Reference,
    Text,
    level_of,
    surrounded,
)

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from sakipcalc.base.formulatext.tokens import Placed
    from sakipcalc.base.formulatext.tree import Node

__all__ = ["parse"]

#: Expressions within expressions; Excel nests 64 functions, and a tree is gone through by recursion.
_DEEPEST = 130
_SPACES = frozenset(" \t\r\n")
_BEFORE = frozenset({"+", "-", "@"})
_AFTER = frozenset({"%", "#"})
_PAIRS = frozenset({"<>", "<=", ">="})
_ERRORS = (
    "#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!", "#EXTERNAL!",
)  # fmt: skip
_NUMBER = re.compile(r"(?:\d++(?:\.\d*+)?|\.\d++)(?:[Ee]\d+)?")
#: The first half of a number whose exponent has a sign, which the tokens keep apart.
_POWER = re.compile(r"(?:\d++(?:\.\d*+)?|\.\d++)[Ee]")


class _Unclear(Exception):  # noqa: N818 -- not an error: the text is then taken as it is
    """A part of a formula that is not as Excel writes it."""


class _Token(NamedTuple):
    """A sign, or an operand in one piece, with the space before it."""

    space: str
    kind: str
    text: str
    sheets: tuple[str, ...] = ()
    before: str = ""  # the sheet of a reference as it is spelled


def parse(formula: str, sheets: Container[str] = ()) -> Node | None:
    """Return the tree of a formula, or None for a text that is no formula as Excel stores it.

    Parameters
    ----------
    formula : str
        Without its equals sign.
    sheets : container of str
        Names of the workbook's sheets in lower case; they tell ``Q1:Q4!A1`` (two sheets) from a cell.

    Examples
    --------
    >>> from sakipcalc.base.formulatext.tree import write
    >>> tree = parse('IF( A6 ="","",2*B6+1)')
    >>> tree.name, [type(part).__name__ for part in tree.parts]
    ('IF', ['Operator', 'Text', 'Operator'])
    >>> write(tree)
    'IF( A6 ="","",2*B6+1)'
    """
    try:
        return _FormulaParser(_tokens(placed(formula, sheets))).formula()
    except _Unclear:
        return None


def _tokens(pieces: Sequence[Placed]) -> list[_Token]:
    """Return the pieces with their spaces and sheets put before them; what is one operand is one token."""
    found: list[_Token] = []
    space, at = "", 0
    while at < len(pieces):
        kind, text, sheets = pieces[at]
        at += 1
        if kind == "other":
            if text in _SPACES:
                space += text
                continue
            at, kind, text = _sign(pieces, at, text)
        if kind == "!":
            if at == len(pieces) or pieces[at].kind == "other":
                raise _Unclear
            kind, text, sheets = pieces[at]
            at += 1
            before = _sheet_before(found, len(sheets))
            found.append(_Token(before.space, kind, text, sheets, f"{before.text}!"))
        elif kind == "bracket" and found and not space and found[-1].kind == "word":
            found[-1] = found[-1]._replace(kind="table", text=found[-1].text + text)
        else:
            found.append(_Token(space, kind, text, sheets))
        space = ""
    found.append(_Token(space, "end", ""))
    return found


def _sign(pieces: Sequence[Placed], at: int, text: str) -> tuple[int, str, str]:
    """Return the sign that begins before a piece, and where it ends: two characters, an error, an array."""
    following = pieces[at].text if at < len(pieces) else ""
    if text == "!":
        return at, "!", text
    if text + following in _PAIRS:
        return at + 1, "other", text + following
    if text == "#":
        after = text + "".join(piece.text for piece in pieces[at : at + 4])
        for error in _ERRORS:
            if after.startswith(error):
                return _end_of(pieces, at, error)
    if text == "{":
        end = at
        while end < len(pieces) and pieces[end].text != "}":
            end += 1
        if end == len(pieces):
            raise _Unclear
        return end + 1, "literal", "".join(piece.text for piece in pieces[at - 1 : end + 1])
    return at, "other", text


def _end_of(pieces: Sequence[Placed], at: int, error: str) -> tuple[int, str, str]:
    """Return an error and where it ends; before a reference it is a sheet that was lost."""
    length, text = 1, "#"
    while length < len(error):
        text += pieces[at].text
        length, at = len(text), at + 1
    if text != error:
        raise _Unclear
    lost = at < len(pieces) and pieces[at].kind == "foreign"
    return (at - 1, "word", text[:-1]) if lost else (at, "literal", text)


def _sheet_before(found: list[_Token], names: int) -> _Token:
    """Take the sheet off the tokens, with all that belongs to it: [1]Data, or Jan:Mar of two names."""
    taken = [found.pop()] if found else []
    wanted = 3 if names > 1 and taken and taken[0].kind != "sheet" else 1
    while found and len(taken) < wanted:
        taken.append(found.pop())
    if found and found[-1].kind == "bracket" and taken and not taken[-1].space:
        taken.append(found.pop())
    if not taken or any(token.kind not in {"word", "sheet", "bracket", "other"} for token in taken):
        raise _Unclear
    taken.reverse()
    if any(token.space for token in taken[1:]) or taken[-1].kind == "other":
        raise _Unclear
    return taken[0]._replace(text="".join(token.text for token in taken))


class _FormulaParser:
    """Goes through the tokens once."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._joins = True  # whether a comma joins areas here, and does not part arguments

    def formula(self) -> Node:
        space, tree = self._expression(0)
        end = self._next()
        if end.kind != "end":
            raise _Unclear
        return surrounded(tree, space, end.space) if space or end.space else tree

    def _next(self) -> _Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _expression(self, floor: int) -> tuple[str, Node]:
        """Return the space before an expression and its tree, of signs that bind tighter than `floor`."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unclear
        space, left = self._operand()
        while (level := self._level()) > floor:
            sign = self._sign()
            left = self._after(left, sign) if sign.text in _AFTER else self._chain(left, sign, level)
        self._depth -= 1
        return space, left

    @staticmethod
    def _after(left: Node, sign: _Token) -> Operator:
        """Return an operand with a sign after it; several of them make one operator."""
        own = (left.signs, left.parts, left.glue) if isinstance(left, Operator) else ((), (), ())
        if own[0][:1] == (sign.text,) and ")" not in own[2][-1]:
            return Operator((*own[0], sign.text), own[1], (own[2][0], own[2][1] + sign.space + sign.text))
        return Operator((sign.text,), (left,), ("", sign.space + sign.text))

    def _chain(self, first: Node, sign: _Token, level: int) -> Node:
        """Return operands of signs that bind alike."""
        signs, parts, glue = [], [first], [""]
        while True:
            space, right = self._expression(level)
            between = sign.space if sign.text == " " else sign.space + sign.text
            signs.append(sign.text)
            parts.append(right)
            glue.append(between + space)
            if self._level() != level:
                return Operator(tuple(signs), tuple(parts), (*glue, ""))
            sign = self._sign()

    def _level(self) -> int:
        """Return how tightly the sign binds that stands here; 0 where there is none."""
        token = self._tokens[self._at]
        if token.kind == "other" and token.text not in {"(", "@"}:
            level = level_of(token.text)
            return 0 if level == UNION and not self._joins else level
        return level_of(" ") if token.space and token.kind not in {"end", "literal", "string"} else 0

    def _sign(self) -> _Token:
        token = self._tokens[self._at]
        if token.kind == "other" and token.text not in {"(", "@"}:
            return self._next()
        self._tokens[self._at] = token._replace(space="")
        return token._replace(text=" ")

    def _operand(self) -> tuple[str, Node]:
        token = self._next()
        if token.kind != "other":
            return token.space, self._leaf(token)
        if token.text == "(":
            return token.space, self._in_brackets()
        if token.text not in _BEFORE:
            raise _Unclear
        space, operand = self._expression(PREFIX)
        return token.space, Operator((token.text,), (operand,), (token.text + space, ""))

    def _in_brackets(self) -> Node:
        outer, self._joins = self._joins, True
        space, inner = self._expression(0)
        self._joins = outer
        return surrounded(inner, "(" + space, self._closed())

    def _closed(self) -> str:
        end = self._next()
        if end.kind != "other" or end.text != ")":
            raise _Unclear
        return end.space + ")"

    def _leaf(self, token: _Token) -> Node:
        """Return an operand in one piece; a word before a bracket is a function."""
        kind, text, glue = token.kind, token.text, (token.before, "")
        if kind in REFERENCES or kind == "foreign":
            return Reference(text, token.sheets, "elsewhere" if kind == "foreign" else kind, glue)
        if kind == "word":
            return self._word(token)
        if kind == "string":
            return Text(text[1:-1].replace('""', '"'))
        if kind == "literal":
            return Literal(text)
        if kind in {"table", "bracket"} and text.endswith("]"):
            return Reference(text, (), "name", glue)
        raise _Unclear

    def _word(self, token: _Token) -> Node:
        """Return a function, a number or a name."""
        after = self._tokens[self._at]
        if after.text == "(" and after.kind == "other" and not after.space:
            return self._call(token.before + token.text)
        if token.before:
            sheet = token.before[:-1].strip("'").replace("''", "'")
            kind = "elsewhere" if "[" in sheet else "name"
            return Reference(token.text, (sheet,), kind, (token.before, ""))
        if _POWER.fullmatch(token.text) and after.text in {"+", "-"}:
            sign, digits = self._next(), self._next()
            if sign.space or digits.space or not digits.text.isdecimal():
                raise _Unclear
            return Literal(token.text + sign.text + digits.text)
        if _NUMBER.fullmatch(token.text) or token.text.upper() in {"TRUE", "FALSE"}:
            return Literal(token.text)
        return Reference(token.text, (), "name", ("", ""))

    def _call(self, name: str) -> Call:
        outer, self._joins = self._joins, False
        self._next()
        parts, glue = [], [f"{name}("]
        while True:
            space, part = self._argument()
            parts.append(part)
            glue[-1] += space
            end = self._next()
            if end.kind != "other" or end.text not in {",", ")"}:
                raise _Unclear
            glue.append(end.space + end.text)
            if end.text == ")":
                break
        self._joins = outer
        if len(parts) == 1 and parts[0] == Literal(""):
            return Call(name, (), ("".join(glue),))
        return Call(name, tuple(parts), tuple(glue))

    def _argument(self) -> tuple[str, Node]:
        """Return an argument and the space before it; nothing may stand there."""
        token = self._tokens[self._at]
        if token.kind == "other" and token.text in {",", ")"}:
            return "", Literal("")
        return self._expression(0)
