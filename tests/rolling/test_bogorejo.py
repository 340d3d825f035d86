"""The Bogorejo workbook of 2024 becomes that of 2025, and nothing else in it changes."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

import sakipcalc as sc

from ..ooxml.schema import faults

SOURCE = "workbooks/bogorejo-2024.xlsx"


@pytest.fixture(scope="module")
def rolled(tmp_path_factory):
    target = tmp_path_factory.mktemp("2025") / "bogorejo-2025.xlsx"
    report = sc.roll_forward(SOURCE, target)
    return report, sc.read(target), target


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_year_moves_and_the_renstra_stays(rolled):
    report, laporan, _ = rolled
    assert (report.from_year, report.to_year) == (2024, 2025)
    assert (laporan.entitas.tahun, laporan.entitas.renstra) == (2025, (2021, 2026))
    assert laporan.find("2.1").years == (2022, 2023, 2024, 2025, 2026)
    assert laporan.find("3.4").columns[4].heading == "Target Akhir 2026"


def test_the_table_of_several_years_keeps_its_history(rolled):
    _, laporan, _ = rolled
    before, after = sc.read(SOURCE).find("3.3"), laporan.find("3.3")
    assert after.years == (2023, 2024, 2025)
    for old, new in zip(before.rows, after.rows, strict=True):
        for column in ("target", "realisasi", "capaian"):
            for year in (2023, 2024):
                assert new.cells[f"{column}_{year}"].value == old.cells[f"{column}_{year}"].value
    assert [float(row.cells["target_2025"].value) for row in after.rows] == [94, 71]
    assert all(row.cells["realisasi_2025"].empty for row in after.rows)


def test_targets_of_the_new_year_come_from_the_plan(rolled):
    report, laporan, _ = rolled
    assert [float(row.cells["target"].value) for row in laporan.find("2.3").rows] == [94, 98, 71, 100]
    assert [float(row.cells["target"].value) for row in laporan.find("3.2").rows] == [94, 71]
    assert [(one.old, one.new) for one in report.targets] == [("79", "71"), ("91", "94")]
    assert (
        laporan.find("2.3").rows[0].cells["target"].formula == "IF('Tabel 2.1'!H6=\"\",\"\",'Tabel 2.1'!H6)"
    )


def test_inputs_and_results_of_the_old_year_are_gone(rolled):
    _, laporan, _ = rolled
    hasil = sc.compute(laporan)
    assert all(row.realisasi.number is None for row in hasil.capaian_rows)
    assert hasil.total_anggaran.pagu.number is None
    empty = {"3.2": ("realisasi", "capaian", "kategori"), "3.5": ("analisis", "solusi", "capaian")}
    for table, keys in {**empty, "3.9": ("anggaran", "realisasi"), "2.4": ("target", "anggaran")}.items():
        rows = laporan.find(table).rows
        assert all(not row.text(key) for row in rows for key in keys), table
    assert [row.text("sumber_data") for row in laporan.find("3.2").rows] == ["e-SKM", "Evaluasi Inspektorat"]


def test_the_audit_finds_no_year_of_the_old_report(rolled):
    report, _, _ = rolled
    codes = Counter(finding.code for finding in report.temuan)
    assert not codes.keys() & {"tahun-judul", "tahun-kolom", "target-berbeda", "target-tahun-berbeda"}


def test_dates_are_left_and_listed(rolled):
    report, _, _ = rolled
    assert {one.text for one in report.leftovers} == {"Blora, 3 Februari 2024"}
    assert set(report.frame["jenis"]) == {"judul", "riwayat", "target", "dikosongkan", "sisa"}


def test_headers_and_footers_of_pages_move_too(rolled):
    _, _, path = rolled
    for name, content in parts(path).items():
        if name.startswith("xl/worksheets/sheet"):
            assert re.search(rb"<oddFooter>[^<]*Tahun 2025", content)


def test_all_other_parts_keep_their_bytes_and_no_formula_stores_an_old_figure(rolled):
    _, _, path = rolled
    old, new = parts(SOURCE), parts(path)
    changed = {name for name in old if old[name] != new.get(name)}
    other = {name for name in changed if not name.startswith("xl/worksheets/")}
    assert other <= {"xl/workbook.xml", "xl/calcChain.xml", "docProps/core.xml", "[Content_Types].xml"} | {
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
    }
    assert set(new) <= set(old)
    with warnings.catch_warnings(action="ignore"):
        values = openpyxl.load_workbook(path, data_only=True)
    assert values["Tabel 3.2"]["K2"].value is None
    assert values["Tabel 3.9"]["H4"].value is None


def test_the_package_follows_the_schema_as_before(rolled):
    _, _, path = rolled
    assert faults(path.read_bytes()) == faults(Path(SOURCE).read_bytes())


def test_after_the_last_year_of_the_renstra_a_new_one_is_asked_for(rolled, tmp_path):
    _, _, path = rolled
    sc.roll_forward(path, tmp_path / "2026.xlsx")
    with pytest.raises(sc.TableError) as caught:
        sc.roll_forward(tmp_path / "2026.xlsx", tmp_path / "2027.xlsx")
    assert caught.value.code == "renstra-over"
    assert not (tmp_path / "2027.xlsx").exists()


def test_the_source_is_never_written_onto(tmp_path):
    path = tmp_path / "b.xlsx"
    path.write_bytes(Path(SOURCE).read_bytes())
    with pytest.raises(sc.OutputError):
        sc.roll_forward(path, path, overwrite=True)
    assert path.read_bytes() == Path(SOURCE).read_bytes()
