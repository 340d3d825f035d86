"""Values of cells: shared strings, dates, and what the raw text of a cell means."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from functools import cache, lru_cache
from math import inf, nan
from typing import TYPE_CHECKING

from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.markup import escape
from sakipcalc.excel.opc import MAIN
from sakipcalc.excel.refs import Area, cell_name
from sakipcalc.excel.sheet.cells import Shared
from sakipcalc.excel.xml import TAG, first_tag, parse_at, unescape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sakipcalc.excel.limits import Tally
    from sakipcalc.excel.xml import Node

__all__ = [
    "DAYS_TO_1904",
    "Formula",
    "RawMeaning",
    "RawValue",
    "decode",
    "encode",
    "is_date_format",
    "item_text",
    "number",
    "serial_of_iso",
    "shared_strings",
    "shown_date",
]


#: What a number format shows as it stands: "Rp", a sign, its width, a colour; but [h], [m] and [s] are time.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_PARTS = re.compile(r"[dmyhs]", re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
_EPOCH_1904 = datetime(1904, 1, 1, tzinfo=UTC)
_FIRST_OF_MARCH_1900 = 61  # the day before this does not exist, but counts
#: Days from one epoch to the other.
DAYS_TO_1904 = (_EPOCH_1904 - _EPOCH).days


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


_LONGEST_TEXT = 32_767  # characters of a cell, as Excel counts them (UTF-16 units)

_ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
_UNIT = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(text: str) -> str:
    r"""Resolve the escapes of the format (``_x000D_``); half a surrogate pair stays as written.

    Examples
    --------
    >>> decode("a_x000D_b"), decode("_x005F_x000D_"), decode("_xD83D__xDE00_")
    ('a\rb', '_x000D_', '😀')
    """
    return _ESCAPED.sub(_unit_run, text) if "_x" in text else text


def encode(text: str) -> str:
    r"""Return the XML of a text so that `decode` gives it back.

    Raises
    ------
    PackageError
        ``bad-text`` when it is too long for a cell or holds half a surrogate pair.

    Examples
    --------
    >>> encode("a\rb & _x000D_")
    'a_x000D_b &amp; _x005F_x000D_'
    """
    if _SURROGATE.search(text):
        raise PackageError("bad-text", detail="half a surrogate pair")
    length = len(text.encode("utf-16-le")) // 2
    if length > _LONGEST_TEXT:
        raise PackageError(
            "bad-text",
            detail=f"{length} characters, a cell takes {_LONGEST_TEXT}",
            values={"allowed": _LONGEST_TEXT, "found": length},
        )
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    text = _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return escape(text)


#: The digits of a run that is raised, such as the mark of a footnote, are no digits of the figure before it.
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _is_raised(run: Node) -> bool:
    look = run.child("rPr")
    align = look.child("vertAlign") if look else None
    return align is not None and align.get("val") == "superscript"


def item_text(item: Node) -> str:
    """Return the text of a string item: plain or in runs, without its phonetic guide."""
    pieces = []
    for child in item.children:
        if child.uri != item.uri:
            continue
        if child.name == "t":
            pieces.append(child.text)
        elif child.name == "r":
            raised = _is_raised(child)
            pieces += [run.text.translate(_RAISED) if raised else run.text for run in child.all("t")]
    return decode("".join(pieces))


def shared_strings(text: str, part: str, tally: Tally) -> tuple[str, ...]:
    """Return the shared strings of a part, in their order."""
    root = first_tag(text)
    if root.uri not in MAIN or root.name != "sst":
        raise PackageError("bad-xml", part=part, detail=root.name)
    plain, run_of_plain = _plain_items(root.prefix)
    found: list[str] = []
    position = root.open_end
    while True:
        while run := run_of_plain.match(text, position):
            items = plain.findall(run[0])
            if _ODD.search(run[0]):
                items = [decode(unescape(item)) if _ODD.search(item) else item for item in items]
            found += items
            position = run.end()
            tally.check("strings", len(found), part=part)
        tally.check("strings", len(found), part=part)
        tag = TAG.search(text, position)
        if tag is None or tag[1]:
            return tuple(found)
        position = tag.end()
        if tag[2]:
            # The largest text counts, of which the others take the place: none is kept as elements.
            node = parse_at(text, tag.start(), root.scope, count=tally.counter(part))
            position = node.end
            if node.name == "si" and node.uri in MAIN:
                found.append(item_text(node))


#: What a string may hold that is not as it reads: entities, line ends, escapes.
_ODD = re.compile("[&\r]|_x")


@cache
def _plain_items(prefix: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a string item of one piece, and of a run of them."""
    p = re.escape(prefix)
    head, tail = rf'\s*+<{p}si>\s*+<{p}t(?: xml:space="preserve")?', rf"\s*+</{p}si>"
    item = rf"{head}(?:/>|>([^<]*)</{p}t>){tail}"
    return re.compile(item), re.compile(rf"(?:{head}(?:/>|>[^<]*</{p}t>){tail}){{1,1024}}+")


