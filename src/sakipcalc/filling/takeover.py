"""The rows that an empty table takes over from the one that its specification names."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.model import Baris, Level, Sel
from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.filling.lines import Isi
    from sakipcalc.model import Tabel

__all__ = ["numbered", "rows_taken_over"]

#: The word of the line that adds up a budget.
_TOTAL = "JUMLAH"
#: What a line begins with when its text says its level.
_SAYS_LEVEL = re.compile(
    r"\s*(?:[a-z\d]{1,2}\s*[.)]|-\s|\d+\.\d|(?:[A-Z]\.\s+)?(?:program|(?:sub\s*-?\s*)?kegiatan)\b)",
    re.IGNORECASE,
)


def rows_taken_over(table: Tabel, source: Sequence[Baris]) -> list[Baris]:
    """Return the rows for a table, with the labels of the rows of another one.

    Parameters
    ----------
    table : Tabel
        The empty table.
    source : sequence of Baris
        Rows of the other one; of a budget tree the lines without a budget are left out.
    """
    rows = [row for row in source if not row.tingkat.is_summary]
    if table.spec.baris != "pohon":
        return [_labelled(table, row) for row in rows]
    taken = [_labelled(table, row) for row in rows if _has_budget(row)]
    closed = any(row.tingkat.is_summary for row in table.baris)
    return taken if closed or not taken else [*taken, _total_row(table)]


def _labelled(table: Tabel, row: Baris) -> Baris:
    cells: dict[str, Sel] = {}
    for column in table.kolom:
        known = (row.sel[name] for name in column.spec.label_dari if row.teks(name))
        label = next(known, None)
        if label is not None:
            cells[column.kunci] = label
    return replace(row, sel=cells)


def _has_budget(row: Baris) -> bool:
    """Return whether a line belongs among those with a budget: a dash says that it has none."""
    budget = row.sel.get("anggaran")
    dash = budget is not None and budget.angka is not None and budget.angka.missing and bool(budget.teks)
    return row.tingkat.in_tree and not dash


def numbered(rows: Sequence[Baris]) -> Iterator[Baris]:
    """Yield the lines of a tree, numbered within the line above where their text does not say the level."""
    counts: dict[Level, int] = defaultdict(int)
    for row in rows:
        counts[row.tingkat] += 1
        if row.tingkat is Level.PROGRAM:
            counts[Level.KEGIATAN] = 0
        if row.tingkat is not Level.SUB_KEGIATAN:
            counts[Level.SUB_KEGIATAN] = 0
        text = row.teks("uraian")
        if row.teks("kode") or _SAYS_LEVEL.match(text) or not row.tingkat.in_tree:
            yield row
            continue
        name = row.sel["uraian"]._replace(teks=f"{_sign(row.tingkat, counts[row.tingkat])}{text}")
        yield replace(row, sel={**row.sel, "uraian": name})


def _sign(level: Level, number: int) -> str:
    if level is Level.PROGRAM:
        return "Program "
    if level is Level.KEGIATAN:
        return f"{number}. "
    return f"{string.ascii_lowercase[number - 1]}) " if number <= len(string.ascii_lowercase) else "- "


def _total_row(table: Tabel) -> Baris:
    cell = Sel(tempat=Place(), baris=0, lajur=0, teks=_TOTAL)
    isi: Isi = {column.kunci: cell for column in table.kolom if column.id == "uraian"}
    return Baris(nomor=0, sel=isi, tingkat=Level.JUMLAH)
