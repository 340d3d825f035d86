"""Labels beside a figure of efficiency are judged, whatever their heading; a scale may leave out one value."""

from __future__ import annotations

import pytest

import sakipcalc as sc

from .drawn_sheets import drawn

MEASURED = """Tabel 3.2 Pengukuran Kinerja Tahun 2026
Nomor | Sasaran | Ukuran Kinerja | Satuan | Target | Realisasi | % Capaian
1 | Kolam subur | Panen lele | ton | 300 | 270 | 90
2 | Warga gemar makan ikan | Konsumsi ikan | kg | 32 | 36 | 112.5"""
WHOLE = "1 | > 0 | Sangat Irit\n2 | '= 0 | Pas\n3 | < 0 | Boros"
HOLED = "1 | > 0 | Sangat Irit\n2 | < 0 | Boros"


def workbook(head, beside, bands, label="Boros", spent=500000):
    share = spent / 5000
    return {
        "M": MEASURED,
        "E": f"""Tabel 3.7 Kinerja dan anggaran
Nomor | Sasaran | Ukuran Kinerja | Capaian (%) | Pagu | Realisasi Anggaran | % Serapan | {beside} | {head}
1 | Kolam subur | Panen lele | 90 | 1000000 | 800000 | 80 | 10 | Sangat Irit
2 | Warga gemar makan ikan | Konsumsi ikan | 112.5 | 500000 | {spent} | {share} | {112.5 - share} | {label}""",
        "S": f"Tabel 3.6 Kriteria Efisiensi\nNomor | Selisih | Kriteria\n{bands}",
    }


@pytest.mark.parametrize("head", ["Tingkat Efisiensi", "Tingkat Kehematan", "Keterangan", "Simpulan"])
@pytest.mark.parametrize(("beside", "bands"), [("Selisih", WHOLE), ("Efisiensi (%)", HOLED)])
def test_a_label_that_its_figure_does_not_have_is_found(head, beside, bands):
    temuan = sc.audit(drawn(workbook(head, beside, bands)))
    assert [one.places[0].cell for one in temuan if one.severity == "galat"] == ["I4"]
    (wrong,) = temuan.with_code("kategori-berbeda")
    assert (wrong.actual, wrong.expected) == ("Boros", "Sangat Irit")
    assert bool(temuan.with_code("skala-satu-nilai")) == (bands == HOLED)


def test_of_the_value_that_a_scale_leaves_out_nothing_is_said():
    data = drawn(workbook("Kriteria", "Selisih", HOLED, spent=562500))
    (_, row) = sc.compute(data).efisiensi_rows
    assert (row.selisih.number, row.kategori.text, row.kategori.reasons) == (0, "", ("skala",))
    assert not sc.audit(data).with_code("kategori-berbeda")


@pytest.mark.parametrize(
    "caption", ["Tabel 3.7 Kinerja dan Anggaran", "Tabel 12 Efisiensi Penggunaan Sumber Daya"]
)
def test_programmes_beside_goals_are_budgets_where_the_caption_says_so(caption):
    listed = f"""{caption}
Nomor | Sasaran | Program | Pagu | Realisasi | %
1 | Kolam subur | Budidaya Perikanan | 1000000 | 800000 | 80
2 | Warga gemar makan ikan | Pengolahan Hasil | 500000 | 500000 | 100
3 |  | Pemasaran Ikan | 200000 | 100000 | 50"""
    rows = sc.compute(drawn({"M": MEASURED, "E": listed})).efisiensi_rows
    assert [(row.program, row.serapan.number, row.capaian.number) for row in rows] == [
        ("Budidaya Perikanan", 80, 90), ("Pengolahan Hasil", 100, 112.5), ("Pemasaran Ikan", 50, 112.5),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Program", "Nama Program", "Kegiatan", "Sub Kegiatan"])
def test_a_list_has_the_level_that_its_heading_names(heading):
    listed = f"""Tabel 3.9 Realisasi Anggaran
Nomor | {heading} | Pagu | Realisasi | %
1 | Budidaya Perikanan | 1000000 | 800000 | 80
2 | Pengolahan Hasil | 500000 | 500000 | 100"""
    hasil = sc.compute(drawn({"M": MEASURED, "E": listed}))
    level = heading.removeprefix("Nama ").lower().replace(" ", "_")
    assert [(row.level, row.pagu.number) for row in hasil.anggaran_rows] == [(level, 10**6), (level, 500000)]
    assert hasil.total_anggaran.pagu.number == 1500000
