"""Formats derived from others: what differs, what stays, what is used again."""

from __future__ import annotations

import re

import pytest

from sakipcalc.excel import Editor, Package, PackageError

from .schema import strays

PART = "xl/styles.xml"
FILL = (
    '<fill><patternFill patternType="solid"><fgColor rgb="FF{}"/><bgColor indexed="64"/></patternFill></fill>'
)
APPLIED = ('applyNumberFormat="1"', 'applyFill="1"', 'applyFont="1"')


@pytest.fixture
def editor(make):
    return Editor(Package.open(make.book("", styles=make.styles)))


def test_each_change_as_openpyxl_reads_it(make, editor):
    changes = {
        "number_format": "#,##0.000",
        "fill": "92d050",
        "font_color": "FFFFFF",
        "bold": False,
        "wrap": True,
    }
    style = editor.style(1, **changes)
    editor.set_number("Data", "A1", 1.5, style)
    data = editor.to_bytes()
    cell = make.opened(data)["Data"]["A1"]
    assert style == 4
    assert cell.number_format == "#,##0.000"
    assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == ("solid", "FF92D050")
    assert (cell.font.color.rgb, cell.font.b, cell.font.name, cell.font.sz) == (
        "FFFFFFFF",
        False,
        "Calibri",
        11,
    )
    assert (cell.alignment.wrap_text, cell.alignment.indent) == (True, 2)
    styles = Package.open(data).styles
    assert (styles.fill(4), styles.font_color(4), styles.wrap(4), styles.indent(4)) == (
        "92D050",
        "FFFFFF",
        True,
        2,
    )
    assert [styles.number_format(each) for each in range(4)] == ["General", "0.000", "mm-dd-yy", "0%"]


def test_borders_alignment_and_underlining_as_openpyxl_reads_them(make, editor):
    style = editor.style(1, border="a6a6a6", underline=True, horizontal="right", vertical="center", indent=1)
    assert editor.style(style, border="A6A6A6", horizontal="right") == style
    editor.set_text("Data", "A1", "x", style)
    cell = make.opened(editor.to_bytes())["Data"]["A1"]
    sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
    assert {(side.style, side.color.rgb) for side in sides} == {("thin", "FFA6A6A6")}
    assert (cell.alignment.horizontal, cell.alignment.vertical, cell.alignment.indent) == (
        "right",
        "center",
        1,
    )
    assert (cell.font.u, cell.font.name) == ("single", "Calibri")
    assert cell.number_format == "0.000"


def test_a_workbook_without_a_list_of_borders_gets_none(make):
    without = re.sub("<borders.*?</borders>", "", make.styles)
    editor = Editor(Package.open(make.book("", styles=without)))
    assert editor.style(0, border="A6A6A6") == 0


def test_text_is_wrapped_or_not_and_keeps_its_indent(make, editor):
    wrapped = editor.style(1, wrap=True)
    assert editor.style(wrapped, wrap=True) == wrapped
    assert editor.style(1, wrap=False) == 1
    again = editor.style(wrapped, wrap=False)
    for ref, style in (("A1", 1), ("A2", wrapped), ("A3", again)):
        editor.set_number("Data", ref, 1, style)
    theirs = make.opened(editor.to_bytes())["Data"]
    looks = [(theirs[ref].alignment.wrap_text, theirs[ref].alignment.indent) for ref in ("A1", "A2", "A3")]
    assert looks == [(None, 2), (True, 2), (False, 2)]


def test_several_formats_are_added_with_nothing_between_them(make, editor):
    for row, bold in ((1, True), (2, False)):
        for col, fill in (("A", "FF0000"), ("B", "00FF00")):
            look = {"bold": bold, "fill": fill, "number_format": f"0.{'0' * (row + 4)}"}
            editor.set_number("Data", f"{col}{row}", 1, editor.style(1, **look))
    part = make.parts(editor.to_bytes())[PART]
    assert strays(part) == set()
    counts = dict(re.findall(rb'<(numFmts|fonts|fills|cellXfs) count="([0-9]+)"', part))
    for holder, child in (
        (b"numFmts", b"numFmt"),
        (b"fonts", b"font"),
        (b"fills", b"fill"),
        (b"cellXfs", b"xf"),
    ):
        inside = re.search(rb"<%s [^>]*>(.*)</%s>" % (holder, holder), part, re.DOTALL)[1]
        assert int(counts[holder]) == len(re.findall(rb"<%s[ >/]" % child, inside)), holder


