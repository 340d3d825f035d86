"""Writes docs/caches.md, the list of everything that is kept between calls: ``python docs/caches.py``.

The list is read from the syntax trees of the library, so that none can be left out.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import sakipcalc

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SOURCE = Path(sakipcalc.__file__).resolve().parent
TARGET = HERE / "caches.md"
HEAD = """# What is kept, and for how long

Nothing is kept that could be wrong later: a package never changes, a function of a text gives the same again,
and packaged data are read only. What is kept costs memory and never truth; `sakipcalc.core.memo.forget()`
empties the stores and the caches of texts of a process that lives long.

Made by `python docs/caches.py`; a test holds it to the code.
"""
STORES = ("Owned", "Recent", "Shelf", "WeakKeyDictionary")
SECTIONS = {
    "Stores": "Filled by one module, for all calls of a process. What is owned goes with its owner; a shelf"
    " holds a few things that one user at a time may have, and the last values of what recurs have a bound.",
    "Once in a process": "Data of the package, read when they are first needed, and never let go. Inside a"
    " function it is kept as long as the function that was made there.",
    "The last so many": "Bounded: what was not asked for longest goes first. Functions marked with"
    " `remembered` keep no text of more than 400 characters, of explanations 4,000.",
    "With an object": "Worked out when it is first asked for, and gone with its object.",
}


class Kept(NamedTuple):
    """One cache: in which section, where in the code, how much, and what."""

    section: str
    where: str
    most: str
    what: str


def document() -> str:
    """Return the document: one section for each life."""
    kept = sorted(one for path in sorted(SOURCE.rglob("*.py")) for one in _in_file(path))
    parts = [HEAD]
    for title, text in SECTIONS.items():
        rows = [one for one in kept if one.section == title]
        parts.append(f"\n## {title}\n\n{text}\n\n| where | at most | what |\n|---|---|---|\n")
        parts += [f"| `{one.where}` | {one.most} | {one.what} |\n" for one in rows]
    return "".join(parts)


def _in_file(path: Path) -> Iterator[Kept]:
    module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.value, ast.Call)
            and _name(node.value) in STORES
        ):
            what = next((str(a.value) for a in node.value.args if isinstance(a, ast.Constant)), "")
            bound = node.value.args[1:]
            most = ast.unparse(bound[0]) if bound else "one an owner"
            yield Kept("Stores", f"{module}.{ast.unparse(node.target)}", most, what)
    yield from _in_body(tree, module)


def _in_body(node: ast.AST, where: str) -> Iterator[Kept]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.ClassDef):
            continue
        name = f"{where}.{child.name}"
        for decorator in child.decorator_list if isinstance(child, ast.FunctionDef) else ():
            if found := _kept(decorator, child):
                yield Kept(found[0], name, found[1], (ast.get_docstring(child) or "").partition("\n")[0])
        yield from _in_body(child, name)


def _kept(decorator: ast.expr, function: ast.FunctionDef) -> tuple[str, str] | None:
    """Return section and bound of a cached function, None for another decorator."""
    name = _name(decorator)
    if name == "cached_property":
        return "With an object", "one an object"
    if name == "cache":
        return "Once in a process", "one for each argument" if function.args.args else "one"
    if name in {"lru_cache", "remembered"} and isinstance(decorator, ast.Call):
        bound = decorator.args[0] if decorator.args else decorator.keywords[0].value
        return "The last so many", ast.unparse(bound)
    return None


def _name(node: ast.expr) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return called.id if isinstance(called, ast.Name) else ""


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
