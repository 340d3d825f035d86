"""Charts show the figures of the results, in Indonesian, and what is missing as missing."""

from __future__ import annotations

import sys

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

import sakipcalc as sc

mpl.use("Agg")
PLOTS = (sc.plot_capaian, sc.plot_tren, sc.plot_renstra, sc.plot_anggaran)


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def hasil(workbooks):
    return sc.compute(sc.read(workbooks / "bogorejo-2024.xlsx"))


@pytest.mark.parametrize("plot", PLOTS, ids=lambda f: f.__name__)
def test_axes_that_are_given_are_drawn_on_and_returned(hasil, plot):
    _, ax = plt.subplots()
    assert plot(hasil, ax) is ax
    assert ax.get_title(loc="left")
    assert plot(hasil).figure is not ax.figure


def test_bars_have_length_colour_and_pattern_of_their_kategori(hasil):
    ax = sc.plot_capaian(hasil)
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([105.706522, 119.642857])
    assert {to_hex(bar.get_facecolor()) for bar in ax.patches} == {"#9dc3e6"}
    assert [text.get_text() for text in ax.texts][:2] == ["105,7% Sangat Baik", "119,6% Sangat Baik"]


def test_kategori_can_be_told_apart_without_colour(consistent, as_file):
    consistent["Tabel 3.2"][2][5] = 60
    ax = sc.plot_capaian(sc.compute(sc.read(as_file(consistent))))
    hatches = [bar.get_hatch() or "" for bar in ax.patches]
    assert len(set(hatches)) == 2


@pytest.mark.parametrize(("lang", "said"), [("id", "belum diisi"), ("en", "not filled in")])
def test_a_missing_capaian_is_no_bar_but_words(consistent, as_file, lang, said):
    consistent["Tabel 3.2"][3][5] = consistent["Tabel 3.7"][4][3] = None
    hasil = sc.compute(sc.read(as_file(consistent)))
    ax = sc.plot_capaian(hasil, lang=lang)
    assert len(ax.patches) == 1
    assert said in [text.get_text() for text in ax.texts]
    assert [text.get_text() for text in sc.plot_renstra(hasil, lang=lang).texts].count(said) == 1


def test_a_year_without_capaian_is_a_gap_in_the_line(consistent, as_file):
    consistent["Tabel 3.3"] = [
        ["Tabel 3.3 Perbandingan Realisasi Kinerja dan Capaian Kinerja"],
        ["No", "Tujuan/Sasaran", "Indikator Kinerja", 2022, None, None, 2023, None, None, 2024, None, None],
        [None, None, None, *["Target", "Realisasi", "Capaian %"] * 3],
        [1, "Pelayanan prima", "SKM", 80, 80, 100, 82, None, None, 84, 87.36, 104],
    ]
    ax = sc.plot_tren(sc.compute(sc.read(as_file(consistent))))
    first = ax.lines[0].get_ydata()
    assert [first[0], first[2]] == pytest.approx([100, 104])
    assert first[1] != first[1]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["2022", "2023", "2024"]


def test_the_line_of_the_target_is_named_and_shares_are_not_rounded_to_a_hundred(hasil):
    legend = sc.plot_tren(hasil).get_legend()
    assert "target = 100%" in [text.get_text() for text in legend.get_texts()]
    told = [text.get_text() for text in sc.plot_anggaran(hasil).texts]
    assert "99,97%" in told
    assert "100,0%" not in told


def test_a_bullet_names_realisasi_and_last_target_with_decimal_commas(hasil):
    told = [text.get_text() for text in sc.plot_renstra(hasil).texts]
    assert told == ["101,3% (97,25 dari 96)", "116,3% (83,75 dari 72)"]


def test_programmes_show_budget_and_spending_in_one_unit(hasil):
    ax = sc.plot_anggaran(hasil)
    widths = [bar.get_width() * 1e9 for bar in ax.patches]
    assert widths == pytest.approx([
        1_936_550_000, 46_100_000, 78_440_000, 50_830_000, 7_450_000, 10_630_000,
        1_819_681_688, 45_940_000, 78_420_000, 50_694_800, 7_450_000, 10_610_000,
    ])  # fmt: skip
    assert "miliar rupiah" in ax.get_title(loc="left")
    ax.figure.canvas.draw()
    assert "0,5" in [tick.get_text() for tick in ax.get_xticklabels()]


def test_a_workbook_without_budget_or_years_makes_empty_charts(consistent, as_file):
    hasil = sc.compute(sc.read(as_file({"Sheet1": consistent["Tabel 3.2"]})))
    for plot in PLOTS:
        plot(hasil).figure.canvas.draw()


def test_without_matplotlib_the_error_says_what_to_install(hasil, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(sc.OutputError) as caught:
        sc.plot_capaian(hasil)
    assert caught.value.code == "no-matplotlib"
