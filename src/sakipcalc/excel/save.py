"""A file written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

from sakipcalc.excel.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

__all__ = ["leftovers", "refuse_source", "save"]

#: So many letters of a name its temporary file has too.
_SHARED = 80
#: The name of a temporary file.
_TEMPORARY = re.compile(r"\.(.+)\.[0-9a-f]{16}\.tmp", re.DOTALL)


def save(data: bytes, path: Path, *, overwrite: bool, source: Path | None = None) -> None:
    """Write a file by way of a temporary one in the same folder.

    Parameters
    ----------
    data : bytes
        What the file is to hold.
    path : Path
        Where it is to stand.
    overwrite : bool
        Whether a file that stands there may be replaced.
    source : Path, optional
        A file that is never to be written to, under whatever name.

    Raises
    ------
    PackageError
        ``output-exists`` or ``output-is-source``.
    OSError
        When the file cannot be written; nothing of it is left then.
    """
    refuse_source(path, source)
    if not overwrite and (path.exists() or path.is_symlink()):
        raise PackageError("output-exists", part=path.name)
    temporary = path.with_name(f".{path.name[:_SHARED]}.{os.urandom(8).hex()}.tmp")
    with _gone_on_failure(temporary):
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            _keep_mode(path, temporary)
            temporary.replace(path)
        else:
            _claim(temporary, path)
    _sync_folder(path.parent)


def leftovers(folder: Path, names: Collection[str], before: float) -> Iterator[Path]:
    """Yield the temporary files in a folder whose writers did not come to give them their names.

    Parameters
    ----------
    folder : Path
        The folder.
    names : collection of str
        Names of files that were to be written there.
    before : float
        Time [s] since the epoch after which nobody may have written to one.
    """
    shared = {name[:_SHARED] for name in names}
    with os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.fullmatch(entry.name)
            if found and found[1] in shared and entry.stat(follow_symlinks=False).st_mtime < before:
                yield folder / entry.name


def resolved(path: Path) -> Path:
    """Return where a name leads; the name itself where it leads in a circle or its folder is gone."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # RuntimeError: a circle of links before Python 3.13
        return path


def refuse_source(path: Path | None, source: Path | None) -> None:
    """Refuse, with ``output-is-source``, to write to the file that was read, under whatever name."""
    if path is not None and source is not None and _same(path, source):
        raise PackageError("output-is-source", part=path.name)


def _claim(temporary: Path, path: Path) -> None:
    """Give the temporary file its name, unless another file has taken that meanwhile."""
    try:
        if os.name == "nt":
            temporary.rename(path)  # refuses an existing name
            return
        os.link(temporary, path)
    except FileExistsError as error:
        raise PackageError("output-exists", part=path.name) from error
    except OSError:
        _claim_without_links(temporary, path)
        return
    with contextlib.suppress(OSError):  # the file stands there, whole, whatever becomes of its other name
        temporary.unlink()


def _claim_without_links(temporary: Path, path: Path) -> None:
    """Do the same where the file system has no hard links: take the name first, then move over it."""
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise PackageError("output-exists", part=path.name) from error
    with _gone_on_failure(path):
        temporary.replace(path)


@contextlib.contextmanager
def _gone_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _same(path: Path, source: Path) -> bool:
    try:
        return path.samefile(source)
    except OSError:  # one of them is not there
        return resolved(path) == resolved(source)


def _keep_mode(path: Path, temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.chmod(path.stat().st_mode & 0o777)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where folders can be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
