"""Small changes of a module, each at one place of its syntax tree: what a slip of the hand would write there."""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Mutant", "Unit", "mutants_of"]

#: What an operator is taken for.
_TAKEN_FOR: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.Div, ast.Pow: ast.Mult, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.BitXor: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And, ast.Lt: ast.LtE,
    ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
#: What is for the type checker alone.
_NOT_RUN = frozenset({"annotation", "returns", "type_comment", "decorator_list", "type_params"})
_FOR_TYPES = frozenset({"cast", "TypeVar", "ParamSpec", "NewType"})
#: Arguments that no test could hold: `strict` of what is as long as the other by how it was made, and the words of
#: a refusal for who reads a log; its code and its values are changed.
_NOT_HELD = frozenset({"strict", "detail", "why"})
_HEADED = (ast.stmt, ast.ExceptHandler, ast.match_case)
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_DISPLAY = (ast.Tuple, ast.List, ast.Set)


@dataclass(frozen=True, eq=False)
class Unit:
    """A function of a module or a class, or a table at the top of a module: what is compiled anew as a whole."""

    module: str
    path: Path
    name: str
    node: ast.stmt
    #: The classes around it, outermost first.
    classes: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        return not isinstance(self.node, _FUNCTION)

    @property
    def first(self) -> int:
        """The line by which Python knows the function."""
        decorators = getattr(self.node, "decorator_list", ())
        return min([self.node.lineno, *(one.lineno for one in decorators)])

    @property
    def lines(self) -> range:
        return range(self.node.lineno, _end(self.node) + 1)


@dataclass(frozen=True, eq=False)
class Mutant:
    """One change of a unit: `new` in the place of what is at `field` (and `at`, in a list) of `parent`."""

    unit: Unit
    lines: range
    parent: ast.AST
    field: str
    at: int | None
    new: ast.AST | None
    told: str

    @property
    def key(self) -> str:
        return f"{self.unit.module} {self.unit.name} {self.told}"

    def changed(self) -> ast.stmt:
        """Return the unit with the change made; to be called once, in a process of its own."""
        if self.at is None:
            setattr(self.parent, self.field, self.new)
        elif self.new is None:
            del getattr(self.parent, self.field)[self.at]
        else:
            getattr(self.parent, self.field)[self.at] = self.new
        return ast.fix_missing_locations(self.unit.node)


