"""The rows of a table as they are drawn: what each line is called, and which total stands where."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from . import arithmetic as count
from .tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .layout import Style
    from .page import Look

#: Fill of each level, as a colour and as theme colour with tint.
_FILLS = {"program": ("#F4B084", 5, 2), "kegiatan": ("#FFE699", 7, 3), "sub_kegiatan": ("#E2EFDA", 9, 4)}
_INDENTS = {"program": 0, "kegiatan": 1, "sub_kegiatan": 2}
_WORDS = {"program": "", "kegiatan": "Kegiatan ", "sub_kegiatan": "Sub Kegiatan "}
#: Levels whose total can stand under a list that is no tree.
_LISTED = {"PK-anggaran": "anggaran", "Belanja": "realisasi"}


def drawn_rows(table: Table, style: Style) -> list[Row]:
    """Return the rows in the order in which they are drawn, with the texts that show their levels."""
    rows = list(table.baris)
    if table.pohon:
        rows = [_named(row, rows, style) for row in rows]
        rows = [_without_sums(row, style) for row in rows]
    if style.rata:
        rows += _mean_row(table)
    if table.id in _LISTED and (style.jumlah == "atas" or style.kata_jumlah != "JUMLAH"):
        rows.append(_sum_row(table, _LISTED[table.id]))
    totals = [_with_word(row, style) for row in rows if row.level == "jumlah"]
    others = [row for row in rows if row.level != "jumlah"]
    return [*totals, *others] if style.jumlah == "atas" else [*others, *totals]


def _with_word(row: Row, style: Style) -> Row:
    return replace(row, values={**row.values, "uraian": style.kata_jumlah})


def _sum_row(table: Table, key: str) -> Row:
    values = {"uraian": "JUMLAH", key: count.total([row.values[key] for row in table.baris])}
    return Row(level="jumlah", values=values, derived=frozenset({key}))


def _mean_row(table: Table) -> list[Row]:
    if table.id not in {"3.2", "4.1"}:
        return []
    mean = count.mean([row.values["capaian"] for row in table.baris])
    return [
        Row(
            level="rata",
            values={"tujuan_sasaran": "Rata-rata Capaian", "capaian": mean},
            derived=frozenset({"capaian"}),
        )
    ]


def _without_sums(row: Row, style: Style) -> Row:
    if style.jumlah_induk or row.level in {"sub_kegiatan", "jumlah"}:
        return row
    return replace(
        row, values={k: v for k, v in row.values.items() if k not in {"anggaran", "realisasi", "serapan"}}
    )


def _named(row: Row, rows: Sequence[Row], style: Style) -> Row:
    if row.level == "jumlah":
        return row
    siblings = [r for r in rows if r.level == row.level and _above(r) == _above(row)]
    number = next(n for n, r in enumerate(siblings) if r.kode == row.kode)
    name = f"{_prefix(row, number, style)}{row.values['uraian']}"
    return replace(row, values={**row.values, "uraian": name})


def _above(row: Row) -> str:
    return row.kode.rsplit(".", {"program": 1, "kegiatan": 2, "sub_kegiatan": 1}[row.level])[0]


def _prefix(row: Row, number: int, style: Style) -> str:
    letter = chr(ord("a") + number)
    if style.tingkat == "kata":
        return _WORDS[row.level]
    if style.tingkat == "nomor":
        return {"program": "", "kegiatan": f"{number + 1}. ", "sub_kegiatan": f"{letter}) "}[row.level]
    if style.tingkat == "huruf":
        return {
            "program": f"{letter.upper()}. ",
            "kegiatan": f"{number + 1}. ",
            "sub_kegiatan": f"{letter}. ",
        }[row.level]
    return " " * 4 * _INDENTS[row.level] if style.tingkat == "spasi" else ""


def level_look(row: Row, key: str, style: Style) -> Look:
    """Return how the level of a line shows in the look of a cell."""
    if row.level not in _FILLS:
        return {}
    if style.tingkat.startswith("warna"):
        return {"bg_color": _fill(row.level, theme=style.tingkat == "warna tema")}
    return {"indent": _INDENTS[row.level]} if style.tingkat == "indentasi" and key == "uraian" else {}


def _fill(level: str, *, theme: bool) -> object:
    from xlsxwriter.color import Color

    plain, colour, shade = _FILLS[level]
    return Color.theme(colour, shade) if theme else plain


def blocks(table: Table, rows: Sequence[Row]) -> list[list[int]]:
    """Return the rows in blocks that are not torn apart: the rows of one label, or a programme with its lines."""
    found: list[list[int]] = []
    for i, row in enumerate(rows):
        if found and _together(table, rows[i - 1], row):
            found[-1].append(i)
        else:
            found.append([i])
    return found


def _together(table: Table, before: Row, row: Row) -> bool:
    if table.pohon:
        return row.level not in {"program", "jumlah"} and before.level != "jumlah"
    keys = {*table.label, *table.shared} & row.group.keys() & before.group.keys()
    return any(row.group[key] == before.group[key] for key in keys)


def amount_of(row: Row, key: str) -> Fraction | None:
    """Return a figure of a row, None for a word or nothing."""
    value = row.values.get(key)
    return value if isinstance(value, Fraction) else None
