"""The meaning of columns as their figures have it: parts of others, and what quarters come to."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from math import isclose
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.reading.fitting import OWN_NAMES
from sakipcalc.reading.signs import ratios

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.reading.content import Sample
    from sakipcalc.reading.header import Header, Heading
    from sakipcalc.tables import Meaning, Vocabulary

__all__ = ["at_the_end_of_the_year", "planned_by_quarter", "without_parts_of_shares", "without_parts_of_sums"]

_MOSTLY = 0.5


def at_the_end_of_the_year(header: Header, sample: Sample) -> Header:
    """Return a header in which money spent up to the fourth quarter is that of the year.

    It is where the money grows from quarter to quarter in every row, and stands nowhere for the year; not
    where less than half of what was to be spent would have been, and all quarters together come to no more.
    """
    spent = {
        one.quarter: one for one in header.headings if one.quarter and sample.column(one.col).money > _MOSTLY
    }
    if len(spent) != _LAST_QUARTER or any(
        map(_SPENT.search, [one.text for one in header.headings if not one.quarter])
    ):
        return header
    rows = [*zip(*(sample.column(spent[quarter].col).figures for quarter in sorted(spent)), strict=True)]
    told = [row for row in rows if None not in row]
    if not told or not all([*row] == sorted(row) and row[0] < row[-1] for row in told):
        return header
    beside = [
        one.col for one in header.headings if not one.quarter and sample.column(one.col).money > _MOSTLY
    ]
    to_spend = sample.column(beside[0]).figures if beside else ()
    if told == rows and _may_be_parts(told, to_spend):
        return header
    last = spent[_LAST_QUARTER].path[:-1]
    headings = (
        one._replace(quarter=None) if one.quarter == _LAST_QUARTER and one.path[:-1] == last else one
        for one in header.headings
    )
    return replace(header, headings=tuple(headings))


def _may_be_parts(spent: Sequence[Sequence[float | None]], to_spend: Sequence[float | None]) -> bool:
    """Return whether quarters may be added up: to no more than the budget, of which the last has not half."""
    return bool(to_spend) and all(
        budget is not None and sum(filter(None, row)) <= budget and 2 * (row[-1] or 0) < budget
        for row, budget in zip(spent, to_spend, strict=True)
    )


_LAST_QUARTER = 4
_SPENT = re.compile(r"realisasi|terserap|penyerapan", re.IGNORECASE)


def without_parts_of_shares(
    header: Header, meanings: list[Meaning], sample: Sample, vocabulary: Vocabulary
) -> list[Meaning]:
    """Return the meanings; what a share is made of has none: "Realisasi > Pembilang, Penyebut, Hasil"."""
    alone = [
        at
        for at, one in enumerate(header.headings)
        if len(one.path) > 1
        and meanings[at].measure in _SHARED
        and not vocabulary.grammar.meaning(one.path[-1:]).sure_of
    ]
    under = {header.headings[at].path[:-1] for at in alone}
    if len(alone) < _PARTS_OF_A_SHARE:
        return meanings
    at_col = {one.col: at for at, one in enumerate(header.headings)}
    parts: set[int] = set()
    for one in ratios(sample, header.numbers):
        places = [at_col.get(col) for col in (one.upper, one.lower)]
        of_share = header.headings[at_col[one.col]].path[:-1] if one.col in at_col else ()
        if of_share in under and all(at in alone for at in places):
            parts |= {at for at in places if at is not None}
    own = MappingProxyType({OWN_NAMES: 1.0})
    return [replace(one, sure_of=own) if at in parts else one for at, one in enumerate(meanings)]


def without_parts_of_sums(
    headings: Sequence[Heading], meanings: list[Meaning], sample: Sample
) -> list[Meaning]:
    """Return the meanings; what a sum beside it is made of has none: "Pagu > Rupiah Murni, PNBP, Total".

    Nor has a budget of which a part is withheld, where what is left of it stands beside: "Pagu Efektif".
    """
    alike: dict[tuple[str, int | None], list[int]] = {}
    for at, (one, meaning) in enumerate(zip(headings, meanings, strict=True)):
        if meaning.measure in _SUMMED and one.quarter is None:
            alike.setdefault((meaning.measure, one.year), []).append(at)
    parts: set[int] = set()
    for places in alike.values():
        figures = {at: sample.column(headings[at].col).figures for at in places}
        sums = [at for at in places if _is_sum(figures[at], [figures[one] for one in places if one != at])]
        parts |= {at for at in places if sums and at != sums[-1]}
    withheld = [
        sample.column(one.col).figures
        for one, meaning in zip(headings, meanings, strict=True)
        if meaning.measure not in {*_SUMMED, "sisa"} and sample.column(one.col).figure > _MOSTLY
    ]
    for whole, left in pairwise(
        at for (measure, _), places in alike.items() if measure == "pagu" for at in places
    ):
        of_whole, of_left = (sample.column(headings[at].col).figures for at in (whole, left))
        parts |= {whole for one in withheld if _is_sum(of_whole, [of_left, one])}
    own = MappingProxyType({OWN_NAMES: 1.0})
    return [replace(one, sure_of=own) if at in parts else one for at, one in enumerate(meanings)]


def _is_sum(total: Sequence[float | None], parts: Sequence[Sequence[float | None]]) -> bool:
    """Return whether a column is the sum of others in each row, of several of them in one at least."""
    if len(parts) < _FEWEST_PARTS:
        return False
    rows = [(whole, [one or 0.0 for one in row]) for whole, *row in zip(total, *parts, strict=False) if whole]
    several = any(sum(map(bool, row)) >= _FEWEST_PARTS for _, row in rows)
    return several and len(rows) > 1 and all(isclose(whole, sum(row)) for whole, row in rows)


_SUMMED = frozenset({"pagu", "realisasi", "target", "uang"})
_FEWEST_PARTS = 2


def planned_by_quarter(headings: Sequence[Heading], meanings: list[Meaning], sample: Sample) -> list[Meaning]:
    """Return the meanings, "TW I" to "TW IV" being targets where each row comes to that of the year.

    What was reached does not meet its target in every row; where it is said to, words have to tell.
    """
    plain = {one.quarter: at for at, one in enumerate(headings) if one.quarter}
    bare = [at for at in plain.values() if meanings[at].measure in _OF_TIME]
    named = {meaning.measure: at for at, meaning in enumerate(meanings) if headings[at].quarter is None}
    if len(bare) != _LAST_QUARTER or sum(one.quarter is not None for one in headings) != _LAST_QUARTER:
        return meanings
    if "target" not in named or ("capaian" in named and "realisasi" not in named):
        return meanings
    of_year = sample.column(headings[named["target"]].col).figures
    quarters = [sample.column(headings[plain[quarter]].col).figures for quarter in sorted(plain)]
    rows = [(year, row) for year, *row in zip(of_year, *quarters, strict=False) if year and None not in row]
    reached = sample.column(headings[named["realisasi"]].col).figures if "realisasi" in named else ()
    if len(rows) <= 1 or tuple(reached) == tuple(of_year):
        return meanings
    grow = any(len({*row}) > 1 for _, row in rows)
    if not grow or not all(isclose(year, row[-1]) or isclose(year, sum(row)) for year, row in rows):
        return meanings
    target = MappingProxyType({"target": 1.0})
    return [replace(one, sure_of=target) if at in bare else one for at, one in enumerate(meanings)]


_OF_TIME = frozenset({"", "masa"})
#: Measures that may be a share, and of how many columns.
_SHARED = frozenset({"realisasi", "target"})
_PARTS_OF_A_SHARE = 2
