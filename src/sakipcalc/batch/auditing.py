"""Batch without filling: many workbooks read, computed and audited."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from sakipcalc.api import judged, read
from sakipcalc.batch import journal, storage
from sakipcalc.batch.crew import Crew
from sakipcalc.batch.inputs import listed
from sakipcalc.batch.journal import JournalEntry
from sakipcalc.batch.ledger import Ledger
from sakipcalc.batch.options import Options
from sakipcalc.batch.progress import bar, silent
from sakipcalc.batch.report import BatchInterrupt
from sakipcalc.batch.rows import record_of
from sakipcalc.batch.run import run
from sakipcalc.batch.stream import Streams
from sakipcalc.batch.work import Done, isolated
from sakipcalc.computing import Hasil
from sakipcalc.core.findings import DaftarTemuan
from sakipcalc.filling import FillOptions, FillReport
from sakipcalc.messages import spoken

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sakipcalc.batch.inputs import Paths
    from sakipcalc.batch.progress import Step
    from sakipcalc.batch.report import BatchReport
    from sakipcalc.batch.stream import Form
    from sakipcalc.batch.work import Job
    from sakipcalc.excel import Limits
    from sakipcalc.files import GivenTables, Synonyms
    from sakipcalc.messages import Lang
    from sakipcalc.rulebook.methods import Metode

__all__ = ["Examination", "Tell", "audit_many", "audit_one", "examine"]

#: Makes of results, findings and the name of their workbook what a caller wants to have of each.
Tell = Callable[[Hasil, DaftarTemuan, str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Options of examining many workbooks.

    Parameters
    ----------
    fill_options : FillOptions
        The choices.
    timeout : float, optional
        Limit [s] on the time that one workbook takes.
    password : str, optional
        Opens those that are encrypted.
    kept_in : path, optional
        Folder that keeps what was done; without it nothing is kept.
    resume : bool
        Whether what is kept there of an unchanged workbook counts.
    stream : path, optional
        Folder to which the tables of the report are written meanwhile.
    stream_format : {"csv", "parquet"}
        Form of these tables.
    """

    fill_options: FillOptions
    timeout: float | None = 300.0
    password: str | None = None
    kept_in: str | os.PathLike[str] | None = None
    resume: bool = False
    stream: str | os.PathLike[str] | None = None
    stream_format: Form = "csv"


def audit_many(  # noqa: PLR0913 -- every choice of a user by its name
    paths: Paths,
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: bool | Step = True,
    timeout: float | None = 300.0,
    output: str | os.PathLike[str] | None = None,
    resume: bool = False,
    stream: str | os.PathLike[str] | None = None,
    stream_format: Form = "csv",
    metode: Metode | None = None,
    sinonim: Synonyms | None = None,
    tabel: GivenTables | None = None,
    limits: Limits | None = None,
    lang: Lang | None = None,
) -> BatchReport:
    """Read, compute and audit many filled workbooks, for a recap.

    Parameters
    ----------
    paths : path, or several
        Workbooks, and folders whose workbooks are looked for at any depth; the result folder of a batch
        may be one of them.
    output : path, optional
        Folder that keeps what was done, so that a later run may go on from there; without it nothing is kept.
    executor, jobs, progress, timeout, resume, stream, stream_format, metode, sinonim, tabel, limits, lang
        As in :func:`sakipcalc.fill_many`.

    Returns
    -------
    BatchReport
        As of :func:`sakipcalc.fill_many`, with no cell written: ``tujuan`` of each outcome is empty.

    Raises
    ------
    WorkbookError
        When a folder holds no workbook.
    RuleError
        As of :func:`sakipcalc.fill_many`.

    Examples
    --------
    >>> batch = audit_many("workbooks/bogorejo-2024.xlsx", jobs=1)
    >>> batch.outcomes[0].nama, batch.frame["kategori"].tolist()
    ('Kecamatan Bogorejo', ['Sangat Baik', 'Sangat Baik'])
    """
    lang = spoken(lang)
    choices = FillOptions(metode=metode, sinonim=sinonim, tabel=tabel, limits=limits, lang=lang)
    how = Examination(
        fill_options=choices,
        timeout=timeout,
        kept_in=output,
        resume=resume,
        stream=stream,
        stream_format=stream_format,
    )
    return examine(paths, how, Crew(executor, jobs), progress=progress)


