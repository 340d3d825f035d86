"""A sheet on paper: columns that leave its text readable, and pages that cut no chart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.sheets.outsheet import BODY, F4, pixels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.sheets.outsheet import OutSheet, PageSetup

__all__ = ["LEAST_SIZE", "Pages", "pages_of", "readable_widths"]

#: No text is printed smaller than this [points].
LEAST_SIZE = 8.0
#: Columns of so many characters are not made narrower: they hold figures.
_NARROW = 14.0
#: What a program may need more than is reckoned: fonts that differ, borders.
_SPARE, _SURE = 0.985, 0.94
#: Pixels in an inch, as widths and charts count them.
_PIXELS = 96
#: Height of a row as it is [points], and points in an inch.
_PLAIN, _POINTS = 15.0, 72
#: Long and short side of the papers, lying [inches].
_A4_SIDES, _F4_SIDES = (11.69, 8.27), (13.0, 8.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The division of a sheet into pages.

    Parameters
    ----------
    abreast : int
        Pages side by side.
    breaks : tuple of int
        Rows, from 0, above which a new page begins.
    print_scale : int
        Per cent of its size at which it is printed; 0 where it is fitted to the pages.
    """

    abreast: int = 1
    breaks: tuple[int, ...] = ()
    print_scale: int = 0


def _room(page: PageSetup) -> tuple[float, float]:
    """Return width and height [pixels] that the margins leave."""
    wide, high = _F4_SIDES if page.paper == F4 else _A4_SIDES
    if page.upright:
        wide, high = high, wide
    left, right, top, bottom = page.margins
    return (wide - left - right) * _PIXELS * _SPARE, (high - top - bottom) * _PIXELS * _SPARE


def _size(sheet: OutSheet) -> float:
    """Return the smallest size of text [points] on a sheet."""
    sizes = [cell.style.size for cell in sheet.cells if isinstance(cell.value, str) and cell.value]
    return min([*sizes, BODY.size]) if sheet.rows or not sizes else min(sizes)


def readable_widths(sheet: OutSheet) -> list[float | None]:
    """Return widths of the columns with which its text stays readable when the sheet is one page wide.

    Wide columns give way, each by what it has beyond figures; their texts wrap. Of a sheet that is wider
    even so they stay as they are: it takes several pages.

    Examples
    --------
    >>> from sakipcalc.sheets.outsheet import OutSheet
    >>> sum(readable_widths(OutSheet(name="a", widths=(20, 120, 80)))) < 220
    True
    >>> readable_widths(OutSheet(name="a", widths=(20, 40)))
    [20, 40]
    """
    widths = list(sheet.widths)
    most = _room(sheet.page)[0] * max(_size(sheet), LEAST_SIZE) / LEAST_SIZE
    lacking = sheet.across - most
    last = len(widths) if sheet.printed is None else sheet.printed + 1
    beyond = {at: width - _NARROW for at, width in enumerate(widths[:last]) if width and width > _NARROW}
    spare = sum(pixels(_NARROW + more) - pixels(_NARROW) for more in beyond.values())
    if lacking <= 0 or not spare or lacking > spare:
        return widths
    kept = 1 - lacking / spare
    for at, more in beyond.items():
        widths[at] = math.floor((_NARROW + more * kept) * 10) / 10
    return widths


def pages_of(sheet: OutSheet, heights: Mapping[int, float]) -> Pages:
    """Return how a sheet goes onto pages.

    Parameters
    ----------
    sheet : OutSheet
        The sheet, with the widths that it is written with.
    heights : mapping of int to float
        Heights of its rows [points].
    """
    wide, high = _room(sheet.page)
    scale = min(1.0, wide / max(sheet.across, 1))
    breaks = _breaks(sheet, heights, high / scale) if sheet.charts else ()
    if breaks:  # a program that fits a sheet to pages pays no heed to where they begin
        return Pages(breaks=breaks, print_scale=math.floor(100 * scale * _SURE))
    least = LEAST_SIZE / max(_size(sheet), LEAST_SIZE)
    return Pages(abreast=1 if sheet.one_page or sheet.charts else max(1, math.ceil(least / scale - 0.05)))


def _breaks(sheet: OutSheet, heights: Mapping[int, float], high: float) -> tuple[int, ...]:
    """Return the rows at which a chart begins that would not go onto the page any more."""
    pixel = _PIXELS / _POINTS
    head = range(sheet.repeat[0], sheet.repeat[1] + 1) if sheet.repeat else range(0)
    repeated = sum(heights.get(row, _PLAIN) for row in head) * pixel
    charts = {chart.row: chart.height for chart in sheet.charts}
    breaks: list[int] = []
    filled = 0.0
    for row in range(max(charts) + 1):
        own = heights.get(row, _PLAIN) * pixel
        if row in charts and filled and filled + charts[row] > high:
            breaks.append(row)
            filled = repeated
        elif filled + own > high:
            filled = repeated
        filled += own
    return tuple(breaks)
