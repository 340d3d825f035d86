"""Rows that are written alike are taken together, and say what they say one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakipcalc.excel import Limits, PackageError, Tally
from sakipcalc.excel.sheet import rowforms, scan
from sakipcalc.excel.sheet.scan import SheetScan
from sakipcalc.excel.sheet.values import RawMeaning

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = ("nol", "satu & dua", " tiga")
#: How programs write rows: with the number of the row for #, and a value for each @.
USUAL = (
    '<row r="#"><c r="A#" s="1" t="s"><v>@</v></c><c r="B#" s="2"><v>@</v></c><c r="C#" s="2"/></row>',
    ('<row r="#" spans="1:3" ht="15"><c r="A#" t="inlineStr"><is><t>nama @ &amp; _x0041_</t></is></c>'
    '<c r="C#" s="2"><f>B#*100&gt;@</f><v>-@.5E-2</v></c></row>\n  '),
    '<row r="#"><c r="B#" t="n"><v>@</v></c><c r="D#" t="inlineStr"><is><t xml:space="preserve"> @</t></is></c></row>',
)  # fmt: skip
#: What stands among them that is written otherwise, or no row at all.
ODD = (
    '<row r="#" hidden="1"><c r="A#" s="1" t="s"><v>@</v></c><c r="B#" s="2"><v>@</v></c><c r="C#" s="2"/></row>',
    '<row r="#"><c r="A#" s="1" t="s"><v>@</v></c><c r="B#" s="2"><v> @ </v></c><c r="C#" s="2"/></row>',
    '<row r="#"><c r="A#" t="b"><v>1</v></c><c r="B#" t="e"><v>#DIV/0!</v></c></row>',
    "<row r='#'><c r='A#'><v>@</v></c></row>",
    '<row r="#"><c r="A#"><f t="shared" si="0"/><v>@</v></c></row>',
    '<row r="#"/>',
    '<row r="#"><c t="s"><v>@</v></c></row>',
    "<row><c><v>@</v></c></row>",
    '<!-- <row r="#"><c r="B#" t="n"><v>@</v></c></row> -->',
    '<row r="#"><c r="B9#" t="n"><v>@</v></c></row>',
    '<row r="#"><c r="C#" s="2"/><c r="A#" s="1" t="s"><v>@</v></c></row>',
)  # fmt: skip


def sheet(rows):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def scanned(text, *, thorough=False):
    meaning = RawMeaning(lambda: STRINGS, "s", date1904=False)
    return SheetScan(text, "s", meaning=meaning, tally=Tally(Limits()), thorough=thorough)


@pytest.fixture(scope="module", autouse=True)
def in_small_pieces():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "_PIECE", 300)
        patch.setattr(rowforms, "_FEWEST", 1)
        yield


def said(found):
    return (
        found.oddity,
        found.implicit,
        sorted(map(repr, found.contents())),
        repr(found.order),
        [row.__getstate__() for row in found.rows],
        found.rows.numbers,
        [row.number for row in found.rows.hidden],
        (found.cells, found.held, sorted(found.truths)),
        [*map(min, zip(*found.extent, strict=True))],
        [*map(max, zip(*found.extent, strict=True))],
    )


def told(text, *, thorough=False):
    try:
        return said(scanned(text, thorough=thorough))
    except PackageError as error:
        return error.code


@st.composite
def sheets(draw):
    rows, number = [], 0
    for kind in draw(st.lists(st.sampled_from((*USUAL * 5, *ODD)), max_size=60)):
        number += draw(st.sampled_from((1, 1, 1, 1, 1, 7, 0))) if draw(st.integers(0, 30)) == 0 else 1
        value = draw(st.integers(0, 2))
        rows.append(kind.replace("@", str(value)).replace("#", str(number)))
    return sheet(rows)


@settings(max_examples=150, deadline=None)
@given(sheets())
def test_together_they_say_what_they_say_one_by_one(text):
    assert told(text) == told(text, thorough=True)


@pytest.mark.parametrize("kind", USUAL)
def test_most_rows_of_a_long_sheet_are_taken_together(kind, monkeypatch):
    taken = []
    take = SheetScan._take_alike
    monkeypatch.setattr(
        SheetScan,
        "_take_alike",
        lambda self, columns, rows: taken.extend(rows.row_numbers) or take(self, columns, rows),
    )
    text = sheet([kind.replace("@", "1").replace("#", str(number)) for number in range(1, 101)])
    assert told(text) == told(text, thorough=True)
    assert len(taken) > 80


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_one_among_rows_that_are_alike(kind):
    rows = [USUAL[0].replace("@", "1").replace("#", str(number)) for number in range(1, 41)]
    rows[30] = kind.replace("@", "2").replace("#", "31")
    assert told(sheet(rows)) == told(sheet(rows), thorough=True)


def test_a_text_that_is_not_there_is_refused():
    rows = [
        USUAL[0].replace("@", "3" if number == 35 else "1").replace("#", str(number))
        for number in range(1, 41)
    ]
    assert told(sheet(rows)) == told(sheet(rows), thorough=True) == "bad-xml"


def test_a_row_that_is_too_long_for_a_form_is_cut_as_before():
    wide = " ".join(["1:3"] * 4000)
    rows = [f'<row r="{row}" spans="{wide}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 9)]
    assert told(sheet(rows)) == told(sheet(rows), thorough=True)
