"""Facts wherever they stand, kinds of target, budgets and whom they serve, parents and their lines."""

from __future__ import annotations

import openpyxl
import pytest

import sakipcalc as sc

COVER = [["DINAS ARSIP DAERAH"], ["KABUPATEN SAGARA"], ["TAHUN 2024"], ["Renstra 2021-2026"]]
GOALS = ("Budaya baca tumbuh", "Budaya baca tumbuh", "Arsip tertib")
NAMES = ("Indeks kegemaran membaca", "Kunjungan perpustakaan", "Nilai audit kearsipan")
TARGETS, REACHED = (60, 4000, 50), (63, 3600, 45)
M = 1_000_000


def rows(*columns):
    return [[number, *one] for number, one in enumerate(zip(*columns, strict=True), 1)]


MEASURED = [
    ["Tabel 3.2 Pengukuran Kinerja Tahun 2024"],
    ["No", "Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian (%)"],
    *rows(GOALS, NAMES, TARGETS, REACHED, (105, 90, 90)),
]
SEVERAL_YEARS = [
    ["Tabel 3.3 Perbandingan Realisasi dan Capaian Kinerja Tahun 2023 dan 2024"],
    ["No", "Sasaran", "Indikator Kinerja", "Target 2023", "Realisasi 2023", "Capaian 2023", "Target 2024", "Realisasi 2024", "Capaian 2024"],
    *rows(GOALS, NAMES, (58, 3900, 48), (58, 3900, 48), (100, 100, 100), TARGETS, REACHED, (105, 90, 90)),
]  # fmt: skip
EFFICIENCY = [
    ["Tabel 3.7 Perbandingan Pencapaian Kinerja dan Anggaran"],
    ["No", "Sasaran", "Indikator Kinerja", "Target", "Realisasi", "% Capaian", "Anggaran (Rp)", "Realisasi Anggaran (Rp)", "% Serapan", "Tingkat Efisiensi"],
    *rows(GOALS, NAMES, TARGETS, REACHED, (105, 90, 90), (9, 9, 9), (6, 6, 6), (66.67,) * 3, (None,) * 3),
]  # fmt: skip
END = [
    ["Tabel 3.4 Perbandingan Realisasi dengan Target Renstra"],
    ["No", "Sasaran", "Indikator Kinerja", "Realisasi 2024", "Target Akhir 2026", "Tingkat Kemajuan (%)"],
    *rows(GOALS, NAMES, REACHED, (70, 4500, 60), (90, 80, 75)),
]
PROMISED = [
    ["Tabel 2.3 Target Kinerja Tahun 2024"],
    ["No", "Sasaran", "Indikator Kinerja", "Target"],
    *rows(GOALS, NAMES, TARGETS),
]
QUARTERS = [
    ["Rencana Aksi dan Realisasi Triwulan Tahun 2024"],
    ["No", "Sasaran", "Indikator Kinerja", "Target", *(f"{what} TW {one}" for one in ("I", "II", "III", "IV") for what in ("Target", "Realisasi"))],
    *rows(GOALS, NAMES, TARGETS, *((1, 1, 1),) * 6, TARGETS, REACHED),
]  # fmt: skip
SPENT = [
    ["Tabel 3.9 Realisasi Anggaran"],
    ["Sasaran", "Program / Kegiatan / Sub Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"],
    ["Budaya baca tumbuh", "Program Perpustakaan", 450 * M, 415 * M, 92.22],
    [None, "1. Layanan baca", 450 * M, 415 * M, 92.22],
    [None, "a) Koleksi", 450 * M, 415 * M, 92.22],
    ["Arsip tertib", "Program Arsip", 200 * M, 150 * M, 75],
    [None, "1. Arsip dinamis", 200 * M, 150 * M, 75],
    [None, "a) Penataan", 200 * M, 150 * M, 75],
    ["JUMLAH", None, 650 * M, 565 * M, 86.92],
]


@pytest.fixture
def results(as_file):
    return lambda **sheets: sc.compute(sc.read(as_file({"Sampul": COVER, **sheets})))


@pytest.mark.parametrize(
    "sheets",
    [
        {"a": SEVERAL_YEARS}, {"a": EFFICIENCY}, {"a": SEVERAL_YEARS, "b": EFFICIENCY}, {"a": END, "b": PROMISED}, {"a": QUARTERS},
    ],
    ids=["3.3", "3.7", "3.3 and 3.7", "3.4 and 2.3", "quarters"],
)  # fmt: skip
def test_capaian_follows_from_whatever_table_states_its_facts(results, sheets):
    frame = results(**sheets).capaian
    assert frame["indikator"].tolist() == list(NAMES)
    assert frame["target"].tolist() == list(TARGETS)
    assert frame["realisasi"].tolist() == list(REACHED)
    assert frame["capaian"].tolist() == [105, 90, 90]


def test_what_no_table_states_is_not_invented(results):
    frame = results(a=END).capaian
    assert frame["realisasi"].tolist() == list(REACHED)
    assert frame["target"].isna().all()
    assert frame["capaian"].isna().all()


