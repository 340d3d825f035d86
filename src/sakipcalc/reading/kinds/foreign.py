"""Files that are no workbooks, by how they begin; so that people hear what to do about it."""

from __future__ import annotations

import re

__all__ = ["foreign_kind"]

#: What tells each kind; zeros are what a synchronising program or a full disk leaves in place of the content.
_BEGINS = {
    "empty": re.compile(rb"\Z"),
    "zeros": re.compile(rb"\0++\Z"),
    "picture": re.compile(
        rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*|....ftyp(?:heic|heix|mif1|avif)", re.DOTALL
    ),
    "pdf": re.compile(rb"%PDF"),
    "archive": re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08"),
    "text": re.compile(rb"\xff\xfe|\xfe\xff"),  # UTF-16
}
#: What no text has in its beginning, in whatever encoding of one byte.
_NO_TEXT = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 4096


def foreign_kind(data: bytes) -> str:
    r"""Return the kind of a file that is no workbook, and an empty text where none can be told.

    Examples
    --------
    >>> [foreign_kind(data) for data in (b"", b"\0" * 99, b"%PDF-1.7", b"nama;target", b"PK\3\4")]
    ['empty', 'zeros', 'pdf', 'text', '']
    """
    known = next((kind for kind, begins in _BEGINS.items() if begins.match(data)), "")
    return known or ("" if _NO_TEXT.search(data, 0, _LOOKED_AT) else "text")
