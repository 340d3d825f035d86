"""The sentences of a report are true of its figures, whatever these are."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.computing import Value
from sakipcalc.computing.arah import Polarity
from sakipcalc.computing.export import AnggaranRow, CapaianRow, EfisiensiRow, RenstraRow, TrenRow
from sakipcalc.computing.how import Limited
from sakipcalc.computing.links import Indicator
from sakipcalc.model import Entity, Level
from sakipcalc.text.numerals.spelled import terbilang
from sakipcalc.writing.report.sentences import sentences

NUMBER = re.compile(r"-?\d[\d.]*(?:,\d+)?")
UNITS = st.sampled_from(["", "%", "Desa", "Rp"])
figures = st.integers(-(10**9), 10**12).flatmap(
    lambda n: st.sampled_from([1, 10, 100, 1000, 10**6, 7, 3]).map(lambda d: Fraction(n, d))
)
small = st.integers(0, 3000).map(lambda n: Fraction(n, 10))
gaps = st.none()
values = figures | small
words = st.sampled_from(["WBK", "BB", "A", "Ya", "Tidak"])


def value(content: Fraction | str | None = None) -> Value:
    return Value(text=content) if isinstance(content, str) else Value(number=content)


def about(nama: str = "X", satuan: str = "", arah: str = "naik") -> Indicator:
    return Indicator(
        subject=("2.1", 1),
        nama=nama,
        tujuan_sasaran="Pelayanan prima",
        satuan=satuan,
        polarity=Polarity(arah=arah),
    )


def row(indikator, target=None, realisasi=None, capaian=None, *, mentah=None, kategori="") -> CapaianRow:
    """An indicator of the year; `mentah` is its capaian before a cap."""
    reached = value(capaian)
    if mentah is not None:
        reached = Value(number=capaian, how=Limited(value(mentah), None, capaian))
    return CapaianRow(
        indikator=indikator,
        target=value(target),
        realisasi=value(realisasi),
        capaian=reached,
        kategori=value(kategori),
    )


def spent(uraian="", pagu=None, realisasi=None, serapan=None, level=Level.PROGRAM) -> AnggaranRow:
    return AnggaranRow(
        level=level, uraian=uraian, sasaran="", program=uraian, kegiatan="",
        pagu=value(pagu), realisasi=value(realisasi), serapan=value(serapan),
    )  # fmt: skip


def results(*, tahun=None, renstra=None, **rows: object) -> SimpleNamespace:
    """Results that hold some rows and nothing else."""
    empty = {
        "capaian_rows": (), "tren_rows": (), "renstra_rows": (), "efisiensi_rows": (), "anggaran_rows": (),
        "rerata": (Value(), Value()), "total_anggaran": spent(level=Level.JUMLAH),
    }  # fmt: skip
    return SimpleNamespace(
        laporan=SimpleNamespace(entitas=Entity(tahun=tahun, renstra=renstra)), **(empty | rows)
    )


def texts(**rows: object) -> list[str]:
    return [one.text("id") for one in sentences(results(**rows))]


def trend(years, indikator: Indicator) -> list[str]:
    """What is said of the years of one indicator, given as year, realisasi and capaian."""
    rows = tuple(
        TrenRow(
            indikator=indikator,
            tahun=year,
            target=value(),
            realisasi=value(realisasi),
            capaian=value(capaian),
        )
        for year, realisasi, capaian in years
    )
    told = sentences(results(capaian_rows=(row(indikator),), tren_rows=rows))
    return [one.text("id") for one in told if one.part == "tren"]


def shown(value: Fraction) -> set[str]:
    """The ways to write a figure with 0 to 6 decimals, by decimal arithmetic of the standard library."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    forms = set()
    for digits in range(7):
        told = f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"
        told = told.translate({ord(","): ".", ord("."): ","})
        forms |= {told, told.rstrip("0").rstrip(",") if "," in told else told}
    return forms | {form.removeprefix("-") for form in forms}


