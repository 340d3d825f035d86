"""Draws the pictures of the READMEs and of pengisian.md from the real template: python docs/gambar.py

Needs LibreOffice (soffice), poppler (pdftoppm, pdftotext) and Pillow. The spreadsheet
is shown as a reader in Indonesia sees it, with a comma before the decimals.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter
from PIL import Image, ImageChops

import sakipcalc as sc

HERE = Path(__file__).parent
TEMPLATE = HERE.parent / "workbooks" / "bogorejo-2024-kosong.xlsx"
DPI, COLOURS, MARGIN = 96, 48, 8
#: Picture, workbook, table, and how much of its page from the top is shown: the table, without the
#: signature below it.
PICTURES = (
    ("tabel-3.2-sebelum.png", "templat", "Tabel 3.2", 0.34),
    ("tabel-3.2-sesudah.png", "terisi", "Tabel 3.2", 0.34),
    ("tabel-3.3-sebelum.png", "templat", "Tabel 3.3", 0.73),
    ("tabel-3.3.png", "terisi", "Tabel 3.3", 0.73),
    ("tabel-3.7.png", "terisi", "Tabel 3.7", 0.36),
    ("tabel-3.8-sebelum.png", "templat", "Tabel 3.8", 0.9),
    ("tabel-3.8-sesudah.png", "terisi", "Tabel 3.8", 0.9),
    ("tabel-3.9-sebelum.png", "templat", "Tabel 3.9", 0.581),
    ("tabel-3.9-sesudah.png", "terisi", "Tabel 3.9", 0.581),
    ("lima-belas-indikator.png", "bertambah", "Tabel 3.2", 0.93),
)
#: Fifteen indicators for the two rows of the template's Tabel 3.2.
FIFTEEN = HERE / "lima-belas-indikator.csv"
INDONESIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop>
</item>
</oor:items>
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(TEMPLATE, folder / "templat.xlsx")
        sc.fill(TEMPLATE, folder / "terisi.xlsx")
        sc.fill(TEMPLATE, folder / "bertambah.xlsx", data=fifteen(folder / "data.xlsx"))
        to_pdf([folder / f"{book}.xlsx" for book in ("templat", "terisi", "bertambah")], folder)
        for picture, book, table, share in PICTURES:
            page = draw(folder / f"{book}.pdf", table, folder)
            shown = trim(page.crop((0, 0, page.width, round(page.height * share))))
            target = HERE / "gambar" / picture
            shown.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
            print(f"{target.name}: {shown.width} x {shown.height}, {target.stat().st_size} bytes")


def fifteen(path: Path) -> Path:
    """Write a workbook with fifteen indicators, and nothing else, and return its path."""
    heads = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]
    with FIFTEEN.open(encoding="utf-8") as file, xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Sampul").write_column(0, 0, ["KECAMATAN BOGOREJO", "TAHUN 2024"])
        page = book.add_worksheet("Tabel 3.2")
        page.write_string(0, 0, "Tabel 3.2 Hasil Pengukuran Indikator Kinerja")
        page.write_row(1, 0, heads)
        for n, row in enumerate(csv.DictReader(file, delimiter=";"), 1):
            page.write_number(n + 1, 0, n)
            page.write_string(n + 1, 1, row["sasaran"])
            page.write_string(n + 1, 2, row["indikator"])
            page.write_number(n + 1, 3, float(row["target"]))
            page.write_number(n + 1, 4, float(row["realisasi"]))
    return path


def to_pdf(workbooks: list[Path], folder: Path) -> None:
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(INDONESIAN, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *workbooks)


def draw(pdf: Path, table: str, folder: Path) -> Image.Image:
    """Return the first page whose footer names the table."""
    pages = run("pdftotext", "-layout", pdf, "-").split("\f")
    number = next(n for n, text in enumerate(pages, 1) if f"- {table} " in text)
    run("pdftoppm", "-r", DPI, "-f", number, "-l", number, "-singlefile", "-png", pdf, folder / "page")
    return Image.open(folder / "page.png").convert("RGB")


def trim(page: Image.Image) -> Image.Image:
    """Return a picture without its white margins, but for a little."""
    left, top, right, bottom = ImageChops.invert(page).getbbox() or (0, 0, *page.size)
    return page.crop((left - MARGIN, top - MARGIN, right + MARGIN, min(bottom + MARGIN, page.height)))


def run(program: str, *arguments: object) -> str:
    found = shutil.which(program)
    if found is None:
        sys.exit(f"{program} is not installed")
    command = [found, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 -- our own words


if __name__ == "__main__":
    main()
