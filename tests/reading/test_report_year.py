"""The year that a workbook reports, as offices write it on covers, over tables and beside labels."""

from __future__ import annotations

import io

import openpyxl
import pytest

import sakipcalc as sc

HEADING = ("Sasaran", "Indikator Sasaran", "Target", "Realisasi", "Persentase")
BODY = (
    ("Membaiknya layanan pasar", "Pedagang yang tertib retribusi", 80, 84, 105),
    ("Menurunnya keluhan", "Kios yang terisi", 50, 45, 90),
)
MEASURED = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]
ROW = [1, "S1", "Indeks IKM", 92, 97.25, None, None]


def workbook(*above: tuple[object, ...], heading=HEADING, body=BODY, below=()) -> bytes:
    book = openpyxl.Workbook()
    for row in (*above, heading, *body, *below):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def year(*above: tuple[object, ...], **rest: object) -> int | None:
    return sc.read(workbook(*above, **rest)).entitas.tahun


@pytest.mark.parametrize(
    "above",
    [
        ("Tahun : 2023",),
        ("Tahun", ": 2023"),
        ("Tahun", ":", 2023),
        ("Tahun", 2023),
        ("Tahun Anggaran : 2023",),
        ("TAHUN PELAPORAN 2023",),
        ("Th. 2023",),
        ("T.A 2023",),
        ("Periode : Januari s.d. Desember 2023",),
        ("Keadaan per 31 Desember 2023",),
        ("Januari - Desember 2023",),
        ("Triwulan IV 2023",),
        ("Laporan Kinerja (2023)",),
        ("RENSTRA 2021-2026, TAHUN KE-3 (2023)",),
        ("Renstra Tahun 2021 sampai dengan 2026", "Tahun 2023"),
    ],
)
def test_what_names_the_year_is_read(above):
    assert year(above) == 2023


@pytest.mark.parametrize(
    "above",
    [
        (),
        ("Renstra 2021-2026",),
        ("Permenpan Nomor 53 Tahun 2014",),
        ("Pasuruan, 3 Februari 2024",),
        ("Peraturan Bupati tanggal 12 Maret 2020",),
    ],
)
def test_what_is_of_another_thing_is_not_the_year_of_the_report(above):
    assert year(above) is None


def test_a_named_year_goes_before_one_that_is_mentioned():
    assert year(("Data olahan 2019 dan 2021",), ("Tahun 2023",)) == 2023


def test_without_words_the_last_year_with_results_tells_it():
    heading = (
        "No",
        "Indikator",
        "Target 2022",
        "Realisasi 2022",
        "Target 2023",
        "Realisasi 2023",
        "Target 2026",
    )
    body = [(1, "Kios yang terisi", 80, 84, 82, 83, 90), (2, "Pasar bersih", 5, 4, 6, 6, 9)]
    assert year(("EVALUASI RENSTRA 2021-2026",), heading=heading, body=body) == 2023
    assert not [one for one in sc.audit(workbook(heading=heading, body=body)) if one.code == "tahun-kolom"]


@pytest.mark.parametrize(("reached", "is_told"), [((61, 66), False), ((61, None), True)])
def test_years_that_are_still_to_come_are_no_wrong_headings(reached, is_told):
    """A matrix of a plan has its last years empty; one whose last results are of the year before is not up to date."""
    heading = ("Indikator", "Uraian", 2022, 2023, 2024)
    body = [
        ("Nilai SAKIP", "Target", 60, 65, 70),
        ("Nilai SAKIP", "Realisasi", *reached, None),
        ("Kepuasan", "Target", 80, 82, 84),
        ("Kepuasan", "Realisasi", 81, None if is_told else 83, None),
    ]
    made = workbook(("Laporan Kinerja Tahun 2023",), ("Target dan Realisasi",), heading=heading, body=body)
    assert sc.read(made).entitas.tahun == 2023
    assert any(one.code == "tahun-kolom" for one in sc.audit(made)) == is_told


def years_of(*years):
    return [
        ["Tabel 3.3 Perbandingan Realisasi"],
        [
            "No",
            "Tujuan/Sasaran",
            "Indikator Kinerja",
            *(x for y in years for x in (f"Tahun {y}", None, None)),
        ],
        [None, None, None, *["Target", "Realisasi", "Capaian %"] * len(years)],
        [1, "S1", "Indeks IKM", *[1, 1, 100] * len(years)],
    ]


@pytest.mark.parametrize(
    ("sheets", "year"),
    [
        ({"Tabel 3.3": years_of(2022, 2023, 2024), "Tabel 3.2": [["Tabel 3.2"], MEASURED, ROW]}, 2024),
        (
            {
                "Sampul": [["LKjIP TAHUN 2024"]],
                "A": [["Sesuai Renstra Tahun 2021-2026"], ["Tabel 3.2"], MEASURED, ROW],
            },
            2024,
        ),
        ({"A": [["Tabel 3.2 Tahun 2023"], MEASURED, ROW], "B": years_of(2022, 2023)}, 2023),
        ({"A": [["Tabel 3.2"], MEASURED, ROW]}, None),
    ],
    ids=["last year of 3.3", "cover, not the Renstra", "caption", "nowhere"],
)
def test_the_year_where_no_label_names_it(as_file, sheets, year):
    assert sc.read(as_file(sheets)).entitas.tahun == year


def test_an_unknown_year_is_said_where_a_table_needs_it(as_file):
    sheets = {"A": [["Tabel 3.2"], MEASURED, ROW], "B": [
        ["Tabel 2.1"], ["No", "Tujuan", "Sasaran", "Indikator Kinerja", 2023, 2024], [1, "S1", None, "Indeks IKM", 90, 92],
    ]}  # fmt: skip
    assert [t.code for t in sc.audit(sc.read(as_file(sheets)))] == ["tahun-tidak-diketahui"]


def test_a_filled_workbook_with_its_findings_keeps_its_year(workbooks, tmp_path):
    """The sheet Temuan quotes PermenPANRB Nomor 53 Tahun 2014 many times over."""
    sc.fill(workbooks / "bogorejo-2024-tercetak.xlsx", tmp_path / "terisi.xlsx", temuan=True)
    assert sc.read(tmp_path / "terisi.xlsx").entitas.tahun == 2024


@pytest.mark.parametrize(
    "quoted",
    [
        "Permen PANRB Nomor 53 Tahun 2014",
        "Perbup No. 82 Tahun 2021",
        "Perpres nomor 29 TAHUN 2014",
        "Perda no 5/2 tahun 2019",
    ],
)
def test_regulations_on_the_cover_do_not_count(consistent, as_file, quoted):
    consistent["Sampul"] += [[quoted], [quoted], [quoted]]
    assert sc.read(as_file(consistent)).entitas.tahun == 2024
