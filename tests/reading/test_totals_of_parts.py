"""A total of a part of the budget is no total of all, the last one neither, whatever the total of all is called."""

from __future__ import annotations

import pytest

import sakipcalc as sc

HEAD = ["No", "Program / Kegiatan", "Pagu (Rp)", "Realisasi (Rp)", "%"]
M = 1_000_000


def tree(part, whole, *, in_first):
    """Return a tree of two programmes, each with its own total below it, and the total of all."""

    def total(word, pagu, spent):
        return (
            [word, None, pagu * M, spent * M, None] if in_first else [None, word, pagu * M, spent * M, None]
        )

    return [
        ["Realisasi Anggaran Program dan Kegiatan Tahun 2025"], HEAD,
        ["1", "Program Konservasi", 500 * M, 460 * M, None], ["1.1", "Patroli pesisir", 300 * M, 290 * M, None], ["1.1.1", "Bahan bakar", 300 * M, 290 * M, None],
        ["1.2", "Penanaman bakau", 200 * M, 170 * M, None], ["1.2.1", "Bibit", 200 * M, 170 * M, None], total(part, 500, 460),
        ["2", "Program Niaga", 150 * M, 105 * M, None], ["2.1", "Lelang ikan", 150 * M, 105 * M, None], ["2.1.1", "Papan harga", 150 * M, 105 * M, None], total(part, 150, 105),
        total(whole, 650, 565),
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["Sub Total", "Subtotal", "Jumlah Program", "Sub Jumlah"])
@pytest.mark.parametrize(
    ("whole", "in_first"),
    [("Total Pagu dan Realisasi", True), ("JUMLAH", False), ("Jumlah Seluruhnya (Rp)", True)],
)
def test_totals_of_parts(as_file, part, whole, in_first):
    laporan = sc.read(as_file({"Bab III": tree(part, whole, in_first=in_first)}))
    hasil = sc.compute(laporan)
    total = hasil.total_anggaran
    assert (total.pagu.number, total.realisasi.number) == (650 * M, 565 * M)
    programmes = {line.uraian: line.pagu.number for line in hasil.baris_program}
    assert programmes == {"Program Konservasi": 500 * M, "Program Niaga": 150 * M}
    assert not [t for t in sc.audit(laporan, hasil) if t.severity == "galat"]


@pytest.mark.parametrize("heading", ["Serapan (%)", "% Keuangan", "Persentase Penyerapan"])
def test_an_absorption_without_rupiah_is_that_of_its_sasaran(as_file, heading):
    rows = [
        ["Perbandingan Capaian Kinerja dan Serapan Anggaran Tahun 2025"],
        ["No", "Sasaran", "Indikator Kinerja", "Capaian (%)", heading, "Selisih (%)"],
        [1, "Pesisir lestari", "Luas bakau pulih", 101.38, 89.89, 18.55], [2, None, "Tutupan karang hidup", 115.5, None, None],
        [3, "Nelayan sejahtera", "Nilai tukar", 99.88, 78.77, 21.11],
    ]  # fmt: skip
    laporan = sc.read(as_file({"Bab III": rows}))
    hasil = sc.compute(laporan)
    assert not [t for t in sc.audit(laporan, hasil) if t.severity == "galat"]
    assert [len(row.indikator) for row in hasil.efisiensi_rows] == [2, 1]
