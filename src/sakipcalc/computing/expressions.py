"""Values as spreadsheet formulas: which cells a result is made from, and how, so that a person can follow it.

Only functions that Excel 2010 and LibreOffice share are used. A formula answers
with an empty text where an input is missing (an empty cell, or a dash) or where it
would divide by zero.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, assert_never

from sakipcalc.base.allowance import spend
from sakipcalc.base.formulatext import (
    Literal,
    Reference,
    Text,
    bracketed,
    call,
    changed,
    operation,
    parse,
    write,
)
from sakipcalc.computing.how import (
    ByRule,
    Copied,
    Label,
    LastOf,
    Limited,
    Mean,
    MetZero,
    Rounded,
    Sum,
    Typed,
    WeightedMean,
)
from sakipcalc.computing.sameness import normal, reduced
from sakipcalc.rulebook import rule as find_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.base.formulatext import Node
    from sakipcalc.base.places import Place
    from sakipcalc.computing.sameness import CellTexts
    from sakipcalc.computing.values import Value
    from sakipcalc.model import Cell

__all__ = ["formula", "formula_tree", "is_own"]

#: A label is decided on the value rounded here, as exactly as a spreadsheet can.
_DIGITS = 9
#: A spreadsheet nests no more functions in each other.
_DEEPEST = 60


class _Term(NamedTuple):
    """An expression, when it has no value, whether it needs no brackets, and the cell that it is."""

    tree: Node
    guards: tuple[Node, ...] = ()
    atom: bool = True
    cell: Reference | None = None

    def wrapped(self) -> Node:
        return self.tree if self.atom else bracketed(self.tree)


#: An expression and the unit that it is in.
_Scaled = tuple[_Term, Fraction]
_NOTHING = Text("")


class _NotLive(Exception):  # noqa: N818 -- not an error: the value is then written plainly
    """An input stands in no cell, or in one that holds text a formula cannot count with."""


def formula(value: Value, live: Callable[[Place], bool]) -> str | None:
    """Return the formula (without "=") that gives a value in its cell.

    Parameters
    ----------
    value : Value
        A derived value that belongs in a cell.
    live : callable
        Whether a cell holds, or will hold, a true number or a formula.

    Returns
    -------
    str or None
        None where no formula can give the value, for example because an input is
        typed as text.
    """
    tree = formula_tree(value, live)
    return None if tree is None else write(tree)


def formula_tree(value: Value, live: Callable[[Place], bool]) -> Node | None:
    """Return the tree of the formula that gives a value in its cell, for whoever goes on working on it."""
    term = _term(value, live)
    return None if term is None else _guarded(term)


def _guarded(term: _Term) -> Node:
    """Return an expression that answers with an empty text where one of its guards holds."""
    guards = tuple(dict.fromkeys(term.guards))
    if not guards:
        return term.tree
    condition = guards[0] if len(guards) == 1 else call("OR", *guards)
    return call("IF", condition, _NOTHING, term.tree)


def _term(value: Value, live: Callable[[Place], bool]) -> _Term | None:
    spend()
    value = value.whole
    if value.cell is None or not value.derived:
        return None
    try:
        return _FormulaWriter(value.cell, live).made(value)
    except _NotLive:
        return None


def is_own(rule: str, value: Value, live: Callable[[Place], bool], texts: CellTexts | None = None) -> bool:
    """Return whether a formula of the workbook is the one that gives a value in its cell.

    Spaces, case, brackets that change nothing, the dollar signs of absolute references and the guard
    against missing inputs do not matter; nor, where what stands in the cells is known (`texts`), empty
    lines that it reaches over, and the branch that is not taken where it chooses by the word in a cell.
    """
    term = _term(value, live)
    if term is None:
        return False
    forms = (_guarded(term), term.tree)
    if any(rule == write(form) for form in forms):  # nearly always, in a workbook that was filled
        return True
    tree = parse(rule)
    if tree is None:
        return False
    if normal(tree) in map(normal, forms):
        return True
    if texts is None or value.cell is None:
        return False
    sheet = value.cell.place.sheet
    wanted = normal(reduced(tree, sheet, texts))
    return any(wanted == normal(reduced(form, sheet, texts)) for form in forms)


class _FormulaWriter:
    """Makes expressions for one target cell."""

    def __init__(self, target: Cell, live: Callable[[Place], bool]) -> None:
        self._target = target
        self._live = live

    def made(self, value: Value) -> _Term:
        """Return the expression by which a derived value is made, in units of the target cell."""
        match value.how:
            case Copied(source=source):
                return self._copy(source)
            case Label() as label:
                return self._label(label)
            case _:
                term, factor = self._computed(value)
                return self._scaled(term, factor)

    def _value(self, value: Value) -> _Term:
        """Return an expression for an input, in full units: its cell, else how it is made."""
        cell = value.cell
        if cell is not None and self._live(cell.place):
            name = self._name(cell)
            return _times(_Term(tree=name, cell=name), cell.factor)
        if isinstance(value.how, Copied):
            return self._value(value.how.source)
        return _times(*self._computed(value))

    def _computed(self, value: Value) -> _Scaled:  # noqa: PLR0911 -- one case each
        """Return how a number is made from others, and the unit that this is in."""
        match value.how:
            case Sum() as total:
                return self._sum(total)
            case Mean(parts=parts):
                return self._mean(parts)
            case WeightedMean() as mean:
                return self._weighted_mean(mean)
            case LastOf(parts=parts):
                return self._last(parts, value)
            case Limited() as limited:
                return self._limited(limited), Fraction(1)
            case Rounded() as rounded:
                return self._rounded(rounded), Fraction(1)
            case ByRule() as applied:
                return self._rule(applied), Fraction(1)
            case Typed() | Copied() | Label() | MetZero():
                raise _NotLive
            case never:
                assert_never(never)

    def _limited(self, limited: Limited[Value]) -> _Term:
        term, _ = self._computed(limited.raw)
        tree = term.tree
        tree = tree if limited.floor is None else call("MAX", tree, _number(limited.floor))
        tree = tree if limited.cap is None else call("MIN", tree, _number(limited.cap))
        return term._replace(tree=tree, atom=True)

    def _rounded(self, rounded: Rounded[Value]) -> _Term:
        term = self._value(rounded.raw)
        return term._replace(tree=call("ROUND", term.tree, _number(rounded.decimals)), atom=True)

    def _rule(self, applied: ByRule[Value]) -> _Term:
        rule = find_rule(applied.rule)
        terms = {name: self._value(one) for name, one in applied.inputs.items()}
        divisors = [terms[name] for name in rule.pembagi if name in terms]
        zero = tuple(operation("=", one.cell or one.wrapped(), Literal("0")) for one in divisors)
        operands = {name: terms[name].wrapped() if name in terms else None for name in rule.masukan}
        tree = _put_in(_sheet_formula(rule.lembar, rule.masukan), operands)
        return _Term(tree=tree, guards=(*_missing(terms.values()), *zero), atom=False)

    def _copy(self, source: Value) -> _Term:
        if source.cell is None:
            return self._scaled(self._value(source), Fraction(1))
        if not self._live(source.cell.place) and source.number is not None:
            raise _NotLive
        name = self._name(source.cell)
        if source.number is None or source.cell.factor == self._target.factor:
            return _Term(
                tree=name, guards=(operation("=", name, _NOTHING),)
            )  # a dash is carried over as it is
        return self._scaled(_Term(tree=name, guards=(_counted("=", 0, name),)), source.cell.factor)

    def _sum(self, total: Sum[Value]) -> _Scaled:
        """Return a sum; one that lacks a part has no value until it is there."""
        addends = list(self._addends(total))
        cells, factor = self._cells([part for part, _ in addends])
        ranges = self._ranges(cells)
        if total.complete:
            absent = _counted("<", len(cells), *ranges)
        elif total.missing and (
            wanted := [cell for part, counts in addends if counts and (cell := part.cell)]
        ):
            absent = _counted("<", len(wanted), *self._ranges(wanted))
        else:
            absent = _counted("=", 0, *ranges)
        return _Term(tree=call("SUM", *ranges), guards=(absent,)), factor

    def _addends(self, total: Sum[Value]) -> Iterator[tuple[Value, bool]]:
        """Yield the parts of a sum, and whether a figure is expected of each.

        In the place of a heading that has a dash for a figure come the lines below it.
        """
        for at, part in enumerate(total.parts):
            cell = part.cell
            heading = cell is not None and not self._live(cell.place)
            if heading and isinstance(part.how, Sum):
                yield from self._addends(part.how)
            else:
                yield part, part.known or at in total.missing

    def _last(self, parts: Sequence[Value], value: Value) -> _Scaled:
        """Return the last of several cells that is filled."""
        cells, factor = self._cells(parts)
        names = [self._name(cell) for cell in cells]
        if value.number is None:
            if any(part.cell and part.cell.text and not part.known for part in parts):
                raise _NotLive  # a dash, which a formula would take for a word
            filled: list[Node] = [operation("<>", name, _NOTHING) for name in names]
            empty: Node = call("AND", *(operation("=", name, _NOTHING) for name in names))
        else:
            filled = [_counted("=", 1, name) for name in names]
            empty = _counted("=", 0, *names)
        tree: Node = names[0]
        for name, condition in zip(names[1:], filled[1:], strict=True):
            tree = call("IF", condition, name, tree)
        return _Term(tree=tree, guards=(empty,)), factor

    def _mean(self, parts: Sequence[Value]) -> _Scaled:
        if any(part.cell is None for part in parts):
            return self._mean_of_terms([self._value(part) for part in parts]), Fraction(1)
        cells, factor = self._cells(parts)
        ranges = self._ranges(cells)
        missing = _counted("<", len(cells), *ranges)
        return _Term(tree=call("AVERAGE", *ranges), guards=(missing,)), factor

    @staticmethod
    def _mean_of_terms(terms: Sequence[_Term]) -> _Term:
        total = bracketed(_added([term.wrapped() for term in terms]))
        tree = operation("/", total, Literal(str(len(terms))))
        return _Term(tree=tree, guards=_missing(terms), atom=False)

    def _weighted_mean(self, mean: WeightedMean[Value]) -> _Scaled:
        parts, weights = ([self._value(one) for one in these] for these in (mean.parts, mean.weights))
        pairs = zip(parts, weights, strict=True)
        products = [operation("*", part.wrapped(), weight.wrapped()) for part, weight in pairs]
        total = _added([weight.wrapped() for weight in weights])
        tree = operation("/", bracketed(_added(products)), bracketed(total))
        guards = (*_missing([*parts, *weights]), operation("=", total, Literal("0")))
        return _Term(tree=tree, guards=guards, atom=False), Fraction(1)

    def _cells(self, parts: Iterable[Value]) -> tuple[list[Cell], Fraction]:
        """Return the cells of several values and their common unit."""
        cells = []
        for part in parts:
            cell = part.cell
            counted = cell is not None and self._live(cell.place)
            if part.number is not None and not counted:
                raise _NotLive
            if cell is not None:
                cells.append(cell)
        unit = cells[0].factor if cells else None
        if unit is None or any(cell.factor is not unit and cell.factor != unit for cell in cells):
            raise _NotLive
        return cells, unit

    def _label(self, label: Label[Value]) -> _Term:
        used, value = label.scale, self._value(label.figure)
        if len(used.skala.pita) > _DEEPEST:
            raise _NotLive
        names: list[Node] = [self._name(cell, absolute=True) for cell in used.labels]
        names = names or [Text(band.label) for band in used.skala.pita]
        guards = (_counted("=", 0, value.cell),) if value.cell else value.guards
        digits = _DIGITS if used.skala.desimal is None else used.skala.desimal
        rounded = call("ROUND", value.tree, _number(digits))
        tree = names[-1]
        for band, name in reversed(list(zip(used.skala.pita[:-1], names[:-1], strict=True))):
            reached = operation(">=" if band.closed else ">", rounded, _number(band.lower))
            tree = call("IF", reached, name, tree)
        return _Term(tree=tree, guards=guards)

    def _scaled(self, term: _Term, factor: Fraction) -> _Term:
        """Bring an expression in units of `factor` to the unit of the target cell."""
        unit = self._target.factor
        return _times(term, factor if unit == 1 else factor / unit)

    def _name(self, cell: Cell, *, absolute: bool = False) -> Reference:
        return self._reference(cell.place, cell.place.reference(absolute=absolute), "cell")

    def _reference(self, place: Place, text: str, kind: str) -> Reference:
        own = place.sheet == self._target.place.sheet
        return Reference(text, () if own else (place.sheet,), kind)

    def _ranges(self, cells: Sequence[Cell]) -> list[Reference]:
        """Return the cells of one column as ranges, E8:E11,E14, those of each sheet on their own."""
        sheets = {sheet: at for at, sheet in enumerate(dict.fromkeys(cell.place.sheet for cell in cells))}
        by_place = sorted(cells, key=lambda cell: (sheets[cell.place.sheet], cell.col, cell.row))
        runs = groupby(
            enumerate(by_place), key=lambda pair: (pair[1].place.sheet, pair[1].col, pair[1].row - pair[0])
        )
        names = []
        for _, run in runs:
            first, *rest = [cell.place for _, cell in run]
            area = f"{first.reference()}:{rest[-1].reference()}" if rest else first.reference()
            names.append(self._reference(first, area, "area" if rest else "cell"))
        return names


@cache
def _sheet_formula(sheets: str, names: tuple[str, ...]) -> Node:
    """Return the formula of a rule as a tree in which its inputs are names."""
    tree = parse(sheets.format_map({name: name for name in names}))
    if tree is None:
        raise _NotLive
    return tree


def _put_in(tree: Node, operands: Mapping[str, Node | None]) -> Node:
    """Return the formula of a rule with expressions in the place of the names of its inputs."""

    def put(node: Node) -> Node | None:
        if not isinstance(node, Reference) or node.kind != "name" or node.text not in operands:
            return None
        operand = operands[node.text]
        if operand is None:
            raise _NotLive
        return operand

    return changed(tree, put)


def _missing(terms: Iterable[_Term]) -> tuple[Node, ...]:
    """Return when an expression of several has no value: a cell is empty, or one of them has none."""
    cells = [term.cell for term in terms if term.cell]
    inner = (guard for term in terms for guard in term.guards)
    return (*((_counted("<", len(cells), *cells),) if cells else ()), *inner)


def _counted(sign: str, number: int, *cells: Reference) -> Node:
    """Return the question how many of some cells hold a number."""
    return operation(sign, call("COUNT", *cells), Literal(str(number)))


def _added(terms: Sequence[Node]) -> Node:
    return operation("+", *terms) if len(terms) > 1 else terms[0]


def _times(term: _Term, factor: Fraction) -> _Term:
    if factor == 1:
        return term
    sign, number = ("*", factor) if factor > 1 else ("/", 1 / factor)
    return term._replace(tree=operation(sign, term.wrapped(), _number(number)), atom=False)


def _number(value: Fraction | int | None) -> Node:
    exact = Fraction(0) if value is None else Fraction(value)
    size = abs(exact)
    text = str(size.numerator) if size.denominator == 1 else repr(float(size))
    return operation("-", Literal(text)) if exact < 0 else Literal(text)
