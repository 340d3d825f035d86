"""A sheet cut into sections: a header, the lines that name its table, and the rows that may be its body."""

from __future__ import annotations

import re
from string import ascii_letters
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.allowance import metered
from sakipcalc.reading.analogy import under_caption
from sakipcalc.reading.findheaders import find_headers
from sakipcalc.reading.income import turns_to_spending
from sakipcalc.reading.relativeyears import Calendar, with_relative_years
from sakipcalc.text.numerals import factor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sakipcalc.reading.grid import Grid, GridCell
    from sakipcalc.reading.header import Header
    from sakipcalc.tables import Grammar

__all__ = ["Section", "sections"]

#: A line that begins the caption of a table.
CAPTION = re.compile(r"\s*(?:\(?lanjutan\)?\s+)?(?:tabel\s+\S*\d|formulir\s+\S)", re.IGNORECASE)
#: The line that heads a document, which stands above its tables whatever the sheet does otherwise.
DOCUMENT = re.compile(r"\s*(?:\d\)?\s*)?perjanjian kinerja\b", re.IGNORECASE)
_BEGINS = re.compile(rf"(?P<caption>{CAPTION.pattern})|(?P<document>{DOCUMENT.pattern})", re.IGNORECASE)
#: Nearly every text is told at its first letter to begin neither.
_BEGINS_NONE = frozenset(ascii_letters) - frozenset("TLFPtlfp")
#: How many rows above a header may belong to its caption.
_CAPTION_ROWS = 8
#: More cells than this in one row are data, not the name of a table.
_MOST_CELLS = 2
_NO_LIMIT = 1 << 21


class Section(NamedTuple):
    """One table of a sheet, before anybody knows which.

    Parameters
    ----------
    header : Header
        Its header.
    caption : tuple of str
        Lines that name the table, above it or, where the sheet does so throughout, below.
    earlier : tuple of str
        The lines above and between the tables before it on the sheet.
    limit : int
        Row at which something else begins.
    continues : bool
        Whether its header only repeats that of the section before, as at the top of a page.
    unit : str
        The line that says in which unit its money is, be it above, beside the caption or in a note below.
    """

    header: Header
    caption: tuple[str, ...]
    earlier: tuple[str, ...]
    limit: int
    continues: bool = False
    unit: str = ""


def sections(grid: Grid, grammar: Grammar, elsewhere: Callable[[], Calendar] = Calendar) -> Iterator[Section]:
    """Yield the sections of a sheet from top to bottom; pieces of one table share the unit of its money.

    What the workbook says `elsewhere` of its years is asked for where headings name years without a number.
    """
    found = list(_sections(grid, grammar))
    for at, section in enumerate(found):
        first = next(i for i in range(at, -1, -1) if not found[i].continues)
        last = next((i for i in range(at + 1, len(found)) if not found[i].continues), len(found))
        unit = next((said for one in found[first:last] if (said := one.unit or _unit_in(one.caption))), "")
        header = with_relative_years(section.header, (section.caption, section.earlier), elsewhere)
        yield section._replace(unit=unit, header=under_caption(header, section.caption, grammar))


def _unit_in(caption: tuple[str, ...]) -> str:
    """Return the caption if it says in which unit the money is; a next page need not say it again."""
    said = " ".join(caption)
    return said if factor(said) > 1 else ""