def test_only_additions_are_made(make, editor):
    editor.set_number("Data", "A1", 1, editor.style(0, number_format="0.0", fill="000000", bold=True))
    text = make.parts(editor.to_bytes())[PART].decode()
    for added in (
        '<numFmt numFmtId="165" formatCode="0.0"/>',
        FILL.format("000000"),
        f'<xf numFmtId="165" fontId="1" fillId="3" borderId="0" xfId="0" {" ".join(APPLIED)}/>',
    ):
        assert text.count(added) == 1
        text = text.replace(added, "")
    for holder, count in (("numFmts", 1), ("fills", 3), ("cellXfs", 4)):
        text = text.replace(f'<{holder} count="{count + 1}">', f'<{holder} count="{count}">')
    assert text == make.styles


def test_an_equal_format_is_used_again(make, editor):
    first = editor.style(0, fill="FF0000")
    assert editor.style(0, fill="ff0000") == first
    assert editor.style(first, fill="FF0000") == first
    assert editor.style(0, fill="FFC000") not in {0, first}
    assert editor.style(first) == first
    assert editor.style(0) == 0
    assert editor.style(3, number_format="0%", fill=None) == 3
    assert editor.style(1, number_format="0.000") == 1
    editor.set_number("Data", "A1", 1, first)
    again = Editor(Package.open(editor.to_bytes()))
    assert again.style(0, fill="FF0000") == first
    assert again.style(first, fill="FF0000") == first
    again.set_number("Data", "A1", 1, first)
    assert again.receipt.styles_added == 0


@pytest.mark.parametrize(
    ("code", "number"), [("General", 0), ("0.00", 2), ("0%", 9), ("@", 49), ("0.000", 164)]
)
def test_known_number_formats_need_no_new_one(make, editor, code, number):
    editor.set_number("Data", "A1", 1, editor.style(2, number_format=code))
    text = make.parts(editor.to_bytes())[PART].decode()
    assert f'<xf numFmtId="{number}" fontId="0" fillId="2"' in text
    assert 'numFmtId="165"' not in text
    assert make.opened(editor.to_bytes())["Data"]["A1"].number_format == code


def test_a_built_in_format_that_the_workbook_redefines(make):
    styles = make.styles.replace("<numFmt ", '<numFmt numFmtId="2" formatCode="0.00000"/><numFmt ')
    package = Package.open(make.book("", styles=styles))
    editor = Editor(package)
    editor.set_number("Data", "A1", 1, editor.style(0, number_format="0.00"))
    assert editor.style(0, number_format="0.00000") == 5
    assert Package.open(editor.to_bytes()).styles.number_format(4) == "0.00"


def test_number_formats_in_quotes(make, editor):
    code = '_("Rp"* #,##0_);[Red]\\-0;"<nol> & é"'
    editor.set_number("Data", "A1", 1, editor.style(0, number_format=code))
    assert make.opened(editor.to_bytes())["Data"]["A1"].number_format == code


def test_styles_without_number_formats_and_with_a_prefix(make):
    styles = (
        f'<s:styleSheet xmlns:s="{make.main}"><s:fonts/><s:fills count="0"/><s:borders count="0"/>'
        '<s:cellXfs count="1"><s:xf numFmtId="0" fontId="0" fillId="0"/></s:cellXfs></s:styleSheet>'
    )
    editor = Editor(Package.open(make.book("", styles=styles)))
    editor.set_number("Data", "A1", 1, editor.style(0, number_format="0.0", fill="112233", wrap=True))
    text = make.parts(editor.to_bytes())[PART].decode()
    assert '<s:styleSheet xmlns:s="' in text
    assert '<s:numFmts count="1"><s:numFmt numFmtId="164" formatCode="0.0"/></s:numFmts><s:fonts/>' in text
    assert '<s:fills count="1"><s:fill>' in text
    assert '<s:alignment wrapText="1"/></s:xf></s:cellXfs>' in text
    found = Package.open(editor.to_bytes()).styles
    assert (found.number_format(1), found.fill(1), found.wrap(1)) == ("0.0", "112233", True)


