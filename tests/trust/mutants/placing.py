"""Put a change into a process that has everything imported: functions get other code, tables are worked out anew."""

from __future__ import annotations

import ast
import functools
import gc
import sys
from collections import defaultdict
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .changes import Mutant, Unit

__all__ = ["functions_of", "put_in_place"]


def functions_of(units: set[Unit]) -> dict[Unit, list[FunctionType]]:
    """Return the living functions of each unit, whatever wraps them."""
    wanted = {(str(unit.path), unit.first): unit for unit in units if not unit.is_table}
    found: dict[Unit, list[FunctionType]] = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType):
            code = each.__code__
            unit = wanted.get((code.co_filename, code.co_firstlineno))
            if unit is not None and unit.name.rpartition(".")[2] == code.co_name:
                found[unit].append(each)
    return found


def put_in_place(mutant: Mutant, functions: list[FunctionType]) -> bool:
    """Let every living function, or every module that knows a table, have the change; whether there is such code."""
    unit = mutant.unit
    node = mutant.changed()
    module = next(
        one for one in list(sys.modules.values()) if getattr(one, "__file__", None) == str(unit.path)
    )
    if unit.is_table:
        return replaced(module.__dict__, node, str(unit.path))
    node.decorator_list = []  # type: ignore[attr-defined]
    for name in reversed(unit.classes):
        node = ast.ClassDef(name, bases=[], keywords=[], body=[node], decorator_list=[])
    space = {**module.__dict__}
    if not run(node, str(unit.path), space):
        return False
    first, *inner = unit.name.split(".")
    made = functools.reduce(getattr, inner, space[first])
    for function in functions:
        if made.__code__.co_freevars != function.__code__.co_freevars:
            return False
        function.__code__, function.__defaults__ = made.__code__, made.__defaults__
        function.__kwdefaults__ = made.__kwdefaults__
    return True


def run(node: ast.stmt, path: str, space: dict[str, object]) -> bool:
    """Run a statement of the library; whether it is one that Python takes."""
    whole = ast.fix_missing_locations(ast.Module([node], []))
    try:
        code = compile(whole, path, "exec")  # annotations are texts, as in this module
    except (SyntaxError, ValueError):
        return False
    exec(code, space)  # noqa: S102 -- a statement of the library itself
    return True


def replaced(space: dict[str, object], node: ast.stmt, path: str) -> bool:
    """Work a table out anew, and every later one of its module that names it, for all modules that have them."""
    names: set[str] = set()
    statements = ast.parse(Path(path).read_text(encoding="utf-8")).body
    for each in [node, *(one for one in statements if one.lineno > node.lineno)]:
        if not isinstance(each, ast.Assign | ast.AnnAssign):
            continue
        if each is node or names & {one.id for one in ast.walk(each) if isinstance(one, ast.Name)}:
            target = each.targets[0] if isinstance(each, ast.Assign) else each.target
            if isinstance(target, ast.Name):
                before = space.get(target.id)
                if not run(each, path, space):
                    return False
                handed_on(target.id, before, space[target.id])
                names.add(target.id)
    return True


def handed_on(name: str, before: object, after: object) -> None:
    """Give a table that was worked out anew to every module that imported it."""
    for module in list(sys.modules.values()):
        known = getattr(module, "__dict__", {})
        if known.get(name) is before and getattr(module, "__name__", "").startswith("sakipcalc"):
            known[name] = after
