"""Minimal workbooks of measurements, trends and the plan, each drawn as the sheet looks, with its figures by hand."""

from __future__ import annotations

import io

import openpyxl
import pytest

import sakipcalc as sc

from .drawn_sheets import drawn, hold

COVER = "DINAS PERHUBUNGAN\nKABUPATEN TIRTAMAYA\nTAHUN 2025\nRenstra 2022-2026"
MEASURED = "Tabel 3.2 Pengukuran Kinerja Tahun 2025\n\n"
YEARS = "Tabel 3.3 Perbandingan Kinerja Tahun 2024 dan 2025\n\n"
PLAN = "Tabel 3.4 Perbandingan Realisasi dengan Target Akhir Renstra\n\n"

#: Workbook (sheet by sheet), then what each column of a result must hold.
#: In a drawing `<` is merged with its left neighbour and `^` with the cell above.
CASES = {
    # C1: a heading nobody knows
    "realisasi under a word of its own": (
        MEASURED + """\
No | Sasaran Strategis | Indikator Kinerja | Satuan | Target | Terwujud | Capaian (%) | Sebutan
1 | Trayek melayani desa | Desa terlayani angkutan | Desa | 80 | 52 | 65 | Sedang
2 | Trayek melayani desa | Halte laik pakai | Unit | 40 | 44 | 110 | Melampaui""",
        {"capaian": {"target": [80, 40], "realisasi": [52, 44], "capaian": [65, 110], "satuan": ["Desa", "Unit"]}},
    ),
    "target under a word of its own": (
        MEASURED + """\
No | Sasaran Strategis | Indikator Kinerja | Satuan | Janji Kepala Dinas | Realisasi | Capaian (%)
1 | Trayek melayani desa | Desa terlayani angkutan | Desa | 80 | 52 | 65
2 | Trayek melayani desa | Halte laik pakai | Unit | 40 | 44 | 110""",
        {"capaian": {"target": [80, 40], "realisasi": [52, 44], "capaian": [65, 110]}},
    ),
    "indicators under a word of its own": (
        MEASURED + """\
No | Sasaran Strategis | Hal yang Ditakar | Satuan | Target | Realisasi | Capaian (%)
1 | Trayek melayani desa | Desa terlayani angkutan | Desa | 80 | 52 | 65
2 | Trayek melayani desa | Halte laik pakai | Unit | 40 | 44 | 110""",
        {"capaian": {"indikator": ["Desa terlayani angkutan", "Halte laik pakai"], "target": [80, 40], "capaian": [65, 110]}},
    ),
    "per cent of the performance of two years": (
        YEARS + """\
No | Indikator Kinerja | Target 2024 | Realisasi 2024 | % Prestasi 2024 | Target 2025 | Realisasi 2025 | % Prestasi 2025
1 | Halte laik pakai | 80 | 60 | 75 | 90 | 99 | 110""",
        {"tren": {"tahun": [2024, 2025], "target": [80, 90], "realisasi": [60, 99], "capaian": [75, 110]}},
    ),
    "the plan under words of its own": (
        PLAN + """\
No | Indikator Kinerja | Realisasi 2025 | Target RPD | Tingkat Ketercapaian
1 | Halte laik pakai | 45 | 60 | 75""",
        {"renstra": {"realisasi": [45], "target_akhir": [60], "kemajuan": [75]}},
    ),
    # facts from where they stand
    "a year merged over the figures of the year": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Tahun 2025 | < | <
^ | ^ | ^ | Target | Realisasi | Capaian (%)
1 | Halte laik pakai | Unit | 40 | 44 | 110
2 | Rambu terpasang | Unit | 200 | 150 | 75""",
        {"capaian": {"target": [40, 200], "realisasi": [44, 150], "capaian": [110, 75]}},
    ),
    # C2
    "years above a header in one row": (
        YEARS + """\
 | | 2024 | | | 2025 | |
No | Indikator Kinerja | Target | Realisasi | Capaian | Target | Realisasi | Capaian
1 | Rambu terpasang | 160 | 120 | 75 | 200 | 180 | 90""",
        {"tren": {"tahun": [2024, 2025], "target": [160, 200], "realisasi": [120, 180], "capaian": [75, 90]}},
    ),
    "three rows of headings, years in the middle": (
        YEARS + """\
 | | Hasil Pengukuran | | | | |
 | | Tahun 2024 | | | Tahun 2025 | |
No | Indikator Kinerja | Target | Realisasi | Capaian | Target | Realisasi | Capaian
1 | Rambu terpasang | 160 | 120 | 75 | 200 | 180 | 90""",
        {"tren": {"tahun": [2024, 2025], "target": [160, 200], "realisasi": [120, 180]}},
    ),
    "years and header again on the next page": (
        YEARS + """\
 | | 2024 | | | 2025 | |
No | Indikator Kinerja | Target | Realisasi | Capaian | Target | Realisasi | Capaian
1 | Rambu terpasang | 160 | 120 | 75 | 200 | 180 | 90
 | | 2024 | | | 2025 | |
No | Indikator Kinerja | Target | Realisasi | Capaian | Target | Realisasi | Capaian
2 | Halte laik pakai | 50 | 40 | 80 | 60 | 66 | 110""",
        {"tren": {"tahun": [2024, 2025] * 2, "target": [160, 200, 50, 60], "realisasi": [120, 180, 40, 66]}},
    ),
    # C3
    "a target of a later year before that of this year": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target 2026 | Target 2025 | Realisasi 2025 | Capaian (%)
1 | Rambu terpasang | Unit | 250 | 200 | 150 | 75""",
        {"capaian": {"target": [200], "realisasi": [150], "capaian": [75]}},
    ),
    "realisasi of an earlier year before the target": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Realisasi 2024 | Target 2025 | Realisasi 2025 | Capaian (%) | Target 2026
