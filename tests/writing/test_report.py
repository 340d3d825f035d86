"""A report is a workbook whose figures, formulas, links and texts are those of the results."""

from __future__ import annotations

import os
import re
import zipfile
from io import BytesIO

import openpyxl
import pytest

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.writing.report.unit_report import report_book

from ..ooxml.schema import faults

UNITS = ("bogorejo", "dinas", "badan")


def book(hasil: sc.Hasil, lang: str = "id", **options: object) -> openpyxl.Workbook:
    made = report_book(hasil, sc.audit(hasil.laporan, hasil), lang=lang, **options)
    return openpyxl.load_workbook(BytesIO(made))


@pytest.fixture(scope="session")
def written(units, tmp_path_factory):
    """The report of each unit as a file."""
    folder = tmp_path_factory.mktemp("laporan")
    for name, hasil in units.items():
        sc.write_report(hasil, folder / f"{name}.xlsx")
    return folder


@pytest.fixture(scope="session")
def bogorejo(hasil):
    """The report of one unit, opened once; tests only look at it."""
    return book(hasil)


@pytest.mark.parametrize("name", UNITS)
def test_a_report_reads_back_as_the_results_that_it_was_made_from(units, written, name):
    one = units[name].as_dict()
    other = sc.compute(sc.read(written / f"{name}.xlsx"), units[name].metode).as_dict()
    assert one["entitas"] == other["entitas"]
    unlike = {"tempat", "satuan", "arah_dari"}  # where figures stand, and what stood in other tables
    for part in ("capaian", "tren", "renstra", "efisiensi"):
        assert [{k: v for k, v in row.items() if k not in unlike} for row in one[part]] == [
            {k: v for k, v in row.items() if k not in unlike} for row in other[part]
        ]
    money = ("pagu", "realisasi", "persen")
    assert [one["anggaran"][k] for k in money] == [other["anggaran"][k] for k in money]
    lines = [[[line[k] for k in money] for line in part["anggaran"]["rincian"]] for part in (one, other)]
    assert lines[0] == lines[1]


@pytest.mark.libreoffice
def test_every_formula_gives_the_value_that_is_stored_beside_it(written, libreoffice, without_values):
    """The forty indicators of `badan` take as long as the other two units together; they go by night."""
    checked = 0
    for name in UNITS if os.environ.get("SAKIPCALC_NIGHTLY") else UNITS[:2]:
        path = written / f"{name}.xlsx"
        formulas, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        fresh = openpyxl.load_workbook(libreoffice(without_values(path), "xlsx"), data_only=True)
        for sheet in formulas:
            for cell in (cell for row in sheet for cell in row if cell.data_type == "f"):
                kept, new = (one[sheet.title][cell.coordinate].value for one in (stored, fresh))
                same = kept if isinstance(kept, str) else pytest.approx(kept, rel=1e-9, abs=1e-9)
                assert new == same, (name, sheet.title, cell.coordinate, cell.value)
                checked += 1
    assert checked > 300


def test_results_are_live_formulas_on_the_cells_of_the_report(bogorejo):
    made = bogorejo
    assert made["Tabel 3.2"]["G5"].value == '=IF(OR(COUNT(F5,E5)<2,E5=0),"",F5/E5*100)'
    assert "Skala!" in made["Tabel 3.2"]["H5"].value.replace("'", "")
    assert made["Tabel 3.2"]["G7"].value == '=IF(COUNT(G5:G6)<2,"",AVERAGE(G5:G6))'
    assert made["Tabel 3.7"]["F6"].value == "='Tabel 3.2'!G5"
    sums = [c.value for c in made["Tabel 3.9"]["C"] if isinstance(c.value, str) and "SUM(" in c.value]
    assert len(sums) > 10


def test_kategori_have_the_colours_of_the_scale(hasil, bogorejo):
    made = bogorejo
    assert made["Tabel 3.2"]["H5"].fill.fgColor.rgb == "FF9DC3E6"
    assert {made["Skala"][f"D{row}"].fill.fgColor.rgb for row in range(4, 9)} == {
        f"FF{band.colour}" for band in hasil.skala["3.1"].skala.pita
    }


@pytest.mark.parametrize("name", UNITS)
def test_native_charts_show_achievement_years_renstra_and_programmes(written, name):
    with zipfile.ZipFile(written / f"{name}.xlsx") as package:
        charts = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) == 5
    for title in (
        "Capaian kinerja terhadap target",
        "per tahun",
        "target akhir Renstra",
        "juta rupiah",
        "Serapan",
    ):
        assert sum(title in chart for chart in charts) == 1
    lines = sum("c:lineChart" in chart for chart in charts)
    assert lines == (0 if name == "badan" else 2)  # the line of 100; forty indicators lie below each other


