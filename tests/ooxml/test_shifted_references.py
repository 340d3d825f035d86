"""References in formulas rewritten for inserted rows: every way of writing one, and what is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakipcalc.base.formulatext.tokens import placed
from sakipcalc.excel import Insertion, PackageError
from sakipcalc.excel.formulas import translate
from sakipcalc.excel.insert.shifting import Shifter, View
from sakipcalc.excel.refs import LAST_ROW, Area
from sakipcalc.excel.rowmap import RowMap

TABS = ("Data", "Tabel 3.2", "Ja'far & <co>", "Q1", "Q4", "Grafik", "Akhir😀")


def shifter(
    sheet: str = "Data", *lines: tuple[int, int], stretch: str = "", tabs: tuple[str, ...] = TABS
) -> Shifter:
    """Return what rewrites for two rows before row 8, or for the (before, count) given."""
    area = Area.parse(stretch) if stretch else None
    insertions = [
        Insertion(sheet=sheet, before=at, count=count, stretch=area) for at, count in lines or ((8, 2),)
    ]
    return Shifter(tabs, {sheet: RowMap(insertions)})


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A7+A8+$A$8+A$9+$A10", "A7+A10+$A$10+A$11+$A12"),
        ("SUM(A1:A7)+SUM(A1:A8)+SUM(A8:A9)+SUM($A$1:B$99)", "SUM(A1:A7)+SUM(A1:A10)+SUM(A10:A11)+SUM($A$1:B$101)"),
        ("SUM(A9:B5)", "SUM(A11:B5)"),
        ("SUM(8:9,$1:$8,A:B,$C:D)", "SUM(10:11,$1:$10,A:B,$C:D)"),
        (f"SUM(A9:A{LAST_ROW})+SUM(A1:A{LAST_ROW})", f"SUM(A11:A{LAST_ROW})+SUM(A1:A{LAST_ROW})"),
        (f"A{LAST_ROW}+1", "#REF!+1"),
        ("Data!A9+DATA!A9+'data'!$A$9", "Data!A11+DATA!A11+'data'!$A$11"),
        ("'Tabel 3.2'!A9+'Ja''far & <co>'!A9+Q1!A9+Akhir😀!A9", "'Tabel 3.2'!A9+'Ja''far & <co>'!A9+Q1!A9+Akhir😀!A9"),
        ("[1]Data!A9+'[1]Data'!A9+'C:\\x\\[b.xlsx]Data'!A9+[1]Jan:Data!A9", "[1]Data!A9+'[1]Data'!A9+'C:\\x\\[b.xlsx]Data'!A9+[1]Jan:Data!A9"),
        ("[0]Data!A9+'[0]Data'!A9", "[0]Data!A11+'[0]Data'!A11"),
        ("#REF!A9+Data!#REF!+SUM(#REF!,A9)", "#REF!A9+Data!#REF!+SUM(#REF!,A11)"),
        ("Data:Data!A9", "Data:Data!A11"),
        ("SUM(Q1:Q4!A9)+SUM('Q1:Q4'!A9)", "SUM(Q1:Q4!A9)+SUM('Q1:Q4'!A9)"),
        ("SUM(Data:Q4!A7)", "SUM(Data:Q4!A7)"),
        ("A9:INDEX(A9:A20,2)", "A11:INDEX(A11:A22,2)"),
        ("Data!A9:Data!B10", "Data!A11:Data!B12"),
        ('"A9"&A9&"Data!A9 ""A9"""', '"A9"&A11&"Data!A9 ""A9"""'),
        ("LOG10(A9)+ATAN2(A9,1)+DAYS360(A9,A9)+A9B+_xlfn.X9(A9)+nama.A9", "LOG10(A11)+ATAN2(A11,1)+DAYS360(A11,A11)+A9B+_xlfn.X9(A11)+nama.A9"),
        ("T1[[#This Row],[A9]]+T1[A9]+A9#+@A9", "T1[[#This Row],[A9]]+T1[A9]+A11#+@A11"),
        ("{1,2;9,8}+9+1E9+TRUE", "{1,2;9,8}+9+1E9+TRUE"),
        ("a9+xfd9+XFE9+A1048577", "a11+xfd11+XFE9+A1048577"),
        (" A9 A10 , (A9,A10)", " A11 A12 , (A11,A12)"),
        ("Grafik!A9+Tidak!A9+Data!nama", "Grafik!A9+Tidak!A9+Data!nama"),
    ],
)  # fmt: skip
def test_references_of_every_form(formula, expected):
    assert shifter().formula(formula, View(home="Data")) == expected


