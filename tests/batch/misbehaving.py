"""Work that goes wrong in every way, by the name of the workbook; workers import this module."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.batch import journal
from sakipcalc.batch.journal import JournalEntry
from sakipcalc.batch.outcome import Outcome, Record
from sakipcalc.batch.work import Done, Job, fill_one, isolated

if TYPE_CHECKING:
    from sakipcalc.batch.options import Options


def work(timeout: float | None, job: Job) -> Done:
    """Do a job as a worker does it."""
    return isolated(job, timeout, partial(behave, job))


def behave(job: Job) -> Done:
    """Do what the name of the workbook says."""
    how = job.name.split("-")[0]
    if how == "mati":
        os._exit(3)
    if how == "tidur":
        time.sleep(600)
    if how == "lambat":
        time.sleep(0.2)
    while how == "berputar":
        pass
    if how == "galat":
        raise ZeroDivisionError(job.name)
    if how == "kehabisan":
        raise MemoryError
    return told(job)


def told(job: Job, **values: object) -> Done:
    """Return a job as done."""
    outcome = Outcome(source=job.source, output=job.output, status="terisi", nama=job.name)
    line = journal.encode(Record(outcome=outcome, **values), JournalEntry(name=job.name, key="k", digest="h"))
    return Done(line=line, status="terisi")


def dies_after_writing(options: Options, job: Job) -> Done:
    """Fill a workbook, and die before that can be told; the second time it is told."""
    done = fill_one(options, job)
    mark = Path(job.output).with_suffix(".pernah")
    if not mark.exists():
        mark.touch()
        os._exit(3)
    return done


def without_limit(job: Job) -> Done:
    """Do a job without the care that workers take: what goes wrong reaches the executor."""
    return behave(job)
