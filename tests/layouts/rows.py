"""Draws the body of a table cell by cell, and keeps what each cell must be read as."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from .body import blocks, drawn_rows, level_look
from .expected import Cell, ExpectedRow
from .figures import Written, written
from .formulas import formula_for
from .heads import Head, draw_heads
from .page import BORDER, Page, address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .arithmetic import Value
    from .facts import Unit
    from .layout import Style
    from .tables import Row, Table

_UNITS = frozenset({"target", "realisasi", "kondisi_awal", "target_tw", "realisasi_tw"})
#: Rows in which an empty cell is no missing fact.
_SUMS = frozenset({"program", "kegiatan", "jumlah", "rata"})
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

    def number_at(self, i: int, key: str) -> str:
        """Return the address of a cell that holds a true number, empty for any other."""
        col = self.col(key)
        ink = self.page.cells.get((self.at[i], col)) if col is not None and i < len(self.at) else None
        return address(self.at[i], col) if ink and isinstance(ink.raw, float) else ""


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
        for i in block:
            body.at.append(row)
            _draw_row(body, i)
            row, since = row + 1, since + 1
        _merge_labels(body, block)
    for i, at in enumerate(body.at):
        _draw_total_label(body, i, at)
    if body.style.rumus and not body.template:
        _draw_formulas(body)
    return row


def _draw_spacer(body: Body, row: int) -> None:
    for offset in range(len(body.heads)):
        body.page.put(row, body.left + offset, None)


def _draw_row(body: Body, i: int) -> None:
    for offset, head in enumerate(body.heads):
        at = body.at[i], body.left + offset
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
        body.page.put(*at, cell.raw, look)


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
        body.page.merge(body.at[first], col, body.at[group[-1]], col)
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
        body.page.merge(at, body.left, at, col)


def _draw_formulas(body: Body) -> None:
    for i, row in enumerate(body.rows):
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


def expected_rows(body: Body) -> Iterator[ExpectedRow]:
    """Yield what a reader must find, when everything stands in its place."""
    leveled = body.table.pohon or body.table.id in {"2.1", "2.3", "PK", "PK-anggaran"}
    columns = [h.column for h in body.heads if h.column]
    for i, (row, at) in enumerate(zip(body.rows, body.at, strict=True)):
        total = row.level in {"jumlah", "rata"}
        cells = {
            c.kunci: Cell(
                value=body.reads(i, c.kunci),
                tempat=body.page.place(at, body.col(c.kunci)),
                jenis=c.jenis,
                label=body.labels.get((i, c.kunci)),
            )
            for c in columns
            if not total or (c.jenis in _NUMERIC and row.values.get(c.kunci) is not None)
        }
        yield ExpectedRow(nomor=at + 1, level=row.level if leveled or total else "", sel=cells)
