"""The findings in a workbook of their own, in a report and in a filled workbook: one table, fit to be printed."""

from __future__ import annotations

import re
from math import ceil
from pathlib import Path

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.writing.findings import write_findings

from ..ooxml.schema import faults

SOURCE = "bogorejo-2024-tercetak.xlsx"
WAYS = ("own", "report", "filled")
FILLS = {"SALAH": "FFF8CBAD", "PERLU DIPERIKSA": "FFFFE699", "CATATAN": "FFDDEBF7"}
WIDTHS = (18, 22, 64, 48, 16, 16, 90, 30)


@pytest.fixture(scope="module")
def written(workbooks, tmp_path_factory):
    folder = tmp_path_factory.mktemp("temuan")
    source = workbooks / SOURCE
    hasil = sc.compute(sc.read(source))
    write_findings({str(source): sc.audit(hasil.laporan, hasil)}, folder / "own.xlsx")
    sc.write_report(hasil, folder / "report.xlsx", source=source)
    sc.fill(source, folder / "filled.xlsx", temuan=True)
    return {way: folder / f"{way}.xlsx" for way in WAYS}


@pytest.fixture(scope="module")
def sheets(written):
    return {way: openpyxl.load_workbook(path)["Temuan"] for way, path in written.items()}


def body(sheet):
    """Return the row of the headings, and the rows below it."""
    head = next(row for row in sheet.iter_rows() if row[0].value == "Tingkat")
    return head, [row for row in sheet.iter_rows(min_row=head[0].row + 1) if row[0].value]


@pytest.mark.parametrize("way", WAYS)
def test_it_is_printed_across_as_wide_as_a_page_with_its_head_on_each(sheets, way):
    sheet = sheets[way]
    head, rows = body(sheet)
    top = head[0].row
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == f"${top}:${top}"
    assert sheet.freeze_panes == f"A{top + 1}"
    assert sheet.auto_filter.ref == f"A{top}:H{top + len(rows)}"
    assert len(rows) > 40


@pytest.mark.parametrize("way", WAYS)
def test_columns_colours_of_levels_and_numbers_are_the_same_everywhere(sheets, way):
    sheet = sheets[way]
    head, rows = body(sheet)
    assert [cell.value for cell in head] == [cell.value for cell in body(sheets["own"])[0]]
    known = dict(zip("ABCDEFGH", WIDTHS, strict=True))
    del known["F"]  # openpyxl has it with the one before, which is as wide
    assert {letter: sheet.column_dimensions[letter].width for letter in known} == pytest.approx(
        {letter: width + 5 / 7 for letter, width in known.items()}, abs=0.01
    )
    assert {row[0].value for row in rows} == set(FILLS)
    for row in rows:
        assert row[0].fill.fgColor.rgb == FILLS[row[0].value]
        for cell in row[4:6]:
            if isinstance(cell.value, int | float):
                whole = isinstance(cell.value, int) or cell.value.is_integer()
                assert cell.number_format == ("#,##0" if whole else "#,##0.00####")
                assert (cell.alignment.horizontal, cell.alignment.indent) == ("right", 1)
        assert all(cell.border.left.style == "thin" and cell.alignment.wrap_text for cell in row)
        assert row[1].hyperlink is not None


@pytest.mark.parametrize("way", WAYS)
def test_rows_are_as_high_as_their_longest_text(sheets, way):
    """By the narrowest that text can be: 0.4 of its size a character, 1.2 of its size a line."""
    sheet = sheets[way]
    size = body(sheet)[1][0][2].font.sz
    for row in body(sheet)[1]:
        lines = max(
            ceil(len(str(cell.value)) * 0.4 * size / (width * 7 * 0.75))
            for cell, width in zip(row, WIDTHS, strict=True)
            if isinstance(cell.value, str)
        )
        assert sheet.row_dimensions[row[0].row].height >= lines * 1.2 * size


def test_the_filled_workbook_keeps_its_own_names_and_follows_the_schema(written, workbooks):
    before = openpyxl.load_workbook(workbooks / SOURCE)
    after = openpyxl.load_workbook(written["filled"])
    assert {name: text.attr_text for name, text in before.defined_names.items()} == {
        name: text.attr_text for name, text in after.defined_names.items()
    }
    for sheet in before:
        assert after[sheet.title].print_title_rows == sheet.print_title_rows
    # A font that is derived has the order of the one it is derived from, here not that of the schema.
    new = faults(written["filled"].read_bytes()) - faults((workbooks / SOURCE).read_bytes())
    assert {fault for fault in new if "/fonts/font " not in fault} == set()


def test_links_of_the_filled_workbook_stay_in_it(sheets):
    for row in body(sheets["filled"])[1]:
        assert row[1].hyperlink.location.startswith("'")
        assert row[1].hyperlink.target is None


def test_without_a_finding_it_says_so(tmp_path):
    write_findings({"x.xlsx": sc.DaftarTemuan([])}, tmp_path / "nol.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "nol.xlsx")["Temuan"]
    assert [cell.value for cell in sheet["A"]] == ["Tingkat", "Tidak ada temuan."]


def test_only_the_renderer_speaks_to_xlsxwriter():
    source = Path(sc.__file__).parent
    users = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"^\s*(?:import|from) xlsxwriter", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert users == {"writing/book.py", "writing/charts.py"}