1 | Rambu terpasang | Unit | 120 | 200 | 150 | 75 | 250""",
        {"capaian": {"target": [200], "realisasi": [150], "capaian": [75]}},
    ),
    "realisasi of an earlier year at the end": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Realisasi 2025 | Target 2025 | Capaian (%) | Realisasi 2024
1 | Rambu terpasang | Unit | 150 | 200 | 75 | 120""",
        {"capaian": {"target": [200], "realisasi": [150], "capaian": [75]}},
    ),
    # C4, C9, C13
    "units and goals under longer words": (
        MEASURED + """\
No | Sasaran Dinas | Indikator Kinerja | Satuan Pengukuran | Target | Realisasi | Capaian (%)
1 | Jalan aman dilalui | Rambu terpasang | Buah | 200 | 150 | 75""",
        {"capaian": {"tujuan_sasaran": ["Jalan aman dilalui"], "satuan": ["Buah"], "capaian": [75]}},
    ),
    "units beside the figures": (
        MEASURED + """\
No | Indikator Kinerja | Target | Realisasi | Capaian (%)
1 | Ruas terpantau | 40 km | 30 km | 75
2 | Kendaraan lulus uji | 90% | 81% | 90""",
        {"capaian": {"satuan": ["km", "%"], "target": [40, 90], "realisasi": [30, 81], "capaian": [75, 90]}},
    ),
    # C5
    "a scale under its own labels": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Rambu terpasang | Unit | 200 | 150 | 75
2 | Halte laik pakai | Unit | 40 | 38 | 95


Tabel 3.1 Skala Nilai Capaian

No | Rentang | Sebutan | Lambang Warna
1 | ≥ 85 | Melaju | Biru
2 | 60 - 84,99 | Berjalan | Hijau
3 | < 60 | Mogok | Merah""",
        {"capaian": {"kategori": ["Berjalan", "Melaju"]}},
    ),
    # C6
    "a note that names the indicator": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Titik macet | Titik | 8 | 6 |
2 | Rambu terpasang | Unit | 200 | 150 |

Keterangan: Titik macet memakai rumus kebalikan (semakin rendah semakin baik)""",
        {"capaian": {"arah": ["turun", "naik"], "capaian": [125, 75]}},
    ),
    "a mark and its note": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Titik macet *) | Titik | 8 | 6 |
2 | Rambu terpasang | Unit | 200 | 150 |

*) polaritas minimal""",
        {"capaian": {"arah": ["turun", "naik"], "capaian": [125, 75]}},
    ),
    "a note that holds in every table": (
        YEARS + """\
No | Indikator Kinerja | Target 2024 | Realisasi 2024 | Target 2025 | Realisasi 2025
1 | Titik macet | 10 | 12 | 8 | 6

