"""`sakipcalc fill FOLDER...` as its users call it, and the three lines of Python."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pandas as pd
import pytest

from sakipcalc.cli import main


@pytest.fixture
def run(capsys):
    def call(*arguments):
        status = main([str(a) for a in arguments])
        return status, *capsys.readouterr()

    return call


def test_a_folder_is_summed_up_and_failures_are_told_on_standard_error(run, units, tmp_path):
    folder = units("a.xlsx", "kec/b.xlsx")
    (folder / "rusak.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "~$a.xlsx").write_bytes(b"")
    status, out, err = run("fill", folder, "-o", tmp_path / "hasil", "--jobs", 1)
    assert status == 3
    assert out.splitlines()[0] == "3 berkas: 2 terisi, 1 gagal"
    assert f"Dilewati: {folder / '~$a.xlsx'} (penanda berkas yang sedang dibuka)" in out
    assert f"sakipcalc: “{folder / 'rusak.xlsx'}” rusak" in err
    assert "→ Minta kirim ulang" in err
    _, out, _ = run("fill", folder, "-o", tmp_path / "hasil", "--jobs", 1, "--resume")
    assert out.splitlines()[0] == "3 berkas: 2 tidak berubah sejak pengisian lalu, 1 gagal"
    assert run("fill", folder, "-o", tmp_path / "in", "--jobs", 1, "--lang", "en")[1].startswith(
        "3 files: 2 filled, 1 failed\n"
    )


def test_all_well_is_status_0_and_quiet_says_nothing(run, units, tmp_path):
    folder = units("a.xlsx", "b.xlsx")
    assert run("fill", folder, "-o", tmp_path / "hasil", "--jobs", 1, "--quiet") == (0, "", "")
    (tmp_path / "hasil" / "a.xlsx").write_bytes(b"milik orang")
    status, out, err = run("fill", folder, "-o", tmp_path / "hasil", "--jobs", 1, "--quiet")
    assert (status, out) == (3, "")
    assert "tidak ditimpa" in err


def test_nothing_readable_or_wrong_choices_are_status_2(run, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "b.xlsx").write_bytes(b"")
    files = ("fill", tmp_path / "a.xlsx", tmp_path / "b.xlsx", "-o", tmp_path / "hasil")
    assert run(*files, "--jobs", 1)[0] == 2
    status, _, err = run(*files, "--jobs", 0)
    assert status == 2
    assert "1 atau lebih" in err
    (tmp_path / "sinonim.toml").write_text('["9.9"]\n')
    for verb in (files, ("recap", tmp_path, "-o", tmp_path / "rekap.xlsx")):
        for name in ("sinonim.toml", "tidak-ada.toml"):
            assert run(*verb, "--sinonim", tmp_path / name)[0] == 2


def test_tables_of_all_units_are_written_on_request(run, units, tmp_path):
    folder = units("a.xlsx", "b.xlsx")
    run("fill", folder, "-o", tmp_path / "hasil", "--jobs", 1, "--tables", tmp_path / "tabel")
    table = pd.read_csv(tmp_path / "tabel" / "unit.csv")
    assert list(table["nama"]) == ["Dinas Contoh A", "Dinas Contoh B"]
    assert list(table["capaian_kinerja"].round(3)) == [107.619, 108.214]


def test_a_batch_of_one_file_goes_to_a_folder(run, units, tmp_path):
    one = units("a.xlsx") / "a.xlsx"
    status, _, err = run("fill", one, "-o", tmp_path / "nama.xlsx", "--resume")
    assert status == 2
    assert "nama.xlsx" in err
    assert run("fill", one, "-o", tmp_path / "hasil", "--resume", "--jobs", 1)[0] == 0


def test_a_recap_of_all_units_is_written_on_request(run, units, tmp_path):
    folder, recap = units("a.xlsx", "b.xlsx"), tmp_path / "rekap.xlsx"
    command = ("fill", folder, "-o", tmp_path / "hasil", "--jobs", 1, "--recap", recap)
    status, out, err = run(*command)
    assert (status, err) == (0, "")
    assert str(recap) in out.replace("\n", "")
    units_sheet = pd.read_csv(tmp_path / "rekap-tabel" / "unit.csv")
    assert list(units_sheet["nama"]) == ["Dinas Contoh A", "Dinas Contoh B"]
    assert zipfile.is_zipfile(recap)
    status, _, err = run(*command)
    assert status == 2
    assert "rekap.xlsx” sudah ada" in err
    assert run(*command, "--resume")[0] == 0


def test_three_lines_without_a_guard_fill_a_folder(units, tmp_path):
    """A script that starts processes usually has to ask whether it is the main module; not this one."""
    units("a.xlsx", "b.xlsx", "c.xlsx")
    script = tmp_path / "tiga-baris.py"
    script.write_text(
        "import sakipcalc as sc\n"
        "batch = sc.fill_many('masuk', 'hasil', jobs=2)\n"
        "print(batch.units['nama'].tolist())\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, script.name], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == "['Dinas Contoh A', 'Dinas Contoh B', 'Dinas Contoh C']\n"
    assert done.stderr == ""


def test_the_worker_of_a_batch_imports_only_what_filling_needs():
    code = (
        "import sys, sakipcalc.batch.work; "
        "print(sorted({'pandas', 'openpyxl', 'rich', 'xlsxwriter', 'pyarrow', 'fsspec'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_the_progress_bar_counts_rate_and_failures(capsys, monkeypatch):
    from sakipcalc.batch.run import bar

    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with bar(2, "en") as step:
        step("gagal", 1, 2)
        step("terisi", 2, 2)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "1 failed" in shown.err
    assert "2/2" in shown.err
    monkeypatch.delenv("FORCE_COLOR")
    with bar(1, "en") as step:
        step("terisi", 1, 1)
    assert capsys.readouterr() == ("", "")
