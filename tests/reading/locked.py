"""Locked workbooks made by the tests: an .xls as Excel writes one whose structure is protected, and packages."""

from __future__ import annotations

import hashlib
import io
import os
import struct

import msoffcrypto
import olefile
from msoffcrypto.format.ooxml import OOXMLFile

__all__ = ["UNASKED", "locked_package", "locked_xls"]

#: What Excel tries by itself.
UNASKED = "VelvetSweatshop"
_FILEPASS, _WRITE_ACCESS, _BOUND_SHEET = 0x002F, 0x005C, 0x0085
_PLAIN = {0x0809, _FILEPASS, 0x00E1, 0x0194, 0x0196, 0x0138}
_BLOCK = 1024


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i, j, out = 0, 0, bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def block_key(password: str, salt: bytes, block: int) -> bytes:
    """[MS-OFFCRYPTO] 2.3.6.2."""
    first = hashlib.md5(password.encode("utf-16-le")).digest()[:5]  # noqa: S324 -- the format's own
    second = hashlib.md5((first + salt) * 16).digest()[:5]  # noqa: S324
    return hashlib.md5(second + struct.pack("<I", block)).digest()  # noqa: S324


def file_pass(password: str, salt: bytes) -> bytes:
    """[MS-XLS] 2.4.117 with RC4 of 40 bits."""
    verifier = os.urandom(16)
    both = rc4(block_key(password, salt, 0), verifier + hashlib.md5(verifier).digest())  # noqa: S324
    return struct.pack("<HHH", 1, 1, 1) + salt + both


def locked_xls(data: bytes, password: str = UNASKED) -> bytes:
    """Return an .xls of LibreOffice encrypted; its record of the user's name makes room for what says so."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        stream = bytearray(ole.openstream("Workbook").read())
    head = struct.pack("<HH", _WRITE_ACCESS, 112)
    at = stream.index(head)
    salt = os.urandom(16)
    said = file_pass(password, salt)
    rest = struct.pack("<HH", _WRITE_ACCESS, 112 - 4 - len(said)) + b"\0" * (112 - 4 - len(said))
    stream[at : at + 116] = struct.pack("<HH", _FILEPASS, len(said)) + said + rest
    hidden = bytearray(stream)
    for block in range(0, len(hidden), _BLOCK):
        key = block_key(password, salt, block // _BLOCK)
        hidden[block : block + _BLOCK] = rc4(key, bytes(hidden[block : block + _BLOCK]))
    position = 0
    while position + 4 <= len(stream):
        code, size = struct.unpack_from("<HH", stream, position)
        plain = 4 + (size if code in _PLAIN else 4 if code == _BOUND_SHEET else 0)
        hidden[position : position + plain] = stream[position : position + plain]
        position += 4 + size
    made = io.BytesIO(data)
    with olefile.OleFileIO(made, write_mode=True) as ole:
        ole.write_stream("Workbook", bytes(hidden))
        return made.getvalue()


def locked_package(data: bytes, password: str = UNASKED) -> bytes:
    """Return an .xlsx, .xlsm or .xlsb in the encrypted package of Excel 2010 and later."""
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, made)
    assert msoffcrypto.OfficeFile(io.BytesIO(made.getvalue())).is_encrypted()
    return made.getvalue()
