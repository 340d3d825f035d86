"""Locked workbooks made plain: with their password, or with the one that Excel itself tries unasked.

Excel encrypts an .xls of which only the structure is protected with a password that is the same everywhere,
and opens such a file without asking. To the unit it has no password at all.
"""

from __future__ import annotations

import struct
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.base.places import Place
from sakipcalc.core.errors import WorkbookError
from sakipcalc.excel import PackageError
from sakipcalc.reading.kinds.apart import Script

if TYPE_CHECKING:
    from sakipcalc.excel import Limits

__all__ = ["OLE_MAGIC", "unlocked"]

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What Excel tries before it asks for a password ([MS-OFFCRYPTO] 2.3.7.1, note; [MS-XLS] 2.2.10).
_UNASKED = "VelvetSweatshop"
_WRONG = 3
_SCRIPT = Script(Path(__file__).with_name("unlock.py"), statuses=(_WRONG,))


def unlocked(data: bytes, file: str, limits: Limits, password: str | None = None) -> bytes:
    """Return the content of a locked workbook without its lock.

    Parameters
    ----------
    data : bytes
        The locked workbook.
    file : str
        Its name, for errors.
    limits : Limits
        How long it may take.
    password : str, optional
        Its password; without one that is tried which Excel tries.

    Raises
    ------
    PackageError
        ``encrypted`` when a password is needed, or the lock is of another kind.
    WorkbookError
        ``wrong-password``, ``needs-msoffcrypto``, or ``workbook-broken``.
    """
    if not data.startswith(OLE_MAGIC):
        raise PackageError("encrypted")
    if find_spec("msoffcrypto") is None:
        raise WorkbookError("needs-msoffcrypto", place=Place(file))
    tried = (_UNASKED if password is None else password).encode("utf-8", "replace")
    status, plain = _SCRIPT.run(struct.pack("<I", len(tried)) + tried + data, file, limits.seconds)
    if status == _WRONG and password is not None:
        raise WorkbookError("wrong-password", place=Place(file))
    if status == _WRONG:
        raise PackageError("encrypted")
    return plain
