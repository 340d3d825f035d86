"""A printed figure stands for all values that are shortened to it; only what cannot meet differs."""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.calc.intervals import Interval, applied, behind, mean_of

numbers = st.decimals("-5000", "5000", places=6, allow_nan=False)


@given(numbers, st.integers(0, 4), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_a_value_lies_behind_what_it_is_shortened_to(value, decimals, way):
    shown = value.quantize(Decimal(1).scaleb(-decimals), way)
    low, high = behind(Fraction(shown), decimals)
    assert low <= Fraction(value) <= high
    assert high - low <= Fraction(2, 10**decimals)


@given(st.data(), st.sampled_from(["selisih", "rasio_efisiensi", "te", "pmk", "serapan", "dua_target"]))
def test_a_formula_of_values_in_their_intervals_stays_in_its_own(data, rumus):
    from sakipcalc.rulebook.formulas import evaluate, inputs

    exact = {name: Fraction(data.draw(st.integers(100, 20_000), name), 100) for name in inputs(rumus)}
    shown = {name: behind(Fraction(math.floor(value)), 0) for name, value in exact.items()}
    interval = applied(rumus, shown)
    assert interval is not None
    assert interval.low <= evaluate(rumus, **exact) <= interval.high


def test_the_mean_of_intervals_is_that_of_their_ends():
    parts = [Interval(Fraction(1), Fraction(3)), Interval(Fraction(5), Fraction(9))]
    assert mean_of(parts) == (3, 6)
    assert mean_of(parts, [Fraction(3), Fraction(1)]) == (2, Fraction(9, 2))
    assert (
        applied("rasio", {"realisasi": Interval.of(Fraction(1)), "target": Interval.of(Fraction(0))}) is None
    )


def with_efficiency(workbooks, tmp_path, figure):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(workbooks / "bogorejo-2024-tercetak.xlsx")
    book["Tabel 3.7"]["I8"] = figure
    book.save(tmp_path / "diubah.xlsx")
    return sc.audit(sc.read(tmp_path / "diubah.xlsx"))


@pytest.mark.parametrize("figure", ["18,15", 18.15, "18,2", 18.18, "5,5", "0,19", "1,19", 1.1923])
def test_each_figure_that_a_method_gives_is_right(workbooks, tmp_path, figure):
    assert with_efficiency(workbooks, tmp_path, figure).with_code("efisiensi-berbeda") == ()


@pytest.mark.parametrize("figure", ["18,5", 17.8, "6,5", "0,25", "1,3", "118,1"])
def test_each_figure_that_no_method_gives_is_wrong(workbooks, tmp_path, figure):
    (finding,) = with_efficiency(workbooks, tmp_path, figure).with_code("efisiensi-berbeda")
    assert finding.places[0].cell == "I8"


def test_every_measure_has_its_column(workbooks):
    hasil = sc.compute(sc.read(workbooks / "bogorejo-2024.xlsx"), sc.Metode(efisiensi="sisa"))
    (row,) = hasil.efisiensi.to_dict("records")
    exact = {"rasio": 1.192356, "selisih": 18.177202, "te": 0.192356, "pmk": 90.331, "sisa": 5.502512}
    assert {name: row[name] for name in exact} == pytest.approx(exact, abs=5e-4)
    assert row["efisiensi"] == row["sisa"]
