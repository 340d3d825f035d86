"""Which rows the tables of a template get, and on which lines: decided on values, before anything is touched.

A table takes the rows of the same table in another workbook (``data``); without one, a table
whose body is still empty takes those of the table that its specification names (`TableSpec.baris_dari`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sakipcalc.filling.lines import Lines, moved
from sakipcalc.filling.match import matching_rows
from sakipcalc.filling.numbering import numbers
from sakipcalc.filling.plan import Tulis, copied
from sakipcalc.filling.takeover import numbered, rows_taken_over
from sakipcalc.model import Level, Sel
from sakipcalc.ooxml import refs
from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.filling.lines import Garis
    from sakipcalc.filling.plan import OnConflict
    from sakipcalc.methods import Metode
    from sakipcalc.model import Baris, Kolom, Laporan, Tabel
    from sakipcalc.ooxml import Insertion, Package
    from sakipcalc.tables import TableSet

__all__ = ["BarisBaru", "BarisLain", "Pasangan", "RencanaBaris", "plan_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisBaru:
    """A row that a table gains.

    Parameters
    ----------
    tabel : str
        Name of the table.
    tempat : Place
        First cell of its line in the filled workbook.
    asal : Place
        The row that it was taken from; nowhere for a total.
    disisipkan : bool
        Whether its line was inserted, or stood empty in the template.
    """

    tabel: str
    tempat: Place
    asal: Place
    disisipkan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisLain:
    """A row of the template that the data do not have."""

    tabel: str
    tempat: Place
    teks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasangan:
    """A row of the filled workbook, by table and sheet row, and the row of the data about the same."""

    tabel: str
    nomor: int
    data: Baris


@dataclass(frozen=True, slots=True, kw_only=True)
class RencanaBaris:
    """Rows that are inserted, labelled and emptied; places but those of `sisip` are after the insertion.

    Parameters
    ----------
    sisip : tuple of Insertion
        Rows of sheets to be inserted, in terms of the template.
    tulis : tuple of Tulis
        Labels and numbers of the new rows.
    kosongkan : tuple of Place
        Cells of rows that the data do not have, which give way.
    baru, lain : tuple
        The new rows, and the rows that the data do not have.
    pasangan : tuple of Pasangan
        Rows whose facts come from the data.
    """

    sisip: tuple[Insertion, ...] = ()
    tulis: tuple[Tulis, ...] = ()
    kosongkan: tuple[Place, ...] = ()
    baru: tuple[BarisBaru, ...] = ()
    lain: tuple[BarisLain, ...] = ()
    pasangan: tuple[Pasangan, ...] = ()


def plan_rows(
    laporan: Laporan,
    package: Package,
    *,
    data: Laporan | None = None,
    on_conflict: OnConflict = "keep",
    metode: Metode,
) -> RencanaBaris:
    """Decide which rows the tables of a template get.

    Parameters
    ----------
    laporan : Laporan
        The template.
    package : Package
        Its package, which is only looked at.
    data : Laporan, optional
        The workbook whose facts are to fill it.
    on_conflict : {"keep", "replace", "error"}
        ``replace`` puts the rows of the data in place of those that they do not have.
    metode : Metode
        How names are compared.
    """
    given = {table.nama: table for table in data.daftar_tabel} if data else {}
    rows: dict[str, list[Baris]] = {}
    changes = []
    for table in sorted(
        (*laporan.daftar_tabel, *laporan.formulir), key=lambda one: _rank(one, laporan.specs)
    ):
        change = _Change(table, Lines(table, package.sheet(table.sheet)), given.get(table.nama), metode)
        if table.nama in given:
            change.take(given[table.nama].baris, replace_others=on_conflict == "replace")
        elif not change.lines.taken:
            change.take(rows_taken_over(table, _source(table, rows, given)), replace_others=False)
        rows.setdefault(table.id, change.rows)
        changes.append(change)
    return _joined([change for change in changes if change.given or change.new])


def _depth(id_: str, known: TableSet) -> int:
    return max((1 + _depth(source, known) for source in known[id_].baris_dari), default=0)


def _rank(table: Tabel, known: TableSet) -> tuple[int, bool]:
    """Order tables so that each comes after those that it takes rows from; of several PK the unit's first."""
    return _depth(table.id, known), not any(column.id == "tujuan" for column in table.kolom)


def _source(table: Tabel, rows: Mapping[str, list[Baris]], given: Mapping[str, Tabel]) -> Sequence[Baris]:
    """Return the rows that an empty table takes over: of the template as it becomes, else of the data."""
    for id_ in table.spec.baris_dari:
        elsewhere = next((list(one.baris) for one in given.values() if one.id == id_), [])
        if found := rows.get(id_) or elsewhere:
            return found
    return ()


