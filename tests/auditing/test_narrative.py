"""The text of a report against its tables: what is wrong is found, and what is right is let be."""

from __future__ import annotations

import pytest

import sakipcalc as sc
from sakipcalc.cli.main import main

RIGHT = """
BAB III AKUNTABILITAS KINERJA
Indeks Kepuasan Masyarakat naik dari target 84 menjadi 87,36 di tahun 2024, dengan capaian 104,0% (kategori Sangat Baik).
Angka kemiskinan dapat ditekan sampai 8,0 persen di tahun 2024 dari target 10,0 yang dijanjikan; capaiannya 120,0.
Kedua indikator dalam kategori sangat baik, dan penyerapan anggaran mencapai 86,7% dari pagu yang tersedia.
Laporan ini memuat 2 (dua) sasaran dan 15 (lima belas) lampiran, dengan anggaran Rp 1.500,- (seribu lima ratus rupiah).
Capaian kinerja secara keseluruhan rata-rata diatas 100% dengan kategori Sangat Baik menurut skala kami.
Penyerapan anggaran tahun ini 86,7% dan dapat dikategorikan baik, sesuai laporan triwulan IV tahun berjalan.
Tabel 2.3 Target Kinerja Dinas Contoh Tahun 2024 ........ II-7
Tabel 2.1 Tujuan dan Sasaran Renstra 2021-2026 ........ II-5
Surat Nomor 12,5/X/2024 dan Peraturan Pemerintah Nomor 8 Tahun 2008 tentang tata cara tetap berlaku bagi kami.
Tahun 2024 merupakan tahun ketiga Renstra 2022-2026 yang sedang dijalankan oleh dinas ini.
"""


@pytest.fixture
def told(as_file, consistent):
    laporan = sc.read(as_file(consistent))
    hasil = sc.compute(laporan)
    return lambda text: [
        one for one in sc.audit(laporan, hasil, narasi=text) if one.code.startswith("narasi")
    ]


def test_a_text_that_agrees_with_the_tables_has_no_finding(told):
    assert told(RIGHT) == []
    assert told("") == []


WRONG = {
    "Kepuasan masyarakat naik menjadi 97,36 di tahun 2024 berkat loket baru.": ("narasi-angka-berbeda", "F3", 97.36),
    "Pada tahun 2024 mencapai 9,5 persen kemiskinan, jadi angka kemiskinan 9,5 di tahun 2024.": (
        "narasi-angka-berbeda", "F4", 9.5,
    ),
    "Capaian kinerja seluruh sasaran tahun ini dalam kategori berhasil sekali lagi.": ("narasi-sebutan-asing", None, "berhasil"),
    "Kinerja dinas pada tahun berjalan dapat dikategorikan Memuaskan oleh semua pihak.": (
        "narasi-sebutan-asing", None, "Memuaskan",
    ),
    "Dengan demikian penggunaan anggaran kami dinilai kurang efisien untuk tahun ini.": (
        "narasi-efisiensi-berbeda", None, "kurang efisien",
    ),
    "Rencana ini didukung oleh 13 (tiga) pegawai yang bertugas di kantor.": ("narasi-terbilang", None, "13"),
    "Anggaran kami sebesar Rp 1.500,- (seribu enam ratus rupiah) telah dipakai seluruhnya.": ("narasi-terbilang", None, "1.500"),
    "Tahun ini adalah tahun ke-5 Renstra dinas kami yang sedang berjalan.": ("narasi-tahun-ke", "G3", 5),
    "Capaian kinerja secara keseluruhan rata-rata di bawah 100% pada tahun berjalan ini.": ("narasi-rata-berbeda", None, "di bawah 100"),
    "Rata-rata capaian tahun ini kami nilai baik, yakni dengan kategori Baik menurut skala.": ("narasi-kategori-berbeda", None, "Baik"),
    "Penyerapan anggaran tahun ini tergolong tinggi dan dikategorikan sangat baik.": ("narasi-kategori-berbeda", None, "sangat baik"),
    "Bukti berupa rapat evaluasi dan data kinerja triwulan V tersedia di kantor.": ("narasi-triwulan", None, "V"),
    "Tabel 2.3 Target Kinerja Dinas Contoh Tahun 2023 ........ II-7": ("narasi-daftar-tabel", None, "2023"),
    "Penyerapan anggaran seluruh program kami mencapai 68,7% sampai akhir tahun.": ("narasi-angka-berbeda", None, 68.7),
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_each_wrong_word_or_figure_is_found_with_its_line(told, text):
    code, cell, said = WRONG[text]
    found = told(f"{RIGHT}\n{text}")
    assert {one.code for one in found} == {code}
    finding = found[0]
    assert float(finding.actual) == said if isinstance(said, float) else finding.actual == said
    line = RIGHT.count("\n") + 2
    assert finding.data["baris"] == str(line)
    assert f"baris {line}" in finding.message()
    assert f"line {line}" in finding.message("en").lower()
    if cell:
        assert finding.places[0].cell == cell


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KATA PENGANTAR\nSemarang, 3 Februari 2024\nBAB I\n", "narasi-tanggal"),
        ("KATA PENGANTAR\n**Semarang, 3 Februari 2025**\nBAB I\n", None),
        ("BAB I PENDAHULUAN\nPerjanjian Kinerja\nSemarang, 3 Januari 2024\n", None),
        ("melalui surat Nomor: 700/21/2025 tertanggal 03 Februari 2024, sebagai berikut", "narasi-surat"),
        ("melalui surat Nomor 700 1.2.1/1078/2024, tanggal 30 Juli 2024 perihal evaluasi", None),
        ("Peraturan Nomor 53 Tahun 2014 tanggal 3 Maret 2015 tentang petunjuk teknis", None),
    ],
)
def test_dates_of_the_foreword_and_of_letters(told, text, code):
    found = told(text)
    assert [one.code for one in found] == ([code] if code else [])
    assert all("2024" in one.message() and "2024" in one.message("en") for one in found)


def test_rows_of_tables_and_short_headings_are_no_text(told):
    assert told("| Indeks Kepuasan Masyarakat | 84 | 99,99 | di tahun 2024 |") == []
    assert told("Kepuasan masyarakat\t84\t99,99 di tahun 2024 dan seterusnya sampai selesai") == []


def test_the_command_takes_the_text_of_one_report(as_file, consistent, tmp_path, capsys):
    book, text = str(as_file(consistent)), tmp_path / "bab3.md"
    text.write_text(next(iter(WRONG)), encoding="utf-8")
    assert main(["audit", book, "--narasi", str(text), "--fail-on", "warning"]) == 1
    assert "97,36" in capsys.readouterr().out
    assert main(["audit", book, book, "--narasi", str(text)]) == 2
    assert main(["audit", book, "--narasi", str(tmp_path / "tidak-ada.txt")]) == 2
    assert "tidak-ada.txt" in capsys.readouterr().err
