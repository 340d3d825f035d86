"""The annex on the last sheets of workbooks that other software wrote, filled with rows that it lacks.

By day a few that are made here, by night all of them; ``python -m tests.trust.foreign FOLDER`` takes those of a folder.
"""

from __future__ import annotations

import os

import pytest

from ..ooxml.varied import VARIED
from . import foreign

NIGHTLY = bool(os.environ.get("SAKIPCALC_NIGHTLY"))
SOME = ("xlsxwriter: tables and macros", "openpyxl", "parts of Excel")


@pytest.fixture(scope="module")
def known():
    return foreign.facts()


@pytest.mark.parametrize("name", VARIED if NIGHTLY else SOME)
def test_nothing_is_lost_and_references_are_those_of_another_engine(name, known):
    kind, detail = foreign.hosting(VARIED[name](), known=known)
    assert kind == "filled", detail


@pytest.mark.skipif(not NIGHTLY, reason="a quarter of a minute, and LibreOffice; by night")
def test_habits_of_other_programs(known):
    for name, data in foreign.hosts():
        kind, detail = foreign.hosting(data, known=known)
        assert kind == ("refused" if name.endswith((".ods", ".xls")) else "filled"), (name, detail)


def test_what_another_engine_says_is_asked_for(known):
    """Without it a sheet would count as right that nobody looked at."""
    _, detail = foreign.hosting(VARIED["pandas with openpyxl"](), known=known)
    assert int(detail.split(", ")[1].split()[0]) > 0
