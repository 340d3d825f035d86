"""What was not measured is neither 0 nor owed: a status of its own, from the cell to the filled workbook."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

import sakipcalc as sc

WORDS = ("n/a", "N.A.", "Tidak diukur", "Tidak dilakukan pengukuran pada tahun 2024", "tdk. dinilai")
STILL_OWED = ("-", "", "belum dinilai", "belum rilis", "menunggu")


@pytest.fixture
def with_word(as_file, consistent):
    """Return a function that gives a workbook whose first indicator says a word for its realisasi."""

    def made(word, capaian=None):
        consistent["Tabel 3.2"][2][5:] = [word, capaian, None]
        for table, columns in (("Tabel 3.7", (3, 4)),):
            for col in columns:
                consistent[table][3][col] = None
        return as_file(consistent)

    return made


@pytest.mark.parametrize("word", WORDS)
def test_it_has_a_status_and_no_finding_that_it_lacks(with_word, word):
    hasil = sc.compute(sc.read(with_word(word)))
    row = hasil.capaian_rows[0]
    assert (row.realisasi.status, row.capaian.status) == ("tidak diukur", "tidak diukur")
    assert hasil.capaian["status"].tolist() == ["tidak diukur", "dihitung"]
    codes = [one.code for one in sc.audit(hasil.laporan)]
    assert "tidak-diukur" in codes
    assert "belum-diisi" not in codes


@pytest.mark.parametrize("word", STILL_OWED)
def test_what_is_still_to_come_is_owed(with_word, word):
    row = sc.compute(sc.read(with_word(word or None))).capaian_rows[0]
    assert row.realisasi.status != "tidak diukur"
    assert row.capaian.status != "tidak diukur"


def test_the_mean_is_that_of_what_was_measured(with_word):
    hasil = sc.compute(sc.read(with_word("n/a")))
    assert hasil.rerata[0].number == hasil.capaian_rows[1].capaian.number


@pytest.mark.parametrize(("lang", "said"), [("id", "tidak diukur"), ("en", "not measured")])
def test_it_is_told_in_both_languages(with_word, monkeypatch, lang, said):
    monkeypatch.setattr(sc.options, "lang", lang)
    assert said in sc.compute(sc.read(with_word("n/a"))).explain("SKM")


@pytest.mark.parametrize("on_conflict", ["keep", "replace"])
@pytest.mark.parametrize("word", ["n/a", "Tidak diukur"])
def test_filling_leaves_it_and_owes_nothing(with_word, tmp_path, on_conflict, word):
    output = tmp_path / "terisi.xlsx"
    report = sc.fill(with_word(word, word), output=output, on_conflict=on_conflict)
    sheet = load_workbook(output)["Tabel 3.2"]
    assert [sheet["F3"].value, sheet["G3"].value] == [word, word]
    assert not [one for one in report.unfilled if str(one.place) in {"Tabel 3.2!G3", "Tabel 3.2!H3"}]
