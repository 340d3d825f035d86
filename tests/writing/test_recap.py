"""A recap says of many units what their records say."""

from __future__ import annotations

import csv
import errno
import os
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.batch import BatchReport, stream
from sakipcalc.cli import main
from sakipcalc.rulebook.scales import colours
from sakipcalc.writing.recap.tally import ranked, tally

from ..ooxml.schema import faults
from .batches import INDICATORS, batch, capaian, failed, record

UNITS = [unit for unit in range(40) if not failed(unit)]


def rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[list[object]]:
    """The rows below the header of a list."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("rekap")
    sc.write_recap(batch(40, regions=3), where / "rekap.xlsx")
    return where


@pytest.fixture(scope="module")
def book(folder):
    return openpyxl.load_workbook(folder / "rekap.xlsx")


def test_units_are_ranked_by_their_mean_and_those_without_one_come_last(book):
    listed = rows(book["Peringkat"])
    assert len(listed) == len(UNITS)
    means = [row[4] for row in listed if row[4] != "-"]
    assert means == sorted(means, reverse=True)
    assert [row[0] for row in listed if row[4] == "-"] == ["-"] * sum(unit % 11 == 7 for unit in UNITS)
    best = max((u for u in UNITS if u % 11 != 7), key=lambda u: sum(capaian(u, i) for i in range(4)))
    assert listed[0][:2] == [1, f"Kecamatan {best:05d}"]
    assert listed[0][4] == pytest.approx(sum(capaian(best, i) for i in range(4)) / 4)


def test_equal_means_share_a_rank():
    values = [80.0, 90.0, 90.0, None, 70.0]
    places = ranked([{"status": "terisi", "capaian_kinerja": value} for value in values])
    assert places == [(1, 1), (1, 2), (3, 0), (4, 4), (None, 3)]


def test_the_heat_map_has_each_capaian_in_the_colour_of_its_kategori(book):
    sheet, known = book["Peta Capaian"], colours(sc.Metode().scale())
    heads = [cell.value for cell in sheet[4]]
    assert set(heads[1:]) == set(INDICATORS)
    for row in sheet.iter_rows(min_row=5):
        unit = int(row[0].value.split()[1])
        for cell in row[1:]:
            value = capaian(unit, INDICATORS.index(heads[cell.column - 1]))
            assert cell.value == ("-" if value is None else value)
            if value is not None:
                assert cell.fill.fgColor.rgb == f"FF{known[sc.kategori(value)]}"


def test_the_distribution_counts_every_indicator_once(book):
    wanted = Counter(
        sc.kategori(value) if (value := capaian(unit, at)) is not None else "Belum ada"
        for unit in UNITS
        for at in range(len(INDICATORS))
    )
    sheet = book["Sebaran"]
    heads = [cell.value for cell in sheet[4]]
    whole = dict(zip(heads[1:-1], rows(sheet)[0][1:-1], strict=True))
    assert whole == {label: wanted[label] for label in heads[1:-1]}
    assert rows(sheet)[0][-1] == len(UNITS) * len(INDICATORS)
    assert list(heads[1:-2]) == [band for band in sc.Metode().scale().labels if band in heads]


def test_budget_regions_years_findings_and_failures_have_their_sheets(book):
    assert sum(row[2] for row in rows(book["Anggaran"])) == sum(1e9 + unit * 1e6 for unit in UNITS)
    regions = rows(book["Kabupaten"])
    assert {row[0] for row in regions} == {"Kabupaten 1", "Kabupaten 2", "Kabupaten 3"}
    assert sum(row[1] for row in regions) == len(UNITS)
    years = {row[0]: row[1:4] for row in rows(book["Tren"])}
    means = [sum(capaian(u, 0, year) for u in UNITS) / len(UNITS) for year in (2022, 2023, 2024)]
    assert years[INDICATORS[0]] == pytest.approx(means)
    grave = [row[2] for row in rows(book["Temuan per Unit"])]
    assert grave == sorted((unit % 3 for unit in UNITS), reverse=True)
    kinds = {row[0]: row[2:4] for row in rows(book["Jenis Temuan"])}
    assert kinds["total-beda"] == [sum(u % 3 for u in UNITS), sum(u % 3 > 0 for u in UNITS)]
    lost = rows(book["Gagal"])
    assert [row[1] for row in lost] == ["package-encrypted"] * 4 + [None]
    assert "sandi" in lost[0][2]
    assert "dibuka" in lost[-1][2]


def test_the_tidy_list_and_the_csv_beside_it_have_one_row_for_each_unit_and_indicator(folder, book):
    listed = rows(book["Data"])
    with (folder / "rekap-tabel" / "capaian.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(listed) == len(table) == len(UNITS) * len(INDICATORS)
    assert [row["indikator"] for row in table[:4]] == list(INDICATORS)
    assert {path.stem for path in (folder / "rekap-tabel").iterdir()} == {"unit", "capaian", "tren", "temuan"}


def test_parquet_is_written_where_pyarrow_is_installed(folder):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(folder / "rekap-tabel" / "capaian.parquet")
    assert table.num_rows == len(UNITS) * len(INDICATORS)


def test_text_of_a_workbook_stays_text(folder, book):
    assert book["Data"]["D5"].value == "=1+1"
    assert book["Data"]["D5"].data_type == "s"
    assert "'=1+1" in (folder / "rekap-tabel" / "capaian.csv").read_text(encoding="utf-8-sig")


def test_the_package_has_no_fault_by_the_schemas_of_excel(folder):
    assert faults((folder / "rekap.xlsx").read_bytes()) == {}


def test_charts_draw_numbers_of_the_other_sheets(folder):
    with zipfile.ZipFile(folder / "rekap.xlsx") as package:
        charts = [
            package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")
        ]
    assert len(charts) == 8
    for sheet in ("Peringkat", "Sebaran", "Anggaran", "Kabupaten", "Tren", "Jenis Temuan", "Ringkasan"):
        assert any(f"{sheet}" in chart for chart in charts)
    assert sum("c:scatterChart" in chart for chart in charts) == 1


def test_one_unit_or_none_that_could_be_read_makes_a_recap_too(tmp_path):
    sc.write_recap(batch(1), tmp_path / "satu.xlsx")
    sc.write_recap(BatchReport([record(5)]), tmp_path / "gagal.xlsx", lang="en")
    made = openpyxl.load_workbook(tmp_path / "gagal.xlsx")
    assert made.sheetnames == ["Summary", "Charts", "Ranking", "Failed", "Data"]
    assert "password" in made["Failed"]["C5"].value


def test_existing_results_are_not_replaced_unasked(tmp_path):
    sc.write_recap(batch(2), tmp_path / "rekap.xlsx")
    before = (tmp_path / "rekap.xlsx").read_bytes()
    with pytest.raises(sc.OutputError):
        sc.write_recap(batch(3), tmp_path / "rekap.xlsx")
    (tmp_path / "rekap.xlsx").unlink()
    with pytest.raises(sc.OutputError):  # the tables are there still
        sc.write_recap(batch(3), tmp_path / "rekap.xlsx")
    assert not (tmp_path / "rekap.xlsx").exists()
    sc.write_recap(batch(2), tmp_path / "rekap.xlsx", overwrite=True)
    assert (tmp_path / "rekap.xlsx").stat().st_size == pytest.approx(len(before), abs=200)


def test_a_recap_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    def full(self, rows):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(stream._Csv, "write", full)
    with pytest.raises(sc.OutputError):
        sc.write_recap(batch(3), tmp_path / "rekap.xlsx")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_labels_of_unlike_scales_are_ordered_by_what_they_stand_for():
    one, other = record(1), record(2)
    shouted = [{**row, "kategori": row["kategori"].upper().replace(" ", "  ")} for row in other.capaian]
    labels = tally([one, replace(other, capaian=tuple(shouted))]).labels.ordered
    assert set(labels) == {"Sangat Baik", "Baik", "Cukup"}
    assert labels == ("Sangat Baik", "Baik", "Cukup")


class Lazy:
    """Records that are made when they are asked for, as those of a journal are read."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, at: int):
        if at >= self.count:
            raise IndexError
        return record(at, regions=16)