def test_formulas_on_other_sheets_change_where_they_name_the_sheet():
    shift = shifter("Tabel 3.2")
    assert shift.formula("A9+'Tabel 3.2'!A9+SUM('tabel 3.2'!A1:A8)", View(home="Data")) == (
        "A9+'Tabel 3.2'!A11+SUM('tabel 3.2'!A1:A10)"
    )
    assert shift.formula("A9+Data!A9", View(home="Tabel 3.2")) == "A11+Data!A9"


def test_several_lines_at_once():
    assert shifter("Data", (3, 1), (8, 2), (20, 5)).formula(
        "A2+A3+A8+A20+SUM(A1:A30)", View(home="Data")
    ) == ("A2+A4+A11+A28+SUM(A1:A38)")


@pytest.mark.parametrize("formula", ["SUM(Data:Q4!A9)", "SUM('Data:Tabel 3.2'!A1:A8)", "SUM(Q4:Data!9:9)"])
def test_a_reference_through_sheets_that_would_part(formula):
    with pytest.raises(PackageError) as caught:
        shifter().formula(formula, View(home="Data"))
    assert caught.value.code == "several-sheets"


def test_a_reference_through_sheets_that_move_alike():
    rows = RowMap([Insertion(sheet="x", before=8, count=2)])
    shift = Shifter(("A", "B", "C"), {"A": rows, "B": rows})
    assert shift.formula("SUM(A:B!C9)+C9", View(home="C")) == "SUM(A:B!C11)+C9"


def test_names_keep_their_relative_references():
    text = "Data!$A$9+Data!A9+Data!$A9+SUM(Data!$B$1:$B$8)+Data!$A$1:$A9"
    assert shifter().formula(text, View(fixed_only=True)) == (
        "Data!$A$11+Data!A9+Data!$A9+SUM(Data!$B$1:$B$10)+Data!$A$1:$A9"
    )


@pytest.mark.parametrize(
    ("formula", "rows", "expected", "holds"),
    [
        ("$B5>$C5", (5, 20), "$B5>$C5", True),  # each row looks at itself
        ("$B9>$C9", (9, 20), "$B11>$C11", True),  # all of it moves
        ("$B5>$C$9", (5, 20), "$B5>$C$11", True),
        ("B9<>B8", (9, 20), "B11<>B10", True),
        ("B8<>B7", (8, 20), "B10<>B9", False),  # the first row has lost its neighbour
        ("B6<>B5", (6, 20), "B6<>B5", False),  # so has row 8
        ("B1", (5, 20), "B1", False),  # up to the first row of the sheet
        ("$B6>$C3", (6, 6), "$B6>$C3", True),
        ("$B9>$C3", (9, 9), "$B11>$C3", True),  # one cell is exact however far it looks
        ("SUM(B$2:B5)", (5, 20), "SUM(B$2:B5)", True),
        ("'Tabel 3.2'!B5", (5, 20), "'Tabel 3.2'!B5", False),
        ("'Tabel 3.2'!B9", (9, 20), "'Tabel 3.2'!B9", True),
    ],
)
def test_a_formula_of_several_rows(formula, rows, expected, holds):
    view = View(home="Data", rows=rows, anchor=rows[0])
    if holds or not formula.startswith("'"):
        assert shifter().formula(formula, view) == expected
    assert shifter().shared(formula, view) == (expected if holds else None)


#: An end of a reference: whether it is fixed, and how far it is from the first row; often it is the row itself.
END = st.just((False, 0)) | st.tuples(st.booleans(), st.integers(-4, 6))


