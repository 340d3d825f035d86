"""Compute one workbook and show the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc import api
from sakipcalc.cli import views
from sakipcalc.cli.arguments import OK
from sakipcalc.cli.sources import metode_of, password_of, source_of

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Read, compute, audit, show."""
    source = source_of(options.input)
    laporan = api.read(
        source,
        sinonim=options.sinonim,
        tabel=options.tabel,
        jawab=dict(options.jawab),
        password=password_of(options),
    )
    hasil = api.compute(laporan, metode_of(options))
    temuan = api.audit(laporan, hasil)
    views.show_results(hasil, temuan, source, options.format, options.lang)
    return OK
