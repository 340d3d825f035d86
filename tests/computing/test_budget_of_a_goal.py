"""Efficiency where tables say little: programmes without a goal, per cents alone, two labels of one's own."""

from __future__ import annotations

import sakipcalc as sc

from .drawn_sheets import drawn

SHEETS = {
    "Capaian": [
        ("Tabel 3.1 Capaian Kinerja Tahun 2024",),
        ("No", "Sasaran", "Indikator", "Target", "Realisasi", "Capaian"),
        (1, "Pasar tertib", "Pedagang tertib", 80, 84, 105),
        (2, "Kios ramai", "Kios terisi", 50, 45, 90),
    ],
    "Renstra": [
        ("Perbandingan dengan target jangka menengah",),
        ("No", "Indikator", "Target Renstra 2026", "Realisasi 2024", "Tingkat Kemajuan"),
        (1, "Pedagang tertib", 96, 84, 87.5),
        (2, "Kios terisi", 60, 45, 75),
    ],
    "Efisiensi": [
        ("Analisis efisiensi",),
        ("No", "Sasaran", "Indikator", "% Capaian", "% Penyerapan", "Tingkat Efisiensi"),
        (1, "Pasar tertib", "Pedagang tertib", 105, 95, 10),
        (2, "Kios ramai", "Kios terisi", 90, 97, -7),
    ],
    "Anggaran": [
        ("Realisasi Anggaran",),
        ("No", "Program", "Anggaran", "Realisasi", "%"),
        (1, "Program Penataan Pasar", 100_000_000, 95_000_000, 95),
        (2, "Program Penunjang Urusan", 200_000_000, 194_000_000, 97),
        (None, "Jumlah", 300_000_000, 289_000_000, 96.33),
    ],
}


def saved(sheets) -> bytes:
    """Return a workbook of sheets of rows."""
    lines = {
        name: [" | ".join("" if value is None else str(value) for value in row) for row in rows]
        for name, rows in sheets.items()
    }
    return drawn({name: "\n".join(rows) for name, rows in lines.items()})


def test_programmes_without_a_goal_are_not_those_of_every_indicator():
    hasil = sc.compute(sc.read(saved(SHEETS)))
    assert hasil.efisiensi["capaian_anggaran"].tolist() == [95, 97]
    assert sc.audit(hasil.laporan, hasil).counts["galat"] == 0


ALONE = {
    "Lembar": [
        ("Efisiensi Penggunaan Anggaran Tahun 2024",),
        (
            "Sasaran",
            "Indikator",
            "% Capaian Kinerja",
            "% Realisasi Anggaran",
            "Nilai Efisiensi",
            "Keterangan",
        ),
        ("Pasar tertib", "Pedagang tertib", 105, 95, 10, "Efisien"),
        ("Kios ramai", "Kios terisi", 90, 97, -7, "Tidak Efisien"),
    ]
}


def test_per_cents_that_stand_in_one_table_alone_are_its_facts():
    hasil = sc.compute(sc.read(saved(ALONE)))
    assert hasil.efisiensi["capaian_kinerja"].tolist() == [105, 90]
    assert hasil.efisiensi["capaian_anggaran"].tolist() == [95, 97]


def test_labels_that_the_usual_scale_has_only_in_part_are_a_scale_of_the_units_own():
    found = sc.audit(saved(ALONE))
    assert found.counts["galat"] == 0
    assert [place.cell for one in found.with_code("skala-tak-dikenal") for place in one.places] == [
        "F3",
        "F4",
    ]


def test_an_efficiency_in_per_cents_is_a_difference():
    for heading, first in (("Tingkat Efisiensi (%)", 10), ("Tingkat Efisiensi", 105 / 95)):
        lines = [
            (*row[:5], heading) if row[0] == "No" else (*row[:5], None)[: len(row)]
            for row in SHEETS["Efisiensi"]
        ]
        hasil = sc.compute(sc.read(saved({**SHEETS, "Efisiensi": lines})))
        assert hasil.efisiensi["efisiensi"].tolist()[0] == first
