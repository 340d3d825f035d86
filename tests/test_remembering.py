"""Stores: what lives with its owner, what one user at a time may have, and what is let go."""

from __future__ import annotations

import gc
from threading import Thread

from sakipcalc.core.memo import ByIdentity, Owned, Shelf, forget, remembered


class Owner:
    """Something that can be owned by and be gone."""


def test_what_is_owned_goes_with_its_owner():
    store: Owned[Owner, Owner] = Owned("values of this test")
    owner, value = Owner(), Owner()
    assert store.get(owner) is None
    assert store.put(owner, value) is value is store.get(owner)
    del owner
    gc.collect()
    assert len(store._values) == 0


def test_who_takes_a_thing_has_it_alone():
    shelf: Shelf[str, object] = Shelf("one thing", 2)
    shelf.put("a", "thing")
    taken: list[object] = []
    threads = [Thread(target=lambda: taken.append(shelf.take("a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, taken)) == ["None"] * 7 + ["thing"]


def test_the_one_that_was_kept_longest_goes_first():
    shelf: Shelf[str, int] = Shelf("two", 2)
    for number, key in enumerate("abc"):
        shelf.put(key, number)
    assert [shelf.take(key) for key in "abc"] == [None, 1, 2]


def test_no_other_object_takes_the_identity_of_one_that_is_gone():
    known: ByIdentity[int] = ByIdentity()
    for number in range(100):
        known.put(number, Owner())
    assert [known.get(Owner()) for _ in range(100)] == [None] * 100
    pair = (Owner(), Owner())
    assert (known.put(7, *pair), known.get(*pair), known.get(*reversed(pair))) == (7, 7, None)
    assert known.copy().get(*pair) == 7


def test_everything_can_be_let_go():
    calls: list[str] = []

    @remembered(8)
    def shout(text: str) -> str:
        calls.append(text)
        return text.upper()

    shelf: Shelf[str, int] = Shelf("numbers", 2)
    shelf.put("a", 1)
    assert (shout("ya"), shout("ya")) == ("YA", "YA")
    forget()
    assert (shout("ya"), shelf.take("a"), calls) == ("YA", None, ["ya", "ya"])


def test_a_text_is_kept_up_to_the_length_that_is_said():
    calls: list[int] = []

    @remembered(8, longest=500)
    def length(text: str) -> int:
        calls.append(len(text))
        return len(text)

    for letters in (450, 450, 550, 550):
        assert length("a" * letters) == letters
    assert calls == [450, 550, 550]
