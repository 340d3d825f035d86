"""Layouts in which a fact stands somewhere else than in its column: polarity, kinds of target, links, facts of other tables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..page import address
from .kinds import kind
from .measurement import as_, columns, lines
from .table import Col, Line

if TYPE_CHECKING:
    from .desk import Desk
    from .office import Indicator

#: Kinds in which a fact has to be looked for.
FACTS = (
    "arah: catatan dengan nomor", "arah: tanda bintang", "arah: rumus hidup", "arah: formulasi di 2.2", "arah: hasil tercetak", "arah: garis saja",
    "jenis target", "jenis target dan kemajuan", "fakta dari tabel lain", "tautan dalam sasaran", "angka dalam konteks",
)  # fmt: skip
_USUAL = ("no", "sasaran", "indikator", "satuan", "target", "realisasi", "capaian")


def _directed(desk: Desk, one: Indicator) -> dict[str, tuple[tuple[str, ...], object]]:
    """Return the facts of an indicator whose polarity is said."""
    year = desk.office.year
    return {
        "target": (("capaian", one.name, "target"), one.target[year]),
        "realisasi": (("capaian", one.name, "realisasi"), one.result[year]),
        "capaian": (("capaian", one.name, "capaian"), one.achieved(year)),
        "indikator": (("capaian", one.name, "arah"), "turun" if one.lower_is_better else "naik"),
    }


def _measured(desk: Desk, *, printed: bool = True, suffix: str = "") -> list[Line]:
    """Return the lines of the measurement, numbered through, with `suffix` at the names of falling indicators."""
    made = []
    for n, (line, one) in enumerate(
        zip(lines(desk, desk.office.indicators), desk.office.indicators, strict=True), 1
    ):
        name = f"{one.name}{suffix}" if one.lower_is_better else one.name
        values = {**line.values, "no": n, "indikator": name}
        if not printed:
            values["capaian"] = None
        made.append(
            replace(line, values=values, facts=_directed(desk, one), group={"sasaran": line.group["sasaran"]})
        )
    return made


def _measurement(
    desk: Desk, body: list[Line], keys: tuple[str, ...] = _USUAL, **changes: object
) -> tuple[object, object]:
    page = desk.page()
    desk.caption(page, "pengukuran")
    return page, desk.table(page, columns(desk, *keys), body, **changes)


@kind("arah: catatan dengan nomor")
def noted_by_number(desk: Desk) -> None:
    """A note names falling indicators by their number."""
    body = _measured(desk, printed=desk.rng.random() < 0.5)
    page, _ = _measurement(desk, body)
    numbers = [str(n) for n, one in enumerate(desk.office.indicators, 1) if one.lower_is_better]
    if numbers:
        listed = " dan ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
        form = desk.rng.choice((
            "Indikator no. {} bersifat negatif (makin sedikit makin baik)", "Keterangan: indikator nomor {} dihitung dengan rumus polaritas negatif",
            "Catatan: nomor {} semakin rendah semakin baik", "*) Indikator nomor {} merupakan indikator negatif",
        ))  # fmt: skip
        desk.note(page, form.format(listed))


@kind("arah: tanda bintang")
def starred(desk: Desk) -> None:
    """Stars at the names, and below what they mean."""
    star = desk.rng.choice(("*", "**", "#", "¹"))
    page, _ = _measurement(desk, _measured(desk, printed=desk.rng.random() < 0.5, suffix=f" {star}"))
    form = desk.rng.choice(
        (
            "{} indikator dengan polaritas negatif",
            "{} semakin kecil semakin baik",
            "{}) : indikator negatif",
            "Ket: {} makin rendah makin baik",
        )
    )
    desk.note(page, form.format(star))


@kind("arah: rumus hidup")
def formula(desk: Desk) -> None:
    """The live formula of capaian says which way is better."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols, body = columns(desk, *_USUAL), _measured(desk)
    drawn = desk.table(page, cols, body, figures="bilangan", percent="bilangan", labels="ulang")
    at = {col.key: desk.left + n for n, col in enumerate(cols)}
    for n, one in enumerate(desk.office.indicators):
        row = drawn.body + n
        target, result = (address(row, at[key]) for key in ("target", "realisasi"))
        ink = page.cells[row, at["capaian"]]
        ink.formula = (
            f"(2*{target}-{result})/{target}*100" if one.lower_is_better else f"{result}/{target}*100"
        )
        ink.raw = float(one.achieved(desk.office.year))
    desk.expected = [e for e in desk.expected if not any(key.startswith("capaian") for _, key in e.accept)]