def numbers(text: str) -> set[str]:
    return {found.rstrip(".") for found in NUMBER.findall(text)}


@st.composite
def measured(draw: st.DrawFn) -> CapaianRow:
    """An indicator with a capaian that follows from its figures, or with something missing."""
    arah = draw(st.sampled_from(["naik", "turun"]))
    target, realisasi = draw(values | gaps), draw(values | gaps)
    raw = None
    if target and realisasi is not None:
        raw = realisasi / target * 100 if arah == "naik" else (2 * target - realisasi) / target * 100
    indikator = about("Cakupan layanan", draw(UNITS), arah)
    return row(indikator, target, realisasi, raw, kategori="Baik" if raw is not None else "")


def only(one: CapaianRow) -> str:
    """The sentence about the one indicator of a unit."""
    return next(text for text in texts(capaian_rows=(one,)) if text.startswith("Cakupan layanan"))


@given(one=measured())
def test_a_realisasi_is_called_above_its_target_only_when_it_is(one):
    text, realisasi, target = only(one), one.realisasi.number, one.target.number
    if "di atas target" in text or "lebih tinggi daripada target" in text:
        assert realisasi > target
    if "di bawah target" in text or "lebih rendah daripada target" in text:
        assert realisasi < target
    if "sama dengan target" in text:
        assert abs(realisasi - target) <= Fraction(1, 10**6)


@given(one=measured())
def test_a_capaian_is_told_just_when_there_is_one(one):
    text, capaian = only(one), one.capaian.number
    assert ("belum diisi" in text) == (one.realisasi.number is None or one.target.number is None)
    assert ("kategori Baik" in text) == (capaian is not None)
    if capaian is not None and capaian < 100:
        assert "100%" not in text.partition("capaian")[2] or capaian > Fraction(9999999, 100000)


@given(one=measured())
def test_every_number_about_an_indicator_is_one_of_its_figures(one):
    known = (one.target.number, one.realisasi.number, one.capaian.number)
    allowed = set().union(*(shown(value) for value in known if value is not None))
    assert numbers(only(one)) <= allowed


@given(old=values, new=values, arah=st.sampled_from(["naik", "turun", "stabil"]), satuan=UNITS)
def test_a_figure_rises_or_falls_in_words_as_in_numbers(old, new, arah, satuan):
    years = ((2023, old, None), (2024, new, None))
    (text,) = trend(years, about("Cakupan", satuan, arah))
    apart = Fraction(1, 10**6)
    assert (" naik " in text) <= (new > old)
    assert (" turun " in text) <= (new < old)
    assert (" tetap " in text) <= (abs(new - old) <= apart)
    assert ("makin rendah" in text) == (arah == "turun" and " tetap " not in text)
    assert numbers(text) <= shown(old) | shown(new) | {"2023", "2024"}


@given(old=small, new=small)
def test_capaian_that_move_are_shown_apart(old, new):
    years = ((2023, Fraction(1), old), (2024, Fraction(1), new))
    _, text = trend(years, about("Cakupan"))
    assert (len(numbers(text)) == 2) == (old != new)
    assert ("meningkat" in text, "menurun" in text, "tetap" in text) == (new > old, new < old, new == old)


def test_the_year_before_is_the_last_one_that_has_a_realisasi():
    years = (
        (2021, Fraction(3), None),
        (2022, Fraction(4), None),
        (2023, None, None),
        (2024, Fraction(5), None),
    )
    assert trend(years, about()) == ["X meningkat dari 4 pada tahun 2022 menjadi 5 pada tahun 2024."]


@pytest.mark.parametrize(
    ("years", "said"),
    [
        (((2023, None, None), (2024, Fraction(5), None)), "belum ada realisasinya untuk dibandingkan"),
        (((2023, Fraction(5), None), (2024, None, None)), "realisasi tahun 2024 belum diisi"),
        (((2023, "B", None), (2024, "BB", None)), "berubah dari B pada tahun 2023 menjadi BB"),
        (((2023, "BB", None), (2024, "BB", None)), "tetap BB"),
    ],
)
def test_years_that_cannot_be_compared_say_why(years, said):
    assert said in trend(years, about())[0]


