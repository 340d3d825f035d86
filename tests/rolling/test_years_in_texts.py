"""Years in texts: those of the report move, those of rules, dates and plans stay."""

from __future__ import annotations

import pytest

from sakipcalc.rolling.years import moved_text


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("TAHUN 2024", "TAHUN 2025"),
        ("Tahun 2022, 2023 dan 2024", "Tahun 2023, 2024 dan 2025"),
        ("Perbandingan 2023-2024", "Perbandingan 2024-2025"),
        ("Capaian 2024", "Capaian 2025"),
        ("Triwulan IV Tahun 2024", "Triwulan IV Tahun 2025"),
        ("LKjIP Kecamatan Bogorejo Tahun Anggaran 2024", "LKjIP Kecamatan Bogorejo Tahun Anggaran 2025"),
        (
            "Tabel 3.4 Tahun 2024 dengan Target Renstra 2026",
            "Tabel 3.4 Tahun 2025 dengan Target Renstra 2026",
        ),
    ],
)
def test_the_year_of_the_report_moves_with_those_beside_it(text, moved):
    assert moved_text(text, 2024) == moved


@pytest.mark.parametrize(
    "text",
    [
        "Renstra Perubahan 2021-2026",
        "RPJMD 2020-2024",
        "Peraturan Presiden Nomor 29 Tahun 2014",
        "Permenpan 53 Tahun 2024",
        "Perbup Blora Nomor 5 Tahun 2024 tentang Kecamatan",
        "PMK 22/2024",
        "Blora, 3 Februari 2024",
        "per 31 Desember 2024",
        "Target Akhir 2026",
        "Tahun 2023",
        "NIP 19720241 199503 1 001",
    ],
)
def test_other_years_stay(text):
    assert moved_text(text, 2024) == text
