"""The facts of each unit agree with themselves, so that a workbook of them has nothing to be found."""

from __future__ import annotations

import pytest

from . import arithmetic as count
from .facts import UNITS, unit
from .tables import measured

pytestmark = pytest.mark.parametrize("name", UNITS)


def test_spending_by_kind_is_all_spending(name):
    one = unit(name)
    assert sum(spent for _, spent in one.belanja) == sum(program.realisasi for program in one.program)


def test_quarters_give_the_year(name):
    one = unit(name)
    for indicator in one.diukur:
        if indicator.akumulasi:
            year = count.over_quarters(indicator.akumulasi, indicator.realisasi_tw)
            assert year == indicator.realisasi[one.tahun], indicator.nama


def test_the_head_promises_the_target_of_the_year(name):
    one = unit(name)
    targets = {i.nama: i.target[one.tahun] for i in one.indikator}
    promised = [(n, t) for _, _, n, t in one.pk[0].indikator if n in targets]
    assert all(str(target).rstrip("%") == str(targets[n]) for n, target in promised)


def test_every_measured_indicator_has_a_capaian_and_a_kategori(name):
    one = unit(name)
    for indicator in one.diukur:
        values = measured(one, indicator)
        assert values["capaian"] is not None, indicator.nama
        assert values["kategori"] in {band.predikat for band in one.skala_capaian}


def test_every_programme_serves_a_sasaran_that_is_measured_where_budgets_are_per_sasaran(name):
    one = unit(name)
    goals = {i.goal for i in one.diukur}
    assert not one.efisiensi_per_sasaran or {program.sasaran for program in one.program} == goals