@pytest.mark.skipif(not os.environ.get("SAKIPCALC_NIGHTLY"), reason="half a minute; by night")
def test_ten_thousand_units_stay_in_little_memory(tmp_path):
    resource = pytest.importorskip("resource")  # Windows has none
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sc.write_recap(BatchReport(Lazy(10_000)), tmp_path / "rekap.xlsx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes
    with zipfile.ZipFile(tmp_path / "rekap.xlsx") as package:
        assert max(one.file_size for one in package.infolist()) > 5_000_000


def test_a_folder_of_filled_workbooks_becomes_a_recap(workbooks, tmp_path, capsys):
    source = tmp_path / "terisi"
    (source / "a").mkdir(parents=True)
    shutil.copy(workbooks / "bogorejo-2024.xlsx", source / "a" / "bogorejo.xlsx")
    (source / "rusak.xlsx").write_bytes(b"bukan buku kerja")
    target = tmp_path / "rekap.xlsx"
    assert main(["recap", str(source), "-o", str(target), "--jobs", "1"]) == 3
    said = capsys.readouterr()
    assert "rusak.xlsx" in said.err
    assert "2 berkas" in said.out
    made = openpyxl.load_workbook(target)
    assert [row[1] for row in rows(made["Peringkat"])] == ["Kecamatan Bogorejo"]
    assert rows(made["Peringkat"])[0][4] == pytest.approx(112.674689)
    assert main(["recap", str(source), "-o", str(target)]) == 2
    assert "rekap.xlsx" in capsys.readouterr().err
    assert main(["recap", str(source / "rusak.xlsx"), "-o", str(tmp_path / "x.xlsx"), "--jobs", "1"]) == 2
    assert not (tmp_path / "x.xlsx").exists()


def test_the_ranking_is_printed_whole_and_charts_share_pages(book):
    first, last = re.findall(r"\$[A-Z]+\$(\d+)", book["Peringkat"].print_area)
    assert (int(first), int(last)) == (1, 4 + len(UNITS))
    charts = book["Grafik"]
    assert charts.page_setup.orientation != "landscape"
    assert 0 < len(charts.row_breaks.brk) <= 4


def test_texts_of_the_tidy_list_are_whole_and_each_page_names_the_unit(book):
    sheet = book["Data"]
    heads = {cell.value: cell for cell in sheet[4]}
    assert next(iter(heads)) == "Perangkat daerah"
    assert (
        sheet.column_dimensions[heads["Tujuan/Sasaran"].column_letter].width > 30
    )  # as of Indikator beside it
    assert all(
        sheet.cell(5, cell.column).alignment.wrap_text for cell in (heads["Indikator"], heads["Berkas"])
    )
    assert sheet.print_title_cols == "$A:$A"


def test_a_unit_with_findings_leads_to_its_workbook(book):
    cell = book["Temuan per Unit"]["F5"]
    assert cell.hyperlink.target.replace("\\", "/").endswith(cell.value.rpartition("/")[2])
