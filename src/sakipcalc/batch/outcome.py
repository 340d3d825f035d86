"""Outcome of one workbook of a batch, and the columns of the tables that it adds to."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from sakipcalc.core.errors import ConflictError, OutputError
from sakipcalc.messages import LANGUAGES, encodable, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from sakipcalc.core.errors import SakipError
    from sakipcalc.core.findings import Severity
    from sakipcalc.messages import Lang

__all__ = [
    "TABLES",
    "BatchTable",
    "FrameKind",
    "Outcome",
    "OutcomeStatus",
    "PlainRow",
    "Reason",
    "Record",
    "frame",
]


#: What a column holds: text, numbers (with gaps), or whole numbers (with gaps).
FrameKind = Literal["teks", "angka", "bulat"]
BatchTable = Literal["unit", "capaian", "tren", "temuan"]
PlainRow = dict[str, Any]

_WHO: Mapping[str, FrameKind] = MappingProxyType({"sumber": "teks", "nama": "teks", "kabupaten": "teks"})
#: A target or a realisasi is a number or a word (WBK); each has a column, so that the numbers are numbers.
_FIGURES: Mapping[str, FrameKind] = MappingProxyType({
    "target": "angka", "target_teks": "teks", "realisasi": "angka", "realisasi_teks": "teks",
    "capaian": "angka",
})  # fmt: skip

#: Columns of each table in their order.
TABLES: Mapping[BatchTable, Mapping[str, FrameKind]] = MappingProxyType({
    "unit": {
        **_WHO, "tahun": "bulat", "status": "teks", "kode": "teks", "alasan": "teks",
        "indikator": "bulat", "terhitung": "bulat", "capaian_kinerja": "angka",
        "pagu": "angka", "realisasi": "angka", "persen": "angka", "rasio": "angka",
        "galat": "bulat", "peringatan": "bulat", "info": "bulat",
        "sel": "bulat", "baris": "bulat", "konflik": "bulat", "detik": "angka", "tujuan": "teks",
    },
    "capaian": {
        **_WHO, "tahun": "bulat", "tujuan_sasaran": "teks", "indikator": "teks", "satuan": "teks",
        "arah": "teks", "arah_dari": "teks", **_FIGURES, "capaian_mentah": "angka", "kategori": "teks",
        "status": "teks", "sebab": "teks", "formula": "teks", "tempat": "teks",
    },
    "tren": {**_WHO, "indikator": "teks", "tahun": "bulat", **_FIGURES},
    "temuan": {
        **_WHO, "tahun": "bulat", "kode": "teks", "tingkat": "teks", "sheet": "teks", "cell": "teks",
        "pesan": "teks", "saran": "teks", "nilai": "teks", "seharusnya": "teks", "tempat": "teks",
        "rujukan": "teks", "alasan": "teks", "di_tabel_lain": "teks", "rincian": "teks",
    },
})  # fmt: skip

_DTYPES: Mapping[FrameKind, str] = MappingProxyType({"teks": "object", "angka": "float64", "bulat": "Int64"})


def frame(table: BatchTable, rows: Iterable[PlainRow]) -> pd.DataFrame:
    """Return rows of a table as a frame: numbers as float64, whole ones as Int64, texts as str or None."""
    import pandas as pd

    columns = TABLES[table]
    values: dict[str, list[object]] = {name: [] for name in columns}
    for row in rows:
        for name, column in values.items():
            column.append(row.get(name))
    return pd.DataFrame({name: pd.Series(values[name], dtype=_DTYPES[columns[name]]) for name in columns})


#: Filled now; unchanged since an earlier run, whose results still hold; or failed.
OutcomeStatus = Literal["terisi", "dilewati", "gagal"]
_UNIT = ("sumber", "nama", "kabupaten", "tahun")
_KNOWN = ("sumber", "tujuan", "status", "kode", "nama", "kabupaten", "tahun", "detik")
_COUNTED = ("sel", "baris", "konflik", "galat", "peringatan", "info")
#: Columns of the table of units that have another name in an outcome.
_FIELDS = {
    "sumber": "source", "tujuan": "output", "kode": "code", "detik": "seconds",
    "sel": "cell_count", "baris": "row_count", "konflik": "conflict_count",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a workbook could not be filled, in words that outlive the process in which it happened.

    Parameters
    ----------
    code : str
        Code of the error, a key of ``messages/errors.toml``.
    messages, hints : tuple of str
        What is wrong and what to do, in each language of :data:`sakipcalc.messages.LANGUAGES`.
    readable : bool
        Whether the workbook itself could be read, and only its result could not be written.
    """

    code: str
    messages: tuple[str, ...]
    hints: tuple[str, ...]
    readable: bool = False

    @classmethod
    def from_error(cls, error: SakipError) -> Reason:
        """Return an error as the reason of an outcome.

        Examples
        --------
        >>> from sakipcalc.core.errors import WorkbookError
        >>> Reason.from_error(WorkbookError("package-encrypted")).code
        'package-encrypted'
        """
        told = (tuple(map(tell, LANGUAGES)) for tell in (error.message, error.hint))
        return cls(
            code=error.code,
            messages=next(told),
            hints=next(told),
            readable=isinstance(error, ConflictError | OutputError),
        )

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Reason:
        """Rebuild from the dict of :func:`dataclasses.asdict`, also after JSON."""
        told = {name: tuple(values[name]) for name in ("messages", "hints")}
        return cls(**{**values, **told})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Outcome of one workbook: filled, unchanged or failed.

    Parameters
    ----------
    source : str
        The workbook, as it was named or found.
    output : str
        Its filled copy; where it would have gone, if it failed.
    status : {"terisi", "dilewati", "gagal"}
        Filled; passed over because nothing changed since an earlier run, whose figures these are; failed.
    failure : Reason, optional
        Why it failed.
    nama, kabupaten : str
        Unit and region; empty where they are not known.
    tahun : int, optional
        Year of the report.
    seconds : float
        How long it took [s].
    cell_count, row_count, conflict_count : int
        Cells written, rows added, typed values and rows that differ.
    galat, peringatan, info : int
        Findings in the filled workbook, by level.

    Examples
    --------
    >>> Outcome(source="a.xlsx", output="hasil/a.xlsx", status="terisi", cell_count=183, galat=1).temuan
    {'galat': 1, 'peringatan': 0, 'info': 0}
    """

    source: str
    output: str
    status: OutcomeStatus
    failure: Reason | None = None
    nama: str = ""
    kabupaten: str = ""
    tahun: int | None = None
    seconds: float = 0.0
    cell_count: int = 0
    row_count: int = 0
    conflict_count: int = 0
    galat: int = 0
    peringatan: int = 0
    info: int = 0

    @property
    def code(self) -> str:
        """Code of what went wrong; empty where nothing did."""
        return self.failure.code if self.failure else ""

    @property
    def readable(self) -> bool:
        """Whether the workbook could be read, whatever became of its result."""
        return self.failure is None or self.failure.readable

    @property
    def temuan(self) -> Mapping[Severity, int]:
        """Number of findings of each level."""
        return {"galat": self.galat, "peringatan": self.peringatan, "info": self.info}

    def message(self, lang: Lang | None = None) -> str:
        """Return the failure in one sentence; empty where nothing failed."""
        return self.failure.messages[LANGUAGES.index(spoken(lang))] if self.failure else ""

    def hint(self, lang: Lang | None = None) -> str:
        """Return the advice on the failure; empty where there is none."""
        return self.failure.hints[LANGUAGES.index(spoken(lang))] if self.failure else ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data that JSON can hold."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Outcome:
        """Rebuild from the dict of :meth:`as_dict`."""
        failure = values["failure"]
        return cls(**{**values, "failure": Reason.from_dict(failure) if failure else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An outcome with the rows that its workbook adds to the tables of the batch.

    Parameters
    ----------
    outcome : Outcome
        What became of it.
    figures : mapping
        Figures of the whole unit: ``indikator`` and ``terhitung`` (how many there are, and how many have a
        capaian), ``capaian_kinerja`` [%], ``pagu`` and ``realisasi`` [rupiah], ``persen``, ``rasio``.
        Empty for a workbook that failed.
    capaian, tren, temuan : tuple of dict
        Its rows of these tables, as :data:`sakipcalc.batch.outcome.TABLES` has them; who they are about
        is taken from the outcome.
    """

    outcome: Outcome
    figures: PlainRow = dataclasses.field(default_factory=dict)
    capaian: tuple[PlainRow, ...] = ()
    tren: tuple[PlainRow, ...] = ()
    temuan: tuple[PlainRow, ...] = ()

    def rows(self, table: BatchTable, lang: Lang = "id") -> Iterator[PlainRow]:
        """Yield its rows of a table; a reason is told in the language."""
        if table == "unit":
            yield self._unit(lang)
            return
        who = self._told(_UNIT)
        for row in getattr(self, table):
            yield who | row

    def _unit(self, lang: Lang) -> PlainRow:
        """Return its row of the table of units; of a workbook that failed nothing is counted."""
        one = self.outcome
        counted = (
            {}
            if one.status == "gagal"
            else {name: getattr(one, _FIELDS.get(name, name)) for name in _COUNTED}
        )
        known = self._told(_KNOWN) | {"alasan": one.message(lang)}
        return dict.fromkeys(TABLES["unit"]) | known | counted | self.figures

    def _told(self, names: Iterable[str]) -> PlainRow:
        """Return fields of the outcome as a table can hold them: the names of its files are text there."""
        values = ((name, getattr(self.outcome, _FIELDS.get(name, name))) for name in names)
        return {name: encodable(value) if isinstance(value, str) else value for name, value in values}
