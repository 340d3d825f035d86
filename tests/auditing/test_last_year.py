"""This report against that of the year before."""

from __future__ import annotations

import copy
import json

import pytest

import sakipcalc as sc
from sakipcalc.cli import main


@pytest.fixture
def both(consistent, as_file):
    """Return a function that writes this year's workbook and last year's, after changes to either."""
    now, then = consistent, copy.deepcopy(consistent)
    then["Sampul"][2] = ["TAHUN 2023"]
    then["Tabel 2.3"][0] = ["Tabel 2.3 Tujuan/Sasaran Kinerja Tahun 2023"]
    for row, target in ((2, 82), (3, 11)):
        then["Tabel 2.3"][row][5] = target
    then["Tabel 3.2"][2:] = [
        [1, "Pelayanan prima", "SKM", "naik", 82, 83.5, 101.8, "Sangat Baik"],
        [2, "Warga sejahtera", "Angka kemiskinan", "turun", 11, 11.0, 100, "Baik"],
    ]
    del then["Tabel 3.7"]
    now["Tabel 3.3"] = [
        ["Tabel 3.3 Perbandingan Realisasi Kinerja dan Capaian Kinerja Tahun 2023 dan 2024"],
        ["No", "Tujuan/Sasaran", "Indikator Kinerja", 2023, None, None, 2024, None, None],
        [None, None, None, "Target", "Realisasi", "Capaian %", "Target", "Realisasi", "Capaian %"],
        [1, "Pelayanan prima", "SKM", 82, 83.5, 101.8, 84, 87.36, 104],
        [2, "Warga sejahtera", "Angka kemiskinan", 11, 11, 100, 10, 8, 120],
    ]

    def write():
        return as_file(now, "2024.xlsx"), as_file(then, "2023.xlsx")

    write.now, write.then = now, then
    return write


def audit(paths):
    now, then = map(sc.read, paths)
    return sc.audit(now, sebelumnya=then)


def test_reports_that_agree_have_no_findings(both):
    assert audit(both()).at_least("peringatan") == ()


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [(3, 81, "D4"), (4, 85.3, "E4"), (5, 109.9, "F4")],
    ids=["target", "realisasi", "capaian"],
)
def test_a_figure_of_last_year_that_was_reported_otherwise(both, column, value, cell):
    both.now["Tabel 3.3"][3][column] = value
    (finding,) = audit(both()).with_code("riwayat-berbeda")
    assert str(finding.places[0]) == f"Tabel 3.3!{cell}"
    assert finding.places[1].file == "2023.xlsx"
    assert "2023.xlsx" in finding.message()


def test_a_coarser_print_of_the_same_figure_is_no_difference(both):
    both.now["Tabel 3.3"][3][4] = "83,5"
    both.then["Tabel 3.2"][2][5] = 83.47
    both.now["Tabel 3.3"][3][5] = 101.8
    assert audit(both()).with_code("riwayat-berbeda") == ()


@pytest.mark.parametrize(
    ("row", "text"), [(0, "DINAS LAIN"), (2, "TAHUN 2024")], ids=["another unit", "no earlier year"]
)
def test_a_workbook_that_is_not_last_years_of_the_unit(both, row, text):
    both.then["Sampul"][row] = [text]
    assert len(audit(both()).with_code("sebelumnya-tidak-cocok")) == 1


def test_the_command_line_takes_last_years_workbook(both, capsys):
    both.now["Tabel 3.3"][3][3] = 81
    now, then = map(str, both())
    assert main(["audit", now, "--sebelumnya", then, "--format", "json"]) == 1
    assert "riwayat-berbeda" in {r["kode"] for r in json.loads(capsys.readouterr().out)["temuan"]}
    assert main(["audit", now, then, "--sebelumnya", then]) == 2
