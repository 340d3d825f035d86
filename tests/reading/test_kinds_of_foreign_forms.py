"""Kinds of forms that other hands draw, each beside one that looks like it and is not."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter

import sakipcalc as sc


def book(**sheets) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            page = made.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    return buffer.getvalue()


def codes(laporan) -> set[str]:
    return {one.code for one in laporan.temuan}


HEAD = ["No", "Indikator", "Satuan", "Target", "Realisasi", "Capaian"]


@pytest.mark.parametrize(
    ("labels", "goals"),
    [
        (["SS1", "1a-CP", "1b-N", "SS2", "2a-N"], 2),
        (["1", "1a", "1b", "2", "2a"], 2),
        (["II", "a", "b", "III", "a"], 2),
        (["1", "2", "3", "4", "5"], 0),  # two that are still to be filled in
    ],
)
def test_what_heads_others_is_told_by_its_label(labels, goals):
    figures = [(), (80, 84, 105), (60, 57, 95), (), (40, 40, 100)]
    rows = [
        [label, f"Kinerja layanan {at}", "%" if own else "", *own]
        for at, (label, own) in enumerate(zip(labels, figures, strict=True))
    ]
    table = sc.read(book(A=[["Capaian Kinerja Tahun 2024"], [], HEAD, *rows])).tables[0]
    assert len(table.rows) == 5 - goals


LAST = [
    ["No", "Indikator", "Satuan", "Realisasi Tahun Lalu", "Realisasi Tahun Ini"],
    [1, "Luas sawah", "ha", 70, 72],
]


@pytest.mark.parametrize("year", [2021, 2024])
def test_the_cover_says_which_year_this_one_is(year):
    laporan = sc.read(book(Cover=[["LAPORAN KINERJA"], [f"TAHUN {year}"]], B=[["Perbandingan"], *LAST]))
    assert {column.year for column in laporan.tables[0].columns} >= {year - 1, year}


BUDGET = ["No", "Program", "Pagu", "Realisasi", "%"]
FIRST = [
    ["1", "Program Pasar", 300_000_000, 285_000_000, 95],
    ["2", "Program Niaga", 200_000_000, 196_000_000, 98],
]


def test_a_sheet_without_a_header_goes_on_with_the_table_before():
    more = [
        ["3", "Program Ekspor", 100_000_000, 90_000_000, 90],
        ["", "Jumlah", 600_000_000, 571_000_000, 95.17],
    ]
    laporan = sc.read(book(A=[["Realisasi Anggaran 2024"], BUDGET, *FIRST], B=more))
    assert sc.compute(laporan).as_dict()["anggaran"]["pagu"] == 600_000_000
    assert "lanjutan-tanpa-kepala" in codes(laporan)


def test_other_columns_do_not_go_on_and_are_told_of():
    more = [[100_000_000, 3, "a", 5], [90_000_000, 4, "b", 6], [80_000_000, 5, "c", 7]]
    laporan = sc.read(book(A=[["Realisasi Anggaran 2024"], BUDGET, *FIRST], B=more))
    assert [table.sheet for table in laporan.tables] == ["A"]
    assert "baris-tak-dibaca" in codes(laporan)


def test_rows_behind_a_text_that_ends_the_table_are_told_of():
    rows = [[1, "Panjang jalan", "km", 80, 84, 105], ["Lain-lain"], [1, "Jembatan", "unit", 10, 9, 90]]
    laporan = sc.read(book(A=[["Capaian Kinerja Tahun 2024"], [], HEAD, *rows]))
    assert len(laporan.tables[0].rows) == 1
    assert "baris-tak-dibaca" in codes(laporan)


def tree(*lines) -> list[tuple[str, str, float]]:
    rows = [["", name, money, money, 100] for name, money in lines]
    laporan = sc.read(book(A=[["Realisasi Anggaran 2024"], [BUDGET[0], "Uraian", *BUDGET[2:]], *rows]))
    return [
        (one["uraian"], one["tingkat"], one["pagu"])
        for one in sc.compute(laporan).as_dict()["anggaran"]["rincian"]
    ]


def test_a_tree_may_add_up_below_its_parts():
    found = tree(
        ("Sub Kegiatan Data", 100e6), ("Sub Kegiatan Tagih", 200e6), ("Kegiatan Pajak", 300e6), ("Program Pajak", 300e6),
        ("Sub Kegiatan Gaji", 400e6), ("Kegiatan Kantor", 400e6), ("Program Kantor", 400e6), ("Jumlah", 700e6),
    )  # fmt: skip
    assert sum(money for _, level, money in found if level == "program") == 700e6


def test_money_that_is_said_twice_counts_once():
    """Kinds of spending that come to the total say it again."""
    found = tree(
        ("Program Pajak", 300e6), ("Program Kantor", 400e6),
        ("Belanja Barang", 400e6), ("Belanja Modal", 300e6), ("Jumlah", 700e6),
    )  # fmt: skip
    assert [name for name, *_ in found] == ["Program Pajak", "Program Kantor"]


@pytest.mark.parametrize(("printed", "read"), [((1.05, 0.95), 105), ((1.05, 0.35), 1.05)])
def test_shares_of_one_are_per_cents_where_all_rows_say_so(printed, read):
    rows = [[1, "Panjang jalan", "km", 80, 84, printed[0]], [2, "Jembatan", "unit", 20, 19, printed[1]]]
    table = sc.read(book(A=[["Capaian Kinerja Tahun 2024"], [], HEAD, *rows])).tables[0]
    assert float(table.rows[0].cells["capaian"].value) == read