Indikator no. 1 bersifat negatif (kian sedikit kian baik)""",
        {"tren": {"capaian": [80, 125]}},
    ),
    "a polarity under another heading and other words": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Jenis Polaritas | Target | Realisasi | Capaian (%)
1 | Titik macet | Titik | Makin rendah realisasi makin bagus | 8 | 6 |
2 | Rambu terpasang | Unit | Makin tinggi realisasi makin bagus | 200 | 150 |""",
        {"capaian": {"arah": ["turun", "naik"], "capaian": [125, 75]}},
    ),
    "a column of signs": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | +/- | Target | Realisasi | Capaian (%)
1 | Rambu terpasang | Unit | + | 200 | 150 |
2 | Titik macet | Titik | – | 8 | 6 |
3 | Bus mogok | Kali | - | 20 | 25 |""",
        {"capaian": {"arah": ["naik", "turun", "turun"], "capaian": [75, 125, 75]}},
    ),
    "a column of dashes only": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Polaritas | Target | Realisasi | Capaian (%)
1 | Rambu terpasang | Unit | - | 200 | 150 | 75
2 | Halte laik pakai | Unit | - | 40 | 44 | 110""",
        {"capaian": {"arah": ["naik", "naik"], "capaian": [75, 110]}},
    ),
    "a live formula": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Titik macet | Titik | 8 | 6 | =(D4+(D4-E4))/D4*100""",
        {"capaian": {"arah": ["turun"], "arah_dari": ["rumus"], "capaian": [125]}},
    ),
    "a printed result": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Titik singgah liar | Titik | 8 | 6 | 125""",
        {"capaian": {"arah": ["turun"], "arah_dari": ["capaian"], "capaian": [125]}},
    ),
    # C7, C8, C15
    "kinds of target": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Kecepatan di jalan kota | km/jam | 25-35 | 30 |
2 | Tekanan ban bus | psi | 90 s.d. 100 | 105 |
3 | Mutu terminal | Sebutan | Istimewa | Istimewa |
4 | Rencana induk jalan | Dokumen | Tersedia | Belum Tersedia |
5 | Kesiapan digital | Level | Level 5 | Level 4 |""",
        {"capaian": {"capaian": [100, 105, 100, 0, 80]}},
    ),
    "the same kinds against the last target": (
        PLAN + """\
No | Indikator Kinerja | Realisasi 2025 | Target Akhir 2026 | Tingkat Kemajuan (%)
1 | Kecepatan di jalan kota | 30 | 25-35 |
2 | Mutu terminal | Istimewa | Istimewa |
3 | Rencana induk jalan | Belum Tersedia | Tersedia |
4 | Kesiapan digital | Level 4 | Level 5 |""",
        {"renstra": {"kemajuan": [100, 100, 0, 80]}},
    ),
    "a range where less is better": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Polaritas | Target | Realisasi | Capaian (%)
1 | Waktu antar bus | menit | Negatif | 10-20 | 25 |""",
        {"capaian": {"arah": ["turun"], "capaian": [75]}},
    ),
    # C10
    "goals in rows merged over the table": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
Sasaran I. Jalan aman dilalui | < | < | < | < | <
1 | Rambu terpasang | Unit | 200 | 150 | 75
Sasaran II. Angkutan disukai | < | < | < | < | <
2 | Halte laik pakai | Unit | 40 | 44 | 110""",
        {"capaian": {"tujuan_sasaran": ["Sasaran I. Jalan aman dilalui", "Sasaran II. Angkutan disukai"], "capaian": [75, 110]}},
    ),
    "goals in rows where the first column is the indicator": (
        MEASURED + """\
Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
Sasaran 1: Jalan aman dilalui
Rambu terpasang | Unit | 200 | 150 | 75
Sasaran 2: Angkutan disukai
Halte laik pakai | Unit | 40 | 44 | 110""",
        {"capaian": {"tujuan_sasaran": ["Sasaran 1: Jalan aman dilalui", "Sasaran 2: Angkutan disukai"], "capaian": [75, 110]}},
    ),
    "goals behind a roman numeral": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
I | Terwujudnya jalan yang aman
1 | Rambu terpasang | Unit | 200 | 150 | 75
II | Terwujudnya angkutan yang disukai
1 | Halte laik pakai | Unit | 40 | 44 | 110""",
        {"capaian": {"tujuan_sasaran": ["Terwujudnya jalan yang aman", "Terwujudnya angkutan yang disukai"], "capaian": [75, 110]}},
    ),
    # C12
    "a point for thousands among decimals": (
        YEARS + """\
No | Indikator Kinerja | Target 2024 | Realisasi 2024 | Capaian 2024 | Target 2025 | Realisasi 2025 | Capaian 2025
1 | Kendaraan lulus uji | '60.00 | '54.50 | '90.83 | '62.00 | '55.80 | '90
2 | Penumpang bus kota | '6000 | '6.150 | '102.5 | '6400 | '6720 | '105
3 | Halte laik pakai | '70.00 | '71.25 | '101.79 | '72.00 | '72.00 | '100""",
        {"tren": {"realisasi": [54.5, 55.8, 6150, 6720, 71.25, 72]}},
    ),
    "a point for thousands that the unit and the capaian tell": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Kendaraan lulus uji | % | '62.00 | '55.80 | '90
