"""The one error of the package: a stable code, the part, and the values of the sentence."""

from __future__ import annotations

from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["SENTENCES", "PackageError", "located"]

#: Characters of the name of a part that are shown.
_LONGEST = 120

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "alternate-content": "the sheet data holds alternate content, which cannot be edited safely",
        "array-formula": "the cell belongs to an array formula",
        "bad-formula": "the text cannot be a formula",
        "bad-insertion": "no rows can be inserted in this way",
        "bad-number": "the value is not a finite number",
        "bad-reference": "this is not a cell or range of a sheet",
        "bad-sheet-name": "no sheet can have this name",
        "bad-style": "no such cell style, or one that cannot be derived",
        "bad-text": "the text cannot be stored in a cell",
        "bad-xml": "the part is not well-formed XML, or not what its place asks for",
        "binary-workbook": "the workbook is in the binary format (.xlsb)",
        "broken-zip": "the zip archive is damaged or of an unusual make",
        "data-table": "the cell belongs to a data table (what-if analysis)",
        "doctype": "the part declares a DOCTYPE, which no workbook needs",
        "duplicate-name": "two members or sheets have the same name",
        "encoding": "the part is in an encoding that is not known",
        "encrypted": "the workbook is protected by a password",
        "legacy-xls": "the file is an old Excel workbook (.xls)",
        "merged-cell": "the cell is covered by a merge; only its top left cell can be written",
        "missing-part": "a part that the workbook needs is not there",
        "no-formula": "the cell holds no formula whose value could be refreshed",
        "no-such-sheet": "the workbook has no worksheet of this name",
        "not-a-file": "this is no regular file but a folder, a pipe or a device",
        "not-a-workbook": "the package is not an Excel workbook",
        "not-a-zip": "the file is not a zip archive",
        "output-exists": "the output exists already",
        "output-is-source": "the output is the file that was read",
        "protected-sheet": "the sheet is protected against inserting rows",
        "protected-workbook": "the structure of the workbook is protected",
        "ratio": "a member would unpack to many times its packed size",
        "rows-cut": "inserted rows would cut through something that cannot be divided",
        "rows-out-of-order": "rows or cells of the sheet are out of order or doubled",
        "rows-past-end": "something would be pushed off the end of the sheet",
        "several-sheets": "a reference through several sheets would need other rows on each of them",
        "shared-master": "the shared formula of this cell cannot be handed on to the cells that use it",
        "sheet-exists": "the workbook has a sheet of this name",
        "table-cell": "the cell is in the header or totals row of a table",
        "too-large": "the file passes a limit on size",
        "too-many-members": "the archive passes the limit on the number of members",
        "unmovable": "the workbook holds something that cannot be moved safely",
        "unsafe-name": "a member has a name that leads outside the package",
    }
)


class PackageError(Exception):
    """Something that cannot be read or done safely; nothing has been written.

    Parameters
    ----------
    code : str
        Stable name of the case, one of `SENTENCES`.
    part : str
        The part or member of the package concerned, empty when it is the file as a whole.
    detail : str
        What exactly was met, for the reader.
    values : mapping, optional
        The same as data, for example ``{"limit": "cells", "allowed": 10, "found": 12}``.

    Examples
    --------
    >>> print(PackageError("missing-part", part="xl/workbook.xml"))
    a part that the workbook needs is not there (xl/workbook.xml)
    """

    def __init__(
        self, code: str, *, part: str = "", detail: str = "", values: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.part: str = _in_a_line(part)
        self.detail = detail
        self.values: Mapping[str, object] = MappingProxyType(dict(values or {}))

    def __str__(self) -> str:
        sentence = SENTENCES.get(self.code, self.code)
        place = f" ({self.part})" if self.part else ""
        return f"{sentence}{place}" + (f": {self.detail}" if self.detail else "")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.code, self.part, self.detail, dict(self.values))


def _in_a_line(name: str) -> str:
    """Return the name of a part as a sentence can hold it; of a damaged archive it may be half the file."""
    if len(name) <= _LONGEST and name.isprintable():
        return name
    plain = "".join(c if c.isprintable() else " " for c in name[:_LONGEST])
    return f"{plain}…" if len(name) > _LONGEST else plain


@contextmanager
def located(part: str) -> Iterator[None]:
    """Name the part in an error that does not say where it happened."""
    try:
        yield
    except PackageError as error:
        if error.part:
            raise
        raise PackageError(error.code, part=part, detail=error.detail, values=error.values) from error


def _rebuild(code: str, part: str, detail: str, values: dict[str, object]) -> PackageError:
    return PackageError(code, part=part, detail=detail, values=values)
