"""Workbooks as files: where one comes from, and what goes wrong at opening and writing it."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sakipcalc.base.places import Place
from sakipcalc.core.bounded import bounded
from sakipcalc.core.errors import NoFileError, OutputError, SakipError, WorkbookError
from sakipcalc.core.memo import Shelf
from sakipcalc.excel import Limits, Package, PackageError
from sakipcalc.excel.save import refuse_source, resolved, save
from sakipcalc.messages import Phrase, catalogue, encodable
from sakipcalc.reading import kinds
from sakipcalc.tables import GivenTables, Synonyms, Vocabulary, known_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

__all__ = [
    "GivenTables",
    "Output",
    "Source",
    "Synonyms",
    "address_from",
    "name_of",
    "package_from",
    "path_of",
    "reading_from",
    "refuse_ending",
    "refuse_other_kind",
    "system_words",
    "vocabulary_of",
    "write_whole",
    "writing_to",
]

#: A workbook: its path, its content, or an open binary file.
Source = str | os.PathLike[str] | bytes | BinaryIO
#: Where a workbook goes: a path, or a binary file that is open for writing.
Output = str | os.PathLike[str] | BinaryIO
#: Packages that are larger are not kept.
_KEPT_BYTES = 512 * 1024
#: Errors whose sentence says only that something is too much.
_LIMITED = frozenset({"too-large", "ratio", "too-many-members"})
#: A byte of the name of a file that is no UTF-8, as Python keeps it.
_BYTE = re.compile("[\udc80-\udcff]")


def vocabulary_of(sinonim: Synonyms | None, table: GivenTables | None = None) -> Vocabulary:
    """Return the tables and headings that are understood, with those of the unit."""
    if sinonim is None:
        return Vocabulary.standard() if table is None else Vocabulary.of(known_tables(table))
    known = known_tables(table)
    if isinstance(sinonim, Mapping):
        return Vocabulary.from_mapping(sinonim, tables=known)
    return Vocabulary.from_toml(sinonim, known)


def path_of(workbook: Source | Output) -> str:
    """Return the path of a workbook as it was given, empty for bytes and for files that have none."""
    named = workbook if isinstance(workbook, str | os.PathLike) else getattr(workbook, "name", "")
    return os.fspath(named) if isinstance(named, str | os.PathLike) else ""


def name_of(workbook: Source | Output) -> str:
    """Return the name of a workbook without its folder, as text; empty where it has none."""
    return encodable(Path(path_of(workbook)).name)


def address_from(workbook: str | os.PathLike[str], folder: str | os.PathLike[str]) -> str:
    r"""Return a workbook as a link from a folder names it; empty where there is none, as between two drives.

    Examples
    --------
    >>> address_from("masuk/100%.xlsx", "hasil"), address_from("", "hasil")
    ('../masuk/100%25.xlsx', '')
    >>> address_from(b"Kinerja\xe9.xlsx".decode(errors="surrogateescape"), "")
    'Kinerja%E9.xlsx'
    """
    try:
        relative = os.path.relpath(workbook, folder or ".")  # refuses an empty name, and another drive
    except ValueError:
        return ""
    escaped = Path(relative).as_posix().replace("%", "%25").replace("#", "%23")
    return encodable(_BYTE.sub(lambda byte: f"%{ord(byte[0]) & 0xFF:02X}", escaped))


#: Packages that were filled lately: one template is often filled for many units in turn. Nothing of a package
#: changes, and what was parsed of it stays with it.
_SHELF: Shelf[tuple[Limits, Path | None, bytes], Package] = Shelf("packages that were filled lately", 2)


@contextmanager
def package_from(source: Source, limits: Limits) -> Iterator[Package]:
    """Give the Excel package that is to be changed, to one user at a time; refuse what is none.

    Only of a package can the untouched parts keep their bytes. One that was refused on the way is not kept:
    what had been counted of it would count again.
    """
    data = kinds.content(source, limits)
    try:
        kind = kinds.kind_of(data, limits)
    except PackageError as error:
        if error.code != "encrypted":
            raise
        raise WorkbookError("encrypted-not-filled", place=Place(name_of(source))) from error
    if kind is not kinds.FileKind.XLSX:
        raise WorkbookError("only-readable", place=Place(name_of(source)), kind=str(kind))
    path = _origin(source)
    key = (limits, path, data)
    package = _SHELF.take(key)
    if package is None:
        package = Package(data, limits=limits, path=path)
    else:
        package.tally.restart_clock()
    yield package
    if len(data) <= _KEPT_BYTES:
        _SHELF.put((limits, path, package.data), package)


def refuse_other_kind(package: Package, output: Output, source: Source) -> None:
    """Refuse a name that contradicts the content: Excel does not open an .xlsx that holds macros.

    A result that is called as its source is, as in a batch, says that it is the source whose name is wrong.
    """
    wanted = ".xlsm" if package.has_macros else ".xlsx"
    ending = Path(path_of(output)).suffix.lower()
    as_source = Path(path_of(source)).suffix.lower() == ending
    if ending == wanted or (as_source and ending not in kinds.ENDINGS):
        return
    if as_source:
        raise OutputError("misnamed", place=Place(name_of(source)), ending=ending, wanted=wanted)
    refuse_ending(output, wanted)


def refuse_ending(output: Output, wanted: str = ".xlsx") -> None:
    """Refuse a name that does not say what will be in the file.

    Raises
    ------
    OutputError
        ``other-kind``; an open file has no name to be wrong.
    """
    path = Path(path_of(output))
    if path_of(output) and path.suffix.lower() != wanted:
        name = str(path.with_suffix(wanted))
        raise OutputError("other-kind", place=Place(path_of(output)), wanted=wanted, name=name)


def working_on(name: str, limits: Limits | None) -> AbstractContextManager[None]:
    """Grant the work on a workbook what its limits allow."""
    allowed = limits or Limits()
    return bounded(name, seconds=allowed.seconds, steps=allowed.steps)


@contextmanager
def reading_from(name: str) -> Iterator[None]:
    """Turn what the package and the file system say into errors of this library."""
    try:
        yield
    except PackageError as error:
        known = f"package-{error.code}" in catalogue("errors")
        code = f"package-{error.code}" if known else "package-unsafe"
        part = _part(error)
        values = {"part": part, "detail": _told(error), "advice": _advice(error), "reason": str(error)}
        raise WorkbookError(code, place=Place(name), **values) from error
    except SakipError:  # one of them is a FileNotFoundError too, and speaks of another file
        raise
    except FileNotFoundError as error:
        raise NoFileError("no-such-file", place=Place(name)) from error
    except OSError as error:
        raise WorkbookError("not-readable", place=Place(name), detail=system_words(error)) from error


def _told(error: PackageError) -> str | Phrase:
    """Return what was met, in the reader's language: of a limit its name, what it allows and what it is."""
    if error.code == "not-a-zip":
        return Phrase(_foreign("foreign", error))
    if "limit" not in error.values:
        return _met(error)
    limit = str(error.values["limit"])
    values = {
        **error.values,
        "what": Phrase(f"words.limit-{limit.replace('_', '-')}"),
        "part": f"; {part}" if (part := _part(error)) else "",
    }
    return Phrase("words.limit-passed", values)


