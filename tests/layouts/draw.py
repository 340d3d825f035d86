"""Draws the tables of a unit under a layout into a workbook, and tells what it must be read as."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from . import captions
from .captions import Place
from .expected import Drawn, Expectation, ExpectedTable
from .heads import draw_heads, heads
from .page import Page, write
from .rows import Body, draw_body, expected_rows
from .tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .abstract import Table
    from .facts import Unit
    from .layout import Layout, Style

#: Tables that their header alone tells from every other one.
UNMISTAKABLE = frozenset({"2.2", "2.4", "3.1", "3.3", "3.5", "3.7", "3.8", "Triwulan"})
_CHAPTERS = {"2": "BAB II", "P": "PK", "3": "BAB III", "B": "BAB III", "T": "BAB III", "4": "BAB IV"}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One table with the style that it gets."""

    table: Table
    style: Style


def draw(
    unit: Unit,
    layout: Layout,
    tables: Sequence[str] | None = None,
    mode: Literal["full", "template"] = "full",
) -> Drawn:
    """Draw a workbook.

    Parameters
    ----------
    unit : Unit
        Whose facts.
    layout : Layout
        How it is laid out.
    tables : sequence of str, optional
        Names of the tables to draw (`ListObject.nama`); all of the unit by default.
    mode : {"full", "template"}
        A template leaves everything empty that is computed or carried over.
    """
    jobs = [
        _Job(table=t, style=layout.gaya[n % len(layout.gaya)]) for n, t in enumerate(_chosen(unit, tables))
    ]
    pages: list[Page] = []
    found: list[ExpectedTable] = []
    for name, group in _sheets(jobs, layout):
        page = Page(name=name)
        pages.append(page)
        found += _draw_page(page, _settled(group, layout, name), unit, layout, template=mode == "template")
    if layout.sheet_sembunyi and len(pages) > 1:
        pages[-1].hidden = True
    front = [captions.cover(unit)] if layout.sampul else []
    return Drawn(
        data=write([*front, *pages]),
        harapan=Expectation(tabel=tuple(found), entitas=_entity(unit, layout, pages)),
    )


def _chosen(unit: Unit, names: Sequence[str] | None) -> list[Table]:
    known = tables(unit)
    return [table for name, table in known.items() if names is None or name in names]


def _entity(unit: Unit, layout: Layout, pages: Sequence[Page]) -> dict[str, object]:
    """Return what is written of the unit: on the cover, or in the captions."""
    said = {"nama": unit.nama, "kabupaten": unit.kabupaten, "tahun": unit.tahun}
    if layout.sampul:
        return {**said, "renstra": unit.renstra}
    texts = [ink.raw for page in pages for ink in page.cells.values() if isinstance(ink.raw, str)]
    return said if any(captions.entity_line(unit) in text for text in texts) else {}


def _sheets(jobs: Sequence[_Job], layout: Layout) -> Iterator[tuple[str, list[_Job]]]:
    """Yield the sheets: their names and the tables on them."""
    groups: dict[str, list[_Job]] = {}
    for job in jobs:
        groups.setdefault(_sheet_of(job.table, layout), []).append(job)
    for number, (key, group) in enumerate(groups.items()):
        yield _sheet_name(key, group, number, layout), group


def _sheet_of(table: Table, layout: Layout) -> str:
    if layout.tumpuk == "semua":
        return "Lampiran"
    if layout.tumpuk == "bab":
        return _CHAPTERS[table.id[0]]
    return f"PK {table.singkat}" if table.singkat else table.nama


def _sheet_name(key: str, group: Sequence[_Job], number: int, layout: Layout) -> str:
    if layout.nama_sheet == "Sheet1 (2)":
        return f"Sheet1 ({number + 1})" if number else "Sheet1"
    if layout.nama_sheet == "T-C.23":
        return f"T-C.{23 + number}"
    shown = captions.number(group[0].table, layout)
    if layout.tumpuk != "sendiri" or not shown:
        return key
    if layout.nama_sheet == "3.2":
        return shown
    title = group[0].table.judul[0] if layout.nama_sheet == "Tab 3.2 judul" else ""
    return _FORBIDDEN.sub(" ", f"Tab {shown} {title}" if title else f"Tabel {shown}")[:31].strip()


