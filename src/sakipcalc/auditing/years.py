"""Several years: the targets of Tabel 3.3 against the Renstra, and this report against the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check, comparison
from sakipcalc.auditing.diagnosis import difference
from sakipcalc.computing.verify import verify
from sakipcalc.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.names import alike, indicator_name, plain
from sakipcalc.tables.standard import GOALS, HISTORY, MEASUREMENT, PROGRESS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Indikator, Subjek

_COLUMNS = ("target", "realisasi", "capaian")


@check
def check_planned(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the targets of earlier years in Tabel 3.3 that are not those of Tabel 2.1."""
    table = hasil.tautan.tabel.get(HISTORY)
    years = [year for year in (table.tahun if table else ()) if year != hasil.laporan.entitas.tahun]
    for indicator in hasil.tautan.indikator:
        for year in years:
            shown, planned = (
                hasil.mesin.ketikan(t, indicator.subjek, "target", year) for t in (HISTORY, GOALS)
            )
            if shown.angka is None or planned.angka is None or shown.angka == planned.angka:
                continue
            yield Temuan(
                kode="target-tahun-berbeda",
                tempat=tuple(filter(None, (shown.tempat, planned.tempat))),
                nilai=shown.angka,
                di_tabel_lain=planned.angka,
                data={
                    "indikator": indicator.nama,
                    "tahun": str(year),
                    "sumber": planned.tempat,
                    "diagnosis": _origin(hasil, indicator, year, shown)
                    or difference(shown.angka, planned.angka),
                },
            )


def _origin(hasil: Hasil, indicator: Indikator, year: int, shown: Nilai) -> Phrase | None:
    """Say that a target is that of another year."""
    table = hasil.tautan.tabel[GOALS]
    for other in table.tahun:
        planned = hasil.mesin.ketikan(GOALS, indicator.subjek, "target", other)
        if other != year and planned.angka == shown.angka:
            known = {"angka": shown.angka, "tahun": str(other), "sumber": planned.tempat}
            return Phrase("words.target-tahun-lain", known)
    return None


@check
def check_twin_columns(hasil: Hasil) -> Iterator[Temuan]:
    """Yield Tabel 3.4 where its columns %Capaian and Tingkat Kemajuan are typed alike in every row."""
    table = hasil.laporan.cari(PROGRESS)
    rows = table.baris if table else ()
    pairs = [(row.sel.get("capaian"), row.sel.get("kemajuan")) for row in rows]
    typed = [(a, b) for a, b in pairs if a and b and a.nilai is not None and b.nilai is not None]
    if typed and all(a.nilai == b.nilai and not a.rumus and not b.rumus for a, b in typed):
        yield Temuan(
            kode="kolom-kembar",
            tempat=tuple(sel.tempat for pair in typed for sel in pair),
            data={"nilai_baris": tuple(a.nilai for a, _ in typed)},
        )


@comparison
def check_same_unit(hasil: Hasil, sebelumnya: Hasil) -> Iterator[Temuan]:
    """Yield that a workbook is not last year's of the same unit."""
    own, last = hasil.laporan.entitas, sebelumnya.laporan.entitas
    other_unit = bool(own.nama and last.nama) and plain(own.nama) != plain(last.nama)
    later = own.tahun is not None and last.tahun is not None and last.tahun >= own.tahun
    if other_unit or later:
        yield Temuan(
            kode="sebelumnya-tidak-cocok",
            tempat=(),
            nilai=f"{last.nama} {last.tahun or ''}".strip(),
            seharusnya=f"{own.nama} {own.tahun or ''}".strip(),
        )


@comparison
def check_history(hasil: Hasil, sebelumnya: Hasil) -> Iterator[Temuan]:
    """Yield the figures of earlier years, in Tabel 3.3, that the last report has otherwise."""
    table = hasil.tautan.tabel.get(HISTORY)
    if table is None:
        return
    for indicator in hasil.tautan.indikator:
        before = _same_indicator(indicator, sebelumnya)
        for year in table.tahun if before else ():
            for column in _COLUMNS:
                shown = hasil.mesin.ketikan(HISTORY, indicator.subjek, column, year)
                known = _reported(sebelumnya, before.subjek, column, year) if before else None
                if shown.sel is None or shown.angka is None or known is None or known.angka is None:
                    continue
                if year != hasil.laporan.entitas.tahun and not _agree(shown, known):
                    yield _differs(indicator, year, column, shown, known)


def _same_indicator(indicator: Indikator, sebelumnya: Hasil) -> Indikator | None:
    """Return the indicator of the last report that has this name, or one that is alike."""
    own = indicator_name(indicator.nama)
    scores = {other: alike(own, indicator_name(other.nama)) for other in sebelumnya.tautan.diukur()}
    best = max(scores, key=lambda other: scores[other], default=None)
    return best if best and scores[best] >= sebelumnya.metode.ambang else None


def _reported(sebelumnya: Hasil, subject: Subjek, column: str, year: int) -> Nilai | None:
    """Return what the last report has for a year: its measurement for its own, else its own history."""
    if year == sebelumnya.laporan.entitas.tahun:
        return sebelumnya.mesin.ketikan(MEASUREMENT, subject, column)
    return sebelumnya.mesin.ketikan(HISTORY, subject, column, year)


def _agree(shown: Nilai, known: Nilai) -> bool:
    """Return whether two printed figures agree at the decimals of the coarser one."""
    if shown.sel is None or known.sel is None or shown.angka is None or known.angka is None:
        return True
    return verify(shown.sel, known.angka) != "beda" or verify(known.sel, shown.angka) != "beda"


def _differs(indicator: Indikator, year: int, column: str, shown: Nilai, known: Nilai) -> Temuan:
    return Temuan(
        kode="riwayat-berbeda",
        tempat=tuple(filter(None, (shown.tempat, known.tempat))),
        nilai=shown.angka,
        di_tabel_lain=known.angka,
        data={
            "indikator": indicator.nama,
            "tahun": str(year),
            "kolom": Phrase(f"words.{column}"),
            "berkas": known.tempat.file if known.tempat else "",
            "sumber": known.tempat,
            "diagnosis": difference(shown.angka, known.angka),
        },
    )