def _unit_run(found: re.Match[str]) -> str:
    units = b"".join(int(each, 16).to_bytes(2, "little") for each in _UNIT.findall(found[0]))
    try:
        return units.decode("utf-16-le")
    except UnicodeDecodeError:
        return found[0]


RawValue = tuple[str, str, float]  # kind, text, number
Formula = tuple[str, str | None, Shared | None]  # kind, text in the cell, what it shares
_NOTHING: RawValue = ("", "", nan)


class RawMeaning:
    """Reads contents of cells; remembers shared formulas and the areas of array formulas.

    Parameters
    ----------
    strings : callable
        Gives the shared strings; called when the first is met.
    date1904 : bool
        Whether days count from 1904.
    part : str
        Name of the sheet part, for errors.
    """

    def __init__(self, strings: Callable[[], Sequence[str]], part: str, *, date1904: bool) -> None:
        self.arrays: list[Area] = []
        self.data_tables: list[Area] = []
        self._find_strings = strings
        self.strings: Sequence[str] = ()
        self._part = part
        self._date1904 = date1904
        self._masters: dict[str, Shared] = {}

    def value(self, kind: str | None, raw: str | None) -> RawValue:
        """Return (kind, text, number) of what stands in ``<v>`` under the type ``t``."""
        if raw is None or (kind == "s" and not raw):
            return _NOTHING
        if kind == "s":
            return "s", self.shared([raw])[0], nan
        if kind is None or kind == "n":
            return number(raw)
        if kind == "d":
            return self._date(raw)
        if kind == "b":
            return "b", "1" if raw.strip() in {"1", "true"} else "0", nan
        return ("e", raw, nan) if kind == "e" else ("s", decode(raw), nan)

    def formula(self, attrs: Mapping[str, str], text: str, row: int, col: int) -> Formula:
        """Return (kind, text in the cell, shared formula) of an ``<f>`` element with attributes."""
        kind = attrs.get("t", "normal")
        area = attrs.get("ref") or cell_name(row, col)
        if kind == "shared":
            index = attrs.get("si", "")
            if text and ("ref" in attrs or index not in self._masters):
                self._masters[index] = Shared(row, col, text)
            return "shared", text, self._masters.get(index)
        if kind == "array":
            self.arrays.append(Area.parse(area))
            return "array", text, None
        if kind == "dataTable":
            self.data_tables.append(Area.parse(area))
            return "dataTable", text, None
        return "", text or None, None

    def shared(self, written: Sequence[str]) -> list[str]:
        """Return the shared strings of some indices."""
        if written and not self.strings:
            self.strings = self._find_strings()
        strings = self.strings
        with suppress(ValueError, IndexError):
            indices = [*map(int, written)]
            if min(indices, default=0) >= 0:
                return [strings[index] for index in indices]
        wrong = next(
            one for one in written if not one[:10].isdecimal() or one[10:] or int(one) >= len(strings)
        )
        raise PackageError("bad-xml", part=self._part, detail=f"shared string {wrong[:20]}")

    def let_go(self) -> None:
        """Let go of what gives the strings, once all are known: the package, of which this is a part."""
        self._find_strings = tuple

    def _date(self, raw: str) -> RawValue:
        try:
            days = serial_of_iso(raw.strip(), date1904=self._date1904)
        except (ValueError, OverflowError):
            return "s", raw, nan
        return "n", repr(int(days) if days.is_integer() else days), days


def number(raw: str) -> RawValue:
    """Return (kind, text, number) of a number as written; what is none is kept as the text that it is."""
    try:
        amount = float(raw)
    except ValueError:
        return ("s", raw, nan) if raw.strip() else _NOTHING
    if -inf < amount < inf and raw.isascii() and "_" not in raw:
        return "n", raw.strip(), amount
    return "s", raw, nan
