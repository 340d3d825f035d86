"""Holds a reading against what a workbook says: right, asked about, missing or wrong.

The only module here that knows how the library gives out what it read.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sakipcalc as sc

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

    def __init__(self, data: bytes, sinonim: object = None) -> None:
        self.error = ""
        self.laporan: Any = None
        self.doubts: list[tuple[str, int, int]] = []
        try:
            self.laporan = sc.read(data, sinonim=sinonim)
        except sc.TableError as error:
            self.error = str(error)
            self.doubts += _listed(error)
            return
        self.doubts += _doubts(self.laporan.temuan)

    @cached_property
    def results(self) -> dict[str, Any]:
        """What compute gives, as it is exported; nothing where it stops."""
        if self.laporan is None:
            return {}
        hasil = sc.compute(self.laporan)
        self.doubts += _doubts(hasil.temuan)
        return hasil.as_dict()

    @cached_property
    def cells(self) -> dict[tuple[str, int, str, str], list[Any]]:
        """Every cell by sheet, row, table and column."""
        found: dict[tuple[str, int, str, str], list[Any]] = {}
        for table in self.laporan.daftar_tabel if self.laporan else ():
            for row in table.baris:
                for key, sel in row.sel.items():
                    found.setdefault((sel.tempat.sheet, row.nomor, table.id, key), []).append(sel)
        return found

    @cached_property
    def findings(self) -> list[Any]:
        """Everything an audit finds."""
        return list(sc.audit(self.laporan)) if self.laporan else []

    def tables_in(self, area: Area) -> list[str]:
        """Return the tables that were read within an area."""
        read = self.laporan.daftar_tabel if self.laporan else ()
        return [t.id for t in read if t.sheet == area.sheet and area.top <= t.kepala <= area.bottom]


def _listed(error: Any) -> Iterator[tuple[str, int, int]]:
    """Yield the places of the blocks that an error of an unread workbook lists."""
    for one in getattr(error, "bacaan", ()):
        yield one.tempat.sheet, *one.tempat.koordinat


def _doubts(findings: Any) -> Iterator[tuple[str, int, int]]:
    """Yield the places of what is told aloud."""
    for one in findings:
        if one.tingkat in _LOUD:
            for place in one.tempat:
                yield place.sheet, *place.koordinat


def judge(drawing: Drawing, reading: Reading | None = None) -> list[Verdict]:
    """Return what became of each value of a drawn workbook."""
    reading = reading or Reading(drawing.data)
    reading.results  # noqa: B018 -- its doubts count
    return [_judged(one, reading) for one in drawing.expected]


def _judged(one: Expected, reading: Reading) -> Verdict:
    if one.fact == ("temuan",):
        told = any(p == (one.area.sheet, one.row, one.col) for p in reading.doubts)
        return Verdict(expected=one, outcome="right" if told else "missing")
    read = _fact(one, reading.results) if one.fact else _cell(one, reading)
    if _same(read, one.value):
        return Verdict(expected=one, outcome="right")
    outcome = "asked" if _asked(one, reading) else "missing" if read is None else "wrong"
    return Verdict(expected=one, outcome=outcome, read="" if read is None else str(read))


def _cell(one: Expected, reading: Reading) -> object:
    """Return what stands where a value belongs; None where nothing does."""
    for table, key in one.accept:
        for sel in reading.cells.get((one.area.sheet, one.row, table, key), ()):
            if sel.lajur == one.col or _same(sel.nilai if isinstance(one.value, Fraction) else sel.teks, one.value):
                if isinstance(one.value, Fraction):
                    return sel.nilai
                return sel.teks or None
    return None


def _fact(one: Expected, results: dict[str, Any]) -> object:
    what, *path = one.fact
    if what == "total":
        return _known(results.get("anggaran", {}), path[0])
    if what == "jumlah":
        rows = results.get(path[0], [])
        return Fraction(len(rows)) if rows else None
    rows = results.get("anggaran", {}).get("rincian", []) if what == "anggaran" else results.get(what, [])
    if what == "tren":
        rows = [row for row in rows if str(row["tahun"]) == path[1]]
        path = [path[0], path[2]]
    if what == "efisiensi":
        return _efficiency(rows, *path)
    name = "uraian" if what == "anggaran" else "indikator"
    row = next((row for row in rows if _same(row[name], path[0])), None)
    if row is None:
        return None
    key = path[1]
    if key == "angka_realisasi":
        return row["realisasi"] if isinstance(row["realisasi"], int | float) else None
    return _known(row, key)


def _efficiency(rows: list[dict[str, Any]], names: str, key: str) -> object:
    wanted = set(names.split("; "))
    row = next((r for r in rows if {_bare(n, wanted) for n in r["lingkup"].split("; ")} == wanted), None)
    return None if row is None else "ada" if key == "ada" else _known(row, key)


def _bare(name: str, wanted: set[str]) -> str:
    return next((w for w in wanted if _same(name, w)), name)


def _known(row: dict[str, Any], key: str) -> object:
    value = row.get(key)
    return Fraction(value).limit_denominator(10**9) if isinstance(value, int | float) else value


def _same(read: object, value: object) -> bool:
    if isinstance(read, Fraction | int | float) and isinstance(value, Fraction):
        return abs(Fraction(read) - value) <= max(abs(value), 1) * _NEAR
    if isinstance(read, str) and isinstance(value, str):
        shown, wanted = _folded(read), _folded(value)
        return wanted in shown and len(shown) - len(wanted) <= _AROUND
    return read is None and value is None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _asked(one: Expected, reading: Reading) -> bool:
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
