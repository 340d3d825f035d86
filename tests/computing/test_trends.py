"""A column of naik and turun that follows the realisasi gives no polarity; one that does not is one."""

from __future__ import annotations

import pytest

import sakipcalc as sc

COVER = [["DINAS PERIKANAN"], ["KABUPATEN WANASARI"], ["TAHUN 2025"]]
ROWS = (
    ("Ikan asap", 50, 40, 45), ("Ikan busuk di pasar", 9, 8, 6), ("Lelang ikan", 70, 60, 66), ("Garam rakyat", 30, 33, 27),
)  # fmt: skip
#: Target, realisasi of the year before and of this year: two rose, two fell.
HEAD = ["No", "Indikator Kinerja", "Satuan"]


def years(heading, words, *, before=True):
    columns = ["Target 2024", "Realisasi 2024"] if before else []
    head = [*HEAD, *columns, "Target 2025", "Realisasi 2025", heading]
    rows = [
        [number, name, "ton", *([target, last] if before else []), target, now, word]
        for number, ((name, target, last, now), word) in enumerate(zip(ROWS, words, strict=True), 1)
    ]
    caption = "Tabel 3.3 Perbandingan Realisasi Kinerja Tahun 2024 dan 2025"
    return {"Sampul": COVER, "3.3": [[caption], head, *rows]}


@pytest.fixture
def judged(as_file):
    def of(sheets):
        laporan = sc.read(as_file(sheets))
        hasil = sc.compute(laporan)
        told = [t.code for t in sc.audit(laporan, hasil) if t.code == "tren-bukan-arah"]
        return [row.indikator.arah_dari for row in hasil.capaian_rows], hasil.capaian_rows, told

    return of


@pytest.mark.parametrize("heading", ["Tren", "Kecenderungan", "Trend Capaian"])
@pytest.mark.parametrize(
    ("rose", "fell"), [("Naik", "Turun"), ("meningkat", "menurun"), ("↑", "↓"), ("▲", "▼")]
)
def test_words_that_follow_the_realisasi_are_no_polarity(judged, heading, rose, fell):
    sources, rows, told = judged(years(heading, (rose, fell, rose, fell)))
    assert "kolom" not in sources
    assert told
    assert [rows[at].capaian.number for at in (0, 1, 3)] == [90, None, None]


def test_words_that_do_not_follow_the_realisasi_are_one(judged):
    sources, rows, told = judged(years("Tren", ("Naik", "Turun", "Naik", "Naik")))
    assert sources == ["kolom"] * 4
    assert not told
    assert float(rows[1].capaian.number) == pytest.approx(400 / 3)
    assert rows[3].capaian.number == 90


@pytest.mark.parametrize("heading", ["Polaritas", "Arah Indikator", "Sifat"])
def test_under_the_name_of_a_polarity_they_are_one_however_the_figures_moved(judged, heading):
    sources, _, told = judged(years(heading, ("Naik", "Turun", "Naik", "Turun")))
    assert sources == ["kolom"] * 4
    assert not told


@pytest.mark.parametrize(
    "word", [("Positif", "Negatif"), ("Tren Positif", "Tren Negatif"), ("Maximize", "Minimize")]
)
def test_words_of_a_polarity_are_one_under_any_heading(judged, word):
    rising, falling = word
    sources, _, told = judged(years("Tren", (rising, falling, rising, falling)))
    assert sources == ["kolom"] * 4
    assert not told


def test_where_nobody_knows_how_the_figures_moved_turun_is_asked(judged):
    sources, rows, told = judged(years("Tren", ("Naik", "Turun", "Naik", "Turun"), before=False))
    assert "kolom" not in sources
    assert told
    assert [rows[at].capaian.number for at in (1, 3)] == [None, None]
