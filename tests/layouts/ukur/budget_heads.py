"""Layouts of the budget that are odd in their heads and ends: groups, years, original and amended, factors, pages, totals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from .budget import MONEY, TABLE, body, coded, draw, money_cols, number, total, uraian
from .kinds import kind
from .measurement import as_
from .table import Col

if TYPE_CHECKING:
    from .desk import Desk
    from .office import Line as Budget


@kind("3.9 kepala bertingkat")
def grouped(desk: Desk) -> None:
    """Money under headings of one or two levels, beside columns of the office's own."""
    office, two = desk.office, desk.rng.random() < 0.5
    over = desk.hand.heading("belanja", "grup", tahun=office.year)
    cols = [Col(key="kode", path=(desk.hand.heading("kode"),)), uraian(desk)]
    cols.append(desk.own_column())
    if two:
        spent = desk.rng.choice(("Realisasi", "Penyerapan", "Realisasi Keuangan"))
        nominal = desk.rng.choice(("Nominal", "Rp", "Rupiah", "Jumlah (Rp)", "Nilai (Rp)"))
        pagu, real, share = money_cols(desk, "pagu", "realisasi_anggaran", "serapan")
        cols += [
            replace(pagu, path=(over, *pagu.path)),
            replace(real, path=(over, f"{spent} ({nominal})")),
            replace(share, path=(over, "%")),
        ]
    else:
        cols += money_cols(desk, "pagu", "realisasi_anggaran", "serapan", over=over)
    if desk.rng.random() < 0.5:
        cols += money_cols(desk, "sisa")
    draw(desk, cols, body(desk, coded))


@kind("3.9 realisasi di atas Rp dan %")
def nominal_and_share(desk: Desk) -> None:
    """Realisasi over Nominal and %; pagu beside it."""
    cols = [Col(key="kode", path=(desk.hand.heading("kode"),)), uraian(desk), *money_cols(desk, "pagu")]
    spent = desk.hand.heading("realisasi_anggaran")
    nominal = desk.rng.choice(("Nominal", "Rp", "Rupiah", "Jumlah", "Keuangan (Rp)", "Nilai"))
    real, share = money_cols(desk, "realisasi_anggaran", "serapan")
    cols += [
        replace(real, path=(spent, nominal)),
        replace(share, path=(spent, desk.rng.choice(("%", "Persen", "Persentase")))),
    ]
    draw(desk, desk.strange(cols), body(desk, coded))


@kind("3.9 murni dan perubahan")
def amended(desk: Desk) -> None:
    """The original and the amended budget: the amended one counts."""
    at = desk.rng.randrange(len(desk.hand.words["kolom"]["pagu_awal"]))
    before, after = (desk.hand.words["kolom"][k][at] for k in ("pagu_awal", "pagu_akhir"))
    cols = [Col(key="kode", path=(desk.hand.heading("kode"),)), uraian(desk)]
    cols += [
        Col(key="semula", path=(before,), kind="uang"),
        Col(key="pagu", path=(after,), accept=as_("anggaran", TABLE), kind="uang"),
    ]
    cols += money_cols(desk, "realisasi_anggaran", "serapan")
    made = [
        replace(line, values={**line.values, "semula": one.before})
        for line, one in zip(body(desk, coded), desk.office.lines(), strict=True)
    ]
    draw(desk, cols, made, closed=0.0)


@kind("3.9 dua tahun")
def two_years(desk: Desk) -> None:
    """The year before beside the year: the figures of the year are meant."""
    year = desk.office.year
    grouped_by_year = desk.rng.random() < 0.5
    pagu, real, share = (desk.hand.heading(k) for k in ("pagu", "realisasi_anggaran", "serapan"))
    cols = [Col(key="kode", path=(desk.hand.heading("kode"),)), uraian(desk)]
    for y in desk.rng.choice(((year - 1, year), (year, year - 1))):
        for key, text in (("pagu", pagu), ("realisasi_anggaran", real), ("serapan", share)):
            path = (f"Tahun {y}", text) if grouped_by_year else (f"{text} {y}",)
            accept = as_({**MONEY, "serapan": "serapan"}[key], TABLE) if y == year else ()
            cols.append(
                Col(
                    key=key if y == year else f"{key}_lalu",
                    path=path,
                    accept=accept,
                    kind="persen" if key == "serapan" else "uang",
                )
            )
    made = [
        replace(
            line,
            values={
                **line.values,
                "pagu_lalu": one.before,
                "realisasi_anggaran_lalu": one.before * 9 / 10,
                "serapan_lalu": Fraction(90),
            },
        )
        for line, one in zip(body(desk, coded), desk.office.lines(), strict=True)
    ]
    draw(desk, cols, made, closed=0.0)


