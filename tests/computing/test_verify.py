"""Printed figures against computed ones, at the decimals that are printed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.base.places import Place
from sakipcalc.computing.verify import verify
from sakipcalc.model import Cell
from sakipcalc.text.numerals import read_column
from sakipcalc.text.numerals.exact import is_beyond, nearly


def printed(value: object, number_format: str = "", factor: int = 1) -> Cell:
    heading = "Anggaran (x 1000 Rp)" if factor == 1000 else "Capaian %"
    numeral = read_column([(value, number_format)], heading=heading, money=factor == 1000)[0]
    return Cell(place=Place(), row=1, col=1, text=str(value), numeral=numeral, factor=Fraction(factor))


@pytest.mark.parametrize(
    ("shown", "exact", "verdict"),
    [
        ("119,6", Fraction(8375, 70), "sama"),
        ("101,7", Fraction(692, 680) * 100, "dipotong"),
        ("101,8", Fraction(692, 680) * 100, "sama"),
        ("100", Fraction(999655, 10000), "menutupi"),
        ("100", Fraction(100), "sama"),
        ("114", Fraction(789, 690) * 100, "sama"),
        ("106,87", Fraction(9725, 92), "beda"),
        ("105,65", Fraction(105645, 1000), "sama"),
    ],
)
def test_printed_text(shown, exact, verdict):
    assert verify(printed(shown), exact) == verdict


def test_a_true_number_is_compared_as_its_format_shows_it():
    assert verify(printed(105.7, "0.0"), Fraction(9725, 92)) == "sama"
    assert verify(printed(105.70652173913044, "General"), Fraction(9725, 92)) == "sama"
    assert verify(printed(105.72, "0.00"), Fraction(9725, 92)) == "beda"


def test_a_number_typed_with_fewer_decimals_than_its_format_shows_has_no_more():
    typed = printed(105.7, "0.00")._replace(is_number=True)
    assert verify(typed, Fraction(9725, 92)) == "sama"
    assert verify(typed._replace(formula="A1"), Fraction(9725, 92)) == "dipotong"
    assert verify(printed(100.0, "0.00")._replace(is_number=True), Fraction(999655, 10000)) == "menutupi"


def test_a_number_is_compared_as_its_format_shows_it_though_it_has_more():
    assert verify(printed(100.25, "0")._replace(is_number=True), Fraction(100_248, 1000)) == "sama"
    assert verify(printed(101.25, "0")._replace(is_number=True), Fraction(100_248, 1000)) == "beda"


def test_thousands_are_compared_in_thousands():
    assert verify(printed("44.439", factor=1000), Fraction(44_439_411)) == "sama"
    assert verify(printed("10.047", factor=1000), Fraction(10_047_589)) == "dipotong"
    assert verify(printed("10.050", factor=1000), Fraction(10_047_589)) == "beda"


@given(st.fractions(min_value=-10_000, max_value=10_000, max_denominator=10**6), st.integers(0, 4))
def test_half_up_rounding_always_agrees(exact, decimals):
    """Whatever is printed by half-up rounding agrees; one unit of the last place more does not."""
    step = Fraction(1, 10**decimals)
    magnitude = (abs(exact) / step + Fraction(1, 2)).__floor__() * step
    shown = magnitude if exact >= 0 else -magnitude
    as_text = f"{float(shown):.{decimals}f}".replace(".", ",")
    assert verify(printed(as_text), exact) in {"sama", "menutupi"}
    assert verify(printed(f"{float(shown + 2 * step):.{decimals}f}".replace(".", ",")), exact) == "beda"


@given(st.fractions(), st.fractions(), st.integers(0, 12))
def test_nearness_in_whole_numbers_is_that_of_fractions(one, other, digits):
    near = abs(one - other) <= max(abs(other), Fraction(1)) / 10**digits
    assert nearly(one, other, digits=digits) == near
    assert nearly(other + (one - other) / 10**digits, other, digits=0) == (
        abs(one - other) / 10**digits <= max(abs(other), Fraction(1))
    )


@given(st.fractions(), st.integers(0, 10**6))
def test_what_is_beyond_a_limit_is_so_on_both_sides(figure, limit):
    assert is_beyond(figure, limit) == is_beyond(-figure, limit) == (abs(figure) > limit)


def test_a_mean_of_results_that_another_table_prints_is_as_exact_as_these(as_file):
    """100, 112.094 and 96.175 are printed with two decimals, and their mean 102.756 as 102.76."""
    sheets = {
        "Ukur": [
            ["Tabel 3.2 Pengukuran Kinerja Tahun 2027"],
            ["No", "Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian (%)"],
            [1, "Dukungan dewan", "Raperda dibahas", 13, 13, 100],
            [2, "Dukungan dewan", "Rapat terlaksana", 89.3, 100.1, 112.09],
            [3, "Dukungan dewan", "Indeks anggota", 86.27, 82.97, 96.17],
        ],
        "Uang": [
            ["Tabel 3.7 Kinerja dan Anggaran"],
            ["No", "Sasaran", "Capaian (%)", "Pagu", "Realisasi Anggaran", "% Serapan", "Selisih"],
            [1, "Dukungan dewan", 102.76, 1000, 940, 94, 8.76],
        ],
    }
    assert len(sc.audit(sc.read(as_file(sheets))).with_code("hitungan-berbeda")) == 0
    sheets["Uang"][2][2] = 102.86
    assert len(sc.audit(sc.read(as_file(sheets))).with_code("hitungan-berbeda")) == 1
