"""Parser for the XML of a package: small, strict, and every node knows its place in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from sakipcalc.excel.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sakipcalc.excel.limits import Tally

    Hole = tuple[str, Callable[["Node"], int]]

__all__ = [
    "ATTRIBUTE",
    "TAG",
    "Node",
    "attributes",
    "checked_text",
    "encoded",
    "first_tag",
    "outline",
    "parse",
    "parse_at",
    "scope_of",
    "unescape",
]


_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
#: The same in text, to be written anew.
_DECLARED = re.compile(r"""^(\ufeff?<\?xml[^>]*?encoding\s*=\s*)(["'])([A-Za-z0-9._-]+)\2""")
#: A tag with the text after it: the sign cannot stand in either.
_LONGEST = 1 << 20
_LONG = re.compile(rb"<[^<]{%d}" % _LONGEST)
#: Where one is that long, a stretch of half as much has no sign at all.
_STRETCH = _LONGEST // 2
#: Names of encodings that are read, and what Python calls them. Eight bits that claim to be UTF-16 are UTF-8:
#: a program has changed the one and not the other.
_KNOWN = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "utf-16": "utf-8",
    "iso-8859-1": "latin-1", "latin1": "latin-1", "windows-1252": "cp1252", "cp1252": "cp1252",
}  # fmt: skip
#: How a part in UTF-16 begins: with a mark of byte order, or a sign of two bytes of which one is zero.
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
#: What a changed part keeps as it declares it.
_KEPT = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


def checked_text(data: bytes, part: str) -> str:
    """Decode a part after the standard library has found it well-formed.

    Raises
    ------
    PackageError
        ``encoding``, ``too-large``, ``doctype`` or ``bad-xml``.
    """
    encoding = _encoding(data, part)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise PackageError("bad-xml", part=part, detail=str(error)) from error
    _check(data if encoding == "utf-8" else text.encode(), part)
    return text


def _encoding(data: bytes, part: str) -> str:
    """Return what Python calls the encoding of a part."""
    wide = _WIDE.get(data[:2])
    if wide and data[:4] not in {b"\xff\xfe\0\0", b"<\0\0\0"}:  # these are of four bytes each
        return wide
    declared = _ENCODING.match(data[:400])
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding not in _KNOWN or b"\0" in data[:4]:
        raise PackageError("encoding", part=part, detail=encoding, values={"encoding": encoding})
    return _KNOWN[encoding]


def _check(data: bytes, part: str) -> None:
    """Refuse a part in UTF-8 that is not well-formed, or made to keep a parser busy."""
    if len(data) > _LONGEST and _may_be_long(data) and _LONG.search(data):
        # a parser would take minutes over its attributes
        raise PackageError("too-large", part=part, detail="a tag or text of more than 1 MiB")
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")

    def doctype(*_: object) -> None:
        raise PackageError("doctype", part=part)

    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - pyexpat takes no keywords
    except expat.ExpatError as error:
        raise PackageError("bad-xml", part=part, detail=str(error)) from error


def _may_be_long(data: bytes) -> bool:
    """Return whether a stretch of half as much as is too long has no sign."""
    return any(data.find(b"<", at, at + _STRETCH) < 0 for at in range(0, len(data) - _STRETCH + 1, _STRETCH))


def encoded(text: str, part: str) -> bytes:
    """Return a changed part in the encoding that it declares, after the look a reader will take at it.

    One that is declared to be in UTF-16 or a code page is in UTF-8 from now on, and says so.
    """
    declared = _DECLARED.match(text[:400])
    name = declared[3].lower() if declared else "utf-8"
    if declared and name not in _KEPT:
        text = _DECLARED.sub(r"\1\2UTF-8\2", text, count=1)
    data = text.encode("ascii", "xmlcharrefreplace") if "ascii" in name else text.encode()
    checked_text(data, part)
    return data


#: A tag, comment, CDATA section or processing instruction. Groups: slash of an
#: end tag, name, attributes, slash of an empty element.
TAG = re.compile(
    r"""<(?:(/?)([^\s/>!?="'<]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>"""
    r"""|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>)""",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")
_MARKUP = re.compile(r"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>|<[^>]*>", re.DOTALL)
_UNREADY = re.compile("[&\r\n\t]")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,10}\s*")
#: After so many elements their limit is looked at again.
_LOOKED_AT = 4096
_OUTERMOST = {"xml": "http://www.w3.org/XML/1998/namespace"}


