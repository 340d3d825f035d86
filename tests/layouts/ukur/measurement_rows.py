"""Layouts of the measurement that are odd in their rows: groups, parts, marks, pages, figures that are none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from .hand import ROMAN
from .kinds import kind
from .measurement import USUAL, columns, lines
from .table import Col, Line

if TYPE_CHECKING:
    from .desk import Desk


@kind("3.2 sasaran melintang")
def sasaran_across(desk: Desk) -> None:
    """A row with the sasaran over the indicators that measure it, merged over the table or not."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = desk.strange(columns(desk, "no", "indikator", "satuan", "target", "realisasi", "capaian"))
    if desk.rng.random() < 0.3:
        cols = cols[1:]
    form = desk.rng.choice(desk.hand.words["teks"]["sasaran_melintang"])
    body: list[Line] = []
    for n, goal in enumerate(desk.office.sasaran, 1):
        text = form.format(n=n, romawi=ROMAN[n], huruf="ABCDEFG"[n - 1], sasaran=goal)
        body += [Line(across=text), *(_with_goal(line, goal) for line in lines(desk, desk.office.of(goal)))]
    desk.table(page, cols, desk.filled(cols, body))


def _with_goal(line: Line, goal: str) -> Line:
    name = str(line.values["indikator"])
    return replace(
        line, facts={**line.facts, "indikator": (("capaian", name, "tujuan_sasaran"), goal)}, group={}
    )


@kind("3.2 nomor di dalam")
def inner_number(desk: Desk) -> None:
    """One heading over two columns: the number of the indicator and its name; likewise for the sasaran."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = columns(desk, "indikator", "satuan", "target", "realisasi", "capaian")
    heading = cols[0].path[0]
    pair = [Col(key="nomor_dalam", path=(heading, heading)), replace(cols[0], path=(heading, heading))]
    cols = [*pair, *cols[1:]]
    body = []
    for n, line in enumerate(lines(desk, desk.office.indicators), 1):
        body.append(replace(line, values={**line.values, "nomor_dalam": f"1.{n}"}, group={}))
    top = page.next_row
    cols = [replace(c, path=(c.path[0],)) for c in cols]
    desk.table(page, cols, body, merged=True)
    page.put(top, desk.left + 1, None, page.cells[top, desk.left].look)
    page.merge(top, desk.left, top, desk.left + 1)


@kind("3.2 satuan melekat")
def unit_at_number(desk: Desk) -> None:
    """No column of units: they stand behind the figures."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = columns(desk, "no", "sasaran", "indikator", "target", "realisasi", "capaian")
    body = []
    for line in lines(desk, desk.office.indicators):
        unit = str(line.values["satuan"])
        facts = {**line.facts, "indikator": (("capaian", str(line.values["indikator"]), "satuan"), unit)}
        body.append(replace(line, facts=facts))
    drawn = desk.table(page, cols, body, figures="teks")
    for n, line in enumerate(body):
        for offset, col in enumerate(cols):
            if col.key in {"target", "realisasi"}:
                ink = page.cells[drawn.body + n, desk.left + offset]
                unit = str(line.values["satuan"])
                ink.raw = f"{ink.raw}{'' if unit == '%' else ' '}{unit}"


@kind("3.2 sub indikator")
def sub_indicators(desk: Desk) -> None:
    """Parts of an indicator below its name, which ends in a colon and has no figures."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = columns(desk, "no", "sasaran", "indikator", "satuan", "target", "realisasi", "capaian")
    mark = desk.rng.choice(("- ", "• ", "a. ", ""))
    body: list[Line] = []
    for n, goal in enumerate(desk.office.sasaran, 1):
        title = desk.rng.choice(
            ("Jumlah layanan:", "Indeks gabungan, terdiri atas:", "Rincian layanan :", "Nilai layanan:")
        )
        body.append(
            Line(
                values={"no": n, "sasaran": goal, "indikator": title},
                group={"sasaran": n, "no": n},
                silent=frozenset({"indikator", "sasaran", "no"}),
            )
        )
        for line in lines(desk, desk.office.of(goal)):
            name = f"{mark}{line.values['indikator']}"
            body.append(
                replace(line, values={**line.values, "indikator": name}, group={"sasaran": n, "no": n})
            )
    desk.table(page, cols, body)


@kind("3.2 tanda arah")
def marked_polarity(desk: Desk) -> None:
    """No column of polarity: a mark at the name, or a note below, says which indicators are better when lower."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    noted = desk.rng.random() < 0.5
    cols = columns(desk, *USUAL)
    mark = desk.rng.choice(desk.hand.words["teks"]["tanda_turun"])
    body = []
    for line, one in zip(lines(desk, desk.office.indicators), desk.office.indicators, strict=True):
        facts = {**line.facts, "capaian": (("capaian", one.name, "capaian"), one.achieved(desk.office.year))}
        name = f"{one.name} {mark}" if one.lower_is_better and not noted else one.name
        body.append(replace(line, values={**line.values, "indikator": name}, facts=facts))
    desk.table(page, cols, body)
    for one in desk.office.indicators:
        if noted and one.lower_is_better:
            desk.note(page, desk.rng.choice(desk.hand.words["teks"]["catatan_turun"]).format(nama=one.name))
            page.next_row -= 1


