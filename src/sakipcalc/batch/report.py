"""What a batch came to: one outcome for each workbook, and the results of all of them as tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from sakipcalc.batch import columns, notebook
from sakipcalc.batch.outcome import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from sakipcalc.batch.columns import Row, Table
    from sakipcalc.batch.outcome import Record
    from sakipcalc.messages import Lang

__all__ = ["BatchInterrupt", "BatchReport", "Terlewat"]

#: Why a file that was come across is no input.
Alasan = Literal["kunci", "sementara", "tersembunyi", "hasil", "tidak-terbaca"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terlewat:
    """A file or a folder that was come across and passed over.

    Parameters
    ----------
    sumber : str
        Where it is.
    alasan : {"kunci", "sementara", "tersembunyi", "hasil", "tidak-terbaca"}
        A lock file of an open workbook, a temporary or hidden one, a result, or a folder that cannot be read.
    """

    sumber: str
    alasan: Alasan


class BatchReport:
    """The outcomes of a batch in the order of its inputs, and the results as frames.

    Made by :func:`sakipcalc.fill_many`, whose results stay in a file beside the filled workbooks and are
    read when they are asked for; by itself it takes any sequence of records.

    Parameters
    ----------
    records : sequence of Record
        One for each workbook.
    terlewat : iterable of Terlewat
        What was come across and passed over.
    lang : {"id", "en"}
        Language of the reasons in :attr:`units`.

    Examples
    --------
    >>> from sakipcalc.batch.outcome import Record
    >>> done = Outcome(sumber="a.xlsx", tujuan="hasil/a.xlsx", status="terisi", nama="Kecamatan A", sel=12)
    >>> batch = BatchReport([Record(outcome=done)])
    >>> batch.counts["terisi"], batch.units.loc[0, "nama"]
    (1, 'Kecamatan A')
    """

    def __init__(
        self, records: Sequence[Record], *, terlewat: Iterable[Terlewat] = (), lang: Lang = "id"
    ) -> None:
        self._records = records
        self._lang = lang
        self.terlewat: tuple[Terlewat, ...] = tuple(terlewat)

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
    def counts(self) -> Mapping[Status, int]:
        """How many workbooks were filled, passed over as unchanged, and failed."""
        found = Counter(one.status for one in self.outcomes)
        return {status: found[status] for status in get_args(Status)}

    @property
    def gagal(self) -> tuple[Outcome, ...]:
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
    def findings(self) -> pd.DataFrame:
        """One row for each finding, with the workbook that it is about."""
        return columns.frame("temuan", self.rows("temuan"))

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table one after the other, without holding them all.

        Parameters
        ----------
        table : {"unit", "capaian", "tren", "temuan"}
            Which one; :data:`sakipcalc.batch.columns.TABLES` has its columns.
        """
        for record in self._records:
            yield from record.rows(table, self._lang)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BatchReport):
            return NotImplemented
        return (self.outcomes, self.terlewat) == (other.outcomes, other.terlewat)

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        told = ", ".join(f"{n} {status}" for status, n in self.counts.items() if n)
        return f"<BatchReport: {told or 'kosong'}>"

    def _repr_html_(self) -> str:
        return notebook.shown(self)


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
