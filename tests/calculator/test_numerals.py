"""Numbers as real files hold them, and how they are read."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.core.errors import RuleError
from sakipcalc.text.numerals import Numeral, factor, parse_number, parse_range, read_column
from sakipcalc.text.numerals.digits import decimal_mark
from sakipcalc.text.numerals.numeral import times

REAL = [
    # text, value, unit, decimals
    ("2.130.000.000", "2130000000", "", 0),
    ("76,728,000", "76728000", "", 0),
    ("97,25", "97.25", "", 2),
    ("94.5", "94.5", "", 1),
    ("1,19", "1.19", "", 2),
    ("Rp 2.220.960.000", "2220960000", "Rp", 0),
    ("Rp. 1.421.414.021,-", "1421414021", "Rp", 0),
    ("Rp1.000.000,--", "1000000", "Rp", 0),
    ("Rp 44.439", "44439", "Rp", 0),
    ("100%", "100", "%", 0),
    ("63,89 %", "63.89", "%", 2),
    ("94,5 persen", "94.5", "%", 1),
    ("12 Dokumen", "12", "Dokumen", 0),
    ("7 paket", "7", "paket", 0),
    ("7 (tujuh) paket", "7", "paket", 0),
    ("4 Lapopran", "4", "Lapopran", 0),
    ("1.200 orang", "1200", "orang", 0),
    ("5 m2", "5", "m2", 0),
    ("100,00", "100.00", "", 2),
    ("16,447,874,576.00", "16447874576.00", "", 2),
    ("106.439.453.000,00", "106439453000.00", "", 2),
    ("(53,88)", "-53.88", "", 2),
    ("(Rp 5.000.000)", "-5000000", "Rp", 0),
    ("Rp (5.000.000)", "-5000000", "Rp", 0),
    ("(2,5) juta", "-2500000", "", 1),
    ("Rp (2,5) milyar", "-2500000000", "Rp", 1),
    ("-0,5%", "-0.5", "%", 1),
    ("−3,2", "-3.2", "", 1),
    ("0,00", "0.00", "", 2),
    ("0.648", "0.648", "", 3),
    (".5", "0.5", "", 1),
    ("1234.567", "1234.567", "", 3),
    ("1.234,567", "1234.567", "", 3),
    ("2,5 milyar", "2500000000", "", 1),
    ("Rp 2,5 M", "2500000000", "Rp", 1),
    ("Rp 1,5 juta", "1500000", "Rp", 1),
    ("5 juta orang", "5000000", "orang", 0),
    ("Rp 1,5 T", "1500000000000", "Rp", 1),
    ("5 t", "5", "t", 0),
    ("5.000.000 rupiah", "5000000", "Rp", 0),
    ("5.000.000 Rupiah", "5000000", "Rp", 0),
    ("12 Dokumen.", "12", "Dokumen", 0),
    ("12, Dokumen;", "12", "Dokumen", 0),
    ("5 % per tahun", "5", "%", 0),
    ("5 M2", "5", "M2", 0),
    ("Rp\u00a02.130.000\u00a0", "2130000", "Rp", 0),
    ("1\u00a0000\u00a0000", "1000000", "", 0),
    ("2 130 000,50", "2130000.50", "", 2),
    ("≥ 85", "85", "", 0),
    ("72,5 (BB)", "72.5", "", 1),
    ("BB (72,5)", "72.5", "", 1),
    ("1,5E+09", "1500000000", "", 0),
    ("1E3", "1000", "", 0),
    ("5E-2", "0.05", "", 2),
    ("44.439,-", "44439", "", 0),
]


@pytest.mark.parametrize(("text", "value", "unit", "decimals"), REAL)
def test_numbers_as_reports_write_them(text, value, unit, decimals):
    read = parse_number(text)
    assert (read.value, read.unit, read.decimals) == (Decimal(value), unit, decimals)
    assert read.reading == "angka"
    assert read.text == text
    assert read.confidence > 0.8


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "–",
        "--",
        "~",
        "…",
        "...",
        "n/a",
        "N/A",
        "Rp -",
        "Rp. -",
        "Rp.-",
        "_",
        None,
        float("nan"),
    ],
)
def test_missing_is_never_zero(text):
    read = parse_number(text)
    assert read.reading == "kosong"
    assert read.missing
    assert read.value is None
    assert read.text == (text if isinstance(text, str) else "")


@pytest.mark.parametrize(
    "text", ["WBK", "BB", "Ya", "Wajar Tanpa Pengecualian", "Tahun 2024", "TW I", "n-1", "Belum ada"]
)
def test_words_have_no_value(text):
    read = parse_number(text)
    assert (read.reading, read.value, read.missing, read.text) == ("kata", None, False, text)


def test_the_numbers_in_a_text_of_words_are_told():
    assert parse_number("Tahun 2024").alternatives == (2024,)
    assert parse_number("Naik dari 44,5 ke 1.250.000").alternatives == (Decimal("44.5"), 1_250_000)
    assert parse_number("TW I").alternatives == ()


@pytest.mark.parametrize(("text", "repair"), [
    ("89,3405,300", ["893405300"]), ("89,3405,300 juta", ["893405300000000"]), ("(1.23.456)", ["-123456"]), ("1.23.456 (12 desa)", ["123456", "12"]), ("1.23.456", ["123456"]), ("1.234.567,890,123", ["1234567890123"]),
    ("12345,678,900.00", ["12345678900.00"]), ("#DIV/0!", []), ("#N/A", []), ("#REF!", []), ("Err:502", []),
])  # fmt: skip
def test_malformed_numbers_offer_their_repair(text, repair):
    read = parse_number(text)
    assert (read.reading, read.value, read.confidence, read.text) == ("rusak", None, 0.0, text)
    assert [str(other) for other in read.alternatives] == repair


@pytest.mark.parametrize(("text", "quantities"), [
    ("12 Dokumen 4 Dokumen 1 Dokumen", [12, 4, 1]), ("12 Dokumen 1.23.456 Dokumen", [12, 123456]), ("80-90", [80, 90]), ("7-8 bulan", [7, 8]), ("12/12", [12, 12]), ("3 dari 5 desa", [3, 5]),
])  # fmt: skip
def test_several_quantities_in_one_cell_have_no_single_value(text, quantities):
    read = parse_number(text)
    assert (read.reading, read.value, read.confidence, read.text) == ("rancu", None, 0.0, text)
    assert list(read.alternatives) == quantities
    assert not any(character.isdigit() for character in read.unit)


def test_a_remark_in_brackets_leaves_the_number_but_is_told():
    read = parse_number("100% (12 dari 12 desa)")
    assert (read.value, read.unit, read.reading, read.alternatives) == (100, "%", "rancu", (12, 12))
    assert parse_number("44.439 (12 desa)").alternatives == (Decimal("44.439"), 12)


@pytest.mark.parametrize(("text", "choices"), [
    ("44.439", {"auto": "44439", "id": "44439", "en": "44.439"}),
    ("101,764", {"auto": "101.764", "id": "101.764", "en": "101764"}),
])  # fmt: skip
def test_one_mark_before_three_digits_is_settled_by_the_locale(text, choices):
    for locale, value in choices.items():
        read = parse_number(text, locale=locale)
        assert read.value == Decimal(value)
        assert read.reading == ("rancu" if locale == "auto" else "angka")
    both = parse_number(text)
    assert {both.value, *both.alternatives} == {Decimal(choices["id"]), Decimal(choices["en"])}


def test_another_locale_is_refused_with_those_that_there_are():
    with pytest.raises(RuleError) as caught:
        parse_number("1,5", locale="fr")
    assert caught.value.code == "choice-unknown"
    assert dict(caught.value.values) == {"value": "fr", "known": ("auto", "id", "en")}


def test_money_parts_thousands():
    assert parse_number("44.439", money=True).value == 44439
    assert parse_number("44,439", money=True).value == 44439
    assert parse_number("98.383,000", money=True).reading == "rancu"
    assert parse_number("98.383,000", money=True).alternatives == (Decimal(98383000),)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (94.5, "94.5"),
        (0.1, "0.1"),
        (2130000000, "2130000000"),
        (Decimal("1.10"), "1.10"),
        (np.float64(94.5), "94.5"),
    ],
)
def test_true_numbers_are_what_they_are(number, value):
    read = parse_number(number)
    assert (read.value, read.decimals, read.reading) == (Decimal(value), -1, "angka")
    assert float(read) == float(number)


@pytest.mark.parametrize("value", [True, False])
def test_truth_values_are_words(value):
    assert parse_number(value) == Numeral(reading="kata", text=str(value))


@given(st.decimals(0, 10**12, places=2), st.sampled_from([(".", ","), (",", ".")]))
def test_a_written_number_is_read_back(value, marks):
    thousands, mark = marks
    text = f"{value:,.2f}".translate({ord(","): thousands, ord("."): mark})
    read = parse_number(text)
    assert (read.value, read.decimals, read.reading) == (value, 2, "angka")
    assert parse_number(f"Rp {text}").value == value
    assert parse_number(f"({text})").value == -value


@given(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(-(10**40), 10**40, places=30))
def test_products_are_exact_and_gain_no_zeros(value, factor):
    product = times(value, factor)
    assert Fraction(product) == Fraction(value) * Fraction(factor)
    if factor != 1:
        assert "." not in f"{product:f}" or not f"{product:f}".endswith("0")


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    read = parse_number(text)
    assert isinstance(read, Numeral)
    assert 0 <= read.confidence <= 1
    assert read.value is None or read.reading in {"angka", "rancu"}
    read_column([(text, ""), (text, "0%")], heading=text, money=True, percent=True)


@given(st.text("0123456789.,-– %()Rp'", max_size=20))
def test_no_row_of_digits_breaks_the_reader(text):
    read = parse_number(text)
    assert read.missing == (read.reading == "kosong")
    if any(digit in text for digit in "123456789"):
        assert read.reading != "kosong"


def test_ranges():
    low, high = parse_range("7 s.d. 8 bulan")
    assert (low.value, high.value, low.unit, high.unit) == (7, 8, "bulan", "bulan")
    assert [n.value for n in parse_range("80% - 90%")] == [80, 90]
    assert [n.value for n in parse_range("80-80")] == [80, 80]
    for text in ("80", "90-80", "12 Dokumen", "2-3-4", "-5"):
        assert parse_range(text) is None


@pytest.mark.parametrize(("heading", "times"), [
    ("Anggaran (x 1000 Rp)", 1000), ("Pagu (Rp. 000)", 1000), ("(Rp.000,-)", 1000), ("(000 Rp)", 1000), ("dalam 000", 1000),
    ("dalam ribuan rupiah", 1000), ("Rp juta", 10**6), ("(x Rp 1.000.000)", 10**6), ("(Rp. 000.000)", 10**6),
    ("Anggaran (Rp Milyar)", 10**9), ("Rp triliun", 10**12), ("(Rp. 000.000.000.000)", 10**12), ("(Rp. 000.000.000.000.000)", 1), ("Anggaran (Rp)", 1), ("Target", 1), ("per 1.000 penduduk", 1),
    ("T.A. 2000", 1), ("Kasus per ribu penduduk", 1), ("", 1),
])  # fmt: skip
def test_the_factor_of_a_heading(heading, times):
    assert factor(heading) == times


def values(cells: list[object], **choices: object) -> list[Decimal | None]:
    read = read_column([cell if isinstance(cell, tuple) else (cell, "") for cell in cells], **choices)
    return [n.value for n in read]


def test_a_column_in_thousands():
    read = read_column(
        [("2.800", ""), ("1.530.000", ""), ("-", ""), (44.439, ""), ("2,5 juta", "")],
        heading="Anggaran (x 1000 Rp)",
    )
    assert [n.value for n in read] == [2_800_000, 1_530_000_000, None, 44_439, 2_500_000]
    assert read[2].missing


def test_thousands_that_only_the_format_leaves_out_are_in_the_value():
    assert values([(44439411, "#,##0,"), (44439, "#,##0")], heading="(x 1000 Rp)") == [44439411, 44439000]


def test_full_rupiah_under_a_heading_of_thousands_are_told():
    (read,) = read_column([("16,447,874,576.00", "")], heading="Pagu (Rp. 000)")
    assert read.reading == "rancu"
    assert Decimal("16447874576.00") in read.alternatives
    ten_triliun, more = read_column(
        [("10.000.000.000", ""), ("10.000.000.001", "")], heading="Pagu (Rp. 000)"
    )
    assert (ten_triliun.reading, more.reading) == ("angka", "rancu")


def test_the_majority_of_a_column_settles_a_lone_mark():
    assert values(["97,25", "87,5", "101,764"]) == [Decimal("97.25"), Decimal("87.5"), Decimal("101.764")]
    assert values(["1.250,5", "1.234"]) == [Decimal("1250.5"), Decimal(1234)]
    assert values(["94.5", "98.2", "101.764"])[2] == Decimal("101.764")
    assert values(["2.130.000", "44.439"])[1] == 44439


def test_a_mark_that_some_cells_contradict_is_less_sure_and_what_is_proven_stays_sure():
    of_one_mind = read_column([(text, "") for text in ("97,25", "87,5", "92,5", "101,764")])
    mixed = read_column([(text, "") for text in ("97,25", "87,5", "92.5", "101,764", "WBK", "1.23.456")])
    assert of_one_mind[3].value == mixed[3].value == Decimal("101.764")
    assert 0 < mixed[3].confidence < of_one_mind[3].confidence < 1
    assert [n.confidence for n in mixed if n is not mixed[3]] == [1, 1, 1, 1, 0]


def test_a_percentage_is_likelier_to_have_decimals_than_thousands():
    (read,) = read_column([("101.764", "")], percent=True)
    assert (read.value, read.reading, read.alternatives) == (Decimal("101.764"), "rancu", (101_764,))
    assert read_column([("101.764", "")])[0].value == 101_764
    assert parse_number("101.764%").value == parse_number("101.764 persen").value == Decimal("101.764")


def test_several_quantities_keep_the_unit_of_the_first():
    assert parse_number("12 Dokumen 4 Dokumen").unit == "Dokumen"


def test_words_and_numbers_without_a_mark_settle_nothing():
    cells = ["WBK", "WTP", "12", "7 paket", "1.23.456", "5 orang", "97,25", "101,764"]
    assert values(cells)[-1] == Decimal("101.764")


@pytest.mark.parametrize(("digits", "mark"), [
    ("97,25", ","), ("94.5", "."), ("1,19", ","), (".5", "."), ("0.648", "."), ("1234.567", "."), ("1234,567", ","),
    ("1.234,56", ","), ("1,234.56", "."), ("1.421.414.021,50", ","), ("16,447,874,576.00", "."), ("2 130 000,50", ","), ("2 130 000.50", "."),
    # Marks that part thousands leave the other one.
    ("2.130.000", ","), ("76,728,000", "."),
    # Nothing is proven.
    ("44.439", ""), ("44,439", ""), ("12", ""), ("2 130 000", ""), ("1.23.456", ""), ("89,3405,300", ""),
])  # fmt: skip
def test_the_decimal_mark_that_digits_prove(digits, mark):
    assert decimal_mark(digits) == mark


def test_where_the_majority_is_split_the_number_is_ambiguous():
    for cells in (["44.439"], ["97,25", "94.5", "44.439"]):
        read = read_column([(cell, "") for cell in cells])[-1]
        assert read.reading == "rancu"
        assert {read.value, *read.alternatives} == {Decimal(44439), Decimal("44.439")}


def test_marks_mixed_in_one_column_of_money():
    cells = ["100.000.000", "98,383,000", "76,728,000", "2.750.000", "8,870"]
    assert values(cells, money=True) == [100_000_000, 98_383_000, 76_728_000, 2_750_000, 8870]


def test_percent_formats_turn_fractions_into_per_cent():
    read = read_column(
        [(0.945, "0%"), (0.945, "0.00%"), ("94,5", ""), ("94,5%", ""), (94.5, "0.0")], percent=True
    )
    assert [n.value for n in read] == [Decimal("94.5")] * 5
    assert [n.decimals for n in read] == [0, 2, 1, 1, 1]
    assert [n.unit for n in read] == ["%", "%", "", "%", ""]
    assert read[0].text == "95%"


def test_a_column_that_mixes_fractions_and_per_cent_is_told():
    read = read_column([("94,5", ""), ("98,2", ""), (0.945, "")], percent=True)
    assert [n.reading for n in read] == ["angka", "angka", "rancu"]
    assert {read[2].value, *read[2].alternatives} == {Decimal("94.5"), Decimal("0.945")}


def test_a_figure_that_is_ambiguous_already_keeps_its_readings():
    read = read_column([("0,5-", ""), ("94,5", ""), ("98,2", "")], percent=True)
    assert (read[0].reading, read[0].alternatives) == ("rancu", (Decimal("-0.5"),))


def test_a_fraction_is_at_most_one_and_a_half():
    assert [n.reading for n in read_column([(1.5, ""), (94.5, ""), (98.2, "")], percent=True)] == [
        "rancu",
        "angka",
        "angka",
    ]
    assert [n.reading for n in read_column([(1.51, ""), (94.5, ""), (98.2, "")], percent=True)] == [
        "angka"
    ] * 3


def test_small_percentages_are_left_alone():
    assert values(["0,5", "0,75", "1"], percent=True) == [Decimal("0.5"), Decimal("0.75"), 1]
    assert values(["0,5%", "94,5", "90"], percent=True)[0] == Decimal("0.5")
    assert values(["0", "94,5"], percent=True)[0] == 0


def test_94_5_typed_under_a_percent_format_is_not_9450():
    (read,) = read_column([(94.5, "0%")], percent=True)
    assert (read.value, read.reading, read.alternatives) == (Decimal("94.5"), "rancu", (Decimal(9450),))


@pytest.mark.parametrize(("number", "number_format", "decimals", "shown"), [
    (83.75, "General", -1, "83.75"), (83.75, "", -1, "83.75"), (119.642857, "0.0", 1, "119.6"), (2130000000, "#,##0", 0, "2130000000"),
    (83.75, "0", 0, "84"), (0.94567, "0.00%", 2, "94.57%"), (7, "0;[Red]-0.00", 0, "7"), (1.5, '0.00" %"', 2, "1.50"), (-5, "#,##0.00_);[Red](#,##0.00)", 2, "-5.00"), (3, "@", -1, "3"),
])  # fmt: skip
def test_true_numbers_show_what_their_format_shows(number, number_format, decimals, shown):
    (read,) = read_column([(number, number_format)])
    assert (read.decimals, read.text) == (decimals, shown)


def test_error_values_and_truth_values_in_a_column():
    read = read_column([("#DIV/0!", ""), (True, ""), (None, "0%"), ("WBK", "")], percent=True)
    assert [n.reading for n in read] == ["rusak", "kata", "kosong", "kata"]


def test_a_percentage_is_doubted_above_a_thousand():
    assert [n.reading for n in read_column([(10, "0%"), (10.01, "0%")])] == ["angka", "rancu"]


def test_the_factor_of_a_heading_counts_for_the_other_readings_too():
    read = read_column(
        [("44.439", ""), ("1.23.456", ""), ("101.764,500", "")], heading="Pagu (x 1000 Rp)", money=True
    )
    assert [n.value for n in read] == [44_439_000, None, 101_764_500]
    assert [n.alternatives for n in read] == [(), (123_456_000,), (101_764_500_000,)]
    (read,) = read_column([("44.439", "")], heading="(x 1000)")
    assert (read.value, read.alternatives) == (44_439_000, (44_439,))


@pytest.mark.parametrize(("cells", "choices"), [
    (["44.439"], {}), (["101,764"], {}), (["500-"], {}), (["100% (12 dari 12 desa)"], {}), (["98.383,000"], {"money": True}), (["100.0000"], {"money": True}),
    (["16.447.874.576"], {"heading": "Pagu (Rp. 000)"}), ([94.5, 0.945, 98.2], {"percent": True}), ([(94.5, "0%")], {}),
])  # fmt: skip
def test_a_doubtful_reading_with_a_value_is_neither_sure_nor_impossible(cells, choices):
    read = read_column([cell if isinstance(cell, tuple) else (cell, "") for cell in cells], **choices)
    (doubtful,) = (n for n in read if n.reading == "rancu")
    assert doubtful.value is not None
    assert doubtful.value not in doubtful.alternatives
    assert 0 < doubtful.confidence < 1


@pytest.mark.parametrize("number", [1.7e308, 5e-324, -1e22, 10**40, Decimal("1E+400")])
def test_numbers_of_any_size_are_read(number):
    for number_format in ("General", "0.00", "0%", "#,##0,", "0.00E+00"):
        (read,) = read_column([(number, number_format)], heading="(x 1000 Rp)", percent=True)
        assert read.value is not None or read.alternatives
    assert parse_number("1E+300").value == Decimal(10) ** 300


def test_money_with_more_digits_after_a_mark_than_money_has():
    read = parse_number("100.0000", money=True)
    assert (read.reading, read.alternatives) == ("rancu", (Decimal(1000000),))


def test_a_trailing_minus_is_doubtful():
    read = parse_number("500-")
    assert (read.value, read.reading, read.alternatives) == (500, "rancu", (Decimal(-500),))


def test_infinity_is_malformed_and_no_number_is_nothing():
    read = parse_number(float("inf"))
    assert (read.reading, read.confidence, read.value, read.text) == ("rusak", 0.0, None, "inf")
    assert parse_number(float("nan")) == Numeral(reading="kosong")


def test_a_mark_that_cannot_part_thousands_is_sure_in_money_too():
    for text, value in (("Rp 0,648 M", 648_000_000), ("Rp 1234,567 juta", 1_234_567_000)):
        read = parse_number(text)
        assert (read.value, read.reading, read.decimals) == (value, "angka", 3)


def test_what_only_the_locale_or_the_column_settles_is_a_little_less_sure():
    assert [(n.decimals, n.confidence) for n in map(parse_number, ("97,25", "1.250,5"))] == [
        (2, 1.0),
        (1, 1.0),
    ]
    by_locale = [parse_number("44.439", locale=locale) for locale in ("id", "en")]
    assert [n.decimals for n in by_locale] == [0, 3]
    assert [parse_number(text).decimals for text in ("44.439", "44,439")] == [0, 3]
    by_column = read_column([("1.250,5", ""), ("1.234", "")])[1]
    for read in (*by_locale, by_column, parse_number("2 130 000")):
        assert 0.8 < read.confidence < 1


def test_large_figures_in_thousands_are_not_doubted():
    assert read_column([("2.130.000.000", "")], heading="(x 1000 Rp)")[0].reading == "angka"


MIXED = [
    # A heading that says per cent.
    ([94.5, 0.945, 98.2], {"heading": "Target (%)"}),
    (["94,5", "0,945", "98,2"], {"heading": "Realisasi (persen)"}),
    ([("0,945", ""), (0.92, "0%"), (0.85, "0.0%")], {"heading": "Prosentase"}),
    # Most cells say per cent, by their format or their sign.
    ([(0.92, "0%"), (0.945, "General"), (0.85, "0%")], {}),
    ([("92%", ""), ("0,945", ""), ("85 persen", "")], {}),
    ([("92%", ""), (0.945, ""), (0.85, "0%"), (94.5, "0.0"), (0.7, "0%")], {}),
]


@pytest.mark.parametrize(("cells", "choices"), MIXED)
def test_fractions_among_percentages_are_told_in_columns_of_figures_too(cells, choices):
    read = read_column([cell if isinstance(cell, tuple) else (cell, "") for cell in cells], **choices)
    odd = [n for n in read if n.reading == "rancu"]
    assert len(odd) == 1
    assert {odd[0].value, *odd[0].alternatives} == {Decimal("94.5"), Decimal("0.945")}
    assert all(n.reading == "angka" and n.value > 60 for n in read if n is not odd[0])


@pytest.mark.parametrize(("cells", "choices"), [
    ([92, 70], {}), ([0.5, 95], {}), ([0.5, 95, 90, 80], {}), ([0.945, 94.5, 98.2, 97.1], {"heading": "Target"}),
    # Half the cells are not most; counts and units among percentages; a true 0,5 %; all fractions; nothing above one.
    ([(0.92, "0%"), (0.945, "")], {}), ([(0.92, "0%"), (0.85, "0%"), (0.945, ""), (94.5, "")], {}), ([(0.92, "0%"), (0.945, ""), (94.5, ""), (90, "")], {}),
    ([(0.92, "0%"), (0.85, "0%"), (1, "General")], {}), (["92%", "85%", "1,2 Dokumen"], {}),
    (["92%", "85%", "0,5%"], {}), ([0.92, 0.85, 0.7], {"heading": "Target (%)"}), ([(0.005, "0.0%"), (0.009, "0.0%"), (0.7, "")], {}),
    ([0.5, 95_000_000, 90_000_000], {"heading": "Anggaran (Rp) %"}), (["92%", "85%", "70%", "0,5"], {"money": True}), ([0.945, 94.5], {"percent": True}), ([1.5, 94.5], {"percent": True}), ([0, 94.5, 98.2], {"percent": True}),
    (["20.000.000.000.000", "1"], {}), ([], {}), (["-", "WBK"], {}),
])  # fmt: skip
def test_plain_columns_of_figures_raise_no_alarm(cells, choices):
    read = read_column([cell if isinstance(cell, tuple) else (cell, "") for cell in cells], **choices)
    assert [n.reading for n in read if n.reading == "rancu"] == []
