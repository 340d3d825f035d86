"""Many workbooks on a dask cluster of this machine: what it costs to send the work there.

    python -m benchmarks.cluster WORKERS OUTPUT < paths

Prints seconds until the cluster stands and its workers have loaded the library, seconds on the clock of
filling and those that the workers spent on it, CPU seconds of this process, in which scheduler and client
are, and bytes that travel, there and back.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

__all__ = ["main"]


class Weighed(Executor):
    """An executor that weighs what it hands to another one, and what comes back."""

    def __init__(self, inner: Executor) -> None:
        self._inner = inner
        self.sent = self.back = 0

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Hand it on."""
        self.sent += len(pickle.dumps((work, arguments, options)))
        future = self._inner.submit(work, *arguments, **options)
        future.add_done_callback(self._weigh)
        return future

    def _weigh(self, future: Future[Any]) -> None:
        self.back += len(pickle.dumps(future.result()))


def main(workers: int, output: Path) -> None:
    """Fill the workbooks that standard input names; the first ones before anything is measured, too."""
    import distributed

    import sakipcalc

    paths = sys.stdin.read().split("\n")
    begun = time.perf_counter()
    with (
        distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):

        def fill(some: list[str], to: Path, executor: Executor) -> sakipcalc.BatchReport:
            return sakipcalc.fill_many(
                some, to, executor=executor, jobs=workers, progress=False, overwrite=True
            )

        fill(paths[: 4 * workers], output / "hangat", client.get_executor())
        started = time.perf_counter() - begun
        weighed = Weighed(client.get_executor())
        begun, cpu = time.perf_counter(), time.process_time()
        batch = fill(paths, output / "dask", weighed)
        clock, cpu = time.perf_counter() - begun, time.process_time() - cpu
    if failed := [one for one in batch.outcomes if one.status != "terisi"]:
        raise ValueError(failed[:3])
    busy = sum(one.seconds for one in batch.outcomes)
    told = {"start": started, "clock": clock, "busy": busy, "cpu": cpu}
    print(json.dumps({**told, "sent": weighed.sent, "back": weighed.back}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