def test_one_year_alone_is_not_compared():
    assert trend(((2024, Fraction(5), None),), about()) == []


@given(
    realisasi=values | words | gaps,
    target=values | words | gaps,
    capaian=small | gaps,
    arah=st.sampled_from(["naik", "turun", "kualitatif"]),
)
def test_the_end_of_the_renstra_is_reached_only_where_figures_and_capaian_agree(
    realisasi, target, capaian, arah
):
    one = RenstraRow(
        indikator=about(arah=arah), realisasi=value(realisasi), target_akhir=value(target),
        capaian=value(capaian), kemajuan=value(capaian),
    )  # fmt: skip
    (text,) = texts(renstra_rows=(one,))
    numeric = isinstance(realisasi, Fraction) and isinstance(target, Fraction)
    if "sudah mencapai" in text:
        assert capaian is None or capaian >= 100 or not numeric or realisasi == target
        if numeric and arah != "kualitatif":
            close = Fraction(1, 10**6)
            assert realisasi >= target - close if arah == "naik" else realisasi <= target + close
    if "belum mencapai" in text and numeric and arah == "naik":
        assert realisasi < target
    assert ("belum diisi" in text) == (realisasi is None or target is None)


@given(capaian=small | gaps, serapan=small | gaps)
def test_efficiency_compares_capaian_and_absorption(capaian, serapan):
    both = capaian is not None and serapan is not None
    difference, ratio = capaian - serapan if both else None, capaian / serapan if both and serapan else None
    one = EfisiensiRow(
        subject=about("X").subject, indikator=(about("X"), about("Y")), capaian=value(capaian), serapan=value(serapan),
        rasio=value(ratio), selisih=value(difference), kategori=value(),
    )  # fmt: skip
    (text,) = texts(efisiensi_rows=(one,))
    if not both:
        assert "belum dapat dihitung" in text
        assert numbers(text) == set()
        return
    words = {1: "lebih tinggi daripada", 0: "sama dengan", -1: "lebih rendah daripada"}
    assert words[(capaian > serapan) - (capaian < serapan)] in text
    allowed = (
        shown(capaian) | shown(serapan) | shown(difference) | (shown(ratio) if ratio is not None else set())
    )
    assert numbers(text) <= allowed


@given(pagu=values.map(abs) | gaps, used=values.map(abs) | gaps)
def test_a_budget_is_told_as_it_was_spent(pagu, used):
    share = used / pagu * 100 if pagu and used is not None else None
    said = texts(total_anggaran=spent("", pagu, used, share))
    if pagu is None and used is None:
        assert said == []
        return
    (text,) = said
    if pagu is None or used is None:
        assert "belum diisi" in text
    elif share is not None:
        assert ("sisa anggaran" in text) <= (used < pagu)
        assert ("melebihi" in text) <= (used > pagu)
        assert ("seluruhnya" in text) <= (abs(used - pagu) <= Fraction(1, 10**6))
    allowed = set().union(*(shown(v) for v in (pagu, used, share) if v is not None))
    allowed |= shown(pagu - used) if pagu is not None and used is not None else set()
    assert numbers(text) <= allowed


@given(st.lists(small | gaps, min_size=2, max_size=6))
def test_the_programmes_of_highest_and_lowest_absorption_are_named(shares):
    programmes = tuple(spent(f"Program {chr(65 + n)}", serapan=share) for n, share in enumerate(shares))
    said = texts(anggaran_rows=programmes)
    known = {f"Program {chr(65 + n)}": share for n, share in enumerate(shares) if share is not None}
    if len(known) < 2:
        assert not any("serapan" in text for text in said)
    elif max(known.values()) > min(known.values()):
        named = re.findall(r"Program [A-F]", said[0])
        assert [known[name] for name in named] == [max(known.values()), min(known.values())]
    else:
        assert "sama" in said[0]
    assert any("belum dapat dihitung" in text for text in said) == (len(known) < len(shares))


