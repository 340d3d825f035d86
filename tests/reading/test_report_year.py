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
