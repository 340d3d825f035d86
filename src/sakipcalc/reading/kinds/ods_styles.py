"""Styles of an OpenDocument spreadsheet: number formats as Excel writes them, fill colours, bold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.reading.kinds.ods_xml import FO, NUMBER, STYLE, TABLE
from sakipcalc.reading.kinds.sheet import CellLook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

__all__ = ["OdsStyles"]

_RGB = re.compile(r"#([0-9A-Fa-f]{6})")
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_LENGTH = re.compile(r"([0-9]{0,6}\.?[0-9]{1,6})(pt|in|cm|mm|pc)")
_POINTS = {"pt": 1, "in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12}
#: A step of Excel is so wide when LibreOffice takes it over; there are at most 250.
_STEP_POINTS, _MOST_STEPS = 10, 250
#: How many styles may stand above one; a circle of them ends here.
_PARENTS = 32
_LONG = {True: 2, False: 1}
_DATE_PARTS = {"day": "d", "year": "yy", "hours": "h", "minutes": "m", "seconds": "s", "day-of-week": "ddd"}
_POSITIVE = re.compile(r"value\(\)\s*>")


class OdsStyles:
    """Collects the styles of both parts of a document, then answers about cells and tables by name."""

    def __init__(self) -> None:
        self._cells: dict[str, Element] = {}
        self._default: Element | None = None
        self._hidden: set[str] = set()
        self._formats: dict[str, Element] = {}
        self._looks: dict[str, CellLook] = {}

    def take(self, holder: Element) -> None:
        """Take the styles that an element holds."""
        for node in holder:
            name, family = node.get(f"{STYLE}name", ""), node.get(f"{STYLE}family")
            if node.tag == f"{STYLE}style" and family == "table-cell":
                self._cells[name] = node
            elif node.tag == f"{STYLE}default-style" and family == "table-cell":
                self._default = node
            elif node.tag == f"{STYLE}style" and family == "table" and _is_hidden(node):
                self._hidden.add(name)
            elif node.tag.startswith(NUMBER):
                self._formats[name] = node

    def is_hidden(self, table_style: str) -> bool:
        """Tell whether a table of that style is not shown."""
        return table_style in self._hidden

    def look(self, name: str) -> CellLook:
        """Return number format, fill, indentation and weight of a cell style."""
        if name not in self._looks:
            line = list(self._line(name))
            data_style = _first(node.get(f"{STYLE}data-style-name") for node in line)
            color = _RGB.fullmatch(_property(line, "table-cell", "background-color"))
            self._looks[name] = CellLook(
                self._format(data_style),
                color[1].upper() if color else "",
                _steps(_property(line, "paragraph", "margin-left")),
                _property(line, "text", "font-weight") in _BOLD,
            )
        return self._looks[name]

    def _line(self, name: str) -> Iterable[Element]:
        """Yield a style and those that it goes back to."""
        for _ in range(_PARENTS):
            node = self._cells.get(name)
            if node is None:
                break
            yield node
            name = node.get(f"{STYLE}parent-style-name", "")
        if self._default is not None:
            yield self._default

    def _format(self, name: str) -> str:
        """Return the code of a data style: its parts for conditions first, as Excel orders them."""
        node = self._formats.get(name)
        if node is None:
            return "General"
        others = [
            (each.get(f"{STYLE}condition", ""), self._formats.get(each.get(f"{STYLE}apply-style-name", "")))
            for each in node.iterfind(f"{STYLE}map")
        ]
        others.sort(key=lambda pair: not _POSITIVE.match(pair[0]))
        sections = [_code(other) for _, other in others if other is not None]
        return ";".join([*sections, _code(node)]) or "General"


def _property(line: Iterable[Element], kind: str, name: str) -> str:
    """Return a property of a style, or of the nearest one above that has it."""
    return _first(
        properties.get(f"{FO}{name}")
        for node in line
        for properties in node.iterfind(f"{STYLE}{kind}-properties")
    )


def _first(values: Iterable[str | None]) -> str:
    return next((value for value in values if value is not None), "")


def _steps(margin: str) -> int:
    """Return the steps of indentation that a margin is."""
    found = _LENGTH.fullmatch(margin)
    return min(round(float(found[1]) * _POINTS[found[2]] / _STEP_POINTS), _MOST_STEPS) if found else 0


def _is_hidden(node: Element) -> bool:
    properties = node.iterfind(f"{STYLE}table-properties")
    return any(each.get(f"{TABLE}display") == "false" for each in properties)


def _code(style: Element) -> str:
    """Return one section of the code of a number format."""
    is_general = style.tag == f"{NUMBER}number-style" and [
        (part.tag, part.get(f"{NUMBER}decimal-places")) for part in style if part.tag.startswith(NUMBER)
    ] == [(f"{NUMBER}number", None)]
    if is_general:
        return "General"
    percent = style.tag == f"{NUMBER}percentage-style"
    return "".join(_part(part, percent=percent) for part in style)


def _part(part: Element, *, percent: bool) -> str:
    name = part.tag.removeprefix(NUMBER)
    long = part.get(f"{NUMBER}style") == "long"
    if name in _DATE_PARTS:
        return _DATE_PARTS[name] * _LONG[long]
    if name == "month":
        return "mmm" + "m" * long if part.get(f"{NUMBER}textual") == "true" else "m" * _LONG[long]
    if name in {"text", "currency-symbol"}:
        return _literal(part.text or "", percent=percent)
    written = {"am-pm": "AM/PM", "text-content": "@", "fraction": "# ?/?", "boolean": "General"}
    if name in written:
        return written[name]
    if name == "number":
        return _digits(part)
    return f"{_digits(part)}E+00" if name == "scientific-number" else ""


def _literal(text: str, *, percent: bool) -> str:
    """Return text in quotes; the sign of per cent is none where it makes the value a percentage."""
    pieces = re.split("(%)", text) if percent else [text]
    return "".join(
        piece if percent and piece == "%" else '"' + piece.replace('"', "") + '"' for piece in pieces if piece
    )


def _digits(part: Element) -> str:
    def number(name: str, default: int) -> int:
        written = part.get(f"{NUMBER}{name}", "")
        return min(int(written), 30) if written.isascii() and written.isdecimal() else default

    least = number("min-integer-digits", 0)
    whole = "0" * least or "#"
    if part.get(f"{NUMBER}grouping") == "true":
        padded = whole.rjust(4, "#")
        whole = f"{padded[:-3]},{padded[-3:]}"
    decimals = number("decimal-places", 0)
    sure = min(decimals, number("min-decimal-places", decimals))
    fraction = "." + "0" * sure + "#" * (decimals - sure) if decimals else ""
    thousands = len(part.get(f"{NUMBER}display-factor", "1").rstrip(".")) // 3
    return whole + fraction + "," * thousands