@given(
    st.integers(6, 12), st.integers(1, 8), st.lists(st.tuples(st.integers(2, 20), st.integers(1, 3)), max_size=2, unique_by=lambda each: each[0]),
    st.lists(END, min_size=1, max_size=2), st.booleans(),
)  # fmt: skip
@settings(max_examples=400)
def test_one_text_for_several_rows_says_in_each_row_what_its_own_would(top, height, lines, ends, stretched):
    """What the turning points promise, tried on every row; with and without bodies that stretch."""
    rows = (top, top + height)
    text = ":".join(f"B{'$' if fixed else ''}{rows[0] + offset}" for fixed, offset in ends)
    insertions = [
        Insertion(sheet="Data", before=at, count=count, stretch=Area(at - 1, 1, at - 1, 6) if stretched else None)
        for at, count in lines
    ]  # fmt: skip
    shift = Shifter(TABS, {"Data": RowMap(insertions)} if lines else {})
    moved = shift.rows_of("Data") or RowMap([])
    own = [
        shift.formula(translate(text, row - rows[0], 0), View(home="Data", anchor=row))
        for row in range(rows[0], rows[1] + 1)
    ]
    one = shift.shared(text, View(home="Data", rows=rows, anchor=rows[0]))
    if one is not None:
        start = moved.row(rows[0])
        assert own == [translate(one, moved.row(row) - start, 0) for row in range(rows[0], rows[1] + 1)]
    else:
        start = moved.row(rows[0])
        assert own != [translate(own[0], moved.row(row) - start, 0) for row in range(rows[0], rows[1] + 1)]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(C5:C6)+SUM(C6:C6)+SUM($A$6:$F$6)", "SUM(C5:C8)+SUM(C6:C8)+SUM($A$6:$F$8)"),
        ("SUM(C6:F6)+C6+$C$6", "SUM(C6:F6)+C6+$C$6"),  # a row added up, single cells
        ("SUM(C5:C7)+SUM(H5:H6)+SUM(6:6)", "SUM(C5:C9)+SUM(H5:H6)+SUM(6:6)"),
        ("SUM(5:6)+SUM($6:$6)", "SUM(5:8)+SUM($6:$8)"),
        ("SUM(Data!C6:C6)+SUM('Tabel 3.2'!C6:C6)", "SUM(Data!C6:C8)+SUM('Tabel 3.2'!C6:C6)"),
    ],
)
def test_ranges_that_end_with_a_stretched_body(formula, expected):
    shift = shifter("Data", (7, 2), stretch="A6:F6")
    assert shift.formula(formula, View(home="Data", anchor=20)) == expected


def test_a_running_total_of_the_body_itself_does_not_stretch():
    shift = shifter("Data", (7, 2), stretch="A6:F6")
    assert (
        shift.formula("SUM(C$6:C6)/SUM(C$6:C$6)", View(home="Data", anchor=6)) == "SUM(C$6:C6)/SUM(C$6:C$8)"
    )
    assert shift.formula("SUM(C6:C$2)", View(home="Data", anchor=6)) == "SUM(C6:C$2)"
    block = View(home="Data", rows=(6, 20), anchor=6)  # each row adds itself to the one above
    assert (shift.formula("SUM(C5:C6)", block), shift.shared("SUM(C5:C6)", block)) == ("SUM(C5:C6)", None)
    assert shift.formula("SUM('Tabel 3.2'!C$6:C6)", View(home="Data", anchor=6)) == "SUM('Tabel 3.2'!C$6:C6)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Data!A9", "Data!A11"), ("#Data!A9", "#Data!A11"), ("A9", "A11"), ("'Tabel 3.2'!A9", "'Tabel 3.2'!A9"),
        ("Data!$A$8:B9", "Data!$A$10:B11"), ("nama", "nama"), ("#Ja'far!A9", "#Ja'far!A9"),
        ("#'Data'!A9", "#'Data'!A11"), ("", ""),
    ],
)  # fmt: skip
def test_where_links_lead(text, expected):
    assert shifter().location(text, "Data") == expected


def test_links_written_as_addresses():
    assert shifter("Tabel 3.2").location("#'Tabel%203.2'!A9", "Data") == "#'Tabel%203.2'!A11"


def test_lists_of_areas():
    assert shifter().areas("A7 A8 $B$1:C9 D:E 3:8", "Data") == "A7 A10 $B$1:C11 D:E 3:10"
    assert shifter("Data", (7, 2), stretch="A6:F6").areas("A6 E5:F6 H6 A5", "Data") == "A6:A8 E5:F8 H6 A5"
    with pytest.raises(PackageError) as caught:
        shifter().areas(f"A{LAST_ROW}", "Data")
    assert caught.value.code == "rows-past-end"


WORDS = st.sampled_from(
    [
        "Data!",
        "'Tabel 3.2'!",
        "Q1:Q4!",
        "[1]Data!",
        "#REF!",
        "",
        "A1:",
        "(",
        "nama",
        '"A1"',
        "Q1",
        ":",
        "+",
        "B2",
        "1:2",
    ]
)


@given(st.lists(WORDS, max_size=10).map("".join) | st.text(max_size=40))
def test_placed_pieces_make_up_the_formula(text):
    found = placed(text, {name.lower() for name in TABS})
    assert "".join(piece.text for piece in found) == text


@given(
    st.lists(
        st.sampled_from(["A9", "B$10", "Data!$C$12:D13", "'Tabel 3.2'!A9", '"A9"', "12:13", "SUM(A1:A8)"]),
        min_size=1,
        max_size=5,
    )
)
def test_nothing_but_rows_changes(parts):
    formula = "+".join(parts)
    moved = shifter("Data", (1, 1)).formula(formula, View(home="Data"))
    assert re.sub("[0-9]+", "n", moved) == re.sub("[0-9]+", "n", formula)
