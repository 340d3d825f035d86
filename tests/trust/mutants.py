"""Change the core modules a little in thousands of places, one at a time, and see which changes no test notices.

``python -m tests.trust.mutants [WORD ...]`` from the top of the checkout, for the modules whose names hold one
of the words; ``--sample 500`` takes so many of their mutants at random, ``--again`` those that survived before.
Needs ``pip install -e .[test,mutants]``. What survived is shown, and the counts go into the table of docs/trust.md.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "trust.md"
#: mutmut works on a copy in which nothing is remembered from one call to the next: an answer from before would
#: hide a change, and functions with a decorator are left alone.
COPY = ROOT / "build" / "mutants"
COPIED = ("src", "tests", "docs", "workbooks", "README.md", "pyproject.toml")
REMEMBERING = re.compile(r"^ *@(?:remembered|lru_cache|cache)\b.*\n", re.MULTILINE)
KINDS = ("killed", "timeout", "survived")
HEAD = (
    "| module | mutants | tried | killed | timed out | survived | noticed [%] |\n|---|" + "---:|" * 6 + "\n"
)
BEGIN, END = "<!-- table of mutants -->\n", "<!-- end of mutants -->"
SEED = 2024


def main(words: list[str], sample: int | None, jobs: int, *, again: bool) -> None:
    bring()
    # Writes all mutants, and sees that the tests pass without one and can be made to fail.
    run(jobs, "sakipcalc.text.numerals.exact.*")
    known = {name: kind for name, kind in mutants().items() if not words or any(w in name for w in words)}
    names = sorted(name for name, kind in known.items() if kind == "survived" or not again)
    if sample is not None:
        names = random.Random(SEED).sample(names, min(sample, len(names)))  # noqa: S311 -- no secret
    run(jobs, *names)
    now = mutants()
    for name in sorted(name for name in names if now[name] == "survived"):
        mutmut("show", name)
    enter({name: now[name] if again or name in names else "" for name in known})


def bring() -> None:
    """Bring the copy up to date; what is the same keeps its time, by which mutmut knows it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    listed = ["git", "ls-files", "-co", "--exclude-standard", *COPIED]
    for name in subprocess.run(
        listed, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines():
        old, new = ROOT / name, COPY / name
        if new.exists() and new.stat().st_mtime == old.stat().st_mtime:
            continue
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(old, new)
        if any(fnmatch.fnmatch(name, pattern) for pattern in settings["only_mutate"]):
            new.write_text(REMEMBERING.sub("", old.read_text(encoding="utf-8")), encoding="utf-8")
            shutil.copystat(old, new)


def run(jobs: int, *names: str) -> None:
    mutmut("run", "--max-children", str(jobs), *names)


def mutmut(*arguments: str) -> None:
    subprocess.run([Path(sys.executable).with_name("mutmut"), *arguments], cwd=COPY, check=True)


def mutants() -> dict[str, str]:
    """Return what became of each mutant; an empty text where it was not tried."""
    from mutmut.stats import status_by_exit_code

    found = {}
    for file in sorted(COPY.glob("mutants/src/**/*.meta")):
        for name, code in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            kind = "" if code is None else status_by_exit_code[code]
            found[name] = kind if kind in {"", "killed", "timeout"} else "survived"
    return found


def enter(done: dict[str, str]) -> None:
    """Put a line for each module into the table, in place of an earlier one."""
    counts: dict[str, Counter[str]] = {}
    for name, kind in done.items():
        counts.setdefault(name.removeprefix("sakipcalc.").rpartition(".")[0], Counter())[kind] += 1
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    table, _, after = rest.partition(END)
    lines = {line.split(" | ")[0][2:]: line for line in table.removeprefix(HEAD).splitlines(keepends=True)}
    for module, count in counts.items():
        tried = count.total() - count[""]
        noticed = f"{100 * (tried - count['survived']) / tried:.1f}" if tried else "–"
        cells = (module, count.total(), tried, *(count[kind] for kind in KINDS), noticed)
        lines[module] = f"| {' | '.join(map(str, cells))} |\n"
    whole = HEAD + "".join(lines[module] for module in sorted(lines))
    PAGE.write_text(before + BEGIN + whole + END + after, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "words", nargs="*", metavar="WORD", help="what the names of the modules hold; all without"
    )
    parser.add_argument(
        "--sample", type=int, metavar="N", help="so many of the mutants, at random but always the same"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="so many mutants at the same time")
    parser.add_argument("--again", action="store_true", help="only those that survived the last time")
    chosen = parser.parse_args()
    main(chosen.words, chosen.sample, chosen.jobs, again=chosen.again)
