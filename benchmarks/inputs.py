"""The workbooks that the benchmarks work on: made here, the same ones for the same seed."""

from __future__ import annotations

import io
import random
import re
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.annex import BUDGETS
from benchmarks.paths import TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["annex", "long_sheet", "two_budgets", "write_annexes"]

_SYLLABLES = ("ba", "ka", "ma", "su", "ra", "ti", "lo", "wu", "ngi", "ja", "re", "do")
#: Parts of the template by the sheet whose figures are drawn.
_SHEETS = {"Tabel 2.1": 2, "Tabel 3.2": 15, "Tabel 3.3": 16, "Tabel 3.9": 22}
#: Lines of a group of the long table.
_GROUP = 5


def annex(seed: int) -> bytes:
    """Return the unfilled annex workbook of a made-up kecamatan: 24 sheets with picture, chart and styles.

    It is the template of Kecamatan Bogorejo with another name and other figures, drawn by the seed;
    form and number of sheets are those of the real one.
    """
    chance = random.Random(seed)  # noqa: S311 -- figures of a benchmark, no secret
    figures = {f"xl/worksheets/sheet{_SHEETS[sheet]}.xml": new for sheet, new in _figures(chance).items()}
    name = "".join(chance.choices(_SYLLABLES, k=3))
    target = io.BytesIO()
    with ZipFile(TEMPLATE) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/sharedStrings.xml":
                content = _renamed(content.decode(), name).encode()
            elif entry.filename in figures:
                content = _with_figures(content.decode(), figures[entry.filename]).encode()
            new.writestr(entry, content, ZIP_DEFLATED)
    return target.getvalue()


def write_annexes(folder: Path, count: int, *, first: int = 0) -> list[Path]:
    """Write so many of them and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"kecamatan-{seed:05}.xlsx" for seed in range(first, first + count)]
    for seed, path in enumerate(paths, start=first):
        path.write_bytes(annex(seed))
    return paths


def long_sheet(rows: int, *, computed: bool) -> bytes:
    """Return a workbook with one Tabel 3.9 of so many rows: groups of a program, a kegiatan and three lines.

    Every 100th percentage is left empty; where all computed cells are to be written (`computed`), all
    percentages are, and the sums of programs and kegiatan.
    """
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet("Tabel 3.9")
        money, percent = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "0.00"})
        page.write_string(0, 0, "Tabel 3.9 Realisasi Anggaran Tahun 2024")
        for col, head in enumerate(("Sasaran", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%")):
            page.write_string(2, col, head)
        for number, line in enumerate(_lines(rows)):
            row = 3 + number
            if line.sasaran:
                page.write_string(row, 0, line.sasaran)
            page.write_string(row, 1, line.uraian)
            for col, figure in ((2, line.pagu), (3, line.realisasi)):
                page.write(row, col, None if computed and line.sum else figure, money)
            share = None if computed or number % 100 == 0 else line.realisasi / line.pagu * 100
            page.write(row, 4, share, percent)
    return target.getvalue()


def two_budgets(lines: int, *, seed: int = 1) -> bytes:
    """Return a workbook with a Tabel 2.4 and a Tabel 3.9 of so many lines, each with a name of its own."""
    import xlsxwriter

    chance = random.Random(seed)  # noqa: S311 -- names of a benchmark, no secret
    common = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(40)]
    kinds = ("Program", "Kegiatan", *["Sub Kegiatan"] * 3)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for caption, heads in _TWO_BUDGETS.items():
            page = book.add_worksheet(" ".join(caption.split()[:2]))
            page.write(0, 0, caption)
            page.write_row(2, 0, heads)
            for number in range(lines):
                drawn = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(3)]
                name = " ".join([kinds[number % len(kinds)], chance.choice(common), *drawn])
                page.write_row(3 + number, 0, (str(number), name, *(1_000_000 + number for _ in heads[2:4])))
    return target.getvalue()


_TWO_BUDGETS = {
    "Tabel 2.4 Rencana Anggaran Tahun 2024": ("No", "Program / Kegiatan", "Anggaran (Rp)"),
    "Tabel 3.9 Realisasi Anggaran Tahun 2024": (
        "No",
        "Program / Kegiatan",
        "Anggaran (Rp)",
        "Realisasi (Rp)",
        "%",
    ),
}


class _Line(NamedTuple):
    """A line of the long table; `sum` of one that adds up those below it."""

    uraian: str
    pagu: int
    realisasi: int
    sasaran: str = ""
    sum: bool = False


def _lines(rows: int) -> Iterator[_Line]:
    chance = random.Random(2024)  # noqa: S311

    def name() -> str:
        return " ".join("".join(chance.choices(_SYLLABLES, k=4)) for _ in range(3))

    for first in range(0, rows, _GROUP):
        leaves = [
            (pagu := chance.randint(1, 10**6) * 1000, int(pagu * chance.uniform(0.5, 1))) for _ in "abc"
        ]
        total = tuple(map(sum, zip(*leaves[: max(0, rows - first - 2)], strict=True))) or (0, 0)
        group = (
            _Line(f"Program {name()}", *total, f"Terwujudnya {name()}", sum=True),
            _Line(f"1. {name()}", *total, sum=True),
            *(_Line(f"{letter}) {name()}", *leaf) for letter, leaf in zip("abc", leaves, strict=True)),
        )
        yield from group[: rows - first]


def _renamed(text: str, name: str) -> str:
    return text.replace("Bogorejo", name.title()).replace("BOGOREJO", name.upper())


def _figures(chance: random.Random) -> dict[str, dict[str, float]]:
    """Return typed figures by sheet and cell; budgets stay, so that the tables agree as much as before."""
    renstra = {
        f"{col}{row}": float(target)
        for row, least, most in ((6, 80, 99), (8, 60, 90))
        for col, target in zip("EFGHI", sorted(chance.sample(range(least, most), 5)), strict=True)
    }
    spent = {f"D{row}": round(chance.uniform(0.85, 1) * pagu) for row, pagu in BUDGETS.items()}
    return {
        "Tabel 2.1": renstra,
        "Tabel 3.2": {
            "D6": renstra["G6"], "D7": renstra["G8"],
            "E6": round(chance.uniform(75, 99), 2), "E7": round(chance.uniform(60, 95), 2),
        },
        "Tabel 3.3": {cell: round(chance.uniform(65, 99), 2) for cell in ("E7", "H7", "E8", "H8")},
        "Tabel 3.9": spent,
    }  # fmt: skip


def _with_figures(text: str, figures: Mapping[str, float]) -> str:
    """Put other numbers into the numeric cells of a sheet."""
    for cell, value in figures.items():
        number = int(value) if value == int(value) else value
        text, times = re.subn(rf'(<c r="{cell}"(?: s="\d+")?>)<v>[^<]*</v>', rf"\g<1><v>{number}</v>", text)
        if times != 1:
            raise ValueError(cell)
    return text
