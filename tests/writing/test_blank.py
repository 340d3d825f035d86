"""A blank template: read without a doubt, filled without a change, as a spreadsheet program wants it."""

from __future__ import annotations

import re

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.rulebook import scale, scale_names
from sakipcalc.rulebook.scales import Skala
from sakipcalc.tables import specs
from sakipcalc.writing.template.bands import printed

from ..ooxml.schema import faults

#: Tables that a template has only on request, or never.
ABSENT = {"Triwulan"}


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("kosong") / "kosong.xlsx"
    sc.write_template(path, tahun=2025, pejabat=("Camat", "Sekretaris"), indikator=3, program=2, ukuran="F4")
    return path


@pytest.fixture(scope="module")
def book(blank):
    return openpyxl.load_workbook(blank)


def test_every_standard_table_is_recognised_by_exact_headings(blank):
    laporan = sc.read(blank)
    assert {table.id for table in laporan.tables} == set(specs()) - ABSENT
    headings = [heading for one in laporan.readings if one.read_as for heading in one.headings]
    assert all(heading.column and not heading.similar for heading in headings)
    assert (laporan.entitas.tahun, laporan.entitas.renstra, laporan.entitas.nama) == (2025, (2021, 2026), "")


def test_an_untouched_one_says_so_and_filling_changes_none_of_its_cells(blank, tmp_path):
    (finding,) = sc.audit(sc.read(blank))
    assert (finding.code, finding.severity) == ("belum-ada-isian", "info")
    assert "3.5 Analisis" in finding.message().replace(" (", " ").replace(": ", " ")
    report = sc.fill(blank, tmp_path / "isi.xlsx")
    assert report.written == ()
    assert report.new_rows == ()
    assert (tmp_path / "isi.xlsx").read_bytes() == blank.read_bytes()


def test_the_sheet_pengaturan_states_the_method_that_the_formulas_follow(tmp_path):
    metode = sc.Metode(batas=120, turun="kebalikan", skala="permendagri", baca_pita="bulatkan")
    sc.write_template(tmp_path / "t.xlsx", tahun=2025, metode=metode, indikator=2, program=1)
    hasil = sc.compute(sc.read(tmp_path / "t.xlsx"))
    assert hasil.metode == metode
    labels = [band.label for band in hasil.skala["3.1"].skala.pita]
    assert labels == list(metode.scale("capaian").labels)
    formula = openpyxl.load_workbook(tmp_path / "t.xlsx")["Tabel 3.2"]["H5"].value
    assert "MIN(F5/G5*100,120)" in formula
    assert "MIN(G5/F5*100,120)" in formula


@pytest.mark.parametrize("reading", ["batas_bawah", "bulatkan", "batas_atas"])
@pytest.mark.parametrize(
    "name", sorted(set(scale_names()) - {"ikm", "kinerja_unit", "permendagri_54"})
)  # values of these are rounded to their decimals first
def test_a_printed_scale_reads_back_as_the_scale(name, reading):
    known = scale(name, reading=reading)
    back = Skala.from_printed(printed(known), id=name, reading=reading)
    bounds = [(band.label, band.lower, band.closed) for band in known.pita]
    assert ([(band.label, band.lower, band.closed) for band in back.pita], back.desimal) == (
        bounds,
        known.desimal,
    )


def test_what_is_typed_is_open_and_yellow_and_what_follows_is_locked(book):
    sheet = book["Tabel 3.2"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    for column, typed in (("G", True), ("E", True), ("H", False), ("I", False)):
        cell = sheet[f"{column}5"]
        assert cell.protection.locked is not typed
        assert (cell.fill.fgColor.rgb == "FFFFF9DB") is typed


def test_lists_are_offered_for_polarity_unit_source_of_funds_and_kategori(book):
    lists = {
        (sheet.title, str(rule.sqref)): rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert "turun" in lists["Tabel 3.2", "E5:E7"]
    assert lists["Tabel 3.2", "I5:I7"] == "'Tabel 3.1'!$C$5:$C$20"
    assert "Indeks" in lists["Tabel 2.1", "E6:E8"]
    assert any("APBD" in text for (sheet, _), text in lists.items() if sheet == "PK Camat")
    assert "Menunjang" in lists["Tabel 3.8", "H5:H13"]


def test_kategori_takes_the_colour_of_its_band_by_a_conditional_format(book):
    rules = [rule for area in book["Tabel 3.2"].conditional_formatting for rule in area.rules]
    assert [rule.formula[0] for rule in rules] == [
        f"AND(I5<>\"\",I5='Tabel 3.1'!$C${row})" for row in range(5, 10)
    ]


def test_pages_are_printed_on_f4_across_with_the_header_on_each(book):
    sheet = book["Tabel 3.3"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (14, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$5"
    assert {"NamaUnit", "Kabupaten", "PaguTotal", "RealisasiTotal"} <= set(book.defined_names)


def test_the_package_follows_the_schema(blank):
    assert faults(blank.read_bytes()) == {}


def test_the_same_request_gives_the_same_bytes(tmp_path):
    for name in ("satu.xlsx", "dua.xlsx"):
        sc.write_template(tmp_path / name, tahun=2025, indikator=1, program=1)
    assert (tmp_path / "satu.xlsx").read_bytes() == (tmp_path / "dua.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"tahun": 2027}, "year-outside-renstra"),
        ({"tahun": 2021}, "year-outside-renstra"),
        ({"tahun": 2025, "indikator": 0}, "too-many-rows"),
        ({"tahun": 2025, "program": 100, "kegiatan": 100}, "too-many-rows"),
        ({"tahun": 2025, "pejabat": ("Camat", "camat")}, "official-twice"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(wrong, code, tmp_path):
    with pytest.raises(sc.TableError) as caught:
        sc.write_template(tmp_path / "t.xlsx", **wrong)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("t.xls", {}, "other-kind"),
        ("t.xlsx", {"ukuran": "A0"}, "paper-unknown"),
        ("ada.xlsx", {}, "output-exists"),
    ],
)
def test_an_output_that_cannot_be_is_refused(name, more, code, tmp_path):
    (tmp_path / "ada.xlsx").write_bytes(b"punya orang")
    with pytest.raises(sc.OutputError) as caught:
        sc.write_template(tmp_path / name, tahun=2025, indikator=1, program=1, **more)
    assert caught.value.code == code
    assert (tmp_path / "ada.xlsx").read_bytes() == b"punya orang"


def test_each_indicator_of_many_has_its_own_target(tmp_path):
    sc.write_template(tmp_path / "t.xlsx", tahun=2025, indikator=12, program=1, kegiatan=1, sub_kegiatan=1)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Tabel 3.2"]
    followed = [re.findall(r"'Tabel 2\.3'!F(\d+)", sheet.cell(row, 6).value)[-1] for row in range(5, 17)]
    assert followed == [str(row) for row in range(5, 17)]
