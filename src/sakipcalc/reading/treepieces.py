"""A budget tree that goes on on the next sheet: one tree, whose rows are leveled together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.model import PART_ROWS
from sakipcalc.model.tables import renumbered
from sakipcalc.reading.levels import set_levels
from sakipcalc.reading.summaries import is_summary
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.core.memo import ByIdentity
    from sakipcalc.model import Table
    from sakipcalc.reading.levels import StatedLevels

__all__ = ["goes_on", "leveled"]

#: What the caption of a further piece may say beside the words of the first; a lone total stands in for one.
_ONWARDS = frozenset({"lanjutan", "sambungan", "tabel", "jumlah", "total"})


def goes_on(before: Table, after: Table) -> bool:
    """Return whether a table on another sheet is a further piece of a tree.

    The tree was not closed by a total, and the piece has the same columns, the same caption or none, and
    other lines.
    """
    if not before.spec.is_tree or before.sheet == after.sheet:
        return False
    columns = [[(one.key, one.col) for one in table.columns] for table in (before, after)]
    words = [set(plain(table.caption).split()) for table in (before, after)]
    if columns[0] != columns[1] or is_summary(before.rows[-1]) or not words[1] <= words[0] | _ONWARDS:
        return False
    names = [{plain(row.text("uraian")) for row in table.rows} - {""} for table in (before, after)]
    return 2 * len(names[0] & names[1]) < min(map(len, names))


def leveled(tables: Sequence[Table], known: ByIdentity[StatedLevels]) -> tuple[Table, ...]:
    """Return the tables with the levels of their rows, those of a tree in pieces set for the whole.

    Parents that stand in an earlier piece have numbers below 0, as the pieces are put together by
    `model.PART_ROWS`. What is `known` of the levels that tables state is kept there.
    """
    pieces: dict[str, list[Table]] = defaultdict(list)
    for table in tables:
        pieces[table.id if table.spec.is_tree else table.name].append(table)
    wholes = set_levels([_whole(some) for some in pieces.values()], known)
    by_name = {
        piece.name: piece
        for whole, some in zip(wholes, pieces.values(), strict=True)
        for piece in (_taken_apart(whole, some) if len(some) > 1 else (whole,))
    }
    return tuple(by_name[table.name] for table in tables)


def _whole(pieces: Sequence[Table]) -> Table:
    first, *others = pieces
    if not others:
        return first
    rows = (row for piece in pieces for row in renumbered(piece.rows, _beyond(piece)))
    return replace(first, rows=tuple(rows))


def _taken_apart(whole: Table, pieces: Sequence[Table]) -> Iterator[Table]:
    at = 0
    for piece in pieces:
        own = whole.rows[at : at + len(piece.rows)]
        at += len(piece.rows)
        yield replace(piece, rows=tuple(renumbered(own, -_beyond(piece))))


def _beyond(piece: Table) -> int:
    return (piece.part - 1) * PART_ROWS
