"""Helpers of all checks: walks over cells and values, and the words that the checks know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.base.data import office_words
from sakipcalc.core.memo import remembered
from sakipcalc.model import cells_with
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.links import Subject
    from sakipcalc.model import Cell, Column, Laporan, Row, Table

__all__ = ["cells", "cells_that_say", "leaves", "left_note", "typed"]


@remembered(8192)
def left_note(text: str) -> str:
    """Return the words of an editor that were left in a text; empty without any.

    Examples
    --------
    >>> left_note("Nilai SAKIP (cek lagi)"), left_note("Laporan bulanan")
    ('cek lagi', '')
    >>> left_note("Tambah sasaran..."), left_note("Isi Rumah Sakit"), left_note("dst")
    ('tambah', '', 'dst')
    """
    known = office_words("pemeriksaan")["catatan"]
    shown = text.lower()
    signs = (sign for sign in known["tanda"] if sign in shown and _stands_alone(shown, sign))
    words = f" {plain(text)} "
    phrases = (phrase for phrase in known["kata"] if f" {phrase} " in words)
    return next(signs, "") or next(phrases, "") or _instruction(text, known["awal"])


def _instruction(text: str, openings: Sequence[str]) -> str:
    """Return the word with which a text tells the next editor to go on, if it does: it ends in dots."""
    said = plain(text)
    opening = next((one for one in openings if said == one or said.startswith(f"{one} ")), "")
    unfinished = text.rstrip(" )]").endswith(("...", "…"))
    return opening if opening and (unfinished or said == "dst") else ""


def _stands_alone(text: str, sign: str) -> bool:
    before, found, after = text.partition(sign)
    return bool(found) and not before[-1:].isalnum() and not after[:1].isalnum()


def cells(laporan: Laporan) -> Iterator[tuple[Table, Row, Column, Cell]]:
    """Yield every cell of every table, those of all officials included; a merged cell once."""
    for table in laporan.tables:
        seen = set()
        for row in metered(table.rows):
            for column in table.columns:
                cell = row.cells[column.key]
                if cell.place not in seen:
                    seen.add(cell.place)
                    yield table, row, column, cell


def cells_that_say(laporan: Laporan, field: str) -> list[Cell]:
    """Return the cells of all tables of which a field says something, a merged one in each of its rows."""
    return cells_with([row.cells for table in laporan.tables for row in table.rows], field)


def leaves(hasil: Hasil, table: str) -> tuple[Row, ...]:
    """Return the lines of a budget tree that have none below them."""
    return hasil.links.leaves(table)


def typed(
    hasil: Hasil, tables: tuple[str, ...], subject: Subject, column: str, year: int | None = None
) -> dict[str, Value]:
    """Return the typed values of a subject in a column, by table; formulas are left out.

    Parameters
    ----------
    hasil : Hasil
        The results.
    tables : tuple of str
        Tables in the order that they are to come in.
    subject : Subject
        Indicator or line.
    column : str
        Column; a table without it is passed over.
    year : int, optional
        Year, in tables with a column for each; that of the report without one.
    """
    found = {}
    for table in tables:
        spec = hasil.laporan.specs[table].kolom.get(column)
        if spec is None:
            continue
        of_year = year or hasil.laporan.entitas.tahun
        value = hasil.facts_engine.typed(table, subject, column, of_year if spec.tahunan else None)
        if value.known and not (value.cell and value.cell.formula):
            found[table] = value
    return found
