"""Rules as data: complete, dated, founded, and refused with every fault at once."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.calc import status, triwulan
from sakipcalc.core.errors import FaultsError, RuleError
from sakipcalc.rulebook import Rule, rule, rules, scale, score, weights
from sakipcalc.rulebook.formulas import AGGREGATES, KERNELS, evaluate

FORMULAS = [a for a in rules() if a.jenis == "rumus" and a.rumus in KERNELS]


def test_everything_that_the_design_names_is_there():
    assert {a.id for a in rules()} >= {
        "rasio", "dua_target", "kebalikan", "baseline", "rentang", "rentang_turun", "stabil", "predikat", "ya_tidak",
        "serapan", "selisih", "rasio_efisiensi", "te", "selisih_band", "pmk", "sisa",
        "kemajuan_akhir", "kemajuan_tahun_ini", "kemajuan_kumulatif", "kemajuan_baseline", "kemajuan_lintasan",
        "triwulan_jumlah", "triwulan_posisi", "triwulan_rata", "rerata", "nik", "nilai_interval", "nilai_sakip",
        "lkjip", "permendagri", "sakip", "sakip_tertutup", "ikm", "efisiensi", "efisiensi_rasio", "efisiensi_band",
        "unsur_ikm", "unsur_ikm_011", "komponen_sakip", "opini_bpk", "predikat_sakip", "zona_integritas",
    }  # fmt: skip
    assert {a.rumus for a in rules() if a.jenis == "rumus"} == set(KERNELS) | set(AGGREGATES)


@pytest.mark.parametrize("aturan", rules(), ids=lambda a: a.id)
def test_every_rule_is_labelled_and_says_what_it_rests_on(aturan: Rule):
    assert aturan.label["id"]
    assert aturan.label["en"]
    assert aturan.satuan
    # What rests on a source names it; what rests on none is this library's choice and says so.
    assert bool(aturan.rujukan) == (aturan.bukti != "convention")
    if aturan.bukti == "reported" and aturan.rujukan[0].nomor:
        assert any("belum diperiksa" in source.pasal for source in aturan.rujukan)


@pytest.mark.parametrize("aturan", FORMULAS, ids=lambda a: a.id)
def test_the_example_of_every_formula(aturan: Rule):
    values = {name: Fraction(aturan.contoh[name]) for name in aturan.masukan}
    assert float(evaluate(aturan.rumus, **values)) == pytest.approx(float(aturan.contoh["hasil"]), abs=5e-7)


def spreadsheet(expression: str, values: dict[str, Fraction]) -> Fraction | str | None:
    """Compute a spreadsheet expression with fractions: an evaluator of its own, in Python's terms."""
    code = expression.format_map({name: f"values[{name!r}]" for name in values})
    code = re.sub(r"(?<![<>=])=(?!=)", "==", code)
    code = re.sub(r"(?<![\w.])(\d+)(?![\w.])", r"Fraction(\1)", code)
    code = (
        code.replace("IF(", "choose(").replace("ABS(", "abs(").replace("MAX(", "max(").replace("MIN(", "min(")
    )
    # IF must not compute the branch that it does not take.
    names = {"values": values, "Fraction": Fraction, "abs": abs, "max": max, "min": min}
    while "choose(" in code:
        code = _unfold(code)
    try:
        return eval(code, names)  # noqa: S307 -- the expressions are those of the rules
    except ZeroDivisionError:
        return None


def _unfold(code: str) -> str:
    """Turn the innermost IF into a conditional expression of Python."""
    start = code.rindex("choose(")
    depth, parts, begin = 1, [], start + len("choose(")
    for i in range(begin, len(code)):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(code[i], 0)
        if (code[i] == "," and depth == 1) or depth == 0:
            parts.append(code[begin:i])
            begin = i + 1
        if depth == 0:
            condition, then, otherwise = parts
            return f"{code[:start]}(({then}) if ({condition}) else ({otherwise})){code[i + 1 :]}"
    raise AssertionError(code)


