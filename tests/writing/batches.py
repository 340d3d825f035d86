"""Made-up batches: units whose figures follow from their number, so that a test can tell them again."""

from __future__ import annotations

from sakipcalc.batch import BatchReport, Outcome, Skipped
from sakipcalc.batch.outcome import Reason, Record
from sakipcalc.core.errors import WorkbookError
from sakipcalc.rulebook import scale

INDICATORS = ("Indeks Kepuasan Masyarakat", "Nilai SAKIP", "Cakupan layanan KTP", "Persentase PBB lunas")
YEARS = (2022, 2023, 2024)


def capaian(unit: int, indicator: int, year: int = 2024) -> float | None:
    """Capaian of an indicator; every eleventh unit lacks its last one."""
    if unit % 11 == 7 and indicator == len(INDICATORS) - 1:
        return None
    return 60.0 + (unit * 7 + indicator * 13) % 60 - 2 * (2024 - year)


def failed(unit: int) -> bool:
    return unit % 10 == 5


def record(unit: int, regions: int = 1) -> Record:
    source = f"masuk/unit-{unit:05d}.xlsx"
    if failed(unit):
        why = Reason.from_error(WorkbookError("package-encrypted"))
        return Record(outcome=Outcome(source=source, output="", status="gagal", failure=why))
    reached = [capaian(unit, at) for at in range(len(INDICATORS))]
    known = [value for value in reached if value is not None]
    mean = sum(known) / len(known) if len(known) == len(reached) else None
    pagu, spent = 1e9 + unit * 1e6, (1e9 + unit * 1e6) * 0.9
    outcome = Outcome(
        source=source, output="", status="terisi", nama=f"Kecamatan {unit:05d}", tahun=2024,
        kabupaten=f"Kabupaten {unit % regions + 1}", galat=unit % 3, peringatan=unit % 5, info=1,
    )  # fmt: skip
    figures = {"indikator": len(reached), "terhitung": len(known), "capaian_kinerja": mean, "pagu": pagu,
               "realisasi": spent, "persen": 90.0, "rasio": mean / 90 if mean else None}  # fmt: skip
    found = [("total-beda", "galat")] * outcome.galat + [("target-beda", "peringatan")] * outcome.peringatan
    return Record(
        outcome=outcome,
        figures=figures,
        capaian=tuple(_measure(name, value) for name, value in zip(INDICATORS, reached, strict=True)),
        tren=tuple(
            _figures(name, capaian(unit, at, year)) | {"indikator": name, "tahun": year}
            for at, name in enumerate(INDICATORS)
            for year in YEARS
        ),
        temuan=tuple(_finding(*one) for one in (*found, ("dipotong", "info"))),
    )


def _figures(name: str, value: float | None) -> dict[str, object]:
    realisasi = None if value is None else value * 0.9
    return {
        "target": 90.0,
        "target_teks": None,
        "realisasi": realisasi,
        "realisasi_teks": None,
        "capaian": value,
    }


def _measure(name: str, value: float | None) -> dict[str, object]:
    label = None if value is None else scale("lkjip").classify(value)
    who = {"tujuan_sasaran": "=1+1", "indikator": name, "satuan": "%", "arah": "naik", "arah_dari": "kolom"}
    how = {"capaian_mentah": value, "kategori": label, "status": "dihitung" if label else "belum diisi",
           "sebab": "", "formula": "rasio", "tempat": "Tabel 3.2!F6"}  # fmt: skip
    return who | _figures(name, value) | how


def _finding(code: str, level: str) -> dict[str, object]:
    place = {"sheet": "Tabel 3.2", "cell": "D6", "tempat": "Tabel 3.2!D6"}
    rest = dict.fromkeys(("nilai", "seharusnya", "rujukan", "alasan", "di_tabel_lain", "rincian"))
    return {"kode": code, "tingkat": level, "pesan": "Tidak cocok.", "saran": "Periksa.", **place, **rest}


def batch(count: int, regions: int = 1) -> BatchReport:
    passed = [Skipped(source="masuk/~$unit.xlsx", reason="kunci")]
    return BatchReport([record(unit, regions) for unit in range(count)], skipped=passed)
