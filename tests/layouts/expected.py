"""What a reader must find in a drawn workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .arithmetic import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedCell:
    """A value and its place, ``Sheet!B4``; `label` is what an empty cell may also be read as.

    A label that is written once stands for the rows below it: a reader may leave them empty or carry it down.
    """

    value: Value
    tempat: str
    jenis: str
    label: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRow:
    """A row by its number on the sheet; an empty level is not compared."""

    nomor: int
    level: str
    sel: Mapping[str, ExpectedCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedTable:
    """A table; `pejabat` lists the spellings of the official that the sheet gives."""

    id: str
    nama: str
    sheet: str
    rincian: str
    pejabat: tuple[str, ...]
    baris: tuple[ExpectedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """All tables, and what the workbook says of the unit: only what is written somewhere."""

    tabel: tuple[ExpectedTable, ...]
    entitas: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A drawn workbook as bytes, and what it must be read as."""

    data: bytes
    harapan: Expectation