def test_every_derived_figure_of_the_tables_is_explained(units, written):
    for name in UNITS[:2]:
        made = openpyxl.load_workbook(written / f"{name}.xlsx", data_only=True)
        rows = [[cell.value for cell in row] for row in made["Penjelasan"].iter_rows(min_row=5)]
        hasil = units[name]
        wanted = [row.capaian for row in hasil.capaian_rows] + [row.kemajuan for row in hasil.renstra_rows]
        wanted += [row.selisih for row in hasil.efisiensi_rows]
        for value in wanted:
            assert any(
                row[3] == pytest.approx(float(value.number))
                for row in rows
                if isinstance(row[3], float | int)
            )
        assert all(row[0] and row[1] and row[2] and row[4] for row in rows)


def test_an_explanation_names_sum_cells_and_rule(bogorejo):
    made = bogorejo["Penjelasan"]
    told = [made.cell(5, col).value for col in range(1, 9)]
    assert told[0:3] == ["Tabel 3.2", "Indeks IKM", "Capaian %"]
    assert (
        told[4]
        == "97,25 [Tabel 3.2!E6] / 92 [Tabel 3.2!D6] × 100 = 105,706522 → Sangat Baik (Tabel 3.1!C5, baris 1)"
    )
    assert told[5] == "Realisasi terhadap target (rasio)"
    sums = [cell.value for cell in made["E"] if str(cell.value).startswith("jumlah ")]
    assert "jumlah 1 baris = 2.800.000\n[Tabel 3.9!C8]" in sums
    assert made["A5"].hyperlink.location == "'Tabel 3.2'!G5"


def test_findings_lead_to_the_cells_of_the_workbook(workbooks, tmp_path):
    source = workbooks / "bogorejo-2024-tercetak.xlsx"
    hasil = sc.compute(sc.read(source))
    (tmp_path / "hasil").mkdir()
    link = re.compile(r'Target="([^"]*tercetak.xlsx[^"]*)"')
    for given, address in ((None, source.name), (tmp_path / "a#b" / source.name, f"../a%23b/{source.name}")):
        target = tmp_path / "hasil" / "laporan.xlsx"
        sc.write_report(hasil, target, source=given, overwrite=True)
        with zipfile.ZipFile(target) as package:
            relations = [package.read(n).decode() for n in package.namelist() if n.endswith(".xml.rels")]
        found = {one.replace("\\", "/") for text in relations for one in link.findall(text)}
        assert {one.partition("#")[0].removeprefix("file:///") for one in found} == {address}
    sheet = openpyxl.load_workbook(target)["Temuan"]
    first = next(cell for (cell,) in sheet["B5:B200"] if cell.value == "Tabel 3.2!D6")
    assert first.hyperlink.location == "'Tabel 3.2'!D6"


def test_text_of_a_workbook_never_becomes_a_formula(consistent, as_file):
    evil = '=HYPERLINK("http://contoh.invalid","klik")'
    for row, column in ((2, 1), (2, 2)):
        consistent["Tabel 3.2"][row][column] = f"\u200b{evil}" if column == 1 else f"+{evil}"
    hasil = sc.compute(sc.read(as_file(consistent)))
    made = book(hasil)
    cells = [cell for sheet in made for row in sheet for cell in row if isinstance(cell.value, str)]
    assert any(cell.value == f"+{evil}" for cell in cells)
    assert [cell for cell in cells if cell.data_type == "f" and "HYPERLINK" in cell.value] == []


def test_missing_is_shown_as_missing_and_not_as_zero(consistent, as_file):
    consistent["Tabel 3.2"][3][5] = consistent["Tabel 3.7"][4][3] = None
    hasil = sc.compute(sc.read(as_file(consistent)))
    made = book(hasil)["Tabel 3.2"]
    row = next(row for row in made.iter_rows(min_row=4) if row[2].value == "Angka kemiskinan")
    assert [cell.value for cell in row][5:9] == [10, "-", "-", "-"]
    assert next(r for r in made.iter_rows() if r[0].value == "Rata-rata")[7].value == "-"
    told = paragraphs(book(hasil)["Kalimat"])["Capaian kinerja"]
    assert "Angka kemiskinan: realisasinya belum diisi, sehingga capaiannya belum dapat dihitung." in told


