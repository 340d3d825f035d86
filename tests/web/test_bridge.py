"""The bridge to programs that embed the library: bytes and JSON in, bytes and JSON out."""

from __future__ import annotations

import io
import json
import re
import zipfile
from importlib import resources
from pathlib import Path

import pytest
import xlsxwriter

import sakipcalc as sc
from sakipcalc import messages
from sakipcalc.cli import main
from sakipcalc.embedding import VERBS, perform, texts

from ..reading.locked import locked_package

ROOT = Path(__file__).parents[2]
BLANK = ROOT / "workbooks" / "bogorejo-2024-kosong.xlsx"
TYPED = ROOT / "workbooks" / "bogorejo-2024.xlsx"


def done(verb, *files, **choices):
    """Return what the bridge answers, as a program reads it."""
    reply = perform(verb, [(path.name, path.read_bytes()) for path in files], json.dumps(choices))
    return json.loads(reply.json), reply


def test_the_filled_workbook_is_that_of_the_command_line(tmp_path):
    answer, reply = done("fill", BLANK, formulas=False, on_conflict="replace")
    command = [
        "fill",
        str(BLANK),
        "-o",
        str(tmp_path / "x.xlsx"),
        "--values",
        "--on-conflict",
        "replace",
        "--quiet",
    ]
    assert main(command) == 0
    assert reply.data == (tmp_path / "x.xlsx").read_bytes()
    (filled,) = answer["daftar"]
    assert filled["sel"] == len(filled["rincian"]["terisi"])


def test_what_is_seen_of_a_workbook():
    answer, reply = done("look", BLANK)
    assert reply.data == b""
    assert answer["compute"]["entitas"]["nama"] == "Kecamatan Bogorejo"
    first = answer["compute"]["capaian"][0]
    assert (first["indikator"], first["target"], first["realisasi"]) == ("Indeks IKM", 92, 97.25)
    assert first["capaian"] == pytest.approx(97.25 / 92 * 100)
    assert answer["colours"][first["kategori"]]["fill"].startswith("#")
    assert {one["sheet"] for one in answer["tables"]} == set(answer["pictures"])
    assert all(picture.startswith("<svg") for picture in answer["pictures"].values())


