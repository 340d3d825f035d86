"""Formulas that point at the targets of the old year point at those of the new one, wherever these stand."""

from __future__ import annotations

import pytest

import sakipcalc as sc
from sakipcalc.rolling.cells import formula_of_next_year


@pytest.fixture(scope="module")
def results():
    return sc.compute(sc.read("workbooks/bogorejo-2024.xlsx"))  # Tabel 2.1 has 2024 in G and 2025 in H


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("'Tabel 2.1'!G6", "'Tabel 2.1'!H6"),
        ("'Tabel 2.1'!$G$6*2", "'Tabel 2.1'!$H$6*2"),
        ("IF( 'Tabel 2.1'!G6 = \"\" , \"\" , 'Tabel 2.1'!G6 )", "IF( 'Tabel 2.1'!H6 = \"\" , \"\" , 'Tabel 2.1'!H6 )"),
        ("SUM('Tabel 2.1'!G6:G9)", "SUM('Tabel 2.1'!H6:H9)"),
        ("SUM('Tabel 2.1'!E6:G6)", "SUM('Tabel 2.1'!E6:H6)"),
        ("G6+'Tabel 2.1'!G6", "G6+'Tabel 2.1'!H6"),
        ("\"'Tabel 2.1'!G6\"&'Tabel 2.1'!F6", "\"'Tabel 2.1'!G6\"&'Tabel 2.1'!F6"),
        ("'[1]Tabel 2.1'!G6", "'[1]Tabel 2.1'!G6"),
        ("'Tabel 2.1'!GG6", "'Tabel 2.1'!GG6"),
        ("SUM('Tabel 2.1'!G6", "SUM('Tabel 2.1'!G6"),  # no formula
    ],
)  # fmt: skip
def test_from_another_sheet(results, formula, moved):
    assert formula_of_next_year(formula, "Tabel 3.2", results) == moved


@pytest.mark.parametrize(
    ("formula", "moved"),
    [("G6", "H6"), ("SUM(G6:G9)/F6", "SUM(H6:H9)/F6"), ('IF(G6="G6",G6,Data!G6)', 'IF(H6="G6",H6,Data!G6)')],
)
def test_on_the_sheet_of_the_plan_itself(results, formula, moved):
    assert formula_of_next_year(formula, "Tabel 2.1", results) == moved