def test_a_limited_capaian_stands_beside_the_raw_one(workbooks):
    hasil = sc.compute(sc.read(workbooks / "bogorejo-2024.xlsx"), sc.Metode(batas=110, efisiensi="selisih"))
    made = book(hasil)
    heads = [cell.value for cell in made["Tabel 3.2"][4]]
    at = heads.index("Capaian sebelum batas atas (%)")
    assert [heads[at], heads[at + 1]] == ["Capaian sebelum batas atas (%)", "Capaian %"]
    assert made["Tabel 3.2"].cell(6, at + 2).value.startswith("=IF(")
    assert "MIN(" in made["Tabel 3.2"].cell(6, at + 2).value
    assert "Rasio" in [cell.value for cell in made["Tabel 3.7"][4]]


def test_a_workbook_with_a_measurement_alone_makes_a_report(consistent, as_file):
    hasil = sc.compute(sc.read(as_file({"Sheet1": consistent["Tabel 3.2"]})))
    made = book(hasil)
    assert made.sheetnames == ["Ringkasan", "Kalimat", "Tabel 3.2", "Skala", "Temuan", "Penjelasan"]


def test_the_report_speaks_english(hasil):
    made = book(hasil, "en")
    assert made.sheetnames[:2] == ["Summary", "Sentences"]
    said = " ".join(paragraphs(made["Sentences"]).values())
    assert (
        "Nilai SAKIP: the realisasi 83.75 is above the target 70, so that its capaian is 119.64%, kategori Sangat Baik."
        in said
    )


def paragraphs(sheet):
    """Return what is written by section: each has one cell, which is pasted as one paragraph."""
    found = [
        (row[0].value, row[1].value) for row in sheet.iter_rows(min_row=3) if row[0].value and row[1].value
    ]
    assert len({section for section, _ in found}) == len(found)
    return dict(found)


def test_the_package_has_no_fault_by_the_schemas_of_excel(written):
    for name in UNITS[:2]:
        assert faults((written / f"{name}.xlsx").read_bytes()) == {}


def test_the_mean_follows_the_weights_of_the_unit(consistent, as_file):
    for at, weight in enumerate(("Bobot", 3, 1), 1):
        consistent["Tabel 3.2"][at].append(weight)
    hasil = sc.compute(sc.read(as_file(consistent)), sc.Metode(rerata="berbobot"))
    assert float(hasil.rerata[0].number) == (104 * 3 + 120) / 4
    made = book(hasil)["Tabel 3.2"]
    assert next(row for row in made.iter_rows() if row[0].value == "Rata-rata")[7].value == 108
    told = [cell.value for cell in book(hasil)["Penjelasan"]["E"]]
    assert "rata-rata berbobot 2 indikator = 108 → Sangat Baik (lkjip)\n[Tabel 3.2!G3, G4]" in told


def test_an_existing_report_is_not_replaced_unasked(hasil, tmp_path):
    target = tmp_path / "folder" / "laporan.xlsx"
    sc.write_report(hasil, target)
    before = target.read_bytes()
    with pytest.raises(sc.OutputError):
        sc.write_report(hasil, target)
    assert target.read_bytes() == before
    sc.write_report(hasil, target, overwrite=True)
    assert [p.name for p in target.parent.iterdir()] == ["laporan.xlsx"]


def test_a_report_goes_to_an_open_file_too(hasil):
    stream = BytesIO()
    sc.write_report(hasil, stream)
    assert sc.read(stream.getvalue()).entitas.nama == "Kecamatan Bogorejo"


def test_the_workbook_that_was_read_is_never_replaced(workbooks, tmp_path, capsys):
    source = tmp_path / "asli.xlsx"
    source.write_bytes((workbooks / "bogorejo-2024.xlsx").read_bytes())
    before = source.read_bytes()
    assert main(["report", str(source), "-o", str(source), "--overwrite"]) == 2
    assert main(["recap", str(source), "-o", str(source), "--overwrite", "--jobs", "1"]) == 2
    assert "asli.xlsx" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_the_command_line_writes_a_report(workbooks, tmp_path, capsys):
    source, target = workbooks / "bogorejo-2024-tercetak.xlsx", tmp_path / "laporan.xlsx"
    assert main(["report", str(source), "-o", str(target)]) == 0
    assert "Kecamatan Bogorejo" in capsys.readouterr().out
    assert sc.read(target).entitas.tahun == 2024
    assert main(["report", str(source), "-o", str(target)]) == 2
    assert main(["report", str(source), "-o", str(target), "--overwrite", "--quiet", "--lang", "en"]) == 0
    assert capsys.readouterr().out == ""


def test_reports_of_the_same_results_have_the_same_parts(hasil):
    def parts() -> dict[str, bytes]:
        with zipfile.ZipFile(BytesIO(report_book(hasil, sc.audit(hasil.laporan, hasil)))) as package:
            return {n: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"", package.read(n)) for n in package.namelist()}

    assert parts() == parts()