def _sections(grid: Grid, grammar: Grammar) -> Iterator[Section]:
    headers = list(find_headers(grid, grammar))
    begins = _begun(grid)
    captions = [row for row, begun in begins.items() if "caption" in begun]
    below = _captions_stand_below(grid, headers, captions)
    units = _unit_lines(grid) if headers else {}
    earlier: tuple[str, ...] = ()
    before: Header | None = None
    for at, header in enumerate(headers):
        following = next((one for one in headers[at + 1 :] if _under(header, one)), None)
        end = following.top if following else _NO_LIMIT
        if following and not below and following.shape != header.shape:
            end = _first_line_of(grid, header, following)
        limit = next((row for row in begins if header.body <= row < end), end)
        own = _lines_above(grid, before, header)
        if below and not any(map(DOCUMENT.match, own)):
            own = _lines(grid, limit, end) if limit in captions else ()
        if not own:
            own = _lone_lines(grid, header.body, limit)
        elif not any(CAPTION.match(line) or DOCUMENT.match(line) for line in own):
            own = (*own, *_lines_right_below(grid, header, limit))
        repeats = before is not None and header.shape == before.shape and not _names_another(own, below=below)
        repeats = repeats and not turns_to_spending(" ".join(earlier), " ".join(own))
        last = min(end, grid.last_cell_row + 1)
        unit = _unit(units, before.body if before else 1, header, last)
        yield Section(header=header, caption=own, earlier=earlier, limit=limit, continues=repeats, unit=unit)
        earlier, before = (*earlier, *own), header


#: A line that says how many rupiah a figure counts; "PDRB (juta)" in a row of the table is none.
_IN_UNIT = re.compile(
    r"\b(?:dalam|satuan|nilai|angka)\b[^.]*\b(?:ribu|juta|mil[iy]ar|000)|[x×]\s*(?:rp\.?\s*)?1[.,]?000"
    r"|\brp\.?\s*(?:ribu|juta|mil[iy]ar|[.,]?000)|\b(?:ribu|juta|mil[iy]ar)(?:an)?\s+rupiah\b",
    re.IGNORECASE,
)
_LONGEST_UNIT = 120
#: Rows above a header, and below the rows of its table, in which its unit may stand.
_UNIT_ABOVE, _UNIT_BELOW = 30, 60


def _unit(units: Mapping[int, str], first: int, header: Header, last: int) -> str:
    """Return the line above or below a table that says in which unit its money is."""
    from_, to = max(first, header.top - _UNIT_ABOVE), max(header.body, last - _UNIT_BELOW)
    above = [row for row in units if from_ <= row < header.top]
    below = [row for row in units if to <= row < last]
    return units[max(above or below)] if above or below else ""


#: Letters that the pattern takes for an i, and that no small letter is the same as.
_ODD = frozenset("İı")


def _says_unit(text: str) -> bool:
    return _may_say_unit(text) and _IN_UNIT.search(text) is not None and factor(text) > 1


def _may_say_unit(text: str) -> bool:
    """Return whether a text may be, or hold, such a line: nearly every one is told at a glance to be none."""
    low = text.lower()
    counts = "000" in low or "ribu" in low or "juta" in low or "miliar" in low or "milyar" in low
    return counts or not _ODD.isdisjoint(text)


def _unit_lines(grid: Grid) -> dict[int, str]:
    """Return the lines of a sheet that say in which unit its money is, by row."""
    found: dict[int, str] = {}
    if not _may_say_unit(" ".join(grid.words)):
        return found  # as of most sheets
    for row, cells in metered(grid.lines_that_may(_says_unit)):
        for cell in cells:
            short = isinstance(cell.raw, str) and len(cell.text) <= _LONGEST_UNIT
            if short and _says_unit(cell.text):
                if not any(map(_is_figure, cells)):
                    found[row] = cell.text
                break
    return found


def _first_line_of(grid: Grid, header: Header, following: Header) -> int:
    """Return the row in which the lines above the following header begin, where there is a gap above them."""
    first = row = following.top
    while row - 1 >= header.body:
        row -= 1
        cells = grid.lines[row]
        if len(cells) > _MOST_CELLS or not all(isinstance(cell.raw, str) for cell in cells):
            return following.top  # a row of the table above
        if not cells and first < following.top:
            return first
        first = row if cells else first
    return following.top


def _under(header: Header, other: Header) -> bool:
    """Return whether another header stands below this one, and not beside it."""
    return other.top > header.bottom and other.left <= header.right and other.right >= header.left


