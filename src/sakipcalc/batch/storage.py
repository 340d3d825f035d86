"""Storage of workbooks: local files, or URLs of fsspec (``s3://``, ``memory://``)."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import secrets
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from sakipcalc.base.places import Place
from sakipcalc.core.errors import OutputError, SakipError, WorkbookError
from sakipcalc.excel.save import resolved
from sakipcalc.files import reading_from, write_whole, writing_to
from sakipcalc.reading import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.excel import Limits

__all__ = [
    "Named",
    "absolute",
    "content",
    "digest",
    "exists",
    "file_system",
    "is_url",
    "join",
    "name",
    "read",
    "write",
]


class Named(io.BytesIO):
    """The content of a workbook under its name, which messages and checks ask for."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def is_url(path: str) -> bool:
    """Return whether a path is a URL.

    Examples
    --------
    >>> is_url("s3://lkjip/2024"), is_url("lkjip/2024")
    (True, False)
    """
    return "://" in path


def absolute(path: str) -> str:
    """Return a path as a process in another folder understands it."""
    return path if is_url(path) else os.path.abspath(path)  # noqa: PTH100 -- resolve() would follow links


def name(path: str) -> str:
    """Return the last part of a path."""
    return PurePosixPath(path).name if is_url(path) else Path(path).name


def join(folder: str, name: str) -> str:
    """Return the place of a name, whose parts are parted by ``/``, in a folder."""
    return f"{folder.rstrip('/')}/{name}" if is_url(folder) else str(Path(folder, *PurePosixPath(name).parts))


@contextmanager
def _telling(path: str, kind: type[SakipError]) -> Iterator[None]:
    """Turn the refusal of fsspec to serve a URL into an error with a hint."""
    try:
        yield
    except (ImportError, ValueError) as error:
        raise kind("needs-fsspec", place=Place(path), detail=str(error)) from error


def file_system(url: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path in it.

    Raises
    ------
    WorkbookError
        ``needs-fsspec`` where fsspec, or what it needs for this kind of URL, is not installed.
    """
    with _telling(url, WorkbookError):
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url)
        return system, path


def read(path: str, limits: Limits | None = None) -> bytes:
    """Return the content of a workbook, which is not larger than the limits allow.

    Raises
    ------
    WorkbookError
        When it cannot be read.
    """
    with reading_from(Path(path).name):
        if not is_url(path):
            return kinds.content(path, limits)
        system, inner = file_system(path)
        with system.open(inner, "rb") as file:
            return kinds.content(file, limits)


def content(url: str) -> bytes:
    """Return the content at a URL, of any size."""
    system, inner = file_system(url)
    with reading_from(url):
        whole: bytes = system.cat_file(inner)
        return whole


def exists(path: str) -> bool:
    """Return whether there is a file."""
    if not is_url(path):
        return Path(path).is_file()
    system, inner = file_system(path)
    return bool(system.isfile(inner))


def digest(data: bytes) -> str:
    """Return the digest of a content."""
    return hashlib.sha256(data).hexdigest()


def write(data: bytes, path: str, *, overwrite: bool, source: str = "") -> None:
    """Write a workbook whole or not at all; its folder is made if need be.

    Raises
    ------
    OutputError
        When it exists, is the source, or cannot be written.
    """
    if not is_url(path):
        origin = resolved(Path(source)) if source and not is_url(source) else None
        write_whole(data, path, overwrite=overwrite, source=origin)
        return
    system, inner = file_system(path)
    if path == source:
        raise OutputError("output-is-source", place=Place(path))
    with writing_to(path):
        if not overwrite and system.exists(inner):
            raise OutputError("output-exists", place=Place(path))
        _put(system, inner, data)


def _put(system: Any, path: str, data: bytes) -> None:
    """Write a file under another name first: not every file system shows a file only when it is whole."""
    folder, _, name = path.rpartition("/")
    temporary = f"{folder}/.{name}.{secrets.token_hex(8)}.tmp"
    system.makedirs(folder, exist_ok=True)
    try:
        system.pipe_file(temporary, data)
        system.mv(temporary, path)
    except BaseException:
        with contextlib.suppress(Exception):
            system.rm(temporary)
        raise
