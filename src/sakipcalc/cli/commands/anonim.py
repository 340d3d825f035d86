"""Make a copy of a workbook without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.anonym import anonymise
from sakipcalc.cli import views
from sakipcalc.cli.arguments import OK

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Write the copy and say what was replaced in it."""
    report = anonymise(
        options.input,
        options.output,
        sinonim=options.sinonim,
        tabel=options.tabel,
        overwrite=options.overwrite,
    )
    views.show_text(report.tell(options.lang), quiet=options.quiet)
    return OK
