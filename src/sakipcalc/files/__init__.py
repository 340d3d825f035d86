"""Workbooks as files: what one is called, where it comes from, and where it goes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.core.bounded import bounded
from sakipcalc.core.errors import OutputError, WorkbookError
from sakipcalc.core.memo import Shelf
from sakipcalc.excel import Limits, Package, PackageError
from sakipcalc.excel.save import refuse_source, resolved, save
from sakipcalc.files.paths import Output, Source, address_from, name_of, path_of
from sakipcalc.files.refusals import reading_from, system_words, writing_to
from sakipcalc.reading import kinds
from sakipcalc.tables import GivenTables, Synonyms, Vocabulary, known_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from sakipcalc.excel.archive import Archive

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

#: Packages that are larger are not kept.
_KEPT_BYTES = 512 * 1024


def vocabulary_of(sinonim: Synonyms | None, table: GivenTables | None = None) -> Vocabulary:
    """Return the tables and headings that are understood, with those of the unit."""
    if sinonim is None:
        return Vocabulary.standard() if table is None else Vocabulary.of(known_tables(table))
    known = known_tables(table)
    if isinstance(sinonim, Mapping):
        return Vocabulary.from_mapping(sinonim, tables=known)
    return Vocabulary.from_toml(sinonim, known)


#: Packages that were filled lately: one template is often filled for many units in turn. Nothing of a package
#: changes, and what was parsed of it stays with it.
_SHELF: Shelf[tuple[Limits, Path | None, bytes], Package] = Shelf("packages that were filled lately", 2)


@contextmanager
def package_from(source: Source, limits: Limits) -> Iterator[Package]:
    """Give the Excel package that is to be changed, to one user at a time; refuse what is none.

    Only of a package can the untouched parts keep their bytes. One that was refused on the way is not kept:
    what had been counted of it would count again.
    """
    data, path = kinds.content(source, limits), _origin(source)
    package = _SHELF.take((limits, path, data))
    if package is None:
        package = Package(data, limits=limits, path=path, archive=_archive_of(data, limits, source))
    else:
        package.tally.restart_clock()
    yield package
    if len(data) <= _KEPT_BYTES:
        _SHELF.put((limits, path, package.data), package)


def _archive_of(data: bytes, limits: Limits, source: Source) -> Archive | None:
    """Return the archive that an Excel package is; refuse what is none."""
    try:
        kind, archive = kinds.opened_as(data, limits)
    except PackageError as error:
        if error.code != "encrypted":
            raise
        raise WorkbookError("encrypted-not-filled", place=Place(name_of(source))) from error
    if kind is not kinds.FileKind.XLSX:
        raise WorkbookError("only-readable", place=Place(name_of(source)), kind=str(kind))
    return archive


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
