"""How fast capaian and kategori are on a million rows, as ratios.

    python -m benchmarks.calculator [rows]

Against bare NumPy (one division, one ``searchsorted``: no missing values, no policy, no label)
and against pandas ``apply`` with a plain Python function. Exit status 1 when a promise is not kept:
within 5 times bare NumPy, more than 50 times faster than ``apply``.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sakipcalc.calc import capaian, kategori, kategori_capaian

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 1_000_000
SLOWER_THAN_NUMPY = 5
FASTER_THAN_APPLY = 50
EDGES = np.array([50.0, 65.0, 85.0, 100.0])
BANDS = ((85, "Baik"), (65, "Cukup"), (50, "Kurang"))


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the best time of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def bare(realisasi: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return positions of bands with nothing but NumPy."""
    return np.searchsorted(EDGES, realisasi / target * 100, side="right")


def by_row(row: pd.Series) -> str | None:
    """Return the label of one row in plain Python."""
    if pd.isna(row["realisasi"]) or not row["target"]:
        return None
    value = row["realisasi"] / row["target"] * 100
    if value > EDGES[-1]:
        return "Sangat Baik"
    return next((name for low, name in BANDS if value >= low), "Sangat Kurang")


def measure(rows: int) -> dict[str, float]:
    """Return the time [s] that each way takes."""
    chance = np.random.default_rng(2024)
    target = np.round(chance.uniform(50, 100, rows), 2)
    realisasi = np.round(target * chance.uniform(0.3, 1.4, rows), 2)
    frame = pd.DataFrame({"realisasi": realisasi, "target": target})
    return {
        "bare NumPy": seconds(lambda: bare(realisasi, target)),
        "arrays": seconds(lambda: kategori(capaian(realisasi, target))),
        "Series": seconds(lambda: kategori(capaian(frame["realisasi"], frame["target"]))),
        "exact, from figures": seconds(lambda: kategori_capaian(realisasi, target), 3),
        "pandas apply": seconds(lambda: frame.apply(by_row, axis=1), 1),
    }


def main(rows: int = ROWS) -> int:
    """Measure and print the ratios."""
    times = measure(rows)
    numpy_time = times["bare NumPy"]
    slower = times["arrays"] / numpy_time
    faster = times["pandas apply"] / times["arrays"]
    lines = [f"capaian + kategori on {rows:,} rows"]
    lines += [_line(name, taken, taken / numpy_time) for name, taken in times.items()]
    lines += [
        f"arrays take {slower:.2f} times as long as bare NumPy (promise: at most {SLOWER_THAN_NUMPY})",
        f"pandas apply takes {faster:.0f} times as long as arrays (promise: more than {FASTER_THAN_APPLY})",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(slower > SLOWER_THAN_NUMPY or faster <= FASTER_THAN_APPLY)


def _line(name: str, taken: float, ratio: float) -> str:
    return f"  {name:<20} {taken * 1e3:10.1f} ms {ratio:8.2f} x bare NumPy"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
