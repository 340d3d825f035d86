"""A figure that may be two, 4.125 and 4,125: the strongest evidence decides, in one order."""

from __future__ import annotations

from fractions import Fraction

import pytest

import sakipcalc as sc

HEADINGS = ["No", "Sasaran", "Indikator Kinerja", "Satuan", "Target 2024", "Realisasi 2024", "Capaian (%)"]
BODY = [
    [1, "Pelayanan baik", "Indeks kepuasan", "Indeks", "45", "44.25", "98.33"],
    [2, "Pelayanan baik", "Indeks mutu", "Indeks", "70.5", "71.25", "101.06"],
]


def row(unit, target, realisasi, capaian=None):
    return [3, "Pelayanan baik", "Pengunjung perpustakaan", unit, target, realisasi, capaian]


def read(as_file, line, *others, above=BODY):
    sheets = {"Tabel 3.2": [["Tabel 3.2 Pengukuran Kinerja Tahun 2024"], [], HEADINGS, *above, line]}
    if others:
        header = ["No", "Sasaran", "Indikator", "Satuan", "Target 2024"]
        sheets["Tabel 2.3"] = [["Tabel 2.3 Rencana Kinerja Tahun 2024"], [], header, *others]
    laporan = sc.read(as_file(sheets))
    asked = [one for one in laporan.temuan if one.code == "angka-rancu"]
    return sc.compute(laporan).capaian_rows[-1].realisasi.number, asked


@pytest.mark.parametrize(("target", "value"), [("4000", 4125), ("4", Fraction(4125, 1000))])
def test_the_printed_result_comes_first(as_file, target, value):
    assert read(as_file, row("Skor", target, "4.125", "103.13")) == (value, [])


def test_it_comes_before_the_other_figures_of_the_indicator(as_file):
    plan = [1, "Pelayanan baik", "Pengunjung perpustakaan", "Skor", "4"]
    assert read(as_file, row("Skor", "4000", "4.125", "103.13"), plan)[0] == 4125


def test_then_come_the_other_figures_of_the_indicator(as_file):
    plan = [1, "Pelayanan baik", "Pengunjung perpustakaan", "Skor", "4200"]
    assert read(as_file, row("Skor", "4.000", "4.125"), plan) == (4125, [])


def test_then_comes_a_unit_that_is_counted(as_file):
    assert read(as_file, row("Orang", "4.000", "4.125")) == (4125, [])


def test_where_nothing_proves_it_the_question_stays(as_file):
    value, asked = read(as_file, row("Skor", "4.000", "4.125"), above=[])
    assert value in {4125, Fraction(4125, 1000)}
    assert asked
