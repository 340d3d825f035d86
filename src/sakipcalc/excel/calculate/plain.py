"""A small engine of our own for formulas that offices write, where IronCalc is not installed.

It answers like `ironcalc`, and only what every spreadsheet program gives alike: what depends on the language
of the machine, on the last digits of a float or on a function that it does not have, it leaves out.
"""

from __future__ import annotations

import math
import operator
from contextlib import suppress
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from graphlib import CycleError, TopologicalSorter
from itertools import chain, product
from typing import TYPE_CHECKING, Final, TypeAlias

from sakipcalc.base.allowance import metered
from sakipcalc.base.formulatext import Call, Literal, Operator, Reference, Text, changed, nodes, parse
from sakipcalc.excel.calculate.readers import At
from sakipcalc.excel.refs import Area
from sakipcalc.excel.sheet.cells import CellError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.base.formulatext import Node
    from sakipcalc.excel.package import DefinedName
    from sakipcalc.excel.sheet.cells import RawCell

    #: A blank cell is None.
    Value: TypeAlias = float | str | bool | None

__all__ = ["calculated", "knows"]

#: Names that stand for names that stand for names.
_DEEPEST = 5
#: Whole numbers above are not written as such.
_WHOLE = 2.0**53
#: Whole numbers below are joined to texts digit by digit.
_SHOWN = 1e15
#: Numbers this near, in relation to their size, are one number for some programs and two for others.
_NEAR = 1e-13
_MOST_DIGITS = 12
_AREAS = frozenset({"area", "columns", "rows"})
_COMPARED: Final = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_ROUNDED: Final = {"ROUND": ROUND_HALF_UP, "ROUNDUP": ROUND_UP, "ROUNDDOWN": ROUND_DOWN}


class _UnsureError(Exception):
    """Programs differ here, or this engine does not know."""


