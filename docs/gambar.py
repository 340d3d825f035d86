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
from typing import TYPE_CHECKING

import xlsxwriter
from PIL import Image, ImageChops

import sakipcalc as sc
from sakipcalc.excel import Editor, Package

if TYPE_CHECKING:
    from collections.abc import Callable

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
#: What a newcomer types, sheet by sheet.
TYPED: dict[str, dict[str, str | float]] = {
    "Sampul": {"C4": "Kecamatan Bogorejo", "C5": "Kabupaten Blora"},
    "Tabel 2.1": {
        "B6": "Meningkatnya kepuasan masyarakat", "D6": "Indeks Kepuasan Masyarakat", "E6": "Indeks",
        "G6": 87, "H6": 90, "I6": 92, "J6": 94, "K6": 96,
        "B7": "Terwujudnya birokrasi yang akuntabel", "D7": "Nilai SAKIP", "E7": "Nilai",
        "G7": 68, "H7": 69, "I7": 70, "J7": 71, "K7": 72,
    },
    "Tabel 2.4": {
        "B5": "Program Pelayanan Publik", "B6": "Pelayanan Kecamatan",
        "B7": "Pelayanan perizinan", "F7": 1_530_000_000, "B8": "Survei kepuasan", "F8": 600_000_000,
    },
    "Tabel 3.2": {
        "E5": "naik", "G5": 97.25, "J5": "e-SKM", "E6": "naik", "G6": 83.75, "J6": "Evaluasi Inspektorat",
    },
    "Tabel 3.9": {"E7": 1_421_414_021, "E8": 591_382_467},
}  # fmt: skip
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
            keep(shown, target)
        newcomer(folder)


def keep(shown: Image.Image, target: Path) -> None:
    shown.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.name}: {shown.width} x {shown.height}, {target.stat().st_size} bytes")


def newcomer(folder: Path) -> None:
    """Draw the pictures of mulai.md: a small template, typed in, and what follows by itself."""
    blank, typed, filled = (folder / f"{name}.xlsx" for name in ("kosong", "diketik", "lengkap"))
    sc.write_template(blank, tahun=2024, indikator=3, program=1, kegiatan=1, sub_kegiatan=2, penunjang=1)
    typed.write_bytes(typed_in(blank))
    sc.fill(typed, filled)
    to_pdf([blank, filled], folder)
    for picture, source, caption in (
        ("mulai-1-kosong.png", blank, "Tabel 3.2 Hasil"),
        ("mulai-2-rencana.png", filled, "Tabel 2.1 Tujuan"),
        ("mulai-3-capaian.png", filled, "Tabel 3.2 Hasil"),
        ("mulai-4-efisiensi.png", filled, "Tabel 3.7 Perbandingan"),
    ):
        page = page_with(
            source.with_suffix(".pdf"),
            folder,
            lambda text, wanted=caption: (
                text.strip().startswith(("Kecamatan Bogorejo", wanted)) and wanted in text
            ),
        )
        keep(trim(page.crop((0, 0, page.width, round(page.height * 0.6)))), HERE / "gambar" / picture)


def typed_in(blank: Path) -> bytes:
    """Return the template with what a person types into its yellow cells."""
    editor = Editor(Package.open(blank))
    for sheet, cells in TYPED.items():
        for cell, value in cells.items():
            if isinstance(value, str):
                editor.set_text(sheet, cell, value)
            else:
                editor.set_number(sheet, cell, value)
    return editor.to_bytes()


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
    return page_with(pdf, folder, lambda text: f"- {table} " in text)


def page_with(pdf: Path, folder: Path, wanted: Callable[[str], bool]) -> Image.Image:
    """Return the first page whose text is wanted."""
    pages = run("pdftotext", "-layout", pdf, "-").split("\f")
    number = next(n for n, text in enumerate(pages, 1) if wanted(text))
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
