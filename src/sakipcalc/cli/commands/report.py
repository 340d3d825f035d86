"""Write the report of one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc import api
from sakipcalc.cli import views
from sakipcalc.cli.arguments import OK
from sakipcalc.cli.sources import answers_of, metode_of, output_of, password_of, source_of
from sakipcalc.contract.answers import written
from sakipcalc.writing.report import write_report

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Read, compute, audit, write."""
    source = source_of(options.input)
    laporan = api.read(
        source,
        sinonim=options.sinonim,
        tabel=options.tabel,
        jawab=answers_of(options),
        password=password_of(options),
    )
    hasil = api.compute(laporan, metode_of(options))
    write_report(
        hasil,
        output_of(options.output),
        source=None if options.input == "-" else options.input,
        overwrite=options.overwrite,
        lang=options.lang,
    )
    name = laporan.entitas.nama or laporan.file
    if options.format == "json" and options.output != "-":
        views.show_json(written("report", options.output, source, laporan.entitas.tahun))
    else:
        quiet = options.quiet or options.output == "-"
        views.say("report-written", options.lang, quiet=quiet, nama=name, output=options.output)
    return OK
