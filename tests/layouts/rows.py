"""Draws the body of a table cell by cell, and keeps what each cell must be read as."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from .body import blocks, drawn_rows, level_look
from .expected import ExpectedCell, ExpectedRow
from .figures import Written, written
from .formulas import formula_for
from .heads import Head, draw_heads
from .page import BORDER, Page, Raw, address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .abstract import Row, Table
    from .arithmetic import Value
    from .facts import Unit
    from .layout import Style

_UNITS = frozenset({"target", "realisasi", "kondisi_awal", "target_tw", "realisasi_tw"})
#: Rows in which an empty cell is no missing fact.
_SUMS = frozenset({"program", "kegiatan", "jumlah", "rata"})
#: Labels that can head a group of rows.
_HEADING = ("sasaran", "tujuan_sasaran", "tujuan")
_NUMERIC = frozenset({"angka", "cacah", "persen", "rasio", "uang"})


@dataclass(slots=True)
class Body:
    """A body while it is drawn: `at` the sheet row of each row, `read` what stands in each cell."""

    page: Page
    table: Table
    style: Style
    unit: Unit
    heads: Sequence[Head]
    left: int
    template: bool
    rows: list[Row] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    read: dict[tuple[int, str], Written] = field(default_factory=dict)
    labels: dict[tuple[int, str], Value] = field(default_factory=dict)
    first: dict[tuple[int, str], int] = field(default_factory=dict)

    def reads(self, i: int, key: str) -> Value:
        """Return what a cell must be read as, of a merged one what its first row holds."""
        return self.read[self.first.get((i, key), i), key].reads

    def col(self, key: str) -> int | None:
        """Return the column of the sheet in which a column stands, None where it is left out."""
        return next(
            (self.left + n for n, h in enumerate(self.heads) if h.column and h.column.kunci == key), None
        )

    def wide(self, key: str) -> bool:
        """Return whether a column takes two columns of the sheet."""
        return any(h.wide for h in self.heads if h.column and h.column.kunci == key)

    def number_at(self, i: int, key: str) -> str:
        """Return the address of a cell that holds a true number, empty for any other."""
        col = self.col(key)
        ink = self.page.cells.get((self.at[i], col)) if col is not None and i < len(self.at) else None
        return address(self.at[i], col) if ink and (ink.formula or isinstance(ink.raw, float)) else ""


def draw_body(body: Body, row: int) -> int:
    """Draw the rows from a row of the sheet on and return the row below them."""
    body.rows = drawn_rows(body.table, body.style)
    since = 0
    parts = blocks(body.table, body.rows)
    grouped = any(len(block) > 1 for block in parts)
    for number, block in enumerate(parts):
        if number and body.style.sela and grouped:
            _draw_spacer(body, row)
            row += 1
        if number and body.style.potong and since >= body.style.potong:
            row, since = draw_heads(body.page, row, body.left, body.heads, body.style), 0
        row = _draw_group(body, row, number, body.rows[block[0]])
        for i in block:
            body.at.append(row)
            _draw_row(body, i)
            row, since = row + 1, since + 1
        _merge_labels(body, block)
    for i, at in enumerate(body.at):
        _draw_total_label(body, i, at)
    _merge_wide(body)
    if not body.template:
        _draw_formulas(body)
        _draw_error(body)
    return row


def _draw_group(body: Body, row: int, number: int, first: Row) -> int:
    """Draw what heads the rows of one label, if anything does, and return the row below it."""
    label = next((first.values[key] for key in _HEADING if first.values.get(key)), None)
    if (
        not body.style.kelompok
        or not body.table.label
        or body.table.pohon
        or label is None
        or first.level == "rata"
    ):
        return row
    words = (f"Sasaran Strategis {number + 1} : {label}", f"{label}", f"{'ABCDEFGH'[number % 8]}. {label}")
    body.page.put(row, body.left, words[body.style.kata % len(words)])
    column = body.heads[0].column
    if body.style.kelompok == "gabung" or column is None or column.kunci != "no":
        body.page.merge(row, body.left, row, body.left + len(body.heads) - 1)
    return row + 1


def _merge_wide(body: Body) -> None:
    """Merge the two columns of a wide one in every row that is not merged there already."""
    col = next((body.left + n for n, h in enumerate(body.heads) if h.wide), None)
    for at in body.at if col is not None else ():
        if (at, col) not in body.page.covered:
            body.page.merge(at, col, at, col + 1)


def _draw_error(body: Body) -> None:
    """Let the last computed share divide by an empty cell."""
    rows = [i for i, row in enumerate(body.rows) if row.level not in _SUMS]
    keys = [
        k
        for k in ("capaian", "kemajuan", "serapan")
        if body.col(k) is not None and k not in body.table.shared
    ]
    if not body.style.galat or not rows or not keys or keys[0] not in body.rows[rows[-1]].derived:
        return
    i, key = rows[-1], keys[0]
    at = body.at[i], body.col(key)
    if (i, key) not in body.first and (i, key) not in body.labels:
        body.page.put(
            *at, "#DIV/0!", BORDER, f"A{at[0] + 1}/{address(at[0], body.left + len(body.heads) + 3)}"
        )
        body.read[i, key] = Written(raw=None, reads="#DIV/0!", look={})


def _draw_spacer(body: Body, row: int) -> None:
    for offset in range(len(body.heads)):
        body.page.put(row, body.left + offset, None)


def _draw_row(body: Body, i: int) -> None:
    for offset, head in enumerate(body.heads):
        at = body.at[i], body.left + offset
        if head.spill:
            body.page.put(*at, None)
            continue
        if head.column is None:
            text = None if body.rows[i].level in {"jumlah", "rata"} else head.foreign[i % len(head.foreign)]
            body.page.put(*at, text)
            continue
        cell = _cell(body, i, head)
        body.read[i, head.column.kunci] = cell
        look = {
            **BORDER,
            "valign": "top",
            **level_look(body.rows[i], head.column.id, body.style),
            **cell.look,
        }
        body.page.put(*at, _pasted(cell.raw, head, body.style), look)


def _pasted(raw: Raw, head: Head, style: Style) -> Raw:
    """Return a text as pasting leaves it: a hard space, unless spaces show the level, and one at the end."""
    if style.rapi or not isinstance(raw, str) or head.column.jenis != "teks":
        return raw
    return f"{raw if raw[:1] == ' ' else raw.replace(' ', chr(0xA0), 1)} "


def _cell(body: Body, i: int, head: Head) -> Written:
    row, column = body.rows[i], head.column
    value = row.values.get(column.kunci)
    if column.jenis == "warna":
        return Written(raw=None, reads=value, look={"bg_color": f"#{value}"})
    derived = column.kunci in row.derived
    if body.template and derived:
        return Written(raw=None, reads=None, look={})
    quiet = column.jenis == "teks" or row.level in _SUMS
    style = replace(body.style, kosong="") if quiet else _with_dash(body, row, column.id)
    unit = str(row.values.get("satuan") or "") if body.style.satuan_melekat and column.id in _UNITS else ""
    plain_unit = unit if not any(c.isdigit() or c == "/" for c in unit) else ""
    return written(
        value,
        column.jenis,
        style,
        turn=i,
        computed=derived and column.jenis in {"persen", "rasio"},
        satuan=plain_unit,
    )


def _with_dash(body: Body, row: Row, column: str) -> Style:
    """A line of the budget without one says so by a dash: an empty cell would look like that of a sum."""
    if (
        body.table.pohon
        and row.level == "sub_kegiatan"
        and column in {"anggaran", "target"}
        and not body.style.kosong
    ):
        return replace(body.style, kosong="-")
    return body.style


def _merge_labels(body: Body, block: Sequence[int]) -> None:
    for key in (*body.table.label, *body.table.shared):
        col = body.col(key)
        if col is None:
            continue
        for _, group in groupby(block, key=lambda i, key=key: body.rows[i].group.get(key, f"row {i}")):
            _share(body, key, col, list(group))


def _share(body: Body, key: str, col: int, group: Sequence[int]) -> None:
    """Let one cell stand for the rows of a group, where they are several and say the same."""
    first, *others = group
    if not others or len({body.read[i, key].reads for i in group}) > 1:
        return
    merged = key in body.table.shared or body.style.label == "gabung"
    if merged:
        body.page.merge(body.at[first], col, body.at[group[-1]], col + body.wide(key))
        body.first.update({(i, key): first for i in others})
    elif body.style.label == "sekali":
        for i in others:
            body.page.put(body.at[i], col, None)
            body.labels[i, key] = body.read[i, key].reads
            body.read[i, key] = replace(body.read[i, key], raw=None, reads=None)


def _draw_total_label(body: Body, i: int, at: int) -> None:
    """Merge the word of a total, or of a mean, over the empty cells in front of it."""
    key = {"jumlah": "uraian", "rata": "tujuan_sasaran"}.get(body.rows[i].level)
    col = body.col(key) if key else None
    if col is None or not body.style.judul_gabung:
        return
    in_front = [body.page.cells[at, c].raw for c in range(body.left, col)]
    if col > body.left and not any(raw is not None for raw in in_front):
        ink = body.page.cells[at, col]
        body.page.put(at, body.left, ink.raw, ink.look)
        body.page.merge(at, body.left, at, col + body.wide(key))


def _draw_formulas(body: Body) -> None:
    for i, row in enumerate(body.rows if body.style.rumus else ()):
        for head in body.heads:
            key = head.column.kunci if head.column else ""
            ink = body.page.cells[body.at[i], body.col(key)] if key in row.derived else None
            if ink is None or ink.raw is None or ink.formula:
                continue
            formula = formula_for(body, i, head.column)
            if formula:
                _put_formula(body, i, key, formula)


def _put_formula(body: Body, i: int, key: str, formula: str) -> None:
    """Put a formula in a cell; what it stores is not rounded."""
    ink = body.page.cells[body.at[i], body.col(key)]
    value = body.rows[i].values[key]
    ink.formula = formula
    if isinstance(value, Fraction):
        scale = 100 if "%" in ink.look.get("num_format", "") else 1
        in_thousands = body.style.ribuan and key in {"anggaran", "realisasi"}
        ink.raw = float(value / scale / (1000 if in_thousands else 1))
        body.read[i, key] = replace(body.read[i, key], raw=ink.raw, reads=value)
    if body.style.rumus == "tanpa nilai":
        ink.raw = ""
        body.labels[i, key] = value
        body.read[i, key] = replace(body.read[i, key], reads=None)


def expected_rows(body: Body) -> Iterator[ExpectedRow]:
    """Yield what a reader must find, when everything stands in its place."""
    leveled = body.table.pohon or body.table.id in {"2.1", "2.3", "PK", "PK-anggaran"}
    columns = [h.column for h in body.heads if h.column]
    for i, (row, at) in enumerate(zip(body.rows, body.at, strict=True)):
        total = row.level in {"jumlah", "rata"}
        cells = {
            c.kunci: ExpectedCell(
                value=body.reads(i, c.kunci),
                tempat=body.page.place(at, body.col(c.kunci)),
                jenis=c.jenis,
                label=body.labels.get((body.first.get((i, c.kunci), i), c.kunci)),
            )
            for c in columns
            if not total or (c.jenis in _NUMERIC and row.values.get(c.kunci) is not None)
        }
        yield ExpectedRow(nomor=at + 1, level=row.level if leveled or total else "", sel=cells)
