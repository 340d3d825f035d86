"""Tables of two halves: indicators of a goal and what was reached, those of a programme and what it reached.

So are those of several officials: under a spanner for each stand goals, indicators and targets of their own.

Where headings do not say of which half a column is, its place does: the columns of a half stand together.

Sasaran | Indikator | Hasil (%) | Program | Ukuran | Hasil (%)
"""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from sakipcalc.reading.seats import BY_PLACE, Seat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.reading.fitting import Evidence
    from sakipcalc.tables import TableSpec

__all__ = ["in_halves", "of_its_lines", "of_one_spanner"]

_PROGRAM = "program"
_OF_PROGRAM = f"_{_PROGRAM}"
#: A half begins once, and the other after it.
_TWICE = 1


def in_halves(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> dict[int, tuple[Seat, float]]:
    """Return the roles of a table, those changed round that stand in the wrong half; these are asked about.

    Where no change parts the halves, all of them are guesses.
    """
    at = {role.spec.id: i for i, (role, _) in taken.items()}
    pairs = [
        (at[id_], at[id_ + _OF_PROGRAM]) for id_ in at if id_ + _OF_PROGRAM in at and _PROGRAM in spec.kolom
    ]
    if not pairs or _turns(taken) <= _TWICE:
        return dict(taken)
    ways = [
        [pair for pair, turned in zip(pairs, which, strict=True) if turned]
        for which in product((False, True), repeat=len(pairs))
    ]
    allowed = [way for way in ways if not any(_says_program(known[other]) for _, other in way)]
    best = min(allowed, key=lambda way: (_turns(_changed(taken, way)), len(way)))
    found = _changed(taken, best)
    doubtful = {i for pair in best for i in pair}
    if _turns(found) > _TWICE:
        doubtful = {i for i, half in _halves(found) if half is not None and i != at.get(_GOAL)}
    return found | {i: (found[i][0], BY_PLACE) for i in doubtful}


def of_one_spanner(
    known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> dict[int, tuple[Seat, float]]:
    """Return the roles, those with the same heading under the spanner of the first names taken from there.

    Of "Kepala Dinas > Sasaran, Indikator, Target | Kepala Bidang > Sasaran, Indikator, Target" the indicators
    and targets of the one do not belong to the goals of the other.
    """
    names = [i for i in sorted(taken) if known[i].content_signs.words]
    first = known[names[0]].heading.path[:-1] if names else ()
    if not first:
        return dict(taken)
    found = dict(taken)
    own = {i: one for i, one in enumerate(known) if one.heading.path[:-1] == first and i not in taken}
    for i in taken:
        twin = next((at for at, one in own.items() if _are_twins(one, known[i])), None)
        if twin is not None and known[i].heading.path[:-1] != first:
            found[twin] = found.pop(i)
            del own[twin]
    return found


def of_its_lines(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> dict[int, tuple[Seat, float]]:
    """Return the roles of a tree, those of its lines taken from the right of their names.

    What stands left of them is of their goals:

    Sasaran | Indikator | Target | Kegiatan | Indikator | Target | Anggaran
    """
    named = next((i for i, (role, _) in taken.items() if role.spec.id == spec.identitas[0]), 0)
    found = dict(taken)
    for i in taken if spec.baris == _TREE else ():
        right = (j for j in range(named + 1, len(known)) if j not in found)
        own = next((j for j in right if _tell_the_same(known[i], known[j])), None)
        if i < named and own is not None:
            found[own] = found.pop(i)
    return found


_TREE = "pohon"


def _tell_the_same(one: Evidence, other: Evidence) -> bool:
    return (one.meaning.measure, *_of_its_own(one)[1:]) == (other.meaning.measure, *_of_its_own(other)[1:])


def _are_twins(one: Evidence, other: Evidence) -> bool:
    """Return whether two columns have one heading of their own, and mean the same under their spanners."""
    return _of_its_own(one) == _of_its_own(other) and one.meaning == other.meaning


def _of_its_own(one: Evidence) -> tuple[object, ...]:
    return one.heading.path[-1:], one.objek, one.heading.year, one.heading.quarter


def _changed(
    taken: Mapping[int, tuple[Seat, float]], pairs: Sequence[tuple[int, int]]
) -> dict[int, tuple[Seat, float]]:
    found = dict(taken)
    for one, other in pairs:
        found[one], found[other] = taken[other], taken[one]
    return found


def _turns(taken: Mapping[int, tuple[Seat, float]]) -> int:
    """Return how often columns of one half follow those of the other, from left to right."""
    halves = [half for _, half in _halves(taken) if half is not None]
    return sum(one != other for one, other in pairwise(halves))


def _halves(taken: Mapping[int, tuple[Seat, float]]) -> list[tuple[int, bool | None]]:
    """Return of each column from left to right whether it is of the programme, None for one of neither."""
    named = {role.spec.id for role, _ in taken.values()}
    of_goal = {id_.removesuffix(_OF_PROGRAM) for id_ in named if id_.endswith(_OF_PROGRAM)} | {
        _GOAL,
        "indikator",
    }
    ids = [(i, taken[i][0].spec.id) for i in sorted(taken)]
    return [(i, True if id_.endswith(_PROGRAM) else False if id_ in of_goal else None) for i, id_ in ids]


_GOAL = "tujuan_sasaran"


def _says_program(one: Evidence) -> bool:
    """Return whether a heading says itself that it is of the programme."""
    return one.meaning.sure_of.get(_PROGRAM, 0.0) >= _SAID or one.answer != ""


#: A heading that names a programme plainly is of one.
_SAID = 0.8
