"""The rules of the house: one name for one thing, the words of the annexes and no other Indonesian ones, no circles."""

import pytest
from tests.house import counts


def test_names_are_english_but_for_the_words_of_the_annexes():
    assert counts.foreign_names() == {}


def test_a_field_of_one_name_has_one_type():
    assert counts.fields_of_several_types() == {}


def test_a_name_stands_for_one_class():
    assert counts.type_names_twice() == {}


def test_a_file_name_is_used_twice_at_most():
    assert counts.file_names_too_often() == {}


def test_the_first_level_can_be_taken_in_at_a_glance():
    assert len(counts.entries_of_first_level()) <= 28


def test_tables_are_seldom_named_in_the_code():
    assert counts.literal_table_ids() < 60


def test_no_operation_is_compared_with_a_string():
    # Where a TOML file is loaded its words have to be looked at.
    assert [place for place in counts.comparisons_of_operations() if not place.startswith("tables/")] == []


def test_imports_make_no_circle_even_for_types():
    assert counts.circles() == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("capaian_rows", ["capaian", "rows"]),
        ("FillPlan", ["fill", "plan"]),
        ("_HTMLPage", ["html", "page"]),
        ("TOTAL", ["total"]),
    ],
)
def test_the_words_of_a_name_are_told_apart(name, words):
    assert counts.words_of(name) == words
