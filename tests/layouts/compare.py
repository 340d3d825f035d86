"""Compares what was read with what had to be read, as a list that a person can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.model import Baris, Laporan, Sel, Tabel

    from .arithmetic import Value
    from .expected import Cell, Expectation, ExpectedRow, ExpectedTable

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
    extra = [
        f"extra table {t.nama} on {t.sheet} row {t.kepala}" for t in laporan.daftar_tabel if id(t) not in used
    ]
    found = [line for wanted, table in pairs for line in _table(wanted, table)]
    return [*_entity(laporan, expectation), *extra, *found]


def _entity(laporan: Laporan, expectation: Expectation) -> Iterator[str]:
    for key, value in expectation.entitas.items():
        read = getattr(laporan.entitas, key)
        if _folded(read) != _folded(value):
            yield f"entity {key}: {read!r} instead of {value!r}"


def _folded(value: object) -> object:
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _pairs(laporan: Laporan, expectation: Expectation) -> list[tuple[ExpectedTable, Tabel | None]]:
    """Give each expected table the read one that stands on most of its rows."""
    left = list(laporan.daftar_tabel)
    pairs: list[tuple[ExpectedTable, Tabel | None]] = []
    for wanted in expectation.tabel:
        rows = {row.nomor for row in wanted.baris}
        best = max(left, key=lambda t, w=wanted, r=rows: _overlap(t, w, r), default=None)
        if best is None or not _overlap(best, wanted, rows):
            pairs.append((wanted, None))
            continue
        left.remove(best)
        pairs.append((wanted, best))
    return pairs


def _overlap(table: Tabel, wanted: ExpectedTable, rows: set[int]) -> int:
    if table.sheet != wanted.sheet:
        return 0
    return 2 * len(rows & {row.nomor for row in table.baris}) + (table.id == wanted.id)


def _table(wanted: ExpectedTable, table: Tabel | None) -> Iterator[str]:
    name = f"{wanted.nama} on {wanted.sheet}"
    if table is None:
        yield f"table missing: {name}"
        return
    if table.id != wanted.id:
        yield f"table {name} read as {table.nama}"
        return
    if table.rincian != wanted.rincian:
        yield f"{name}: rincian {table.rincian!r} instead of {wanted.rincian!r}"
    if wanted.pejabat and _folded(table.pejabat) not in map(_folded, wanted.pejabat):
        yield f"{name}: pejabat {table.pejabat!r} instead of {wanted.pejabat}"
    yield from _columns(name, wanted, table)
    yield from _rows(name, wanted, table)


def _columns(name: str, wanted: ExpectedTable, table: Tabel) -> Iterator[str]:
    keys = {key for row in wanted.baris for key in row.sel}
    read = {column.kunci for column in table.kolom}
    yield from (f"{name}: column missing {key}" for key in sorted(keys - read))
    yield from (f"{name}: extra column {key}" for key in sorted(read - keys))


def _rows(name: str, wanted: ExpectedTable, table: Tabel) -> Iterator[str]:
    read = {row.nomor: row for row in table.baris}
    numbers = {row.nomor for row in wanted.baris}
    yield from (f"{name}: extra row {number}" for number in sorted(read.keys() - numbers))
    for row in wanted.baris:
        if row.nomor not in read:
            if any(cell.value is not None for cell in row.sel.values()):
                yield f"{name}: row missing {row.nomor}"
            continue
        yield from _row(name, row, read[row.nomor])


def _row(name: str, wanted: ExpectedRow, row: Baris) -> Iterator[str]:
    if wanted.level and row.tingkat != wanted.level:
        yield f"{name}: level of row {row.nomor} {row.tingkat!r} instead of {wanted.level!r}"
    for key, cell in wanted.sel.items():
        sel = row.sel.get(key)
        if sel is None or _under_total(sel, cell):
            continue  # said of the column; or the word of a total is merged over it
        carried = cell.label is not None and _says(sel, cell.label, cell.jenis)
        if not _says(sel, cell.value, cell.jenis) and not carried:
            yield f"{name}: {key} at {cell.tempat} reads {_shown(sel)} instead of {cell.value!s}"
        elif str(sel.tempat) != cell.tempat and cell.label is None:
            yield f"{name}: {key} stands at {sel.tempat} instead of {cell.tempat}"


def _under_total(sel: Sel, cell: Cell) -> bool:
    """Return whether the word of a total is merged over a cell that has no figure."""
    return cell.value is None and sel.nilai is None and sel.teks.strip().casefold() in _TOTALS


def _says(sel: Sel, value: Value, jenis: str) -> bool:
    if jenis == "warna":
        return sel.warna.upper() == (value or "")
    if value is None:
        return sel.nilai is None and sel.teks.strip() in _DASHES
    if isinstance(value, str):
        return _folded_text(sel.teks) == _folded_text(value) and (jenis not in _NUMERIC or sel.nilai is None)
    return sel.nilai is not None and abs(sel.nilai - value) * _DIGITS <= abs(value)


def _folded_text(text: str) -> str:
    return " ".join(text.split())


def _shown(sel: Sel) -> str:
    return f"{sel.nilai!s} ({sel.teks!r})"
