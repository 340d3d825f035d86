"""Units to report on: the real workbooks, and one whose indicators are of every polarity."""

from __future__ import annotations

import pytest

import sakipcalc as sc

from ..layouts.draw import draw
from ..layouts.facts import unit
from ..layouts.layout import PLAIN


@pytest.fixture(scope="session")
def hasil(workbooks):
    return sc.compute(sc.read(workbooks / "bogorejo-2024.xlsx"))


@pytest.fixture(scope="session")
def dinas():
    """A health office: indicators better when lower, ranges, predicates, yes or no."""
    return sc.compute(sc.read(draw(unit("dinas"), PLAIN).data))


@pytest.fixture(scope="session")
def badan():
    """Forty indicators, a budget for each sasaran."""
    return sc.compute(sc.read(draw(unit("badan"), PLAIN).data))


@pytest.fixture(scope="session")
def units(hasil, dinas, badan):
    return {"bogorejo": hasil, "dinas": dinas, "badan": badan}
