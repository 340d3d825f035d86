"""Formulas that say the same once the cells are known: choices taken, empty lines left out."""

from __future__ import annotations

import pytest

from sakipcalc.base.formulatext import parse, write
from sakipcalc.base.places import Place
from sakipcalc.computing.sameness import CellTexts, normal, reduced

CELLS = {
    ("T", "E5"): "turun", ("T", "E6"): "", ("T", "C5"): "IKM", ("T", "C7"): "SAKIP",
    ("T", "F5"): "100", ("T", "F7"): "90", ("Tabel 3.2", "E5"): "stabil",
}  # fmt: skip


TEXTS = CellTexts((Place(sheet=sheet, cell=name), text) for (sheet, name), text in CELLS.items())


def shorter_than(formula):
    return write(reduced(parse(formula), "T", TEXTS))


@pytest.mark.parametrize(
    ("formula", "shorter"),
    [
        ('IF(E5="turun",(2*D5-F5)/D5,F5/D5)', "(2*D5-F5)/D5"),
        ('IF(E6="turun",(2*D6-F6)/D6,F6/D6)', "F6/D6"),
        ("IF('Tabel 3.2'!E5=\"turun\",A1,IF('Tabel 3.2'!E5=\"stabil\",A2,A3))", "A2"),
        ('IF(C5="","",F5/D5)', "F5/D5"),
        ("AVERAGE(F5:F14)/H5", "AVERAGE(F5,F7)/H5"),
        ('COUNT(F5:F14)<MAX(1,COUNTIF(C5:C14,"?*"))', "COUNT(F5,F7)<2"),
        ('COUNT(F5:F14)<MAX(1,COUNTIF(K5:K14,"?*"))', "COUNT(F5,F7)<1"),
    ],
)
def test_what_the_cells_settle_is_taken_out(formula, shorter):
    assert shorter_than(formula) == shorter


@pytest.mark.parametrize(
    "formula",
    [
        'IF(E5="turun",F5/D5)',  # gives FALSE otherwise: another formula
        'IF(E5="turun",F5/D5,F5)*2',
        'IF(C6="","",F5/D5)',  # whether anything shows hangs on that cell
        "SUM(K5:K9)",
        "SUM('Tabel 2.4'!F5:F14)",
    ],
)
def test_everything_else_stays(formula):
    assert shorter_than(formula) == formula


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sum($F$5:F14)", "SUM(F5:F14)"),
        (" F5 / D5*100", "(F5/D5)*100"),
        ("((F5))", "F5"),
        ("Data!A1", "'data'!$A$1"),
        ('IF(A1="","Sangat Baik",1)', 'IF(A1="","SANGATBAIK",1)'),
        ("A1-B1-C1+D1", "(A1-B1)-C1+D1"),
    ],
)
def test_what_makes_no_difference_is_none(one, other):
    assert normal(parse(one)) == normal(parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("F5/(D5*100)", "F5/D5*100"),
        ("A1-(B1-C1)", "A1-B1-C1"),
        ("-A1^2", "-(A1^2)"),
        ("A1", "Data!A1"),
        ("1", '"1"'),
    ],
)
def test_what_makes_a_difference_stays_one(one, other):
    assert normal(parse(one)) != normal(parse(other))


def test_a_range_over_the_whole_sheet_costs_no_more_than_what_stands_there():
    assert shorter_than("SUM(F1:F1048576)") == "SUM(F5,F7)"
