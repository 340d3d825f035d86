"""Text of cells: the escapes of the format, shared strings, rich text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .errors import PackageError
from .markup import escape
from .opc import MAIN
from .xml import TAG, first_tag, parse_at, unescape

if TYPE_CHECKING:
    from .limits import Tally
    from .xml import Node

__all__ = ["LONGEST_TEXT", "decode", "encode", "item_text", "shared_strings"]

LONGEST_TEXT = 32_767  # characters of a cell, as Excel counts them (UTF-16 units)

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
    length = len(text) + sum(character > "\uffff" for character in text)
    if length > LONGEST_TEXT:
        raise PackageError(
            "bad-text",
            detail=f"{length} characters, a cell takes {LONGEST_TEXT}",
            values={"allowed": LONGEST_TEXT, "found": length},
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
    plain = _plain_item(root.prefix)
    found: list[str] = []
    position, most = root.open_end, tally.limits.strings
    while True:
        if len(found) > most:
            tally.check("strings", len(found), part=part)
        if item := plain.match(text, position):
            found.append(decode(unescape(item[1] or "")))
            position = item.end()
            continue
        tag = TAG.search(text, position)
        if tag is None or tag[1]:
            return tuple(found)
        position = tag.end()
        if tag[2]:
            node = parse_at(text, tag.start(), root.scope, count=tally.counter(part))
            position = node.end
            if node.name == "si" and node.uri in MAIN:
                found.append(item_text(node))


@cache
def _plain_item(prefix: str) -> re.Pattern[str]:
    """Return the pattern of a string item of one piece."""
    p = re.escape(prefix)
    return re.compile(rf'\s*<{p}si>\s*<{p}t(?: xml:space="preserve")?(?:/>|>([^<]*)</{p}t>)\s*</{p}si>')


def _unit_run(found: re.Match[str]) -> str:
    units = b"".join(int(each, 16).to_bytes(2, "little") for each in _UNIT.findall(found[0]))
    try:
        return units.decode("utf-16-le")
    except UnicodeDecodeError:
        return found[0]
