"""How fast workbooks are read, and with how much memory, as ratios to pandas on the same files.

    python benchmarks/reading.py [rows] [rounds]

`sakipcalc.read` (tables recognised, numbers understood, every value with its place) against
`pandas.read_excel` of all sheets as they stand, by openpyxl and by calamine. Each reading is a
process of its own, the readers take turns, and what is said is the median of the rounds with
the smallest and the largest ratio. Files: the workbook of Kecamatan Bogorejo, and one sheet
with a Tabel 3.9 of so many rows.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import xlsxwriter

ROWS = 50_000
ROUNDS = 5
WORKBOOK = Path(__file__).parent.parent / "workbooks" / "bogorejo-2024.xlsx"
_PANDAS = "import pandas, {0}; work = lambda: pandas.read_excel(path, sheet_name=None, engine='{1}')"
READERS = {
    "sakipcalc.read": "import sakipcalc; work = lambda: sakipcalc.read(path)",
    "pandas, openpyxl": _PANDAS.format("openpyxl", "openpyxl"),
    "pandas, calamine": _PANDAS.format("python_calamine", "calamine"),
}
#: One reading: a small workbook first, which loads every module, then the time runs.
_READING = """
import json, sys, time, warnings
path, small = sys.argv[1:]
warnings.simplefilter("ignore")
{setup}
path, real = small, path
work()
path = real
before = time.perf_counter()
work()
taken = time.perf_counter() - before
from resource import RUSAGE_SELF, getrusage
print(json.dumps([taken, getrusage(RUSAGE_SELF).ru_maxrss * 1024]))
"""
_LEVELS = ("Program {}", "{}. Kegiatan {}", "a) Sub kegiatan {}", "b) Sub kegiatan {}", "c) Sub kegiatan {}")


def write_large(path: Path, rows: int) -> None:
    """Write a Tabel 3.9 of that many rows: programs, kegiatan, sub kegiatan and what they cost."""
    chance = np.random.default_rng(2024)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("Tabel 3.9")
        money, percent = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "0.00"})
        page.write_string(0, 0, "Tabel 3.9 Realisasi Anggaran Tahun 2024")
        heads = ("Sasaran", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%")
        for col, head in enumerate(heads):
            page.write_string(2, col, head)
        for number in range(rows):
            row, pagu = 3 + number, int(chance.integers(1, 10**9))
            realisasi = int(pagu * chance.uniform(0.5, 1))
            group, level = divmod(number, len(_LEVELS))
            if level == 0:
                page.write_string(row, 0, f"Sasaran {group}")
            page.write_string(row, 1, _LEVELS[level].format(group, number))
            page.write_number(row, 2, pagu, money)
            page.write_number(row, 3, realisasi, money)
            page.write_number(row, 4, round(realisasi / pagu * 100, 2), percent)


def measure(path: Path, reader: str) -> tuple[float, float]:
    """Return time [s] and peak memory [bytes] of one reading in a process of its own."""
    code = _READING.format(setup=READERS[reader])
    done = subprocess.run(  # noqa: S603 -- our own interpreter on our own code
        [sys.executable, "-c", code, path, WORKBOOK], capture_output=True, check=True, text=True
    )
    taken, memory = json.loads(done.stdout)
    return taken, memory


def compare(name: str, path: Path, rounds: int) -> list[str]:
    """Return the lines that tell how the readers did on one file."""
    found: dict[str, list[tuple[float, float]]] = {reader: [] for reader in READERS}
    for turn in range(rounds):
        order = list(READERS)
        for reader in order[turn % len(order) :] + order[: turn % len(order)]:
            found[reader].append(measure(path, reader))
    ours, *others = READERS
    lines = [f"{name} ({path.stat().st_size / 1e3:,.0f} kB), median of {rounds} rounds"]
    for reader, runs in found.items():
        time, memory = (statistics.median(values) for values in zip(*runs, strict=True))
        lines.append(f"  {reader:<18} {time * 1e3:9.1f} ms {memory / 2**20:8.0f} MiB")
    for reader in others:
        pairs = list(zip(found[reader], found[ours], strict=True))
        time, memory = (_ratio([theirs[i] / own[i] for theirs, own in pairs]) for i in (0, 1))
        lines.append(f"  {reader} takes {time} times as long, with {memory} times the memory")
    return lines


def _ratio(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def main(rows: int = ROWS, rounds: int = ROUNDS) -> None:
    """Measure and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "besar.xlsx"
        write_large(large, rows)
        files = {"Kecamatan Bogorejo": WORKBOOK, f"Tabel 3.9 with {rows:,} rows": large}
        for name, path in files.items():
            sys.stdout.write("\n".join(compare(name, path, rounds)) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
