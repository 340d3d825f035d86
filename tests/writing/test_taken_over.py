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
    officials = [[table.pejabat for table in one.daftar_tabel if table.id == "PK"] for one in both]
    assert officials[0] == officials[1]


def test_goals_indicators_and_targets_of_every_year_are_taken_over(both):
    source, made = both
    keys = [column.kunci for column in source.cari("2.1").kolom if column.tahun]
    for mine, theirs in zip(made.cari("2.1").baris, source.cari("2.1").baris, strict=True):
        assert mine.teks("indikator") == theirs.teks("indikator")
        assert [mine.sel[key].nilai for key in keys] == [theirs.sel[key].nilai for key in keys]


def test_the_target_of_the_year_follows_from_the_plan_and_nothing_is_realised_or_budgeted(both):
    _, made = both
    hasil = sc.compute(made)
    assert [float(row.target.angka) for row in hasil.baris_capaian] == [94, 71]
    assert all(row.realisasi.angka is None for row in hasil.baris_capaian)
    assert hasil.total_anggaran.pagu.angka is None


def test_the_budget_tree_keeps_its_names_and_levels(both):
    source, made = both

    def lines(laporan):
        rows = laporan.cari("2.4").baris
        return [(row.tingkat, row.teks("uraian")) for row in rows if row.tingkat not in {"unit", "jumlah"}]

    assert lines(made) == lines(source)


def test_the_scale_is_that_of_the_source_with_its_colours(both):
    theirs, ours = (sc.compute(one).skala["3.1"].skala.pita for one in both)
    assert ours == theirs
