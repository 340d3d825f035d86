"""What a caller gets wrong is told with a code, its place and a way out; never by a bare TypeError or a None."""

# ruff: noqa: PD011 -- the values of an error, not those of a frame

from __future__ import annotations

import datetime as dt
import inspect
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from sakipcalc.calc import capaian, kategori, kategori_capaian, kemajuan, predikat_sakip, rerata, status
from sakipcalc.core.errors import FaultsError, RuleError, nearest
from sakipcalc.rulebook import rule, rules, scale, weights
from sakipcalc.rulebook.methods import Metode
from sakipcalc.text.numerals import parse_number


def refusal(function, *args, **kwargs) -> RuleError:
    with pytest.raises(RuleError) as caught:
        function(*args, **kwargs)
    return caught.value


# -- names and choices of a Metode --------------------------------------------------------


def test_an_unknown_keyword_is_told_with_the_known_ones_and_the_nearest_spelling():
    error = refusal(Metode, batass=1)
    assert (error.code, error.values["path"], error.values["nearest"]) == ("key-unknown", "batass", "batas")
    assert set(error.values["known"]) == set(Metode().as_dict())
    assert error.hint() in str(error)


def test_unknown_keywords_and_wrong_values_are_told_at_once():
    error = refusal(Metode, batass=1, turun="x", skala="lkjp")
    assert isinstance(error, FaultsError)
    assert [(f.code, f.values["path"]) for f in error.faults] == [
        ("key-unknown", "batass"),
        ("choice-unknown", "turun"),
        ("scale-unknown", "skala"),
    ]


def test_a_metode_still_shows_its_parameters():
    assert list(inspect.signature(Metode).parameters) == list(Metode().as_dict())


@pytest.mark.parametrize("lang", ["id", "en"])
def test_several_faults_show_what_to_do_about_each(lang):
    error = refusal(Metode.from_mapping, {"lantay": 0, "batas": "x"})
    assert [fault.values["path"] for fault in error.faults] == ["lantay", "batas"]
    assert error.faults[0].values["nearest"] == "lantai"
    head, *lines = error.message(lang).splitlines()
    assert "“”" not in head
    assert len(lines) == len(error.faults) == 2
    for line, fault in zip(lines, error.faults, strict=True):
        assert fault.hint(lang)
        assert line.endswith(fault.hint(lang))


def test_the_nearest_spelling_minds_no_case():
    assert nearest("LKJIPP", ["ikm", "lkjip", "sakip"]) == "lkjip"


def test_faults_of_a_mapping_have_its_own_names():
    error = refusal(
        Metode.from_mapping, {"Skala Efisiensi": "x", "Arah": {"a.b": "naek"}}, source="Pengaturan"
    )
    assert {(f.values["path"], f.place.file) for f in error.faults} == {
        ("Skala Efisiensi", "Pengaturan"),
        ("Arah.a.b", "Pengaturan"),
    }
    error = refusal(Metode.from_mapping, {"Lantai": 110, "Batas": 100}, source="Pengaturan")
    assert (error.code, error.values["path"], error.place.file) == ("floor-above-cap", "Lantai", "Pengaturan")


@pytest.mark.parametrize("choice", ["skala", "skala_efisiensi", "skala_sakip"])
@pytest.mark.parametrize("name", ["LKJIPP", "rasio", "lkjip "])
def test_an_unknown_scale_is_told_at_once(choice, name, tmp_path):
    path = tmp_path / "metode.toml"
    path.write_text(f'{choice} = "{name}"\n', encoding="utf-8")
    for error in (
        refusal(Metode, **{choice: name}),
        refusal(Metode.from_mapping, {choice: name}),
        refusal(Metode.from_toml, path),
    ):
        assert (error.code, error.values["path"], error.values["name"]) == ("scale-unknown", choice, name)
        assert "lkjip" in error.values["known"]
        assert "rasio" not in error.values["known"]
        assert error.values["nearest"] in error.values["known"]


OWN = '[skala.kami]\nlabel = { id = "x", en = "x" }\nsatuan = "%"\nbukti = "convention"\npita = [{ teks = "> 1", label = "a" }, { teks = "<= 1", label = "b" }]\n'


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "aturan.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_scales_of_a_rule_file_are_known(own):
    assert Metode(skala="kami", skala_sakip="sakip", aturan=str(own)).scale().labels == ("a", "b")
    error = refusal(Metode, skala="kamu", aturan=str(own))
    assert (error.code, error.values["nearest"]) == ("scale-unknown", "kami")


