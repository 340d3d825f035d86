"""Heights of rows: how they are written, and that the estimated ones hold the text, as LibreOffice fits it."""

from __future__ import annotations

import re
import shutil
import subprocess

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.excel import Editor, Package, PackageError, Resized, TextFit

from .test_edit_cells import text_after

NAMES = (
    "Indeks IKM",
    "Persentase temuan pemeriksaan Inspektorat dan BPK yang ditindaklanjuti sampai dengan akhir tahun anggaran",
    "Meningkatnya kualitas pelayanan publik di wilayah kecamatan yang partisipatif, transparan, dan akuntabel",
    "Pertanggungjawaban/penatausahaan keuangan SKPD",
    "Baris pertama\nbaris kedua yang lebih panjang daripada yang pertama\n\nbaris keempat",
    "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA",
)
WIDTHS = (70, 110, 180, 320)  # pixels
FONTS = (
    ("Arial", 10, False),
    ("Arial", 12, True),
    ("Times New Roman", 11, False),
    ("Arial Narrow", 9, False),
)

#: Fonts with the same widths, which stand in for each other; any other one makes other lines of the same text.
TWINS = {
    "Arial": {"Arial", "Liberation Sans", "Arimo", "Nimbus Sans"},
    "Times New Roman": {"Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman"},
    "Arial Narrow": {"Arial Narrow", "Liberation Sans Narrow", "Nimbus Sans Narrow"},
}


@pytest.mark.parametrize(
    ("rows", "change", "expected"),
    [
        ("", (2, 30), '<row r="2" ht="30.0" customHeight="1"></row>'),
        ('<row r="2"/>', (2, 30), '<row ht="30.0" customHeight="1" r="2"></row>'),
        ('<row r="2" ht="15" customHeight="1"><c r="A2"><v>1</v></c></row>', (2, 42.75),
         '<row r="2" ht="42.75" customHeight="1"><c r="A2"><v>1</v></c></row>'),
        ("<row r='2' ht='15'><c r='A2'/></row>", (2, 30), "<row customHeight=\"1\" r='2' ht='30.0'><c r='A2'/></row>"),
        ('<row r="1"/><row r="3"/>', (2, 30), '<row r="1"/><row r="2" ht="30.0" customHeight="1"></row><row r="3"/>'),
        ("<row><c/></row><row/>", (2, 30),
         '<row r="1"><c/></row><row r="2" ht="30.0" customHeight="1"></row>'),
        ('<row r="2" ht="30" customHeight="1"/>', (2, 30), '<row r="2" ht="30" customHeight="1"/>'),
    ],
)  # fmt: skip
def test_a_height_is_written_and_nothing_else(make, rows, change, expected):
    assert text_after(make, rows, ("set_row_height", *change)) == expected


def test_a_row_that_is_to_be_fitted_later_is_not_fixed(make):
    data = make.zipped(
        make.minimal(make.worksheet('<row r="1" ht="15" customHeight="1"/><row r="2" ht="15"/>'))
    )
    editor = Editor(Package.open(data))
    for row in (1, 2):
        editor.set_row_height("Data", row, 30, fixed=False)
    text = make.parts(editor.to_bytes())["xl/worksheets/sheet1.xml"].decode()
    assert re.findall("<row.*?>", text) == ['<row r="1" ht="30.0" customHeight="0">', '<row r="2" ht="30.0">']
    assert editor.receipt.rows == (Resized("Data", 1, 30), Resized("Data", 2, 30))
    assert editor.receipt.cells == ()


def test_height_and_cells_of_one_row_go_together(make):
    changes = [("set_row_height", 2, 30), ("set_number", "D2", 5)]
    rows = '<row r="2" spans="1:2"><c r="A2"/></row>'
    assert text_after(make, rows, *changes) == (
        '<row ht="30.0" customHeight="1" r="2" spans="1:4"><c r="A2"/><c r="D2"><v>5</v></c></row>'
    )


def test_the_height_that_a_row_has_is_no_change(make):
    data = make.zipped(make.minimal(make.worksheet('<row r="1" ht="15" customHeight="1"/>')))
    editor = Editor(Package.open(data))
    editor.set_row_height("Data", 1, 40)
    editor.set_row_height("Data", 1, 15)
    assert editor.to_bytes() == data


@pytest.mark.parametrize(
    ("row", "height", "code"),
    [(0, 15, "bad-reference"), (1_048_577, 15, "bad-reference"), (1, 0, "bad-number"), (1, 409.6, "bad-number"),
     (1, float("nan"), "bad-number")],
)  # fmt: skip
def test_heights_that_no_row_can_have(make, row, height, code):
    with pytest.raises(PackageError) as caught:
        Editor(Package.open(make.book(""))).set_row_height("Data", row, height)
    assert caught.value.code == code


def fit_of(make, rows: str, **more: str) -> TextFit:
    package = Package.open(make.zipped(make.minimal(make.worksheet(rows, **more), styles=make.styles)))
    return TextFit(package.sheet("Data"), package.styles)