@pytest.mark.parametrize(
    ("styles", "change"),
    [
        ("", {"bold": True}),
        ("<numFmts count='0'/><cellXfs count='0'/>", {"number_format": "0.0"}),
        ('<cellXfs><xf fontId="3"/></cellXfs><fonts/>', {"bold": True}),
        ("<cellXfs><xf/></cellXfs>", {"fill": "FF0000"}),
        ("<fonts/>", {"wrap": True}),
    ],
)
def test_styles_parts_that_lack_something(make, styles, change):
    """The default format is there though no list has it; what there is no list for is left out, and told."""
    text = f'<styleSheet xmlns="{make.main}">{styles}</styleSheet>'
    made = make.book("", styles=text)
    editor = Editor(Package.open(made))
    assert editor.style(0, **change) == 0
    assert editor.formats_left_out
    editor.set_number("Data", "A1", 1, editor.style(0, **change))
    assert make.parts(editor.to_bytes())[PART] == make.parts(made)[PART]


def test_a_format_of_a_number_that_is_none(make):
    text = f'<styleSheet xmlns="{make.main}"><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>'
    with pytest.raises(PackageError) as caught:
        Editor(Package.open(make.book("", styles=text))).style(0, number_format="0.0")
    assert (caught.value.code, caught.value.part) == ("bad-xml", PART)


@pytest.mark.parametrize("room", [0, 1, 2])
def test_at_the_limit_of_formats_it_goes_on_with_those_that_there_are(make, room):
    most = 65_490
    formats = (
        '<xf numFmtId="0" fontId="0"/>'
        f'<xf numFmtId="9" fontId="0" applyNumberFormat="1"/>{"<xf/>" * (most - 2 - room)}'
    )
    fonts = "<fonts><font/></fonts><fills><fill/></fills>"
    text = f'<styleSheet xmlns="{make.main}">{fonts}<cellXfs>{formats}</cellXfs></styleSheet>'
    editor = Editor(Package.open(make.book("", styles=text)))
    assert editor.style(0, number_format="0%") == 1
    asked = [editor.style(0, number_format=f"0.{'0' * n}") for n in range(3, 6)]
    new = {index for index in asked if index >= most - room}
    assert len(new) <= room
    assert editor.formats_left_out
    assert all(index in new or index == 0 for index in asked)


def test_deep_nesting_in_a_format(make):
    deep = "<a>" * 5000 + "</a>" * 5000
    styles = make.styles.replace("<alignment indent='2'/>", f"<extLst>{deep}</extLst>")
    editor = Editor(Package.open(make.book("", styles=styles)))
    editor.set_number("Data", "A1", 1, editor.style(1, wrap=True))
    assert make.parts(editor.to_bytes())[PART].count(deep.encode()) == 2


def test_no_such_base(editor):
    with pytest.raises(PackageError) as caught:
        editor.style(-1, bold=True)
    assert caught.value.code == "bad-style"
    assert editor.style(99, bold=True) == editor.style(0, bold=True)  # as every program reads it


@pytest.mark.parametrize("change", [{"fill": "red"}, {"font_color": "#FF0000"}, {"fill": "FF0000FF"}])
def test_no_such_color(editor, change):
    with pytest.raises(PackageError) as caught:
        editor.style(0, **change)
    assert caught.value.code == "bad-style"


def test_a_workbook_without_a_list_of_styles_keeps_the_one_that_needs_no_list(make):
    editor = Editor(Package.open(make.book("")))
    assert editor.style(0, bold=True, fill="FF0000") == 0


def test_styles_of_other_programs(make, made):
    package = Package.open(made)
    editor = Editor(package)
    for index, base in enumerate(range(len(package.styles)), 50):
        editor.set_number(
            "Tabel 3.2", f"A{index}", 1, editor.style(base, fill="123456", number_format="0.0000")
        )
    before, after = make.opened(made)["Tabel 3.2"], make.opened(editor.to_bytes())["Tabel 3.2"]
    for row in before.iter_rows():
        for cell in row:
            other = after[cell.coordinate]
            for look in ("number_format", "font", "fill", "border", "alignment", "protection"):
                assert repr(getattr(cell, look)) == repr(getattr(other, look)), cell.coordinate
    assert {after[f"A{index}"].fill.fgColor.rgb for index in range(50, 50 + len(package.styles))} == {
        "FF123456"
    }
