"""The XML of a part as text with positions: looked up, never rebuilt.

The text is well-formed (`encoding.checked_text` has seen to that), so it is enough
to look for tags. All positions are offsets into the decoded text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .limits import Tally

    Hole = tuple[str, Callable[["Node"], int]]

__all__ = [
    "ATTRIBUTE",
    "TAG",
    "Node",
    "attributes",
    "first_tag",
    "parse",
    "parse_at",
    "scope_of",
    "unescape",
]

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
        "_attrs", "_written", "children", "close_start", "end", "name", "open_end",
        "prefix", "scope", "source", "start", "uri",
    )  # fmt: skip

    def __init__(self, source: str, tag: re.Match[str], scope: Mapping[str, str]) -> None:
        self.source = source
        self._written = tag[3]
        self._attrs: dict[str, str] | None = None
        self.scope = scope_of(self.attrs, scope) if "xmlns" in tag[3] else scope
        prefix, colon, local = tag[2].rpartition(":")
        self.prefix = prefix + colon
        self.name = local
        self.uri = self.scope.get(prefix, "")
        self.start, self.open_end = tag.span()
        self.close_start = self.end = self.open_end
        self.children: list[Node] = []

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
        if not re.fullmatch(r"\s*[+-]?[0-9]{1,10}\s*", written):
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
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Node]:
        """Yield the children of that local name in the element's own namespace."""
        return (child for child in self.children if child.name == name and child.uri == self.uri)

    def walk(self) -> Iterator[Node]:
        """Yield the element and everything below, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def parse(text: str, *, hole: Hole | None = None, tally: Tally | None = None, part: str = "") -> Node:
    """Return the root of a part, with all below it.

    Parameters
    ----------
    text : str
        The part, well-formed (see `checked_text`).
    hole : tuple, optional
        Local name of a child of the root whose content is not to be parsed here, and
        a function that reads it and returns the position of its end tag.
    tally : Tally, optional
        Counts the elements.
    part : str
        Named in errors.
    """
    return parse_at(text, 0, _OUTERMOST, hole=hole, count=tally.counter(part) if tally else None)


def first_tag(text: str) -> Node:
    """Return the root of a part by its tag alone: nothing inside it is read."""
    tag = next(found for found in TAG.finditer(text) if found[2])
    return Node(text, tag, _OUTERMOST)


def parse_at(
    text: str,
    start: int,
    scope: Mapping[str, str],
    *,
    hole: Hole | None = None,
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
            if count and not found % 4096:
                count(found)
            if open_nodes:
                open_nodes[-1].children.append(node)
            if not tag[4]:
                if hole and node.name == hole[0] and len(open_nodes) == 1:
                    position = hole[1](node)
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
