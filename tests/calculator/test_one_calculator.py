"""One calculator: numbers, exact numbers, lists, arrays and the cells of a workbook get the same capaian."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.computing import apply
from sakipcalc.computing.arah import Polarity
from sakipcalc.computing.how import ByRule, Limited, MetZero
from sakipcalc.computing.links import Indicator

FIGURES = st.integers(-40, 40)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        "turun": st.sampled_from(["dua_target", "kebalikan", "baseline"]),
        "target_nol": st.sampled_from(["tidak_dihitung", "seratus"]),
        "lantai": st.integers(-20, 40),
        "batas": st.integers(50, 150),
    },
)


def indicator(arah):
    return Indicator(subject=("indikator", 0), nama="Arsip", tujuan_sasaran="", polarity=Polarity(arah=arah))


@given(FIGURES, FIGURES, FIGURES, st.sampled_from(["naik", "turun", "stabil"]), CHOICES)
def test_every_kind_of_number_gets_the_same_capaian(realisasi, target, awal, arah, choices):
    metode = sc.Metode(**choices)
    needs = {"kondisi_awal": awal} if metode.capaian_formula(arah) == "baseline" else {}

    def computed(kind):
        more = {name: kind(value) for name, value in needs.items()}
        return sc.capaian(kind(realisasi), kind(target), arah=arah, metode=metode, **more)

    exact = metode.measure(arah, realisasi=realisasi, target=target, **needs).result
    assert computed(Fraction) == exact
    expected = math.nan if exact is None else float(exact)
    assert computed(lambda one: np.array([float(one)])).tolist() == pytest.approx([expected], nan_ok=True)
    for told in (computed(float), computed(lambda one: [one])[0]):
        assert (math.nan if told is None else told) == pytest.approx(expected, nan_ok=True)
    cells = {"realisasi": realisasi, "target": target, **needs}
    value = apply.achievement(
        metode, indicator(arah), {name: apply.constant(one) for name, one in cells.items()}
    )
    assert value.number == exact
    assert value.uncapped.number == metode.measure(
        arah, realisasi=realisasi, target=target, **needs
    ).uncapped or isinstance(value.how, MetZero)


@pytest.mark.parametrize(
    ("choices", "target", "how", "capaian"),
    [
        ({}, 10, ByRule, 150),
        ({"batas": 110}, 10, Limited, 110),
        ({"target_nol": "seratus"}, 0, MetZero, 100),
        ({"target_nol": "seratus", "batas": 90}, 0, MetZero, 90),
        ({}, 0, ByRule, None),
    ],
)
def test_a_value_of_a_workbook_knows_what_the_metode_made_of_it(choices, target, how, capaian):
    cells = {"realisasi": apply.constant(15), "target": apply.constant(target)}
    value = apply.achievement(sc.Metode(**choices), indicator("naik"), cells)
    assert (type(value.how), value.number) == (how, capaian)