@kind("3.9 faktor")
def factor(desk: Desk) -> None:
    """Money in thousands or millions, said in the caption, in a heading, far above, or below."""
    key, by = desk.rng.choice((("ribu", 1000), ("juta", 1_000_000)))
    said = desk.rng.choice(desk.hand.words["teks"][key])
    where = desk.rng.choice(("judul", "kepala", "bawah", "jauh", "sel"))
    page = desk.page()
    if where == "jauh":
        page.put(0, 0, said, {})
        page.next_row = 9
    desk.caption(page, "anggaran")
    if where == "judul":
        page.put(page.next_row - 1, desk.left, said, {})
        page.next_row += 1
    cols = [
        Col(key="kode", path=(desk.hand.heading("kode"),)),
        uraian(desk),
        *money_cols(desk, "pagu", "realisasi_anggaran", "serapan"),
    ]
    if where == "sel":
        page.put(page.next_row - 1, desk.left + len(cols) - 1, said, {})
        page.next_row += 1
    if where == "kepala":
        cols = [replace(c, path=(f"{c.path[0]} {said}",)) if c.kind == "uang" else c for c in cols]
    desk.table(page, cols, [*body(desk, coded), total(desk)], factor=by, money="bilangan")
    if where == "bawah":
        page.put(page.next_row - 1, desk.left, said, {"italic": True})


@kind("3.9 halaman berikut")
def next_page(desk: Desk) -> None:
    """The tree goes on below a repeated header; unit and factor of the first part hold."""
    page = desk.page()
    desk.caption(page, "anggaran")
    thousand = desk.rng.random() < 0.5
    if thousand:
        page.put(page.next_row - 1, desk.left, desk.rng.choice(desk.hand.words["teks"]["ribu"]), {})
        page.next_row += 1
    changes = {"factor": 1000, "money": "bilangan"} if thousand else {}
    cols = [
        Col(key="kode", path=(desk.hand.heading("kode"),)),
        uraian(desk),
        *money_cols(desk, "pagu", "realisasi_anggaran", "serapan"),
    ]
    made = body(desk, coded)
    half = desk.rng.randint(2, len(made) - 2)
    desk.table(page, cols, made[:half], **changes)
    if desk.rng.random() < 0.5:
        page.put(page.next_row, desk.left, f"Lanjutan Tabel {desk.number - 1}", {})
        page.next_row += 1
    desk.table(page, cols, [*made[half:], total(desk)], **changes)


@kind("3.9 jumlah dengan kata apa pun")
def totals(desk: Desk) -> None:
    """The total below or above, in the words of the office, also letter-spaced and with its unit."""
    cols = [
        Col(key="kode", path=(desk.hand.heading("kode"),)),
        uraian(desk),
        *money_cols(desk, "pagu", "realisasi_anggaran", "serapan"),
    ]
    made = body(desk, coded)
    end = total(desk, desk.rng.choice(("uraian", "kode")))
    page = desk.page()
    desk.caption(page, "anggaran")
    desk.table(page, cols, [*made, end] if desk.rng.random() < 0.75 else [end, *made])


@kind("2.4 rencana anggaran")
def plan(desk: Desk) -> None:
    """Only the plan: indicators and budgets of the lines, parents without sums."""
    cols = [number(desk), replace(uraian(desk), accept=as_("uraian", "2.4")), Col(key="indikator", path=(desk.hand.heading("indikator_program"),), accept=as_("indikator", "2.4")), Col(key="target", path=(desk.hand.heading("target"),), accept=as_("target", "2.4"), kind="angka")]  # fmt: skip
    cols += [replace(c, accept=as_("anggaran", "2.4")) for c in money_cols(desk, "pagu")]

    def named(line: Budget, n: int) -> dict[str, object]:
        return {
            "no": n,
            "uraian": f"{line.outline} {line.name}",
            "indikator": f"Jumlah keluaran {line.name.lower()}",
            "target": desk.rng.randint(1, 40),
        }

    made = [
        replace(line, facts={k: v for k, v in line.facts.items() if k == "pagu"})
        for line in body(desk, named, sums=False)
    ]
    page = desk.page()
    title = desk.rng.choice(
        (
            "Rencana Program, Kegiatan dan Pendanaan Tahun {}",
            "Program, Kegiatan dan Anggaran Tahun {}",
            "Rencana Kerja dan Pendanaan {}",
        )
    )
    page.put(page.next_row, desk.left, title.format(desk.office.year), {"bold": True})
    page.next_row += 2
    desk.table(page, cols, made)
