"""The polarity of an indicator: what every source says of it, which one counts, and when it is in doubt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.base.places import Place

__all__ = ["SOURCES", "Clue", "Polarity", "PolaritySource", "decide"]

#: Where a polarity is taken from, the one that counts first in front: a column, a mark at the name, a note,
#: the explanation in Tabel 2.2, the Metode, a live formula, the target itself, printed results, the targets
#: of the years, the name; ``anggapan`` where nothing speaks and more is taken to be better.
PolaritySource = Literal[
    "kolom",
    "tanda",
    "catatan",
    "penjelasan",
    "metode",
    "rumus",
    "jenis",
    "capaian",
    "lintasan",
    "nama",
    "anggapan",
]
SOURCES: tuple[PolaritySource, ...] = get_args(PolaritySource)
#: What somebody wrote of the polarity itself.
_WRITTEN = frozenset({"kolom", "tanda", "catatan", "penjelasan"})
#: What was computed or planned by it.
_SHOWN = ("rumus", "jenis", "capaian", "lintasan")
#: Of printed results that follow different polarities, so many times as many make one that of the office.
_MOST = 3
#: A column is in doubt against so many printed results at least, all of them by another polarity.
_SEVERAL = 2
_OPPOSITE = {"naik": "turun", "turun": "naik"}


class Clue(NamedTuple):
    """The polarity of an indicator as one source states it; a name may only hint at it."""

    source: PolaritySource
    arah: str
    place: Place | None = None
    is_sure: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """The polarity that an indicator is computed with.

    Parameters
    ----------
    arah : str
        The polarity.
    source : str
        Where it is taken from.
    clues : tuple of Clue
        All that speaks of it, the one that counts first in front.
    is_doubtful : bool
        Whether a person has to say: sources contradict each other, or only the name speaks.
    """

    arah: str = "naik"
    source: PolaritySource = "anggapan"
    clues: tuple[Clue, ...] = ()
    is_doubtful: bool = False

    @property
    def against(self) -> tuple[Clue, ...]:
        """The clues for the opposite polarity."""
        return tuple(one for one in self.clues if one.arah == _OPPOSITE.get(self.arah))


def decide(clues: Iterable[Clue], *, is_open: bool = False) -> Polarity:
    """Return the polarity that the sources speak for.

    Parameters
    ----------
    clues : iterable of Clue
        What the sources say.
    is_open : bool
        Whether nothing may be taken for granted: a column states a polarity in words that nobody knows, or
        the target is one to so many.

    Examples
    --------
    >>> decide([Clue("nama", "turun"), Clue("capaian", "turun")]).source
    'capaian'
    >>> decide([Clue("nama", "turun")]).is_doubtful
    True
    >>> decide([Clue("kolom", "turun"), Clue("catatan", "naik")]).is_doubtful
    True
    """
    ordered = tuple(sorted(clues, key=lambda one: SOURCES.index(one.source)))
    known = _without_slips(ordered)
    first = next((one for one in known if one.source in _WRITTEN), None)
    chosen = next((one for one in known if one.source == "metode"), None)
    if first is not None:
        contradicted = _written_otherwise(known, first) or _alone_against_all(known, first)
        if chosen is not None and contradicted:
            first, contradicted = chosen, False
        return Polarity(arah=first.arah, source=first.source, clues=ordered, is_doubtful=contradicted)
    if chosen is not None:
        return Polarity(arah=chosen.arah, source=chosen.source, clues=ordered)
    return _by_practice(known, ordered, is_open=is_open)


def _by_practice(known: Sequence[Clue], ordered: tuple[Clue, ...], *, is_open: bool) -> Polarity:
    """Return the polarity where nobody wrote one: by what was computed and planned, else by the name."""
    shown = next((one for one in known if one.source in _SHOWN), None)
    name = next((one for one in known if one.source == "nama"), None)
    if shown is not None:
        against = [one for one in known if one.arah == _OPPOSITE.get(shown.arah)]
        told = any(one.source == "nama" and one.is_sure for one in against)
        contradicted = told or len({one.source for one in against}) > 1
        return Polarity(arah=shown.arah, source=shown.source, clues=ordered, is_doubtful=contradicted)
    if name is not None:
        doubtful = is_open or name.arah != "naik"
        return Polarity(arah=name.arah, source="nama", clues=ordered, is_doubtful=doubtful)
    return Polarity(clues=ordered, is_doubtful=is_open)


def _without_slips(clues: tuple[Clue, ...]) -> list[Clue]:
    """Leave out printed results that nearly all others contradict, and all where they are at odds."""
    for source in ("rumus", "capaian"):
        votes = Counter(one.arah for one in clues if one.source == source)
        if len(votes) > 1:
            (most, count), (_, rest) = votes.most_common(2)
            kept = most if count >= _MOST * rest else None
            clues = tuple(one for one in clues if one.source != source or one.arah == kept)
    return list(clues)


def _written_otherwise(known: Sequence[Clue], first: Clue) -> bool:
    opposite = _OPPOSITE.get(first.arah)
    return any(one.source in _WRITTEN and one.arah == opposite for one in known)


def _alone_against_all(known: Sequence[Clue], first: Clue) -> bool:
    """Return whether a statement is contradicted by results, and by plan or name, and borne out by none."""
    others = [one for one in known if one.source != first.source]
    if any(one.arah == first.arah for one in others):
        return False
    against = [one for one in others if one.arah == _OPPOSITE.get(first.arah)]
    results = [one for one in against if one.source in {"rumus", "capaian"}]
    return len(results) >= _SEVERAL and any(one.source in {"lintasan", "nama"} for one in against)
