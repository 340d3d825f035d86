"""The register of checks: no module of checks is left out of the audit."""

from __future__ import annotations

import ast
from pathlib import Path

from sakipcalc import auditing

ROOM = Path(auditing.__file__).parent
REGISTERING = {"check", "comparison"}


def checks_written():
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                marks = {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
                if marks & REGISTERING:
                    yield f"sakipcalc.auditing.{path.stem}", node.name


def test_every_check_that_is_written_is_carried_out():
    carried_out = {(one.__module__, one.__name__) for one in (*auditing.CHECKS, *auditing.COMPARISONS)}
    assert set(checks_written()) == carried_out
