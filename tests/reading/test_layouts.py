"""Layouts that offices use, each told by one small sheet: what is recognised, and what is left out."""

from __future__ import annotations

import pytest

import sakipcalc as sc
from sakipcalc.tables.normalise import normalise

HEADER = [
    "NO",
    "Tujuan/Sasaran",
    "Indikator Kinerja",
    "Target",
    "Realisasi",
    "Capaian %",
    "Kategori",
    "Sumber Data",
]
ROW = ["1", "Pelayanan prima", "Indeks IKM", "92", "97,25", "105,7", "Sangat baik", "e-SKM"]


@pytest.fixture
def read(as_file):
    return lambda sheets: sc.read(as_file(sheets))


def facts(laporan, table="3.2"):
    row = laporan.tabel[table].iloc[0]
    return row["indikator"], row["target"], row["realisasi"]


EXPECTED = ("Indeks IKM", 92, 97.25)


@pytest.mark.parametrize(
    "rows",
    {
        "no caption at all": [HEADER, ROW],
        "starts at B4": [[], [], [], [None, *HEADER], [None, *ROW]],
        "caption under a letterhead": [["PEMERINTAH KABUPATEN"], [], ["Tabel 3.2"], ["Hasil Pengukuran"], HEADER, ROW],
        "numbers of columns": [HEADER, [f"({n})" for n in range(1, 9)], ROW],
        "sums in the numbers of columns": [HEADER, ["1", "2", "3", "4", "5", "6 = 5:4", "7", "8"], ROW],
        "misspelt headings": [[*HEADER[:4], "Relisasi", "Prosentase Capaian", "Katagori", "Sumber data"], ROW],
        "other words": [["No.", "Sasaran Strategis", "Indikator Kinerja Utama", "Target 2024", "Realisasi 2024",
                         "Capaian Kinerja (%)", "Predikat", "Sumber Data"], ROW],
        "other order": [list(reversed(HEADER)), list(reversed(ROW))],
        "a column more": [[*HEADER, "Penanggung Jawab"], [*ROW, "Kasi Pelayanan"]],
        "a blank row between": [HEADER, [], ROW],
        "a signature below": [HEADER, ROW, [], [], [None, None, None, None, None, None, "CAMAT"]],
        "a note below": [HEADER, ROW, [], ["Catatan: angka sementara"]],
        "the header once more": [HEADER, ROW, HEADER, ["2", "Akuntabel", "Nilai SAKIP", "70", "83,75", "119,6", "", ""]],
    }.items(),
    ids=lambda pair: pair[0],
)  # fmt: skip
def test_the_measurement_is_read(read, rows):
    assert facts(read({"Sheet1": rows[1]})) == EXPECTED


def test_tables_stacked_on_one_sheet(read):
    other = [
        "NO",
        "Tujuan/Sasaran",
        "Indikator Kinerja",
        "Capaian 2024",
        "Target Akhir 2026",
        "%Capaian",
        "Tingkat Kemajuan",
    ]
    laporan = read({"Lampiran": [
        ["Tabel 3.2"], HEADER, ROW, [], ["Capaian diatas 100 %."], [], ["Tabel 3.4"], other,
        ["1", "Pelayanan prima", "Indeks IKM", "97,25", "96", "101,3", "101,3"],
    ]})  # fmt: skip
    assert facts(laporan) == EXPECTED
    assert laporan.tabel["3.4"].iloc[0]["target_akhir"] == 96
    assert len(laporan.tabel["3.2"]) == 1


def test_years_over_groups_that_are_not_merged(read):
    laporan = read({"3.3": [
        ["NO", "Tujuan/Sasaran", "Indikator Kinerja", 2023, None, None, 2024, None, None],
        [None, None, None, "Target", "Realisasi", "Capaian %", "Target", "Realisasi", "Capaian %"],
        [1, "Pelayanan prima", "Indeks IKM", 90, 90.1, 100.1, 92, 97.25, 105.7],
    ]})  # fmt: skip
    row = laporan.tabel["3.3"].iloc[0]
    assert (row["target_2023"], row["realisasi_2023"], row["target_2024"], row["capaian_2024"]) == (
        90,
        90.1,
        92,
        105.7,
    )


