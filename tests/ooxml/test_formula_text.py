"""Formulas moved and looked at, against openpyxl's own translator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from sakipcalc.base.formulatext.tokens import pieces
from sakipcalc.excel import PackageError
from sakipcalc.excel.formulas import checked, translate

ATOMS = st.sampled_from(
    ["A10", "$B$11", "C$12", "$D13", "E10:F20", "'Tabel 3.2'!G14", "Data!$H15", "'A1 b''c'!B10:$C$12", "J:K",
     "$L:M", "10:12", "$13:14", "15%", '"100%"', '"A1 ""B2"" x"', "3.14", "1E5", "TRUE", "nama_A1", "Pajak.B2", "#REF!"]
)  # fmt: skip
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("{}{}{}".format, inner, st.sampled_from(["+", "*", "&", "<=", ",", " "]), inner),
        st.builds("{}({})".format, st.sampled_from(["SUM", "LOG10", "IF", "ATAN2", "DAYS360"]), inner),
    ),
    max_leaves=8,
)


@given(FORMULAS, st.integers(-5, 30), st.integers(0, 30))
def test_translation_as_openpyxl_has_it(formula, rows, cols):
    theirs = Translator(f"={formula}", origin="A10").translate_formula(row_delta=rows, col_delta=cols)
    assert "=" + translate(formula, rows, cols) == theirs


@given(FORMULAS, st.integers(0, 50), st.integers(0, 50))
def test_there_and_back(formula, rows, cols):
    assert translate(translate(formula, rows, cols), -rows, -cols) == formula
    assert translate(formula, 0, 0) == formula


@given(st.text(max_size=60))
def test_pieces_make_up_the_formula(text):
    assert "".join(piece for _, piece in pieces(text)) == text


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("T1[[#This Row],[A1]]+A1", "T1[[#This Row],[A1]]+B2"),
        ("T1[kolom ']A1']]*A1", "T1[kolom ']A1']]*B2"),
        ("[1]Data!A1+'[2]A1'!A1", "[1]Data!B2+'[2]A1'!B2"),
        ("Jan:Mar!A1", "Jan:Mar!B2"),
        ("A1#", "B2#"),
        ("_xlfn.CONCAT(A1,{1,2;3,4})", "_xlfn.CONCAT(B2,{1,2;3,4})"),
        ("Q1!A1", "Q1!B2"),
        ("a1+a1b", "B2+a1b"),
        ("SUM(A:A,1:1)", "SUM(B:B,2:2)"),
        ("XFD1+A1048576+A1", "#REF!+#REF!+B2"),
        ("XFC1:XFD1", "#REF!"),
        ("XFE1+ABCD12+A1048577", "XFE1+ABCD12+A1048577"),  # names, for the sheet ends before
        ("A1:INDEX(B1:B9,2)", "B2:INDEX(C2:C10,2)"),
    ],
)
def test_translation(formula, expected):
    assert translate(formula, 1, 1) == expected


@pytest.mark.parametrize(
    "formula",
    ["", "=", "  ", "SUM(A1", "A1)", '"buka', "'buka!A1", "T[a", "A1+]", "A1\x00", "A" * 9000],
)
def test_what_no_program_would_take(formula):
    with pytest.raises(PackageError) as caught:
        checked(formula)
    assert caught.value.code == "bad-formula"


@pytest.mark.parametrize(
    "formula", ["=A1", "SUM(A1:A3)", '=IF(A1="(","\'",")")', "T[[#All],[a]]", "1\n+2", "{1,2}"]
)
def test_what_is_taken(formula):
    assert checked(formula) == formula.removeprefix("=")
