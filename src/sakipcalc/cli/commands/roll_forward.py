"""Make next year's workbook from this year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.cli import views
from sakipcalc.cli.arguments import OK
from sakipcalc.cli.sources import answers_of, metode_of, output_of, source_of
from sakipcalc.contract.answers import rolled
from sakipcalc.rolling import roll_forward

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Roll the workbook forward and say what was moved, emptied and left."""
    source = source_of(options.input)
    report = roll_forward(
        source,
        output_of(options.output),
        metode=metode_of(options),
        sinonim=options.sinonim,
        tabel=options.tabel,
        overwrite=options.overwrite,
        jawab=answers_of(options),
    )
    if options.output == "-":
        return OK
    if options.format == "json":
        views.show_json(rolled(report, source, options.lang))
    else:
        views.show_rolled(report, options.lang, quiet=options.quiet)
    return OK
