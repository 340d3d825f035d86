"""Templates with the facts of three units typed in: two engines that are not ours, and the library, agree."""

from __future__ import annotations

import io
import re
import warnings
import zipfile

import ironcalc
import openpyxl
import pytest

import sakipcalc as sc

from ..layouts.facts import UNITS, unit
from .typed import typed_in

#: Polarities whose capaian no spreadsheet formula gives: words, and a target from ... to ...
WORDS = {"kualitatif", "ya_tidak", "rentang"}


@pytest.fixture(scope="module", params=UNITS)
def typed(request, tmp_path_factory):
    """Return the unit, its template typed in, and the same filled by the library."""
    facts, folder = unit(request.param), tmp_path_factory.mktemp(request.param)
    below = [line for program in facts.program for line in program.anak]
    sc.write_template(
        folder / "kosong.xlsx",
        tahun=facts.tahun,
        renstra=facts.renstra,
        indikator=len(facts.indikator) + 2,  # lines that stay free
        program=len(facts.program) + 1,
        kegiatan=max(len(program.anak) for program in facts.program),
        sub_kegiatan=max(len(line.anak) for line in below),
        penunjang=2,
    )
    data = typed_in((folder / "kosong.xlsx").read_bytes(), facts)
    (folder / "diketik.xlsx").write_bytes(data)
    report = sc.fill(folder / "diketik.xlsx", folder / "terisi.xlsx")
    return facts, folder, report


def opened(data, *, values):
    with warnings.catch_warnings(action="ignore"):
        return openpyxl.load_workbook(data, data_only=values)


def stripped(path):
    """Return a copy whose formulas store nothing."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(target, "w") as bare:
        for name in whole.namelist():
            data = whole.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)(?:<v>[^<]*</v>|<v/>)", rb"\1", data)
            bare.writestr(name, data)
    return target.getvalue()


def formula_cells(path):
    return [
        (sheet.title, cell.coordinate)
        for sheet in opened(path, values=False)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]


def same(one, other):
    one, other = ("" if value is None else value for value in (one, other))
    return other == (pytest.approx(one, rel=1e-9, abs=1e-9) if isinstance(one, int | float) else one)


def different(folder, value_at):
    """Return the formulas for which an engine gives another value than the filled template stores."""
    ours = opened(folder / "terisi.xlsx", values=True)
    cells = formula_cells(folder / "terisi.xlsx")
    assert len(cells) > 500
    pairs = ((sheet, cell, ours[sheet][cell].value, value_at(sheet, cell)) for sheet, cell in cells)
    return [pair for pair in pairs if not same(*pair[2:])]


def test_filling_writes_no_cell_and_finds_no_error(typed):
    _, _, report = typed
    assert (report.written, report.conflicts, report.new_rows) == ((), (), ())
    assert {finding.severity for finding in report.temuan} <= {"peringatan", "info"}


def test_what_is_typed_once_appears_in_every_table(typed):
    facts, folder, _ = typed
    laporan = sc.read(folder / "diketik.xlsx")  # the formulas still store what the blank one stored
    names = [one.nama for one in facts.diukur]
    for table in ("3.2", "3.3", "3.4", "3.5", "3.7", "4.1"):
        named = [row.text("indikator") for row in laporan.find(table).rows if row.text("indikator")]
        assert named == names, table
    lines = [line for program in facts.program for line in program.walk()]
    spent = [row for row in laporan.find("3.9").rows if row.text("uraian") and row.level != "jumlah"]
    assert [(row.text("uraian"), row.level) for row in spent] == [(line.nama, line.tingkat) for line in lines]


def test_the_library_computes_what_the_facts_give(typed):
    facts, folder, _ = typed
    hasil = sc.compute(sc.read(folder / "diketik.xlsx"))
    total = sum(program.anggaran for program in facts.program)
    assert hasil.total_anggaran.pagu.number == total
    for row, one in zip(hasil.capaian_rows, facts.diukur, strict=True):
        target, realisasi = one.target[facts.tahun], one.realisasi[facts.tahun]
        if one.arah == "naik":
            assert row.capaian.number == realisasi / target * 100
        elif one.arah == "turun":
            assert row.capaian.number == (2 * target - realisasi) / target * 100


def test_ironcalc_gives_what_the_library_stores(typed, tmp_path):
    _, folder, _ = typed
    (tmp_path / "polos.xlsx").write_bytes(stripped(folder / "diketik.xlsx"))
    model = ironcalc.load_from_xlsx(str(tmp_path / "polos.xlsx"), "en", "UTC", "en")
    model.evaluate()
    sheets = {sheet["name"]: n for n, sheet in enumerate(model.get_worksheets_properties())}

    def value_at(sheet, cell):
        return model.get_cell_value(sheets[sheet], *openpyxl.utils.cell.coordinate_to_tuple(cell))

    assert different(folder, value_at) == []


@pytest.mark.libreoffice
def test_libreoffice_gives_what_the_library_stores(typed, libreoffice, tmp_path):
    _, folder, _ = typed
    (tmp_path / "polos.xlsx").write_bytes(stripped(folder / "diketik.xlsx"))
    theirs = opened(libreoffice(tmp_path / "polos.xlsx", "xlsx"), values=True)
    assert different(folder, lambda sheet, cell: theirs[sheet][cell].value) == []


def test_a_capaian_that_depends_on_words_is_left_empty_by_the_formulas_and_computed_by_the_library(typed):
    facts, folder, _ = typed
    hasil = sc.compute(sc.read(folder / "terisi.xlsx"))
    shown = opened(folder / "terisi.xlsx", values=True)["Tabel 3.2"]
    for row, one in zip(hasil.capaian_rows, facts.diukur, strict=True):
        in_cell = shown[row.capaian.cell.place.cell].value
        if one.arah in WORDS:
            assert row.capaian.number is not None
            assert not in_cell
        else:
            assert in_cell == pytest.approx(float(row.capaian.number), rel=1e-9)
