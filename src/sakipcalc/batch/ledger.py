"""What is known of a batch while it runs: where in the journal each result is, and what was streamed."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.batch import storage
from sakipcalc.batch.journal import JOURNAL, Journal, Recorded
from sakipcalc.batch.work import Done, Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sakipcalc.batch.inputs import Input
    from sakipcalc.batch.journal import Entry
    from sakipcalc.batch.stream import Streams

__all__ = ["Ledger"]

_OPEN = -1


class Ledger:
    """Keeps the results of a batch in the journal of its output folder, and of each only where it begins.

    At a URL the journal is kept on this machine and put there at the end: object stores do not append.

    Parameters
    ----------
    inputs : sequence of Input
        The workbooks.
    results : path or URL
        The output folder.
    resume : bool
        Whether what earlier batches recorded counts.
    streams : callable, optional
        Opens the files that the tables are written to meanwhile.
    """

    def __init__(
        self,
        inputs: Sequence[Input],
        results: str,
        *,
        resume: bool,
        streams: Callable[[], Streams] | None = None,
    ) -> None:
        self._inputs = inputs
        self._results = results
        self._streamed = 0
        self._at = array("q", [_OPEN]) * len(inputs)
        self._unchanged: set[int] = set()
        self._remote = storage.join(results, JOURNAL) if storage.is_url(results) else ""
        self._journal = Journal(self._fetched() if self._remote else Path(results))
        try:
            self._known: Mapping[str, tuple[Entry, int]] = self._journal.known() if resume else {}
            self._streams = streams() if streams else None
        except BaseException:
            self._journal.close()
            raise

    def __len__(self) -> int:
        return len(self._inputs)

    def _fetched(self) -> Path:
        """Return a folder of this machine with the journal that is at the URL, if one is."""
        folder = Path(tempfile.mkdtemp(prefix="sakipcalc-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        if storage.exists(self._remote):
            (folder / JOURNAL).write_bytes(storage.content(self._remote))
        return folder

    def job(self, number: int) -> Job:
        """Return what is to be done about an input."""
        one = self._inputs[number]
        known = self._known.get(one.nama)
        return Job(
            sumber=one.sumber,
            tujuan=storage.join(self._results, one.nama),
            nama=one.nama,
            lama=known[0] if known else None,
        )

    def note(self, number: int, done: Done) -> None:
        """Keep what became of an input."""
        if done.baris:
            self._at[number] = self._journal.append(done.baris)
        else:
            self._at[number] = self._known[self._inputs[number].nama][1]
            self._unchanged.add(number)
        self._stream()

    def _stream(self) -> None:
        """Write the tables as far as all inputs before are done."""
        begin = self._streamed
        while self._streamed < len(self._at) and self._at[self._streamed] != _OPEN:
            self._streamed += 1
        if self._streams is not None:
            self._streams.add(self._recorded(range(begin, self._streamed)))

    def close(self) -> Recorded:
        """Make everything that was kept whole, and return the results in the order of the inputs."""
        done = [number for number, at in enumerate(self._at) if at != _OPEN]
        records = self._recorded(done)
        try:
            if self._streams is not None:
                self._streams.add(self._recorded([number for number in done if number >= self._streamed]))
                self._streams.close()
        finally:
            self._journal.close()
        if self._remote:
            storage.write(self._journal.path.read_bytes(), self._remote, overwrite=True)
        return records

    def _recorded(self, numbers: Sequence[int]) -> Recorded:
        entries = [
            (self._at[number], self._inputs[number].sumber if number in self._unchanged else "")
            for number in numbers
        ]
        return Recorded(self._journal.path, entries, keep=self if self._remote else None)
