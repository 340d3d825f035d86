"""Tables of one name: further parts of one table, or copies of which one is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.core.findings import Temuan
from sakipcalc.reading.treepieces import goes_on
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.model import Table

__all__ = ["without_doubles"]


def without_doubles(tables: Sequence[Table]) -> tuple[tuple[Table, ...], list[Temuan]]:
    """Keep of each table the one that fits best, and its further parts, which have other rows.

    Say which others stood there.
    """
    kept: dict[str, list[Table]] = {}
    doubled = []
    said: dict[int, set[str]] = {}  # a sheet may have hundreds of one name
    for table in tables:
        parts = kept.setdefault(table.name, [])
        further = bool(parts) and goes_on(parts[-1], table)
        rival = None if further else next((one for one in parts if _is_double(one, table, said)), None)
        if rival is None:
            parts.append(table)
        elif table.score > rival.score:
            parts[parts.index(rival)] = table
            doubled.append((rival, table))
        else:
            doubled.append((table, rival))
    numbered = {
        id(table): replace(table, part=at) if at > 1 else table
        for parts in kept.values()
        for at, table in enumerate(parts, start=1)
    }
    found = tuple(numbered[id(table)] for table in tables if id(table) in numbered)
    return found, [_double(other, used) for other, used in doubled]


def _is_double(one: Table, other: Table, said: dict[int, set[str]]) -> bool:
    """Return whether two tables say the same: rows of one are rows of the other.

    What the rows of a table are known by is kept in `said`.
    """
    for table in (one, other):
        if id(table) not in said:
            said[id(table)] = _identities(table)
    names, others = said[id(one)], said[id(other)]
    if not names or not others or one.spec.baris != "indikator" or one.spec.banyak:
        return True
    return 2 * len(names & others) >= min(len(names), len(others))


def _identities(table: Table) -> set[str]:
    own = [column.key for column in table.columns if column.id in table.spec.identitas][:1]
    return {plain(row.text(key)) for row in table.rows for key in own if row.text(key)}


def _double(table: Table, used: Table) -> Temuan:
    return Temuan(
        code="tabel-ganda",
        places=(table.rows[0].place, used.rows[0].place),
        actual=table.name,
        data={"lain": table.rows[0].place, "dipakai": used.rows[0].place},
    )
