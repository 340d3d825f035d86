"""OpenDocument: values, texts, styles and formulas as the standard writes them, whoever wrote the file."""

from __future__ import annotations

import pytest

from sakipcalc.reading.kinds import open_grids
from sakipcalc.reading.kinds.ods_formulas import excel_formula

from .xlsb_writer import zipped

_BASE = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = ("office", "table", "text", "style")
_SPACES = " ".join(f'xmlns:{name}="{_BASE}:{name}:1.0"' for name in _NAMES) + (
    f' xmlns:number="{_BASE}:datastyle:1.0" xmlns:fo="{_BASE}:xsl-fo-compatible:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def grid_of(table: str, styles: str = ""):
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="A" table:style-name="ta">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    return open_grids(zipped(parts), "")[0]


def cell(attributes: str, inside: str = ""):
    return grid_of(
        f"<table:table-row><table:table-cell {attributes}>{inside}</table:table-cell></table:table-row>"
    ).cells[1, 1]


@pytest.mark.parametrize(
    ("attributes", "raw"),
    [
        ('office:value-type="float" office:value="97.25"', 97.25),
        ('office:value-type="float" office:value="12"', 12),
        ('office:value-type="percentage" office:value="0.945"', 0.945),
        ('office:value-type="currency" office:value="1e3"', 1000),
        ('office:value-type="float" office:value="1e999"', "1e999"),
        ('office:value-type="float" office:value="banyak"', "banyak"),
        ('office:value-type="boolean" office:boolean-value="true"', True),
        ('office:value-type="date" office:date-value="2024-12-31"', 45_657),
        ('office:value-type="date" office:date-value="2024-12-31T12:00:00"', 45_657.5),
        ('office:value-type="date" office:date-value="kemarin"', "kemarin"),
        ('office:value-type="time" office:time-value="PT36H00M00S"', 1.5),
        ('office:value-type="time" office:time-value="-PT12H"', -0.5),
        ('office:value-type="time" office:time-value="siang"', "siang"),
        ('office:value-type="string" office:string-value="teks"', "teks"),
    ],
)
def test_values(attributes, raw):
    found = cell(attributes).raw
    assert (found, type(found)) == (raw, type(raw))


def test_a_percentage_without_a_format_is_still_one():
    assert cell('office:value-type="percentage" office:value="0.945"').format == "0%"


def test_errors():
    found = cell('office:value-type="string" calcext:value-type="error"', "<text:p>#DIV/0!</text:p>")
    assert (found.raw, found.error) == ("#DIV/0!", True)


def test_texts_are_those_of_the_cell_and_not_of_a_comment_in_it():
    inside = (
        "<office:annotation><text:p>komentar</text:p></office:annotation>"
        '<text:p>dua<text:s text:c="2"/><text:span>kata<text:tab/></text:span>lagi<text:line-break/>x</text:p>'
        "<text:p>baris kedua</text:p>"
    )
    assert cell('office:value-type="string"', inside).raw == "dua  kata\tlagi\nx\nbaris kedua"


def number_style(tag: str, inside: str) -> str:
    return (
        f'<number:{tag} style:name="N1">{inside}</number:{tag}>'
        '<number:number-style style:name="P0"><number:number number:min-integer-digits="1"/><number:text> +</number:text></number:number-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    )


@pytest.mark.parametrize(
    ("tag", "inside", "code"),
    [
        ("number-style", '<number:number number:min-integer-digits="1"/>', "General"),
        ("number-style", '<number:number number:decimal-places="2" number:min-integer-digits="1"/>', "0.00"),
        ("number-style", '<number:number number:decimal-places="2" number:min-decimal-places="1" number:min-integer-digits="0"/>', "#.0#"),
        ("number-style", '<number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>', "#,##0"),
        ("number-style", '<number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true" number:display-factor="1000"/>', "#,##0,"),
        ("percentage-style", '<number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text>', "0.0%"),
        ("number-style", '<number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text>', '0.0"%"'),
        ("currency-style", '<number:currency-symbol>Rp</number:currency-symbol><number:number number:decimal-places="0" number:min-integer-digits="1"/>', '"Rp"0'),
        ("date-style", '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>', 'dd"/"mm"/"yyyy'),
        ("date-style", '<number:month number:textual="true"/><number:text> </number:text><number:year/>', 'mmm" "yy'),
        ("time-style", '<number:hours/><number:text>:</number:text><number:minutes number:style="long"/><number:am-pm/>', 'h":"mmAM/PM'),
        ("text-style", "<number:text-content/>", "@"),
        ("number-style", '<number:scientific-number number:decimal-places="2" number:min-integer-digits="1"/>', "0.00E+00"),
        ("number-style", '<number:text>-</number:text><number:number number:decimal-places="0" number:min-integer-digits="1"/><style:map style:condition="value()&gt;=0" style:apply-style-name="P0"/>', '0" +";"-"0'),
    ],
)  # fmt: skip
def test_number_formats_are_told_as_excel_writes_them(tag, inside, code):
    row = '<table:table-row><table:table-cell table:style-name="ce1" office:value-type="float" office:value="1"/></table:table-row>'
    assert grid_of(row, number_style(tag, inside)).cells[1, 1].format == code


LOOKS = (
    '<style:style style:name="a" style:family="table-cell" style:parent-style-name="b"/>'
    '<style:style style:name="b" style:family="table-cell" style:parent-style-name="a">'
    '<style:table-cell-properties fo:background-color="#ffc000"/><style:paragraph-properties fo:margin-left="7mm"/></style:style>'
    '<style:style style:name="c" style:family="table-cell"><style:table-cell-properties fo:background-color="transparent"/></style:style>'
    '<style:style style:name="ta" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def value(number: int, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="float" office:value="{number}" {attributes}/>'


def test_styles_are_inherited_from_parents_columns_and_rows():
    own = value(1, 'table:style-name="c"')
    table = (
        '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="a"/>'
        '<table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{value(1)}{own}{value(1)}</table:table-row>"
        '<table:table-row table:default-cell-style-name="c" table:visibility="filter">'
        + value(1)
        + "</table:table-row>"
    )
    grid = grid_of(table, LOOKS)
    looks = {at: (found.fill, found.indent) for at, found in grid.cells.items()}
    assert looks == {(1, 1): ("FFC000", 2), (1, 2): ("", 0), (1, 3): ("", 0), (2, 1): ("", 0)}
    assert (grid.visible, grid.hidden_rows, grid.hidden_cols) == (False, {2}, {3})


def test_repetitions_headers_and_groups_keep_the_places():
    twice = value(1, 'table:number-columns-repeated="2"')
    table = (
        f'<table:table-header-rows><table:table-row table:number-rows-repeated="2">{twice}</table:table-row></table:table-header-rows>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row-group><table:table-row><table:table-cell table:number-columns-repeated="4"/>'
        f"<table:covered-table-cell/>{value(2)}</table:table-row></table:table-row-group>"
    )
    assert {at: c.raw for at, c in grid_of(table).cells.items()} == {
        (1, 1): 1,
        (1, 2): 1,
        (2, 1): 1,
        (2, 2): 1,
        (6, 6): 2,
    }


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("of:=SUM([.A1:.A3])", "SUM(A1:A3)"),
        ("of:=[$'Tabel 3.2'.E6]/[.$D$6]*100", "'Tabel 3.2'!E6/$D$6*100"),
        ("of:=[$Data.A1:.B2]", "Data!A1:B2"),
        ('of:=IF([.A1]="a;b";"";$$TargetIKM2024)', 'IF(A1="a;b","",TargetIKM2024)'),
        ("of:=SUM({1;2|3;4})", "SUM({1,2;3,4})"),
        ("of:=[$'Ja''far [1]'.A1]", "'Ja''far [1]'!A1"),
        ("msoxl:=A1", "A1"),
        ("of:=[.A1", "[.A1"),
    ],
)
def test_formulas_are_told_as_excel_shows_them(formula, expected):
    assert excel_formula(formula) == expected
