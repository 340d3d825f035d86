"""What the output differs in, part by part, and the archive that comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import opc
from .archive import fresh, repacked, write_archive
from .encoding import encoded
from .markup import grown, splice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .markup import Splice
    from .package import Package
    from .xml import Node

__all__ = ["Changes"]


class Changes:
    """Changed, added and removed parts of a package; everything else keeps its bytes.

    Parameters
    ----------
    package : Package
        The package as it was read.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._splices: dict[str, list[Splice]] = {}
        self._whole: dict[str, bytes] = {}
        self._added: dict[str, bytes] = {}
        self._removed: set[str] = set()

    # -- what changes ----------------------------------------------------------------

    def splice(self, part: str, splices: Iterable[Splice]) -> None:
        """Replace stretches of the text of a part."""
        found = list(splices)
        if found:
            self._splices.setdefault(self._package.name_of(part), []).extend(found)

    def replace(self, part: str, text: str) -> None:
        """Put another text into a part."""
        self._whole[self._package.name_of(part)] = encoded(text, part)

    def replace_raw(self, part: str, data: bytes) -> None:
        """Put other bytes into a part, which need not be XML."""
        self._whole[self._package.name_of(part)] = data

    def add(self, part: str, text: str, content_type: str) -> None:
        """Add a part with its content type."""
        self._added[part] = encoded(text, part)
        types = self._package.content_types
        entry = f'<{types.prefix}Override PartName="/{part}" ContentType="{content_type}"/>'
        self.splice(opc.CONTENT_TYPES, grown(types, entry))

    def remove(self, kind: str) -> None:
        """Take a part of the workbook out, by its kind: itself, its relationship, its content type."""
        package = self._package
        gone = [each for each in package.workbook_relationships if each.kind == kind and not each.external]
        if not gone:
            return
        self.splice(opc.rels_part(package.workbook_part), (_without(each.node) for each in gone))
        members = {package.name_of(each.target) for each in gone if package.member(each.target)}
        overrides = [node for name in members if (node := opc.override_of(package.content_types, name))]
        self.splice(opc.CONTENT_TYPES, map(_without, overrides))
        self._removed |= members

    # -- what it comes to ------------------------------------------------------------

    @property
    def changed(self) -> tuple[str, ...]:
        """Parts whose content differs, in the order of the package."""
        return tuple(
            name for name in self._package.archive.members if name in self._splices or name in self._whole
        )

    @property
    def removed(self) -> tuple[str, ...]:
        """Parts that are gone."""
        return tuple(name for name in self._package.archive.members if name in self._removed)

    @property
    def added(self) -> tuple[str, ...]:
        """Parts that are new."""
        return tuple(self._added)

    def to_bytes(self) -> bytes:
        """Return the changed package; without any change, the very bytes that were read."""
        if not self.changed and not self._added and not self._removed:
            return self._package.data
        members = []
        for name, member in self._package.archive.members.items():
            if name not in self._removed:
                new = self._content(name)
                members.append(member if new is None else repacked(member, new))
        like = members[0]
        members += [fresh(name, data, like) for name, data in self._added.items()]
        return write_archive(members)

    def _content(self, name: str) -> bytes | None:
        if name in self._whole:
            return self._whole[name]
        if name not in self._splices:
            return None
        return encoded(splice(self._package.text(name), self._splices[name]), name)


def _without(node: Node) -> Splice:
    return node.start, node.end, ""