def test_an_empty_cell_takes_the_fact_and_keeps_the_other_order(results):
    other = [[*row[:3], None, None, None] for row in MEASURED[2:]]
    frame = results(a=[*MEASURED[:2], *other], b=PROMISED, c=EFFICIENCY).capaian
    assert (frame["target"].tolist(), frame["realisasi"].tolist()) == (list(TARGETS), list(REACHED))


@pytest.mark.parametrize(
    ("arah", "target", "realisasi", "capaian"),
    [
        (None, "20 – 24", "22", 100), (None, "40 s.d. 50", 55, 110), ("Negatif", "10-20", 25, 75),
        (None, "Istimewa", "istimewa", 100), (None, "Ada", "Belum ada", 0), (None, "Terpenuhi", "Terpenuhi", 100), (None, "Tercapai", "Tidak tercapai", 0),
        (None, "Level 4", "Level 3", 75), (None, "Tingkat IV", "Tingkat III", 75), ("Turun", "1 : 30", "1 : 36", 80), (None, "WTP", "WDP", 75),
        (None, 200, "150 dari 200", 75), (None, "Utama", "Madya", None), (None, "1 : 30", "1 : 36", None), (None, "3 buku 4 peta", "3 buku", None),
    ],
)  # fmt: skip
def test_every_kind_of_target_gives_one_capaian_and_one_progress(results, arah, target, realisasi, capaian):
    main = [
        ["Tabel 3.2 Pengukuran Kinerja Tahun 2024"],
        ["No", "Indikator Kinerja", "Satuan", "Polaritas", "Target", "Realisasi", "Capaian (%)"],
        [1, "Mutu layanan", "Skala", arah, target, realisasi, None],
        [2, "Minat baca", "Indeks", "Naik" if arah else None, 70, 70, 100],
    ]
    end = [END[0], ["No", "Indikator Kinerja", "Realisasi 2024", "Target Akhir 2026", "Tingkat Kemajuan (%)"]]
    end += [[1, "Mutu layanan", realisasi, target, None], [2, "Minat baca", 70, 70, 100]]
    hasil = results(a=main, b=end)
    assert hasil.capaian_rows[0].capaian.number == capaian
    assert hasil.renstra_rows[0].kemajuan.number == capaian


def budgets(*figures):
    head, kept = EFFICIENCY[:2], [row[:6] for row in EFFICIENCY[2:]]
    return [*head, *([*row, *own] for row, own in zip(kept, figures, strict=True))]


ALL, BAND, TWO = [650 * M, 565 * M], [450 * M, 415 * M], [200 * M, 150 * M]


@pytest.mark.parametrize(
    ("figures", "shared"),
    [
        ((ALL, [], []), [3]), ((ALL, ALL, ALL), [3]), ((BAND, [], TWO), [2, 1]), (([7, 5], [8, 6], [9, 7]), [1, 1, 1]),
        (([], [], []), [2, 1]), ((BAND, BAND, TWO), [2, 1]),
    ],
    ids=["once", "again and again", "once a sasaran", "each its own", "not yet written", "again a sasaran"],
)  # fmt: skip
@pytest.mark.parametrize("tree", [False, True])
def test_whom_a_budget_serves(results, figures, shared, tree):
    hasil = results(a=MEASURED, b=budgets(*figures), **({"c": SPENT} if tree else {}))
    assert [len(row.indikator) for row in hasil.efisiensi_rows] == shared
    means = {1: [105, 90, 90], 2: [97.5, 90], 3: [95]}
    assert hasil.efisiensi["capaian_kinerja"].tolist() == means[shared[0]]


def test_filling_writes_no_budget_where_one_is_shared(as_file, tmp_path):
    book = as_file({"Sampul": COVER, "a": MEASURED, "3.7": budgets(ALL, [], []), "c": SPENT})
    sc.fill(book, tmp_path / "isi.xlsx")
    page = openpyxl.load_workbook(tmp_path / "isi.xlsx")["3.7"]
    assert [page.cell(row, col).value for row in (4, 5) for col in (7, 8)] == [None] * 4


@pytest.mark.parametrize("head", [["No", "Sasaran"], ["No", "Sasaran", "% Capaian"]])
def test_a_row_for_a_whole_sasaran(as_file, head):
    columns = [*head, "Anggaran (Rp)", "Realisasi Anggaran (Rp)", "% Serapan", "Tingkat Efisiensi"]
    mean = [[97.5], [90]] if len(head) > 2 else [[], []]
    lines = [[1, GOALS[0], *mean[0], *BAND], [2, GOALS[2], *mean[1], *TWO]]
    laporan = sc.read(as_file({"Sampul": COVER, "a": MEASURED, "b": [EFFICIENCY[0], columns, *lines]}))
    hasil = sc.compute(laporan)
    assert hasil.efisiensi["capaian_kinerja"].tolist() == [97.5, 90]
    assert sc.audit(laporan, hasil).at_least("galat") == ()