@kind("arah: formulasi di 2.2")
def explained(desk: Desk) -> None:
    """The text that explains the indicator has the formula."""
    page = desk.page()
    page.put(
        page.next_row,
        desk.left,
        desk.rng.choice(
            ("Indikator Kinerja Utama", "Penjelasan Indikator Kinerja Utama", "IKU dan Formulasinya")
        ),
        {"bold": True},
    )
    page.next_row += 2
    cols = [Col(key="sasaran", path=(desk.hand.heading("sasaran"),)), Col(key="indikator", path=(desk.hand.heading("indikator"),), accept=as_("indikator", "2.2")), Col(key="penjelasan", path=(desk.hand.heading("penjelasan"),), accept=as_("penjelasan", "2.2"))]  # fmt: skip
    head = desk.rng.choice(("Formulasi Pengukuran", "Rumus", "Formula", "Cara Hitung"))
    body = []
    for one in desk.office.indicators:
        rule = (
            "(2 x Target - Realisasi) / Target x 100%" if one.lower_is_better else "Realisasi / Target x 100%"
        )
        body.append(
            Line(
                values={
                    "sasaran": one.sasaran,
                    "indikator": one.name,
                    "penjelasan": f"{head}: {rule}\nSumber Data: Sekretariat",
                }
            )
        )
    desk.table(page, cols, body, labels="ulang")
    _measurement(desk, _measured(desk, printed=False))


@kind("arah: hasil tercetak")
def printed_results(desk: Desk) -> None:
    """Only the printed results say it, where they differ from the other formula."""
    body = []
    for line, one in zip(_measured(desk), desk.office.indicators, strict=True):
        level = one.target[desk.office.year] == one.result[desk.office.year]
        body.append(replace(line, facts={} if level else line.facts))
    _measurement(desk, body)


@kind("arah: garis saja")
def dashes_only(desk: Desk) -> None:
    """A column of polarity with dashes in every row says nothing."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = columns(desk, "no", "sasaran", "indikator", "satuan", "arah", "target", "realisasi")
    body = []
    for line, one in zip(lines(desk, desk.office.indicators), desk.office.indicators, strict=True):
        rising = not one.lower_is_better
        known = {"indikator": (("capaian", one.name, "arah"), "naik")} if rising else {}
        body.append(
            replace(
                line,
                values={**line.values, "arah": "-"},
                facts={**line.facts, **known},
                silent=frozenset({"arah"}),
            )
        )
    desk.table(page, cols, body)


#: Name, unit, target, realisasi, what it is worth (None: nothing), and whether lower is better.
_SORTS = (
    ("Suhu ruang simpan", "°C", "18-22", 21, 100, ""), ("Kelembapan ruang simpan", "%", "45 s.d. 60", 66, 110, ""),
    ("Keasaman air kolam", "pH", "6,5 - 8,5", Fraction(7), 100, ""), ("Lama antre layanan", "Menit", "10-15", 18, 80, "turun"),
    ("Predikat tata kelola", "Predikat", "Sangat Memuaskan", "Sangat Memuaskan", 100, ""), ("Dokumen rencana induk", "Dokumen", "Ada", "Ada", 100, ""),
    ("Pedoman layanan", "Dokumen", "Ada", "Tidak Ada", 0, ""), ("Tingkat digitalisasi", "Level", "Level 3", "Level 2", Fraction(200, 3), ""),
    ("Opini laporan keuangan", "Opini", "WTP", "WTP", 100, ""), ("Predikat penghargaan", "Predikat", "Utama", "Madya", None, ""),
)  # fmt: skip


@kind("jenis target")
def sorts_of_targets(desk: Desk) -> None:
    """Ranges, predicates, levels, yes or no, each worth what it says; an unknown order is worth nothing."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    chosen = desk.rng.sample(_SORTS, 5)
    keys = ["no", "sasaran", "indikator", "satuan", "target", "realisasi", "capaian"]
    if any(direction for *_, direction in chosen):
        keys.insert(4, "arah")
    body = []
    for n, (name, unit, target, result, worth, direction) in enumerate(chosen, 1):
        values = {
            "no": n,
            "sasaran": desk.office.sasaran[0],
            "indikator": name,
            "satuan": unit,
            "target": target,
            "realisasi": result,
            "arah": "Negatif" if direction else "Positif",
        }
        facts = {"indikator": (("capaian", name, "capaian"), None if worth is None else Fraction(worth))}
        body.append(Line(values=values, facts=facts, group={"sasaran": 1}))
    desk.table(page, columns(desk, *keys), body, labels="ulang")


