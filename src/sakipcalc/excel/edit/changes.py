"""Changes to the parts of a package, and edits of the workbook part itself."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from sakipcalc.excel import opc
from sakipcalc.excel.archive import fresh, repacked, write_archive
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.markup import escape, grown, set_attribute, splice, written_attributes
from sakipcalc.excel.xml import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.excel.edit.newsheet import NewSheet
    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.package import Package
    from sakipcalc.excel.xml import Node

__all__ = ["Changes", "append_sheets", "asks_calculation"]


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
        entry = f'<{types.prefix}Override PartName="/{quote(part)}" ContentType="{content_type}"/>'
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


_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LARGEST_ID = 65_534  # of a sheet
#: Children of the workbook element, from its sheets on, that stand before ``definedNames`` and ``calcPr``
#: (ECMA-376 part 1, 18.2.27).
_BEFORE_NAMES = frozenset({"sheets", "functionGroups", "externalReferences"})
_BEFORE_CALCULATION = _BEFORE_NAMES | {"definedNames"}


def _behind(workbook: Node, names: frozenset[str]) -> int:
    """Return where the last child of one of these names ends, or the workbook begins."""
    before = [child for child in workbook.children if child.name in names]
    return before[-1].end if before else workbook.open_end


def asks_calculation(workbook: Node) -> list[Splice]:
    """Return the splices that let all formulas be calculated when the workbook is opened.

    Any formula of any sheet may depend on a cell that was written, and its cached
    value is stale then; this asks for all of them, whatever was written.
    """
    node = workbook.child("calcPr")
    if node is not None:
        asked = node.get("fullCalcOnLoad") == "1"
        return [] if asked else [set_attribute(workbook.source, node.start, "fullCalcOnLoad", "1")]
    place = _behind(workbook, _BEFORE_CALCULATION)
    return [(place, place, f'<{workbook.prefix}calcPr fullCalcOnLoad="1"/>')]


def append_sheets(package: Package, sheets: Sequence[NewSheet], changes: Changes) -> None:
    """Add worksheets behind the others: parts, content types, relationships, entries of the workbook."""
    holder = package.workbook.child("sheets")
    if not sheets or holder is None:
        return
    links = package.workbook_relationships
    root = package.root(opc.rels_part(package.workbook_part))
    listed = list(holder.all("sheet"))
    number = max((node.integer("sheetId") for node in listed), default=0)
    prefix, uri = _id_prefix(listed, holder)
    ids = {each.id for each in links}
    entries, relations, parts = "", "", set[str]()
    for sheet in sheets:
        number += 1
        if number > _LARGEST_ID:
            raise PackageError("too-large", part=package.workbook_part, detail=f"sheetId {number}")
        link = _free(ids, "rId")
        part = _free_part(package, parts)
        attrs = {"name": sheet.name, "sheetId": str(number), f"{prefix}:id": link}
        declared = {} if holder.scope.get(prefix) == uri else {f"xmlns:{prefix}": uri}
        entries += f"<{holder.prefix}sheet{written_attributes({**attrs, **declared})}/>"
        target = posixpath.relpath("/" + part, "/" + posixpath.dirname(package.workbook_part))
        written = written_attributes({"Id": link, "Type": f"{uri}/worksheet", "Target": target})
        relations += f"<{root.prefix}Relationship{written}/>"
        changes.add(part, sheet.markup(package.workbook.uri), _SHEET_TYPE)
    changes.splice(package.workbook_part, grown(holder, entries))
    changes.splice(package.workbook_part, _titles(package, sheets))
    changes.splice(opc.rels_part(package.workbook_part), grown(root, relations))


def _titles(package: Package, sheets: Sequence[NewSheet]) -> list[Splice]:
    """Return the splices that name what of new sheets is printed, and the rows on every page."""
    workbook, first = package.workbook, len(package.tabs)
    tag, names = f"{workbook.prefix}definedName", ""
    for number, sheet in enumerate(sheets, first):
        areas = {
            "Print_Area": f"$A$1:${sheet.printed}${max(sheet.placed)[0]}" if sheet.printed else "",
            "Print_Titles": f"$1:${sheet.frozen_rows}" if sheet.page and sheet.frozen_rows else "",
        }
        quoted = "'" + sheet.name.replace("'", "''") + "'"
        for name, area in areas.items():
            attrs = written_attributes({"name": f"_xlnm.{name}", "localSheetId": str(number)})
            names += f"<{tag}{attrs}>{escape(f'{quoted}!{area}')}</{tag}>" if area else ""
    node = workbook.child("definedNames")
    if not names or node is not None:
        return grown(node, names) if names and node is not None else []
    place = _behind(workbook, _BEFORE_NAMES)
    return [(place, place, f"<{tag}s>{names}</{tag}s>")]


def _id_prefix(sheets: Sequence[Node], holder: Node) -> tuple[str, str]:
    """Return the prefix of ``r:id`` and its namespace, as the sheets that there are have it."""
    for node in sheets:
        for name in node.attrs:
            prefix, _, local = name.rpartition(":")
            if local == "id" and node.scope.get(prefix) in opc.RELATIONSHIPS:
                return prefix, node.scope[prefix]
    strict = "purl.oclc.org" in holder.uri
    return "r", next(uri for uri in sorted(opc.RELATIONSHIPS) if ("purl.oclc.org" in uri) == strict)


def _free(taken: set[str], stem: str) -> str:
    """Return the next name of a stem with a number that is not taken, and take it."""
    numbers = [int(found[1]) for name in taken if (found := re.fullmatch(rf"{stem}([0-9]{{1,8}})", name))]
    name = f"{stem}{max(numbers, default=0) + 1}"
    taken.add(name)
    return name


def _free_part(package: Package, taken: set[str]) -> str:
    """Return the name of a part that there is not yet, and take it."""
    folder = posixpath.join(posixpath.dirname(package.workbook_part), "worksheets")
    number = len(package.sheets) + 1
    while (part := f"{folder}/sheet{number}.xml") in taken or package.member(part):
        number += 1
    taken.add(part)
    return part
