"""The workers of a batch: processes of this machine, or this process itself."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from sakipcalc.base.collecting import collect_seldom

if sys.platform == "win32":
    from multiprocessing.context import SpawnContext as _Context
    from multiprocessing.context import SpawnProcess as _Process
else:
    from multiprocessing.context import ForkServerContext as _Context
    from multiprocessing.context import ForkServerProcess as _Process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Here", "Processes", "cores"]

_T = TypeVar("_T")
_P = ParamSpec("_P")
#: What Windows can wait for.
_MOST = 61


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Worker(_Process):
    """A process that does not run the script of its user again.

    The standard library imports the main module anew in every process that it starts, because a function that
    is sent there may be defined in it. A script of three lines would then start a batch in every worker; what
    is sent to these workers is of this library.
    """

    def start(self) -> None:
        """Start the process."""
        with _without_main():
            super().start()


class _Workers(_Context):
    """Starts processes, and remembers which.

    A pool asks it for a process as for an instance of the class ``Process``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.started: list[_Worker] = []

    def Process(self, *args: Any, **options: Any) -> _Worker:  # type: ignore[override]  # noqa: N802 -- see above
        """Return a process that is not started yet."""
        made = _Worker(*args, **options)
        self.started.append(made)
        return made


@contextmanager
def _without_main() -> Iterator[None]:
    main = sys.modules["__main__"]
    known: dict[str, Any] = vars(main)
    kept: dict[str, Any] = {name: known[name] for name in ("__spec__", "__file__") if name in known}
    known.update(dict.fromkeys(kept))
    try:
        yield
    finally:
        known.update(kept)


class Processes(ProcessPoolExecutor):
    """A pool of worker processes that can be ended at once.

    Where the system can do that they are copies of one process, which has imported what filling needs.

    Parameters
    ----------
    count : int
        How many there are at most.
    """

    def __init__(self, count: int) -> None:
        self._workers = _Workers()
        if sys.platform != "win32":
            self._workers.set_forkserver_preload(["sakipcalc.batch.work"])
            _start_tracker()
        super().__init__(min(count, _MOST), mp_context=self._workers, initializer=_begin)

    def end(self) -> None:
        """End the processes, whatever they are at."""
        for process in self._workers.started:
            if process.is_alive():
                process.kill()


def _start_tracker() -> None:
    """Start the process that tidies up behind killed ones; it does so without a warning to the user."""
    from multiprocessing import resource_tracker

    option = "ignore:resource_tracker:UserWarning"
    sys.warnoptions.append(option)  # it is started with the options of this interpreter
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.remove(option)


def _begin() -> None:
    """Begin as a worker: the batch decides when to stop, and without it there is nothing to do."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True, name="sakipcalc-parent").start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class Here(Executor):
    """An executor without workers: what is submitted is done before `submit` returns."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Do it now."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 -- as every executor does, it hands on whatever was raised
            done.set_exception(error)
        return done
