"""Figures that may be two, 4.125 and 4,125: read as what else is said of the indicator has it.

A column alone cannot tell: beside 44.25 and 71.25 it is 4,125, in the row of a target of 4,000 it is 4.125
visitors. What the other figures of the indicator come to, in any table, and a unit that is counted decide.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.data import office_words
from sakipcalc.text.names import indicator_name, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.model import Cell, Row, Table

__all__ = ["Settled", "settled"]

#: One mark before three digits, and perhaps a unit.
_TWOFOLD = re.compile(r"\s*([1-9]\d{0,2})[.,](\d{3})\s*(?:[^\W\d_].*)?", re.DOTALL)
_FACTS = ("target", "realisasi", "kondisi_awal")
_THOUSAND = 1000
#: A figure is like others up to so many times as much.
_LIKE = 6


class Settled(NamedTuple):
    """The tables with the figures that were told, and where these stand."""

    tables: tuple[Table, ...]
    changed: frozenset[Place]


class _IndicatorFigures(NamedTuple):
    """What is said of an indicator: its figures that are surely one, its units, its cells that may be two."""

    certain: list[float]
    unit_names: set[str]


def settled(tables: Sequence[Table]) -> Settled:
    """Return the tables with each figure that may be two read as the indicator's others have it.

    Parameters
    ----------
    tables : sequence of Table
        All tables of the workbook.
    """
    own = [table for table in tables if table.spec.baris == "indikator"]
    if not any(_is_twofold(cell) for table in own for row in table.rows for _, cell in _facts(row)):
        return Settled(tuple(tables), frozenset())
    said: dict[str, _IndicatorFigures] = defaultdict(lambda: _IndicatorFigures([], set()))
    for table in own:
        for row in table.rows:
            _listen(said[_name(row)], row)
    changed: dict[Place, Cell] = {}
    for table in own:
        for row in table.rows:
            changed |= {cell.place: cell for cell in _told(row, said[_name(row)])}
    if not changed:
        return Settled(tuple(tables), frozenset())
    return Settled(tuple(_with_cells(table, changed) for table in tables), frozenset(changed))


def _name(row: Row) -> str:
    return indicator_name(row.text("indikator"))


def _facts(row: Row) -> Iterator[tuple[str, Cell]]:
    return (
        (key, cell) for key, cell in row.cells.items() if key.startswith(_FACTS) and "anggaran" not in key
    )


def _is_twofold(cell: Cell) -> bool:
    numeral = cell.numeral
    if cell.is_number or numeral is None or numeral.value is None:
        return False
    return _TWOFOLD.fullmatch(cell.text) is not None


def _listen(said: _IndicatorFigures, row: Row) -> None:
    for _, cell in _facts(row):
        numeral = cell.numeral
        if numeral is not None and numeral.value and not _is_twofold(cell):
            said.certain.append(abs(float(numeral.value)))
        if numeral is not None and numeral.unit:
            said.unit_names.add(plain(numeral.unit))
    said.unit_names.add(plain(row.text("satuan")))


def _told(row: Row, said: _IndicatorFigures) -> Iterator[Cell]:
    for _, cell in _facts(row):
        found = _TWOFOLD.fullmatch(cell.text) if _is_twofold(cell) else None
        if found is None or cell.numeral is None:
            continue
        whole = Decimal(found[1] + found[2])
        value = _chosen(whole, said)
        if value is not None and value != abs(cell.numeral.value or 0):
            decimals = 0 if value == whole else len(found[2])
            read = cell.numeral._replace(value=value, decimals=decimals, reading="angka", alternatives=())
            yield cell._replace(numeral=read)


def _chosen(whole: Decimal, said: _IndicatorFigures) -> Decimal | None:
    """Return the reading that is like the other figures, else the one that a counted unit has."""
    readings = whole, whole / _THOUSAND
    if said.certain:
        usual = median(said.certain)
        like = [one for one in readings if usual / _LIKE <= float(one) <= usual * _LIKE]
        return like[0] if len(like) == 1 else None
    counted = frozenset(office_words("isi")["hitungan"])
    return whole if any(unit in counted for unit in said.unit_names) else None


def _with_cells(table: Table, changed: dict[Place, Cell]) -> Table:
    def own(rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            cells = {key: changed.get(cell.place, cell) for key, cell in _facts(row)}
            yield row._replace(cells={**row.cells, **cells}) if cells else row

    return replace(table, rows=tuple(own(table.rows))) if table.spec.baris == "indikator" else table
