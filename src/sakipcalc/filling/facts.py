"""Which facts of another workbook go into which cells of the template, and where the two disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc.computing import Nilai
from sakipcalc.computing.engine import differs
from sakipcalc.filling.plan import Konflik, Tulis, copied
from sakipcalc.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.filling.plan import OnConflict
    from sakipcalc.filling.rows import Pasangan
    from sakipcalc.model import Baris, Kolom, Laporan, Sel, Tabel
    from sakipcalc.places import Place
    from sakipcalc.tables import ColumnSpec

__all__ = ["RencanaFakta", "plan_facts", "without_place"]

#: Units that the column says as well as the cell.
_UNITS = frozenset({"", "Rp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RencanaFakta:
    """Facts to be written, and typed values of the template that differ from them."""

    tulis: tuple[Tulis, ...] = ()
    konflik: tuple[Konflik, ...] = ()


def plan_facts(
    laporan: Laporan, pasangan: Sequence[Pasangan], data: Hasil, on_conflict: OnConflict = "keep"
) -> RencanaFakta:
    """Decide which facts are written where.

    What the unit types comes from the data, and so does a carried-over value that somebody typed there,
    unless it only repeats what the other tables give: then the template has it as a live formula.

    Parameters
    ----------
    laporan : Laporan
        The template with all its rows.
    pasangan : sequence of Pasangan
        Its rows and those of the data that are about the same.
    data : Hasil
        Results of the workbook that the facts come from.
    on_conflict : {"keep", "replace", "error"}
        ``replace`` also writes over typed values that differ.
    """
    tables = {table.nama: table for table in laporan.daftar_tabel}
    derivable = _Derivable(data, frozenset(table.id for table in laporan.daftar_tabel))
    write: list[Tulis] = []
    conflicts: list[Konflik] = []
    for pair in pasangan:
        table = tables.get(pair.tabel)
        row = next((one for one in table.baris if one.nomor == pair.nomor), None) if table else None
        if table is None or row is None:
            continue
        for column, source, target in _stated(table, row, pair.data, derivable):
            if not target.kosong and _agree(source, target):
                continue
            cell = _fact(table, column, source, target)
            if not target.kosong:
                conflicts.append(Konflik(tabel=cell.tabel, kolom=cell.kolom, sel=target, nilai=cell.nilai))
            if target.kosong or on_conflict == "replace":
                write.append(cell)
    return RencanaFakta(tulis=tuple(write), konflik=tuple(conflicts))


def _stated(table: Tabel, row: Baris, data: Baris, derivable: _Derivable) -> Iterator[tuple[Kolom, Sel, Sel]]:
    """Yield the columns of a row for which the data have a fact, each with its cell there and here."""
    covered = table.tertutup(row)
    for column in table.kolom:
        spec = column.spec
        source, target = data.sel.get(column.kunci), row.sel[column.kunci]
        if source is None or column.kunci in covered or not source.teks or source.galat:
            continue
        if target.baris != row.nomor or target.rumus or spec.jenis in {"nomor", "warna"}:
            continue  # part of a cell merged over it, a formula of the unit, or what the form itself shows
        if spec.peran == "in" or (
            spec.peran == "ref" and not derivable.holds_results(spec) and not derivable(source)
        ):
            yield column, source, target


def _fact(table: Tabel, column: Kolom, source: Sel, target: Sel) -> Tulis:
    spec = column.spec
    figure = source.nilai if spec.numeric and _is_plain(source, spec, target) else None
    return copied(table, column, target, source, figure=figure, number_format=spec.format)


def _is_plain(source: Sel, spec: ColumnSpec, target: Sel) -> bool:
    """Return whether the number alone says what the cell says; the word after it is not thrown away."""
    if source.asli or source.angka is None or target.faktor != source.faktor:
        return True
    return source.angka.unit in (_UNITS | {"%"} if spec.jenis == "persen" else _UNITS)


def _agree(source: Sel, target: Sel) -> bool:
    """Return whether two cells say the same: the same number, else the same words."""
    wanted, typed = Nilai.from_cell(source).angka, Nilai.from_cell(target).angka
    if wanted is not None or typed is not None:
        return wanted == typed
    return plain(source.teks) == plain(target.teks)


class _Derivable:
    """Tells which carried-over values of the data the template will derive from its own tables."""

    def __init__(self, data: Hasil, tables: frozenset[str]) -> None:
        self._derived: Mapping[Place, Nilai] = {v.sel.tempat: v for *_, v in data.turunan_cetakan if v.sel}
        self._tables = tables
        self.holds_results = data.laporan.specs.holds_results
        self._home = {
            sel.tempat: table.id
            for table in data.laporan.daftar_tabel
            for row in table.baris
            for sel in row.sel.values()
        }

    def __call__(self, source: Sel) -> bool:
        value = self._derived.get(source.tempat)
        if value is None or not value.ada or differs(Nilai.from_cell(source), value):
            return False
        return all(self._home.get(place) in self._tables for place in value.asal())


def without_place(laporan: Laporan, data: Laporan) -> tuple[str, ...]:
    """Return the tables of the data that the template lacks, and the columns of facts that its own lack."""
    tables = {table.nama: table for table in (*laporan.daftar_tabel, *laporan.formulir)}
    missing: list[str] = []
    for table in data.daftar_tabel:
        if table.nama not in tables:
            missing.append(table.nama)
            continue
        known = {column.kunci for column in tables[table.nama].kolom}
        facts = (one for one in table.kolom if one.spec.peran == "in" and one.id != "no")
        missing += [
            f"{table.nama} {one.kunci}" for one in facts if one.kunci not in known and _is_said(table, one)
        ]
    return tuple(missing)


def _is_said(table: Tabel, column: Kolom) -> bool:
    return any(row.teks(column.kunci) for row in table.baris)