def _begun(grid: Grid) -> dict[int, set[str | None]]:
    """Return what begins in each row in which anything does: the ``caption`` of a table, a ``document``."""
    begun: dict[int, set[str | None]] = {}
    for row, cells in metered(grid.lines_that_may(_BEGINS.match)):
        for cell in cells:
            if cell.text[:1] not in _BEGINS_NONE and (found := _BEGINS.match(cell.text)):
                begun.setdefault(row, set()).add(found.lastgroup)
    return begun


def _captions_stand_below(grid: Grid, headers: Sequence[Header], captions: Sequence[int]) -> bool:
    """Return whether a sheet names its tables below them.

    None stands above the first table, and one after the last or nearer to the table above it than to
    the one below.
    """
    if not headers or not captions or captions[0] <= headers[0].top:
        return False
    following = next((header for header in headers if header.top > captions[0]), None)
    if following is None or captions[-1] > headers[-1].top:
        return True
    above = max(row for row in grid.rows if row < captions[0])
    last_line = max(row for row in grid.rows if row < following.top)
    return captions[0] - above < following.top - last_line


def _names_another(caption: Sequence[str], *, below: bool) -> bool:
    """Return whether lines above a repeated header begin a table of their own."""
    lines = [line for line in caption if CAPTION.match(line) or DOCUMENT.match(line)]
    return not below and any(not re.search(r"\blanjutan\b", line, re.IGNORECASE) for line in lines)


def _lines_above(grid: Grid, before: Header | None, header: Header) -> tuple[str, ...]:
    """Return the lines that stand above a header, from the last caption among them on."""
    first = max(before.body if before else 1, header.top - _CAPTION_ROWS)
    lines: list[str] = []
    for row in reversed(grid.rows_between(first, header.top)):
        # A remark beside the table is no line of its caption.
        cells = [cell for cell in grid.lines[row] if cell.col <= header.right]
        if len(cells) > _MOST_CELLS or not all(isinstance(cell.raw, str) for cell in cells):
            break  # a row of the table before
        lines[:0] = [cell.text for cell in cells]
        if any(CAPTION.match(cell.text) or DOCUMENT.match(cell.text) for cell in cells):
            break
    return tuple(lines)


def _lone_lines(grid: Grid, first: int, end: int) -> tuple[str, ...]:
    """Return the lines below a table that nothing above names: texts that stand alone in their row."""
    rows = (grid.lines[row] for row in metered(grid.rows_between(first, end)))
    alone = (cells[0] for cells in rows if len(cells) == 1)
    return tuple(cell.text for cell in alone if isinstance(cell.raw, str))[:_CAPTION_ROWS]


def _lines_right_below(grid: Grid, header: Header, end: int) -> tuple[str, ...]:
    """Return the lines that stand right below the rows of a table, where those above it are further away.

    So a sheet may have its letterhead above, and the name of the table below.
    """
    if grid.lines[header.top - 1]:
        return ()
    rows = [*metered(grid.rows_between(header.body, end))]
    filled = [row for row in rows if len(grid.lines[row]) > 1 and any(map(_is_figure, grid.lines[row]))]
    below = [row for row in rows if filled and row > filled[-1]]
    lines = []
    for row, expected in zip(below, range(filled[-1] + 1 if filled else 0, end), strict=False):
        cells = grid.lines[row]
        if row != expected or len(cells) > 1 or not isinstance(cells[0].raw, str):
            break
        lines.append(cells[0].text)
    return tuple(lines)


def _is_figure(cell: GridCell) -> bool:
    return isinstance(cell.raw, int | float)


def _lines(grid: Grid, first: int, end: int) -> tuple[str, ...]:
    rows = grid.rows_between(first, min(end, first + _CAPTION_ROWS))
    return tuple(cell.text for row in rows for cell in grid.lines[row] if isinstance(cell.raw, str))
