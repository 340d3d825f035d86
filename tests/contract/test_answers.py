"""Every verb answers in JSON, and what it says follows the schema that the package holds for it."""

from __future__ import annotations

import io
import json
import sys

import jsonschema
import pytest

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.contract import SCHEMAS


@pytest.fixture
def ask(capsys):
    """Run a command and return its status and its answer, which follows the schema that it names."""

    def asked(*arguments):
        status = main([*map(str, arguments), "--format", "json"])
        answer = json.loads(capsys.readouterr().out)
        jsonschema.validate(answer, sc.schema(answer["schema"]))
        return status, answer

    return asked


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_is_printed(name, capsys):
    jsonschema.Draft202012Validator.check_schema(sc.schema(name))
    assert main(["skema", name]) == 0
    assert json.loads(capsys.readouterr().out) == sc.schema(name)


def test_a_schema_that_does_not_exist_is_refused(capsys):
    assert main(["skema", "komputer"]) == 2
    assert "compute" in capsys.readouterr().err


def test_compute_tells_who_it_is_and_how_its_figures_came_about(ask, any_workbook):
    status, answer = ask("compute", any_workbook)
    assert status == 0
    assert (answer["schema"], answer["versi"], answer["sakipcalc"]) == ("compute", 1, sc.__version__)
    assert (answer["berkas"], answer["tahun"]) == (any_workbook.name, 2024)
    assert len(answer["sidik"]) == 64
    told = next(one for one in answer["penjelasan"] if one["hal"] == "capaian")
    named = {one["nama"]: (one["nilai"], one["tempat"]["cell"]) for one in told["masukan"]}
    assert named == {"realisasi": (97.25, "E6"), "target": (92, "D6")}
    assert told["aturan"]["rujukan"]
    assert told["tampil"] == "105,71"
    assert "sangat baik" in {band["label"].casefold() for one in answer["skala"] for band in one["pita"]}


def test_who_signed_is_told_with_office_name_and_nip(ask, as_file, consistent):
    below = [
        "Semarang, 3 Februari 2025",
        "KEPALA DINAS CONTOH,",
        "",
        "",
        "SITI AMINAH, S.Sos.",
        "Pembina Tk. I",
    ]
    for table in ("Tabel 3.2", "Tabel 3.9"):
        lines = [*below, "NIP. 19720314 199803 2 004"]
        consistent[table] += [[], *([None, None, None, line or None] for line in lines)]
    signed = ask("compute", as_file(consistent))[1]["penanda_tangan"]
    assert [(one["jabatan"], one["nama"], one["nip"], one["tempat"]["sheet"]) for one in signed] == [
        ("KEPALA DINAS CONTOH,", "SITI AMINAH, S.Sos.", "197203141998032004", "Tabel 3.2")
    ]


def test_a_result_that_is_there_is_told_in_json_too(ask, workbooks, tmp_path):
    (tmp_path / "ada.xlsx").write_bytes(b"")
    status, answer = ask("fill", workbooks / "bogorejo-2024.xlsx", "-o", tmp_path / "ada.xlsx")
    assert (status, answer["schema"], answer["galat"]["kode"]) == (3, "error", "output-exists")


def test_choices_tell_where_they_were_made(ask, as_file, consistent, tmp_path):
    consistent["Pengaturan"] = [["Pengaturan"], ["Pilihan", "Nilai"], ["batas", 110]]
    (tmp_path / "metode.toml").write_text("bulatkan_rerata = 2\n")

    def made(*more):
        answer = ask("compute", as_file(consistent), *more)[1]
        return {one["nama"]: (one["nilai"], one["asal"], one["tempat"]) for one in answer["pilihan"]}

    stated = made()
    assert stated["batas"] == (110, "lembar", {"sheet": "Pengaturan", "cell": "B3"})
    assert stated["turun"][1:] == ("bawaan", None)
    given = made("--metode", tmp_path / "metode.toml")
    assert given["bulatkan_rerata"] == (2, "diberikan", None)
    assert given["batas"] == (None, "bawaan", None)


