"""Years, ranges of years and dates in texts, as offices write them."""

from __future__ import annotations

import re
from functools import cache

from sakipcalc.base.data import office_words

__all__ = [
    "RANGE_WORDS",
    "YEAR_PATTERN",
    "bare_year",
    "before_year_end",
    "date",
    "is_day",
    "is_month",
    "month_names",
    "ranges",
    "signed_in",
    "without_ranges",
    "without_regulations",
    "years",
]

#: A year of this century that is no part of a longer number.
YEAR_PATTERN = r"(?<!\d)20\d\d(?!\d)"
#: What stands between the first and the last year of a range; "s.d." and "s/d" in all their spellings.
RANGE_WORDS = r"-|–|—|/|s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga"

_YEAR = re.compile(YEAR_PATTERN)
#: "2021-2026", "2021 s.d. 2026".
_RANGE = re.compile(rf"({YEAR_PATTERN})\s*(?:{RANGE_WORDS})\s*({YEAR_PATTERN})", re.IGNORECASE)

#: "Nomor 53 Tahun 2014", "No. 14/2017": a regulation. "Tabel No. 3.2 Tahun 2024" is none.
_REGULATION = re.compile(
    r"(?<!tabel )\b(?:nomor|no\.?)\s*+\d\S*?(?:\s+tahun\s+|\s*/\s*)(?:19|20)\d\d", re.IGNORECASE
)
_LAST_DAY = re.compile(r"\b31\s+desember\b", re.IGNORECASE)


def years(text: str) -> tuple[int, ...]:
    """Return the years that a text names, in its order.

    Examples
    --------
    >>> years("Tahun 2023 dan 2024"), years("NIP 120241")
    ((2023, 2024), ())
    """
    return tuple(int(year) for year in _YEAR.findall(text))


def bare_year(text: str) -> int | None:
    """Return the year that a text says and nothing else, with or without the word for it.

    Examples
    --------
    >>> bare_year("Tahun Anggaran 2024"), bare_year("(2024)"), bare_year("Target 2024")
    (2024, 2024, None)
    """
    found = _BARE_YEAR.fullmatch(text)
    return int(found[1]) if found else None


#: "2024", "(Tahun Anggaran 2024)".
_BARE_YEAR = re.compile(
    r"\W*+(?:(?:tahun|thn?\.?)(?:\s++anggaran)?|t\.?a\.?)?\W*+(20\d\d)\W*+", re.IGNORECASE
)


def ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of years that a text names, in its order.

    Examples
    --------
    >>> ranges("Renstra 2021-2026, RPJMD 2021 s/d 2026"), ranges("2023 dan 2024")
    (((2021, 2026), (2021, 2026)), ())
    """
    return tuple((int(first), int(last)) for first, last in _RANGE.findall(text))


def without_ranges(text: str) -> str:
    """Return a text without its ranges of years.

    Examples
    --------
    >>> years(without_ranges("Renstra 2021-2026 Tahun 2024"))
    (2024,)
    """
    return _RANGE.sub(" ", text)


def without_regulations(text: str) -> str:
    """Return a text without the regulations that it names by number and year.

    Examples
    --------
    >>> years(without_regulations("Tahun 2024 menurut Permenpan No. 14 Tahun 2017 dan Perbup No. 3/2021"))
    (2024,)
    """
    return _REGULATION.sub(" ", text)


@cache
def month_names() -> str:
    """Return the names of the months as one pattern."""
    return "|".join(map(re.escape, office_words("waktu")["bulan"]))


def is_month(text: str) -> bool:
    """Return whether a text is the name of a month, whole or cut short.

    Examples
    --------
    >>> is_month("Maret"), is_month("Ags."), is_month("Sep"), is_month("Desain")
    (True, True, True, False)
    """
    return text.strip(" .").lower() in _month_words()


@cache
def _month_words() -> frozenset[str]:
    """Return the names of the months, whole and cut short."""
    known = office_words("waktu")
    return frozenset([*known["bulan"], *[name[:3] for name in known["bulan"]], *known["singkatan"]])


@cache
def date() -> re.Pattern[str]:
    """Return the pattern of a date or a month with its year, which is its group.

    Examples
    --------
    >>> date().findall("Purwodadi, 3 Februari 2025; Maret 2024")
    ['2025', '2024']
    """
    return re.compile(rf"(?:\d{{1,2}}\s+)?\b(?:{month_names()})\s+(20\d\d)(?!\d)", re.IGNORECASE)


def is_day(text: str) -> bool:
    """Return whether a text is a day of the year, or the days before it: no amount of anything.

    Examples
    --------
    >>> is_day("31 Maret"), is_day("≤ tanggal 31 Desember 2024"), is_day("3 Marwah")
    (True, True, False)
    """
    return _DAY_BEGINS.match(text) is not None and _day().fullmatch(text) is not None


_DAY_BEGINS = re.compile(r"\D{0,30}\d{1,2} *+[A-Za-z]{3}")


@cache
def _day() -> re.Pattern[str]:
    """Return the pattern of a day of the year."""
    names = "|".join(map(re.escape, sorted(_month_words(), key=len, reverse=True)))
    return re.compile(rf"\D{{0,30}}\b\d{{1,2}} *+(?:{names})\.?(?: *+(?:20)?\d\d)?", re.IGNORECASE)


def signed_in(text: str) -> int | None:
    """Return the year of place and date over a signature, if a text is nothing else.

    Examples
    --------
    >>> signed_in("Purwodadi, tanggal 3 Februari 2025"), signed_in("Tahun 2025")
    (2025, None)
    """
    found = _signature().match(text)
    return int(found[1]) if found else None


def before_year_end(text: str, year: int) -> bool:
    """Return whether a place and date over a signature is before the last day of a year.

    Examples
    --------
    >>> before_year_end("Blora, 30 Desember 2024", 2024), before_year_end("Blora, 31 Desember 2024", 2024)
    (True, False)
    """
    signed = signed_in(text)
    return signed is not None and (signed < year or (signed == year and not _LAST_DAY.search(text)))


@cache
def _signature() -> re.Pattern[str]:
    """Return the pattern of place and date over a signature; its group is the year."""
    return re.compile(
        rf"\A[^\d,:]{{3,40}},\s*(?:tanggal\s+)?\d{{1,2}}\s+(?:{month_names()})\s+(20\d\d)\W*\Z", re.IGNORECASE
    )
