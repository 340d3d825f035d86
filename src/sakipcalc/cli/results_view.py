"""Results on a terminal: the indicators, what was spent, and tables of the unit's own."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.cli.terminal import Printout, put, put_lines, put_table
from sakipcalc.computing.explain import state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from sakipcalc.cli.terminal import Screen
    from sakipcalc.computing import Hasil
    from sakipcalc.computing.export import CapaianRow, RenstraRow
    from sakipcalc.computing.owntables import ComputedTable
    from sakipcalc.messages import Lang

__all__ = ["entity_line", "show_all_results", "show_budget", "show_indicators"]

#: What parts two columns, and the least that is left for names [characters].
_BETWEEN, _NARROW = 3, 20
#: Columns of the table of indicators; the last one is left out where no figure is known.
_HEADINGS = ("indikator", "target", "realisasi", "capaian", "kategori", "kemajuan-short")
_FULL = Fraction(100)
#: More efficiencies than this are counted by their kategori.
_MOST_EFFICIENCIES = 1


def entity_line(hasil: Hasil) -> str:
    """Return whose workbook it is, and of which year."""
    entity = hasil.laporan.entitas
    return " · ".join(filter(None, [entity.nama, entity.kabupaten, str(entity.tahun or "")]))


def show_all_results(to: Screen, hasil: Hasil, lang: Lang) -> None:
    """Show all results of one workbook."""
    put(to, entity_line(hasil), style="italic")
    show_indicators(to, hasil, lang)
    show_budget(to, hasil, lang)
    for one in hasil.tabel_tambahan:
        _show_own(to, one, lang)


def show_indicators(to: Screen, hasil: Hasil, lang: Lang, most: int | None = None) -> None:
    """Show the indicators; of more than `most` the furthest from their targets, each on one line."""
    rows = [*zip(hasil.capaian_rows, hasil.renstra_rows, strict=True)]
    if most and len(rows) > most:
        told = messages.text("cli.lowest", lang, n=most, total=len(rows))
        put(to, told, others="  ")
        rows = sorted(rows, key=lambda pair: _lowest_first(pair[0].capaian.number))[:most]
    if rows:
        names = [messages.visible(row.indikator.nama) for row, _ in rows]
        headings = [messages.text(f"words.{code}", lang) for code in _HEADINGS]
        cells = [headings, *([name, *own] for name, own in zip(names, _figures(rows, lang), strict=True))]
        cells[0] = headings[: len(cells[1])]
        if isinstance(to, Printout):
            put_lines(to, cells, _BETWEEN)
        else:
            put_table(to, _table_of(cells, to.width, short=bool(most)))


def _figures(rows: Sequence[tuple[CapaianRow, RenstraRow]], lang: Lang) -> list[list[str]]:
    """Return the cells beside the names; without the last one where no progress is known."""
    known = any(renstra.kemajuan.number is not None for _, renstra in rows)
    return [
        [
            *(_figure(v.number, v.text, lang) for v in (row.target, row.realisasi)),
            _percent(row.capaian.number, state(row.capaian, lang), lang),
            messages.visible(row.kategori.text),
            _percent(renstra.kemajuan.number, "", lang),
        ][: None if known else -1]
        for row, renstra in rows
    ]


def _table_of(cells: Sequence[Sequence[str]], width: int, *, short: bool) -> Table:
    """Return the table of indicators; in short, long names are cut so that all figures have room."""
    from rich.table import Table

    (heading, *others), *rows = cells
    room = max(
        width - sum(max(map(len, column)) + _BETWEEN for column in [*zip(*cells, strict=True)][1:]), _NARROW
    )
    table = Table(box=None, pad_edge=False, padding=(0, _BETWEEN, 0, 0))
    table.add_column(heading, no_wrap=short, overflow="ellipsis", max_width=room if short else None)
    for one in others:
        table.add_column(one, justify="right")
    for row in rows:
        table.add_row(*row)
    return table


def _lowest_first(capaian: Fraction | None) -> tuple[bool, Fraction]:
    """Return the place of a capaian in a list that begins with the lowest; an unknown one comes last."""
    return capaian is None, capaian or Fraction()


def _show_own(to: Screen, own: ComputedTable, lang: Lang) -> None:
    """Show a table of the unit's own."""
    from rich.table import Table

    spec = own.source.spec
    table = Table(title=messages.visible(f"{own.source.name}: {spec.nama}"), title_justify="left")
    for column in own.source.columns:
        table.add_column(messages.visible(column.printed), justify="right" if column.spec.numeric else "left")
    for row in own.cells:
        table.add_row(*(_figure(value.number, messages.visible(value.text), lang) for value in row.values()))
    put_table(to, table)


def show_budget(to: Screen, hasil: Hasil, lang: Lang) -> None:
    """Show what was spent, and how efficiently; many efficiencies are counted by their kategori."""
    total = hasil.total_anggaran
    figures = {"pagu": total.pagu.number, "realisasi": total.realisasi.number, "persen": total.serapan.number}
    if None not in figures.values():
        put(to, messages.text("cli.budget", lang, **figures), others="  ")
    rows = [row for row in hasil.efisiensi_rows if row.rasio.number is not None]
    if len(rows) > _MOST_EFFICIENCIES:
        grades = Counter(row.kategori.text for row in rows)
        counted = ", ".join(f"{n} {grade}" for grade, n in grades.items())
        put(to, messages.text("cli.efficiencies", lang, counted=counted), others="  ")
        return
    for row in rows:
        values = {"rasio": row.rasio.number, "selisih": row.selisih.number, "kategori": row.kategori.text}
        put(to, messages.text("cli.efficiency", lang, **values), others="  ")


def _figure(value: Fraction | None, otherwise: str, lang: Lang, decimals: int | None = None) -> str:
    return messages.visible(otherwise) if value is None else messages.number(value, lang, decimals)


def _percent(value: Fraction | None, otherwise: str, lang: Lang) -> str:
    """Return a percentage with one decimal, with two where it would look like a 100 that it is not."""
    told = _figure(value, otherwise, lang, 1)
    return (
        _figure(value, otherwise, lang, 2) if value != _FULL and told == _figure(_FULL, "", lang, 1) else told
    )
