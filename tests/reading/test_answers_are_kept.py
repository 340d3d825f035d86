"""Answers to the reader's questions: from the Metode, for several workbooks, and kept in the filled workbook."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

import sakipcalc as sc

#: Two headings that nobody knows: which of them is the realisasi, and which the capaian?
_ROWS = (
    ("Tabel 3.2 Pengukuran Kinerja Tahun 2024",),
    (),
    ("No", "Indikator Kinerja", "Satuan", "Target", "Zzzz", "Wkwk"),
    (1, "Indeks mutu layanan", "Indeks", 80, 60, None),
    (2, "Dokumen terbit", "Dokumen", 40, 30, None),
)
_ANSWERS = {"Kolom Data!E3": "realisasi", "Kolom Data!F3": "capaian"}


def _made(path, *, settings=False):
    book = Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in _ROWS:
        sheet.append(row)
    if settings:
        own = book.create_sheet("Pengaturan")
        for row in (("Pengaturan", "Nilai", "Arti"), ("desimal", 1, "angka di belakang koma")):
            own.append(row)
    book.save(path)
    return path


def _settings(data):
    sheet = load_workbook(io.BytesIO(data))["Pengaturan"]
    return {row[0].value: row[1].value for row in sheet.iter_rows()}


def test_an_answer_is_kept_on_the_sheet_pengaturan(tmp_path):
    path = _made(tmp_path / "a.xlsx", settings=True)
    out = tmp_path / "b.xlsx"
    sc.fill(path, out, jawab=_ANSWERS)
    assert _settings(out.read_bytes()).items() >= {**_ANSWERS, "desimal": 1}.items()
    assert sc.compute(out).capaian["capaian"].tolist() == [75.0, 75.0]  # and nobody is asked again
    again = tmp_path / "c.xlsx"
    assert len(sc.fill(out, again, jawab=_ANSWERS).written) == 0
    assert _settings(again.read_bytes()) == _settings(out.read_bytes())


def test_an_answer_that_changed_takes_the_place_of_the_old_one(tmp_path):
    path, out, again = _made(tmp_path / "a.xlsx", settings=True), tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    sc.fill(path, out, jawab={"Kolom Data!E3": "bukan"})
    sc.fill(out, again, jawab=_ANSWERS)
    assert _settings(again.read_bytes())["Kolom Data!E3"] == "realisasi"


def test_an_answer_is_kept_on_a_sheet_pengaturan_that_is_added(tmp_path):
    out = tmp_path / "b.xlsx"
    sc.fill(_made(tmp_path / "a.xlsx"), out, jawab=_ANSWERS, pengaturan=True)
    assert _settings(out.read_bytes()).items() >= _ANSWERS.items()


def test_the_metode_may_answer(tmp_path):
    (tmp_path / "metode.toml").write_text('[jawab]\n"Kolom Data!E3" = "realisasi"\n', encoding="utf-8")
    metode = sc.Metode.from_toml(tmp_path / "metode.toml")
    assert sc.compute(_made(tmp_path / "a.xlsx"), metode).capaian["capaian"].tolist() == [75.0, 75.0]


@pytest.mark.parametrize(("key", "both"), [("Kolom Data!E3", True), ("Kolom [a.xlsx]Data!E3", False)])
def test_an_answer_holds_for_every_workbook_or_for_the_one_that_it_names(tmp_path, key, both):
    paths = [_made(tmp_path / name) for name in ("a.xlsx", "b.xlsx")]
    found = [sc.read(path, jawab={key: "realisasi"}).tables[0] for path in paths]
    named = ["realisasi" in {column.id for column in table.columns if column.score > 1} for table in found]
    answered = [bool(table.rows[0].cells.get("realisasi")) for table in found]
    assert answered[0]
    assert answered[1] == both or named == [True, both]
