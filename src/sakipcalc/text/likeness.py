"""Names that may be alike: each is held against the few that share what is rare in it, not against all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Generic, TypeVar

from sakipcalc.base.allowance import metered

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["FEW", "Likely"]

_K = TypeVar("_K")
#: So many names are held against each other without a choice.
FEW = 200
#: Against so many of a longer list one name is held at most.
_MOST = 48
_LETTERS = 3


class Likely(Generic[_K]):
    """Names, found by what another name shares with them.

    Names that are alike share words, and where every word is misspelt most runs of three letters. The rarest
    of these that a name has in common with any other tell nearly alone which ones it may be like; so the work
    on a long list grows with the list and not with its square. A short list is given whole.

    Parameters
    ----------
    names : mapping of key to str
        The names, prepared.

    Examples
    --------
    >>> lines = {number: f"penyediaan barang nomor {number}" for number in range(1000)}
    >>> 517 in Likely(lines).near("penyedian barang nomer 517"), len(Likely(lines).near("penyediaan")) < 100
    (True, True)
    """

    def __init__(self, names: Mapping[_K, str]) -> None:
        self._all: Collection[_K] = names.keys()
        self._by_mark: dict[str, list[_K]] = {}
        if len(names) > FEW:
            for key, name in metered(names.items()):
                for mark in _marks(name):
                    self._by_mark.setdefault(mark, []).append(key)

    def near(self, name: str) -> Collection[_K]:
        """Return the keys of the names that may be like this one, in their order where these are all."""
        if not self._by_mark:
            return self._all
        shared = sorted(filter(None, map(self._by_mark.get, _marks(name))), key=len)
        votes: Counter[_K] = Counter()
        for keys in shared:
            if len(votes) >= _MOST:
                break
            votes.update(keys[: _MOST * 2])
        return [key for key, _ in votes.most_common(_MOST)]


def _marks(name: str) -> set[str]:
    """Return the words of a name and its runs of letters."""
    return {*name.split(), *(name[at : at + _LETTERS] for at in range(max(len(name) - _LETTERS + 1, 1)))}
