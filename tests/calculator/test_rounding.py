"""Rounding as Excel shows it, against plain integer arithmetic."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.text.numerals import round_half_up, truncate

from .oracle import cut, half_up


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1.005, 2, 1.01), (0.125, 2, 0.13), (2.675, 2, 2.68), (2.5, 0, 3.0), (-2.5, 0, -3.0), (0.5, 0, 1.0),
        (1.45, 1, 1.5), (101.7647, 1, 101.8), (1234567.5, 0, 1234568.0), (1250, -2, 1300.0), (28.499999999999996, 0, 29.0),
        (119.64285714285714, 2, 119.64), (0.0, 3, 0.0), (-0.001, 2, 0.0),
    ],
)  # fmt: skip
def test_halves_go_away_from_zero_as_in_excel(value, decimals, shown):
    assert round_half_up(value, decimals) == shown
    assert round_half_up(np.array([value]), decimals).tolist() == [shown]


@given(st.decimals(-(10**6), 10**6, places=7), st.integers(-2, 6))
def test_every_kind_of_number_rounds_as_the_exact_fraction(value, decimals):
    exact = half_up(Fraction(value) * Fraction(10) ** decimals, 0) / Fraction(10) ** decimals
    assert round_half_up(Fraction(value), decimals) == exact
    assert Fraction(round_half_up(value, decimals)) == exact
    assert round_half_up(float(value), decimals) == float(exact)


@given(st.lists(st.floats(-1e17, 1e17), max_size=30), st.integers(-3, 8))
def test_arrays_round_as_single_numbers(values, decimals):
    assert round_half_up(np.array(values, dtype=float), decimals).tolist() == [
        round_half_up(value, decimals) for value in values
    ]


@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(0, 6)), min_size=1, max_size=30))
def test_arrays_round_halves_as_single_numbers(halves):
    values = [(2 * whole + 1) / 2 / 10**places for whole, places in halves]
    for places in range(7):
        expected = [round_half_up(value, places) for value in values]
        assert round_half_up(np.array(values), places).tolist() == expected


@given(st.decimals(-(10**6), 10**6, places=7), st.integers(0, 6))
def test_cutting_goes_towards_zero(value, decimals):
    assert truncate(Fraction(value), decimals) == cut(Fraction(value), decimals)
    assert Fraction(truncate(value, decimals)) == cut(Fraction(value), decimals)
    assert truncate(float(value), decimals) == float(cut(Fraction(value), decimals))


def test_without_a_number_of_decimals_whole_numbers_come_out():
    assert (round_half_up(2.75), truncate(2.75), truncate(Fraction(-11, 4))) == (3.0, 2.0, Fraction(-2))


def test_what_is_not_finite_stays():
    assert np.isnan(round_half_up(float("nan"), 2))
    assert np.isnan(round_half_up(np.array([np.nan, 1.5]), 0)).tolist() == [True, False]
    assert round_half_up(float("inf"), 2) == float("inf")
    assert round_half_up(Decimal("NaN"), 2).is_nan()
    assert round_half_up(Decimal("-Infinity"), 2) == Decimal("-Infinity")


def test_an_infinite_figure_in_an_array_warns_of_nothing():
    assert round_half_up(np.array([np.inf, 1.5, -np.inf])).tolist() == [np.inf, 2.0, -np.inf]


def test_nothing_is_left_of_the_sign_of_what_rounds_to_zero():
    assert [str(round_half_up(value)) for value in (-0.2, -0.0)] == ["0.0", "0.0"]
    assert [str(value) for value in round_half_up(np.array([-0.2, -0.0])).tolist()] == ["0.0", "0.0"]
    assert str(truncate(-0.7)) == "0.0"


@pytest.mark.parametrize(
    "value",
    [999_999_999_999_999.0, 1e15, 1_234_567_890_123_456.0, 4_000_000_000_000_017.0, 9_007_199_254_740_991.0],
)
def test_whole_numbers_of_more_digits_than_a_spreadsheet_has_are_cut_in_arrays_too(value):
    shown = float(f"{value:.15g}")
    assert round_half_up(value) == shown
    assert round_half_up(np.array([value, 1.0])).tolist() == [shown, 1.0]


@pytest.mark.parametrize("kind", [np.int64, np.float32, np.float64])
def test_an_array_of_any_numbers_becomes_one_of_floats(kind):
    rounded = round_half_up(np.array([1, 2], dtype=kind), 1)
    assert rounded.dtype == np.float64
    assert rounded.tolist() == [1.0, 2.0]


def test_shape_is_kept():
    assert round_half_up(np.full((2, 3), 0.5)).tolist() == [[1.0] * 3] * 2
    assert round_half_up(np.array(2.5)).shape == ()
