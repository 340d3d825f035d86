"""Runs the benchmarks; see docs/benchmarks.md.

python -m benchmarks                    every case (an hour)
python -m benchmarks fill many          some of them
python -m benchmarks --quick            all of them in a few minutes, on less
python -m benchmarks --write            and write docs/benchmarks.json and the table of docs/benchmarks.md
python -m benchmarks --table            only write the table again from the file
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.cases import CASES, Run
from benchmarks.paths import RESULTS
from benchmarks.report import lines, load, machine, merged, write_page


def main(argv: list[str] | None = None) -> int:
    """Run the cases; the status is 1 where a figure is not as wanted."""
    options = _options(argv)
    if options.table:
        write_page(json.loads(RESULTS.read_text(encoding="utf-8")))
        return 0
    about = machine()
    found: dict[str, object] = {}
    met = True
    for name in options.cases or CASES:
        with tempfile.TemporaryDirectory(prefix="sakipcalc-") as folder:
            result = CASES[name](Run(folder=Path(folder), quick=options.quick))
        found[name] = told = result.as_dict(quick=options.quick)
        met = met and all(one.met is not False for one in result.figures)
        sys.stdout.write("\n".join(lines(told)) + "\n\n")
        sys.stdout.flush()
    every = {"machine": {**about, "load": [about["load"], load()]}, "cases": found}
    if options.json:
        Path(options.json).write_text(
            json.dumps(every, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    if options.write:
        write_page(merged(RESULTS, every))
    return 0 if met else 1


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", nargs="*", choices=[[], *CASES], metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--quick", action="store_true", help="smaller inputs, fewer rounds")
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    parser.add_argument("--write", action="store_true", help="put them into docs/benchmarks.json and .md")
    parser.add_argument("--table", action="store_true", help="only write the table again")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