class _GivenError(Exception):
    """The formula gives an error, as Excel does."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.error: CellError = CellError(name)


def knows(function: str) -> bool:
    """Return whether the engine has a function.

    Examples
    --------
    >>> knows("SUM"), knows("CUBEVALUE")
    (True, False)
    """
    return function.upper() in _FUNCTIONS


def calculated(
    sheets: Sequence[str],
    names: Iterable[DefinedName],
    given: Iterable[tuple[At, RawCell]],
    formulas: Mapping[At, str],
    arrays: Collection[At] = (),
) -> dict[At, float | str | bool]:
    """Return the results of formulas; those that the engine cannot answer are left out.

    Parameters
    ----------
    sheets : sequence of str
        Names of all worksheets.
    names : iterable of DefinedName
        Names that stand for something; those of one sheet count by its place among `sheets`.
    given : iterable of (At, RawCell)
        Cells that the formulas read.
    formulas : mapping
        Cell -> formula without its equals sign.
    arrays : collection of At
        Those that are array formulas of one cell; none of them is answered.
    """
    lower = [name.lower() for name in sheets]
    stand_for = {
        (one.name.lower(), None if one.sheet is None else lower[one.sheet]): parse(one.text, lower)
        for one in names
    }
    trees: dict[At, Node] = {}
    for at, formula in metered(formulas.items()):
        tree = parse(formula, lower)
        if tree is not None and at not in arrays:
            with suppress(_UnsureError, RecursionError):
                trees[at] = _without_names(tree, at.sheet, stand_for)
    values: dict[At, Value] = {at: _held(cell) for at, cell in given}
    found: dict[At, float | str | bool] = {}
    for at in metered(_in_order(trees, formulas)):
        with suppress(_UnsureError, RecursionError, TypeError):  # the last: too few arguments, or too many
            values[at] = found[at] = _Formula(at.sheet, values, formulas.keys()).result(trees[at])
    return found


def _without_names(
    tree: Node, sheet: str, stand_for: Mapping[tuple[str, str | None], Node | None], depth: int = 0
) -> Node:
    """Return a formula with what its names stand for; that has to be cells with a sheet and ``$``."""

    def meant(node: Node) -> Node | None:
        if not isinstance(node, Reference):
            return None
        if node.kind == "name" and not node.sheets and depth < _DEEPEST:
            word = node.text.lower()
            found = stand_for.get((word, sheet)) or stand_for.get((word, None))
            if found is not None:
                return _without_names(found, sheet, stand_for, depth + 1)
        fixed = bool(node.sheets) and node.text.count("$") == (4 if node.kind == "area" else 2)
        if node.kind not in {"cell", *_AREAS} or len(node.sheets) > 1 or (depth and not fixed):
            raise _UnsureError
        return node

    return changed(tree, meant)


def _in_order(trees: Mapping[At, Node], formulas: Mapping[At, str]) -> Iterator[At]:
    """Yield formulas after those that they read; the ones of a circle, and what reads them, never come."""
    order: TopologicalSorter[At] = TopologicalSorter()
    for at, tree in metered(trees.items()):
        order.add(at)
        for node in nodes(tree):
            if isinstance(node, Reference):
                order.add(at, *(one for one in _cells(node, at.sheet, formulas) if one in formulas))
    with suppress(CycleError):
        order.prepare()
    while ready := order.get_ready():
        yield from (at for at in ready if at in trees)
        order.done(*ready)


def _cells(node: Reference, sheet: str, held: Collection[At]) -> Iterable[At]:
    """Return the cells of a reference, row by row; of a large area those held, in any order."""
    area, own = _area(node), (node.sheets or (sheet,))[0].lower()
    if area.size > len(held):
        return [at for at in held if at.sheet == own and area.contains(at.row, at.col)]
    rows, cols = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    return (At(own, row, col) for row, col in product(rows, cols))


def _area(node: Reference) -> Area:
    return Area.parse(node.text.replace("$", ""))


def _held(cell: RawCell) -> Value:
    if cell.kind == "n":
        return cell.number
    if cell.kind == "b":
        return cell.text == "1"
    if cell.kind == "e":
        return CellError(cell.text)
    return cell.text if cell.kind == "s" else None


class _Formula:
    """Works out one formula of a sheet from the values of cells."""

    def __init__(self, sheet: str, values: Mapping[At, Value], formulas: Collection[At]) -> None:
        self._sheet, self._values, self._formulas = sheet, values, formulas

    def result(self, tree: Node) -> float | str | bool:
        try:
            value = self.value(tree)
        except _GivenError as given:
            return given.error
        if value is None:
            return 0
        if isinstance(value, float) and not math.isfinite(value):
            raise _UnsureError
        whole = isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE
        return int(value) if whole else value

    def value(self, node: Node) -> Value:
        """Return the value of a node of a formula; an error is raised."""
        match node:
            case Text(value=text):
                return text
            case Literal(text=text):
                return _literal(text)
            case Reference(kind="cell"):
                (found,) = self.all_of(node)
                if isinstance(found, CellError):
                    raise _GivenError(found)
                return found
            case Call(name=name, parts=parts):
                if name.upper() not in _FUNCTIONS:
                    raise _UnsureError
                return _FUNCTIONS[name.upper()](self, *parts)
            case Operator():
                return self._operator(node)
        raise _UnsureError

    def all_of(self, node: Node) -> list[Value]:
        """Return the values of the cells of a reference, errors among them."""
        if not isinstance(node, Reference):
            raise _UnsureError
        area = _area(node)
        at = list(_cells(node, self._sheet, self._values))
        if area.size > len(self._values):  # those that are missing are blank, unless nobody knows them
            at = sorted({*at, *_cells(node, self._sheet, self._formulas)})
        return [self._at(one) for one in at]

    def _at(self, at: At) -> Value:
        if at in self._formulas and at not in self._values:
            raise _UnsureError
        value = self._values.get(at)
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def _operator(self, node: Operator) -> Value:
        if "%" in node.signs:
            return _number(self.value(node.parts[0])) / 100.0 ** len(node.signs)
        if len(node.parts) == 1:
            return _signed(node.signs[0], self.value(node.parts[0]))
        left = self.value(node.parts[0])
        for sign, part in zip(node.signs, node.parts[1:], strict=True):
            right = self.value(part)
            if sign == "&":
                left = _shown(left) + _shown(right)
            elif sign in _COMPARED:
                left = _compared(sign, left, right)
            else:
                left = _reckoned(sign, _number(left), _number(right))
        return left

    def numbers(self, parts: Sequence[Node]) -> list[float]:
        """Return the numbers of arguments: of cells those that are some, of the rest all."""
        found: list[float] = []
        for part in parts:
            if isinstance(part, Reference):
                values = self.all_of(part)
                errors = {value for value in values if isinstance(value, CellError)}
                if errors:
                    raise _GivenError(errors.pop()) if len(errors) == 1 else _UnsureError
                if any(isinstance(value, bool) for value in values):
                    raise _UnsureError  # LibreOffice takes truth values for numbers
                found += [value for value in values if isinstance(value, float)]
            else:
                value = self.value(part)
                found.append(value if isinstance(value, float) else _unsure())
        return found


def _unsure() -> float:
    raise _UnsureError


def _literal(text: str) -> Value:
    if text.upper() in {"TRUE", "FALSE"}:
        return text.upper() == "TRUE"
    if text.startswith("#"):
        raise _GivenError(text)
    if not text or text.startswith("{"):
        raise _UnsureError
    return float(text)


def _number(value: Value) -> float:
    if isinstance(value, str):  # "1,5" is a number in some lands
        raise _UnsureError if any(map(str.isdigit, value)) else _GivenError("#VALUE!")
    return float(value or 0)


def _truth(value: Value) -> bool:
    return bool(value) if not isinstance(value, str) else bool(_unsure())


def _shown(value: Value) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < _SHOWN:
        return str(int(value))
    if value is None or isinstance(value, str):
        return value or ""
    raise _UnsureError


def _reckoned(sign: str, left: float, right: float) -> float:
    if sign == "/" and not right:
        raise _GivenError("#DIV/0!")
    if sign == "^" and (left <= 0 or abs(right) > _MOST_DIGITS):
        raise _UnsureError
    known: dict[str, Callable[[float, float], float]] = {
        "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": math.pow,
    }  # fmt: skip
    if sign not in known:
        raise _UnsureError
    try:
        result = known[sign](left, right)
    except OverflowError:
        raise _UnsureError from None
    cancelled = sign in {"+", "-"} and 0 < abs(result) < _NEAR * max(abs(left), abs(right))
    return _unsure() if cancelled or not math.isfinite(result) else result


def _signed(sign: str, value: Value) -> Value:
    """Return a value behind a sign: a plus leaves what it stands before, also a text, as in ``=+B5``."""
    if sign == "-":
        return -_number(value)
    return value if sign == "+" and not isinstance(value, bool) else _unsure()


def _compared(sign: str, left: Value, right: Value) -> bool:
    """Return a comparison; a blank is nothing of the kind that it is compared with."""
    if left is None:
        left = right if right is None else type(right)()
    if right is None:
        right = left if left is None else type(left)()
    if left is None or right is None:
        return sign in {"=", "<=", ">="}
    if isinstance(left, bool) is not isinstance(right, bool):
        raise _UnsureError  # LibreOffice takes truth values for numbers
    if type(left) is not type(right):
        ranks = [isinstance(one, str) for one in (left, right)]  # numbers come before texts
        return bool(_COMPARED[sign](*ranks))
    if isinstance(left, str) and isinstance(right, str):
        if sign not in {"=", "<>"}:
            raise _UnsureError  # alphabets differ
        return bool(_COMPARED[sign](left.casefold(), right.casefold()))
    if left != right and math.isclose(left, right, rel_tol=_NEAR):  # type: ignore[arg-type]
        raise _UnsureError
    return bool(_COMPARED[sign](left, right))


def _if(own: _Formula, condition: Node, then: Node, other: Node = Literal("FALSE")) -> Value:  # noqa: B008 -- frozen
    return own.value(then if _truth(own.value(condition)) else other)


def _iferror(own: _Formula, part: Node, other: Node) -> Value:
    try:
        return own.value(part)
    except _GivenError:
        return own.value(other)


def _truths(own: _Formula, parts: Sequence[Node]) -> list[bool]:
    """Return conditions; those that are cells or areas have to hold truth values alone."""
    found = chain.from_iterable(
        own.all_of(part) if isinstance(part, Reference) else [own.value(part)] for part in parts
    )
    return [one if isinstance(one, bool) else bool(_unsure()) for one in found]


def _counta(own: _Formula, *parts: Node) -> float:
    return float(sum(value is not None for part in parts for value in own.all_of(part)))


def _mean(own: _Formula, *parts: Node) -> float:
    numbers = own.numbers(parts)
    return _reckoned("/", _sum(numbers), len(numbers))


def _sum(numbers: Iterable[float]) -> float:
    """Return a sum from left to right; newer Pythons mend the last digits of theirs."""
    total = 0.0
    for number in numbers:
        total = _reckoned("+", total, number)
    return total


def _rounding(rule: str) -> Callable[..., Value]:
    def rounded(own: _Formula, part: Node, places: Node) -> float:
        number, digits = _number(own.value(part)), _number(own.value(places))
        if not digits.is_integer() or abs(digits) > _MOST_DIGITS or abs(number) >= _SHOWN:
            raise _UnsureError
        step = Decimal(1).scaleb(-int(digits))
        ways = {float(Decimal(text).quantize(step, rule)) for text in (f"{number:.15g}", repr(number))}
        return ways.pop() if len(ways) == 1 else _unsure()

    return rounded


def _is(*kinds: type) -> Callable[..., Value]:
    def of_kind(own: _Formula, part: Node) -> bool:
        try:
            value = own.value(part)
        except _GivenError:
            return False
        if isinstance(value, bool) and float in kinds:
            raise _UnsureError  # LibreOffice takes truth values for numbers
        return type(value) in kinds

    return of_kind


_FUNCTIONS: Final[Mapping[str, Callable[..., Value]]] = {
    "IF": _if,
    "IFERROR": _iferror,
    "AND": lambda own, *parts: all(_truths(own, parts)),
    "OR": lambda own, *parts: any(_truths(own, parts)),
    "NOT": lambda own, part: not _truth(own.value(part)),
    "SUM": lambda own, *parts: _sum(own.numbers(parts)),
    "AVERAGE": _mean,
    "COUNTA": _counta,
    "MIN": lambda own, *parts: min(own.numbers(parts), default=0.0),
    "MAX": lambda own, *parts: max(own.numbers(parts), default=0.0),
    "ABS": lambda own, part: abs(_number(own.value(part))),
    "ISNUMBER": _is(float),
    "ISTEXT": _is(str),
    "ISBLANK": _is(type(None)),
    **{name: _rounding(rule) for name, rule in _ROUNDED.items()},
}
