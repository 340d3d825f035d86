"""Checks of assumptions about rows: links, names, units, polarity, year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.calc.words import read_accumulation
from sakipcalc.computing.confirmed import Confirmed
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import BUDGET, GOALS, SPENDING, YEAR_GOALS
from sakipcalc.text.arah import read_polarity
from sakipcalc.text.names import indicator_name, spelled_name, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil
    from sakipcalc.computing.agreements import AgreementRow
    from sakipcalc.computing.links import Indicator, Subject
    from sakipcalc.model import Cell, Row

#: A dash in a column of polarities is a sign beside plus signs, and nothing else.
_DASHES = " -–—−"
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")


@check
def check_links(hasil: Hasil) -> Iterator[Temuan]:
    """Yield each table with rows that were linked by a name that is alike, with how alike."""
    for name, table in hasil.links.tables.items():
        scores = {row.number: hasil.links.scores.get((name, row.number), 1.0) for row in table.rows}
        alike = [row for row in table.rows if scores[row.number] < 1]
        if alike:
            pairs = {
                f"{row.place} ~ {_partner(hasil, name, row)}": f"{scores[row.number]:.0%}" for row in alike
            }
            yield Temuan(
                code="tautan-mirip", places=tuple(row.place for row in alike), data={"rincian": pairs}
            )


def _partner(hasil: Hasil, table: str, row: Row) -> Place | None:
    """Return the row of another table that a row was linked to."""
    subject = hasil.links.subject(table, row)
    others = (hasil.links.row(name, subject) for name in hasil.links.tables if name != table and subject)
    return next((other.place for other in others if other), None)


@check
def check_agreement_links(hasil: Hasil) -> Iterator[Temuan]:
    """Yield each agreement with rows that were linked by a name that is alike, with how alike."""
    by_sheet: dict[str, list[AgreementRow]] = {}
    for one in (*hasil.agreements.budget, *hasil.agreements.promised):
        if one.subject and one.score < 1:
            by_sheet.setdefault(one.table.sheet, []).append(one)
    for alike in by_sheet.values():
        pairs = {
            f"{one.table_row.place} ~ {_line(hasil, one.subject)}": f"{one.score:.0%}"
            for one in alike
            if one.subject
        }
        places = tuple(one.table_row.place for one in alike)
        yield Temuan(code="tautan-mirip", places=places, data={"rincian": pairs})


def _line(hasil: Hasil, subject: Subject) -> Place | None:
    rows = (hasil.links.row(table, subject) for table in (BUDGET, SPENDING))
    return next((row.place for row in rows if row), None)


@check
def check_names(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators that other tables call by another name, which the unit has not confirmed."""
    confirmed = Confirmed.from_metode(hasil.metode)
    for indicator in hasil.links.indikator:
        names = _names(hasil, indicator)
        others = {
            name: places
            for name, places in names.items()
            if spelled_name(name) != spelled_name(indicator.nama)
            and not confirmed.verdict(name, indicator.nama)
        }
        if others:
            yield Temuan(
                code="nama-indikator-berbeda",
                places=(
                    *(place for places in others.values() for place in places),
                    *names.get(indicator.nama, ())[:1],
                ),
                actual=next(iter(others)),
                in_other_table=indicator.nama,
                data={"rincian": {f"“{name}”": tuple(places) for name, places in others.items()}},
            )


def _names(hasil: Hasil, indicator: Indicator) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for table in hasil.links.tables:
        row = hasil.links.row(table, indicator.subject)
        if row and row.text("indikator"):
            found.setdefault(row.text("indikator"), []).append(row.cell("indikator").place)
    return found


@check
def check_units(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators whose unit is not the same in every table."""
    for indicator in hasil.links.indikator:
        groups: dict[str, list[Cell]] = {}
        for table in hasil.links.tables:
            row = hasil.links.row(table, indicator.subject)
            if row and row.text("satuan"):
                groups.setdefault(unit_name(row.text("satuan")), []).append(row.cell("satuan"))
        if len(groups) > 1:
            usual = max(groups, key=lambda unit: len(groups[unit]))
            odd = [cell for unit, cells in groups.items() if unit != usual for cell in cells]
            yield Temuan(
                code="satuan-berbeda",
                places=tuple(cell.place for cell in (*odd, *groups[usual])),
                actual=odd[0].text,
                in_other_table=groups[usual][0].text,
                data={"indikator": indicator.nama},
            )


@check
def check_shifted_columns(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the tables that have the code of a sasaran in place of its text, and the text under Indikator."""
    for name in (GOALS, YEAR_GOALS):
        table = hasil.links.tables.get(name)
        rows = [row for row in table.rows if _shifted(row)] if table else []
        if rows:
            yield Temuan(
                code="kolom-bergeser",
                places=tuple(row.cell(c).place for row in rows for c in ("sasaran", "indikator")),
                actual=rows[0].text("sasaran"),
                data={"kode_sasaran": tuple(row.text("sasaran") for row in rows)},
            )


def _shifted(row: Row) -> bool:
    return bool(_CODE.fullmatch(row.text("sasaran").strip()) and row.text("indikator"))


def _is_unknown(text: str) -> bool:
    """Return whether a text is neither a polarity nor a word for how quarters come together."""
    return read_polarity(text) is None and read_accumulation(text) is None


@check
def check_polarity(hasil: Hasil) -> Iterator[Temuan]:
    """Yield unknown polarities, a column of other words once, and entries of the Metode for no indicator."""
    for table in hasil.links.tables.values():
        cells = [row.cells["arah"] for row in table.rows if row.text("arah").strip(_DASHES)]
        unknown = list(dict.fromkeys(cell for cell in cells if _is_unknown(cell.text)))
        if cells and len(unknown) == len(dict.fromkeys(cells)):
            places = tuple(cell.place for cell in unknown)
            yield Temuan(code="arah-tidak-dikenal", places=places, actual=unknown[0].text)
        else:
            for cell in unknown:
                yield Temuan(code="arah-tidak-dikenal", places=(cell.place,), actual=cell.text)
    names = {indicator_name(i.nama): i.nama for i in hasil.links.indikator}
    for name in hasil.metode.arah:
        if indicator_name(name) not in names:
            yield Temuan(
                code="arah-tanpa-indikator", places=(), actual=name, data={"ada": tuple(names.values())}
            )


@check
def check_year(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the workbook when its year is not known and a table needs it."""
    tables = sorted((t for t in hasil.links.tables.values() if t.spec.yearly), key=lambda one: one.id)
    if hasil.laporan.entitas.tahun is None and tables:
        yield Temuan(code="tahun-tidak-diketahui", places=(tables[0].rows[0].place,))
