"""Many workbooks for the verbs that only look: the pool of a batch, and what came of each workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.cli.arguments import FAILED, OK, STOPPED, USAGE
from sakipcalc.cli.sources import metode_of, refuse_existing
from sakipcalc.core.errors import OutputError, SakipError
from sakipcalc.filling import FillOptions

if TYPE_CHECKING:
    import argparse

    from sakipcalc.batch import BatchReport
    from sakipcalc.batch.auditing import Tell

__all__ = ["Examined", "examined", "is_one", "status_of"]


class Examined:
    """The outcomes of examining many workbooks.

    Attributes
    ----------
    batch : BatchReport
        Their outcomes and tables.
    answers : dict of str to object
        What was asked of each, by its path, in the order of the inputs.
    errors : dict of str to SakipError
        What went wrong with the others.
    stopped : bool
        Whether the user interrupted it.
    """

    def __init__(self, batch: BatchReport, told: dict[str, object], *, stopped: bool) -> None:
        ordered = {one.source: told[one.source] for one in batch if one.source in told}
        self.batch = batch
        self.answers: dict[str, object] = {
            path: one for path, one in ordered.items() if not isinstance(one, SakipError)
        }
        self.errors: dict[str, SakipError] = {
            path: one for path, one in ordered.items() if isinstance(one, SakipError)
        }
        self.stopped = stopped


def is_one(options: argparse.Namespace) -> bool:
    """Return whether one workbook is meant, and nothing is asked for that only many have."""
    asked = options.recap or options.resume or options.tables
    return len(options.inputs) == 1 and not Path(options.inputs[0]).is_dir() and not asked


def examined(options: argparse.Namespace, tell: Tell | None) -> Examined:
    """Read, compute and audit the workbooks that are named, and keep what `tell` makes of each."""
    from sakipcalc.batch.auditing import Examination, examine  # one workbook needs no workers
    from sakipcalc.batch.crew import Crew
    from sakipcalc.batch.report import BatchInterrupt

    if "-" in options.inputs:
        raise OutputError("one-from-stdin")
    if options.resume and (not options.tables or options.format != "table"):
        raise OutputError("resume-needs-tables")
    if options.recap:
        refuse_existing(options.recap, overwrite=options.overwrite)
    how = Examination(
        fill_options=FillOptions(
            metode=metode_of(options),
            sinonim=options.sinonim,
            tabel=options.tabel,
            jawab=dict(options.jawab),
            lang=options.lang,
        ),
        timeout=options.timeout,
        password=options.sandi,
        kept_in=options.tables,
        resume=options.resume,
        stream=options.tables,
        stream_format=options.tables_format,
    )
    told: dict[str, object] = {}
    try:
        crew = Crew(jobs=options.jobs)
        batch = examine(
            options.inputs, how, crew, progress=not options.quiet, tell=tell, told=told.__setitem__
        )
    except BatchInterrupt as interrupt:
        return Examined(interrupt.batch, told, stopped=True)
    return Examined(batch, told, stopped=False)


def status_of(found: Examined) -> int:
    """Return the exit status, of findings apart."""
    if found.stopped:
        return STOPPED
    if len(found.batch.failed) == len(found.batch):
        return USAGE
    return FAILED if found.batch.failed else OK
