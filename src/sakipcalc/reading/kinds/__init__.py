"""Workbooks of every kind as grids: what a file is, is told by its content and never by its name.

One module reads each kind: ``xls`` (Excel before 2007, with xlrd in a process of its own),
``xlsb`` (Excel's binary package) and ``ods`` (OpenDocument); ``sheet`` makes grids of what
they find. An .xlsx or .xlsm is a `Package`, read by :mod:`sakipcalc.reading.workbook`.
"""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from sakipcalc.excel import Limits, Package, PackageError, Tally, opc
from sakipcalc.excel.archive import Archive
from sakipcalc.excel.limits import open_file, read_whole
from sakipcalc.reading import workbook
from sakipcalc.reading.kinds.foreign import foreign_kind
from sakipcalc.reading.kinds.locked import OLE_MAGIC, unlocked

if TYPE_CHECKING:
    from sakipcalc.reading.grid import Grid

__all__ = ["ENDINGS", "FileKind", "content", "kind_of", "open_grids", "opened_as"]

#: Names of streams as the directory of an OLE file writes them; Excel 5 wrote "Book".
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "WORKBOOK\0", "Book\0", "BOOK\0"))
#: A spreadsheet and a template of one.
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MIMETYPE_BYTES = 200
#: An OLE file has so many bytes before its first sector, and sectors of 2^9 or 2^12.
_OLE_HEADER, _LARGEST_SHIFT = 512, 12
_SPREADSHEET = re.compile(rb"<(?:[\w.-]+:)?spreadsheet[\s/>]")


class FileKind(StrEnum):
    """Kinds of workbook, by the ending that they should have; of an .xlsm the first is said."""

    XLSX = ".xlsx"
    XLSB = ".xlsb"
    XLS = ".xls"
    ODS = ".ods"


#: Endings under which workbooks are looked for in a folder.
ENDINGS = frozenset({*FileKind, ".xlsm"})


def content(source: str | os.PathLike[str] | bytes | BinaryIO, limits: Limits | None = None) -> bytes:
    """Return the bytes of a workbook: a path, its content, or an open file from its beginning.

    Raises
    ------
    PackageError
        ``too-large`` before more is read than a workbook may have; ``not-a-file`` for a pipe or a device.
    OSError
        When a path cannot be read.
    TypeError
        For anything else, a file opened for text too.
    """
    limits = limits or Limits()
    if isinstance(source, bytes | bytearray | memoryview):
        limits.check("file_bytes", len(source))
        return bytes(source)
    if isinstance(source, str | os.PathLike):
        with open_file(Path(source)) as file:
            return read_whole(file, limits)
    return read_whole(source, limits)


def kind_of(data: bytes, limits: Limits | None = None) -> FileKind:
    """Return the kind of a workbook by its content.

    Raises
    ------
    PackageError
        ``encrypted``, ``not-a-workbook`` for another document, ``not-a-zip`` and others for what is none.

    Examples
    --------
    >>> from pathlib import Path
    >>> print(kind_of(Path("workbooks/bogorejo-2024.xlsx").read_bytes()))
    .xlsx
    """
    return opened_as(data, limits or Limits())[0]


def opened_as(data: bytes, limits: Limits) -> tuple[FileKind, Archive | None]:
    """Return the kind of a workbook, as `kind_of` does, and the archive that it is, if it is one."""
    archive = _archive(data, limits)
    return (_kind_in(archive) if archive else FileKind.XLS), archive


def _archive(data: bytes, limits: Limits) -> Archive | None:
    """Return the archive that a workbook is; none for one of Excel before 2007."""
    if data.startswith(OLE_MAGIC):
        if _ENCRYPTED in data:
            raise PackageError("encrypted")
        if not any(name in data for name in _WORKBOOK):
            raise PackageError("broken-zip" if _is_cut_off(data) else "not-a-workbook", detail="OLE")
        return None
    if other := foreign_kind(data):
        raise PackageError("not-a-zip", detail=other)
    return Archive(data, Tally(limits))


def _is_cut_off(ole: bytes) -> bool:
    """Return whether an OLE file ends before its directory does, which says what is in it ([MS-CFB] 2.2)."""
    if len(ole) < _OLE_HEADER:
        return True
    shift, sector = (int.from_bytes(ole[at : at + size], "little") for at, size in ((30, 2), (48, 4)))
    return (sector + 2) << min(shift, _LARGEST_SHIFT) > len(ole)


def _kind_in(archive: Archive) -> FileKind:
    """Return the kind of a workbook by the names of its parts."""
    if _is_ods(archive):
        return FileKind.ODS
    if opc.CONTENT_TYPES not in archive.members and any(
        PurePosixPath(name).suffix.lower() in ENDINGS for name in archive.members
    ):
        raise PackageError("not-a-zip", detail="archive")
    is_binary = any(name.lower().endswith("/workbook.bin") for name in archive.members)
    return FileKind.XLSB if is_binary else FileKind.XLSX


def _is_ods(archive: Archive) -> bool:
    """Return whether a package is a spreadsheet of OpenDocument; some lack what should say so first."""
    mimetype = archive.members.get("mimetype")
    if mimetype is not None and mimetype.size < _MIMETYPE_BYTES:
        return archive.read("mimetype").startswith(_ODS)
    if opc.CONTENT_TYPES in archive.members:
        return False
    from sakipcalc.reading.kinds import ods

    if ods.CONTENT not in archive.members:
        return False
    if ods.MANIFEST in archive.members and _ODS in archive.read(ods.MANIFEST):
        return True
    return _SPREADSHEET.search(archive.read(ods.CONTENT)) is not None


def open_grids(
    data: bytes, file: str, limits: Limits | None = None, password: str | None = None
) -> tuple[Grid, ...]:
    """Return every sheet of a workbook as a grid, in the order of the tabs.

    Parameters
    ----------
    data : bytes
        Content of the workbook.
    file : str
        Its name, for errors.
    limits : Limits, optional
        How much it may hold.
    password : str, optional
        Opens it where it is locked.

    Raises
    ------
    PackageError, WorkbookError
        When it is locked with another password, broken or unsafe.
    """
    limits = limits or Limits()
    try:
        return _grids(data, file, limits)
    except PackageError as error:
        if error.code != "encrypted":
            raise
    return _grids(unlocked(data, file, limits, password), file, limits)


def _grids(data: bytes, file: str, limits: Limits) -> tuple[Grid, ...]:
    archive = _archive(data, limits)
    if archive is None:
        from sakipcalc.reading.kinds import xls

        return xls.grids(data, file, limits)
    kind = _kind_in(archive)
    if kind is FileKind.XLSB:
        from sakipcalc.reading.kinds import xlsb

        return xlsb.grids(data, limits)
    if kind is FileKind.ODS:
        from sakipcalc.reading.kinds import ods  # with a parser that Excel's files do not need

        return ods.grids(data, limits)
    limits.check("file_bytes", len(data))
    return workbook.grids(Package(data, limits=limits, archive=archive))
