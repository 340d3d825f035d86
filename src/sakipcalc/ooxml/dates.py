"""Dates: serial numbers of ISO dates, and which number formats show one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

__all__ = ["is_date_format", "serial_of_iso", "shown_date"]

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_PARTS = re.compile(r"[dmyhs]", re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_EPOCH_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_FIRST_OF_MARCH_1900 = 61  # the day before this does not exist, but counts


def shown_date(serial: float) -> str:
    """Return a serial number [days] as a date, or as a time where it is less than a day.

    Examples
    --------
    >>> shown_date(45508), shown_date(0.5)
    ('2024-08-04', '12:00')
    """
    try:
        moment = _EPOCH + timedelta(days=serial)
    except OverflowError:
        return str(serial)
    return f"{moment:%H:%M}" if 0 <= serial < 1 else f"{moment:%Y-%m-%d}"


@lru_cache(maxsize=512)  # a workbook has few formats, and every figure is asked for its own
def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a date or a time.

    Examples
    --------
    >>> is_date_format("dd/mm/yyyy"), is_date_format('#,##0 "hari"'), is_date_format("[h]:mm")
    (True, False, True)
    """
    section = _LITERAL.sub("", code).partition(";")[0]
    return section.lower() != "general" and bool(_PARTS.search(section))


def serial_of_iso(text: str, *, date1904: bool) -> float:
    """Return the serial number [days] of a date, a time or both in ISO 8601.

    Raises
    ------
    ValueError
        When the text is neither.

    Examples
    --------
    >>> serial_of_iso("2024-12-31", date1904=False), serial_of_iso("12:00:00", date1904=False)
    (45657.0, 0.5)
    """
    if "-" not in text:
        clock = time.fromisoformat(text.removesuffix("Z"))
        return (clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6) / 86_400
    moment = datetime.fromisoformat(text)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    days = (moment - (_EPOCH_1904 if date1904 else _EPOCH)).total_seconds() / 86_400
    return days - 1 if not date1904 and days < _FIRST_OF_MARCH_1900 else days
