"""The rules by which the content of a column speaks for a role."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from sakipcalc.reading.content import ContentColumn
from sakipcalc.reading.contenttests import TEST_OF_KIND, TEST_OF_ROLE, content_weights

RAW = tomllib.loads(files("sakipcalc.reading").joinpath("contenttests.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RAW["tests"])
def test_its_last_rule_has_no_condition(name):
    conditions = [condition for condition, _ in RAW["tests"][name]]
    assert conditions[-1] == ""
    assert all(conditions[:-1])


def weight(role, **shares):
    return content_weights(ContentColumn(**{"said": 10, **shares}))[TEST_OF_ROLE[role]]


def test_names_of_goals_are_goals_and_no_solutions():
    goals = {"goal": 0.9, "length": 40.0, "long": 0.6, "varied": 1.0}
    assert weight("sasaran", **goals) == 0.5
    assert weight("solusi", **goals) == -0.5
    assert weight("solusi", **(goals | {"goal": 0.0})) == 0.5


def test_a_column_of_money_is_no_per_cents():
    money = content_weights(ContentColumn(said=10, figure=1.0, money=1.0, figure_count=10))
    assert money[TEST_OF_KIND["uang"]] > 0 > money[TEST_OF_KIND["persen"]]
