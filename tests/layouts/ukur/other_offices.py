"""Layouts that clerks of other offices might make, written down as they look: `data/kantor-lain.toml` and `data/formulir-asing.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from ..facts import DATA
from ..page import Page, write
from .truth import Area, Drawing, Expected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

#: Columns that hold words.
_WORDS = ("no", "kode", "tujuan", "sasaran", "indikator", "satuan", "uraian", "program", "skala", "predikat", "analisis", "solusi", "menunjang", "kategori", "arah", "jenis")  # fmt: skip
_NOTHING = ("", "-", "n/a")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SHARE = re.compile(r"(\d+(?:,\d+)?)%%")
_SHARE_LOOK = {"num_format": "0.0%"}
_TABLE = re.compile(r"(?P<sheet>.+?) (?P<rows>[\d,-]+) (?P<ids>\S+): (?P<columns>.+)")


class Spanned(NamedTuple):
    """A cell as it is written: its text, and the columns and rows that it spans."""

    text: str
    wide: int
    deep: int

    @property
    def raw(self) -> str | float | None:
        """What the cell holds: a number, a text, nothing."""
        if share := _SHARE.fullmatch(self.text):
            return float(share[1].replace(",", ".")) / 100
        if _NUMBER.fullmatch(self.text):
            return float(self.text) if "." in self.text else int(self.text)
        return self.text.removeprefix("'") or None

    @property
    def look(self) -> dict[str, str]:
        """How the cell is formatted."""
        return _SHARE_LOOK if _SHARE.fullmatch(self.text) else {}


def other_offices() -> Iterator[Drawing]:
    """Yield each layout as a workbook, with what must be read of it."""
    yield from (_drawn(name, one) for name, one in _written("kantor-lain.toml").items())


def foreign_forms() -> Iterator[Drawing]:
    """Yield each form of a foreign hand as a workbook; no error may be reported of it."""
    for name, one in _written("formulir-asing.toml").items():
        drawing = _drawn(name, one)
        if drawing.expected:
            area = drawing.expected[0].area
            errors = _fact(area, ["galat", one.get("galat", 0), f"A{area.top}"])
            drawing = replace(drawing, expected=(*drawing.expected, errors))
        yield drawing


def blank_forms() -> Iterator[tuple[Drawing, Drawing]]:
    """Yield each form of a foreign hand without its printed results, and as it was."""
    for name, one in _written("formulir-asing.toml").items():
        whole = _drawn(name, one)
        gone = [value for value in whole.expected if _is_result(value) and _follows(value, whole.expected)]
        if gone:
            yield (
                _drawn(name, one, {(value.area.sheet, value.row, value.col) for value in gone}),
                replace(whole, expected=tuple(gone)),
            )


def _is_result(value: Expected) -> bool:
    return any(key.split("_2")[0] in _MADE_OF for _, key in value.accept)


def _follows(result: Expected, expected: Iterable[Expected]) -> bool:
    """Return whether what a result is made of stands in its row."""
    row = [one for one in expected if one.area == result.area and one.row == result.row]
    keys = {key.split("_2")[0] for one in row for _, key in one.accept}
    return any(
        _MADE_OF[key.split("_2")[0]] <= keys for _, key in result.accept if key.split("_2")[0] in _MADE_OF
    )


#: Columns that follow from others, and from which.
_MADE_OF = {
    "capaian": {"target", "realisasi"},
    "kemajuan": {"target_akhir", "realisasi"},
    "serapan": {"anggaran", "realisasi"},
}


def _written(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _drawn(name: str, one: dict[str, Any], blank: Collection[tuple[str, int, int]] = ()) -> Drawing:
    """Return a form as a workbook with what must be read of it; some of its cells may be left blank."""
    sheets = {sheet: _cells(text) for sheet, text in one["lembar"].items()}
    tables = [_table(line, sheets) for line in one.get("benar", ())]
    expected = [value for values in tables for value in values]
    whole = next(iter(_whole(sheet, cells) for sheet, cells in sheets.items()))
    area = expected[0].area if expected else _below_its_lines(whole, next(iter(sheets.values())))
    expected += [_fact(area, fact) for fact in one.get("fakta", ())]
    return Drawing(
        kind=name,
        seed="",
        data=write([_page(*sheet, one.get("sembunyi", ()), blank) for sheet in sheets.items()]),
        expected=tuple(expected),
        strangers=tuple(_whole(sheet, sheets[sheet]) for sheet in one.get("bukan", ())),
    )


def _cells(text: str) -> list[list[Spanned]]:
    lines = text.strip("\n").split("\n")
    return [[_spanned(cell) for cell in line.split("|")] if line.strip() else [] for line in lines]


def _spanned(cell: str) -> Spanned:
    spans = dict(re.findall(r"\[([cr])(\d+)\]", cell))
    return Spanned(re.sub(r"\[[cr]\d+\]", "", cell).strip(), int(spans.get("c", 1)), int(spans.get("r", 1)))


def _page(
    sheet: str, cells: list[list[Spanned]], hidden: Iterable[str], blank: Collection[tuple[str, int, int]]
) -> Page:
    page = Page(name=sheet)
    columns = (place.rpartition(" ") for place in hidden)
    page.hidden_cols = {column_index_from_string(letter) - 1 for name, _, letter in columns if name == sheet}
    for row, line in enumerate(cells):
        for col, cell in enumerate(line):
            if cell.raw is None:
                continue
            page.put(row, col, None if (sheet, row + 1, col + 1) in blank else cell.raw, cell.look)
            if cell.wide > 1 or cell.deep > 1:
                page.merge(row, col, row + cell.deep - 1, col + cell.wide - 1)
    return page


def _whole(sheet: str, cells: list[list[Spanned]]) -> Area:
    return Area(sheet=sheet, top=1, left=1, bottom=len(cells), right=max(map(len, cells)))


def _below_its_lines(whole: Area, cells: list[list[Spanned]]) -> Area:
    """Return a sheet from the header of its table on."""
    top = next((row for row, line in enumerate(cells, 1) if len(line) > 2), 1)
    return replace(whole, top=top)


def _table(line: str, sheets: dict[str, list[list[Spanned]]]) -> list[Expected]:
    found = _TABLE.fullmatch(line)
    assert found, line
    cells = sheets[found["sheet"]]
    rows = [row for part in found["rows"].split(",") for row in _span(part)]
    columns = [one.split("=") for one in found["columns"].split()]
    cols = [column_index_from_string(letter) for letter, _ in columns]
    top = min(rows) - 1
    first = next(col for col, cell in enumerate(cells[min(rows) - 1], 1) if cell.text)
    area = Area(sheet=found["sheet"], top=top, left=min(first, *cols), bottom=max(rows), right=max(cols))
    values = []
    for row in rows:
        for col, (_, told) in zip(cols, columns, strict=True):
            keys, _, times = told.partition("*")
            text = cells[row - 1][col - 1].text if col <= len(cells[row - 1]) else ""
            if text.lower() in _NOTHING:
                continue
            accept = tuple((id_, key) for id_ in found["ids"].split(",") for key in keys.split(","))
            words = keys.startswith(_WORDS)
            value = text.removeprefix("'") if words else _number(text) * int(times or 1)
            values.append(Expected(area=area, row=row, col=col, value=value, accept=accept))
    return values


def _span(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)


def _number(text: str) -> Fraction:
    """Return a figure as a clerk means it: 1.250.000,50 and 96,33 % and 15 medali."""
    if _NUMBER.fullmatch(text):
        return Fraction(text)
    found = re.search(r"-?\d[\d.]*(?:,\d+)?", text)
    assert found, text
    return Fraction(found[0].replace(".", "").replace(",", "."))


def _fact(area: Area, fact: list[Any]) -> Expected:
    *path, value, cell = fact
    letter, row = coordinate_from_string(cell)
    right = Fraction(str(value)) if isinstance(value, int | float) else value
    return Expected(area=area, row=row, col=column_index_from_string(letter), value=right, fact=tuple(path))
