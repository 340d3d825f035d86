"""Writes the workbooks beside this script: one .xlsx, and what LibreOffice makes of it.

    PYTHONPATH=src python tests/reading/kinds/make.py

Real annex sheets of Kecamatan Bogorejo, and one sheet of oddities. Needs LibreOffice; the
tests that read the result do not.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

from sakipcalc.excel import Package
from sakipcalc.reading.workbook import grids

HERE = Path(__file__).parent
SOURCE = HERE.parents[2] / "workbooks" / "bogorejo-2024-tercetak.xlsx"
SHEETS = ("Tabel 2.1", "Tabel 3.1", "Tabel 3.2", "Tabel 3.7", "Tabel 3.9")


def main() -> None:
    path = HERE / "lampiran.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": dt.datetime(2024, 12, 31, tzinfo=dt.UTC)})
        for grid in grids(Package.open(SOURCE)):
            if grid.sheet in SHEETS:
                copy(book, grid)
        oddities(book)
    for form in ("xls", "ods"):
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form,
                 "--outdir", HERE, path],
                check=True, capture_output=True, timeout=180,
            )  # fmt: skip
    sys.stdout.write(f"{sum(p.stat().st_size for p in HERE.glob('lampiran.*'))} bytes\n")


def copy(book, grid) -> None:
    page = book.add_worksheet(grid.sheet)
    for cell in grid.cells.values():
        look = {"num_format": cell.format, "indent": cell.indent} | (
            {"bg_color": f"#{cell.fill}"} if cell.fill else {}
        )
        style = book.add_format(look)
        row, col, bottom, right = cell.row - 1, cell.col - 1, cell.bottom - 1, cell.right - 1
        if (row, col) != (bottom, right):
            page.merge_range(row, col, bottom, right, "", style)
        if cell.raw is None:
            page.write_blank(row, col, None, style)
        elif isinstance(cell.raw, str):
            page.write_string(row, col, cell.raw, style)
        else:
            page.write_number(row, col, cell.raw, style)


def oddities(book) -> None:
    page = book.add_worksheet("Aneka")
    percent, money = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "#,##0"})
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row("A1", ["Persen", "Uang", "Tanggal", "Galat", "Benar", "Rumus", "Teks"])
    page.write_number("A2", 0.945, percent)
    page.write_number("B2", 2_012_796_488, money)
    page.write_datetime("C2", dt.datetime(2024, 12, 31), date)  # noqa: DTZ001 -- Excel knows no zones
    page.write_formula("D2", "=1/0", None, "#DIV/0!")
    page.write_boolean("E2", True)
    page.write_formula("F2", "=SUM(B2:B3)", money, 2_012_796_500)
    page.write_string("G2", "  dua  spasi\nbaris <kedua> & 97,25 %")
    page.write_number("B3", 12, money)
    page.write_formula("F3", '=IF(\'Tabel 3.2\'!E6="","",$B$3/B2*100)', None, 5.9618545519e-07)
    page.write_formula("G3", '=""', None, "")
    for row, steps in enumerate((0, 1, 2, 3), 4):
        page.write_string(row, 0, f"Tingkat {steps}", book.add_format({"indent": steps}))
    page.set_column("I:J", None, None, {"hidden": True})
    page.set_row(2, None, None, {"hidden": True})
    hidden = book.add_worksheet("Tersembunyi")
    hidden.write_string("B2", "lembar tersembunyi")
    hidden.hide()


if __name__ == "__main__":
    main()
