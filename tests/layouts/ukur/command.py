"""The command that prints the measure: three numbers for each set, and for each kind of layout in it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from . import sets
from .judge import where
from .truth import Tally, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHOWN = 40


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    chosen = _parser().parse_args(argv)
    seeds = range(chosen.seed, chosen.seed + chosen.count)
    _say(f"{'':44} {'values':>7} {'right':>8} {'asked':>8} {'silent':>8}  missing + wrong")
    for key in chosen.sets.split(",") if chosen.sets else sets.SETS:
        title, measure = sets.SETS[key]
        _tell(f"({key}) {title}", measure(seeds, chosen.only), chosen)
    if chosen.folder:
        _tell("(e) further reports", sets.reports(seeds, chosen.only, chosen.folder), chosen)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.layouts.ukur", description=main.__doc__)
    parser.add_argument("--sets", default="", help=f"which sets, of {', '.join(sets.SETS)}")
    parser.add_argument("--seed", type=int, default=0, help="first seed")
    parser.add_argument("--count", type=int, default=6, help="seeds of each kind")
    parser.add_argument("--only", default="", help="kinds whose name contains this")
    parser.add_argument("--folder", type=Path, help="more reports with their reading as JSON")
    parser.add_argument("--kinds", action="store_true", help="each kind on a line")
    parser.add_argument("--classes", action="store_true", help="what fails most, by kind and column")
    parser.add_argument("--show", action="store_true", help="values that were not read right")
    return parser


def _tell(title: str, judged: Iterator[sets.Judged], chosen: argparse.Namespace) -> None:
    found: dict[str, Tally] = {}
    whole = Tally()
    failed: list[tuple[str, Verdict]] = []
    for name, verdicts in judged:
        found.setdefault(name, Tally()).add(verdicts)
        whole.add(verdicts)
        failed += [(name, one) for one in verdicts if one.outcome != "right"]
    _say(_line(title, whole))
    for name, tally in found.items() if chosen.kinds else ():
        _say(_line(f"    {name}", tally))
    for (name, column, outcome), number in _classes(failed) if chosen.classes else ():
        _say(f"    {number:5} {outcome:8} {name}: {column}")
    for name, one in failed[: _SHOWN if chosen.show else 0]:
        _say(
            f"    {name}: {one.outcome} {where(one.expected)} {_asked_for(one)} = {one.expected.value}, read {one.read or '-'}"
        )


def _classes(failed: list[tuple[str, Verdict]]) -> list[tuple[tuple[str, str, str], int]]:
    """Return how often which column of which kind was not read right, the most frequent first."""
    keys = (
        (name, one.expected.fact[-1] if one.expected.fact else one.expected.accept[0][1], one.outcome)
        for name, one in failed
    )
    return Counter(keys).most_common(_SHOWN)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _asked_for(one: Verdict) -> str:
    return " ".join(one.expected.fact or one.expected.accept[0])


def _line(title: str, tally: Tally) -> str:
    shares = [f"{tally.share(name):8.1%}" for name in ("right", "asked")]
    silent = tally.silent / tally.all if tally.all else 0.0
    return f"{title:44} {tally.all:7} {' '.join(shares)} {silent:8.2%}  {tally.missing} + {tally.wrong}"
