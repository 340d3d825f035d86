"""Journal of an output folder: one line for each finished workbook, appended while the batch runs.

It is what makes a batch go on where it stopped, and what keeps the results of ten thousand workbooks out of
memory: a report knows where in the file each of its records begins, and reads them when it is asked. Since
nothing in it is ever changed, what a report knows stays right when a later batch goes to the same folder.
"""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

from sakipcalc.base.places import Place
from sakipcalc.batch.outcome import Outcome, Record
from sakipcalc.core.errors import OutputError
from sakipcalc.files import system_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["JOURNAL", "Journal", "JournalEntry", "Recorded", "decode", "encode"]

#: Name of the file in the output folder.
JOURNAL = ".sakipcalc-batch.jsonl"
_HEAD, _BODY = b'{"kepala":', b',"isi":'
_KEYS = {"name", "key", "digest", "status"}
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """Journal entry of a workbook without its results.

    Parameters
    ----------
    name : str
        Its name below the output folder.
    key : str
        Input, choices and version that it was filled from, as digests.
    digest : str
        Digest of the filled workbook.
    """

    name: str
    key: str
    digest: str


def encode(record: Record, entry: JournalEntry) -> bytes:
    """Return a record as a line: a head that is read quickly, and the rest packed."""
    head = {"name": entry.name, "key": entry.key, "digest": entry.digest, "status": record.outcome.status}
    body = {
        "outcome": record.outcome.as_dict(),
        **{name: getattr(record, name) for name in ("figures", "capaian", "tren", "temuan")},
    }
    packed = base64.b64encode(zlib.compress(_json(body), 6))
    return b"".join((_HEAD, _json(head), _BODY, b'"', packed, b'"}\n'))


def decode(line: bytes) -> Record:
    """Return the record of a line."""
    body = json.loads(zlib.decompress(base64.b64decode(json.loads(line)["isi"])))
    rows = {name: tuple(body[name]) for name in ("capaian", "tren", "temuan")}
    return Record(outcome=Outcome.from_dict(body["outcome"]), figures=body["figures"], **rows)


class Journal:
    """The journal of one output folder, open for adding to it.

    Parameters
    ----------
    folder : Path
        The output folder; it is made if need be.

    Raises
    ------
    OutputError
        When the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self.path: Path = folder / JOURNAL
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, _FLAGS, 0o666)
        except OSError as error:
            raise OutputError(
                "folder-not-writable", place=Place(str(self.path)), folder=str(folder)
            ) from error
        if self._torn():
            self.append(b"\n")

    def _torn(self) -> bool:
        """Return whether the last line is not whole, because its writer was killed."""
        size = os.lseek(self._file, 0, os.SEEK_END)
        if not size:
            return False
        os.lseek(self._file, -1, os.SEEK_END)
        return os.read(self._file, 1) != b"\n"

    def append(self, line: bytes) -> int:
        """Add a line, and return where it begins.

        Raises
        ------
        OutputError
            When the disk is full, say.
        """
        try:
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._file, rest) :]
            return os.lseek(self._file, 0, os.SEEK_CUR) - len(line)
        except OSError as error:
            raise OutputError(
                "not-written", place=Place(str(self.path)), detail=system_words(error)
            ) from error

    def known(self) -> Mapping[str, tuple[JournalEntry, int]]:
        """Return the records of earlier batches by name, and where each begins; the latest counts."""
        found: dict[str, tuple[JournalEntry, int]] = {}
        at = 0
        with self.path.open("rb") as file:
            for line in file:
                head = _head(line)
                if head is not None and head.pop("status") != "gagal":
                    found[head["name"]] = JournalEntry(**head), at
                at += len(line)
        return found

    def close(self) -> None:
        """Close the file; what was added stays."""
        os.close(self._file)


class Recorded(Sequence[Record]):
    """Records that stay in a journal, each read when it is asked for.

    Parameters
    ----------
    path : Path
        The journal.
    entries : sequence of (int, str)
        Where each record begins; and where its workbook lies, if it did not have to be filled again.
    keep : object, optional
        What has to live for the journal to be there.
    """

    def __init__(self, path: Path, entries: Sequence[tuple[int, str]], keep: object = None) -> None:
        self._path = path
        self._entries = entries
        self._keep = keep

    def __reduce__(self) -> tuple[object, ...]:
        return Recorded, (self._path, self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Record]:
        try:
            with self._path.open("rb") as file:
                for at, source in self._entries:
                    file.seek(at)
                    record = decode(file.readline())
                    yield _unchanged(record, source) if source else record
        except (OSError, ValueError, zlib.error) as error:
            raise OutputError("batch-results-gone", place=Place(str(self._path))) from error

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return Recorded(self._path, self._entries[index], self._keep)
        return next(iter(Recorded(self._path, [self._entries[index]])))


def _unchanged(record: Record, source: str) -> Record:
    """Return the record of an earlier batch for a workbook that is as it was."""
    return replace(record, outcome=replace(record.outcome, source=source, status="dilewati"))


def _json(values: Any) -> bytes:
    """Return values as JSON in ASCII: the name of a file comes back as it is, whatever bytes it has."""
    return json.dumps(values, separators=(",", ":"), allow_nan=False).encode("ascii")


def _head(line: bytes) -> dict[str, str] | None:
    """Return the head of a line; None for one that is not whole."""
    if not line.startswith(_HEAD) or not line.endswith(b'"}\n'):
        return None
    end = line.find(_BODY)
    try:
        head: dict[str, str] = json.loads(line[len(_HEAD) : end])
    except ValueError:
        return None
    return head if head.keys() == _KEYS else None
