"""Results from facts: polarity, missing figures, budgets of their own, and tables that are not there."""

from __future__ import annotations

from fractions import Fraction

import pytest

import sakipcalc as sc


@pytest.fixture
def results(as_file):
    return lambda sheets, **choices: sc.compute(sc.read(as_file(sheets)), sc.Metode(**choices))


def by_name(hasil, column):
    return dict(zip(hasil.capaian["indikator"], hasil.capaian[column], strict=True))


def test_polarity_of_the_workbook_chooses_the_formula(results, consistent):
    hasil = results(consistent)
    assert by_name(hasil, "capaian") == {"SKM": 104, "Angka kemiskinan": 120}
    assert by_name(hasil, "formula") == {"SKM": "rasio", "Angka kemiskinan": "dua_target"}


def test_polarity_by_name_and_another_formula_for_less_is_better(results, consistent):
    for row in consistent["Tabel 3.2"][1:]:
        del row[3]
    hasil = results(consistent, arah={"angka kemiskinan": "turun"}, turun="kebalikan")
    assert by_name(hasil, "capaian")["Angka kemiskinan"] == 125
    assert by_name(hasil, "formula")["Angka kemiskinan"] == "kebalikan"


def test_a_missing_realisasi_has_no_capaian_and_spoils_the_mean_openly(results, consistent):
    consistent["Tabel 3.2"][2][5:] = [None, None, None]
    consistent["Tabel 3.7"][3][3:5] = [None, None]
    hasil = results(consistent)
    row = hasil.capaian_rows[0]
    assert (row.capaian.number, row.capaian.status, row.kategori.text) == (None, "belum diisi", "")
    assert hasil.capaian["capaian"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("dash", "status"), [("-", "belum diisi"), ("n/a", "tidak diukur"), ("WBK", "tidak dapat dihitung")]
)
def test_dashes_are_missing_and_words_cannot_be_counted(results, consistent, dash, status):
    consistent["Tabel 3.2"][2][5:] = [dash, None, None]
    assert results(consistent).capaian_rows[0].capaian.status == status


def test_a_zero_target_cannot_be_computed_and_a_zero_realisasi_is_zero(results, consistent):
    consistent["Tabel 3.2"][2][4:6] = [84, 0]
    consistent["Tabel 3.2"][3][4:6] = [0, 8]
    rows = results(consistent).capaian_rows
    assert (rows[0].capaian.number, rows[0].kategori.text) == (0, "Sangat Kurang")
    assert (rows[1].capaian.number, rows[1].capaian.status) == (None, "tidak dapat dihitung")


def test_each_budget_is_held_against_its_own_indicators(results, consistent):
    frame = results(consistent).efisiensi
    assert frame["lingkup"].tolist() == ["SKM", "Angka kemiskinan"]
    assert frame["rasio"].tolist() == [1.3, 1.2]
    assert frame["selisih"].tolist() == [24, 20]


def test_progress_uses_the_formula_of_the_polarity(results, consistent):
    kemajuan = dict(zip(("SKM", "kemiskinan"), results(consistent).renstra["kemajuan"], strict=True))
    assert kemajuan["SKM"] == pytest.approx(87.36 / 88 * 100)
    assert kemajuan["kemiskinan"] == 100


def test_results_exist_for_tables_that_the_workbook_lacks(results, consistent):
    """Without Tabel 3.3, 3.4 and 3.7 the year, the Renstra and the efficiency still follow from the facts."""
    del consistent["Tabel 3.7"]
    hasil = results(consistent)
    assert hasil.tren["tahun"].tolist() == [2024, 2024]
    assert hasil.renstra["target_akhir"].tolist() == [88, 8]
    assert hasil.efisiensi["lingkup"].tolist() == ["SKM; Angka kemiskinan"]
    assert hasil.efisiensi["rasio"].tolist() == [pytest.approx(112 / (1300 / 1500 * 100))]


def test_the_target_comes_from_the_promise_when_the_measurement_has_none(results, consistent):
    consistent["Tabel 3.2"][2][4] = None
    hasil = results(consistent)
    assert hasil.capaian_rows[0].target.number == 84
    assert hasil.capaian_rows[0].target.how.source.place.sheet == "Tabel 2.3"
    del consistent["Tabel 2.3"]
    assert results(consistent).capaian_rows[0].target.how.source.place.sheet == "Tabel 2.1"


