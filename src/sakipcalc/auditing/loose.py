"""Texts that stand in no table: notes of editors under one, and the date of the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.walk import left_note
from sakipcalc.core.findings import Temuan
from sakipcalc.text.dates import before_year_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil


@check
def check_loose_notes(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the texts under and between the tables in which an editor's note was left."""
    captions = " ".join(table.caption for table in hasil.laporan.tables)
    for text in hasil.laporan.loose_texts:
        note = left_note(text.text)
        if note and text.text not in captions:
            yield Temuan(
                code="catatan-tertinggal", places=(text.place,), actual=text.text, data={"kata": note}
            )


@check
def check_dates(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the signatures beside results of a year that are dated before it was over."""
    year = hasil.laporan.entitas.tahun
    if year is None:
        return
    specs = hasil.laporan.specs
    of_results = {
        table.sheet
        for table in hasil.laporan.tables
        if any(specs.holds_results(column.spec) for column in table.columns)
    }
    promised = {table.sheet for table in hasil.laporan.tables if table.spec.banyak}
    early: dict[str, list[Place]] = {}
    for text in hasil.laporan.loose_texts:
        said = " ".join(text.text.split())
        if text.place.sheet in of_results - promised and before_year_end(said, year):
            early.setdefault(said, []).append(text.place)
    for said, places in early.items():
        yield Temuan(
            code="tanggal-sebelum-akhir-tahun",
            places=tuple(places),
            actual=said,
            data={"tahun": str(year)},
        )
