"""A workbook package opened for reading: checked first, read part by part when asked."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Self, TypeVar, cast
from urllib.parse import unquote

from sakipcalc.excel import opc
from sakipcalc.excel.archive import Archive
from sakipcalc.excel.errors import PackageError, located
from sakipcalc.excel.knownparts import made_of, root_of
from sakipcalc.excel.limits import Limits, Tally, open_file, read_whole
from sakipcalc.excel.refs import Area
from sakipcalc.excel.save import resolved
from sakipcalc.excel.sheet.cells import is_true
from sakipcalc.excel.sheet.scan import SheetScan
from sakipcalc.excel.sheet.sheet import ListObject, RawSheet, SheetInfo
from sakipcalc.excel.sheet.styles import Styles
from sakipcalc.excel.sheet.values import RawMeaning, shared_strings
from sakipcalc.excel.xml import checked_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sakipcalc.excel.archive import Member
    from sakipcalc.excel.opc import Relationship
    from sakipcalc.excel.xml import Node

__all__ = ["DefinedName", "Package"]

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Made = TypeVar("Made")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


class DefinedName(NamedTuple):
    """A defined name: what it stands for, and the sheet it is limited to (index among all tabs), if any."""

    name: str
    text: str
    sheet: int | None
    hidden: bool


class Package:
    """An .xlsx or .xlsm package; `open` makes one.

    Nothing of it ever changes: an `Editor` collects changes and writes another package, `insert_rows` returns
    one. Parts are parsed when they are asked for, and counted then, so it is for one thread at a time.
    """

    def __init__(
        self, data: bytes, *, limits: Limits, path: Path | None = None, archive: Archive | None = None
    ) -> None:
        self.data = data
        self.limits = limits
        self.path = path
        if data.startswith(_OLE_MAGIC):
            raise PackageError("encrypted" if _ENCRYPTED_STREAM in data else "legacy-xls")
        self.archive: Archive = archive or Archive(data, Tally(limits))
        self.tally: Tally = self.archive.tally
        self._folded = {name.lower(): name for name in self.archive.members}
        self._sheets: dict[str, RawSheet] = {}
        self._kept: dict[Callable[[Package], object], object] = {}
        self.workbook_part: str = self._find_workbook()
        self.sheets: tuple[SheetInfo, ...] = self._list_sheets()

    @classmethod
    def open(cls, source: bytes | str | os.PathLike[str] | BinaryIO, *, limits: Limits | None = None) -> Self:
        """Open a package and check it before any of its parts is parsed.

        Parameters
        ----------
        source : bytes, path or binary file
            The package; it is read into memory, a file from its beginning, and never written to.
        limits : Limits, optional
            How much it may hold.

        Raises
        ------
        PackageError
            ``not-a-file``, ``not-a-zip``, ``encrypted``, ``legacy-xls``, ``broken-zip``, ``too-large``,
            ``ratio``, ``unsafe-name``, ``missing-part``, ``not-a-workbook``, ``bad-xml`` and others.
        OSError
            When a path cannot be read.
        """
        limits = limits or Limits()
        if isinstance(source, bytes | bytearray | memoryview):
            limits.check("file_bytes", len(source))
            return cls(bytes(source), limits=limits)
        if isinstance(source, str | os.PathLike):
            with open_file(Path(source)) as file:
                return cls(read_whole(file, limits), limits=limits, path=resolved(Path(source)))
        name = getattr(source, "name", None)  # an open file says where it is, a buffer does not
        path = Path(name) if isinstance(name, str) else None
        return cls(read_whole(source, limits), limits=limits, path=resolved(path) if path else None)

    def __repr__(self) -> str:
        return f"<Package {self.path.name if self.path else ''} of {len(self.sheets)} sheets>"

    # -- parts -----------------------------------------------------------------------

    def member(self, part: str) -> Member | None:
        """Return the member that holds a part, whatever the case of its letters, or none."""
        name = self._folded.get(part.lower()) or self._folded.get(unquote(part).lower())
        return self.archive.members[name] if name else None

    def name_of(self, part: str) -> str:
        """Return the name of the member that holds a part; ``missing-part`` when there is none."""
        member = self.member(part)
        if member is None:
            raise PackageError("missing-part", part=part)
        return member.name

    def part(self, name: str) -> bytes:
        """Return the content of a part, unpacked within bounds, its checksum verified.

        Raises
        ------
        PackageError
            ``missing-part``, ``broken-zip`` or ``too-large``.
        """
        return self.archive.read(self.name_of(name))

    def text(self, part: str) -> str:
        """Return the text of an XML part, found well-formed."""
        return checked_text(self.part(part), part)

    def root(self, part: str) -> Node:
        """Return the root element of an XML part."""
        return root_of(self.part(part), part, self.tally.counter(part))

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return the relationships of a part; ``""`` is the package itself."""
        rels = opc.rels_part(part)
        return made_of(opc.relationships, self.root(rels), part) if self.member(rels) else ()

    @cached_property
    def content_types(self) -> Node:
        """The root of ``[Content_Types].xml``."""
        return self.root(opc.CONTENT_TYPES)

    @cached_property
    def workbook(self) -> Node:
        """The root of the workbook part."""
        return self.root(self.workbook_part)

    @cached_property
    def workbook_relationships(self) -> tuple[Relationship, ...]:
        """The relationships of the workbook part."""
        return self.relationships(self.workbook_part)

    def related(self, kind: str) -> str | None:
        """Return the part that the workbook has under a relationship of that kind, if it is there."""
        for each in self.workbook_relationships:
            if each.kind == kind and not each.external and self.member(each.target):
                return each.target
        return None

    # -- workbook --------------------------------------------------------------------

    @cached_property
    def tabs(self) -> tuple[str, ...]:
        """The names of all tabs in their order, those of chart sheets and other kinds too."""
        return tuple(node.get("name") for each in self.workbook.all("sheets") for node in each.all("sheet"))

    @cached_property
    def date1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        node = self.workbook.child("workbookPr")
        return node is not None and is_true(node.get("date1904"))

    @cached_property
    def defined_names(self) -> tuple[DefinedName, ...]:
        """The defined names, in their order."""
        nodes = [node for each in self.workbook.all("definedNames") for node in each.all("definedName")]
        with located(self.workbook_part):
            return tuple(
                DefinedName(
                    name=node.get("name"),
                    text=node.text,
                    sheet=node.integer("localSheetId") if "localSheetId" in node.attrs else None,
                    hidden=is_true(node.get("hidden")),
                )
                for node in nodes
            )

    @cached_property
    def strings(self) -> tuple[str, ...]:
        """The shared strings."""
        part = self.related("sharedStrings")
        return shared_strings(self.text(part), part, self.tally) if part else ()

    @cached_property
    def styles(self) -> Styles:
        """The formats of cells."""
        part, theme = self.related("styles"), self.related("theme")
        with located(part or ""):
            return made_of(Styles, *[self.root(one) if one else None for one in (part, theme)])

    def sheet(self, name: str) -> RawSheet:
        """Return a worksheet by the name on its tab; it is scanned once.

        Raises
        ------
        PackageError
            ``no-such-sheet``, or whatever its part is refused for.
        """
        if name not in self._sheets:
            info = next((each for each in self.sheets if each.name == name), None)
            if info is None:
                raise PackageError("no-such-sheet", detail=name, values={"sheet": name})
            meaning = RawMeaning(lambda: self.strings, info.part, date1904=self.date1904)
            with located(info.part):
                scan = SheetScan(self.text(info.part), info.part, meaning=meaning, tally=self.tally)
                sheet = RawSheet(info, scan, self._tables(info.part))
                self.tally.add("merged", sheet.merged_cells, part=info.part)
                self.tally.add("characters", scan.characters, part=info.part)
            self._sheets[name] = sheet
        return self._sheets[name]

    def kept(self, make: Callable[[Package], Made]) -> Made:
        """Return the result of a function of the package, computed once and kept with it."""
        if make not in self._kept:
            self._kept[make] = make(self)
        return cast("Made", self._kept[make])

    def _tables(self, sheet_part: str) -> tuple[ListObject, ...]:
        found = []
        for each in self.relationships(sheet_part):
            if each.kind == "table" and self.member(each.target):
                node = self.root(each.target)
                with located(each.target):
                    table = ListObject(
                        name=node.get("displayName"),
                        part=each.target,
                        area=Area.parse(node.get("ref")),
                        header_rows=node.integer("headerRowCount", 1),
                        totals_rows=node.integer("totalsRowCount"),
                    )
                found.append(table)
        return tuple(found)

    @property
    def has_macros(self) -> bool:
        """Whether the workbook is of the kind that may hold macros (.xlsm)."""
        return "macroenabled" in opc.content_type(self.content_types, self.workbook_part).lower()

    def _find_workbook(self) -> str:
        if self.member(opc.CONTENT_TYPES) is None:
            other = self.member("mimetype")
            if other is None and any(name.startswith("xl/") for name in self._folded):
                raise PackageError("missing-part", part=opc.CONTENT_TYPES)
            if other is None:
                raise PackageError("not-a-workbook", detail="zip")
            raise PackageError("not-a-workbook", detail=bytes(other.packed[:80]).decode("ascii", "replace"))
        main = next((each for each in self.relationships("") if each.kind == "officeDocument"), None)
        if main is None:
            raise PackageError("missing-part", part=opc.rels_part(""), detail="no relationship to a workbook")
        if self.member(main.target) is None:
            raise PackageError("missing-part", part=main.target)
        kind = opc.content_type(self.content_types, main.target)
        if main.target.lower().endswith(".bin") or "sheet.binary" in kind:
            raise PackageError("binary-workbook", part=main.target)
        return main.target

    def _list_sheets(self) -> tuple[SheetInfo, ...]:
        root = self.workbook
        if root.uri not in opc.MAIN or root.name != "workbook":
            raise PackageError("not-a-workbook", part=self.workbook_part, detail=root.name)
        targets = {each.id: each for each in self.workbook_relationships}
        found: list[SheetInfo] = []
        nodes = [node for each in root.all("sheets") for node in each.all("sheet")]
        for index, node in enumerate(nodes):
            link = node.get_in(opc.RELATIONSHIPS, "id")
            if not link:  # a module sheet of old: nothing but its name is left
                continue
            target = targets.get(link)
            if target is None or (target.kind == "worksheet" and self.member(target.target) is None):
                raise PackageError(
                    "missing-part", part=target.target if target else "", detail=f"sheet {node.get('name')!r}"
                )
            if target.kind == "worksheet":
                state = node.get("state") or "visible"
                found.append(SheetInfo(name=node.get("name"), part=target.target, state=state, index=index))
        for field in ("name", "part"):
            if len({getattr(info, field).lower() for info in found}) < len(found):
                raise PackageError("duplicate-name", part=self.workbook_part, detail=f"sheet {field}")
        return tuple(found)
