"""Requests as a web server has them: bytes in, bytes out, fifty at a time, through threads and through processes.

``python -m tests.trust.load [SECONDS]`` runs each for so long (60 by default) and prints latency, the errors, and how much
memory the process has at the end more than after its first hundred requests.
"""

from __future__ import annotations

import hashlib
import io
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from pathlib import Path

import sakipcalc as sc

from .base import by_openpyxl, workbook

AT_ONCE, WORKERS = 50, 2
BROKEN = workbook()[:9000]


def request(data: bytes) -> tuple[str, float, int]:
    """Fill a workbook as a server does; return what came of it, how long it took, and the memory of the process [kB]."""
    begin = time.perf_counter()
    output = io.BytesIO()
    try:
        sc.fill(data, output, temuan=True)
        told = hashlib.sha256(output.getvalue()).hexdigest()[:8]
    except sc.SakipError as error:
        told = error.code
    return told, time.perf_counter() - begin, _resident()


def _resident() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


def run(pool: Executor, seconds: float) -> str:
    """Keep fifty requests going and say how they went."""
    sources = (workbook(), by_openpyxl(), BROKEN)
    told: Counter[str] = Counter()
    taken: list[float] = []
    memory: list[int] = []
    going: dict[Future[tuple[str, float, int]], float] = {}
    begin, sent = time.perf_counter(), 0
    while going or time.perf_counter() - begin < seconds:
        while len(going) < AT_ONCE and time.perf_counter() - begin < seconds:
            going[pool.submit(request, sources[sent % 3])] = time.perf_counter()
            sent += 1
        done, _ = wait(going, return_when=FIRST_COMPLETED)
        for one in done:
            taken.append(time.perf_counter() - going.pop(one))
            kind, _, resident = one.result()
            told[kind] += 1
            memory.append(resident)
    cuts = statistics.quantiles(taken, n=100)
    late = statistics.mean(memory[-100:]) - statistics.mean(memory[100:200] or memory)
    return (
        f"{len(taken)} requests in {time.perf_counter() - begin:.0f} s, answers {dict(told)}; latency with {AT_ONCE} waiting: "
        f"median {cuts[49]:.2f} s, 95 of 100 below {cuts[94]:.2f} s, longest {max(taken):.2f} s; memory grew by {late / 1024:.1f} MB"
    )


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sys.stdout.write(f"threads: {run(pool, seconds)}\n")
    with ProcessPoolExecutor(WORKERS) as pool:
        sys.stdout.write(f"processes: {run(pool, seconds)}\n")


if __name__ == "__main__":
    main()
