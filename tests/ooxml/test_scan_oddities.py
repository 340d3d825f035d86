"""Cells in every form that XML allows are read as what they are."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakipcalc.excel import Editor, Limits, Package, PackageError, Tally
from sakipcalc.excel.sheet.scan import SheetScan
from sakipcalc.excel.sheet.values import RawMeaning
from sakipcalc.excel.xml import checked_text, outline, parse_at

STRINGS = (
    "<si><t>biasa</t></si>"
    "<si><r><rPr><b/></rPr><t>te</t></r><r><t xml:space='preserve'> bal</t></r>"
    "<rPh sb='0' eb='1'><t>X</t></rPh></si>"
    "<!-- <si><t>bukan</t></si> --><si><t>a_x000D_b &amp; &#xE9; _x005F_x0041_</t></si>"
    "<si><t/></si><si><t><![CDATA[<c>]]></t></si>"
)


def scan(text: str, *, thorough: bool = False) -> SheetScan:
    meaning = RawMeaning(lambda: ("nol", "satu"), "s", date1904=False)
    return SheetScan(
        checked_text(text.encode(), "s"), "s", meaning=meaning, tally=Tally(Limits()), thorough=thorough
    )


def cells(make, rows: str, **more):
    strings = f'<sst xmlns="{make.main}">{STRINGS}</sst>'
    return Package.open(make.book(rows, sharedStrings=strings, **more)).sheet("Data").cells


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        ("<c r='A1'><v>1.50</v></c>", "n", "1.50"),
        ('<c r="A1" ><v >1</v ></c >', "n", "1"),
        ('<c\n\tr="A1"\n><v>1</v></c>', "n", "1"),
        ('<c r="A1" t="n"><v> 1e3 </v></c>', "n", "1e3"),
        ('<c t="s" s="0" r="A1"><v>0</v></c>', "s", "biasa"),
        ('<c r="A1" t="s"><v>1</v></c>', "s", "te bal"),
        ('<c r="A1" t="s"><v>2</v></c>', "s", "a\rb & é _x0041_"),
        ('<c r="A1" t="s"><v>3</v></c>', "s", ""),
        ('<c r="A1" t="s"><v>4</v></c>', "s", "<c>"),
        ('<c r="A1" t="str"><v>a&lt;b</v></c>', "s", "a<b"),
        ('<c r="A1" t="str"><v></v></c>', "s", ""),
        ('<c r="A1" t="str"/>', "", ""),
        ('<c r="A1" t="inlineStr"><is><t>x&#10;y</t></is></c>', "s", "x\ny"),
        (
            '<c r="A1" t="inlineStr"><is><r><t>x</t></r><r><t> y</t></r><phoneticPr fontId="1"/></is></c>',
            "s",
            "x y",
        ),
        ('<c r="A1" t="inlineStr"><is><t>a<!-- no -->b<![CDATA[&amp;]]></t></is></c>', "s", "ab&amp;"),
        ('<c r="A1" t="b"><v>1</v></c>', "b", "1"),
        ('<c r="A1" t="b"><v>0</v></c>', "b", "0"),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', "e", "#DIV/0!"),
        ('<c r="A1" t="d"><v>2024-12-31</v></c>', "n", "45657"),
        ('<c r="A1" t="d"><v>2024-12-31T12:00:00Z</v></c>', "n", "45657.5"),
        ('<c r="A1" t="d"><v>kemarin</v></c>', "s", "kemarin"),
        ('<c r="A1" t="d"><v>0001-01-01T00:00:00+05:00</v></c>', "s", "0001-01-01T00:00:00+05:00"),
        ('<c r="A1" t="d"><v>18:00:00</v></c>', "n", "0.75"),
        ('<c r="A1" t="str"><v>_xD83D_ _xD83D__xDE00_</v></c>', "s", "_xD83D_ 😀"),
        ('<c r="A1" s="0"/>', "", ""),
        ('<c r="A1" s=""><v>1</v></c>', "n", "1"),
        ('<c r="A1" t="s"><v></v></c>', "", ""),
        ('<c r="A1"><v/></c>', "", ""),
        ('<c r="A1"><v></v></c>', "", ""),
        ('<c r="A1"><v>1_000</v></c>', "s", "1_000"),
        ('<c r="A1"><v>NaN</v></c>', "s", "NaN"),
        ('<c r="A1"><v>1e999</v></c>', "s", "1e999"),
        ('<c r="A1"><?pi <c r="B1"/>?><v>1</v><!-- <v>2</v> --></c>', "n", "1"),
        ('<c r="A1"><v>1</v><extLst><ext uri="u"/></extLst></c>', "n", "1"),
        ('<c r="A1"><v>&#49;2</v></c>', "n", "12"),
    ],
)
def test_one_cell(make, cell, kind, text):
    found = cells(make, f'<row r="1">{cell}</row>')
    assert list(found) == [(1, 1)]
    assert (found[1, 1].kind, found[1, 1].text) == (kind, text)
    assert math.isnan(found[1, 1].number) == (kind != "n")


def test_values_as_python_has_them(make):
    row = (
        '<c r="A1"><v>3</v></c><c r="B1"><v>3.0</v></c><c r="C1" t="b"><v>1</v></c><c r="D1"/>'
        '<c r="E1" t="e"><v>#N/A</v></c>'
    )
    found = [cell.value for cell in cells(make, f'<row r="1">{row}</row>').values()]
    assert found == [3, 3.0, True, None, "#N/A"]
    assert [type(each) for each in found] == [int, float, bool, type(None), str]


def test_rows_and_cells_that_do_not_say_where_they_are(make):
    found = cells(
        make,
        "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row/>"
        "<row><c><v>4</v></c></row><row r='9'/><row><c r='B10'><v>5</v></c><c><v>6</v></c></row>",
    )
    assert {at: cell.number for at, cell in found.items()} == {
        (1, 1): 1, (1, 4): 2, (1, 5): 3, (3, 1): 4, (10, 2): 5, (10, 3): 6,
    }  # fmt: skip


def test_prefixes(make):
    text = (
        f'<x:worksheet xmlns:x="{make.main}" xmlns="urn:other"><x:sheetData><x:row r="1">'
        '<x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c r="B1"><x:f>A1</x:f><x:v>2</x:v></x:c>'
        "</x:row></x:sheetData><x:mergeCells><x:mergeCell ref='C1:D1'/></x:mergeCells></x:worksheet>"
    )
    sheet = Package.open(make.zipped(make.minimal(text))).sheet("Data")
    assert [(cell.text, cell.formula) for cell in sheet.cells.values()] == [("a", None), ("2", "A1")]
    assert [str(area) for area in sheet.merges] == ["C1:D1"]


def test_namespaces_declared_in_the_middle(make):
    rows = (
        f'<y:row xmlns:y="{make.main}" r="1"><y:c r="A1"><y:v>1</y:v></y:c><c r="B1"><v>2</v></c></y:row>'
        '<row r="2"><c r="A2"><v>3</v></c><c xmlns="urn:other" r="B2"><v>4</v></c></row>'
        f'<z:row xmlns:z="urn:other" r="3"><c r="A3"><v>5</v></c></z:row>'
    )
    package = Package.open(make.book(rows))
    assert [cell.number for cell in package.sheet("Data").cells.values()] == [1, 2, 3]
    with pytest.raises(PackageError) as caught:
        Editor(package).set_number("Data", "A1", 1)
    assert caught.value.code == "alternate-content"


def test_strict_and_absolute_targets(make):
    rows = '<row r="1"><c r="A1" t="d"><v>2024-01-01</v></c></row>'
    parts = make.minimal(
        make.worksheet(rows, main=make.strict_main), main=make.strict_main, rels=make.strict_rels
    )
    for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels"):
        parts[name] = parts[name].replace('Target="xl/', 'Target="/xl/').replace('Target="w', 'Target="/xl/w')
    package = Package.open(make.zipped(parts))
    assert package.sheet("Data").cells[1, 1].number == 45292
    editor = Editor(package)
    editor.set_number("Data", "A2", 2)
    again = Package.open(editor.to_bytes()).sheet("Data")
    assert [cell.number for cell in again.cells.values()] == [45292, 2]


def test_shared_formulas_are_translated(make):
    found = cells(
        make,
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1+LOG10(A1)</f><v>0</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>0</v></c><c r="C2"><f t="shared" si="9"/></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0">A3*2</f></c>'
        '<c r="D3"><f t="shared" ref="D3:E3" si="0">$A3</f></c><c r="E3"><f t="shared" si="0"></f></c></row>',
    )
    assert [(cell.formula, cell.formula_kind, cell.is_master) for cell in found.values()] == [
        ("A1*$C$1+LOG10(A1)", "shared", True),
        ("A2*$C$1+LOG10(A2)", "shared", False),
        ("", "shared", False),  # its master is nowhere
        ("A3*2", "shared", False),  # the cell's own text counts
        ("$A3", "shared", True),  # an index used again
        ("$A3", "shared", False),
    ]


def test_other_formulas(make):
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c>'
        '<c r="C1"><f ca="1">NOW()</f></c><c r="D1"><f t="dataTable" ref="D1:E2" r1="A1" dt2D="0"/><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c></row>'
    )
    sheet = Package.open(make.book(rows)).sheet("Data")
    assert [(each.formula, each.formula_kind) for each in sheet.cells.values()] == [
        ("B1:B2", "array"), ("NOW()", ""), ("", "dataTable"), (None, ""),
    ]  # fmt: skip
    alone = Package.open(make.book('<row r="5"><c r="B5"><f t="array">1</f></c></row>')).sheet("Data")
    assert str(alone.arrays.at(5, 2)) == "B5"
    assert str(sheet.arrays.at(2, 1)) == "A1:A2"
    assert sheet.arrays.at(3, 1) is None
    assert str(sheet.data_tables.at(2, 5)) == "D1:E2"


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize(
    "rows",
    ["<c r=QA1Q/>", "<row r=Q1Q><row r=Q2Q/></row>", "<row r=Q1Q><sheetData/><row r=Q1Q><c/></row></row>"],
)
def test_rows_and_cells_out_of_their_places(make, rows, quote):
    with pytest.raises(PackageError) as caught:
        cells(make, rows.replace("Q", quote))
    assert (caught.value.code, caught.value.part) == ("bad-xml", "xl/worksheets/sheet1.xml")


def test_a_sheet_without_data(make):
    package = Package.open(make.zipped(make.minimal(f'<worksheet xmlns="{make.main}"/>')))
    sheet = package.sheet("Data")
    assert (dict(sheet.cells), sheet.dimension, sheet.merges, sheet.protected) == ({}, None, (), False)
    editor = Editor(package)
    editor.set_number("Data", "A1", 1)
    with pytest.raises(PackageError) as caught:
        editor.to_bytes()
    assert caught.value.code == "bad-xml"


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_style_that_is_no_number(make, quote):
    with pytest.raises(PackageError) as caught:
        cells(make, f'<row r="1"><c r="A1" s={quote}x{quote}/></row>')
    assert (caught.value.code, caught.value.part) == ("bad-xml", "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("value", ["5", "-1", "x", "1.0"])
def test_a_string_that_is_not_there(make, value):
    with pytest.raises(PackageError) as caught:
        cells(make, f'<row r="1"><c r="A1" t="s"><v>{value}</v></c></row>')
    assert (caught.value.code, caught.value.part) == ("bad-xml", "xl/worksheets/sheet1.xml")


def test_positions_are_those_of_the_cell(make):
    rows = "<row r='1'> <c r='A1'/>\n<!-- x --><c r=\"B1\" t='n'><v>1</v></c></row>"
    text = make.worksheet(rows)
    found = [text[cell.start : cell.end] for cell in scan(text).order]
    assert found == ["<c r='A1'/>", "<c r=\"B1\" t='n'><v>1</v></c>"]


# -- both ways through the data give the same -----------------------------------------

GAPS = st.sampled_from(["", "", "", "", " ", "\n  ", "<!-- c -->", "<?pi?>"])
ATTRS = st.lists(
    st.sampled_from([' s="0"', " s='2'", ' cm="1"', ' x="a>b"', "\n ph = '1'"]),
    max_size=2,
    unique_by=lambda a: a.split("=")[0].strip(),
)
CONTENTS = st.sampled_from(
    [
        ("", ""), ("", "<v>1</v>"), ("", "<v>-1.5E-3</v>"), (' t="n"', "<v/>"), (' t="s"', "<v>1</v>"),
        (" t='s'", "<v>0</v>"), (' t="str"', '<f>A1&amp;"x"</f><v>a&amp;b</v>'), (' t="b"', "<v>1</v>"),
        (' t="e"', "<f>1/0</f><v>#DIV/0!</v>"), (' t="inlineStr"', "<is><t>a &lt; b</t></is>"),
        (' t="inlineStr"', '<is><t xml:space="preserve"> a_x000D_</t></is>'),
        (' t="inlineStr"', "<is><r><t>a</t></r><r><t>b</t></r></is>"),
        ("", '<f t="shared" ref="A1:B2" si="0">C1+1</f><v>2</v>'),
        ("", '<f t="shared" si="0"/><v>3</v>'), ("", "<f>1+\n 2</f>"), ("", " <f>SUM(A1:B2)</f>\n<v> 4 </v> "),
        (' t="str"', "<v>garis\r\nbaru</v>"),
    ]
)  # fmt: skip


SECOND = ' s="2"'


@st.composite
def sheets(draw) -> str:
    rows = []
    usual = draw(st.booleans())  # as nearly every program writes it, here and there with something else
    for number in range(2, 2 + draw(st.integers(0, 4))):
        inside = []
        for letter in "BCEF"[: draw(st.integers(0, 4))]:
            (kind, content), attrs = draw(CONTENTS), "".join(draw(ATTRS))
            tag = f"<c{attrs}{kind}" if draw(st.booleans()) else f"<c{kind}{attrs}"
            if usual:
                tag = f'<c r="{letter}{number}"{draw(st.sampled_from(["", SECOND]))}{kind}'
            inside.append(f"{tag}>{content}</c>" if content or draw(st.booleans()) else f"{tag}/>")
            inside.append(draw(GAPS))
        attrs = draw(st.sampled_from(["", ' ht="20"', " hidden='1'", ' s="1" customFormat="1"']))
        attrs = f' r="{number}"{attrs}' if usual else attrs
        rows.append(
            draw(GAPS) + (f"<row{attrs}>{draw(GAPS)}{''.join(inside)}</row>" if inside else f"<row{attrs}/>")
        )
    return "".join(rows)


@settings(max_examples=200, deadline=None)
@given(sheets())
def test_the_fast_way_and_the_thorough_way_agree(make, rows):
    text = make.worksheet(rows)
    fast, slow = scan(text), scan(text, thorough=True)
    assert repr(fast.order) == repr(slow.order)
    assert [row.__getstate__() for row in fast.rows] == [row.__getstate__() for row in slow.rows]
    assert (fast.oddity, fast.implicit) == (slow.oddity, slow.implicit)
    assert fast.data.close_start == slow.data.close_start


@settings(max_examples=100, deadline=None)
@given(sheets())
def test_what_cells_hold_is_the_same_without_where_they_stand(make, rows):
    text = make.worksheet(rows)
    fast, slow = scan(text), scan(text, thorough=True)
    assert repr(fast.contents()) == repr([cell.held for cell in slow.order])
    assert [cell for cell in fast.formula_cells() if cell.formula] == [c for c in slow.order if c.formula]
    assert (fast.cells, fast.truths) == (
        len(slow.order),
        [cell[:2] for cell in slow.order if cell.kind == "b"],
    )
    places = [cell[:2] for cell in slow.order]
    assert [*map(min, zip(*fast.extent, strict=True))] == [*map(min, zip(*places, strict=True))]
    assert [*map(max, zip(*fast.extent, strict=True))] == [*map(max, zip(*places, strict=True))]


@pytest.mark.parametrize("asked", ["one by one", "all"])
def test_cells_by_place_are_those_of_the_sheet_whoever_asks_first(make, asked):
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="C{row}" t="b"><v>1</v></c></row>'
        for row in (2, 4, 7)
    )
    found = cells(make, rows)
    if asked == "one by one":
        assert found.get((4, 1)).value == 4
        assert found.get((4, 2)) is None
        assert found.get((3, 1)) is None
        assert (7, 3) in found
    assert len(found) == 6
    assert [*found] == [(row, col) for row in (2, 4, 7) for col in (1, 3)]
    assert found[2, 1].value == 2


@given(st.recursive(st.just("t"), lambda inner: st.lists(inner, max_size=3), max_leaves=12))
def test_elements_that_are_passed_over_are_the_same_when_they_are_asked(tree):
    def markup(node, name="a"):
        if node == "t":
            return f'<{name} x="1"/>'
        inside = "".join(markup(one, "ab"[at % 2]) for at, one in enumerate(node))
        return f"<{name}>{inside}</{name}>"

    def shown(node):
        return (
            node.name,
            node.attrs,
            node.start,
            node.open_end,
            node.close_start,
            node.end,
            [*map(shown, node.children)],
        )

    text = f"<r>{markup(tree)}<!-- <b> -->{markup(tree, 'b')}</r>"
    counted = []
    assert shown(outline(text, count=counted.append)) == shown(parse_at(text, 0, {}))
    assert counted[-1] == text.count("<a") + text.count("<b") + text.count("<r") - 1


# -- other programs read the same -----------------------------------------------------


def test_the_same_cells_as_openpyxl(make, made):
    package = Package.open(made)
    book, values = make.opened(made), make.opened(made, data_only=True)
    assert [info.name for info in package.sheets] == [sheet.title for sheet in book.worksheets]
    for info in package.sheets:
        cells = package.sheet(info.name).cells
        theirs = {
            (c.row, c.column): c for row in book[info.name].iter_rows() for c in row if c.value is not None
        }
        for at, cell in theirs.items():
            ours = cells[at]
            formula = getattr(cell.value, "text", cell.value)
            if cell.data_type == "f":
                assert f"={ours.formula}" == formula
                cached = values[info.name].cell(*at).value
                assert cached is None or ours.value == cached
            elif cell.is_date:
                assert package.styles.is_date(ours.style)
            else:
                assert ours.value == cell.value
            assert package.styles.number_format(ours.style) == cell.number_format
            assert package.styles.font(ours.style).bold == bool(cell.font.b)
        assert not [at for at, cell in cells.items() if cell.kind and at not in theirs and cell.text]
