"""The process in which a locked workbook is unlocked: password and content come in, a plain one goes out.

Run as a file and not as a part of the package, so that nothing but msoffcrypto is loaded. What it is to do
may be without end: the file says how often its key is to be hashed.
"""

from __future__ import annotations

import io
import struct
import sys

import msoffcrypto

__all__ = ["WRONG_PASSWORD", "unlock"]

#: Status with which the process ends when the password does not fit, or the kind of lock is not known.
WRONG_PASSWORD = 3


def unlock(data: bytes, password: str) -> bytes:
    """Return a workbook without its lock; any error when the password does not fit."""
    made = io.BytesIO()
    locked = msoffcrypto.OfficeFile(io.BytesIO(data))
    locked.load_key(password=password)
    locked.decrypt(made)
    return made.getvalue()


def main() -> None:
    """Read size and bytes of the password and the content; write the plain workbook."""
    memory, seconds = map(int, sys.argv[1:])
    _limit(memory, seconds)
    given = sys.stdin.buffer.read()
    (size,) = struct.unpack_from("<I", given)
    password, data = given[4 : 4 + size].decode(), given[4 + size :]
    try:
        plain = unlock(data, password)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- on broken content msoffcrypto raises whatever its code runs into
        sys.exit(WRONG_PASSWORD)
    sys.stdout.buffer.write(plain)


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; whoever waits for this process has one
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    main()
