"""Many workbooks, as the benchmarks fill them: the one place that knows how.

    python -m benchmarks.batch WORKERS OUTPUT < paths

Prints seconds on the clock, from the call to its return, CPU seconds of this process (with one worker that is
all of them), and peak memory [bytes] of the largest process.
"""

from __future__ import annotations

import json
import sys
import time

from benchmarks.worker import peak

__all__ = ["main"]


def main(workers: int, output: str) -> None:
    """Fill the workbooks that standard input names."""
    import sakipcalc

    paths = sys.stdin.read().split("\n")
    start, begun = time.perf_counter(), time.process_time()
    batch = sakipcalc.fill_many(paths, output, jobs=workers, progress=False, overwrite=True)
    taken, cpu = time.perf_counter() - start, time.process_time() - begun
    failed = [one for one in batch.outcomes if one.status != "terisi"]
    if failed or len(batch.outcomes) != len(paths):
        raise ValueError(failed[:3])
    print(json.dumps({"clock": taken, "cpu": cpu, "peak": peak()}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
