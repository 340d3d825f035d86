"""Make next year's workbook from this year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.cli import views
from sakipcalc.cli.inputs import metode_of
from sakipcalc.cli.status import OK
from sakipcalc.rolling import roll_forward

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Roll the workbook forward and say what was moved, emptied and left."""
    report = roll_forward(
        options.input,
        options.output,
        metode=metode_of(options),
        sinonim=options.sinonim,
        tabel=options.tabel,
        overwrite=options.overwrite,
    )
    views.show_rolled(report, options.lang, quiet=options.quiet)
    return OK
