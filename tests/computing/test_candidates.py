"""The few indicators whose names are compared with that of a row: none that is surely meant is left out."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sakipcalc.computing.candidates import Candidates
from sakipcalc.text.names import same_name

WORDS = ["persentase", "ikm", "sakip", "jalan", "mantap", "desa", "tangguh", "jalan2", "x", "pelayanan" * 12]
NAMES = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


def called(*names: str, acronyms=(), goals=()):
    return SimpleNamespace(names=frozenset(names), acronyms=frozenset(acronyms), goals=frozenset(goals))


def row(name: str, acronym: str = "", goals=()):
    return SimpleNamespace(name=name, acronym=acronym, goals=frozenset(goals))


@given(NAMES, st.lists(NAMES, min_size=1, max_size=6))
@example("pelayanan" * 14, ["pelayanan" * 13 + "pelayanam"])
@settings(max_examples=150)
def test_every_name_that_is_as_good_as_the_same_is_among_them(name, others):
    seen = {("indikator", at): called(other) for at, other in enumerate(others)}
    found = Candidates(seen).surely(row(name))
    assert {
        subject
        for subject, one in seen.items()
        if max(same_name(name, other) for other in one.names) >= 0.995
    } <= {*found}


def test_those_under_its_goal_and_those_that_its_acronym_names_are_among_them():
    seen = {
        ("indikator", 0): called("angka kemiskinan", goals=["kesejahteraan"]),
        ("indikator", 1): called("iplm"),
        ("indikator", 2): called("tingkat literasi", acronyms=["tl"]),
        ("indikator", 3): called("panjang jalan"),
    }
    candidates = Candidates(seen)
    assert [*candidates.surely(row("tl", goals=["kesejahteraan"]))] == [("indikator", 0), ("indikator", 2)]
    assert [*candidates.surely(row("literasi warga", acronym="iplm"))] == [("indikator", 1)]


def test_of_few_indicators_all_may_be_meant():
    seen = {("indikator", at): called(name) for at, name in enumerate(["jalan mantap", "desa tangguh"])}
    assert {*Candidates(seen).likely(row("jaln mantab"))} == {*seen}
