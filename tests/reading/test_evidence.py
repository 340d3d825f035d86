"""Layouts and words that no list has: what is read, what is asked, and that nothing is guessed in silence."""

from __future__ import annotations

import io
import random
from xml.dom import minidom

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.reading import kinds, read_grids
from sakipcalc.tables import Grammar, Vocabulary

HEAD = [
    "No",
    "Sasaran",
    "Indikator Kinerja",
    "Satuan",
    "Target",
    "Realisasi",
    "Capaian (%)",
    "Penanggung Jawab",
]
ROWS = [
    [1, "Tertatanya arsip daerah", "Arsip dinamis tertata", "boks", 40, 38, 95, "Seksi A"],
    [2, "Terlayaninya pemustaka", "Pemustaka terlayani", "orang", 900, 990, 110, "Seksi B"],
    [3, "Terlayaninya pemustaka", "Ruang baca terpakai", "%", 75, 60, 80, "Seksi B"],
]
FACTS = {"target": [40, 900, 75], "realisasi": [38, 990, 60], "capaian": [95, 110, 80]}
TITLE = ["Tabel 7 Pengukuran Kinerja Tahun 2027"]


def book(*sheets, merges=(), bold=()):
    """Return a workbook of lists of rows; `merges` are ranges of the first sheet with their text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        for number, rows in enumerate(sheets, start=1):
            sheet = made.add_worksheet(f"Lembar{number}")
            for r, row in enumerate(rows):
                look = made.add_format({"bold": True}) if r in bold else None
                for c, value in enumerate(row):
                    if value is not None:
                        sheet.write(r, c, value, look)
            for first, text in merges if number == 1 else ():
                sheet.merge_range(first, text)
    return buffer.getvalue()


def column(laporan, key, table="3.2"):
    return list(laporan.tabel[table][key])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_one_heading_replaced_by_nonsense_leaves_the_others_as_they_are(data):
    at = data.draw(st.integers(0, len(HEAD) - 1))
    word = data.draw(st.sampled_from(["Qwert", "Zibrun Flok", "Hmmm", "Tambur 9", "X-Y-Z"]))
    order = data.draw(st.permutations(range(len(HEAD))) | st.just(list(range(len(HEAD)))))
    head = [word if i == at else HEAD[i] for i in order]
    laporan = sc.read(book([TITLE, [], head, *([row[i] for i in order] for row in ROWS)]))
    for key, wanted in FACTS.items():
        if not HEAD[at].lower().startswith(key):
            assert column(laporan, key) == wanted


@pytest.mark.parametrize("seed", range(6))
def test_most_words_may_be_forgotten(seed):
    words = Vocabulary.standard().grammar.words
    gone = random.Random(seed).sample(  # noqa: S311 -- the same words each time
        words, len(words) * 3 // 10
    )
    sheets = kinds.open_grids(book([TITLE, [], HEAD, *ROWS]), "x.xlsx", None)
    laporan = read_grids(sheets, "x.xlsx", Vocabulary.standard().without(gone))
    for key, wanted in FACTS.items():
        assert column(laporan, key) == wanted


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("R e a l i s a s i", "realisasi"),
        ("Relaisasi Kinerja", "realisasi"),
        ("Sat.", "satuan"),
        ("Kategori Capaian", "kategori"),
        ("Jumlah Pagu (Rp)", "pagu"),
        ("Rasio Capaian Renstra (%)", "capaian"),
        ("Unit Kerja", "lain"),
        ("Kode Warna", "warna"),
    ],
)
def test_a_heading_is_read_word_by_word(heading, measure):
    assert Grammar.standard().meaning((heading,)).measure == measure


def test_of_two_targets_the_one_of_the_year_counts_whatever_the_order():
    for first, second in ((2029, 2027), (2027, 2029)):
        head = [*HEAD[:4], f"Target {first}", f"Target {second}", "Realisasi 2027", "Capaian (%)"]
        rows = [
            [*row[:4], *((row[4] + 9, row[4]) if first > second else (row[4], row[4] + 9)), *row[5:7]]
            for row in ROWS
        ]
        assert column(sc.read(book([TITLE, [], head, *rows])), "target") == FACTS["target"]


def test_years_above_unmerged_measures():
    head = [["", "", 2026, "", "", 2027, "", ""], ["No", "Indikator", *["T", "R", "%"] * 2]]
    row = [1, "Kegemaran membaca warga", 55, 44, 80, 60, 48, 80]
    laporan = sc.read(
        book([["Perkembangan kinerja"], *head, row, [2, "Arsip tertata", 50, 60, 120, 60, 66, 110]])
    )
    assert laporan.tabel["3.3"].loc[4, ["target_2026", "realisasi_2027", "capaian_2027"]].tolist() == [
        55,
        48,
        80,
    ]


def test_a_row_of_numbers_between_two_rows_of_headings():
    head = [
        [*HEAD[:4], "Kinerja", None, None],
        list(range(1, 8)),
        [None] * 4 + ["Target", "Realisasi", "Capaian"],
    ]
    laporan = sc.read(book([TITLE, *head, *(row[:7] for row in ROWS)]))
    assert column(laporan, "capaian") == FACTS["capaian"]


def test_a_formula_in_the_row_of_numbers_tells_a_ratio():
    head = [["No", "Indikator", "Bluf", "Krat", "Zunt"], ["1", "2", "3", "4", "5 = 4 / 3 x 100"]]
    rows = [[row[0], row[2], *row[4:7]] for row in ROWS]
    laporan = sc.read(book([["Pengukuran Kinerja"], *head, *rows]))
    assert {key: column(laporan, key) for key in FACTS} == FACTS
    assert laporan.temuan.with_code("kolom-ditebak")


class TestSeveralTables:
    def test_one_for_each_sasaran_adds_up(self):
        parts = [
            [[f"Tabel 3.{4 + i} Capaian Sasaran {i}"], HEAD[:7], row[:7], []] for i, row in enumerate(ROWS)
        ]
        laporan = sc.read(book([line for part in parts for line in part]))
        assert [table.name for table in laporan.tables] == ["3.2", "3.2 (2)", "3.2 (3)"]
        hasil = sc.compute(laporan)
        assert [float(one.capaian.number) for one in hasil.capaian_rows] == [95, 110, 80]

    def test_on_sheets_of_their_own(self):
        sheets = [[["Capaian Kinerja"], HEAD[:7], row[:7]] for row in ROWS]
        hasil = sc.compute(sc.read(book(*sheets)))
        assert len(hasil.capaian_rows) == len(ROWS)

    def test_the_conclusion_repeats_and_does_not_add_up(self):
        measured = [["Tabel 5 Capaian"], [*HEAD[:7], "PIC"], *ROWS]
        again = [["Tabel 9 Hasil Pengukuran"], HEAD[:7], *(row[:7] for row in ROWS)]
        laporan = sc.read(book(measured, again))
        assert {table.id: table.sheet for table in laporan.tables} == {
            "3.2": "Lembar1",
            "4.1": "Lembar2",
        }

    def test_two_side_by_side(self):
        left, right = ["Batas Nilai", "Predikat"], ["%", "Tingkat Efisiensi"]
        rows = [["≥ 90", "Unggul", None, "> 0", "Hemat"], ["< 90", "Lemah", None, "≤ 0", "Boros"]]
        laporan = sc.read(book([["Skala"], [*left, None, *right], *rows]))
        assert {table.id for table in laporan.tables} == {"3.1", "3.6"}


BUDGET = [
    ("program", "Pembinaan Perpustakaan", 450, 415),
    ("kegiatan", "Pengelolaan Perpustakaan", 400, 365),
    ("sub_kegiatan", "Pengembangan Koleksi", 300, 270),
    ("sub_kegiatan", "Layanan Keliling", 100, 95),
    ("kegiatan", "Pembudayaan Gemar Membaca", 50, 50),
    ("sub_kegiatan", "Lomba Bertutur", 50, 50),
    ("program", "Pengelolaan Arsip", 200, 150),
    ("kegiatan", "Arsip Dinamis", 200, 150),
    ("sub_kegiatan", "Penataan Arsip", 200, 150),
]
LABELS = {
    "outline": ["2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1", "3", "3.1", "3.1.1"],
    "letters": ["I", "A", "1", "2", "B", "1", "II", "A", "1"],
    "code": ["X.XX.02", "X.XX.02.2.01", "X.XX.02.2.01.01", "X.XX.02.2.01.02", "X.XX.02.2.02", "X.XX.02.2.02.01",
             "X.XX.03", "X.XX.03.2.01", "X.XX.03.2.01.01"],
    "short": ["01", "01.2.01", "01.2.01.01", "01.2.01.02", "01.2.02", "01.2.02.01", "02", "02.2.01", "02.2.01.01"],
}  # fmt: skip


def budget(label, where, total="Jumlah Seluruh Program", factor=1_000_000, empty=False):
    lines = []
    for text, (level, name, pagu, spent) in zip(LABELS[label], BUDGET, strict=True):
        glued = f"{text}{'.' if text.isalnum() else ''} {name}"
        figures = [None, None] if empty and level != "sub_kegiatan" else [pagu * factor, spent * factor]
        lines.append([glued, *figures] if where == "glued" else [text, name, *figures])
    last = [total, 650 * factor, 565 * factor]
    head = ["Uraian", "Pagu", "Realisasi"]
    rows = [head, *lines, last] if where == "glued" else [["Kode", *head], *lines, [None, *last]]
    return [["Realisasi Anggaran Tahun 2027"], *rows]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("where", ["own column", "glued"])
@pytest.mark.parametrize("empty", [False, True])
def test_levels_by_labels_of_every_kind(label, where, empty):
    table = sc.read(book(budget(label, where, empty=empty))).find("3.9")
    assert [row.level for row in table.rows] == [*(level for level, *_ in BUDGET), "jumlah"]


@pytest.mark.parametrize(
    "total", ["Jumlah Belanja Dinas", "J U M L A H", "Total Keseluruhan (Rp)", "Keseluruhan dana"]
)
def test_a_total_is_one_whatever_it_is_called(total):
    assert sc.read(book(budget("code", "own column", total))).find("3.9").rows[-1].level == "jumlah"


@pytest.mark.parametrize("at", ["above", "below", "beside"])
def test_the_unit_of_the_money_is_found_wherever_it_is_said(at):
    title, *rows = budget("code", "own column", factor=1_000)
    said = "(dalam ribu rupiah)"
    sheet = {
        "above": [[said], *[[] for _ in range(10)], title, *rows],
        "below": [title, *rows, [], [f"Catatan: angka {said}"]],
        "beside": [[*title, None, said], *rows],
    }[at]
    assert sc.read(book(sheet)).find("3.9").rows[-1].cells["anggaran"].value == 650_000_000


def test_what_is_asked_may_be_answered():
    head = ["No", "Indikator Kinerja", "Zorp", "Target", "Realisasi", "Capaian"]
    rows = [[row[0], row[2], row[3], *row[4:7]] for row in ROWS]
    asked = sc.read(book([TITLE, head, *rows]))
    assert column(asked, "satuan") == ["boks", "orang", "%"]
    (finding,) = asked.temuan.with_code("kolom-ditebak")
    assert "“Kolom Lembar1!C2”" in finding.hint()
    settled = sc.read(book([TITLE, head, *rows], [["Kolom Lembar1!C2", "bukan"]]))
    assert "satuan" in settled.tabel["3.2"]
    answered = sc.read(
        book([TITLE, head, *rows]), jawab={"Kolom Lembar1!C2": "bukan", "Tabel Lembar1!A2": "4.1"}
    )
    assert [table.id for table in answered.tables] == ["4.1"]
    assert "satuan" not in answered.tabel["4.1"]
    assert not answered.temuan.with_code("kolom-ditebak")


def test_rows_by_year_give_the_figures_of_the_last_year():
    head = ["No", "Indikator", "Tahun", "Target", "Realisasi", "Capaian"]
    rows = [[1, "Arsip tertata", 2026, 30, 27, 90], [None, None, 2027, 40, 38, 95],
            [2, "Pemustaka terlayani", 2026, 800, 880, 110], [None, None, 2027, 900, 990, 110]]  # fmt: skip
    laporan = sc.read(book([["Perkembangan Kinerja Tahun 2026 dan 2027"], head, *rows]))
    assert column(laporan, "target") == [40, 900]
    assert column(laporan, "indikator") == ["Arsip tertata", "Pemustaka terlayani"]
    assert laporan.temuan.with_code("baris-per-tahun")
    years = sc.compute(laporan).tren
    assert years[years["indikator"] == "Arsip tertata"].set_index("tahun")["realisasi"].to_dict() == {
        2026: 27,
        2027: 38,
    }


def test_names_beside_their_first_line_are_lines_of_their_own():
    head = ["Program", "Kegiatan", "Sub Kegiatan", "Pagu", "Realisasi", "%"]
    rows = [
        ["Pembinaan Pustaka", "Pengelolaan Koleksi", "Pengembangan Bacaan", 300_000_000, 270_000_000, 90],
        [None, None, "Layanan Keliling", 100_000_000, 95_000_000, 95],
        [None, "Gemar Membaca", "Lomba Bertutur", 50_000_000, 50_000_000, 100],
        ["Pengelolaan Arsip", "Arsip Dinamis", "Penataan Arsip", 200_000_000, 150_000_000, 75],
    ]  # fmt: skip
    laporan = sc.read(book([["Realisasi Anggaran Tahun 2027"], head, *rows]))
    levels = [str(row.level) for row in laporan.tables[0].rows]
    assert levels.count("program") == 2
    assert levels.count("kegiatan") == 3
    assert levels.count("sub_kegiatan") == 4
    lines = sc.compute(laporan).anggaran.set_index("uraian")["pagu"]
    assert lines["Pembinaan Pustaka"] == 450_000_000
    assert lines["Pengelolaan Koleksi"] == 400_000_000
    assert sc.compute(laporan).as_dict()["anggaran"]["pagu"] == 650_000_000


def test_a_date_is_no_figure_and_a_raised_mark_no_digit():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Lembar1")
        sheet.write_row(0, 0, HEAD[:6])
        for r, row in enumerate(ROWS, start=1):
            sheet.write_row(r, 0, row[:6])
        sheet.write(1, 5, 45508, made.add_format({"num_format": "d-mmm"}))
        sheet.write_rich_string(2, 5, "62,5", made.add_format({"font_script": 1}), "3")
        sheet.write(3, 5, "\u200e60\u200e")
    laporan = sc.read(buffer)
    assert [cell.value for cell in (row.cells["realisasi"] for row in laporan.find("3.2").rows)] == [
        None,
        62.5,
        60,
    ]
    assert [str(t.places[0]) for t in laporan.temuan.with_code("angka-tanggal")] == ["Lembar1!F2"]


@pytest.mark.parametrize(
    ("cover", "name", "year"),
    [
        (["PEMERINTAH KOTA SAGARA", "TA 2027"], "Pemerintah Kota Sagara", 2027),
        (["KANTOR KESATUAN BANGSA DAN POLITIK", "Tahun 2025, 2026 dan 2027"], "Kantor Kesatuan Bangsa dan Politik", 2027),
        (["INSPEKTORAT", "LKJIP 2027"], "Inspektorat", 2027),
        (["SEKRETARIAT DPRD", "Renstra 2024-2029", "Tahun Anggaran 2027"], "Sekretariat DPRD", 2027),
        (["KAPANEWON SAGARA", "2027"], "Kapanewon Sagara", 2027),
    ],
)  # fmt: skip
def test_who_reports_and_for_which_year(cover, name, year):
    entity = sc.read(book([[line] for line in cover], [["Capaian Kinerja"], HEAD, *ROWS])).entitas
    assert (entity.nama, entity.tahun) == (name, year)


@pytest.mark.parametrize(
    "rows",
    [
        [["Daftar Pegawai"], ["No", "Nama", "NIP", "Pangkat"], [1, "Budi", "19800101", "Penata"]],
        [["Jadwal"], ["No", "Kegiatan", "Tanggal", "Tempat"], [1, "Rapat", "2 Mei", "Aula"]],
    ],
)
def test_what_is_no_annex_table_is_not_taken_for_one(rows):
    with pytest.raises(sc.TableError) as caught:
        sc.read(book(rows))
    assert all(not one.read_as for one in caught.value.bacaan)


def test_the_picture_shows_what_was_guessed():
    head = [*HEAD[:4], "Zonk", *HEAD[5:]]
    picture = sc.read(book([TITLE, [], head, *ROWS])).gambar_bacaan("Lembar1")
    minidom.parseString(picture._repr_svg_())  # noqa: S318 -- of our own making
    assert "Zonk → target" in str(picture)


def test_rows_under_a_merged_cell_are_no_header():
    head = ["No", "Sasaran", "Indikator Kinerja", "Satuan", "Bidang", "Target", "Realisasi", "Capaian"]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Lembar1")
        sheet.write_row(0, 0, head)
        for row, indicator in enumerate(
            ("Persentase arsip tertata", "Rasio target tercapai", "Indeks capaian"), 1
        ):
            sheet.write_row(row, 2, [indicator, "%", "Bidang Data"])
        sheet.merge_range(1, 0, 3, 0, "1")
        sheet.merge_range(1, 1, 3, 1, "Tertibnya arsip")
    (table,) = sc.read(buffer.getvalue()).tables
    assert [row.number for row in table.rows] == [2, 3, 4]


def test_a_table_named_by_a_line_with_air_around_is_another_table():
    lines = [["Tabel 3.2 Pengukuran Kinerja Tahun 2027"], *[HEAD, *ROWS], [], ["Komposisi Belanja"], [],
             ["No", "Uraian", "Jumlah (Rp)"], [1, "Belanja Pegawai", 1_421_414_021], [2, "Belanja Modal", 34_642_958]]  # fmt: skip
    assert [table.id for table in sc.read(book(lines)).tables] == ["3.2", "Belanja"]


@pytest.mark.parametrize("word", ["Zampa", "Unit Ukur"])
def test_units_and_goals_are_known_by_what_they_are(word):
    head = ["No", "Xyzzy", "Indikator Kinerja", word, "Target", "Realisasi", "Capaian (%)"]
    rows = [[1, "Meningkatnya minat baca warga", "Kunjungan perpustakaan keliling", "Kunjungan", 40, 38, 95],
            [2, "Tertatanya arsip daerah kita", "Indeks kepuasan pemustaka", "Indeks", 80, 84, 105]]  # fmt: skip
    laporan = sc.read(book([["Pengukuran Kinerja Tahun 2027"], head, *rows]))
    assert column(laporan, "satuan") == ["Kunjungan", "Indeks"]
    assert column(laporan, "tujuan_sasaran") == [row[1] for row in rows]


@pytest.mark.parametrize(
    ("heading", "texts"),
    [
        ("Dana", ["kas desa", "hibah", "swadaya"]),
        ("Anggaran", ["DAK", "APBN", "APBD"]),
        ("Realisasi Anggaran", ["lancar", "tersendat", "lancar"]),
        ("Belanja", ["rutin", "modal", "-"]),
    ],
)
def test_a_caption_of_money_over_words_says_nothing_of_the_figures_beside_it(heading, texts):
    heads = ["No", "Sasaran", "Indikator Kinerja", "Target", heading, "Realisasi", "Capaian"]
    rows = [[*row[:3], row[4], text, row[5]] for row, text in zip(ROWS, texts, strict=True)]
    laporan = sc.read(book([["Tabel 3.2 Hasil Pengukuran Kinerja Tahun 2027"], heads, *rows]))
    assert column(laporan, "realisasi") == FACTS["realisasi"]
    assert "capaian" in [one.id for one in laporan.find("3.2").columns]