def test_a_rule_file_is_not_opened_for_an_untrusted_mapping(own, monkeypatch):
    def opened(*_args, **_kwargs):
        raise AssertionError

    assert Metode.from_mapping({"skala": "kami", "aturan": str(own)}).skala == "kami"
    monkeypatch.setattr("sakipcalc.rulebook.read_file", opened)
    error = refusal(Metode.from_mapping, {" Aturan ": str(own)}, source="Pengaturan", trusted=False)
    assert (error.code, error.values["path"], error.place.file) == (
        "rule-file-refused",
        " Aturan ",
        "Pengaturan",
    )
    both = refusal(Metode.from_mapping, {"aturan": str(own), "batass": 1}, trusted=False)
    assert [f.code for f in both.faults] == ["rule-file-refused", "key-unknown"]
    assert Metode.from_mapping({"batas": 120, "aturan": ""}, trusted=False).batas == 120


def test_faults_of_a_rule_file_keep_its_name(tmp_path):
    broken = tmp_path / "aturan.toml"
    broken.write_text("[skala.x]\n", encoding="utf-8")
    error = refusal(Metode.from_mapping, {"aturan": str(broken)}, source="Pengaturan")
    assert error.faults
    assert {f.place.file for f in error.faults} == {"aturan.toml"}
    gone = refusal(Metode.from_mapping, {"aturan": str(tmp_path / "x.toml")}, source="Pengaturan")
    assert (gone.code, gone.place.file) == ("rules-unreadable", "x.toml")


# -- days and locales -----------------------------------------------------------------------


@pytest.mark.parametrize("day", [
    dt.date(2020, 6, 1), dt.datetime(2020, 6, 1, 23, 59, tzinfo=dt.UTC), "2020-06-01", " 2020-06-01 ", "2020-06-01T08:00:00", pd.Timestamp(2020, 6, 1),
])  # fmt: skip
def test_a_day_may_be_a_date_a_datetime_or_iso_text(day):
    ids = {a.id for a in rules(on=day)}
    assert "ikm" in ids
    assert "komponen_sakip" in ids  # that of 2015
    assert "rentang" not in ids
    assert ids == {a.id for a in rules(on=dt.date(2020, 6, 1))}
    assert rule("ikm", on=day).id == scale("ikm", on=day).id == "ikm"
    assert len(weights("unsur_ikm", on=day)) == 9
    assert refusal(rule, "rentang", on=day).code == "rule-not-in-force"


@pytest.mark.parametrize("day", ["", "1 Juni 2020", "2020-13-01", 20200601.0, True, object()])
def test_what_is_no_day_is_refused(day):
    assert refusal(rules, on=day).code == "not-a-date"
    assert refusal(scale, "ikm", on=day).code == "not-a-date"


@pytest.mark.parametrize("value", ["1.234", "", None, 5])
def test_an_unknown_locale_is_refused(value):
    error = refusal(parse_number, value, locale="xx")
    assert (error.code, error.values["known"]) == ("choice-unknown", ("auto", "id", "en"))


# -- inputs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("cara", "given", "absent"), [
    ("baseline", {}, ["kondisi_awal"]), ("lintasan", {}, ["kondisi_awal", "tahun_ke", "jumlah_tahun"]),
    ("lintasan", {"kondisi_awal": 62, "tahun_ke": 3}, ["jumlah_tahun"]), ("tahun_ini", {}, ["target"]), ("tahun_ini", {"arah": "turun"}, ["target"]),
])  # fmt: skip
def test_progress_without_an_input_of_its_formula(cara, given, absent):
    error = refusal(kemajuan, 70, 72, cara=cara, **given)
    assert (error.code, error.values["inputs"]) == ("formula-input-absent", absent)
    assert refusal(kemajuan, [70.0], [72.0], cara=cara, **given).code == "formula-input-absent"


def test_progress_of_a_row_that_is_not_filled_yet_is_missing():
    assert kemajuan(None, 72, cara="baseline", kondisi_awal=62) is None
    assert kemajuan(70, None) is None
    assert kemajuan(None, None, cara="kumulatif", satuan="Dokumen") is None
    assert kemajuan(70, 72, cara="tahun_ini", target=pd.NA) is pd.NA
    assert kemajuan([70], [72], cara="tahun_ini", target=[None]) == [None]
    assert kemajuan("ya", None, cara="tahun_ini", arah="ya_tidak") == 100


@pytest.mark.parametrize(("values", "culprit"), [
    ([1, "x"], "x"), (["94,5", 1], "94,5"), ([[1, 2], [3, "x"]], "x"), ((1.5, "x", None), "x"), (pd.Series([1, "x"], dtype=object), "x"),
])  # fmt: skip
def test_the_text_among_numbers_is_named_not_a_number(values, culprit):
    error = refusal(capaian, values, 2)
    assert (error.code, error.values["value"]) == ("not-a-number", culprit)


