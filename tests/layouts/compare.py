"""Compares what was read with what had to be read, as a list that a person can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.model import Cell, Laporan, Row, Table

    from .arithmetic import Value
    from .expected import Expectation, ExpectedCell, ExpectedRow, ExpectedTable

#: A double keeps fifteen digits, and one hundredth of it a little less.
_DIGITS = 10**14
_DASHES = frozenset({"", "-", "–"})
_NUMERIC = frozenset({"angka", "cacah", "persen", "rasio", "uang"})

#: Words that stand for a total, as the layouts have them.
_TOTALS = frozenset({"jumlah", "total", "jumlah total", "total anggaran"})


def differences(laporan: Laporan, expectation: Expectation) -> list[str]:
    """Return every difference, the gravest first: tables, then rows, then cells."""
    pairs = _pairs(laporan, expectation)
    used = {id(table) for _, table in pairs if table}
    extra = [f"extra table {t.name} on {t.sheet} row {t.top}" for t in laporan.tables if id(t) not in used]
    found = [line for wanted, table in pairs for line in _table(wanted, table)]
    return [*_entity(laporan, expectation), *extra, *found]


def _entity(laporan: Laporan, expectation: Expectation) -> Iterator[str]:
    for key, value in expectation.entitas.items():
        read = getattr(laporan.entitas, key)
        if _folded(read) != _folded(value):
            yield f"entity {key}: {read!r} instead of {value!r}"


def _folded(value: object) -> object:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _pairs(laporan: Laporan, expectation: Expectation) -> list[tuple[ExpectedTable, Table | None]]:
    """Give each expected table the read one that stands on most of its rows."""
    left = list(laporan.tables)
    pairs: list[tuple[ExpectedTable, Table | None]] = []
    for wanted in expectation.tabel:
        rows = {row.nomor for row in wanted.baris}
        best = max(left, key=lambda t, w=wanted, r=rows: _overlap(t, w, r), default=None)
        if best is None or not _overlap(best, wanted, rows):
            pairs.append((wanted, None))
            continue
        left.remove(best)
        pairs.append((wanted, best))
    return pairs


def _overlap(table: Table, wanted: ExpectedTable, rows: set[int]) -> int:
    if table.sheet != wanted.sheet:
        return 0
    return 2 * len(rows & {row.number for row in table.rows}) + (table.id == wanted.id)


def _table(wanted: ExpectedTable, table: Table | None) -> Iterator[str]:
    name = f"{wanted.nama} on {wanted.sheet}"
    if table is None:
        yield f"table missing: {name}"
        return
    if table.id != wanted.id:
        yield f"table {name} read as {table.name}"
        return
    if table.detail != wanted.rincian:
        yield f"{name}: rincian {table.detail!r} instead of {wanted.rincian!r}"
    if wanted.pejabat and _folded(table.pejabat) not in map(_folded, wanted.pejabat):
        yield f"{name}: pejabat {table.pejabat!r} instead of {wanted.pejabat}"
    yield from _columns(name, wanted, table)
    yield from _rows(name, wanted, table)


def _columns(name: str, wanted: ExpectedTable, table: Table) -> Iterator[str]:
    keys = {key for row in wanted.baris for key in row.sel}
    read = {column.key for column in table.columns}
    yield from (f"{name}: column missing {key}" for key in sorted(keys - read))
    yield from (f"{name}: extra column {key}" for key in sorted(read - keys))


def _rows(name: str, wanted: ExpectedTable, table: Table) -> Iterator[str]:
    read = {row.number: row for row in table.rows}
    numbers = {row.nomor for row in wanted.baris}
    yield from (f"{name}: extra row {number}" for number in sorted(read.keys() - numbers))
    for row in wanted.baris:
        if row.nomor not in read:
            if any(cell.value is not None for cell in row.sel.values()):
                yield f"{name}: row missing {row.nomor}"
            continue
        yield from _row(name, row, read[row.nomor])


def _row(name: str, wanted: ExpectedRow, row: Row) -> Iterator[str]:
    if wanted.level and row.level != wanted.level:
        yield f"{name}: level of row {row.number} {row.level!r} instead of {wanted.level!r}"
    for key, cell in wanted.sel.items():
        own_cell = row.cells.get(key)
        if own_cell is None or _under_total(own_cell, cell):
            continue  # said of the column; or the word of a total is merged over it
        carried = cell.label is not None and _says(own_cell, cell.label, cell.jenis)
        if not _says(own_cell, cell.value, cell.jenis) and not carried:
            yield f"{name}: {key} at {cell.tempat} reads {_shown(own_cell)} instead of {cell.value!s}"
        elif str(own_cell.place) != cell.tempat and cell.label is None:
            yield f"{name}: {key} stands at {own_cell.place} instead of {cell.tempat}"


def _under_total(own_cell: Cell, cell: ExpectedCell) -> bool:
    """Return whether the word of a total is merged over a cell that has no figure."""
    return cell.value is None and own_cell.value is None and own_cell.text.strip().casefold() in _TOTALS


def _says(cell: Cell, value: Value, kind: str) -> bool:
    if kind == "warna":
        return cell.fill.upper() == (value or "")
    if value is None:
        return cell.value is None and cell.text.strip() in _DASHES
    if isinstance(value, str):
        return _folded_text(cell.text) == _folded_text(value) and (kind not in _NUMERIC or cell.value is None)
    return cell.value is not None and abs(cell.value - value) * _DIGITS <= abs(value)


def _folded_text(text: str) -> str:
    return " ".join(text.split())


def _shown(cell: Cell) -> str:
    return f"{cell.value!s} ({cell.text!r})"
