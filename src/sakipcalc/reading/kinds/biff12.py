"""Records of Excel's binary package (.xlsb), and the pieces of which they are made ([MS-XLSB] 2.1.4, 2.5)."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING

from sakipcalc.excel import PackageError
from sakipcalc.reading.kinds.sheet import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Piece", "RecordKind", "error_name", "records"]

_MORE = 0x80
_NO_TEXT = 0xFFFFFFFF
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


class RecordKind(IntEnum):
    """Numbers of the records that are read here ([MS-XLSB] 2.3)."""

    ROW = 0
    BLANK = 1
    RK = 2
    ERROR = 3
    BOOL = 4
    REAL = 5
    TEXT = 6
    SHARED_TEXT = 7
    FORMULA_TEXT = 8
    FORMULA_NUMBER = 9
    FORMULA_BOOL = 10
    FORMULA_ERROR = 11
    STRING_ITEM = 19
    NAME = 39
    FORMAT = 44
    FONT = 43
    FILL = 45
    STYLE = 47
    COLUMNS = 60
    RICH_TEXT = 62
    BEGIN_ROWS = 145
    END_ROWS = 146
    SHEET = 156
    MERGE = 176
    SELF_REFERENCES = 357
    SAME_SHEET = 358
    OTHER_BOOK = 360
    ADD_IN = 667
    SHEET_REFERENCES = 362
    ARRAY_FORMULA = 426
    SHARED_FORMULA = 427
    BEGIN_CELL_STYLES = 617
    END_CELL_STYLES = 618


def records(data: bytes, part: str) -> Iterator[tuple[int, Piece]]:
    """Yield number and content of each record of a part.

    Raises
    ------
    PackageError
        ``bad-xml`` when a record is cut off; that is what a part not as it should be is called.
    """
    position, size = 0, len(data)
    view = memoryview(data)
    try:
        while position < size:
            kind = data[position]
            position += 1
            if kind & _MORE:
                kind = (kind & 0x7F) | (data[position] & 0x7F) << 7
                position += 1
            length = shift = 0
            while True:
                byte = data[position]
                position += 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if not byte & _MORE or shift > 21:  # noqa: PLR2004 -- four bytes of seven bits at most
                    break
            end = position + length
            if end > size:
                raise PackageError("bad-xml", part=part, detail="record cut off")
            yield kind, Piece(view[position:end], part)
            position = end
    except IndexError as error:
        raise PackageError("bad-xml", part=part, detail="record cut off") from error


def error_name(code: int) -> str:
    """Return the shown name of an error."""
    return _ERRORS.get(code, "#N/A")


class Piece:
    """Content of a record, read from its beginning on; nothing beyond its end is ever read."""

    __slots__ = ("_data", "_part", "_position")

    def __init__(self, data: memoryview | bytes, part: str) -> None:
        self._data = memoryview(data)
        self._part = part
        self._position = 0

    @property
    def left(self) -> int:
        """Number of bytes that have not been read."""
        return len(self._data) - self._position

    def take(self, code: str) -> tuple[int, ...]:
        """Return whole numbers by their codes in `struct`, little-endian."""
        size = struct.calcsize(f"<{code}")
        return struct.unpack(f"<{code}", self.raw(size))

    def byte(self) -> int:
        """Return one byte."""
        return self.take("B")[0]

    def short(self) -> int:
        """Return two bytes."""
        return self.take("H")[0]

    def long(self) -> int:
        """Return four bytes."""
        return self.take("I")[0]

    def real(self) -> float:
        """Return a number of eight bytes."""
        found: float = struct.unpack("<d", self.raw(8))[0]
        return found

    def packed_number(self) -> float:
        """Return an RK number: 30 bits of a whole number or of a real one, perhaps in hundredths."""
        bits = self.long()
        if bits & 2:
            number: float = (bits >> 2) - (1 << 30 if bits & 1 << 31 else 0)
        else:
            number = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC))[0]
        return plain(number / 100 if bits & 1 else float(number))

    def text(self) -> str:
        """Return a text with its length before it; no text is an empty one."""
        length = self.long()
        return "" if length == _NO_TEXT else str(self.raw(length * 2), "utf-16-le", "replace")

    def short_text(self) -> str:
        """Return a text as a formula holds it, with a length of two bytes."""
        return str(self.raw(self.short() * 2), "utf-16-le", "replace")

    def raw(self, size: int) -> memoryview:
        """Return the next bytes as they are; ``bad-xml`` when there are fewer."""
        end = self._position + size
        if size < 0 or end > len(self._data):
            raise PackageError("bad-xml", part=self._part, detail="record too short")
        found = self._data[self._position : end]
        self._position = end
        return found
