"""What the tables say in words of their figures: solutions for what was missed, programmes that supported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.findings import Temuan
from sakipcalc.names import plain
from sakipcalc.tables.standard import MEASUREMENT, SUPPORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil

#: A target is met from here on [%], and missed by half from there down.
_FULL, _HALF = 100, 50
#: Analysis of what was reached and what is done about it.
_ANALYSIS = "3.5"


@check
def check_solutions(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the indicators that missed their target and for which no solution is named."""
    table = hasil.tautan.tabel.get(_ANALYSIS)
    for row in hasil.baris_capaian if table else ():
        line = hasil.tautan.baris(_ANALYSIS, row.indikator.subjek)
        cell = line.sel.get("solusi") if line else None
        if cell is None or row.capaian.angka is None or row.capaian.uncapped.angka is None:
            continue
        if row.capaian.uncapped.angka < _FULL and not plain(cell.teks) and not cell.rumus:
            measured = hasil.mesin.nilai(MEASUREMENT, row.indikator.subjek, "realisasi").tempat
            yield Temuan(
                kode="solusi-tanpa-isi",
                tempat=tuple(filter(None, (cell.tempat, measured))),
                nilai=row.capaian.angka,
                data={"indikator": row.indikator.nama},
            )


@check
def check_support(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the programmes said to support what they missed by half, or not to what they met."""
    table = hasil.tautan.tabel.get(SUPPORT)
    labels = [plain(band.label) for band in hasil.skala[SUPPORT].skala.pita]
    for row in table.baris if table else ():
        claim, said = row.sel.get("capaian_program"), row.sel.get("menunjang")
        if claim is None or claim.nilai is None or said is None or plain(said.teks) not in labels:
            continue
        supports = plain(said.teks) == labels[0]
        if (supports and claim.nilai < _HALF) or (not supports and claim.nilai >= _FULL):
            yield Temuan(
                kode="menunjang-bertentangan",
                tempat=(said.tempat, claim.tempat),
                nilai=said.teks,
                data={"program": row.teks("program"), "capaian": claim.nilai},
            )
