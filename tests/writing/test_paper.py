"""Workbooks on paper, as LibreOffice prints them: readable text, whole charts, words for codes."""

from __future__ import annotations

import re
import shutil
import subprocess

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.sheets.outsheet import F4, Chart, OutSheet, PageSetup
from sakipcalc.sheets.paper import pages_of, readable_widths

#: Widths of the columns of the paper [inches] that Excel and LibreOffice leave between these margins.
A4_WIDE = 11.69 - 1.0


def printed_inches(widths):
    return sum(width * 7 + 5 for width in widths) / 96


@pytest.mark.parametrize("widths", [(20, 80, 120), (14, 14, 200, 60, 60), (40,) * 7])
def test_columns_give_way_until_ten_points_print_as_eight(widths):
    made = readable_widths(OutSheet(name="a", widths=widths))
    assert printed_inches(made) * 0.8 <= A4_WIDE
    assert min(made) >= min(14, *widths)


def test_a_wider_paper_leaves_more_room():
    narrow, wide = (
        readable_widths(OutSheet(name="a", widths=(20, 120, 120), page=PageSetup(paper=paper)))
        for paper in (9, F4)
    )
    assert sum(wide) > sum(narrow)


def test_many_columns_of_figures_go_onto_pages_side_by_side():
    sheet = OutSheet(name="a", widths=(14,) * 30)
    assert readable_widths(sheet) == [14] * 30
    assert pages_of(sheet, {}).abreast > 1


def test_a_chart_that_does_not_fit_any_more_begins_a_page():
    charts = [Chart(kind="bar", title="x", row=row, col=0, series=()) for row in (10, 30, 50)]
    pages = pages_of(OutSheet(name="a", widths=(60, 60), charts=charts), {})
    assert pages.breaks == (30, 50)


@pytest.fixture(scope="module")
def printed(tmp_path_factory, workbooks):
    """The workbooks that the library makes, and the words of each page with their heights [points]."""
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("needs LibreOffice and pdftotext")
    folder = tmp_path_factory.mktemp("kertas")
    source = workbooks / "bogorejo-2024.xlsx"
    sc.write_report(source, folder / "laporan.xlsx")
    sc.write_findings({str(source): sc.audit(source)}, folder / "temuan.xlsx")
    sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", folder / "isi.xlsx", temuan=True, pengaturan=True)
    books = [str(path) for path in sorted(folder.glob("*.xlsx"))]
    home = f"-env:UserInstallation=file://{folder}/lo"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *books]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder


def pages(folder, name):
    pdf = folder / f"{name}.pdf"
    told = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    for page in told.split("<page ")[1:]:
        words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)<', page)
        yield [(float(bottom) - float(top), word) for top, bottom, word in words]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["laporan", "temuan", "isi"])
def test_no_text_that_the_library_sets_prints_below_eight_points(printed, name):
    own = [page for page in pages(printed, name) if name != "isi" or page[0][1] in {"Tingkat", "Pengaturan"}]
    assert own
    # A line of text is somewhat higher than its letters: 1.15 times in Arial, 1.22 in Calibri.
    assert min(height for page in own for height, _ in page) >= 8 * 1.15


@pytest.mark.libreoffice
def test_heads_stand_on_every_page_of_the_findings(printed):
    for page in pages(printed, "temuan"):
        assert {"Tingkat", "Tempat", "Temuan"} <= {word for _, word in page}


def test_a_template_begins_with_how_it_is_filled_in_and_holds_a_large_programme(tmp_path):
    sc.write_template(tmp_path / "t.xlsx", tahun=2025, indikator=1, program=1)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames[:2] == ["Petunjuk", "Sampul"]
    listed = [cell.value for cell in book["Sampul"]["B"]]
    assert {"Petunjuk", "Tabel 2.4", "Pengaturan"} <= set(listed)
    lines = [row for row in book["Tabel 2.4"].iter_rows(min_row=5) if row[-1].border.top.style]
    assert len(lines) == 1 + 6 * (1 + 7)
    heads = [cell.value for row in book["PK Kepala Perangkat Daerah"].iter_rows(max_row=6) for cell in row]
    assert heads.index("Tujuan") < heads.index("Sasaran Strategis") < heads.index("Indikator Kinerja")
