"""Formulas that say the same once the cells are known: choices taken, empty lines left out."""

from __future__ import annotations

import pytest

from sakipcalc.computing.sameness import reduced
from sakipcalc.places import Place

CELLS = {
    ("T", "E5"): "turun", ("T", "E6"): "", ("T", "C5"): "IKM", ("T", "C7"): "SAKIP",
    ("T", "F5"): "100", ("T", "F7"): "90", ("Tabel 3.2", "E5"): "stabil",
}  # fmt: skip


def says(place):
    return CELLS.get((place.sheet, place.cell), "")


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
    assert reduced(formula, Place(sheet="T", cell="G5"), says) == shorter


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
    assert reduced(formula, Place(sheet="T", cell="G5"), says) == formula