class Node:
    """One element: its name, attributes as written, children, and where each of its ends stands."""

    source: str
    scope: Mapping[str, str]
    prefix: str
    name: str
    uri: str
    start: int
    open_end: int
    close_start: int
    end: int
    __slots__ = (
        "_attrs", "_children", "_written", "close_start", "end", "name", "open_end",
        "prefix", "scope", "source", "start", "uri",
    )  # fmt: skip

    def __init__(self, source: str, tag: re.Match[str], scope: Mapping[str, str]) -> None:
        self.source = source
        self._written = tag[3]
        self._attrs: dict[str, str] | None = None
        self.scope = scope_of(self.attrs, scope) if "xmlns" in tag[3] else scope
        prefix, colon, local = tag[2].rpartition(":") if ":" in tag[2] else ("", "", tag[2])
        self.prefix = prefix + colon
        self.name = local
        self.uri = self.scope.get(prefix, "")
        self.start, self.open_end = tag.span()
        self.close_start = self.end = self.open_end
        self._children: list[Node] | None = []

    @property
    def children(self) -> list[Node]:
        """The elements right inside; those of an element that was passed over are parsed now."""
        if self._children is None:
            self._children = parse_at(self.source, self.start, self.scope).children
        return self._children

    def pass_over(self, name: str) -> int:
        """Find where the element ends, by its name as written, and leave its inside for later.

        Return how many elements are in it.
        """
        text, end = self.source, f"</{name}>"
        close = text.find(end, self.open_end)
        inside = text[self.open_end : close]
        if close >= 0 and "<!" not in inside and "<?" not in inside and f"<{name}" not in inside:
            self.close_start, self.end = close, close + len(end)
            self._children = None if "<" in inside else []
            return inside.count("<") - inside.count("</")
        parsed = parse_at(text, self.start, self.scope)
        self.close_start, self.end, self._children = parsed.close_start, parsed.end, parsed.children
        return sum([1 for _ in self.walk()]) - 1

    @property
    def attrs(self) -> dict[str, str]:
        """The attributes by their names as written; most elements of a part are never asked for them."""
        if self._attrs is None:
            self._attrs = attributes(self._written)
        return self._attrs

    @property
    def empty(self) -> bool:
        """Whether the element is written as one tag (``<a/>``)."""
        return self.end == self.open_end

    @property
    def markup(self) -> str:
        """The element as it stands in the part."""
        return self.source[self.start : self.end]

    @property
    def text(self) -> str:
        """All character data inside, entities resolved, comments left out."""
        raw = self.source[self.open_end : self.close_start]
        if "<" not in raw:
            return unescape(raw)
        pieces, position = [], 0
        for found in _MARKUP.finditer(raw):
            pieces.append(unescape(raw[position : found.start()]))
            pieces.append(_newlines(found[1] or ""))
            position = found.end()
        return "".join(pieces) + unescape(raw[position:])

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute by its name as written (``"ref"``), entities resolved."""
        return self.attrs.get(name, default)

    def integer(self, name: str, default: int = 0) -> int:
        """Return an attribute that holds a whole number; ``bad-xml`` when it holds something else."""
        written = self.attrs.get(name)
        if not written:
            return default
        if not _WHOLE.fullmatch(written):
            raise PackageError("bad-xml", detail=f"{self.name} {name}={written[:20]!r}")
        return int(written)

    def get_in(self, uris: Iterable[str], name: str) -> str:
        """Return an attribute by namespace and local name, whatever its prefix."""
        wanted = set(uris)
        for written, value in self.attrs.items():
            prefix, _, local = written.rpartition(":")
            if local == name and prefix and self.scope.get(prefix) in wanted:
                return value
        return ""

    def child(self, name: str) -> Node | None:
        """Return the first child of that local name in the element's own namespace."""
        for child in self.children:
            if child.name == name and child.uri == self.uri:
                return child
        return None

    def all(self, name: str) -> Iterator[Node]:
        """Yield the children of that local name in the element's own namespace."""
        return iter([child for child in self.children if child.name == name and child.uri == self.uri])

    def walk(self) -> Iterator[Node]:
        """Yield the element and everything below, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def parse(text: str, *, tally: Tally | None = None, part: str = "") -> Node:
    """Return the root of a part, what is inside it parsed when it is asked.

    Parameters
    ----------
    text : str
        The part, well-formed (see `checked_text`).
    tally : Tally, optional
        Counts the elements.
    part : str
        Named in errors.
    """
    return outline(text, count=tally.counter(part) if tally else None)


def outline(text: str, *, hole: Hole | None = None, count: Callable[[int], None] | None = None) -> Node:
    """Return the root of a part with what is right inside it, which is parsed further when it is asked.

    Parameters
    ----------
    text : str
        The part, well-formed.
    hole : tuple, optional
        Local name of a child of the root whose content is not to be parsed at all, and a function that reads
        it and returns the position of its end tag.
    count : callable, optional
        Is told the number of elements.
    """
    root = first_tag(text)
    position, found, look = root.open_end, 1, _LOOKED_AT
    while (tag := TAG.search(text, position)) and not tag[1]:
        position = tag.end()
        if tag[2] is None:
            continue
        node = Node(text, tag, root.scope)
        root.children.append(node)
        found += 1
        if hole and not tag[4] and node.name == hole[0]:
            end = TAG.search(text, hole[1](node))
            node.close_start, node.end = end.span() if end else (len(text), len(text))
        elif not tag[4]:
            found += node.pass_over(tag[2])
        position = node.end
        if count and found >= look:
            count(found)
            look = found + _LOOKED_AT
    if tag:
        root.close_start, root.end = tag.span()
    if count:
        count(found)
    return root


def first_tag(text: str) -> Node:
    """Return the root of a part by its tag alone: nothing inside it is read."""
    tag = next(found for found in TAG.finditer(text) if found[2])
    return Node(text, tag, _OUTERMOST)


def parse_at(
    text: str,
    start: int,
    scope: Mapping[str, str],
    *,
    count: Callable[[int], None] | None = None,
) -> Node:
    """Return the element that begins at or after `start`, where `scope` (prefix -> namespace) is in force."""
    open_nodes: list[Node] = []
    position, found = start, 0
    while tag := TAG.search(text, position):
        position = tag.end()
        if tag[2] is None:
            continue
        if tag[1]:
            node = open_nodes.pop()
            node.close_start, node.end = tag.span()
        else:
            node = Node(text, tag, open_nodes[-1].scope if open_nodes else scope)
            found += 1
            if count and not found % _LOOKED_AT:
                count(found)
            if open_nodes:
                open_nodes[-1].children.append(node)
            if not tag[4]:
                open_nodes.append(node)
                continue
        if not open_nodes:
            if count:
                count(found)
            return node
    raise PackageError("bad-xml", detail="no element")


def attributes(markup: str) -> dict[str, str]:
    """Return the attributes of a tag, by their names as written."""
    found = ATTRIBUTE.findall(markup)
    if _UNREADY.search(markup):
        return {name: unescape(double or single, attribute=True) for name, double, single in found}
    return {name: double or single for name, double, single in found}


def scope_of(attrs: Mapping[str, str], outer: Mapping[str, str]) -> Mapping[str, str]:
    """Return the prefixes in force inside an element; ``""`` is the default namespace."""
    declared = {
        name.partition(":")[2]: uri
        for name, uri in attrs.items()
        if name == "xmlns" or name.startswith("xmlns:")
    }
    return {**outer, **declared} if declared else outer


def unescape(raw: str, *, attribute: bool = False) -> str:
    """Return character data as a parser reports it: line ends made one, entities resolved."""
    raw = _newlines(raw)
    if attribute and ("\n" in raw or "\t" in raw):
        raw = raw.replace("\n", " ").replace("\t", " ")
    return _ENTITY.sub(_entity, raw) if "&" in raw else raw


def _newlines(raw: str) -> str:
    return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw


def _entity(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return chr(int(found[2])) if found[2] else _NAMED[found[3]]
