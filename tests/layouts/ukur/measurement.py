"""Layouts of the measurement of a year: Tabel 3.2 as offices have it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .hand import ROMAN
from .kinds import kind
from .office import SCALE, Indicator, kategori
from .table import Col, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .desk import Desk

TABLES = ("3.2", "4.1")


def as_(column: str, *tables: str) -> tuple[tuple[str, str], ...]:
    """Return what a column may be read as, in any of the tables."""
    return tuple((table, column) for table in tables or TABLES)


def columns(desk: Desk, *keys: str, over: str = "") -> list[Col]:
    """Return the columns of a measurement with headings in the hand of the office, perhaps under one of the year."""
    year = {"tahun": desk.office.year, "awal": desk.office.plan[0], "akhir": desk.office.plan[-1]}
    made = []
    for key in keys:
        dated = key in {"target", "realisasi", "capaian"} and not over and desk.rng.random() < 0.35
        text = desk.hand.heading(f"{key}_tahun" if dated else key, **year)
        kinds = {
            "target": "angka",
            "realisasi": "angka",
            "capaian": "persen",
            "bobot": "angka",
            "no": "angka",
        }
        path = (over, text) if over and key in {"target", "realisasi", "capaian"} else (text,)
        made.append(
            Col(key=key, path=path, accept=_accept(key, desk.office.year), kind=kinds.get(key, "teks"))
        )
    return made


def _accept(key: str, year: int) -> tuple[tuple[str, str], ...]:
    if key == "no":
        return ()
    if key in {"sasaran", "tujuan"}:
        return as_("tujuan_sasaran") + as_(key)
    return as_(key) + (as_(f"{key}_{year}", "3.3") if key in {"target", "realisasi", "capaian"} else ())


def lines(desk: Desk, indicators: Sequence[Indicator], *, number: int = 1, facts: bool = True) -> list[Line]:
    """Return a line for each indicator, with the facts that it states."""
    year, made, group = desk.office.year, [], number - 1
    for n, one in enumerate(indicators):
        group += not n or indicators[n - 1].sasaran != one.sasaran
        values = {
            "no": group if desk.manner.labels == "gabung" else n + number, "sasaran": one.sasaran, "indikator": one.name,
            "satuan": one.unit, "target": one.target[year], "realisasi": one.result[year], "capaian": desk.achieved(one),
            "kategori": kategori(one.achieved(year)), "sumber_data": desk.rng.choice(("Bidang Data", "Sekretariat", "BPS")),
            "arah": desk.rng.choice(desk.hand.words["teks"]["turun" if one.lower_is_better else "naik"]),
        }  # fmt: skip
        labels = {"sasaran": group} | ({"no": group} if desk.manner.labels == "gabung" else {})
        known = {
            key: (("capaian", one.name, key), values[key]) for key in ("target", "realisasi")
        }  # fmt: skip
        made.append(Line(values=values, group=labels, facts=known if facts else {}))
    return made


def put_down(desk: Desk, keys: Sequence[str], *, over: str = "", **more: object) -> None:
    """Draw one measurement of all indicators on a new sheet."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = desk.shuffled(desk.strange(columns(desk, *keys, over=over)))
    desk.table(page, cols, desk.filled(cols, lines(desk, desk.office.indicators)), **more)
    desk.note(page)


USUAL = ("no", "sasaran", "indikator", "satuan", "target", "realisasi", "capaian")


@kind("3.2 polos")
def plain(desk: Desk) -> None:
    """The measurement with foreign words, some columns more or less, in another order."""
    keys = list(USUAL)
    if desk.rng.random() < 0.5:
        keys.append(desk.rng.choice(("kategori", "sumber_data")))
    if desk.rng.random() < 0.4:
        keys.insert(4, "arah")
    put_down(desk, keys)


