"""Which rows are about the same thing: never by a guess that nobody is told of."""

from __future__ import annotations

import pytest

import sakipcalc as sc

HEADER = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]


@pytest.fixture
def results(as_file):
    return lambda sheets, **choices: sc.compute(sc.read(as_file(sheets)), sc.Metode(**choices))


def test_two_rows_of_one_name_are_two_indicators(results):
    rows = [[1, "S1", "Jumlah dokumen", 10, 8, None, None], [2, "S1", "Jumlah dokumen", 20, 20, None, None]]
    assert results({"Tabel 3.2": [HEADER, *rows]}).capaian["capaian"].tolist() == [80, 100]


def test_a_part_of_a_name_is_another_indicator_under_another_goal(results):
    hasil = results({
        "Tabel 2.3": [["Tabel 2.3"], ["No", "Tujuan", "Sasaran", "Indikator Kinerja", "Satuan", "Target"],
                      [1, "Y", None, "Jumlah desa tangguh bencana", "desa", 12]],
        "Tabel 3.2": [["Tabel 3.2"], HEADER, [1, "X", "Jumlah desa", None, 80, None, None]],
    })  # fmt: skip
    assert hasil.capaian_rows[0].target.number is None


def test_an_acronym_links_across_goals(results, consistent):
    consistent["Tabel 2.3"][2][1:4] = ["Tujuan lain", None, "Indeks Kepuasan Masyarakat Pelayanan"]
    consistent["Tabel 3.2"][2][4] = None
    assert results(consistent).capaian_rows[0].target.how.source.place.sheet == "Tabel 2.3"


def test_links_by_likeness_are_said_with_both_places(as_file, consistent):
    consistent["Tabel 2.4"] = [
        ["Tabel 2.4 Rumusan Program"],
        ["No", "Program/ Kegiatan/ Sub Kegiatan", "Target Capaian Kinerja", "Anggaran"],
        [1, "Program Pelayanan", 100, None], [2, "Layanan", 100, None], [3, "Loket", 12, 400], [4, "Surveil", 1, 600],
        [5, "Program Bantuan", 100, None], [6, "Bantuan", 100, None], [7, "Beras", 12, 500],
    ]  # fmt: skip
    (finding,) = sc.audit(sc.read(as_file(consistent))).with_code("tautan-mirip")
    assert (finding.severity, str(finding.places[0])) == ("info", "Tabel 2.4!A6")
    assert "Tabel 2.4!A6 ~ Tabel 3.9!A6" in finding.message()


@pytest.mark.parametrize(("weights", "mean"), [([1, 3], 116), ([1, None], None)])
def test_a_mean_by_weights(results, consistent, weights, mean):
    del consistent["Tabel 3.7"]
    for row, weight in zip(consistent["Tabel 3.2"][1:], ["Bobot", *weights], strict=True):
        row.append(weight)
    value = results(consistent, rerata="berbobot").efisiensi_rows[0].capaian
    assert value.number == mean


def test_progress_along_the_line_of_the_renstra(results, consistent):
    consistent["Tabel 2.1"][1].insert(4, "Kondisi Awal")
    consistent["Tabel 2.1"][2].insert(4, 68)
    consistent["Tabel 2.1"][3].insert(4, 14)
    progress = results(consistent, renstra="lintasan").renstra["kemajuan"][0]
    assert progress == pytest.approx(87.36 / (68 + (88 - 68) * 3 / 5) * 100)


def test_the_raw_capaian_stands_beside_the_capped_one(results, consistent):
    frame = results(consistent, batas=110).capaian
    assert (frame["capaian"].tolist(), frame["capaian_mentah"].tolist()) == ([104, 110], [104, 120])


@pytest.mark.parametrize(
    ("target", "realisasi", "status", "reason"),
    [
        (0, 5, "tidak dapat dihitung", ["target"]),
        (84, None, "belum diisi", ["realisasi"]),
        ("WTP", "-", "belum diisi", None),
    ],
)
def test_no_capaian_says_why(results, consistent, target, realisasi, status, reason):
    consistent["Tabel 3.2"][2][4:6] = [target, realisasi]
    consistent["Tabel 3.7"][3][2:4] = [None, None]
    row = results(consistent).as_dict()["capaian"][0]
    assert row["status"] == status
    assert reason is None or row["sebab"] == reason


@pytest.mark.parametrize("method", ["kumulatif", "lintasan", "baseline"])
def test_what_cannot_be_computed_can_still_be_explained(results, consistent, method):
    told = results(consistent, renstra=method).explain("SKM", hal="kemajuan")
    assert told
    assert "{" not in told


def test_huge_and_tiny_figures_break_nothing(as_file, consistent):
    consistent["Tabel 3.2"][2][4:6] = [1e-20, 1e10]
    consistent["Tabel 3.2"][3][4:6] = [1e-200, 1e200]
    laporan = sc.read(as_file(consistent))
    hasil = sc.compute(laporan)
    assert hasil.capaian_rows[1].capaian.status == "tidak dapat dihitung"
    assert all(t.message() for t in sc.audit(laporan, hasil))


def test_a_figure_that_no_report_holds_is_refused(as_file, consistent):
    consistent["Tabel 3.9"][4][2] = consistent["Tabel 3.9"][5][2] = 1e308
    laporan = sc.read(as_file(consistent))
    assert [str(t.places[0]) for t in laporan.temuan.with_code("angka-rusak")] == [
        "Tabel 3.9!C5",
        "Tabel 3.9!C6",
    ]
    assert sc.compute(laporan).as_dict()["anggaran"]["pagu"] == 1500


def test_half_a_per_cent_stays_half_a_per_cent(as_file, consistent, tmp_path):
    """A small share among large ones may be a fraction: typed it is asked about, computed it is not."""
    consistent["Tabel 3.9"][4][3:] = [2, None]
    report = sc.fill(as_file(consistent), tmp_path / "a.xlsx")
    frame = report.hasil.anggaran.set_index("uraian")
    assert frame.loc["a) Loket", "persen"] == 0.5
    assert report.hasil.laporan.tabel["3.9"].loc[5, "serapan"] == 0.5
    assert report.temuan.with_code("angka-rancu") == ()
