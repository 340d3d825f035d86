"""Rows in which the text that was written does not fit become higher, and no other row."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

import sakipcalc as sc

LONG = "Persentase temuan pemeriksaan Inspektorat dan BPK yang ditindaklanjuti sampai dengan akhir tahun anggaran"
HEADS = [
    "No",
    "Tujuan/Sasaran",
    "Indikator Kinerja",
    "Target",
    "Realisasi",
    "Capaian %",
    "Kategori",
    "Sumber Data",
]
SOURCE = "Laporan hasil pemeriksaan yang diterbitkan Inspektorat Kabupaten pada tahun berikutnya"
#: First row of the table's body on the sheet.
BODY = 3


def cover(book):
    page = book.add_worksheet("Sampul")
    for row, text in enumerate(("DINAS CONTOH", "TAHUN 2024", "Renstra 2021-2026")):
        page.write_string(row, 0, text)


@pytest.fixture
def data(as_file):
    rows = [[n, f"Sasaran {n}", f"{LONG} ke-{n}", 80 + n, 90, None, None, SOURCE] for n in (1, 2, 3)]
    return as_file({"Sampul": [["DINAS CONTOH"], ["TAHUN 2024"]],
                    "Tabel 3.2": [["Tabel 3.2 Hasil Pengukuran"], HEADS, *rows]}, "data.xlsx")  # fmt: skip


@pytest.fixture
def form(tmp_path):
    """Return a function that draws Tabel 3.2 with an empty body of three rows; it is told how to set them."""

    def draw(rows, *, wrap=True, merged=False, down=False):
        with xlsxwriter.Workbook(tmp_path / "form.xlsx") as book:
            cover(book)
            page, look = book.add_worksheet("Tabel 3.2"), book.add_format({"text_wrap": wrap, "border": 1})
            page.write_string(0, 0, "Tabel 3.2 Hasil Pengukuran")
            page.set_column(1, 7, 18)
            if merged:
                page.set_column(2, 2, 80)
                page.set_column(7, 8, 4)
            page.write_row(1, 0, HEADS)
            if merged:
                page.merge_range(1, 7, 1, 8, HEADS[7])
            for n in range(3):
                row = BODY - 1 + n
                if rows:
                    page.set_row(row, *rows)
                for col in range(8):
                    page.write_blank(row, col, None, look)
                if merged:
                    page.merge_range(row, 7, row, 8, None, look)
            if down:
                page.merge_range(BODY - 1, 7, BODY + 1, 7, None, look)
        return tmp_path / "form.xlsx"

    return draw


def rows_of(path):
    """Return the attributes of height of each row of the sheet, as the file has them."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read("xl/worksheets/sheet2.xml").decode()
    return {
        int(re.search(r' r="(\d+)"', tag)[1]): tuple(
            float(found[1]) if (found := re.search(rf' {name}="([^"]*)"', tag)) else None
            for name in ("ht", "customHeight")
        )
        for tag in re.findall("<row .*?>", text)
    }


def filled(form, data, tmp_path):
    report = sc.fill(form, tmp_path / "isi.xlsx", data=data)
    sc.fill(tmp_path / "isi.xlsx", tmp_path / "lagi.xlsx", data=data)
    assert (tmp_path / "lagi.xlsx").read_bytes() == (tmp_path / "isi.xlsx").read_bytes()
    return report, rows_of(tmp_path / "isi.xlsx")


def test_a_fixed_row_grows_for_the_text_written_into_it_and_stays_fixed(form, data, tmp_path):
    report, rows = filled(form((18,)), data, tmp_path)
    assert [(row.sheet, row.row, row.old_height, row.fixed) for row in report.heightened] == [
        ("Tabel 3.2", BODY + n, 18, True) for n in range(3)
    ]
    grown = {row.row: (row.new_height, 1.0) for row in report.heightened}
    assert {row: rows[row] for row in grown} == grown
    assert all(height > 4 * 15 for height, _ in grown.values())


def test_a_row_without_a_height_gets_one_that_may_be_fitted_anew(form, data, tmp_path):
    report, rows = filled(form(()), data, tmp_path)
    assert {row.fixed for row in report.heightened} == {False}
    assert all(height > 60 and not fixed for height, fixed in (rows[BODY + n] for n in range(3)))


def test_a_row_that_is_high_enough_is_left_as_it_is(form, data, tmp_path):
    report, rows = filled(form((210,)), data, tmp_path)
    assert report.heightened == ()
    assert rows[BODY] == (210, 1)


def test_hidden_rows_and_text_that_is_not_wrapped_are_left_as_they_are(form, data, tmp_path):
    assert filled(form((18, None, {"hidden": True})), data, tmp_path)[0].heightened == ()
    (tmp_path / "isi.xlsx").unlink()
    (tmp_path / "lagi.xlsx").unlink()
    assert filled(form((18,), wrap=False), data, tmp_path)[0].heightened == ()


def test_a_cell_merged_over_columns_has_the_width_of_all_of_them(form, data, tmp_path):
    """No program fits a row to merged cells: the height is fixed, and high enough for the others too."""
    report, rows = filled(form((), merged=True), data, tmp_path)
    assert {row.fixed for row in report.heightened} == {True}
    assert rows[BODY][0] > 6 * 15


def test_a_cell_merged_over_rows_is_shown_by_all_of_them_together(form, data, tmp_path):
    report, rows = filled(form((18,), wrap=True, down=True), data, tmp_path)
    only = {row.row for row in report.heightened}
    assert only == {BODY, BODY + 1, BODY + 2}
    assert sum(rows[BODY + n][0] for n in range(3)) > 12 * 15


def test_what_the_unit_had_cut_off_is_not_touched(form, data, tmp_path):
    book = openpyxl.load_workbook(form((18,)))
    page = book["Tabel 3.2"]
    for col, value in enumerate((1, "Sasaran 1", f"{LONG} ke-1", 81, 90), 1):
        page.cell(BODY, col).value = value
    book.save(tmp_path / "form.xlsx")
    report = sc.fill(tmp_path / "form.xlsx", tmp_path / "isi.xlsx")
    assert [cell.column for cell in report.written] == ["capaian", "kategori"]
    assert report.heightened == ()
