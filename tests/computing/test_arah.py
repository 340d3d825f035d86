"""Polarity from whatever source has it: each alone, none at all, and sources that contradict each other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.computing.arah import SOURCES, Clue, decide
from sakipcalc.computing.probing import polarity_of_formula
from sakipcalc.text.arah import (
    by_formula_text,
    likely_polarity,
    polarity_mark,
    read_polarity,
    stated_polarity,
)

UNITS = Path(__file__).parent.parent / "layouts" / "data"
HEAD = ["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)"]
WITH_COLUMN = ["No", "Indikator Kinerja", "Satuan", "Polaritas", "Target", "Realisasi", "Capaian (%)"]
COVER = [["DINAS ARSIP DAERAH"], ["KABUPATEN SAGARA"], ["TAHUN 2024"]]


def indicators(content: object) -> list[dict]:
    """Return the indicators of a unit that are better when higher or when lower."""
    if isinstance(content, list):
        return [one for part in content for one in indicators(part)]
    if not isinstance(content, dict):
        return []
    if content.get("arah") in {"naik", "turun"} and isinstance(content.get("target"), list):
        return [content]
    return [one for part in content.values() for one in indicators(part)]


def of_unit(name: str) -> list[dict]:
    found = indicators(tomllib.loads((UNITS / f"{name}.toml").read_text(encoding="utf-8")))
    return list({one["nama"]: one for one in found}.values())


def by_definition(arah: str, target: float, reached: float) -> float:
    return round((2 * target - reached if arah == "turun" else reached) / target * 100, 2)


def written(unit: str, source: str) -> dict[str, list[list]]:
    """Return a workbook of a unit in which one source says the polarity of each indicator."""
    rows, notes, explained, planned = [], [], [], []
    for number, one in enumerate(of_unit(unit), 1):
        falls = one["arah"] == "turun"
        target = one["target"][2]
        reached = target * (0.9 if number % 2 else 1.2)
        name = one["nama"] + (" (-)" if falls and source == "tanda" else "")
        cells = [number, name, one["satuan"], target, reached, None]
        if source == "jenis":
            cells[3] = f"{'≤' if falls else 'minimal'} {target}"
        planned.append(
            [
                name,
                one["satuan"],
                *(target * step for step in ((5, 4, 1, 0.5) if falls else (0.5, 0.8, 1, 2))),
            ]
        )
        if source == "kolom":
            cells.insert(3, "Tren Negatif" if falls else "Tren Positif")
        if source == "capaian":
            cells[-1] = by_definition(one["arah"], target, reached)
        if source == "rumus":
            at = number + 3  # below the caption, an empty row and the header
            cells[-1] = f"=(D{at}*2-E{at})/D{at}*100" if falls else f"=ROUND(E{at}/D{at},4)*100"
        rows.append(cells)
        if falls:
            notes.append([f"Catatan: {one['nama']} berpolaritas negatif (kian rendah kian bagus)"])
        said = "(Target - (Realisasi - Target)) / Target x 100" if falls else "Realisasi : Target x 100"
        explained.append(
            [
                "Layanan arsip",
                one["nama"],
                f"Alasan pemilihan: menggambarkan hasil kerja\nFormulasi Pengukuran:\n{said}\nSumber Data: bidang",
            ]
        )
    head = WITH_COLUMN if source == "kolom" else HEAD
    main = [["Tabel 3.2 Pengukuran Kinerja Tahun 2024"], [], head, *rows, []]
    sheets = {"Sampul": COVER, "3.2": [*main, *(notes if source == "catatan" else [])]}
    if source == "lintasan":
        head = ["Sasaran", "Indikator Kinerja", "Satuan", "2022", "2023", "2024", "2025"]
        sheets["2.1"] = [
            ["Tabel 2.1 Sasaran Renstra 2022-2025"],
            head,
            *(["Layanan arsip", *row] for row in planned),
        ]
    if source == "penjelasan":
        sheets["2.2"] = [
            ["Tabel 2.2 Indikator Kinerja Utama"],
            ["Sasaran", "Indikator", "Penjelasan"],
            *explained,
        ]
    return sheets


@pytest.fixture
def results(as_file):
    return lambda sheets, **choices: sc.compute(
        sc.read(as_file(sheets)), sc.Metode(**choices) if choices else None
    )


@pytest.mark.parametrize("unit", ["bogorejo", "dinas", "badan"])
@pytest.mark.parametrize(
    "source", ["kolom", "tanda", "catatan", "penjelasan", "metode", "rumus", "jenis", "capaian", "lintasan"]
)
def test_one_source_is_enough(results, unit, source):
    known = {one["nama"]: one["arah"] for one in of_unit(unit)}
    choices = {"arah": known} if source == "metode" else {}
    for row in results(written(unit, source), **choices).capaian_rows:
        name = row.indikator.nama.removesuffix(" (-)")
        if source in {"tanda", "catatan"} and known[name] == "naik":
            continue  # of these nothing is said
        assert (row.indikator.arah, row.indikator.arah_dari) == (known[name], source), name
        assert row.capaian.known


@pytest.mark.parametrize("unit", ["bogorejo", "dinas", "badan"])
def test_without_any_source_it_is_asked_and_never_silently_wrong(results, unit):
    known = {one["nama"]: one["arah"] for one in of_unit(unit)}
    hasil = results(written(unit, "nothing"))
    assumed = {
        str(place)
        for t in sc.audit(hasil.laporan, hasil).with_code("arah-dianggap-naik")
        for place in t.places
    }
    for row in hasil.capaian_rows:
        cell = hasil.links.row("3.2", row.indikator.subject).cells["indikator"]
        if known[row.indikator.nama] == "turun":
            asked = row.indikator.polarity.is_doubtful or str(cell.place) in assumed
            assert asked, row.indikator.nama
            assert row.kategori.text == "" or str(cell.place) in assumed


def test_a_question_is_answered_by_the_metode(results):
    waiting = {
        "Sampul": COVER,
        "3.2": [
            ["Tabel 3.2 Pengukuran Kinerja Tahun 2024"],
            HEAD,
            [1, "Lama antrean loket", "menit", 30, 40, None],
        ],
    }
    (asked,) = results(waiting).capaian_rows
    assert (asked.capaian.number, asked.capaian.reasons, asked.kategori.text) == (None, ("arah",), "")
    (told,) = results(waiting, arah={"Lama antrean loket": "turun"}).capaian_rows
    assert float(told.capaian.number) == pytest.approx(200 / 3)
    assert told.indikator.arah_dari == "metode"


@pytest.mark.parametrize(
    "note",
    [
        "Ket : Kerusakan rak dihitung dengan rumus indikator negatif (makin sedikit makin bagus)",
        "Indikator nomor 2 bersifat negatif",
        "Catatan: nomor 2 kian kecil kian baik",
        "No. 2 adalah indikator negatif",
        "Catatan: IKU 2 berpolaritas minimal, lebih kecil lebih baik",
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_a_note_says_it_by_name_or_number(results, note, above):
    rows = [[1, "Minat baca", "Indeks", 70, 71, None], [2, "Kerusakan rak", "unit", 4, 3, None]]
    caption = ["Tabel 3.2 Pengukuran Kinerja Tahun 2024"]
    sheet = [[note], caption, HEAD, *rows] if above else [caption, HEAD, *rows, [], [note]]
    first, second = results({"Sampul": COVER, "3.2": sheet}).capaian_rows
    assert (first.indikator.arah, second.indikator.arah, second.capaian.number) == ("naik", "turun", 125)


def test_two_footnotes_with_two_meanings(results):
    rows = [[1, "Berkas kembali *", "%", 4, 3, None], [2, "Berkas dipinjam **", "%", 4, 3, None]]
    notes = [["* indikator positif"], ["** indikator dengan polaritas negatif"]]
    sheet = [["Tabel 3.2 Pengukuran Kinerja Tahun 2024"], HEAD, *rows, [], *notes]
    first, second = results({"Sampul": COVER, "3.2": sheet}).capaian_rows
    assert (first.capaian.number, second.capaian.number) == (75, 125)


def test_a_number_that_several_rows_have_names_none(as_file):
    head = ["No", "Sasaran", *HEAD[1:]]
    rows = [
        [1, "Arsip tertib", "Berkas rusak", "%", 4, 3, None],
        [1, "Layanan cepat", "Buku rusak", "%", 4, 3, None],
    ]
    sheet = [
        ["Tabel 3.2 Pengukuran Kinerja Tahun 2024"],
        head,
        *rows,
        [],
        ["Indikator no 1 bersifat negatif"],
    ]
    laporan = sc.read(as_file({"Sampul": COVER, "3.2": sheet}))
    assert [t.code for t in sc.audit(laporan)].count("catatan-arah-lepas") == 1


def test_sources_that_contradict_each_other_are_a_question(results):
    sheets = written("badan", "kolom")
    name = next(row for row in sheets["3.2"] if "Tren Negatif" in row)[1]
    sheets["3.2"].append([f"Catatan: {name} adalah indikator positif (lebih tinggi lebih baik)"])
    hasil = results(sheets)
    row = next(one for one in hasil.capaian_rows if one.indikator.nama == name)
    assert (row.capaian.number, row.kategori.text) == (None, "")
    (finding,) = sc.audit(hasil.laporan, hasil).with_code("arah-bertentangan")
    assert finding.data["indikator"] == name


def test_in_a_column_of_signs_a_dash_is_one(results):
    def falling(signs):
        rows = [[n, f"Ukuran {n}", "%", sign, 4, 3, None] for n, sign in enumerate(signs, 1)]
        sheet = [["Tabel 3.2 Pengukuran Kinerja Tahun 2024"], WITH_COLUMN, *rows]
        return [row.indikator.arah for row in results({"Sampul": COVER, "3.2": sheet}).capaian_rows]

    assert falling(["+", "–", "-"]) == ["naik", "turun", "turun"]
    assert falling(["-", "-", "-"]) == ["naik", "naik", "naik"]


@pytest.mark.parametrize(
    ("formula", "arah"),
    [
        ("(D4-(E4-D4))/D4*100", "turun"), ("IFERROR(D4/E4;0)".replace(";", ","), "turun"), ("ROUND($E$4/$D$4%,2)", None),
        ("E4/D4%", "naik"), ("IF(D4=0,0,E4/D4*100)", "naik"), ("(2*D4-E4)/D4", "turun"), ("E4-D4", None), ("Z9/D4", None),
    ],
)  # fmt: skip
def test_a_live_formula_is_known_by_what_it_gives(formula, arah):
    known = polarity_of_formula(formula, "D4", "E4")
    assert known == (arah or ("naik" if formula.startswith("ROUND") else None))


@pytest.mark.parametrize(
    "text",
    [
        "Tren Negatif",
        "Lebih rendah lebih bagus",
        "Smaller is better",
        "sifat: minimal",
        "Progres negatif (-)",
    ],
)
def test_phrases_that_no_list_spells(text):
    assert read_polarity(text) == "turun"


def test_words_of_degree_in_a_name_are_no_mark():
    assert polarity_mark("Kawasan rawan (tinggi)") is None
    assert polarity_mark("Kawasan rawan (makin rendah makin baik)") == "turun"
    assert stated_polarity("Sumber: hasil survei yang lebih baik") is None
    assert by_formula_text("Jumlah arsip rusak dibagi jumlah arsip") is None


@pytest.mark.parametrize(
    ("name", "unit", "arah"),
    [
        ("Rasio arsip hilang", "%", "turun"), ("Waktu tanggap laporan", "menit", "turun"), ("Keterlambatan surat", "hari", "turun"),
        ("Kerusakan jalan yang diperbaiki", "km", None), ("Lama menetap wisatawan", "malam", None), ("Arsip yang ditata", "%", "naik"),
    ],
)  # fmt: skip
def test_what_a_name_speaks_of(name, unit, arah):
    found = likely_polarity(name, unit).arah
    assert found == arah or (arah is None and found == "naik")


def test_the_order_of_sources_is_that_of_the_reader_of_results():
    every = [Clue(source, "turun") for source in SOURCES]
    while every:
        assert decide(reversed(every)).source == (
            every[0].source if every[0].source != "anggapan" else "anggapan"
        )
        every.pop(0)


@pytest.mark.parametrize(
    "name",
    [
        "Indeks Risiko Banjir", "Jumlah kasus demam berdarah", "Insiden malaria", "Rasio utang", "Angka perkawinan anak",
        "Unmet need keluarga", "Ketidakhadiran pegawai", "Penderita penyakit menular", "Kekerasan terhadap perempuan", "Angka drop out",
    ],
)  # fmt: skip
def test_harm_in_a_name_is_asked_about_where_nothing_else_speaks(results, name):
    sheet = [["Tabel 3.2 Pengukuran Kinerja Tahun 2024"], HEAD, [1, name, "angka", 40, 50, None]]
    (row,) = results({"Sampul": COVER, "3.2": sheet}).capaian_rows
    assert (row.capaian.number, row.capaian.reasons) == (None, ("arah",))


@pytest.mark.parametrize(
    "name", ["Kasus yang diselesaikan", "Desa bebas wabah", "Pengendalian hama", "Penurunan risiko banjir"]
)
def test_what_is_done_against_harm_is_not(results, name):
    sheet = [["Tabel 3.2 Pengukuran Kinerja Tahun 2024"], HEAD, [1, name, "%", 40, 30, None]]
    (row,) = results({"Sampul": COVER, "3.2": sheet}).capaian_rows
    assert row.capaian.number == 75