2 | Penumpang bus kota | orang | '6400 | '6.720 | '105
3 | Halte laik pakai | % | '72.00 | '72.00 | '100""",
        {"capaian": {"realisasi": [55.8, 6720, 72], "capaian": [90, 105, 100]}},
    ),
    # N3, N5
    "Capaian beside % Capaian is the realisasi": (
        MEASURED + """\
No | Indikator Kinerja | Satuan | Target | Capaian | % Capaian
1 | Rambu terpasang | Unit | 200 | 150 | 75
2 | Halte laik pakai | Unit | 40 | 44 | 110""",
        {"capaian": {"target": [200, 40], "realisasi": [150, 44], "capaian": [75, 110]}},
    ),
    "letters under three years": (
        "Tabel 3.3 Perbandingan Kinerja Tahun 2023, 2024 dan 2025\n\n" + """\
No | Indikator Kinerja | 2023 | < | < | 2024 | < | < | 2025 | < | <
^ | ^ | T | R | % | T | R | % | T | R | %
1 | Rambu terpasang | 120 | 90 | 75 | 160 | 120 | 75 | 200 | 180 | 90""",
        {"tren": {"tahun": [2023, 2024, 2025], "target": [120, 160, 200], "realisasi": [90, 120, 180], "capaian": [75, 75, 90]}},
    ),
    "a row for each year": (
        "Tabel 3.3 Perbandingan Kinerja Tahun 2023 s.d. 2025\n\n" + """\
Indikator Kinerja | Tahun | Target | Realisasi | Capaian (%)
Rambu terpasang | 2023 | 120 | 90 | 75
 | 2024 | 160 | 120 | 75
 | 2025 | 200 | 180 | 90
Halte laik pakai | 2023 | 30 | 33 | 110
 | 2024 | 35 | 28 | 80
 | 2025 | 40 | 44 | 110""",
        {
            "tren": {"tahun": [2023, 2024, 2025] * 2, "realisasi": [90, 120, 180, 33, 28, 44]},
            "capaian": {"target": [200, 40], "realisasi": [180, 44], "capaian": [90, 110]},
        },
    ),
    "realisasi of each year only": (
        "Tabel 3.3 Perbandingan Realisasi Kinerja Tahun 2023-2025\n\n" + """\
No | Indikator Kinerja | Satuan | Realisasi | < | <
^ | ^ | ^ | 2023 | 2024 | 2025
1 | Rambu terpasang | Unit | 90 | 120 | 180""",
        {"tren": {"tahun": [2023, 2024, 2025], "realisasi": [90, 120, 180]}},
    ),
}  # fmt: skip