def test_number_in_the_caption_tells_twins_apart(read):
    laporan = read({"A": [["Tabel 4.1"], HEADER, ROW], "B": [["Tabel 3.2"], HEADER, ROW]})
    assert {t.id: t.sheet for t in laporan.tables} == {"4.1": "A", "3.2": "B"}


def test_a_table_that_stands_twice_is_said(read):
    laporan = read({"Tabel 3.2": [["Tabel 3.2"], HEADER, ROW], "Tabel 3.2 (2)": [["Tabel 3.2"], HEADER, ROW]})
    assert [t.code for t in laporan.temuan] == ["tabel-ganda"]
    assert {p.sheet for p in laporan.temuan[0].places} == {"Tabel 3.2", "Tabel 3.2 (2)"}


def test_analysis_is_not_taken_for_the_measurement(read):
    header = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "% Capaian",
              "Analisis Keberhasilan/Kegagalan", "Solusi yang dilakukan"]  # fmt: skip
    laporan = read(
        {"x": [header, ["1", "Pelayanan prima", "Indeks IKM", "92", "97,25", "105,7", "SOP", "-"]]}
    )
    assert [t.id for t in laporan.tables] == ["3.5"]


def test_something_beside_a_table_is_not_part_of_it(read):
    laporan = read({"x": [[*HEADER, None, "Cek", "Target"], [*ROW, None, "selisih", 5]]})
    assert facts(laporan) == EXPECTED


def test_levels_by_code(read):
    laporan = read({"3.9": [
        ["Tabel 3.9 Realisasi Anggaran"],
        ["Kode", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"],
        ["7.01.01", "Penunjang Urusan", 3000, 2000, None],
        ["7.01.01.2.01", "Perencanaan", 3000, 2000, None],
        ["7.01.01.2.01.0001", "Penyusunan Laporan", 3000, 2000, None],
        [None, "JUMLAH", 3000, 2000, None],
    ]})  # fmt: skip
    assert [b.level for b in laporan.find("3.9").rows] == ["program", "kegiatan", "sub_kegiatan", "jumlah"]
    assert [b.parent for b in laporan.find("3.9").rows] == [0, 3, 4, 0]


def test_an_error_value_is_a_finding_with_its_cell(read):
    laporan = read({"x": [HEADER, [*ROW[:5], "#DIV/0!", "", ""]]})
    assert [(t.code, str(t.places[0])) for t in laporan.temuan] == [("angka-rusak", "x!F2")]


def test_a_malformed_number_is_a_finding_and_never_a_zero(read):
    laporan = read({"x": [HEADER, [*ROW[:3], "89,3405,300", *ROW[4:]]]})
    assert [(t.code, str(t.places[0])) for t in laporan.temuan] == [("angka-rusak", "x!D2")]
    assert laporan.find("3.2").rows[0].cells["target"].value is None


def test_no_year_and_no_name_stay_unknown(read):
    entity = read({"x": [HEADER, ROW]}).entitas
    assert (entity.nama, entity.kabupaten, entity.tahun, entity.renstra) == ("", "", None, None)


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("Prosentase Capaian %", "prosentase capaian %"),
        ("TARGET KINERJA PADA TAHUN", "target kinerja pada tahun"),
        ("Anggaran (Rp)", "anggaran"),
        ("Realisasi Tahun 2024", "realisasi tahun {tahun}"),
        ("12024", "12024"),
    ],
)
def test_headings_are_compared_without_their_dress(heading, known):
    assert normalise(heading) == known


def test_a_remark_with_a_figure_beside_the_lines_of_a_caption_does_not_cut_them_off(as_file):
    laporan = sc.read(as_file({
        "Lembar1": [
            ["Tabel 3.2"],
            ["Hasil Pengukuran Indikator Kinerja", *[None] * 8, "Selisih", 5.25],
            ["Kecamatan Contoh Tahun 2024"],
            ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"],
            [1, "Pelayanan prima", "Indeks IKM", 92, 97.25, 105.7, "Sangat Baik"],
        ],
    }))  # fmt: skip
    (table,) = laporan.tables
    assert table.caption == "Tabel 3.2 Hasil Pengukuran Indikator Kinerja Kecamatan Contoh Tahun 2024"
