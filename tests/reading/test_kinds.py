"""The same annexes in every kind of file: the same tables, values, levels and places."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.reading.kinds import FileKind, kind_of, open_grids

from .xlsb_writer import as_xlsb

HERE = Path(__file__).parent / "kinds"
KINDS = ["xls", "xlsb", "ods"]


@pytest.fixture(scope="module")
def original() -> Path:
    return HERE / "lampiran.xlsx"


@pytest.fixture(scope="module", params=KINDS)
def other(request, original) -> bytes:
    if request.param == "xlsb":
        return as_xlsb(original)
    return original.with_suffix(f".{request.param}").read_bytes()


def told(laporan):
    """Everything that a report says, whatever the file."""
    return laporan.tables, laporan.entitas, list(laporan.temuan), laporan.settings


def test_the_report_is_the_same(original, other):
    assert told(sc.read(other)) == told(sc.read(original.read_bytes()))


def test_what_is_computed_and_found_is_the_same(original, other):
    def results(source):
        laporan = sc.read(source)
        hasil = sc.compute(laporan)
        return hasil.as_dict(), sc.audit(laporan, hasil).records("id")

    assert results(other) == results(original.read_bytes())


def test_every_place_names_the_file(original, tmp_path, other):
    path = tmp_path / f"lampiran{kind_of(other)}"
    path.write_bytes(other)
    cell = sc.read(path).find("3.2").rows[0].cells["realisasi"]
    assert (cell.place.file, cell.place.sheet, cell.place.cell) == (path.name, "Tabel 3.2", "E6")


def test_the_content_tells_the_kind_whatever_the_name(tmp_path, other):
    path = tmp_path / "lampiran.xlsx"
    path.write_bytes(other)
    with path.open("rb") as file, io.BytesIO(other) as buffer:
        file.read(10)
        readings = [told(sc.read(source))[0] for source in (path, str(path), other, buffer)]
        assert all(len(reading) == len(readings[0]) > 0 for reading in readings)
        assert len(sc.read(file).tables) == len(readings[0])


def test_a_stream_that_cannot_be_wound_back(other, tmp_path):
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

    assert told(sc.read(Stream(other))) == told(sc.read(other))


@pytest.fixture(scope="module")
def oddities(other) -> dict:
    grid = next(grid for grid in open_grids(other, "") if grid.sheet == "Aneka")
    return {"hidden": (grid.hidden_rows, grid.hidden_cols)} | {
        (cell.row, cell.col): cell for cell in grid.cells.values()
    }


def test_values_of_every_kind(oddities):
    assert [oddities[2, col].raw for col in (1, 2, 3, 4, 5, 6)] == [
        0.945, 2_012_796_488, 45_657, "#DIV/0!", True, 2_012_796_500,
    ]  # fmt: skip
    assert oddities[3, 6].raw == pytest.approx(5.9618545519e-07)
    assert oddities[2, 7].raw.strip() == "dua  spasi\nbaris <kedua> & 97,25 %"


def test_formats_say_per_cent_thousands_and_dates(oddities):
    assert (oddities[2, 1].format, oddities[2, 2].format) == ("0.0%", "#,##0")
    assert oddities[2, 3].format.replace('"', "") == "dd/mm/yyyy"


def test_errors_are_marked_and_nothing_else_is(oddities):
    marked = {at for at, cell in oddities.items() if at != "hidden" and cell.error}
    assert marked == {(2, 4)}


def test_formulas_are_told_as_excel_shows_them(oddities):
    assert oddities[2, 6].formula == "SUM(B2:B3)"
    assert oddities[2, 4].formula == "1/0"
    assert oddities[3, 6].formula == 'IF(\'Tabel 3.2\'!E6="","",$B$3/B2*100)'


def test_a_formula_that_gives_an_empty_text_is_a_formula(oddities):
    assert (oddities[3, 7].formula, oddities[3, 7].text) == ('""', "")


def test_indentation_is_counted_in_steps(oddities):
    assert [oddities[row, 1].indent for row in (5, 6, 7, 8)] == [0, 1, 2, 3]


def test_hidden_rows_columns_and_sheets(oddities, other):
    assert oddities["hidden"] == ({3}, {9, 10})
    assert [g.sheet for g in open_grids(other, "") if not g.visible] == ["Tersembunyi"]


def test_fills_merges_and_indents_are_those_of_the_original(original, other):
    def looks(source):
        cells = (c for g in open_grids(source, "") for c in g.cells.values() if c.text)
        return [(c.row, c.col, c.bottom, c.right, c.fill, c.indent) for c in cells]

    found = looks(other)
    assert sorted(found) == sorted(looks(original.read_bytes()))
    assert any(c[4] for c in found)
    assert any(c[5] for c in found)
    assert any(c[0] != c[2] for c in found)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_filling_such_a_file_is_refused_with_a_way_out(tmp_path, capsys, other, lang):
    kind = str(kind_of(other))
    source, target = tmp_path / f"lampiran{kind}", tmp_path / "hasil"
    source.write_bytes(other)
    assert main(["fill", str(source), "-o", str(target), "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert kind in said
    assert ".xlsx" in said
    assert not target.exists()
    for template in (source, other):
        with pytest.raises(sc.WorkbookError) as caught:
            sc.fill(template, target / "x.xlsx")
        assert (caught.value.code, caught.value.values["kind"]) == ("only-readable", kind)


def test_a_folder_is_audited_with_workbooks_of_every_kind(tmp_path, original, capsys):
    (tmp_path / "a.xlsb").write_bytes(as_xlsb(original))
    for form in ("xls", "ods", "xlsx"):
        (tmp_path / f"a.{form}").write_bytes(original.with_suffix(f".{form}").read_bytes())
    main(["audit", str(tmp_path), "--fail-on", "never"])
    out, err = capsys.readouterr()
    assert err == ""
    assert all(f"a.{form}" in out.replace("\n", "") for form in ("xls", "ods", "xlsx", "xlsb"))


def test_an_output_of_another_kind_is_refused(workbooks, tmp_path):
    with pytest.raises(sc.OutputError) as caught:
        sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", tmp_path / "hasil.ods")
    assert caught.value.code == "other-kind"


def test_every_kind_has_its_ending(original):
    found = {kind_of(original.with_suffix(f".{form}").read_bytes()) for form in ("xlsx", "xls", "ods")}
    assert found | {kind_of(as_xlsb(original))} == set(FileKind)


@pytest.mark.libreoffice
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_what_libreoffice_makes_of_the_whole_workbook_reads_the_same(any_workbook, libreoffice, form):
    converted = libreoffice(any_workbook, form)
    assert told(sc.read(converted.read_bytes())) == told(sc.read(any_workbook.read_bytes()))


def test_the_whole_workbook_in_the_binary_format_reads_the_same(workbooks):
    printed = workbooks / "bogorejo-2024-tercetak.xlsx"
    assert told(sc.read(as_xlsb(printed))) == told(sc.read(printed.read_bytes()))
