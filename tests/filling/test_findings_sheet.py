"""The findings as a sheet of the filled workbook, where they are asked for."""

from __future__ import annotations

import warnings

import openpyxl

import sakipcalc as sc


def test_the_findings_come_as_a_sheet_where_they_are_asked_for(workbooks, tmp_path):
    template = workbooks / "bogorejo-2024-kosong.xlsx"
    report = sc.fill(template, tmp_path / "isi.xlsx", temuan=True)
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(tmp_path / "isi.xlsx")
    rows = list(book["Temuan"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(report.temuan.unfolded)
    links = [cell.hyperlink.location for row in book["Temuan"].iter_rows() for cell in row if cell.hyperlink]
    assert any(link.startswith("'Tabel 3.2'!") for link in links)
    sc.fill(tmp_path / "isi.xlsx", tmp_path / "lagi.xlsx", temuan=True)
    assert (tmp_path / "lagi.xlsx").read_bytes() == (tmp_path / "isi.xlsx").read_bytes()
