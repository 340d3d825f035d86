"""A recap of many units: ranking, kategori, budget, years and findings of a kabupaten in one workbook."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import SECONDS, metered
from sakipcalc.base.places import Place
from sakipcalc.batch.stream import Streams
from sakipcalc.core.bounded import bounded
from sakipcalc.core.errors import OutputError
from sakipcalc.excel.save import refuse_source, resolved
from sakipcalc.files import refuse_ending, write_whole, writing_to
from sakipcalc.messages import spoken
from sakipcalc.writing.book import Document, workbook
from sakipcalc.writing.recap import lists, overview, units
from sakipcalc.writing.recap.recap_context import RecapContext
from sakipcalc.writing.recap.tally import RecapTally

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sakipcalc.batch import BatchReport
    from sakipcalc.batch.stream import Form
    from sakipcalc.messages import Lang

__all__ = ["recap_bytes", "write_recap"]

#: So many units are put together in the time that the work on one workbook may take.
_IN_TIME_OF_ONE = 500


def write_recap(
    batch: BatchReport, output: str | os.PathLike[str], *, overwrite: bool = False, lang: Lang | None = None
) -> None:
    """Write the recap of a batch as one workbook, with its tables as files beside it.

    The workbook has the ranking of the units, a heat map of their kategori, how the kategori are
    distributed, performance beside budget, the years, the units with most findings, those that failed and
    why, and all indicators in one tidy list. A folder beside it, ``rekap-tabel`` for ``rekap.xlsx``, has
    the tables of the batch as CSV, and as Parquet where pyarrow is installed.

    Parameters
    ----------
    batch : BatchReport
        Of :func:`sakipcalc.fill_many` or :func:`sakipcalc.audit_many`, of one unit or ten thousand.
    output : path
        The workbook to be written; its folder is made if need be.
    overwrite : bool
        Whether existing outputs may be replaced.
    lang : {"id", "en"}
        Language.

    Raises
    ------
    OutputError
        When an output exists, is one of the workbooks of the batch, or cannot be written. The workbook is
        never half-written.

    Examples
    --------
    >>> import sakipcalc as sc, tempfile
    >>> batch = sc.audit_many("workbooks/bogorejo-2024.xlsx", jobs=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sc.write_recap(batch, f"{folder}/rekap.xlsx")
    ...     len(list(Path(folder).glob("rekap-tabel/*.csv")))
    4
    """
    lang = spoken(lang)
    target = Path(output)
    refuse_ending(output)
    if target.exists() and not overwrite:
        raise OutputError("output-exists", place=Place(os.fspath(output)))
    with _in_time(batch, target.name):
        for record in metered(batch.records):
            _refuse_input(target, record.outcome.source)
        data = recap_bytes(batch, lang, os.fspath(target.parent))
        _write_tables(batch, target.with_name(f"{target.stem}-tabel"), lang, overwrite=overwrite)
        write_whole(data, output, overwrite=overwrite)


def recap_bytes(batch: BatchReport, lang: Lang, folder: str = "") -> bytes:
    """Return the workbook of a recap; its links to the workbooks lead from a folder."""
    with _in_time(batch):
        counted = RecapTally()
        for record in metered(batch.records):
            counted.add(record, lang)
        of = RecapContext(batch=batch, tally=counted, lang=lang, folder=folder)
        sheets = [sheet for make in (*units.SHEETS, *lists.SHEETS) if (sheet := make(of)) is not None]
        first = [overview.overview(of, sheets), overview.chart_sheet(of)]
        return workbook([*first, *sheets], Document(title=of.phrase("judul-buku")), long=True)


def _in_time(batch: BatchReport, name: str = "") -> AbstractContextManager[None]:
    return bounded(name, seconds=SECONDS * (1 + len(batch.records) / _IN_TIME_OF_ONE))


def _refuse_input(target: Path, source: str) -> None:
    """Refuse to replace one of the workbooks that the recap is about."""
    with writing_to(target):
        refuse_source(target, resolved(Path(source)))


def _write_tables(batch: BatchReport, folder: Path, lang: Lang, *, overwrite: bool) -> None:
    """Write the tables of a batch to a folder, as CSV and, where pyarrow is installed, as Parquet."""
    forms: tuple[Form, ...] = ("csv", "parquet") if find_spec("pyarrow") else ("csv",)
    streams: list[Streams] = []
    try:
        streams.extend(Streams(folder, form, lang, overwrite=overwrite) for form in forms)
        for record in metered(batch.records):
            for stream in streams:
                stream.add([record])
        for stream in streams:
            stream.close()
    except BaseException:
        for stream in streams:
            stream.drop()
        raise
