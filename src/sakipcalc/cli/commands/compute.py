"""Compute workbooks and show the results."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sakipcalc import api
from sakipcalc.cli import views
from sakipcalc.cli.arguments import OK, USAGE
from sakipcalc.cli.examining import examined, is_one, status_of
from sakipcalc.cli.sources import answers_of, metode_of, password_of, source_of
from sakipcalc.cli.units_view import show_units
from sakipcalc.contract.answers import computed, computed_many

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Read, compute, audit, show."""
    options.sandi = password_of(options)
    return _one(options) if is_one(options) else _many(options)


def _one(options: argparse.Namespace) -> int:
    source = source_of(options.inputs[0])
    laporan = api.read(
        source,
        sinonim=options.sinonim,
        tabel=options.tabel,
        jawab=answers_of(options),
        password=options.sandi,
    )
    hasil = api.compute(laporan, metode_of(options))
    temuan = api.audit(laporan, hasil)
    views.show_results(hasil, temuan, source, options)
    return OK


def _many(options: argparse.Namespace) -> int:
    tell = partial(computed, lang=options.lang, lengkap=options.lengkap) if options.format == "json" else None
    many = examined(options, tell)
    for error in many.errors.values():
        views.complain(error, options.lang, options.inputs)
    status = status_of(many)
    if options.format == "json":
        views.show_json(computed_many(many.answers, many.errors, options.lang))
    elif status == USAGE:
        return USAGE
    elif options.format == "csv":
        views.show_rows(many.batch.rows("capaian"))
    elif not options.quiet:
        show_units(many.batch, options.lang, where="where-all-results")
    if options.recap:
        from sakipcalc.cli.commands.recap import recap

        recap(many.batch, options.recap, options, overwrite=options.overwrite)
    return status
