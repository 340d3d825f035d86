"""Audit workbooks and show the findings, or write them to a workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sakipcalc import api, messages
from sakipcalc.batch.work import guarded
from sakipcalc.cli import views
from sakipcalc.cli.arguments import FOUND, OK, USAGE
from sakipcalc.cli.examining import examined, is_one, status_of
from sakipcalc.cli.sources import answers_of, metode_of, password_of, source_of
from sakipcalc.cli.units_view import show_units
from sakipcalc.cli.views import complain
from sakipcalc.contract.answers import audited
from sakipcalc.core.errors import OutputError, SakipError, nearest
from sakipcalc.core.findings import LEVELS, DaftarTemuan

if TYPE_CHECKING:
    import argparse

    from sakipcalc.computing import Hasil
    from sakipcalc.core.findings import Severity, Temuan
    from sakipcalc.model import Laporan

__all__ = ["run"]

_LEVEL_OF: dict[str, Severity] = {"error": "galat", "warning": "peringatan", "info": "info"}
#: So few workbooks are listed one after the other before their recap.
_FEW = 5

#: Findings by the path of their workbook.
_Found = dict[str, DaftarTemuan]
#: Years of the reports by the path of the workbook.
_Years = dict[str, int | None]


def run(options: argparse.Namespace) -> int:
    """Audit each workbook; one that fails does not stop the others."""
    _refuse_contradictions(options)
    options.sandi = password_of(options)  # asked once for all
    return _one(options) if is_one(options) else _many(options)


def _one(options: argparse.Namespace) -> int:
    source = options.inputs[0]
    before = _read(options.sebelumnya, options) if options.sebelumnya else None
    text = _text(options.narasi) if options.narasi else ""
    try:
        work = partial(_audited, source, options, before, text)
        found, year = guarded(source, options.timeout, work)
    except SakipError as error:
        complain(error, options.lang, options.inputs)
        if options.format == "json":
            views.show_json(audited({}, {source: error}, {}, options.lang))
        return USAGE
    _show(options, {source: found}, {}, {source: year})
    return FOUND if _is_grave(options, {source: found}) else OK


def _many(options: argparse.Namespace) -> int:
    if options.sebelumnya:
        raise OutputError("one-previous-for-many", n=len(options.inputs))
    if options.narasi:
        raise OutputError("one-text-for-many", n=len(options.inputs))
    many = examined(options, _findings_of)
    for error in many.errors.values():
        complain(error, options.lang, options.inputs)
    told = cast("dict[str, tuple[DaftarTemuan, int | None]]", many.answers)
    found = {path: one[0] for path, one in told.items() if one is not None}
    years = {path: one[1] for path, one in told.items() if one is not None}
    status = status_of(many)
    if status == USAGE and options.format != "json":
        return USAGE
    _show(options, found if options.format != "table" or len(many.batch) <= _FEW else {}, many.errors, years)
    if options.format == "table" and not options.quiet:
        show_units(many.batch, options.lang, where="where-all-units")
    if options.recap:
        from sakipcalc.cli.commands.recap import recap

        recap(many.batch, options.recap, options, overwrite=options.overwrite)
    return status or (FOUND if _is_grave(options, found) else OK)


def _findings_of(hasil: Hasil, temuan: DaftarTemuan, _source: str) -> tuple[DaftarTemuan, int | None]:
    """Return the findings of each workbook, filtered as asked."""
    return temuan, hasil.laporan.entitas.tahun


def _show(options: argparse.Namespace, found: _Found, errors: dict[str, SakipError], years: _Years) -> None:
    shown = {path: _wanted(options, temuan) for path, temuan in found.items()}
    if options.format == "json":
        views.show_json(audited(shown, errors, years, options.lang))
    elif options.format == "xlsx":
        from sakipcalc.writing.findings import write_findings

        write_findings(shown, options.output, lang=options.lang, overwrite=options.overwrite)
        views.show_written(shown, options.output, options.lang, quiet=options.quiet)
    elif options.format == "csv" or not options.quiet:
        views.show_findings(shown, options.format, options.lang, filtered=_is_filtered(options))


#: How like a code must be to the one that may have been meant, up to 1.
_ALIKE = 0.5


def _meant(kode: str) -> object:
    """Return the question whether another code was meant, or an empty text."""
    name = nearest(kode, messages.catalogue("findings"), _ALIKE)
    return messages.Phrase("cli.did-you-mean", {"name": name}) if name else ""


def _is_filtered(options: argparse.Namespace) -> bool:
    return bool(options.level or options.kode or options.lembar)


def _wanted(options: argparse.Namespace, temuan: DaftarTemuan) -> DaftarTemuan:
    """Return the findings that the user asks for."""
    if not _is_filtered(options):
        return temuan
    deepest = LEVELS.index(_LEVEL_OF[options.level] if options.level else "info")
    return temuan.only(lambda one: LEVELS.index(one.severity) <= deepest and _is_wanted(options, one))


def _is_wanted(options: argparse.Namespace, one: Temuan) -> bool:
    sheets = {place.sheet.casefold() for place in one.places}
    on_sheet = not options.lembar or any(name.casefold() in sheets for name in options.lembar)
    codes = {one.code, *(part.code for part in one.rincian)}
    return on_sheet and (not options.kode or not codes.isdisjoint(options.kode))


def _is_grave(options: argparse.Namespace, found: _Found) -> bool:
    level = _LEVEL_OF.get(options.fail_on)
    return level is not None and any(findings.at_least(level) for findings in found.values())


def _read(source: str, options: argparse.Namespace, password: str | None = None) -> Laporan:
    return api.read(
        source_of(source),
        sinonim=options.sinonim,
        tabel=options.tabel,
        jawab=answers_of(options),
        password=password,
    )


def _audited(
    source: str, options: argparse.Namespace, before: Laporan | None, text: str
) -> tuple[DaftarTemuan, int | None]:
    laporan = _read(source, options, options.sandi)
    hasil = api.compute(laporan, metode_of(options))
    return api.audit(laporan, hasil, sebelumnya=before, narasi=text), laporan.entitas.tahun


def _text(path: str) -> str:
    """Return the text of a report."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise OutputError("text-unreadable", file=path, detail=error.strerror or str(error)) from error


def _refuse_contradictions(options: argparse.Namespace) -> None:
    if (options.format == "xlsx") != bool(options.output):
        raise OutputError("output-goes-with-xlsx")
    for kode in options.kode:
        if kode not in messages.catalogue("findings"):
            raise OutputError("code-unknown", kode=kode, nearest=_meant(kode))
    if "-" in options.inputs and len(options.inputs) > 1:
        raise OutputError("one-from-stdin")
