"""Inputs of a batch: workbooks found, their output names, and files passed over."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.logs import LOGGER
from sakipcalc.base.places import Place
from sakipcalc.batch import storage
from sakipcalc.batch.journal import JOURNAL
from sakipcalc.batch.report import Skipped
from sakipcalc.core.errors import OutputError, WorkbookError
from sakipcalc.excel.save import resolved
from sakipcalc.reading.kinds import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.batch.report import SkipReason

__all__ = ["FoundFile", "Input", "Paths", "find", "gather", "listed", "named_like"]

#: One path or URL of a workbook or a folder, or several.
Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


#: Files that somebody may take for annexes; that they are passed over is told, of any other file it is not.
_OTHER_ENDINGS = frozenset({".csv", ".doc", ".docx", ".pdf", ".tsv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One workbook of a batch.

    Parameters
    ----------
    source : str
        Where it lies.
    name : str
        Its name below the output folder, parts parted by ``/``.
    """

    source: str
    name: str


class FoundFile(NamedTuple):
    """A workbook that was named, or found below a folder that was named."""

    path: str
    folder: str
    relative: str


@dataclass(slots=True)
class _Walk:
    """One walk below a folder."""

    results: str
    passed: list[Skipped] = field(default_factory=list)

    def below(self, folder: str) -> Iterator[tuple[str, str]]:
        """Yield path and relative name of the workbooks below a folder, in order of their names."""
        found = self._remote(folder) if storage.is_url(folder) else self._local(folder)
        for path, relative in sorted(found, key=lambda one: PurePosixPath(one[1]).parts):
            if reason := _why_not(PurePosixPath(relative).name):
                self._pass(path, reason)
            else:
                yield path, relative

    def _local(self, folder: str) -> Iterator[tuple[str, str]]:
        for inside, folders, names in os.walk(folder, onerror=self._unreadable):
            folders[:] = [one for one in folders if self._enter(Path(inside, one))]
            for name in names:
                path = Path(inside, name)
                ending = path.suffix.lower()
                if ending in ENDINGS:
                    yield str(path), path.relative_to(folder).as_posix()
                elif ending in _OTHER_ENDINGS:
                    self._pass(str(path), "jenis-lain")

    def _enter(self, folder: Path) -> bool:
        reason: SkipReason | None = None
        if folder.name.startswith("."):
            reason = "tersembunyi"
        elif self._holds_results(folder):
            reason = "hasil"
        if reason:
            self._pass(str(folder), reason)
        return reason is None

    def _holds_results(self, folder: Path) -> bool:
        if (folder / JOURNAL).exists():
            return True
        return bool(self.results) and resolved(folder) == resolved(Path(self.results))

    def _unreadable(self, error: OSError) -> None:
        self._pass(str(error.filename), "tidak-terbaca")

    def _remote(self, folder: str) -> Iterator[tuple[str, str]]:
        system, root = storage.file_system(folder)
        results = storage.file_system(self.results)[1] if storage.is_url(self.results) else ""
        for path in system.find(root):
            relative = path.removeprefix(root).lstrip("/")
            if PurePosixPath(relative).suffix.lower() not in ENDINGS:
                continue
            if results and path.startswith(f"{results}/"):
                self._pass(system.unstrip_protocol(path), "hasil")
            else:
                yield storage.join(folder, relative), relative

    def _pass(self, path: str, reason: SkipReason) -> None:
        LOGGER.info("passed over %s: %s", path, reason)
        self.passed.append(Skipped(source=path, reason=reason))


def _why_not(name: str) -> SkipReason | None:
    """Return why a file with the ending of a workbook is no input."""
    if name.startswith("~$"):
        return "kunci"
    return "sementara" if name.startswith((".", "~")) else None


def gather(paths: Paths, results: str = "") -> tuple[list[FoundFile], list[Skipped]]:
    """Return the workbooks that are named or lie below a folder that is named, and what was passed over.

    Parameters
    ----------
    paths : path, URL, or several
        Workbooks and folders.
    results : path or URL
        The output folder; one that lies inside an input folder is passed over.

    Raises
    ------
    WorkbookError
        ``empty-folder`` for a folder that holds no workbook.
    """
    named = [paths] if isinstance(paths, str | os.PathLike) else paths
    walk, found = _Walk(results), []
    for one in named:
        root = os.fspath(one)
        if not _is_folder(root):
            found.append(FoundFile(root, "", storage.name(root)))
            continue
        inside = [FoundFile(path, root, relative) for path, relative in walk.below(root)]
        if not inside:
            raise WorkbookError("empty-folder", place=Place(root))
        found += inside
    return found, walk.passed


def find(paths: Paths, results: str) -> tuple[list[Input], list[Skipped]]:
    """Return the inputs of :func:`gather` with their output names.

    A workbook keeps its place below its folder. With several folders the name of each goes before it, so
    that what a file is called does not depend on which others there are.

    Raises
    ------
    OutputError
        When two workbooks would have one name, or the output folder is one of the inputs.
    """
    found, passed = gather(paths, results)
    folders = {one.folder for one in found if one.folder}
    for folder in folders:
        _refuse_output_in_itself(folder, results)
    several = len(folders) > 1
    inputs = [
        Input(
            source=one.path,
            name=f"{_own_name(one.folder)}/{one.relative}" if several and one.folder else one.relative,
        )
        for one in found
    ]
    _refuse_doubles(inputs)
    return inputs, passed


def listed(paths: Paths, results: str = "") -> tuple[list[Input], list[Skipped]]:
    """Return the inputs of :func:`gather` under their paths, where nothing is written for each of them."""
    found, passed = gather(paths, results)
    return [Input(source=one.path, name=one.path) for one in found], passed


def _is_folder(path: str) -> bool:
    if not storage.is_url(path):
        return Path(path).is_dir()
    system, inner = storage.file_system(path)
    return bool(system.isdir(inner))


def _own_name(folder: str) -> str:
    return storage.name(folder if storage.is_url(folder) else str(resolved(Path(folder))))


def _refuse_output_in_itself(folder: str, results: str) -> None:
    if storage.absolute(folder).rstrip("/") == storage.absolute(results).rstrip("/"):
        raise OutputError("output-is-input-folder", place=Place(results))


def named_like(found: Sequence[Input], template: str) -> list[Input]:
    """Return inputs whose facts go into one template: what is made of them is of its kind.

    Raises
    ------
    OutputError
        When two of them would have one name.
    """
    ending = PurePosixPath(storage.name(template)).suffix
    named = [replace(one, name=str(PurePosixPath(one.name).with_suffix(ending))) for one in found]
    _refuse_doubles(named)
    return named


def _refuse_doubles(found: Sequence[Input]) -> None:
    """Refuse two inputs of one name, also on disks that do not tell capitals from small letters."""
    seen: dict[str, Input] = {}
    for one in found:
        key = unicodedata.normalize("NFC", one.name).casefold()
        other = seen.setdefault(key, one)
        if other is not one:
            raise OutputError("same-output", place=Place(one.name), one=other.source, other=one.source)
