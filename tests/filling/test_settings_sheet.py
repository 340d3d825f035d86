"""The sheet Pengaturan of a filled workbook: it says what holds, and holding it changes nothing."""

from __future__ import annotations

import io

import openpyxl
import pytest

import sakipcalc as sc

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def test_the_choices_that_hold_are_added_and_change_nothing(workbooks):
    template = workbooks / "bogorejo-2024-kosong.xlsx"
    plain, stated = (sc.fill(template, io.BytesIO(), pengaturan=asked) for asked in (False, True))
    again = sc.read(stated.workbook_bytes)
    assert {one.name for one in again.settings} >= {"turun", "efisiensi", "triwulan"}
    assert sc.compute(again).metode == plain.hasil.metode
    assert sc.compute(again).as_dict() == plain.hasil.as_dict()
    assert list(sc.audit(again)) == list(plain.temuan)


def test_what_the_unit_writes_there_is_followed_and_never_written_over(workbooks, tmp_path):
    filled = tmp_path / "isi.xlsx"
    sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", filled, pengaturan=True)
    book = openpyxl.load_workbook(filled)
    sheet = book["Pengaturan"]
    cap = next(row for row in sheet.iter_rows() if row[0].value == "batas")
    cap[1].value = 110
    book.save(filled)
    report = sc.fill(filled, io.BytesIO(), pengaturan=True, on_conflict="replace")
    assert report.hasil.capaian["capaian"].max() == 110
    assert "settings-sheet-kept" in report.notes


def test_the_sheet_prints_on_its_page_and_says_what_may_be_written(workbooks):
    stream = io.BytesIO()
    sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", stream, pengaturan=True)
    sheet = openpyxl.load_workbook(stream)["Pengaturan"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("Tautan" in text for text in texts)
    assert any("rata_biasa" in text or "/" in text for text in texts)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
