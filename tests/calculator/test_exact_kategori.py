"""Decimals classify exactly: the band is that of the exact fraction, never one moved by binary floats."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sakipcalc.calc import capaian, kategori, kategori_capaian
from sakipcalc.core.errors import RuleError
from sakipcalc.rulebook import scale
from sakipcalc.rulebook.methods import Metode

from .oracle import BOUNDS, SCALES, label

SIX = Decimal("0.000001")
scales = st.sampled_from(sorted(SCALES))


def decimals(places: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.builds(
        lambda digits, away: Decimal(digits).scaleb(-away), st.integers(1, most * 10**places), st.just(places)
    )


@st.composite
def values_at_bounds(draw: st.DrawFn) -> tuple[str, Decimal]:
    """Give a scale and a value on, just below or just above one of its bounds."""
    name = draw(scales)
    bound = Decimal(str(draw(st.sampled_from(BOUNDS[name]))))
    step = draw(st.integers(1, 6).map(lambda places: Decimal(1).scaleb(-places)))
    return name, bound + draw(st.sampled_from((-1, 0, 1))) * step


@given(values_at_bounds())
def test_a_value_beside_a_bound_has_the_band_of_the_exact_fraction(case):
    name, value = case
    expected = label(name, Fraction(value))
    assert given_or_refused(value, name) == expected
    assert given_or_refused(Fraction(value), name) == expected
    assert given_or_refused(float(value), name) == expected
    for many in ([float(value)], np.array([float(value)]), pd.Series([float(value)])):
        told = given_or_refused(many, name)
        assert (None if told is None else told[0]) == expected


def given_or_refused(value, name):
    """Return the kategori; None where the value is refused as beyond the ends of the scale."""
    try:
        told = kategori(value, name)
    except RuleError as error:
        if error.code != "number-out-of-range":
            raise
        return None
    assert told is not None
    return told


@given(scales, st.decimals(-1000, 1000, places=6))
def test_any_value_of_six_decimals_has_the_band_of_the_exact_fraction(name, value):
    expected = label(name, Fraction(value))
    assert scale(name).classify(value) == scale(name).classify(float(value)) == expected
    assert given_or_refused(value, name) == given_or_refused(float(value), name) == expected


FORMULAS = {
    "naik": (Metode(), lambda r, t: r / t * 100),
    "turun": (Metode(), lambda r, t: (2 * t - r) / t * 100),
    "turun kebalikan": (Metode(turun="kebalikan"), lambda r, t: t / r * 100),
    "stabil": (Metode(), lambda r, t: 100 - abs(r - t) / t * 100),
}


@st.composite
def figures(draw: st.DrawFn, places: int, most: int) -> tuple[str, str, Decimal, Decimal]:
    """Give a scale, a polarity, and a realisasi that lies on or beside a bound against its target."""
    name = draw(st.sampled_from(("lkjip", "permendagri")))
    case = draw(st.sampled_from(sorted(FORMULAS)))
    target = draw(decimals(places, most))
    bound = Fraction(str(draw(st.sampled_from(BOUNDS[name]))))
    wanted = {"naik": bound, "turun": 200 - bound, "turun kebalikan": 10_000 / bound, "stabil": bound}[case]
    exact = Fraction(target) * wanted / 100
    nearest = Decimal(round(exact * 10**places)).scaleb(-places)
    step = Decimal(1).scaleb(-places)
    return name, case, nearest + draw(st.integers(-2, 2)) * step, target


def expected_label(name: str, case: str, realisasi: Decimal, target: Decimal) -> str | None:
    return label(name, FORMULAS[case][1](Fraction(realisasi), Fraction(target)))


@settings(max_examples=300)
@given(figures(places=6, most=9000))
def test_kategori_of_capaian_is_exact_for_figures_of_six_decimals(case):
    name, polarity, realisasi, target = case
    assume(realisasi > 0)
    metode, arah = FORMULAS[polarity][0], polarity.split()[0]
    expected = expected_label(name, polarity, realisasi, target)
    assert kategori(capaian(realisasi, target, arah=arah, metode=metode), name) == expected
    computed = capaian(float(realisasi), float(target), arah=arah, metode=metode)
    assert kategori(computed, name) == expected
    many = capaian(np.array([float(realisasi)]), float(target), arah=arah, metode=metode)
    assert kategori(many, name).tolist() == [expected]


@settings(max_examples=300)
@given(figures(places=6, most=1_000_000_000))
def test_kategori_from_the_figures_is_exact_at_any_size_that_floats_hold(case):
    name, polarity, realisasi, target = case
    assume(realisasi > 0)
    metode, arah = FORMULAS[polarity][0], polarity.split()[0]
    expected = expected_label(name, polarity, realisasi, target)
    one, other = float(realisasi), float(target)
    assume(Decimal(repr(one)) == realisasi and Decimal(repr(other)) == target)
    assert kategori_capaian(one, other, name, arah=arah, metode=metode) == expected
    many = kategori_capaian(np.array([one, one]), np.array([other, other]), name, arah=arah, metode=metode)
    assert many.tolist() == [expected, expected]
    assert kategori_capaian(realisasi, target, name, arah=arah, metode=metode) == expected


def test_a_rounded_quotient_on_a_bound_does_not_fall_below_it():
    # Exactly 85 and 65, but 84.99999999999999 and 64.99999999999999 in floats.
    assert 0.119 / 0.14 * 100 < 85
    assert kategori(capaian(0.119, 0.14)) == "Baik"
    assert kategori(capaian(0.585, 0.9)) == "Cukup"
    assert kategori(capaian(np.array([0.119, 0.585]), np.array([0.14, 0.9]))).tolist() == ["Baik", "Cukup"]


def test_a_quotient_nearer_to_a_bound_than_floats_can_say_is_decided_from_the_figures():
    realisasi, target = np.array([8_499_999_999_999.999, 8.5e12, 8_500_000_000_000.001]), np.full(3, 1e13)
    assert kategori_capaian(realisasi, target).tolist() == ["Cukup", "Baik", "Baik"]
    turun = kategori_capaian(np.array([11_500_000_000_000.002, 1.15e13]), 1e13, arah="turun")
    assert turun.tolist() == ["Cukup", "Baik"]
    over = kategori_capaian(np.array([1e13, 10_000_000_000_000.002]), 1e13)
    assert over.tolist() == ["Baik", "Sangat Baik"]


@pytest.mark.parametrize(("value", "expected"), [
    ("-0.005", "Kurang Efisien"), ("-0.0049", "Efisien"), ("0.0049", "Efisien"), ("0.005", "Sangat Efisien"),
])  # fmt: skip
def test_a_displayed_half_goes_away_from_zero_on_both_sides(value, expected):
    displayed = scale("efisiensi").displayed(2)
    assert displayed.classify(Decimal(value)) == displayed.classify(float(value)) == expected


def test_a_difference_of_nothing_is_nothing():
    # 100.1 - 100.0 - 0.1 and the like: floats leave 1e-14, which is no efficiency.
    assert kategori(0.1 + 0.2 - 0.3, "efisiensi") == "Efisien"


def test_every_scale_of_the_rules_is_in_the_oracle():
    from sakipcalc.rulebook import rules

    assert {a.id for a in rules() if a.jenis == "skala"} == set(SCALES)


@given(st.decimals(24, 101, places=4))
def test_the_index_is_rounded_to_two_decimals_before_its_grade(value):
    # PermenPANRB 14/2017: 88,305 is shown as 88,31 and so is an A.
    assert scale("ikm").classify(value) == label("ikm", Fraction(value))


@pytest.mark.parametrize(
    ("reading", "value", "expected"),
    [
        ("batas_bawah", "90.5", "Tinggi"), ("bulatkan", "90.5", "Sangat Tinggi"), ("batas_atas", "90.5", "Sangat Tinggi"),
        ("batas_bawah", "90.4", "Tinggi"), ("bulatkan", "90.4", "Tinggi"), ("batas_atas", "90.4", "Sangat Tinggi"),
        ("batas_bawah", "50.2", "Sangat Rendah"), ("bulatkan", "50.2", "Sangat Rendah"), ("batas_atas", "50.2", "Rendah"),
        ("batas_bawah", "91", "Sangat Tinggi"), ("bulatkan", "91", "Sangat Tinggi"), ("batas_atas", "90", "Tinggi"),
    ],
)  # fmt: skip
def test_the_three_readings_of_whole_numbered_bands(reading, value, expected):
    read = scale("permendagri", reading=reading)
    assert read.classify(Decimal(value)) == read.classify(float(value)) == expected


@given(st.sampled_from(("lkjip", "sakip", "efisiensi")), st.decimals(-200, 200, places=5), st.integers(0, 3))
def test_classifying_the_displayed_value_is_rounding_and_then_classifying(name, value, places):
    from .oracle import half_up

    displayed = scale(name).displayed(places)
    expected = label(name, half_up(Fraction(value), places))
    assert displayed.classify(value) == displayed.classify(float(value)) == expected