def examine(
    paths: Paths,
    how: Examination,
    crew: Crew,
    *,
    progress: bool | Step = True,
    tell: Tell | None = None,
    told: Callable[[str, object], None] | None = None,
) -> BatchReport:
    """Read, compute and audit many workbooks as :func:`audit_many` does.

    Parameters
    ----------
    paths : path, or several
        The workbooks.
    how : Examination
        The choices.
    crew : Crew
        Who does it.
    progress : bool or callable
        As in :func:`audit_many`.
    tell : callable, optional
        What is wanted of each beside the report; it is sent to the workers, so it has to be importable there.
    told : callable, optional
        Is told the path of each workbook and what `tell` made of it, or the error that it failed with.
    """
    kept = how.kept_in is not None
    folder = os.fspath(how.kept_in) if how.kept_in is not None else tempfile.mkdtemp(prefix="sakipcalc-")
    lang = how.fill_options.lang
    try:
        inputs, passed = listed(paths, folder)
        options = Options(fill=how.fill_options, resume=how.resume, timeout=how.timeout)
        streams = (
            partial(Streams, Path(how.stream), how.stream_format, lang, overwrite=how.resume)
            if how.stream
            else None
        )
        ledger = Ledger(inputs, folder, resume=how.resume, streams=streams)

        def noted(number: int, done: Done) -> None:
            if told is not None:
                told(inputs[number].source, done.reply)

        shown = (
            bar(len(inputs), lang, "progress-audit") if progress is True else nullcontext(progress or silent)
        )
        with shown as step:
            work = partial(audit_one, options, how.password, tell)
            report = run(
                work, ledger, crew, step=step, timeout=how.timeout, passed=passed, told=noted, lang=lang
            )
    except BaseException as error:
        if not kept and isinstance(error, BatchInterrupt):
            weakref.finalize(error.batch, shutil.rmtree, folder, ignore_errors=True)
        elif not kept:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    if not kept:
        weakref.finalize(report, shutil.rmtree, folder, ignore_errors=True)  # its records lie there
    return report


def audit_one(options: Options, password: str | None, tell: Tell | None, job: Job) -> Done:
    """Read, compute and audit one workbook, and return what became of it, whatever happens."""
    begun = perf_counter()
    plain = replace(job, output="")
    return isolated(plain, options.timeout, lambda: _audited(options, password, tell, plain, begun))


def _audited(options: Options, password: str | None, tell: Tell | None, job: Job, begun: float) -> Done:
    content = storage.read(job.source, options.fill.limits)
    key = f"{storage.digest(content)}:{options.digest}"
    if options.resume and job.earlier is not None and job.earlier.key == key:
        return Done()
    laporan = read(
        storage.Named(content, job.source),
        sinonim=options.fill.sinonim,
        tabel=options.fill.tabel,
        jawab=options.fill.answers,
        limits=options.fill.limits,
        password=password,
    )
    report = FillReport(
        source=job.source,
        output="",
        written=(),
        conflicts=(),
        on_conflict=options.fill.on_conflict,
        lazy=judged(lambda: laporan, options.fill.metode),
    )
    record = record_of(report, job.source, "", perf_counter() - begun, options.fill.lang)
    reply = tell(report.hasil, report.temuan, job.source) if tell is not None else None
    line = journal.encode(record, JournalEntry(name=job.name, key=key, digest=""))
    return Done(line=line, status="terisi", reply=reply)