class _Change:
    """What becomes of the rows of one table."""

    def __init__(self, table: Tabel, lines: Lines, given: Tabel | None, metode: Metode) -> None:
        self.table, self.lines, self.given = table, lines, given
        self.matched = matching_rows(self._own, given, metode) if given else {}
        self.others = [row for row in lines.taken if row.nomor not in self.matched] if given else []
        self.cleared: list[Baris] = []
        self.new: list[tuple[Baris, Garis]] = []
        self.insertions: tuple[Insertion, ...] = ()

    @property
    def _own(self) -> Tabel:
        """The table without the lines of its form that say nothing."""
        taken = {row.nomor for row in self.lines.taken}
        kept = (row for row in self.table.baris if row.nomor in taken or row.tingkat.is_summary)
        return replace(self.table, baris=tuple(kept))

    def take(self, rows: Iterable[Baris], *, replace_others: bool) -> None:
        """Find a line for each row that the table does not have yet."""
        if self.table.spec.baris == "pita" and self.lines.taken and not replace_others:
            return  # the bands of two scales together are no scale
        known = {id(row) for row in self.matched.values()}
        new = (row for row in rows if id(row) not in known and row.tingkat is not Level.RATA)
        left = list(map(self._own_columns, new))
        if self.table.spec.baris == "pohon" and not self.table.rincian:
            left = list(numbered(left))
        wanted = [row for row in left if any(sel.teks for sel in row.sel.values())]
        self.cleared = self.others if replace_others else []
        free = sorted({*self.lines.free, *(row.nomor for row in self.cleared)})
        placement = self.lines.place([row.sel for row in wanted], free)
        self.new = list(zip(wanted, placement.garis, strict=True))
        self.insertions = placement.sisip

    def _own_columns(self, row: Baris) -> Baris:
        keys = {column.kunci for column in self.table.kolom}
        return replace(row, sel={key: sel for key, sel in row.sel.items() if key in keys})

    @property
    def rows(self) -> list[Baris]:
        """The rows that the table has in the end, for the tables that take them over."""
        cleared = {row.nomor for row in self.cleared}
        kept = [row for row in self.lines.taken if row.nomor not in cleared]
        return [*kept, *(row for row, _ in self.new)]


def _joined(changes: Sequence[_Change]) -> RencanaBaris:
    insertions = tuple(insertion for change in changes for insertion in change.insertions)
    places = [_Places(change, [i for i in insertions if i.sheet == change.table.sheet]) for change in changes]
    return RencanaBaris(
        sisip=insertions,
        tulis=tuple(cell for one in places for cell in one.labels()),
        kosongkan=tuple(place for one in places for place in one.cleared()),
        baru=tuple(row for one in places for row in one.new_rows()),
        lain=tuple(row for one in places for row in one.others()),
        pasangan=tuple(pair for one in places for pair in one.pairs()),
    )


class _Places:
    """The changes of one table, at the places that its cells have after the insertions."""

    def __init__(self, change: _Change, insertions: Sequence[Insertion]) -> None:
        self.change, self.insertions = change, insertions
        self.table, self.lines = change.table, change.lines
        self._rows = {row.nomor: row for row in self.table.baris}
        self._cleared = {row.nomor for row in change.cleared}
        self._file = next((row.tempat.file for row in self.table.baris), "")

    def labels(self) -> Iterator[Tulis]:
        for row, line in self.change.new:
            for column in self.table.kolom:
                if column.kunci in row.sel and not self.lines.covers(line, column.lajur):
                    yield from self._label(row, line, column)
        yield from numbers(self.change.new, self.table, self._target, self.lines)

    def _label(self, row: Baris, line: Garis, column: Kolom) -> Iterator[Tulis]:
        source, target = row.sel[column.kunci], self._target(line, column)
        if column.spec.jenis in {"teks", "label"} and column.spec.peran == "in" and source.teks:
            yield copied(self.table, column, target, source)

    def _target(self, line: Garis, column: Kolom) -> Sel:
        """Return the cell of a line, at its place after the insertions."""
        at = line.at(self.insertions)
        place = Place(self._file, self.table.sheet, refs.cell_name(at, column.lajur))
        row = self._rows.get(line.nomor) if line.sisipan is None else None
        known = row.sel.get(column.kunci) if row else None
        if known is None or line.nomor in self._cleared:
            return Sel(tempat=place, baris=at, lajur=column.lajur, sampai=at)
        return known._replace(tempat=place, baris=at)

    def cleared(self) -> Iterator[Place]:
        for row in self.change.cleared:
            for key, sel in row.sel.items():
                typed = sel.teks and not sel.rumus and sel.baris == row.nomor
                if typed and self._column(key).spec.jenis != "nomor":
                    at = moved(row.nomor, self.insertions)
                    yield sel.tempat._replace(cell=refs.cell_name(at, sel.lajur))

    def _column(self, key: str) -> Kolom:
        return next(column for column in self.table.kolom if column.kunci == key)

    def new_rows(self) -> Iterator[BarisBaru]:
        for row, line in self.change.new:
            yield BarisBaru(
                tabel=self.table.nama,
                tempat=self._target(line, self.table.kolom[0]).tempat,
                asal=next((sel.tempat for sel in row.sel.values() if sel.teks), Place()),
                disisipkan=line.sisipan is not None,
            )

    def others(self) -> Iterator[BarisLain]:
        for row in self.change.others:
            text = next((sel.teks for key, sel in row.sel.items() if sel.teks and key != "no"), "")
            at = moved(row.nomor, self.insertions)
            first = row.tempat._replace(cell=refs.cell_name(at, self.table.kolom[0].lajur))
            yield BarisLain(tabel=self.table.nama, tempat=first, teks=text)

    def pairs(self) -> Iterator[Pasangan]:
        if not self.change.given:
            return
        for number, row in self.change.matched.items():
            yield Pasangan(tabel=self.table.nama, nomor=moved(number, self.insertions), data=row)
        for row, line in self.change.new:
            yield Pasangan(tabel=self.table.nama, nomor=line.at(self.insertions), data=row)
