"""The level of each row: goal or objective, programme, activity, sub-activity or total.

Offices show levels by code, by words, by numbering, by the names that another
table gives them, by indentation, by fill colour, and by which rows carry a budget; the
signs are tried in this order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from sakipcalc.model import TREE, Baris, Level
from sakipcalc.names import line_name
from sakipcalc.reading.extent import MEAN, TOTAL
from sakipcalc.remembering import remembered
from sakipcalc.tables.standard import BUDGET

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from sakipcalc.model import Tabel

__all__ = ["is_summary", "set_levels"]

_BY_WORDS = (
    (Level.PROGRAM, re.compile(r"\s*(?:[A-Z]\.\s+|[IVX]+\.\s+)?pr?o?gram\b", re.IGNORECASE)),
    (Level.SUB_KEGIATAN, re.compile(r"\s*(?:[a-z\d]{1,2}[.)]\s*)?sub\s*-?\s*kegiatan\b", re.IGNORECASE)),
    (
        Level.KEGIATAN,
        re.compile(
            r"\s*(?:[a-z\d]{1,2}[.)]\s*)?kegiatan\b|.*\bdengan\s+sub\s*kegiatan\s*:?\s*$",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
)
_BY_NUMBERING = (
    (Level.KEGIATAN, re.compile(r"\s*\d{1,2}\s*[.)]\s*\D")),
    (Level.SUB_KEGIATAN, re.compile(r"\s*(?:[a-z]\s*[.)]|-\s|\d+\.\d+\.?\s)\s*\w")),
)
#: 7.01.01 is a program, 7.01.01.2.01 a kegiatan, with four more digits or two a sub kegiatan.
_BY_CODE = {1: Level.UNIT, 2: Level.UNIT, 3: Level.PROGRAM, 5: Level.KEGIATAN, 6: Level.SUB_KEGIATAN}
_CODE = re.compile(r"\s*(\d(?:\.\d{1,4}){1,5})\.?\s+(?=\D)")
#: Columns in which a row may say that it is a total or a mean, and how long such a word is at most.
_NAMED = ("tujuan_sasaran", "tujuan", "sasaran", "uraian", "indikator", "no")
_LONGEST_SUMMARY = 40
#: One look for all rows says nothing.
_FEW_LOOKS = 2
#: Two names are of one line of the budget from here on, of 100.
_SAME_NAME = 90


def set_levels(tables: Sequence[Tabel]) -> tuple[Tabel, ...]:
    """Return the tables with the level, and in a tree the parent, of every row."""
    numbered = [_with_levels(table, {}) for table in tables]
    names = _names(numbered)
    return tuple(_with_levels(table, names) if _is_tree(table) else table for table in numbered)


def is_summary(row: Baris) -> bool:
    """Return whether a row is a total or a mean."""
    return _summary(row).is_summary


def _names(tables: Iterable[Tabel]) -> dict[str, Level]:
    """Return the levels that tables state for a name, by numbering or by their heading."""
    return {
        line_name(row.teks("uraian")): row.tingkat
        for table in tables
        for row in table.baris
        if row.tingkat.in_tree and table.id != BUDGET and row.teks("uraian")
    }


def _is_tree(table: Tabel) -> bool:
    """Return whether rows of a table have levels that have to be told from how they look."""
    return table.spec.baris == "pohon" and "uraian" in table.baris[0].sel and not table.rincian


def _with_levels(table: Tabel, names: Mapping[str, Level]) -> Tabel:
    rows = table.baris
    if not _is_tree(table):
        levels = [_summary(row) or _flat_level(row, table.rincian) for row in rows]
        return replace(table, baris=tuple(map(_at_level, rows, levels, [0] * len(rows))))
    levels = [_tree_level(row, names) for row in rows]
    for look in (_indentation, _fill):
        levels = _by_look(rows, levels, look)
    told, by_budget = levels, table.id == BUDGET
    levels = _with_budget_levels(rows, told, by_budget=by_budget)
    leveled = map(_at_level, rows, levels, _parents(rows, levels))
    return replace(table, baris=tuple(map(_marked, leveled, told) if by_budget else leveled))


def _at_level(row: Baris, level: Level, parent: int) -> Baris:
    return Baris(nomor=row.nomor, sel=row.sel, tingkat=level, induk=parent)


def _marked(row: Baris, told: str) -> Baris:
    """Return a row with the mark of a level that only its empty budget tells."""
    guessed = not told and row.tingkat is Level.KEGIATAN and _has_no_budget(row)
    return replace(row, terduga=True) if guessed else row


def _has_no_budget(row: Baris) -> bool:
    budget = row.sel.get("anggaran")
    return budget is None or budget.kosong


def _flat_level(row: Baris, listed: str) -> Level:
    """Return the level of a row of no tree: that of what the table lists, else of a goal or objective."""
    if listed:
        return Level.named(listed)
    return Level.SASARAN if row.teks("sasaran") else Level.TUJUAN


def _summary(row: Baris) -> Level:
    texts = [sel.teks for name in _NAMED if (sel := row.sel.get(name)) and len(sel.teks) <= _LONGEST_SUMMARY]
    said = {_summary_word(text) for text in texts if text}
    return next((level for level in (Level.JUMLAH, Level.RATA) if level in said), Level.NONE)


@remembered(8192)
def _summary_word(text: str) -> Level:
    if TOTAL.fullmatch(text):
        return Level.JUMLAH
    return Level.RATA if MEAN.fullmatch(text) else Level.NONE


def _tree_level(row: Baris, names: Mapping[str, Level]) -> Level:
    special = _summary(row)
    if special:
        return special
    text = row.teks("uraian")
    stated = _stated_level(text, row.teks("kode"))
    return _level_of_name(line_name(text), names) if stated is None else stated


@remembered(8192)
def _stated_level(text: str, written_code: str) -> Level | None:
    """Return the level that a line states itself, empty for a code of no level; None where it states none."""
    code = re.sub(r"\s", "", written_code) or (m.group(1) if (m := _CODE.match(text)) else "")
    if code:
        return _BY_CODE.get(len(code.strip(".").split(".")), Level.NONE)
    for patterns in (_BY_WORDS, _BY_NUMBERING):
        level = next((level for level, pattern in patterns if pattern.match(text)), Level.NONE)
        if level:
            return level
    return None


def _level_of_name(name: str, names: Mapping[str, Level]) -> Level:
    if name in names:
        return names[name]
    best = process.extractOne(name, list(names), scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
    return names[best[0]] if best else Level.NONE


def _indentation(row: Baris) -> Hashable:
    return row.sel["uraian"].inden


def _fill(row: Baris) -> Hashable:
    return row.sel["uraian"].warna


def _by_look(
    rows: Sequence[Baris], levels: Sequence[Level], look: Callable[[Baris], Hashable]
) -> list[Level]:
    """Settle open levels by a look that rows of one level share, where the looks tell levels apart."""
    lines = [i for i, level in enumerate(levels) if not level.is_summary]
    if all(levels[i] for i in lines):
        return list(levels)
    found: dict[Hashable, list[Level]] = {}
    for i in lines:
        found.setdefault(look(rows[i]), []).append(levels[i])
    meant = _meaning(found)
    return [level or meant.get(look(row), Level.NONE) for row, level in zip(rows, levels, strict=True)]


def _meaning(found: Mapping[Hashable, Sequence[Level]]) -> dict[Hashable, Level]:
    """Return the level that each look stands for, from the levels of its rows (empty where open).

    A look stands for the level that most of its rows are known to have, the others for the next
    deeper level in the order in which they first appear. Nothing is said by a mark on a few rows,
    nor by looks that would put a deeper level above a higher one.
    """
    order = (Level.UNIT, *TREE) if len(found) > len(TREE) else TREE
    known = {one: {level for level in own if level} for one, own in found.items()}
    sure = len(found) > _FEW_LOOKS or all(
        sum(map(bool, own)) * 2 >= len(own) for one, own in found.items() if known[one]
    )
    alone = max(map(len, known.values()), default=0) <= 1
    few = len(found) < (_FEW_LOOKS if any(known.values()) else len(TREE))
    if few or len(found) > len(order) or not sure or not alone:
        return {}
    meant: dict[Hashable, Level] = {}
    depth = -1
    for one, levels in known.items():
        depth = order.index(next(iter(levels))) if levels and levels <= set(order) else depth + 1
        if depth >= len(order) or order[depth] in meant.values():
            return {}
        meant[one] = order[depth]
    return meant


def _with_budget_levels(rows: Sequence[Baris], levels: Sequence[Level], *, by_budget: bool) -> list[Level]:
    """Settle what is still open.

    A line that adds up others is not a leaf. In Tabel 2.4, which has no numbering, a line with a
    budget, or a dash for none, is a leaf and one without is not; elsewhere an empty cell is one
    that is still to be filled, and says nothing of the level.
    """
    settled = (i for i, level in enumerate(levels) if level and level is not Level.RATA)
    first_known = next(settled, len(levels))
    return [
        level or _guess(row, first=i < first_known, by_budget=by_budget)
        for i, (row, level) in enumerate(zip(rows, levels, strict=True))
    ]


def _guess(row: Baris, *, first: bool, by_budget: bool) -> Level:
    if first and not row.teks("indikator"):
        return Level.UNIT
    budget = row.sel.get("anggaran")
    adds_up = budget is not None and "SUM(" in budget.rumus.upper()
    return Level.KEGIATAN if adds_up or (by_budget and _has_no_budget(row)) else Level.SUB_KEGIATAN


def _parents(rows: Sequence[Baris], levels: Sequence[Level]) -> list[int]:
    """Return for each row the sheet row of the nearest one above it of a higher level."""
    above: list[tuple[int, int]] = []
    parents = []
    for row, level in zip(rows, levels, strict=True):
        depth = level.depth
        while above and above[-1][0] >= depth:
            above.pop()
        parents.append(above[-1][1] if above and level is not Level.JUMLAH else 0)
        above.append((depth, row.nomor))
    return parents
