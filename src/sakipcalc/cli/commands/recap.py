"""Verb ``recap``: many workbooks in one; failed ones are listed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.batch.auditing import audit_many
from sakipcalc.cli import views
from sakipcalc.cli.arguments import FAILED, OK, USAGE
from sakipcalc.cli.sources import metode_of, refuse_existing
from sakipcalc.contract.answers import summed_up
from sakipcalc.writing.recap import write_recap

if TYPE_CHECKING:
    import argparse

    from sakipcalc.batch import BatchReport

__all__ = ["recap", "run"]


def run(options: argparse.Namespace) -> int:
    """Read and audit each workbook, and write the recap."""
    refuse_existing(options.output, overwrite=options.overwrite)
    batch = audit_many(
        options.inputs,
        jobs=options.jobs,
        progress=not options.quiet,
        timeout=options.timeout,
        metode=metode_of(options),
        sinonim=options.sinonim,
        tabel=options.tabel,
        lang=options.lang,
    )
    views.show_batch(batch, options.lang, quiet=True)
    if len(batch.failed) == len(batch):
        return USAGE
    recap(batch, options.output, options, overwrite=options.overwrite)
    return FAILED if batch.failed else OK


def recap(batch: BatchReport, output: str, options: argparse.Namespace, *, overwrite: bool) -> None:
    """Write the recap, and say so."""
    write_recap(batch, output, overwrite=overwrite, lang=options.lang)
    if getattr(options, "verb", "") == "recap" and options.format == "json":
        views.show_json(summed_up(batch, output, options.lang))
        return
    told = {"n": len(batch), "failed": len(batch.failed), "output": output}
    views.say("recap-written", options.lang, quiet=options.quiet, **told)
