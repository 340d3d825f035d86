"""What the tests share: the real workbooks, and LibreOffice as an independent reader."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, settings

from sakipcalc.base.collecting import collect_seldom

# By day the same examples each time and no clock, so that a busy machine fails nothing; by night others.
settings.register_profile("day", deadline=None, derandomize=True)
settings.register_profile("night", deadline=None)
# Under tests.trust.mutants, which sets this variable, the smallest example that shows a mutant is not looked for.
settings.register_profile(
    "mutants",
    parent=settings.get_profile("day"),
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
_USUAL = "night" if os.environ.get("SAKIPCALC_NIGHTLY") else "day"
settings.load_profile("mutants" if "SAKIPCALC_MUTANTS" in os.environ else _USUAL)


def pytest_collection_finish() -> None:
    """Look for cycles seldom: with all that the suite has loaded, each look costs as much as a small workbook."""
    collect_seldom()


WORKBOOKS = Path(__file__).parent.parent / "workbooks"


@pytest.fixture(scope="session")
def workbooks() -> Path:
    return WORKBOOKS


@pytest.fixture(scope="session", params=["tercetak", "isi", "kosong"])
def any_workbook(request: pytest.FixtureRequest) -> Path:
    name = {"tercetak": "-tercetak", "isi": "", "kosong": "-kosong"}[request.param]
    return WORKBOOKS / f"bogorejo-2024{name}.xlsx"


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory):
    """Return a function that converts a file with LibreOffice and gives the new path."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed; .ci/run installs it")
    profile = tmp_path_factory.mktemp("profile")

    def convert(source: Path, form: str) -> Path:
        target = tmp_path_factory.mktemp("converted")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless",
             "--convert-to", form, "--outdir", target, source],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return target / f"{source.stem}.{form}"

    return convert


@pytest.fixture
def without_values(tmp_path: Path):
    """Return a function that takes the cached values out of a workbook, so that a stale one cannot pass."""

    def strip(source: Path) -> Path:
        target = tmp_path / "tanpa-nilai.xlsx"
        with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w") as bare:
            for name in whole.namelist():
                data = whole.read(name)
                if name.startswith("xl/worksheets/sheet"):
                    data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
                bare.writestr(name, data)
        return target

    return strip


#: A small, consistent workbook: two sasaran, one of them better when lower, budgets, several years.
CONSISTENT = {
    "Sampul": [["DINAS CONTOH"], ["KABUPATEN SEMARANG"], ["TAHUN 2024"], ["Renstra 2021-2026"]],
    "Tabel 2.1": [
        ["Tabel 2.1 Tujuan dan Sasaran Jangka Menengah"],
        ["No", "Tujuan", "Sasaran", "Indikator Kinerja", 2022, 2023, 2024, 2025, 2026],
        [1, "Pelayanan prima", None, "Indeks Kepuasan Masyarakat", 80, 82, 84, 86, 88],
        [2, "Warga sejahtera", None, "Angka kemiskinan", 12, 11, 10, 9, 8],
    ],
    "Tabel 2.3": [
        ["Tabel 2.3 Tujuan/Sasaran Kinerja Tahun 2024"],
        ["No", "Tujuan", "Sasaran", "Indikator Kinerja", "Satuan", "Target"],
        [1, "Pelayanan prima", None, "Indeks Kepuasan Masyarakat", "Indeks", 84],
        [2, "Warga sejahtera", None, "Angka kemiskinan", "%", 10],
    ],
    "Tabel 3.2": [
        ["Tabel 3.2 Hasil Pengukuran Indikator Kinerja"],
        ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Arah", "Target", "Realisasi", "Capaian %", "Kategori"],
        [1, "Pelayanan prima", "SKM", "naik", 84, 87.36, 104, "Sangat Baik"],
        [2, "Warga sejahtera", "Angka kemiskinan", "turun", 10, 8, 120, "Sangat Baik"],
    ],
    "Tabel 3.7": [
        ["Tabel 3.7 Perbandingan Pencapaian Kinerja dan Anggaran"],
        ["No", "Tujuan/Sasaran", "Kinerja", None, None, "Anggaran", None, None, "Tingkat Efisiensi", "Selisih"],
        [None, None, "Target", "Realisasi", "% Capaian", "Anggaran (Rp)", "Realisasi (Rp)", "% Capaian", None, None],
        [1, "Pelayanan prima", 84, 87.36, 104, 1000, 800, 80, 1.3, 24],
        [2, "Warga sejahtera", 10, 8, 120, 500, 500, 100, 1.2, 20],
    ],
    "Tabel 3.9": [
        ["Tabel 3.9 Realisasi Anggaran"],
        ["Sasaran", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"],
        ["Pelayanan prima", "Program Pelayanan", 1000, 800, 80],
        [None, "1. Layanan", 1000, 800, 80],
        [None, "a) Loket", 400, 300, 75],
        [None, "b) Survei", 600, 500, 83.3],
        ["Warga sejahtera", "Program Bantuan", 500, 500, 100],
        [None, "1. Bantuan", 500, 500, 100],
        [None, "a) Beras", 500, 500, 100],
        ["JUMLAH", None, 1500, 1300, 86.7],
    ],
}  # fmt: skip


@pytest.fixture
def consistent() -> dict[str, list[list[object]]]:
    """A fresh copy of the consistent workbook as rows by sheet; a test may change it."""
    return {sheet: [list(row) for row in rows] for sheet, rows in CONSISTENT.items()}


@pytest.fixture
def as_file(tmp_path: Path):
    """Return a function that writes rows by sheet to a workbook; a cell may be (value, format) or '=formula'."""

    def write(sheets: dict[str, list[list[object]]], name: str = "contoh.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            for sheet, rows in sheets.items():
                page = book.add_worksheet(sheet)
                for r, row in enumerate(rows):
                    for c, value in enumerate(row):
                        write_cell(book, page, r, c, value)
        return path

    return write


def write_cell(book, page, row: int, col: int, value: object) -> None:
    style = None
    if isinstance(value, tuple):
        value, number_format = value
        style = book.add_format({"num_format": number_format})
    if value is None:
        if style:
            page.write_blank(row, col, None, style)
    elif isinstance(value, str) and value.startswith("="):
        page.write_formula(row, col, value, style, "")
    elif isinstance(value, str):
        page.write_string(row, col, value, style)
    else:
        page.write_number(row, col, value, style)
