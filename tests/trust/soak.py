"""A long run in one process: ten thousand fillings, two thousand uploads through threads, and nothing left of them.

``python -m tests.trust.soak [FILLINGS] [UPLOADS]`` ends with 1 when memory grew, a file or a thread was left,
or an answer was another one than the first of its kind.
"""

from __future__ import annotations

import gc
import hashlib
import io
import math
import os
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import sakipcalc as sc

from .base import by_openpyxl, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: What memory may grow by after the first tenth of a run [MB].
GROWTH = 24
THREADS = 8
#: Nothing ends by the clock: a machine that does much else would refuse what an idle one reads.
LIMITS = sc.Limits(seconds=math.inf)
OLD = Path(__file__).parents[1] / "reading" / "kinds" / "lampiran.xls"


def main(fillings: int = 10_000, uploads: int = 2000) -> int:
    """Run both, say how they went, and return how many things are wrong."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        tempfile.tempdir = folder  # what others leave in theirs is no fault of these
        for name, count, do in (("fillings", fillings, fill), ("uploads", uploads, upload)):
            found = list(judged(count, do, place))
            sys.stdout.write(f"{count} {name}: {'; '.join(found) or 'memory flat, nothing left'}\n")
            wrong += len(found)
    return wrong


def judged(count: int, do: Callable[[int, Path], None], place: Path) -> Iterator[str]:
    """Yield what is wrong with a run."""
    do(max(20, count // 10), place)
    before = state(place)
    do(count, place)
    after = state(place)
    grown = after[0] - before[0]
    sys.stdout.write(f"memory {before[0]:.0f} MB, then {after[0]:.0f} MB\n")
    if grown > GROWTH:
        yield f"memory grew by {grown:.0f} MB"
    for what, old, new in zip(("open files", "threads", "files left"), before[1:], after[1:], strict=True):
        if new > old:
            yield f"{what}: {old}, then {new}"


def state(place: Path) -> tuple[float, int, int, int]:
    """Return memory [MB], open files, threads, and files that were left."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    left = [path for path in place.rglob("*") if "sakipcalc" in path.name or path.suffix == ".tmp"]
    files = len(list(Path("/proc/self/fd").iterdir()))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20, files, threading.active_count(), len(left)


def fill(count: int, place: Path) -> None:
    """Fill workbooks one after the other, into a file and into memory."""
    answers: dict[bytes, str] = {}
    for number, data in enumerate(islice(cycle((workbook(), by_openpyxl())), count)):
        output = io.BytesIO()
        sc.fill(data, output, temuan=True)
        told = hashlib.sha256(output.getvalue()).hexdigest()
        assert answers.setdefault(data, told) == told
        if number % 50 == 0:
            sc.fill(data, place / "terisi.xlsx", overwrite=True)


def upload(count: int, _: Path) -> None:
    """Take uploads through a pool of threads: good ones, broken ones, and old ones read in a process apart."""
    good, broken = workbook(), workbook()[:9000]
    old = OLD.read_bytes()
    every = [old if number % 40 == 0 else broken if number % 3 == 0 else good for number in range(count)]
    with ThreadPoolExecutor(THREADS) as pool:
        told = set(pool.map(answer, every))
    assert len(told) <= len({good, broken, old}), told


def answer(data: bytes) -> str:
    """Return what a server says to an upload."""
    try:
        return repr(sc.compute(sc.read(io.BytesIO(data), limits=LIMITS)).as_dict())[:2000]
    except sc.SakipError as error:
        return error.message()


if __name__ == "__main__":
    sys.exit(min(1, main(*map(int, sys.argv[1:3]))))
