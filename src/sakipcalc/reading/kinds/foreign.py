"""Files that are no workbooks: empty, a picture, a PDF, text; so that people hear what to do about it."""

from __future__ import annotations

import re

__all__ = ["foreign_kind"]

_PICTURE = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*|....ftyp(?:heic|heix|mif1|avif)", re.DOTALL
)
_PDF = b"%PDF"
#: What no text has in its beginning, in whatever encoding of one byte.
_NO_TEXT = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 4096


def foreign_kind(data: bytes) -> str:
    r"""Return ``empty``, ``picture``, ``pdf`` or ``text``, and an empty text where none can be told.

    Examples
    --------
    >>> [foreign_kind(data) for data in (b"", b"%PDF-1.7", b"nama;target", b"PK\3\4")]
    ['empty', 'pdf', 'text', '']
    """
    if not data:
        return "empty"
    if _PICTURE.match(data):
        return "picture"
    if data.startswith(_PDF):
        return "pdf"
    return "" if _NO_TEXT.search(data, 0, _LOOKED_AT) else "text"
