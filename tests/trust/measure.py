"""Handle every hostile or broken workbook apart, and write what came of it into the table of docs/trust.md.

``python -m tests.trust.measure [WORD ...]`` from the top of the checkout, for the classes that hold one of the
words; the whole takes an hour of a processor. One line goes to standard output for each file, at the end those that
were neither filled nor refused; these are kept under ``fuzz/found/measure/``, each with what is told of it.

``--filling`` in front of the words measures the filling alone, without the comparison with the input and the rows
that are inserted afterwards, and leaves the table as it is.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from functools import partial
from pathlib import Path

from . import broken, hostile
from .apart import Outcome, apart, figures_of, filling, only_filling
from .base import workbook

KINDS = ("filled", "refused", "crashed", "hung", "lost", "false refusal")
#: What is written in another way but says the same has to be filled with the same figures; a refusal is a false one.
SAME = {"dialects of the format", "written by other programs", "formats dragged to the end"}
ROOT = Path(__file__).parents[2]
PAGE, FOUND = ROOT / "docs" / "trust.md", ROOT / "fuzz" / "found" / "measure"
HEAD = (
    "| class | tried | "
    + " | ".join(KINDS)
    + " | longest [s] | most memory [MB] |\n|---|"
    + "---:|" * 9
    + "\n"
)


def main(words: list[str], *, alone: bool = False) -> int:
    filling(workbook())  # what is loaded late is loaded here, once
    figures = figures_of(workbook())
    bad: list[str] = []
    for name, variants in {**hostile.CLASSES, **broken.CLASSES}.items():
        if words and not any(word in name for word in words):
            continue
        work = partial(filling, figures=figures) if name in SAME else filling
        work = only_filling if alone else work
        found: list[Outcome] = []
        for variant, data in variants():
            found.append(one := apart(work, data))
            told = (
                f"{one.kind:8}{one.seconds:7.2f} s {one.megabytes:6.0f} MB {name}: {variant} | {one.detail}\n"
            )
            say(told)
            if one.kind in KINDS[2:]:
                bad.append(told)
                keep(f"{name} - {variant}", data, told)
        if not alone:
            enter(name, found, Counter(one.kind for one in found))
    say(f"\n{len(bad)} neither filled nor refused\n{''.join(bad)}")
    return len(bad)


def say(told: str) -> None:
    sys.stdout.write(told)
    sys.stdout.flush()


def keep(name: str, data: bytes, told: str) -> None:
    """Keep a workbook that something is wrong with, and what."""
    FOUND.mkdir(parents=True, exist_ok=True)
    plain = re.sub(r"[^\w .-]", "_", name)[:100]
    (FOUND / f"{plain}.xlsx").write_bytes(data)
    (FOUND / f"{plain}.txt").write_text(told, encoding="utf-8")


def enter(name: str, found: list[Outcome], counts: Counter[str]) -> None:
    """Put the line of one class into the table, in place of an earlier one."""
    longest, most = max(one.seconds for one in found), max(one.megabytes for one in found)
    told = [str(counts[kind]) for kind in KINDS[:-1]] + [str(counts[KINDS[-1]]) if name in SAME else "–"]
    cells = (name, len(found), *told, f"{longest:.1f}", f"{most:.0f}")
    line = f"| {' | '.join(map(str, cells))} |\n"
    page = PAGE.read_text(encoding="utf-8")
    before, table, after = re.split(r"(?<=<!-- table -->\n)|(?=<!-- end of table -->)", page, maxsplit=2)
    lines = {
        each.split(" | ")[0][2:]: each
        for each in table.splitlines(keepends=True)
        if each[:2] == "| " and each not in HEAD
    }
    lines[name] = line
    PAGE.write_text(before + HEAD + "".join(lines.values()) + after, encoding="utf-8")


if __name__ == "__main__":
    if os.name != "posix":
        sys.exit("needs fork and limits on processes")
    words = [word for word in sys.argv[1:] if word != "--filling"]
    sys.exit(min(1, main(words, alone="--filling" in sys.argv)))
