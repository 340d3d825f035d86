"""Findings as a workbook and as the rows of a sheet."""

from __future__ import annotations

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.core.findings import LINK_COLUMN


@pytest.fixture
def wrong(as_file, consistent):
    """A workbook with two errors, one of them text that looks like a formula."""
    consistent["Tabel 3.2"][2][7] = "-2+3"
    consistent["Tabel 3.2"][3][7] = "+cmd|' /C calc'!A0"
    return as_file(consistent, "sala#h.xlsx")


def rows(path):
    sheet = openpyxl.load_workbook(path)["Temuan"]
    return [[cell.value for cell in row] for row in sheet.rows], sheet


def test_one_row_for_each_finding_with_a_link_to_its_cell(wrong, tmp_path):
    output = tmp_path / "hasil" / "temuan.xlsx"
    temuan = sc.audit(sc.read(wrong))
    assert main(["audit", str(wrong), "--format", "xlsx", "-o", str(output)]) == 1
    (header, *body), sheet = rows(output)
    assert header[:4] == ["Tingkat", "Tempat", "Temuan", "Yang perlu dilakukan"]
    assert [row[2] for row in body] == [t.message() for t in temuan]
    link = sheet.cell(2, LINK_COLUMN + 1).hyperlink
    assert (link.target.replace("\\", "/"), link.location) == ("../sala%23h.xlsx", "'Tabel 3.2'!H3")


def test_text_of_the_workbook_never_becomes_a_formula(wrong, tmp_path):
    output = tmp_path / "temuan.xlsx"
    main(["audit", str(wrong), "--format", "xlsx", "-o", str(output)])
    _, sheet = rows(output)
    kinds = {cell.data_type for row in sheet.rows for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert "+cmd|' /C calc'!A0" in {cell.value for row in sheet.rows for cell in row}


def test_several_workbooks_share_one_sheet_and_each_row_names_its_own(as_file, consistent, tmp_path):
    consistent["Tabel 2.3"][2][5] = 85
    books = [str(as_file(consistent, name)) for name in ("a.xlsx", "b.xlsx")]
    output = tmp_path / "temuan.xlsx"
    assert main(["audit", *books, "--format", "xlsx", "-o", str(output), "--lang", "en", "--quiet"]) == 1
    (header, *body), _ = rows(output)
    assert header[0] == "File"
    assert [row[0] for row in body] == ["a.xlsx", "b.xlsx"]
    assert body[0][5:7] == [85, "84 in another table"]


def test_an_existing_output_is_kept_unless_it_may_be_replaced(wrong, tmp_path, capsys):
    output = tmp_path / "temuan.xlsx"
    output.write_bytes(b"mine")
    command = ["audit", str(wrong), "--format", "xlsx", "-o", str(output)]
    assert main(command) == 2
    assert output.read_bytes() == b"mine"
    assert main([*command, "--overwrite"]) == 1
    assert capsys.readouterr().err


@pytest.mark.parametrize("options", [("--format", "xlsx"), ("-o", "temuan.xlsx")])
def test_the_format_and_the_output_go_together(wrong, options, capsys):
    assert main(["audit", str(wrong), *options]) == 2
    assert "--format xlsx" in capsys.readouterr().err


def test_rows_of_a_sheet_for_filling_to_reuse(as_file, consistent):
    consistent["Tabel 2.3"][2][5] = 85
    header, row = sc.audit(sc.read(as_file(consistent))).sheet_rows("en")
    assert header.link is None
    assert len(header.values) == len(row.values)
    assert row.values[LINK_COLUMN] == str(row.link) == "Tabel 2.3!F3"


def test_a_finding_of_a_rule_names_the_rule(as_file, consistent):
    consistent["Tabel 3.2"][2][6] = 103
    (finding,) = sc.audit(sc.read(as_file(consistent)))
    assert "Kebiasaan laporan kinerja" in finding.citation
    assert sc.audit(sc.read(as_file(consistent))).records()[0]["rujukan"] == finding.citation