@kind("3.2 kolom arah")
def polarity_column(desk: Desk) -> None:
    """A column says how an indicator is to be read, in the words of the office."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols = desk.strange(
        columns(desk, "no", "sasaran", "indikator", "satuan", "arah", "target", "realisasi", "capaian")
    )
    pairs = list(zip(desk.hand.words["teks"]["naik"], desk.hand.words["teks"]["turun"], strict=True))
    rising, falling = desk.rng.choice(pairs)
    body = []
    for line, one in zip(lines(desk, desk.office.indicators), desk.office.indicators, strict=True):
        said = falling if one.lower_is_better else rising
        facts = {
            **line.facts,
            "arah": (("capaian", one.name, "arah"), "turun" if one.lower_is_better else "naik"),
        }
        body.append(replace(line, values={**line.values, "arah": said}, facts=facts))
    desk.table(page, cols, desk.filled(cols, body))


@kind("3.2 halaman dan sheet berikut")
def next_page(desk: Desk) -> None:
    """The table goes on below a repeated header, or on the next sheet."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols, body = columns(desk, *USUAL), lines(desk, desk.office.indicators)
    half = max(1, len(body) // 2)
    desk.table(page, cols, [replace(line, group={}) for line in body[:half]])
    form = desk.rng.choice(("sheet", "lanjutan", "ulang"))
    if form == "sheet":
        page = desk.page()
    if form == "lanjutan":
        page.put(
            page.next_row,
            desk.left,
            desk.rng.choice(("Lanjutan Tabel {}", "Sambungan Tabel {}", "Tabel {} (lanjutan)")).format(
                desk.number - 1
            ),
            {},
        )
        page.next_row += 1
    if body[half:]:
        desk.table(page, cols, [replace(line, group={}) for line in body[half:]])


@kind("3.2 dua tabel berdampingan")
def side_by_side(desk: Desk) -> None:
    """Two tables of one form side by side, a sasaran in each."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    top, left = page.next_row, desk.left
    cols = columns(desk, "no", "indikator", "satuan", "target", "realisasi", "capaian")
    for n, goal in enumerate(desk.office.sasaran[:2], 1):
        title = f"Sasaran {n}: {goal}"
        page.put(top, left, title, {"bold": True})
        drawn = desk.table(
            page,
            cols,
            [replace(line, group={}) for line in lines(desk, desk.office.of(goal))],
            row=top + 1,
            left=left,
        )
        left = drawn.area.right + desk.rng.choice((1, 2))


@kind("3.2 angka jadi tanggal")
def dates(desk: Desk) -> None:
    """A figure that the program turned into a date is no figure, and the office is told."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols, body = columns(desk, *USUAL), lines(desk, desk.office.indicators)
    victim = desk.rng.randrange(len(body))
    line = body[victim]
    body[victim] = replace(line, facts={}, silent=frozenset({"realisasi", "capaian"}))
    drawn = desk.table(page, cols, body, figures="bilangan")
    for offset, col in enumerate(cols):
        if col.key == "realisasi":
            look = {
                **page.cells[drawn.body + victim, desk.left + offset].look,
                "num_format": desk.rng.choice(("d-mmm", "dd/mm/yyyy", "mmm-yy")),
            }
            page.put(drawn.body + victim, desk.left + offset, desk.rng.randint(44000, 46000), look)
            name = str(line.values["indikator"])
            place = {"area": drawn.area, "row": drawn.body + victim + 1, "col": desk.left + offset + 1}
            desk.state(("capaian", name, "realisasi"), None, **place)
            desk.state(("temuan",), None, **place)


@kind("3.2 tidak diukur")
def not_measured(desk: Desk) -> None:
    """Some results are n/a: nothing was measured, which is neither 0 nor missing work."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols, body = columns(desk, *USUAL), lines(desk, desk.office.indicators)
    victim = desk.rng.randrange(len(body))
    word = desk.rng.choice(("n/a", "N/A", "n.a.", "NA", "belum rilis", "tidak diukur"))
    values = {**body[victim].values, "realisasi": word, "capaian": desk.rng.choice((word, "-"))}
    name = str(values["indikator"])
    facts = {
        "target": body[victim].facts["target"],
        "realisasi": (("capaian", name, "angka_realisasi"), None),
    }
    body[victim] = replace(
        body[victim], values=values, facts=facts, silent=frozenset({"realisasi", "capaian"})
    )
    desk.table(page, cols, body)


@kind("3.2 rata-rata dan gabungan")
def means(desk: Desk) -> None:
    """A line with the mean below, which is no indicator."""
    page = desk.page()
    desk.caption(page, "pengukuran")
    cols, body = columns(desk, *USUAL), lines(desk, desk.office.indicators)
    year = desk.office.year
    mean = sum((one.achieved(year) for one in desk.office.indicators), Fraction(0)) / len(
        desk.office.indicators
    )
    label = desk.rng.choice(desk.hand.words["teks"]["rata"])
    first = desk.rng.choice(("sasaran", "indikator", "no"))
    body.append(
        Line(
            values={first: label, "capaian": desk.rounded(mean)},
            silent=frozenset({"no", "sasaran", "indikator", "capaian"}),
        )
    )
    drawn = desk.table(page, cols, body)
    desk.state(
        ("jumlah", "capaian"),
        Fraction(len(desk.office.indicators)),
        area=drawn.area,
        row=drawn.below,
        col=desk.left + 1,
    )
