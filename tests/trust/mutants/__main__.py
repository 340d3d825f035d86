"""Change the core modules a little in thousands of places, one at a time, and see which changes no test notices.

``python -m tests.trust.mutants [WORD ...]`` from the top of the checkout, for the modules whose names hold one
of the words; ``--sample 500`` takes so many of their mutants at random, ``--again`` those that were not noticed before,
with every test that reaches them, ``--write`` puts the counts into the table of docs/trust.md. What survives is shown.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .changes import mutants_of

if TYPE_CHECKING:
    from .changes import Mutant

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "trust.md"
#: What became of each the last time.
KNOWN = ROOT / "build" / "mutants.json"
BEGIN, END = "<!-- table of mutants -->\n", "<!-- end of mutants -->"
HEAD = "| module | mutants | killed | timed out | survived | noticed [%] |\n|---|" + "---:|" * 5 + "\n"
SEED = 2024
#: The arithmetic, and the half of the package editor that writes.
MODULES = (
    "rulebook/formulas/*.py", "text/numerals/*.py", "rulebook/scales/*.py",
    "excel/edit/*.py", "excel/insert/*.py", "excel/archive.py", "excel/markup.py", "excel/opc.py", "excel/refs.py",
    "excel/rowmap.py", "excel/save.py", "excel/formulas.py", "excel/sheet/values.py",
)  # fmt: skip
#: The tests of each half, by the first word of its modules; without those that work in other processes.
TESTS = {
    "excel": ("tests/ooxml", "src/sakipcalc/excel"),
    "rulebook": ("tests/calculator", "src/sakipcalc/rulebook/formulas", "src/sakipcalc/rulebook/scales"),
    "text": ("tests/calculator", "src/sakipcalc/text/numerals"),
}
OPTIONS = (
    "-q", "--capture=no", "--timeout=0", "--assert=plain", "--tb=native", "-m", "not libreoffice", "-o", "tmp_path_retention_policy=none",
    "--ignore=tests/calculator/test_document.py",
    *(word for name in ("cacheprovider", "unraisableexception", "threadexception", "xdist")
      for word in ("-p", f"no:{name}")),
)  # fmt: skip


def main(words: list[str], sample: int | None, jobs: int, *, again: bool, write: bool) -> None:
    """Try the mutants that are asked for, tell which survive, and keep what became of all."""
    mutants, known = all_mutants(words), before()
    chosen = [one for one in mutants if not again or known.get(one.key) not in {"killed", "timed out"}]
    if sample is not None:
        chosen = random.Random(SEED).sample(chosen, min(sample, len(chosen)))  # noqa: S311 -- no secret
    done = tried(chosen, jobs, again=again)
    if not again and "killed" not in done.values():
        sys.exit("no change was noticed: the tests do not see the changed code")
    known = before() | done
    KNOWN.parent.mkdir(exist_ok=True)
    KNOWN.write_text(json.dumps(known, indent=0), encoding="utf-8")
    if write:
        enter({one.key: (one.unit.module, known[one.key]) for one in mutants if one.key in known})


def all_mutants(words: list[str]) -> list[Mutant]:
    """Return the mutants of the modules whose names hold one of the words."""
    source = ROOT / "src" / "sakipcalc"
    files = sorted({file for pattern in MODULES for file in source.glob(pattern)})
    names = {file: ".".join(file.relative_to(source).with_suffix("").parts) for file in files}
    asked = {file: name for file, name in names.items() if not words or any(word in name for word in words)}
    return [one for file, name in asked.items() for one in mutants_of(name, file)]


def before() -> dict[str, str]:
    return json.loads(KNOWN.read_text(encoding="utf-8")) if KNOWN.exists() else {}


def tried(chosen: list[Mutant], jobs: int, *, again: bool) -> dict[str, str]:
    """Try mutants under pytest, and say what that took."""
    os.environ["SAKIPCALC_MUTANTS"] = "1"  # tests/conftest.py: no smallest example is looked for
    from .trials import Trials

    trials = Trials(chosen, jobs, thorough=again)
    tests = sorted({test for one in chosen for test in TESTS[one.unit.module.partition(".")[0]]})
    with tempfile.TemporaryDirectory() as folder:
        pytest.main([*OPTIONS, f"--basetemp={folder}/tests", *tests], plugins=[trials])
    for who, told in ((resource.RUSAGE_SELF, "itself"), (resource.RUSAGE_CHILDREN, "the mutants")):
        used = resource.getrusage(who)
        sys.stderr.write(f"{told}: {used.ru_utime + used.ru_stime:.0f} s of a processor\n")
    return trials.done


def enter(done: dict[str, tuple[str, str]]) -> None:
    """Put a line for each module into the table, in place of an earlier one."""
    counts: dict[str, Counter[str]] = {}
    for module, kind in done.values():
        if kind:
            counts.setdefault(module, Counter())[kind] += 1
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    lines = {line.split(" | ")[0][2:]: line for line in table.removeprefix(HEAD).splitlines(keepends=True)}
    for module, count in counts.items():
        tried = count.total()
        noticed = f"{100 * (tried - count['survived']) / tried:.1f}"
        cells = (module, tried, count["killed"], count["timed out"], count["survived"], noticed)
        lines[module] = f"| {' | '.join(map(str, cells))} |\n"
    PAGE.write_text(
        before + BEGIN + HEAD + "".join(lines[module] for module in sorted(lines)) + END + after,
        encoding="utf-8",
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "words", nargs="*", metavar="WORD", help="what the names of the modules hold; all without"
    )
    parser.add_argument(
        "--sample", type=int, metavar="N", help="so many of the mutants, at random but always the same"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="so many mutants at the same time")
    parser.add_argument("--again", action="store_true", help="only those that were not noticed the last time")
    parser.add_argument("--write", action="store_true", help="put the counts into docs/trust.md")
    chosen = parser.parse_args()
    main(chosen.words, chosen.sample, chosen.jobs, again=chosen.again, write=chosen.write)
