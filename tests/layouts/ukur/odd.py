"""Layouts that are odd in one respect: inner columns, marks that are no digits, cells for several rows, indented columns."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..figures import grouped, plain_text
from .budget import amounts, body, coded, money_cols, number, uraian
from .efficiency import budget_of, efficiency_cols
from .kinds import kind
from .measurement import as_, columns, lines
from .table import Col, Line

if TYPE_CHECKING:
    from .desk import Desk
    from .office import Line as Budget

_USUAL = ("no", "sasaran", "indikator", "satuan", "target", "realisasi", "capaian")
_DEPTH = {"program": 0, "kegiatan": 1, "sub_kegiatan": 2}


@kind("3.2 tanda kecil dan huruf tak tampak")
def marks(desk: Desk) -> None:
    """A raised mark behind a figure is a footnote, and signs that nobody sees do not matter."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols, made = columns(desk, *_USUAL), lines(desk, desk.office.indicators)
    drawn = desk.table(page, cols, made, figures="teks", labels="ulang")
    raised = desk.rng.random() < 0.5
    hidden = desk.rng.choice(("\u200e", "\u200b", "\ufeff", "\u00a0", "\u2060"))
    for n, line in enumerate(made):
        for offset, col in enumerate(cols):
            if col.key not in {"target", "realisasi"}:
                continue
            ink = page.cells[drawn.body + n, desk.left + offset]
            value = Fraction(line.values[col.key])
            text = grouped(int(value)) if value.denominator == 1 else plain_text(value)
            if raised and col.key == "realisasi":
                page.cells[drawn.body + n, desk.left + offset] = replace(
                    ink, raw=text, raised=desk.rng.choice(("1", "2", "3", "*"))
                )
            else:
                ink.raw = desk.rng.choice((f"{hidden}{text}", f"{text}{hidden}"))


