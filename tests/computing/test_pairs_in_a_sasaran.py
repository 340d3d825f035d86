"""Rows and indicators of one sasaran are paired together, by all that speaks for a pair, or not at all."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.computing.pairing import assigned_pairs

COVER = [["DINAS PERIKANAN"], ["KABUPATEN WANASARI"], ["TAHUN 2025"]]
PLANNED = ["No", "Sasaran", "Indikator Kinerja", "Satuan", "Target"]
MEASURED = ["No", "Sasaran", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)"]
GOAL = "Pesisir lestari"


def both(planned, measured):
    """Return a plan and a measurement of one sasaran: names, units and figures."""
    plan = [[n, GOAL, *one] for n, one in enumerate(planned, 1)]
    rows = [[n, GOAL, *one, None] for n, one in enumerate(measured, 1)]
    return {
        "Sampul": COVER,
        "2.3": [["Tabel 2.3 Target Kinerja Tahun 2025"], PLANNED, *plan],
        "3.2": [["Tabel 3.2 Pengukuran Kinerja Tahun 2025"], MEASURED, *rows],
    }


@pytest.fixture
def targets(as_file):
    def of(planned, measured):
        rows = sc.compute(sc.read(as_file(both(planned, measured)))).capaian_rows
        return [None if row.target.number is None else float(row.target.number) for row in rows]

    return of


REEF, MANGROVE, CATCH = (
    ("Tutupan karang hidup", "%", 40),
    ("Luas bakau pulih", "ha", 70),
    ("Hasil tangkap", "ton", 9),
)


def test_units_pair_what_has_another_name_and_another_place(targets):
    measured = [
        ("Tonase nelayan", "ton", None, 8),
        ("Vegetasi pantai", "ha", None, 63),
        ("Karang sehat", "persen", None, 36),
    ]
    assert targets([REEF, MANGROVE, CATCH], measured) == [9, 70, 40]


def test_equal_targets_pair_where_units_say_nothing(targets):
    planned = [("Pos jaga aktif", "", 12), ("Rambu laut terpasang", "", 31)]
    measured = [("Marka terapung", "", 31, 30), ("Titik awas", "", 12, 11)]
    laporan_targets = targets(planned, measured)
    assert laporan_targets == [31, 12]


def test_nothing_is_paired_by_its_place_alone(targets):
    planned = [("Tutupan karang hidup", "%", 40), ("Nelayan terlindung", "%", 80)]
    measured = [("Awak berasuransi", "%", None, 60), ("Terumbu sehat", "%", None, 30)]
    assert targets(planned, measured) == [None, None]


def test_units_that_differ_are_never_paired(targets):
    assert targets(
        [REEF, MANGROVE], [("Karang sehat", "titik", None, 3), ("Luas bakau pulih", "ha", None, 63)]
    ) == [None, 70]


def test_names_that_cross_are_paired_together(targets):
    planned = [
        ("Jumlah kampung nelayan maju", "kampung", 10),
        ("Jumlah kampung nelayan rintisan", "kampung", 20),
    ]
    measured = [
        ("Kampung nelayan rintisan", "kampung", None, 18),
        ("Kampung nelayan yang maju", "kampung", None, 9),
    ]
    assert targets(planned, measured) == [20, 10]


SUBJECTS = [("indikator", n) for n in range(4)]
SCORES = st.lists(st.lists(st.integers(30, 99), min_size=4, max_size=4), min_size=1, max_size=4)


@settings(max_examples=60)
@given(SCORES)
def test_the_assignment_has_the_largest_sum(scores):
    pairs = [(one / 100, SUBJECTS[at], row) for row, own in enumerate(scores) for at, one in enumerate(own)]
    found = assigned_pairs(pairs)
    assert len({subject for subject, _ in found.values()}) == len(found) == len(scores)
    best = max(
        sum(own[at] for own, at in zip(scores, order, strict=False))
        for order in permutations(range(4), len(scores))
    )
    assert round(sum(score for _, score in found.values()) * 100) == best


@given(SCORES)
@settings(max_examples=30)
def test_a_sure_pair_is_never_given_up(scores):
    pairs = [(one / 100, SUBJECTS[at], row) for row, own in enumerate(scores) for at, one in enumerate(own)]
    assert assigned_pairs([*pairs, (1.0, SUBJECTS[0], 0)])[0] == (SUBJECTS[0], 1.0)


M = 1_000_000
PROGRAMMES = [
    "No",
    "Sasaran",
    "Program",
    "Pagu (Rp)",
    "Realisasi Anggaran (Rp)",
    "% Serapan",
    "Tingkat Efisiensi",
]


@pytest.mark.parametrize("again", [True, False], ids=["sasaran in each row", "sasaran once"])
def test_a_sasaran_with_two_programmes_has_two_budgets(as_file, again):
    measured = [
        [1, GOAL, "Tutupan karang hidup", "%", 60, 63, 105],
        [2, GOAL, "Luas bakau pulih", "ha", 4000, 3600, 90],
        [3, "Nelayan sejahtera", "Nilai tukar", "indeks", 50, 45, 90],
    ]
    spent = [
        [1, GOAL, "Program Konservasi", 450 * M, 415 * M, 92.22, None],
        [2, GOAL if again else None, "Program Pesisir", 50 * M, 45 * M, 90, None],
        [3, "Nelayan sejahtera", "Program Niaga", 200 * M, 150 * M, 75, None],
    ]
    sheets = {
        "Sampul": COVER,
        "3.2": [["Tabel 3.2 Pengukuran Kinerja Tahun 2025"], MEASURED, *measured],
        "3.7": [["Tabel 3.7 Perbandingan Kinerja dan Anggaran"], PROGRAMMES, *spent],
    }
    laporan = sc.read(as_file(sheets))
    hasil = sc.compute(laporan)
    ratios = [float(row.rasio.number) for row in hasil.efisiensi_rows]
    assert ratios == pytest.approx([97.5 * 450 / 41500, 97.5 / 90, 90 / 75])
    assert not [t for t in sc.audit(laporan, hasil) if t.severity == "galat"]
    assert [len(row.indikator) for row in hasil.efisiensi_rows] == [2, 2, 1]


def test_of_two_indicators_of_one_name_each_row_has_that_of_its_sasaran(as_file):
    plan = [
        [1, "Laut bersih", "Layanan tepat waktu", "%", 50],
        [2, "Nelayan aman", "Layanan tepat waktu", "%", 80],
    ]
    rows = [
        [1, "Nelayan aman", "Layanan tepat waktu", "%", None, 60, None],
        [2, "Laut bersih", "Layanan tepat waktu", "%", None, 45, None],
    ]
    sheets = {
        "Sampul": COVER,
        "2.3": [["Tabel 2.3 Target Kinerja Tahun 2025"], PLANNED, *plan],
        "3.2": [["Tabel 3.2 Pengukuran Kinerja Tahun 2025"], MEASURED, *rows],
    }
    got = sc.compute(sc.read(as_file(sheets))).capaian_rows
    assert {row.indikator.tujuan_sasaran: row.capaian.number for row in got} == {
        "Laut bersih": 90,
        "Nelayan aman": 75,
    }