@kind("jenis target dan kemajuan")
def progress_of_any_sort(desk: Desk) -> None:
    """Against the last target of the plan every sort of target is worth what it is worth in the year."""
    chosen = [one for one in desk.rng.sample(_SORTS, 5) if not one[-1]]
    year, last = desk.office.year, desk.office.plan[-1]
    page = desk.page()
    desk.caption(page, "pengukuran")
    body = []
    for n, (name, unit, target, result, worth, _) in enumerate(chosen, 1):
        values = {
            "no": n,
            "sasaran": desk.office.sasaran[0],
            "indikator": name,
            "satuan": unit,
            "target": target,
            "realisasi": result,
        }
        fact = (("capaian", name, "capaian"), None if worth is None else Fraction(worth))
        body.append(Line(values=values, facts={"indikator": fact}))
    desk.table(page, columns(desk, *_USUAL), body, labels="ulang")
    desk.caption(page, "renstra")
    cols = [replace(c, accept=()) for c in columns(desk, "no", "sasaran", "indikator")]
    cols += [
        Col(key="realisasi", path=(desk.hand.heading("realisasi_tahun", tahun=year),), kind="angka"),
        Col(key="target_akhir", path=(desk.hand.heading("target_akhir", awal=desk.office.plan[0], akhir=last),), kind="angka"),
        Col(key="kemajuan", path=(desk.hand.heading("kemajuan"),)),
    ]  # fmt: skip
    made = []
    for n, (name, _, target, result, worth, _) in enumerate(chosen, 1):
        values = {
            "no": n,
            "sasaran": desk.office.sasaran[0],
            "indikator": name,
            "realisasi": result,
            "target_akhir": target,
        }
        fact = (("renstra", name, "kemajuan"), None if worth is None else Fraction(worth))
        made.append(Line(values=values, facts={"indikator": fact}))
    desk.table(page, cols, made, labels="ulang")


@kind("fakta dari tabel lain")
def facts_elsewhere(desk: Desk) -> None:
    """No measurement of its own: the year stands in the comparison of years."""
    office = desk.office
    page = desk.page()
    desk.caption(page, "tahun")
    heads = [
        replace(c, accept=as_(c.key, "3.3") if c.key == "indikator" else ())
        for c in columns(desk, "no", "indikator")
    ]
    group = desk.rng.choice(("{}", "Tahun {}"))
    own = {m: desk.hand.heading(m) for m in ("target", "realisasi", "capaian")}
    cols = heads + [
        Col(key=f"{m}_{y}", path=(group.format(y), own[m]), accept=as_(f"{m}_{y}", "3.3"), kind="persen" if m == "capaian" else "angka")
        for y in office.years for m in own
    ]  # fmt: skip
    body = []
    for n, one in enumerate(office.indicators, 1):
        values: dict[str, object] = {"no": n, "indikator": one.name}
        for y in office.years:
            values |= {
                f"target_{y}": one.target[y],
                f"realisasi_{y}": one.result[y],
                f"capaian_{y}": desk.achieved(one, y),
            }
        facts = {
            f"{m}_{office.year}": (("capaian", one.name, m), values[f"{m}_{office.year}"])
            for m in ("target", "realisasi")
        }
        body.append(Line(values=values, facts=facts))
    desk.table(page, cols, body)


