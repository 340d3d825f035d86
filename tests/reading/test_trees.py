"""Budget trees: in pieces on several sheets, and as their sums bear them out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from openpyxl import load_workbook

import sakipcalc as sc
from sakipcalc.model import Level
from sakipcalc.reading.hypotheses import Explained, TreeFigures, explained

JUTA = 1_000_000
CAPTION = ["Tabel 3.9 Realisasi Anggaran Tahun 2024"]
FIRST = [
    ("1", "7.01.01", "PROGRAM PENUNJANG URUSAN", 400, 280),
    ("1.1", "7.01.01.2.01", "Perencanaan dan Evaluasi", 300, 200),
    ("1.1.1", "7.01.01.2.01.01", "Penyusunan Dokumen", 300, 200),
]
SECOND = [
    ("1.2", "7.01.01.2.05", "Administrasi Umum", 100, 80),
    ("1.2.1", "7.01.01.2.05.01", "Penyediaan Alat Tulis", 100, 80),
    ("2", "7.01.02", "PROGRAM PELAYANAN PUBLIK", 500, 400),
    ("2.1", "7.01.02.2.01", "Koordinasi Pelayanan", 500, 400),
    ("2.1.1", "7.01.02.2.01.01", "Fasilitasi Perizinan", 500, 400),
]


def on_two_sheets(label, caption, last):
    heading = [label, "Program/Kegiatan/Sub Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)"]
    at = 1 if label == "Kode" else 0
    rows = [[[one[at], one[2], one[3] * JUTA, one[4] * JUTA] for one in piece] for piece in (FIRST, SECOND)]
    return {
        "Anggaran 1": [CAPTION, [], heading, *rows[0]],
        "Anggaran 2": [*([caption, []] if caption else []), heading, *rows[1], *last],
    }


@pytest.mark.parametrize("last", [[], [[None, "JUMLAH", 900 * JUTA, 680 * JUTA]]], ids=["open", "closed"])
@pytest.mark.parametrize("caption", [None, ["Lanjutan Tabel 3.9"], CAPTION], ids=["none", "lanjutan", "same"])
@pytest.mark.parametrize("label", ["Kode", "No"])
def test_a_tree_that_goes_on_on_the_next_sheet_is_one(as_file, label, caption, last):
    hasil = sc.compute(sc.read(as_file(on_two_sheets(label, caption, last))))
    assert [one.pagu.number for one in hasil.baris_program] == [400 * JUTA, 500 * JUTA]
    assert hasil.total_anggaran.pagu.number == 900 * JUTA
    program = hasil.anggaran_rows[0]
    assert [one.program for one in hasil.anggaran_rows[1:5]] == [program.uraian] * 4
    assert [one.code for one in sc.audit(hasil.laporan) if one.severity == "galat"] == []


def test_its_total_is_filled_by_a_formula_over_both_sheets(as_file, tmp_path):
    sheets = on_two_sheets("Kode", None, [[None, "JUMLAH", None, None]])
    sc.fill(as_file(sheets), output=tmp_path / "terisi.xlsx")
    formula = load_workbook(tmp_path / "terisi.xlsx")["Anggaran 2"]["C7"].value
    assert "SUM('Anggaran 1'!C6,C3,C6)" in formula


def test_a_tree_that_its_total_closed_does_not_go_on(as_file):
    sheets = on_two_sheets("Kode", CAPTION, [])
    sheets["Anggaran 1"].append([None, "JUMLAH", 400 * JUTA, 280 * JUTA])
    laporan = sc.read(as_file(sheets))
    assert [table.name for table in laporan.tables] == ["3.9"]
    assert "tabel-ganda" in [one.code for one in laporan.temuan]


def test_a_copy_is_not_a_further_piece(as_file):
    sheets = on_two_sheets("Kode", CAPTION, [])
    sheets["Anggaran 2"] = [list(row) for row in sheets["Anggaran 1"]]
    assert sc.compute(sc.read(as_file(sheets))).total_anggaran.pagu.number == 300 * JUTA


def tree(*lines):
    heading = ["No", "Uraian", "Anggaran (Rp)", "Realisasi (Rp)"]
    body = [[no, name, pagu and pagu * JUTA, real and real * JUTA] for no, name, pagu, real in lines]
    return {"Data": [CAPTION, [], heading, *body]}


def test_lines_before_the_first_programme_are_of_their_own_where_the_sums_say_so(as_file):
    lines = [
        (None, "Sasaran 1: Meningkatnya pelayanan", None, None),
        (None, "a) Koordinasi Kecamatan", 100, 50),
        (None, "b) Penyediaan Alat Tulis", 200, 150),
        ("1", "Program Pelayanan", 100, 80),
        (None, "a) Fasilitasi Umum", 100, 80),
        (None, "Jumlah", 400, 280),
    ]
    hasil = sc.compute(sc.read(as_file(tree(*lines))))
    assert hasil.total_anggaran.pagu.number == 400 * JUTA
    assert [one.code for one in sc.audit(hasil.laporan) if one.severity == "galat"] == []


def test_lines_without_a_mark_stand_where_the_sums_have_them(as_file):
    lines = [
        (None, "a) Urusan Kesatuan Bangsa", 300, 200),
        (1, "Program Wawasan Kebangsaan", 300, 200),
        (None, "Pembinaan Ideologi", 100, 50),
        (None, "Pembauran Kebangsaan", 200, 150),
        (None, "b) Urusan Kepemudaan", 100, 80),
        (2, "Program Kepemudaan", 100, 80),
        (None, "Pembinaan Pemuda", 100, 80),
        (None, "Jumlah", 400, 280),
    ]
    hasil = sc.compute(sc.read(as_file(tree(*lines))))
    assert hasil.total_anggaran.pagu.number == 400 * JUTA
    above = [one.program.split()[1] for one in hasil.anggaran_rows if one.level == "kegiatan"]
    assert above == ["Wawasan", "Wawasan", "Kepemudaan"]


def test_the_unit_between_urusan_and_programme_is_no_line_of_its_own(as_file):
    lines = [
        ("2", "Urusan Pendukung", 500, 400),
        ("2.07", "Bidang Pengawasan", 500, 400),
        (None, "Inspektorat Daerah", 500, 400),
        ("2.07.01", "Program Penunjang", 300, 250),
        ("2.07.01.2.01", "Administrasi Umum", 300, 250),
        ("2.07.02", "Program Pengawasan", 200, 150),
        ("2.07.02.2.01", "Audit Kinerja", 200, 150),
    ]
    hasil = sc.compute(sc.read(as_file(tree(*lines))))
    assert hasil.total_anggaran.pagu.number == 500 * JUTA
    assert [one.pagu.number for one in hasil.baris_program] == [300 * JUTA, 200 * JUTA]


def test_a_reading_explains_the_sums_of_parents_and_of_all():
    figures = [(Fraction(n),) for n in (3, 1, 2, 4, 7)]
    levels = [Level.PROGRAM, Level.KEGIATAN, Level.KEGIATAN, Level.PROGRAM, Level.JUMLAH]
    right = TreeFigures(figures, lambda: levels, lambda _: [None, 0, 0, None, None])
    assert explained(levels, right) == Explained(right=2, wrong=0)
    flat = TreeFigures(figures, lambda: levels, lambda _: [None] * 5)
    assert explained(levels, flat) == Explained(right=0, wrong=1)


def test_a_long_tree_without_codes_ends(as_file):
    lines = [(at, f"Penyediaan barang {at}", at + 1, 1) for at in range(1, 700)]
    hasil = sc.compute(sc.read(as_file(tree(*lines, (None, "Jumlah", 5, 5)))))
    assert hasil.total_anggaran.pagu.number is not None
