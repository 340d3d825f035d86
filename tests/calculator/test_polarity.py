"""One vocabulary of polarity for the Metode, the calculator and the column Arah."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.calc import capaian, kategori_capaian, kemajuan, status
from sakipcalc.core.errors import RuleError
from sakipcalc.rulebook.methods import Metode
from sakipcalc.text.arah import ARAH, read_polarity

SPELLINGS = tomllib.loads((resources.files("sakipcalc.text.kata") / "arah.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "arah"), [
    ("naik", "naik"), (" Positif ", "naik"), ("MAXIMIZE", "naik"), ("Maksimal", "naik"), ("Semakin tinggi, semakin baik", "naik"),
    ("(+)", "naik"), ("( + )", "naik"), ("+", "naik"), ("↑", "naik"), ("Higher", "naik"), ("Naik (+)", "naik"), ("Naik ↑", "naik"),
    ("turun", "turun"), ("Menurun", "turun"), ("negatif", "turun"), ("Minimize", "turun"), ("minimal", "turun"),
    ("semakin  rendah\nsemakin baik", "turun"), ("(-)", "turun"), ("(–)", "turun"), ("↓", "turun"), ("Turun (negatif)", "turun"),
    ("Rentang", "rentang"), ("rentang_turun", "rentang_turun"), ("Rentang Turun", "rentang_turun"), ("Stabilize", "stabil"),
    ("Kualitatif", "kualitatif"), ("ya/tidak", "ya_tidak"), ("YA_TIDAK", "ya_tidak"), ("Ya / Tidak", "ya_tidak"),
])  # fmt: skip
def test_the_usual_spellings(text, arah):
    assert read_polarity(text) == arah


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "naek", "naik (-)", "naik/turun", "turun ↑", "()", "WBK", "naik sekali"]
)
def test_what_names_no_polarity_or_two(text):
    assert read_polarity(text) is None


def test_every_spelling_of_the_file_is_read_and_stands_once():
    assert set(SPELLINGS) == set(ARAH)
    every = [spelling for group in SPELLINGS.values() for spelling in group]
    assert len(every) == len(set(every))
    for arah, group in SPELLINGS.items():
        assert {read_polarity(spelling.upper()) for spelling in (*group, arah)} == {arah}


@given(st.text(max_size=30))
def test_any_text_is_a_polarity_or_none(text):
    assert read_polarity(text) in {*ARAH, None}


def test_a_metode_keeps_the_word_of_the_library():
    metode = Metode(arah={"Stunting": "Minimize", "IKM": "(+)", "SOP": "Ya/Tidak"})
    assert dict(metode.arah) == {"Stunting": "turun", "IKM": "naik", "SOP": "ya_tidak"}
    with pytest.raises(RuleError) as caught:
        Metode(arah={"Stunting": "naek"})
    assert (caught.value.code, caught.value.values["path"]) == ("choice-unknown", "arah.Stunting")


def test_the_calculator_takes_every_spelling():
    assert capaian(8, 10, arah="Minimize") == capaian(8, 10, arah="turun") == 120
    assert capaian("BB", "A", arah="Qualitative") == capaian("BB", "A", arah="kualitatif")
    assert kategori_capaian(8, 10, arah="menurun") == "Sangat Baik"
    assert kategori_capaian([8.0], [10.0], arah="menurun") == ["Sangat Baik"]
    assert status("ya", arah="Ya/Tidak") == "dihitung"
    assert kemajuan(8, 10, arah="(-)") == 120
    assert capaian(0, 0, arah="negatif", metode=Metode(target_nol="seratus")) == 100
    with pytest.raises(RuleError) as caught:
        capaian(8, 10, arah="naek")
    assert caught.value.code == "choice-unknown"
