"""Every formula of the blank workbook: what follows from what, and the labels that are typed only once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.ooxml import refs
from sakipcalc.places import Place
from sakipcalc.tables.standard import MEASUREMENT
from sakipcalc.writing.template.trial import formulas_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.writing.template.request import Permintaan
    from sakipcalc.writing.template.shape import BarisBentuk, KolomBentuk, TabelBentuk

__all__ = ["all_formulas"]

#: The polarities that have formulas of their own; the first is that of a row that names none.
_POLARITIES = ("naik", "turun", "stabil")
#: Columns of an agreement that repeat a figure, beside those that repeat a label.
_FIGURES = frozenset({"target", "anggaran"})
#: "COUNT(F6:F15)<10": a mean of rows that all have to have a figure.
_ALL_ROWS = re.compile(r"COUNT\(([A-Z]+)(\d+):\1(\d+)\)<(\d+)")
#: A figure that is taken over from Tabel 2.1 itself.
_FROM_PLAN = "IF('Tabel 2.1'!"
#: What a table of goals calls them, the nearest first.
_GOALS = ("sasaran", "tujuan")


def all_formulas(tables: Sequence[TabelBentuk], asked: Permintaan) -> dict[Place, str]:
    """Return the formulas of the blank workbook by place, without "=".

    Parameters
    ----------
    tables : sequence of TabelBentuk
        The tables.
    asked : Permintaan
        What the workbook is asked to be.
    """
    by_id = {table.id: table for table in reversed(tables)}
    found = {place: text for table in tables for place, text in _labels(table, by_id, asked)}
    found |= _derived(tables, by_id[MEASUREMENT], asked)
    typed = {
        Place(sheet=table.sheet, cell=table.nama_sel(row, column))
        for table in tables
        for number, row in enumerate(table.baris)
        for column in table.kolom
        if (table.nama, number, column.kunci) in asked.isi
    }
    return {place: text for place, text in found.items() if place not in typed}


def _derived(tables: Sequence[TabelBentuk], measuring: TabelBentuk, asked: Permintaan) -> dict[Place, str]:
    """Return the formulas of derived cells, each choosing by the polarity of its indicator."""
    usual, *others = ((arah, formulas_for(tables, asked, arah)) for arah in _POLARITIES)
    found = {}
    for table in tables:
        for row in table.baris:
            for column in table.kolom:
                place = Place(sheet=table.sheet, cell=table.nama_sel(row, column))
                if place not in usual[1]:
                    continue
                text = usual[1][place]
                for arah, formulas in reversed(others if table.jenis != "lain" else []):
                    if formulas[place] != usual[1][place]:
                        text = f'IF({_polarity(measuring, table, row)}="{arah}",{formulas[place]},{text})'
                found[place] = _where_named(_over_labelled_rows(text, table), table, row)
    return found


def _polarity(measuring: TabelBentuk, table: TabelBentuk, row: BarisBentuk) -> str:
    """Return the cell that states the polarity of the indicator of a row."""
    column = next(column for column in measuring.kolom if column.id == "arah")
    return _reference(measuring, measuring.baris[row.urutan], column, table)


def _over_labelled_rows(text: str, table: TabelBentuk) -> str:
    """Let a mean ask for a figure in each row that names an indicator, instead of in every row."""
    label = refs.column_name(table.lajur("indikator") or 1)

    def labelled(match: re.Match[str]) -> str:
        _, first, last, _ = match.groups()
        return f'{match.group().partition("<")[0]}<MAX(1,COUNTIF({label}{first}:{label}{last},"?*"))'

    return _ALL_ROWS.sub(labelled, text)


def _where_named(text: str, table: TabelBentuk, row: BarisBentuk) -> str:
    """Show a target of the Renstra only in a row that still names its indicator."""
    if table.jenis != "diukur" or table.id == MEASUREMENT or not text.startswith(_FROM_PLAN):
        return text
    label = refs.cell_name(row.nomor, table.lajur("indikator"))
    return f'IF({label}="","",{text})'


def _labels(
    table: TabelBentuk, by_id: Mapping[str, TabelBentuk], asked: Permintaan
) -> Iterator[tuple[Place, str]]:
    """Yield the formulas by which a table takes over the labels of the table that it follows from."""
    source = by_id.get(table.dari)
    if source is None:
        return
    for at, row in enumerate(table.baris):
        number = _source_row(table, row, source, asked)
        if number is None or (table.nama, at, "indikator") in asked.isi:
            continue  # a total, or a row that names its own indicator
        for column in table.kolom:
            place = Place(sheet=table.sheet, cell=table.nama_sel(row, column))
            text = _label(table, row, column, source, number, asked)
            if text:
                yield place, text


def _source_row(table: TabelBentuk, row: BarisBentuk, source: TabelBentuk, asked: Permintaan) -> int | None:
    """Return which row of the source, from 0, a row takes its labels from; none for a total."""
    if row.urutan < 0 or (table.jenis == "janji" and row.urutan >= len(source.baris)):
        return None
    if table.jenis == "program":
        return asked.program[row.urutan]
    if table.jenis in {"utama", "diukur"} and source.jenis == "indikator":
        return asked.diukur[row.urutan]
    return row.urutan


def _label(
    table: TabelBentuk,
    row: BarisBentuk,
    column: KolomBentuk,
    source: TabelBentuk,
    number: int,
    asked: Permintaan,
) -> str:
    spec = asked.specs[table.id].kolom[column.id]
    wanted = spec.label_dari or ((column.id,) if column.id in _FIGURES and table.pejabat else ())
    if column.id == "tujuan_sasaran" and "tujuan_sasaran" not in {one.id for one in source.kolom}:
        return _goal(table, row, column, source, number)
    known = next((one for name in wanted for one in source.kolom if one.id == name), None)
    if known is None:
        return ""
    cell = _reference(source, source.baris[number], known, table)
    return f'IF({cell}="","",{cell})'


def _goal(table: TabelBentuk, row: BarisBentuk, column: KolomBentuk, source: TabelBentuk, number: int) -> str:
    """Return the sasaran of a row, else its tujuan, else the goal of the row above: a goal is typed once."""
    wanted = source.baris[number]
    columns = {one.id: one for one in source.kolom}
    label = _reference(source, wanted, columns["indikator"], table)
    above = f"{refs.cell_name(row.nomor - 1, column.lajur)}" if row.nomor > table.badan else '""'
    text = f'IF({label}="","",{above})'
    for name in reversed(_GOALS):
        cell = _reference(source, wanted, columns[name], table)
        text = f'IF({cell}<>"",{cell},{text})'
    return text


def _reference(source: TabelBentuk, row: BarisBentuk, column: KolomBentuk, table: TabelBentuk) -> str:
    place = Place(sheet=source.sheet, cell=source.nama_sel(row, column))
    return place.cell if source.sheet == table.sheet else f"{place.quoted_sheet}!{place.cell}"
