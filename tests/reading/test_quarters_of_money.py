"""Money spent in each quarter, and no sum of the year: a part is never a total, so it is asked."""

from __future__ import annotations

import pytest

import sakipcalc as sc

M = 1_000_000
HEAD = ["No", "Program", "Anggaran (Rp)", *(f"Realisasi Triwulan {one}" for one in ("I", "II", "III", "IV"))]


@pytest.mark.parametrize(
    ("spent", "of_year", "asked"),
    [((60, 90, 110, 124), None, 1), ((60, 150, 260, 384), 384 * M, 0)],
)
def test_quarters_are_the_year_only_where_they_grow_up_to_it(as_file, spent, of_year, asked):
    lines = [
        ["Realisasi Anggaran Museum Tahun 2024"],
        HEAD,
        [1, "Program Koleksi", 400 * M, *(M * one for one in spent)],
        [2, "Program Pameran", 800 * M, *(2 * M * one for one in spent)],
    ]
    laporan = sc.read(as_file({"Uang": lines}))
    assert len(laporan.temuan.with_code("triwulan-tak-dijumlahkan")) == asked
    assert sc.compute(laporan).anggaran_rows[0].realisasi.number == of_year


def test_a_person_may_say_that_the_last_one_is_the_year(as_file):
    lines = [
        ["Realisasi Anggaran Museum Tahun 2024"],
        HEAD,
        [1, "Program Koleksi", 400 * M, 9 * M, 8 * M, 7 * M, 390 * M],
    ]
    path = as_file({"Uang": lines})
    laporan = sc.read(path, jawab={"Kolom Uang!G2": "realisasi"})
    assert sc.compute(laporan).anggaran_rows[0].realisasi.number == 390 * M
    assert not laporan.temuan.with_code("triwulan-tak-dijumlahkan")
