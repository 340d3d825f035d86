"""Workbooks that were not drawn here: rebuilt public reports, the ten examples, headings of real forms; with their truth."""

from __future__ import annotations

import csv
import json
import random
import re
import tomllib
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_from_string, range_boundaries

from ..facts import DATA
from ..page import Page, write
from .office import office
from .table import Col, Line, Manner, draw_table
from .truth import Area, Drawing, Expected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .office import Office

_NUMBERS = re.compile(r"target|realisasi|capaian|anggaran|serapan|kondisi|kemajuan|bobot")
_NAMES = ("indikator", "uraian")
#: The tallest form whose headings are looked at around a table.
_DEEP = 3


def reports(folder: Path | None = None) -> Iterator[Drawing]:
    """Yield the workbooks of a folder that have the right reading as JSON beside them."""
    for path in sorted((folder or DATA / "real").glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        expected, strangers, optional = [], [], []
        for table in raw["tables"]:
            area = _area(table, raw["tables"])
            if table["what"] == [""]:
                strangers.append(area)
                continue
            expected += _cells(table, area)
            optional += [area] if "" in table["what"] else []
        data = path.with_suffix(".xlsx").read_bytes()
        yield Drawing(
            kind=path.stem,
            seed="",
            data=data,
            expected=tuple(expected),
            strangers=tuple(strangers),
            optional=tuple(optional),
        )


def _area(table: dict[str, Any], all_tables: list[dict[str, Any]]) -> Area:
    top = table["header_row"]
    later = [t["header_row"] for t in all_tables if t["sheet"] == table["sheet"] and t["header_row"] > top]
    bottom = max((row["row"] for row in table["rows"]), default=top + 40)
    columns = [column_index_from_string(letter) for letter in table["columns"]] or [1, 60]
    return Area(
        sheet=table["sheet"], top=top, left=min(columns), bottom=min([bottom, *later]), right=max(columns)
    )


def _cells(table: dict[str, Any], area: Area) -> Iterator[Expected]:
    letters = {name: column_index_from_string(letter) for letter, name in table["columns"].items()}
    ids = [one for one in table["what"] if one]
    for row in table["rows"]:
        for name, value in row.items():
            if name in {"row", "no"}:
                continue
            right = Fraction(str(value)) if isinstance(value, int | float) else value
            if name == "kode" and isinstance(value, float):
                right = f"{value:.2f}"  # stored as a number, and a code all the same
            accept = tuple((one, key) for one in ids for key in _keys(name, table))
            yield Expected(area=area, row=row["row"], col=letters[name], value=right, accept=accept)


def _keys(name: str, table: dict[str, Any]) -> tuple[str, ...]:
    """Return the columns that a name may stand for: sasaran and tujuan_sasaran are one in some tables."""
    return (name, "tujuan_sasaran") if name in {"sasaran", "tujuan"} else (name,)


def examples() -> Iterator[Drawing]:
    """Yield the workbooks of the ten classes."""
    raw = tomllib.loads((DATA / "contoh.toml").read_text(encoding="utf-8"))
    for name, one in raw.items():
        left, top, right, bottom = range_boundaries(one["tabel"])
        area = Area(sheet="Lembar1", top=top, left=left, bottom=bottom, right=right)
        expected = []
        for path, value, cell in one["fakta"]:
            letter, row = coordinate_from_string(cell)
            right_value = (
                None if value == "" else Fraction(str(value)) if isinstance(value, int | float) else value
            )
            expected.append(
                Expected(
                    area=area,
                    row=row,
                    col=column_index_from_string(letter),
                    value=right_value,
                    fact=tuple(path),
                )
            )
        data = (DATA / "contoh" / f"{name}.xlsx").read_bytes()
        yield Drawing(kind=name, seed="", data=data, expected=tuple(expected))


def headings(name: str = "kepala-kolom") -> Iterator[Drawing]:
    """Yield a workbook for each heading of a file of headings, with invented rows under it."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for n, raw in enumerate(csv.DictReader(file), 1):
            yield _form(n, raw)


def _form(number: int, raw: dict[str, str]) -> Drawing:
    paths = spread(raw["kepala"])
    made = office(f"kepala {number}")
    rng = random.Random(f"kepala {number}")  # noqa: S311 -- figures for a drawing, no secret
    cols = [Col(key=str(n), path=path, kind=_content(path)[1]) for n, path in enumerate(paths)]
    page = Page(name="Sheet1")
    page.put(0, 0, raw["judul"], {"bold": True})
    drawn = draw_table(page, (2, 0), cols, _rows(paths, made, rng), Manner(labels="ulang"))
    needed = raw["kolom_wajib_terbaca"].split()
    expected = Expected(
        area=drawn.area, row=3, col=1, value=Fraction(len(needed)), fact=("kolom", raw["tabel"], *needed)
    )
    return Drawing(kind=f"kepala {number:02}", seed="", data=write([page]), expected=(expected,))


def spread(text: str) -> list[tuple[str, ...]]:
    """Return the path of headings of each column: ``A[r2] | B[c2] // C | D`` is A; B, C; B, D."""
    rows = [[_heading(cell) for cell in row.split(" | ")] for row in text.split(" // ")]
    width = sum(columns for _, columns, _ in rows[0])
    grid: list[list[str]] = [[""] * width for _ in rows]
    for at, row in enumerate(rows):
        col = 0
        for name, columns, deep in row:
            while col < width and grid[at][col]:
                col += 1
            for down in range(min(deep, len(rows) - at)):
                for across in range(columns):
                    grid[at + down][col + across] = name if not down else "\0"
            col += columns
    return [tuple(line[col] for line in grid if line[col] and line[col] != "\0") for col in range(width)]


def _heading(cell: str) -> tuple[str, int, int]:
    spans = dict(re.findall(r"\[([cr])(\d+)\]", cell))
    name = re.sub(r"\[[cr]\d+\]", "", cell).strip().replace(" / ", "\n")
    return name, int(spans.get("c", 1)), int(spans.get("r", 1))


#: What a person would write below a heading: sign of the heading, content, kind.
_BELOW = (
    (r"^(no|nomor|#)(\b|$)|^no\.", "no", "angka"), (r"> sub kegiatan$|^(opd|nama unit kerja)$", "rincian", "teks"), (r"^triwulan$", "tw", "teks"), (r"bobot", "bobot", "angka"), (r"kode", "kode", "teks"), (r"satuan", "satuan", "teks"),
    (r"polar", "arah", "teks"), (r"(unit kerja|penanggung|bidang|keterangan|status)", "lain", "teks"),
    (r"kinerja > \(%\)$|^%$", "capaian", "persen"), (r"keuangan > \(%\)$", "serapan", "persen"), (r"^tahun \d{4}$", "target", "angka"), (r"^output", "indikator", "teks"), (r"(jumlah kegiatan)", "no", "angka"), (r"(?=.*realisasi)(?=.*%)(?!.*capaian)", "serapan", "persen"), (r"sisa", "sisa", "uang"),
    (r"(capaian anggaran|presentase|persentase|> %$)", "serapan", "persen"),
    (r"anggaran.*> capaian", "serapan", "persen"), (r"(realisasi anggaran|realisasi keuangan|penyerapan|belanja operasi|anggaran.*realisasi|> rp$)", "terpakai", "uang"),
    (r"triwulan \d > realisasi$", "terpakai", "uang"), (r"(pagu|anggaran)", "pagu", "uang"),
    (r"(capaian awal)", "target", "angka"), (r"(pencapaian|capaian)", "capaian", "persen"), (r"realisasi|> r$|pada tw|> tw", "realisasi", "angka"), (r"target|akhir|> t$|> k$|\btw", "target", "angka"),
    (r"indikator|iku|i k u", "indikator", "teks"), (r"(sasaran|tujuan|kinerja utama)", "sasaran", "teks"), (r"iku|pk", "lain", "teks"), (r"(program|kegiatan|opd|skpd|perangkat|unit)", "uraian", "teks"),
    (r"rencana kerja", "indikator", "teks"),
)  # fmt: skip


def _content(path: tuple[str, ...]) -> tuple[str, str]:
    shown = " > ".join(path).lower()
    return next(((what, kind) for sign, what, kind in _BELOW if re.search(sign, shown)), ("lain", "teks"))


def _rows(paths: list[tuple[str, ...]], made: Office, rng: random.Random) -> list[Line]:
    lines = []
    programmes = [p for p in made.lines() if p.level == "program"]
    for n, one in enumerate(made.indicators):
        line = programmes[n % len(programmes)]
        target, result = one.target[made.year], one.result[made.year]
        known: dict[str, object] = {
            "no": n + 1, "kode": line.code, "satuan": one.unit, "bobot": 10, "arah": "Minimize" if one.lower_is_better else "Maximize", "lain": rng.choice(("Bidang A", "Bidang B")), "tw": "TW IV", "rincian": (line.below[0].below or line.below)[0].name,
            "indikator": one.name, "sasaran": one.sasaran, "uraian": line.name, "pagu": line.ceiling, "terpakai": line.spent, "sisa": line.ceiling - line.spent,
            "serapan": Fraction(round(float(line.share), 2)).limit_denominator(100), "target": target, "realisasi": result, "capaian": Fraction(round(float(one.achieved(made.year)), 2)).limit_denominator(100),
        }  # fmt: skip
        wanted = [_content(path)[0] for path in paths]
        first = wanted.index("indikator") if "indikator" in wanted else None
        values = {
            str(c): "v" if what == "indikator" and c != first else known[what]
            for c, what in enumerate(wanted)
        }
        lines.append(Line(values=values))
    return lines
