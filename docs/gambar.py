"""Draws the pictures of the READMEs from the real template: python docs/gambar.py

Needs LibreOffice (soffice), poppler (pdftoppm, pdftotext) and Pillow. The spreadsheet
is shown as a reader in Indonesia sees it, with a comma before the decimals.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

import sakipcalc as sc

HERE = Path(__file__).parent
TEMPLATE = HERE.parent / "workbooks" / "bogorejo-2024-kosong.xlsx"
DPI, COLOURS, MARGIN = 96, 48, 8
#: Picture, table, whether it is filled, and how much of its page from the top is shown:
#: the table, without the signature below it.
PICTURES = (
    ("tabel-3.2-sebelum.png", "Tabel 3.2", False, 0.34),
    ("tabel-3.2-sesudah.png", "Tabel 3.2", True, 0.34),
    ("tabel-3.3.png", "Tabel 3.3", True, 0.73),
    ("tabel-3.7.png", "Tabel 3.7", True, 0.36),
)
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
        filled = folder / "terisi.xlsx"
        sc.fill(TEMPLATE, filled)
        pdf = {False: to_pdf(TEMPLATE, folder), True: to_pdf(filled, folder)}
        for picture, table, is_filled, share in PICTURES:
            page = draw(pdf[is_filled], table, folder)
            shown = trim(page.crop((0, 0, page.width, round(page.height * share))))
            target = HERE / "gambar" / picture
            shown.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
            print(f"{target.name}: {shown.width} x {shown.height}, {target.stat().st_size} bytes")


def to_pdf(workbook: Path, folder: Path) -> Path:
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(INDONESIAN, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, workbook)
    return folder / f"{workbook.stem}.pdf"


def draw(pdf: Path, table: str, folder: Path) -> Image.Image:
    """Return the first page whose footer names the table."""
    pages = run("pdftotext", "-layout", pdf, "-").split("\f")
    number = next(n for n, text in enumerate(pages, 1) if f"- {table} " in text)
    run("pdftoppm", "-r", DPI, "-f", number, "-l", number, "-singlefile", "-png", pdf, folder / "page")
    return Image.open(folder / "page.png").convert("RGB")


def trim(page: Image.Image) -> Image.Image:
    """Return a picture without its white margins, but for a little."""
    left, top, right, bottom = ImageChops.invert(page).getbbox() or (0, 0, *page.size)
    return page.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))


def run(program: str, *arguments: object) -> str:
    found = shutil.which(program)
    if found is None:
        sys.exit(f"{program} is not installed")
    command = [found, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 -- our own words


if __name__ == "__main__":
    main()
