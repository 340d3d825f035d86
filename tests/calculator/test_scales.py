"""Scales: built without gap or overlap, and the same on every kind of number."""

from __future__ import annotations

import math
import pickle
import re
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.core.errors import RuleError
from sakipcalc.rulebook import scale
from sakipcalc.rulebook.scales import Band, PrintedBand, Skala, colours, ink, ranges

from .oracle import SCALES, label


def band(name: str, low: object, *, tutup: bool = True) -> Band:
    return Band(label=name, lower=None if low is None else Fraction(str(low)), closed=tutup)


@pytest.mark.parametrize(("code", "named", "bands"), [
    ("scale-order", {"upper": "a", "lower": "b"}, [band("a", 50), band("b", 60), band("c", None)]),
    ("scale-order", {"upper": "b", "lower": "c"}, [band("a", 60), band("b", 50), band("c", 50), band("d", None)]),
    ("scale-order", {"upper": "a", "lower": "b"}, [band("a", None), band("b", 50)]),
    ("scale-order", {"upper": "a", "lower": "b"}, [band("a", 50), band("b", 50, tutup=False), band("c", None)]),
    ("scale-no-bottom", {"lower": "c"}, [band("a", 50), band("b", 40), band("c", 30)]),
    ("scale-empty", {}, []),
    ("scale-label-twice", {"label": " BAIK"}, [band("Baik", 50), band(" BAIK", None)]),
])  # fmt: skip
def test_a_scale_that_claims_a_value_twice_or_not_at_all_cannot_be_built(code, named, bands):
    with pytest.raises(RuleError) as caught:
        Skala(id="x", pita=tuple(bands))
    assert (caught.value.code, dict(caught.value.values)) == (code, {"id": "x", **named})


def test_bands_of_another_kind_are_refused():
    with pytest.raises(TypeError, match="Pita"):
        Skala(id="x", pita=(("lulus", 60), ("gagal", None)))


@given(
    st.lists(st.tuples(st.integers(-100, 200), st.booleans()), unique=True, max_size=6),
    st.fractions(-200, 300),
)
def test_every_value_has_exactly_one_band(starts, value):
    ordered = sorted(starts, key=lambda start: (start[0], not start[1]), reverse=True)
    bands = [band(str(i), low, tutup=closed) for i, (low, closed) in enumerate(ordered)]
    built = Skala(id="x", pita=(*bands, band("bawah", None)))
    reached = [p for p in built.pita if p.holds(value)]
    assert built.band(value) == reached[0]
    above = built.pita[: built.pita.index(reached[0])]
    assert not any(p.holds(value) for p in above)


@given(st.sampled_from(sorted(SCALES)), st.lists(st.floats(-300, 300, allow_nan=False), max_size=20))
def test_one_and_many_are_classified_alike(name, values):
    skala = scale(name)
    one_by_one = [skala.classify(value) for value in values]
    assert skala.classify(values) == one_by_one
    assert skala.classify(np.array(values, dtype=float)).tolist() == one_by_one


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, np.nan, float("inf")])
def test_what_is_missing_has_no_label(nothing):
    assert scale("lkjip").classify(nothing) is None
    assert scale("lkjip").classify([nothing, 85]) == [None, "Baik"]


@pytest.mark.parametrize(
    ("bound", "at", "below"), [(85.0, "Baik", "Cukup"), (50.0, "Kurang", "Sangat Kurang")]
)
def test_a_float_within_eight_units_in_the_last_place_is_on_a_bound(bound, at, below):
    edge = bound - 8 * math.ulp(100.0)
    values = [edge, math.nextafter(edge, -math.inf)]
    assert (
        [scale("lkjip").classify(value) for value in values] == scale("lkjip").classify(values) == [at, below]
    )


def test_beyond_its_ends_a_scale_has_no_label():
    assert scale("ikm").classify([24.99, 25, 100, 100.01]) == [None, "D", "A", None]
    exactly = [Fraction("24.99"), Fraction(25), Fraction(100), Fraction("100.01")]
    assert (
        scale("ikm").classify(exactly)
        == [scale("ikm").classify(value) for value in exactly]
        == [None, "D", "A", None]
    )
    shown = scale("ikm").displayed(0)
    for kind in (float, Fraction):
        ends = [kind(text) for text in ("24.4", "24.5", "100.4", "100.5")]
        assert [shown.classify(value) for value in ends] == shown.classify(ends) == [None, "D", "A", None]


