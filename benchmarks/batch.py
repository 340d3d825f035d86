"""Many workbooks, as the benchmarks fill them: the one place that knows how.

    python -m benchmarks.batch WORKERS OUTPUT < paths

Prints seconds on the clock, from the call to the last workbook, and peak memory [bytes] of the largest
process.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

__all__ = ["main"]


def main(workers: int, output: str) -> None:
    """Fill the workbooks that standard input names."""
    paths = sys.stdin.read().split("\n")
    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        done = sum(pool.map(partial(_fill, output), paths, chunksize=4))
    taken = time.perf_counter() - start
    assert done == len(paths)  # noqa: S101
    peak = getrusage(RUSAGE_CHILDREN).ru_maxrss * 1024
    print(json.dumps({"clock": taken, "peak": peak}))  # noqa: T201


def _fill(output: str, path: str) -> bool:
    import sakipcalc

    sakipcalc.fill(path, Path(output) / Path(path).name, overwrite=True)
    return True


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
