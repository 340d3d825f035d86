"""Relationships and content types: how the parts of a package find each other."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sakipcalc.excel.errors import PackageError

if TYPE_CHECKING:
    from sakipcalc.excel.xml import Node

__all__ = [
    "CONTENT_TYPES",
    "MAIN",
    "RELATIONSHIPS",
    "Relationship",
    "content_type",
    "override_of",
    "relationships",
    "rels_part",
    "resolve",
]

CONTENT_TYPES = "[Content_Types].xml"
#: Namespaces of spreadsheet parts, transitional and strict.
MAIN = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
#: Namespaces of ``r:id``, which are also the beginnings of the types of relationships.
RELATIONSHIPS = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
)
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


class Relationship(NamedTuple):
    """One arrow from a part to another part or to something outside.

    Parameters
    ----------
    id : str
        Its name inside the part, for example ``"rId1"``.
    kind : str
        Last word of its type, for example ``"worksheet"``; the same in the strict
        and the transitional vocabulary.
    target : str
        Name of the part it leads to, or what is written when `external`.
    external : bool
        Whether it leads out of the package.
    node : Node
        Where it is written.
    """

    id: str
    kind: str
    target: str
    external: bool
    node: Node


def rels_part(part: str) -> str:
    """Return the name of the part that holds the relationships of a part.

    Examples
    --------
    >>> rels_part("xl/workbook.xml"), rels_part("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(part: str, target: str) -> str:
    """Return the part that a target means, seen from a part; it never leads above the package.

    Examples
    --------
    >>> resolve("xl/workbook.xml", "worksheets/sheet1.xml")
    'xl/worksheets/sheet1.xml'
    >>> resolve("xl/worksheets/sheet1.xml", "../comments1.xml"), resolve("xl/a.xml", "/xl/b.xml")
    ('xl/comments1.xml', 'xl/b.xml')
    """
    target = target.partition("#")[0].replace("\\", "/")
    joined = posixpath.join("/", posixpath.dirname(part), target)
    return posixpath.normpath(joined).lstrip("/")


def relationships(root: Node, part: str) -> tuple[Relationship, ...]:
    """Return the relationships that a .rels part lists for `part`."""
    if root.uri != _RELS_NAMESPACE or root.name != "Relationships":
        raise PackageError("bad-xml", part=rels_part(part), detail=root.name)
    found = []
    for node in root.all("Relationship"):
        external = node.get("TargetMode") == "External"
        target = node.get("Target")
        found.append(
            Relationship(
                id=node.get("Id"),
                kind=node.get("Type").rpartition("/")[2],
                target=target if external else resolve(part, target),
                external=external,
                node=node,
            )
        )
    return tuple(found)


def override_of(types: Node, part: str) -> Node | None:
    """Return the entry of ``[Content_Types].xml`` that names the part itself."""
    wanted = f"/{part}".lower()
    return next(
        (node for node in types.all("Override") if unquote(node.get("PartName")).lower() == wanted), None
    )


def content_type(types: Node, part: str) -> str:
    """Return the content type of a part, empty when none is declared."""
    if types.uri != _TYPES_NAMESPACE:
        raise PackageError("bad-xml", part=CONTENT_TYPES, detail=types.name)
    node = override_of(types, part)
    if node is None:
        ending = part.rpartition(".")[2].lower()
        node = next((each for each in types.all("Default") if each.get("Extension").lower() == ending), None)
    return node.get("ContentType") if node else ""
