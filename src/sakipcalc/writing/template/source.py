"""Contents of a template from an existing workbook: names, targets, programmes, scales, officials."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.computing import compute
from sakipcalc.model import column_key
from sakipcalc.rulebook.scales import PrintedBand
from sakipcalc.tables.standard import (
    AGREEMENT,
    AGREEMENT_BUDGET,
    BUDGET,
    CONCLUSION,
    EFFICIENCY_SCALE,
    GOALS,
    MAIN_INDICATORS,
    MEASUREMENT,
    SCALE,
    SPENDING,
    SUPPORT,
    YEAR_GOALS,
)
from sakipcalc.writing.template.bands import printed
from sakipcalc.writing.template.plan import sheets_of
from sakipcalc.writing.template.request import TemplateSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.links import Indicator, Subject
    from sakipcalc.model import Cell, Column, Laporan, Row, Table
    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.writing.template.request import CellAddress, FixedContent

__all__ = ["source_of"]

#: Texts of a line of the budget that hold for another year too.
_LINE = ("kode", "uraian", "indikator", "satuan")
#: How a column Arah spells the polarities that are more than one word.
_SPELLED = {"ya_tidak": "ya/tidak", "rentang_turun": "rentang turun"}


def source_of(laporan: Laporan, metode: Metode | None) -> TemplateSource:
    """Read the contents that a template takes over from a workbook.

    Parameters
    ----------
    laporan : Laporan
        The existing workbook.
    metode : Metode, optional
        The choices of the unit; without it those of the workbook.
    """
    hasil = compute(laporan, metode)
    known = _Source(hasil)
    content: dict[CellAddress, FixedContent] = {}
    plan, report = (known.goals(), known.main(), known.budget()), (known.measured(), known.supports())
    for part in (*plan, *report, known.agreements(), known.own_tables()):
        content.update(part)
    entity = laporan.entitas
    place_of = {one: place for place, one in enumerate(known.indicators)}
    return TemplateSource(
        renstra=entity.renstra,
        target_years=known.years,
        indicator_count=len(known.indicators),
        measured=tuple(place_of[one] for one in known.measuring),
        tree=tuple(row.level for row in known.lines),
        supporting=tuple(max(len(rows), 1) for rows in known.supporting()),
        capaian_bands=_bands(hasil, SCALE),
        efisiensi_bands=_bands(hasil, EFFICIENCY_SCALE),
        officials=tuple(known.officials),
        promised={
            **{
                name: len(tables[AGREEMENT].rows)
                for name, tables in known.officials.items()
                if AGREEMENT in tables
            },
            **{f"anggaran {name}": known.budget_lines(tables) for name, tables in known.officials.items()},
        },
        nama=entity.nama,
        kabupaten=entity.kabupaten,
        contents=content,
    )


def _bands(hasil: Hasil, table: str) -> tuple[PrintedBand, ...]:
    """Return the bands as the workbook prints them, where it has a scale that can be read."""
    used, own = hasil.skala[table], hasil.laporan.find(table)
    if own is None or not used.labels:
        return printed(used.skala)
    colours = {row.label: row.colour for row in printed(used.skala)}
    return tuple(
        PrintedBand(
            text=row.text("skala"),
            label=row.text("predikat"),
            colour=_colour(row) or colours.get(row.text("predikat"), ""),
        )
        for row in own.rows
        if row.text("skala") and row.text("predikat")
    )


def _colour(row: Row) -> str:
    return row.cells["warna"].fill if "warna" in row.cells else ""


class _Source:
    """Looks things up in one workbook."""

    def __init__(self, hasil: Hasil) -> None:
        self._hasil = hasil
        self._links = hasil.links
        plan = (
            self._links.tables.get(GOALS)
            or self._links.tables.get(YEAR_GOALS)
            or self._links.tables.get(MEASUREMENT)
        )
        subjects = [self._links.subject(plan.id, row) for row in plan.rows] if plan else []
        of = {one.subject: one for one in self._links.indikator}
        found = [of[subject] for subject in dict.fromkeys(subjects) if subject in of]
        self.indicators: list[Indicator] = list(dict.fromkeys([*found, *self._links.measured()]))
        self.measuring = list(self._links.measured())
        targets = self._links.tables.get(GOALS)
        self.years = targets.years if targets else ()
        tree = self._links.tables.get(BUDGET) or self._links.tables.get(SPENDING)
        self.lines: list[Row] = [row for row in tree.rows if row.level.in_tree] if tree else []
        self._tree = tree.id if tree else ""
        self.officials = self._agreements()

    def _row(self, subject: Subject, *tables: str) -> Row | None:
        rows = (self._links.row(table, subject) for table in tables if table in self._links.tables)
        return next((row for row in rows if row), None)

    def goals(self) -> Iterator[tuple[CellAddress, FixedContent]]:
        """Yield the rows of Tabel 2.1; the nearest goal stands in each, those above it once."""
        seen: set[str] = set()
        for number, one in enumerate(self.indicators):
            row = self._row(one.subject, GOALS, YEAR_GOALS)
            texts = {name: row.text(name) for name in ("tujuan", "sasaran")} if row else {}
            texts = texts if any(texts.values()) else {"tujuan": one.tujuan_sasaran}
            nearest = next((name for name in ("sasaran", "tujuan") if texts.get(name)), "")
            for name, text in texts.items():
                if text and (name == nearest or text not in seen):
                    yield (GOALS, number, name), text
                    seen.add(text)
            yield (GOALS, number, "indikator"), (row.text("indikator") if row else "") or one.nama
            yield from _known((GOALS, number, "satuan"), one.satuan)
            yield from _figure(
                (GOALS, number, "kondisi_awal"), row.cells.get("kondisi_awal") if row else None
            )
            for year in self.years:
                key = column_key("target", year)
                yield from _figure((GOALS, number, key), row.cells.get(key) if row else None)

    def measured(self) -> Iterator[tuple[CellAddress, FixedContent]]:
        """Yield polarity and source of data of the measured indicators."""
        for number, one in enumerate(self.measuring):
            yield (MEASUREMENT, number, "arah"), _SPELLED.get(one.arah, one.arah)
            row = self._row(one.subject, MEASUREMENT, CONCLUSION)
            yield from _known((MEASUREMENT, number, "sumber_data"), row.text("sumber_data") if row else "")

    def main(self) -> Iterator[tuple[CellAddress, FixedContent]]:
        """Yield how the main indicators are measured, beside the measured ones in their order."""
        table = self._hasil.laporan.find(MAIN_INDICATORS)
        for number, row in enumerate(table.rows[: len(self.measuring)] if table else ()):
            for name in ("tujuan_sasaran", "indikator", "penjelasan"):
                yield from _known((MAIN_INDICATORS, number, name), row.text(name))

    def budget(self) -> Iterator[tuple[CellAddress, FixedContent]]:
        """Yield the lines of the budget tree, without targets and money."""
        for number, row in enumerate(self.lines):
            for name in _LINE:
                yield from _known((BUDGET, number, name), row.text(name))
            subject = self._links.subject(self._tree, row)
            spent = self._row(subject, SPENDING) if subject else None
            yield from _known((SPENDING, number, "sasaran"), spent.text("sasaran") if spent else "")

    def supporting(self) -> list[Sequence[Row]]:
        """Return the rows of Tabel 3.8 by measured indicator."""
        if SUPPORT not in self._links.tables:
            return [() for _ in self.measuring]
        return [self._links.rows(SUPPORT, one.subject) for one in self.measuring]

    def supports(self) -> Iterator[tuple[CellAddress, FixedContent]]:
        at = 0
        for rows in self.supporting():
            for number, row in enumerate(rows):
                for name in ("program", "indikator_program"):
                    yield from _known((SUPPORT, at + number, name), row.text(name))
            at += max(len(rows), 1)

    def own_tables(self) -> Iterator[tuple[CellAddress, FixedContent]]:
        """Yield the texts of tables of the unit's own that hold for another year too."""
        kinds = {one["id"]: one["baris"] for sheet in sheets_of(self._links.specs) for one in sheet["tabel"]}
        for name, table in self._links.tables.items():
            if table.spec.templat is None:
                continue
            for number, row in enumerate(self._rows_of(table, kinds[name])):
                for column in table.columns if row else ():
                    if row and _stays(column):
                        yield from _known((name, number, column.id), row.text(column.id))

    def _rows_of(self, table: Table, kind: str) -> Sequence[Row | None]:
        """Return the rows of a table in the order in which a blank workbook has them."""
        if kind in {"indikator", "diukur"}:
            subjects = self.indicators if kind == "indikator" else self.measuring
            return [self._links.row(table.id, one.subject) for one in subjects]
        rows = [row for row in table.rows if not row.level.is_summary]
        return rows[: table.spec.templat.baris] if table.spec.templat and kind == "lain" else ()

    def _agreements(self) -> Mapping[str, Mapping[str, Table]]:
        """Return the tables of each official, that of the head of the unit first."""
        found: dict[str, dict[str, Table]] = defaultdict(dict)
        for table in self._hasil.laporan.tables:
            if table.id == AGREEMENT:
                found[table.pejabat][AGREEMENT] = table
            elif table.id == AGREEMENT_BUDGET:
                found[table.pejabat].setdefault(table.detail, table)
        head = self._links.tables.get(AGREEMENT)
        return dict(sorted(found.items(), key=lambda one: not head or one[0] != head.pejabat))

    def budget_lines(self, tables: Mapping[str, Table]) -> int:
        return len(tables["kegiatan"].rows) if "kegiatan" in tables else 0

    def agreements(self) -> Iterator[tuple[CellAddress, FixedContent]]:
        """Yield the agreements of the officials without targets and money, which belong to one year."""
        for official, tables in self.officials.items():
            for number, row in enumerate(tables[AGREEMENT].rows if AGREEMENT in tables else ()):
                for name in ("tujuan", "sasaran", "indikator", "satuan"):
                    yield from _known((f"PK {official}", number, name), row.text(name))
            if official == next(iter(self.officials)):
                continue  # the head's budget lists the programmes of Tabel 2.4
            for number, row in enumerate(tables["kegiatan"].rows if "kegiatan" in tables else ()):
                for name in ("uraian", "keterangan"):
                    yield from _known((f"PK {official} kegiatan", number, name), row.text(name))


def _stays(column: Column) -> bool:
    """Return whether what is typed in a column holds for another year, and no other table gives it."""
    spec = column.spec
    typed = spec.peran == "in" and spec.jenis == "teks" and column.period is None
    return typed and not spec.of_one_year and not spec.label_dari


def _known(at: CellAddress, text: str) -> Iterable[tuple[CellAddress, FixedContent]]:
    return ((at, text),) if text else ()


def _figure(at: CellAddress, cell: Cell | None) -> Iterable[tuple[CellAddress, FixedContent]]:
    """Yield a figure in full units, or the text in its place: a predicate, a range."""
    if cell is None or not cell.text:
        return ()
    return ((at, Fraction(cell.value) if cell.value is not None else cell.text),)
