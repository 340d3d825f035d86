"""Layouts in the words of another hand: how much is read right, asked about, or wrong without a word.

`python -m tests.layouts.ukur` prints the same measure for as many seeds as one likes. A heading that a drawing has
and the reader does not know may not be added to the reader's words because a test failed: the class is mended.
"""

from __future__ import annotations

import warnings
from fractions import Fraction
from io import BytesIO
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from .ukur import sets
from .ukur.hand import words
from .ukur.judge import where
from .ukur.kinds import drawn, names
from .ukur.truth import Tally


class Bar(NamedTuple):
    """What a set must reach: least share right, greatest share silently wrong (missing or wrong); and what is wanted."""

    seeds: range
    right: float
    silent: float
    wanted_right: float
    wanted_silent: float


BARS = {
    "a": Bar(range(1), 0.97, 0.002, 0.97, 0.002),
    "a2": Bar(range(1), 0.97, 0.002, 0.97, 0.002),
    "a0": Bar(range(1), 0.97, 0.002, 0.97, 0.002),
    "b": Bar(range(1), 0.994, 0.0, 1.0, 0.0),
    "c": Bar(range(20), 0.95, 0.002, 0.95, 0.002),
    "d": Bar(range(1), 1.0, 0.0, 1.0, 0.0),
    "e": Bar(range(1), 0.95, 0.0, 0.95, 0.0),
    "e1": Bar(range(1), 0.95, 0.0, 0.95, 0.0),
    "f": Bar(range(1), 22 / 24, 2 / 24, 22 / 24, 2 / 24),
    "g": Bar(range(3), 1.0, 0.0, 1.0, 0.0),
    "h": Bar(range(1), 0.95, 0.02, 0.95, 0.0),
    "i": Bar(range(1), 1.0, 0.0, 1.0, 0.0),
    "j": Bar(range(1), 0.97, 0.002, 0.97, 0.002),
    "k": Bar(range(1), 0.97, 0.003, 0.97, 0.002),
    "l": Bar(range(1), 1.0, 0.0, 1.0, 0.0),
    "m": Bar(range(1), 0.96, 0.0, 0.97, 0.0),
    "m2": Bar(range(1), 0.93, 0.0, 0.97, 0.0),
    "n": Bar(range(1), 0.93, 0.0, 0.93, 0.0),
}


@pytest.mark.parametrize("key", BARS)
def test_enough_of_each_set_is_read_right(key):
    bar, whole = BARS[key], Tally()
    _, measure = sets.SETS[key]
    for _, verdicts in measure(bar.seeds):
        whole.add(verdicts)
    assert whole.all
    assert whole.share("right") >= bar.right, whole
    assert whole.silent / whole.all <= bar.silent, whole


def test_no_bar_is_higher_than_what_is_wanted():
    assert all(bar.right <= bar.wanted_right and bar.silent >= bar.wanted_silent for bar in BARS.values())


@pytest.mark.parametrize("section", ["kolom", "grup"])
def test_every_column_has_fifteen_spellings(section):
    few = {key: len(set(known)) for key, known in words()[section].items() if len(set(known)) < 15}
    assert few == {}


@pytest.mark.parametrize("name", names())
def test_a_drawing_is_the_same_each_time(name):
    assert drawn(name, 5).expected == drawn(name, 5).expected
    assert drawn(name, 5).headings == drawn(name, 5).headings


@pytest.mark.parametrize("name", names())
def test_what_must_be_read_stands_in_its_cell(name):
    drawing = drawn(name, 3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(drawing.data))
    wrong = [
        f"{where(one)} {one.value} but {book[one.area.sheet].cell(one.row, one.col).value}"
        for one in drawing.expected
        if one.accept and not _stands(one.value, book[one.area.sheet].cell(one.row, one.col).value)
    ]
    assert wrong == []


def _stands(value, found):
    if isinstance(value, str):
        return found == value
    if isinstance(found, str):
        return any(digit.isdigit() for digit in found)
    return any(float(value) == pytest.approx(float(found) * by) for by in (1, 100, 1000, 1_000_000))


@pytest.mark.parametrize("name", sets.PLAIN_KINDS)
def test_a_heading_without_meaning_takes_no_value_but_its_own(name):
    before = {one.accept: one for one in drawn(name, 1, plainness=1.0).expected}
    after = {one.accept for one in drawn(name, 1, plainness=1.0, odd=1).expected}
    gone = {accept for accept in before if accept not in after and accept}
    assert len(gone) <= 1 or all(_related(one, gone) for one in gone)


def _related(one, gone):
    """A heading over several columns takes them all along."""
    return any(one != other and one[0][0] == other[0][0] for other in gone)


def test_a_value_is_exact():
    assert all(
        one.value is None or isinstance(one.value, Fraction | str)
        for name in names()
        for one in drawn(name, 2).expected
    )
