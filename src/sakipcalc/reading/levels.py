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

from sakipcalc.model import Baris
from sakipcalc.names import line_name
from sakipcalc.reading.marks import MEAN, TOTAL
from sakipcalc.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from sakipcalc.model import Tabel

__all__ = ["is_summary", "set_levels"]

#: Deeper levels have higher numbers.
DEPTH = {"jumlah": 0, "unit": 0, "program": 1, "kegiatan": 2, "sub_kegiatan": 3}
_TREE = ("program", "kegiatan", "sub_kegiatan")
_BY_WORDS = (
    ("program", re.compile(r"\s*(?:[A-Z]\.\s+|[IVX]+\.\s+)?pr?o?gram\b", re.IGNORECASE)),
    ("sub_kegiatan", re.compile(r"\s*(?:[a-z\d]{1,2}[.)]\s*)?sub\s*-?\s*kegiatan\b", re.IGNORECASE)),
    (
        "kegiatan",
        re.compile(
            r"\s*(?:[a-z\d]{1,2}[.)]\s*)?kegiatan\b|.*\bdengan\s+sub\s*kegiatan\s*:?\s*$",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
)
_BY_NUMBERING = (
    ("kegiatan", re.compile(r"\s*\d{1,2}\s*[.)]\s*\D")),
    ("sub_kegiatan", re.compile(r"\s*(?:[a-z]\s*[.)]|-\s|\d+\.\d+\.?\s)\s*\w")),
)
#: 7.01.01 is a program, 7.01.01.2.01 a kegiatan, with four more digits or two a sub kegiatan.
_BY_CODE = {1: "unit", 2: "unit", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"}
_CODE = re.compile(r"\s*(\d(?:\.\d{1,4}){1,5})\.?\s+(?=\D)")
#: The table whose levels show in which lines have a budget.
_BY_BUDGET = "2.4"
#: Columns in which a row may say that it is a total or a mean, and how long such a word is at most.
_NAMED = ("tujuan_sasaran", "tujuan", "sasaran", "uraian", "indikator", "no")
_LONGEST_SUMMARY = 40
_SUMMARIES = frozenset({"jumlah", "rata"})
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
    return bool(_summary(row))


def _names(tables: Iterable[Tabel]) -> dict[str, str]:
    """Return the levels that tables state for a name, by numbering or by their heading."""
    return {
        line_name(row.teks("uraian")): row.tingkat
        for table in tables
        for row in table.baris
        if row.tingkat in _TREE and table.id != _BY_BUDGET and row.teks("uraian")
    }


def _is_tree(table: Tabel) -> bool:
    """Return whether rows of a table have levels that have to be told from how they look."""
    return "uraian" in table.baris[0].sel and table.id != "Belanja" and not table.rincian


def _with_levels(table: Tabel, names: Mapping[str, str]) -> Tabel:
    rows = table.baris
    if not _is_tree(table):
        levels = [_summary(row) or table.rincian or _indicator_level(row) for row in rows]
        return replace(table, baris=tuple(map(_at_level, rows, levels, [0] * len(rows))))
    levels = [_tree_level(row, names) for row in rows]
    for look in (_indentation, _fill):
        levels = _by_look(rows, levels, look)
    told, by_budget = levels, table.id == _BY_BUDGET
    levels = _with_budget_levels(rows, told, by_budget=by_budget)
    leveled = map(_at_level, rows, levels, _parents(rows, levels))
    return replace(table, baris=tuple(map(_marked, leveled, told) if by_budget else leveled))


def _at_level(row: Baris, level: str, parent: int) -> Baris:
    return Baris(nomor=row.nomor, sel=row.sel, tingkat=level, induk=parent)


def _marked(row: Baris, told: str) -> Baris:
    """Return a row with the mark of a level that only its empty budget tells."""
    guessed = not told and row.tingkat == "kegiatan" and _has_no_budget(row)
    return replace(row, terduga=True) if guessed else row


def _has_no_budget(row: Baris) -> bool:
    budget = row.sel.get("anggaran")
    return budget is None or budget.kosong


def _indicator_level(row: Baris) -> str:
    return "sasaran" if row.teks("sasaran") else "tujuan"


def _summary(row: Baris) -> str:
    texts = [sel.teks for name in _NAMED if (sel := row.sel.get(name)) and len(sel.teks) <= _LONGEST_SUMMARY]
    said = {_summary_word(text) for text in texts if text}
    return "jumlah" if "jumlah" in said else "rata" if "rata" in said else ""


@remembered(8192)
def _summary_word(text: str) -> str:
    if TOTAL.fullmatch(text):
        return "jumlah"
    return "rata" if MEAN.fullmatch(text) else ""


def _tree_level(row: Baris, names: Mapping[str, str]) -> str:
    special = _summary(row)
    if special:
        return special
    text = row.teks("uraian")
    stated = _stated_level(text, row.teks("kode"))
    return _level_of_name(line_name(text), names) if stated is None else stated


@remembered(8192)
def _stated_level(text: str, written_code: str) -> str | None:
    """Return the level that a line states itself, empty for a code of no level; None where it states none."""
    code = re.sub(r"\s", "", written_code) or (m.group(1) if (m := _CODE.match(text)) else "")
    if code:
        return _BY_CODE.get(len(code.strip(".").split(".")), "")
    for patterns in (_BY_WORDS, _BY_NUMBERING):
        level = next((level for level, pattern in patterns if pattern.match(text)), "")
        if level:
            return level
    return None


def _level_of_name(name: str, names: Mapping[str, str]) -> str:
    if name in names:
        return names[name]
    best = process.extractOne(name, list(names), scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
    return names[best[0]] if best else ""


def _indentation(row: Baris) -> Hashable:
    return row.sel["uraian"].inden


def _fill(row: Baris) -> Hashable:
    return row.sel["uraian"].warna


def _by_look(rows: Sequence[Baris], levels: Sequence[str], look: Callable[[Baris], Hashable]) -> list[str]:
    """Settle open levels by a look that rows of one level share, where the looks tell levels apart."""
    lines = [i for i, level in enumerate(levels) if level not in _SUMMARIES]
    if all(levels[i] for i in lines):
        return list(levels)
    found: dict[Hashable, list[str]] = {}
    for i in lines:
        found.setdefault(look(rows[i]), []).append(levels[i])
    meant = _meaning(found)
    return [level or meant.get(look(row), "") for row, level in zip(rows, levels, strict=True)]


def _meaning(found: Mapping[Hashable, Sequence[str]]) -> dict[Hashable, str]:
    """Return the level that each look stands for, from the levels of its rows (empty where open).

    A look stands for the level that most of its rows are known to have, the others for the next
    deeper level in the order in which they first appear. Nothing is said by a mark on a few rows,
    nor by looks that would put a deeper level above a higher one.
    """
    order = ("unit", *_TREE) if len(found) > len(_TREE) else _TREE
    known = {one: {level for level in own if level} for one, own in found.items()}
    sure = len(found) > _FEW_LOOKS or all(
        sum(map(bool, own)) * 2 >= len(own) for one, own in found.items() if known[one]
    )
    alone = max(map(len, known.values()), default=0) <= 1
    few = len(found) < (_FEW_LOOKS if any(known.values()) else len(_TREE))
    if few or len(found) > len(order) or not sure or not alone:
        return {}
    meant: dict[Hashable, str] = {}
    depth = -1
    for one, levels in known.items():
        depth = order.index(next(iter(levels))) if levels and levels <= set(order) else depth + 1
        if depth >= len(order) or order[depth] in meant.values():
            return {}
        meant[one] = order[depth]
    return meant


def _with_budget_levels(rows: Sequence[Baris], levels: Sequence[str], *, by_budget: bool) -> list[str]:
    """Settle what is still open.

    A line that adds up others is not a leaf. In Tabel 2.4, which has no numbering, a line with a
    budget, or a dash for none, is a leaf and one without is not; elsewhere an empty cell is one
    that is still to be filled, and says nothing of the level.
    """
    first_known = next((i for i, level in enumerate(levels) if level in DEPTH), len(levels))
    return [
        level or _guess(row, first=i < first_known, by_budget=by_budget)
        for i, (row, level) in enumerate(zip(rows, levels, strict=True))
    ]


def _guess(row: Baris, *, first: bool, by_budget: bool) -> str:
    if first and not row.teks("indikator"):
        return "unit"
    budget = row.sel.get("anggaran")
    adds_up = budget is not None and "SUM(" in budget.rumus.upper()
    return "kegiatan" if adds_up or (by_budget and _has_no_budget(row)) else "sub_kegiatan"


def _parents(rows: Sequence[Baris], levels: Sequence[str]) -> list[int]:
    """Return for each row the sheet row of the nearest one above it of a higher level."""
    above: list[tuple[int, int]] = []
    parents = []
    for row, level in zip(rows, levels, strict=True):
        depth = DEPTH.get(level, 0)
        while above and above[-1][0] >= depth:
            above.pop()
        parents.append(above[-1][1] if above and level != "jumlah" else 0)
        above.append((depth, row.nomor))
    return parents
