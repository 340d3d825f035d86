"""Errors that are planted one at a time are found where they are; clean workbooks are left in peace."""

from __future__ import annotations

import pytest

from ...layouts.ukur.speech import ForeignBench
from .__main__ import TARGET
from .kinds import KINDS
from .measure import alarms, plant
from .units import UNITS

#: Of a hundred planted errors so many are found at the least, each at its place.
SHARE = 0.95
#: The badan, with forty indicators, is the slowest to draw and to read.
TURNS = ("bogorejo", "dinas", "badan", "bogorejo", "dinas")


@pytest.mark.parametrize("unit", UNITS)
def test_a_consistent_workbook_has_no_finding_above_info(unit):
    assert alarms(unit) == []


def test_planted_errors_are_found_at_their_place():
    """Each kind once, in the units by turns; ``python -m tests.auditing.mutations`` plants them everywhere."""
    outcomes = []
    for number, kind in enumerate(KINDS):
        first = TURNS[number % len(TURNS)]
        outcomes.append(next(filter(None, (plant(kind, unit) for unit in (first, *UNITS)))))
    missed = [f"{one.kind.name} in {one.unit}: {one.told}" for one in outcomes if not one.found]
    assert len(outcomes) >= 40
    assert len(missed) <= (1 - SHARE) * len(outcomes), missed
    accused = {f"{one.kind.name} in {one.unit}": one.accused for one in outcomes if one.accused}
    assert accused == {}


def test_under_headings_of_another_hand_they_are_found_and_nobody_else_is_accused():
    """Each fifth kind in one unit; ``python -m tests.auditing.mutations`` plants all of them everywhere."""
    outcomes = [
        next(filter(None, (plant(kind, unit, on=ForeignBench) for unit in ("dinas", "bogorejo"))), None)
        for kind in KINDS[2::5]
    ]
    known = [one for one in outcomes if one]
    assert len(known) >= len(KINDS) / 6
    assert {f"{one.kind.name} in {one.unit}": one.told for one in known if not one.found} == {}
    assert {f"{one.kind.name} in {one.unit}": one.accused for one in known if one.accused} == {}


def test_every_family_of_checks_is_tried():
    families = {
        "numerals",
        "targets",
        "capaian",
        "years",
        "polarity",
        "budget",
        "agreements",
        "efficiency",
        "scales",
        "document",
    }
    assert {kind.family for kind in KINDS} == families


def test_the_table_in_the_documents_names_every_kind():
    shown = TARGET.read_text(encoding="utf-8")
    rows = [line.split(" | ")[1] for line in shown.splitlines() if line.startswith("| ")]
    assert rows[1:-1] == [kind.name for kind in KINDS]