@kind("3.2 judul aneh")
def nonsense(desk: Desk) -> None:
    """One or two headings say nothing; what stands under the others is read all the same."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = columns(desk, *USUAL)
    odd = set(desk.rng.sample(["no", "sasaran", "satuan", "realisasi", "capaian"], desk.rng.randint(1, 2)))
    cols = [replace(c, path=(desk.hand.oddity(),)) if c.key in odd else c for c in cols]
    desk.table(page, cols, lines(desk, desk.office.indicators))


@kind("3.2 tahun di atas")
def year_above(desk: Desk) -> None:
    """The year stands over target, realisasi and capaian."""
    put_down(desk, USUAL, over=desk.hand.heading("tahun", "grup", tahun=desk.office.year))


@kind("3.2 tanpa kolom hasil")
def no_output(desk: Desk) -> None:
    """Neither capaian nor satuan, perhaps no sasaran: an indicator with target and realisasi is enough."""
    keys = ["no", "indikator", "target", "realisasi"]
    if desk.rng.random() < 0.5:
        keys.insert(1, "sasaran")
    put_down(desk, keys)


@kind("3.2 per sasaran")
def per_sasaran(desk: Desk) -> None:
    """A table for each sasaran, on one sheet or on several; they add up."""
    apart = desk.rng.random() < 0.4
    page = desk.page()
    cols = columns(desk, *(k for k in USUAL if k != "sasaran" or desk.rng.random() < 0.5))
    number = 1
    for n, goal in enumerate(desk.office.sasaran, 1):
        if apart and n > 1:
            page = desk.page()
        desk.caption(page, "sasaran", n=n, romawi=ROMAN[n])
        own = desk.office.of(goal)
        desk.table(page, cols, lines(desk, own, number=number))
        if desk.rng.random() < 0.4:
            desk.note(page)
        number += len(own)


@kind("3.2 capaian berarti realisasi")
def result_called_capaian(desk: Desk) -> None:
    """Target, Capaian, % Capaian: the second one is the realisasi."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = columns(desk, *USUAL)
    second = desk.rng.choice(
        ("Capaian", "Capaian Kinerja", "Capaian Riil", "Capaian {}", "Hasil Capaian")
    ).format(desk.office.year)
    third = desk.rng.choice(
        ("% Capaian", "Persentase Capaian", "Capaian (%)", "% Capaian Kinerja", "Tingkat Capaian (%)")
    )
    spelled = {"realisasi": second, "capaian": third}
    cols = [replace(c, path=(spelled.get(c.key, c.path[0]),)) for c in cols]
    desk.table(page, cols, lines(desk, desk.office.indicators))


@kind("3.2 nomor antara kepala")
def numbers_between(desk: Desk) -> None:
    """A row of column numbers between the two rows of headings."""
    put_down(desk, USUAL, over=desk.hand.heading("kinerja", "grup"), numbers_inside=True)


