"""The public functions take whatever a program may hand them: a result, or an error that is documented."""

from __future__ import annotations

import io
import os
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.rulebook.scales import Band, PrintedBand
from sakipcalc.tables import Vocabulary

#: What a wrong argument may raise; anything else is a fault of the library.
DOCUMENTED = (sc.SakipError, TypeError, ValueError)
MANY = settings(
    max_examples=2000 if os.environ.get("SAKIPCALC_NIGHTLY") else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def signals(value: object) -> bool:
    """Return whether a value neither compares nor rounds; pandas cannot even print it, so that no Series has one."""
    return isinstance(value, Decimal) and value.is_snan()


NUMBERS = (
    st.integers() | st.floats() | st.decimals(allow_nan=True) | st.fractions() | st.booleans()
    | st.sampled_from([10**400, -(10**400), Decimal("sNaN"), Decimal("1e999999"), Decimal("-0"), 5e-324, 1.7e308, Fraction(1, 10**300), np.float32(3.4), np.int64(7), np.bool_(1), 1j])
)  # fmt: skip
TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        "naik",
        "turun",
        "rasio",
        "97,25",
        "1.421.414.021",
        "-",
        "≥ 85",
        "2024",
        "#DIV/0!",
        "١٢",
        "9" * 5000,
        "1e400",
    ]
)
SCALARS = (
    NUMBERS
    | TEXTS
    | st.none()
    | st.binary(max_size=4)
    | st.dates()
    | st.just(pd.NA)
    | st.just(pd.NaT)
    | st.just(...)
)
LISTS = st.lists(SCALARS, max_size=4)
ARRAYS = LISTS.map(lambda values: np.array(values, dtype=object)) | st.lists(st.floats(), max_size=4).map(np.array) | st.sampled_from(
    [np.array([[1.0, 2.0]]), np.array(["a"]), np.array([], dtype=float), np.array(5.0), np.array(["2024-01-01"], dtype="datetime64[D]"), np.ma.array([1.0], mask=[True])]
)  # fmt: skip
SERIES = (
    LISTS.map(lambda values: pd.Series([one for one in values if not signals(one)], dtype=object))
    | st.lists(st.floats(), max_size=4).map(pd.Series)
    | st.just(pd.Series([1, None], dtype="Int64"))
)
ANYTHING = (
    SCALARS
    | LISTS
    | ARRAYS
    | SERIES
    | st.lists(LISTS, max_size=2)
    | st.dictionaries(TEXTS, SCALARS, max_size=2)
    | st.tuples(SCALARS, SCALARS)
    | st.builds(object)
)


def tried(work) -> None:
    try:
        work()
    except DOCUMENTED as error:
        if isinstance(error, sc.SakipError):
            _ = error.message("id"), error.message("en"), error.hint("id"), error.hint("en")


@pytest.mark.parametrize("name", ["capaian", "kemajuan", "serapan", "efisiensi"])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(ANYTHING, ANYTHING)
@MANY
def test_two_values(name, one, other):
    tried(lambda: getattr(sc, name)(one, other))


@pytest.mark.parametrize(
    "name", ["kategori", "predikat_sakip", "ikm", "parse_number", "rules", "Metode", "Skala"]
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(ANYTHING)
@MANY
def test_one_value(name, one):
    tried(lambda: getattr(sc, name)(one))


KEYS = {
    "capaian": ("arah", "rumus", "batas", "lantai", "tanggal", "aturan"), "kategori": ("skala", "tanggal"), "ikm": ("bobot", "tanggal"),
    "kemajuan": ("arah", "cara", "awal"), "parse_number": ("locale", "money"), "predikat_sakip": ("tanggal",), "efisiensi": ("cara",), "serapan": ("batas",),
    "Metode": ("batas", "lantai", "arah", "turun", "aturan", "nol", "triwulan", "indikator", "skala", "tanggal"),
    "Skala": ("id", "pita", "satuan", "desimal", "minimum", "maksimum"),
}  # fmt: skip


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(st.data())
@MANY
def test_keywords(name, data):
    chosen = data.draw(st.dictionaries(st.sampled_from(KEYS[name]), ANYTHING, max_size=3))
    first = (
        ()
        if name in {"Metode", "Skala"}
        else (83.75, 70)
        if name in {"capaian", "kemajuan", "serapan", "efisiensi"}
        else ([3.5, 3.2],)
        if name == "ikm"
        else (83.75,)
    )
    tried(lambda: getattr(sc, name)(*first, **chosen))


@given(ANYTHING)
@MANY
def test_workbooks(one):
    tried(lambda: sc.read(one))
    tried(lambda: sc.fill(one, io.BytesIO()))
    tried(lambda: sc.compute(one))


@given(
    ANYTHING
    | st.dictionaries(
        st.sampled_from(["kolom", "tabel", "x"]),
        ANYTHING | st.dictionaries(st.sampled_from(["3.2", "target", "capaian"]), ANYTHING, max_size=2),
        max_size=2,
    )
)
@MANY
def test_synonyms(one):
    tried(lambda: Vocabulary.from_mapping(one))


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4), ANYTHING)
@MANY
def test_scales(rows, reading):
    tried(lambda: sc.Skala.from_printed([PrintedBand(*row) for row in rows], id="x", reading=reading))
    tried(lambda: sc.Skala.from_printed([PrintedBand(*row) for row in rows], id="x").classify(reading))
    tried(
        lambda: sc.Skala(
            id="x", pita=(Band(label="a", lower=Fraction(1)), Band(label="b", lower=None))
        ).classify(reading)
    )


@given(ANYTHING, ANYTHING)
@MANY
def test_places_to_write_to(workbook_like, output):
    tried(lambda: sc.fill(b"PK", output if not isinstance(output, str) else io.BytesIO(), data=workbook_like))


@pytest.mark.parametrize("text", ["sNaN", "NaN", "-Infinity", "1E+999999", "-1E-999999"])
def test_a_decimal_that_no_cell_holds_is_no_figure_and_no_choice(text):
    assert sc.parse_number(Decimal(text)).value is None
    for name in ("ambang", "batas", "lantai"):
        if not text.startswith("-1E"):
            with pytest.raises(sc.SakipError):
                sc.Metode.from_mapping({name: Decimal(text)})
