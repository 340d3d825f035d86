"""Write the report of one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc import api
from sakipcalc.cli import views
from sakipcalc.cli.inputs import metode_of
from sakipcalc.cli.status import OK
from sakipcalc.writing.report import write_report

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Read, compute, audit, write."""
    laporan = api.read(options.input, sinonim=options.sinonim, tabel=options.tabel)
    hasil = api.compute(laporan, metode_of(options))
    write_report(hasil, options.output, sumber=options.input, overwrite=options.overwrite, lang=options.lang)
    name = laporan.entitas.nama or laporan.berkas
    views.say("report-written", options.lang, quiet=options.quiet, nama=name, output=options.output)
    return OK
