"""Workbooks as files: where one comes from, and what goes wrong at opening and writing it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from sakipcalc.errors import OutputError, WorkbookError
from sakipcalc.messages import catalogue
from sakipcalc.ooxml import Limits, Package, PackageError
from sakipcalc.ooxml.save import save
from sakipcalc.places import Place
from sakipcalc.reading import kinds
from sakipcalc.tables import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Sinonim",
    "Source",
    "name_of",
    "package_from",
    "reading_from",
    "refuse_other_kind",
    "vocabulary_of",
    "write_whole",
    "writing_to",
]

#: A workbook: its path, its content, or an open binary file.
Source = str | os.PathLike[str] | bytes | BinaryIO
#: More headings: a TOML file, or what such a file holds.
Sinonim = str | os.PathLike[str] | Mapping[str, Any]


def vocabulary_of(sinonim: Sinonim | None) -> Vocabulary:
    """Return the headings that are understood, with those of the unit."""
    if sinonim is None:
        return Vocabulary.standard()
    if isinstance(sinonim, Mapping):
        return Vocabulary.from_mapping(sinonim)
    return Vocabulary.from_toml(sinonim)


def name_of(source: Source) -> str:
    """Return the name of a workbook, empty where it has none."""
    if isinstance(source, str | os.PathLike):
        return Path(source).name
    return Path(str(getattr(source, "name", ""))).name


def package_from(source: Source) -> Package:
    """Return the Excel package that is to be changed; refuse what is none.

    Only of a package can the untouched parts keep their bytes.
    """
    data = kinds.content(source)
    kind = kinds.kind_of(data)
    if kind is not kinds.Kind.XLSX:
        raise WorkbookError("only-readable", place=Place(name_of(source)), kind=str(kind))
    return Package(data, limits=Limits(), path=_origin(source))


def refuse_other_kind(package: Package, output: str | os.PathLike[str]) -> None:
    """Refuse a name that contradicts the content: Excel does not open an .xlsx that holds macros."""
    wanted = ".xlsm" if package.has_macros else ".xlsx"
    ending = Path(output).suffix.lower()
    if ending in kinds.ENDINGS and ending != wanted:
        raise OutputError("other-kind", place=Place(os.fspath(output)), wanted=wanted)


@contextmanager
def reading_from(name: str) -> Iterator[None]:
    """Turn what the package and the file system say into errors of this library."""
    try:
        yield
    except PackageError as error:
        known = f"package-{error.code}" in catalogue("errors")
        code = f"package-{error.code}" if known else "package-unsafe"
        raise WorkbookError(code, place=Place(name), part=error.part, detail=str(error)) from error
    except FileNotFoundError as error:
        raise WorkbookError("no-such-file", place=Place(name)) from error
    except OSError as error:
        raise WorkbookError("not-readable", place=Place(name), detail=error.strerror) from error


@contextmanager
def writing_to(output: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what the file system says at writing into errors of this library."""
    place = Place(os.fspath(output))
    try:
        yield
    except PackageError as error:
        raise OutputError(error.code, place=place) from error
    except PermissionError as error:
        raise OutputError("folder-not-writable", place=place, folder=str(Path(output).parent)) from error
    except OSError as error:
        raise OutputError("not-written", place=place, detail=error.strerror) from error


def write_whole(data: bytes, output: str | os.PathLike[str], *, overwrite: bool) -> None:
    """Write a new workbook, whole or not at all; its folder is made if need be."""
    with writing_to(output):
        Path(output).parent.mkdir(parents=True, exist_ok=True)
        save(data, Path(output), overwrite=overwrite)


def _origin(source: Source) -> Path | None:
    """Return where a workbook lies, so that no output is ever put onto it."""
    name = source if isinstance(source, str | os.PathLike) else getattr(source, "name", None)
    return Path(name).resolve() if isinstance(name, str | os.PathLike) else None
