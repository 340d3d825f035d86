"""Contenders take turns: in each round each does the same work, in another order than the round before."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["Spread", "Taken", "environment", "ratios", "take_turns", "worker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one piece of work took: CPU and clock [s], peak memory of the process so far [bytes]."""

    cpu: float
    clock: float
    peak: int
    said: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A ratio over the rounds: median, smallest and largest."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Return the spread of some ratios."""
        return cls(median=statistics.median(values), least=min(values), most=max(values))


def environment() -> dict[str, str]:
    """Return the environment of processes that measure: this checkout, its modules compiled once and kept."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), str(ROOT), kept.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": path}


@contextmanager
def worker(name: str, given: object = None) -> Iterator[Callable[..., Taken]]:
    """Start a process for a contender; what is returned gives it work and waits for it.

    Parameters
    ----------
    name : str
        The contender.
    given : object, optional
        What it is told before anything else, for one that asks.
    """
    with subprocess.Popen(  # noqa: S603 -- our own interpreter on our own code
        [sys.executable, "-m", "benchmarks.worker", name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 -- as asked for above
        if given is not None:
            process.stdin.write(json.dumps(given) + "\n")
            process.stdin.flush()
        process.stdout.readline()  # ready

        def ask(*arguments: object) -> Taken:
            process.stdin.write(json.dumps([str(one) for one in arguments]) + "\n")
            process.stdin.flush()
            return Taken(**json.loads(process.stdout.readline()))

        yield ask
        process.stdin.close()


def take_turns(
    work: Mapping[str, Sequence[Sequence[object]]], *, warm: int = 1, given: object = None
) -> dict[str, list[Taken]]:
    """Let contenders take turns.

    Parameters
    ----------
    work : mapping of str to sequence of sequence
        For each contender the arguments of each round; the first `warm` rounds are not counted.
    warm : int
        Rounds that only load and warm up what is kept in memory.
    given : object, optional
        What contenders that ask for it are told at first.
    """
    taken: dict[str, list[Taken]] = {name: [] for name in work}
    names = list(work)
    with ExitStack() as stack:
        ask = {name: stack.enter_context(worker(name, given)) for name in names}
        for turn in range(min(map(len, work.values()))):
            first = turn % len(names)
            for name in names[first:] + names[:first]:
                found = ask[name](*work[name][turn])
                if turn >= warm:
                    taken[name].append(found)
    return taken


def ratios(theirs: Sequence[Taken], ours: Sequence[Taken], what: str = "cpu") -> Spread:
    """Return how many times as much the other contender took, round by round."""
    return Spread.of([getattr(one, what) / getattr(own, what) for one, own in zip(theirs, ours, strict=True)])
