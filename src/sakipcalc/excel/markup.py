"""Pieces of XML written, and put into the text of a part."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from sakipcalc.excel.xml import ATTRIBUTE, TAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sakipcalc.excel.xml import Node

__all__ = ["Splice", "escape", "grown", "set_attribute", "splice", "written_attributes"]

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_SPECIAL = re.compile('[&<>"\r]')
_IN_ATTRIBUTES = {**_ENTITIES, **str.maketrans({"\n": "&#10;", "\t": "&#9;"})}
Splice = tuple[int, int, str]  # from, to, what stands there instead
_WHERE = itemgetter(0, 1)


def escape(text: str) -> str:
    """Return text as XML writes it in content or between double quotes.

    Examples
    --------
    >>> escape('a<b & "c"')
    'a&lt;b &amp; &quot;c&quot;'
    """
    return text.translate(_ENTITIES) if _SPECIAL.search(text) else text


def written_attributes(attrs: Mapping[str, str]) -> str:
    """Return attributes as a tag writes them, each with a space before it."""
    return "".join(f' {name}="{_attribute(value)}"' for name, value in attrs.items())


def splice(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with each stretch replaced; those at one place keep their order.

    Examples
    --------
    >>> splice("abcdef", [(4, 5, "X"), (1, 1, "-"), (1, 1, "+")])
    'a-+bcdXf'
    """
    pieces: list[str] = []
    position = 0
    for start, end, replacement in sorted(splices, key=_WHERE):
        if start < position:
            message = "overlapping splices"
            raise AssertionError(message)
        pieces += (text[position:start], replacement)
        position = end
    return "".join(pieces) + text[position:]


def set_attribute(text: str, tag_start: int, name: str, value: str) -> Splice:
    """Return the splice that gives the tag standing there an attribute, in the quotes it has.

    Examples
    --------
    >>> tag = "<row spans='1:2'/>"
    >>> print(splice(tag, [set_attribute(tag, 0, "spans", "1:3"), set_attribute(tag, 0, "r", "4")]))
    <row r="4" spans='1:3'/>
    """
    tag = TAG.match(text, tag_start)
    if tag is None:
        message = "no tag stands there"
        raise AssertionError(message)
    for found in ATTRIBUTE.finditer(text, *tag.span(3)):
        if found[1] == name:
            double = found[2] is not None
            written = _attribute(value) if double else _attribute(value).replace("'", "&apos;")
            return (*found.span(2 if double else 3), written)
    return tag.end(2), tag.end(2), f' {name}="{_attribute(value)}"'


def grown(node: Node, markup: str, **attrs: str) -> list[Splice]:
    """Return the splices that put markup at the end of an element and set attributes of it."""
    if not node.empty:
        changes = [set_attribute(node.source, node.start, name, value) for name, value in attrs.items()]
        return [*changes, (node.close_start, node.close_start, markup)]
    tag = node.markup.removesuffix("/>").rstrip() + ">"
    tag = splice(tag, [set_attribute(tag, 0, name, value) for name, value in attrs.items()])
    return [(node.start, node.end, f"{tag}{markup}</{node.prefix}{node.name}>")]


def _attribute(value: str) -> str:
    """Escape a value for an attribute, where a bare line end would be read as a space."""
    return value.translate(_IN_ATTRIBUTES)
