"""Patterns of modules are compiled when they are used; that they can be is seen here."""

from __future__ import annotations

import ast
import gc
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import sakipcalc
from sakipcalc.base.patterns import pattern

_SOURCES = Path(sakipcalc.__file__).parent


def test_a_pattern_is_compiled_when_it_is_used():
    broken = pattern("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("(")


@pytest.mark.parametrize("text", ["3 dari 4", b"3 dari 4", "", "tiga"])
def test_it_does_what_the_compiled_one_does(text):
    source = r"(?P<first>\d)(x)?" if isinstance(text, str) else rb"(?P<first>\d)(x)?"
    ours, theirs = pattern(source, re.IGNORECASE), re.compile(source, re.IGNORECASE)
    assert ours.findall(text) == theirs.findall(text)
    assert [one.span() for one in ours.finditer(text)] == [one.span() for one in theirs.finditer(text)]
    for name in ("search", "match", "fullmatch"):
        found, wanted = getattr(ours, name)(text), getattr(theirs, name)(text)
        assert (found and found.groups()) == (wanted and wanted.groups())
    assert ours.sub(text[:1], text) == theirs.sub(text[:1], text)
    assert ours.subn(text[:1], text) == theirs.subn(text[:1], text)
    assert ours.split(text) == theirs.split(text)
    assert (ours.groups, ours.groupindex) == (theirs.groups, theirs.groupindex)


def test_every_pattern_can_be_compiled():
    for module in walk_packages(sakipcalc.__path__, "sakipcalc."):
        if not module.name.endswith("__main__") and ".page" not in module.name:
            import_module(module.name)
    kind = type(pattern(""))
    sources = [
        (one.pattern, one.flags) for one in gc.get_objects() if type(one) is kind if one.pattern != "("
    ]
    assert len(sources) > 200
    for source, flags in sources:
        re.compile(source, flags)


def test_no_module_compiles_one_while_it_is_loaded():
    assert [
        f"{path.name}:{node.lineno}"
        for path in _SOURCES.rglob("*.py")
        for node in _outside_functions(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ] == []


def _outside_functions(tree):
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield node
            yield from _outside_functions(node)
