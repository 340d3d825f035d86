"""From the bytes of a part to its text and back, with a look at whether it is XML that may be read."""

from __future__ import annotations

import re
from xml.parsers import expat

from .errors import PackageError

__all__ = ["checked_text", "encoded"]

_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
#: The same in text, to be written anew.
_DECLARED = re.compile(r"""^(\ufeff?<\?xml[^>]*?encoding\s*=\s*)(["'])([A-Za-z0-9._-]+)\2""")
#: A tag with the text after it: the sign cannot stand in either.
_LONG = re.compile(rb"<[^<]{1048576}")
#: Names of encodings that are read, and what Python calls them. Eight bits that claim to be UTF-16 are UTF-8:
#: a program has changed the one and not the other.
_KNOWN = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "utf-16": "utf-8",
    "iso-8859-1": "latin-1", "latin1": "latin-1", "windows-1252": "cp1252", "cp1252": "cp1252",
}  # fmt: skip
#: How a part in UTF-16 begins: with a mark of byte order, or a sign of two bytes of which one is zero.
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
#: What a changed part keeps as it declares it.
_KEPT = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


def checked_text(data: bytes, part: str) -> str:
    """Decode a part after the standard library has found it well-formed.

    Raises
    ------
    PackageError
        ``encoding``, ``too-large``, ``doctype`` or ``bad-xml``.
    """
    encoding = _encoding(data, part)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise PackageError("bad-xml", part=part, detail=str(error)) from error
    _check(data if encoding == "utf-8" else text.encode(), part)
    return text


def _encoding(data: bytes, part: str) -> str:
    """Return what Python calls the encoding of a part."""
    wide = _WIDE.get(data[:2])
    if wide and data[:4] not in {b"\xff\xfe\0\0", b"<\0\0\0"}:  # these are of four bytes each
        return wide
    declared = _ENCODING.match(data[:400])
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding not in _KNOWN or b"\0" in data[:4]:
        raise PackageError("encoding", part=part, detail=encoding, values={"encoding": encoding})
    return _KNOWN[encoding]


def _check(data: bytes, part: str) -> None:
    """Refuse a part in UTF-8 that is not well-formed, or made to keep a parser busy."""
    if _LONG.search(data):  # a parser would take minutes over its attributes
        raise PackageError("too-large", part=part, detail="a tag or text of more than 1 MiB")
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")

    def doctype(*_: object) -> None:
        raise PackageError("doctype", part=part)

    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - pyexpat takes no keywords
    except expat.ExpatError as error:
        raise PackageError("bad-xml", part=part, detail=str(error)) from error


def encoded(text: str, part: str) -> bytes:
    """Return a changed part in the encoding that it declares, after the look a reader will take at it.

    One that is declared to be in UTF-16 or a code page is in UTF-8 from now on, and says so.
    """
    declared = _DECLARED.match(text[:400])
    name = declared[3].lower() if declared else "utf-8"
    if declared and name not in _KEPT:
        text = _DECLARED.sub(r"\1\2UTF-8\2", text, count=1)
    data = text.encode("ascii", "xmlcharrefreplace") if "ascii" in name else text.encode()
    checked_text(data, part)
    return data
