"""Options of a batch, and the limit on the time of one workbook."""

from __future__ import annotations

import ctypes
import hashlib
import json
import multiprocessing
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sakipcalc.base.version import __version__
from sakipcalc.batch import storage
from sakipcalc.core.errors import user_toml
from sakipcalc.files import vocabulary_of
from sakipcalc.filling import FillOptions
from sakipcalc.tables import contents_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.tables import Synonyms

__all__ = ["GRACE", "Options", "TimeLimitError", "within"]


_T = TypeVar("_T")
#: So long [s] a worker process has to end by itself after its time is up, before it is ended.
GRACE = 5.0


class TimeLimitError(BaseException):
    """The time is up. No ``except Exception`` on the way may take it for something else."""


def within(seconds: float | None, call: Callable[[], _T]) -> _T:
    """Call a function with a time limit.

    Python code is interrupted wherever it runs: in a process of a pool, a thread, or a task of a cluster.
    What does not come back to Python (a system call that hangs) can only be ended with its process: that
    is done where the process is a worker that was started to do nothing else, and the pool notices it.

    Parameters
    ----------
    seconds : float, optional
        The limit [s]; none without it.
    call : callable
        What to do.

    Raises
    ------
    TimeLimitError
        When the time is up.
    """
    if seconds is None:
        return call()
    watch = _Watch(seconds)
    watch.start()
    try:
        try:
            return call()
        finally:
            watch.stop()
    except TimeLimitError:
        watch.stop()  # the first one may have been interrupted itself
        raise


class _Watch(threading.Thread):
    """Waits beside a call, and interrupts the thread of it when its time is up."""

    def __init__(self, seconds: float) -> None:
        super().__init__(daemon=True, name="sakipcalc-watch")
        self._seconds = seconds
        self._whom = threading.get_ident()
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._struck = False
        worker = multiprocessing.parent_process() is not None
        self._may_end_process = worker and threading.current_thread() is threading.main_thread()

    def run(self) -> None:
        """Wait, then interrupt; and where that does not help, end the process."""
        if self._over.wait(self._seconds):
            return
        with self._lock:
            if self._over.is_set():
                return
            self._struck = True
            _raise_in(self._whom, TimeLimitError)
        if self._may_end_process and not self._over.wait(min(GRACE, self._seconds)):
            os._exit(1)

    def stop(self) -> None:
        """Let the thread be; an interruption that has not reached it yet is taken back."""
        self._over.set()
        with self._lock:
            if not self._struck:
                return
        # Taken back with nothing in its place, an interruption leaves Python 3.11 looking for it at every
        # step, and without end where a debugger or coverage looks on. So one comes for certain, here.
        with suppress(TimeLimitError):
            _raise_in(self._whom, TimeLimitError)
            while True:
                self._over.is_set()


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """Have a thread raise an exception at its next step of Python code, in place of one that is to come."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


#: Choices of filling that do not change what is written.
_OF_THE_RUN = frozenset({"overwrite", "limits"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Options:
    """Options of a batch and of each filling in it; see :func:`sakipcalc.fill_many`.

    Attributes
    ----------
    digest : str
        Digest of everything that decides what is written beside the input: choices, the contents of the files
        that they name, and the version of the library. Two options with one digest are equal.

    Raises
    ------
    RuleError
        When the synonyms or the tables cannot be read, or something in them is wrong.
    WorkbookError
        When the template or the data cannot be read.
    """

    fill: FillOptions = field(default_factory=FillOptions)
    template: str = ""
    data: str = ""
    resume: bool = False
    timeout: float | None = None
    digest: str = field(init=False, default="")

    def __post_init__(self) -> None:
        # What is wrong with them is said once, and not for every workbook.
        vocabulary_of(self.fill.sinonim, self.fill.tabel)
        # A worker may be in another folder, or on another machine.
        told = replace(
            self.fill,
            metode=_anywhere(self.fill.metode),
            sinonim=_read(self.fill.sinonim),
            jawab=dict(self.fill.jawab) if self.fill.jawab else None,
            tabel=None if self.fill.tabel is None else contents_of(self.fill.tabel),
        )
        object.__setattr__(self, "fill", told)
        object.__setattr__(self, "digest", self._digest())

    def _digest(self) -> str:
        chosen = {name: value for name, value in self.fill.keywords().items() if name not in _OF_THE_RUN}
        chosen["metode"] = _plain(self.fill.metode)
        for name in ("template", "data"):
            path = getattr(self, name)
            chosen[name] = path and storage.digest(storage.read(path, self.fill.limits))
        text = json.dumps({"version": __version__, **chosen}, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Options) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def _anywhere(metode: Metode | None) -> Metode | None:
    """Return choices whose rule file is named by its whole path."""
    if metode is None or not metode.aturan:
        return metode
    return metode.replace(aturan=storage.absolute(metode.aturan))


def _read(sinonim: Synonyms | None) -> Mapping[str, Any] | None:
    """Return synonyms as what their file holds."""
    if sinonim is None or isinstance(sinonim, Mapping):
        return sinonim
    return user_toml(sinonim)


def _plain(metode: Metode | None) -> dict[str, Any] | None:
    """Return choices as plain data; of a rule file its content."""
    if metode is None:
        return None
    rules = metode.aturan and storage.digest(Path(metode.aturan).read_bytes())
    return {**metode.as_dict(), "aturan": rules}
