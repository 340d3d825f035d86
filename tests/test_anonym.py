"""A copy without names: nothing of the unit is left in it, and it is read, computed and audited as the workbook is."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

import sakipcalc as sc
from sakipcalc.cli import main

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl's
#: Names of the unit and its people in the workbooks of this repository.
NAMES = re.compile(rb"bogorejo|blora|bambang|widodo|camat@", re.IGNORECASE)


@pytest.fixture(scope="module")
def copied(any_workbook, tmp_path_factory):
    path = tmp_path_factory.mktemp("salinan") / "salinan.xlsx"
    sc.anonymise(any_workbook, path)
    return any_workbook, path


def texts_of(path):
    book = openpyxl.load_workbook(path)
    return {
        (page.title, cell.coordinate): cell.value
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_no_part_names_the_unit(copied):
    with zipfile.ZipFile(copied[1]) as archive:
        left = {name: NAMES.findall(archive.read(name)) for name in archive.namelist()}
    assert {name: found for name, found in left.items() if found} == {}


def test_cells_are_where_they_were_and_figures_and_formulas_are_the_same(copied):
    ours, theirs = map(texts_of, copied)
    assert ours.keys() == theirs.keys()
    differ = {place: (ours[place], theirs[place]) for place in ours if ours[place] != theirs[place]}
    assert differ
    assert {type(one) for pair in differ.values() for one in pair} == {str}
    assert all(len(one) == len(other) for one, other in differ.values())
    digits = [[re.sub(r"\D", "", text) for text in pair] for pair in differ.values()]
    assert all(one == other or set(other) == {"0"} for one, other in digits)


def test_the_same_tables_are_read_with_the_same_figures(copied):
    ours, theirs = (sc.compute(sc.read(path)) for path in copied)
    assert list(theirs.laporan.tabel) == list(ours.laporan.tabel)
    for name in ours.laporan.tabel:
        one, other = ours.laporan.tabel[name], theirs.laporan.tabel[name]
        assert list(one.index) == list(other.index)
        figures = [
            {
                place: value
                for place, value in frame.stack(future_stack=True).items()
                if isinstance(value, float)
            }
            for frame in (one, other)
        ]
        assert figures[0] == pytest.approx(figures[1], nan_ok=True)
    columns = ["target", "realisasi", "capaian", "kategori", "formula"]
    assert theirs.capaian[columns].equals(ours.capaian[columns])


def test_one_word_becomes_one_other_word(tmp_path):
    path, copy = tmp_path / "a.xlsx", io.BytesIO()
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Data")
        page.write_column(0, 0, ["Desa Sukamaju", "desa sukamaju", "DESA SUKAMAJU (Sukamaju)", "Sukamajuan"])
        page.write_formula(4, 0, '=IF(A1="Sukamaju","Sukamaju"&1,"Baik")', None, "Sukamaju1")
        page.write_comment("A1", "Tanya Pak Suparno", {"author": "Suparno"})
        page.set_header("&LKecamatan Sukamaju")
        page.insert_textbox(6, 0, "Kantor Sukamaju")
        page.data_validation("B1", {"validate": "list", "source": ["Sukamaju", "Baik"]})
        page.write_url(7, 0, "https://sukamaju.go.id/dokumen", string="Tautan")
        book.set_properties({"author": "Suparno", "company": "Kecamatan Sukamaju"})
        book.define_name("Unit", '="Sukamaju"')
    sc.anonymise(path, copy)
    with zipfile.ZipFile(copy) as archive:
        whole = b"".join(map(archive.read, archive.namelist()))
    assert re.findall(rb"sukamaju|suparno", whole, re.IGNORECASE) == []
    values = [row[0].value for row in openpyxl.load_workbook(copy)["Data"]["A1:A5"]]
    word = values[0].split()[1]
    assert values[:3] == [f"Desa {word}", f"desa {word.lower()}", f"DESA {word.upper()} ({word})"]
    assert not values[3].startswith(word)
    assert values[4] == f'=IF(A1="{word}","{word}"&1,"Baik")'


def test_a_workbook_with_macros_is_refused_by_name_of_the_part(tmp_path, capsys):
    path = tmp_path / "a.xlsm"
    (tmp_path / "vba.bin").write_bytes(b"\xd0\xcf\x11\xe0")
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Data")
        book.add_vba_project(str(tmp_path / "vba.bin"))
    assert main(["anonim", str(path), "-o", str(tmp_path / "b.xlsm")]) == 2
    assert "xl/vbaProject.bin" in capsys.readouterr().err
    assert not (tmp_path / "b.xlsm").exists()


def test_the_command_says_what_was_replaced(workbooks, tmp_path, capsys):
    source, output = workbooks / "bogorejo-2024-kosong.xlsx", tmp_path / "b.xlsx"
    assert main(["anonim", str(source), "-o", str(output), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert str(output) in said.replace("\n", "")
    assert "before it is shared" in " ".join(said.split())
    assert main(["anonim", str(source), "-o", str(output)]) == 2
