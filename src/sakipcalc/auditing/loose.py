"""Texts that stand in no table: notes of editors under one, and the date of the signature."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.auditing.walk import left_note
from sakipcalc.base.data import office_words
from sakipcalc.core.findings import Temuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil

__all__ = ["is_before", "signed"]


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


@cache
def signed() -> re.Pattern[str]:
    """Return the pattern of place and date over a signature: "Blora, 3 Februari 2024"."""
    months = "|".join(office_words("waktu")["bulan"])
    return re.compile(
        rf"\A[^\d,:]{{3,40}},\s*(?:tanggal\s+)?\d{{1,2}}\s+(?:{months})\s+(20\d\d)\W*\Z", re.IGNORECASE
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
        found = signed().match(said)
        if found and text.place.sheet in of_results - promised and is_before(said, int(found[1]), year):
            early.setdefault(said, []).append(text.place)
    for said, places in early.items():
        yield Temuan(
            code="tanggal-sebelum-akhir-tahun",
            places=tuple(places),
            actual=said,
            data={"tahun": str(year)},
        )


def is_before(date: str, dated: int, year: int) -> bool:
    """Return whether a date is before the last day of a year."""
    return dated < year or (dated == year and not re.search(r"\b31\s+desember\b", date, re.IGNORECASE))
