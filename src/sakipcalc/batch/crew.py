"""Work handed to an executor, a little at a time, in such a way that no job can take the others with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from sakipcalc.base.places import Place
from sakipcalc.batch import storage
from sakipcalc.batch.options import GRACE
from sakipcalc.batch.pools import Here, Processes, cores
from sakipcalc.batch.work import Done, Job, failure
from sakipcalc.core.errors import RuleError, SakipError, WorkbookError

__all__ = ["Crew", "Drive", "Work"]

Work = Callable[[Job], Done]
#: Jobs handed to somebody else's executor at a time, for each worker and where their number is not known.
_EACH, _UNKNOWN = 4, 128


class Crew:
    """The workers of a batch.

    Parameters
    ----------
    executor : Executor, optional
        Somebody else's; it is never shut down. Without one there are processes, or this one for one job.
    jobs : int, optional
        How many work at a time; as many as there are cores.

    Raises
    ------
    RuleError
        ``jobs-not-positive``.
    """

    def __init__(self, executor: Executor | None = None, jobs: int | None = None) -> None:
        if jobs is not None and jobs < 1:
            raise RuleError("jobs-not-positive", value=jobs)
        self._count = jobs or cores()
        self._own: Processes | None = None
        self.window: int
        if executor is not None:
            self._executor, self.window = executor, _EACH * jobs if jobs else _UNKNOWN
        elif jobs == 1:
            self._executor, self.window = Here(), 1
        else:
            self.renew()

    def renew(self) -> None:
        """Replace a broken executor by new processes."""
        self.close()
        self._own = Processes(self._count)
        self._executor, self.window = self._own, 2 * self._count

    def submit(self, work: Work, job: Job) -> Future[Done]:
        """Hand over a job."""
        return self._executor.submit(work, job)

    def close(self, *, at_once: bool = False) -> None:
        """End the crew's own processes; at once on request."""
        if self._own is not None:
            if at_once:
                self._own.end()
            self._own.shutdown(cancel_futures=True)


class Drive:
    """Job loop: hands out jobs to workers and notes each result as it ends.

    Parameters
    ----------
    job : callable
        Gives the job of a number.
    count : int
        How many there are.
    work : callable
        Does one; it is sent to workers, so it has to be importable there.
    crew : Crew
        The workers.
    note : callable
        Is told number and result of each.
    timeout : float, optional
        The limit [s] that `work` sets itself.
    """

    def __init__(
        self,
        job: Callable[[int], Job],
        count: int,
        work: Work,
        *,
        crew: Crew,
        note: Callable[[int, Done], None],
        timeout: float | None,
    ) -> None:
        self._job = job
        self._rest = iter(range(count))
        self._work = work
        self._crew = crew
        self._note = note
        self._timeout = timeout
        self._running: dict[Future[Done], int] = {}
        self._suspects: list[int] = []

    def run(self) -> None:
        """Run all jobs; on an interruption note those that are nearly done."""
        done = False
        try:
            while self._hand_out():
                self._take_in()
            done = True
        finally:
            try:
                if not done:
                    self._wind_up()
            finally:
                self._crew.close(at_once=not done)

    def _hand_out(self) -> bool:
        """Keep the workers busy; return whether anything is going on."""
        while len(self._running) < self._crew.window and not self._suspects:
            number = next(self._rest, None)
            if number is None:
                break
            try:
                self._running[self._crew.submit(self._work, self._job(number))] = number
            except BrokenExecutor:
                self._suspects.append(number)
        return bool(self._running or self._suspects)

    def _take_in(self) -> None:
        """Note the jobs that ended; after the death of a worker find the job at fault."""
        for future in wait(self._running, return_when=FIRST_COMPLETED).done:
            self._take(future)
        if not self._suspects:
            return
        # Every job that was with the broken pool is under suspicion: each is done once more, by itself.
        for future in wait(self._running).done:
            self._take(future)
        self._crew.renew()
        while self._suspects:
            number = min(self._suspects)
            self._note(number, self._alone(self._job(number)))
            self._suspects.remove(number)

    def _take(self, future: Future[Done]) -> None:
        number = self._running.pop(future)
        try:
            done = future.result()
        except BrokenExecutor:
            self._suspects.append(number)
            return
        except Exception as error:  # noqa: BLE001 -- whatever an executor says of a job, the others go on
            told = f"{type(error).__name__}: {error}"
            done = failure(self._job(number), _error(self._job(number), "worker-failed", detail=told))
        self._note(number, done)

    def _alone(self, job: Job) -> Done:
        """Do one job in a process of its own."""
        begun = time.monotonic()
        pool = Processes(1)
        try:
            return pool.submit(self._work, job).result()
        except BrokenExecutor:
            seconds = time.monotonic() - begun
            late = self._timeout is not None and seconds >= self._timeout
            error = _error(job, "time-limit", seconds=self._timeout) if late else _error(job, "worker-died")
            return failure(job, error, seconds)
        finally:
            pool.end()
            pool.shutdown()

    def _wind_up(self) -> None:
        """Stop handing out jobs, and note those that end within a few seconds."""
        for future in self._running:
            future.cancel()
        for future in wait(self._running, timeout=GRACE).done:
            if not future.cancelled() and future.exception() is None:
                self._note(self._running[future], future.result())


def _error(job: Job, code: str, **values: object) -> SakipError:
    return WorkbookError(code, place=Place(storage.name(job.source)), **values)
