"""A table of a user's own goes through every verb without a line of Python: the example of docs/tabel.md."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.core.errors import FaultList, RuleError, TableError
from sakipcalc.tables import checking, specs
from sakipcalc.tables.load import standard_contents

PAGE = Path(__file__).parent.parent / "docs" / "tabel.md"
EXAMPLE = re.search(r"^```toml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)[1]
IKM, SAKIP = "Indeks Kepuasan Masyarakat", "Nilai SAKIP"
GOAL = "Meningkatnya kualitas pelayanan"
HEADS = [
    "No",
    "Indikator Kinerja",
    "Rekomendasi",
    "Target",
    "Realisasi",
    "Kategori",
    "Rencana Aksi",
    "Status",
]
#: Two recommendations on the first indicator, whose name stands once, and one on the second.
FOLLOWED = [
    [1, IKM, "Perluas loket", None, None, None, "Dua loket baru", "Selesai"],
    [2, None, "Latih petugas", None, None, None, "Pelatihan triwulan II", "Proses"],
    [3, SAKIP, "Selaraskan cascading", None, None, None, "Reviu pohon kinerja", "Belum"],
]
#: Realisasi 84 of 80 is 105 %, 63 of 70 is 90 %.
DERIVED = [(80, 84, "Sangat Baik"), (80, 84, "Sangat Baik"), (70, 63, "Baik")]
SHEETS = {
    "Tabel 2.1": [
        ["Tabel 2.1 Tujuan dan Sasaran Jangka Menengah Renstra 2021-2026"],
        [],
        [
            "No",
            "Tujuan",
            "Sasaran",
            "Indikator Kinerja",
            "Target 2023",
            "Target 2024",
            "Target 2025",
            "Target 2026",
        ],
        [1, "Tata kelola", GOAL, IKM, 79, 80, 82, 84],
        [2, None, GOAL, SAKIP, 69, 70, 72, 74],
    ],
    "Tabel 3.1": [
        ["Tabel 3.1 Skala Nilai Capaian Kinerja"],
        [],
        ["No", "Skala Nilai Capaian Kinerja", "Predikat Capaian Kinerja"],
        [1, "> 100", "Sangat Baik"],
        [2, "≥ 85 – ≤ 100", "Baik"],
        [3, "< 85", "Kurang"],
    ],
    "Tabel 3.2": [
        ["Tabel 3.2 Hasil Pengukuran Indikator Kinerja Tahun 2024"],
        [],
        ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian (%)", "Kategori"],
        [1, GOAL, IKM, 80, 84, None, None],
        [2, GOAL, SAKIP, 70, 63, None, None],
    ],
    "Tabel 4.2": [["Tabel 4.2 Tindak Lanjut Rekomendasi Tahun 2024"], [], HEADS, *FOLLOWED],
}


def write(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, ["" if value is None else value for value in row])
    return path


def rows_of(
    path: Path, sheet: str = "Tabel 4.2", first: int = 4, *, values: bool = False
) -> list[list[object]]:
    page = openpyxl.load_workbook(path, data_only=values)[sheet]
    return [list(row) for row in page.iter_rows(min_row=first, values_only=True) if any(row)]


@pytest.fixture
def folder(tmp_path) -> Path:
    """The folder of a user with the table of the page in it."""
    own = tmp_path / "tabel"
    own.mkdir()
    (own / "4.2.toml").write_text(EXAMPLE, encoding="utf-8")
    return own


@pytest.fixture
def book(tmp_path) -> Path:
    return write(tmp_path / "unit.xlsx", SHEETS)


def planted(tmp_path: Path) -> Path:
    """The workbook with a realisasi in its own table that is another one than that of Tabel 3.2."""
    rows = [[*row] for row in SHEETS["Tabel 4.2"]]
    rows[5][4] = 61
    return write(tmp_path / "salah.xlsx", {**SHEETS, "Tabel 4.2": rows})


def test_it_is_unknown_without_its_file(book):
    assert sc.read(book).find("4.2") is None


def test_it_is_read_with_the_file_of_a_user(folder, book):
    table = sc.read(book, tabel=folder).find("4.2")
    assert table.spec.nama == "Tindak Lanjut Rekomendasi"
    assert [column.spec.id for column in table.columns] == [
        "no", "indikator", "rekomendasi", "target", "realisasi", "kategori", "aksi", "status",
    ]  # fmt: skip
    assert [row.text("indikator") for row in table.rows] == [IKM, IKM, SAKIP]


@pytest.mark.parametrize("given", ["folder", "file", "mapping", "mappings"])
def test_it_may_be_given_in_any_of_these_ways(folder, book, given):
    raw = tomllib.loads(EXAMPLE)
    ways = {"folder": folder, "file": str(folder / "4.2.toml"), "mapping": raw, "mappings": [raw]}
    assert len(sc.read(book, tabel=ways[given]).find("4.2").rows) == 3


def test_it_is_computed(folder, book):
    frame = sc.compute(sc.read(book, tabel=folder)).tabel["4.2"]
    assert frame[["target", "realisasi", "kategori"]].to_numpy().tolist() == [list(row) for row in DERIVED]
    assert frame.sakip.tempat.loc[6, "kategori"] == "Tabel 4.2!F6"


def test_it_is_filled_with_live_formulas(folder, book, tmp_path):
    sc.fill(book, tmp_path / "terisi.xlsx", tabel=folder)
    formulas, shown = (rows_of(tmp_path / "terisi.xlsx", values=values) for values in (False, True))
    assert [tuple(row[3:6]) for row in shown] == DERIVED
    assert [row[4] for row in formulas] == [
        f"=IF('Tabel 3.2'!E{n}=\"\",\"\",'Tabel 3.2'!E{n})" for n in (4, 4, 5)
    ]
    assert all(
        "'Tabel 3.1'!$C$4" in row[5] and row[5].startswith("=IF(COUNT('Tabel 3.2'!F") for row in formulas
    )
    assert [row[:3] + row[6:] for row in shown] == [row[:3] + row[6:] for row in FOLLOWED]


def test_an_empty_one_gets_its_rows_from_the_measurement(folder, tmp_path):
    blank = write(tmp_path / "kosong.xlsx", {**SHEETS, "Tabel 4.2": SHEETS["Tabel 4.2"][:3]})
    report = sc.fill(blank, tmp_path / "terisi.xlsx", tabel=folder)
    assert {row.table_id for row in report.new_rows} == {"4.2"}
    shown = rows_of(tmp_path / "terisi.xlsx", values=True)
    assert [(row[1], *row[3:6]) for row in shown] == [(IKM, 80, 84, "Sangat Baik"), (SAKIP, 70, 63, "Baik")]


def test_the_facts_of_another_workbook_fill_it(folder, book, tmp_path):
    rows = SHEETS["Tabel 4.2"]
    blank = write(tmp_path / "kosong.xlsx", {**SHEETS, "Tabel 4.2": [*rows[:4], *rows[5:6]]})
    report = sc.fill(blank, tmp_path / "terisi.xlsx", data=book, tabel=folder)
    assert report.conflicts == ()
    shown = rows_of(tmp_path / "terisi.xlsx", values=True)
    assert sorted(row[2] for row in shown) == sorted(row[2] for row in FOLLOWED)
    assert {(row[2], row[7]) for row in shown} == {(row[2], row[7]) for row in FOLLOWED}


def test_a_wrong_copy_in_it_is_found(folder, book, tmp_path):
    assert not [one for one in sc.audit(sc.read(book, tabel=folder)) if one.code == "realisasi-berbeda"]
    (found,) = (
        one for one in sc.audit(sc.read(planted(tmp_path), tabel=folder)) if one.code == "realisasi-berbeda"
    )
    assert (found.actual, found.in_other_table) == (Fraction(61), Fraction(63))
    assert [f"{place.sheet}!{place.cell}" for place in found.places] == ["Tabel 4.2!E6", "Tabel 3.2!E5"]


def test_a_wrong_kategori_in_it_is_found(folder, tmp_path):
    rows = [[*row] for row in SHEETS["Tabel 4.2"]]
    rows[5][5] = "Kurang"
    wrong = write(tmp_path / "salah.xlsx", {**SHEETS, "Tabel 4.2": rows})
    (found,) = (one for one in sc.audit(sc.read(wrong, tabel=folder)) if one.code == "kategori-berbeda")
    assert (str(found.places[0]), found.actual, found.expected) == ("Tabel 4.2!F6", "Kurang", "Baik")


def test_a_caption_of_another_year_is_found(folder, tmp_path):
    rows = [["Tabel 4.2 Tindak Lanjut Rekomendasi Tahun 2022"], *SHEETS["Tabel 4.2"][1:]]
    stale = write(tmp_path / "lama.xlsx", {**SHEETS, "Tabel 4.2": rows})
    found = [one for one in sc.audit(sc.read(stale, tabel=folder)) if one.code == "tahun-judul"]
    assert [(one.actual, one.expected, one.places[0].sheet) for one in found] == [
        ("2022", "2024", "Tabel 4.2")
    ]


def test_a_blank_workbook_has_it_behind_the_table_that_it_names(folder, tmp_path):
    sc.write_template(tmp_path / "kosong.xlsx", tahun=2025, indikator=2, tabel=folder)
    blank = openpyxl.load_workbook(tmp_path / "kosong.xlsx")
    assert blank.sheetnames[blank.sheetnames.index("Tabel 4.1") + 1] == "Tabel 4.2"
    page = blank["Tabel 4.2"]
    assert page["A2"].value == "Tabel 4.2 Tindak Lanjut Rekomendasi Tahun 2025"
    assert [cell.value for cell in page[4]] == HEADS
    assert page["B5"].value == "=IF('Tabel 3.2'!C5=\"\",\"\",'Tabel 3.2'!C5)"
    assert page["E6"].value == "=IF('Tabel 3.2'!G6=\"\",\"\",'Tabel 3.2'!G6)"
    assert page["F5"].value.startswith("=IF(COUNT('Tabel 3.2'!H5)=0")
    assert (page["C5"].value, page["C5"].protection.locked, page["D5"].protection.locked) == (
        None,
        False,
        True,
    )
    assert page.row_dimensions[5].height == 36
    widths = {name: one.width for name, one in page.column_dimensions.items()}
    assert max(widths, key=widths.get) == "C"  # 40 as its file says, or as much less as the paper asks of all
    assert 30 < widths["C"] <= 41
    lists = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert lists["H5:H6"] == '"Selesai,Proses,Belum"'
    assert lists["F5:F6"] == "'Tabel 3.1'!$C$5:$C$20"
    laporan = sc.read(tmp_path / "kosong.xlsx", tabel=folder)
    assert laporan.find("4.2") is not None
    assert {one.code for one in sc.audit(laporan)} == {"belum-ada-isian"}


def test_a_blank_workbook_made_from_another_keeps_its_texts_that_last(folder, book, tmp_path):
    sc.write_template(tmp_path / "dari.xlsx", tahun=2025, data=book, tabel=folder)
    laporan = sc.read(book, tabel=folder)
    sc.write_template(tmp_path / "sama.xlsx", tahun=2025, data=laporan)
    assert (tmp_path / "dari.xlsx").read_bytes() == (tmp_path / "sama.xlsx").read_bytes()
    page = openpyxl.load_workbook(tmp_path / "dari.xlsx")["Tabel 4.2"]
    assert [page[cell].value for cell in ("C5", "C6")] == ["Perluas loket", "Selaraskan cascading"]
    assert [page[cell].value for cell in ("G5", "H5")] == [None, None]


def test_the_next_year_begins_without_what_held_for_one_year(folder, book, tmp_path):
    filled = tmp_path / "2024.xlsx"
    sc.fill(book, filled, tabel=folder)
    report = sc.roll_forward(filled, tmp_path / "2025.xlsx", tabel=folder)
    page = openpyxl.load_workbook(tmp_path / "2025.xlsx")["Tabel 4.2"]
    assert page["A1"].value == "Tabel 4.2 Tindak Lanjut Rekomendasi Tahun 2025"
    assert [page[f"C{n}"].value for n in (4, 5, 6)] == [row[2] for row in FOLLOWED]
    assert [page[f"{column}{n}"].value for column in "GH" for n in (4, 5, 6)] == [None] * 6
    assert page["E6"].value == "=IF('Tabel 3.2'!E5=\"\",\"\",'Tabel 3.2'!E5)"
    assert {str(one) for one in report.cleared} >= {"Tabel 4.2!G4", "Tabel 4.2!H6", "Tabel 3.2!E4"}
    shown = openpyxl.load_workbook(tmp_path / "2025.xlsx", data_only=True)["Tabel 4.2"]
    assert [shown[f"D{n}"].value for n in (4, 5, 6)] == [82, 82, 72]  # the targets of 2025 in Tabel 2.1
    assert not shown["E4"].value
    assert not shown["F4"].value


def test_a_report_shows_it(folder, book, tmp_path):
    sc.write_report(sc.compute(sc.read(book, tabel=folder)), tmp_path / "laporan.xlsx")
    formulas, shown = (rows_of(tmp_path / "laporan.xlsx", first=3, values=values) for values in (False, True))
    assert shown[0] == HEADS
    assert [tuple(row[3:6]) for row in shown[1:]] == DERIVED
    assert [str(row[4]).partition("!")[0] for row in formulas[1:]] == [
        "=IF('Tabel 3.2'",
        "=E5",
        "=IF('Tabel 3.2'",
    ]
    assert [row[2] for row in shown[1:]] == [row[2] for row in FOLLOWED]
    again = sc.read(tmp_path / "laporan.xlsx", tabel=folder).find("4.2")
    assert [row.text("status") for row in again.rows] == [row[7] for row in FOLLOWED]


def test_a_batch_fills_audits_and_sums_up_with_it(folder, book, tmp_path):
    planted(tmp_path)
    paths = [book, tmp_path / "salah.xlsx"]
    batch = sc.fill_many(paths, tmp_path / "hasil", jobs=1, progress=False, tabel=folder)
    assert [one.status for one in batch] == ["terisi", "terisi"]
    assert [tuple(row[3:6]) for row in rows_of(tmp_path / "hasil" / "unit.xlsx", values=True)] == DERIVED
    audited = sc.audit_many(paths, jobs=1, progress=False, tabel=folder)
    found = [one for one in audited.temuan.to_dict("records") if one["kode"] == "realisasi-berbeda"]
    assert [one["sheet"] for one in found] == ["Tabel 4.2"]
    sc.write_recap(audited, tmp_path / "rekap.xlsx")
    pages = openpyxl.load_workbook(tmp_path / "rekap.xlsx")
    shown = {value for page in pages for row in page.iter_rows(values_only=True) for value in row}
    assert "Realisasi tidak sama di semua tabel" in shown


def test_a_batch_goes_on_only_with_the_same_tables(folder, book, tmp_path):
    first = sc.fill_many(book, tmp_path / "hasil", jobs=1, progress=False, tabel=folder)
    again = sc.fill_many(book, tmp_path / "hasil", jobs=1, progress=False, resume=True, tabel=folder)
    assert [one.status for one in (*first, *again)] == ["terisi", "dilewati"]
    (folder / "4.2.toml").write_text(EXAMPLE.replace('peran = "out"', 'peran = "ref"'), encoding="utf-8")
    changed = sc.fill_many(book, tmp_path / "hasil", jobs=1, progress=False, resume=True, tabel=folder)
    assert [one.status for one in changed] == ["terisi"]


def test_every_verb_of_the_command_line_takes_it(folder, book, tmp_path, capsys):
    own, out = ["--tabel", str(folder), "--quiet"], tmp_path / "perintah"
    wrong = str(planted(tmp_path))
    assert main(["template", str(out / "kosong.xlsx"), "--tahun", "2025", *own]) == 0
    assert "Tabel 4.2" in openpyxl.load_workbook(out / "kosong.xlsx").sheetnames
    assert main(["fill", str(book), "-o", str(out / "terisi.xlsx"), *own]) == 0
    assert [tuple(row[3:6]) for row in rows_of(out / "terisi.xlsx", values=True)] == DERIVED
    assert main(["roll-forward", str(out / "terisi.xlsx"), str(out / "2025.xlsx"), *own]) == 0
    assert [row[7] for row in rows_of(out / "2025.xlsx")] == [None] * 3
    assert main(["report", str(book), "-o", str(out / "laporan.xlsx"), *own]) == 0
    assert "Tabel 4.2" in openpyxl.load_workbook(out / "laporan.xlsx").sheetnames
    assert main(["recap", wrong, "-o", str(out / "rekap.xlsx"), *own]) == 0
    capsys.readouterr()
    main(["audit", wrong, "--format", "json", *own])
    assert "Tabel 4.2" in {one["sheet"] for one in json.loads(capsys.readouterr().out)["temuan"]}
    main(["compute", str(book), "--format", "json", *own])
    told = json.loads(capsys.readouterr().out)["tabel"]["4.2"]
    assert [(row["target"], row["realisasi"], row["kategori"]) for row in told] == DERIVED
    main(["compute", str(book), "--tabel", str(folder)])
    assert "Tindak Lanjut Rekomendasi" in capsys.readouterr().out


def test_a_copy_without_names_keeps_its_headings(folder, book, tmp_path):
    copy = tmp_path / "samaran.xlsx"
    assert main(["anonim", str(book), "-o", str(copy), "--tabel", str(folder), "--quiet"]) == 0
    table = sc.read(copy, tabel=folder).find("4.2")
    assert len(table.rows) == len(FOLLOWED)
    assert table.rows[0].text("rekomendasi") != FOLLOWED[0][2]


def test_dropped_into_the_folder_of_the_package_it_needs_no_option(book, tmp_path):
    package = tmp_path / "src" / "sakipcalc"
    shutil.copytree(Path(sc.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "tables" / "4.2.toml").write_text(EXAMPLE, encoding="utf-8")
    command = [sys.executable, "-m", "sakipcalc"]
    for verb in (
        ["fill", str(book), "-o", "terisi.xlsx"],
        ["template", "kosong.xlsx", "--tahun", "2025"],
        ["report", "terisi.xlsx", "-o", "laporan.xlsx"],
    ):
        environment = {**os.environ, "PYTHONPATH": str(package.parent)}
        subprocess.run([*command, *verb], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert [tuple(row[3:6]) for row in rows_of(tmp_path / "terisi.xlsx", values=True)] == DERIVED
    for name in ("kosong.xlsx", "laporan.xlsx"):
        assert "Tabel 4.2" in openpyxl.load_workbook(tmp_path / name).sheetnames


def test_the_commands_of_the_page_run(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder.parent)
    commands = re.findall(r"^\.venv/bin/sakipcalc (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [main(command.split()) for command in commands] == [0, 0, 0]
    assert capsys.readouterr().err == ""


def test_the_page_explains_every_key():
    explained = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))
    for known in (checking._TABLE, checking._COLUMN_KEYS, checking._DERIVATION, checking._LAYOUT):
        assert set(known) <= explained


def test_the_standard_tables_pass_the_checks_of_a_user_s_file():
    faults = FaultList()
    for name, raw in standard_contents().items():
        named = {**raw, "id": raw["id"].replace("-", "")}  # the budgets of an agreement go by its name
        checking.check_table(named, name, faults)
    faults.raise_any()


BROKEN = [
    ('id = "4.2"', 'id = "3.2"', "id", "3.2", ""),
    ('id = "4.2"', 'id = "tindak lanjut"', "id", "4.2", ""),
    ('nama = "Tindak Lanjut Rekomendasi"\n', "", "nama", "wajib ada", ""),
    ('baris = "indikator"', 'baris = "indikatr"', "baris", "indikatr", "indikator"),
    ("baris_dari", "baris_dri", "baris_dri", "baris_dari", "baris_dari"),
    ('["3.2"]', '["3.22"]', "baris_dari", "3.22", "3.2"),
    ('["3.2"]', '["4.2"]', "baris_dari", "4.2 → 4.2", ""),
    ('sesudah = "4.1"', 'sesudah = "Belanj"', "templat.sesudah", "Belanj", "Belanja"),
    ("tinggi = 36", 'tinggi = "36"', "templat.tinggi", "409", ""),
    ("tinggi = 36", "tinggi = 500", "templat.tinggi", "409", ""),
    ("tinggi = 36", "baris = 0", "templat.baris", "2.000", ""),
    ("tinggi = 36", 'lembar = "Tabel [4.2]"', "templat.lembar", "Tabel 4.2", ""),
    ('["Selesai", "Proses", "Belum"]', '["Selesai, sudah"]', "kolom.status.pilihan", "koma", ""),
    ('jenis = "teks"', 'jenis = "text"', "kolom.rekomendasi.jenis", "text", "teks"),
    ("setahun = true", "setahunn = true", "kolom.aksi.setahunn", "setahun", "setahun"),
    ("wajib = true", 'wajib = "ya"', "kolom.indikator.wajib", "true / false", ""),
    ("wajib = true\n", "", "kolom", "wajib", "wajib = true"),
    ('"3.2.target"', '"3.2 target"', "kolom.target.turunan[0].salin", "3.2 target", ""),
    ('"3.2.target"', '"3.2.targt"', "kolom.target.turunan[0]", "targt", "target"),
    ('"3.2.target"', '"9.9.target"', "kolom.target.turunan[0]", "9.9", ""),
    ('"3.2.target"', '"kategori"', "kolom.target.turunan", "", ""),
    ('rumus = "kategori"', 'rumus = "katagori"', "kolom.kategori.turunan[0].rumus", "katagori", "kategori"),
    ("{ nilai =", "{ nila =", "kolom.kategori.turunan[0].masukan.nila", "nilai", "nilai"),
    ('skala = "3.1"', 'skala = "3.66"', "kolom.kategori.turunan[0].skala", "3.66", "3.6"),
    ('peran = "out"', 'peran = "in"', "kolom.kategori.peran", "", "out"),
    ('judul = ["Status", "Status Tindak Lanjut"]\n', "", "kolom.status.judul", "wajib ada", ""),
    ('cetak = "No"', 'cetak = "No {nomor}"', "kolom.no.cetak", "{tahun}", ""),
    ("tinggi = 36", 'judul = "Tabel {tahun:>99}"', "templat.judul", "{tahun}", ""),
    ("pilihan = [", "pilihan = [1, ", "kolom.status.pilihan", "satu", ""),
]


@pytest.mark.parametrize(("right", "wrong", "place", "told", "nearest"), BROKEN)
def test_what_is_wrong_in_the_file_is_said_with_its_place(folder, right, wrong, place, told, nearest):
    assert right in EXAMPLE
    broken = EXAMPLE.replace(right, wrong)
    if wrong == '"kategori"':
        broken = broken.replace('nilai = "3.2.capaian"', 'nilai = "target"')
    (folder / "4.2.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        sc.read("workbooks/bogorejo-2024.xlsx", tabel=folder)
    error = caught.value
    faults = getattr(error, "faults", (error,))
    fault = next(one for one in faults if one.values["path"] == place)
    assert fault.place.file == "4.2.toml"
    assert told in fault.message("id")
    assert nearest in fault.hint("id")
    assert fault.message("en") != fault.message("id")


def test_the_faults_of_several_files_name_their_file(folder):
    (folder / "5.1.toml").write_text('id = "5.1"\n', encoding="utf-8")
    (folder / "4.2.toml").write_text(EXAMPLE.replace('"indikator"\n', '"x"\n', 1), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        sc.read("workbooks/bogorejo-2024.xlsx", tabel=folder)
    paths = [fault.values["path"] for fault in caught.value.faults]
    assert paths == ["4.2.toml.baris", "5.1.toml.nama", "5.1.toml.baris", "5.1.toml.kolom"]


def test_what_is_no_table_file_is_refused(tmp_path):
    for path, code in ((tmp_path, "no-table-files"), (tmp_path / "tidak-ada.toml", "rules-unreadable")):
        with pytest.raises(RuleError) as caught:
            sc.read("workbooks/bogorejo-2024.xlsx", tabel=path)
        assert caught.value.code == code
    (tmp_path / "a.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(RuleError, match="TOML"):
        sc.read("workbooks/bogorejo-2024.xlsx", tabel=tmp_path)


def test_a_sheet_that_another_table_has_is_refused(tmp_path):
    raw = tomllib.loads(EXAMPLE.replace('sesudah = "4.1"', 'lembar = "Tabel 4.1"'))
    with pytest.raises(TableError) as caught:
        sc.write_template(tmp_path / "kosong.xlsx", tahun=2025, tabel=raw)
    assert caught.value.code == "sheet-twice"


def test_synonyms_reach_it_too(folder, tmp_path):
    rows = [[*row] for row in SHEETS["Tabel 4.2"]]
    rows[2][6] = "Langkah Nyata"
    book = write(tmp_path / "unit.xlsx", {**SHEETS, "Tabel 4.2": rows})
    more = {"tabel": {"4.2": {"aksi": ["Langkah Nyata"]}}}
    table = sc.read(book, tabel=folder, sinonim=more).find("4.2")
    assert [row.text("aksi") for row in table.rows] == [row[6] for row in FOLLOWED]
    assert "4.2" not in specs()


KINDS = Path(__file__).parent / "data" / "tabel"
SMALL = {"indikator": 2, "program": 1, "kegiatan": 1, "sub_kegiatan": 2}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory) -> Path:
    """A blank workbook with a table of each kind of row: tree, list, bands, several years, by quarter."""
    path = tmp_path_factory.mktemp("jenis") / "kosong.xlsx"
    sc.write_template(path, tahun=2025, tabel=KINDS, **SMALL)
    return path


def test_tables_of_every_kind_are_drawn_and_read_without_a_doubt(kinds, tmp_path):
    laporan = sc.read(kinds, tabel=KINDS)
    assert {path.stem for path in KINDS.glob("*.toml")} <= {table.id for table in laporan.tables}
    assert {one.code for one in sc.audit(laporan)} == {"belum-ada-isian"}
    report = sc.fill(kinds, tmp_path / "isi.xlsx", tabel=KINDS)
    assert (report.written, report.new_rows) == ((), ())
    assert (tmp_path / "isi.xlsx").read_bytes() == kinds.read_bytes()
    assert laporan.find("5.4").years == (2023, 2024, 2025)
    assert [column.period for column in laporan.find("PenilaianMandiri").columns if column.id == "tw"] == [
        1,
        2,
        3,
        4,
    ]
    assert [row.level for row in laporan.find("5.1").rows] == [
        "program", "kegiatan", "sub_kegiatan", "sub_kegiatan", "jumlah",
    ]  # fmt: skip


def test_their_figures_add_up_and_follow_a_scale_of_their_own(kinds, tmp_path):
    book = openpyxl.load_workbook(kinds)
    typed = {
        "Tabel 2.1": {"D6": IKM, "D7": SAKIP},
        "Tabel 2.4": {"B5": "Program A", "B6": "Kegiatan A", "B7": "Sub Kegiatan A", "B8": "Sub Kegiatan B"},
        "Tabel 5.1": {"C7": 40_000_000, "C8": 2_500_000},
        "SDM": {"B5": "Golongan III", "C5": 5, "B6": "Golongan II", "C6": 3},
        "Tabel 5.3": {"C5": "Istimewa"},
        "Tabel 5.4": {"E6": 104, "E7": 70},
    }
    for sheet, cells in typed.items():
        for cell, value in cells.items():
            book[sheet][cell] = value
    book.save(tmp_path / "isi.xlsx")
    sc.fill(tmp_path / "isi.xlsx", tmp_path / "terisi.xlsx", tabel=KINDS)
    shown = openpyxl.load_workbook(tmp_path / "terisi.xlsx", data_only=True)
    assert [shown["Tabel 5.1"][f"C{n}"].value for n in range(5, 10)] == [42_500_000] * 2 + [
        40_000_000,
        2_500_000,
    ] + [42_500_000]
    assert shown["SDM"]["C9"].value == 8
    assert [shown["Tabel 5.4"][cell].value for cell in ("F6", "F7")] == ["Istimewa", "Cukup"]


def test_a_wrong_total_of_theirs_is_found(kinds, tmp_path):
    book = openpyxl.load_workbook(kinds)
    for cell, value in {"B5": "Golongan III", "C5": 5, "B6": "Golongan II", "C6": 3, "C9": 9}.items():
        book["SDM"][cell] = value
    book.save(tmp_path / "salah.xlsx")
    found = [
        one for one in sc.audit(sc.read(tmp_path / "salah.xlsx", tabel=KINDS)) if one.code == "jumlah-berbeda"
    ]
    assert [(str(one.places[0]), one.actual, one.expected) for one in found] == [("SDM!C9", 9, 8)]


def test_the_next_year_moves_their_years_and_keeps_their_bands(kinds, tmp_path):
    book = openpyxl.load_workbook(kinds)
    book["Tabel 2.1"]["D6"] = IKM
    book["Tabel 5.4"]["D6"], book["Tabel 5.4"]["E6"], book["SDM"]["C5"] = 90, 104, 5
    book.save(tmp_path / "2025.xlsx")
    sc.fill(tmp_path / "2025.xlsx", tmp_path / "terisi.xlsx", tabel=KINDS)
    sc.roll_forward(tmp_path / "terisi.xlsx", tmp_path / "2026.xlsx", tabel=KINDS)
    page = openpyxl.load_workbook(tmp_path / "2026.xlsx")
    assert [page["Tabel 5.4"][f"{column}4"].value for column in "CDE"] == [2024, 2025, 2026]
    assert [page["Tabel 5.4"][f"{column}6"].value for column in "CDE"] == [90, 104, None]
    assert page["SDM"]["C5"].value is None
    assert page["Tabel 5.3"]["C5"].value == "Sangat Baik"


#: Headings that no standard table has, and what may stand under them.
WORDS = (
    "Catatan Reviu",
    "Bukti Dukung",
    "Penanggung Jawab",
    "Hasil Uji Petik",
    "Biaya Reviu",
    "Nilai Mandiri",
)
TYPED = st.sampled_from(
    [
        {"jenis": "teks"},
        {"jenis": "angka", "format": "0.00"},
        {"jenis": "uang", "format": "#,##0"},
        {"jenis": "persen"},
        {"jenis": "teks", "setahun": True, "pilihan": ["Ada", "Tidak"]},
    ]
)
COPIED = st.sets(st.sampled_from(["target", "realisasi", "capaian", "sumber_data"]), min_size=1)


@st.composite
def own_tables(draw) -> dict[str, object]:
    """Return a table of indicators with columns that are typed, carried over and computed."""
    typed = {f"isian_{'abcdef'[n]}": {**draw(TYPED), "judul": [word]} for n, word in enumerate(WORDS)}
    chosen = draw(st.sets(st.sampled_from(sorted(typed)), min_size=1))
    copied = {
        name: {"peran": "ref", "turunan": [{"salin": [f"3.2.{name}"]}]} for name in sorted(draw(COPIED))
    }
    labelled = {
        "peran": "out",
        "turunan": [{"rumus": "kategori", "skala": "3.1", "masukan": {"nilai": "3.2.capaian"}}],
    }
    columns = {**copied, **{name: typed[name] for name in sorted(chosen)}}
    columns |= {"kategori": labelled} if draw(st.booleans()) else {}
    order = draw(st.permutations(sorted(columns)))
    first = min(chosen)
    return {
        "id": draw(st.sampled_from(["4.2", "5.1", "9.12", "ReviuInternal"])),
        "nama": draw(st.sampled_from(["Reviu Internal", "Evaluasi atas Reviu", "Reviu {Tahap} 1"])),
        "baris": "indikator",
        "baris_dari": ["3.2"],
        "kolom": {"no": {}, "indikator": {"wajib": True}}
        | {name: columns[name] | ({"wajib": True} if name == first else {}) for name in order},
    }


@settings(max_examples=8)
@given(raw=own_tables())
def test_any_table_is_drawn_read_filled_and_found_right(raw, tmp_path_factory):
    folder = tmp_path_factory.mktemp("acak")
    sc.write_template(folder / "kosong.xlsx", tahun=2025, tabel=raw, **SMALL)
    laporan = sc.read(folder / "kosong.xlsx", tabel=raw)
    table = laporan.find(raw["id"])
    assert [column.id for column in table.columns] == list(raw["kolom"])
    assert [one.code for one in sc.audit(laporan)] == ["belum-ada-isian"]
    book = openpyxl.load_workbook(folder / "kosong.xlsx")
    book["Tabel 2.1"]["D6"], book["Tabel 2.1"]["D7"] = IKM, SAKIP
    for row, figures in enumerate(((80, 84), (70, 63)), 5):
        book["Tabel 3.2"][f"F{row}"], book["Tabel 3.2"][f"G{row}"] = figures
        book["Tabel 3.2"][f"J{row}"] = "Survei"
    book.save(folder / "isi.xlsx")
    sc.fill(folder / "isi.xlsx", folder / "terisi.xlsx", tabel=raw)
    filled = sc.compute(sc.read(folder / "terisi.xlsx", tabel=raw)).tabel[raw["id"]]
    expected = {
        "target": [80, 70], "realisasi": [84, 63], "capaian": [105, 90],
        "sumber_data": ["Survei"] * 2, "kategori": ["Sangat Baik", "Baik"],
    }  # fmt: skip
    for name in expected.keys() & raw["kolom"].keys():
        assert filled[name].tolist() == expected[name]


@pytest.mark.parametrize("kind", ["teks", "uang", "angka"])
@pytest.mark.parametrize("heading", ["Biaya Kaji Ulang", "Dana Pendamping", "Pagu Swadaya"])
def test_a_column_of_its_own_that_is_called_money_says_nothing_of_the_next(heading, kind, tmp_path):
    own = {"jenis": kind, "judul": [heading], "wajib": True}
    copied = {"peran": "ref", "turunan": [{"salin": ["3.2.capaian"]}]}
    columns = {"no": {}, "indikator": {"wajib": True}, "swadaya": own, "capaian": copied}
    raw = {"id": "6.1", "nama": "Kaji Ulang", "baris": "indikator", "baris_dari": ["3.2"], "kolom": columns}
    sc.write_template(tmp_path / "kosong.xlsx", tahun=2025, tabel=raw, **SMALL)
    table = sc.read(tmp_path / "kosong.xlsx", tabel=raw).find("6.1")
    assert [column.id for column in table.columns] == list(columns)