def _settled(group: Sequence[_Job], layout: Layout, sheet: str) -> list[_Job]:
    """Take back what would leave a reader in doubt on this sheet.

    A caption may stay away where header or sheet name tell the table, and stands below its table only
    where all tables of the sheet have it there; the heading of a Perjanjian Kinerja always stands above.
    """
    below = all(job.style.judul == "bawah" and not job.table.pejabat for job in group)
    settled = []
    for job in group:
        style = job.style
        if style.judul == "bawah" and not below:
            style = replace(style, judul="satu sel")
        named = len(group) == 1 and layout.penomoran == 0 and captions.number(job.table, layout) in sheet
        if style.judul == "tanpa" and not (
            job.table.id in UNMISTAKABLE or (named and job.table.id[0].isdigit())
        ):
            style = replace(style, judul="dua baris")
        settled.append(_Job(table=job.table, style=style))
    return settled


def _draw_page(
    page: Page, jobs: Sequence[_Job], unit: Unit, layout: Layout, *, template: bool
) -> Iterator[ExpectedTable]:
    row = captions.draw_letterhead(page, unit) if jobs[0].style.kop else 0
    official = ""
    for number, job in enumerate(jobs):
        first_of_pk = bool(job.table.pejabat) and job.table.pejabat != official
        official = job.table.pejabat
        if number:
            talk = layout.narasi and (first_of_pk or not official)
            row = captions.draw_narrative(page, row, unit, number) + 1 if talk else row + 1
            row += 1
        else:
            row += job.style.turun
        row, body = _draw_table(page, row, job, (unit, layout), heading=first_of_pk, template=template)
        if number == len(jobs) - 1 and job.style.tanda_tangan:
            captions.draw_signature(_place(page, body), row, unit)
        yield ExpectedTable(
            id=job.table.id,
            nama=job.table.nama,
            sheet=page.name,
            rincian=job.table.rincian,
            pejabat=(job.table.singkat, job.table.pejabat) if official else (),
            baris=tuple(expected_rows(body)),
        )


def _place(page: Page, body: Body) -> Place:
    return Place(page=page, left=body.left, right=body.left + len(body.heads) - 1, style=body.style)


def _draw_table(
    page: Page, row: int, job: _Job, who: tuple[Unit, Layout], *, heading: bool, template: bool
) -> tuple[int, Body]:
    """Draw a table with its caption and notes; return the row after it."""
    unit, layout = who
    table, style = job.table, job.style
    made = heads(table, style, unit)
    body = Body(
        page=page, table=table, style=style, unit=unit, heads=made, left=style.kanan, template=template
    )  # fmt: skip
    place = _place(page, body)
    lines = _lines(table, unit, layout, style, heading=heading)
    above = bool(lines) and (bool(table.pejabat) or style.judul not in {"bawah", "tanpa"})
    if above:
        row = captions.draw_caption(place, row, lines, numbered=not table.pejabat) + style.judul_gabung
    top = row
    row = draw_body(body, draw_heads(page, row, body.left, made, style))
    _hide(body)
    if style.saringan:
        page.filters = (top, body.left, row - 1, place.right)
    if style.judul == "bawah" and lines and not above:
        row = captions.draw_caption(place, row, lines)
    if style.catatan and not table.pejabat:
        row = captions.draw_note(place, row, unit)
    return row, body


def _lines(table: Table, unit: Unit, layout: Layout, style: Style, *, heading: bool) -> list[str]:
    if not table.pejabat:
        return captions.caption_lines(table, unit, layout, style)
    if not heading:
        return []
    lines = [f"PERJANJIAN KINERJA {table.pejabat.upper()}"]
    return lines if layout.sampul else [*lines, captions.entity_line(unit)]


def _hide(body: Body) -> None:
    """Hide a row in the middle of the body, and a column that no one would miss on paper."""
    if body.style.baris_sembunyi and len(body.at) > 2:
        body.page.hidden_rows.add(body.at[len(body.at) // 2])
    if body.style.kolom_sembunyi:
        spare = [
            n
            for n, h in enumerate(body.heads)
            if not h.spill and (h.column is None or h.column.id in {"sumber_data", "satuan", "keterangan"})
        ]
        body.page.hidden_cols.update(body.left + n for n in spare[:1])
