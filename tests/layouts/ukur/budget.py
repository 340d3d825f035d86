"""Layouts of the budget: the tree of programmes, kegiatan and sub kegiatan with pagu and realisasi (Tabel 3.9, 2.4)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from .hand import ROMAN
from .kinds import kind
from .measurement import as_
from .table import Col, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .desk import Desk
    from .office import Line as Budget

TABLE = "3.9"
MONEY = {"pagu": "anggaran", "realisasi_anggaran": "realisasi"}
_BOLD = {"program": {"bold": True}, "kegiatan": {"italic": True}, "sub_kegiatan": {}}


def money_cols(desk: Desk, *keys: str, over: str = "") -> list[Col]:
    """Return the columns of money, perhaps under one heading."""
    made = []
    for key in keys:
        text = desk.hand.heading(key)
        accept = {"serapan": as_("serapan", TABLE), "sisa": ()}.get(key, as_(MONEY.get(key, key), TABLE))
        kinds = {"serapan": "persen"}
        made.append(
            Col(key=key, path=(over, text) if over else (text,), accept=accept, kind=kinds.get(key, "uang"))
        )
    return made


def uraian(desk: Desk, key: str = "uraian") -> Col:
    """Return the column of the names."""
    return Col(key="uraian", path=(desk.hand.heading(key),), accept=as_("uraian", TABLE))


def number(desk: Desk) -> Col:
    """Return a column of row numbers."""
    return Col(key="no", path=(desk.hand.heading("no"),))


def amounts(desk: Desk, line: Budget) -> dict[str, object]:
    """Return the money of a line."""
    return {
        "pagu": line.ceiling,
        "realisasi_anggaran": line.spent,
        "serapan": desk.rounded(line.share),
        "sisa": line.ceiling - line.spent,
    }


def body(
    desk: Desk, named: Callable[[Budget, int], dict[str, object]], *, sums: bool = True, facts: bool = True
) -> list[Line]:
    """Return a line for each line of the budget; `named` tells what stands in its columns of text."""
    made = []
    for n, line in enumerate(desk.office.lines(), 1):
        values = {**amounts(desk, line), **named(line, n)}
        if not sums and line.below:
            values = {
                k: v for k, v in values.items() if k not in {"pagu", "realisasi_anggaran", "serapan", "sisa"}
            }
        known = {"uraian": (("anggaran", line.name, "tingkat"), line.level)}
        known |= {"pagu": (("anggaran", line.name, "pagu"), line.ceiling), "realisasi_anggaran": (("anggaran", line.name, "realisasi"), line.spent)}  # fmt: skip
        made.append(Line(values=values, facts=known if facts else {}))
    return made


def total(desk: Desk, first: str = "uraian") -> Line:
    """Return the line of the total, in the words of the office."""
    text = desk.hand.word("teks", "jumlah", unit=desk.office.name)
    whole = desk.office.total
    facts = {
        "pagu": (("total", "pagu"), whole.ceiling),
        "realisasi_anggaran": (("total", "realisasi"), whole.spent),
    }
    return Line(
        values={first: text, **amounts(desk, whole), "jumlah": True}, facts=facts, silent=frozenset({first})
    )


def draw(
    desk: Desk, cols: Sequence[Col], lines: Sequence[Line], *, closed: float = 0.7, **changes: object
) -> None:
    """Draw a budget with its caption and, usually, its total."""
    page = desk.page()
    desk.caption(page, "anggaran")
    ends = [total(desk, next(c.key for c in cols if c.kind == "teks"))] if desk.rng.random() < closed else []
    desk.table(page, cols, desk.filled(cols, [*lines, *ends]), **changes)
    desk.note(page)


def coded(line: Budget, _n: int) -> dict[str, object]:
    """A line with its account code in a column."""
    return {"kode": line.code, "uraian": line.name}


def _outlined(line: Budget, _n: int) -> dict[str, object]:
    """A line with its outline number in the column of numbers."""
    return {"no": line.outline, "uraian": line.name}


@kind("3.9 kode rekening")
def by_code(desk: Desk) -> None:
    """Levels by account codes in a column."""
    cols = [Col(key="kode", path=(desk.hand.heading("kode"),)), uraian(desk)]
    cols += desk.shuffled(desk.strange(money_cols(desk, "pagu", "realisasi_anggaran", "serapan"), most=0))
    if desk.rng.random() < 0.4:
        cols += money_cols(desk, "sisa")
    draw(desk, desk.strange(cols), body(desk, coded))


@kind("3.9 kode di muka nama")
def code_glued(desk: Desk) -> None:
    """The code stands in front of the name, in full or with X for what the office leaves out."""
    prefix = desk.rng.choice(("", "X.XX."))

    def named(line: Budget, _n: int) -> dict[str, object]:
        code = prefix + ".".join(line.code.split(".")[2:]) if prefix else line.code
        return {"uraian": f"{code} {line.name}"}

    draw(
        desk,
        [number(desk), uraian(desk), *money_cols(desk, "pagu", "realisasi_anggaran", "serapan")],
        body(desk, named),
    )


@kind("3.9 nomor kerangka di No atau Kode")
def outline_column(desk: Desk) -> None:
    """1, 1.1, 1.1.1 in a column; parents with their sums or empty."""
    key = desk.rng.choice(("no", "kode"))
    start = desk.rng.choice((0, 0, 1))

    def named(line: Budget, _n: int) -> dict[str, object]:
        first, *rest = line.outline.split(".")
        return {
            "nomor": ".".join([str(int(first) + start), *rest]),
            "uraian": line.name.removeprefix("Program "),
        }

    cols = [
        Col(key="nomor", path=(desk.hand.heading(key),)),
        uraian(desk),
        *money_cols(desk, "pagu", "realisasi_anggaran", "serapan"),
    ]
    draw(desk, cols, _renamed(body(desk, named, sums=desk.rng.random() < 0.6)))


def _renamed(lines: Sequence[Line]) -> list[Line]:
    """Name facts as the lines are drawn: without the word Program."""
    return [
        replace(line, facts={key: ((path[0], path[1].removeprefix("Program "), *path[2:]), value) for key, (path, value) in line.facts.items()})
        for line in lines
    ]  # fmt: skip


@kind("3.9 nomor kerangka melekat")
def outline_glued(desk: Desk) -> None:
    """1.1 or I / A / 1 in front of the name."""
    letters = desk.rng.random() < 0.5

    def named(line: Budget, _n: int) -> dict[str, object]:
        parts = [int(part) for part in line.outline.split(".")]
        shown = (
            (ROMAN[parts[0]], "ABCDEFG"[parts[-1] - 1], str(parts[-1]))[len(parts) - 1]
            if letters
            else line.outline
        )
        return {"uraian": f"{shown}{'.' if letters else ''} {line.name.removeprefix('Program ')}"}

    cols = [uraian(desk), *money_cols(desk, "pagu", "realisasi_anggaran", "serapan")]
    draw(desk, cols, _renamed(body(desk, named, sums=desk.rng.random() < 0.6)))


@kind("3.9 huruf tebal dan kata")
def by_word(desk: Desk) -> None:
    """Levels by the words Program, Kegiatan, Sub Kegiatan, or by bold and italic with sums."""
    worded = desk.rng.random() < 0.6
    prefix = (
        {"program": "", "kegiatan": "Kegiatan ", "sub_kegiatan": "Sub Kegiatan "}
        if worded
        else dict.fromkeys(_BOLD, "")
    )

    def named(line: Budget, n: int) -> dict[str, object]:
        return {"no": n, "uraian": prefix[line.level] + line.name}

    made = [
        replace(line, look=_BOLD[one.level])
        for line, one in zip(body(desk, named), desk.office.lines(), strict=True)
    ]
    draw(desk, [number(desk), uraian(desk), *money_cols(desk, "pagu", "realisasi_anggaran", "serapan")], made)


@kind("3.9 lajur per tingkat")
def column_per_level(desk: Desk) -> None:
    """A column for each level: names once, merged, or repeated beside each sub kegiatan."""
    levels = ("program", "kegiatan", "sub_kegiatan")
    own_rows = desk.rng.random() < 0.4
    cols = [Col(key=level, path=(desk.hand.heading(level),)) for level in levels]
    cols += money_cols(desk, "pagu", "realisasi_anggaran", "serapan")
    made: list[Line] = []
    for p, programme in enumerate(desk.office.programmes, 1):
        for a, activity in enumerate(programme.below, 1):
            for leaf in activity.below:
                values = {
                    "sub_kegiatan": leaf.name,
                    "program": programme.name,
                    "kegiatan": activity.name,
                    **amounts(desk, leaf),
                }
                facts = {"pagu": (("anggaran", leaf.name, "pagu"), leaf.ceiling), "realisasi_anggaran": (("anggaran", leaf.name, "realisasi"), leaf.spent), "sub_kegiatan": (("anggaran", leaf.name, "tingkat"), "sub_kegiatan")}  # fmt: skip
                made.append(Line(values=values, facts=facts, group={"program": p, "kegiatan": p * 100 + a}))
    if own_rows:
        made = [
            Line(values={line.level: line.name, **amounts(desk, line)}, facts={"pagu": (("anggaran", line.name, "pagu"), line.ceiling), "realisasi_anggaran": (("anggaran", line.name, "realisasi"), line.spent), line.level: (("anggaran", line.name, "tingkat"), line.level)})
            for line in desk.office.lines()
        ]  # fmt: skip
    draw(desk, cols, made, closed=0.4)


@kind("3.9 sasaran di dalam pohon")
def goals_inside(desk: Desk) -> None:
    """A row with the sasaran above its programmes, with the sum or without."""
    summed = desk.rng.random() < 0.5
    cols = [number(desk), uraian(desk), *money_cols(desk, "pagu", "realisasi_anggaran", "serapan")]
    made: list[Line] = []
    lines = dict(
        zip(
            (line.code for line in desk.office.lines()),
            body(desk, _outlined),
            strict=True,
        )
    )
    for goal in dict.fromkeys(p.sasaran for p in desk.office.programmes):
        own = [p for p in desk.office.programmes if p.sasaran == goal]
        money = (
            {
                "pagu": sum((p.ceiling for p in own), Fraction(0)),
                "realisasi_anggaran": sum((p.spent for p in own), Fraction(0)),
            }
            if summed
            else {}
        )
        made.append(
            Line(
                values={"uraian": f"Sasaran: {goal}", **money},
                silent=frozenset({"uraian", "pagu", "realisasi_anggaran"}),
                look={"bold": True},
            )
        )
        made += [lines[line.code] for p in own for line in p.walk()]
    draw(desk, cols, made)


@kind("3.9 program dan sub jumlah")
def subtotals(desk: Desk) -> None:
    """Programmes alone, or the tree with a subtotal after each programme, and a total in any words."""
    cols = [number(desk), uraian(desk), *money_cols(desk, "pagu", "realisasi_anggaran", "serapan")]
    made: list[Line] = []
    lines = dict(
        zip(
            (line.code for line in desk.office.lines()),
            body(desk, _outlined),
            strict=True,
        )
    )
    only = desk.rng.random() < 0.4
    for p, programme in enumerate(desk.office.programmes, 1):
        made += [lines[programme.code]] if only else [lines[line.code] for line in programme.walk()]
        if not only:
            text = desk.hand.word("teks", "subjumlah", induk=f"Program {ROMAN[p]}")
            made.append(
                Line(
                    values={"uraian": text, **amounts(desk, programme)},
                    silent=frozenset({"uraian", "pagu", "realisasi_anggaran", "serapan"}),
                )
            )
    draw(desk, cols, made, closed=1.0)
