"""Make a blank annex workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.cli import views
from sakipcalc.cli.arguments import OK
from sakipcalc.cli.sources import metode_of, output_of
from sakipcalc.contract.answers import written
from sakipcalc.writing.template import write_template

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Write the workbook and say what comes next."""
    write_template(
        output_of(options.output),
        tahun=options.tahun,
        renstra=options.renstra,
        nama=options.nama,
        kabupaten=options.kabupaten,
        data=options.source,
        sinonim=options.sinonim,
        tabel=options.tabel,
        metode=metode_of(options),
        pejabat=options.pejabat,
        indikator=options.indikator,
        program=options.program,
        kegiatan=options.kegiatan,
        sub_kegiatan=options.sub_kegiatan,
        ukuran=options.ukuran,
        overwrite=options.overwrite,
        lang=options.lang,
    )
    if options.output == "-":
        return OK
    if options.format == "json":
        views.show_json(written("template", options.output, tahun=options.tahun))
    else:
        views.show_made("template-made", options, year=str(options.tahun), output=options.output)
    return OK
