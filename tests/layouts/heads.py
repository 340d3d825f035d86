"""The header of a table under a style: which columns, in which order, with which headings."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from .page import BORDER, Page
from .tables import ROMAN, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .facts import Unit
    from .layout import Style

#: Columns that offices add and no standard table has.
FOREIGN = (
    ("Penanggung Jawab", ("Sekretariat", "Bidang Data", "Bidang Layanan")),
    ("Dasar Hukum", ("Perda", "Perbup", "SK Kepala Daerah")),
)
_HEAD = {**BORDER, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
_UNITS = {"uang": "(Rp)", "persen": "(%)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column of the drawn table: its headings from the top, and the column of the table or a foreign one."""

    path: tuple[str, ...]
    column: Column | None = None
    foreign: tuple[str, ...] = ()


def heads(table: Table, style: Style, unit: Unit) -> list[Head]:
    """Return the drawn columns from left to right."""
    columns = _by_axis([c for c in table.kolom if _kept(c, style)], style)
    made = [Head(column=c, path=_path(c, table, style, unit)) for c in columns]
    if len({h.path for h in made}) == len(made):
        made = _reordered(made, style.urutan)
    for name, texts in FOREIGN[: style.kolom_asing]:
        at = 2 + (style.urutan + len(made)) % (len(made) - 1)
        while at < len(made) and made[at - 1].path[0] == made[at].path[0] and len(made[at].path) > 1:
            at += 1
        made.insert(at, Head(path=(_cased(name, style.huruf),), foreign=texts))
    return made


def _kept(column: Column, style: Style) -> bool:
    if column.bila == "kode":
        return style.tingkat == "kode"
    unit_elsewhere = style.satuan_melekat and column.id == "satuan"
    return not (column.pilihan and style.ringkas) and not unit_elsewhere


def _by_axis(columns: Sequence[Column], style: Style) -> list[Column]:
    """Bring the yearly columns of Tabel 3.3 together by year, or leave them by what they hold."""
    yearly = [c for c in columns if c.tahun is not None]
    if len({c.id for c in yearly}) < 2 or style.poros == "ukuran":
        return list(columns)
    ordered = sorted(yearly, key=lambda c: c.tahun or 0)
    return [c for c in columns if c.tahun is None] + ordered


def _path(column: Column, table: Table, style: Style, unit: Unit) -> tuple[str, ...]:
    words = {
        "tahun": column.tahun or unit.tahun, "akhir": unit.tahun_target[-1], "romawi": ROMAN[(column.tw or 1) - 1],
        "rincian": table.rincian.replace("_", " ").title(),
    }  # fmt: skip
    own, groups = column.judul, column.grup
    if style.kepala == "datar" and (column.datar or groups):
        own, groups = column.datar or column.judul, ()
    elif column.ukuran and style.poros == "ukuran":
        own, groups = column.grup, column.ukuran
    texts = [options[style.kata % len(options)] for options in (groups, own) if options]
    suffix = _UNITS.get(column.jenis, "") if style.satuan_judul else ""
    if column.jenis == "uang" and style.ribuan:
        suffix = "(x 1000 Rp)"
    path = [_cased(text.format(**words), style.huruf) for text in texts]
    if suffix and "%" not in path[-1] and not path[-1].isdigit():
        path[-1] = f"{path[-1]} {suffix}"
    return tuple(path)


def _cased(text: str, case: str) -> str:
    if case == "asal":
        return text
    if case == "atas":
        return text.upper()
    return (
        text.lower() if case == "bawah" else " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
    )


def _reordered(made: list[Head], order: int) -> list[Head]:
    """Shuffle the columns in blocks that belong together; the row number stays in front."""
    if not order:
        return made
    blocks = [
        list(block) for _, block in groupby(made, key=lambda h: h.path[0] if len(h.path) > 1 else id(h))
    ]
    first = [block for block in blocks if block[0].column and block[0].column.id == "no"]
    rest = [block for block in blocks if block not in first]
    random.Random(order).shuffle(rest)  # noqa: S311 -- a fixed shuffle, no secret
    return [head for block in (*first, *rest) for head in block]


def draw_heads(page: Page, row: int, left: int, made: Sequence[Head], style: Style) -> int:
    """Draw the header with its column numbers and return the row below it."""
    levels = max(len(h.path) for h in made)
    merged = style.kepala == "gabung" or (style.kepala == "datar" and style.tinggi > 0)
    height = levels + (style.tinggi if merged else 0)
    for offset, head in enumerate(made):
        _draw_head(page, row, left + offset, head, made, height if merged else levels)
    if merged:
        _merge_heads(page, row, left, made, height)
    below = row + height
    if style.nomor_kolom:
        for number, head in enumerate(made, 1):
            page.put(below, left + number - 1, _column_number(number, head, made, style), _HEAD)
        below += 1
    return below


def _draw_head(page: Page, row: int, col: int, head: Head, made: Sequence[Head], height: int) -> None:
    for level in range(height):
        page.put(row + level, col, None, _HEAD)
    if len(head.path) == 1:
        page.put(row, col, _raw(head.path[0]), _HEAD)
        return
    before = made[made.index(head) - 1] if made.index(head) else None
    if before is None or len(before.path) == 1 or before.path[0] != head.path[0]:
        page.put(row, col, _raw(head.path[0]), _HEAD)
    page.put(row + height - 1, col, _raw(head.path[-1]), _HEAD)


def _merge_heads(page: Page, row: int, left: int, made: Sequence[Head], height: int) -> None:
    position = left
    for group, block in groupby(made, key=lambda h: h.path[0] if len(h.path) > 1 else None):
        width = len(list(block))
        if group is None:
            for col in range(position, position + width):
                page.merge(row, col, row + height - 1, col)
        else:
            page.merge(row, position, row + height - 2, position + width - 1)
        position += width


def _raw(text: str) -> str | int:
    return int(text) if text.isdigit() else text


def _column_number(number: int, head: Head, made: Sequence[Head], style: Style) -> str | int:
    ids = [h.column.id if h.column else "" for h in made]
    own = head.column
    if style.nomor_kolom == "kurung":
        return f"({number})"
    if style.nomor_kolom == "rp" and own and own.jenis == "uang":
        return f"Rp {number}"
    sums = own and own.id == "capaian" and not own.tahun and {"target", "realisasi"} <= set(ids)
    if style.nomor_kolom == "rumus" and sums:
        return f"{number} = {ids.index('realisasi') + 1}/{ids.index('target') + 1}*100"
    return number
