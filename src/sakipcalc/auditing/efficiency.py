"""The efficiency of Tabel 3.7: which of the measures it is, and whether the scale fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.computing.apply import value
from sakipcalc.computing.how import ByRule
from sakipcalc.computing.verify import could_be, verify
from sakipcalc.findings import Temuan
from sakipcalc.methods import EFFICIENCY_RULES
from sakipcalc.tables.standard import EFFICIENCY, EFFICIENCY_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.rows import BarisEfisiensi
    from sakipcalc.model import Sel


@check
def check_ratio_as_difference(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a printed ratio that a scale for differences judges.

    A ratio is always positive, so a scale around nought calls everything very
    efficient. No finding where the difference stands beside the ratio.
    """
    table, scale = hasil.laporan.cari(EFFICIENCY), hasil.laporan.cari(EFFICIENCY_SCALE)
    if table is None or any(column.id == "selisih" for column in table.kolom):
        return
    for row, sel in _printed(hasil):
        if (
            row.rasio.angka is not None
            and verify(sel, row.rasio.angka) != "beda"
            and _judges_differences(hasil)
        ):
            yield Temuan(
                kode="rasio-dinilai-selisih",
                tempat=(sel.tempat, *((scale.baris[0].sel["skala"].tempat,) if scale else ())),
                nilai=sel.nilai,
                seharusnya=row.selisih.angka,
                data={
                    "capaian": row.capaian.angka,
                    "serapan": row.serapan.angka,
                    "kategori": row.kategori.teks,
                },
            )


@check
def check_value(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a printed efficiency that no method gives, neither from the facts nor from what is printed."""
    printed = hasil.engine("berlaku")
    for row, sel in _printed(hasil):
        beside = printed.turunan(EFFICIENCY, row.indikator[0].subjek, "selisih")
        measures = [one.angka for one in row.ukuran.values() if one.angka is not None]
        by_facts = any(verify(sel, measure) != "beda" for measure in measures)
        if measures and not by_facts and not (beside and _fits_the_print(sel, beside)):
            yield Temuan(
                kode="efisiensi-berbeda",
                tempat=(sel.tempat,),
                nilai=sel.nilai,
                seharusnya=row.rasio.angka,
                data={"selisih": row.selisih.angka},
            )


def _fits_the_print(sel: Sel, difference: Nilai) -> bool:
    """Return whether some method gives the figure from the capaian and the serapan printed beside it."""
    named = difference.how.inputs if isinstance(difference.how, ByRule) else {}
    return any(could_be(sel, value(rule, named)) for rule in EFFICIENCY_RULES)


def _printed(hasil: Hasil) -> Iterator[tuple[BarisEfisiensi, Sel]]:
    for row in hasil.baris_efisiensi:
        typed = hasil.mesin.ketikan(EFFICIENCY, row.indikator[0].subjek, "efisiensi")
        if typed.angka is not None and typed.sel is not None:
            yield row, typed.sel


def _judges_differences(hasil: Hasil) -> bool:
    """Return whether the scale of efficiency turns at nought."""
    return any(band.bawah == 0 for band in hasil.skala[EFFICIENCY_SCALE].skala.pita)
