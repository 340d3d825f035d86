"""Which tests reach a change of the code, and whether one of them notices it.

All tests run once, while it is counted which lines each of them reaches. Then every change is made in a process of
its own, forked from the one that has everything imported: a function gets other code, wherever it is known, and
the tests that reach the line run, those first that noticed a change of the same function and the dearest last,
until one fails.
"""

from __future__ import annotations

import functools
import gc
import os
import resource
import signal
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import coverage
import pytest
from _pytest.runner import runtestprotocol

from sakipcalc.core.memo import forget

from .placing import functions_of, put_in_place
from .reach import Reached

if TYPE_CHECKING:
    from .changes import Mutant, Unit

__all__ = ["KINDS", "Trials"]

#: What the tests that are asked about a mutant may take together without a change, but for the last [s].
_TOGETHER = 1.0
#: What becomes of a mutant; a change that is no code is none.
KINDS = ("killed", "timed out", "survived")
_SURVIVED, _KILLED, _NO_CODE = 0, 1, 2
#: How many times as long as without a change a test may take of a processor, with so much for nothing [s];
#: by the clock it may take thirty times that, for a machine is busy and a lock may never open.
_TIMES, _GRACE, _BY_THE_CLOCK = 10, 1.0, 30
#: What a changed process may take beyond what it has [bytes].
_MEMORY = 2 << 30


@dataclass
class Trials:
    """A plugin of pytest that tries mutants where the tests would run."""

    mutants: list[Mutant]
    jobs: int
    #: Ask all tests that reach a line, not only as many as take a second together.
    thorough: bool = False
    #: What became of each mutant, by its key.
    done: dict[str, str] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    #: The tests that noticed a change of a unit, the last one first.
    noticed_by: dict[Unit, list[int]] = field(default_factory=lambda: defaultdict(list))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests as they are, then each change."""
        self.items = session.items
        reached = Reached(self._run_all(), self.mutants)
        gc.unfreeze()  # what is frozen is not found
        self.functions = functions_of({one.unit for one in self.mutants})
        self.caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
        gc.collect()
        gc.freeze()  # or every process would copy what the collector touches
        running: dict[int, tuple[Mutant, int]] = {}
        for at, mutant in enumerate(self.mutants):
            if at % 100 == 0:
                say(f"{at} of {len(self.mutants)}: {mutant.unit.module}")
            while len(running) >= self.jobs:
                self._reap(running)
            pid, answer = self._start(mutant, self._ordered(mutant.unit, reached.by(mutant)))
            running[pid] = (mutant, answer)
        while running:
            self._reap(running)
        return True

    def _run_all(self) -> coverage.CoverageData:
        """Run each test once, with a context of its own, and forget those that do not pass."""
        files = sorted({str(one.unit.path) for one in self.mutants})
        measure = coverage.Coverage(data_file=None, include=files, config_file=False)
        with measure.collect():
            for at, (item, following) in enumerate(zip(self.items, [*self.items[1:], None], strict=True)):
                measure.switch_context(str(at))
                before = time.process_time()
                reports = runtestprotocol(item, log=False, nextitem=following)
                if all(one.passed for one in reports):
                    self.seconds[at] = time.process_time() - before
                elif any(one.failed for one in reports):
                    sys.exit(f"fails without a change: {item.nodeid}")
        say(f"{len(self.seconds)} tests pass, in {sum(self.seconds.values()):.0f} s of a processor")
        return measure.get_data()

    def _ordered(self, unit: Unit, tests: set[int]) -> list[int]:
        """Return the tests that noticed a change of this unit before the others, and the cheapest before the dear."""
        tests = tests & self.seconds.keys()  # without those that are skipped here
        first = [at for at in self.noticed_by[unit][:12] if at in tests]
        ordered = first + sorted(tests - set(first), key=self.seconds.__getitem__)
        if self.thorough:
            return ordered
        until = list(accumulate(self.seconds[at] for at in ordered))
        return ordered[: bisect_right(until, _TOGETHER) + 1]

    def _start(self, mutant: Mutant, tests: list[int]) -> tuple[int, int]:
        answer, told = os.pipe()
        if pid := os.fork():
            os.close(told)
            return pid, answer
        status = _KILLED
        try:
            os.close(answer)
            bounded()
            status = self._try(mutant, tests, told)
        except BaseException:  # noqa: BLE001 -- whatever a changed library raises, it has been noticed
            status = _KILLED
        finally:
            os._exit(status)

    def _try(self, mutant: Mutant, tests: list[int], told: int) -> int:
        if not put_in_place(mutant, self.functions[mutant.unit]):
            return _NO_CODE
        forget()  # an answer from before would hide the change
        for each in self.caches:
            each.cache_clear()
        for at, following in zip(tests, [*tests[1:], None], strict=True):
            signal.setitimer(signal.ITIMER_PROF, limit := _GRACE + _TIMES * self.seconds[at])
            signal.setitimer(signal.ITIMER_REAL, _BY_THE_CLOCK * limit)
            os.write(told, at.to_bytes(4))
            item = None if following is None else self.items[following]
            if any(one.failed for one in runtestprotocol(self.items[at], log=False, nextitem=item)):
                return _KILLED
        return _SURVIVED

    def _reap(self, running: dict[int, tuple[Mutant, int]]) -> None:
        pid, status = os.waitpid(-1, 0)
        mutant, answer = running.pop(pid)
        with os.fdopen(answer, "rb") as stream:
            last = stream.read()[-4:]
        kind = "timed out"
        if os.WIFEXITED(status):
            kind = {_SURVIVED: "survived", _KILLED: "killed", _NO_CODE: ""}[os.WEXITSTATUS(status)]
        if kind in KINDS[:2] and last:
            at, known = int.from_bytes(last), self.noticed_by[mutant.unit]
            if at in known:
                known.remove(at)
            known.insert(0, at)
        self.done[mutant.key] = kind
        if kind == "survived":
            sys.stdout.write(
                f"{mutant.unit.path.name}:{mutant.lines.start} {mutant.unit.name}: {mutant.told}\n"
            )
            sys.stdout.flush()


def bounded() -> None:
    """Bound what this process may take, and let nobody see what it prints."""
    has = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (has + _MEMORY, has + _MEMORY))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nothing, stream)


def say(told: str) -> None:
    sys.stderr.write(f"{told}\n")
    sys.stderr.flush()