@kind("tautan dalam sasaran")
def linked(desk: Desk) -> None:
    """The plan calls an indicator otherwise than the measurement, which has no targets: the sasaran links them."""
    office = desk.office
    goals = [(goal, office.of(goal)[0]) for goal in office.sasaran]
    page = desk.page()
    desk.caption(page, "rencana")
    heads = [
        replace(c, accept=as_(c.key, "2.1") if c.key != "no" else ())
        for c in columns(desk, "no", "tujuan", "sasaran", "indikator")
    ]
    group = desk.hand.heading("target_tahun", "grup")
    cols = heads + [
        Col(key=f"target_{y}", path=(group, str(y)), accept=as_(f"target_{y}", "2.1"), kind="angka")
        for y in office.plan
    ]
    body = [
        Line(values={"no": n, "tujuan": office.tujuan, "sasaran": goal, "indikator": one.name} | {f"target_{y}": t for y, t in one.target.items()}, group={"tujuan": 1})
        for n, (goal, one) in enumerate(goals, 1)
    ]  # fmt: skip
    desk.table(page, cols, body)
    page = desk.page()
    desk.caption(page, "pengukuran")
    made = []
    for n, (goal, one) in enumerate(goals, 1):
        name = f"Hasil {chr(64 + n)}{n} versi {office.region.split()[-1]}"
        made.append(
            Line(
                values={"no": n, "sasaran": goal, "indikator": name, "realisasi": one.result[office.year]},
                facts={"indikator": (("capaian", name, "target"), one.target[office.year])},
            )
        )
    desk.table(page, columns(desk, "no", "sasaran", "indikator", "realisasi"), made)


@kind("angka dalam konteks")
def numbers_in_context(desk: Desk) -> None:
    """4.125 is four thousand where target, capaian and the next year say so, beside figures with a decimal point."""
    office, rng = desk.office, desk.rng
    first, second = office.year - 1, office.year
    count = rng.randint(2, 8) * 1000 + 125
    rows = (("Tingkat layanan", 45, "44.25", "98.33", 46, "45.5"), ("Jumlah pengunjung", count - 125, f"{count:,}".replace(",", "."), f"{count / (count - 125) * 100:.1f}", count + 375, f"{count + 495}"), ("Indeks mutu", 70, "71.25", "101.79", 72, "73.75"))  # fmt: skip
    page = desk.page()
    desk.caption(page, "tahun", daftar=f"{first} dan {second}")
    heads = [replace(c, accept=()) for c in columns(desk, "no", "indikator")]
    cols = heads + [
        Col(key=f"{m}{y}", path=(str(y), m.title()), kind="teks")
        for y in (first, second)
        for m in ("target", "realisasi", "capaian")
    ]
    body = []
    for n, (name, target, result, worth, later, hit) in enumerate(rows, 1):
        values = {
            "no": n,
            "indikator": name,
            f"target{first}": str(target),
            f"realisasi{first}": result,
            f"capaian{first}": worth,
            f"target{second}": str(later),
            f"realisasi{second}": hit,
            f"capaian{second}": None,
        }
        value = Fraction(count) if name.startswith("Jumlah") else Fraction(result)
        body.append(
            Line(values=values, facts={f"realisasi{first}": (("tren", name, str(first), "realisasi"), value)})
        )
    desk.table(page, cols, body)
