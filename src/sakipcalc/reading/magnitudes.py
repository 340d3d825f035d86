"""How big a figure is that may be read in two ways, 4.125 and 4,125: what else is said of it decides.

A column alone cannot tell. The evidence, the strongest first:

1. the printed result of its row: of a target of 4,000 and "4.125" one reading makes 103.13 %;
2. the other figures of the indicator, in any table: it is the reading that is like them;
3. its unit: people and papers are counted in whole numbers;
4. the figure beside it: what was reached is no thousandth of what was wanted. This is no proof, and is asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import product
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.data import office_words
from sakipcalc.model import RowCells
from sakipcalc.text.names import indicator_name, plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.model import Cell, Column, Row, Table

__all__ = ["Settled", "settled"]

#: What a result is printed of: the figure that was wanted, the one that was reached, what follows from them.
_FORMS = (("target", "realisasi", "capaian"), ("target_akhir", "realisasi", "kemajuan"))
_FACTS = frozenset({"target", "target_akhir", "target_tw", "realisasi", "realisasi_tw", "kondisi_awal"})
#: One mark before three digits, and perhaps a unit.
_TWOFOLD = re.compile(r"\s*([1-9]\d{0,2})[.,](\d{3})\s*(?:[^\W\d_].*)?", re.DOTALL)
_THOUSAND = Decimal(1000)
#: A printed result may be rounded, or made by a formula of the office's own; a thousand is far beyond that.
_NEAR = 0.06
#: What was reached is at most so many times what was wanted, and at least that part of it.
_LIKELY = 20.0
#: A figure is like others up to so many times as much.
_LIKE = 6
_COUNTED = frozenset(office_words("isi")["hitungan"])


class Settled(NamedTuple):
    """The tables with the figures as they are meant, and the cells that are read in another way."""

    tables: tuple[Table, ...]
    changed: Mapping[Place, Cell]


class _Figures(NamedTuple):
    """The columns of one period: what was wanted, what was reached, what is printed of them."""

    wanted: str
    reached: str
    result: str


class _IndicatorFigures(NamedTuple):
    """What is said of an indicator: figures that are surely one, and its units."""

    certain: list[float]
    unit_names: set[str]


def settled(tables: Sequence[Table]) -> Settled:
    """Return the tables with each figure that may be two read as the evidence has it.

    Parameters
    ----------
    tables : sequence of Table
        All tables of the workbook.
    """
    keys = [tuple(one.key for one in table.columns if one.id in _FACTS) for table in tables]
    open_ = [table for table, own in zip(tables, keys, strict=True) if _holds_doubt(table, own)]
    if not open_:
        return Settled(tuple(tables), {})
    said: dict[str, _IndicatorFigures] = defaultdict(lambda: _IndicatorFigures([], set()))
    for table, own in zip(tables, keys, strict=True):
        for row in table.rows if table.spec.baris == "indikator" else ():
            _listen(said[_name(row)], row, own)
    changed: dict[Place, Cell] = {}
    for table in open_:
        figures = tuple(_figures(table.columns))
        own = tuple(one.key for one in table.columns if one.id in _FACTS)
        for row in table.rows:
            changed |= _of_row(row, own, figures, said.get(_name(row)))
    return Settled(
        tuple(_with_cells(table, changed) for table in tables) if changed else tuple(tables), changed
    )


def _holds_doubt(table: Table, keys: Sequence[str]) -> bool:
    return any(len(_readings(cell)) > 1 for key in keys for cell in _uncertain(table, key))


def _uncertain(table: Table, key: str) -> Iterator[Cell]:
    """Yield the cells of a column whose figure is not told at a glance to have one reading."""
    body, uncertain = None, frozenset[int]()
    for row in table.rows:
        cells = row.cells
        if type(cells) is RowCells:
            if cells.columns is not body:
                body = cells.columns
                uncertain = frozenset(body[key].uncertain if key in body else ())
            if cells.at in uncertain:
                yield cells[key]
        elif key in cells:
            yield cells[key]


def _name(row: Row) -> str:
    return indicator_name(row.text("indikator"))


def _figures(columns: Sequence[Column]) -> Iterator[_Figures]:
    keys = {(column.id, column.period): column.key for column in columns}
    for wanted, reached, result in _FORMS:
        for (id_, period), key in keys.items():
            whole = keys.get((wanted, period)) or keys.get((wanted, None))
            if id_ == reached and whole:
                yield _Figures(whole, key, keys.get((result, period), ""))


def _readings(cell: Cell) -> tuple[Decimal, ...]:
    """Return the numbers that a figure may be, the one that it was read as in front."""
    numeral = cell.numeral
    if numeral is None or numeral.value is None or cell.formula:
        return ()
    if not cell.is_number and (found := _TWOFOLD.fullmatch(cell.text)):
        whole = Decimal(found[1] + found[2])
        return (whole, whole / _THOUSAND) if numeral.value == whole else (whole / _THOUSAND, whole)
    return (numeral.value, *numeral.alternatives) if numeral.reading == "rancu" else (numeral.value,)


def _listen(said: _IndicatorFigures, row: Row, keys: Iterable[str]) -> None:
    for key in keys:
        numeral = row.cells[key].numeral if key in row.cells else None
        if numeral is None:
            continue
        if numeral.value and len(_readings(row.cells[key])) <= 1:
            said.certain.append(abs(float(numeral.value)))
        if numeral.unit:
            said.unit_names.add(plain(numeral.unit))
    said.unit_names.add(plain(row.text("satuan")))


def _of_row(
    row: Row, keys: Iterable[str], figures: Iterable[_Figures], said: _IndicatorFigures | None
) -> dict[Place, Cell]:
    """Return the cells of a row that are read in another way, by the strongest evidence for each."""
    open_ = {key: ways for key in keys if key in row.cells and len(ways := _readings(row.cells[key])) > 1}
    if not open_:
        return {}
    counts = any(unit in _COUNTED for unit in (said.unit_names if said else {plain(row.text("satuan"))}))
    told: dict[str, Decimal] = {}
    for one in figures:
        told |= _by_result(row, one, open_, counts=counts)
    for key, ways in open_.items():
        if key not in told and (value := _by_others(ways, said, counts=counts)) is not None:
            told[key] = value
    changed = {row.cells[key].place: _read_as(row.cells[key], value) for key, value in told.items()}
    for one in figures:
        for key, value in _by_neighbour(row, one, {k: w for k, w in open_.items() if k not in told}).items():
            changed[row.cells[key].place] = _read_as(row.cells[key], value, sure=False)
    return {place: cell for place, cell in changed.items() if cell is not None}


def _by_result(
    row: Row, figures: _Figures, open_: Mapping[str, tuple[Decimal, ...]], *, counts: bool
) -> dict[str, Decimal]:
    """Return the one reading of target and realisasi that makes the printed result."""
    pair = figures.wanted, figures.reached
    printed = row.cells[figures.result].value if figures.result in row.cells else None
    if not printed or open_.keys().isdisjoint(pair) or any(key not in row.cells for key in pair):
        return {}
    ways = [
        way
        for way in product(
            *(_plausible(open_.get(key) or _readings(row.cells[key]), counts=counts) for key in pair)
        )
        if _explains(way[0], way[1], float(printed))
    ]
    return _only(ways, pair, open_)


def _only(
    ways: Sequence[tuple[Decimal, ...]], pair: tuple[str, str], doubtful: Container[str]
) -> dict[str, Decimal]:
    """Return how the figures of a pair that are in doubt are read, where one way is left."""
    if len(ways) != 1:
        return {}
    return {key: value for key, value in zip(pair, ways[0], strict=True) if key in doubtful}


def _plausible(ways: Sequence[Decimal], *, counts: bool) -> Sequence[Decimal]:
    """Return the readings that may be meant: people and papers are counted in whole numbers."""
    return (_whole(ways) if counts else ()) or ways


def _whole(ways: Sequence[Decimal]) -> list[Decimal]:
    return [value for value in ways if value == value.to_integral_value()]


def _explains(target: Decimal, result: Decimal, printed: float) -> bool:
    """Return whether a printed per cent is that of the two, be it of a figure that is better when lower."""
    ratio = float(result / target) * 100 if target else 0.0
    return any(abs(one - printed) <= _NEAR * abs(printed) for one in (ratio, 200 - ratio))


def _by_others(ways: Sequence[Decimal], said: _IndicatorFigures | None, *, counts: bool) -> Decimal | None:
    """Return the reading that is like the indicator's other figures, else the one that a counted unit has."""
    if said is not None and said.certain:
        usual = median(said.certain)
        like = [one for one in ways if usual / _LIKE <= abs(float(one)) <= usual * _LIKE]
        return like[0] if len(like) == 1 else None
    whole = _whole(ways)
    return whole[0] if counts and len(whole) == 1 else None


