"""A template made from an existing workbook: names and plans come along, figures of a year do not."""

from __future__ import annotations

import pytest

import sakipcalc as sc


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    source = sc.read("workbooks/bogorejo-2024.xlsx")
    path = tmp_path_factory.mktemp("dari") / "t.xlsx"
    sc.write_template(path, tahun=2025, data=source)
    return source, sc.read(path)


def test_unit_renstra_and_officials_are_those_of_the_source(both):
    _, made = both
    assert (made.entitas.nama, made.entitas.kabupaten) == ("Kecamatan Bogorejo", "Kabupaten Blora")
    assert (made.entitas.tahun, made.entitas.renstra) == (2025, (2021, 2026))
    officials = [[table.pejabat for table in one.tables if table.id == "PK"] for one in both]
    assert officials[0] == officials[1]


def test_goals_indicators_and_targets_of_every_year_are_taken_over(both):
    source, made = both
    keys = [column.key for column in source.find("2.1").columns if column.year]
    for mine, theirs in zip(made.find("2.1").rows, source.find("2.1").rows, strict=True):
        assert mine.text("indikator") == theirs.text("indikator")
        assert [mine.cells[key].value for key in keys] == [theirs.cells[key].value for key in keys]


def test_the_target_of_the_year_follows_from_the_plan_and_nothing_is_realised_or_budgeted(both):
    _, made = both
    hasil = sc.compute(made)
    assert [float(row.target.number) for row in hasil.capaian_rows] == [94, 71]
    assert all(row.realisasi.number is None for row in hasil.capaian_rows)
    assert hasil.total_anggaran.pagu.number is None


def test_the_budget_tree_keeps_its_names_and_levels(both):
    source, made = both

    def lines(laporan):
        rows = laporan.find("2.4").rows
        return [(row.level, row.text("uraian")) for row in rows if row.level not in {"unit", "jumlah"}]

    assert lines(made) == lines(source)


def test_the_scale_is_that_of_the_source_with_its_colours(both):
    theirs, ours = (sc.compute(one).skala["3.1"].skala.pita for one in both)
    assert ours == theirs
