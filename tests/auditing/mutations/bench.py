"""A workbook in the making, into which one error is planted, with the cells where a finding must point."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...layouts.draw import draw
from ...layouts.layout import PLAIN, Layout
from ...layouts.tables import Row, Table, tables
from .units import fresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...layouts.expected import Drawn

__all__ = ["Bench", "NotHere"]


class NotHere(Exception):  # noqa: N818 -- not an error: the unit has nothing that could be wrong so
    """The unit has nothing that this error could be planted in."""


class Bench:
    """The abstract tables of one unit, before they are drawn.

    Parameters
    ----------
    name : str
        Unit.
    seed : object
        Seed of the choices; the same one plants the same error.
    """

    def __init__(self, name: str, seed: object = 0) -> None:
        self.unit = fresh(name)
        self.rng = random.Random(f"{name}/{seed}")  # noqa: S311 -- nothing is kept secret here
        self.layout: Layout = PLAIN
        self._tables = tables(self.unit)
        self._hits: list[tuple[str, Row | None, str]] = []

    def table(self, name: str) -> Table:
        """Return a table; `NotHere` when the unit has none of this name."""
        if name not in self._tables:
            raise NotHere
        return self._tables[name]

    def named(self, begin: str) -> list[str]:
        """Return the names of the tables that begin so."""
        return [name for name in self._tables if name.startswith(begin)]

    def rows(self, name: str, fits: Callable[[Row], Any] = lambda _: True) -> list[Row]:
        """Return the rows of a table that fit."""
        return [row for row in self.table(name).baris if fits(row)]

    def some(self, found: list[Any]) -> Any:
        """Return one of several by the seed."""
        if not found:
            raise NotHere
        return self.rng.choice(found)

    def row(self, name: str, fits: Callable[[Row], Any] = lambda _: True) -> Row:
        """Return one row of a table by the seed."""
        return self.some(self.rows(name, fits))

    def numeric(self, name: str, key: str, fits: Callable[[Row], Any] = lambda _: True) -> Row:
        """Return one row with a number, not nought, in a column."""
        return self.row(
            name, lambda row: isinstance(row.values.get(key), Fraction) and row.values[key] and fits(row)
        )

    def twin(self, name: str, row: Row, key: str = "indikator") -> Row:
        """Return the row of another table about the same indicator or line."""
        same = self.rows(name, lambda other: other.values.get(key) == row.values.get(key))
        if not same:
            raise NotHere
        return same[0]

    def put(self, name: str, row: Row, key: str, value: object) -> None:
        """Change a value; a finding must point at its cell."""
        assert row.values.get(key) != value
        shared = row.group.get(key)
        for one in self.table(name).baris:
            if one is row or (shared is not None and one.group.get(key) == shared):
                one.values[key] = value  # type: ignore[index]  # a dict, which only this changes
        self.mark(name, row, key)

    def mark(self, name: str, row: Row | None = None, key: str = "") -> None:
        """Let a finding that points at a cell, a row or a sheet count as well."""
        self._hits.append((name, row, key))

    def drop(self, name: str, row: Row) -> None:
        """Take a row out of a table."""
        table = self.table(name)
        self._set(table, "baris", tuple(one for one in table.baris if one is not row))

    def insert(self, name: str, row: Row, after: Row) -> None:
        """Put a row into a table."""
        table = self.table(name)
        at = table.baris.index(after) + 1
        self._set(table, "baris", (*table.baris[:at], row, *table.baris[at:]))

    def caption(self, name: str, change: Callable[[str], str]) -> None:
        """Change the captions of a table."""
        table = self.table(name)
        self._set(table, "judul", tuple(map(change, table.judul)))
        self.mark(name)

    @staticmethod
    def _set(table: Table, field: str, value: object) -> None:
        # These objects belong to this bench alone, and the generator draws what stands in them.
        object.__setattr__(table, field, value)

    def draw(self, *, without: str = "") -> tuple[Drawn, frozenset[str]]:
        """Draw the workbook and return it with the places that a finding must point at."""
        chosen = tuple(name for name in self._tables if name != without)
        drawn = draw(self.unit, self.layout, chosen)
        return drawn, frozenset(self._places(drawn))

    def _places(self, drawn: Drawn) -> Iterator[str]:
        expected = {table.nama: table for table in drawn.harapan.tabel}
        for name, row, key in self._hits:
            if row is None:
                yield expected[name].sheet
                continue
            at = next(i for i, one in enumerate(self.table(name).baris) if one is row)
            cells = expected[name].baris[at].sel
            yield from [cells[key].tempat] if key else [cell.tempat for cell in cells.values()]
