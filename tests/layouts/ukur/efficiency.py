"""Layouts of performance against budget (Tabel 3.7) and of its scale (3.6)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from .kinds import kind
from .measurement import as_, columns, lines
from .table import Col, Line

if TYPE_CHECKING:
    from .desk import Desk
    from .office import Indicator

TABLE = "3.7"
_BUDGET = ("pagu", "realisasi_anggaran", "serapan")
_AS = {
    "pagu": "anggaran",
    "realisasi_anggaran": "realisasi_anggaran",
    "serapan": "serapan",
    "efisiensi": "efisiensi",
    "selisih": "selisih",
}


def efficiency_cols(
    desk: Desk,
    *,
    grouped: bool = True,
    keys: tuple[str, ...] = ("no", "sasaran", "indikator", "target", "realisasi", "capaian"),
) -> list[Col]:
    """Return the columns: performance, then money, then efficiency."""
    first, second = (desk.hand.heading(g, "grup", tahun=desk.office.year) for g in ("kinerja", "keuangan"))
    made = []
    for col in columns(desk, *keys):
        accept = tuple(
            (TABLE, column) for column in dict.fromkeys(c for _, c in col.accept) if "_2" not in column
        )
        below = grouped and col.key in {"target", "realisasi", "capaian"}
        made.append(replace(col, path=(first, *col.path) if below else col.path, accept=accept))
    for key in _BUDGET:
        text = desk.hand.heading(key)
        kinds = {"serapan": "persen"}
        made.append(
            Col(
                key=key,
                path=(second, text) if grouped else (text,),
                accept=as_(_AS[key], TABLE),
                kind=kinds.get(key, "uang"),
            )
        )
    last = desk.rng.choice(("efisiensi", "selisih"))
    made.append(
        Col(
            key=last,
            path=(desk.hand.heading(last),),
            accept=as_(_AS[last], TABLE),
            kind="angka" if last == "efisiensi" else "persen",
        )
    )
    return made


def _scope(desk: Desk, goal: str = "") -> tuple[Fraction, Fraction, list[Indicator]]:
    """Return budget, spending and indicators of a sasaran, or of all."""
    programmes = [p for p in desk.office.programmes if not goal or p.sasaran == goal]
    owners = [one for one in desk.office.indicators if not goal or one.sasaran == goal]
    return (
        sum((p.ceiling for p in programmes), Fraction(0)),
        sum((p.spent for p in programmes), Fraction(0)),
        owners,
    )


def budget_of(desk: Desk, goal: str = "") -> dict[str, Fraction]:
    pagu, spent, owners = _scope(desk, goal)
    share = spent / pagu * 100
    reached = sum((one.achieved(desk.office.year) for one in owners), Fraction(0)) / len(owners)
    return {"pagu": pagu, "realisasi_anggaran": spent, "serapan": desk.rounded(share), "efisiensi": desk.rounded(reached / share), "selisih": desk.rounded(reached - share)}  # fmt: skip


def _lines(desk: Desk, *, per_goal: bool, where: str) -> list[Line]:
    """Return the lines; a budget is merged over its rows, written in the first one, or in each."""
    made, seen = [], set()
    money_keys = (*_BUDGET, "efisiensi", "selisih")
    for line, one in zip(
        lines(desk, desk.office.indicators, facts=False), desk.office.indicators, strict=True
    ):
        goal = one.sasaran if per_goal else ""
        money, first = budget_of(desk, goal), goal not in seen
        seen.add(goal)
        values = {**line.values, **(money if where != "sekali" or first else dict.fromkeys(money_keys))}
        group = {"sasaran": line.group["sasaran"]}
        if where == "gabung":
            group |= dict.fromkeys(money_keys, line.group["sasaran"] if per_goal else 1)
        facts = {}
        if first:
            names = "; ".join(o.name for o in _scope(desk, goal)[2])
            facts = {"pagu": (("efisiensi", names, "ada"), "ada")}
            facts["serapan"] = (
                ("efisiensi", names, "capaian_anggaran"),
                money["realisasi_anggaran"] / money["pagu"] * 100,
            )
        made.append(Line(values=values, group=group, facts=facts))
    return made


def _draw(desk: Desk, cols: list[Col], body: list[Line], **changes: object) -> None:
    page = desk.page()
    desk.caption(page, "efisiensi")
    desk.table(page, cols, body, **changes)
    desk.note(page)


@kind("3.7 dua kelompok")
def two_groups(desk: Desk) -> None:
    """Groups of performance and of money under any names; one budget merged over all, or one for each sasaran."""
    _draw(
        desk,
        efficiency_cols(desk),
        _lines(desk, per_goal=desk.rng.random() < 0.6, where="gabung"),
        labels="gabung",
    )


@kind("3.7 satu baris kepala")
def flat(desk: Desk) -> None:
    """One row of headings; money has words of its own."""
    _draw(
        desk,
        efficiency_cols(desk, grouped=False),
        _lines(desk, per_goal=True, where="gabung"),
        labels="gabung",
    )


@kind("3.7 anggaran sekali")
def once(desk: Desk) -> None:
    """The budget stands in the first row that it is for, and nothing is merged."""
    _draw(
        desk,
        efficiency_cols(desk),
        _lines(desk, per_goal=desk.rng.random() < 0.6, where="sekali"),
        labels="sekali",
        empty="",
    )


@kind("3.7 anggaran berulang")
def repeated(desk: Desk) -> None:
    """The same budget in each row that it is for."""
    _draw(
        desk,
        efficiency_cols(desk),
        _lines(desk, per_goal=desk.rng.random() < 0.6, where="ulang"),
        labels="ulang",
    )


@kind("3.7 baris per sasaran")
def row_per_goal(desk: Desk) -> None:
    """One row for each sasaran and no indicator, beside a measurement."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    desk.table(
        page,
        columns(desk, "no", "sasaran", "indikator", "satuan", "target", "realisasi", "capaian"),
        lines(desk, desk.office.indicators),
    )
    cols = efficiency_cols(desk, grouped=False, keys=("no", "sasaran", "capaian"))
    body = []
    for n, goal in enumerate(desk.office.sasaran, 1):
        money, (_, _, owners) = budget_of(desk, goal), _scope(desk, goal)
        reached = sum((one.achieved(desk.office.year) for one in owners), Fraction(0)) / len(owners)
        body.append(Line(values={"no": n, "sasaran": goal, "capaian": desk.rounded(reached), **money}))
    _draw(desk, cols, body)


@kind("3.6 skala efisiensi")
def scale(desk: Desk) -> None:
    """The scale of efficiency in points or as a ratio, under headings of the office."""
    cols = [Col(key="no", path=(desk.hand.heading("no"),)), Col(key="skala", path=(desk.hand.heading("selisih"),), accept=as_("skala", "3.6")), Col(key="predikat", path=(desk.hand.heading("kategori_efisiensi"),), accept=as_("predikat", "3.6"))]  # fmt: skip
    bands = desk.rng.choice((
        (("> 0", "Hemat"), ("= 0", "Sesuai"), ("< 0", "Boros")),
        (("≥ 1,10", "Hemat"), ("0,95 – 1,09", "Wajar"), ("< 0,95", "Boros")),
        (("Di atas 5", "Sangat Hemat"), ("-5 s.d. 5", "Wajar"), ("Di bawah -5", "Boros")),
    ))  # fmt: skip
    page = desk.page()
    desk.caption(page, "skala_efisiensi")
    desk.table(
        page, cols, [Line(values={"no": n, "skala": t, "predikat": p}) for n, (t, p) in enumerate(bands, 1)]
    )