@given(st.lists(st.sampled_from([Fraction(120), Fraction(100), Fraction(99), None]), min_size=1, max_size=9))
def test_the_conclusion_counts_every_indicator_once(reached):
    rows = tuple(row(about(), capaian=one, kategori="" if one is None else "Baik") for one in reached)
    said = " ".join(one.text("en") for one in sentences(results(capaian_rows=rows)) if one.part == "simpulan")
    met = sum(one is not None and one >= 100 for one in reached)
    if met == len(reached):
        assert f"All {met} indicators" in said
    else:
        below = sum(one is not None and one < 100 for one in reached)
        assert f"Of {len(reached)} indicators, {met} reached their targets and {below} did not" in said
        assert (f"{reached.count(None)} cannot be judged" in said) == (None in reached)


def test_a_mean_with_a_missing_member_is_not_told():
    rows = (row(about("X"), capaian=Fraction(90)), row(about("Y")))
    assert (
        "Rata-rata capaian belum dapat disebutkan karena 1 (satu) dari 2 (dua) indikator belum ada capaiannya."
        in (texts(capaian_rows=rows))
    )
    whole = texts(capaian_rows=rows[:1] * 2, rerata=(value(Fraction(90)), value("Baik")))
    assert "Rata-rata capaian 2 (dua) indikator tersebut adalah 90% dengan kategori Baik." in whole


def test_a_limited_capaian_says_what_it_was():
    figures = (Fraction(70), Fraction(335, 4), Fraction(110))
    one = row(about("Cakupan layanan"), *figures, mentah=Fraction(33500, 280), kategori="Sangat Baik")
    assert "capaiannya 110% (sebelum dibatasi 119,64%) dengan kategori Sangat Baik" in only(one)


def test_a_capaian_just_below_a_hundred_is_not_shown_as_a_hundred():
    figures = (Fraction(100000), Fraction(99999), Fraction(99999, 1000))
    one = row(about("Cakupan layanan"), *figures, kategori="Baik")
    assert "masih di bawah target 100.000, sehingga capaiannya 99,999%" in only(one)


def test_figures_that_a_formula_judges_the_other_way_are_told_without_a_verdict():
    """Against a negative target the ratio is below 100 where the realisasi is above the target."""
    one = row(about("Cakupan layanan"), Fraction(-5), Fraction(-3), Fraction(60))
    assert only(one) == "Cakupan layanan: realisasi -3 terhadap target -5 memberi capaian 60%."


ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_words(text: str) -> int:
    """Read Indonesian number words, written apart from the speller: an independent oracle."""
    total = group = 0
    for word in (
        text.replace("seratus", "satu ratus")
        .replace("sepuluh", "satu puluh")
        .replace("sebelas", "satu belas")
        .replace("seribu", "satu ribu")
        .split()
    ):
        if word in ONES:
            group += ONES.index(word)
        elif word == "belas":
            group += 10
        elif word == "puluh":
            group += group % 10 * 9
        elif word == "ratus":
            group += group % 10 * 99
        else:
            total, group = total + group * SCALES[word], 0
    return total + group


@given(st.integers(0, 10**15 - 1))
def test_numbers_in_words_read_back(number):
    assert read_words(terbilang(number)) == number


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_sentence_speaks_both_languages(lang):
    one = row(about("Cakupan layanan"), Fraction(5), Fraction(4), Fraction(80))
    found = results(tahun=2024, renstra=(2021, 2026), capaian_rows=(one,))
    told = [sentence.text(lang) for sentence in sentences(found)]
    assert all(told)
    assert any("2024" in text for text in told)
