"""Which names a unit has declared to be of one thing, or of two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.names import line_name

if TYPE_CHECKING:
    from sakipcalc.methods import Metode

__all__ = ["Kepastian"]


@dataclass(frozen=True, slots=True)
class Kepastian:
    """What a Metode says of pairs of names; case, punctuation and numbering do not matter.

    Parameters
    ----------
    sama, beda : frozenset of frozenset of str
        Pairs of names that are the same, and that are not.
    """

    sama: frozenset[frozenset[str]]
    beda: frozenset[frozenset[str]]

    @classmethod
    def from_metode(cls, metode: Metode) -> Kepastian:
        """Return the pairs that a Metode names."""
        same = (_pair(one, other) for one, other in metode.tautan.items())
        different = (_pair(one, other) for one, others in metode.bukan_tautan.items() for other in others)
        return cls(frozenset(same), frozenset(different))

    def verdict(self, one: str, other: str) -> float | None:
        """Return 1 for names of one thing, 0 for names of two, None where the Metode does not say."""
        if not self.sama and not self.beda:
            return None
        pair = _pair(one, other)
        return 1.0 if pair in self.sama else 0.0 if pair in self.beda else None


def _pair(one: str, other: str) -> frozenset[str]:
    return frozenset((line_name(one), line_name(other)))
