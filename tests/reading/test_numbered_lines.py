"""Outlines of two digits are no account codes, and account codes that end at programmes are no outline."""

from __future__ import annotations

import pytest

import sakipcalc as sc

TREE = (
    ("01", "Perpustakaan", 650), ("01.01", "Pengelolaan", 600), ("01.01.01", "Koleksi", 400), ("01.01.02", "Keliling", 200),
    ("01.02", "Pembudayaan", 50), ("01.02.01", "Lomba", 50), ("02", "Kearsipan", 200), ("02.01", "Dinamis", 200), ("02.01.01", "Penataan", 200),
)  # fmt: skip
DEPTH = {0: "program", 1: "kegiatan", 2: "sub_kegiatan"}


def lines_of(as_file, lines, column="Kode"):
    body = [[number, name, pagu, pagu * 0.9] for number, name, pagu in lines]
    sheet = [["Tabel 3.9 Realisasi Anggaran"], [column, "Uraian", "Pagu", "Realisasi"], *body]
    hasil = sc.compute(sc.read(as_file({"Lembar": sheet})))
    return [(row.level, row.uraian) for row in hasil.anggaran_rows], hasil.total_anggaran.pagu.number


@pytest.mark.parametrize("column", ["Kode", "No"])
@pytest.mark.parametrize("lines", [TREE, TREE[:6], [(n.replace("0", ""), *rest) for n, *rest in TREE]])
def test_an_outline_is_read_by_its_depth(as_file, column, lines):
    levels, total = lines_of(as_file, lines, column)
    assert levels == [(DEPTH[number.count(".")], name) for number, name, _ in lines]
    assert total == sum(pagu for number, _, pagu in lines if "." not in number)


@pytest.mark.parametrize("urusan", ["URUSAN PILIHAN", "Pilihan"])
def test_codes_of_urusan_and_bidang_stand_above_programmes(as_file, urusan):
    codes = [
        ("2", urusan, 650),
        ("2.23", "Perpustakaan", 650),
        ("2.23.01", "Penunjang", 450),
        ("2.23.02", "Baca", 200),
    ]
    assert lines_of(as_file, codes) == ([("program", "Penunjang"), ("program", "Baca")], 650)
