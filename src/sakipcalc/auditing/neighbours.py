"""Formulas that read other cells than those of the rows above and below them."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.base.allowance import metered
from sakipcalc.base.formulatext import Reference, nodes, parse
from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Cell, Table

#: So many formulas that are alike show what is usual in a column.
_FEWEST = 3
#: This share of the formulas of a column has to be alike for another one to be wrong.
_MOST = 0.7


@check
def check_neighbours(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the formulas that read the columns that their neighbours read, and not their own row.

    One that this library would write there follows what the row is about, in whatever row that stands.
    """
    own = hasil.own_formulas
    for table in hasil.laporan.tables:
        for cells in _formulas(table):
            if not own.keys() >= {cell.place for cell in cells}:
                yield from (one for one in _odd_ones(table, cells) if one.places[0] not in own)


def _formulas(table: Table) -> Iterator[Sequence[Cell]]:
    """Yield the cells of each column of a table that have a formula, where there are enough to compare."""
    rows = [row.cells for row in table.rows if not row.level.is_summary]
    for column in table.columns:
        key = column.key
        cells = [cells[key] for cells in rows if key in cells and cells[key].formula]
        if len(cells) > _FEWEST:
            yield cells


def _odd_ones(table: Table, cells: Sequence[Cell]) -> Iterator[Temuan]:
    read = {
        cell.place: (cell, what)
        for cell in metered(cells)
        if (what := _reads(cell.formula, cell.row, cell.col))
    }
    if len(read) <= _FEWEST:
        return
    (usual, times), *_ = Counter([what for _, what in read.values()]).most_common(1)
    if times < _FEWEST or times < _MOST * len(read) or any(row for _, row, _ in usual):
        return
    columns = {(sheet, right) for sheet, _, right in usual}
    example = next(cell for cell, what in read.values() if what == usual)
    for cell, what in read.values():
        if what != usual and {(sheet, right) for sheet, _, right in what} == columns:
            yield _differs(table, cell, example)


def _differs(table: Table, cell: Cell, example: Cell) -> Temuan:
    return Temuan(
        code="rumus-menyimpang",
        places=(cell.place, example.place),
        actual=f"={cell.formula}",
        data={"tabel": table.name, "contoh": example.place, "rumus": f"={example.formula}"},
    )


@lru_cache(maxsize=4096)
def _reads(formula: str, row: int, col: int) -> frozenset[tuple[str, int, int]]:
    """Return the cells that a formula reads, seen from its own, without fixed ones: sheet, down, right."""
    tree = parse(formula)
    found = set()
    for node in nodes(tree) if tree is not None else ():
        if isinstance(node, Reference) and node.kind in {"cell", "area"}:
            for end in node.text.split(":"):
                if "$" not in end:
                    down, right = Place(cell=end).coordinates
                    found.add(("".join(node.sheets), down - row, right - col))
    return frozenset(found)
