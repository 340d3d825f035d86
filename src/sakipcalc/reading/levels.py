"""The level of each row: goal or objective, programme, activity, sub-activity or total.

Offices show levels by code, by words, by numbering, by the names that another
table gives them, by indentation, by fill colour, by bold type, by which rows carry a budget
and by what the sums come to; the signs are tried in this order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import compress, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz, process

from sakipcalc.core.memo import ByIdentity, Recent
from sakipcalc.model import TREE, Level, Row, said_in_column, said_in_columns
from sakipcalc.reading.hypotheses import TreeFigures, levels_borne_out
from sakipcalc.reading.marks import TOTAL_OF_TREE
from sakipcalc.reading.outline import OutlineLabels, levels_from_labels, parted
from sakipcalc.reading.summaries import ends_in_mean, summaries
from sakipcalc.reading.sums import tree_of_sums
from sakipcalc.reading.treelines import (
    added,
    all_amounts,
    amounts,
    below_its_parts,
    details,
    parents,
    parents_below,
    said_again,
    spent_on,
)
from sakipcalc.tables.standard import BUDGET
from sakipcalc.text.likeness import Likely
from sakipcalc.text.names import line_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.model import Table

__all__ = ["StatedLevels", "at_levels", "parents", "set_levels"]

#: The words by which a line states its level; the first of these counts. Goals stand above programmes.
_BY_WORDS = re.compile(
    r"(?P<unit>\s*(?:tujuan|sasaran)(?:\s+strategis)?\s*(?:\d[\d.]*|[IVX]+)?\s*:)"
    r"|(?P<program>\s*(?:[A-Z]\.\s+|[IVX]+\.\s+|[-–•]\s+)?pr?o?gram\b)"
    r"|(?P<sub_kegiatan>\s*(?:[a-z\d]{1,2}[.)]\s*)?sub\s*-?\s*kegiatan\b)"
    r"|(?P<kegiatan>\s*(?:[a-z\d]{1,2}[.)]\s*)?kegiatan\b|.*\bdengan\s+sub\s*kegiatan\s*:?\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_BY_NUMBERING = (
    (Level.KEGIATAN, re.compile(r"\s*\d{1,2}\s*[.)]\s*\D")),
    (Level.SUB_KEGIATAN, re.compile(r"\s*(?:[a-z]\s*[.)]|-\s|\d+\.\d+\.?\s)\s*\w")),
)
#: Of a table with more rows it is not kept what it says, since its rows would be kept twice.
_USUAL = 2000
#: One look for all rows says nothing.
_FEW_LOOKS = 2
#: Two names are of one line of the budget from here on, of 100.
_SAME_NAME = 90


def set_levels(tables: Sequence[Table], known: ByIdentity[StatedLevels] | None = None) -> tuple[Table, ...]:
    """Return the tables with the level, and in a tree the parent, of every row.

    Parameters
    ----------
    tables : sequence of Table
        The tables of a workbook.
    known : ByIdentity, optional
        What tables say of their own levels, where the workbook is read again.
    """
    known = ByIdentity() if known is None else known
    stated: list[StatedLevels] = []
    for table in tables:
        one = known.get(table)
        if one is None:
            one = StatedLevels.of(table)
            if len(table.rows) <= _USUAL:
                known.put(one, table)
        stated.append(one)
    open_ones = any(None in one.stated_levels for one in stated)
    names = _names([one.numbered for one in stated]) if open_ones else {}
    return tuple(
        _with_levels(table, one.stated_levels, names) if names and None in one.stated_levels else one.numbered
        for table, one in zip(tables, stated, strict=True)
    )


class StatedLevels(NamedTuple):
    """The levels that the rows of a table state, and the table with what it alone tells of them."""

    stated_levels: Sequence[Level | None]
    numbered: Table

    @classmethod
    def of(cls, table: Table) -> StatedLevels:
        """Return what a table says of its levels."""
        stated = _stated(table)
        return cls(stated, _with_levels(table, stated, {}))


def _names(tables: Iterable[Table]) -> dict[str, Level]:
    """Return the levels that tables state for a name, by numbering or by their heading."""
    return {
        line_name(name): row.level
        for table in tables
        if table.id != BUDGET and not {row.level for row in table.rows}.isdisjoint(TREE)
        for row, name in zip(table.rows, said_in_column(table.rows, "uraian"), strict=True)
        if row.level.in_tree and name
    }


def _is_tree(table: Table) -> bool:
    """Return whether rows of a table have levels that have to be told from how they look."""
    return table.spec.baris == "pohon" and "uraian" in table.rows[0].cells and not table.detail


def _with_levels(table: Table, stated: Sequence[Level | None], names: Mapping[str, Level]) -> Table:
    """Return a table with the levels of its rows: those that they state, and what else tells the others."""
    rows = table.rows
    if not _is_tree(table):
        levels = [level or Level.NONE for level in stated]
        if ends_in_mean(rows, levels):
            levels[-1] = Level.RATA
        return replace(table, rows=tuple(at_levels(rows, levels, [0] * len(rows))))
    told = _told(rows, stated, names)
    levels = told
    for look in _LOOKS:
        levels = _by_look(rows, levels, look)
    before, by_budget = levels, table.id == BUDGET
    levels = _with_budget_levels(rows, levels, by_budget=by_budget)
    levels = _with_sums(rows, levels, told)
    levels = _with_totals(rows, levels, told)
    levels = _as_headed(table, levels)
    turned = below_its_parts(rows, levels)
    levels = levels if by_budget or turned else _borne_out(rows, levels)
    for i in (*details(rows, levels), *said_again(rows, levels)):
        levels[i] = _OF_A_PART
    leveled = at_levels(rows, levels, (parents_below if turned else parents)(rows, levels))
    return replace(table, rows=tuple(map(_marked, leveled, before) if by_budget else leveled))


def _as_headed(table: Table, levels: list[Level]) -> list[Level]:
    """Return the levels of lines that nothing tells: a list under "Program" has programmes."""
    heading = next((column.heading.lower() for column in table.columns if column.id == "uraian"), "")
    parts = heading.replace("sub kegiatan", "sub").replace("subkegiatan", "sub")
    named = [level for word, level in _LEVEL_WORDS.items() if word in parts]
    if len(named) != 1 or any(level.in_tree for level in levels):
        return levels
    return [level if level.is_summary else named[0] for level in levels]


#: What a heading calls the lines of one level.
_LEVEL_WORDS = {"program": Level.PROGRAM, "kegiatan": Level.KEGIATAN, "sub": Level.SUB_KEGIATAN}


def _stated(table: Table) -> list[Level | None]:
    """Return the level that each row states by its label or its words; None where it states none."""
    rows = table.rows
    if not _is_tree(table):
        if table.detail:
            listed = Level.named(table.detail)
            return [one or listed for one in summaries(rows)]
        goals = said_in_column(rows, "sasaran")
        return [
            one or (Level.SASARAN if goal else Level.TUJUAN)
            for one, goal in zip(summaries(rows), goals, strict=True)
        ]
    labelled = ((key, "text", "") for key in ("kode", "no", "uraian"))
    signs = said_in_columns(rows, *labelled, ("uraian", "col", 0))
    codes, numbers, *_ = signs
    sums = summaries(rows)
    for at in spent_on(rows, [code or number for code, number in zip(codes, numbers, strict=True)]):
        sums[at] = _OF_A_PART
    heading = next((column.heading for column in table.columns if column.id == "uraian"), "")
    if len(rows) > _KEPT:
        return _stated_by_labels(signs, sums, heading)
    read_from = tuple(map(tuple, signs)), tuple(sums), heading
    return [*(_RECENT.get(read_from) or _RECENT.put(read_from, _stated_by_labels(*read_from)))]


#: A workbook is read again after filling, and the units of a kabupaten share programmes; longer trees do not.
_RECENT: Recent[tuple[object, ...], Sequence[Level | None]] = Recent("levels that lines of a tree state", 64)
_KEPT = 250


def _stated_by_labels(
    signs: Sequence[Sequence[Any]], sums: Sequence[Level], heading: str
) -> list[Level | None]:
    """Return the level that each line of a tree states, where it is known which sum up.

    Parameters
    ----------
    signs : sequence of sequence
        The codes, the numbers, the names and the columns of the names of all lines.
    sums : sequence of Level
        Which of them are totals or means.
    heading : str
        The heading of the names.
    """
    summed = [one or _summed(*label) for one, *label in zip(sums, *signs[:3], strict=True)]
    lines = [not total for total in summed]
    codes, numbers, names, cols = ([*compress(sign, lines)] for sign in signs)
    glued = [*map(parted, names)]
    fronts = [front for front, _ in glued]
    said_so = [name if front == "-" else rest for name, (front, rest) in zip(names, glued, strict=True)]
    words = [*map(_by_words, said_so)]
    labels = OutlineLabels(codes, numbers, names, cols, fronts)
    by_label = levels_from_labels(labels, words, heading)
    if by_label is None:
        given = iter([*map(_stated_level, names)])
    else:
        named = zip(names, by_label, words, strict=True)
        given = iter([(level if name else Level.NONE) or word or None for name, level, word in named])
    return [total or next(given) for total in summed]


def _told(rows: Sequence[Row], stated: Sequence[Level | None], names: Mapping[str, Level]) -> list[Level]:
    """Return the level that each row is told to have: by itself, or by the name that another table has."""
    if not names:
        return [level or Level.NONE for level in stated]
    likely = Likely({name: name for name in names})
    return [
        _level_of_name(line_name(name), names, likely) if level is None else level
        for name, level in zip(said_in_column(rows, "uraian"), stated, strict=True)
    ]


def at_levels(rows: Sequence[Row], levels: Sequence[Level], above: Sequence[int]) -> Iterator[Row]:
    """Return rows with their levels, and the sheet row of the line above each in the tree."""
    numbers, cells = ([row[at] for row in rows] for at in (0, 1))
    return map(_row, zip(numbers, cells, levels, above, repeat(object=False), strict=False))


_row = partial(tuple.__new__, Row)  # many at once, without a call of Python for each


def _marked(row: Row, told: str) -> Row:
    """Return a row with the mark of a level that only its empty budget tells."""
    guessed = not told and row.level is Level.KEGIATAN and _has_no_budget(row)
    return row._replace(guessed=True) if guessed else row


def _has_no_budget(row: Row) -> bool:
    budget = row.cells.get("anggaran")
    return budget is None or budget.empty


def _summed(code: str, number: str, name: str) -> Level:
    """Return the level of a total for a line of a tree that begins as one does and has no code of its own."""
    text = name or number or code
    if not TOTAL_OF_TREE.match(text):
        return Level.NONE
    coded = code not in {"", text}
    return Level.NONE if coded else Level.JUMLAH


def _stated_level(text: str) -> Level | None:
    """Return the level that the words or the number of a line state, None where they state none."""
    stated = _by_words(text)
    if stated:
        return stated
    return next((level for level, pattern in _BY_NUMBERING if pattern.match(text)), None)


def _by_words(text: str) -> Level:
    found = _BY_WORDS.match(text)
    return Level(found.lastgroup) if found and found.lastgroup else Level.NONE


def _level_of_name(name: str, names: Mapping[str, Level], likely: Likely[str]) -> Level:
    if name in names:
        return names[name]
    best = process.extractOne(name, likely.near(name), scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
    return names[best[0]] if best else Level.NONE


#: Looks of a name that may tell its level.
_LOOKS = ("indent", "fill", "bold")


def _by_look(rows: Sequence[Row], levels: Sequence[Level], look: str) -> list[Level]:
    """Settle open levels by a look that rows of one level share, where the looks tell levels apart."""
    lines = [i for i, level in enumerate(levels) if not level.is_summary]
    if all(map(levels.__getitem__, lines)):
        return list(levels)
    looks = said_in_column(rows, "uraian", look)
    found: dict[Hashable, list[Level]] = {}
    for i in lines:
        found.setdefault(looks[i], []).append(levels[i])
    meant = _meaning(found)
    return [level or meant.get(own, Level.NONE) for own, level in zip(looks, levels, strict=True)]


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


def _with_budget_levels(rows: Sequence[Row], levels: Sequence[Level], *, by_budget: bool) -> list[Level]:
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


def _guess(row: Row, *, first: bool, by_budget: bool) -> Level:
    if first and not row.text("indikator"):
        return Level.UNIT
    budget = row.cells.get("anggaran")
    adds_up = budget is not None and "SUM(" in budget.formula.upper()
    return Level.KEGIATAN if adds_up or (by_budget and _has_no_budget(row)) else Level.SUB_KEGIATAN


def _with_sums(rows: Sequence[Row], levels: Sequence[Level], told: Sequence[Level]) -> list[Level]:
    """Let the figures settle the tree where hardly a row states its level."""
    lines = [i for i, level in enumerate(levels) if not level.is_summary]
    stated = sum(bool(told[i]) for i in lines)
    if len(lines) < _FEWEST_SUMMED or stated * 2 > len(lines):
        return list(levels)
    depths = tree_of_sums(all_amounts([rows[i] for i in lines]))
    if depths is None or max(depths) + 1 > len(TREE) or max(depths) == 0:
        return list(levels)
    found = list(levels)
    ranks = sorted({levels[i].depth for i in lines})
    if [ranks.index(levels[i].depth) for i in lines] == depths:
        return found  # the tree is known, whatever its levels are called
    for i, depth in zip(lines, depths, strict=True):
        found[i] = TREE[depth]
    return found


def _borne_out(rows: Sequence[Row], levels: list[Level]) -> list[Level]:
    """Return the levels, or another reading that the sums bear out, where no codes tell what lines are."""
    if all(row.text("kode") or level.is_summary for row, level in zip(rows, levels, strict=True)):
        return levels
    position = {row.number: at for at, row in enumerate(rows)}
    tree = TreeFigures(
        amounts=all_amounts(rows),
        said=lambda: [_by_words(parted(row.text("uraian"))[1]) for row in rows],
        parents_of=lambda own: [position.get(parent) for parent in parents(rows, own)],
    )
    return levels_borne_out(levels, tree)


def _with_totals(rows: Sequence[Row], levels: Sequence[Level], told: Sequence[Level]) -> list[Level]:
    """Tell totals of a part from the total of all; a last row that is the sum of all others is one, too."""
    found = list(levels)
    lines = [i for i, level in enumerate(found) if not level.is_summary]
    if len(lines) >= _FEWEST_SUMMED and not told[lines[-1]] and Level.JUMLAH not in found:
        last, others = lines[-1], lines[:-1]
        of_all = amounts(rows[last])
        if last == len(rows) - 1 and of_all:
            parts = _tops_and_leaves(rows, found, others)
            if of_all in {added([rows[i] for i in own]) for own in parts if len(own) > 1}:
                found[last] = Level.JUMLAH
    for i in _totals_of_parts(rows, found):
        found[i] = _OF_A_PART
    return found


def _totals_of_parts(rows: Sequence[Row], levels: Sequence[Level]) -> Iterator[int]:
    """Yield the totals of a part: named so, above more lines, or beside a total that adds up all lines."""
    totals = [i for i, level in enumerate(levels) if level is Level.JUMLAH]
    if not totals:
        return
    lines = [i for i, level in enumerate(levels) if not level.is_summary]
    of_lines = [added([rows[i] for i in own]) for own in _tops_and_leaves(rows, levels, lines)]
    named = {i for i in totals if any(_SUB_TOTAL.match(cell.text) for cell in rows[i].cells.values())}
    whole = max(set(totals) - named, default=totals[-1] if len(named) == 1 else None)
    of_all = amounts(rows[whole]) if whole is not None else None
    for i in totals:
        inside = i > 0 and max(lines[-1:], default=0) > i
        adds_up = (bool(of_all) and of_all in of_lines) or _is_last_part(rows, levels, i)
        if i != whole and amounts(rows[i]) != of_all and (i in named or inside or adds_up):
            yield i


def _is_last_part(rows: Sequence[Row], levels: Sequence[Level], at: int) -> bool:
    """Return whether a total is what the lines since the total above it come to, and no more lines follow."""
    first = next((i + 1 for i in range(at - 1, -1, -1) if levels[i].is_summary), 0)
    own = range(first, at)
    if not first or not amounts(rows[at]):
        return False
    parts = _tops_and_leaves(rows, levels, own)
    return amounts(rows[at]) in [added([rows[i] for i in part]) for part in parts if part]


_SUB_TOTAL = re.compile(r"\s*sub\b|\s*sub(?:total|jumlah)", re.IGNORECASE)
#: A total of a part is a summary that nothing adds up and nobody derives, as a mean is.
_OF_A_PART = Level.RATA
_FEWEST_SUMMED = 3


def _tops_and_leaves(
    rows: Sequence[Row], levels: Sequence[Level], lines: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return of some lines those that stand below none of them, and those that none stands below."""
    parent_of = parents([rows[i] for i in lines], [levels[i] for i in lines])
    above = {*parent_of}
    tops = [i for i, parent in zip(lines, parent_of, strict=True) if not parent]
    return tops, [i for i in lines if rows[i].number not in above]
