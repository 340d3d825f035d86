"""Several years: the targets of Tabel 3.3 against the Renstra, and this report against the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.auditing.accuse_last import accused
from sakipcalc.auditing.check import check, comparison
from sakipcalc.auditing.diagnosis import difference
from sakipcalc.auditing.same_facts import Copies, other_figures
from sakipcalc.computing.verify import verify
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.tables.standard import GOALS, HISTORY, MEASUREMENT, PROGRESS
from sakipcalc.text.names import alike, indicator_name, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.auditing.accuse_last import Tried
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.links import Indicator, Subject

_COLUMNS = ("target", "realisasi", "capaian")


@check
def check_planned(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the targets of earlier years in Tabel 3.3 that are not those of Tabel 2.1."""
    table = hasil.links.tables.get(HISTORY)
    years = [year for year in (table.years if table else ()) if year != hasil.laporan.entitas.tahun]
    yield from accused((one for year in years for one in _tried_in(hasil, year)), other_figures)


def _tried_in(hasil: Hasil, year: int) -> Iterator[Tried]:
    """Yield the premises that the targets of a year were tried on."""
    copies = Copies(hasil, "target", year)
    for indicator in hasil.links.indikator:
        shown, planned = (
            hasil.facts_engine.typed(t, indicator.subject, "target", year) for t in (HISTORY, GOALS)
        )
        if shown.number is not None and planned.number is not None:
            differs = shown.number != planned.number
            finding = _other_target(hasil, indicator, year, shown, planned) if differs else None
            figures = {HISTORY: shown.number, GOALS: planned.number}
            yield from copies.tried(figures, finding)


def _other_target(hasil: Hasil, indicator: Indicator, year: int, shown: Value, planned: Value) -> Temuan:
    return Temuan(
        code="target-tahun-berbeda",
        places=tuple(filter(None, (shown.place, planned.place))),
        actual=shown.number,
        in_other_table=planned.number,
        data={
            "indikator": indicator.nama,
            "tahun": str(year),
            "sumber": planned.place,
            "diagnosis": _origin(hasil, indicator, year, shown) or difference(shown.number, planned.number),
        },
    )


def _origin(hasil: Hasil, indicator: Indicator, year: int, shown: Value) -> Phrase | None:
    """Say that a target is that of another year."""
    table = hasil.links.tables[GOALS]
    for other in table.years:
        planned = hasil.facts_engine.typed(GOALS, indicator.subject, "target", other)
        if other != year and planned.number == shown.number:
            known = {"angka": shown.number, "tahun": str(other), "sumber": planned.place}
            return Phrase("words.target-tahun-lain", known)
    return None


@check
def check_twin_columns(hasil: Hasil) -> Iterator[Temuan]:
    """Yield Tabel 3.4 where its columns %Capaian and Tingkat Kemajuan are typed alike in every row."""
    table = hasil.laporan.find(PROGRESS)
    rows = table.rows if table else ()
    pairs = [(row.cells.get("capaian"), row.cells.get("kemajuan")) for row in rows]
    typed = [(a, b) for a, b in pairs if a and b and a.value is not None and b.value is not None]
    if typed and all(a.value == b.value and not a.formula and not b.formula for a, b in typed):
        yield Temuan(
            code="kolom-kembar",
            places=tuple(cell.place for pair in typed for cell in pair),
            data={"nilai_baris": tuple(a.value for a, _ in typed)},
        )


@comparison
def check_same_unit(hasil: Hasil, sebelumnya: Hasil) -> Iterator[Temuan]:
    """Yield that a workbook is not last year's of the same unit."""
    own, last = hasil.laporan.entitas, sebelumnya.laporan.entitas
    other_unit = bool(own.nama and last.nama) and plain(own.nama) != plain(last.nama)
    later = own.tahun is not None and last.tahun is not None and last.tahun >= own.tahun
    if other_unit or later:
        yield Temuan(
            code="sebelumnya-tidak-cocok",
            places=(),
            actual=f"{last.nama} {last.tahun or ''}".strip(),
            expected=f"{own.nama} {own.tahun or ''}".strip(),
        )


@comparison
def check_history(hasil: Hasil, sebelumnya: Hasil) -> Iterator[Temuan]:
    """Yield the figures of earlier years, in Tabel 3.3, that the last report has otherwise."""
    table = hasil.links.tables.get(HISTORY)
    if table is None:
        return
    for indicator in hasil.links.indikator:
        before = _same_indicator(indicator, sebelumnya)
        for year in table.years if before else ():
            for column in _COLUMNS:
                shown = hasil.facts_engine.typed(HISTORY, indicator.subject, column, year)
                known = _reported(sebelumnya, before.subject, column, year) if before else None
                if shown.cell is None or shown.number is None or known is None or known.number is None:
                    continue
                if year != hasil.laporan.entitas.tahun and not _agree(shown, known):
                    yield _differs(indicator, year, column, shown, known)


def _same_indicator(indicator: Indicator, sebelumnya: Hasil) -> Indicator | None:
    """Return the indicator of the last report that has this name, or one that is alike."""
    own = indicator_name(indicator.nama)
    scores = {other: alike(own, indicator_name(other.nama)) for other in sebelumnya.links.measured()}
    best = max(scores, key=lambda other: scores[other], default=None)
    return best if best and scores[best] >= sebelumnya.metode.ambang else None


def _reported(sebelumnya: Hasil, subject: Subject, column: str, year: int) -> Value | None:
    """Return last year's figure for a year: the measurement, or the history for earlier years."""
    if year == sebelumnya.laporan.entitas.tahun:
        return sebelumnya.facts_engine.typed(MEASUREMENT, subject, column)
    return sebelumnya.facts_engine.typed(HISTORY, subject, column, year)


def _agree(shown: Value, known: Value) -> bool:
    """Return whether two printed figures agree at the decimals of the coarser one."""
    if shown.cell is None or known.cell is None or shown.number is None or known.number is None:
        return True
    return verify(shown.cell, known.number) != "beda" or verify(known.cell, shown.number) != "beda"


def _differs(indicator: Indicator, year: int, column: str, shown: Value, known: Value) -> Temuan:
    return Temuan(
        code="riwayat-berbeda",
        places=tuple(filter(None, (shown.place, known.place))),
        actual=shown.number,
        in_other_table=known.number,
        data={
            "indikator": indicator.nama,
            "tahun": str(year),
            "kolom": Phrase(f"words.{column}"),
            "berkas": known.place.file if known.place else "",
            "sumber": known.place,
            "diagnosis": difference(shown.number, known.number),
        },
    )