def test_heights_that_a_sheet_states(make):
    fit = fit_of(make, '<row r="1" ht="20"/><row r="2"/>', before='<sheetFormatPr defaultRowHeight="18"/>')
    assert [fit.height(row) for row in (1, 2, 3)] == [20, None, None]
    assert fit.fitted(2) == 18
    fixed = '<sheetFormatPr defaultRowHeight="18" customHeight="1"/>'
    assert fit_of(make, '<row r="1" ht="x"/><row r="2"/>', before=fixed).height(1) == 18


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Texts in wrapped cells of several widths and fonts, in rows without a height."""
    path = tmp_path_factory.mktemp("teks") / "teks.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for n, width in enumerate(WIDTHS):
            page = book.add_worksheet(f"L{n}")
            page.set_column_pixels(0, 0, width)
            looks = [
                book.add_format({"text_wrap": True, "font_name": name, "font_size": size, "bold": bold})
                for name, size, bold in FONTS
            ]
            for row, (text, look) in enumerate((text, look) for text in NAMES for look in looks):
                page.write_string(row, 0, text, look)
    return path


def open_document() -> str:
    """Return the same texts as a flat OpenDocument file: LibreOffice fits the rows of such a one to them."""
    columns = "".join(
        f'<style:style style:name="co{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width / 96}in"/></style:style>'
        for width in WIDTHS
    )
    looks = "".join(
        f'<style:style style:name="ce{n}" style:family="table-cell">'
        '<style:table-cell-properties fo:wrap-option="wrap"/><style:text-properties '
        f'fo:font-family="{name}" fo:font-size="{size}pt" fo:font-weight="{"bold" if bold else "normal"}"/></style:style>'
        for n, (name, size, bold) in enumerate(FONTS)
    )
    rows = "".join(
        f'<table:table-row><table:table-cell table:style-name="ce{n}" office:value-type="string">'
        f"{''.join(f'<text:p>{line}</text:p>' for line in text.split(chr(10)))}</table:table-cell></table:table-row>"
        for text in NAMES
        for n in range(len(FONTS))
    )
    tables = "".join(
        f'<table:table table:name="L{n}"><table:table-column table:style-name="co{width}"/>{rows}</table:table>'
        for n, width in enumerate(WIDTHS)
    )
    spaces = {"fo": "xsl-fo-compatible", **{name: name for name in ("office", "style", "text", "table")}}
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in spaces.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{names} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:automatic-styles>{columns}{looks}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>"
    )


@pytest.fixture(scope="module")
def opened(libreoffice, tmp_path_factory):
    """The same texts as LibreOffice has fitted the rows to them."""
    path = tmp_path_factory.mktemp("fods") / "teks.fods"
    path.write_text(open_document(), encoding="utf-8")
    return openpyxl.load_workbook(libreoffice(path, "xlsx"))


def stands_in(font: str) -> str:
    """Return the font in which programs of this machine show another."""
    if shutil.which("fc-match") is None:
        return font
    asked = ["fc-match", "-f", "%{family[0]}", font]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


@pytest.mark.libreoffice
@pytest.mark.parametrize("look", range(len(FONTS)), ids=[" ".join(map(str, font)) for font in FONTS])
def test_text_is_given_the_room_that_libreoffice_gives_it_and_little_more(written, opened, look):
    font, package = FONTS[look][0], Package.open(written)
    if stands_in(font) not in TWINS[font]:
        pytest.skip(f"no font as wide as {font} is installed; .ci/run installs fonts-liberation")
    needed, fitted = [], []
    for name in opened.sheetnames:
        fit = TextFit(package.sheet(name), package.styles)
        for n, text in enumerate(NAMES):
            row = n * len(FONTS) + look + 1
            needed.append(fit.needed(row, 1, text))
            fitted.append(opened[name].row_dimensions[row].height)
    assert len(set(fitted)) > 5
    assert [pair for pair in zip(needed, fitted, strict=True) if max(pair[0], 12.8) < pair[1]] == []
    assert sum(needed) < 1.25 * sum(fitted)


@given(text=st.text("abc WM-\n", max_size=80), more=st.text("abc", max_size=9))
def test_more_text_never_needs_less_room(written, text, more):
    package = Package.open(written)
    for sheet in package.sheets[:2]:
        fit = TextFit(package.sheet(sheet.name), package.styles)
        assert fit.needed(1, 1, text) <= fit.needed(1, 1, text + more)


def test_merged_cells_have_the_width_of_all_hidden_ones_none_and_what_is_not_wrapped_needs_nothing(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        page, wrap = book.add_worksheet("Data"), book.add_format({"text_wrap": True})
        page.set_column(3, 3, 30, None, {"hidden": True})
        page.write_string(0, 0, NAMES[1], wrap)
        page.merge_range(1, 0, 1, 2, NAMES[1], wrap)
        page.merge_range(2, 2, 2, 3, NAMES[1], wrap)
        page.write_string(3, 0, NAMES[1])
        page.write_string(4, 0, NAMES[1], book.add_format({"text_wrap": True, "rotation": 90}))
        page.write_string(5, 0, NAMES[1], book.add_format({"align": "justify"}))
    package = Package.open(tmp_path / "b.xlsx")
    fit = TextFit(package.sheet("Data"), package.styles)
    one, three, flat, turned, justified = (fit.needed(row, 1, NAMES[1]) for row in (1, 2, 4, 5, 6))
    assert one > 2 * three > 0
    assert fit.needed(3, 3, NAMES[1]) == one == justified
    assert (flat, turned) == (0, 0)
    assert fit.fitted(2) == 15
