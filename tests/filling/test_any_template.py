"""Templates of other offices: three units, each table with its computed cells left empty, come back complete."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest

import sakipcalc as sc

from ..layouts.compare import differences
from ..layouts.draw import draw
from ..layouts.facts import UNITS, unit
from ..layouts.layout import PLAIN, Layout, Style

#: Figures unrounded, so that what is filled is exactly what was left out.
EXACT = Layout(gaya=(Style(desimal=None),))


def filled(name: str, layout: Layout) -> tuple[list[str], bytes, bytes, bytes]:
    """Return what differs after filling, and the template, the result and the result filled again."""
    template = draw(unit(name), layout, None, "template").data
    with TemporaryDirectory() as folder:
        once, twice = Path(folder, "satu.xlsx"), Path(folder, "dua.xlsx")
        sc.fill(template, once)
        sc.fill(once, twice)
        wanted = draw(unit(name), layout, None, "full").harapan
        return differences(sc.read(once), wanted), template, once.read_bytes(), twice.read_bytes()


@pytest.mark.parametrize("name", UNITS)
def test_the_plainest_template_comes_back_complete_and_stays_so(name):
    found, _, once, twice = filled(name, EXACT)
    assert found == []
    assert once == twice


@pytest.mark.parametrize("name", ["dinas", "badan"])
def test_facts_of_another_workbook_fill_a_template_with_rows_that_it_lacks(name, workbooks, tmp_path):
    data = sc.read(draw(unit(name), PLAIN, None, "full").data)
    report = sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", tmp_path / "isi.xlsx", data=data)
    result = sc.read(tmp_path / "isi.xlsx")
    wanted, there = (
        {row.teks("indikator") for row in one.cari("3.2").baris if row.teks("indikator")}
        for one in (data, result)
    )
    # A row of the template that is about the same indicator keeps the name that it has.
    assert len(wanted - there) <= 2 < len(wanted)
    assert len(there) >= len(wanted)
    assert report.baris_baru
    assert report.hasil.laporan.entitas == result.entitas
    with zipfile.ZipFile(tmp_path / "isi.xlsx") as package:
        assert package.testzip() is None


def test_the_findings_come_as_a_sheet_where_they_are_asked_for(workbooks, tmp_path):
    template = workbooks / "bogorejo-2024-kosong.xlsx"
    report = sc.fill(template, tmp_path / "isi.xlsx", temuan=True)
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(tmp_path / "isi.xlsx")
    rows = list(book["Temuan"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(report.temuan)
    links = [cell.hyperlink.location for row in book["Temuan"].iter_rows() for cell in row if cell.hyperlink]
    assert any(link.startswith("'Tabel 3.2'!") for link in links)
    sc.fill(tmp_path / "isi.xlsx", tmp_path / "lagi.xlsx", temuan=True)
    assert (tmp_path / "lagi.xlsx").read_bytes() == (tmp_path / "isi.xlsx").read_bytes()
