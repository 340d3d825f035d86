"""The inputs of the old year: which cells are emptied, and where the formulas point in the new one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.allowance import metered
from sakipcalc.formulatext import Reference, changed, parse, write
from sakipcalc.ooxml import refs
from sakipcalc.tables.standard import AGREEMENT, GOALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.formulatext import Node
    from sakipcalc.model import Baris, Laporan, Sel

__all__ = ["Tujuan", "emptied", "next_plan", "planned"]


#: Columns in which a total is named.
_NAMED = frozenset({"no", "uraian", "indikator", "tujuan_sasaran"})


class Tujuan(NamedTuple):
    """A cell of an agreement and the target that Tabel 2.1 has for it."""

    sel: Sel
    nilai: float | str


def emptied(laporan: Laporan) -> Iterator[Sel]:
    """Yield the cells of the tables that hold something of the year: typed inputs, results, formulas."""
    seen = set()
    for table in laporan.daftar_tabel:
        if table.spec.tetap or table.spec.riwayat:
            continue
        for row in metered(table.baris):
            for column in table.kolom:
                sel = row.sel.get(column.kunci)
                if (
                    sel is None
                    or sel.kosong
                    or sel.tempat in seen
                    or not column.spec.of_one_year
                    or sel.teks in _words_of(row)
                ):
                    continue
                seen.add(sel.tempat)
                yield sel


def _words_of(row: Baris) -> frozenset[str]:
    """Return the word of a total, which may be merged over the figures."""
    if not row.tingkat.is_summary:
        return frozenset()
    return frozenset(sel.teks for key, sel in row.sel.items() if key in _NAMED)


def planned(hasil: Hasil, tahun: int) -> Iterator[Tujuan]:
    """Yield the targets that Tabel 2.1 has in a year for what the head of the unit promises."""
    table = hasil.tautan.tabel.get(AGREEMENT)
    for row in table.baris if table and GOALS in hasil.tautan.tabel else ():
        sel, subject = row.sel.get("target"), hasil.tautan.subjek(AGREEMENT, row)
        if sel is None or subject is None or sel.rumus or sel.kosong:
            continue
        value = hasil.mesin.nilai(GOALS, subject, "target", tahun)
        if value.angka is not None:
            number = value.angka / sel.faktor
            yield Tujuan(sel, int(number) if number.denominator == 1 else float(number))
        elif value.teks:
            yield Tujuan(sel, value.teks)


def next_plan(rumus: str, sheet: str, hasil: Hasil) -> str:
    """Return a formula with the targets that Tabel 2.1 has for the old year replaced by the next ones."""
    plan, year = hasil.tautan.tabel.get(GOALS), hasil.laporan.entitas.tahun
    if plan is None or year is None:
        return rumus
    columns = {column.tahun: refs.column_name(column.lajur) for column in plan.kolom if column.tahun}
    tree = parse(rumus) if {year, year + 1} <= columns.keys() else None
    if tree is None:
        return rumus
    old, new, name = columns[year], columns[year + 1], plan.sheet

    def moved(node: Node) -> Node | None:
        if not isinstance(node, Reference) or node.kind not in {"cell", "area"}:
            return None
        if (node.sheets or (sheet,)) != (name,):
            return None
        ends = (end.replace(old, new) if _column(end) == old else end for end in node.text.split(":"))
        return replace(node, text=":".join(ends))

    return write(changed(tree, moved))


def _column(cell: str) -> str:
    """Return the letters of a cell that a formula names."""
    return cell.strip("$").rstrip("0123456789").rstrip("$")