def asked_about() -> bytes:
    """Return a workbook with a heading that nobody knows, and a computed column that is empty."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet("Lembar1")
        sheet.write_row("A1", ["Tabel 3.2 Pengukuran Kinerja Tahun 2027"])
        sheet.write_row("A2", ["No", "Indikator Kinerja", "Zorp", "Target", "Realisasi", "Capaian"])
        sheet.write_row("A3", [1, "Arsip dinamis tertata", "boks", 40, 38])
        sheet.write_row("A4", [2, "Pemustaka terlayani", "orang", 900, 990])
        sheet.write_row("A5", [3, "Ruang baca terpakai", "%", 75, 60])
    return buffer.getvalue()


def test_what_the_reader_asks_is_answered_by_key():
    files = [("tanya.xlsx", asked_about())]
    (question,) = json.loads(perform("look", files).json)["questions"]
    (answer,) = question["answers"]
    assert answer["key"] == "Kolom Lembar1!C2"
    assert {"satuan", "realisasi", "bukan"} <= set(answer["known"])
    settled = json.dumps({"answers": {"Kolom Lembar1!C2": "bukan"}})
    look = json.loads(perform("look", files, settled).json)
    assert look["questions"] == []
    assert [one["satuan"] for one in look["compute"]["capaian"]] == [None, None, None]


def test_an_answer_holds_for_the_next_year_too():
    files, settled = [("tanya.xlsx", asked_about())], json.dumps({"answers": {"Kolom Lembar1!C2": "bukan"}})
    made = [perform("roll-forward", files, choices) for choices in ("{}", settled)]
    codes = [{one["kode"] for one in json.loads(reply.json)["temuan"]} for reply in made]
    assert [("kolom-ditebak" in some) for some in codes] == [True, False]


def test_an_answer_decides_what_is_filled():
    files = [("tanya.xlsx", asked_about())]
    wrong = json.dumps({"answers": {"Kolom Lembar1!F2": "bukan"}})
    filled, withheld = (
        json.loads(perform("fill", files, one).json)["daftar"][0]["sel"] for one in ("{}", wrong)
    )
    assert (filled, withheld) == (3, 0)
    again = json.loads(perform("fill", files).json)["daftar"][0]["sel"]
    assert again == filled  # an answer does not stay behind with the template


def test_findings_are_those_of_the_command_line(capsys):
    answer, _ = done("look", BLANK, lang="en")
    main(["audit", str(BLANK), "--format", "json", "--lang", "en"])
    told = json.loads(capsys.readouterr().out)["temuan"]
    own = answer["compute"]["temuan"]
    assert [(one["kode"], one["pesan"], one["tempat"]) for one in own] == [
        (one["kode"], one["pesan"], one["tempat"]) for one in told
    ]
    assert {one["kode"]: one["judul"] for one in told} == answer["titles"]


@pytest.mark.parametrize(
    ("verb", "name", "sheet"),
    [
        ("findings", "bogorejo-2024-temuan.xlsx", "Temuan"),
        ("report", "bogorejo-2024-laporan.xlsx", "Kalimat"),
        ("template", "lampiran-2025.xlsx", "Tabel 3.2"),
        ("roll-forward", "bogorejo-2024-tahun-berikutnya.xlsx", "Tabel 3.2"),
        ("recap", "rekap.xlsx", None),
    ],
)
def test_every_verb_gives_a_workbook_with_a_name(verb, name, sheet):
    answer, reply = done(verb, TYPED, tahun=2025)
    assert answer["schema"] == verb
    assert reply.name == name
    openpyxl = pytest.importorskip("openpyxl")
    names = openpyxl.load_workbook(io.BytesIO(reply.data), read_only=True).sheetnames
    assert sheet is None or sheet in names


DOCUMENTED = ("fill", "findings", "report", "roll-forward", "recap")


def test_answers_are_those_of_the_contract():
    jsonschema = pytest.importorskip("jsonschema")
    answers = {verb: done(verb, TYPED, tahun=2025)[0] for verb in DOCUMENTED}
    answers |= {"compute": done("look", TYPED)[0]["compute"], "error": done("look", Path(__file__))[0]}
    for verb, answer in answers.items():
        jsonschema.validate(answer, sc.schema(verb))
        assert answer["versi"] == 1


def test_a_locked_workbook_is_read_with_its_password_and_never_filled():
    pytest.importorskip("msoffcrypto")
    files = [("kunci.xlsx", locked_package(asked_about(), "rahasia"))]
    for choices, code in (("{}", "package-encrypted"), ('{"password": "salah"}', "wrong-password")):
        assert json.loads(perform("look", files, choices).json)["galat"]["kode"] == code
    for verb in ("look", "findings", "report"):
        assert "galat" not in json.loads(perform(verb, files, '{"password": "rahasia"}').json)
    filled = perform("fill", files, '{"password": "rahasia"}')
    assert json.loads(filled.json)["galat"]["kode"] == "encrypted-not-filled"
    facts = perform("fill", [("x.xlsx", asked_about()), *files], '{"password": "rahasia"}')
    assert facts.data


def test_a_template_needs_no_workbook():
    _, reply = done("template", tahun=2025, nama="Kecamatan Bogorejo", ukuran="F4")
    assert sc.read(reply.data).entitas.nama == "Kecamatan Bogorejo"


def test_one_that_fails_is_named_in_the_recap():
    files = [("baik.xlsx", TYPED.read_bytes()), ("baik.xlsx", TYPED.read_bytes()), ("rusak.xlsx", b"PK")]
    reply = perform("recap", files)
    answer = json.loads(reply.json)
    assert len(answer["daftar"]) == 3
    assert [one["sumber"] for one in answer["daftar"] if one["galat"]] == ["rusak.xlsx"]
    with zipfile.ZipFile(io.BytesIO(reply.data)) as package:
        written = b"".join(package.read(name) for name in package.namelist()).decode(errors="replace")
    assert set(re.findall(r'Target="([^"]*)" TargetMode="External"', written)) == {
        "baik.xlsx",
        "baik%20(2).xlsx",
    }
    assert "sakipcalc-" not in written  # the folder in which they lay meanwhile


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"recap", "template"}))
def test_what_goes_wrong_is_a_sentence_of_the_library(verb, lang):
    answer = json.loads(perform(verb, [("surat.docx", b"bukan buku kerja")], json.dumps({"lang": lang})).json)
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(b"bukan buku kerja")
    assert answer["galat"]["kode"] == caught.value.code
    assert answer["galat"]["saran"] == caught.value.hint(lang)


@pytest.mark.parametrize(
    "choices",
    [
        {"on_conflict": "ask"},
        {"lang": "fr"},
        {"ukuran": "A0"},
        {"formulas": "maybe"},
        {"metode": {"batas": "x"}},
        {"metode": 5},
        {"metode": [["batas", 110]]},
        {"answers": "bukan"},
        {"password": 12},
        {"tahun": "2025"},
        {"nama": ["Dinas"]},
    ],
)
def test_choices_that_are_none_are_refused(choices):
    assert done("template", **choices)[0]["galat"]


@pytest.mark.parametrize("text", ["[]", "5", "null", "{", '"x"', "[" * 100_000, "\ud800", '{"lang": []}'])
def test_what_is_no_object_of_choices_is_refused_with_a_sentence(text):
    answer = json.loads(perform("look", [("x.xlsx", b"")], text).json)
    assert answer["galat"]["pesan"]


def test_a_choice_opens_no_file_of_the_machine(tmp_path):
    rules = tmp_path / "aturan.toml"
    rules.write_text("")
    answer, reply = done("fill", BLANK, metode={"aturan": str(rules)})
    assert answer["galat"]["kode"] == "rule-file-refused"
    assert reply.data == b""


@pytest.mark.parametrize("name", ["../../etc/x.xlsx", "C:\\lampiran\\x.xlsx", "/x.xlsx", "x.xlsx"])
def test_a_name_leads_nowhere(name):
    assert perform("fill", [(name, BLANK.read_bytes())]).name == "x-terisi.xlsx"
    (one,) = json.loads(perform("recap", [(name, TYPED.read_bytes())]).json)["daftar"]
    assert (one["sumber"], one["galat"]) == ("x.xlsx", None)


def test_choices_of_method_are_followed():
    answer, _ = done("look", BLANK, metode={"batas": "110", "skala": ""})
    assert max(one["capaian"] for one in answer["compute"]["capaian"]) == 110


def test_the_page_names_no_word_that_is_not_there():
    words = json.loads(texts())
    assert words["id"].keys() == words["en"].keys()
    page = [
        file
        for file in resources.files("sakipcalc.embedding.page").iterdir()
        if file.name.endswith((".js", ".html"))
    ]
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in page) + '"private-browser"'
    assert {code for code in words["id"] if not _named(code, scripts)} == set()


def _named(code, scripts):
    """Return whether a word is named, or put together of the name of a choice and its value."""
    name, _, value = code.rpartition("-")
    return f'"{code}"' in scripts or f"{code}:" in scripts or (name in scripts and f'"{value}"' in scripts)
