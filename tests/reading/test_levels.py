"""Levels without numbering, units in captions, and tables in parts."""

from __future__ import annotations

import math

import pytest

import sakipcalc as sc

HEADER = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]
ROW = [1, "S1", "Indeks IKM", 92, 97.25, None, None]
BUDGET = ["Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"]


@pytest.fixture
def read(as_file):
    return lambda sheets: sc.read(as_file(sheets))


WORDS = [
    ["Tabel 3.9 Realisasi Anggaran Tahun 2024"], BUDGET,
    ["PROGRAM PENUNJANG", None, None, None],
    ["Kegiatan Administrasi Umum", None, None, None],
    ["Sub Kegiatan Listrik", 30, 20, None], ["Sub Kegiatan Logistik", None, 40, None],
    ["JUMLAH", None, None, None],
]  # fmt: skip
NO_KEGIATAN = [
    ["Tabel 3.9 Realisasi Anggaran Tahun 2024"], BUDGET,
    ["Program Penunjang", None, None, None], ["Listrik", None, None, None], ["Logistik", 30, 20, None],
    ["Rapat", 40, 40, None], ["JUMLAH", None, None, None],
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "levels"),
    [
        (WORDS, ["program", "kegiatan", "sub_kegiatan", "sub_kegiatan", "jumlah"]),
        (NO_KEGIATAN, ["program", "sub_kegiatan", "sub_kegiatan", "sub_kegiatan", "jumlah"]),
    ],
    ids=["words", "no kegiatan"],
)
def test_levels_do_not_hang_on_which_cells_are_filled(as_file, tmp_path, rows, levels):
    source = as_file({"Tabel 3.9": rows})
    assert [b.level for b in sc.read(source).find("3.9").rows] == levels
    report = sc.fill(source, tmp_path / "a.xlsx")
    assert report.hasil.laporan.find("3.9").rows[1].level == levels[1]
    assert report.temuan.at_least("galat") == ()
    again = sc.fill(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert (again.written, again.conflicts) == ((), ())


def test_a_leaf_without_figures_is_not_filled_with_the_sum_of_others(as_file, tmp_path):
    sc.fill(as_file({"Tabel 3.9": NO_KEGIATAN}), tmp_path / "a.xlsx")
    frame = sc.read(tmp_path / "a.xlsx").tabel["3.9"]
    assert math.isnan(frame.loc[4, "anggaran"])
    assert frame.loc[7, "anggaran"] == 70


def test_the_unit_in_a_caption_holds_for_the_money_columns(read):
    caption = "Tabel 3.9 Realisasi Anggaran (dalam ribuan rupiah)"
    rows = [
        [caption],
        ["Program / Kegiatan", "Anggaran", "Realisasi", "%"],
        ["Program A", 1500, 750, 50],
        ["JUMLAH", 1500, 750, 50],
    ]
    hasil = sc.compute(read({"Tabel 3.9": rows}))
    assert hasil.as_dict()["anggaran"]["pagu"] == 1_500_000


def test_a_table_that_goes_on_under_its_header_is_one(read):
    second = [2, "S2", "Nilai SAKIP", 70, 83.75, None, None]
    laporan = read({"x": [["Tabel 3.2"], HEADER, ROW, [], HEADER, second]})
    assert laporan.tabel["3.2"]["indikator"].tolist() == ["Indeks IKM", "Nilai SAKIP"]
    assert not laporan.temuan


def test_a_merged_area_without_any_cell_in_the_file_is_filled(tmp_path, consistent):
    """Merges of plain empty cells leave nothing in the file but the merge itself."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet, rows in consistent.items():
        page = book.create_sheet(sheet)
        for row in rows:
            page.append(row)
    page = book["Tabel 3.7"]
    for row in (4, 5):
        for col in range(3, 11):
            page.cell(row, col).value = None
    for letter in "FGHIJ":
        page.merge_cells(f"{letter}4:{letter}5")
    for at in [key for key in page._cells if key[0] in {4, 5} and key[1] >= 6]:
        del page._cells[at]
    book.save(tmp_path / "a.xlsx")
    report = sc.fill(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert sc.read(tmp_path / "b.xlsx").tabel["3.7"].loc[4, "anggaran"] == 1500
    assert len(report.hasil.efisiensi_rows) == 1
