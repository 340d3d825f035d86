"""What became of one workbook of a batch."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sakipcalc.batch.columns import TABLES, Row
from sakipcalc.errors import ConflictError, OutputError
from sakipcalc.messages import LANGUAGES, encodable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sakipcalc.batch.columns import Table
    from sakipcalc.errors import SakipError
    from sakipcalc.findings import Tingkat
    from sakipcalc.messages import Lang

__all__ = ["Outcome", "Record", "Sebab", "Status"]

#: Filled now; unchanged since an earlier run, whose results still hold; or failed.
Status = Literal["terisi", "dilewati", "gagal"]
_WHO = ("sumber", "nama", "kabupaten", "tahun")
_KNOWN = ("sumber", "tujuan", "status", "kode", "nama", "kabupaten", "tahun", "detik")
_COUNTED = ("sel", "baris", "konflik", "galat", "peringatan", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sebab:
    """Why a workbook could not be filled, in words that outlive the process in which it happened.

    Parameters
    ----------
    kode : str
        Code of the error, a key of ``messages/errors.toml``.
    kalimat, petunjuk : tuple of str
        What is wrong and what to do, in each language of :data:`sakipcalc.messages.LANGUAGES`.
    terbaca : bool
        Whether the workbook itself could be read, and only its result could not be written.
    """

    kode: str
    kalimat: tuple[str, ...]
    petunjuk: tuple[str, ...]
    terbaca: bool = False

    @classmethod
    def from_error(cls, error: SakipError) -> Sebab:
        """Return an error as the reason of an outcome.

        Examples
        --------
        >>> from sakipcalc.errors import WorkbookError
        >>> Sebab.from_error(WorkbookError("package-encrypted")).kode
        'package-encrypted'
        """
        told = (tuple(map(tell, LANGUAGES)) for tell in (error.message, error.hint))
        return cls(
            kode=error.code,
            kalimat=next(told),
            petunjuk=next(told),
            terbaca=isinstance(error, ConflictError | OutputError),
        )

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Sebab:
        """Return what :func:`dataclasses.asdict` made plain, also after a journey through JSON."""
        told = {name: tuple(values[name]) for name in ("kalimat", "petunjuk")}
        return cls(**{**values, **told})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one workbook.

    Parameters
    ----------
    sumber : str
        The workbook, as it was named or found.
    tujuan : str
        Its filled copy; where it would have gone, if it failed.
    status : {"terisi", "dilewati", "gagal"}
        Filled; passed over because nothing changed since an earlier run, whose figures these are; failed.
    sebab : Sebab, optional
        Why it failed.
    nama, kabupaten : str
        Unit and region; empty where they are not known.
    tahun : int, optional
        Year of the report.
    detik : float
        How long it took [s].
    sel, baris, konflik : int
        Cells written, rows added, typed values and rows that differ.
    galat, peringatan, info : int
        Findings in the filled workbook, by level.

    Examples
    --------
    >>> Outcome(sumber="a.xlsx", tujuan="hasil/a.xlsx", status="terisi", sel=183, galat=1).temuan
    {'galat': 1, 'peringatan': 0, 'info': 0}
    """

    sumber: str
    tujuan: str
    status: Status
    sebab: Sebab | None = None
    nama: str = ""
    kabupaten: str = ""
    tahun: int | None = None
    detik: float = 0.0
    sel: int = 0
    baris: int = 0
    konflik: int = 0
    galat: int = 0
    peringatan: int = 0
    info: int = 0

    @property
    def kode(self) -> str:
        """Code of what went wrong; empty where nothing did."""
        return self.sebab.kode if self.sebab else ""

    @property
    def terbaca(self) -> bool:
        """Whether the workbook could be read, whatever became of its result."""
        return self.sebab is None or self.sebab.terbaca

    @property
    def temuan(self) -> Mapping[Tingkat, int]:
        """How many findings there are of each level."""
        return {"galat": self.galat, "peringatan": self.peringatan, "info": self.info}

    def pesan(self, lang: Lang = "id") -> str:
        """Return what went wrong, in one sentence; empty where nothing did."""
        return self.sebab.kalimat[LANGUAGES.index(lang)] if self.sebab else ""

    def saran(self, lang: Lang = "id") -> str:
        """Return what to do about it; empty where nothing is known."""
        return self.sebab.petunjuk[LANGUAGES.index(lang)] if self.sebab else ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data that JSON can hold."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Outcome:
        """Return what :meth:`as_dict` made plain."""
        sebab = values["sebab"]
        return cls(**{**values, "sebab": Sebab.from_dict(sebab) if sebab else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An outcome with the rows that its workbook adds to the tables of the batch.

    Parameters
    ----------
    outcome : Outcome
        What became of it.
    angka : mapping
        Figures of the whole unit: ``indikator`` and ``terhitung`` (how many there are, and how many have a
        capaian), ``capaian_kinerja`` [%], ``pagu`` and ``realisasi`` [rupiah], ``persen``, ``rasio``.
        Empty for a workbook that failed.
    capaian, tren, temuan : tuple of dict
        Its rows of these tables, as :data:`sakipcalc.batch.columns.TABLES` has them; who they are about
        is taken from the outcome.
    """

    outcome: Outcome
    angka: Row = dataclasses.field(default_factory=dict)
    capaian: tuple[Row, ...] = ()
    tren: tuple[Row, ...] = ()
    temuan: tuple[Row, ...] = ()

    def rows(self, table: Table, lang: Lang = "id") -> Iterator[Row]:
        """Yield its rows of a table; a reason is told in the language."""
        if table == "unit":
            yield self._unit(lang)
            return
        who = self._told(_WHO)
        for row in getattr(self, table):
            yield who | row

    def _unit(self, lang: Lang) -> Row:
        """Return its row of the table of units; of a workbook that failed nothing is counted."""
        one = self.outcome
        counted = {} if one.status == "gagal" else {name: getattr(one, name) for name in _COUNTED}
        known = self._told(_KNOWN) | {"alasan": one.pesan(lang)}
        return dict.fromkeys(TABLES["unit"]) | known | counted | self.angka

    def _told(self, names: Iterable[str]) -> Row:
        """Return fields of the outcome as a table can hold them: the names of its files are text there."""
        values = ((name, getattr(self.outcome, name)) for name in names)
        return {name: encodable(value) if isinstance(value, str) else value for name, value in values}
