"""The numbers of new rows: those of the form, of the data, or one after the other."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.computing import Nilai
from sakipcalc.filling.lines import SUMMARY
from sakipcalc.filling.plan import Tulis
from sakipcalc.tables import specs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sakipcalc.filling.lines import Garis, Lines
    from sakipcalc.model import Baris, Kolom, Sel, Tabel

__all__ = ["numbers"]


def numbers(
    new: Sequence[tuple[Baris, Garis]], table: Tabel, target: Callable[[Garis, Kolom], Sel], lines: Lines
) -> Iterator[Tulis]:
    """Yield the numbers of new rows that their lines do not show already.

    Rows of a table that was empty take the numbers of the data where these have them and the form shows
    none; otherwise the count goes on from the highest number of the rows that the table has.
    """
    column = next((one for one in table.kolom if specs()[table.id].kolom[one.id].jenis == "nomor"), None)
    rows = [(row, line) for row, line in new if row.tingkat not in SUMMARY]
    if column is None or not rows:
        return
    printed = [row.teks(column.kunci) for row in table.baris if row.teks(column.kunci)]
    given = [row.teks(column.kunci) for row, _ in rows]
    start = max((_count(row.teks(column.kunci)) for row in lines.taken), default=0)
    own = bool(given[0]) and not printed
    dot = "." if printed and printed[0].endswith(".") else ""
    for count, ((row, line), text) in enumerate(zip(rows, given, strict=True), start + 1):
        cell = target(line, column)
        wanted = text if own else f"{count}{dot}"
        if not lines.covers(line, column.lajur) and wanted and cell.teks != wanted:
            source = row.sel.get(column.kunci) if own else None
            yield _number(table, column, cell, wanted, source)


def _count(text: str) -> int:
    plain = text.strip().rstrip(".")
    return int(plain) if plain.isdecimal() else 0


def _number(table: Tabel, column: Kolom, cell: Sel, text: str, source: Sel | None) -> Tulis:
    made_from = (("nilai", (Nilai.from_cell(source),)),) if source else ()
    figure = Fraction(int(text)) if text.isdecimal() else None
    value = Nilai(angka=figure, teks=text, status="diisi", rumus="salin", masukan=made_from, sel=cell)
    return Tulis(
        tabel=table.nama, kolom=column.kunci, sel=cell, nilai=value, rumus=None, format="General", warna=""
    )