@pytest.mark.parametrize("aturan", FORMULAS, ids=lambda a: a.id)
@given(data=st.data())
def test_the_spreadsheet_formula_computes_the_same(aturan: Rule, data):
    number = st.integers(0, 200).map(Fraction) | st.fractions(0, 200, max_denominator=100)
    values = {name: data.draw(number, name) for name in aturan.masukan}
    if "atas" in values:
        values["bawah"], values["atas"] = sorted((values["bawah"], values["atas"]))
    expected = evaluate(aturan.rumus, **values)
    if any(values[name] == 0 for name in aturan.pembagi):
        return  # guarded by whoever writes the formula
    shown = spreadsheet(aturan.lembar, values)
    assert (None if shown == "" else shown) == expected


@pytest.mark.parametrize(
    "aturan", [a for a in FORMULAS if not a.rumus.startswith("rentang")], ids=lambda a: a.id
)
def test_a_formula_has_no_value_where_a_named_divisor_is_zero(aturan: Rule):
    # Ranges are left out: one that holds zero needs no quotient there.
    values = {name: Fraction(aturan.contoh[name]) for name in aturan.masukan}
    for name in aturan.pembagi:
        assert evaluate(aturan.rumus, **{**values, name: Fraction(0)}) is None


AGGREGATED = [a for a in rules() if a.jenis == "rumus" and a.rumus in AGGREGATES]


@pytest.mark.parametrize("aturan", AGGREGATED, ids=lambda a: a.id)
def test_the_example_of_every_formula_over_several_values(aturan: Rule):
    lists = [[Fraction(part.strip()) for part in aturan.contoh[name].split(";")] for name in aturan.masukan]
    way = aturan.rumus.removeprefix("triwulan_")
    if way == aturan.rumus:
        done = AGGREGATES[aturan.rumus](*lists)
    else:  # two quarters of four
        done = triwulan(*([*quarters, None, None] for quarters in lists), cara=way)
    assert float(getattr(done, "result", done)) == pytest.approx(float(aturan.contoh["hasil"]), abs=5e-7)


def test_spreadsheet_formulas_use_only_functions_that_excel_2010_and_libreoffice_share():
    used = {name for a in rules() for name in re.findall(r"([A-Z]+)\(", a.lembar)}
    assert used <= {"IF", "ABS", "MIN", "MAX", "SUM", "AVERAGE", "SUMPRODUCT"}


