"""Formats and heights at the edges that mutants showed to be held by no other test."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from sakipcalc.excel import Editor, NewCell, NewSheet, Package, PackageError

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
#: The children of a font in the order of the schema (CT_Font, as Excel writes them).
OF_FONT = ("b", "i", "strike", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme")
VALUES = {
    "sz": "11",
    "name": "Arial",
    "family": "2",
    "charset": "1",
    "scheme": "minor",
    "vertAlign": "superscript",
}


@pytest.mark.parametrize(("row", "height"), [(1, 0.25), (1, 409.5), (1_048_576, 15)])
def test_heights_at_their_bounds(make, row, height):
    editor = Editor(Package.open(make.book(ONE)))
    editor.set_row_height("Data", row, height)
    theirs = make.opened(editor.to_bytes())["Data"]
    assert theirs.row_dimensions[row].height == height


@pytest.mark.parametrize(
    ("row", "height", "code", "values"),
    [
        (0, 15, "bad-reference", {"row": 0}), (1_048_577, 15, "bad-reference", {"row": 1_048_577}),
        (1, 0, "bad-number", {}), (1, 409.6, "bad-number", {}),
    ],
)  # fmt: skip
def test_heights_beyond_them(make, row, height, code, values):
    editor = Editor(Package.open(make.book(ONE)))
    with pytest.raises(PackageError) as caught:
        editor.set_row_height("Data", row, height)
    assert (caught.value.code, caught.value.values) == (code, values)


def test_a_format_that_there_is_not(make):
    editor = Editor(Package.open(make.book(ONE)))  # no list of formats has one that needs no list
    editor.set_number("Data", "A1", 1, style=0)
    for where in (lambda: editor.set_number("Data", "A1", 1, style=1), lambda: with_style(editor, 1)):
        with pytest.raises(PackageError) as caught:
            where()
        assert (caught.value.code, caught.value.values) == ("bad-style", {"style": 1})


def with_style(editor, style):
    editor.add_sheet(NewSheet(name="Temuan", cells={"A1": NewCell(value=1, style=style)}))


def with_font(make, *names):
    font = "".join(f'<{name} val="{VALUES[name]}"/>' if name in VALUES else f"<{name}/>" for name in names)
    old = '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    assert old in make.styles
    return make.book(ONE, styles=make.styles.replace(old, f"<font>{font}</font>"))


@pytest.mark.parametrize("first", range(4, len(OF_FONT)))
def test_marks_of_a_font_come_in_the_order_of_the_schema(make, first):
    there = [name for name in OF_FONT[first:] if name != "color"]
    editor = Editor(Package.open(with_font(make, "i", *there)))
    editor.set_number("Data", "A1", 1, style=editor.style(1, bold=True, underline=True, font_color="FF0000"))
    styles = ET.fromstring(make.parts(editor.to_bytes())["xl/styles.xml"])  # noqa: S314 -- our own
    fonts = styles.find(f"{{{make.main}}}fonts")
    names = [child.tag.rpartition("}")[2] for child in fonts[-1]]
    assert names == sorted({"b", "i", "u", "color", *there}, key=OF_FONT.index)


@pytest.mark.parametrize("number", [5, 6, 7, 8, 14, 15, 37, 40])
def test_a_format_that_reads_otherwise_elsewhere_is_written_out(make, number):
    """What these mean depends on where Excel was bought."""
    from sakipcalc.excel.sheet.styles import BUILTIN_FORMATS

    code = BUILTIN_FORMATS[number]
    editor = Editor(Package.open(make.book(ONE, styles=make.styles)))
    editor.set_number("Data", "A1", 1, style=editor.style(0, number_format=code))
    text = make.parts(editor.to_bytes())["xl/styles.xml"].decode()
    assert 'numFmtId="165"' in text
    assert not editor.formats_left_out


def test_no_format_comes_before_the_first(make):
    editor = Editor(Package.open(make.book(ONE, styles=make.styles)))
    assert editor.formats_left_out is False
    with pytest.raises(PackageError) as caught:
        editor.style(-1, bold=True)
    assert (caught.value.code, caught.value.part, caught.value.values) == (
        "bad-style",
        "xl/styles.xml",
        {"style": -1},
    )
    assert editor.formats_left_out is False


@pytest.mark.parametrize(
    ("listed", "used", "follows"), [("200", "0", "201"), ("164", "300", "301"), ("164", "0", "165")]
)
def test_a_new_number_format_has_a_number_that_nobody_has(make, listed, used, follows):
    styles = make.styles.replace('numFmtId="164"', f'numFmtId="{listed}"').replace(
        'numFmtId="9"', f'numFmtId="{used}"'
    )
    editor = Editor(Package.open(make.book(ONE, styles=styles)))
    editor.set_number("Data", "A1", 1, style=editor.style(0, number_format="0.0000"))
    text = make.parts(editor.to_bytes())["xl/styles.xml"].decode()
    assert f'<numFmt numFmtId="{follows}" formatCode="0.0000"/>' in text


def test_the_first_number_formats_of_a_workbook(make):
    styles = re.sub("<numFmts.*</numFmts>", "", make.styles)
    editor = Editor(Package.open(make.book(ONE, styles=styles)))
    for at, code in enumerate(("0.0000", "0.00000"), 1):
        editor.set_number("Data", f"A{at}", 1, style=editor.style(0, number_format=code))
    root = ET.fromstring(make.parts(editor.to_bytes())["xl/styles.xml"])  # noqa: S314 -- our own
    formats = root[0]
    assert (formats.tag, formats.get("count"), formats.text) == (f"{{{make.main}}}numFmts", "2", None)
    assert [(each.get("formatCode"), each.tail) for each in formats] == [("0.0000", None), ("0.00000", None)]


def styled(make, data, base=1, **changes):
    """Return the last font and border, and whether something was left out."""
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A1", 1, style=editor.style(base, **changes))
    styles = ET.fromstring(make.parts(editor.to_bytes())["xl/styles.xml"])  # noqa: S314 -- our own
    font, border = (styles.find(f"{{{make.main}}}{name}")[-1] for name in ("fonts", "borders"))
    return font, border, editor.formats_left_out


def names_of(element):
    return [child.tag.rpartition("}")[2] for child in element]


def test_marks_of_a_font_are_replaced_or_taken_away(make):
    data = with_font(make, "b", "u", "sz", "color", "name")
    assert names_of(styled(make, data, underline=False)[0]) == ["b", "sz", "color", "name"]
    assert names_of(styled(make, data, bold=False)[0]) == ["u", "sz", "color", "name"]
    font, _, _ = styled(make, data, font_color="ff0000")
    assert [child.get("rgb") for child in font if child.tag.endswith("color")] == ["FFFF0000"]
    assert names_of(styled(make, with_font(make, "b"), underline=True)[0]) == ["b", "u"]
    assert names_of(styled(make, with_font(make, "b"), font_color="FF0000")[0]) == ["b", "color"]


def test_a_font_that_there_is_not_is_left_out(make):
    styles = make.styles.replace('fontId="1"', 'fontId="2"')
    assert styled(make, make.book(ONE, styles=styles), bold=True)[2] is True


def test_a_border_has_its_sides_and_nothing_between_them(make):
    _, border, _ = styled(make, make.book(ONE, styles=make.styles), border="a6a6a6")
    assert names_of(border) == ["left", "right", "top", "bottom", "diagonal"]
    assert {(border.text, *(side.tail for side in border))} == {(None,) * 6}
    assert [side.get("style") for side in border] == ["thin"] * 4 + [None]
    assert {side[0].get("rgb") for side in border[:4]} == {"FFA6A6A6"}


def test_a_line_comes_before_the_colour_of_a_font_that_says_little_else(make):
    for there in (["color", "name"], ["sz", "name"], ["vertAlign"], ["name"]):
        font, _, _ = styled(make, with_font(make, "i", *there), underline=True)
        assert names_of(font) == ["i", "u", *there]


def test_nothing_stands_between_the_marks_of_a_font(make):
    for changes in ({"underline": False}, {"bold": True, "font_color": "FF0000"}):
        font, _, _ = styled(make, with_font(make, "u", "sz", "color", "name"), **changes)
        assert {font.text, *(mark.tail for mark in font)} == {None}


def last_format(make, data, base, **changes):
    """Return the last cell format of a workbook after a cell got one that is derived."""
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A1", 1, style=editor.style(base, **changes))
    styles = ET.fromstring(make.parts(editor.to_bytes())["xl/styles.xml"])  # noqa: S314 -- our own
    return styles.find(f"{{{make.main}}}cellXfs")[-1]


def test_alignment_comes_before_protection(make):
    """In a format, as the schema has it; format 2 has the one already, format 3 is given both."""
    both = "<alignment indent='2'/><protection hidden='1'/></xf>"
    data = make.book(ONE, styles=make.styles.replace("<alignment indent='2'/></xf>", both))
    for base, changes in ((2, {"wrap": True}), (1, {"wrap": True}), (1, {"fill": "00FF00"})):
        made = last_format(make, data, base, **changes)
        assert names_of(made) == ["alignment", "protection"]
        assert {made.text, *(child.tail for child in made)} == {None}
        assert made.get("applyAlignment") == ("1" if "wrap" in changes else None)


def test_an_alignment_that_is_there_already_makes_no_other_format(make):
    editor = Editor(Package.open(make.book(ONE, styles=make.styles)))
    assert editor.style(1, indent=2) == 1
    assert editor.style(1, indent=3) == 4


def test_a_format_beyond_the_list_is_the_first(make):
    editor = Editor(Package.open(make.book(ONE, styles=make.styles)))
    assert editor.style(4, bold=True) == editor.style(0, bold=True) == 4
    assert editor.style(99, bold=True) == 4


def test_a_number_that_only_the_list_has_is_taken(make):
    more = '<numFmts count="2"><numFmt numFmtId="300" formatCode="0.00000"/>'
    styles = make.styles.replace('<numFmts count="1">', more)
    editor = Editor(Package.open(make.book(ONE, styles=styles)))
    editor.set_number("Data", "A1", 1, style=editor.style(0, number_format="0.0000"))
    assert (
        '<numFmt numFmtId="301" formatCode="0.0000"/>'
        in make.parts(editor.to_bytes())["xl/styles.xml"].decode()
    )


@pytest.mark.parametrize("color", ["", "FF00", "red", "GG0000", "#FF0000"])
def test_a_colour_that_is_none_is_named(make, color):
    editor = Editor(Package.open(make.book(ONE, styles=make.styles)))
    for kind in ("fill", "font_color", "border"):
        with pytest.raises(PackageError) as caught:
            editor.style(0, **{kind: color})
        assert (caught.value.code, caught.value.values) == ("bad-style", {"color": color})
