"""Verb ``fill``: one workbook with its full report, or many with a summary."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc import api
from sakipcalc.base.places import Place
from sakipcalc.cli import views
from sakipcalc.cli.arguments import FAILED, OK, STOPPED, USAGE
from sakipcalc.cli.examining import is_one
from sakipcalc.cli.hints import is_being_edited
from sakipcalc.cli.sources import metode_of, output_of, refuse_existing, source_of, workbooks
from sakipcalc.core.errors import ConflictError, OutputError, SakipError
from sakipcalc.files import refuse_ending
from sakipcalc.filling import FillOptions
from sakipcalc.reading.kinds import ENDINGS

if TYPE_CHECKING:
    import argparse

    from sakipcalc.batch import BatchReport
    from sakipcalc.files import Source
    from sakipcalc.filling import FillReport

__all__ = ["run"]


#: Endings by which a clerk asks for something else than a folder or a workbook.
_OTHER_KINDS = frozenset({".doc", ".docx", ".odt", ".pdf", ".csv", ".txt", ".htm", ".html", ".zip"})


def run(options: argparse.Namespace) -> int:
    """Fill, and say what was written."""
    if options.coba:
        return _try(options)
    if not options.output:
        raise OutputError("no-output")
    if Path(options.output).suffix.lower() in _OTHER_KINDS and not Path(options.output).is_dir():
        refuse_ending(options.output)
    return _one(options) if is_one(options) else _many(options)


def _one(options: argparse.Namespace) -> int:
    name, output = options.inputs[0], Path(options.output)
    _warn(Path(name), options)
    if options.output == "-" or name == "-" or _names_a_file(output):
        target = output_of(options.output)
    else:
        target = str(output / Path(name).name)
    source = source_of(name)
    try:
        report = api.fill_with(_choices(options), source, target, options.data)
    except (ConflictError, OutputError) as error:
        if options.format == "json":
            from sakipcalc.contract.answers import failed

            views.show_json(failed(error, options.lang))
        views.complain(error, options.lang)
        return FAILED
    if options.output != "-":
        _show(report, source, options)
    return OK


def _show(report: FillReport, source: Source, options: argparse.Namespace, *, brief: bool = False) -> None:
    if options.format == "json":
        from sakipcalc.contract.answers import filled

        views.show_json(filled(report, source, options.lang))
    else:
        tried = source if isinstance(source, str) else report.source
        views.show_fill(report, options.lang, quiet=options.quiet, brief=brief, tried=tried)


def _try(options: argparse.Namespace) -> int:
    """Say what would be filled, and write nothing; one workbook that fails does not stop the others."""
    inputs, failed = workbooks(options.inputs), 0
    for source in inputs:
        _warn(Path(source), options)
        try:
            content = source_of(source)
            report = api.fill_with(_choices(options), content, io.BytesIO(), options.data)
        except SakipError as error:
            views.complain(error, options.lang, options.inputs)
            failed += 1
        else:
            _show(report, content, options, brief=len(inputs) > 1)
    return USAGE if failed == len(inputs) else FAILED if failed else OK


def _warn(source: Path, options: argparse.Namespace) -> None:
    """Say that a workbook is open in another program: what is not saved there is not filled."""
    if not options.quiet and is_being_edited(str(source)):
        views.warn("being-edited", options.lang, file=source.name)


def _many(options: argparse.Namespace) -> int:
    from sakipcalc.batch import BatchInterrupt  # one workbook needs no workers
    from sakipcalc.batch.run import fill_many

    if _names_a_file(Path(options.output)):
        raise OutputError("one-file-for-many", place=Place(options.output))
    again = options.overwrite or options.resume
    if options.recap:
        refuse_existing(options.recap, overwrite=again)
    try:
        batch = fill_many(
            options.inputs,
            options.output,
            jobs=options.jobs,
            progress=not options.quiet and options.format != "json",
            resume=options.resume,
            timeout=options.timeout,
            stream=options.tables,
            stream_format=options.tables_format,
            data=options.data,
            **_choices(options).keywords(),
        )
    except BatchInterrupt as stopped:
        views.show_batch(stopped.batch, options.lang, quiet=options.quiet, total=stopped.total)
        return STOPPED
    quiet = options.quiet or options.format == "json"
    views.show_batch(batch, options.lang, quiet=quiet, output=options.output)
    if options.format == "json":
        from sakipcalc.contract.answers import filled_many

        views.show_json(filled_many(batch, options.lang))
    status = _status(batch)
    if options.recap and status != USAGE:
        from sakipcalc.cli.commands.recap import recap

        recap(batch, options.recap, options, overwrite=again)
    return status


def _status(batch: BatchReport) -> int:
    if not batch.failed:
        return OK
    unread = [one for one in batch.failed if not one.readable]
    return USAGE if len(unread) == len(batch) else FAILED


def _choices(options: argparse.Namespace) -> FillOptions:
    """Return the choices that hold for one workbook and for many."""
    return FillOptions(
        metode=metode_of(options),
        on_conflict=options.on_conflict,
        formulas=options.formulas,
        temuan=options.temuan,
        pengaturan=options.pengaturan,
        overwrite=options.overwrite,
        sinonim=options.sinonim,
        tabel=options.tabel,
        jawab=dict(options.jawab),
        lang=options.lang,
    )


def _names_a_file(output: Path) -> bool:
    """Return whether the output has a workbook's ending, and is no folder."""
    return output.suffix.lower() in ENDINGS and not output.is_dir()
