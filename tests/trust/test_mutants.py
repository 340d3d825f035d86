"""Mutants are made where a slip of the hand could be, and are there for whoever knows the function or the table."""

from __future__ import annotations

import gc
import importlib.util
import os
import sys
from types import SimpleNamespace

import pytest

from .mutants.changes import mutants_of
from .mutants.placing import functions_of, put_in_place

SOURCE = '''
"""What it is."""
from __future__ import annotations
from functools import cache

__all__ = ["Sheet"]
LAST = 3
LIMITS = {"rows": LAST, "columns": 9}

class Sheet:
    """Rows and columns."""

    width: int = 5

    def __init__(self, rows: list[int]) -> None:
        self.rows = rows

    @property
    def full(self) -> bool:
        """Whether no row is left."""
        return len(self.rows) >= LIMITS["rows"]

@cache
def double(number: int, times: int = 2) -> int:
    if number < 0:
        raise ValueError("below")
    return number * times
'''


@pytest.fixture
def made(tmp_path, monkeypatch):
    path = tmp_path / "sakipcalc_sample.py"
    path.write_text(SOURCE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, path.stem, module)
    spec.loader.exec_module(module)
    return SimpleNamespace(module=module, path=path, mutants=mutants_of("sample", path))


def after(made, told, ask):
    """Return what is answered with a change, in a process of its own."""
    (mutant,) = [one for one in made.mutants if one.told == told]
    gc.unfreeze()
    functions = functions_of({one.unit for one in made.mutants})
    reading, writing = os.pipe()
    if not os.fork():
        try:
            assert put_in_place(mutant, functions[mutant.unit])
            answer = repr(ask(made.module))
        except Exception as error:  # noqa: BLE001 -- it is what is asked for
            answer = repr(error)
        os.write(writing, answer.encode())
        os._exit(0)
    os.close(writing)
    os.wait()
    with os.fdopen(reading) as stream:
        return stream.read()


def test_what_can_go_wrong_is_changed_and_nothing_else(made):
    told = {(one.unit.name, one.told) for one in made.mutants}
    assert {
        ("LAST", "3 -> 4"),
        ("LIMITS", "without the entry 'rows'"),
        ("Sheet.full", "len(self.rows) >= LIMITS['rows'] -> len(self.rows) > LIMITS['rows']"),
        ("double", "number < 0 -> number <= 0"),
        ("double", "2 -> 3"),
        ("double", "raise ValueError('below') -> pass"),
        ("double", "return number * times -> return None"),
    } <= told
    assert not {one for one in told if "int" in one[1].split() or "Whether" in one[1] or "__all__" in one[0]}
    assert {one.lines for one in made.mutants if one.told == "number < 0 -> number <= 0"} == {range(25, 26)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("told", "ask", "answer"),
    [
        ("number * times -> number / times", lambda module: module.double.__wrapped__(3), "1.5"),
        ("2 -> 3", lambda module: module.double.__wrapped__(3), "9"),
        ("len(self.rows) >= LIMITS['rows'] -> len(self.rows) > LIMITS['rows']", lambda module: module.Sheet([1, 2, 3]).full, "False"),
        ("3 -> 4", lambda module: (module.LIMITS["rows"], module.Sheet([1, 2, 3]).full), "(4, False)"),
        ("without the entry 'rows'", lambda module: module.Sheet([]).full, "KeyError('rows')"),
        ("raise ValueError('below') -> pass", lambda module: module.double.__wrapped__(-2), "-4"),
    ],
)  # fmt: skip
def test_a_change_is_there_for_whoever_knows_the_function(made, told, ask, answer):
    assert after(made, told, ask) == answer
