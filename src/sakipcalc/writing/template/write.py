"""The verb `write_template`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from sakipcalc import api
from sakipcalc.core.bounded import bounded
from sakipcalc.core.errors import OutputError, TableError
from sakipcalc.files import refuse_ending, write_whole
from sakipcalc.model import Laporan
from sakipcalc.rulebook.methods import Metode
from sakipcalc.tables import known_tables
from sakipcalc.writing.template.bands import printed
from sakipcalc.writing.template.content import fixed_cells
from sakipcalc.writing.template.draw import template_book
from sakipcalc.writing.template.looks import PAPERS
from sakipcalc.writing.template.request import (
    HEAD,
    TemplateRequest,
    TemplateSource,
    tree,
    years_compared,
    years_planned,
)
from sakipcalc.writing.template.shape import shape, sheet_name
from sakipcalc.writing.template.source import source_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.files import GivenTables, Output, Source, Synonyms
    from sakipcalc.messages import Lang
    from sakipcalc.tables import TableSet

__all__ = ["Paper", "write_template"]

Paper = Literal["A4", "F4"]
#: A Renstra that nobody names.
_RENSTRA = (2021, 2026)
#: Years of Tabel 3.3.
_COMPARED = 3
#: Sheets around the tables.
_RESERVED = ("sampul", "pengaturan", "petunjuk")
#: More rows than this are a slip of the keyboard.
_MOST_ROWS = 2000
#: A year below it has lost its first digits.
_CENTURY = 100


@bounded()
def write_template(  # noqa: PLR0913 -- every choice of a user by its name
    output: Output,
    *,
    tahun: int,
    renstra: tuple[int, int] | None = None,
    nama: str | None = None,
    kabupaten: str | None = None,
    data: Laporan | Source | None = None,
    sinonim: Synonyms | None = None,
    tabel: GivenTables | None = None,
    metode: Metode | None = None,
    pejabat: Sequence[str] | None = None,
    indikator: int = 10,
    program: int = 4,
    kegiatan: int = 6,
    sub_kegiatan: int = 7,
    penunjang: int = 3,
    ukuran: Paper = "A4",
    overwrite: bool = False,
    lang: Lang | None = None,
) -> None:
    """Write a blank annex workbook, which computes itself in Excel while it is filled in.

    Every table of the annexes is there. What is typed once (goals, indicators, targets, programmes) appears
    in the other tables by formulas; computed cells hold the formulas that :func:`fill` would write.

    Parameters
    ----------
    output : path or binary file
        Where the workbook goes; the folder of a path is made if need be.
    tahun : int
        Year of the report.
    renstra : tuple of int, optional
        First and last year of the Renstra; without it those of `data`, else 2021 and 2026.
    nama, kabupaten : str, optional
        Unit and region; without them those of `data`, else they are left to be typed.
    data : Laporan, path, bytes or binary file, optional
        A workbook whose goals, indicators, units, polarities, Renstra targets, budget tree, scales and
        officials are taken over; no realisasi and no money.
    sinonim : path or mapping, optional
        More headings in `data`, as in :func:`read`.
    tabel : path, mapping or sequence of mapping, optional
        More tables, as in :func:`read`: each stands on a sheet of its own, as its file says. Without them
        those that a Laporan was read with.
    metode : Metode, optional
        The choices that the formulas follow, stated on the sheet ``Pengaturan``.
    pejabat : sequence of str, optional
        Officials with a Perjanjian Kinerja, the head of the unit first; without it those of `data`.
    indikator, program, kegiatan, sub_kegiatan, penunjang : int
        Free rows: indicators, programmes, activities in each, sub-activities in each, programmes that
        support an indicator. What `data` have takes their place.
    ukuran : {"A4", "F4"}
        Paper.
    overwrite : bool
        Whether an existing output may be replaced.
    lang : {"id", "en"}
        Language of the guide; the tables are Indonesian.

    Raises
    ------
    TableError
        ``year-outside-renstra``: the Renstra has no target for the year; ``year-not-four-digits``;
        ``too-many-rows``; ``official-twice``; ``sheet-twice``: a table of the unit's own takes the sheet of
        another one.
    WorkbookError, TableError
        As :func:`read`, for `data`.
    RuleError
        As :func:`read`, for `sinonim` and `tabel`.
    OutputError
        When the output exists, or cannot be written. Nothing is half-written.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> write_template(folder / "kosong.xlsx", tahun=2025, nama="Kecamatan Bogorejo")
    >>> api.read(folder / "kosong.xlsx").entitas
    Entity(nama='Kecamatan Bogorejo', kabupaten='', tahun=2025, renstra=(2021, 2026))
    """
    refuse_ending(output)
    if ukuran not in PAPERS:
        raise OutputError("paper-unknown", paper=str(ukuran))
    rows = {"indikator": indikator, "program": program, "kegiatan": kegiatan}
    rows |= {"sub_kegiatan": sub_kegiatan, "penunjang": penunjang}
    _check_rows(rows)
    chosen = metode or Metode()
    tables = data.specs if tabel is None and isinstance(data, Laporan) else known_tables(tabel)
    if data is None:
        asked = _blank(tahun, renstra or _RENSTRA, chosen, rows, tuple(pejabat or (HEAD,)), tables)
    else:
        laporan = data if isinstance(data, Laporan) else api.read(data, sinonim=sinonim, tabel=tabel)
        known = source_of(laporan, metode)
        chosen = metode or api.compute(laporan).metode
        asked = _taken_over(known, tahun, renstra, chosen, rows, pejabat, tables)
    asked = _named(asked, nama, kabupaten)
    _check(asked)
    write_whole(template_book(asked, ukuran, lang), output, overwrite=overwrite)


def _blank(
    tahun: int,
    renstra: tuple[int, int],
    metode: Metode,
    rows: dict[str, int],
    officials: tuple[str, ...],
    tables: TableSet,
) -> TemplateRequest:
    skala, efisiensi = (printed(metode.scale(of)) for of in ("capaian", "efisiensi"))
    return TemplateRequest(
        tahun=tahun,
        renstra=renstra,
        target_years=years_planned(renstra),
        compared_years=years_compared(tahun, _COMPARED),
        indicator_count=rows["indikator"],
        measured=tuple(range(rows["indikator"])),
        tree=tree(rows["program"], rows["kegiatan"], rows["sub_kegiatan"]),
        supporting=(rows["penunjang"],) * rows["indikator"],
        capaian_bands=skala,
        efisiensi_bands=efisiensi,
        officials=officials,
        metode=metode,
        contents=fixed_cells(tables, skala, efisiensi),
        specs=tables,
    )


def _taken_over(  # noqa: PLR0917 -- as `_blank`, and what is known
    known: TemplateSource,
    tahun: int,
    renstra: tuple[int, int] | None,
    metode: Metode,
    rows: dict[str, int],
    officials: Sequence[str] | None,
    tables: TableSet,
) -> TemplateRequest:
    period = renstra or known.renstra or _RENSTRA
    years = known.target_years if known.target_years and period == known.renstra else years_planned(period)
    free = _blank(tahun, period, metode, rows, tuple(officials or known.officials or (HEAD,)), tables)
    has_tree, measures = bool(known.tree), bool(known.measured)
    return replace(
        free,
        target_years=years,
        indicator_count=known.indicator_count or free.indicator_count,
        measured=known.measured if measures else free.measured,
        tree=known.tree if has_tree else free.tree,
        supporting=known.supporting if measures else free.supporting,
        capaian_bands=known.capaian_bands,
        efisiensi_bands=known.efisiensi_bands,
        promised=known.promised,
        nama=known.nama,
        kabupaten=known.kabupaten,
        contents={**fixed_cells(tables, known.capaian_bands, known.efisiensi_bands), **known.contents},
        specs=tables,
    )


def _named(asked: TemplateRequest, nama: str | None, kabupaten: str | None) -> TemplateRequest:
    return replace(
        asked,
        nama=asked.nama if nama is None else nama,
        kabupaten=asked.kabupaten if kabupaten is None else kabupaten,
    )


def _check_rows(rows: dict[str, int]) -> None:
    for name, count in rows.items():
        if not 1 <= count <= _MOST_ROWS:
            raise TableError("too-many-rows", name=name, n=count, most=_MOST_ROWS)
    lines = rows["program"] * rows["kegiatan"] * rows["sub_kegiatan"]
    if lines > _MOST_ROWS:
        raise TableError("too-many-rows", name="sub_kegiatan", n=lines, most=_MOST_ROWS)


def _check(asked: TemplateRequest) -> None:
    if asked.tahun < _CENTURY:
        meant = str(asked.renstra[0] // _CENTURY * _CENTURY + asked.tahun)
        raise TableError("year-not-four-digits", year=str(asked.tahun), meant=meant)
    if asked.tahun not in asked.target_years:
        first, last = asked.renstra
        raise TableError("year-outside-renstra", year=str(asked.tahun), first=str(first), last=str(last))
    names = [sheet_name(f"PK {official}").casefold() for official in asked.officials]
    for official, name in zip(asked.officials, names, strict=True):
        if names.count(name) > 1:
            raise TableError("official-twice", name=official)
    sheets = [*_RESERVED, *(sheet.name.casefold() for sheet in shape(asked))]
    for name in sheets:
        if sheets.count(name) > 1:
            raise TableError("sheet-twice", name=name)
