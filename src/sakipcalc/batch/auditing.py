"""Batch without filling: many workbooks read, computed and audited."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from sakipcalc.api import judged, read
from sakipcalc.batch import journal, storage
from sakipcalc.batch.crew import Crew
from sakipcalc.batch.inputs import find
from sakipcalc.batch.journal import JournalEntry
from sakipcalc.batch.ledger import Ledger
from sakipcalc.batch.options import Options
from sakipcalc.batch.rows import record_of
from sakipcalc.batch.run import bar, run, silent
from sakipcalc.batch.work import Done, isolated
from sakipcalc.filling import FillOptions, FillReport

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sakipcalc.batch.inputs import Paths
    from sakipcalc.batch.report import BatchReport
    from sakipcalc.batch.run import Step
    from sakipcalc.batch.work import Job
    from sakipcalc.excel import Limits
    from sakipcalc.files import GivenTables, Synonyms
    from sakipcalc.messages import Lang
    from sakipcalc.rulebook.methods import Metode

__all__ = ["audit_many", "audit_one"]


def audit_many(  # noqa: PLR0913 -- every choice of a user by its name
    paths: Paths,
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: bool | Step = True,
    timeout: float | None = 300.0,
    metode: Metode | None = None,
    sinonim: Synonyms | None = None,
    tabel: GivenTables | None = None,
    limits: Limits | None = None,
    lang: Lang = "id",
) -> BatchReport:
    """Read, compute and audit many filled workbooks, for a recap.

    Parameters
    ----------
    paths : path, or several
        Workbooks, and folders whose workbooks are looked for at any depth; the result folder of a batch
        may be one of them.
    executor, jobs, progress, timeout, metode, sinonim, tabel, limits, lang
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
    crew = Crew(executor, jobs)
    folder = tempfile.mkdtemp(prefix="sakipcalc-")
    try:
        inputs, passed = find(paths, folder)
        choices = FillOptions(metode=metode, sinonim=sinonim, tabel=tabel, limits=limits, lang=lang)
        options = Options(fill=choices, timeout=timeout)
        ledger = Ledger(inputs, folder, resume=False)
        with bar(len(inputs), lang) if progress is True else nullcontext(progress or silent) as step:
            work = partial(audit_one, options)
            report = run(work, ledger, crew, step=step, timeout=timeout, passed=passed, lang=lang)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(report, shutil.rmtree, folder, ignore_errors=True)  # its records lie there
    return report


def audit_one(options: Options, job: Job) -> Done:
    """Read, compute and audit one workbook, and return what became of it, whatever happens."""
    begun = perf_counter()
    plain = replace(job, output="")
    return isolated(plain, options.timeout, lambda: _audited(options, plain, begun))


def _audited(options: Options, job: Job, begun: float) -> Done:
    source = storage.Named(storage.read(job.source, options.fill.limits), job.source)
    laporan = read(source, sinonim=options.fill.sinonim, tabel=options.fill.tabel, limits=options.fill.limits)
    report = FillReport(
        source=job.source,
        output="",
        written=(),
        conflicts=(),
        on_conflict=options.fill.on_conflict,
        lazy=judged(lambda: laporan, options.fill.metode),
    )
    record = record_of(report, job.source, "", perf_counter() - begun, options.fill.lang)
    return Done(line=journal.encode(record, JournalEntry(name=job.name, key="", digest="")), status="terisi")
