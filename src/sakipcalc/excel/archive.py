"""The zip archive: its directory read strictly, its members unpacked within bounds.

The directory is read here and not by `zipfile`, because an editor needs the packed
bytes as they are, and because a strict reader refuses what a lenient one would
quietly put right: members that overlap, doubled names, sizes that do not agree.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.excel.limits import Tally

__all__ = ["Archive", "Member", "fresh", "inflate", "repacked", "write_archive"]

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR64 = struct.Struct("<4sIQI")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800
_ZIP64_EXTRA = 1
_WIDE, _FULL = 0xFFFF, 0xFFFFFFFF
#: Names of members that are absolute, go upwards, have an empty step or what no file name may hold.
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|[\x00-\x1f\x7f]|(?:^|/)\.\.?(?:/|$)|//|^$")


class Member(NamedTuple):
    """One member: its packed bytes and everything the two headers say about it."""

    name: str
    raw_name: bytes
    packed: memoryview | bytes
    size: int
    crc: int
    method: int
    flags: int
    stamp: tuple[int, int]  # DOS time and date
    made_by: int
    needs: int
    attributes: tuple[int, int]  # internal, external
    local_extra: bytes
    extra: bytes
    comment: bytes


class Archive:
    """The members of a zip archive, in the order of its directory.

    Parameters
    ----------
    data : bytes
        The whole file.
    tally : Tally
        Counts what is unpacked, and says what is refused as too much.

    Raises
    ------
    PackageError
        ``not-a-zip``, ``broken-zip``, ``encrypted``, ``duplicate-name``, ``unsafe-name``,
        ``too-many-members``, ``too-large`` or ``ratio``.
    """

    def __init__(self, data: bytes, tally: Tally) -> None:
        self._data = data
        self._view = memoryview(data)
        self._limits = limits = tally.limits
        self.tally: Tally = tally
        self._unpacked: set[str] = set()
        count, begin, stop = self._end_record()
        limits.check("members", count, code="too-many-members")
        members: dict[str, Member] = {}
        folded: set[str] = set()
        spans: list[tuple[int, int]] = []
        offset = begin
        for _ in range(count):
            member, span, offset = self._member(offset, stop)
            if member.name.lower() in folded:
                raise PackageError("duplicate-name", part=member.name)
            folded.add(member.name.lower())
            members[member.name] = member
            spans.append(span)
        self._refuse_overlaps(spans, begin)
        limits.check("total_bytes", sum(member.size for member in members.values()))
        self.members = members

    def _end_record(self) -> tuple[int, int, int]:
        """Return number of members, start of the directory and its end."""
        data = self._data
        at = data.rfind(b"PK\5\6", max(0, len(data) - _END.size - _WIDE))
        if at < 0 or at + _END.size > len(data):
            raise PackageError("broken-zip" if data[:2] == b"PK" else "not-a-zip", detail="no end record")
        _, disk, start_disk, here, count, size, offset, _ = _END.unpack_from(data, at)
        stop, locator = at, at - _LOCATOR64.size
        if locator >= 0 and data[locator : locator + 4] == b"PK\6\7":
            stop = _LOCATOR64.unpack_from(data, locator)[2]
            if data[stop : stop + 4] != b"PK\6\6" or stop + _END64.size > locator:
                raise _broken(why="zip64 end record missing")
            *_, disk, start_disk, here, count, size, offset = _END64.unpack_from(data, stop)
        if disk or start_disk or here != count:
            raise _broken(why="archive in several volumes")
        if offset + size != stop:
            raise _broken(why="the directory is not where the end record says")
        return count, offset, stop

    def _member(self, at: int, stop: int) -> tuple[Member, tuple[int, int], int]:
        """Read one directory entry and its local header; return member, its span, the next entry."""
        data = self._data
        if at + _CENTRAL.size > stop or data[at : at + 4] != b"PK\1\2":
            raise _broken(why="directory entry missing")
        (_, made_by, needs, flags, method, time, date, crc, packed_size, size, name_size, extra_size,
         comment_size, disk, internal, external, offset) = _CENTRAL.unpack_from(data, at)  # fmt: skip
        at += _CENTRAL.size
        raw_name = data[at : at + name_size]
        extra = data[at + name_size : at + name_size + extra_size]
        after = at + name_size + extra_size + comment_size
        name = _decode(raw_name, flags)
        if after > stop or disk not in {0, _WIDE}:
            raise _broken(why="directory entry cut off", part=name)
        size, packed_size, offset = _widen(extra, (size, packed_size, offset), name)
        if flags & _ENCRYPTED:
            raise PackageError("encrypted", part=name)
        if method not in {_STORED, _DEFLATED}:
            raise _broken(why="compression method", part=name)
        begin, local_extra = self._local(offset, raw_name, name)
        end = begin + packed_size
        if end > len(data):
            raise _broken(why="member cut off", part=name)
        member = Member(
            name=name, raw_name=raw_name, packed=self._view[begin:end], size=size, crc=crc, method=method,
            flags=flags & ~_DESCRIPTOR, stamp=(time, date), made_by=made_by, needs=needs,
            attributes=(internal, external), local_extra=local_extra, extra=_without_zip64(extra),
            comment=data[after - comment_size : after],
        )  # fmt: skip
        self._refuse_bomb(member)
        return member, (offset, end), after

    def _local(self, offset: int, raw_name: bytes, name: str) -> tuple[int, bytes]:
        """Check a local header against the directory; return where the data begins and its extra field."""
        data = self._data
        if offset + _LOCAL.size > len(data) or data[offset : offset + 4] != b"PK\3\4":
            raise _broken(why="local header missing", part=name)
        name_size, extra_size = _LOCAL.unpack_from(data, offset)[-2:]
        begin = offset + _LOCAL.size
        if data[begin : begin + name_size] != raw_name:
            raise _broken(why="local header of another member", part=name)
        extra = data[begin + name_size : begin + name_size + extra_size]
        return begin + name_size + extra_size, _without_zip64(extra)

    def _refuse_bomb(self, member: Member) -> None:
        if member.method == _STORED and member.size != len(member.packed):
            raise _broken(why="sizes do not agree", part=member.name)
        if member.size > self._limits.ratio_from:
            ratio = member.size // max(1, len(member.packed))
            self._limits.check("ratio", ratio, part=member.name, code="ratio")

    @staticmethod
    def _refuse_overlaps(spans: list[tuple[int, int]], directory: int) -> None:
        reached = 0
        for begin, end in sorted(spans):
            if begin < reached:
                raise _broken(why="members overlap")
            reached = end
        if reached > directory:
            raise _broken(why="a member overlaps the directory")

    def read(self, name: str) -> bytes:
        """Unpack one member, bounded by its declared size, its checksum verified."""
        member = self.members[name]
        self._limits.check("part_bytes", member.size, part=name)
        if name not in self._unpacked:
            self.tally.add("read_bytes", member.size, part=name)
            self._unpacked.add(name)
        return inflate(member)


def inflate(member: Member) -> bytes:
    """Return a member's content.

    Raises
    ------
    PackageError
        ``broken-zip`` when it does not unpack to the declared size and checksum.
    """
    data = bytes(member.packed)
    if member.method == _DEFLATED:
        unpacker = zlib.decompressobj(-15)
        try:
            data = unpacker.decompress(data, member.size + 1)
        except zlib.error as error:
            raise _broken(why=str(error), part=member.name) from error
        if len(data) != member.size:
            raise _broken(why="sizes do not agree", part=member.name)
    if zlib.crc32(data) != member.crc:
        raise _broken(why="checksum does not agree", part=member.name)
    return data


#: Levels of packing: a part of more than a mebibyte takes half as long, and 6 % more room.
_USUAL, _QUICK, _LARGE = 6, 4, 1 << 20


def repacked(member: Member, data: bytes) -> Member:
    """Return a member with other content, deflated, and its own metadata."""
    packer = zlib.compressobj(_QUICK if len(data) > _LARGE else _USUAL, zlib.DEFLATED, -15)
    content = packer.compress(data) + packer.flush()
    return member._replace(
        packed=content, size=len(data), crc=zlib.crc32(data), method=_DEFLATED,
        flags=member.flags & _UTF8, needs=max(20, member.needs),
    )  # fmt: skip


def fresh(name: str, data: bytes, like: Member) -> Member:
    """Return a new member, made at the same time and by the same kind of system as another."""
    return repacked(
        like._replace(
            name=name, raw_name=name.encode(), flags=_UTF8, local_extra=b"", extra=b"", comment=b""
        ),
        data,
    )


def write_archive(members: Iterable[Member]) -> bytes:
    """Return a zip archive of the members, their packed bytes as they are."""
    body: list[bytes | memoryview] = []
    directory: list[bytes] = []
    count = offset = 0
    for member in members:
        sizes = (member.crc, len(member.packed), member.size)
        head = (member.flags, member.method, *member.stamp, *sizes, len(member.raw_name))
        local = _LOCAL.pack(b"PK\3\4", member.needs, *head, len(member.local_extra))
        directory += (
            _CENTRAL.pack(b"PK\1\2", member.made_by, member.needs, *head, len(member.extra),
                          len(member.comment), 0, *member.attributes, offset),
            member.raw_name, member.extra, member.comment,
        )  # fmt: skip
        entry = (local, member.raw_name, member.local_extra, member.packed)
        body += entry
        offset += sum(map(len, entry))
        count += 1
    central = b"".join(directory)
    if max(offset, len(central)) >= _FULL or count >= _WIDE:  # the highest numbers say: look at zip64
        raise PackageError("too-large", detail="the output would need zip64")
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*body, central, end))


def _decode(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError as error:
        raise PackageError("unsafe-name", detail=repr(raw[:80])) from error
    # As some programs write it, XlsxWriter a leading slash for some parts; the raw name stays.
    name = name.removeprefix("/").replace("\\", "/")
    if _UNSAFE.search(name):
        raise PackageError("unsafe-name", part=name, values={"name": name})
    return name


def _fields(extra: bytes) -> list[tuple[int, bytes]]:
    fields, at = [], 0
    while at + 4 <= len(extra):
        code, size = struct.unpack_from("<2H", extra, at)
        fields.append((code, extra[at : at + 4 + size]))
        at += 4 + size
    return fields


def _without_zip64(extra: bytes) -> bytes:
    """Leave out the wide sizes: the plain header holds them in what is written."""
    fields = _fields(extra) if extra else ()
    if not any(code == _ZIP64_EXTRA for code, _ in fields):
        return extra
    return b"".join(field for code, field in fields if code != _ZIP64_EXTRA)


def _widen(extra: bytes, plain: tuple[int, int, int], name: str) -> tuple[int, int, int]:
    """Put the 64-bit values of the zip64 field where the plain ones say "full"."""
    if _FULL not in plain:
        return plain
    field = next((field for code, field in _fields(extra) if code == _ZIP64_EXTRA), b"")
    body = field[4:]  # after its own head
    wide = iter(struct.unpack_from(f"<{len(body) // 8}Q", body))
    try:
        size, packed_size, offset = (next(wide) if value == _FULL else value for value in plain)
    except (StopIteration, RuntimeError) as error:
        raise _broken(why="zip64 sizes missing", part=name) from error
    return size, packed_size, offset


def _broken(*, why: str, part: str = "") -> PackageError:
    return PackageError("broken-zip", part=part, detail=why)
