"""Headings above groups of rows, and what only looks like one."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

import sakipcalc as sc

CAPTION = ["Tabel 3.2 Hasil Pengukuran Indikator Kinerja Tahun 2024"]
HEAD = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]
ONE, TWO = [1, "Sasaran A", "Indeks kepuasan", 84, 80], [2, "Sasaran B", "Nilai SAKIP", 70, 71]


def book(*rows) -> bytes:
    """A sheet; a text in place of a row is merged over the table, a pair (indent, text) from that column on."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        page = made.add_worksheet("Tabel 3.2")
        for at, row in enumerate(rows):
            if isinstance(row, list):
                page.write_row(at, 0, row)
            else:
                first, text = row if isinstance(row, tuple) else (0, row)
                page.merge_range(at, first, at, len(HEAD) - 1, text)
    return buffer.getvalue()


def numbers(*rows) -> list[int]:
    """The rows of the sheet that are read as rows of the table."""
    table = sc.read(book(CAPTION, [], HEAD, *rows)).tables[0]
    return [row.number for row in table.rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["Sasaran 1: a", ONE, "Sasaran 2: b", TWO], [5, 7]),
        ([["Sasaran 1: a"], ONE, ["Sasaran 2: b"], TWO], [5, 7]),
        ([(1, "Sasaran 1: a"), ONE, (1, "Sasaran 2: b"), TWO], [5, 7]),
        (["Sasaran Strategis", ONE, TWO], [5, 6]),  # known words are no second row of headings
        (["Visi", "Misi 1", "Tujuan 1", "Sasaran 1: a", ONE, "Sasaran 2: b", TWO], [8, 10]),
        (["Sasaran 1: a", [], ONE, [], "Sasaran 2: b", [], TWO], [6, 10]),
        (["Sasaran 1: a", ["IKU 1", *ONE[1:]], "Sasaran 2: b", ["IKU 2", *TWO[1:]]], [5, 7]),
        ([["Sasaran 1: a"], ONE, ["", "Jumlah", "", 84], ["Sasaran 2: b"], TWO, ["", "Jumlah", "", 70]], [5, 6, 8, 9]),
    ],
)  # fmt: skip
def test_groups_under_headings(rows, expected):
    assert numbers(*rows) == expected


@pytest.mark.parametrize(
    "below",
    [
        [["Anggaran per program"], [1, "Program A", "APBD", 1000, 900]],
        ["Anggaran per program", [1, "Program A", "APBD", 1000, 900]],
        [[], ["Analisis"], ["1.", "Capaian Sasaran A", "baik sekali"]],
        [["Disahkan oleh"], ["", "Ketua Tim", "Anggota"]],
        [["Permasalahan dan solusi"], ["No", "Permasalahan", "Solusi", "Waktu"], [1, "Jaringan", "Genset", 2025]],
    ],
)  # fmt: skip
def test_what_comes_below_a_table_without_groups(below):
    assert numbers(ONE, TWO, *below) == [4, 5]


def test_a_heading_in_the_column_of_labels_is_the_label():
    head = ["Sasaran", *HEAD[2:]]
    rows = [head, "Tata kelola", ["", "Nilai SAKIP", 70], "Pelayanan", ["", "IKM", 84], ["", "Waktu", 5]]
    table = sc.read(book(CAPTION, [], *rows)).tables[0]
    assert [row.text("tujuan_sasaran") for row in table.rows] == ["Tata kelola", "Pelayanan", "Pelayanan"]
    assert [row.number for row in table.rows] == [5, 7, 8]


def test_labels_do_not_go_on_below_a_heading():
    rows = ["Sasaran 1: a", ONE, "Sasaran 2: b", [2, "", *TWO[2:]]]
    table = sc.read(book(CAPTION, [], HEAD, *rows)).tables[0]
    assert [row.text("tujuan_sasaran") for row in table.rows] == ["Sasaran A", ""]


@pytest.mark.parametrize("second", ["Sasaran", "No"])
def test_a_header_whose_second_row_has_one_word(second):
    at = 0 if second == "No" else 1
    first = ["", *HEAD[1:]] if second == "No" else ["", "Tujuan /", *HEAD[2:]]
    under = [second] if at == 0 else ["", second]
    table = sc.read(book(CAPTION, [], first, under, ONE, TWO)).tables[0]
    assert [row.number for row in table.rows] == [5, 6]


def test_a_new_row_comes_under_the_heading_of_its_label(tmp_path):
    template = book(CAPTION, [], HEAD, "Sasaran 1: a", ONE[:3], "Sasaran 2: b", TWO[:3])
    more = [[2, "Sasaran A", "Waktu layanan", 5, 4], [3, "Sasaran B", "Temuan", 3, 2]]
    facts = book(CAPTION, [], HEAD, ONE, more[0], TWO, more[1])
    filled, again = io.BytesIO(), io.BytesIO()
    sc.fill(template, filled, data=facts)
    table = sc.read(filled.getvalue()).tables[0]
    assert [(row.number, row.text("indikator")) for row in table.rows] == [
        (5, "Indeks kepuasan"), (6, "Waktu layanan"), (8, "Nilai SAKIP"), (9, "Temuan"),
    ]  # fmt: skip
    assert table.group_lines == (4, 7)
    sc.fill(filled.getvalue(), again, data=facts)
    assert filled.getvalue() == again.getvalue()


def test_a_table_that_stands_there_twice_is_filled_once():
    twice = book(HEAD, ONE, [], HEAD, ONE)
    filled, again = io.BytesIO(), io.BytesIO()
    report = sc.fill(twice, filled)
    assert {cell.cell.row for cell in report.written} == {2}
    assert sc.fill(filled.getvalue(), again).written == ()
