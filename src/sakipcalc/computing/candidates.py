"""Indicators that a row may be of: the few whose names are worth comparing."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from sakipcalc.text.likeness import FEW, Likely

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sakipcalc.computing.links import Subject
    from sakipcalc.computing.resemblance import Asked, Seen

__all__ = ["Candidates"]

#: Two names of which each has so many letters may differ and be as good as the same.
_LONG = 90


class Candidates:
    """The indicators of the tables before, by what a row may share with them.

    Parameters
    ----------
    seen : mapping of Subject to Seen
        The indicators.
    """

    def __init__(self, seen: Mapping[Subject, Seen]) -> None:
        self._called = [(name, subject) for subject, one in seen.items() for name in one.names | one.acronyms]
        self._below: dict[str, dict[Subject, None]] = defaultdict(dict)
        for subject, one in seen.items():
            for key in one.goals:
                self._below[key][subject] = None

    def surely(self, asked: Asked) -> Collection[Subject]:
        """Return the indicators that a row may surely be of.

        They stand under one of its goals, or their name has all words of the other, or both names are long:
        no other two names are as good as the same. Of many indicators they are those of like names.
        """
        if len(self._called) > FEW:
            return self.likely(asked)
        found = self._under_goals(asked)
        name, acronym = asked.name, asked.acronym
        words, is_long = {*name.split()}, len(name) >= _LONG
        for other, subject, its_words in self._words:
            if (
                words <= its_words
                or its_words <= words
                or acronym == other
                or (is_long and len(other) >= _LONG)
            ):
                found[subject] = None
        return found

    def likely(self, asked: Asked) -> Collection[Subject]:
        """Return the indicators that a row may be of at all: under its goals, or of a name like its own."""
        near = (*self._names.near(asked.name), *(self._names.near(asked.acronym) if asked.acronym else ()))
        return self._under_goals(asked) | {subject: None for _, subject in near}

    def _under_goals(self, asked: Asked) -> dict[Subject, None]:
        return {subject: None for key in asked.goals for subject in self._below.get(key, ())}

    @cached_property
    def _words(self) -> list[tuple[str, Subject, set[str]]]:
        """The words of each name."""
        return [(name, subject, {*name.split()}) for name, subject in self._called]

    @cached_property
    def _names(self) -> Likely[tuple[str, Subject]]:
        """The names of all indicators, to be found by what another name shares with them."""
        return Likely({key: key[0] for key in self._called})
