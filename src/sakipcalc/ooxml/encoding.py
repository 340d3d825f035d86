"""From the bytes of a part to its text and back, with a look at whether it is XML that may be read."""

from __future__ import annotations

import re
from xml.parsers import expat

from .errors import PackageError

__all__ = ["checked_text", "encoded"]

_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
#: A tag with the text after it: the sign cannot stand in either.
_LONG = re.compile(rb"<[^<]{1048576}")


def checked_text(data: bytes, part: str) -> str:
    """Decode a part after the standard library has found it well-formed.

    Raises
    ------
    PackageError
        ``utf-16``, ``encoding``, ``too-large``, ``doctype`` or ``bad-xml``.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:4]:
        raise PackageError("utf-16", part=part)
    declared = _ENCODING.match(data[:400])
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding not in {"utf-8", "utf8", "us-ascii", "ascii"}:
        raise PackageError("encoding", part=part, detail=encoding, values={"encoding": encoding})
    if _LONG.search(data):  # a parser would take minutes over its attributes
        raise PackageError("too-large", part=part, detail="a tag or text of more than 1 MiB")
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")

    def doctype(*_: object) -> None:
        raise PackageError("doctype", part=part)

    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - pyexpat takes no keywords
        return data.decode()
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise PackageError("bad-xml", part=part, detail=str(error)) from error


def encoded(text: str, part: str) -> bytes:
    """Return a changed part in the encoding that it declares, after the look a reader will take at it."""
    declared = _ENCODING.match(text[:400].encode())
    ascii_only = declared is not None and b"ascii" in declared[1].lower()
    data = text.encode("ascii", "xmlcharrefreplace") if ascii_only else text.encode()
    checked_text(data, part)
    return data
