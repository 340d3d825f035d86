"""What the type checker promises: the kinds of the calculator, and that no reader forgets an operation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from importlib import util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from mypy import api

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CALCULATOR = HERE / "calculator.py"

#: A reader of values that knows two operations of eleven.
FORGETFUL = """
from typing import assert_never

from sakipcalc.computing import Value
from sakipcalc.computing.how import Copied, Typed


def told(value: Value) -> str:
    match value.how:
        case Typed():
            return "typed"
        case Copied(source=source):
            return told(source)
        case never:
            assert_never(never)
"""


def test_mypy_knows_the_kinds_of_the_calculator_and_finds_a_reader_that_forgets(monkeypatch, tmp_path):
    """One run for both, because two at a time would write one cache."""
    monkeypatch.chdir(ROOT)
    reader = tmp_path / "reader.py"
    reader.write_text(FORGETFUL, encoding="utf-8")
    out, err, _ = api.run(["--config-file", str(ROOT / "pyproject.toml"), str(CALCULATOR), str(reader)])
    told, *rest = [line for line in out.splitlines() if ": error:" in line]
    assert (rest, err) == ([], "")
    assert "reader.py" in told
    assert 'Argument 1 to "assert_never" has incompatible type' in told
    for forgotten in ("Sum[Value]", "Mean[Value]", "ByRule[Value]", "Label[Value]"):
        assert forgotten in told


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("numbers", (float, str, type(None))),
        ("exact", (Decimal, Fraction)),
        ("lists", (list,)),
        ("arrays", (np.ndarray,)),
        ("series", (pd.Series,)),
    ],
)
def test_what_is_promised_is_what_comes(name, kinds):
    spec = util.spec_from_file_location("calculator_types", CALCULATOR)
    promised = util.module_from_spec(spec)
    spec.loader.exec_module(promised)
    given = getattr(promised, name)()
    assert given
    assert all(isinstance(one, kinds) for one in given)
