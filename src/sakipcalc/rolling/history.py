"""Tables of several years: each column takes over what stood in the next one; the last is emptied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.allowance import metered
from sakipcalc.filling.write import stored
from sakipcalc.formulatext import Reference, nodes, parse
from sakipcalc.model import column_key
from sakipcalc.ooxml.formulas import translate
from sakipcalc.tables.standard import GOALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Baris, Kolom, Sel, Tabel
    from sakipcalc.ooxml import Cell, Package

__all__ = ["Isi", "history"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Isi:
    """What a cell of the history gets: a formula, a value, another value for its own formula, or nothing."""

    sel: Sel
    nilai: float | str | None = None
    rumus: str = ""
    tetap: bool = False


def history(hasil: Hasil, package: Package) -> Iterator[Isi]:
    """Yield what the cells of the tables of several years get."""
    year = hasil.laporan.entitas.tahun
    for table in hasil.tautan.tabel.values() if year is not None else ():
        if table.spec.riwayat:
            yield from _of_table(hasil, package, table, year or 0)


def _of_table(hasil: Hasil, package: Package, table: Tabel, year: int) -> Iterator[Isi]:
    seen = set()
    for row in metered(table.baris):
        for column in table.kolom:
            sel = row.sel[column.kunci]
            if column.tahun is None or sel.tempat in seen:
                continue
            seen.add(sel.tempat)
            yield _Shift(hasil, package, table, row, year).content(column, sel)


@dataclass(frozen=True, slots=True)
class _Shift:
    """Moves the cells of one row."""

    hasil: Hasil
    package: Package
    table: Tabel
    row: Baris
    year: int

    def content(self, column: Kolom, sel: Sel) -> Isi:
        following = (column.tahun or 0) + 1
        source = self.row.sel.get(column_key(column.id, following))
        if column.tahun == self.year or source is None:
            return Isi(sel=sel, tetap=bool(sel.rumus))
        return self._taken_over(column, sel, source)

    def _taken_over(self, column: Kolom, sel: Sel, source: Sel) -> Isi:
        cell = self._cell(source)
        value = cell.value if cell and not isinstance(cell.value, bool) else None
        if value in {None, ""}:
            value = self._computed(column, source)
        if source.rumus and self._plans_only(source.rumus):
            return Isi(sel=sel, nilai=value, rumus=source.rumus)
        moved = translate(source.rumus, 0, sel.lajur - source.lajur) if source.rumus else ""
        if sel.rumus and moved == sel.rumus:
            return Isi(sel=sel, nilai=value, tetap=True)
        return Isi(sel=sel, nilai=value)

    def _cell(self, sel: Sel) -> Cell | None:
        return self.package.sheet(sel.tempat.sheet).cells.get((sel.baris, sel.lajur))

    def _plans_only(self, rumus: str) -> bool:
        """Return whether a formula names cells of the Renstra's targets only, so that it holds anywhere."""
        plan = self.hasil.tautan.tabel.get(GOALS)
        tree = parse(rumus)
        if plan is None or tree is None:
            return False
        return {node.sheets for node in nodes(tree) if isinstance(node, Reference)} == {(plan.sheet,)}

    def _computed(self, column: Kolom, source: Sel) -> float | str | None:
        """Return what follows for the last year from the other tables where its cell says nothing."""
        subject = self.hasil.tautan.subjek(self.table.id, self.row)
        if subject is None:
            return None
        value = self.hasil.mesin.nilai(self.table.id, subject, column.id, (column.tahun or 0) + 1)
        return stored(value, source) if value.ada else None
