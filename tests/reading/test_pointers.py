"""Formulas that only take over what another cell holds are followed, whatever they store."""

from __future__ import annotations

import pytest

from sakipcalc.reading.grid import Grid, GridCell
from sakipcalc.reading.pointers import followed, stale


def cell(row, col, raw=None, formula=""):
    text = "" if raw is None else str(raw)
    return GridCell(row=row, col=col, raw=raw, text=text, formula=formula, bottom=row, right=col)


def grid(sheet, *cells):
    return Grid(sheet=sheet, cells={(one.row, one.col): one for one in cells})


def given(formula, stored=""):
    """Return what the reader sees in a cell with a formula, beside a plan with a name, a figure and a gap."""
    plan = grid("Tabel 2.1", cell(6, 2, "Warga sejahtera"), cell(6, 3, 84), cell(7, 3, 0))
    report = grid("Tabel 3.2", cell(5, 2, stored, formula), cell(4, 2, "di atas"))
    return followed([plan, report])[1].cells[5, 2].raw


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("'Tabel 2.1'!B6", "Warga sejahtera"),
        ("'Tabel 2.1'!$B$6", "Warga sejahtera"),
        ("IF('Tabel 2.1'!B6=\"\",\"\",'Tabel 2.1'!B6)", "Warga sejahtera"),
        ("IF('Tabel 2.1'!C6=\"\",\"\",'Tabel 2.1'!C6)", 84),
        ("IF('Tabel 2.1'!C7=\"\",\"\",'Tabel 2.1'!C7)", 0),
        ("IF('Tabel 2.1'!B9=\"\",\"\",'Tabel 2.1'!B9)", ""),
        ("IF('Tabel 2.1'!B9<>\"\",'Tabel 2.1'!B9,IF('Tabel 2.1'!C6=\"\",\"\",B4))", "di atas"),
    ],
)
@pytest.mark.parametrize("stored", ["", "nama lama", None])
def test_a_pointing_formula_gives_what_stands_there(formula, result, stored):
    assert given(formula, stored) == result


@pytest.mark.parametrize(
    "formula",
    [
        "'Tabel 2.1'!B9",  # an empty cell gives 0, which nobody means
        "'Tabel 2.1'!C6*2",
        "IF('Tabel 2.1'!C6=\"\",\"\",'Tabel 2.1'!C6/2)",
        'IF(\'Tabel 2.1\'!C6=84,"ya","tidak")',
        "UPPER('Tabel 2.1'!B6)",
        "IF('Tabel 2.1'!B6=\"\",\"\",'Tabel 2.1'!B6",
    ],
)
def test_a_formula_that_does_more_keeps_what_it_stores(formula):
    assert given(formula, "tersimpan") == "tersimpan"


def test_a_circle_ends():
    circle = grid("A", cell(1, 1, "x", "B1"), cell(1, 2, "y", "A1"))
    followed([circle])


def test_only_what_differs_is_stale():
    plan = grid("A", cell(1, 1, "baru"), cell(2, 1, "lama", "A1"), cell(3, 1, "baru", "A1"))
    assert list(stale([plan])) == [("A", "A2", "baru")]
    unchanged = [grid("A", cell(1, 1, "baru"), cell(3, 1, "baru", "A1"))]
    assert followed(unchanged) is unchanged