def _met(error: PackageError) -> str | Phrase:
    """Return what was met; where a sentence of its own says that, the names that it lacks."""
    found = " ".join(error.detail.split()) if error.values else ""
    if "area" in error.values:
        found = f"{error.values['sheet']}!{error.values['area']}"
    if f"package-{error.code}" in catalogue("errors") and error.code not in _LIMITED:
        return found or _part(error)
    code = f"package-{error.code}"
    told = Phrase(f"words.{code if code in catalogue('words') else 'package-other'}")
    if found:
        told = Phrase("words.package-found", {"what": told, "found": found})
    part = _part(error)
    return Phrase("words.package-in-part", {"what": told, "part": part}) if part else told


def _part(error: PackageError) -> str:
    """Return the part in one line: its name is the sender's."""
    return error.part.replace("\n", " ")


def system_words(error: OSError) -> Phrase:
    """Return what the system says, in words of the reader's language."""
    code = f"system-{errno.errorcode.get(error.errno or 0, '').lower()}"
    known = code if code in catalogue("words") else "system-other"
    return Phrase(f"words.{known}", {"number": str(error.errno or "?")})


def _advice(error: PackageError) -> Phrase:
    """Return what to do about a limit that was passed, or a file that is no workbook."""
    if error.code == "not-a-zip":
        return Phrase(_foreign("advice-foreign", error))
    limit = str(error.values.get("limit", "other")).replace("_", "-")
    return Phrase(f"words.advice-{limit}")


def _foreign(words: str, error: PackageError) -> str:
    """Return the code of the words for a file that is no workbook."""
    told = f"{words}-{error.detail}"
    return f"words.{told}" if told in catalogue("words") else f"words.{words}-other"


@contextmanager
def writing_to(output: Output) -> Iterator[None]:
    """Turn what the file system says at writing into errors of this library."""
    place = Place(path_of(output))
    try:
        yield
    except PackageError as error:
        raise OutputError(error.code, place=place) from error
    except PermissionError as error:
        # Path.exists() raises where the folder may not be looked into.
        if os.path.exists(place.file):  # noqa: PTH110
            raise OutputError("output-in-use", place=place) from error
        raise OutputError("folder-not-writable", place=place, folder=str(Path(place.file).parent)) from error
    except OSError as error:
        raise OutputError("not-written", place=place, detail=system_words(error)) from error


def write_whole(data: bytes, output: Output, *, overwrite: bool, source: Path | None = None) -> None:
    """Write a workbook in one go, after all of it has been made.

    At a path it appears whole or not at all, and its folder is made if need be. To an open file it is
    written where that stands; what such a file holds after a fault is for its owner to say.

    Parameters
    ----------
    data : bytes
        The workbook.
    output : path or binary file
        Where it goes.
    overwrite : bool
        Whether a file at that path may be replaced; of no meaning for an open file.
    source : Path, optional
        The file it was made from, which is never written to.

    Raises
    ------
    OutputError
        When the output exists, is the source, or cannot be written.
    """
    with writing_to(output):
        if isinstance(output, str | os.PathLike):
            Path(output).parent.mkdir(parents=True, exist_ok=True)
            save(data, Path(output), overwrite=overwrite, source=source)
        else:
            refuse_source(_origin(output), source)
            _pour(data, output)


def _pour(data: bytes, output: BinaryIO) -> None:
    """Write everything to an open file; one without a buffer may take it in pieces."""
    rest = memoryview(data)
    while rest:
        taken = output.write(rest)
        rest = rest[len(rest) if taken is None else taken :]


def _origin(workbook: Source | Output) -> Path | None:
    """Return where a workbook lies, so that no output is ever put onto it."""
    path = path_of(workbook)
    return resolved(Path(path)) if path else None
