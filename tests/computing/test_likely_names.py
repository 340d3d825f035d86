"""A name is held against few others of a long list, and those that are like it are among them."""

from __future__ import annotations

import random

from rapidfuzz import fuzz

from sakipcalc.text.likeness import Likely

WORDS = (
    "penyediaan", "pembinaan", "pelayanan", "pengadaan", "pemeliharaan", "koordinasi", "fasilitasi", "evaluasi",
    "barang", "jasa", "kantor", "gedung", "jalan", "irigasi", "desa", "kecamatan", "pegawai", "masyarakat",
)  # fmt: skip
COUNT = 900


def names(chance: random.Random) -> dict[int, str]:
    def own() -> str:
        return "".join(chance.choices("bcdgjklmnprstwy", k=3) + chance.choices("aiueo", k=3))

    return {
        number: " ".join([chance.choice(WORDS), own(), chance.choice(WORDS), own()])
        for number in range(COUNT)
    }


def misspelt(name: str, chance: random.Random) -> str:
    """Return a name with a letter of each word left out, doubled or changed."""

    def wrong(word: str) -> str:
        at = chance.randrange(len(word))
        return word[:at] + chance.choice(["", word[at] * 2, "x"]) + word[at + 1 :]

    return " ".join(map(wrong, name.split()))


def test_every_name_that_is_like_another_is_among_those_that_it_is_held_against():
    chance = random.Random(5)  # noqa: S311 -- names of a test, no secret
    known = names(chance)
    likely = Likely(known)
    for number in range(0, COUNT, 9):
        name = misspelt(known[number], chance)
        near = set(likely.near(name))
        assert len(near) < 60
        assert {key for key, other in known.items() if fuzz.ratio(name, other) >= 80} <= near


def test_a_short_list_is_given_whole_and_a_name_like_none_finds_none():
    few = {number: f"nama {number}" for number in range(50)}
    assert list(Likely(few).near("lain")) == list(few)
    assert not Likely(names(random.Random(1))).near("zzzz qqqq")  # noqa: S311
