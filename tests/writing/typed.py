"""A blank template with the facts of a unit typed into its yellow cells, as a person would."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import sakipcalc as sc
from sakipcalc.excel import Editor, Package, refs
from sakipcalc.model import column_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.model import Table

    from ..layouts.facts import Line, Unit

Entry = tuple[str, int, str, object]


def typed_in(template: bytes, unit: Unit) -> bytes:
    """Return the template with the facts of a unit; formulas keep the empty results that they store."""
    laporan = sc.read(template)
    tables = {table.name: table for table in laporan.tables}
    editor = Editor(Package.open(template))
    editor.set_text("Sampul", "C4", unit.nama)
    editor.set_text("Sampul", "C5", unit.kabupaten)
    for name, number, key, value in entries(unit, tables):
        table = tables[name]
        lines = tables["3.9" if name == "2.4" else name].rows  # the same lines; those of 2.4 are still empty
        ref = refs.cell_name(lines[number].number, lajur(table, key))
        if isinstance(value, str):
            editor.set_text(table.sheet, ref, value)
        elif value is None and name == "3.2":
            editor.clear(table.sheet, ref)
        elif value is not None:
            editor.set_number(table.sheet, ref, plain(value))
    return editor.to_bytes()


def lajur(table: Table, key: str) -> int:
    return next(column.col for column in table.columns if column.key == key)


def plain(value: object) -> float:
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else float(exact)


def entries(unit: Unit, tables: dict[str, Table]) -> Iterator[Entry]:
    """Yield table, row from 0, column and value of everything that the unit types."""
    goals: set[str] = set()
    for number, one in enumerate(unit.indikator):
        for key in ("tujuan", "sasaran"):
            text = getattr(one, key)
            if text and text not in goals:  # a goal is typed once
                yield "2.1", number, key, text
                goals.add(text)
        yield from (
            ("2.1", number, key, getattr(one, name))
            for key, name in (("indikator", "nama"), ("satuan", "satuan"), ("kondisi_awal", "kondisi_awal"))
        )
        for year, target in one.target.items():
            yield "2.1", number, column_key("target", year), target
        if not one.realisasi:
            for key in ("tujuan_sasaran", "indikator", "satuan", "target"):
                yield "3.2", number, key, None  # not measured: its row is deleted
            continue
        yield "3.2", number, "arah", {"ya_tidak": "ya/tidak"}.get(one.arah, one.arah)
        yield "3.2", number, "realisasi", one.realisasi[unit.tahun]
        yield "3.2", number, "sumber_data", one.sumber_data
        yield "3.5", number, "analisis", one.analisis
        yield "3.5", number, "solusi", one.solusi
        for year, value in one.realisasi.items():
            if year != unit.tahun:
                yield "3.3", number, column_key("realisasi", year), value
    yield from _budget(unit, tables)
    for number, (_, realisasi) in enumerate(unit.belanja):
        yield "Belanja", number, "realisasi", realisasi


def _budget(unit: Unit, tables: dict[str, Table]) -> Iterator[Entry]:
    levels = [row.level for row in tables["3.9"].rows]
    at = -1
    for line in (line for program in unit.program for line in program.walk()):
        at = levels.index(line.tingkat, at + 1)
        for key, value in _line(line).items():
            yield "2.4", at, key, value
        if line.tingkat == "sub_kegiatan":
            yield "2.4", at, "anggaran", line.anggaran
            yield "3.9", at, "realisasi", line.realisasi
        if line.sasaran:
            yield "3.9", at, "sasaran", line.sasaran


def _line(line: Line) -> dict[str, object]:
    return {
        "kode": line.kode, "uraian": line.nama, "indikator": line.indikator,
        "target": line.target, "satuan": line.satuan,
    }  # fmt: skip
