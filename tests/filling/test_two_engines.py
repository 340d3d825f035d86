"""The small engine against IronCalc and LibreOffice: where it answers, it answers as they do."""

from __future__ import annotations

import math
import warnings

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakipcalc.excel import Package
from sakipcalc.excel.calculate import ironcalc, plain
from sakipcalc.excel.calculate.readers import At
from sakipcalc.excel.package import DefinedName
from sakipcalc.excel.sheet.cells import RawCell

#: What stands in A1:B4 of the first sheet; B4 is blank.
CELLS = {"A1": 84, "A2": 87.36, "A3": 0, "A4": "Baik", "B1": True, "B2": "", "B3": -2.5}
NAMES = [
    DefinedName(name=name, text=text, sheet=None, hidden=False)
    for name, text in {"Pagu": "Data!$A$1", "Semua": "Data!$A$1:$B$4"}.items()
]
LEAVES = [*CELLS, "B4", "0", "1", "2.5", '""', '"baik"', "TRUE", "Pagu", "$A$1", "Data!A2"]

leaves = st.sampled_from(LEAVES)
areas = st.sampled_from(["A1:A3", "A1:B4", "Semua", "B4", "A1"])


def _larger(inner):
    def text(pattern, *parts):
        return st.tuples(*parts).map(lambda found: pattern.format(*found))

    signs = st.sampled_from(["+", "-", "*", "/", "^", "&", "=", "<>", "<", ">", "<=", ">="])
    summing = st.sampled_from(["SUM", "AVERAGE", "MIN", "MAX", "COUNTA", "AND", "OR"])
    rounding = st.sampled_from(["ROUND", "ROUNDUP", "ROUNDDOWN"])
    asking = st.sampled_from(["ISNUMBER", "ISTEXT", "ISBLANK", "ABS", "NOT", "-", "+"])
    return st.one_of(
        text("({}{}{})", inner, signs, inner),
        text("{}({})", asking, inner),
        text("{}({},{})", rounding, inner, st.integers(-2, 3)),
        text("IF({},{},{})", inner, inner, inner),
        text("IFERROR({},{})", inner, inner),
        text("{}({})", summing, areas),
        text("{}({},{})", summing, areas, inner),
        text("({})%", inner),
    )


def _cell(name, value):
    at = At("data", int(name[1:]), "AB".index(name[0]) + 1)
    kind = "b" if isinstance(value, bool) else "s" if isinstance(value, str) else "n"
    text = str(int(value)) if kind == "b" else str(value)
    number = value if kind == "n" else math.nan
    return at, RawCell(at.row, at.col, kind, text, number, 0, "", None, None, 0, 0)


GIVEN = [_cell(*one) for one in CELLS.items()]


def both(formulas):
    at = {At("data", row, 5): formula for row, formula in enumerate(formulas, 1)}
    answers = [engine.calculated(["Data"], NAMES, GIVEN, at) for engine in (plain, ironcalc)]
    return [[found.get(one) for one in at] for found in answers]


@settings(max_examples=150)
@given(st.lists(st.recursive(leaves, _larger, max_leaves=6), min_size=4, max_size=8))
def test_ironcalc_gives_the_same(formulas):
    for formula, ours, theirs in zip(formulas, *both(formulas), strict=True):
        if ours is not None and theirs is not None:
            assert (type(ours), ours) == (type(theirs), theirs), formula


def test_a_long_chain_is_worked_out_and_a_circle_is_left_out():
    chain = {At("data", row, 1): f"A{row + 1}+1" for row in range(1, 20_000)}
    found = plain.calculated(["Data"], [], [], {**chain, At("data", 20_000, 1): "1"})
    assert found[At("data", 1, 1)] == 20_000
    circle = {At("data", 1, 1): "B1", At("data", 1, 2): "A1", At("data", 1, 3): "A1", At("data", 1, 4): "1"}
    assert plain.calculated(["Data"], [], [], circle) == {At("data", 1, 4): 1}


ANSWERED = {
    'IF(Pagu="","",Pagu-A2)': 84 - 87.36,
    "A1/A3": "#DIV/0!",
    "IFERROR(A1/A3,0)": 0,
    "ROUND(2.675,2)": 2.68,
    "ROUND(-0.5,0)": -1,
    "SUM(Semua)": None,  # a truth value among the cells
    "SUM(A1:A4,B2:B4)": 84 + 87.36 - 2.5,
    "+A4": "Baik",
    "+(A4)&A1": "Baik84",
    'IF(+B4="","kosong",+A1)': "kosong",
    "+B1": None,  # the two differ in what adding it up gives
    "@A4": None,
    "-A4": "#VALUE!",
    "-2^2": None,  # a power of what is below nothing is left out
    "B4": 0,
    'B4=""': True,
    "B4=0": True,
    'A4="BAIK"': True,
    'A4&" "&A1': "Baik 84",
    "A1&A2": None,
    '"5"+1': None,
    "AVERAGE(B4)": "#DIV/0!",
    "10%*A1": 8.4,
    "ROUND(A1)": None,
    "1E999": None,
}


def test_what_offices_write_is_answered():
    ours, _ = both(ANSWERED)
    assert dict(zip(ANSWERED, ours, strict=True)) == {
        formula: pytest.approx(value) if isinstance(value, float) else value
        for formula, value in ANSWERED.items()
    }


@pytest.mark.libreoffice
def test_libreoffice_gives_the_same(libreoffice, tmp_path):
    drawn = [formula for formula, value in ANSWERED.items() if value is not None]
    drawn += [
        f"{name}({leaf})" for name in ("ABS", "ISNUMBER", "ISTEXT", "ISBLANK", "SUM") for leaf in LEAVES
    ]
    drawn += [f"{one}{sign}{other}" for sign in "+/=&<" for one in LEAVES for other in LEAVES]
    made = openpyxl.Workbook()
    page = made.active
    page.title = "Data"
    for name, value in CELLS.items():
        page[name] = value
    for one in NAMES:
        made.defined_names[one.name] = openpyxl.workbook.defined_name.DefinedName(
            one.name, attr_text=one.text
        )
    for row, formula in enumerate(drawn, 1):
        page[f"E{row}"] = f"={formula}"
    made.save(tmp_path / "rumus.xlsx")
    package = Package.open((tmp_path / "rumus.xlsx").read_bytes())
    held = [(At("data", *at), cell) for at, cell in package.sheet("Data").cells.items() if at[1] < 3]
    at = {At("data", row, 5): formula for row, formula in enumerate(drawn, 1)}
    ours = plain.calculated(["Data"], NAMES, held, at)
    with warnings.catch_warnings(action="ignore"):
        theirs = openpyxl.load_workbook(libreoffice(tmp_path / "rumus.xlsx", "xlsx"), data_only=True)["Data"]
    wrong = {
        formula: (ours[one], theirs.cell(*one[1:]).value)
        for one, formula in at.items()
        if one in ours
        and (theirs.cell(*one[1:]).value or "") != pytest.approx(ours[one] or "")
        and not (ours[one] == 0 and not theirs.cell(*one[1:]).value)
    }
    assert wrong == {}
    assert len(ours) > len(drawn) / 2
