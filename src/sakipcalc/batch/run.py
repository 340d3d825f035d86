"""Run of a batch: fill many workbooks; the failure of one does not touch the others."""

from __future__ import annotations

import itertools
import os
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.base.logs import LOGGER
from sakipcalc.batch import storage
from sakipcalc.batch.crew import Crew, Drive
from sakipcalc.batch.inputs import find, named_like
from sakipcalc.batch.ledger import Ledger, remove_leftovers
from sakipcalc.batch.options import Options
from sakipcalc.batch.progress import bar, silent
from sakipcalc.batch.report import BatchInterrupt, BatchReport
from sakipcalc.batch.stream import Streams
from sakipcalc.batch.work import fill_one
from sakipcalc.filling import FillOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor

    from sakipcalc.batch.crew import Work
    from sakipcalc.batch.inputs import Paths
    from sakipcalc.batch.progress import Step
    from sakipcalc.batch.report import Skipped
    from sakipcalc.batch.stream import Form
    from sakipcalc.batch.work import Done
    from sakipcalc.excel import Limits
    from sakipcalc.files import GivenTables, Synonyms
    from sakipcalc.filling import OnConflict
    from sakipcalc.messages import Lang
    from sakipcalc.rulebook.methods import Metode

__all__ = ["fill_many", "run"]


def fill_many(  # noqa: PLR0913 -- every choice of a user by its name
    paths: Paths,
    output: str | os.PathLike[str],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: bool | Step = True,
    resume: bool = False,
    timeout: float | None = 300.0,
    stream: str | os.PathLike[str] | None = None,
    stream_format: Form = "csv",
    template: str | os.PathLike[str] | None = None,
    data: str | os.PathLike[str] | None = None,
    metode: Metode | None = None,
    on_conflict: OnConflict = "keep",
    formulas: bool = True,
    temuan: bool = False,
    pengaturan: bool = False,
    overwrite: bool = False,
    sinonim: Synonyms | None = None,
    tabel: GivenTables | None = None,
    jawab: Mapping[str, object] | None = None,
    limits: Limits | None = None,
    lang: Lang | None = None,
) -> BatchReport:
    """Fill many workbooks; the failure of one does not touch the others.

    Parameters
    ----------
    paths : path, or several
        Workbooks, and folders whose workbooks are looked for at any depth; with fsspec also URLs.
        Lock files, temporary and hidden files and results of earlier batches are passed over.
    output : path
        Folder for the filled workbooks, or a URL of one. Each keeps its place below the folder that was
        given, below the name of that folder if several are given.
    executor : concurrent.futures.Executor, optional
        Where the work is done; it is not shut down. Without it, in processes of this machine.
    jobs : int, optional
        How many work at a time: as many as there are cores. With 1 the work is done in this process.
    progress : bool or callable
        Whether a bar is shown where there is a terminal; or what is called after each workbook with the
        status of its outcome, how many are done, and how many there are.
    resume : bool
        Whether workbooks are passed over that an earlier batch filled from the same content with the same
        choices and version; their former results count. A filled workbook that somebody has changed since
        is not replaced.
    timeout : float, optional
        Limit [s] on the time that one workbook takes; None for none.
    stream : path, optional
        Folder to which the tables of the report are written while the batch runs.
    stream_format : {"csv", "parquet"}
        Form of these tables; Parquet needs pyarrow.
    template : path, optional
        A workbook into which the facts of each input are filled. Without it each input is its own template.
    data : path, optional
        A workbook whose facts fill every input.
    jawab : mapping of str to object, optional
        Answers to what the reader asks, as in :func:`sakipcalc.fill`: each holds for every workbook that has
        such a cell; ``"Kolom [dinas.xlsx]Lembar1!C5"`` is of one workbook.
    metode, on_conflict, formulas, temuan, pengaturan, overwrite, sinonim, tabel, limits, lang
        As in :func:`sakipcalc.fill`.

    Returns
    -------
    BatchReport
        One outcome for each workbook in the order of the inputs, and all results as frames.

    Raises
    ------
    WorkbookError
        When a folder holds no workbook, or the template or the data cannot be read.
    OutputError
        When two inputs would become one output, or nothing can be written to the output folder.
    RuleError
        When the synonyms name a table or a column that does not exist, or `jobs` is no number of workers.
    BatchInterrupt
        When it is interrupted (Ctrl-C). What was done is kept; ``resume=True`` goes on from there.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> batch = fill_many("workbooks/bogorejo-2024-kosong.xlsx", folder.name, jobs=1)
    >>> batch.outcomes[0].nama, batch.outcomes[0].cell_count
    ('Kecamatan Bogorejo', 183)
    >>> batch.frame["kategori"].tolist()
    ['Sangat Baik', 'Sangat Baik']
    >>> folder.cleanup()
    """
    lang = messages.spoken(lang)
    crew = Crew(executor, jobs)
    results = os.fspath(output)
    inputs, passed = find(paths, results)
    if template is not None:
        inputs = named_like(inputs, os.fspath(template))
    choices = FillOptions(
        metode=metode,
        on_conflict=on_conflict,
        formulas=formulas,
        temuan=temuan,
        pengaturan=pengaturan,
        overwrite=overwrite,
        sinonim=sinonim,
        tabel=tabel,
        jawab=jawab,
        limits=limits,
        lang=lang,
    )
    options = Options(
        fill=choices, template=_text(template), data=_text(data), resume=resume, timeout=timeout
    )
    streams = (
        partial(Streams, Path(stream), stream_format, lang, overwrite=overwrite or resume) if stream else None
    )
    ledger = Ledger(inputs, results, resume=resume, streams=streams)
    remove_leftovers(results, (one.name for one in inputs))
    shown = bar(len(inputs), lang) if progress is True else nullcontext(progress or silent)
    with shown as step:
        work = partial(fill_one, options)
        return run(work, ledger, crew, step=step, timeout=timeout, passed=passed, lang=lang)


def run(  # noqa: PLR0913 -- a work, and what is told of it
    work: Work,
    ledger: Ledger,
    crew: Crew,
    *,
    step: Step,
    timeout: float | None,
    passed: Sequence[Skipped] = (),
    told: Callable[[int, Done], None] | None = None,
    lang: Lang | None = None,
) -> BatchReport:
    """Have the work done on every input of a ledger; `told` gets number and result of each."""
    lang = messages.spoken(lang)
    total = len(ledger)
    count = itertools.count(1)

    def note(number: int, done: Done) -> None:
        """Write an outcome into the ledger and move the bar on."""
        ledger.note(number, done)
        LOGGER.info("batch %d of %d: %s %s", number + 1, total, done.status, done.code)
        if told is not None:
            told(number, done)
        step(done.status, next(count), total)

    try:
        Drive(ledger.job, total, work, crew=crew, note=note, timeout=timeout).run()
    except KeyboardInterrupt:
        batch = BatchReport(ledger.close(), skipped=passed, lang=lang)
        raise BatchInterrupt(batch, total) from None
    except BaseException:
        ledger.close()
        raise
    return BatchReport(ledger.close(), skipped=passed, lang=lang)


def _text(path: str | os.PathLike[str] | None) -> str:
    return "" if path is None else storage.absolute(os.fspath(path))
