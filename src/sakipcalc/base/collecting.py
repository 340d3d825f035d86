"""Tuning of Python's garbage collector in processes of our own."""

from __future__ import annotations

import gc

__all__ = ["collect_no_more", "collect_seldom"]

#: New objects between two looks; a workbook makes some hundred thousand, and no cycle among them.
_AFTER = 200_000


def collect_seldom() -> None:
    """Let the collector look seldom, and never at what is loaded by now.

    It takes a tenth of the work on an annex workbook and a third of that on a long sheet, for nothing: what
    is let go goes at once, without it. A command and a worker may say so of their process, a library may not.
    """
    gc.freeze()
    gc.set_threshold(_AFTER)


def collect_no_more() -> None:
    """Let the collector look at nothing any more: what the process ends with goes with it.

    Python looks through all that is alive when it ends, several times; of a command that is a sixth.
    """
    gc.freeze()