@pytest.mark.libreoffice
def test_libreoffice_computes_the_examples(libreoffice, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for row, one_rule in enumerate(FORMULAS, start=1):
        cells = {}
        for column, name in enumerate(one_rule.masukan, start=2):
            sheet.cell(row, column, float(one_rule.contoh[name]))
            cells[name] = f"${chr(64 + column)}${row}"
        sheet.cell(row, 1, "=" + one_rule.lembar.format_map(cells))
    book.save(tmp_path / "rumus.xlsx")
    shown = libreoffice(tmp_path / "rumus.xlsx", "csv").read_text(encoding="utf-8").splitlines()
    for one_rule, line in zip(FORMULAS, shown, strict=True):
        result = line.split(",")[0]
        assert float(result) == pytest.approx(float(one_rule.contoh["hasil"]), abs=5e-7), one_rule.id


# -- dates -----------------------------------------------------------------------------


def test_what_is_in_force_on_a_day():
    before, since = dt.date(2016, 12, 31), dt.date(2017, 1, 1)
    assert "ikm" not in {a.id for a in rules(on=before)}
    assert "ikm" in {a.id for a in rules(on=since)}
    assert "lkjip" in {a.id for a in rules(on=before)}
    with pytest.raises(RuleError) as caught:
        rule("ikm", on=before)
    assert caught.value.code == "rule-not-in-force"


@pytest.mark.parametrize(("year", "there", "not_there"), [
    (2009, {"lkjip"}, {"permendagri_54", "sakip", "ikm", "pmk"}),
    (2014, {"permendagri_54"}, {"sakip", "nilai_sakip", "komponen_sakip"}),
    (2019, {"sakip", "komponen_sakip", "nka", "pmk", "ikm"}, {"rentang", "rentang_turun"}),
    (2021, {"rentang", "komponen_nka"}, set()),
    (2024, {"sakip", "komponen_nka", "pertumbuhan"}, {"pmk", "rentang", "efisiensi_keluaran"}),
])  # fmt: skip
def test_a_fiscal_year_is_enough(year, there, not_there):
    known = {a.id for a in rules(on=year)}
    assert there <= known
    assert not not_there & known


def test_the_weights_of_a_year_are_those_of_its_decree():
    assert list(weights("komponen_sakip", on=2019).values()) == [30, 25, 15, 10, 20]
    assert list(weights("komponen_sakip", on=2023).values()) == [30, 30, 15, 25]
    assert list(weights("komponen_nka", on=2018).values()) == [
        Fraction(n) for n in ("9.7", "18.2", "43.5", "28.6")
    ]
    assert [list(weights("komponen_nka", on=year).values()) for year in (2021, 2024)] == [[60, 40], [50, 50]]
    assert all(sum(weights(name, on=year).values()) == 100
               for name in ("komponen_sakip", "komponen_nka") for year in (2017, 2019, 2021, 2024))  # fmt: skip


def test_a_rule_names_what_came_in_its_place():
    assert str(rule("pmk").diganti) == "Peraturan Menteri Keuangan Nomor 62 Tahun 2023"
    assert rule("pmk").sampai == dt.date(2023, 12, 31)
    assert str(rule("rentang").diganti) == "Peraturan Menteri PANRB Nomor 6 Tahun 2022"
    assert rule("komponen_sakip", on=2019).diganti.nomor == "88"
    assert rule("rasio").diganti is None


def test_a_report_is_evidence_and_never_what_others_cite():
    cited = [source for a in rules() for source in a.rujukan]
    assert not [one for one in cited if re.search("Kecamatan|Kabupaten|Bogorejo", str(one))]
    assert all(one.nomor or one.judul == "Kebiasaan laporan kinerja" for one in cited)
    seen = [str(source) for source in rule("rasio_efisiensi").terlihat]
    assert seen == ["LKjIP Kecamatan Bogorejo, Kabupaten Blora 2024, Tabel 3.7"]


def test_what_the_figures_of_reports_confirm():
    """Printed figures of offices: T-C.24 of a Renstra, and the budget value of two offices."""
    assert evaluate("pertumbuhan", akhir=Fraction(150), awal=Fraction(100), tahun=Fraction(4)) == Fraction(
        1, 8
    )
    tertimbang = AGGREGATES["nilai_tertimbang"]
    half = [weights("komponen_nka", on=2024)[name] / 100 for name in ("perencanaan", "pelaksanaan")]
    assert float(tertimbang([Fraction("84.63"), Fraction("95.56")], half)) == pytest.approx(90.10, abs=0.005)
    assert float(tertimbang([Fraction("18.70"), Fraction("99.27")], half)) == pytest.approx(58.99, abs=0.006)
    shares = [share / 100 for share in weights("komponen_nka", on=2019).values()]
    parts = [Fraction(n) for n in ("95.53", "99.61", "99.72", "59.98")]
    assert float(tertimbang(parts, shares)) == pytest.approx(87.93, abs=0.005)


def test_the_reading_of_90_5_is_contested_and_both_are_there():
    assert [scale(one).classify(90.5) for one in ("permendagri", "permendagri_54")] == [
        "Tinggi",
        "Sangat Tinggi",
    ]
    assert scale("kinerja_unit").classify([97.25, 76.6, 64.99]) == [
        "Sangat Baik",
        "Kurang Baik",
        "Tidak Baik",
    ]
    assert scale("nka").classify([90.01, 90, 60, 50]) == ["Sangat Baik", "Baik", "Kurang", "Sangat Kurang"]


def test_the_package_itself_offers_the_list():
    assert sc.rules(on=dt.date(2024, 1, 1)) == rules(on=dt.date(2024, 1, 1))


# -- weights and scores ----------------------------------------------------------------


def test_weights_are_exact():
    assert sum(weights("unsur_ikm").values()) == 1
    assert set(weights("unsur_ikm").values()) == {Fraction(1, 9)}
    assert sum(weights("unsur_ikm_011").values()) == Fraction("0.99")
    assert list(weights("komponen_sakip").values()) == [30, 30, 15, 25]


def test_scores_of_predicates():
    assert [int(score(w, "WTP")[0]) for w in ("WTP", "WDP", "TW", "TMP")] == [4, 3, 2, 1]
    assert [int(score(w, "AA")[0]) for w in ("AA", "A", "BB", "B", "CC", "C", "D")] == [7, 6, 5, 4, 3, 2, 1]
    best, good = score("WBBM", "WBK")
    assert best > good > score("belum", "WBK")[0]
    assert score("apa", "WTP") is None
    assert score("A", "WTP") is None


@pytest.mark.parametrize(("reached", "wanted", "capaian"), [
    ("Level 2", "Level 3", Fraction(200, 3)),
    ("level 3", "Level 3", Fraction(100)),
    ("Berkembang", "Mandiri", Fraction(60)),  # of a village, of five
    ("Berkembang", "Terdefinisi", Fraction(200, 3)),  # of a maturity, of five
    ("Tinggi", "Sangat Tinggi", Fraction(80)),
    ("Sangat Baik", "Baik", Fraction(125)),
    ("Tinggi", "Baik", None),
    ("Level 2", "WTP", None),
])  # fmt: skip
def test_predicates_of_the_ladders_that_are_shipped(reached, wanted, capaian):
    made = sc.capaian(reached, wanted, arah="kualitatif")
    assert made == (None if capaian is None else pytest.approx(float(capaian)))


LADDER = """
[bobot.galeri]
label = { id = "Anugerah galeri", en = "Award of the gallery" }
satuan = "skor"
nilai = { Perunggu = 2, Perak = 5, Emas = 8, WTP = 10 }
bukti = "convention"
"""


def test_a_ladder_of_the_unit_counts(own):
    path = own(LADDER)
    metode = sc.Metode(aturan=str(path))
    assert sc.capaian("Perak", "Emas", arah="kualitatif", metode=metode) == 62.5
    assert sc.capaian(["Perak", "Emas", "?"], ["Emas"] * 3, arah="kualitatif", metode=metode) == [
        62.5,
        100,
        None,
    ]
    assert sc.capaian("Perak", "Emas", arah="kualitatif") is None
    assert status("Perak", "Emas", arah="kualitatif") == "tidak dapat dihitung"
    # Its own word comes before the built-in one, and the built-in ladders stay.
    assert score("Perunggu", "WTP", path) == (2, 10)
    assert score("WDP", "WTP", path) == (3, 4)


def test_of_two_ladders_that_disagree_none_is_taken(own):
    twice = LADDER + LADDER.replace("galeri", "festival").replace("Perak = 5", "Perak = 4")
    assert score("Perak", "Emas", own(twice)) is None
    assert score("Perunggu", "Emas", own(twice)) == (2, 8)


# -- the file of a user ----------------------------------------------------------------

OWN = """
[skala.kabupaten]
label = { id = "Skala kabupaten", en = "Scale of the regency" }
satuan = "%"
pita = [
    { teks = ">= 90", label = "Tinggi", warna = "00B050" },
    { teks = "< 90", label = "Rendah" },
]
bukti = "verified"
rujukan = [{ judul = "Peraturan Bupati", nomor = "1", tahun = 2020, pasal = "5" }]

[[bobot.contoh]]
label = { id = "Lama", en = "Old" }
satuan = "%"
nilai = { a = 40, b = 60.5 }
mulai = 2015
sampai = 2020-06-30
bukti = "convention"

[[bobot.contoh]]
label = { id = "Baru", en = "New" }
satuan = "%"
nilai = { a = 50, b = "1/3" }
mulai = 2020-07-01
bukti = "convention"

[rumus.rasio]
label = { id = "Rasio kami", en = "Our ratio" }
rumus = "rasio"
satuan = "%"
masukan = ["realisasi", "target"]
pembagi = ["target"]
langkah = "{realisasi} : {target}"
lembar = "{realisasi}/{target}*100"
bukti = "convention"
"""


@pytest.fixture
def own(tmp_path):
    def write(text: str):
        path = tmp_path / f"aturan-{abs(hash(text))}.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_user_adds_rules_and_replaces_builtin_ones(own):
    path = own(OWN)
    assert scale("kabupaten", path=path).classify([90, 89.9]) == ["Tinggi", "Rendah"]
    assert scale("kabupaten", path=path).pita[0].colour == "00B050"
    assert rule("rasio", path=path).langkah == "{realisasi} : {target}"
    assert rule("rasio").langkah != "{realisasi} : {target}"
    assert len(rules(path=path)) == len(rules()) + 3
    assert str(rule("kabupaten", path=path).rujukan[0]) == "Peraturan Bupati Nomor 1 Tahun 2020, 5"


def test_versions_of_a_rule_follow_each_other(own):
    path = own(OWN)
    assert weights("contoh", on=dt.date(2020, 6, 30), path=path) == {"a": 40, "b": Fraction("60.5")}
    assert weights("contoh", on=dt.date(2020, 7, 1), path=path) == {"a": 50, "b": Fraction(1, 3)}
    assert weights("contoh", path=path)["a"] == 50
    with pytest.raises(RuleError) as caught:
        rule("contoh", on=dt.date(2014, 12, 31), path=path)
    assert caught.value.code == "rule-not-in-force"


FAULTY = """
[rumsu.x]
[skala.celah]
label = { id = "x" }
satuan = "%"
pita = [{ teks = ">= 90", label = "a" }, { teks = "< 80", label = "b" }]
bukti = "pasti"
[rumus.salah]
label = { id = "x", en = "x" }
rumus = "rassio"
satuan = 5
masukan = ["realisasi"]
pembagi = ["target"]
langkah = "{realisasi} / {terget}"
bukti = "convention"
warna = "merah"
[[bobot.dua]]
label = { id = "x", en = "x" }
satuan = "%"
nilai = { a = "satu" }
mulai = "kemarin"
bukti = "convention"
[[bobot.dua]]
label = { id = "x", en = "x" }
satuan = "%"
nilai = { a = 1 }
bukti = "convention"
"""


def test_every_fault_of_a_file_is_told_at_once_with_its_path(own):
    path = own(FAULTY)
    with pytest.raises(FaultsError) as caught:
        rules(path=path)
    told = {(fault.values["path"], fault.code) for fault in caught.value.faults}
    assert told == {
        ("rumsu", "key-unknown"),
        ("skala.celah.label.en", "key-missing"),
        ("skala.celah.pita", "scale-gap"),
        ("skala.celah.bukti", "choice-unknown"),
        ("rumus.salah.rumus", "choice-unknown"),
        ("rumus.salah.satuan", "value-wrong-kind"),
        ("rumus.salah.pembagi", "input-unknown"),
        ("rumus.salah.langkah", "input-unknown"),
        ("rumus.salah.lembar", "key-missing"),
        ("rumus.salah.warna", "key-unknown"),
        ("bobot.dua[0].nilai.a", "value-wrong-kind"),
        ("bobot.dua[0].mulai", "value-wrong-kind"),
        ("bobot.dua", "rule-dates-overlap"),
    }
    assert all(fault.place.file == path.name for fault in caught.value.faults)
    for lang in ("id", "en"):
        message = caught.value.message(lang)
        assert all(fault.values["path"] in message for fault in caught.value.faults)
    unknown = next(f for f in caught.value.faults if f.values["path"] == "rumsu")
    assert (unknown.values["nearest"], unknown.values["known"]) == ("rumus", ("rumus", "skala", "bobot"))


RULE = 'label = { id = "x", en = "x" }\nsatuan = "%"\nbukti = "convention"\n'
BANDS = 'pita = [{ teks = "> 1", label = "a" }, { teks = "<= 1", label = "b" }]\n'


@pytest.mark.parametrize(("text", "code", "path"), [
    ("[skala.x]\n" + RULE, "key-missing", "skala.x.pita"),
    ("[skala.x]\n" + RULE + "pita = [{ teks = 5, label = 'a' }]", "value-wrong-kind", "skala.x.pita[0]"),
    ("[skala.x]\n" + RULE + BANDS + "baca = 'keras'", "choice-unknown", "skala.x.baca"),
    ("[skala.x]\n" + RULE + BANDS + "minimum = 'nol'", "value-wrong-kind", "skala.x.minimum"),
    ("[skala.x]\n" + RULE + BANDS + "rujukan = [{ nomor = '5' }]", "value-wrong-kind", "skala.x.rujukan[0]"),
    ("[skala.x]\n" + RULE + BANDS + "rujukan = [{ judul = 'x', pasl = '5' }]", "key-unknown", "skala.x.rujukan[0].pasl"),
    ("[skala.x]\n" + RULE + BANDS + "catatan = { id = 'x' }", "key-missing", "skala.x.catatan.en"),
    ("[skala.x]\n" + RULE + BANDS + "mulai = 2020-01-01T00:00:00", "value-wrong-kind", "skala.x.mulai"),
    ("[bobot.x]\n" + RULE + "nilai = { a = true }", "value-wrong-kind", "bobot.x.nilai.a"),
    ("[bobot.x]\n" + RULE + "nilai = { a = '1/0' }", "value-wrong-kind", "bobot.x.nilai.a"),
    ("[bobot.x]\n" + RULE + "nilai = { a = 1 }\n[skala.x]\n" + RULE + BANDS, "rule-id-twice", "x"),
])  # fmt: skip
def test_each_kind_of_fault_has_its_code_and_path(own, text, code, path):
    with pytest.raises(RuleError) as caught:
        rules(path=own(text))
    assert [(f.code, f.values["path"]) for f in getattr(caught.value, "faults", (caught.value,))] == [
        (code, path)
    ]


def test_a_changed_file_is_read_anew(tmp_path):
    path = tmp_path / "aturan.toml"
    for low in (1, 2):
        path.write_text("[skala.x]\n" + RULE + BANDS.replace("1", str(low)), encoding="utf-8")
        assert scale("x", path=path).pita[0].lower == low


def test_a_formula_must_take_the_inputs_of_its_function(own):
    text = OWN.split("[rumus.rasio]")[1].replace('["realisasi", "target"]', '["realisasi", "pagu", "target"]')
    with pytest.raises(RuleError) as caught:
        rules(path=own("[rumus.x]" + text))
    assert (caught.value.code, caught.value.values["path"]) == ("inputs-differ", "rumus.x.masukan")


@pytest.mark.parametrize(
    ("text", "code"),
    [("[skala", "rules-not-toml"), ("skala = 5", "value-wrong-kind"), ("[skala]\nx = 5", "value-wrong-kind")],
)
def test_files_that_are_no_rules(own, text, code):
    with pytest.raises(RuleError) as caught:
        rules(path=own(text))
    assert caught.value.code == code


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(RuleError) as caught:
        rules(path=tmp_path / "tidak-ada.toml")
    assert caught.value.code == "rules-unreadable"


def test_an_unknown_rule_names_the_nearest():
    with pytest.raises(RuleError) as caught:
        rule("dua_targt")
    assert (caught.value.code, caught.value.values["nearest"]) == ("rule-unknown", "dua_target")
    with pytest.raises(RuleError) as caught:
        scale("rasio")
    assert caught.value.code == "rule-no-scale"
