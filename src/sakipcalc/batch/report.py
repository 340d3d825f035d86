"""Report of a batch: one outcome for each workbook, and the results of all of them as tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from sakipcalc import messages
from sakipcalc.batch import outcome as columns
from sakipcalc.batch.copies import copied_units
from sakipcalc.batch.outcome import Outcome, OutcomeStatus
from sakipcalc.core import html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from sakipcalc.batch.outcome import BatchTable, PlainRow, Record
    from sakipcalc.messages import Lang

__all__ = ["BatchInterrupt", "BatchReport", "Skipped", "shown"]


#: Why a file that was come across is no input.
SkipReason = Literal["kunci", "sementara", "tersembunyi", "hasil", "tidak-terbaca", "jenis-lain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file or a folder that was come across and passed over.

    Parameters
    ----------
    source : str
        Where it is.
    reason : {"kunci", "sementara", "tersembunyi", "hasil", "tidak-terbaca"}
        A lock file of an open workbook, a temporary or hidden one, a result, or a folder that cannot be read.
    """

    source: str
    reason: SkipReason


class BatchReport:
    """The outcomes of a batch in the order of its inputs, and the results as frames.

    Made by :func:`sakipcalc.fill_many`, whose results stay in a file beside the filled workbooks and are
    read when they are asked for; by itself it takes any sequence of records.

    Parameters
    ----------
    records : sequence of Record
        One for each workbook.
    skipped : iterable of Skipped
        What was come across and passed over.
    lang : {"id", "en"}
        Language of the reasons in :attr:`units`.

    Examples
    --------
    >>> from sakipcalc.batch.outcome import Record
    >>> done = Outcome(source="a.xlsx", output="b.xlsx", status="terisi", nama="Kecamatan A", cell_count=12)
    >>> batch = BatchReport([Record(outcome=done)])
    >>> batch.counts["terisi"], batch.units.loc[0, "nama"]
    (1, 'Kecamatan A')
    """

    def __init__(
        self, records: Sequence[Record], *, skipped: Iterable[Skipped] = (), lang: Lang = "id"
    ) -> None:
        self._records = records
        self._lang = lang
        self.skipped: tuple[Skipped, ...] = tuple(skipped)

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self.outcomes)

    @property
    def records(self) -> Sequence[Record]:
        """The outcomes with their rows of every table; each is read when it is asked for."""
        return self._records

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """One outcome for each workbook, in the order of the inputs."""
        return tuple(record.outcome for record in self._records)

    @cached_property
    def counts(self) -> Mapping[OutcomeStatus, int]:
        """Numbers of workbooks that were filled, passed over as unchanged, and failed."""
        found = Counter(one.status for one in self.outcomes)
        return {status: found[status] for status in get_args(OutcomeStatus)}

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The workbooks that failed."""
        return tuple(one for one in self.outcomes if one.status == "gagal")

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each unit and indicator: who and when, and the columns of `Hasil.capaian`.

        A target or realisasi that is a word (``WBK``) stands in ``target_teks`` or ``realisasi_teks``.
        """
        return columns.frame("capaian", self.rows("capaian"))

    @property
    def units(self) -> pd.DataFrame:
        """One row for each workbook, those that failed with the reason.

        ``capaian_kinerja`` is the mean capaian [%] of all indicators of the unit by its Metode, missing
        where one of them has none (``terhitung`` of ``indikator`` have one); ``persen`` the share of the
        budget that was spent; ``rasio`` the one divided by the other; ``galat``, ``peringatan`` and
        ``info`` its findings. A workbook that failed has none of these.
        """
        return columns.frame("unit", self.rows("unit"))

    @property
    def tren(self) -> pd.DataFrame:
        """One row for each unit, indicator and year."""
        return columns.frame("tren", self.rows("tren"))

    @property
    def temuan(self) -> pd.DataFrame:
        """One row for each finding, with the workbook that it is about; last the copies of other units."""
        return columns.frame("temuan", self.rows("temuan"))

    def rows(self, table: BatchTable) -> Iterator[PlainRow]:
        """Yield the rows of a table one after the other, without holding them all.

        Parameters
        ----------
        table : {"unit", "capaian", "tren", "temuan"}
            Which one; :data:`sakipcalc.batch.outcome.TABLES` has its columns.
        """
        for record in self._records:
            yield from record.rows(table, self._lang)
        if table == "temuan":
            yield from copied_units(self.rows("unit"), self.rows("capaian"), self._lang)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BatchReport):
            return NotImplemented
        return (self.outcomes, self.skipped) == (other.outcomes, other.skipped)

    def __hash__(self) -> int:
        return object.__hash__(self)

    def word(self, status: str, lang: Lang | None = None) -> str:
        """Return the word for a status; workbooks that were only looked at are read and not filled."""
        read = status == "terisi" and not any(one.output for one in self)
        return messages.text(f"batch.{'terbaca' if read else status}", lang)

    def __repr__(self) -> str:
        told = ", ".join(f"{n} {self.word(status)}" for status, n in self.counts.items() if n)
        return f"<BatchReport: {told or 'kosong'}>"

    def _repr_html_(self) -> str:
        return shown(self)


class BatchInterrupt(KeyboardInterrupt):
    """The batch was interrupted; what was done is kept.

    Attributes
    ----------
    batch : BatchReport
        The workbooks that were done.
    total : int
        How many there are.
    """

    def __init__(self, batch: BatchReport, total: int) -> None:
        super().__init__(f"{len(batch)}/{total}")
        self.batch = batch
        self.total = total


#: So many failures are shown one by one.
_MOST = 20


def shown(batch: BatchReport) -> str:
    """Return how many workbooks were filled, those that failed with what to do, and what was passed over."""
    headings = [messages.text(f"batch.{word}") for word in ("status", "count")]
    counts = [(batch.word(status), n) for status, n in batch.counts.items()]
    parts = [html.table(headings, counts, title=messages.text("batch.batch"))]
    failed = batch.failed
    if failed:
        words = [messages.text(f"batch.{word}") for word in ("file", "reason", "what-to-do")]
        title = messages.text("batch.failures", n=len(failed), shown=min(_MOST, len(failed)))
        parts.append(html.table(words, [_failure(one) for one in failed[:_MOST]], title=title))
    if batch.skipped:
        rows = [(one.source, messages.text(f"batch.passed-{one.reason}")) for one in batch.skipped[:_MOST]]
        words = [messages.text(f"batch.{word}") for word in ("file", "reason")]
        title = messages.text("batch.passed", n=len(batch.skipped))
        parts.append(html.folded(title, html.table(words, rows)))
    return "".join(parts)


def _failure(one: Outcome) -> tuple[str, str, str]:
    return one.source, one.message(), one.hint()
