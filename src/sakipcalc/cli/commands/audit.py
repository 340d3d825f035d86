"""Audit workbooks and show the findings, or write them to a workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc import api
from sakipcalc.batch.work import guarded
from sakipcalc.cli import views
from sakipcalc.cli.arguments import FAILED, FOUND, OK, USAGE
from sakipcalc.cli.sources import metode_of, password_of, source_of, workbooks
from sakipcalc.cli.views import complain
from sakipcalc.contract.answers import audited
from sakipcalc.core.errors import OutputError, SakipError

if TYPE_CHECKING:
    import argparse

    from sakipcalc.core.findings import DaftarTemuan, Severity
    from sakipcalc.model import Laporan
    from sakipcalc.rulebook.methods import Metode

__all__ = ["run"]

_LEVEL_OF: dict[str, Severity] = {"error": "galat", "warning": "peringatan"}


def run(options: argparse.Namespace) -> int:
    """Audit each workbook; one that fails does not stop the others."""
    inputs = _inputs(options)
    metode = metode_of(options)
    options.sandi = password_of(options)  # asked once for all
    before = _read(options.sebelumnya, options) if options.sebelumnya else None
    text = _text(options.narasi) if options.narasi else ""
    found: dict[str, DaftarTemuan] = {}
    years: dict[str, int | None] = {}
    errors: dict[str, SakipError] = {}
    for source in inputs:
        try:
            work = partial(_audited, source, options, metode, before, text)
            found[source], years[source] = guarded(source, options.timeout, work)
        except SakipError as error:
            complain(error, options.lang, options.inputs)
            errors[source] = error
    if options.format == "json":
        views.show_json(audited(found, errors, years, options.lang))
    if not found:
        return USAGE
    if options.format == "xlsx":
        from sakipcalc.writing.findings import write_findings

        write_findings(found, options.output, lang=options.lang, overwrite=options.overwrite)
        views.show_written(found, options.output, options.lang, quiet=options.quiet)
    elif options.format != "json":
        views.show_findings(found, options.format, options.lang)
    level = _LEVEL_OF.get(options.fail_on)
    grave = level is not None and any(findings.at_least(level) for findings in found.values())
    return FAILED if errors else FOUND if grave else OK


def _read(source: str, options: argparse.Namespace, password: str | None = None) -> Laporan:
    return api.read(
        source_of(source),
        sinonim=options.sinonim,
        tabel=options.tabel,
        jawab=dict(options.jawab),
        password=password,
    )


def _audited(
    source: str, options: argparse.Namespace, metode: Metode | None, before: Laporan | None, text: str
) -> tuple[DaftarTemuan, int | None]:
    laporan = _read(source, options, options.sandi)
    found = api.audit(laporan, api.compute(laporan, metode), sebelumnya=before, narasi=text)
    return found, laporan.entitas.tahun


def _text(path: str) -> str:
    """Return the text of a report."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise OutputError("text-unreadable", file=path, detail=error.strerror or str(error)) from error


def _inputs(options: argparse.Namespace) -> list[str]:
    """Return the workbooks to audit; refuse options that contradict each other."""
    if (options.format == "xlsx") != bool(options.output):
        raise OutputError("output-goes-with-xlsx")
    inputs = workbooks(options.inputs)
    if "-" in inputs and len(inputs) > 1:
        raise OutputError("one-from-stdin")
    if options.sebelumnya and len(inputs) > 1:
        raise OutputError("one-previous-for-many", n=len(inputs))
    if options.narasi and len(inputs) > 1:
        raise OutputError("one-text-for-many", n=len(inputs))
    return inputs