#: Workbooks of several sheets.
BOOKS = {
    "only trend and efficiency are there": (
        {
            "Tren": YEARS + """\
No | Indikator Kinerja | Target 2024 | Realisasi 2024 | Capaian 2024 | Target 2025 | Realisasi 2025 | Capaian 2025
1 | Rambu terpasang | 160 | 120 | 75 | 200 | 180 | 90""",
            "Hemat": """\
Tabel 3.7 Efisiensi Penggunaan Sumber Daya

No | Indikator Kinerja | Target | Realisasi | Capaian (%) | Anggaran (Rp) | Realisasi Anggaran (Rp) | Serapan (%) | Efisiensi
1 | Rambu terpasang | 200 | 180 | 90 | 5000000 | 4000000 | 80 | 10""",
        },
        {"capaian": {"target": [200], "realisasi": [180], "capaian": [90]}},
    ),
    # C11
    "the only indicator of a sasaran under another name": (
        {
            "2.1": """\
Tabel 2.1 Tujuan dan Sasaran Jangka Menengah

No | Tujuan | Sasaran | Indikator Kinerja | Satuan | 2024 | 2025 | 2026
1 | Perjalanan lancar | Jalan aman dilalui | Fatalitas per 10.000 kendaraan terdata | Indeks | 30 | 28 | 26
2 | Perjalanan lancar | Angkutan disukai | Nilai kepuasan penumpang | Nilai | 75 | 80 | 85""",
            "3.2": MEASURED + """\
No | Sasaran | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Jalan aman dilalui | Indeks keselamatan (IKLL) | Indeks | | 21 |
2 | Angkutan disukai | Hasil survei pelanggan bus | Nilai | | 72 |""",
        },
        {"capaian": {"target": [28, 80], "realisasi": [21, 72]}},
    ),
    "the one left in a sasaran of two": (
        {
            "2.1": """\
Tabel 2.1 Tujuan dan Sasaran Jangka Menengah

No | Sasaran | Indikator Kinerja | Satuan | 2024 | 2025 | 2026
1 | Jalan aman dilalui | Rambu terpasang | Unit | 160 | 200 | 220
2 | Jalan aman dilalui | Nilai kepuasan penumpang | Nilai | 75 | 80 | 85""",
            "3.2": MEASURED + """\
No | Sasaran | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Jalan aman dilalui | Rambu terpasang | Unit | | 150 |
2 | Jalan aman dilalui | Hasil survei pelanggan bus | Nilai | | 72 |""",
        },
        {"capaian": {"target": [200, 80], "capaian": [75, 90]}},
    ),
    "a polarity in the text of 2.2": (
        {
            "2.2": """\
Tabel 2.2 Indikator Kinerja Utama

Sasaran | Indikator | Penjelasan
Jalan lancar | Titik macet | Alasan: menggambarkan kelancaran. Formulasi Pengukuran: (2 x Target - Realisasi) / Target x 100%. Sumber Data: bidang lalu lintas""",
            "3.2": MEASURED + """\
No | Sasaran | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Jalan lancar | Titik macet | Titik | 8 | 6 |""",
        },
        {"capaian": {"arah": ["turun"], "arah_dari": ["penjelasan"], "capaian": [125]}},
    ),
    # N1
    "a measurement for each sasaran, and a conclusion that repeats them": (
        {
            "Bab III": """\
Tabel 3.2 Pengukuran Kinerja Sasaran 1 Tahun 2025

No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Rambu terpasang | Unit | 200 | 150 | 75
2 | Ruas terpantau | km | 40 | 36 | 90

Tabel 3.3 Pengukuran Kinerja Sasaran 2 Tahun 2025

No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Halte laik pakai | Unit | 40 | 44 | 110""",
            "Lanjut": """\
Tabel 3.4 Pengukuran Kinerja Sasaran 3 Tahun 2025

No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Penumpang bus kota | orang | 6000 | 6300 | 105""",
            "Bab IV": """\
Tabel 4.1 Simpulan Capaian Kinerja Tahun 2025

No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Rambu terpasang | Unit | 200 | 150 | 75
2 | Ruas terpantau | km | 40 | 36 | 90
3 | Halte laik pakai | Unit | 40 | 44 | 110
4 | Penumpang bus kota | orang | 6000 | 6300 | 105""",
        },
        {"capaian": {"target": [200, 40, 40, 6000], "capaian": [75, 90, 110, 105]}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", [*CASES, *BOOKS])
def test_what_a_drawn_workbook_says_is_what_comes_out(case):
    pages, wanted = CASES[case] if case in CASES else BOOKS[case]
    pages = {"Data": pages} if isinstance(pages, str) else pages
    laporan = sc.read(drawn({"Sampul": COVER, **pages}))
    hasil = sc.compute(laporan)
    hold(hasil, wanted)
    assert sc.audit(laporan, hasil).at_least("galat") == ()


@pytest.mark.parametrize(
    ("cover", "unit"),
    [
        ("PEMERINTAH KOTA LEMBAYUNG", "Pemerintah Kota Lembayung"),
        ("KANTOR PENGHUBUNG DAERAH", "Kantor Penghubung Daerah"),
        ("INSPEKTORAT", "Inspektorat"),
        ("BPKAD", "BPKAD"),
        ("SEKRETARIAT DPRD", "Sekretariat DPRD"),
        ("BADAN KESATUAN BANGSA DAN POLITIK", "Badan Kesatuan Bangsa dan Politik"),
    ],
)
def test_a_unit_of_any_kind_has_the_name_on_its_cover(cover, unit):
    table = CASES["realisasi under a word of its own"][0]
    laporan = sc.read(
        drawn({"Sampul": f"LAPORAN KINERJA INSTANSI PEMERINTAH\n{cover}\nTA 2025", "3.2": table})
    )
    assert (laporan.entitas.nama, laporan.entitas.tahun) == (unit, 2025)


def test_a_unit_that_only_a_foreign_table_names_is_not_the_reporting_one():
    foreign = "Daftar Mitra\n\nNama | Alamat | Telepon\nDinas Kehutanan | Jalan Angsana | 0271"
    laporan = sc.read(drawn({"Mitra": foreign, "Sampul": COVER, "3.2": CASES["a printed result"][0]}))
    assert laporan.entitas.nama == "Dinas Perhubungan"


def test_a_hidden_draft_of_another_year_is_not_the_report():
    book = drawn(
        {
            "Sampul": COVER,
            "Draf": "TAHUN 2022\nLaporan Tahun 2022\nTA 2022",
            "3.2": CASES["a printed result"][0],
        }
    )
    written = openpyxl.load_workbook(io.BytesIO(book))
    written["Draf"].sheet_state = "hidden"
    hidden = io.BytesIO()
    written.save(hidden)
    assert sc.read(hidden.getvalue()).entitas.tahun == 2025


@pytest.mark.parametrize("column", range(4, 8))
def test_a_word_without_meaning_costs_no_other_column_its_values(column):
    head = ["No", "Sasaran", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)", "Predikat"]
    wanted = {"target": [80, 40], "realisasi": [52, 44], "capaian": [65, 110]}
    head[column] = "Wrambu"
    rows = "1 | Trayek desa | Desa terlayani | Desa | 80 | 52 | 65 | Sedang\n2 | Trayek desa | Halte laik | Unit | 40 | 44 | 110 | Baik"
    hasil = sc.compute(sc.read(drawn({"Sampul": COVER, "3.2": f"{MEASURED}{' | '.join(head)}\n{rows}"})))
    hold(hasil, {"capaian": wanted})


@pytest.mark.parametrize(
    "head", ["Target Akhir 2029", "Target Akhir Periode (2029)", "Target Renstra Tahun 2029"]
)
def test_the_end_of_a_plan_that_only_its_heading_names(head):
    page = f"{PLAN}No | Indikator Kinerja | Realisasi 2025 | {head} | Tingkat Kemajuan (%)\n1 | Halte laik pakai | 45 | 60 | 75"
    hasil = sc.compute(sc.read(drawn({"Sampul": "DINAS PERHUBUNGAN\nTAHUN 2025", "a": page})))
    hold(hasil, {"renstra": {"target_akhir": [60], "tahun_akhir": [2029], "kemajuan": [75]}})


def test_two_scales_side_by_side():
    scales = """\
Tabel 3.1 Skala Capaian | | | | Tabel 3.6 Skala Efisiensi

No | Rentang | Sebutan | | No | % | Tingkat Efisiensi
1 | ≥ 85 | Melaju | | 1 | > 10 | Irit
2 | 60 - 84,99 | Berjalan | | 2 | 0 - 10 | Pas
3 | < 60 | Mogok | | 3 | < 0 | Royal"""
    measured = f"{MEASURED}No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)\n1 | Rambu terpasang | Unit | 200 | 150 | 75"
    spent = """\
Tabel 3.7 Kinerja dan Anggaran

No | Indikator Kinerja | Target | Realisasi | Capaian (%) | Anggaran (Rp) | Realisasi Anggaran (Rp) | Serapan (%) | Efisiensi
1 | Rambu terpasang | 200 | 150 | 75 | 5000000 | 3500000 | 70 |"""
    hasil = sc.compute(sc.read(drawn({"Sampul": COVER, "Skala": scales, "3.2": measured, "3.7": spent})))
    hold(hasil, {"capaian": {"kategori": ["Berjalan"]}, "efisiensi": {"kategori": ["Pas"]}})


@pytest.mark.parametrize(
    "mark", ["(-)", "↓", "(indikator negatif)", "[minimize]", "(semakin rendah semakin baik)"]
)
def test_a_mark_at_the_name(mark):
    page = f"{MEASURED}No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)\n1 | Titik singgah {mark} | Titik | 8 | 10 |"
    hold(
        sc.compute(sc.read(drawn({"Sampul": COVER, "a": page}))),
        {"capaian": {"arah": ["turun"], "capaian": [75]}},
    )
