"""Places, formulas, relationships and texts at the edges that mutants showed to be held by no other test."""

from __future__ import annotations

import pytest

from sakipcalc.excel import Limits, Package, PackageError
from sakipcalc.excel.formulas import checked
from sakipcalc.excel.refs import Area, cell_name, column_index, column_name, split_cell

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
LAST = 1_048_576


def told_of(work, *arguments):
    with pytest.raises(PackageError) as caught:
        work(*arguments)
    return caught.value.code, dict(caught.value.values)


@pytest.mark.parametrize(
    ("work", "arguments", "ref"),
    [
        (column_name, (0,), "0"), (column_name, (16_385,), "16385"), (column_index, ("XFE",), "XFE"), (column_index, ("A1",), "A1"),
        (column_index, ("",), ""), (cell_name, (0, 1), "0"), (cell_name, (LAST + 1, 1), "1048577"), (split_cell, ("A0",), "A0"),
        (split_cell, ("XFE1",), "XFE1"), (split_cell, ("1A",), "1A"), (Area.parse, ("A1:B0",), "A1:B0"),
    ],
)  # fmt: skip
def test_a_place_that_there_is_not_is_named(work, arguments, ref):
    code, values = told_of(work, *arguments)
    assert code == "bad-reference"
    assert values["ref"] in {ref, ref[3:], ref[1:]}


def test_an_area_has_so_many_cells():
    sizes = {"A1": 1, "B2:D2": 3, "B2:B5": 4, "B2:D5": 12, "A:A": LAST, "3:3": 16_384}
    assert {ref: Area.parse(ref).size for ref in sizes} == sizes


@pytest.mark.parametrize(
    ("formula", "told", "near"),
    [
        ("", "", "("), ("=", "", "("), ("SUM(A1", "SUM(A1", "("), ("A1)+(B1", "A1)+(B1", ")"), ('"a', '"a', '"'),
        ("'Tabel!A1", "'Tabel!A1", "'"), ("[1", "[1", "["), ("A1\x07", "A1\x07", "\x07"), ("A1}+'", "A1}+'", "'"),
        ("1+" * 4_096 + "1", "1+" * 20 + "...", "8193 characters"),
    ],
)  # fmt: skip
def test_what_is_no_formula_is_told_with_the_place(formula, told, near):
    assert told_of(checked, formula) == ("bad-formula", {"formula": told, "near": near})


@pytest.mark.parametrize(
    "formula",
    [
        "A1\t+\nB1",
        "'a(b'!A1",
        "[1]x!A1+T[[#All],[a]]",
        '"("&"[""]"',
        "(((A1)))",
        "1+" * 4_095 + "22",
        "[1]x!A1 +\t1\n",
        "[1]x!A11" + "+1" * 4_092,
    ],
)
def test_what_is_a_formula_is_taken_as_it_is(formula):
    assert checked(f"={formula}") == formula.strip()


@pytest.mark.parametrize("mode", ["External", "Internal", ""])
def test_a_target_outside_is_not_looked_for_inside(make, mode):
    parts = make.minimal(make.worksheet(ONE))
    said = f' TargetMode="{mode}"' if mode else ""
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{make.rels}/hyperlink" Target="../media/a.png#x"{said}/></Relationships>'
    )
    (link,) = Package.open(make.zipped(parts)).relationships(SHEET)
    outside = mode == "External"
    assert (link.external, link.target) == (outside, "../media/a.png#x" if outside else "xl/media/a.png")


@pytest.mark.parametrize(
    "root", ['<Relationships xmlns="urn:x"/>', '<Lain xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>']
)  # fmt: skip
def test_relationships_that_are_none(make, root):
    parts = make.minimal(make.worksheet(ONE))
    with pytest.raises(PackageError) as caught:
        Package.open(make.zipped({**parts, "_rels/.rels": root}))
    assert (caught.value.code, caught.value.part) == ("bad-xml", "_rels/.rels")


def test_raised_digits_and_phonetic_guides(make):
    look = '<rPr><vertAlign val="{}"/></rPr>'
    texts = {
        f"<r><t>m</t></r><r>{look.format('superscript')}<t>2</t></r>": "m²",
        f"<r><t>H</t></r><r>{look.format('subscript')}<t>2</t></r><r><rPr><b/></rPr><t>O</t></r>": "H2O",
        '<r><t>a</t></r><rPh sb="0" eb="1"><t>x</t></rPh><x:y xmlns:x="urn:x"/><r><t>b</t></r>': "ab",
    }
    cells = "".join(
        f'<c r="{name}1" t="inlineStr"><is>{text}</is></c>' for name, text in zip("ABC", texts, strict=True)
    )
    read = Package.open(make.book(f'<row r="1">{cells}</row>')).sheet("Data").cells
    assert [cell.value for cell in read.values()] == list(texts.values())


