"""The answers of the verbs as plain data, each in its envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.contract.envelope import envelope, fingerprint
from sakipcalc.contract.explained import explanations, scales
from sakipcalc.filling.write import stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sakipcalc.batch import BatchReport, Outcome
    from sakipcalc.computing import Hasil
    from sakipcalc.errors import SakipError
    from sakipcalc.files import Source
    from sakipcalc.filling import FillReport
    from sakipcalc.findings import DaftarTemuan
    from sakipcalc.messages import Lang
    from sakipcalc.places import Place
    from sakipcalc.rolling import RollReport

__all__ = ["audited", "computed", "failed", "filled", "filled_many", "rolled", "summed_up", "written"]

Record = dict[str, Any]


def computed(hasil: Hasil, temuan: DaftarTemuan, source: Source, lang: Lang = "id") -> Record:
    """Return the answer of ``compute``."""
    return {
        **envelope("compute", source, hasil.laporan.entitas.tahun),
        **hasil.as_dict(),
        "temuan": temuan.records(lang),
        "skala": scales(hasil),
        "penjelasan": explanations(hasil, lang),
    }


def audited(
    found: Mapping[str, DaftarTemuan],
    errors: Mapping[str, SakipError],
    years: Mapping[str, int | None],
    lang: Lang = "id",
) -> Record:
    """Return the answer of ``audit``, of the same shape whatever the number of workbooks.

    Parameters
    ----------
    found : mapping of str to DaftarTemuan
        Findings by the path of the workbook.
    errors : mapping of str to SakipError
        What went wrong with the others.
    years : mapping of str to int
        Years of the reports.
    lang : {"id", "en"}
        Language.
    """
    paths = [*found, *errors]
    only = paths[0] if len(paths) == 1 else None
    return {
        **envelope("audit", only, years.get(only) if only else None),
        "daftar": [
            {
                "berkas": messages.encodable(path),
                "sidik": fingerprint(path),
                "tahun": years.get(path),
                "jumlah": dict(found[path].counts) if path in found else None,
                "galat": error_record(errors[path], lang) if path in errors else None,
            }
            for path in paths
        ],
        "temuan": [
            {"file": messages.encodable(path), **record, "judul": one.judul(lang)}
            for path, findings in found.items()
            for one, record in zip(findings, findings.records(lang), strict=True)
        ],
    }


def filled(report: FillReport, source: Source, lang: Lang = "id") -> Record:
    """Return the answer of ``fill`` for one workbook; without a name of the result it was only tried."""
    counts = report.temuan.counts
    return {
        **envelope("fill", source, report.hasil.laporan.entitas.tahun),
        "daftar": [
            {
                "sumber": report.sumber,
                "tujuan": report.tujuan or None,
                "status": "terisi" if report.tujuan else "dicoba",
                "galat": None,
                "sel": len(report.terisi),
                "baris": len(report.baris_baru),
                "konflik": len(report.konflik),
                "temuan": dict(counts),
                "rincian": _fill_details(report, lang),
            }
        ],
    }


def filled_many(batch: BatchReport, lang: Lang = "id") -> Record:
    """Return the answer of ``fill`` for many workbooks; details stand in the tables of the batch."""
    return {**envelope("fill"), "daftar": [_outcome(one, lang) | {"rincian": None} for one in batch]}


def summed_up(batch: BatchReport, output: str, lang: Lang = "id") -> Record:
    """Return the answer of ``recap``."""
    listed = [_outcome(one, lang) for one in batch]
    return {**envelope("recap"), "tujuan": messages.encodable(output), "daftar": listed}


def rolled(report: RollReport, source: Source, lang: Lang = "id") -> Record:
    """Return the answer of ``roll-forward``."""

    def cell(place: Place, part: str = "") -> Record:
        return {"sheet": place.sheet or None, "cell": place.cell or None, "bagian": part or None}

    changed = {"judul": report.judul, "riwayat": report.riwayat, "target": report.target}
    return {
        **envelope("roll-forward", source, report.dari),
        "tujuan": report.tujuan or None,
        "dari": report.dari,
        "ke": report.ke,
        **{
            name: [cell(one.tempat, one.bagian) | {"lama": one.lama, "baru": one.baru} for one in some]
            for name, some in changed.items()
        },
        "dikosongkan": [cell(place) for place in report.dikosongkan],
        "sisa": [cell(one.tempat, one.bagian) | {"teks": one.teks} for one in report.sisa],
        "temuan": report.temuan.records(lang),
    }


def written(verb: str, output: str, source: Source | None = None, tahun: int | None = None) -> Record:
    """Return the answer of ``report`` or ``template``: which workbook was written."""
    return {**envelope(verb, source, tahun), "tujuan": messages.encodable(output)}


def failed(error: SakipError, lang: Lang = "id") -> Record:
    """Return the answer of a verb that could not do its work."""
    return {**envelope("error"), "berkas": error.place.file or None, "galat": error_record(error, lang)}


def error_record(error: SakipError, lang: Lang = "id") -> Record:
    """Return an error as plain data: code, place, sentence and advice."""
    return {
        "kode": error.code,
        "pesan": error.message(lang),
        "saran": error.hint(lang) or None,
        "sheet": error.place.sheet or None,
        "cell": error.place.cell or None,
    }


def _outcome(one: Outcome, lang: Lang) -> Record:
    wrong = {"kode": one.kode, "pesan": one.pesan(lang), "saran": one.saran(lang) or None}
    return {
        "sumber": messages.encodable(one.sumber),
        "tujuan": messages.encodable(one.tujuan) or None,
        "status": one.status,
        "galat": {**wrong, "sheet": None, "cell": None} if one.sebab else None,
        "sel": one.sel,
        "baris": one.baris,
        "konflik": one.konflik,
        "temuan": dict(one.temuan),
    }


def _fill_details(report: FillReport, lang: Lang) -> Record:
    return {
        "terisi": [
            {
                "tabel": one.tabel,
                "kolom": one.kolom,
                **_cell(one.sel.tempat),
                "nilai": stored(one.nilai, one.sel),
                "rumus": f"={one.rumus}" if one.rumus else None,
                "asal": _cells(nilai.tempat for nilai in one.nilai.sumber()),
            }
            for one in report.terisi
        ],
        "konflik": [
            {
                "tabel": one.tabel,
                "kolom": one.kolom,
                **_cell(one.sel.tempat),
                "tertulis": one.sel.teks,
                "didapat": stored(one.nilai, one.sel),
                "asal": _cells(nilai.tempat for nilai in one.nilai.sumber()),
            }
            for one in report.konflik
        ],
        "baris_baru": [
            {"tabel": one.tabel, **_cell(one.tempat), "disisipkan": one.disisipkan}
            for one in report.baris_baru
        ],
        "baris_lain": [
            {"tabel": one.tabel, **_cell(one.tempat), "teks": one.teks} for one in report.baris_lain
        ],
        "tanpa_tempat": list(report.tanpa_tempat),
        "catatan": list(report.catatan),
        "hasil": report.hasil.as_dict(),
        "temuan": report.temuan.records(lang),
    }


def _cell(place: Place) -> Record:
    return {"sheet": place.sheet, "cell": place.cell}


def _cells(places: Iterable[Place | None]) -> list[Record]:
    return [_cell(place) for place in places if place is not None]
