"""The public functions on numbers, lists, arrays and Series alike."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc import calc
from sakipcalc.calc import (
    capaian,
    efisiensi,
    ikm,
    kategori,
    kategori_capaian,
    kategori_efisiensi,
    kemajuan,
    nilai_sakip,
    predikat_sakip,
    rerata,
    serapan,
    status,
    status_serapan,
    triwulan,
)
from sakipcalc.core.errors import RuleError
from sakipcalc.rulebook.methods import Metode

numbers = st.floats(0, 1000, allow_nan=False) | st.none()


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {"realisasi": [97.25, 83.75, np.nan, 5.0], "target": [92, 70, 70, 0]},
        index=["IKM", "SAKIP", "ZI", "nol"],
    )


def code(function, *args, **kwargs) -> str:
    with pytest.raises(RuleError) as caught:
        function(*args, **kwargs)
    return caught.value.code


# -- the figures of the reference report ------------------------------------------------


def test_the_reference_report():
    assert [round(capaian(r, t), 1) for r, t in ((97.25, 92), (83.75, 70))] == [105.7, 119.6]
    assert kategori(capaian(83.75, 70)) == "Sangat Baik"
    assert round(kemajuan(97.25, 96), 1) == 101.3
    assert round(serapan(2_012_796_488, 2_130_000_000), 1) == 94.5
    assert round(efisiensi(112.65, 94.5), 2) == 1.19
    assert predikat_sakip(83.75) == "A"


# -- kinds ------------------------------------------------------------------------------


def test_python_numbers_give_python_numbers():
    assert type(capaian(83.75, 70)) is float
    assert type(capaian(83, 70)) is float
    assert type(capaian(np.float64(83.75), np.int64(70))) is float
    assert type(serapan(5, 10)) is float


def test_decimals_and_fractions_stay_exact():
    assert capaian(Fraction("83.75"), 70) == Fraction(8375, 70)
    assert capaian(Decimal("83.75"), Decimal(67)) == Decimal(8375) / Decimal(67)
    assert isinstance(capaian(Decimal("83.75"), 70), Decimal)


def test_lists_give_lists():
    assert capaian([97.25, 83.75], [92, 70]) == [capaian(97.25, 92), capaian(83.75, 70)]
    assert capaian((97.25,), 92) == [capaian(97.25, 92)]
    assert capaian([[1, 2], [3, 4]], [1, 2]) == [[100.0, 100.0], [300.0, 200.0]]


def test_arrays_broadcast_as_numpy_does():
    realisasi = np.array([[1.0], [2.0]])
    result = capaian(realisasi, np.array([1, 2, 4]))
    assert isinstance(result, np.ndarray)
    assert result.tolist() == [[100.0, 50.0, 25.0], [200.0, 100.0, 50.0]]
    with pytest.raises(ValueError, match="broadcast"):
        capaian(np.ones(2), np.ones(3))


def test_series_keep_index_and_name(frame):
    result = capaian(frame["realisasi"].rename("x"), 70)
    assert result.index.equals(frame.index)
    assert result.name == "x"
    both = capaian(frame["realisasi"], frame["target"])
    assert both.name is None  # as pandas names the result of arithmetic on two names
    assert both.index.equals(frame.index)
    assert both.dtype == np.float64
    assert both.isna().tolist() == [False, False, True, True]


def test_series_are_aligned_by_their_index(frame):
    result = capaian(frame["realisasi"], frame["target"].iloc[::-1])
    assert result["SAKIP"] == capaian(83.75, 70)
    shorter = capaian(frame["realisasi"], frame["target"].iloc[:1])
    assert shorter.drop("IKM").isna().all()


def test_nullable_series_stay_nullable(frame):
    result = capaian(frame["realisasi"].astype("Float64"), frame["target"].astype("Int64"))
    assert str(result.dtype) == "Float64"
    assert result["ZI"] is pd.NA
    assert result["nol"] is pd.NA
    assert result["SAKIP"] == capaian(83.75, 70)


def test_the_inputs_are_not_changed(frame):
    before = frame.copy(deep=True)
    array = frame["realisasi"].to_numpy().copy()
    held = array.copy()
    capaian(frame["realisasi"], frame["target"], metode=Metode(batas=100))
    kategori(capaian(array, 70))
    pd.testing.assert_frame_equal(frame, before)
    assert np.array_equal(array, held, equal_nan=True)


def test_what_is_missing_stays_missing_in_its_kind():
    assert capaian(None, 70) is None
    assert capaian(83.75, None) is None
    assert math.isnan(capaian(float("nan"), 70))
    assert capaian(pd.NA, 70) is pd.NA
    assert capaian([None, math.nan, 7, 7], [7, 7, 0, 7])[0] is None
    assert math.isnan(capaian([None, math.nan, 7, 7], [7, 7, 0, 7])[1])
    assert capaian([None, math.nan, 7, 7], [7, 7, 0, 7])[2:] == [None, 100.0]
    assert np.isnan(capaian(np.array([np.nan, 7.0]), np.array([7, 0]))).all()
    assert np.isnan(capaian(np.array([None, 7], dtype=object), 7)).tolist() == [True, False]


def test_an_undefined_quotient_is_never_0_100_or_infinite():
    assert capaian(5, 0) is None
    assert capaian(0, 0) is None
    assert capaian(0, 5, arah="turun", metode=Metode(turun="kebalikan")) is None
    assert capaian(Decimal(5), 0) is None
    assert np.isnan(capaian(np.array([5.0, 0.0]), 0)).all()


def test_a_zero_is_a_figure():
    assert capaian(0, 70) == 0
    assert capaian(0, 70, arah="turun") == 200


@pytest.mark.parametrize("bad", ["97,25", ["97,25"], np.array(["97.25"]), pd.Series(["97,25"]), [1, "2"]])
def test_texts_are_refused_not_guessed(bad):
    assert code(capaian, bad, 70) == "not-a-number"


@given(
    st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20),
    st.sampled_from(["naik", "turun", "stabil"]),
)
def test_one_and_many_are_computed_alike(pairs, arah):
    realisasi, target = [r for r, _ in pairs], [t for _, t in pairs]
    one_by_one = [capaian(r, t, arah=arah) for r, t in pairs]
    assert capaian(realisasi, target, arah=arah) == one_by_one
    array = capaian(np.array(realisasi, dtype=float), np.array(target, dtype=float), arah=arah)
    assert [None if math.isnan(x) else x for x in array.tolist()] == one_by_one
    series = capaian(pd.Series(realisasi, dtype=float), pd.Series(target, dtype=float), arah=arah)
    assert series.to_numpy().tolist() == pytest.approx(array.tolist(), nan_ok=True, abs=0, rel=0)
    assert kategori(realisasi) == [kategori(r) for r in realisasi]
    assert status(realisasi, target, arah=arah) == [status(r, t, arah=arah) for r, t in pairs]


# -- polarities and policies ------------------------------------------------------------


def test_polarity_alone_does_not_fix_the_formula():
    assert capaian(8, 10, arah="turun") == 120
    assert capaian(8, 10, arah="turun", metode=Metode(turun="kebalikan")) == 125
    assert capaian(12, 10, arah="turun", kondisi_awal=20, metode=Metode(turun="baseline")) == 80


def test_a_formula_that_lacks_an_input_says_which():
    assert code(capaian, 12, 10, arah="turun", metode=Metode(turun="baseline")) == "formula-input-absent"
    assert code(capaian, 12, arah="rentang") == "formula-input-absent"
    assert code(capaian, 12, 10, arah="naek") == "choice-unknown"


def test_ranges_of_permenpanrb_8_2021():
    assert capaian([70, 85], bawah=80, atas=90, arah="rentang") == [87.5, 100.0]
    assert capaian(9, bawah=7, atas=8, arah="rentang_turun") == 87.5
    assert capaian(np.array([0.0, 5.0]), bawah=0, atas=5, arah="rentang").tolist() == [100.0, 100.0]


def test_predicates():
    assert capaian("BB", "A", arah="kualitatif") == pytest.approx(500 / 6)
    assert capaian("wdp", "WTP", arah="kualitatif") == 75
    assert capaian("WBK", "WBK", arah="kualitatif") == 100
    assert capaian("Juara 1", "juara  1", arah="kualitatif") == 100
    assert capaian("Juara 2", "Juara 1", arah="kualitatif") is None
    assert capaian("BB", "WTP", arah="kualitatif") is None
    assert capaian(["A", "B", "apa"], "A", arah="kualitatif") == [100.0, pytest.approx(400 / 6), None]
    series = capaian(
        pd.Series(["A", "B"], index=[3, 4]), pd.Series(["A", "A"], index=[3, 4]), arah="kualitatif"
    )
    assert series.to_dict() == {3: 100.0, 4: pytest.approx(400 / 6)}


def test_yes_and_no():
    assert capaian("Ya", arah="ya_tidak") == 100
    assert capaian(["ya", "Tidak", "mungkin"], arah="ya_tidak") == [100.0, 0.0, None]
    assert capaian(np.array([True, False]), arah="ya_tidak").tolist() == [100.0, 0.0]
    assert capaian(True, arah="ya_tidak") == 100


def test_zero_targets_by_policy():
    lenient = Metode(target_nol="seratus")
    assert capaian(0, 0, metode=lenient) == 100
    assert capaian(5, 0, metode=lenient) == 100
    assert capaian(0, 0, arah="turun", metode=lenient) == 100
    assert capaian(5, 0, arah="turun", metode=lenient) is None
    assert capaian(None, 0, metode=lenient) is None
    assert capaian([5, 0], 0, arah="turun", metode=lenient) == [None, 100.0]


def test_floor_and_cap_keep_to_missing():
    held = Metode(lantai=0, batas=120)
    assert capaian([83.75, 140, None, 0], [70, 70, 70, 0], metode=held) == [
        capaian(83.75, 70),
        120.0,
        None,
        None,
    ]
    assert capaian(30, 10, arah="turun", metode=held) == 0
    assert capaian(30, 10, arah="turun") == -100
    assert capaian(Fraction(140), 70, metode=held) == Fraction(120)
    assert capaian(Decimal(140), 70, metode=held) == Decimal(120)


def test_status_words():
    assert status(83.75, 70) == "dihitung"
    assert status(0, 70) == "dihitung"
    assert status(None, 70) == "belum diisi"
    assert status(None, None) == "belum diisi"
    assert status(5, None) == "tidak dapat dihitung"
    assert status(5, 0) == "tidak dapat dihitung"
    assert status(5, 70, berlaku=False) == "tidak berlaku"
    assert status("apa", "A", arah="kualitatif") == "tidak dapat dihitung"
    assert status("", "A", arah="kualitatif") == "belum diisi"
    series = status(pd.Series([83.75, np.nan], index=["a", "b"], name="r"), 70, berlaku=[True, False])
    assert series.to_dict() == {"a": "dihitung", "b": "tidak berlaku"}
    assert status(np.array([1.0, np.nan]), 1).tolist() == ["dihitung", "belum diisi"]


def test_status_is_aligned_as_the_capaian_is(frame):
    words = status(frame["realisasi"].iloc[:2], frame["target"])
    assert words.to_dict() == {
        "IKM": "dihitung",
        "SAKIP": "dihitung",
        "ZI": "belum diisi",
        "nol": "belum diisi",
    }


def test_scores_may_be_given_as_numbers():
    assert capaian(5, 6, arah="kualitatif") == pytest.approx(500 / 6)


def test_a_figure_without_value_agrees_with_nothing():
    assert calc.agreement("-", 100) == "beda"
    assert calc.agreement("120", 133.3) == "dibatasi"
    assert calc.agreement("120", 133.3, caps=()) == "beda"
    assert calc.agreement("99,9", 99.96) == "dipotong"


def test_status_of_absorption():
    assert status_serapan([5, 0, None, 5, 5], [10, 0, 10, 0, None]) == [
        "dihitung", "belum dilaksanakan", "belum diisi", "tidak dapat dihitung", "tidak dapat dihitung",
    ]  # fmt: skip
    assert status_serapan(0, 0) == "belum dilaksanakan"
    assert status_serapan(None, 0) == "belum diisi"


# -- kategori ---------------------------------------------------------------------------


def test_kategori_of_each_kind():
    assert kategori([119.6, 100, 84.999999, None]) == ["Sangat Baik", "Baik", "Cukup", None]
    array = kategori(np.array([119.6, np.nan]))
    assert array.dtype == object
    assert array.tolist() == ["Sangat Baik", None]
    assert kategori(90.5, "permendagri") == "Tinggi"


def test_an_unknown_scale_is_refused():
    assert code(kategori, 90, "permendagi") == "rule-unknown"


def test_kategori_from_the_figures(frame):
    labels = kategori_capaian(frame["realisasi"], frame["target"])
    assert labels.index.equals(frame.index)
    assert labels.astype(object).where(labels.notna(), None).tolist() == [
        "Sangat Baik",
        "Sangat Baik",
        None,
        None,
    ]
    assert kategori_capaian("BB", "A", arah="kualitatif") == "Cukup"
    assert kategori_capaian([70, 85], bawah=80, atas=90, arah="rentang") == ["Baik", "Baik"]
    assert kategori_capaian(140, 70, metode=Metode(batas=100)) == "Baik"


# -- efficiency -------------------------------------------------------------------------


def test_efficiency_by_every_method():
    values = {
        options: efisiensi(112.65, 94.5, cara=options)
        for options in ("rasio", "selisih", "selisih_band", "te", "sisa")
    }
    assert {k: round(v, 4) for k, v in values.items()} == {
        "rasio": 1.1921, "selisih": 18.15, "selisih_band": 18.15, "te": 0.1921, "sisa": 5.5,
    }  # fmt: skip
    assert efisiensi(100, 90, cara="pmk") == pytest.approx(75)
    assert efisiensi([99, 100], 90, cara="sisa") == [None, 10.0]
    assert efisiensi(100, 0) is None
    assert code(efisiensi, 100, 90, cara="rasio2") == "choice-unknown"


def test_the_trap_of_the_reference_report_cannot_be_stepped_into():
    # Its ratio 1,19 read with the scale of differences is "Sangat Efisien", and so would be any ratio.
    assert kategori(efisiensi(80, 94.5), "efisiensi") == "Sangat Efisien"
    assert kategori(efisiensi(80, 94.5), "efisiensi_rasio") == "Kurang Efisien"
    assert kategori_efisiensi(80, 94.5) == "Kurang Efisien"


# -- progress, quarters, means ----------------------------------------------------------


def test_progress_by_every_method():
    assert kemajuan(83.75, 72) == pytest.approx(116.319444, abs=1e-6)
    assert kemajuan(83.75, 72, cara="tahun_ini", target=70) == capaian(83.75, 70)
    assert kemajuan(30, 50, cara="kumulatif", satuan="Dokumen") == 60
    assert kemajuan(70, 72, cara="baseline", kondisi_awal=62) == 80
    assert kemajuan(68, 72, cara="lintasan", kondisi_awal=62, tahun_ke=3, jumlah_tahun=5) == pytest.approx(
        100
    )
    assert kemajuan(8, 10, arah="turun") == 120
    assert kemajuan(8, 10, arah="turun", cara="tahun_ini", target=16) == 150
    assert kemajuan([83.75, None], [72, 72]) == [kemajuan(83.75, 72), None]


@pytest.mark.parametrize("satuan", ["%", "Persen", "Indeks", "Nilai SAKIP", "SKM", "poin", ""])
def test_percentages_and_indices_do_not_add_up(satuan):
    """Adding 93 + 100 gives 193 % of 100."""
    assert code(kemajuan, 193, 100, cara="kumulatif", satuan=satuan) == "sum-refused"


def test_quarters():
    realisasi, target = [10, 30, None, None], [20, 20, 20, 20]
    assert triwulan(realisasi, target) == 150
    assert triwulan(realisasi, target, sampai=1) == 50
    assert triwulan(realisasi, target, cara="jumlah") == 100
    assert triwulan(realisasi, target, cara="rata") == 100
    assert triwulan(realisasi, target, arah="turun") == 50
    for options in ("posisi", "jumlah", "rata"):
        assert triwulan([None] * 4, target, cara=options) is None
    many = triwulan(np.array([[10, 30, np.nan, np.nan], [np.nan] * 4]), np.array(target), cara="jumlah")
    assert many[0] == 100
    assert np.isnan(many[1])
    assert triwulan([5, 5, None, None], [0, 5, 5, 5], cara="rata") is None
    assert code(triwulan, [1, 2, 3], [1, 2, 3]) == "length-wrong"
    assert code(triwulan, realisasi, target, sampai=5) == "number-out-of-range"


def test_a_mean_says_over_how_many():
    mean = rerata([105.7, None, 119.6])
    assert (mean.result, mean.filled, mean.total) == (Fraction("112.65"), 2, 3)
    assert rerata(pd.Series([105.7, np.nan])).complete is False
    assert rerata([100, 50], [3, 1]).result == Fraction("87.5")
    assert rerata([105.706, 119.643], bulatkan=1).result == Fraction("112.65")


# -- surveys and SAKIP ------------------------------------------------------------------


def test_ikm_from_means():
    assert ikm([3.89] * 9) == 97.25
    assert ikm([4] * 9) == 100
    assert ikm([1] * 9) == 25
    assert ikm([4] * 9, bobot="unsur_ikm_011") == 99
    assert ikm([3.9, None, *[3.9] * 7]) is None
    assert ikm(pd.Series([3.89] * 9)) == 97.25


def test_ikm_rounds_half_up_exactly():
    # 9 x 3.5322 / 9 x 25 = 88.305 exactly, which is 88.31 and an A; floats alone would say 88.3 and B.
    assert ikm([3.5322] * 9) == 88.31
    assert kategori(ikm([3.5322] * 9), "ikm") == "A"


def test_ikm_from_raw_answers():
    answers = [[4, 3, 4, 4, 4, 3, 4, 4, 4], [4, 4, 4, 4, 3, 4, 4, 4, 4]]
    expected = Fraction(sum(map(sum, answers)), 18) * 25
    assert ikm(answers) == float(calc.surveys.round_half_up(expected, 2))
    assert ikm(pd.DataFrame(answers)) == ikm(np.array(answers)) == ikm(answers)
    with_gap = [[4, 3, 4, 4, 4, 3, 4, 4, None], [4, 4, 4, 4, 3, 4, 4, 4, 2]]
    assert ikm(with_gap) == float(
        calc.surveys.round_half_up((Fraction(sum(answers[0][:8]) + sum(answers[1][:8]), 2) + 2) / 9 * 25, 2)
    )


def test_ikm_of_many_units():
    means = pd.DataFrame([[3.89] * 9, [3.5322] * 9, [3.9, np.nan, *[3.9] * 7]], index=["a", "b", "c"])
    result = ikm(means, per_baris=True)
    assert result.index.tolist() == ["a", "b", "c"]
    assert result.iloc[:2].tolist() == [97.25, 88.31]
    assert math.isnan(result["c"])
    assert ikm([[3.89] * 9], per_baris=True) == [97.25]


def test_ikm_refuses_what_cannot_be():
    assert code(ikm, [3.9] * 8) == "length-wrong"
    assert code(ikm, [5.0, *[3.9] * 8]) == "number-out-of-range"
    assert code(ikm, [0.0, *[3.9] * 8]) == "number-out-of-range"
    assert code(ikm, 97.25) == "length-wrong"


def test_sakip_from_components():
    assert nilai_sakip([25.2, 24.6, 12.75, 21.2]) == 83.75
    assert nilai_sakip([84, 82, 85, 84.8], persen=True) == 83.75
    assert (
        nilai_sakip({"evaluasi": 21.2, "perencanaan": 25.2, "pengukuran": 24.6, "pelaporan": 12.75}) == 83.75
    )
    assert nilai_sakip([100] * 4, persen=True) == 100
    assert nilai_sakip([25.2, None, 12.75, 21.2]) is None
    assert code(nilai_sakip, [31, 24, 12, 21]) == "number-out-of-range"
    assert code(nilai_sakip, [30, 30, 15]) == "length-wrong"
    assert code(nilai_sakip, {"perencanan": 30}) == "key-unknown"


def test_sakip_predicates():
    assert predikat_sakip([90.01, 90, 80, 70, 60, 50, 30, None]) == [
        "AA",
        "A",
        "BB",
        "B",
        "CC",
        "C",
        "D",
        None,
    ]
    assert predikat_sakip(70.0, skala="sakip_tertutup") == "BB"
