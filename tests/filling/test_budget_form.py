"""A budget goes whole into the blank template of the library, however many lines that has."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest

import sakipcalc as sc

from ..layouts.draw import draw
from ..layouts.facts import UNITS, unit
from ..layouts.layout import PLAIN
from .test_recalculated import by_ironcalc, poisoned, stored_values, wrong_values

FORMS = {
    "as it comes": {},
    "too few lines": {"program": 1, "kegiatan": 1, "sub_kegiatan": 2},
    "too few below": {"program": 12, "kegiatan": 2, "sub_kegiatan": 1},
}


@pytest.fixture(
    scope="module",
    params=list(zip(UNITS, FORMS, strict=True)),
    ids="-".join,
)
def result(request, tmp_path_factory):
    name, form = request.param
    facts, folder = unit(name), tmp_path_factory.mktemp("anggaran")
    head = facts.pk[0].singkat
    sc.write_template(
        folder / "kosong.xlsx", tahun=facts.tahun, renstra=facts.renstra, pejabat=[head], **FORMS[form]
    )
    data = sc.read(draw(facts, PLAIN).data)
    report = sc.fill(folder / "kosong.xlsx", folder / "isi.xlsx", data=data)
    return facts, report, folder / "isi.xlsx"


def budget(facts):
    return sorted(
        (line.tingkat, line.anggaran, line.realisasi or Fraction(0))
        for program in facts.program
        for line in program.walk()
        if line.anggaran is not None
    )


def money(row, key):
    cell = row.cells.get(key)
    return cell.value if cell is not None else None


def lines(laporan, table):
    return [row for row in laporan.find(table).rows if row.text("uraian") and row.level.in_tree]


def test_every_line_stands_there_with_its_level_and_money(result):
    facts, _, path = result
    found = [
        (str(row.level), money(row, "anggaran"), money(row, "realisasi") or Fraction(0))
        for row in lines(sc.read(path), "3.9")
        if money(row, "anggaran") is not None
    ]
    assert sorted(found) == budget(facts)
    planned = [
        (str(row.level), money(row, "anggaran"))
        for row in lines(sc.read(path), "2.4")
        if money(row, "anggaran") is not None
    ]
    assert sorted(planned) == [(level, pagu) for level, pagu, _ in budget(facts)]


def test_programmes_leaves_and_total_are_one_sum(result):
    facts, _, path = result
    laporan = sc.read(path)
    whole = sum(program.anggaran for program in facts.program)
    for table in ("2.4", "3.9"):
        rows = lines(laporan, table)
        parents = {row.parent for row in rows}
        assert sum(money(row, "anggaran") or 0 for row in rows if row.level == "program") == whole
        assert sum(money(row, "anggaran") or 0 for row in rows if row.number not in parents) == whole
    assert [money(row, "anggaran") for row in laporan.find("3.9").rows if row.level == "jumlah"] == [whole]


def test_lines_left_over_hold_no_money(result):
    _, _, path = result
    unnamed = [
        row
        for table in ("2.4", "3.9")
        for row in sc.read(path).find(table).rows
        if not row.text("uraian") and not row.level.is_summary
    ]
    assert [row.number for row in unnamed if money(row, "anggaran") or money(row, "realisasi")] == []


def test_ironcalc_gives_what_is_stored(result, tmp_path):
    _, report, path = result
    assert wrong_values(report, path, by_ironcalc(poisoned(path, tmp_path))) == []


@pytest.mark.libreoffice
def test_libreoffice_gives_what_is_stored(result, libreoffice, without_values):
    _, report, path = result
    theirs = stored_values(libreoffice(without_values(path), "xlsx"))
    assert wrong_values(report, path, lambda place: theirs[place.sheet][place.cell].value) == []


def test_a_template_that_is_full_goes_into_a_larger_one(result, tmp_path):
    facts, _, path = result
    larger = {"program": 13, "kegiatan": 8, "sub_kegiatan": 3}
    sc.write_template(tmp_path / "kosong.xlsx", tahun=facts.tahun, renstra=facts.renstra, **larger)
    sc.fill(tmp_path / "kosong.xlsx", tmp_path / "isi.xlsx", data=sc.read(path))
    for table in ("2.4", "3.9"):
        before, after = (lines(sc.read(one), table) for one in (path, tmp_path / "isi.xlsx"))
        named = [
            sorted((str(row.level), money(row, "anggaran") or 0) for row in rows) for rows in (before, after)
        ]
        assert named[0] == named[1]


@pytest.mark.parametrize("name", ["bogorejo-2024.xlsx", "bogorejo-2024-kosong.xlsx"])
def test_indicators_keep_their_targets_where_the_form_links_its_lines_to_other_rows(workbooks, name):
    """The form takes line 2 of Tabel 3.2 from line 2 of Tabel 2.3; what is measured there is its third."""
    form, made = io.BytesIO(), io.BytesIO()
    sc.write_template(form, tahun=2024, renstra=(2021, 2026))
    sc.fill(form.getvalue(), made, data=sc.read(workbooks / name))
    filled = sc.compute(made.getvalue())
    wanted = sc.compute(workbooks / name)
    for column, frames in {
        "capaian": (filled.capaian, wanted.capaian),
        "kemajuan": (filled.renstra, wanted.renstra),
    }.items():
        told, given = (frame.set_index("indikator") for frame in frames)
        measured = given.index[given["realisasi"].notna()]
        assert told.loc[measured, column].round(9).tolist() == given.loc[measured, column].round(9).tolist()
    errors = [one for one in sc.audit(filled.laporan, filled) if one.severity == "galat"]
    assert not {one.code for one in errors} & {"riwayat-berbeda", "target-renstra-berbeda"}
    # What the head agreed to differs in the report too; no other table does.
    assert all(one.places[0].sheet.startswith("PK") for one in errors if one.code == "target-berbeda")
    assert not [
        one
        for one in sc.audit(filled.laporan, filled)
        if one.places[0].sheet == "Tabel 3.8" and one.severity == "galat"
    ]
