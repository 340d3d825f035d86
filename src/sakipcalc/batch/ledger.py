"""The ledger of a run: what was done before, what is left to do, and what killed workers left behind."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import weakref
from array import array
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sakipcalc.batch import storage
from sakipcalc.batch.journal import JOURNAL, Journal, Recorded
from sakipcalc.batch.work import Done, Job
from sakipcalc.excel.save import leftovers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sakipcalc.batch.inputs import Input
    from sakipcalc.batch.journal import JournalEntry
    from sakipcalc.batch.stream import Streams

__all__ = ["Ledger", "remove_leftovers"]


#: So long [s] nobody has written to a file that counts as left: another batch may be at work in the folder.
_DAY = 86_400.0


def remove_leftovers(results: str, names: Iterable[str]) -> None:
    """Remove the temporary files of earlier batches; at a URL they stay.

    Parameters
    ----------
    results : path or URL
        The output folder, with the journal of this batch in it.
    names : iterable of str
        What this batch writes below it, parts parted by ``/``; temporary files of others are left alone.
    """
    if storage.is_url(results):
        return
    inside: dict[Path, list[str]] = defaultdict(list)
    for name in map(PurePosixPath, names):
        inside[Path(results, *name.parent.parts)].append(name.name)
    journal = Path(results, JOURNAL)
    with contextlib.suppress(OSError):  # whoever may not look for them can still fill
        journal.touch()  # the clock of a shared folder is not that of this machine
        before = journal.stat().st_mtime - _DAY
        for folder in filter(Path.is_dir, inside):
            for path in leftovers(folder, inside[folder], before):
                with contextlib.suppress(OSError):  # one that somebody else holds keeps none of the others
                    path.unlink()


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
            self._known: Mapping[str, tuple[JournalEntry, int]] = self._journal.known() if resume else {}
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
        """Return the job of an input."""
        one = self._inputs[number]
        known = self._known.get(one.name)
        return Job(
            source=one.source,
            output=storage.join(self._results, one.name),
            name=one.name,
            earlier=known[0] if known else None,
        )

    def note(self, number: int, done: Done) -> None:
        """Record the result of an input."""
        if done.line:
            self._at[number] = self._journal.append(done.line)
        else:
            self._at[number] = self._known[self._inputs[number].name][1]
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
            (self._at[number], self._inputs[number].source if number in self._unchanged else "")
            for number in numbers
        ]
        return Recorded(self._journal.path, entries, keep=self if self._remote else None)
