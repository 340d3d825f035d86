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

from sakipcalc.computing import Nilai
from sakipcalc.computing.how import Copied, Typed


def told(value: Nilai) -> str:
    match value.how:
        case Typed():
            return "typed"
        case Copied(source=source):
            return told(source)
        case never:
            assert_never(never)
"""


def checked(*paths: Path) -> str:
    """What mypy has to say of some files, with the settings of the library."""
    out, err, _ = api.run(["--config-file", str(ROOT / "pyproject.toml"), *map(str, paths)])
    return f"{out}{err}"


def test_the_calculator_is_typed_by_the_kind_of_its_inputs(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert checked(CALCULATOR).startswith("Success")


def test_a_reader_that_forgets_an_operation_is_found(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    (tmp_path / "reader.py").write_text(FORGETFUL, encoding="utf-8")
    told = checked(tmp_path / "reader.py")
    assert 'Argument 1 to "assert_never" has incompatible type' in told
    assert "Found 1 error" in told
    for forgotten in ("Sum[Nilai]", "Mean[Nilai]", "ByRule[Nilai]", "Label[Nilai]"):
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
