"""The work of a worker: one workbook is read, filled, written, and told of in a line of the journal.

A worker process imports this module and what it imports, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING

from sakipcalc.api import fill_with, read
from sakipcalc.batch import journal, storage
from sakipcalc.batch.journal import Entry
from sakipcalc.batch.limits import TimeLimitError, within
from sakipcalc.batch.outcome import Outcome, Record, Sebab
from sakipcalc.batch.rows import record_of
from sakipcalc.errors import OutputError, SakipError, WorkbookError
from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from sakipcalc.batch.options import Options
    from sakipcalc.filling import FillReport
    from sakipcalc.model import Laporan

__all__ = ["Done", "Job", "failure", "fill_one", "isolated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One workbook to be filled.

    Parameters
    ----------
    sumber, tujuan : str
        Where it lies and where its filled copy goes, as they are named.
    nama : str
        Its name below the output folder.
    lama : Entry, optional
        What an earlier batch recorded of it.
    """

    sumber: str
    tujuan: str
    nama: str
    lama: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a job.

    Parameters
    ----------
    baris : bytes
        The line for the journal; empty where what it has of this workbook still holds.
    status, kode : str
        Status of the outcome and code of its error.
    """

    baris: bytes = b""
    status: str = "dilewati"
    kode: str = ""


def fill_one(options: Options, job: Job) -> Done:
    """Fill one workbook, and return what became of it, whatever happens."""
    begun = perf_counter()
    return isolated(job, options.timeout, lambda: _filled(options, job, begun))


def isolated(job: Job, timeout: float | None, do: Callable[[], Done]) -> Done:
    """Return what becomes of a job that must not take others with it.

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
        return within(timeout, do)
    except TimeLimitError:
        error: SakipError = WorkbookError("time-limit", place=_place(job), seconds=timeout)
    except SakipError as raised:
        error = raised
    except MemoryError:
        error = WorkbookError("out-of-memory", place=_place(job))
    except Exception as raised:  # noqa: BLE001 -- a fault of the library on one workbook must not end the batch
        error = WorkbookError("unexpected", place=_place(job), detail=f"{type(raised).__name__}: {raised}")
    return failure(job, error, perf_counter() - begun)


def failure(job: Job, error: SakipError, seconds: float = 0.0) -> Done:
    """Return a job that failed."""
    outcome = Outcome(
        sumber=job.sumber,
        tujuan=job.tujuan,
        status="gagal",
        sebab=Sebab.from_error(error),
        detik=round(seconds, 3),
    )
    entry = Entry(nama=job.nama, kunci="", hasil="")
    line = journal.encode(Record(outcome=outcome), entry)
    return Done(baris=line, status="gagal", kode=error.code)


def _place(job: Job) -> Place:
    return Place(storage.name(job.sumber))


def _filled(options: Options, job: Job, begun: float) -> Done:
    content = storage.read(job.sumber, options.fill.limits)
    key = f"{storage.digest(content)}:{options.sidik}"
    there = storage.exists(job.tujuan)
    if there and options.resume and job.lama is not None and job.lama.kunci == key:
        return Done()
    report, made = _fill(options, job, content)
    result = storage.digest(made)
    # Before anything is written: what cannot be read back, or takes too long, is no result.
    record = record_of(report, job.sumber, job.tujuan, perf_counter() - begun, options.fill.lang)
    if not there or options.fill.overwrite:
        storage.write(made, job.tujuan, overwrite=options.fill.overwrite, source=job.sumber)
    elif _outdated(options, job, result):
        storage.write(made, job.tujuan, overwrite=True, source=job.sumber)
    line = journal.encode(record, Entry(nama=job.nama, kunci=key, hasil=result))
    return Done(baris=line, status="terisi")


def _outdated(options: Options, job: Job, result: str) -> bool:
    """Return whether the output that is there is one of an earlier batch, and has to give way.

    One that is what would be written stays: a job is done again where the process of another one died, and
    engines repeat jobs by themselves.

    Raises
    ------
    OutputError
        When it is something else: somebody's own file, or a result that somebody has changed.
    """
    present = storage.digest(storage.read(job.tujuan, options.fill.limits))
    if present == result:
        return False
    if options.resume and job.lama is not None and job.lama.hasil == present:
        return True
    raise OutputError("output-changed" if options.resume else "output-exists", place=Place(job.tujuan))


def _fill(options: Options, job: Job, content: bytes) -> tuple[FillReport, bytes]:
    """Return what filling did, and the filled workbook: the input itself, or the template with its facts."""
    named, output = storage.Named(content, job.sumber), storage.Named(b"", job.tujuan)
    template = storage.Named(_template(options), options.template) if options.template else named
    facts = named if options.template else _facts(options)
    report = fill_with(options.fill, template, output, facts)
    return report, output.getvalue()


@lru_cache(maxsize=1)
def _template(options: Options) -> bytes:
    return storage.read(options.template, options.fill.limits)


@lru_cache(maxsize=1)
def _facts(options: Options) -> Laporan | None:
    """Return the facts that fill every workbook; read once in each worker."""
    if not options.data:
        return None
    source = storage.Named(storage.read(options.data, options.fill.limits), options.data)
    return read(source, sinonim=options.fill.sinonim, tabel=options.fill.tabel, limits=options.fill.limits)