@pytest.mark.parametrize(
    ("target", "realisasi", "label"),
    [
        (60, 51, "Baik"), (60, 50.999999, "Cukup"), (60, 60, "Baik"), (60, 60.000001, "Sangat Baik"),
        (3, 2.55, "Baik"), (0.7, 0.595, "Baik"), (1.1, 0.55, "Kurang"), (0.3, 0.3, "Baik"),
    ],
)  # fmt: skip
def test_a_boundary_is_decided_on_the_exact_fraction(results, consistent, target, realisasi, label):
    """0,595 of 0,7 is 85 per cent to the letter, though binary floats say 84.99999999999999."""
    consistent["Tabel 3.2"][2][4:] = [target, realisasi, None, None]
    row = results(consistent).capaian_rows[0]
    assert row.capaian.number == Fraction(str(realisasi)) / Fraction(str(target)) * 100
    assert row.kategori.text == label


def test_budget_lines_and_programmes(results, consistent):
    hasil = results(consistent)
    assert hasil.program["persen"].tolist() == [80, 100]
    assert hasil.anggaran["tingkat"].tolist().count("sub_kegiatan") == 3
    assert hasil.anggaran.query("uraian == 'b) Survei'")["program"].item() == "Program Pelayanan"
    assert hasil.as_dict()["anggaran"]["persen"] == pytest.approx(1300 / 15)


def test_without_a_typed_total_it_is_the_sum_of_the_leaves(results, consistent):
    consistent["Tabel 3.9"][-1] = ["JUMLAH", None, None, None, None]
    assert results(consistent).as_dict()["anggaran"]["pagu"] == 1500


class TestExplain:
    def test_the_sum_with_its_cells(self, results, consistent):
        told = results(consistent).explain("SKM")
        assert told.startswith("87,36 [Tabel 3.2!F3] / 84 [Tabel 3.2!E3] × 100 = 104 → Sangat Baik")

    def test_in_english_and_by_an_acronym(self, results, consistent):
        assert "87.36 [Tabel 3.2!F3]" in results(consistent).explain("Indeks Kepuasan Masyarakat", lang="en")

    def test_the_row_of_the_scale(self, workbooks):
        hasil = sc.compute(sc.read(workbooks / "bogorejo-2024.xlsx"))
        assert (
            hasil.explain("Nilai SAKIP")
            .splitlines()[0]
            .endswith("119,642857 → Sangat Baik (Tabel 3.1!C5, baris 1)")
        )

    def test_the_rule_its_source_and_the_rounding(self, workbooks):
        hasil = sc.compute(sc.read(workbooks / "bogorejo-2024.xlsx"))
        _, rule, rounding, printed = hasil.explain("Nilai SAKIP").splitlines()
        assert "(rasio)" in rule
        assert "Kebiasaan laporan kinerja" in rule
        assert "Bogorejo" not in rule
        assert "tanpa pembulatan" in rounding
        assert "119,6 di Tabel 3.2!F7: cocok" in printed
        tampil = sc.compute(hasil.laporan, sc.Metode(klasifikasi="tampil", desimal=1)).explain("SAKIP", "en")
        assert "displayed value, 1 decimals" in tampil

    @pytest.mark.parametrize(("hal", "told"), [
        ("kemajuan", "83,75 [Tabel 3.4!D8] / 72 [Tabel 3.4!E8] × 100 = 116,319444"),
        ("efisiensi", "112,674689 (rata-rata 2 indikator) - 94,497488 [Tabel 3.7!H8] = 18,177202 → Sangat Efisien"),
    ])  # fmt: skip
    def test_other_figures_than_the_capaian(self, workbooks, hal, told):
        hasil = sc.compute(sc.read(workbooks / "bogorejo-2024.xlsx"))
        assert told in hasil.explain("Nilai SAKIP", hal=hal)

    @pytest.mark.parametrize(
        ("printed", "verdict"),
        [("101,8", "cocok."), ("101,7", "dipotong, bukan dibulatkan."), ("106,9", "berbeda.")],
    )
    def test_whether_the_print_agrees(self, results, consistent, printed, verdict):
        consistent["Tabel 3.2"][2][4:7] = [68, 69.2, printed]
        last = results(consistent).explain("SKM").splitlines()[-1]
        assert last == f"Tertulis {printed} di Tabel 3.2!G3: {verdict}"

    def test_what_is_missing_is_said(self, results, consistent):
        consistent["Tabel 3.2"][2][5:] = [None, None, None]
        consistent["Tabel 3.7"][3][2:4] = [None, None]
        assert results(consistent).explain("SKM").splitlines()[0].endswith("= belum diisi")

    def test_an_unknown_name_says_which_there_are(self, results, consistent):
        with pytest.raises(sc.TableError) as caught:
            results(consistent).explain("Stunting")
        assert caught.value.values["known"] == ("SKM", "Angka kemiskinan")


def test_notebook_html_is_escaped(results, consistent):
    consistent["Tabel 3.2"][2][2] = "<script>SKM"
    hasil = results(consistent)
    assert "<script>" not in hasil._repr_html_() + hasil.laporan._repr_html_()
    assert "&lt;script&gt;" in hasil._repr_html_()
