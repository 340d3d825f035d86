"""A process that does one kind of work when asked, and says what it took.

    python -m benchmarks.worker CONTENDER

One request a line on standard input, ``["source", "target"]``; one answer a line: CPU seconds (those of
processes that it started included), seconds on the clock, peak memory [bytes] of itself or of the largest
process that it started. It lives from the first to the last round, so that no round pays for starting Python.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from benchmarks.contenders import CONTENDERS

__all__ = ["main", "peak"]


def main(name: str) -> None:
    """Work until standard input ends."""
    work = CONTENDERS[name]()
    print("{}", flush=True)  # noqa: T201 -- ready
    for line in sys.stdin:
        arguments = json.loads(line)
        cpu, clock = _cpu(), time.perf_counter()
        said = work(*arguments)
        taken = {"cpu": _cpu() - cpu, "clock": time.perf_counter() - clock, "peak": peak(), "said": said}
        print(json.dumps(taken), flush=True)  # noqa: T201


def _cpu() -> float:
    return sum(one.ru_utime + one.ru_stime for one in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def peak() -> int:
    """Return the peak of resident memory [bytes].

    By what Linux says of this program alone: what `getrusage` says begins with the memory of the process
    that started it.
    """
    children = getrusage(RUSAGE_CHILDREN).ru_maxrss * 1024
    status = Path("/proc/self/status")
    if not status.exists():
        return max(children, getrusage(RUSAGE_SELF).ru_maxrss * 1024)
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return max(children, int(line.split()[1]) * 1024)


if __name__ == "__main__":
    main(sys.argv[1])