def test_a_series_becomes_an_ordered_categorical_with_its_index_and_name():
    values = pd.Series([119.64, np.nan, 40], index=["a", "b", "c"], name="capaian")
    labels = scale("lkjip").classify(values)
    assert labels.index.tolist() == ["a", "b", "c"]
    assert labels.name == "capaian"
    assert labels.cat.ordered
    assert labels.max() == "Sangat Baik"
    assert labels.isna().tolist() == [False, True, False]


def test_colours_go_to_their_labels():
    coloured = scale("lkjip").with_colours({"SANGAT BAIK": "00B050", "sangat  kurang": "FF0000"})
    assert [p.colour for p in coloured.pita] == ["00B050", "", "", "", "FF0000"]
    read = Skala.from_printed([PrintedBand("> 1", "a", "AABBCC"), PrintedBand("≤ 1", "b")], id="x")
    assert [p.colour for p in read.pita] == ["AABBCC", ""]
    read = Skala.from_printed([PrintedBand("> 1", "a"), PrintedBand("≤ 1", "b", "112233")], id="x")
    assert [p.colour for p in read.pita] == ["", "112233"]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it; 4.5 is asked of text."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    weights = (0.2126, 0.7152, 0.0722)
    parts = [channel / 255 for channel in bytes.fromhex(colour)]
    return sum(
        weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
        for weight, part in zip(weights, parts, strict=True)
    )


#: Excel's standard colours, the primary ones, and some near the border of black and white text.
GROUNDS = ["C00000", "FF0000", "FFC000", "FFFF00", "92D050", "00B050", "00B0F0", "0070C0", "002060", "7030A0", "0000FF", "00FF00",
           "FF00FF", "000000", "FFFFFF", "757575", "777777", "0A0A0A", "808000", "800080", "008080", "A52A2A"]  # fmt: skip


@pytest.mark.parametrize("ground", GROUNDS)
def test_text_on_a_colour_can_be_read(ground):
    other = {"FFFFFF": "000000", "000000": "FFFFFF"}[ink(ground)]
    assert contrast(ink(ground), ground) >= 4.5
    assert contrast(ink(ground), ground) >= contrast(other, ground)


@given(st.binary(min_size=3, max_size=3).map(bytes.hex))
def test_text_on_any_colour_can_be_read(ground):
    assert contrast(ink(ground), ground) >= 4.5


def test_a_scale_in_a_notebook_shows_each_band_with_its_colour():
    coloured = scale("efisiensi").with_colours({"Efisien": "002060"})
    page = coloured._repr_html_()
    texts = [text.strip() for text in re.findall(r">([^<>]+)<", page) if text.strip()]
    bands = ["&gt; 0", "Sangat Efisien", "= 0", "Efisien", "&lt; 0", "Kurang Efisien"]
    assert texts == [f"efisiensi ({coloured.satuan})", "Rentang", "Kategori", *bands]
    inks = re.findall(r"background:#(\w+);color:#(\w+)", page)
    assert inks == [("92C5DE", "000000"), ("002060", "FFFFFF"), ("F4A6A6", "000000")]
    assert list(colours(coloured).values()) == [ground for ground, _ in inks]


def test_ranges_are_told_in_both_languages():
    assert ranges(scale("ikm"), "id")[0] == "≥ 88,31"
    assert ranges(scale("ikm"), "en")[:2] == ("≥ 88.31", "≥ 76.61 – < 88.31")
    zero = (
        Band(label="a", lower=Fraction("0.5"), closed=False),
        Band(label="b", lower=Fraction("0.5")),
        band("c", None),
    )
    assert ranges(Skala(id="x", pita=zero), "en") == ("> 0.5", "= 0.5", "< 0.5")


def test_a_scale_travels_between_processes():
    assert pickle.loads(pickle.dumps(scale("ikm"))) == scale("ikm")  # noqa: S301 -- our own


def test_the_oracle_has_the_labels_of_the_rules():
    for name in SCALES:
        assert [n for n, _ in SCALES[name] if n] == list(scale(name).labels)
    assert label("lkjip", Fraction(85)) == "Baik"
