"""What rows of different tables are about, and which of them are about the same: see `linking`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.model import Level
from sakipcalc.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sakipcalc.model import Baris, Kolom, Tabel
    from sakipcalc.tables import TableSet

__all__ = ["TOTAL", "Indikator", "Subjek", "Tautan", "goal", "of_row"]


class Subjek(NamedTuple):  # and no dataclass, because most look-ups are by it: it hashes four times as fast
    """What a row is about: an indicator, a line of the budget, its total, or the mean of some rows.

    Rows of different tables with the same subject are about the same thing.
    """

    jenis: str
    nomor: int


TOTAL = Subjek("jumlah", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indikator:
    """An indicator as the first table that has it spells it."""

    subjek: Subjek
    nama: str
    tujuan_sasaran: str
    satuan: str = ""
    arah: str = "naik"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tautan:
    """The links of one workbook.

    Parameters
    ----------
    specs : TableSet
        The tables that the reader knew, whether the workbook has them or not.
    indikator : tuple of Indikator
        Every indicator once.
    tabel : mapping of str to Tabel
        The tables that take part, by id; of several PK the one of the head of the unit.
    rincian : mapping of str to Tabel
        The budgets under the PK, by name: lists that only add up.
    skor : mapping of (table id, row) to float
        How sure each link is, 1 for an exact one.
    """

    specs: TableSet
    indikator: tuple[Indikator, ...]
    tabel: Mapping[str, Tabel]
    rincian: Mapping[str, Tabel]
    skor: Mapping[tuple[str, int], float]
    _subjek: Mapping[tuple[str, int], Subjek] = field(repr=False)
    _baris: Mapping[tuple[str, Subjek], tuple[Baris, ...]] = field(repr=False)
    _semua: Mapping[Subjek, tuple[Baris, ...]] = field(repr=False)
    _tertutup: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    def cari(self, tabel: str) -> Tabel | None:
        """Return a table by its id, or a list by its name."""
        return self.tabel.get(tabel) or self.rincian.get(tabel)

    def subjek(self, tabel: str, baris: Baris) -> Subjek | None:
        """Return what a row of a table is about."""
        return self._subjek.get((tabel, baris.nomor))

    def semua_baris(self, tabel: str, subjek: Subjek) -> tuple[Baris, ...]:
        """Return the rows of a table about a subject, from top to bottom."""
        return self._baris.get((tabel, subjek), ())

    def baris(self, tabel: str, subjek: Subjek) -> Baris | None:
        """Return the first row of a table about a subject."""
        rows = self._baris.get((tabel, subjek))
        return rows[0] if rows else None

    def tingkat(self, tabel: str, subjek: Subjek) -> Level:
        """Return the level of a subject in a table, or, where the table lacks it, in another one."""
        if subjek == TOTAL:
            return Level.JUMLAH
        known = self.baris(tabel, subjek) or next(iter(self._semua.get(subjek, ())), None)
        return known.tingkat if known else Level.NONE

    def program_sasaran(self, tabel: str, subjek: Subjek) -> list[Subjek]:
        """Return the programmes that a budget tree lists under the sasaran of an indicator."""
        goals = {plain(goal(row)) for row in self._semua.get(subjek, ())}
        found, above = [], ""
        for row in self.tabel[tabel].baris if tabel in self.tabel else ():
            above = plain(row.teks("sasaran")) or above
            line = self.subjek(tabel, row)
            if row.tingkat is Level.PROGRAM and line and above in goals:
                found.append(line)
        return found

    def tertutup(self, tabel: str, baris: Baris) -> frozenset[str]:
        """Return the columns of a row whose cell is another column's (`Tabel.tertutup`)."""
        key = (tabel, baris.nomor)
        if key not in self._tertutup:
            table = self.cari(tabel)
            self._tertutup[key] = table.tertutup(baris) if table else frozenset()
        return self._tertutup[key]

    def sel_tabel(self) -> Iterator[tuple[Tabel, Baris, Kolom]]:
        """Yield every cell of the tables that take part, as table, row and column; once in a row."""
        for table, row, column, _ in self.sel_bersubjek():
            yield table, row, column

    def sel_bersubjek(self) -> Iterator[tuple[Tabel, Baris, Kolom, tuple[str, Subjek | None]]]:
        """Yield every cell that is its column's own, with its subject and the name that `cari` takes."""
        for name, table in (*self.tabel.items(), *self.rincian.items()):
            for row in table.baris:
                about, covered = (name, self.subjek(name, row)), self.tertutup(name, row)
                for column in table.kolom:
                    if column.kunci not in covered:
                        alone = column.spec.per_baris
                        yield table, row, column, (name, of_row(name, row)) if alone else about

    def diukur(self) -> tuple[Indikator, ...]:
        """Return the indicators of the measuring table, or all where the workbook has none."""
        measured = [t for t in self.specs.linked if t in self.specs.measured and t in self.tabel]
        if not measured:
            return self.indikator
        return tuple(i for i in self.indikator if self.baris(measured[0], i.subjek))


def of_row(table: str, row: Baris) -> Subjek:
    """Return the subject of the cells that are about a row alone."""
    return Subjek(f"baris {table}", row.nomor)


def goal(row: Baris) -> str:
    """Return the tujuan or sasaran that a row belongs to, as it is spelled."""
    return row.teks("tujuan_sasaran") or row.teks("tujuan") or row.teks("sasaran")
