"""The tree of Tabel 3.9 as a whole: every rupiah in one programme, every line with a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.auditing.check import check
from sakipcalc.computing.explain import state
from sakipcalc.findings import Temuan
from sakipcalc.model import Level
from sakipcalc.names import shown_line
from sakipcalc.tables.standard import SPENDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.messages import Lang
    from sakipcalc.model import Baris

_MONEY = ("anggaran", "realisasi")


@check
def check_repeated_programmes(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the programmes that stand in several blocks of the tree, with what they come to together."""
    table = hasil.tautan.tabel.get(SPENDING)
    rows = [row for row in table.baris if row.tingkat is Level.PROGRAM] if table else []
    for line in hasil.baris_program:
        names = {block.uraian for block in line.bagian}
        places = tuple(row.sel["uraian"].tempat for row in rows if row.teks("uraian") in names)
        if len(places) > 1:
            yield Temuan(
                kode="program-berulang",
                tempat=places,
                data={
                    "program": shown_line(line.uraian),
                    "n": len(line.bagian),
                    "pagu": _Shown(line.pagu),
                    "realisasi": _Shown(line.realisasi),
                },
            )


@check
def check_lines_outside_programmes(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves with money that no programme holds, while others have one: the programmes lack it."""
    table = hasil.tautan.tabel.get(SPENDING)
    if table is None or not any(row.tingkat is Level.PROGRAM for row in table.baris):
        return
    by_number = {row.nomor: row for row in table.baris}
    above = {row.induk for row in table.baris}
    outside = [
        row
        for row in table.baris
        if row.nomor not in above
        and not row.tingkat.is_summary
        and _has_money(row)
        and not _held(row, by_number)
    ]
    if outside:
        cells = [row.sel[column] for row in outside for column in _MONEY if row.sel[column].nilai]
        figures = [row.sel["anggaran"].nilai or 0 for row in outside]
        yield Temuan(
            kode="baris-di-luar-program",
            tempat=tuple(sel.tempat for sel in cells),
            nilai=sum(figures),
            data={"n": len(outside)},
        )


def _held(row: Baris, by_number: dict[int, Baris]) -> bool:
    """Return whether a line is a programme or stands under one."""
    line: Baris | None = row
    while line is not None and line.tingkat is not Level.PROGRAM:
        line = by_number.get(line.induk)
    return line is not None


@check
def check_lines_without_a_name(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the money of lines of the tree that name nothing."""
    table = hasil.tautan.tabel.get(SPENDING)
    for row in table.baris if table else ():
        if not row.tingkat.is_summary and not row.teks("uraian") and _has_money(row):
            cells = [row.sel[column] for column in _MONEY if row.sel[column].nilai]
            yield Temuan(
                kode="baris-tanpa-nama", tempat=tuple(sel.tempat for sel in cells), nilai=cells[0].nilai
            )


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure, or how far it is known, in the language of the sentence around it."""

    value: Nilai

    def in_language(self, lang: str) -> str:
        shown: Lang = "en" if lang == "en" else "id"
        known = self.value.angka
        return state(self.value, shown) if known is None else messages.number(known, shown)


def _has_money(row: Baris) -> bool:
    return any(row.sel[column].nilai for column in _MONEY)
