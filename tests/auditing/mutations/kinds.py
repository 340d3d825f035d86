"""The errors that are planted: each a small function that changes one thing, with the codes that must come of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ...layouts import arithmetic as count
from .bench import Bench, NotHere

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...layouts.tables import Row

__all__ = ["KINDS", "Kind"]

THOUSAND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of error: its family, what is done, and the codes of which one must be found at its place."""

    family: str
    name: str
    codes: frozenset[str]
    plant: Callable[[Bench], None]
    without: str = ""


KINDS: list[Kind] = []


def kind(family: str, name: str, *codes: str):
    """Add a function to `KINDS`."""

    def add(plant: Callable[[Bench], None]) -> Callable[[Bench], None]:
        KINDS.append(Kind(family=family, name=name, codes=frozenset(codes), plant=plant))
        return plant

    return add


def is_leaf(row: Row) -> bool:
    return row.level == "sub_kegiatan"


def is_total(row: Row) -> bool:
    return row.level == "jumlah"


def has_number(key: str) -> Callable[[Row], bool]:
    return lambda row: isinstance(row.values.get(key), Fraction) and bool(row.values[key])


def digits_swapped(value: Fraction, bench: Bench) -> Fraction:
    """Return the number with two neighbouring digits swapped, `NotHere` where none differ."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str((value * 10**places).numerator)
    pairs = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1] and (i or digits[1] != "0")]
    at = bench.some(pairs)
    return Fraction(int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]), 10**places)


def one_digit(value: Fraction, bench: Bench) -> Fraction:
    """Return the number with its second digit, or its only one, another."""
    whole = str(int(value))
    step = Fraction(10 ** max(len(whole) - 2, 0))
    return value + step * bench.rng.choice((1, 2, 3))


# Figures as they are typed.


@kind("numerals", "separators of a budget in disorder", "angka-rusak")
def _(bench):
    bench.put("3.9", bench.numeric("3.9", "anggaran", is_leaf), "anggaran", "893.40.300")


@kind("numerals", "an error value pasted into a capaian", "angka-rusak", "sel-galat")
def _(bench):
    bench.put("3.2", bench.numeric("3.2", "capaian"), "capaian", "#DIV/0!")


@kind("numerals", "a budget with a minus sign", "angka-negatif")
def _(bench):
    row = bench.numeric("3.9", "anggaran", is_leaf)
    bench.put("3.9", row, "anggaran", -row.values["anggaran"])


@kind("numerals", "decimal mark of a capaian left out", "hitungan-berbeda")
def _(bench):
    row = bench.numeric("3.2", "capaian")
    bench.put("3.2", row, "capaian", Fraction(round(row.values["capaian"] * 100)))


@kind("numerals", "decimal mark of a realisasi left out", "realisasi-berbeda", "capaian-tidak-wajar")
def _(bench):
    row = bench.numeric("3.2", "realisasi")
    bench.put("3.2", row, "realisasi", row.values["realisasi"] * 100)


@kind("numerals", "per cent of spending as a fraction of one", "hitungan-berbeda")
def _(bench):
    row = bench.numeric("3.9", "serapan", is_leaf)
    bench.put("3.9", row, "serapan", round(row.values["serapan"], 2) / 100)


@kind("numerals", "a comma between thousands where the others have dots", "pemisah-campur")
def _(bench):
    bench.layout = replace(bench.layout, gaya=tuple(replace(g, uang="teks") for g in bench.layout.gaya))
    row = bench.row(
        "3.9", lambda r: is_leaf(r) and has_number("anggaran")(r) and r.values["anggaran"] >= 10**6
    )
    bench.put("3.9", row, "anggaran", f"{int(row.values['anggaran']):,}")


# Targets of the year.


def _target_changed(name: str):
    def plant(bench: Bench) -> None:
        row = bench.numeric(name, "target")
        bench.put(name, row, "target", row.values["target"] + 1)

    return plant


for _name in ("2.3", "3.2", "3.5", "3.7", "4.1"):
    kind("targets", f"target of Tabel {_name} changed", "target-berbeda")(_target_changed(_name))


@kind("targets", "target of the plan of the year taken from another year", "target-berbeda")
def _(bench):
    year, other = bench.unit.tahun, bench.unit.tahun - 1
    fits = [
        i
        for i in bench.unit.diukur
        if isinstance(i.target[year], Fraction) and i.target[year] != i.target.get(other)
    ]
    one = bench.some(fits)
    row = bench.row("2.3", lambda r: r.values["indikator"] == one.nama)
    bench.put("2.3", row, "target", one.target[other])


@kind("targets", "two digits of a target swapped", "target-berbeda")
def _(bench):
    row = bench.numeric("2.3", "target", lambda r: r.values["target"] >= 10 and r.values["target"] % 11)
    bench.put("2.3", row, "target", digits_swapped(row.values["target"], bench))


@kind("targets", "target of the year in the Renstra changed", "target-berbeda")
def _(bench):
    key = f"target_{bench.unit.tahun}"
    measured = {i.nama for i in bench.unit.diukur}
    row = bench.numeric("2.1", key, lambda r: r.values["indikator"] in measured)
    bench.put("2.1", row, key, row.values[key] + 2)


@kind("targets", "target of the year in Tabel 3.3 changed", "target-berbeda")
def _(bench):
    key = f"target_{bench.unit.tahun}"
    row = bench.numeric("3.3", key)
    bench.put("3.3", row, key, row.values[key] + 1)


@kind("targets", "target in the agreement of the head changed", "target-berbeda")
def _(bench):
    head = bench.named("PK")[0]
    row = bench.row(head, lambda r: r.values.get("target") is not None)
    value = row.values["target"]
    if isinstance(value, str) and not value[:1].isdigit():
        raise NotHere
    changed = value + 3 if isinstance(value, Fraction) else f"9{value}"
    bench.put(head, row, "target", changed)


@kind("targets", "an indicator left out of the measurement", "indikator-tanpa-realisasi")
def _(bench):
    row = bench.row("3.2")
    bench.mark("2.3", bench.twin("2.3", row), "target")
    bench.drop("3.2", row)


@kind("targets", "unit of an indicator changed", "satuan-berbeda")
def _(bench):
    row = bench.row("2.3", lambda r: r.values.get("satuan"))
    bench.put("2.3", row, "satuan", "Hektar")


@kind("targets", "a realisasi left out", "belum-diisi", "realisasi-berbeda", "realisasi-di-tabel-lain")
def _(bench):
    row = bench.row("3.2", lambda r: r.values.get("realisasi") is not None)
    bench.put("3.2", row, "realisasi", None)


# Realisasi, capaian and kategori.


@kind("capaian", "one digit of a capaian changed", "hitungan-berbeda")
def _(bench):
    row = bench.numeric("3.2", "capaian")
    bench.put("3.2", row, "capaian", one_digit(row.values["capaian"], bench))


@kind("capaian", "capaian computed with the target of another year", "hitungan-berbeda")
def _(bench):
    year = bench.unit.tahun
    fits = []
    for one in bench.unit.diukur:
        for other, target in one.target.items():
            value = count.capaian(one.arah, target, one.realisasi[year])
            right = count.capaian(one.arah, one.target[year], one.realisasi[year])
            if other != year and isinstance(value, Fraction) and abs(value - right) > Fraction(1, 10):
                fits.append((one, value))
    one, value = bench.some(fits)
    bench.put("3.2", bench.row("3.2", lambda r: r.values["indikator"] == one.nama), "capaian", value)


@kind("capaian", "capaian of a falling indicator computed as if it rose", "hitungan-berbeda")
def _(bench):
    year = bench.unit.tahun
    fits = [i for i in bench.unit.diukur if i.arah == "turun" and i.realisasi[year] != i.target[year]]
    one = bench.some(fits)
    row = bench.row("3.2", lambda r: r.values["indikator"] == one.nama)
    bench.put("3.2", row, "capaian", one.realisasi[year] / one.target[year] * 100)


def _capaian_changed(name: str):
    def plant(bench: Bench) -> None:
        row = bench.numeric(name, "capaian")
        bench.put(name, row, "capaian", row.values["capaian"] + Fraction(27, 10))

    return plant


for _name in ("3.4", "3.5", "3.7", "3.8", "4.1"):
    codes = ("hitungan-berbeda",) if _name == "3.4" else ("salinan-berbeda",)
    kind("capaian", f"capaian of Tabel {_name} changed", *codes)(_capaian_changed(_name))


@kind("capaian", "kategori of another band", "kategori-berbeda")
def _(bench):
    row = bench.row("3.2", lambda r: r.values.get("kategori"))
    labels = [band.predikat for band in bench.unit.skala_capaian if band.predikat != row.values["kategori"]]
    bench.put("3.2", row, "kategori", bench.some(labels))


@kind("capaian", "kategori of the conclusion changed", "salinan-berbeda")
def _(bench):
    row = bench.row("4.1", lambda r: r.values.get("kategori"))
    labels = [band.predikat for band in bench.unit.skala_capaian if band.predikat != row.values["kategori"]]
    bench.put("4.1", row, "kategori", bench.some(labels))


@kind("capaian", "one digit of a realisasi changed", "realisasi-berbeda")
def _(bench):
    row = bench.numeric("3.2", "realisasi")
    bench.put("3.2", row, "realisasi", one_digit(row.values["realisasi"], bench))


@kind("capaian", "two digits of a realisasi swapped", "realisasi-berbeda")
def _(bench):
    row = bench.numeric(
        "3.7", "realisasi", lambda r: r.values["realisasi"] >= 10 and r.values["realisasi"] % 11
    )
    bench.put("3.7", row, "realisasi", digits_swapped(row.values["realisasi"], bench))


@kind("capaian", "realisasi copied from another indicator", "realisasi-berbeda")
def _(bench):
    row = bench.numeric("4.1", "realisasi")
    other = bench.numeric("4.1", "realisasi", lambda r: r.values["realisasi"] != row.values["realisasi"])
    bench.put("4.1", row, "realisasi", other.values["realisasi"])


@kind("capaian", "realisasi of the year before carried on", "realisasi-berbeda")
def _(bench):
    year = bench.unit.tahun
    fits = [
        i
        for i in bench.unit.diukur
        if isinstance(i.realisasi[year], Fraction)
        and i.realisasi.get(year - 1) not in {None, i.realisasi[year]}
    ]
    one = bench.some(fits)
    row = bench.row("3.4", lambda r: r.values["indikator"] == one.nama)
    bench.put("3.4", row, "realisasi", one.realisasi[year - 1])


# Several years and the Renstra.


@kind("years", "target of an earlier year changed", "target-tahun-berbeda")
def _(bench):
    key = f"target_{bench.unit.tahun - 1}"
    row = bench.numeric("3.3", key)
    bench.put("3.3", row, key, row.values[key] + 1)


@kind("years", "capaian of an earlier year changed", "hitungan-berbeda")
def _(bench):
    key = f"capaian_{bench.unit.tahun - 1}"
    row = bench.numeric("3.3", key)
    bench.put("3.3", row, key, row.values[key] + Fraction(31, 10))


@kind("years", "realisasi of an earlier year changed", "hitungan-berbeda")
def _(bench):
    key = f"realisasi_{bench.unit.tahun - 1}"
    row = bench.numeric("3.3", key)
    row.values[key] = one_digit(row.values[key], bench)
    bench.mark("3.3", row, key)


@kind("years", "final target taken from another year", "salinan-berbeda")
def _(bench):
    last = bench.unit.tahun_target[-1]
    fits = [
        i
        for i in bench.unit.diukur
        if isinstance(i.target[last], Fraction) and i.target[last] != i.target[last - 1]
    ]
    one = bench.some(fits)
    row = bench.row("3.4", lambda r: r.values["indikator"] == one.nama)
    bench.put("3.4", row, "target_akhir", one.target[last - 1])


@kind("years", "progress changed", "hitungan-berbeda")
def _(bench):
    row = bench.numeric("3.4", "kemajuan")
    bench.put("3.4", row, "kemajuan", row.values["kemajuan"] + 5)


# Polarity.


@kind("polarity", "a falling indicator counted as rising", "arah-janggal", "arah-bertentangan")
def _(bench):
    one = bench.some([i for i in bench.unit.diukur if i.arah == "turun" and _speaks(i.nama)])
    row = bench.row("3.2", lambda r: r.values["indikator"] == one.nama and r.values.get("arah"))
    bench.put("3.2", row, "arah", "Naik")


def _speaks(name: str) -> bool:
    words = ("kematian", "stunting", "pengangguran", "inflasi", "kumuh", "kemiskinan", "temuan")
    return any(word in name.lower() for word in words) and "dikendalikan" not in name


@kind("polarity", "a polarity that nobody knows", "arah-tidak-dikenal")
def _(bench):
    row = bench.row("3.2", lambda r: r.values.get("arah"))
    bench.put("3.2", row, "arah", "bagus")


# Budget.


def _leaf_changed(name: str, key: str, change: Callable[[Fraction, Bench], Fraction]):
    def plant(bench: Bench) -> None:
        row = bench.numeric(name, key, is_leaf)
        bench.put(name, row, key, change(row.values[key], bench))
        for total in bench.rows(name, is_total):
            bench.mark(name, total, key)

    return plant


kind("budget", "one digit of a budget line changed", "salinan-berbeda", "jumlah-berbeda")(
    _leaf_changed("3.9", "anggaran", one_digit)
)
kind("budget", "two digits of a budget line swapped", "salinan-berbeda", "jumlah-berbeda")(
    _leaf_changed("3.9", "anggaran", digits_swapped)
)
kind("budget", "a budget line in thousands", "salinan-berbeda", "jumlah-berbeda")(
    _leaf_changed("3.9", "anggaran", lambda v, _: v / THOUSAND)
)
kind("budget", "a budget line of Tabel 2.4 changed", "salinan-berbeda", "jumlah-berbeda")(
    _leaf_changed("2.4", "anggaran", one_digit)
)
kind("budget", "spending of a line changed", "jumlah-berbeda")(_leaf_changed("3.9", "realisasi", one_digit))
kind("budget", "two digits of the spending swapped", "jumlah-berbeda")(
    _leaf_changed("3.9", "realisasi", digits_swapped)
)
kind("budget", "spending ten times the budget", "realisasi-melebihi-pagu")(
    _leaf_changed("3.9", "realisasi", lambda v, _: v * 10)
)


@kind("budget", "spending copied from another line", "jumlah-berbeda", "realisasi-melebihi-pagu")
def _(bench):
    row = bench.numeric("3.9", "realisasi", is_leaf)
    other = bench.numeric(
        "3.9", "realisasi", lambda r: is_leaf(r) and r.values["realisasi"] != row.values["realisasi"]
    )
    bench.put("3.9", row, "realisasi", other.values["realisasi"])
    for total in bench.rows("3.9", is_total):
        bench.mark("3.9", total, "realisasi")


@kind("budget", "a kegiatan that is not the sum of its lines", "jumlah-berbeda")
def _(bench):
    row = bench.numeric("3.9", "anggaran", lambda r: r.level == "kegiatan")
    bench.put("3.9", row, "anggaran", row.values["anggaran"] + 1_500_000)


@kind("budget", "a program of Tabel 2.4 that is not the sum of its kegiatan", "jumlah-berbeda")
def _(bench):
    row = bench.numeric("2.4", "anggaran", lambda r: r.level == "program")
    bench.put("2.4", row, "anggaran", row.values["anggaran"] - 2_000_000)


@kind("budget", "two digits of the total swapped", "jumlah-berbeda")
def _(bench):
    row = bench.numeric("3.9", "anggaran", is_total)
    bench.put("3.9", row, "anggaran", digits_swapped(row.values["anggaran"], bench))


@kind("budget", "the total of spending changed", "jumlah-berbeda")
def _(bench):
    row = bench.numeric("3.9", "realisasi", is_total)
    bench.put("3.9", row, "realisasi", row.values["realisasi"] - 10_000)


@kind("budget", "a line dropped from Tabel 3.9", "baris-hilang")
def _(bench):
    row = bench.numeric("3.9", "anggaran", is_leaf)
    twin = bench.some(bench.rows("2.4", lambda r: r.kode == row.kode))
    bench.mark("2.4", twin)
    bench.drop("3.9", row)


@kind("budget", "a line without figures", "baris-tanpa-angka")
def _(bench):
    row = bench.numeric("3.9", "anggaran", is_leaf)
    bench.put("3.9", row, "anggaran", None)
    bench.put("3.9", row, "realisasi", None)


@kind("budget", "a line listed twice", "baris-ganda")
def _(bench):
    row = bench.numeric("3.9", "anggaran", is_leaf)
    again = replace(row, values=dict(row.values))
    bench.insert("3.9", again, row)
    bench.mark("3.9", again)


@kind("budget", "per cent of spending changed", "hitungan-berbeda")
def _(bench):
    row = bench.numeric("3.9", "serapan")
    bench.put("3.9", row, "serapan", row.values["serapan"] - 4)


@kind("budget", "spending by kind changed", "belanja-berbeda")
def _(bench):
    row = bench.numeric("Belanja", "realisasi", lambda r: not is_total(r))
    bench.put("Belanja", row, "realisasi", one_digit(row.values["realisasi"], bench))


@kind("budget", "budget of Tabel 3.7 not that of Tabel 3.9", "salinan-berbeda", "jumlah-berbeda")
def _(bench):
    row = bench.rows("3.7", has_number("anggaran"))[0]
    bench.put("3.7", row, "anggaran", row.values["anggaran"] + 5_000_000)


# Perjanjian Kinerja.


def _promise_changed(detail: str):
    def plant(bench: Bench) -> None:
        names = [name for name in bench.named("PK ") if name.endswith(f" {detail}")]
        name = bench.some(names)
        row = bench.numeric(name, "anggaran")
        bench.put(name, row, "anggaran", one_digit(row.values["anggaran"], bench))

    return plant


for _detail in ("program", "kegiatan", "sub_kegiatan"):
    kind("agreements", f"budget of a {_detail} in an agreement changed", "pagu-pk-berbeda")(
        _promise_changed(_detail)
    )


@kind("agreements", "a budget in an agreement in thousands", "pagu-pk-berbeda")
def _(bench):
    names = [name for name in bench.named("PK ") if name.endswith(" kegiatan")]
    name = bench.some(names)
    row = bench.numeric(name, "anggaran")
    bench.put(name, row, "anggaran", row.values["anggaran"] / THOUSAND)


@kind("agreements", "a line of an agreement that no table has", "pk-tanpa-pagu")
def _(bench):
    name = bench.some([n for n in bench.named("PK ") if n.endswith(" kegiatan")])
    row = bench.rows(name)[-1]
    number = Fraction(len(bench.rows(name)) + 1)
    added = replace(
        row, values={**row.values, "no": number, "uraian": "Pembangunan Stadion Olahraga Tingkat Provinsi"}
    )
    bench.insert(name, added, row)
    bench.mark(name, added)


@kind("agreements", "target of an official changed", "target-pk-berbeda")
def _(bench):
    fits = []
    for name in bench.named("PK ")[1:]:
        if not name.endswith("kegiatan") and not name.endswith("program"):
            for row in bench.rows(name):
                plan = [r for r in bench.rows("2.4") if r.values["indikator"] == row.values["indikator"]]
                number = str(row.values["target"]).split(" ")[0].rstrip("%")
                if plan and number.isdigit():
                    fits.append((name, row, number))
    name, row, number = bench.some(fits)
    bench.put(
        name, row, "target", f"{int(number) + 7} {' '.join(str(row.values['target']).split(' ')[1:])}".strip()
    )


# Efficiency.


@kind("efficiency", "an efficiency that is nothing", "efisiensi-berbeda")
def _(bench):
    row = bench.rows("3.7", has_number("efisiensi"))[0]
    bench.put("3.7", row, "efisiensi", row.values["efisiensi"] + Fraction(1, 2))


@kind("efficiency", "a difference that is not one", "hitungan-berbeda")
def _(bench):
    row = bench.rows("3.7", has_number("selisih"))[0]
    bench.put("3.7", row, "selisih", row.values["selisih"] + 6)


@kind("efficiency", "kategori of efficiency changed", "kategori-berbeda")
def _(bench):
    row = bench.rows("3.7", lambda r: r.values.get("kategori"))[0]
    labels = [b.predikat for b in bench.unit.skala_efisiensi if b.predikat != row.values["kategori"]]
    bench.put("3.7", row, "kategori", bench.some(labels))


@kind("efficiency", "per cent of spending in Tabel 3.7 changed", "hitungan-berbeda")
def _(bench):
    row = bench.rows("3.7", has_number("serapan"))[0]
    bench.put("3.7", row, "serapan", row.values["serapan"] - 3)


# Scales.


@kind("scales", "a band of Tabel 3.1 that overlaps the next", "skala-rusak")
def _(bench):
    row = bench.rows("3.1")[1]
    bench.put("3.1", row, "skala", "≥ 60 - 100%")


@kind("scales", "a gap between two bands of Tabel 3.1", "skala-rusak")
def _(bench):
    row = bench.rows("3.1")[-2]
    bench.put("3.1", row, "skala", "≥ 50 - 58%")


@kind("scales", "labels of two bands swapped", "label-skala-tertukar")
def _(bench):
    one, two = bench.rows("3.1")[1:3]
    first, second = one.values["predikat"], two.values["predikat"]
    bench.put("3.1", one, "predikat", second)
    bench.put("3.1", two, "predikat", first)


@kind("scales", "ranges in the text of Tabel 2.2 that overlap", "skala-tumpang-tindih")
def _(bench):
    row = bench.row("2.2", lambda r: "> 70 - 80" in str(r.values["penjelasan"]))
    bench.put("2.2", row, "penjelasan", str(row.values["penjelasan"]).replace("> 70 - 80", "> 70 - 85"))


@kind("scales", "ranges in the text of Tabel 2.2 with a gap", "skala-bercelah")
def _(bench):
    row = bench.row("2.2", lambda r: "> 50 - 60" in str(r.values["penjelasan"]))
    bench.put("2.2", row, "penjelasan", str(row.values["penjelasan"]).replace("> 50 - 60", "> 50 - 55"))


# The document.


@kind("document", "last year in a caption", "tahun-judul")
def _(bench):
    name = bench.some([n for n in ("2.3", "2.4", "3.2", "3.7", "3.9", "4.1") if n in bench.named("")])
    year, last = str(bench.unit.tahun), str(bench.unit.tahun - 1)
    bench.caption(name, lambda text: text.replace(year, last) if year in text else f"{text} Tahun {last}")


@kind("document", "a note of an editor in an indicator", "catatan-tertinggal")
def _(bench):
    row = bench.row("3.5", lambda r: r.values.get("analisis"))
    bench.put("3.5", row, "analisis", f"{row.values['analisis']} (cek lagi angkanya)")


@kind("document", "XXX in place of a text", "catatan-tertinggal")
def _(bench):
    row = bench.row("3.5", lambda r: r.values.get("analisis"))
    bench.put("3.5", row, "analisis", "XXX")


@kind("document", "a number of a row skipped", "urutan-butir")
def _(bench):
    rows = bench.rows("2.4", has_number("no"))
    row = bench.some(rows[1:-1])
    bench.put("2.4", row, "no", row.values["no"] + 1)


@kind("document", "a number of a row twice", "urutan-butir")
def _(bench):
    rows = bench.rows("2.4", has_number("no"))
    row = bench.some(rows[1:])
    bench.put("2.4", row, "no", row.values["no"] - 1)
