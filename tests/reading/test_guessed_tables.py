"""Tables of which only some columns fit, as applications export them: read, asked about, never dropped."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

import sakipcalc as sc
from sakipcalc.embedding.looking import shown

TITLE = ["LAPORAN KINERJA DINAS PERPUSTAKAAN TAHUN 2027"]
NAMES = ["Arsip dinamis tertata", "Pemustaka terlayani", "Ruang baca terpakai"]
UNITS = ["boks", "orang", "%"]


def book(*rows, merges=(), settings=()):
    """Return a workbook of rows; `merges` are ranges with their text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Data")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)
        for first, text in merges:
            sheet.merge_range(first, text)
        if settings:
            told = made.add_worksheet("Pengaturan")
            for r, row in enumerate(settings):
                told.write_row(r, 0, row)
    return buffer.getvalue()


BUDGET = [
    TITLE,
    [],
    ["NO", "NAMA PROGRAM", "ANGGARAN", "REALISASI", "EFISIENSI", "STATUS", "VERIFIKASI", "AKSI"],
    [1, "Program Pembinaan Perpustakaan", 250_000_000, 240_000_000],
    [2, "Program Pengelolaan Arsip", 120_000_000, 90_000_000],
    [3, "Program Perlindungan Arsip", 80_000_000, 78_000_000],
]


MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Ags", "Sep", "Okt", "Nov", "Des"]
PLAN = [
    TITLE,
    [],
    ["No", "Indikator", "Target", "Satuan", *MONTHS, "Opsi"],
    *(
        [at, name, 120 * at, unit, *[10 * at] * 12]
        for at, (name, unit) in enumerate(zip(NAMES, UNITS, strict=True), 1)
    ),
]


def test_columns_of_an_office_s_own_cost_confidence_and_not_the_table():
    spending = sc.read(book(*BUDGET)).tabel["3.9"]
    assert list(spending["realisasi"]) == [240_000_000, 90_000_000, 78_000_000]
    laporan = sc.read(book(*PLAN))
    assert list(laporan.tabel["2.3"]["target"]) == [120, 240, 360]
    (question,) = laporan.temuan.with_code("tabel-ditebak")
    assert question.places[0].cell == "A3"
    assert "2.3" in question.message("id")
    assert "“Tabel Data!A3”" in question.hint()


@pytest.mark.parametrize("how", ["given", "on the sheet"])
def test_whether_it_is_that_table_may_be_answered(how):
    def read(answer):
        if how == "given":
            return sc.read(book(*PLAN), jawab={"Tabel Data!A3": answer})
        return sc.read(book(*PLAN, settings=[["Tabel Data!A3", answer]]))

    assert not read("2.3").temuan.with_code("tabel-ditebak")
    with pytest.raises(sc.TableError):
        read("bukan")


def test_a_guessed_table_is_a_question_for_programs_too():
    laporan = sc.read(book(*PLAN))
    hasil = sc.compute(laporan)
    asked = shown(laporan, hasil, sc.audit(laporan, hasil), "id")["questions"]
    (question,) = [one for one in asked if one["kode"] == "tabel-ditebak"]
    assert question["answers"][0]["key"] == "Tabel Data!A3"
    assert {"2.3", "bukan"} <= set(question["answers"][0]["known"])


def test_money_beside_the_target_of_each_year_is_one_thing_more():
    years = range(2026, 2031)
    head = ["Tujuan", "Sasaran", "Indikator Sasaran", "Satuan", "Capaian Awal"]
    rows = [
        TITLE,
        [],
        head,
        [*[None] * len(head), *["Target", "Pagu"] * len(years)],
        *(
            [
                *("Tata kelola baik", "Layanan membaik", name, unit, 10 * at),
                *(figure for year in years for figure in (at * 100 + year - 2026, 1_000_000 * (at + year))),
            ]
            for at, (name, unit) in enumerate(zip(NAMES, UNITS, strict=True), 1)
        ),
    ]
    spans = [(f"{'FHJLN'[at]}3:{'GIKMO'[at]}3", f"Tahun {year}") for at, year in enumerate(years)]
    laporan = sc.read(book(*rows, merges=spans))
    targets = laporan.tabel["2.1"]
    assert [list(targets[f"target_{year}"]) for year in years] == [
        [100 + at, 200 + at, 300 + at] for at in range(len(years))
    ]


def test_outputs_are_what_rows_are_known_by_where_no_indicator_is():
    head = ["No.", "Output Kegiatan", "Satuan", "Target", "Realisasi", "Capaian (%)", "Keterangan"]
    body = [
        [at, name, unit, *figures]
        for at, (name, unit, figures) in enumerate(
            zip(NAMES, UNITS, [(40, 38, 95), (900, 990, 110), (75, 60, 80)], strict=True), 1
        )
    ]
    measured = sc.read(book(TITLE, [], head, *body)).tabel["3.2"]
    assert list(measured["indikator"]) == NAMES
    assert list(measured["realisasi"]) == [38, 990, 60]


def test_the_amended_budget_is_no_spending():
    head = ["No", "Program", "Output", "Target", "Satuan", "Anggaran", "Penyesuaian Anggaran"]
    body = [
        [at, f"Program {name}", name, 10 * at, unit, 10_000_000 * at, 11_000_000 * at]
        for at, (name, unit) in enumerate(zip(NAMES, UNITS, strict=True), 1)
    ]
    laporan = sc.read(book(TITLE, [], head, *body))
    (table,) = laporan.tables
    assert "realisasi" not in {column.id for column in table.columns}
    assert list(laporan.tabel[table.id]["anggaran"]) == [11_000_000, 22_000_000, 33_000_000]


def test_what_each_plan_says_is_no_other_form():
    head = ["No", "Indikator", "Satuan", "Target Renstra", "Target RKT", "Target PK", "Sebab Perubahan"]
    body = [
        [at, name, unit, 12 * at, 11 * at, 10 * at]
        for at, (name, unit) in enumerate(zip(NAMES, UNITS, strict=True), 1)
    ]
    targets = sc.read(book(TITLE, [], head, *body)).tabel["2.3"]
    assert list(targets["target"]) == [10, 20, 30]


def test_columns_of_the_same_words_are_not_chosen_from():
    head = ["No", "Sasaran", "Indikator", *["Target"] * 5]
    body = [[at, "Layanan membaik", name, *range(at, at + 5)] for at, name in enumerate(NAMES, 1)]
    with pytest.raises(sc.TableError) as raised:
        sc.read(book(TITLE, [], head, *body))
    assert [reading.place.cell for reading in raised.value.bacaan] == ["A3"]
