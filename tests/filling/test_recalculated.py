"""Every formula that filling writes, calculated by two engines that are not ours, equal to the stored value."""

from __future__ import annotations

import re
import warnings
import zipfile

import ironcalc
import openpyxl
import pytest

import sakipcalc as sc

from ..layouts.draw import draw
from ..layouts.facts import UNITS, unit
from ..layouts.layout import PLAIN, Layout, Style
from .forms import blank_form

LAYOUTS = {
    "plain": PLAIN,
    "fractions, thousands, means": Layout(
        gaya=(Style(persen="pecahan", ribuan=True, rata=True, kata_jumlah="TOTAL"),), tumpuk="semua"
    ),
    "odd sheet names, totals above": Layout(
        gaya=(Style(urutan=2, judul_gabung=False, jumlah="atas", rata=True),), nama_sheet="T-C.23"
    ),
}
POISON = 987654.25


@pytest.fixture(scope="module", params=[(name, layout) for name in UNITS for layout in LAYOUTS], ids="-".join)
def result(request, tmp_path_factory):
    name, layout = request.param
    target = tmp_path_factory.mktemp("hasil") / "terisi.xlsx"
    return sc.fill(draw(unit(name), LAYOUTS[layout], mode="template").data, target), target


def poisoned(path, folder):
    """Return a copy whose formulas store a wrong number, so that a stale value cannot pass."""
    target = folder / "racun.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(target, "w") as bare:
        for name in whole.namelist():
            data = whole.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>%r</v>" % POISON, data)
                data = re.sub(rb'(<c [^>]*?) t="str"([^>]*><f>)', rb"\1\2", data)
            bare.writestr(name, data)
    return target


def written_formulas(report):
    return [cell for cell in report.written if cell.formula]


def stored_values(path):
    with warnings.catch_warnings(action="ignore"):
        return openpyxl.load_workbook(path, data_only=True)


def same(one, other) -> bool:
    return other == (pytest.approx(one, rel=1e-9, abs=1e-9) if isinstance(one, int | float) else one)


def wrong_values(report, path, value_at) -> list[tuple[str, str, object, object]]:
    """Return the written formulas whose stored value is another one than that of an engine."""
    ours = stored_values(path)
    found = []
    for cell in written_formulas(report):
        place = cell.cell.place
        one, other = ours[place.sheet][place.cell].value, value_at(place)
        if not same(one, other):
            found.append((str(place), cell.formula, one, other))
    return found


def by_ironcalc(path):
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    sheets = {sheet["name"]: n for n, sheet in enumerate(model.get_worksheets_properties())}

    def value_at(place):
        row, col = openpyxl.utils.cell.coordinate_to_tuple(place.cell)
        return model.get_cell_value(sheets[place.sheet], row, col)

    return value_at


def test_a_poisoned_copy_stores_no_value_of_ours(result, tmp_path):
    report, path = result
    stale = stored_values(poisoned(path, tmp_path))
    shown = {stale[c.cell.place.sheet][c.cell.place.cell].value for c in written_formulas(report)}
    assert shown == {POISON}


def test_ironcalc_gives_what_is_stored(result, tmp_path):
    report, path = result
    assert len(written_formulas(report)) > 100
    assert wrong_values(report, path, by_ironcalc(poisoned(path, tmp_path))) == []


def test_ironcalc_gives_what_is_stored_after_rows_were_inserted(tmp_path):
    data = sc.read(draw(unit("dinas"), PLAIN).data)
    report = sc.fill(blank_form("bogorejo", PLAIN), tmp_path / "isi.xlsx", data=data)
    assert any(row.inserted for row in report.new_rows)
    assert (
        wrong_values(report, tmp_path / "isi.xlsx", by_ironcalc(poisoned(tmp_path / "isi.xlsx", tmp_path)))
        == []
    )


@pytest.mark.libreoffice
def test_libreoffice_gives_what_is_stored(result, libreoffice, without_values):
    report, path = result
    theirs = stored_values(libreoffice(without_values(path), "xlsx"))
    assert wrong_values(report, path, lambda place: theirs[place.sheet][place.cell].value) == []
