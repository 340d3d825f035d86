"""Metode: every choice named, checked and carried along."""

from __future__ import annotations

import dataclasses
import pickle
from fractions import Fraction

import pytest

import sakipcalc as sc
from sakipcalc.core.errors import FaultsError, RuleError
from sakipcalc.rulebook import rule
from sakipcalc.rulebook.formulas import Status, inputs
from sakipcalc.rulebook.methods import ARAH, Metode


def test_the_defaults_are_those_of_the_reference_report():
    m = Metode()
    assert (m.turun, m.target_nol, m.lantai, m.batas) == ("dua_target", "tidak_dihitung", None, None)
    assert (m.rerata, m.klasifikasi, m.skala, m.skala_efisiensi) == ("biasa", "utuh", "lkjip", "efisiensi")
    assert (m.efisiensi, m.renstra, m.baca_pita) == ("rasio", "akhir", "batas_bawah")
    assert repr(m) == "Metode()"


def test_a_metode_cannot_be_changed():
    m = Metode(arah={"Stunting": "turun"})
    with pytest.raises(dataclasses.FrozenInstanceError):
        m.batas = Fraction(120)
    with pytest.raises(TypeError):
        m.arah["IKM"] = "naik"
    assert m.replace(batas=120).batas == 120
    assert m.batas is None


def test_numbers_become_exact():
    assert Metode(batas=120, lantai=0).batas == Fraction(120)
    assert Metode(batas=110.5).batas == Fraction("110.5")


def test_a_metode_travels_and_compares():
    m = Metode(batas=120, arah={"Stunting": "turun"}, turun="kebalikan")
    assert pickle.loads(pickle.dumps(m)) == m  # noqa: S301 -- our own
    assert Metode.from_mapping(m.as_dict()) == m
    assert hash(m) == hash(m.replace())
    assert m != Metode()
    assert eval(repr(m)) == m  # noqa: S307 -- our own repr


def test_from_toml(tmp_path):
    path = tmp_path / "metode.toml"
    path.write_text(
        'turun = "kebalikan"\nbatas = 120\nambang = 0.9\nbaca_pita = "bulatkan"\n[arah]\n"Angka kemiskinan" = "turun"\n',
        encoding="utf-8",
    )
    m = Metode.from_toml(path)
    assert m == Metode(
        turun="kebalikan", batas=120, ambang=0.9, baca_pita="bulatkan", arah={"Angka kemiskinan": "turun"}
    )


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    path = tmp_path / "metode.toml"
    path.write_text(
        'turun = "terbalik"\nbatass = 120\nlantai = "banyak"\nambang = 85\narah = { x = "naek" }\ndesimal = 1.5\n',
        encoding="utf-8",
    )
    with pytest.raises(FaultsError) as caught:
        Metode.from_toml(path)
    assert {(f.code, f.values["path"]) for f in caught.value.faults} == {
        ("choice-unknown", "turun"), ("key-unknown", "batass"), ("not-a-number", "lantai"), ("number-out-of-range", "ambang"),
        ("choice-unknown", "arah.x"), ("value-wrong-kind", "desimal"),
    }  # fmt: skip
    unknown = next(f for f in caught.value.faults if f.code == "key-unknown")
    assert unknown.values["nearest"] == "batas"
    assert "klasifikasi" in unknown.values["known"]
    assert {f.place.file for f in caught.value.faults} == {"metode.toml"}


def test_from_the_cells_of_a_settings_sheet():
    m = Metode.from_mapping(
        {
            "Batas": "120",
            " Baca  Pita ": "Bulatkan",
            "Ambang": "0,9",
            "Lantai": "tidak ada",
            "Turun": None,
            "skala": "",
        }
    )
    assert m == Metode(batas=120, baca_pita="bulatkan", ambang=0.9)
    with pytest.raises(RuleError) as caught:
        Metode.from_mapping({"Bats": 5}, source="a.xlsx")
    assert (caught.value.code, caught.value.values["path"], caught.value.place.file) == (
        "key-unknown",
        "Bats",
        "a.xlsx",
    )


@pytest.mark.parametrize(
    "bad",
    [
        {"turun": "x"},
        {"batas": "x"},
        {"batas": True},
        {"ambang": 2},
        {"desimal": -1},
        {"arah": "naik"},
        {"skala": 5},
    ],
)
def test_values_that_are_no_choice_are_refused(bad):
    with pytest.raises(RuleError):
        Metode(**bad)


def test_a_floor_above_the_cap_is_refused():
    with pytest.raises(RuleError) as caught:
        Metode(lantai=110, batas=100)
    assert caught.value.code == "floor-above-cap"


