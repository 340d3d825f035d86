"""Rows of a filled workbook for the tables of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.batch.outcome import Outcome, Record
from sakipcalc.computing import export
from sakipcalc.rulebook.formulas import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.batch.outcome import PlainRow
    from sakipcalc.computing import Hasil
    from sakipcalc.filling import FillReport
    from sakipcalc.messages import Lang

__all__ = ["record_of"]


def record_of(report: FillReport, source: str, target: str, seconds: float, lang: Lang) -> Record:
    """Return the record of a filled workbook.

    Parameters
    ----------
    report : FillReport
        What filling did.
    source, target : str
        The workbook and its filled copy, as they are named.
    seconds : float
        How long it took [s].
    lang : {"id", "en"}
        Language of the findings.
    """
    hasil, entity = report.hasil, report.hasil.laporan.entitas
    counts = report.temuan.counts
    outcome = Outcome(
        source=source,
        output=target,
        status="terisi",
        nama=entity.nama,
        kabupaten=entity.kabupaten,
        tahun=entity.tahun,
        seconds=round(seconds, 3),
        cell_count=len(report.written),
        row_count=len(report.new_rows),
        conflict_count=len(report.conflicts) + len(report.other_rows),
        galat=counts["galat"],
        peringatan=counts["peringatan"],
        info=counts["info"],
    )
    return Record(
        outcome=outcome,
        figures=_figures(hasil),
        capaian=tuple(_flat(export.capaian(hasil.capaian_rows))),
        tren=tuple(_flat(export.tren(hasil.tren_rows))),
        temuan=tuple(_flat(report.temuan.records(lang))),
    )


def _figures(hasil: Hasil) -> PlainRow:
    """Return the figures of the whole unit."""
    measured = [row.capaian for row in hasil.capaian_rows]
    (mean, _), total = hasil.rerata, hasil.total_anggaran
    ratio = evaluate("rasio_efisiensi", capaian=mean.number, serapan=total.serapan.number)
    return {
        "indikator": len(measured),
        "terhitung": sum(one.number is not None for one in measured),
        "capaian_kinerja": export.number(mean),
        "pagu": export.number(total.pagu),
        "realisasi": export.number(total.realisasi),
        "persen": export.number(total.serapan),
        "rasio": None if ratio is None else float(ratio),
    }


def _flat(records: Iterable[PlainRow]) -> Iterable[PlainRow]:
    """Yield records whose values are numbers and texts; a word for a figure has a column of its own."""
    for record in records:
        row = {name: _plain(value) for name, value in record.items()}
        for name in {"target", "realisasi"} & row.keys():
            word = isinstance(row[name], str)
            row |= {name: None if word else row[name], f"{name}_teks": row[name] if word else None}
        for name in {"nilai", "seharusnya", "di_tabel_lain"} & row.keys():
            row[name] = None if row[name] is None else str(row[name])
        yield row


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        place = f"{value['sheet']}!{value['cell']}" if value["sheet"] else ""
        return f"{place} {value['pesan']}".strip() if "pesan" in value else place
    return "; ".join(str(_plain(one)) for one in value) if isinstance(value, list) else value
