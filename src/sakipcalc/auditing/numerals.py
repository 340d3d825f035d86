"""Checks of number formats: separators that change from cell to cell."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Cell, Column, Table

#: Groups of three digits with one mark between them: one group alone may as well be decimals.
_LONG = re.compile(r"\d{1,3}([.,])\d{3}\1\d{3}")
_DECIMAL = re.compile(r"(?<!\d)\d++(?:([.,])\d{1,2}(?!\d)|([.,])\d{4,}+)")


@check
def check_separators(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the tables in which figures typed as text have now a dot, now a comma, for the same purpose."""
    for table in hasil.laporan.tables:
        for column in table.columns:
            spec = column.spec
            if spec.numeric:
                yield from _mixed(table, column, money=spec.jenis == "uang")


def _mixed(table: Table, column: Column, *, money: bool) -> Iterator[Temuan]:
    marks: dict[Cell, str] = {}
    for row in table.rows:
        cell = row.cells[column.key]
        mark = "" if cell.is_number or cell.formula else _mark(cell.text, money=money)
        if mark:
            marks[cell] = mark
    counts = Counter(marks.values())
    if len(counts) > 1:
        rare = min(counts, key=lambda mark: (counts[mark], mark))
        odd = [cell for cell, mark in marks.items() if mark == rare]
        yield Temuan(
            code="pemisah-campur",
            places=tuple(cell.place for cell in odd),
            actual=odd[0].text,
            data={
                "kolom": column.heading,
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


def _in_one_row(table: Table, column: Column, rare: str) -> Phrase | None:
    """Return the rows in which the neighbouring figures have the other mark."""
    money = [c for c in table.columns if c.spec.jenis == "uang"]
    rows = [
        row.number
        for row in table.rows
        if _mark(row.text(column.key), money=True) == rare
        and any(_mark(row.text(c.key), money=True) not in {"", rare} for c in money)
    ]
    return Phrase("words.campur-sebaris", {"baris": tuple(rows)}) if rows else None
