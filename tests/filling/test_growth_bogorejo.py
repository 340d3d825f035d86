"""The real template with 15 indicators in bodies of two lines: everything below moves, what is shared stays shared."""

from __future__ import annotations

import warnings

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.cli import main

GOALS = (
    "Meningkatnya Kepuasan Masyarakat terhadap Pelayanan Kecamatan",
    "Terwujudnya birokrasi yang bersih dan akuntabel",
    "Terwujudnya Pemberdayaan Masyarakat Desa dan Kelurahan",
    "Terwujudnya Ketentraman dan Ketertiban Umum di wilayah kecamatan",
    "Terselenggaranya Pembinaan dan Pengawasan Pemerintahan Desa",
)
NAMES = (
    "Indeks IKM", "Pengaduan masyarakat yang ditindaklanjuti", "Waktu layanan administrasi kependudukan",
    "Nilai SAKIP", "Aset kecamatan yang tercatat", "Temuan pemeriksaan yang ditindaklanjuti",
    "Lembaga masyarakat aktif", "Desa dengan musrenbang tepat waktu", "Kelompok usaha desa yang dibina",
    "Gangguan ketertiban yang diselesaikan", "Patroli wilayah bersama", "Cakupan pos kamling aktif",
    "Desa dengan laporan keuangan tepat waktu", "Desa dengan APBDes tepat waktu", "Produk hukum desa yang dievaluasi",
)  # fmt: skip
TARGETS = (92, 90, 80, 70, 85, 90, 75, 80, 12, 88, 24, 70, 90, 95, 85)
RESULTS = (97.25, 88.5, 81, 83.75, 80, 91.2, 70, 82, 13, 90, 20, 66.5, 94.2, 95, 60.4)
#: Rows of the template's Tabel 3.2 before and after: the two indicators that it has come first.
FIRST = 6


def source():
    rows = [(n + 1, GOALS[n // 3], name) for n, name in enumerate(NAMES)]
    return {
        "Sampul": [["KECAMATAN BOGOREJO"], ["KABUPATEN BLORA"], ["TAHUN 2024"], ["Renstra 2021-2026"]],
        "Tabel 3.2": [
            ["Tabel 3.2 Hasil Pengukuran Indikator Kinerja"],
            ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori", "Sumber Data"],
            *([*row, t, r, None, None, "Laporan"] for row, t, r in zip(rows, TARGETS, RESULTS, strict=True)),
        ],
        "Tabel 3.7": [
            ["Tabel 3.7 Perbandingan Pencapaian Kinerja dan Anggaran"],
            ["No", "Tujuan/Sasaran", "Kinerja", None, None, "Anggaran", None, None, "Tingkat Efisiensi"],
            [None, None, "Target", "Realisasi", "% Capaian", "Anggaran (Rp)", "Realisasi (Rp)", "% Capaian", None],
            *([n, goal, *[None] * 7] for n, goal, _ in rows),
        ],
    }  # fmt: skip


@pytest.fixture
def grown(as_file, workbooks, tmp_path):
    report = sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", tmp_path / "isi.xlsx", data=as_file(source()))
    return report, load(tmp_path / "isi.xlsx"), load(tmp_path / "isi.xlsx", data_only=True)


def load(path, **options):
    with warnings.catch_warnings(action="ignore"):  # openpyxl tells of extensions that it does not know
        return openpyxl.load_workbook(path, **options)


def test_all_indicators_are_measured_in_one_table(grown):
    report, _, values = grown
    page = values["Tabel 3.2"]
    names = [page.cell(FIRST + n, 3).value for n in range(15)]
    assert sorted(names) == sorted(NAMES)
    assert [page.cell(FIRST + n, 1).value for n in range(15)] == list(range(1, 16))
    reached = {page.cell(FIRST + n, 3).value: page.cell(FIRST + n, 6).value for n in range(15)}
    expected = {name: r / t * 100 for name, t, r in zip(NAMES, TARGETS, RESULTS, strict=True)}
    assert reached == pytest.approx(expected)
    assert report.rows_by_table == {"3.2": 13, "3.7": 13}


def test_what_stands_below_moves_and_new_rows_look_like_the_others(grown, workbooks):
    _, book, _ = grown
    before, after = load(workbooks / "bogorejo-2024-kosong.xlsx")["Tabel 3.2"], book["Tabel 3.2"]
    signed = next(c for row in before.iter_rows() for c in row if c.value == "CAMAT BOGOREJO")
    assert after.cell(signed.row + 13, signed.column).value == "CAMAT BOGOREJO"
    for col in range(1, 9):
        old, new = after.cell(FIRST + 1, col), after.cell(FIRST + 9, col)
        assert [repr(new.border), repr(new.font), repr(new.alignment)] == [
            repr(old.border), repr(old.font), repr(old.alignment)
        ]  # fmt: skip
    labels = {after.cell(FIRST + n, 7).fill.start_color.rgb for n in range(15)}
    bands = {book["Tabel 3.1"].cell(row, 4).fill.start_color.rgb for row in range(5, 10)}
    assert labels <= bands
    assert len(labels) > 1


def test_a_budget_shared_by_two_rows_is_shared_by_all_and_held_against_their_mean(grown):
    _, book, values = grown
    merged = {str(area) for area in book["Tabel 3.7"].merged_cells.ranges}
    assert {"F8:F22", "G8:G22", "I8:I22"} <= merged
    page = values["Tabel 3.7"]
    mean = sum(r / t * 100 for t, r in zip(TARGETS, RESULTS, strict=True)) / 15
    spent = 2_012_796_488 / 2_130_000_000 * 100
    assert page["J8"].value == pytest.approx(mean - spent)
    assert [page.cell(8 + n, 1).value for n in range(15)] == list(range(1, 16))


def test_rows_become_high_enough_for_the_names_that_were_put_into_them(grown):
    report, book, _ = grown
    page = book["Tabel 3.2"]
    low = {n: page.row_dimensions[FIRST + n].height for n in range(15)}
    wraps = {n: len(page.cell(FIRST + n, 3).value) for n in range(15)}  # some 20 characters fit into a line
    assert {low[n] for n in (0, 1)} == {30}
    assert all(low[n] >= 12.75 * (length / 20) for n, length in wraps.items())
    assert {row.row for row in report.heightened if row.sheet == "Tabel 3.2"} == {
        FIRST + n for n in range(15) if low[n] > 30
    }


def test_charts_and_formulas_on_other_sheets_follow(grown, workbooks):
    _, book, _ = grown
    template = load(workbooks / "bogorejo-2024-kosong.xlsx")
    assert book.sheetnames == template.sheetnames
    assert len(book["Tabel 3.3"]._charts) == len(template["Tabel 3.3"]._charts)


def test_the_command_line_says_what_was_added(as_file, workbooks, tmp_path, capsys):
    path = as_file(source(), "data.xlsx")
    template = str(workbooks / "bogorejo-2024-kosong.xlsx")
    status = main(
        ["fill", template, "--data", str(path), "--temuan", "-o", str(tmp_path / "h"), "--lang", "en"]
    )
    said = " ".join(capsys.readouterr().out.split())
    assert status == 0
    assert "Rows added: 26 (26 inserted), by table: 3.2 (13), 3.7 (13)" in said
    assert "Temuan" in load(tmp_path / "h" / "bogorejo-2024-kosong.xlsx").sheetnames
    main(["fill", template, "--data", str(path), "-o", str(tmp_path / "h"), "--overwrite", "--quiet"])
    assert capsys.readouterr().out == ""
