"""Layouts of whole workbooks: who reports, which table is which, budgets that correct themselves."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..page import Page
from .budget import body, coded, money_cols, number, uraian
from .efficiency import budget_of, efficiency_cols
from .hand import ROMAN
from .kinds import kind
from .measurement import as_, columns, lines
from .table import Col, Line

if TYPE_CHECKING:
    from .desk import Desk
    from .office import Line as Budget

_USUAL = ("no", "sasaran", "indikator", "satuan", "target", "realisasi", "capaian")
#: How names of offices must be written, whatever the cover shouts.
_OFFICES = (
    "Kantor Kesatuan Bangsa dan Politik", "Inspektorat", "Sekretariat DPRD", "RSUD Tirta Husada", "Distrik Wanggar Barat",
    "Kapanewon Ngadirojo", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "Kelurahan Sumberwangi", "UPTD Puskesmas Karangjati",
    "Satuan Polisi Pamong Praja", "Dinas Pekerjaan Umum dan Penataan Ruang",
)  # fmt: skip


def _measure(desk: Desk, page: Page, *, caption: str = "pengukuran", **more: object) -> None:
    desk.caption(page, caption, **more)
    desk.table(page, columns(desk, *_USUAL), lines(desk, desk.office.indicators))


@kind("entitas: sampul")
def who(desk: Desk) -> None:
    """Every sort of office, as its cover names it, with the year in any form."""
    name, year = desk.rng.choice(_OFFICES), desk.office.year
    front = Page(name="Sampul")
    spelled = desk.rng.choice(
        (f"TAHUN {year}", f"TA {year}", f"T.A. {year}", f"LKJIP {year}", f"TAHUN ANGGARAN {year}")
    )
    region = desk.office.region
    for row, text in enumerate(("LAPORAN KINERJA", name.upper(), f"PEMERINTAH {region.upper()}", spelled), 2):
        front.put(row, 1, text, {"bold": True})
    desk.pages.append(front)
    desk.covered = False
    page = desk.page("Tabel")
    _measure(desk, page)
    area = desk.area_of(front)
    for row, (key, value) in enumerate((("nama", name), ("kabupaten", region), ("tahun", Fraction(year)))):
        desk.state(("entitas", key), value, area=area, row=4 + row, col=2)


@kind("entitas: draf tersembunyi")
def hidden_draft(desk: Desk) -> None:
    """A hidden sheet of an old draft names another year, more often than the cover does."""
    page = desk.page("Tabel")
    _measure(desk, page)
    old = Page(name="draf lama", hidden=True)
    before = desk.office.year - desk.rng.randint(2, 4)
    for row, text in enumerate(
        (f"Laporan Kinerja Tahun {before}", f"Capaian Kinerja Tahun {before}", f"Realisasi Tahun {before}")
    ):
        old.put(row, 0, text, {})
    desk.pages.append(old)
    desk.covered = True
    desk.state(("entitas", "tahun"), Fraction(desk.office.year), area=desk.area_of(page), row=1, col=1)


@kind("entitas: daftar tahun")
def list_of_years(desk: Desk) -> None:
    """No cover: the caption lists the years that are compared, the report is of the last."""
    desk.covered = False
    page = desk.page()
    years = (desk.office.year - 2, desk.office.year - 1, desk.office.year)
    listed = desk.rng.choice(("{}, {} dan {}", "{0} - {2}", "{0} s.d. {2}", "{}, {}, {}")).format(*years)
    desk.caption(page, "tahun", daftar=listed)
    heads = [replace(c, accept=()) for c in columns(desk, "no", "indikator")]
    group = desk.hand.heading("realisasi_tahun", "grup")
    cols = heads + [
        Col(key=str(y), path=(group, str(y)), accept=as_(f"realisasi_{y}", "3.3"), kind="angka")
        for y in years
    ]
    made = [
        Line(
            values={
                "no": n,
                "indikator": one.name,
                **{str(y): one.result.get(y, one.target[min(one.target)]) for y in years},
            }
        )
        for n, one in enumerate(desk.office.indicators, 1)
    ]
    drawn = desk.table(page, cols, made)
    desk.state(("entitas", "tahun"), Fraction(desk.office.year), area=drawn.area, row=drawn.area.top, col=1)


@kind("3.2 per sasaran dan kesimpulan")
def with_conclusion(desk: Desk) -> None:
    """A measurement for each sasaran and a conclusion that repeats them all: nobody is counted twice."""
    page = desk.page()
    cols = columns(desk, *_USUAL)
    for n, goal in enumerate(desk.office.sasaran, 1):
        desk.caption(page, "sasaran", n=n, romawi=ROMAN[n])
        desk.table(page, cols, lines(desk, desk.office.of(goal)))
    page = desk.page()
    text = desk.rng.choice(
        (
            "Kesimpulan Capaian Kinerja Tahun {}",
            "Rekapitulasi Capaian Seluruh Sasaran Tahun {}",
            "Simpulan Hasil Pengukuran {}",
        )
    )
    page.put(page.next_row, desk.left, f"Tabel 4.1 {text.format(desk.office.year)}", {"bold": True})
    page.next_row += 1
    drawn = desk.table(page, cols, lines(desk, desk.office.indicators, facts=False))
    desk.state(
        ("jumlah", "capaian"),
        Fraction(len(desk.office.indicators)),
        area=drawn.area,
        row=drawn.area.top,
        col=drawn.area.left,
    )


@kind("3.2 dan 4.1 dengan nomor lain")
def odd_numbers(desk: Desk) -> None:
    """Measurement and conclusion have numbers of their own and two columns of the office: the order tells."""
    form = desk.rng.choice(
        (("Tabel 5", "Tabel 9"), ("Tabel 3-2", "Tabel 4-1"), ("Tabel III.1", "Tabel IV.1"))
    )
    own = [desk.own_column() for _ in range(2)]
    for number_, title in zip(
        form, ("Capaian Sasaran Tahun {}", "Hasil Pengukuran Indikator Kinerja {}"), strict=True
    ):
        page = desk.page(f"Bab {'III' if number_ == form[0] else 'IV'}")
        page.put(page.next_row, desk.left, f"{number_} {title.format(desk.office.year)}", {"bold": True})
        page.next_row += 1
        id_ = "3.2" if number_ == form[0] else "4.1"
        cols = [replace(c, accept=tuple(a for a in c.accept if a[0] == id_)) for c in columns(desk, *_USUAL)]
        if id_ == "3.2":
            cols += own
        desk.table(page, cols, desk.filled(cols, lines(desk, desk.office.indicators, facts=id_ == "3.2")))


@kind("3.9 tiga baris kepala")
def three_rows(desk: Desk) -> None:
    """Headings of three rows: the year over pagu and realisasi, realisasi over money and per cent."""
    over = desk.hand.heading("belanja", "grup", tahun=desk.office.year)
    spent = desk.rng.choice(("Realisasi", "Penyerapan", "Realisasi Keuangan", "Serapan Dana"))
    pagu, real, share, rest = money_cols(desk, "pagu", "realisasi_anggaran", "serapan", "sisa")
    cols = [
        Col(key="kode", path=(desk.hand.heading("kode"),)), uraian(desk), desk.own_column(),
        replace(pagu, path=(over, *pagu.path)), replace(real, path=(over, spent, desk.rng.choice(("Nominal", "Rp", "Rupiah")))),
        replace(share, path=(over, spent, desk.rng.choice(("%", "Persen", "Persentase")))), rest,
    ]  # fmt: skip
    page = desk.page()
    desk.caption(page, "anggaran")
    desk.table(page, cols, desk.filled(cols, body(desk, coded)), merged=True)


@kind("3.9 jumlah salah ketik")
def wrong_total(desk: Desk) -> None:
    """The typed total contradicts the tree: the tree counts, and the total is a finding."""
    page = desk.page()
    desk.caption(page, "anggaran")
    cols = [
        Col(key="kode", path=(desk.hand.heading("kode"),)),
        uraian(desk),
        *money_cols(desk, "pagu", "realisasi_anggaran", "serapan"),
    ]
    made, whole = body(desk, coded), desk.office.total
    text = desk.hand.word("teks", "jumlah", unit=desk.office.name)
    made.append(Line(values={"uraian": text, "pagu": whole.ceiling * 2 - 50_000, "realisasi_anggaran": whole.spent, "serapan": desk.rounded(whole.share), "jumlah": True}, silent=frozenset({"uraian", "pagu", "realisasi_anggaran", "serapan"})))  # fmt: skip
    drawn = desk.table(page, cols, made)
    place = {"area": drawn.area, "row": drawn.below, "col": desk.left + 3}
    desk.state(("total", "pagu"), whole.ceiling, **place)
    desk.state(("temuan",), None, **place)


@kind("3.9 mulai di tengah")
def part_of_larger(desk: Desk) -> None:
    """Outline numbers that begin at a later programme, as in a part of a larger document."""
    start = desk.rng.randint(2, 7)

    def named(line: Budget, _n: int) -> dict[str, object]:
        first, *rest = line.outline.split(".")
        return {"no": ".".join([str(int(first) + start), *rest]), "uraian": line.name}

    page = desk.page()
    desk.caption(page, "anggaran")
    desk.table(
        page,
        [number(desk), uraian(desk), *money_cols(desk, "pagu", "realisasi_anggaran", "serapan")],
        body(desk, named),
    )


@kind("2.4 saja")
def only_plan(desk: Desk) -> None:
    """Only the plan with budgets of the leaves: programmes and total have theirs, and no realisasi."""
    page = desk.page()
    title = desk.rng.choice(
        (
            "Program dan Anggaran Tahun {}",
            "Rencana Kerja dan Pendanaan Tahun {}",
            "Rencana Program, Kegiatan dan Pendanaan {}",
        )
    )
    page.put(page.next_row, desk.left, title.format(desk.office.year), {"bold": True})
    page.next_row += 1
    cols = [Col(key="kode", path=(desk.hand.heading("kode"),)), replace(uraian(desk), accept=as_("uraian", "2.4")), Col(key="indikator", path=(desk.hand.heading("indikator_program"),), accept=as_("indikator", "2.4"))]  # fmt: skip
    cols += [replace(c, accept=as_("anggaran", "2.4")) for c in money_cols(desk, "pagu")]
    made = []
    for line in body(
        desk, lambda line, n: {**coded(line, n), "indikator": f"Keluaran {line.name.lower()}"}, sums=False
    ):
        facts = {"uraian": (line.facts["pagu"][0], line.facts["pagu"][1])}
        made.append(replace(line, facts=facts))
    drawn = desk.table(page, cols, made)
    desk.state(
        ("total", "pagu"), desk.office.total.ceiling, area=drawn.area, row=drawn.below, col=desk.left + 4
    )


@kind("3.7 per program")
def per_programme(desk: Desk) -> None:
    """A budget for each sasaran named by its programme, beside a measurement; the ratio scale decides the label."""
    page = desk.page()
    _measure(desk, page)
    desk.caption(page, "skala_efisiensi")
    heads = [Col(key="no", path=(desk.hand.heading("no"),)), Col(key="skala", path=(desk.rng.choice(("Interval", "Nilai", "Rasio", "Rentang Nilai")),), accept=as_("skala", "3.6")), Col(key="predikat", path=(desk.hand.heading("kategori_efisiensi"),), accept=as_("predikat", "3.6"))]  # fmt: skip
    bands = (("≥ 1,10", "Hemat"), ("0,95 – 1,09", "Wajar"), ("< 0,95", "Boros"))
    desk.table(
        page, heads, [Line(values={"no": n, "skala": t, "predikat": p}) for n, (t, p) in enumerate(bands, 1)]
    )
    desk.caption(page, "efisiensi")
    cols = efficiency_cols(desk, grouped=False, keys=("no", "sasaran", "capaian"))
    cols.insert(2, Col(key="program", path=(desk.hand.heading("program"),)))
    made = []
    for n, goal in enumerate(desk.office.sasaran, 1):
        owners = desk.office.of(goal)
        reached = sum((one.achieved(desk.office.year) for one in owners), Fraction(0)) / len(owners)
        programme = next(
            (p.name for p in desk.office.programmes if p.sasaran == goal), desk.office.programmes[0].name
        )
        names = "; ".join(one.name for one in owners)
        money = budget_of(desk, goal)
        facts = {
            "serapan": (
                ("efisiensi", names, "capaian_anggaran"),
                money["realisasi_anggaran"] / money["pagu"] * 100,
            )
        }
        made.append(
            Line(
                values={
                    "no": n,
                    "sasaran": goal,
                    "program": programme,
                    "capaian": desk.rounded(reached),
                    **money,
                },
                facts=facts,
            )
        )
    desk.table(page, cols, made)
