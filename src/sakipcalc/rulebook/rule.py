"""One rule: a formula, a scale or a set of weights, with its label, its dates and its source."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from sakipcalc.core.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from sakipcalc.rulebook.scales import BandReading, PrintedBand, Skala

__all__ = ["Citation", "Foundation", "Rule", "RuleKind", "as_day"]

RuleKind = Literal["rumus", "skala", "bobot"]
Foundation = Literal["verified", "reported", "convention"]


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The source of a rule.

    Parameters
    ----------
    judul : str
        Title of the regulation or report.
    nomor : str
        Its number; empty where none is known.
    tahun : int, optional
        Its year.
    pasal : str
        Clause, table or page.
    """

    judul: str
    nomor: str = ""
    tahun: int | None = None
    pasal: str = ""

    def __str__(self) -> str:
        number = f" Nomor {self.nomor}" if self.nomor else ""
        year = f" Tahun {self.tahun}" if self.tahun and self.nomor else f" {self.tahun}" if self.tahun else ""
        return f"{self.judul}{number}{year}{f', {self.pasal}' if self.pasal else ''}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """One rule as its file states it. Compared by identity: a rule is loaded once.

    Parameters
    ----------
    id, jenis : str
        Its name, and whether it is a ``rumus``, a ``skala`` or a ``bobot``.
    label, catatan : mapping
        Name and remark in the languages ``id`` and ``en``.
    satuan : str
        Unit of its result.
    bukti : {"verified", "reported", "convention"}
        How well it is founded: its source was seen; it is known from hearsay; it is a choice of this library.
    rujukan : tuple of Citation
        What a report cites for it: a regulation, or the custom of these reports.
    terlihat : tuple of Citation
        Where it was seen at work; evidence for `bukti`, not to be cited by others.
    diganti : Citation, optional
        The regulation that came in its place.
    mulai, sampai : date, optional
        First and last day on which it is in force; None where it has none.
    rumus : str
        Function that computes it (:data:`sakipcalc.rulebook.formulas.KERNELS`, ``AGGREGATES``).
    masukan, pembagi : tuple of str
        Names of its inputs, and of those that must not be zero.
    langkah, lembar : str
        The sum as a person reads it and as a spreadsheet computes it, inputs in braces.
    contoh : mapping
        Inputs by name and ``hasil``, for a formula.
    skala, baris, baca
        The scale, its printed rows and the reading of whole-numbered bands that the rule settles.
    bobot : mapping of str to Fraction
        Weights or scores.
    meant_for : tuple of str
        Words in the name of an indicator for which scores are meant, where others have the same predicates.
    """

    id: str
    jenis: RuleKind
    label: Mapping[str, str]
    satuan: str
    bukti: Foundation
    rujukan: tuple[Citation, ...] = ()
    terlihat: tuple[Citation, ...] = ()
    diganti: Citation | None = None
    catatan: Mapping[str, str] = field(default_factory=_empty)
    mulai: dt.date | None = None
    sampai: dt.date | None = None
    rumus: str = ""
    masukan: tuple[str, ...] = ()
    pembagi: tuple[str, ...] = ()
    langkah: str = ""
    lembar: str = ""
    contoh: Mapping[str, str] = field(default_factory=_empty)
    skala: Skala | None = None
    baris: tuple[PrintedBand, ...] = ()
    baca: BandReading | None = None
    bobot: Mapping[str, Fraction] = field(default_factory=_empty)
    meant_for: tuple[str, ...] = ()

    def in_force(self, on: dt.date) -> bool:
        """Return whether the rule is in force on a day."""
        begun = self.mulai is None or self.mulai <= on
        return begun and (self.sampai is None or on <= self.sampai)

    def __repr__(self) -> str:
        return f"<Aturan {self.jenis} {self.id}: {self.label.get('id', '')} ({self.bukti})>"


def as_day(on: dt.date | str | int) -> dt.date:
    """Return the day of a date, a datetime or a text as ISO 8601 has it; of a year its last day.

    Raises
    ------
    RuleError
        ``not-a-date`` for anything else.

    Examples
    --------
    >>> as_day("2024-12-31"), as_day(dt.datetime(2024, 12, 31, 23, 59)), as_day(2019)
    (datetime.date(2024, 12, 31), datetime.date(2024, 12, 31), datetime.date(2019, 12, 31))
    """
    if isinstance(on, int) and not isinstance(on, bool) and dt.MINYEAR <= on <= dt.MAXYEAR:
        return dt.date(on, 12, 31)
    try:
        day = dt.datetime.fromisoformat(on.strip()) if isinstance(on, str) else on
    except ValueError as error:
        raise RuleError("not-a-date", value=on) from error
    if not isinstance(day, dt.date):
        raise RuleError("not-a-date", value=str(on))
    return day.date() if isinstance(day, dt.datetime) else day