def test_a_missing_realisasi_among_words_is_not_filled_in():
    assert status([float("nan"), "ya"], arah="ya_tidak") == ["belum diisi", "dihitung"]


def test_weights_and_capaian_go_in_pairs():
    error = refusal(rerata, [100, 110], [1])
    assert (error.code, error.values["expected"], error.values["found"]) == ("length-wrong", 2, 1)


def test_a_member_without_its_weight_is_left_out_and_counted():
    mean = rerata([100, 110, 50, None], [1, 3, None, 7])
    assert (mean.result, mean.filled, mean.total) == (Fraction(100 * 1 + 110 * 3, 4), 2, 4)
    assert rerata([100, 110], [None, float("nan")]).result is None
    assert rerata([100, 110], [0, 0]).result is None
    assert rerata([100, 110], [0, 5]).result == 110


# -- beyond the ends of a scale -------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", [20, 24.99, 100.01, -5, Decimal(20), Fraction(20), np.float64(20), np.array(20.0)]
)
def test_one_value_beyond_the_ends_of_a_scale_is_refused(value):
    error = refusal(kategori, value, "ikm")
    assert (error.code, error.values["low"], error.values["high"]) == ("number-out-of-range", 25, 100)
    assert scale("ikm").classify(value) is None


@pytest.mark.parametrize("skala", ["sakip", "sakip_tertutup"])
def test_a_nilai_sakip_is_from_0_to_100(skala):
    assert predikat_sakip([0, 100], skala=skala) == ["D", "AA"]
    for value in (101, -1, 100.0001, -0.0001, Fraction(101), Decimal(-1)):
        assert refusal(predikat_sakip, value, skala=skala).code == "number-out-of-range"
        assert refusal(kategori, value, skala).code == "number-out-of-range"
        assert scale(skala).classify(value) is None


@pytest.mark.parametrize(("values", "path"), [
    ([90, 20, 101], "[1]"), (np.array([90, 20.0]), "[1]"), (np.array([[90, 91], [92, 20.0]]), "[1, 1]"), ([[90], [20]], "[1, 0]"),
    (pd.Series([90, 20.0], index=["a", "b"]), "[b]"), (pd.Series([pd.NA, 101], dtype="Float64"), "[1]"), ([None, Decimal(20)], "[1]"),
])  # fmt: skip
def test_of_many_the_first_beyond_the_ends_is_named(values, path):
    error = refusal(kategori, values, "ikm")
    assert (error.code, error.values["path"]) == ("number-out-of-range", path)
    assert error.values["value"] in {20, 101}


def test_the_kategori_of_a_capaian_is_refused_alike():
    assert refusal(kategori_capaian, 20, 100, "ikm").code == "number-out-of-range"
    assert refusal(kategori_capaian, [90.0, 20.0], 100, "ikm").values["path"] == "[1]"
    assert refusal(kategori_capaian, np.array([20.0]), 100, "ikm").values["path"] == "[0]"
    assert kategori_capaian(5, 0, "ikm") is None


def test_a_scale_without_an_upper_end_says_so(tmp_path):
    path = tmp_path / "aturan.toml"
    path.write_text(OWN.replace("[skala.kami]\n", "[skala.kami]\nminimum = 0\n"), encoding="utf-8")
    error = refusal(kategori, -1, scale("kami", path=path))
    assert error.code == "number-out-of-range"
    assert error.message("en")


def test_an_unbounded_value_has_no_label():
    assert kategori(float("inf"), "ikm") is None
    assert kategori([float("inf"), 90], "ikm") == [None, "A"]


# -- what is missing stays missing in its kind ------------------------------------------------------


def test_a_missing_capaian_has_a_missing_kategori_of_its_kind():
    nan = float("nan")
    assert kategori(None) is None
    assert kategori(pd.NA) is pd.NA
    assert kategori(nan) is nan
    assert predikat_sakip(pd.NA) is pd.NA
    assert kategori_capaian(pd.NA, 70) is pd.NA
    told = kategori([100, pd.NA, None, nan])
    assert told[0] == "Baik"
    assert told[1] is pd.NA
    assert told[2] is None
    assert told[3] is nan
    assert kategori([[100, pd.NA]]) == [["Baik", pd.NA]]
    assert kategori(np.array([100, nan])).tolist() == ["Baik", None]
    assert kategori(pd.Series([100, nan])).isna().tolist() == [False, True]
    assert kategori_capaian([70.0, pd.NA], 70)[1] is pd.NA
