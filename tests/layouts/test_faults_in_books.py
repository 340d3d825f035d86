"""One wrong figure at a time in whole workbooks of foreign hands: it is found where it stands."""

from __future__ import annotations

import io
from functools import cache

import openpyxl
import pytest

import sakipcalc as sc

from .ukur.other_offices import foreign_forms

#: By workbook: sheet and cell, what is written there instead, and the cell at which it is told.
FAULTS = {
    "dinas dengan enam lembar": (
        ("PK", "D3", 65, "PK!D3"),
        ("Renstra", "I5", 61.5, "Renstra!I5"),
        ("Ukur", "E4", 96, "Ukur!E4"),
        ("Ukur", "E6", 90, "Ukur!E6"),
        ("Banding", "E3", 64, "Banding!E3"),
        ("Akhir", "E5", 79, "Akhir!E5"),
        ("Keuangan", "D8", "1.153.000.000", "Keuangan!D8"),
        ("Keuangan", "E6", "91,00", "Keuangan!E6"),
        ("Efisiensi", "C3", 94, "Efisiensi!C3"),
        ("Efisiensi", "G3", 6, "Efisiensi!G3"),
        ("Efisiensi", "F4", 91, "Efisiensi!F4"),
    ),
    "tabel berurutan dalam satu sheet": (
        ("Lampiran", "E5", 83, "Lampiran!E5"),
        ("Lampiran", "F11", 103, "Lampiran!F11"),
        ("Lampiran", "F20", 8, "Lampiran!F20"),
        ("Lampiran", "E24", 97, "Lampiran!E24"),
        ("Lampiran", "D27", 2090500000, "Lampiran!D27"),
    ),
    "jumlah tiap program di bawah kegiatannya": (
        ("D", "C6", 860000000, "D!C6"),
        ("D", "D9", 169000000, "D!D9"),
        ("D", "C10", 1100000000, "D!C10"),
    ),
    "inspektorat, nama berbeda": (
        ("SS1", "D5", 104, "SS1!D5"),
        ("Anggaran", "D6", 1257000000, "Anggaran!D6"),
        ("Anggaran", "E5", 94, "Anggaran!E5"),
    ),
}


@cache
def book(name: str) -> bytes:
    return next(one.data for one in foreign_forms() if name in one.kind)


@pytest.mark.parametrize(
    ("name", "fault"), [(name, fault) for name, faults in FAULTS.items() for fault in faults]
)
def test_a_wrong_figure_is_found_where_it_stands(name, fault):
    sheet, cell, wrong, told = fault
    changed = openpyxl.load_workbook(io.BytesIO(book(name)))
    changed[sheet][cell] = wrong
    written = io.BytesIO()
    changed.save(written)
    errors = sc.audit(sc.read(written.getvalue())).at_least("galat")
    assert told in {f"{place.sheet}!{place.cell}" for one in errors for place in one.places}
    assert len(errors) <= 2  # what follows from a figure may be wrong with it


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_is_accused_where_nothing_is_wrong(name):
    assert sc.audit(sc.read(book(name))).at_least("galat") == ()
