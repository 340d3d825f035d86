"""Formulas made of values: what no spreadsheet can say is no formula, and the rest is what a person would write."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sakipcalc.base.formulatext import parse
from sakipcalc.base.places import Place
from sakipcalc.computing import Value
from sakipcalc.computing.expressions import formula, formula_tree, is_own
from sakipcalc.computing.how import ByRule, Label, Limited, Sum, UsedScale
from sakipcalc.model import Cell
from sakipcalc.rulebook.scales import Band, Skala


def cell(name, sheet="T"):
    place = Place(sheet=sheet, cell=name)
    return Cell(place=place, row=place.coordinates[0], col=place.coordinates[1], text="1", is_number=True)


def fact(name, number=5, sheet="T"):
    return Value(number=Fraction(number), cell=cell(name, sheet))


def everywhere(_place):
    return True


def capaian():
    return ByRule("rasio", {"realisasi": fact("E5"), "target": fact("D5", sheet="Tabel 2.3")})


@pytest.mark.parametrize(
    ("how", "text"),
    [
        (capaian(), "IF(OR(COUNT(E5,'Tabel 2.3'!D5)<2,'Tabel 2.3'!D5=0),\"\",E5/'Tabel 2.3'!D5*100)"),
        (
            Limited(Value(number=Fraction(1), how=capaian()), Fraction(-10), Fraction(120)),
            "IF(OR(COUNT(E5,'Tabel 2.3'!D5)<2,'Tabel 2.3'!D5=0),\"\",MIN(MAX(E5/'Tabel 2.3'!D5*100,-10),120))",
        ),
        (Sum((fact("E5"), fact("E6"), fact("E9"))), 'IF(COUNT(E5:E6,E9)=0,"",SUM(E5:E6,E9))'),
    ],
)
def test_what_is_written(how, text):
    value = Value(number=Fraction(1), how=how, cell=cell("G5"))
    assert formula(value, everywhere) == text
    assert formula_tree(value, everywhere) == parse(text)
    assert is_own(text, value, everywhere)
    assert is_own(text.replace(",", " , ").lower(), value, everywhere)
    assert not is_own(text.replace("E5", "E7"), value, everywhere)


def test_a_rule_without_its_inputs_has_no_formula():
    value = Value(how=ByRule("kemajuan_kumulatif", {}), cell=cell("G5"))
    assert formula(value, everywhere) is None
    assert not is_own("SUM(E5:E9)", value, everywhere)


@pytest.mark.parametrize(("bands", "written"), [(5, True), (60, True), (61, False)])
def test_no_more_functions_in_each_other_than_a_spreadsheet_takes(bands, written):
    bounds = [*map(Fraction, range(bands, 1, -1)), None]
    scale = Skala(id="ujian", pita=tuple(Band(label=f"kelas {at}", lower=at) for at in bounds))
    value = Value(text="kelas 1", how=Label(fact("E5"), UsedScale(skala=scale)), cell=cell("H5"))
    text = formula(value, everywhere)
    assert (text is not None) is written
    assert text is None or text.count("IF(") <= 64
