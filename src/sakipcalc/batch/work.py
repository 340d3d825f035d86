"""Work of a worker process: read, fill and write one workbook, and make its journal line.

A worker process imports this module and what it imports, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from sakipcalc.api import fill_with, read
from sakipcalc.base.places import Place
from sakipcalc.batch import journal, storage
from sakipcalc.batch.journal import JournalEntry
from sakipcalc.batch.options import TimeLimitError, within
from sakipcalc.batch.outcome import Outcome, Reason, Record
from sakipcalc.batch.rows import record_of
from sakipcalc.core.errors import OutputError, SakipError, WorkbookError
from sakipcalc.messages import encodable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sakipcalc.batch.options import Options
    from sakipcalc.filling import FillReport
    from sakipcalc.model import Laporan

__all__ = ["Done", "Job", "failure", "fill_one", "guarded", "isolated"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One workbook to be filled.

    Parameters
    ----------
    source, output : str
        Where it lies and where its filled copy goes, as they are named.
    name : str
        Its name below the output folder.
    earlier : JournalEntry, optional
        What an earlier batch recorded of it.
    """

    source: str
    output: str
    name: str
    earlier: JournalEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Result of a job: its journal line and its status.

    Parameters
    ----------
    line : bytes
        The line for the journal; empty where what it has of this workbook still holds.
    status, code : str
        Status of the outcome and code of its error.
    reply : object, optional
        What the asker wants to have of it beside its journal line: what it asked for, else the error.
    """

    line: bytes = b""
    status: str = "dilewati"
    code: str = ""
    reply: object = None


def fill_one(options: Options, job: Job) -> Done:
    """Fill one workbook and return its result; errors become failed results."""
    begun = perf_counter()
    return isolated(job, options.timeout, lambda: _filled(options, job, begun))


def isolated(job: Job, timeout: float | None, do: Callable[[], Done]) -> Done:
    """Run a job in isolation: every error becomes a failed result.

    Parameters
    ----------
    job : Job
        The job.
    timeout : float, optional
        Limit [s] on its time.
    do : callable
        Does it.
    """
    begun = perf_counter()
    try:
        return guarded(job.source, timeout, do)
    except SakipError as error:
        return failure(job, error, perf_counter() - begun)


def guarded(source: str, timeout: float | None, do: Callable[[], _T]) -> _T:
    """Return the outcome of one workbook of several; its faults do not end the work on the others.

    Parameters
    ----------
    source : str
        Where the workbook lies.
    timeout : float, optional
        Limit [s] on its time.
    do : callable
        Does the work.

    Raises
    ------
    SakipError
        Whatever goes wrong.
    """
    place = Place(encodable(storage.name(source)))
    try:
        return within(timeout, do)
    except TimeLimitError:
        raise WorkbookError("time-limit", place=place, seconds=timeout) from None
    except SakipError:
        raise
    except MemoryError as error:
        raise WorkbookError("out-of-memory", place=place) from error
    except Exception as error:
        # A fault of the library on one workbook must not end the batch.
        raise WorkbookError("unexpected", place=place, detail=f"{type(error).__name__}: {error}") from error


def failure(job: Job, error: SakipError, seconds: float = 0.0) -> Done:
    """Return a job that failed."""
    outcome = Outcome(
        source=job.source,
        output=job.output,
        status="gagal",
        failure=Reason.from_error(error),
        seconds=round(seconds, 3),
    )
    entry = JournalEntry(name=job.name, key="", digest="")
    line = journal.encode(Record(outcome=outcome), entry)
    return Done(line=line, status="gagal", code=error.code, reply=error)


def _filled(options: Options, job: Job, begun: float) -> Done:
    content = storage.read(job.source, options.fill.limits)
    key = f"{storage.digest(content)}:{options.digest}"
    there = storage.exists(job.output)
    if there and options.resume and job.earlier is not None and job.earlier.key == key:
        return Done()
    report, made = _fill(options, job, content)
    result = storage.digest(made)
    # Before anything is written: what cannot be read back, or takes too long, is no result.
    record = record_of(report, job.source, job.output, perf_counter() - begun, options.fill.lang)
    if not there or options.fill.overwrite:
        storage.write(made, job.output, overwrite=options.fill.overwrite, source=job.source)
    elif _outdated(options, job, result):
        storage.write(made, job.output, overwrite=True, source=job.source)
    line = journal.encode(record, JournalEntry(name=job.name, key=key, digest=result))
    return Done(line=line, status="terisi")


def _outdated(options: Options, job: Job, result: str) -> bool:
    """Return whether the output that is there is one of an earlier batch, and has to give way.

    One that is what would be written stays: a job is done again where the process of another one died, and
    engines repeat jobs by themselves.

    Raises
    ------
    OutputError
        When it is something else: somebody's own file, or a result that somebody has changed.
    """
    present = storage.digest(storage.read(job.output, options.fill.limits))
    if present == result:
        return False
    if options.resume and job.earlier is not None and job.earlier.digest == present:
        return True
    raise OutputError("output-changed" if options.resume else "output-exists", place=Place(job.output))


def _fill(options: Options, job: Job, content: bytes) -> tuple[FillReport, bytes]:
    """Return the fill report and the filled workbook: the input itself, or the template with its facts."""
    named, output = storage.Named(content, job.source), storage.Named(b"", job.output)
    template = storage.Named(_template(options), options.template) if options.template else named
    facts = named if options.template else _facts(options)
    report = fill_with(options.fill, template, output, facts)
    return report, output.getvalue()


@lru_cache(maxsize=1)
def _template(options: Options) -> bytes:
    """Return the template that every workbook of a batch fills; read once in each worker."""
    return storage.read(options.template, options.fill.limits)


@lru_cache(maxsize=1)
def _facts(options: Options) -> Laporan | None:
    """Return the facts that fill every workbook; read once in each worker."""
    if not options.data:
        return None
    source = storage.Named(storage.read(options.data, options.fill.limits), options.data)
    return read(source, sinonim=options.fill.sinonim, tabel=options.fill.tabel, limits=options.fill.limits)
