"""Quarters make a year as the row calls it and as their targets show; where these differ nobody is told a figure."""

from __future__ import annotations

from fractions import Fraction

import pytest

import sakipcalc as sc

COVER = [["DINAS PERIKANAN"], ["KABUPATEN WANASARI"], ["TAHUN 2025"]]
PAIRS = [f"{what} TW {one}" for one in ("I", "II", "III", "IV") for what in ("Target", "Realisasi")]
HEAD = ["No", "Indikator Kinerja", "Satuan", "Tipe Penghitungan", "Target", *PAIRS]


def quarters(targets, reached):
    return [figure for pair in zip(targets, reached, strict=True) for figure in pair]


APART, RUNNING, LEVEL = (10, 20, 40, 30), (10, 30, 70, 100), (80, 80, 80, 80)
#: What the row calls it, target of the year, targets and realisasi of the quarters, and the year's realisasi.
YEARS = [
    ("Kumulatif", 100, APART, (10, 20, 30, 30), 90),
    ("Akumulasi", 100, RUNNING, (10, 30, 60, 90), 90),
    ("Tren Positif", 100, APART, (10, 20, 30, 30), 90),
    ("Tren Positif", 100, RUNNING, (10, 30, 60, 90), 90),
    ("Tren Negatif", 10, (10, 10, 10, 10), (13, 12, 11, 8), 8),
    ("Persentase", 100, RUNNING, (10, 30, 60, 90), 90),
    ("Nilai Akhir", 80, LEVEL, (70, 74, 78, 76), 76),
    ("Rata-rata", 80, LEVEL, (70, 74, 78, 82), 76),
    (None, 100, APART, (10, 20, 30, 30), 90),
    (None, 100, RUNNING, (10, 30, 60, 90), 90),
    (None, 80, LEVEL, (70, 74, 78, 76), 76),
    ("Jumlah", 100, APART, (10, 20, 30, None), None),
    ("Posisi akhir", 100, APART, (10, 20, 30, 30), None),
    ("Kumulatif", 100, (None,) * 4, (30, 50, 75, 90), None),
]


@pytest.mark.parametrize(("kind", "whole", "targets", "reached", "year"), YEARS)
def test_quarters_become_a_year(as_file, kind, whole, targets, reached, year):
    row = [1, "Pelaku usaha yang dibina", "orang", kind, whole, *quarters(targets, reached)]
    sheet = [["Rencana Aksi dan Realisasi Triwulan Tahun 2025"], HEAD, row]
    laporan = sc.read(as_file({"Sampul": COVER, "Aksi": sheet}))
    hasil = sc.compute(laporan)
    (got,) = hasil.capaian_rows
    assert got.realisasi.number == (None if year is None else Fraction(year))
    doubted = [t.code for t in sc.audit(laporan, hasil) if t.code == "triwulan-belum-pasti"]
    assert bool(doubted) == (year is None and None not in reached)


@pytest.mark.parametrize("heading", ["Jenis", "Jenis Indikator", "Tipe Penghitungan", "Polaritas"])
def test_the_kinds_of_wp_sipd_are_polarities_too(as_file, heading):
    rows = [
        [1, "Pelaku usaha yang dibina", "orang", "Tren Positif", 100, *quarters(APART, (10, 20, 30, 30))],
        [2, "Hari berlayar sia-sia", "hari", "Tren Negatif", 10, *quarters((10,) * 4, (13, 12, 11, 8))],
        [3, "Kapal berizin", "%", "Persentase", 100, *quarters(RUNNING, (10, 30, 60, 90))],
    ]
    sheet = [
        ["Rencana Aksi dan Realisasi Triwulan Tahun 2025"],
        [*HEAD[:3], heading, *HEAD[4:]],
        *rows,
    ]
    got = sc.compute(sc.read(as_file({"Sampul": COVER, "Aksi": sheet}))).capaian_rows
    assert [row.capaian.number for row in got] == [90, 120, 90]


def test_a_predicate_for_each_quarter(as_file):
    row = [
        1,
        "Predikat kearsipan kapal",
        "Predikat",
        None,
        "BB",
        *quarters(("B", "B", "BB", "BB"), ("B", "B", "B", "BB")),
    ]
    sheet = [["Rencana Aksi dan Realisasi Triwulan Tahun 2025"], HEAD, row]
    hasil = sc.compute(sc.read(as_file({"Sampul": COVER, "Aksi": sheet})))
    (got,) = hasil.capaian_rows
    assert (got.realisasi.text, got.capaian.number) == ("BB", 100)
    subject = got.indikator.subject
    each = [hasil.facts_engine.value("Triwulan", subject, "capaian_tw", one).number for one in (1, 2, 3, 4)]
    assert each == [100, 100, Fraction(400, 5), 100]
