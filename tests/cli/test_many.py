"""Folders for the verbs that only look: a line for each unit, the pool of a batch, going on after a stop."""

from __future__ import annotations

import csv
import io
import shutil

import openpyxl
import pytest

from sakipcalc.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory, workbooks):
    """Six units and a file that is none."""
    inside = tmp_path_factory.mktemp("masuk")
    for number in range(5):
        shutil.copy(workbooks / "bogorejo-2024.xlsx", inside / f"unit{number}.xlsx")
    shutil.copy(workbooks / "bogorejo-2024-tercetak.xlsx", inside / "tercetak.xlsx")
    (inside / "rusak.xlsx").write_bytes(b"bukan buku kerja")
    return inside


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def ran(*arguments):
        status = main([*map(str, arguments)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return ran


@pytest.mark.parametrize("verb", ["audit", "compute"])
def test_a_folder_fits_on_a_screen_and_names_each_unit_with_its_region(run, folder, verb):
    status, out, err = run(verb, folder, "--jobs", 1)
    lines = out.splitlines()
    assert status == 3
    assert len(lines) < 25
    assert max(map(len, lines)) <= 80
    assert all(f" {path.stem} (Kecamatan Bogorejo)" in out for path in folder.glob("unit*.xlsx"))
    assert "6 buku kerja terbaca, 1 gagal" in out
    assert err.count("bukan buku kerja") == 1


def test_a_unit_is_named_with_its_region_where_one_workbook_is_of_it(run, folder):
    _, out, _ = run("compute", folder / "unit1.xlsx", folder / "rusak.xlsx", "--jobs", 1)
    assert out.count("Kecamatan Bogorejo, Kabupaten Blora") == 1


def test_one_after_the_other_and_together_find_the_same(run, folder):
    ones = [
        run("audit", path, "--format", "csv", "--fail-on", "never") for path in sorted(folder.glob("*.xlsx"))
    ]
    single = [row for status, out, _ in ones if status == 0 for row in _rows(out)]
    many = _rows(run("audit", folder, "--format", "csv", "--jobs", 2)[1])
    assert many == single
    assert len({row["file"] for row in many}) == 6


def test_results_of_a_folder_are_one_table(run, folder):
    rows = _rows(run("compute", folder, "--format", "csv", "--jobs", 1)[1])
    assert [row["indikator"] for row in rows] == ["Indeks IKM", "Nilai SAKIP"] * 6
    assert {row["nama"] for row in rows} == {"Kecamatan Bogorejo"}


def test_work_that_was_done_is_not_done_again(run, folder, tmp_path, monkeypatch):
    first = run("audit", folder, "--jobs", 1, "--tables", tmp_path / "t", "--fail-on", "never")[1]
    monkeypatch.setattr("sakipcalc.batch.auditing.record_of", None)  # who works now, fails
    again = run("audit", folder, "--jobs", 1, "--tables", tmp_path / "t", "--resume", "--fail-on", "never")
    assert again[0] == 3
    assert again[1] == first
    assert (tmp_path / "t" / "temuan.csv").stat().st_size > 1000
    assert run("audit", folder, "--resume")[0] == 2


def test_a_recap_is_written_beside(run, folder, tmp_path):
    recap = tmp_path / "rekap.xlsx"
    assert run("compute", folder, "--jobs", 1, "--recap", recap, "--quiet")[0] == 3
    assert len(openpyxl.load_workbook(recap).sheetnames) > 3


def test_only_what_is_asked_for_is_shown(run, workbooks):
    printed = workbooks / "bogorejo-2024-tercetak.xlsx"
    every = _rows(run("audit", printed, "--format", "csv")[1])
    errors = _rows(run("audit", printed, "--format", "csv", "--level", "error")[1])
    assert errors == [row for row in every if row["tingkat"] == "galat"]
    on_sheet = _rows(run("audit", printed, "--format", "csv", "--lembar", "tabel 3.9")[1])
    assert on_sheet
    assert all("Tabel 3.9!" in row["tempat"] for row in on_sheet)
    of_kind = _rows(run("audit", printed, "--format", "csv", "--kode", "jumlah-berbeda")[1])
    assert {row["kode"] for row in of_kind} == {"jumlah-berbeda"}
    assert run("audit", printed, "--quiet")[1] == ""


def _rows(out):
    return list(csv.DictReader(io.StringIO(out)))