def test_unknown_changes_are_refused():
    with pytest.raises(RuleError) as caught:
        Metode().replace(batass=5)
    assert (caught.value.code, caught.value.values["nearest"]) == ("key-unknown", "batas")


@pytest.mark.parametrize(("text", "code"), [("turun = ", "rules-not-toml"), (None, "rules-unreadable")])
def test_files_that_cannot_be_read(tmp_path, text, code):
    path = tmp_path / "m.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        Metode.from_toml(path)
    assert caught.value.code == code


def test_every_polarity_has_a_rule():
    for turun in ("dua_target", "kebalikan", "baseline"):
        for arah in ARAH:
            name = Metode(turun=turun).capaian_formula(arah)
            assert rule(name).rumus == name
            assert inputs(name)
    with pytest.raises(RuleError) as caught:
        Metode().capaian_formula("naek")
    assert caught.value.code == "choice-unknown"


def test_every_efficiency_and_progress_has_a_rule():
    for options in ("rasio", "selisih", "selisih_band", "te", "pmk", "sisa"):
        assert rule(Metode(efisiensi=options).efisiensi_formula()).jenis == "rumus"
    for options in ("akhir", "tahun_ini", "kumulatif", "baseline", "lintasan"):
        assert rule(Metode(renstra=options).kemajuan_formula()).id == f"kemajuan_{options}"
    assert Metode().kemajuan_formula("turun") == "dua_target"
    assert Metode(renstra="baseline").kemajuan_formula("turun") == "kemajuan_baseline"


def test_scales_of_a_metode(tmp_path):
    assert Metode().scale().id == "lkjip"
    assert Metode().scale("efisiensi").id == "efisiensi"
    assert Metode(skala_sakip="sakip_tertutup").scale("sakip").classify(70) == "BB"
    assert Metode(skala="permendagri", baca_pita="bulatkan").scale().classify(90.5) == "Sangat Tinggi"
    path = tmp_path / "aturan.toml"
    path.write_text(
        '[skala.kami]\nlabel = { id = "x", en = "x" }\nsatuan = "%"\nbukti = "convention"\n'
        'pita = [{ teks = "> 1", label = "a" }, { teks = "<= 1", label = "b" }]\n',
        encoding="utf-8",
    )
    assert Metode(skala="kami", aturan=str(path)).scale().labels == ("a", "b")
    metode = tmp_path / "metode.toml"
    metode.write_text('skala = "kami"\naturan = "aturan.toml"\n', encoding="utf-8")
    assert Metode.from_toml(metode).scale().labels == ("a", "b")


def test_measuring_keeps_the_raw_value_beside_the_capped_one():
    done = Metode(batas=110).measure("naik", realisasi=83.75, target=70)
    assert (done.result, done.uncapped, done.rule, done.status) == (
        110,
        Fraction(8375, 70),
        "rasio",
        Status.DIHITUNG,
    )
    assert Metode(lantai=0).measure("turun", realisasi=30, target=10).result == 0
    assert Metode(lantai=0).measure("turun", realisasi=30, target=10).uncapped == -100


def test_measuring_against_zero():
    strict, lenient = Metode(), Metode(target_nol="seratus")
    assert strict.measure("naik", realisasi=5, target=0).status == Status.TIDAK_DAPAT_DIHITUNG
    assert lenient.measure("naik", realisasi=5, target=0).result == 100
    assert lenient.measure("turun", realisasi=5, target=0).result is None
    assert lenient.measure("turun", realisasi=0, target=0).result == 100
    assert lenient.measure("naik", realisasi=None, target=0).status == Status.BELUM_DIISI


def test_a_measure_of_efficiency_brings_its_scale():
    assert Metode(efisiensi="selisih_band").scale("efisiensi").classify([4.4, 5.1, -5.1]) == [
        "Cukup Efisien", "Sangat Efisien", "Kurang Efisien",
    ]  # fmt: skip
    assert Metode(efisiensi="te").scale("efisiensi").classify(4.4) == "Sangat Efisien"
    own = Metode(efisiensi="selisih_band", skala_efisiensi="efisiensi_rasio")
    assert own.scale("efisiensi").id == "efisiensi_rasio"


@pytest.mark.parametrize(
    ("capaian", "serapan", "value"), [(50, 60, 0), (100, 110, 25), (100, 90, 75), (10, 12, 0), (3, 2, 100)]
)
def test_the_efficiency_of_the_ministry_is_exact(capaian, serapan, value):
    assert sc.efisiensi(capaian, serapan, cara="pmk") == value
    assert sc.efisiensi([capaian], [serapan], cara="pmk") == [value]