@kind("3.2 dua target")
def two_targets(desk: Desk) -> None:
    """The target of another year beside the one of the year, on either side."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    year, last = desk.office.year, desk.office.plan[-1]
    other = last if last != year else year + 1
    cols = columns(desk, *USUAL)
    at = next(n for n, c in enumerate(cols) if c.key == "target")
    mine = replace(cols[at], path=(desk.hand.heading("target_tahun", tahun=year),))
    far = Col(key="jauh", path=(desk.hand.heading("target_tahun", tahun=other),), kind="angka")
    cols[at : at + 1] = desk.rng.choice(([far, mine], [mine, far]))
    if desk.rng.random() < 0.4:
        cols.remove(far)
        cols.append(far)
    body = [
        replace(line, values={**line.values, "jauh": one.target.get(other, one.target[year] + 1)})
        for line, one in zip(lines(desk, desk.office.indicators), desk.office.indicators, strict=True)
    ]
    desk.table(page, cols, body)


@kind("3.2 huruf renggang dan salah ketik")
def slips(desk: Desk) -> None:
    """Every second heading is misspelt or letter-spaced."""
    desk.hand.slips = 0.5
    put_down(desk, USUAL)


@kind("3.1 skala sendiri")
def own_scale(desk: Desk) -> None:
    """The scale of the office decides the kategori, whatever its columns are called."""
    page = desk.page()
    beside = desk.rng.random() < 0.3
    desk.caption(page, "skala_capaian")
    heads = [Col(key="no", path=(desk.hand.heading("no"),)), Col(key="skala", path=(desk.hand.heading("skala"),), accept=as_("skala", "3.1")), Col(key="predikat", path=(desk.hand.heading("predikat"),), accept=as_("predikat", "3.1"))]  # fmt: skip
    if desk.rng.random() < 0.4:
        heads.append(Col(key="warna", path=(desk.hand.heading("warna"),)))
    bands = _bands(desk)
    top = page.next_row
    drawn = desk.table(
        page,
        heads,
        [
            Line(values={"no": n, "skala": text, "predikat": label})
            for n, (text, label) in enumerate(bands, 1)
        ],
    )
    if beside:
        _efficiency_scale_beside(desk, top, drawn.area.right + 1)
    page = page if desk.rng.random() < 0.5 else desk.page()
    desk.caption(page, "pengukuran")
    cols = columns(desk, *USUAL, *(["kategori"] if desk.rng.random() < 0.5 else []))
    body = []
    for line, one in zip(lines(desk, desk.office.indicators), desk.office.indicators, strict=True):
        label = kategori(one.achieved(desk.office.year))
        graded = {} if one.lower_is_better else {"indikator": (("capaian", one.name, "kategori"), label)}
        body.append(replace(line, facts={**line.facts, **graded}))
    desk.table(page, cols, body)


def _bands(desk: Desk) -> list[tuple[str, str]]:
    """Return the printed bands of `SCALE` in one of the usual spellings."""
    (a, high), (b, mid), (c, low), (d, _) = SCALE
    forms = (
        (f"≥ {high}", f"{mid} - {high - 1},99", f"{low} - {mid - 1},99", f"< {low}"),
        (f"{high} ke atas", f"{mid} s.d. < {high}", f"{low} s.d. < {mid}", f"Kurang dari {low}"),
        (f">= {high}%", f"{mid}% - < {high}%", f"{low}% - < {mid}%", f"< {low}%"),
    )
    return list(zip(desk.rng.choice(forms), (a, b, c, d), strict=True))


def _efficiency_scale_beside(desk: Desk, row: int, left: int) -> None:
    cols = [Col(key="no", path=(desk.hand.heading("no"),)), Col(key="skala", path=(desk.rng.choice(("Selisih", "Nilai", "%")),), accept=as_("skala", "3.6")), Col(key="predikat", path=(desk.hand.heading("kategori_efisiensi"),), accept=as_("predikat", "3.6"))]  # fmt: skip
    bands = (("> 0", "Hemat"), ("0", "Sesuai"), ("< 0", "Boros"))
    desk.table(
        desk.pages[-1],
        cols,
        [Line(values={"no": n, "skala": t, "predikat": p}) for n, (t, p) in enumerate(bands, 1)],
        left=left + 1,
        row=row,
    )


@kind("3.2 keterangan di samping kategori")
def remark_beside_label(desk: Desk) -> None:
    """A remark beside a kategori under another heading: the remark is no kategori."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = columns(desk, *USUAL, "kategori")
    remark = Col(key="ket", path=(desk.rng.choice(("Keterangan", "Ket.", "Catatan")),))
    cols.insert(desk.rng.choice((len(cols) - 1, len(cols))), remark)
    remarks = ("menunggu rilis BPS", "data Bidang II", "sesuai rencana", "revisi September", "kurang tenaga")
    body = [
        replace(line, values={**line.values, "ket": desk.rng.choice(remarks)})
        for line in lines(desk, desk.office.indicators)
    ]
    desk.table(page, cols, body)


@kind("3.2 realisasi tahun lalu")
def result_of_last_year(desk: Desk) -> None:
    """The result of the year before stands somewhere in the table: the year of the report counts, whatever the order."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    year = desk.office.year
    labels = {
        "sasaran",
        "indikator",
        "satuan",
    }  # of two years they may stand in a Tabel 3.3, as the figures may
    cols = [
        replace(c, accept=(*c.accept, *(as_(key, "3.3")[0] for _, key in c.accept))) if c.key in labels else c
        for c in columns(desk, *USUAL)
    ]
    at = next(n for n, col in enumerate(cols) if col.key == "realisasi")
    form = desk.rng.choice(desk.hand.words["kolom"]["realisasi_tahun"])
    cols[at] = replace(cols[at], path=(form.format(tahun=year),))
    cols.insert(
        desk.rng.randint(4, len(cols)), Col(key="lalu", path=(form.format(tahun=year - 1),), kind="angka")
    )
    body = [
        replace(line, values={**line.values, "lalu": one.result.get(year - 1, one.baseline)})
        for line, one in zip(lines(desk, desk.office.indicators), desk.office.indicators, strict=True)
    ]
    desk.table(page, cols, body)
