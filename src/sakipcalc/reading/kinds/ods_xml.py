"""The XML of an OpenDocument package, element by element, within bounds."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sakipcalc.excel import PackageError
from sakipcalc.excel.xml import checked_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from sakipcalc.excel import Tally

__all__ = ["CALCEXT", "FO", "NUMBER", "OFFICE", "ROW", "STYLE", "TABLE", "TEXT", "repeats", "walk"]

_BASE = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, STYLE, TABLE, TEXT = (f"{{{_BASE}:{name}:1.0}}" for name in ("office", "style", "table", "text"))
NUMBER = f"{{{_BASE}:datastyle:1.0}}"
FO = f"{{{_BASE}:xsl-fo-compatible:1.0}}"
CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
ROW = f"{TABLE}table-row"
#: How deep elements may lie in each other; a drawing in a group in a cell needs about 20.
DEPTH = 200


def walk(
    data: bytes, part: str, wanted: frozenset[str], tally: Tally
) -> Iterator[tuple[str, Element, list[Element]]]:
    """Yield "start" or "end", an element of a wanted name, and those that it lies in, the outermost first.

    At its end an element is whole; a row of a table is emptied after that, so that a long
    table takes no more memory than its longest row.

    Raises
    ------
    PackageError
        ``bad-xml``, ``doctype``, ``encoding``, or ``too-large`` for more elements at a time,
        or deeper ones, than the limits allow.
    """
    text = checked_text(data, part)
    most = tally.limits.nodes
    around: list[Element] = []
    before: list[int] = []  # elements held when each of them began
    held = 0
    for event, element in _events(text, part):
        if event == "start":
            if element.tag in wanted:
                yield event, element, around
            around.append(element)
            before.append(held)
            held += 1
            if held > most or len(around) > DEPTH:
                tally.check("nodes", held, part=part)
                raise PackageError("too-large", part=part, detail=f"elements more than {DEPTH} deep")
        else:
            around.pop()
            first = before.pop()
            if element.tag in wanted:
                yield event, element, around
            if element.tag == ROW:
                element.clear()
                held = first + 1


def _events(text: str, part: str) -> Iterator[tuple[str, Element]]:
    """Yield the events of the parser; it refuses some namespaces that are well-formed XML, such as ``}``."""
    try:
        utf8 = ET.XMLParser(encoding="utf-8")  # noqa: S314 -- no DOCTYPE
        yield from ET.iterparse(io.BytesIO(text.encode()), events=("start", "end"), parser=utf8)  # noqa: S314
    except ET.ParseError as error:
        raise PackageError("bad-xml", part=part, detail=str(error)) from error


def repeats(element: Element, name: str) -> int:
    """Return an attribute that says how often something is repeated, 1 without one."""
    written = element.get(name)
    if written is None:
        return 1
    if not (written.isascii() and written.isdecimal() and len(written) <= 9):  # noqa: PLR2004 -- digits
        raise PackageError("bad-xml", detail=f"{name}={written[:20]!r}")
    return max(1, int(written))
