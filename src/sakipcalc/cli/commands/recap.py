"""Sum up many workbooks in one; one that fails does not stop the others, and is told of in the recap."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.batch.auditing import audit_many
from sakipcalc.cli import views
from sakipcalc.cli.inputs import metode_of
from sakipcalc.cli.status import FOUND, OK, USAGE
from sakipcalc.errors import OutputError
from sakipcalc.places import Place
from sakipcalc.reports import write_recap

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Read and audit each workbook, and write the recap."""
    if Path(options.output).exists() and not options.overwrite:
        raise OutputError("output-exists", place=Place(options.output))  # said before the long work
    batch = audit_many(
        options.inputs,
        jobs=options.jobs,
        progress=not options.quiet,
        timeout=options.timeout,
        metode=metode_of(options),
        sinonim=options.sinonim,
        lang=options.lang,
    )
    views.show_batch(batch, options.lang, quiet=True)
    if len(batch.gagal) == len(batch):
        return USAGE
    write_recap(batch, options.output, overwrite=options.overwrite, lang=options.lang)
    told = {"n": len(batch), "failed": len(batch.gagal), "output": options.output}
    views.say("recap-written", options.lang, quiet=options.quiet, **told)
    return FOUND if batch.gagal else OK