def _by_neighbour(
    row: Row, figures: _Figures, open_: Mapping[str, tuple[Decimal, ...]]
) -> dict[str, Decimal]:
    """Return the only likely reading of what is in doubt, by target and realisasi side by side."""
    pair = figures.wanted, figures.reached
    doubtful = [key for key in pair if key in open_ and _is_doubtful(row.cells[key])]
    if not doubtful or any(key not in row.cells for key in pair):
        return {}
    ways = [
        way
        for way in product(*(open_.get(key) or _readings(row.cells[key]) for key in pair))
        if way[0] and 1 / _LIKELY < float(way[1] / way[0]) < _LIKELY
    ]
    return _only(ways, pair, doubtful)


def _is_doubtful(cell: Cell) -> bool:
    return cell.numeral is not None and cell.numeral.confidence < 1


def _read_as(cell: Cell, value: Decimal, *, sure: bool = True) -> Cell | None:
    """Return a cell read in another way, None where it is read so; without proof the other way is kept."""
    numeral = cell.numeral
    if (
        numeral is None
        or numeral.value is None
        or (numeral.value == value and (not sure or numeral.reading != "rancu"))
    ):
        return None
    read = numeral._replace(
        value=value.normalize() if value % 1 else Decimal(int(value)),
        decimals=0 if value == value.to_integral_value() else numeral.decimals,
        reading="angka" if sure else "rancu",
        alternatives=() if sure else (numeral.value,),
    )
    return cell._replace(numeral=read)


def _with_cells(table: Table, changed: Mapping[Place, Cell]) -> Table:
    def own(rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            cells = {key: changed[cell.place] for key, cell in row.cells.items() if cell.place in changed}
            yield row._replace(cells={**row.cells, **cells}) if cells else row

    return replace(table, rows=tuple(own(table.rows)))
