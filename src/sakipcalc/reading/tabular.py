"""Tables that a program has as frames, from a database for instance, as a Laporan."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sakipcalc.base.places import Place
from sakipcalc.core.errors import TableError, nearest
from sakipcalc.excel import refs
from sakipcalc.model import Cell, Column, Laporan, Level, Row, Table
from sakipcalc.reading.entity import find_entity
from sakipcalc.reading.labels import carried_down
from sakipcalc.reading.levels import at_levels, parents, set_levels
from sakipcalc.text.numerals import read_column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from sakipcalc.tables import ColumnSpec, TableSet, TableSpec, Vocabulary

__all__ = ["read_frames"]

#: A column that says the level of each line of a budget, as the results have it.
_LEVEL_COLUMN = "tingkat"
#: ``3.2``, ``3.2 (2)``, ``PK Camat``, ``PK Camat program``, as :attr:`Laporan.tabel` names them.
_NAME = re.compile(r"(?P<id>\S+)(?:\s+(?P<rest>.*?))?(?:\s+\((?P<part>\d+)\))?")
_KEY = re.compile(r"(?P<id>\w+?)(?:_(?P<year>20\d\d)|(?P<quarter>[1-4]))?")
#: First row of a body; the names of the columns count as the header above it.
_BODY = 2


def read_frames(frames: Mapping[str, pd.DataFrame], vocabulary: Vocabulary) -> Laporan:
    """Return frames as a Laporan, each as if it were a sheet with one table.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Frames by the name of the table, with the columns of :attr:`Laporan.tabel`. A column ``tingkat``
        (``program``, ``kegiatan``, ``sub_kegiatan``, ``jumlah``) says the level of a line of the budget;
        without it the names tell it.
    vocabulary : Vocabulary
        The tables that are known.

    Raises
    ------
    TableError
        ``frame-table-unknown`` or ``frame-column-unknown``, with what may be meant.
    """
    tables = [_table(name, frame, vocabulary.specs) for name, frame in frames.items()]
    leveled = set_levels([table for table in tables if table.rows])
    known = tuple(_stated(table, frames[table.sheet]) for table in leveled)
    return Laporan(file="", entitas=find_entity((), known), tables=known, specs=vocabulary.specs)


def _table(name: str, frame: pd.DataFrame, known: TableSet) -> Table:
    spec, pejabat, detail, part = _named(name, known)
    keys = [str(key) for key in frame.columns if key != _LEVEL_COLUMN]
    columns = tuple(_column(name, key, at, spec) for at, key in enumerate(keys, start=1))
    cells = {one.key: _cells(name, one, frame[key]) for one, key in zip(columns, keys, strict=True)}
    rows = [
        Row(number=at + _BODY, cells={key: of_column[at] for key, of_column in cells.items()})
        for at in range(len(frame))
    ]
    said = [row for row in rows if any(not cell.empty for cell in row.cells.values())]
    return Table(
        spec=spec, sheet=name, caption="", columns=columns, rows=tuple(carried_down(said, spec, {})),
        pejabat=pejabat, detail=detail, part=part, top=_BODY - 1, body=_BODY,
    )  # fmt: skip


def _named(name: str, known: TableSet) -> tuple[TableSpec, str, str, int]:
    """Return which table a name is, of which official, by what, and which part of it."""
    found = _NAME.fullmatch(name.strip())
    id_, rest = (found["id"], found["rest"] or "") if found else (name, "")
    official, _, last = rest.rpartition(" ")
    if f"{id_}-anggaran" in known and Level.named(last).in_tree:
        return known[f"{id_}-anggaran"], official, last, 1
    if id_ not in known:
        shown = tuple(known)
        raise TableError("frame-table-unknown", name=name, known=shown, nearest=nearest(name, shown) or "")
    return known[id_], rest, "", int(found["part"] or 1) if found else 1


def _column(name: str, key: str, at: int, spec: TableSpec) -> Column:
    found = _KEY.fullmatch(key)
    if key in spec.kolom:
        id_, period = key, None
    elif found and found["id"] in spec.kolom and spec.kolom[found["id"]].berkala:
        id_, period = found["id"], int(found["year"] or found["quarter"] or 0) or None
    else:
        shown = tuple(spec.kolom)
        meant = nearest(key, shown) or ""
        raise TableError("frame-column-unknown", table=name, name=key, known=shown, nearest=meant)
    return Column(spec=spec.kolom[id_], col=at, heading=key, period=period)


def _cells(sheet: str, column: Column, series: pd.Series[Any]) -> list[Cell]:
    raw = [_raw(value) for value in series]
    return [
        Cell(
            Place("", sheet, refs.cell_name(at + _BODY, column.col)),
            at + _BODY,
            column.col,
            text=text,
            numeral=numeral,
            is_number=isinstance(value, int | float),
            last_row=at + _BODY,
        )
        for at, (value, (text, numeral)) in enumerate(zip(raw, _read(column.spec, raw), strict=True))
    ]


def _read(spec: ColumnSpec, raw: Sequence[str | float | None]) -> Iterator[tuple[str, Any]]:
    """Yield text and number of each value; a column of texts has no numbers."""
    if not spec.numeric:
        yield from (("" if value is None else str(value), None) for value in raw)
        return
    figures = read_column(
        [(value, "") for value in raw], money=spec.jenis == "uang", percent=spec.jenis == "persen"
    )
    yield from ((one.text, one) for one in figures)


def _raw(value: object) -> str | float | None:
    """Return a value of a frame as a cell holds it; what pandas and databases call missing is nothing."""
    import pandas as pd

    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124 -- as only NaN does
        return None
    if isinstance(value, str):
        return value.strip() or None
    number = float(value) if isinstance(value, Decimal) or hasattr(value, "__float__") else None
    if number is None:
        return str(value)
    return int(number) if number.is_integer() else number


def _stated(table: Table, frame: pd.DataFrame) -> Table:
    """Return a table with the levels that its frame states, in a column or as one that was read."""
    words = _levels(frame)
    if not words:
        return table
    levels = [Level.named(words[row.number - _BODY]) or row.level for row in table.rows]
    rows = at_levels(table.rows, levels, parents(table.rows, levels))
    return replace(table, rows=tuple(rows))


def _levels(frame: pd.DataFrame) -> list[str]:
    if _LEVEL_COLUMN in frame.columns:
        return [str(word) for word in frame[_LEVEL_COLUMN]]
    try:
        return list(frame.sakip.tingkat)
    except AttributeError:  # a frame that was made by another program
        return []
