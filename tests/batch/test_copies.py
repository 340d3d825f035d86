"""A workbook that was copied from another unit is named; units that are alike by chance are not."""

from __future__ import annotations

import pytest

import sakipcalc as sc


@pytest.fixture
def audited(as_file, consistent, tmp_path):
    def run(*units):
        for at, (name, figures) in enumerate(units):
            sheets = {sheet: [list(row) for row in rows] for sheet, rows in consistent.items()}
            sheets["Sampul"][0] = [name]
            for row, figure in zip(sheets["Tabel 3.2"][2:], figures, strict=True):
                row[5] = figure
            as_file(sheets, f"u{at}.xlsx")
        batch = sc.audit_many(tmp_path, jobs=1, progress=False)
        found = batch.temuan
        return found[found["kode"] == "salinan-unit-lain"]

    return run


def test_figures_of_another_unit_are_named(audited):
    found = audited(("DINAS SATU", (87.36, 8)), ("DINAS DUA", (87.36, 8)), ("DINAS TIGA", (87.35, 8)))
    assert found["nama"].str.casefold().tolist() == ["dinas dua"]
    assert "dinas satu" in found["pesan"].iloc[0].casefold()


def test_one_unit_twice_and_round_figures_are_no_copies(audited):
    assert audited(("DINAS SATU", (87.36, 8)), ("DINAS SATU", (87.36, 8))).empty


def test_round_figures_alike_are_chance(audited):
    assert audited(("DINAS SATU", (100, 8)), ("DINAS DUA", (100, 8))).empty