@pytest.mark.parametrize("typed", [1250, 65, 6.5])
def test_a_total_is_what_its_lines_come_to(results, typed):
    lines = [*SPENT[:-1], ["Total Seluruhnya", None, typed * M, 565 * M, 86.92]]
    hasil = results(a=lines)
    assert hasil.total_anggaran.pagu.number == 650 * M
    assert [t.code for t in sc.audit(hasil.laporan, hasil) if t.severity == "galat"][:1] == ["jumlah-berbeda"]


def test_a_typed_parent_stands_in_where_its_lines_lack_figures(results):
    bare = [
        [*row[:2], *(row[2:] if row[1] is None or "Program" in row[1] else [None] * 3)] for row in SPENT[2:]
    ]
    assert results(a=[*SPENT[:2], *bare]).total_anggaran.pagu.number == 650 * M


def test_a_plan_alone_has_its_sums(results):
    lines = [[None, row[1], None if row[1][:2] != "a)" else row[2]] for row in SPENT[2:-1]]
    hasil = results(
        a=[
            ["Tabel 2.4 Program dan Kegiatan Tahun 2024"],
            ["No", "Program / Kegiatan", "Anggaran (Rp)"],
            *lines,
        ]
    )
    assert [int(row.pagu.number / M) for row in hasil.baris_program] == [450, 200]
    assert hasil.total_anggaran.pagu.number == 650 * M


def test_names_of_one_table_that_no_other_has_are_linked_by_their_sasaran(results):
    plan = [
        ["Tabel 2.1 Tujuan dan Sasaran Jangka Menengah"],
        ["No", "Tujuan", "Sasaran", "Indikator Kinerja", 2022, 2023, 2024, 2025, 2026],
        [1, "Literasi maju", "Budaya baca tumbuh", "Indeks kegemaran membaca", 56, 58, 60, 62, 64],
        [2, "Literasi maju", "Budaya baca tumbuh", "Pemustaka yang datang", 3000, 3500, 4000, 4500, 5000],
        [3, "Literasi maju", "Arsip tertib", "Hasil pengawasan ANRI", 40, 45, 50, 55, 60],
    ]
    without = [[*row[:3], None, *row[4:]] for row in MEASURED[2:]]
    assert results(a=plan, b=[*MEASURED[:2], *without]).capaian["target"].tolist() == list(TARGETS)


@pytest.mark.parametrize("labels", [("Memukau", "Menawan"), ("Bintang lima", "Bintang tiga")])
def test_labels_of_a_scale_that_nobody_knows_accuse_nobody(as_file, labels):
    graded = [[*MEASURED[1], "Predikat"], *([*row, labels[row[5] < 100]] for row in MEASURED[2:])]
    laporan = sc.read(as_file({"Sampul": COVER, "a": [MEASURED[0], *graded]}))
    temuan = sc.audit(laporan)
    assert temuan.at_least("galat") == ()
    assert len(temuan.with_code("skala-tak-dikenal")) == 1
    assert {row.kategori.text for row in sc.compute(laporan).capaian_rows} == {""}


@pytest.mark.parametrize(
    ("labels", "chosen", "asked", "accuses"),
    [
        (
            ("Sangat Baik", "Sangat Baik", "Baik"),
            (),
            1,
            False,
        ),  # 97 is very good here, and good by the usual scale
        (("Sangat Baik", "Baik", "Baik"), (), 0, False),
        (("Baik", "Sangat Baik", "Baik"), (), 0, True),  # no scale gives 105 less than 97
        (("Sangat Baik", "Sangat Baik", "Baik"), (["Skala", "lkjip"],), 0, True),
    ],
)
def test_labels_that_rise_with_their_figures_are_of_a_scale_with_other_bounds(
    as_file, labels, chosen, asked, accuses
):
    rows = [
        ["Pengukuran Kinerja Tahun 2024"],
        ["Indikator Kinerja", "Target", "Realisasi", "Capaian (%)", "Predikat"],
        *(
            [name, 100, reached, reached, label]
            for name, reached, label in zip(
                ("Taman terawat", "Lampu menyala", "Trotoar mulus"), (105, 97, 90), labels, strict=True
            )
        ),
    ]
    sheets = {"a": rows} | ({"Pengaturan": [["Pilihan", "Nilai"], *chosen]} if chosen else {})
    temuan = sc.audit(sc.read(as_file(sheets)))
    assert len(temuan.with_code("skala-batas-lain")) == asked
    assert bool(temuan.at_least("galat")) == accuses


@pytest.mark.parametrize(
    ("bands", "label"),
    [
        ((("≥ 1,10", "Hemat"), ("0,95 – 1,09", "Wajar"), ("< 0,95", "Boros")), "Wajar"),
        ((("> 5", "Hemat"), ("0 – 5", "Wajar"), ("< 0", "Boros")), "Hemat"),
    ],
    ids=["ratios", "points"],
)
def test_a_scale_of_efficiency_says_by_its_bounds_what_it_judges(results, bands, label):
    scale = [
        ["Tabel 3.6 Skala Tingkat Efisiensi"],
        ["No", "Interval", "Tingkat Efisiensi"],
        *rows(*zip(*bands, strict=True)),
    ]
    (row,) = results(a=MEASURED, b=scale, c=budgets(ALL, [], [])).efisiensi_rows
    assert row.kategori.text == label
