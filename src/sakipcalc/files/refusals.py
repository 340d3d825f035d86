"""What the package and the file system say at opening and writing a workbook, as errors of this library."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.core.errors import NoFileError, OutputError, SakipError, WorkbookError
from sakipcalc.excel import PackageError
from sakipcalc.files.paths import path_of
from sakipcalc.messages import Phrase, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.files.paths import Output

__all__ = ["reading_from", "system_words", "writing_to"]

#: Errors whose sentence says only that something is too much.
_LIMITED = frozenset({"too-large", "ratio", "too-many-members"})


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
