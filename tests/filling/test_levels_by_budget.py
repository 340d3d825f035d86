"""Tabel 2.4 without codes or numbers: only its empty budget tells that a line is no leaf, and filling keeps that sign."""

from __future__ import annotations

import pytest

import sakipcalc as sc

HEAD = ["No", "Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja", "Target", "Anggaran (Rp)"]
LINES = [
    [1, "Pemeliharaan barang milik daerah", "Persentase barang terpelihara", 100, None],
    [2, "Penyediaan gaji dan tunjangan", "Gaji yang dibayarkan", 12, 1_500_000],
    [3, "Perencanaan dan evaluasi kinerja", "Persentase dokumen", 100, None],
    [4, "Penyusunan laporan kinerja", "Jumlah laporan", 4, 250_000],
    [5, "Penyusunan rencana kerja", "Jumlah rencana", 1, 50_000],
]


@pytest.fixture
def template(as_file):
    def write(text: bool):
        lines = [
            [*line[:4], f"{line[4]:,}".replace(",", ".") if text and line[4] else line[4]] for line in LINES
        ]
        return as_file({"Tabel 2.4": [["Tabel 2.4 Program, Kegiatan dan Anggaran"], HEAD, *lines]})

    return write


@pytest.mark.parametrize(("text", "formulas"), [(False, True), (False, False), (True, True), (True, False)])
def test_levels_and_sums_are_the_same_when_it_is_filled_again(template, tmp_path, text, formulas):
    path, once, twice = template(text), tmp_path / "sekali.xlsx", tmp_path / "lagi.xlsx"
    report = sc.fill(path, once, formulas=formulas)
    again = sc.fill(once, twice, formulas=formulas)
    levels = [[row.level for row in sc.read(one).tables[0].rows] for one in (path, once)]
    assert levels[0] == levels[1] == ["kegiatan", "sub_kegiatan", "kegiatan", "sub_kegiatan", "sub_kegiatan"]
    assert (again.written, once.read_bytes()) == ((), twice.read_bytes())
    live = formulas and not text
    assert [(cell.cell.place.cell, cell.formula) for cell in report.written] == (
        [("E3", 'IF(COUNT(E4)=0,"",SUM(E4))'), ("E5", 'IF(COUNT(E6:E7)=0,"",SUM(E6:E7))')] if live else []
    )
    assert report.notes.count("sums-left-out") == (not live)


def test_the_terminal_says_what_to_do(template, tmp_path, capsys):
    from sakipcalc.cli import main

    assert main(["fill", str(template(text=True)), "-o", str(tmp_path / "hasil.xlsx")]) == 0
    assert "nomor atau kode" in " ".join(capsys.readouterr().out.split())
