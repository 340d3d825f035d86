"""The envelope of every answer: which schema, of which version, made by which sakipcalc, from which file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sakipcalc.base.version import __version__
from sakipcalc.files import name_of

if TYPE_CHECKING:
    from sakipcalc.files import Source

__all__ = ["VERSION", "envelope", "fingerprint"]

#: Version of the contract.
VERSION = 1


def envelope(verb: str, source: Source | None = None, tahun: int | None = None) -> dict[str, Any]:
    """Return the fields that every answer begins with.

    Parameters
    ----------
    verb : str
        The verb, which is the name of the schema too.
    source : path, bytes or binary file, optional
        The workbook that the answer is about, where it is about one.
    tahun : int, optional
        Year of its report.

    Examples
    --------
    >>> made = envelope("compute", b"isi", 2024)
    >>> made["schema"], made["versi"], made["berkas"], made["sidik"][:8], made["tahun"]
    ('compute', 1, None, '55c12319', 2024)
    """
    return {
        "schema": verb,
        "versi": VERSION,
        "sakipcalc": __version__,
        "berkas": (name_of(source) or None) if source is not None else None,
        "sidik": fingerprint(source),
        "tahun": tahun,
    }


def fingerprint(source: Source | None) -> str | None:
    """Return the SHA-256 of a workbook, None for one that cannot be read again."""
    if isinstance(source, bytes | bytearray | memoryview):
        return hashlib.sha256(source).hexdigest()
    if not isinstance(source, str | os.PathLike) or not Path(source).is_file():
        return None
    with Path(source).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
