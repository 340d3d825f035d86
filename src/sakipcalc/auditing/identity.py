"""What the library took for granted about the rows: their links, names, units and polarity, and the year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.words import units
from sakipcalc.computing.confirmed import Kepastian
from sakipcalc.findings import Temuan
from sakipcalc.names import indicator_name, plain, spelled_name
from sakipcalc.polarity import read_polarity
from sakipcalc.tables.standard import BUDGET, GOALS, SPENDING, YEAR_GOALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.agreements import BarisPerjanjian
    from sakipcalc.computing.links import Indikator, Subjek
    from sakipcalc.model import Baris, Sel
    from sakipcalc.places import Place

_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")


@check
def check_links(hasil: Hasil) -> Iterator[Temuan]:
    """Yield each table with rows that were linked by a name that is alike, with how alike."""
    for name, table in hasil.tautan.tabel.items():
        scores = {row.nomor: hasil.tautan.skor.get((name, row.nomor), 1.0) for row in table.baris}
        alike = [row for row in table.baris if scores[row.nomor] < 1]
        if alike:
            pairs = {
                f"{row.tempat} ~ {_partner(hasil, name, row)}": f"{scores[row.nomor]:.0%}" for row in alike
            }
            yield Temuan(
                kode="tautan-mirip", tempat=tuple(row.tempat for row in alike), data={"rincian": pairs}
            )


def _partner(hasil: Hasil, table: str, row: Baris) -> Place | None:
    """Return the row of another table that a row was linked to."""
    subject = hasil.tautan.subjek(table, row)
    others = (hasil.tautan.baris(name, subject) for name in hasil.tautan.tabel if name != table and subject)
    return next((other.tempat for other in others if other), None)


@check
def check_agreement_links(hasil: Hasil) -> Iterator[Temuan]:
    """Yield each agreement with rows that were linked by a name that is alike, with how alike."""
    by_sheet: dict[str, list[BarisPerjanjian]] = {}
    for one in (*hasil.perjanjian.anggaran, *hasil.perjanjian.target):
        if one.subjek and one.skor < 1:
            by_sheet.setdefault(one.tabel.sheet, []).append(one)
    for alike in by_sheet.values():
        pairs = {
            f"{one.baris.tempat} ~ {_line(hasil, one.subjek)}": f"{one.skor:.0%}"
            for one in alike
            if one.subjek
        }
        places = tuple(one.baris.tempat for one in alike)
        yield Temuan(kode="tautan-mirip", tempat=places, data={"rincian": pairs})


def _line(hasil: Hasil, subject: Subjek) -> Place | None:
    rows = (hasil.tautan.baris(table, subject) for table in (BUDGET, SPENDING))
    return next((row.tempat for row in rows if row), None)


@check
def check_names(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators that other tables call by another name, which the unit has not confirmed."""
    confirmed = Kepastian.from_metode(hasil.metode)
    for indicator in hasil.tautan.indikator:
        names = _names(hasil, indicator)
        others = {
            name: places
            for name, places in names.items()
            if spelled_name(name) != spelled_name(indicator.nama)
            and not confirmed.verdict(name, indicator.nama)
        }
        if others:
            yield Temuan(
                kode="nama-indikator-berbeda",
                tempat=(
                    *(place for places in others.values() for place in places),
                    *names.get(indicator.nama, ())[:1],
                ),
                nilai=next(iter(others)),
                di_tabel_lain=indicator.nama,
                data={"rincian": {f"“{name}”": tuple(places) for name, places in others.items()}},
            )


def _names(hasil: Hasil, indicator: Indikator) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for table in hasil.tautan.tabel:
        row = hasil.tautan.baris(table, indicator.subjek)
        if row and row.teks("indikator"):
            found.setdefault(row.teks("indikator"), []).append(row.sel["indikator"].tempat)
    return found


@check
def check_units(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose unit is not the same in every table."""
    for indicator in hasil.tautan.indikator:
        groups: dict[str, list[Sel]] = {}
        for table in hasil.tautan.tabel:
            row = hasil.tautan.baris(table, indicator.subjek)
            if row and row.teks("satuan"):
                groups.setdefault(_unit(row.teks("satuan")), []).append(row.sel["satuan"])
        if len(groups) > 1:
            usual = max(groups, key=lambda unit: len(groups[unit]))
            odd = [sel for unit, cells in groups.items() if unit != usual for sel in cells]
            yield Temuan(
                kode="satuan-berbeda",
                tempat=tuple(sel.tempat for sel in (*odd, *groups[usual])),
                nilai=odd[0].teks,
                di_tabel_lain=groups[usual][0].teks,
                data={"indikator": indicator.nama},
            )


def _unit(text: str) -> str:
    word = plain(text) or text.strip()
    return units().get(word, word)


@check
def check_shifted_columns(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the tables that have the code of a sasaran in place of its text, and the text under Indikator."""
    for name in (GOALS, YEAR_GOALS):
        table = hasil.tautan.tabel.get(name)
        rows = [row for row in table.baris if _shifted(row)] if table else []
        if rows:
            yield Temuan(
                kode="kolom-bergeser",
                tempat=tuple(row.sel[c].tempat for row in rows for c in ("sasaran", "indikator")),
                nilai=rows[0].teks("sasaran"),
                data={"kode_sasaran": tuple(row.teks("sasaran") for row in rows)},
            )


def _shifted(row: Baris) -> bool:
    return bool(_CODE.fullmatch(row.teks("sasaran").strip()) and row.teks("indikator"))


@check
def check_polarity(hasil: Hasil) -> Iterator[Temuan]:
    """Yield polarities that nobody knows, and those of the Metode that belong to no indicator."""
    for _, row, column in hasil.tautan.sel_tabel():
        sel = row.sel[column.kunci]
        if column.id == "arah" and sel.teks and read_polarity(sel.teks) is None:
            yield Temuan(kode="arah-tidak-dikenal", tempat=(sel.tempat,), nilai=sel.teks)
    names = {indicator_name(i.nama): i.nama for i in hasil.tautan.indikator}
    for name in hasil.metode.arah:
        if indicator_name(name) not in names:
            yield Temuan(
                kode="arah-tanpa-indikator", tempat=(), nilai=name, data={"ada": tuple(names.values())}
            )


@check
def check_year(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the workbook when its year is not known and a table needs it."""
    tables = sorted((t for t in hasil.tautan.tabel.values() if t.spec.yearly), key=lambda one: one.id)
    if hasil.laporan.entitas.tahun is None and tables:
        yield Temuan(kode="tahun-tidak-diketahui", tempat=(tables[0].baris[0].tempat,))
