"""Years that headings name without a number: this year and last, n-1, the third year of the plan.

Realisasi              | Naik/Turun        Target Kinerja Pada Tahun Ke-
Tahun Lalu | Tahun Ini |                    1 | 2 | 3 | 4 | 5

Which years these are, the lines above the table say, or the workbook elsewhere: the year of the report, the
first year of the plan.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.text.dates import ranges, without_ranges, without_regulations, years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sakipcalc.reading.header import Header, Heading

__all__ = ["PLAN_YEARS", "Calendar", "with_relative_years"]

#: A longer heading is a sentence, as forms of evaluation have them: "(n-2)" there is of another count.
_LONGEST = 45
#: "Tahun ini", "Tahun Berjalan", "Target n".
_THIS = re.compile(r"\btahun\s+(?:ini|berjalan|laporan|pelaporan|n)\b(?!\s*[-–])|\bn$", re.IGNORECASE)
#: "Tahun lalu".
_LAST = re.compile(r"\btahun\s+(?:lalu|sebelumnya|kemarin)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:tahun\s+)?n\s*[-–]\s*(\d)\b", re.IGNORECASE)
#: What speaks of years at all.
_ANY = re.compile(r"tahun|\bn\s*[-–]\s*\d", re.IGNORECASE)
#: "Tahun ke-3"; a spanner may end so over the numbers.
_NTH = re.compile(r"\btahun\s+ke\W*(\d{1,2}|I{1,3}|IV|V)\b", re.IGNORECASE)
PLAN_YEARS = re.compile(r"\btahun\s+ke\W*$", re.IGNORECASE)
#: "Tahun Dasar (2020)", "Kondisi Awal 2021".
_BASE = re.compile(r"\b(?:dasar|awal|baseline|kondisi)\b", re.IGNORECASE)
_ONLY_NUMBER = re.compile(r"\(?(\d|I{1,3}|IV|V)\)?\.?", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_FEWEST = 2


class Calendar(NamedTuple):
    """The year that a workbook reports, and the first year of its plan; None where nobody says."""

    year: int | None = None
    plan: int | None = None

    @classmethod
    def of(cls, lines: Iterable[str]) -> Calendar:
        """Return what some lines say; the last year that they name, the first range."""
        lines = [*lines]
        plans = [first for line in lines for first, _ in ranges(line)]
        named = [year for line in lines for year in years(without_regulations(without_ranges(line)))]
        return cls(max(named, default=None), plans[0] if plans else None)

    def completed(self, other: Calendar) -> Calendar:
        """Return the two, where the first is silent as the other has it."""
        return Calendar(self.year or other.year, self.plan or other.plan)


def with_relative_years(
    header: Header, lines: Sequence[Sequence[str]], elsewhere: Callable[[], Calendar]
) -> Header:
    """Return a header with the years that its headings name by what they are to the report or the plan.

    Parameters
    ----------
    header : Header
        The header; the same one where no such year is named, or nobody knows which it is.
    lines : sequence of sequence of str
        What stands above it, the nearest first.
    elsewhere : callable
        Gives what the rest of the workbook says.
    """
    if any(map(_is_dated, header.headings)) or not _names_years(header):
        return header
    found = {
        at: back for at, one in enumerate(header.headings) if (back := _years_back(one.path)) is not None
    }
    places = {at: nth for at, one in enumerate(header.headings) if (nth := _nth(one.path))}
    alone = max(len({*found.values()}), len({*places.values()})) < _FEWEST
    if alone and not any(found.values()):  # "Target Tahun Ini" says nothing that "Target" does not
        return header
    calendar = Calendar()
    for some in lines:
        calendar = calendar.completed(Calendar.of(some))
    if not alone and ((found and not calendar.year) or (places and not calendar.plan)):
        calendar = calendar.completed(elsewhere())
    named = {at: calendar.year - back for at, back in found.items()} if calendar.year else {}
    named |= {at: calendar.plan + nth - 1 for at, nth in places.items()} if calendar.plan else {}
    headings = (_dated(one, named[at]) if at in named else one for at, one in enumerate(header.headings))
    return replace(header, headings=tuple(headings)) if named else header


def _is_dated(heading: Heading) -> bool:
    """Return whether a heading has a year; that of a base line tells nothing of the others."""
    return heading.year is not None and not any(map(_BASE.search, heading.path))


def _names_years(header: Header) -> bool:
    """Return whether any heading speaks of years, as few do."""
    return _ANY.search(" ".join([text for one in header.headings for text in one.path])) is not None


def _years_back(path: Sequence[str]) -> int | None:
    """Return how many years before that of the report a heading names; None where it names none so."""
    text = " ".join(path)
    if len(text) > _LONGEST:
        return None
    before = _BEFORE.search(text)
    return int(before[1]) if before else 1 if _LAST.search(text) else 0 if _THIS.search(text) else None


def _nth(path: Sequence[str]) -> int:
    """Return which year of the plan a heading names, 0 for none."""
    found = next((match for text in reversed(path) if (match := _NTH.search(text))), None)
    if found is None and any(map(PLAN_YEARS.search, path[:-1])):
        found = _ONLY_NUMBER.fullmatch(path[-1])
    if found is None:
        return 0
    number = found[1].upper()
    return _ROMAN.get(number) or int(number)


def _dated(heading: Heading, year: int) -> Heading:
    """Return a heading with the number of its year in place of what it says."""
    path = heading.path
    for pattern in (_BEFORE, _LAST, _THIS, _NTH, PLAN_YEARS):
        path = tuple(pattern.sub(f"Tahun {year}", text) for text in path)
    if not any(map(years, path)):
        path = (*path[:-1], f"Tahun {year}")
    return heading._replace(path=path, year=year)
