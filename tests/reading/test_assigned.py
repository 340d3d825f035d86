"""Columns get roles together: no other assignment has a larger sum; tried over all of them."""

from __future__ import annotations

from itertools import permutations
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakipcalc.base.assigning import assigned

LEAST = 0.45
SCORES = st.sampled_from([0.0, 0.3, 0.44, 0.45, 0.5, 0.61, 0.7, 0.95, 1.2, 1.5])


def gain(scores, chosen):
    return sum(scores[row][at] - 0.9 * LEAST for row, at in enumerate(chosen) if at is not None)


def best(scores):
    """Return the largest sum over all assignments, by trying them."""
    width = len(scores[0])
    seats = [*range(width), *[None] * len(scores)]
    return max(
        gain(scores, seating)
        for seating in set(permutations(seats, len(scores)))
        if all(at is None or scores[row][at] >= LEAST for row, at in enumerate(seating))
    )


@pytest.mark.parametrize("many", [100, 0])
@settings(max_examples=60)
@given(st.data())
def test_the_sum_is_the_largest_and_no_column_is_taken_twice(many, data):
    """Whether rows choose among the columns or, where there are very many rows, the columns among them."""
    rows, width = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    scores = data.draw(
        st.lists(st.lists(SCORES, min_size=width, max_size=width), min_size=rows, max_size=rows)
    )
    with mock.patch("sakipcalc.base.assigning._MANY", many):
        chosen = assigned(scores, LEAST)
    taken = [at for at in chosen if at is not None]
    assert len(set(taken)) == len(taken)
    assert all(scores[row][at] >= LEAST for row, at in enumerate(chosen) if at is not None)
    assert abs(gain(scores, chosen) - best(scores)) < 1e-9