@kind("3.2 capaian gabungan")
def shared_capaian(desk: Desk) -> None:
    """One capaian merged over the indicators of a sasaran: their mean."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = [replace(c, accept=()) if c.key == "capaian" else c for c in columns(desk, *_USUAL)]
    year = desk.office.year
    means = {}
    for goal in desk.office.sasaran:
        own = desk.office.of(goal)
        means[goal] = desk.rounded(sum((one.achieved(year) for one in own), Fraction(0)) / len(own))
    made = []
    for line, one in zip(lines(desk, desk.office.indicators), desk.office.indicators, strict=True):
        group = {**line.group, "capaian": line.group["sasaran"]}
        made.append(replace(line, values={**line.values, "capaian": means[one.sasaran]}, group=group))
    drawn = desk.table(page, cols, made, labels="gabung")
    desk.state(("galat",), Fraction(0), area=drawn.area, row=drawn.body + 1, col=desk.left + len(cols))


@kind("3.3 lanjutan dengan kepala lagi")
def years_again(desk: Desk) -> None:
    """The comparison goes on under its repeated header of two rows."""
    office = desk.office
    own = {m: desk.hand.heading(m) for m in ("target", "realisasi", "capaian")}
    heads = [
        replace(c, accept=as_(c.key, "3.3") if c.key == "indikator" else ())
        for c in columns(desk, "no", "indikator")
    ]
    cols = heads + [
        Col(key=f"{m}_{y}", path=(str(y), own[m]), accept=as_(f"{m}_{y}", "3.3"), kind="persen" if m == "capaian" else "angka")
        for y in office.years for m in own
    ]  # fmt: skip
    made = []
    for n, one in enumerate(office.indicators, 1):
        values: dict[str, object] = {"no": n, "indikator": one.name}
        for y in office.years:
            values |= {
                f"target_{y}": one.target[y],
                f"realisasi_{y}": one.result[y],
                f"capaian_{y}": desk.achieved(one, y),
            }
        made.append(Line(values=values))
    page = desk.page()
    desk.caption(page, "tahun")
    half = max(1, len(made) // 2)
    desk.table(page, cols, made[:half])
    if made[half:]:
        desk.table(page if desk.rng.random() < 0.5 else desk.page(), cols, made[half:])


@kind("3.9 Rp di lajur sendiri")
def currency_apart(desk: Desk) -> None:
    """[Rp][amount]: one heading over two columns."""
    page = desk.page()
    desk.caption(page, "anggaran")
    cols = [Col(key="kode", path=(desk.hand.heading("kode"),)), uraian(desk)]
    for col in money_cols(desk, "pagu", "realisasi_anggaran", "serapan"):
        cols += [Col(key=f"rp {col.key}", path=col.path), col] if col.kind == "uang" else [col]
    made = [
        replace(line, values={**line.values, "rp pagu": "Rp", "rp realisasi_anggaran": "Rp"})
        for line in body(desk, coded)
    ]
    top = page.next_row
    desk.table(page, cols, made, merged=True, money="bilangan")
    for at in (2, 4):
        page.put(top, desk.left + at + 1, None, page.cells[top, desk.left + at].look)
        page.merge(top, desk.left + at, top, desk.left + at + 1)


@kind("3.9 nama menjorok antar lajur")
def indented_columns(desk: Desk) -> None:
    """One heading over three columns: a name stands the further to the right the deeper it is."""
    page = desk.page()
    desk.caption(page, "anggaran")
    heading = desk.hand.heading("uraian")
    names = [Col(key=level, path=(heading,)) for level in _DEPTH]
    cols = [*names, *money_cols(desk, "pagu", "realisasi_anggaran", "serapan")]
    made = []
    for line in desk.office.lines():
        facts = {
            line.level: (("anggaran", line.name, "tingkat"), line.level), "pagu": (("anggaran", line.name, "pagu"), line.ceiling),
            "realisasi_anggaran": (("anggaran", line.name, "realisasi"), line.spent),
        }  # fmt: skip
        made.append(Line(values={line.level: line.name, **amounts(desk, line)}, facts=facts))
    top = page.next_row
    desk.table(page, cols, made, merged=True)
    for at in (1, 2):
        page.put(top, desk.left + at, None, page.cells[top, desk.left].look)
    page.merge(top, desk.left, top, desk.left + 2)


@kind("3.9 urusan di atas program")
def affairs(desk: Desk) -> None:
    """Rows for the urusan and the office above the programmes, with their sums."""
    cols = [
        Col(key="kode", path=(desk.hand.heading("kode"),)),
        uraian(desk),
        *money_cols(desk, "pagu", "realisasi_anggaran", "serapan"),
    ]
    whole, head = amounts(desk, desk.office.total), desk.office.programmes[0].code.rsplit(".", 1)[0]
    silent = frozenset({"uraian", "pagu", "realisasi_anggaran", "serapan"})
    above = [
        Line(values={"kode": head.split(".")[0], "uraian": desk.rng.choice(("Urusan Pemerintahan Wajib", "URUSAN PILIHAN", "Unsur Pendukung Urusan Pemerintahan")), **whole}, silent=silent),
        Line(values={"kode": head, "uraian": f"{desk.rng.choice(('Bidang Urusan', 'Urusan', 'Bidang'))} {desk.office.sasaran[0].split()[-1].title()}", **whole}, silent=silent),
        Line(values={"uraian": desk.office.name, **whole}, silent=silent),
    ]  # fmt: skip
    page = desk.page()
    desk.caption(page, "anggaran")
    drawn = desk.table(page, cols, [*above[: desk.rng.randint(1, 3)], *body(desk, coded)])
    place = {"area": drawn.area, "row": drawn.area.top, "col": desk.left + 3}
    desk.state(("total", "pagu"), desk.office.total.ceiling, **place)
    desk.state(("galat",), Fraction(0), **place)


@kind("3.9 kode tanpa urusan")
def short_codes(desk: Desk) -> None:
    """Codes without the urusan in front: 01, 01.2.01, 01.2.01.0001."""

    def named(line: Budget, _n: int) -> dict[str, object]:
        return {"kode": ".".join(line.code.split(".")[2:]), "uraian": line.name.removeprefix("Program ")}

    cols = [
        Col(key="kode", path=(desk.hand.heading("kode"),)),
        uraian(desk),
        *money_cols(desk, "pagu", "realisasi_anggaran", "serapan"),
    ]
    made = [
        replace(line, facts={key: ((path[0], path[1].removeprefix("Program "), *path[2:]), value) for key, (path, value) in line.facts.items()})
        for line in body(desk, named)
    ]  # fmt: skip
    page = desk.page()
    desk.caption(page, "anggaran")
    desk.table(page, cols, made)


@kind("3.9 indentasi dan spasi")
def indented(desk: Desk) -> None:
    """Levels by indentation of the cell or leading spaces, no word and no code."""
    spaces = desk.rng.random() < 0.5
    made = []
    for line, one in zip(
        body(desk, lambda line, n: {"no": n, "uraian": line.name.removeprefix("Program ")}),
        desk.office.lines(),
        strict=True,
    ):
        depth = _DEPTH[one.level]
        name = str(line.values["uraian"])
        values = {**line.values, "uraian": f"{'    ' * depth}{name}" if spaces else name}
        facts = {key: ((path[0], name, *path[2:]), value) for key, (path, value) in line.facts.items()}
        made.append(replace(line, values=values, facts=facts, look={} if spaces else {"indent": depth}))
    page = desk.page()
    desk.caption(page, "anggaran")
    desk.table(
        page, [number(desk), uraian(desk), *money_cols(desk, "pagu", "realisasi_anggaran", "serapan")], made
    )


@kind("3.7 persen saja")
def shares_only(desk: Desk) -> None:
    """Per cents without rupiah: capaian, serapan, and what they differ by."""
    page = desk.page()
    desk.caption(page, "efisiensi")
    cols = [
        c
        for c in efficiency_cols(desk, grouped=False)
        if c.key not in {"pagu", "realisasi_anggaran", "target", "realisasi"}
    ]
    made = []
    for line, one in zip(
        lines(desk, desk.office.indicators, facts=False), desk.office.indicators, strict=True
    ):
        money = budget_of(desk, one.sasaran)
        group = dict.fromkeys(("sasaran", "serapan", "efisiensi", "selisih"), line.group["sasaran"])
        made.append(replace(line, values={**line.values, **money}, group=group))
    desk.table(page, cols, made, labels="gabung")
