"""The answers of the verbs as plain data, each in its envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.contract.envelope import envelope, fingerprint
from sakipcalc.contract.explained import explanations, scales
from sakipcalc.contract.readings import choices, headers, tables
from sakipcalc.contract.signatories import signatories
from sakipcalc.core.errors import TableError
from sakipcalc.filling.write import stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sakipcalc.base.places import Place
    from sakipcalc.batch import BatchReport, Outcome
    from sakipcalc.computing import Hasil
    from sakipcalc.core.errors import SakipError
    from sakipcalc.core.findings import DaftarTemuan
    from sakipcalc.core.understanding import HeaderReading
    from sakipcalc.files import Source
    from sakipcalc.filling import FillReport
    from sakipcalc.messages import Lang
    from sakipcalc.rolling import RollReport

__all__ = [
    "audited",
    "computed",
    "computed_many",
    "failed",
    "filled",
    "filled_many",
    "rolled",
    "summed_up",
    "written",
]

AnswerRecord = dict[str, Any]


def computed(
    hasil: Hasil, temuan: DaftarTemuan, source: Source, lang: Lang = "id", *, lengkap: bool = False
) -> AnswerRecord:
    """Return the answer of ``compute``, with `lengkap` also the tables as they were read."""
    return {
        **envelope("compute", source, hasil.laporan.entitas.tahun),
        **hasil.as_dict(),
        "temuan": temuan.records(lang),
        "skala": scales(hasil),
        "penjelasan": explanations(hasil, lang),
        "penanda_tangan": signatories(hasil.laporan),
        "pilihan": choices(hasil),
        "bacaan": headers(hasil.laporan),
        "isi": tables(hasil.laporan) if lengkap else None,
    }


def computed_many(
    answers: Mapping[str, object], errors: Mapping[str, SakipError], lang: Lang = "id"
) -> AnswerRecord:
    """Return the answer of ``compute`` for a folder or several workbooks: that of each, or its error."""
    return {
        **envelope("compute-many"),
        "daftar": [
            {"berkas": messages.encodable(path), "galat": None, "jawaban": one}
            for path, one in answers.items()
        ]
        + [
            {"berkas": messages.encodable(path), "galat": error_record(error, lang), "jawaban": None}
            for path, error in errors.items()
        ],
    }


def audited(
    found: Mapping[str, DaftarTemuan],
    errors: Mapping[str, SakipError],
    years: Mapping[str, int | None],
    lang: Lang = "id",
) -> AnswerRecord:
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
            {"file": messages.encodable(path), **record, "judul": one.title(lang)}
            for path, findings in found.items()
            for one, record in zip(findings, findings.records(lang), strict=True)
        ],
    }


def filled(report: FillReport, source: Source, lang: Lang = "id") -> AnswerRecord:
    """Return the answer of ``fill`` for one workbook; without a name of the result it was only tried."""
    counts = report.temuan.counts
    return {
        **envelope("fill", source, report.hasil.laporan.entitas.tahun),
        "daftar": [
            {
                "sumber": report.source,
                "tujuan": report.output or None,
                "status": "terisi" if report.output else "dicoba",
                "galat": None,
                "sel": len(report.written),
                "baris": len(report.new_rows),
                "konflik": len(report.conflicts),
                "temuan": dict(counts),
                "rincian": _fill_details(report, lang),
            }
        ],
    }


def filled_many(batch: BatchReport, lang: Lang = "id") -> AnswerRecord:
    """Return the answer of ``fill`` for many workbooks; details stand in the tables of the batch."""
    return {**envelope("fill"), "daftar": [_outcome(one, lang) | {"rincian": None} for one in batch]}


def summed_up(batch: BatchReport, output: str, lang: Lang = "id") -> AnswerRecord:
    """Return the answer of ``recap``."""
    listed = [_outcome(one, lang) for one in batch]
    return {**envelope("recap"), "tujuan": messages.encodable(output), "daftar": listed}


def rolled(report: RollReport, source: Source, lang: Lang = "id") -> AnswerRecord:
    """Return the answer of ``roll-forward``."""

    def cell(place: Place, part: str = "") -> AnswerRecord:
        return {"sheet": place.sheet or None, "cell": place.cell or None, "bagian": part or None}

    changed = {"judul": report.titles, "riwayat": report.history, "target": report.targets}
    return {
        **envelope("roll-forward", source, report.from_year),
        "tujuan": report.output or None,
        "dari": report.from_year,
        "ke": report.to_year,
        **{
            name: [cell(one.place, one.part) | {"lama": one.old, "baru": one.new} for one in some]
            for name, some in changed.items()
        },
        "dikosongkan": [cell(place) for place in report.cleared],
        "sisa": [cell(one.place, one.part) | {"teks": one.text} for one in report.leftovers],
        "temuan": report.temuan.records(lang),
    }


def written(verb: str, output: str, source: Source | None = None, tahun: int | None = None) -> AnswerRecord:
    """Return the answer of ``report``, ``template`` or ``findings``: which workbook was written."""
    return {**envelope(verb, source, tahun), "tujuan": messages.encodable(output)}


def failed(error: SakipError, lang: Lang = "id") -> AnswerRecord:
    """Return the answer of a verb that could not do its work."""
    return {**envelope("error"), "berkas": error.place.file or None, "galat": error_record(error, lang)}


def error_record(error: SakipError, lang: Lang = "id") -> AnswerRecord:
    """Return an error as plain data: code, place, sentence, advice, and blocks that were not understood."""
    record: AnswerRecord = {
        "kode": error.code,
        "pesan": error.message(lang),
        "saran": error.hint(lang) or None,
        "sheet": error.place.sheet or None,
        "cell": error.place.cell or None,
    }
    if isinstance(error, TableError) and error.bacaan:
        record["bacaan"] = [_block(one) for one in error.bacaan]
    return record


def _block(one: HeaderReading) -> AnswerRecord:
    """Return a block that was found and not read: its place, its best candidates, the headings in doubt."""
    return {
        "sheet": one.place.sheet,
        "cell": one.place.cell,
        "judul": one.caption or None,
        "calon": [
            {"tabel": guess.table_id, "skor": round(guess.score, 2), "kurang": list(guess.missing)}
            for guess in one.guesses[:_CANDIDATES]
        ],
        "ragu": [heading.text for heading in one.unknown],
    }


#: Candidates of a block that an answer names.
_CANDIDATES = 2


def _outcome(one: Outcome, lang: Lang) -> AnswerRecord:
    wrong = {"kode": one.code, "pesan": one.message(lang), "saran": one.hint(lang) or None}
    return {
        "sumber": messages.encodable(one.source),
        "tujuan": messages.encodable(one.output) or None,
        "status": one.status,
        "galat": {**wrong, "sheet": None, "cell": None} if one.failure else None,
        "sel": one.cell_count,
        "baris": one.row_count,
        "konflik": one.conflict_count,
        "temuan": dict(one.temuan),
    }


def _fill_details(report: FillReport, lang: Lang) -> AnswerRecord:
    return {
        "terisi": [
            {
                "tabel": one.table_id,
                "kolom": one.column,
                **_cell(one.cell.place),
                "nilai": stored(one.value, one.cell),
                "rumus": f"={one.formula}" if one.formula else None,
                "asal": _cells(value.place for value in one.value.sources()),
            }
            for one in report.written
        ],
        "konflik": [
            {
                "tabel": one.table_id,
                "kolom": one.column,
                **_cell(one.cell.place),
                "tertulis": one.cell.text,
                "didapat": stored(one.value, one.cell),
                "asal": _cells(value.place for value in one.value.sources()),
            }
            for one in report.conflicts
        ],
        "baris_baru": [
            {"tabel": one.table_id, **_cell(one.place), "disisipkan": one.inserted} for one in report.new_rows
        ],
        "baris_lain": [
            {"tabel": one.table_id, **_cell(one.place), "teks": one.text} for one in report.other_rows
        ],
        "kosong": [
            {
                "tabel": one.table_id,
                "kolom": one.column,
                **_cell(one.place),
                "status": str(one.value.status),
                "alasan": str(one.reason),
                "kurang": _cells(one.lacks),
            }
            for one in report.unfilled
        ],
        "disesuaikan": [
            {**_cell(one.place), "sebelum": one.before, "sesudah": _plain(one.after)}
            for one in report.refreshed
        ],
        "tanpa_tempat": list(report.without_place),
        "catatan": list(report.notes),
        "hasil": report.hasil.as_dict(),
        "temuan": report.temuan.records(lang),
    }


def _plain(result: object) -> object:
    """Return the result of a formula as JSON has it; an error of a cell is its text."""
    return str(result) if isinstance(result, str) else result


def _cell(place: Place) -> AnswerRecord:
    return {"sheet": place.sheet, "cell": place.cell}


def _cells(places: Iterable[Place | None]) -> list[AnswerRecord]:
    return [_cell(place) for place in places if place is not None]
