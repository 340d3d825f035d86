"""How figures are written: separators that change from cell to cell."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.findings import Temuan
from sakipcalc.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Kolom, Sel, Tabel

#: Groups of three digits with one mark between them: one group alone may as well be decimals.
_LONG = re.compile(r"\d{1,3}([.,])\d{3}\1\d{3}")
_DECIMAL = re.compile(r"(?<!\d)\d++(?:([.,])\d{1,2}(?!\d)|([.,])\d{4,}+)")


@check
def check_separators(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the tables in which figures typed as text have now a dot, now a comma, for the same purpose."""
    for table in hasil.laporan.daftar_tabel:
        for column in table.kolom:
            spec = column.spec
            if spec.numeric:
                yield from _mixed(table, column, money=spec.jenis == "uang")


def _mixed(table: Tabel, column: Kolom, *, money: bool) -> Iterator[Temuan]:
    marks: dict[Sel, str] = {}
    for row in table.baris:
        sel = row.sel[column.kunci]
        mark = "" if sel.asli or sel.rumus else _mark(sel.teks, money=money)
        if mark:
            marks[sel] = mark
    counts = Counter(marks.values())
    if len(counts) > 1:
        rare = min(counts, key=lambda mark: (counts[mark], mark))
        odd = [sel for sel, mark in marks.items() if mark == rare]
        yield Temuan(
            kode="pemisah-campur",
            tempat=tuple(sel.tempat for sel in odd),
            nilai=odd[0].teks,
            data={
                "kolom": column.judul,
                "titik": counts["."],
                "koma": counts[","],
                "baris": _in_one_row(table, column, rare) or "",
            },
        )


def _mark(text: str, *, money: bool) -> str:
    """Return the mark that a figure has between thousands; in a column without money, before its decimals."""
    pattern = _LONG if money else _DECIMAL
    found = pattern.search(text)
    return next((mark for mark in found.groups() if mark), "") if found else ""


def _in_one_row(table: Tabel, column: Kolom, rare: str) -> Phrase | None:
    """Return the rows in which the neighbouring figures have the other mark."""
    money = [c for c in table.kolom if c.spec.jenis == "uang"]
    rows = [
        row.nomor
        for row in table.baris
        if _mark(row.teks(column.kunci), money=True) == rare
        and any(_mark(row.teks(c.kunci), money=True) not in {"", rare} for c in money)
    ]
    return Phrase("words.campur-sebaris", {"baris": tuple(rows)}) if rows else None
