"""The command line as its users call it: what it prints, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib import resources

import jsonschema
import pytest

import sakipcalc
from sakipcalc.cli import main

SCHEMA = json.loads(
    resources.files("sakipcalc.contract").joinpath("definitions/hasil.schema.json").read_text()
)


@pytest.fixture
def run(capsys):
    def call(*arguments):
        try:
            status = main([str(a) for a in arguments])
        except SystemExit as left:
            status = left.code
        out, err = capsys.readouterr()
        return status, out, err

    return call


def test_fill_writes_into_the_folder_and_says_what_was_filled(run, workbooks, tmp_path):
    status, out, err = run("fill", workbooks / "bogorejo-2024-kosong.xlsx", "-o", tmp_path / "hasil")
    assert (status, err) == (0, "")
    assert (tmp_path / "hasil" / "bogorejo-2024-kosong.xlsx").exists()
    for shown in ("105,7", "119,6", "Sangat Baik", "101,3", "116,3", "94,5", "1,19", "18,2", "Tabel 3.2!D6"):
        assert shown in out


def test_fill_a_folder_and_go_on_after_a_broken_file(run, workbooks, tmp_path):
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "rusak.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    (folder / "~$kunci.xlsx").write_bytes(b"lock")
    good = (workbooks / "bogorejo-2024-kosong.xlsx").read_bytes()
    (folder / "baik.xlsx").write_bytes(good)
    status, _, err = run("fill", folder, "-o", tmp_path / "hasil")
    assert status == 3
    assert "rusak.xlsx" in err
    assert [p.name for p in (tmp_path / "hasil").glob("*.xlsx")] == ["baik.xlsx"]


def test_what_an_earlier_run_filled_is_not_filled_again(run, workbooks, tmp_path):
    (tmp_path / "masuk.xlsx").write_bytes((workbooks / "bogorejo-2024-kosong.xlsx").read_bytes())
    for _ in range(2):
        status, _, err = run("fill", tmp_path, "-o", tmp_path / "hasil", "--overwrite", "--quiet")
        assert (status, err) == (0, "")
    assert sorted(p.name for p in tmp_path.rglob("*.xlsx")) == ["masuk.xlsx", "masuk.xlsx"]


def test_fill_to_a_named_file(run, workbooks, tmp_path):
    status, _, _ = run(
        "fill", workbooks / "bogorejo-2024-kosong.xlsx", "-o", tmp_path / "nama.xlsx", "--quiet"
    )
    assert status == 0
    assert (tmp_path / "nama.xlsx").is_file()


def test_compute_json_follows_the_schema(run, any_workbook):
    status, out, err = run("compute", any_workbook, "--format", "json")
    result = json.loads(out)
    jsonschema.validate(result, sakipcalc.schema("compute"))
    jsonschema.validate({key: result[key] for key in SCHEMA["properties"] if key in result}, SCHEMA)
    assert (status, err) == (0, "")
    assert result["entitas"] == {
        "nama": "Kecamatan Bogorejo", "kabupaten": "Kabupaten Blora", "tahun": 2024, "renstra": [2021, 2026],
    }  # fmt: skip
    assert [round(row["capaian"], 4) for row in result["capaian"]] == [105.7065, 119.6429]
    assert [row["kategori"].casefold() for row in result["capaian"]] == ["sangat baik"] * 2
    assert result["anggaran"]["pagu"] == 2_130_000_000
    assert round(result["efisiensi"][0]["rasio"], 2) == 1.19


def test_audit_json_is_the_list_of_findings(run, workbooks):
    status, out, _ = run("audit", workbooks / "bogorejo-2024-tercetak.xlsx", "--format", "json")
    answer = json.loads(out)
    jsonschema.validate(answer, sakipcalc.schema("audit"))
    findings = answer["temuan"]
    assert status == 1
    assert {"kode": "jumlah-berbeda", "sheet": "Tabel 3.9", "cell": "C50"}.items() <= {
        **next(f for f in findings if f["kode"] == "jumlah-berbeda")
    }.items()


def test_fail_on_decides_the_exit_status(run, workbooks):
    printed = workbooks / "bogorejo-2024-tercetak.xlsx"
    assert run("audit", printed, "--fail-on", "never")[0] == 0
    assert run("audit", printed, "--fail-on", "warning")[0] == 1


def test_csv_is_one_record_a_line(run, workbooks):
    _, out, _ = run("compute", workbooks / "bogorejo-2024.xlsx", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["indikator"] for row in rows] == ["Indeks IKM", "Nilai SAKIP"]
    assert rows[0]["tempat"] == "Tabel 3.2!F6"


@pytest.mark.parametrize(("lang", "word"), [("id", "tidak ditemukan"), ("en", "was not found")])
def test_messages_speak_the_chosen_language(run, lang, word):
    status, out, err = run("compute", "tidak-ada.xlsx", "--lang", lang)
    assert (status, out) == (2, "")
    assert word in err


@pytest.mark.parametrize(
    "arguments", [(), ("cetak",), ("isi",), ("fill", "x.xlsx"), ("audit", "x.xlsx", "--format", "pdf")]
)
def test_wrong_usage_is_status_2(run, arguments):
    assert run(*arguments)[0] == 2


def test_usage_errors_speak_the_language(run):
    assert "tambahkan -o" in run("fill", "x.xlsx")[2]
    assert "add -o" in run("fill", "x.xlsx", "--lang", "en")[2]
    assert "pilihannya" in run("audit", "x.xlsx", "--format", "pdf")[2]


def test_version_and_language_before_the_verb(run, workbooks):
    assert run("--version")[1] == f"sakipcalc {sakipcalc.__version__}\n"
    audit = ("audit", workbooks / "bogorejo-2024.xlsx", "--fail-on", "never")
    assert run("--lang", "en", *audit)[1].count("  ERROR ·") == run(*audit)[1].count("  SALAH ·") == 2


@pytest.mark.parametrize("verb", ["fill", "compute", "audit"])
def test_help_of_every_command_in_both_languages(run, verb):
    indonesian, english = run(verb, "--help")[1], run(verb, "--help", "--lang", "en")[1]
    assert "bahasa pesan" in indonesian
    assert "language of the messages" in english


def test_output_is_utf8_whatever_the_console_says(workbooks):
    command = [
        sys.executable,
        "-m",
        "sakipcalc",
        "audit",
        workbooks / "bogorejo-2024-tercetak.xlsx",
        "--format",
        "json",
    ]
    done = subprocess.run(
        command, capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": "cp1252"}
    )
    assert done.returncode == 1
    told = [record["pesan"] for record in json.loads(done.stdout.decode("utf-8"))["temuan"]]
    assert any("“Indeks IKM”" in one for one in told)


@pytest.mark.skipif(os.name != "posix", reason="pipes break the POSIX way")
def test_a_reader_that_leaves_early_is_no_fault(workbooks):
    command = [
        sys.executable,
        "-m",
        "sakipcalc",
        "audit",
        workbooks / "bogorejo-2024-tercetak.xlsx",
        "--format",
        "json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        assert writer.stdout.read(1) == b"{"
        writer.stdout.close()
        assert writer.stderr.read() == b""


def test_every_verb_takes_the_choices_of_the_workbook(run, as_file, consistent, tmp_path):
    consistent["Pengaturan"] = [["Batas", 110]]
    path = as_file(consistent)
    assert json.loads(run("compute", path, "--format", "json")[1])["capaian"][1]["capaian"] == 110
    findings = json.loads(run("audit", path, "--format", "json")[1])["temuan"]
    assert [f["seharusnya"] for f in findings if f["cell"] == "G4" and f["sheet"] == "Tabel 3.2"] == [110]
    run("fill", path, "-o", tmp_path / "hasil", "--quiet")
    assert sakipcalc.compute(sakipcalc.read(tmp_path / "hasil" / path.name)).metode.batas == 110


def test_one_name_for_many_results_is_refused(run, workbooks, tmp_path):
    files = [workbooks / f"bogorejo-2024{end}.xlsx" for end in ("", "-kosong")]
    status, _, err = run("fill", *files, "-o", tmp_path / "satu.xlsx")
    assert status == 2
    assert "satu.xlsx" in err


def test_an_answer_on_the_command_line_settles_what_was_asked(run, tmp_path):
    import xlsxwriter

    path = tmp_path / "arsip.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Lembar1")
        sheet.write_row(0, 0, ["Tabel 3.2 Pengukuran Kinerja Tahun 2027"])
        sheet.write_row(1, 0, ["No", "Indikator Kinerja", "Zampa", "Target", "Realisasi", "Capaian (%)"])
        sheet.write_row(2, 0, [1, "Arsip tertata", 7, 40, 38, 95])
    status, out, _ = run("compute", path, "--format", "json", "--jawab", "Kolom Lembar1!C2=target",
                         "--jawab", "Kolom Lembar1!D2=bukan")  # fmt: skip
    assert status == 0
    assert json.loads(out)["capaian"][0]["target"] == 7
    other = tmp_path / "arsip-2.xlsx"
    other.write_bytes(path.read_bytes())
    status, out, _ = run("compute", path, other, "--format", "json", "--jobs", "1", "-q",
                         "--jawab", "Kolom [arsip.xlsx]Lembar1!C2=target", "--jawab", "Kolom Lembar1!B2=indikator")  # fmt: skip
    assert status == 0
    assert [one["jawaban"]["capaian"][0]["target"] for one in json.loads(out)["daftar"]] == [7, 40]
    assert run("compute", path, "--jawab", "Kolom")[0] == 2
