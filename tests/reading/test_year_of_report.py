"""The year of the report is not that of a regulation that the workbook quotes."""

from __future__ import annotations

import pytest

import sakipcalc as sc


def test_a_filled_workbook_with_its_findings_keeps_its_year(workbooks, tmp_path):
    """The sheet Temuan quotes PermenPANRB Nomor 53 Tahun 2014 many times over."""
    sc.fill(workbooks / "bogorejo-2024-tercetak.xlsx", tmp_path / "terisi.xlsx", temuan=True)
    assert sc.read(tmp_path / "terisi.xlsx").entitas.tahun == 2024


@pytest.mark.parametrize(
    "quoted",
    [
        "Permen PANRB Nomor 53 Tahun 2014",
        "Perbup No. 82 Tahun 2021",
        "Perpres nomor 29 TAHUN 2014",
        "Perda no 5/2 tahun 2019",
    ],
)
def test_regulations_on_the_cover_do_not_count(consistent, as_file, quoted):
    consistent["Sampul"] += [[quoted], [quoted], [quoted]]
    assert sc.read(as_file(consistent)).entitas.tahun == 2024
