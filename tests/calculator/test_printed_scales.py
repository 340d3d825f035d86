"""Scales as reports print them, in the spellings that people use, or a clear refusal."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sakipcalc.base.places import Place
from sakipcalc.core.errors import FaultsError, RuleError
from sakipcalc.rulebook import scale
from sakipcalc.rulebook.scales import PrintedBand, Skala
from sakipcalc.rulebook.scales.printed import read_extent


def printed(*rows: tuple[str, str], **choices: object) -> Skala:
    cells = [
        PrintedBand(text, name, place=Place("a.xlsx", "Tabel 3.1", f"B{i + 5}"))
        for i, (text, name) in enumerate(rows)
    ]
    return Skala.from_printed(cells, id="tabel-3.1", **choices)


def bounds(skala: Skala) -> list[tuple[str, bool] | None]:
    return [None if p.lower is None else (str(p.lower), p.closed) for p in skala.pita]


TABEL_3_1 = (
    ("Lebih dari 100 %", "Sangat baik"),
    ("≥ 85 – 100%", "Baik"),
    ("≥ 65 – 85%", "Cukup"),
    ("≥ 50 – 65%", "Kurang"),
    ("Kurang dari 50 %", "Sangat Kurang"),
)


def test_tabel_3_1_as_the_reference_report_prints_it_is_the_builtin_scale():
    read = printed(*TABEL_3_1)
    assert (
        bounds(read)
        == bounds(scale("lkjip"))
        == [("100", False), ("85", True), ("65", True), ("50", True), None]
    )
    assert read.labels[0] == "Sangat baik"
    assert read.same_label(read.labels[0], scale("lkjip").labels[0])


def test_tabel_3_6_as_the_reference_report_prints_it():
    read = printed(("> 0", "Sangat Efisien"), ("= 0", "Efisien"), ("< 0", "Kurang Efisien"))
    assert bounds(read) == [("0", False), ("0", True), None]
    assert read.classify([18.15, 0, -0.01]) == ["Sangat Efisien", "Efisien", "Kurang Efisien"]


@pytest.mark.parametrize("spelling", [
    "≥ 85 – 100%", ">= 85% s.d. 100%", "85 ≤ x ≤ 100", "≥85 - ≤100", "85 <= x <= 100", "100 ≥ x ≥ 85",
    "≥ 85% s/d 100%", "≥ 85 sampai dengan 100", "≥ 85 hingga 100 persen", "lebih dari atau sama dengan 85 s.d. 100",
    "  ≥   85 –\u00a0100 % ", "Capaian ≥ 85 dan ≤ 100", "≥ 85,00 – 100,00", "≥ 85.00% - 100.00%", "≥85%—100%", "=> 85 - 100",
])  # fmt: skip
def test_every_spelling_of_one_band_gives_one_scale(spelling):
    rows = [("di atas 100", "A"), (spelling, "B"), ("<85", "C")]
    assert bounds(printed(*rows)) == [("100", False), ("85", True), None]


@pytest.mark.parametrize("spelling", [
    "Lebih dari 100 %", "> 100", ">100%", "di atas 100", "Diatas 100%", "lebih besar dari 100", "x > 100", "100 < x", "melebihi 100", ">  100 persen",
])  # fmt: skip
def test_spellings_of_above(spelling):
    assert bounds(printed((spelling, "A"), ("≤ 100", "B"))) == [("100", False), None]


@pytest.mark.parametrize("spelling", [
    "Kurang dari 50 %", "< 50", "<50", "di bawah 50", "dibawah 50%", "x < 50", "50 > x", "lebih kecil dari 50",
])  # fmt: skip
def test_spellings_of_below(spelling):
    assert bounds(printed(("≥ 50", "A"), (spelling, "B"))) == [("50", True), None]


@pytest.mark.parametrize("spelling", [
    "kurang dari atau sama dengan 50", "≤ 50", "<= 50%", "=< 50", "50 ke bawah", "maksimal 50", "kurang dari sama dengan 50",
    "paling tinggi 50", "s.d. 50", "0 - 50", "0% – ≤ 50%", "50 ≥ x",
])  # fmt: skip
def test_spellings_of_up_to(spelling):
    assert bounds(printed(("> 50", "A"), (spelling, "B"))) == [("50", False), None]


@pytest.mark.parametrize("rows", [
    [("91 ≤ 100", "a"), ("76 ≤ 90", "b"), ("66 ≤ 75", "c"), ("51 ≤ 65", "d"), ("≤ 50", "e")],
    [("91% - 100%", "a"), ("76% - 90%", "b"), ("66% - 75%", "c"), ("51% - 65%", "d"), ("0% - 50%", "e")],
    [("≥ 91", "a"), ("76 – 90", "b"), ("66 – 75", "c"), ("51 – 65", "d"), ("≤ 50", "e")],
    [("≤ 50", "e"), ("51 – 65", "d"), ("66 – 75", "c"), ("76 – 90", "b"), ("91 ke atas", "a")],
])  # fmt: skip
def test_whole_numbered_bands_in_any_order(rows):
    assert bounds(printed(*rows)) == [("91", True), ("76", True), ("66", True), ("51", True), None]
    assert bounds(printed(*rows, reading="batas_atas")) == [
        ("90", False),
        ("75", False),
        ("65", False),
        ("50", False),
        None,
    ]
    assert [
        printed(*rows, reading=reading).desimal for reading in ("batas_bawah", "bulatkan", "batas_atas")
    ] == [None, 0, None]


def test_bands_that_meet_at_their_bounds_are_not_rounded():
    assert printed(("> 1", "a"), ("≤ 1", "b"), reading="bulatkan").desimal is None


def test_bands_of_two_decimals_are_one_hundredth_apart():
    rows = [("88,31 – 100,00", "A"), ("76,61 – 88,30", "B"), ("65,00 – 76,60", "C"), ("25,00 – 64,99", "D")]
    assert bounds(printed(*rows)) == [("8831/100", True), ("7661/100", True), ("65", True), None]
    assert printed(*rows, reading="bulatkan").desimal == 2


def test_a_row_may_leave_its_other_end_to_its_neighbour():
    rows = [("> 100", "a"), ("≥ 85", "b"), ("≥ 65", "c"), ("< 65", "d")]
    assert bounds(printed(*rows)) == [("100", False), ("85", True), ("65", True), None]
    rows = [("≤ 100", "a"), ("≤ 90", "b"), ("≤ 75", "c")]
    assert bounds(printed(*rows)) == [("90", False), ("75", False), None]


@pytest.mark.parametrize("rows", [
    [("≥ 65", "c"), ("> 100", "a"), ("< 65", "d"), ("≥ 85", "b")],
    [("≥ 85 – 100", "b"), ("≥ 65", "c"), ("> 100", "a"), ("< 65", "d")],
])  # fmt: skip
def test_rows_that_state_one_end_may_stand_in_any_order(rows):
    assert bounds(printed(*rows)) == [("100", False), ("85", True), ("65", True), None]
    rows = [("≤ 75", "c"), ("≤ 100", "a"), ("≤ 90", "b")]
    assert printed(*rows).labels == ("a", "b", "c")
    assert bounds(printed(*rows)) == [("90", False), ("75", False), None]


def test_a_scale_as_printed_has_its_name_and_its_unit():
    read = Skala.from_printed([PrintedBand("> 1", "a"), PrintedBand("≤ 1", "b")], id="x")
    assert (read.id, read.satuan, read.desimal) == ("x", "%", None)
    assert printed(("> 1", "a"), ("≤ 1", "b"), satuan="poin").satuan == "poin"


#: What one band says by itself: each end as its bound, whether the bound belongs to it, and whether that is stated.
EXTENTS = [
    ("85 ≤ x ≤ 100", (85, True, True), (100, True, True)),
    ("85 < x < 100", (85, False, True), (100, False, True)),
    ("85 < x ≤ 100", (85, False, True), (100, True, True)),
    ("100 ≥ x > 85", (85, False, True), (100, True, True)),
    ("≥ 85 dan < 100", (85, True, True), (100, False, True)),
    ("> 85 – ≤ 100", (85, False, True), (100, True, True)),
    ("≤ 100 dan > 85", (85, False, True), (100, True, True)),
    ("< 100 – ≥ 85", (85, True, True), (100, False, True)),
    ("85 – < 100", (85, True, False), (100, False, True)),
    ("85 < 100", (85, True, False), (100, False, True)),
    ("> 85 – 100", (85, False, True), (100, True, False)),
    ("85 – 100", (85, True, False), (100, True, False)),
    ("85 ≤ n < 100", (85, True, True), (100, False, True)),
    ("-1,5 – -0,5", (Fraction(-3, 2), True, False), (Fraction(-1, 2), True, False)),
    ("< -1,234", None, (Fraction(-1234, 1000), False, True)),
    ("= 0", (0, True, True), (0, True, True)),
    ("0", (0, True, True), (0, True, True)),
    ("sama dengan 5", (5, True, True), (5, True, True)),
    ("≥ 85", (85, True, True), None),
    ("> 85", (85, False, True), None),
    ("85 ke atas", (85, True, True), None),
    ("85 < x", (85, False, True), None),
    ("≤ 85", None, (85, True, True)),
    ("< 85", None, (85, False, True)),
    ("85 ke bawah", None, (85, True, True)),
    ("s.d. 85", None, (85, True, True)),
    ("85 ≥ x", None, (85, True, True)),
]


@pytest.mark.parametrize(("text", "low", "high"), EXTENTS)
def test_a_band_says_by_itself_from_where_to_where_it_reaches(text, low, high):
    extent = read_extent(text)
    assert [end and tuple(end)[:3] for end in extent] == [low, high]


def test_the_decimals_of_a_bound_are_those_that_are_printed():
    assert [end.decimals for end in read_extent("88,31 – 100,00")] == [2, 2]
    assert [end.decimals for end in read_extent("76 – 90,5")] == [0, 1]


def test_a_bound_belongs_to_the_row_that_says_so():
    for upper, lower, closed in (
        ("85 – 100", "≤ 85", False), ("≥ 85", "65 – 85", True), ("85 – 100", "< 85", True), ("> 85", "65 – 85", False),
    ):  # fmt: skip
        assert bounds(printed((upper, "a"), (lower, "b"))) == [("85", closed), None]


def test_negative_bounds():
    rows = [("> 5", "a"), ("-5 s.d. 5", "b"), ("< -5", "c")]
    assert bounds(printed(*rows)) == [("5", False), ("-5", True), None]


def refusal(*rows: tuple[str, str]) -> RuleError:
    with pytest.raises(RuleError) as caught:
        printed(*rows)
    return caught.value


def test_the_ranges_of_tabel_2_2_of_the_reference_report_overlap():
    rows = [
        ("0-30", "D"),
        ("30-50", "C"),
        ("50-60", "CC"),
        ("60-70", "B"),
        ("70-80", "BB"),
        ("80-90", "A"),
        ("90-100", "AA"),
    ]
    error = refusal(*rows)
    assert isinstance(error, FaultsError)
    assert {fault.code for fault in error.faults} == {"scale-overlap"}
    assert [(f.values["lower_label"], f.values["upper_label"]) for f in error.faults] == [
        ("A", "AA"), ("BB", "A"), ("B", "BB"), ("CC", "B"), ("C", "CC"), ("D", "C"),
    ]  # fmt: skip


def test_a_gap_names_its_two_rows_and_their_place():
    error = refusal(("≥ 85", "Baik"), ("< 80", "Kurang"))
    assert (error.code, error.place.cell, error.values["other"].cell) == ("scale-gap", "B5", "B6")
    assert (error.values["upper"], error.values["lower"]) == ("≥ 85", "< 80")


@pytest.mark.parametrize("rows", [
    [("> 85", "a"), ("< 85", "b")],
    [("≥ 91", "a"), ("< 90", "b")],
    [("> 91", "a"), ("≤ 90", "b")],
    [("92 – 100", "a"), ("76 – 90", "b")],
    [("88,31 – 100", "a"), ("80 – 88,29", "b")],
    [("> 0", "a"), ("< 0", "b")],
])  # fmt: skip
def test_a_scale_with_a_gap_is_refused(rows):
    assert refusal(*rows).code == "scale-gap"


@pytest.mark.parametrize("rows", [
    [("≥ 85", "a"), ("≤ 85", "b")],
    [("85 – 100", "a"), ("65 – 85", "b")],
    [("≥ 80", "a"), ("< 85", "b")],
    [("80 – 100", "a"), ("65 – 90", "b")],
    [("≥ 85", "a"), ("≥ 85", "b"), ("≤ 85", "c")],
])  # fmt: skip
def test_a_scale_with_an_overlap_is_refused(rows):
    error = refusal(*rows)
    assert "scale-overlap" in {fault.code for fault in getattr(error, "faults", (error,))}


@pytest.mark.parametrize(
    "text",
    [
        "baik",
        "",
        "-",
        "1.5.3",
        "12/05/2024",
        "100 – 85",
        "> 85 ≤",
        "[85,100)",
        "≥",
        "85 90 95",
        "±5",
        "85 ≤ x < 85",
        "> 85 – 85",
    ],
)
def test_a_band_that_cannot_be_read_is_refused_with_its_cell(text):
    error = refusal(("> 100", "A"), (text, "B"))
    assert (error.code, error.place.cell, error.values["row"], error.values["label"]) == (
        "scale-unreadable",
        "B6",
        text,
        "B",
    )


def test_a_scale_without_rows_is_refused_by_its_name():
    assert refusal().code == "scale-empty"
    assert "tabel-3.1" in refusal().message("id")


def test_all_unreadable_rows_are_told_at_once():
    error = refusal(("banyak", "A"), ("≥ 50", "B"), ("sedikit", "C"))
    assert [fault.place.cell for fault in error.faults] == ["B5", "B7"]
    assert "B5" in error.message("id")
    assert "B7" in error.message("en")


@pytest.mark.parametrize(("text", "low", "high"), [
    ("80% < Capaian ≤ 90%", ("80", False), ("90", True)),
    ("90 < Nilai ≤ 100", ("90", False), ("100", True)),
    ("80 < Nilai Kinerja <= 90", ("80", False), ("90", True)),
    ("100 ≥ IKU > 90", ("90", False), ("100", True)),
    ("NKA > 90", ("90", False), None),
    ("Nilai NKA ≤ 50", None, ("50", True)),
    ("Tercapai 100%", ("100", True), ("100", True)),
    ("Melebihi Target >100%", ("100", False), None),
])  # fmt: skip
def test_a_word_may_stand_for_the_variable(text, low, high):
    ends = read_extent(text)
    assert [end and (str(end.at), end.closed) for end in ends] == [low, high]


@pytest.mark.parametrize(
    "text", ["cukup baik", "Target 100", "tahun 2024", "90 orang", "umur harapan hidup penduduk > 70"]
)
def test_a_text_with_a_number_is_no_band(text):
    assert read_extent(text) is None


@pytest.mark.parametrize(
    ("lowest", "faults"),
    [
        ("60 – 95", ["scale-overlap"]),  # it reaches over 80 to 89, which the two above leave out
        ("60 – 90", ["scale-overlap"]),
        ("60 – 89", ["scale-gap", "scale-overlap"]),
        ("60 – 69", ["scale-gap"]),
    ],
)
def test_what_a_row_further_down_reaches_over_is_no_gap(lowest, faults):
    error = refusal(("90 – 100", "a"), ("70 – 79", "b"), (lowest, "c"))
    assert [fault.code for fault in getattr(error, "faults", (error,))] == faults
