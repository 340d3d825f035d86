"""The facts: every cell of the printed report as text, and the few that a careful clerk puts right.

A correction is written as the report would have printed it, so that it goes through the same
readers as all other cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

CORRECTIONS: dict[str, dict[str, str]] = {
    # One spelling for one predikat: the drop-down of Tabel 3.2 takes its words from Tabel 3.1.
    "Tabel 3.1": {"C5": "Sangat Baik"},
    "Tabel 3.2": {"G6": "Sangat Baik"},
    "Tabel 4.1": {"G6": "Sangat Baik"},
    # A ratio cannot be read with Tabel 3.6, which is about a difference: both stand side by side.
    "Tabel 3.7": {
        "J6": "Selisih (poin)",
        "J8": "18,2",
        "K6": "Kategori Efisiensi",
        "K8": "Sangat Efisien",
    },
    # Printed without figures; JUMLAH and row 37 of Tabel 2.4 imply these.
    "Tabel 3.9": {"C36": "16.070.000", "D36": "15.990.000", "E36": "99.5"},
}

EXTRA_MERGES: dict[str, tuple[str, ...]] = {"Tabel 3.7": ("J6:J7", "J8:J9", "K6:K7", "K8:K9")}


@dataclass(frozen=True, slots=True)
class Facts:
    """The text of one sheet by cell address, and the ranges it merges."""

    texts: dict[str, str]
    merges: tuple[str, ...]


def read_facts(printed: Path) -> dict[str, Facts]:
    """Read the printed workbook and lay the corrections over it, sheet by sheet, in its order."""
    book = load_workbook(printed)
    return {sheet.title: _facts(sheet) for sheet in book.worksheets}


def _facts(sheet: Worksheet) -> Facts:
    texts = {cell.coordinate: str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    merges = sorted(str(area) for area in sheet.merged_cells.ranges)
    return Facts(
        texts | CORRECTIONS.get(sheet.title, {}),
        (*merges, *EXTRA_MERGES.get(sheet.title, ())),
    )