def test_tables_come_as_they_were_read_when_they_are_asked_for(ask, workbooks):
    source = workbooks / "bogorejo-2024-tercetak.xlsx"
    assert ask("compute", source)[1]["isi"] is None
    answer = ask("compute", source, "--lengkap")[1]
    table = next(one for one in answer["isi"] if one["nama"] == "3.2")
    first = table["baris"][0]["isi"]
    assert first["realisasi"] == {"cell": "E6", "teks": "97,25", "nilai": 97.25}
    read = next(one for one in answer["bacaan"] if one["tabel"] == "3.2")
    assert {one["kolom"] for one in read["kolom"]} >= {"target", "realisasi", "capaian", "kategori"}
    assert read["kolom"][0]["kunci"].startswith("Kolom Tabel 3.2!A")


def test_a_folder_is_computed_as_each_of_its_workbooks_is(ask, workbooks, tmp_path):
    good = tmp_path / "a.xlsx"
    good.write_bytes((workbooks / "bogorejo-2024.xlsx").read_bytes())
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    status, answer = ask("compute", tmp_path, "--jobs", 1)
    assert (status, answer["schema"]) == (3, "compute-many")
    one, broken = answer["daftar"]
    assert one["jawaban"] == ask("compute", good)[1]
    assert (broken["galat"]["kode"], broken["jawaban"]) == ("package-broken-zip", None)


def test_audit_has_one_shape_whatever_the_number_of_workbooks(ask, workbooks, tmp_path):
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing more")
    good = workbooks / "bogorejo-2024-tercetak.xlsx"
    one, several = ask("audit", good)[1], ask("audit", good, broken)
    assert several[0] == 3
    assert one.keys() == several[1].keys()
    assert one["temuan"] == several[1]["temuan"]
    assert [row["galat"] and row["galat"]["kode"] for row in several[1]["daftar"]] == [
        None,
        "package-broken-zip",
    ]
    assert all(record["judul"] and record["file"] for record in one["temuan"])


def test_fill_says_what_it_wrote_and_a_try_writes_nothing(ask, workbooks, tmp_path):
    template = workbooks / "bogorejo-2024-kosong.xlsx"
    tried = ask("fill", template, "--coba")[1]["daftar"][0]
    assert (tried["status"], tried["tujuan"], tried["sel"]) == ("dicoba", None, 183)
    done = ask("fill", template, "-o", tmp_path / "hasil.xlsx")[1]["daftar"][0]
    assert done["rincian"]["terisi"] == tried["rincian"]["terisi"]
    capaian = sc.compute(sc.read(tmp_path / "hasil.xlsx")).capaian
    told = [
        one["nilai"]
        for one in done["rincian"]["terisi"]
        if (one["tabel"], one["kolom"]) == ("3.2", "capaian")
    ]
    assert told == pytest.approx(capaian["capaian"].tolist())


def test_the_other_verbs_answer_too(ask, workbooks, tmp_path):
    source = workbooks / "bogorejo-2024.xlsx"
    assert ask("report", source, "-o", tmp_path / "l.xlsx")[1]["tujuan"] == str(tmp_path / "l.xlsx")
    assert ask("template", tmp_path / "t.xlsx", "--tahun", 2025)[1]["tahun"] == 2025
    rolled = ask("roll-forward", source, tmp_path / "r.xlsx")[1]
    assert (rolled["dari"], rolled["ke"]) == (2024, 2025)
    recap = ask("recap", source, "-o", tmp_path / "rekap.xlsx")[1]
    assert [one["status"] for one in recap["daftar"]] == ["terisi"]
    many = ask("fill", workbooks, "-o", tmp_path / "banyak")[1]
    assert {one["rincian"] is None for one in many["daftar"]} == {True}


def test_an_error_is_an_answer(ask, tmp_path):
    status, answer = ask("compute", tmp_path / "tidak-ada.xlsx")
    assert status == 2
    assert (answer["schema"], answer["galat"]["kode"]) == ("error", "no-such-file")


def test_a_workbook_comes_in_and_goes_out_by_the_standard_streams(monkeypatch, workbooks, capsysbinary):
    content = (workbooks / "bogorejo-2024-kosong.xlsx").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert main(["fill", "-", "-o", "-"]) == 0
    written = capsysbinary.readouterr().out
    assert sc.compute(sc.read(written)).capaian["kategori"].tolist() == ["Sangat Baik"] * 2
