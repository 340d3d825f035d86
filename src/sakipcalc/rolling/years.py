"""Year shift in texts: the report's years move, those of rules, dates and the Renstra stay."""

from __future__ import annotations

import re
from functools import cache

from sakipcalc.base.data import office_words
from sakipcalc.text.dates import RANGE_WORDS, YEAR_PATTERN, month_names, without_ranges, years
from sakipcalc.text.names import is_period

__all__ = ["moved_text", "names_year"]

#: "2022, 2023 dan 2024", "2023-2024": years that stand together.
_LIST = re.compile(
    rf"{YEAR_PATTERN}(?:\s*(?:,|dan|&|/|{RANGE_WORDS})\s*(?:tahun\s+)?{YEAR_PATTERN})*", re.IGNORECASE
)
#: How far a rule, a date or a plan that is named before a year reaches.
_REACH = 60


def names_year(text: str, year: int) -> bool:
    """Return whether a text names a year, whatever it belongs to.

    Examples
    --------
    >>> names_year("Tahun 2024", 2024), names_year("NIP 120241", 2024)
    (True, False)
    """
    return year in years(text)


def moved_text(text: str, year: int, *, several: bool = False) -> str:
    """Return a text with the year of the report, and those that stand with it, one later.

    Parameters
    ----------
    text : str
        A caption, a heading, a line of the cover.
    year : int
        Year of the report.
    several : bool
        Whether every year in it moves, as in the table of several years.

    Examples
    --------
    >>> moved_text("Tahun 2022, 2023 dan 2024", 2024)
    'Tahun 2023, 2024 dan 2025'
    >>> moved_text("Renstra 2021-2024, Perpres Nomor 29 Tahun 2024", 2024)
    'Renstra 2021-2024, Perpres Nomor 29 Tahun 2024'
    """

    def one_later(match: re.Match[str]) -> str:
        named = years(match.group())
        mine = several or year in named
        before = text[max(0, match.start() - _REACH) : match.start()]
        if not mine or _is_period(before, match.group(), named) or _stays(before):
            return match.group()
        return re.sub(YEAR_PATTERN, lambda found: str(int(found.group()) + 1), match.group())

    return _LIST.sub(one_later, text)


def _is_period(before: str, text: str, named: tuple[int, ...]) -> bool:
    """Return whether a range of years is that of a plan: it is as long as one, or follows its name."""
    if without_ranges(text).strip():
        return False
    return is_period(named[0], named[-1]) or bool(_plans().search(before))


def _stays(before: str) -> bool:
    """Return whether what stands before a year makes it that of a rule or of a date."""
    if _numbered(before) or _months().search(before):
        return True
    return bool(_rules().search(re.split(r"[;.:(\n]", before)[-1]))


def _numbered(before: str) -> bool:
    """Return whether a number stands before a year, as in "29 Tahun 2014" or "53/2014"."""
    bare = re.sub(r"tahun\s*$", "", before, flags=re.IGNORECASE).rstrip()
    number = re.search(r"(?:^|[^\d.])(\d{1,4})\s*/?$", bare)
    return bool(number) and before.rstrip()[-1:].lower() in {"n", "/"}


@cache
def _rules() -> re.Pattern[str]:
    """Return the pattern of the words that make a year that of a rule."""
    words = "|".join(map(re.escape, office_words("waktu")["aturan"]))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^,]*$", re.IGNORECASE)


@cache
def _plans() -> re.Pattern[str]:
    """Return the pattern of the words that make a year that of a plan."""
    words = "|".join(map(re.escape, office_words("waktu")["rencana"]))
    return re.compile(rf"(?<!\w)(?:{words})(?:\s+(?:tahun|periode))?\s*\(?$", re.IGNORECASE)


@cache
def _months() -> re.Pattern[str]:
    """Return the pattern of a month in front of a year."""
    return re.compile(rf"(?<!\w)(?:{month_names()})\s*$", re.IGNORECASE)
