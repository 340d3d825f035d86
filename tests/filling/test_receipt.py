"""Every cell whose stored value changes is in the report, also far from any annex; and no other changes."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter

import sakipcalc as sc

ROWS = [
    ("Tabel 3.2 Hasil Pengukuran Indikator Kinerja Tahun 2024",),
    ("No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"),
    (1, "Pelayanan prima", "Indeks Kepuasan Masyarakat", 84, 87.36, None, None),
    (2, "Warga sejahtera", "Nilai SAKIP", 70, 71.5, None, None),
]
#: How long the column of numbers beside the annex is.
LONG = 300


@pytest.fixture(scope="module")
def book():
    """Return an annex, a sheet of pointers with old results, one long chain, and an array of two cells."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        page = made.add_worksheet("Tabel 3.2")
        for at, row in enumerate(ROWS):
            page.write_row(at, 0, row)
        beside = made.add_worksheet("Lain")
        beside.write_formula("A1", "='Tabel 3.2'!C3", None, "nama lama")
        beside.write_formula("A2", "='Tabel 3.2'!F3", None, 0)  # the annex gets this one now
        beside.write_formula("A3", "='Tabel 3.2'!C4", None, "Nilai SAKIP")  # is right
        beside.write_formula("A4", "=UPPER('Tabel 3.2'!C3)", None, "NAMA LAMA")  # does more than point
        beside.write("C1", "Kecamatan Bogorejo")
        for row in range(2, LONG + 2):
            beside.write_formula(f"C{row}", f'=IF(C{row - 1}="","",C{row - 1})', None, "lama")
        beside.write_array_formula("E1:E2", "{='Tabel 3.2'!D3}", None, 1)
        beside.write("E2", 1)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def filled(book):
    target = io.BytesIO()
    report = sc.fill(book, target)
    return report, values(book), values(target.getvalue())


def values(data):
    opened = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_every_cell_that_changes_is_told(filled):
    report, before, after = filled
    changed = {at for at in before.keys() | after.keys() if before.get(at) != after.get(at)}
    written = {(one.cell.place.sheet, one.cell.place.cell) for one in report.written}
    refreshed = {(one.place.sheet, one.place.cell) for one in report.refreshed}
    assert changed == written | refreshed
    assert not written & refreshed


def test_what_a_cell_stored_and_stores_now(filled):
    report, before, after = filled
    for one in report.refreshed:
        at = (one.place.sheet, one.place.cell)
        assert one.before == str(before[at])
        assert (
            one.after == pytest.approx(after[at]) if isinstance(one.after, float) else one.after == after[at]
        )
    told = {one.place.cell: one.after for one in report.refreshed if one.place.sheet == "Lain"}
    assert told["A1"] == "Indeks Kepuasan Masyarakat"
    assert told["A2"] == pytest.approx(104)
    assert "A3" not in told
    assert "A4" not in told
    assert report.refreshed_frame.columns.tolist() == ["sel", "sebelum", "sesudah"]
    assert len(report.refreshed_frame) == len(report.refreshed)


def test_a_long_chain_is_refreshed_whole(filled):
    _, _, after = filled
    assert {after["Lain", f"C{row}"] for row in range(1, LONG + 2)} == {"Kecamatan Bogorejo"}


def test_an_array_of_several_cells_keeps_what_it_stores(filled):
    report, before, after = filled
    for cell in ("E1", "E2"):
        assert after["Lain", cell] == before["Lain", cell] == 1
    assert not {"E1", "E2"} & {one.place.cell for one in report.refreshed}


def test_filling_again_refreshes_nothing(filled, book):
    first, second = io.BytesIO(), io.BytesIO()
    sc.fill(book, first)
    report = sc.fill(first.getvalue(), second)
    assert report.refreshed == ()
    assert values(first.getvalue()) == values(second.getvalue())
