"""What does not hang on the machine: calls of functions, objects that the garbage collector looks at."""

from __future__ import annotations

import cProfile
import functools
import gc
import io
import sys
from typing import TYPE_CHECKING, Any

import sakipcalc as sc
from sakipcalc.core.memo import forget

if TYPE_CHECKING:
    from collections.abc import Callable

#: What remembers what a function gave.
_MEMORY = type(functools.lru_cache(len))

__all__ = ["calls", "fill", "fill_with_findings", "tracked_by_row"]


def calls(work: Callable[[bytes], Any], *sources: bytes) -> int:
    """Return how many functions work on a workbook calls, Python's own among them.

    It is done on all of them, and counted for the last: the forms are known by then, that workbook is not.
    """
    forget()  # a package that another verb was given stands on the shelf, and would be found half done
    *others, last = sources
    for source in others:
        work(source)
    profile = cProfile.Profile()
    profile.enable()
    work(last)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def fill(source: bytes) -> int:
    """Fill a workbook; return how many cells were written."""
    return len(sc.fill(source, io.BytesIO()).written)


def fill_with_findings(source: bytes) -> int:
    """Fill a workbook and work out what is to be said of it; return how many findings."""
    return len(sc.fill(source, io.BytesIO()).temuan)


def tracked_by_row(make: Callable[[int], bytes], rows: int) -> float:
    """Return how many objects the collector looks at for each row of a table that is read and derived.

    What bounded memories hold of it is left out: of a table that is longer than they are they hold no more.
    """

    def tracked(count: int) -> int:
        before = _alive()
        hasil = sc.compute(sc.read(make(count)))
        hasil.derived("berlaku")
        return _alive() - before

    tracked(rows)
    return (tracked(2 * rows) - tracked(rows)) / rows


def _alive() -> int:
    modules = [module for name, module in sys.modules.items() if name.startswith("sakipcalc.")]
    for one in [one for module in modules for one in vars(module).values()]:
        if isinstance(one, _MEMORY) and one.cache_parameters()["maxsize"] is not None:
            one.cache_clear()
    gc.collect()
    return len(gc.get_objects())
