"""Pairs of names that a unit has declared to be one thing, or two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.text.names import line_name

if TYPE_CHECKING:
    from sakipcalc.rulebook.methods import Metode

__all__ = ["Confirmed"]


class Confirmed(NamedTuple):
    """The declarations of a Metode on pairs of names; case, punctuation and numbering do not matter.

    Parameters
    ----------
    same, different : frozenset of frozenset of str
        Pairs of names that are the same, and that are not.
    """

    same: frozenset[frozenset[str]]
    different: frozenset[frozenset[str]]

    @classmethod
    def from_metode(cls, metode: Metode) -> Confirmed:
        """Return the pairs that a Metode names."""
        same = (_pair(one, other) for one, other in metode.tautan.items())
        different = (_pair(one, other) for one, others in metode.bukan_tautan.items() for other in others)
        return cls(frozenset(same), frozenset(different))

    def __bool__(self) -> bool:
        """Return whether the Metode names any pair."""
        return bool(self.same or self.different)

    def verdict(self, one: str, other: str) -> float | None:
        """Return 1 for names of one thing, 0 for names of two, None where the Metode does not say."""
        if not self:
            return None
        pair = _pair(one, other)
        return 1.0 if pair in self.same else 0.0 if pair in self.different else None


def _pair(one: str, other: str) -> frozenset[str]:
    return frozenset((line_name(one), line_name(other)))