def mutants_of(module: str, path: Path) -> list[Mutant]:
    """Return every change of a module, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [one for unit in _units(module, path, tree.body, ()) for one in _changes(unit)]


def _units(module: str, path: Path, body: list[ast.stmt], classes: tuple[str, ...]) -> Iterator[Unit]:
    for node in body:
        if isinstance(node, _FUNCTION):
            if not any(_ends_in(one, "overload") for one in node.decorator_list):
                yield Unit(module, path, ".".join((*classes, node.name)), node, classes)
        elif isinstance(node, ast.ClassDef):
            yield from _units(module, path, node.body, (*classes, node.name))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and not classes:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id != "__all__" and not _is_for_types(node):
                yield Unit(module, path, target.id, node)


def _ends_in(node: ast.expr, name: str) -> bool:
    return getattr(node, "attr", getattr(node, "id", "")) == name


def _is_for_types(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AnnAssign):
        alias = isinstance(node, ast.AnnAssign) and _ends_in(node.annotation, "TypeAlias")
        return alias or _is_for_types(node.value)
    return isinstance(node, ast.Call) and any(_ends_in(node.func, name) for name in _FOR_TYPES)


def _changes(unit: Unit) -> Iterator[Mutant]:
    seen: dict[str, int] = {}
    for lines, parent, field, at, old in _places(unit.node, unit.lines):
        for told, new in _instead(old, table=unit.is_table):
            seen[told] = seen.get(told, 0) + 1
            again = f" ({seen[told]})" if seen[told] > 1 else ""
            yield Mutant(unit, lines, parent, field, at, new, told + again)


def _places(node: ast.AST, lines: range) -> Iterator[tuple[range, ast.AST, str, int | None, ast.AST]]:
    """Yield what could be changed below a node: the lines that reach it, and where it hangs."""
    for field, value in ast.iter_fields(node):
        if field in _NOT_RUN:
            continue
        for at, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _is_text_alone(child) or _is_not_held(child):
                continue
            inner = _header(child) if isinstance(child, _HEADED) else lines
            yield inner, node, field, at if isinstance(value, list) else None, child
            if not _is_for_types(child):
                yield from _places(child, inner)


def _is_not_held(node: ast.AST) -> bool:
    return isinstance(node, ast.keyword) and node.arg in _NOT_HELD


def _is_text_alone(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _header(node: ast.AST) -> range:
    """Return the lines of a statement without those of the statements in it."""
    first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno  # type: ignore[attr-defined]
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    if not body:
        return range(first, _end(node) + 1)
    inner = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
    return range(first, max(first + 1, inner.lineno))


def _end(node: ast.AST) -> int:
    return getattr(node, "end_lineno", None) or node.lineno  # type: ignore[attr-defined]


def _instead(old: ast.AST, *, table: bool) -> Iterator[tuple[str, ast.AST | None]]:
    """Yield what could stand in a place, with how it is told; nothing at all for an element that is left out."""
    for new in _others(old):
        yield f"{_text(old)} -> {_text(new)}", new
    for field in ("elts",) if table and isinstance(old, _DISPLAY) else ():
        yield from _shorter(old, field)
    if table and isinstance(old, ast.Dict):
        for at, key in enumerate(old.keys):
            new = copy.copy(old)
            new.keys, new.values = _without(old.keys, at), _without(old.values, at)
            yield f"without the entry {_text(key or old.values[at])}", new
    if isinstance(old, ast.Call):
        yield from _shorter(old, "args")
        yield from _shorter(old, "keywords")
        for at, argument in enumerate(old.args):
            if not _is_none(argument) and not isinstance(argument, ast.Starred):
                new = copy.copy(old)
                new.args = [*old.args[:at], ast.Constant(None), *old.args[at + 1 :]]
                yield f"{_text(old)} -> {_text(new)}", new


def _shorter(old: ast.AST, field: str) -> Iterator[tuple[str, ast.AST]]:
    parts = getattr(old, field)
    for at, part in enumerate(parts):
        if not _is_not_held(part):
            new = copy.copy(old)
            setattr(new, field, _without(parts, at))
            yield f"{_text(old)} without {_text(part)}", new


def _without(parts: list[ast.AST], at: int) -> list[ast.AST]:
    return [*parts[:at], *parts[at + 1 :]]


def _others(old: ast.AST) -> Iterator[ast.AST]:
    match old:
        case ast.Constant(value=value):
            yield from map(ast.Constant, _values(value))
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                new = copy.copy(old)
                new.ops = [*ops[:at], _TAKEN_FOR[type(op)](), *ops[at + 1 :]]
                yield new
        case ast.BinOp() | ast.BoolOp() | ast.AugAssign():
            if type(old.op) in _TAKEN_FOR:
                new = copy.copy(old)
                new.op = _TAKEN_FOR[type(old.op)]()
                yield new
            if isinstance(old, ast.AugAssign):
                yield ast.Assign([old.target], old.value, lineno=old.lineno)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.Lambda() if not _is_none(old.body):
            new = copy.copy(old)
            new.body = ast.Constant(None)
            yield new
        case _:
            yield from _statements(old)


def _statements(old: ast.AST) -> Iterator[ast.AST]:
    match old:
        case (
            ast.Assign(value=value)
            | ast.AnnAssign(value=ast.expr() as value)
            | ast.Return(value=ast.expr() as value)
        ):
            new = copy.copy(old)
            new.value = ast.Constant("" if _is_none(value) else None)
            yield new
        case ast.Expr() | ast.Raise() | ast.Delete():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _values(value: object) -> Iterable[object]:
    match value:
        case bool():
            return (not value,)
        case int() | float():
            return (value + 1,)
        case str():
            return (f"XX{value}XX",)
        case bytes():
            return (b"XX" + value + b"XX",)
        case _:
            return ()


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _text(node: ast.AST) -> str:
    told = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return told if len(told) <= 90 else f"{told[:89]}…"
