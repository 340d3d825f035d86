"""What was reached of the year and of the end of the plan under one header, read as two tables.

Indikator | Target | Realisasi | Capaian | Target Akhir Renstra | Tingkat Kemajuan

A Tabel 3.2 or 3.3 has the first columns, a Tabel 3.4 the last; both are read, of the same cells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.reading.fitting import fit
from sakipcalc.reading.seats import BY_PLACE, LEAST, Seat, Seats
from sakipcalc.reading.signs import ratios
from sakipcalc.tables.standard import MEASUREMENT, PROGRESS

if TYPE_CHECKING:
    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.reading.fitting import Evidence
    from sakipcalc.reading.recognise import Candidate

__all__ = ["BothEnds", "both_ends"]

_REACHED, _END, _PROGRESS = "realisasi", "target_akhir", "kemajuan"
_PLANNED, _RATIO = "target", "capaian"
#: What is the same in both tables, and the last target.
_KEPT = frozenset({"no", "tujuan_sasaran", "indikator", "satuan", "arah", _END})


class BothEnds(NamedTuple):
    """The table that was recognised, without what is the other's, and the other where there is one."""

    chosen: Candidate
    other: Candidate | None = None


def both_ends(found: FoundTable, chosen: Candidate) -> BothEnds:
    """Return a table as it is, or with the other one where both the year and the plan have a target.

    The last target must be said to be one, and the progress by its heading or by its figures: they are those
    of the realisasi over that target.
    """
    if chosen.spec.baris != "indikator" or chosen.spec.quarterly:
        return BothEnds(chosen)
    wanted = MEASUREMENT if chosen.spec.id == PROGRESS else PROGRESS
    other = next((one for one in found.candidates if one.spec.id == wanted), None)
    if other is None:
        return BothEnds(chosen)
    return _with_year(chosen, other) if wanted == MEASUREMENT else _with_plan(found, chosen, other)


def _with_year(chosen: Candidate, other: Candidate) -> BothEnds:
    """Return the progress to the end with the target of the year that it leaves aside, and its capaian."""
    reached = _of_the_year(chosen)
    planned = [
        at
        for at, one in enumerate(chosen.known)
        if at not in chosen.taken
        and one.meaning.measure == _PLANNED
        and not one.meaning.pembeda
        and one.heading.quarter is None
        and one.heading.year in {None, chosen.tahun}
    ]
    if reached is None or len(planned) != 1:
        return BothEnds(chosen)
    of_both = {at: one for at, one in other.taken.items() if one[0].spec.id in _KEPT - {_END}}
    ratios_of_year = [at for at, (seat, _) in chosen.taken.items() if seat.spec.id == _RATIO]
    own = {_REACHED: [reached], _PLANNED: planned, _RATIO: ratios_of_year}
    taken = of_both | {at: _seated(other, id_, at) for id_, places in own.items() for at in places}
    left = {at: one for at, one in chosen.taken.items() if at not in ratios_of_year}
    return BothEnds(replace(chosen, taken=left), replace(other, taken=taken))


def _with_plan(found: FoundTable, chosen: Candidate, other: Candidate) -> BothEnds:
    """Return a table of the year with the last target beside its own, and the progress to that."""
    reached = _of_the_year(chosen)
    end = next((at for at, (seat, _) in other.taken.items() if seat.spec.id == _END), None)
    if reached is None or end is None or not _is_free_end(chosen, end):
        return BothEnds(chosen)
    progress = {at: _seated(other, _PROGRESS, at) for at in _told(found, chosen, reached, end)}
    progress = progress or {at: _seated(other, _PROGRESS, at, BY_PLACE) for at in _by_place(chosen, end)}
    if not progress:
        return BothEnds(chosen)
    taken = {at: one for at, one in other.taken.items() if one[0].spec.id in _KEPT}
    taken |= {reached: _seated(other, _REACHED, reached)} | progress
    left = {at: one for at, one in chosen.taken.items() if at not in progress}
    return BothEnds(replace(chosen, taken=left), replace(other, taken=taken))


def _seated(table: Candidate, id_: str, at: int, score: float = 0.0) -> tuple[Seat, float]:
    """Return a column of a table in its seat, with a score, or as well as it fits there."""
    seat = next(one for one in Seats.of(table.spec, (), ()).roles if one.spec.id == id_)
    return seat, score or max(LEAST, fit(seat.spec, table.known[at], table.tahun))


def _of_the_year(chosen: Candidate) -> int | None:
    """Return the column of what was reached in the year of the report, or in the last one."""
    reached = {seat.period: at for at, (seat, _) in chosen.taken.items() if seat.spec.id == _REACHED}
    last = max(filter(None, reached), default=None)
    return reached.get(chosen.tahun if chosen.tahun in reached else last)


def _is_free_end(chosen: Candidate, end: int) -> bool:
    """Return whether no column of the table of the year is the last target, or that of a year to come."""
    if end not in chosen.taken:
        return True
    seat, _ = chosen.taken[end]
    reached = [one.period for one, _ in chosen.taken.values() if one.spec.id == _REACHED and one.period]
    return seat.spec.id == _PLANNED and bool(reached) and (seat.period or 0) > max(reached)


def _told(found: FoundTable, chosen: Candidate, reached: int, end: int) -> list[int]:
    """Return the column of the progress to the end as figures or, where they are silent, words tell it."""
    return _by_figures(found, chosen, reached, end) or _by_words(chosen, end)


def _by_figures(found: FoundTable, chosen: Candidate, reached: int, end: int) -> list[int]:
    """Return the column whose figures are what was reached over the last target; best one of its own."""
    cols = [one.heading.col for one in chosen.known]
    made = {
        one.col
        for one in ratios(found.sample, found.section.header.numbers)
        if (one.upper, one.lower) == (cols[reached], cols[end])
    }
    proven = [at for at, col in enumerate(cols) if col in made]
    free = [at for at in proven if at not in chosen.taken]
    taken = [at for at in proven if at in chosen.taken and _is_of_end(found, chosen, at, end)]
    return (free + taken)[:1]


def _is_of_end(found: FoundTable, chosen: Candidate, at: int, end: int) -> bool:
    """Return whether a capaian is that of the last target, which is another one than that of its year."""
    seat, _ = chosen.taken[at]
    if seat.spec.id != _RATIO:
        return False

    def figures(one: int) -> object:
        return found.sample.column(chosen.known[one].heading.col).figures

    of_its_year = (
        one
        for one, (target, _) in chosen.taken.items()
        if target.spec.id == _PLANNED and target.period == seat.period and one != end
    )
    return all(figures(one) != figures(end) for one in of_its_year)


def _by_words(chosen: Candidate, end: int) -> list[int]:
    """Return the one column whose heading says that it is the progress to the end; none where several do."""
    last = chosen.known[end].heading.year

    def says_so(one: Evidence) -> bool:
        of_end = "akhir" in one.meaning.pembeda or (last is not None and one.heading.year == last)
        return one.meaning.measure == _PROGRESS or (one.meaning.measure == _RATIO and of_end)

    free = [
        at
        for at in range(len(chosen.known))
        if at not in chosen.taken or chosen.taken[at][0].spec.id == _RATIO
    ]
    said = [at for at in free if says_so(chosen.known[at])]
    return said if len(said) == 1 else []


def _by_place(chosen: Candidate, end: int) -> list[int]:
    """Return the empty capaian that stands right of the last target, and not of that of the year."""
    at = end + 1
    is_ratio = at in chosen.taken and chosen.taken[at][0].spec.id == _RATIO
    return [at] if is_ratio and not chosen.known[at].content_signs.said else []
