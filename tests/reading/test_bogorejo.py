"""The annexes of Kecamatan Bogorejo, read: every table of the three workbooks, each figure in its cell."""

from __future__ import annotations

import math
import warnings

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.tables import specs

#: Rows of each table, counted in the report.
ROWS = {
    "2.1": 4, "2.2": 2, "2.3": 4, "2.4": 53, "PK Camat": 3, "PK Camat program": 6, "3.1": 5, "3.2": 2,
    "3.3": 2, "3.4": 2, "3.5": 2, "3.6": 3, "3.7": 2, "3.8": 6, "3.9": 45, "Belanja": 3, "4.1": 2,
}  # fmt: skip

#: Figures of the report by table, row of the printed sheet and column.
FACTS = [
    ("2.1", 6, "target_2022", 87), ("2.1", 8, "target_2026", 72), ("2.1", 9, "target_2024", 100),
    ("2.3", 6, "target", 91), ("2.3", 8, "target", 79),
    ("2.4", 10, "anggaran", 2_800_000), ("2.4", 12, "anggaran", 1_530_000_000),
    ("2.4", 18, "anggaran", 44_439_000), ("2.4", 43, "anggaran", 16_070_000),
    ("PK Camat", 5, "target", 79), ("PK Camat", 7, "target", 91),
    ("PK Camat program", 10, "anggaran", 2_220_960_000),
    ("3.2", 6, "realisasi", 97.25), ("3.2", 7, "realisasi", 83.75), ("3.2", 6, "target", 92),
    ("3.3", 7, "realisasi_2022", 87.53), ("3.3", 8, "realisasi_2023", 78.9),
    ("3.9", 10, "realisasi", 1_421_414_021), ("3.9", 26, "realisasi", 76_618_944),
    ("3.9", 28, "anggaran", 10_047_589), ("3.9", 29, "realisasi", 98_383_000),
    ("Belanja", 5, "realisasi", 1_421_414_021), ("Belanja", 7, "realisasi", 34_642_958),
]  # fmt: skip

#: Printed results, which the template lacks.
RESULTS = [
    ("3.2", 6, "capaian", 105.7), ("3.3", 7, "capaian_2022", 100.61), ("3.3", 8, "capaian_2023", 114),
    ("3.4", 8, "kemajuan", 116.3), ("3.7", 8, "serapan", 94.5), ("3.7", 9, "efisiensi", 1.19),
    ("3.9", 50, "anggaran", 2_130_000_000), ("3.9", 50, "realisasi", 2_012_796_488),
    ("3.9", 8, "serapan", 98.2),
]  # fmt: skip


@pytest.fixture(scope="module")
def laporan(any_workbook):
    return sc.read(any_workbook)


@pytest.mark.parametrize("table", ROWS)
def test_every_table_is_read_with_all_its_rows(laporan, table):
    assert len(laporan.tabel[table]) == ROWS[table]


def test_every_official_has_a_perjanjian_kinerja(laporan):
    officials = {t.pejabat for t in laporan.tables if t.id == "PK"}
    assert len(officials) == 8


@pytest.mark.parametrize(("table", "row", "column", "figure"), FACTS)
def test_facts_are_the_figures_of_the_report(laporan, table, row, column, figure):
    assert laporan.tabel[table].loc[row, column] == figure


@pytest.mark.parametrize(("table", "row", "column", "figure"), RESULTS)
@pytest.mark.parametrize("name", ["-tercetak", ""])
def test_printed_results_are_kept(workbooks, name, table, row, column, figure):
    laporan = sc.read(workbooks / f"bogorejo-2024{name}.xlsx")
    assert laporan.tabel[table].loc[row, column] == figure


def test_every_value_knows_its_cell(laporan):
    places = laporan.tabel["3.2"].sakip.tempat
    assert places.loc[6, "realisasi"] == "Tabel 3.2!E6"
    assert laporan.tabel["3.7"].sakip.tempat.loc[9, "anggaran"] == "Tabel 3.7!F8"


def test_a_predicate_stays_a_word(laporan):
    frame = laporan.tabel["PK Camat"]
    assert frame.sakip.teks.loc[6, "target"] == "WBK"
    assert math.isnan(frame.loc[6, "target"])


def test_columns_of_numbers_are_numbers_and_keep_what_was_typed(laporan):
    frame = laporan.tabel["3.9"]
    assert frame.dtypes[["anggaran", "realisasi", "serapan"]].tolist() == ["float64"] * 3
    assert frame.loc[10, "realisasi"] == 1_421_414_021
    assert frame.isna().to_numpy()[frame.sakip.teks == "-"].all()
    assert frame.sakip.kolom.loc["anggaran", "satuan"] == "Rp"
    assert "teks" in repr(frame.sakip)
    assert "Anggaran" in frame.sakip._repr_html_()


def test_unit_year_and_renstra(laporan):
    entity = laporan.entitas
    assert (entity.nama, entity.kabupaten) == ("Kecamatan Bogorejo", "Kabupaten Blora")
    assert (entity.tahun, entity.renstra) == (2024, (2021, 2026))


def test_levels_of_the_budget_tree(laporan):
    levels = {row.number: row.level for row in laporan.find("3.9").rows}
    assert [levels[r] for r in (6, 7, 8, 30, 33, 36, 50)] == [
        "program", "kegiatan", "sub_kegiatan", "program", "program", "sub_kegiatan", "jumlah",
    ]  # fmt: skip
    counts = {level: list(levels.values()).count(level) for level in set(levels.values())}
    assert counts == {"program": 7, "kegiatan": 12, "sub_kegiatan": 25, "jumlah": 1}


def test_levels_of_tabel_24_without_codes(laporan):
    rows = laporan.find("2.4").rows
    leaves = [r.number for r in rows if r.level == "sub_kegiatan"]
    assert sum(r.cells["anggaran"].value or 0 for r in rows if r.number in leaves) == 2_129_999_000
    assert {r.level for r in rows if not r.text("anggaran")} <= {"unit", "program", "kegiatan"}


def test_the_only_finding_of_reading_is_the_cell_with_many_quantities(laporan):
    assert [(t.code, str(t.places[0])) for t in laporan.temuan] == [
        ("beberapa-angka", "PK Kasubag Program!D7")
    ]


def test_each_table_of_the_workbook_is_recognised_once(laporan):
    names = [t.name for t in laporan.tables]
    assert len(names) == len(set(names))
    assert {t.id for t in laporan.tables} == set(specs()) - {"Triwulan"}  # the report has no quarters


def test_nothing_that_the_report_prints_is_passed_over(workbooks):
    """Every cell is a value of a table, part of a header, a line above the first table, or a signature."""
    path = workbooks / "bogorejo-2024-tercetak.xlsx"
    laporan = sc.read(path)
    tables = laporan.tables
    values = {(s.place.sheet, s.place.cell) for t in tables for r in t.rows for s in r.cells.values()}
    headers = {(t.sheet, row) for t in tables for row in range(t.top, t.body)}
    first = {t.sheet: t.top for t in reversed(tables)}
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(path)
    passed_over = [
        (sheet.title, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
        and (sheet.title, cell.coordinate) not in values
        and (sheet.title, cell.row) not in headers
        and cell.row >= first.get(sheet.title, cell.row + 1)
    ]
    assert passed_over == [("Tabel 3.9", "Blora, 3 Februari 2024"), ("Tabel 3.9", "CAMAT BOGOREJO")]
    assert [(t.code, str(t.places[0])) for t in laporan.temuan] == [
        ("beberapa-angka", "PK Kasubag Program!D7")
    ]