def test_a_list_of_texts_that_is_none(make):
    parts = make.minimal(
        make.worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), sharedStrings="<sst/>"
    )
    for root in ("<sst xmlns='urn:x'><si><t>a</t></si></sst>", f"<lain xmlns='{make.main}'/>"):
        with pytest.raises(PackageError) as caught:
            Package.open(make.zipped({**parts, "xl/sharedStrings.xml": root})).sheet("Data").cells  # noqa: B018
        assert (caught.value.code, caught.value.part) == ("bad-xml", "xl/sharedStrings.xml")


def test_texts_of_other_lists_are_none_of_this(make):
    """Before the texts, so that the numbers of those that follow would be others."""
    items = "<si><t>benar</t></si><x:si><t>asing</t></x:si><lain><t>asing</t></lain><si><t>&amp;</t></si><si><r><t>juga</t></r></si>"
    strings = f"<sst xmlns='{make.main}' xmlns:x='urn:x'>{items}</sst>"
    cells = "".join(f'<c r="{name}1" t="s"><v>{at}</v></c>' for at, name in enumerate("ABC"))
    read = Package.open(make.book(f'<row r="1">{cells}</row>', sharedStrings=strings)).sheet("Data").cells
    assert [cell.value for cell in read.values()] == ["benar", "&", "juga"]


@pytest.mark.parametrize(
    ("items", "limit"),
    [
        ("<si><t>a</t></si>" * 3_000, "strings"),
        ("<si><r><t>a</t></r></si>" * 3_000, "strings"),
        ("<si>" + "<r><t>a</t></r>" * 3_000 + "</si>", "nodes"),
    ],
    ids=["plain", "in pieces", "of many pieces"],
)
def test_a_list_of_texts_is_held_to_its_limits_by_name(make, items, limit):
    """As nearly all programs write a text, as one of several pieces is written, and one that is nothing but pieces."""
    strings = f"<sst xmlns='{make.main}'>{items}</sst>"
    data = make.book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', sharedStrings=strings)
    with pytest.raises(PackageError) as caught:
        Package.open(data, limits=Limits(**{limit: 2_500})).sheet("Data").cells  # noqa: B018
    told = caught.value
    assert (told.code, told.part, told.values["limit"]) == ("too-large", "xl/sharedStrings.xml", limit)


def test_texts_of_a_strict_workbook(make):
    strings = f"<sst xmlns='{make.strict_main}'><si><r><t>be</t></r><r><t>nar</t></r></si><si><t>juga</t></si></sst>"
    sheet = make.worksheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>', main=make.strict_main
    )
    data = make.zipped(
        make.minimal(sheet, main=make.strict_main, rels=make.strict_rels, sharedStrings=strings)
    )
    assert [cell.value for cell in Package.open(data).sheet("Data").cells.values()] == ["benar", "juga"]


@pytest.mark.parametrize("index", ["3", "-1", "x", "99999999999", ""])
def test_a_text_that_the_list_does_not_have_is_told_by_its_sheet(make, index):
    strings = f"<sst xmlns='{make.main}'><si><t>a</t></si></sst>"
    data = make.book(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>', sharedStrings=strings)
    if not index:
        assert Package.open(data).sheet("Data").cells[1, 1].value is None
        return
    with pytest.raises(PackageError) as caught:
        Package.open(data).sheet("Data").cells  # noqa: B018
    assert (caught.value.code, caught.value.part) == ("bad-xml", SHEET)


def test_truth_is_written_in_two_ways(make):
    cells = "".join(
        f'<c r="{name}1" t="b"><v>{text}</v></c>'
        for name, text in zip("ABCD", ("true", "1", "false", "0"), strict=True)
    )
    read = Package.open(make.book(f'<row r="1">{cells}</row>')).sheet("Data").cells
    assert [cell.value for cell in read.values()] == [True, True, False, False]


def test_a_list_of_types_that_is_none_is_named(make):
    parts = make.minimal(make.worksheet(ONE))
    types = parts["[Content_Types].xml"].replace("content-types", "lain")
    with pytest.raises(PackageError) as caught:
        Package.open(make.zipped({**parts, "[Content_Types].xml": types}))
    assert (caught.value.code, caught.value.part) == ("bad-xml", "[Content_Types].xml")
