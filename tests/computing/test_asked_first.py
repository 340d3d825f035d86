"""What a person has to say before there is a figure: in audit, in results and after filling the same."""

from __future__ import annotations

import io

import pytest

import sakipcalc as sc
from sakipcalc.filling.unfilled import EmptyReason

from .drawn_sheets import drawn

COVER = "DINAS PERIKANAN DAN PANGAN\nPEMERINTAH KABUPATEN TELAGA\nLAPORAN KINERJA\nTAHUN 2026"


def measured(unit, target, reached, arah="Maximize"):
    return {
        "Depan": COVER,
        "Ukur": f"""Tabel 3.2 Pengukuran Kinerja Tahun 2026
Nomor | Ukuran Kinerja | Satuan | Polaritas | Target | Realisasi | % Capaian
1 | Benih bersertifikat | {unit} | {arah} | {target} | {reached} |
2 | Panen kolam | ton | Maximize | 500 | 450 | 90""",
    }


@pytest.mark.parametrize(
    ("unit", "target", "reached"),
    [
        ("%", "0.8", "75"), ("Persen", "80", "0.75"), ("persentase", "1", "96.5"), ("jam", "24 jam", "1 hari"),
        ("", "90%", "45 dokumen"), ("", "12 laporan", "96 %"),
    ],
)  # fmt: skip
def test_figures_in_two_units_are_asked_about_everywhere(unit, target, reached):
    data = drawn(measured(unit, target, reached))
    hasil = sc.compute(data)
    row = hasil.capaian_rows[0]
    assert (row.capaian.number, row.capaian.reasons) == (None, ("satuan",))
    (asked,) = sc.audit(data).with_code("satuan-belum-pasti")
    assert [place.cell for place in asked.places] == ["F3", "E3"]
    report = sc.fill(data, io.BytesIO())
    assert [place.cell for place in report.empty_for(EmptyReason.ASKED)] == ["G3"]
    assert report.temuan.with_code("satuan-belum-pasti")


@pytest.mark.parametrize(
    ("unit", "target", "reached", "capaian"),
    [
        ("%", "80", "2", 2.5), ("%", "0.8", "0.6", 75), ("ton", "0.8", "75", 9375), ("%", "2", "30", 1500), ("", "12 dok", "9 dokumen", 75),
        ("", "90%", "81", 90), ("hari", "10", "8 hari", 80),
    ],
)  # fmt: skip
def test_figures_in_one_unit_are_not(unit, target, reached, capaian):
    row = sc.compute(drawn(measured(unit, target, reached))).capaian_rows[0]
    assert float(row.capaian.number) == pytest.approx(capaian)


@pytest.mark.parametrize(
    ("target", "reached", "arah", "capaian"),
    [
        ("<= 5 hari", "6 hari", "turun", 80), ("Maksimal 40", "30", "turun", 125), ("paling lama 10 menit", "8 menit", "turun", 120),
        ("≥ 60", "45", "naik", 75), ("Minimal 12", "9", "naik", 75), ("tidak kurang dari 20", "25", "naik", 125),
        ("antara 15 dan 25", "20", "rentang", 100), ("Lv. 4", "Lv. 3", None, 75), ("BB", "BB (71,3)", None, 100), ("71,3 (B)", "(B)", None, None),
    ],
)  # fmt: skip
def test_what_a_target_itself_says(target, reached, arah, capaian):
    row = sc.compute(drawn(measured("", target, reached, ""))).capaian_rows[0]
    found = row.capaian.number
    assert (found if found is None else float(found)) == (
        capaian if capaian is None else pytest.approx(capaian)
    )
    if arah:
        assert (row.indikator.arah, row.indikator.arah_dari) == (arah, "jenis")


def quarters(kind, target, *figures):
    return {
        "Depan": COVER,
        "TW": f"""Rencana Aksi dan Hasil Triwulan Tahun 2026
Nomor | Ukuran Kinerja | Satuan | Tipe Penghitungan | Target Tahunan | Realisasi TW I | Realisasi TW II | Realisasi TW III | Realisasi TW IV
1 | Panen kolam | ton | {kind} | {target} | {" | ".join(map(str, figures))}""",
    }


@pytest.mark.parametrize(
    ("kind", "figures", "realisasi"),
    [
        ("", (90, 130, 100, 130), None), ("", (10, 20, 30, 440), 440), ("", (100, 200, 300, 400), 400), ("Jumlah", (90, 130, 100, 130), 450),
        ("Nilai Akhir", (90, 130, 100, 130), 130), ("Rata-rata", (480, 520, 500, 460), 490),
    ],
)  # fmt: skip
def test_realisasi_of_quarters_without_targets(kind, figures, realisasi):
    data = drawn(quarters(kind, 500, *figures))
    row = sc.compute(data).capaian_rows[0]
    assert row.realisasi.number == realisasi
    assert bool(sc.audit(data).with_code("triwulan-belum-pasti")) == (realisasi is None)


def test_a_mean_of_quarters_whose_targets_add_up_is_asked_about():
    pages = quarters("Rata-rata", 500, 90, 130, 100, 130)
    lines = pages["TW"].split("\n")
    lines[1] += "".join(f" | Target TW {one}" for one in ("I", "II", "III", "IV"))
    lines[2] += " | 125" * 4
    pages["TW"] = "\n".join(lines)
    assert sc.compute(drawn(pages)).capaian_rows[0].realisasi.number is None


@pytest.mark.parametrize(
    "goal", ["Panen kolam naik", "Angka kemiskinan turun", "Mutu naik", "Ketahanan pangan tinggi"]
)
@pytest.mark.parametrize("heading", ["Sasaran", "Sasaran Strategis"])
def test_a_goal_that_says_what_rises_is_no_polarity(goal, heading):
    pages = measured("ton", "300", "270")
    pages["Ukur"] = pages["Ukur"].replace("Polaritas", heading).replace("Maximize", goal)
    row = sc.compute(drawn(pages)).capaian_rows[0]
    assert (row.indikator.tujuan_sasaran, row.indikator.arah_dari) == (goal, "anggapan")


@pytest.mark.parametrize(
    ("said", "capaian"),
    [
        ("Jenjang: Sangat Rapi, Rapi, Kurang Rapi", 200 / 3), ("Jenjang: Tidak Rapi; Cukup Rapi; Rapi; Sangat Rapi", 75),
        ("Jenjang: Rapi, Sangat Rapi, Serasi, Kurang Rapi", None), ("", None),
    ],
)  # fmt: skip
def test_which_predicate_is_the_higher(said, capaian):
    pages = measured("predikat", "Sangat Rapi", "Rapi", "")
    pages["Ukur"] += f"\n\n{said}"
    data = drawn(pages)
    row = sc.compute(data).capaian_rows[0]
    assert (row.capaian.number and float(row.capaian.number)) == (capaian and pytest.approx(capaian))
    asked = sc.audit(data).with_code("urutan-belum-pasti")
    assert [[place.cell for place in one.places] for one in asked] == ([] if capaian else [["F3", "E3"]])
    empty = sc.fill(data, io.BytesIO()).empty_for(EmptyReason.ASKED)
    assert [place.cell for place in empty] == ([] if capaian else ["G3"])
