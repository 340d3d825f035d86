"""Texts of the parts of a package: which parts hold some, where in them, and what becomes of the others."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.excel.markup import escape
from sakipcalc.excel.xml import TAG, attributes, unescape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["BLANK_PICTURES", "PLAIN", "PRINTER", "TEXTS", "Texts", "rewritten"]

#: Literals of a formula; a name of a sheet in its quotes may hold marks of its own, and stays.
_LITERAL = re.compile(r"""'(?:[^']|'')*'|"((?:[^"]|"")*)\"""")
#: An element whose content is a formula.
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula"})
_ATTRIBUTE = re.compile(r"""(\s)([^\s=]+)(\s*=\s*)("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The attributes and elements of a kind of part that hold a person's texts.

    Parameters
    ----------
    elements : frozenset of str
        Elements whose content is replaced word by word.
    emptied : frozenset of str
        Elements whose content is taken out.
    attributes : frozenset of (str, str)
        Elements and their attributes that are replaced word by word.
    dropped : frozenset of (str, str)
        Elements and their attributes whose value is taken out.
    """

    elements: frozenset[str] = frozenset()
    emptied: frozenset[str] = frozenset()
    attributes: frozenset[tuple[str, str]] = frozenset()
    dropped: frozenset[tuple[str, str]] = frozenset()


_PAGE = frozenset({f"{place}{what}" for place in ("odd", "even", "first") for what in ("Header", "Footer")})
_SHAPE = Texts(
    elements=frozenset({"t"}),
    attributes=frozenset({("cNvPr", "name"), ("cNvPr", "descr"), ("cNvPr", "title")}),
)
#: By the end of the content type of a part.
TEXTS: Mapping[str, Texts] = MappingProxyType({
    "sharedStrings+xml": Texts(elements=frozenset({"t"})),
    "worksheet+xml": Texts(
        elements=_PAGE | {"t"},
        attributes=frozenset({
            *(("dataValidation", name) for name in ("prompt", "promptTitle", "error", "errorTitle")),
            ("hyperlink", "display"), ("hyperlink", "tooltip"), ("cfRule", "text"),
        }),
    ),
    "chartsheet+xml": Texts(elements=_PAGE),
    "main+xml": Texts(dropped=frozenset({("absPath", "url"), ("fileSharing", "userName")})),
    "comments+xml": Texts(elements=frozenset({"t", "author"})),
    "threadedcomments+xml": Texts(elements=frozenset({"text"})),
    "person+xml": Texts(attributes=frozenset({("person", "displayName"), ("person", "userId")})),
    "drawing+xml": _SHAPE,
    "chart+xml": Texts(elements=frozenset({"t", "v"})),
    "vmlDrawing": Texts(elements=frozenset({"font", "div", "span", "p"})),
    "pivotCacheDefinition+xml": Texts(attributes=frozenset({("s", "v"), ("cacheField", "name")})),
    "pivotCacheRecords+xml": Texts(attributes=frozenset({("s", "v")})),
    "externalLink+xml": Texts(elements=frozenset({"v"})),
    "core-properties+xml": Texts(
        emptied=frozenset({
            "creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category",
            "contentStatus",
        })
    ),
    "extended-properties+xml": Texts(emptied=frozenset({"Company", "Manager", "HyperlinkBase", "Template"})),
    "custom-properties+xml": Texts(emptied=frozenset({"lpwstr", "lpstr", "bstr"})),
})  # fmt: skip
#: Kinds of part without a text of anybody's.
PLAIN = (
    "relationships+xml", "styles+xml", "theme+xml", "calcChain+xml", "table+xml", "pivotTable+xml",
    "controlproperties+xml", "sheetMetadata+xml", "chartstyle+xml", "chartcolorstyle+xml",
    "rdrichvaluestructure+xml", "themeOverride+xml",
)  # fmt: skip
#: What a printer was told; its name and the computer's are in there.
PRINTER = "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
#: A picture of one white dot of each kind, in place of logos, signatures and photographs.
BLANK_PICTURES: Mapping[str, bytes] = MappingProxyType({
    "image/png": b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
    ),
    "image/gif": b64decode(
        "R0lGODdhAQABAIEAAP///wAAAAAAAAAAACwAAAAAAQABAAAIBAABBAQAOw=="
    ),
    "image/jpeg": b64decode(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwc"
        "KDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QA"
        "tRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0"
        "NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2"
        "t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APf6/9k="
    ),
})  # fmt: skip


def rewritten(text: str, texts: Texts, change: Callable[[str], str]) -> str:
    """Return the text of a part with its texts changed; markup, figures and references stay as they are."""
    pieces: list[str] = []
    open_elements: list[tuple[str, str]] = [("", "")]
    position = 0
    for tag in metered(TAG.finditer(text)):
        pieces.append(_content(text[position : tag.start()], open_elements, texts, change))
        position = tag.end()
        name = (tag[2] or "").rpartition(":")[2]
        if not name or tag[1]:
            pieces.append(tag[0])
            if tag[1]:
                open_elements.pop()
            continue
        pieces.append(_tag(tag[0], name, texts, change))
        if not tag[4]:
            open_elements.append((name, tag[3]))
    return "".join(pieces) + text[position:]


def _content(
    text: str, open_elements: list[tuple[str, str]], texts: Texts, change: Callable[[str], str]
) -> str:
    name, _ = open_elements[-1]
    if not text.strip():
        return text
    if name in texts.emptied:
        return ""
    if name in texts.elements or (name == "v" and attributes(open_elements[-2][1]).get("t") == "str"):
        return escape(change(unescape(text)))
    if name in _FORMULAS:
        return escape(_literals(unescape(text), change))
    return text


def _literals(formula: str, change: Callable[[str], str]) -> str:
    def changed(found: re.Match[str]) -> str:
        return found[0] if found[1] is None else f'"{change(found[1])}"'

    return _LITERAL.sub(changed, formula)


def _tag(tag: str, name: str, texts: Texts, change: Callable[[str], str]) -> str:
    def changed(found: re.Match[str]) -> str:
        space, attribute, equals, value = found.groups()
        key = name, attribute.rpartition(":")[2]
        if key in texts.dropped:
            return f'{space}{attribute}{equals}""'
        if key in texts.attributes:
            return f'{space}{attribute}{equals}"{escape(change(unescape(value[1:-1])))}"'
        return found[0]

    return _ATTRIBUTE.sub(changed, tag) if texts.attributes or texts.dropped else tag
