"""Holds a reading against what a workbook says: right, asked about, missing or wrong.

The only module here that knows how the library gives out what it read.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

import sakipcalc as sc
from sakipcalc import reading
from sakipcalc.reading import kinds

from ..page import address
from .truth import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .truth import Area, Drawing, Expected

#: Findings that are told at the head of an output; an info is read by nobody.
_LOUD = frozenset({"galat", "peringatan"})
#: How far a double may be from a printed figure.
_NEAR = Fraction(1, 10**9)
#: Longest text that may stand around a name: a number, a mark.
_AROUND = 30


class Reading:
    """What the library made of a workbook: its cells, its results, its doubts."""

    def __init__(self, data: bytes, vocabulary: object = None) -> None:
        self.data = data
        self.error = ""
        self.laporan: Any = None
        self.doubts: list[tuple[str, int, int]] = []
        try:
            self.laporan = sc.read(data) if vocabulary is None else _read_with(data, vocabulary)
        except sc.TableError as error:
            self.error = str(error)
            self.doubts += _listed(error)
            return
        self.doubts += doubts(self.laporan.temuan)

    @cached_property
    def results(self) -> dict[str, Any]:
        """What compute gives, as it is exported; nothing where it stops."""
        if self.laporan is None:
            return {}
        hasil = sc.compute(self.laporan)
        self.doubts += doubts(hasil.temuan)
        return hasil.as_dict()

    @cached_property
    def cells(self) -> dict[tuple[str, int, str, str], list[Any]]:
        """Every cell by sheet, row, table and column."""
        found: dict[tuple[str, int, str, str], list[Any]] = {}
        for table in self.laporan.tables if self.laporan else ():
            for row in table.rows:
                for key, cell in row.cells.items():
                    found.setdefault((cell.place.sheet, row.number, table.id, key), []).append(cell)
        return found

    @cached_property
    def findings(self) -> list[Any]:
        """Everything an audit finds."""
        return list(sc.audit(self.laporan)) if self.laporan else []

    def cells_of(self, table: str) -> list[tuple[str, Any]]:
        """Return every cell of a table with its column."""
        return [
            (key, cell) for (_, _, id_, key), cells in self.cells.items() if id_ == table for cell in cells
        ]

    @cached_property
    def filled(self) -> dict[str, Any]:
        """What filling writes, by cell."""
        return self._fill(self.data)[0]

    @cached_property
    def filled_again(self) -> int:
        """How many cells a second filling writes."""
        return len(self._fill(self._fill(self.data)[1])[0])

    def _fill(self, data: bytes) -> tuple[dict[str, Any], bytes]:
        output = BytesIO()
        try:
            frame = sc.fill(data, output).frame
        except sc.SakipError:
            return {}, data
        return {
            str(cell): value for cell, value in zip(frame["sel"], frame["nilai"], strict=True)
        }, output.getvalue()

    def tables_in(self, area: Area) -> list[str]:
        """Return the tables that were read within an area."""
        read = self.laporan.tables if self.laporan else ()
        return [t.id for t in read if t.sheet == area.sheet and area.top <= t.top <= area.bottom]


def _read_with(data: bytes, vocabulary: Any) -> Any:
    """Read with other words than the standard ones."""
    sheets = kinds.open_grids(data, "")
    laporan = reading.read_grids(sheets, "", vocabulary)
    if not laporan.tables:
        named = tuple(grid.sheet for grid in sheets)
        raise sc.TableError("no-annex-table", sheets=named, bacaan=laporan.readings)
    return laporan


def _listed(error: Any) -> Iterator[tuple[str, int, int]]:
    """Yield the places of the blocks that an error of an unread workbook lists."""
    for one in getattr(error, "bacaan", ()):
        yield one.place.sheet, *one.place.coordinates


def doubts(findings: Any) -> Iterator[tuple[str, int, int]]:
    """Yield the places of what is told aloud."""
    for one in findings:
        if one.severity in _LOUD:
            for place in one.places:
                yield place.sheet, *place.coordinates


def judge(drawing: Drawing, read: Reading | None = None) -> list[Verdict]:
    """Return what became of each value of a drawn workbook; a crash makes them all wrong."""
    try:
        read = read or Reading(drawing.data)
        read.results  # noqa: B018 -- its doubts count
        return [_judged(one, read) for one in drawing.expected]
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is counted and told
        crash = f"{type(error).__name__}: {error}"
        return [Verdict(expected=one, outcome="wrong", read=crash) for one in drawing.expected]


def _judged(one: Expected, reading: Reading) -> Verdict:
    read = _fact(one, reading) if one.fact else _cell(one, reading)
    if _same(read, one.value):
        return Verdict(expected=one, outcome="right")
    outcome = "asked" if asked(one, reading) else "missing" if read is None else "wrong"
    return Verdict(expected=one, outcome=outcome, read="" if read is None else str(read))


def _cell(one: Expected, reading: Reading) -> object:
    """Return what stands where a value belongs; None where nothing does."""
    for table, key in one.accept:
        for cell in reading.cells.get((one.area.sheet, one.row, table, key), ()):
            if cell.col == one.col or _same(
                cell.text if isinstance(one.value, str) else cell.value, one.value
            ):
                return (cell.text or None) if isinstance(one.value, str) else cell.value
    return None


def _fact(one: Expected, reading: Reading) -> object:
    what, *path = one.fact
    if what in _SPECIAL:
        return _SPECIAL[what](one, reading)
    rows = reading.results.get(what, [])
    if what == "anggaran":
        rows = rows["rincian"] if rows else []
    if what == "tren":
        rows = _of_year(rows, path[1])
        path = [path[0], path[2]]
    if what == "efisiensi":
        return _efficiency(rows, *path)
    name = "uraian" if what == "anggaran" else "indikator"
    row = next((row for row in rows if _same(row[name], path[0])), None)
    return None if row is None else _known(row, path[1])


def _of_year(rows: list[dict[str, Any]], year: str) -> list[dict[str, Any]]:
    return [row for row in rows if str(row["tahun"]) == year]


def _total(one: Expected, reading: Reading) -> object:
    return _known(reading.results.get("anggaran", {}), one.fact[1])


def _count(one: Expected, reading: Reading) -> object:
    """Return how many rows a result has; None where it has none."""
    rows = reading.results.get(one.fact[1], [])
    rows = rows["rincian"] if isinstance(rows, dict) else rows
    return Fraction(len(rows)) if rows else None


def _told(one: Expected, reading: Reading) -> object:
    """Return nothing where something is told at the cell, as it has to be; else a figure."""
    told = (one.area.sheet, one.row, one.col) in {*reading.doubts, *doubts(reading.findings)}
    return None if told else Fraction(0)


def _errors(_one: Expected, reading: Reading) -> object:
    if reading.error:
        return None
    return Fraction(sum(found.severity == "galat" for found in reading.findings))


def _kept(one: Expected, reading: Reading) -> object:
    cells = reading.cells_of(one.fact[1])
    return next((cell.value for key, cell in cells if key == one.fact[2] and cell.col == one.col), None)


def _columns(one: Expected, reading: Reading) -> object:
    """Return how many of the needed columns one of the accepted tables has; 0 beside one that is not accepted.

    What further columns of the same header say, as those of the year before, is another table of its own.
    """
    _, accepted, *needed = one.fact
    if reading.laporan is None:
        return None
    right = [t for t in reading.laporan.tables if t.id in accepted.split()]
    headers = {(t.sheet, t.top) for t in right}
    tables = [t for t in reading.laporan.tables if t in right or (t.sheet, t.top) not in headers]
    if tables != right:
        return Fraction(0)
    return max((Fraction(len(set(needed) & {k.key for k in t.columns})) for t in tables), default=None)


def _filled(one: Expected, reading: Reading) -> object:
    """Return what filling writes into a cell: the value, or None where any will do."""
    value = reading.filled.get(f"{one.area.sheet}!{one.fact[1]}")
    if value is None:
        return Fraction(-1)
    return Fraction(value) if one.value is not None else None


_SPECIAL = {
    "total": _total,
    "jumlah": _count,
    "temuan": _told,
    "galat": _errors,
    "sel": _kept,
    "kolom": _columns,
    "diisi": _filled,
    "diisi lagi": lambda _one, reading: Fraction(reading.filled_again),
    "tak ditulis": lambda one, reading: Fraction(f"{one.area.sheet}!{one.fact[1]}" in reading.filled),
    "sebut": lambda _one, reading: Fraction(bool({*reading.doubts, *doubts(reading.findings)})),
    "entitas": lambda one, reading: _known(reading.results.get("entitas", {}), one.fact[1]),
}


def _efficiency(rows: list[dict[str, Any]], names: str, key: str) -> object:
    wanted = set(names.split("; "))
    row = next((r for r in rows if {_bare(n, wanted) for n in r["lingkup"].split("; ")} == wanted), None)
    return None if row is None else "ada" if key == "ada" else _known(row, key)


def _bare(name: str, wanted: set[str]) -> str:
    return next((w for w in wanted if _same(name, w)), name)


def _known(row: dict[str, Any], key: str) -> object:
    value = row.get(key.removeprefix("angka_"))
    if key.startswith("angka_") and isinstance(value, str):
        return None
    return Fraction(value).limit_denominator(10**9) if isinstance(value, int | float) else value or None


def _same(read: object, value: object) -> bool:
    if isinstance(read, Fraction | int | float) and isinstance(value, Fraction):
        return abs(Fraction(read) - value) <= max(abs(value), 1) * _NEAR
    if isinstance(read, str) and isinstance(value, str):
        shown, wanted = _folded(read), _folded(value)
        return wanted in shown and len(shown) - len(wanted) <= _AROUND
    return value is None and not isinstance(read, Fraction | int | float)  # no figure; a word may stand there


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def asked(one: Expected, reading: Reading) -> bool:
    """Return whether a doubt is told at the column, the row or the table of a value."""
    return any(_meant(place, one) for place in reading.doubts)


def _meant(place: tuple[str, int, int], one: Expected) -> bool:
    sheet, row, col = place
    area = one.area
    if sheet != area.sheet:
        return False
    above = area.top - 4 <= row < area.top
    inside = area.top <= row <= area.bottom and area.left <= col <= area.right
    same = col == one.col or row == one.row
    corner = row == area.top and col == area.left
    return above or (inside and (same or corner))


def where(one: Expected) -> str:
    """Return the cell of a value as a person writes it."""
    return f"{one.area.sheet}!{address(one.row - 1, one.col - 1)}"
