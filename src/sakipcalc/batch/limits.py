"""A limit on the time that one workbook may take, in any kind of worker."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["GRACE", "TimeLimitError", "within"]

_T = TypeVar("_T")
#: So long [s] a worker process has to end by itself after its time is up, before it is ended.
GRACE = 5.0


class TimeLimitError(BaseException):
    """The time is up. No ``except Exception`` on the way may take it for something else."""


def within(seconds: float | None, call: Callable[[], _T]) -> _T:
    """Return what a call returns, if it does so in time.

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
            if self._struck:
                _raise_in(self._whom, None)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Have a thread raise an exception at its next step of Python code; None takes that back."""
    raised = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
