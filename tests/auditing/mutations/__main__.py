"""Prints how many planted errors are found: ``python -m tests.auditing.mutations [seeds] [--write]``.

With ``--write`` the table goes to docs/mutasi.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ...layouts.ukur.speech import ForeignBench
from .bench import Bench
from .measure import alarms, measure, table
from .units import UNITS

TARGET = Path(__file__).parents[3] / "docs" / "mutasi.md"
HEAD = """# Planted errors

Three consistent workbooks, a kecamatan, a dinas and a badan, get one error at a time, planted in the abstract
tables before they are drawn, so that its place is known. *Found*: a finding of the right code names the cell.
*First place*: it is the first cell that the finding names, the one that a clerk looks at. *Findings each*: how
many findings one error gives, for one wrong figure makes others wrong. *Accused*: findings above `info`, over all
times, that name no cell of the planted error; each would send a clerk to a cell that is right.

*Other words*: the same errors under headings of another hand, which the reader has never seen
(`tests/layouts/ukur/speech.py`). There a column may be asked about, or told as one of which hardly a figure fits; that accuses no cell.

Made by `python -m tests.auditing.mutations --write`; a number before `--write` plants with more seeds.

"""


def main(arguments: list[str]) -> int:
    seeds = next((int(one) for one in arguments if one.isdigit()), 1)
    shown = table(measure(range(seeds)), measure(range(seeds), ForeignBench))
    benches = (Bench, ForeignBench)
    clean = [f"{unit}: {alarm}" for bench in benches for unit in UNITS for alarm in alarms(unit, bench)]
    said = f"False alarms above `info` on the clean workbooks: {len(clean)} in {len(benches) * len(UNITS)}."
    text = f"{HEAD}{shown}\n\n{said}\n"
    if "--write" in arguments:
        TARGET.write_text(text, encoding="utf-8")
    else:
        print(text)  # noqa: T201 -- it is what was asked for
    return 1 if clean else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
