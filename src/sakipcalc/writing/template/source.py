"""What a blank workbook takes over from an existing one: names, targets, programmes, scales, officials."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.computing import compute
from sakipcalc.model import column_key
from sakipcalc.scales import BarisSkala
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
from sakipcalc.writing.template.request import Sumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.links import Indikator, Subjek
    from sakipcalc.methods import Metode
    from sakipcalc.model import Baris, Kolom, Laporan, Sel, Tabel
    from sakipcalc.writing.template.request import Alamat, Isi

__all__ = ["source_of"]

#: Texts of a line of the budget that hold for another year too.
_LINE = ("kode", "uraian", "indikator", "satuan")
#: How a column Arah spells the polarities that are more than one word.
_SPELLED = {"ya_tidak": "ya/tidak", "rentang_turun": "rentang turun"}


def source_of(laporan: Laporan, metode: Metode | None) -> Sumber:
    """Read what a blank workbook takes over.

    Parameters
    ----------
    laporan : Laporan
        The existing workbook.
    metode : Metode, optional
        The choices of the unit; without it those of the workbook.
    """
    hasil = compute(laporan, metode)
    known = _Source(hasil)
    content: dict[Alamat, Isi] = {}
    plan, report = (known.goals(), known.main(), known.budget()), (known.measured(), known.supports())
    for part in (*plan, *report, known.agreements(), known.own_tables()):
        content.update(part)
    entity = laporan.entitas
    return Sumber(
        renstra=entity.renstra,
        tahun_target=known.years,
        indikator=len(known.indicators),
        diukur=tuple(known.indicators.index(one) for one in known.measuring),
        pohon=tuple(row.tingkat for row in known.lines),
        penunjang=tuple(max(len(rows), 1) for rows in known.supporting()),
        skala=_bands(hasil, SCALE),
        efisiensi=_bands(hasil, EFFICIENCY_SCALE),
        pejabat=tuple(known.officials),
        janji={
            **{
                name: len(tables[AGREEMENT].baris)
                for name, tables in known.officials.items()
                if AGREEMENT in tables
            },
            **{f"anggaran {name}": known.budget_lines(tables) for name, tables in known.officials.items()},
        },
        nama=entity.nama,
        kabupaten=entity.kabupaten,
        isi=content,
    )


def _bands(hasil: Hasil, table: str) -> tuple[BarisSkala, ...]:
    """Return the bands as the workbook prints them, where it has a scale that can be read."""
    used, own = hasil.skala[table], hasil.laporan.cari(table)
    if own is None or not used.label:
        return printed(used.skala)
    colours = {row.label: row.warna for row in printed(used.skala)}
    return tuple(
        BarisSkala(
            text=row.teks("skala"),
            label=row.teks("predikat"),
            warna=_colour(row) or colours.get(row.teks("predikat"), ""),
        )
        for row in own.baris
        if row.teks("skala") and row.teks("predikat")
    )


def _colour(row: Baris) -> str:
    return row.sel["warna"].warna if "warna" in row.sel else ""


class _Source:
    """Looks things up in one workbook."""

    def __init__(self, hasil: Hasil) -> None:
        self._hasil = hasil
        self._links = hasil.tautan
        plan = (
            self._links.tabel.get(GOALS)
            or self._links.tabel.get(YEAR_GOALS)
            or self._links.tabel.get(MEASUREMENT)
        )
        subjects = [self._links.subjek(plan.id, row) for row in plan.baris] if plan else []
        of = {one.subjek: one for one in self._links.indikator}
        found = [of[subject] for subject in dict.fromkeys(subjects) if subject in of]
        self.indicators: list[Indikator] = [*found, *(i for i in self._links.diukur() if i not in found)]
        self.measuring = list(self._links.diukur())
        targets = self._links.tabel.get(GOALS)
        self.years = targets.tahun if targets else ()
        tree = self._links.tabel.get(BUDGET) or self._links.tabel.get(SPENDING)
        self.lines: list[Baris] = [row for row in tree.baris if row.tingkat.in_tree] if tree else []
        self._tree = tree.id if tree else ""
        self.officials = self._agreements()

    def _row(self, subject: Subjek, *tables: str) -> Baris | None:
        rows = (self._links.baris(table, subject) for table in tables if table in self._links.tabel)
        return next((row for row in rows if row), None)

    def goals(self) -> Iterator[tuple[Alamat, Isi]]:
        """Yield the rows of Tabel 2.1; the nearest goal stands in each, those above it once."""
        seen: set[str] = set()
        for number, one in enumerate(self.indicators):
            row = self._row(one.subjek, GOALS, YEAR_GOALS)
            texts = {name: row.teks(name) for name in ("tujuan", "sasaran")} if row else {}
            texts = texts if any(texts.values()) else {"tujuan": one.tujuan_sasaran}
            nearest = next((name for name in ("sasaran", "tujuan") if texts.get(name)), "")
            for name, text in texts.items():
                if text and (name == nearest or text not in seen):
                    yield (GOALS, number, name), text
                    seen.add(text)
            yield (GOALS, number, "indikator"), (row.teks("indikator") if row else "") or one.nama
            yield from _known((GOALS, number, "satuan"), one.satuan)
            yield from _figure((GOALS, number, "kondisi_awal"), row.sel.get("kondisi_awal") if row else None)
            for year in self.years:
                key = column_key("target", year)
                yield from _figure((GOALS, number, key), row.sel.get(key) if row else None)

    def measured(self) -> Iterator[tuple[Alamat, Isi]]:
        """Yield polarity and source of data of the measured indicators."""
        for number, one in enumerate(self.measuring):
            yield (MEASUREMENT, number, "arah"), _SPELLED.get(one.arah, one.arah)
            row = self._row(one.subjek, MEASUREMENT, CONCLUSION)
            yield from _known((MEASUREMENT, number, "sumber_data"), row.teks("sumber_data") if row else "")

    def main(self) -> Iterator[tuple[Alamat, Isi]]:
        """Yield how the main indicators are measured, beside the measured ones in their order."""
        table = self._hasil.laporan.cari(MAIN_INDICATORS)
        for number, row in enumerate(table.baris[: len(self.measuring)] if table else ()):
            for name in ("tujuan_sasaran", "indikator", "penjelasan"):
                yield from _known((MAIN_INDICATORS, number, name), row.teks(name))

    def budget(self) -> Iterator[tuple[Alamat, Isi]]:
        """Yield the lines of the budget tree, without targets and money."""
        for number, row in enumerate(self.lines):
            for name in _LINE:
                yield from _known((BUDGET, number, name), row.teks(name))
            subject = self._links.subjek(self._tree, row)
            spent = self._row(subject, SPENDING) if subject else None
            yield from _known((SPENDING, number, "sasaran"), spent.teks("sasaran") if spent else "")

    def supporting(self) -> list[Sequence[Baris]]:
        """Return the rows of Tabel 3.8 by measured indicator."""
        if SUPPORT not in self._links.tabel:
            return [() for _ in self.measuring]
        return [self._links.semua_baris(SUPPORT, one.subjek) for one in self.measuring]

    def supports(self) -> Iterator[tuple[Alamat, Isi]]:
        at = 0
        for rows in self.supporting():
            for number, row in enumerate(rows):
                for name in ("program", "indikator_program"):
                    yield from _known((SUPPORT, at + number, name), row.teks(name))
            at += max(len(rows), 1)

    def own_tables(self) -> Iterator[tuple[Alamat, Isi]]:
        """Yield the texts of tables of the unit's own that hold for another year too."""
        kinds = {one["id"]: one["baris"] for sheet in sheets_of(self._links.specs) for one in sheet["tabel"]}
        for name, table in self._links.tabel.items():
            if table.spec.templat is None:
                continue
            for number, row in enumerate(self._rows_of(table, kinds[name])):
                for column in table.kolom if row else ():
                    if row and _stays(column):
                        yield from _known((name, number, column.id), row.teks(column.id))

    def _rows_of(self, table: Tabel, kind: str) -> Sequence[Baris | None]:
        """Return the rows of a table in the order in which a blank workbook has them."""
        if kind in {"indikator", "diukur"}:
            subjects = self.indicators if kind == "indikator" else self.measuring
            return [self._links.baris(table.id, one.subjek) for one in subjects]
        rows = [row for row in table.baris if not row.tingkat.is_summary]
        return rows[: table.spec.templat.baris] if table.spec.templat and kind == "lain" else ()

    def _agreements(self) -> Mapping[str, Mapping[str, Tabel]]:
        """Return the tables of each official, that of the head of the unit first."""
        found: dict[str, dict[str, Tabel]] = defaultdict(dict)
        for table in self._hasil.laporan.daftar_tabel:
            if table.id == AGREEMENT:
                found[table.pejabat][AGREEMENT] = table
            elif table.id == AGREEMENT_BUDGET:
                found[table.pejabat].setdefault(table.rincian, table)
        head = self._links.tabel.get(AGREEMENT)
        return dict(sorted(found.items(), key=lambda one: not head or one[0] != head.pejabat))

    def budget_lines(self, tables: Mapping[str, Tabel]) -> int:
        return len(tables["kegiatan"].baris) if "kegiatan" in tables else 0

    def agreements(self) -> Iterator[tuple[Alamat, Isi]]:
        """Yield what the officials promise, without targets and money, which are those of a year."""
        for official, tables in self.officials.items():
            for number, row in enumerate(tables[AGREEMENT].baris if AGREEMENT in tables else ()):
                for name in ("tujuan", "sasaran", "indikator", "satuan"):
                    yield from _known((f"PK {official}", number, name), row.teks(name))
            if official == next(iter(self.officials)):
                continue  # the head's budget lists the programmes of Tabel 2.4
            for number, row in enumerate(tables["kegiatan"].baris if "kegiatan" in tables else ()):
                for name in ("uraian", "keterangan"):
                    yield from _known((f"PK {official} kegiatan", number, name), row.teks(name))


def _stays(column: Kolom) -> bool:
    """Return whether what is typed in a column holds for another year, and no other table gives it."""
    spec = column.spec
    typed = spec.peran == "in" and spec.jenis == "teks" and column.masa is None
    return typed and not spec.of_one_year and not spec.label_dari


def _known(at: Alamat, text: str) -> Iterable[tuple[Alamat, Isi]]:
    return ((at, text),) if text else ()


def _figure(at: Alamat, sel: Sel | None) -> Iterable[tuple[Alamat, Isi]]:
    """Yield a figure in full units, or the text in its place: a predicate, a range."""
    if sel is None or not sel.teks:
        return ()
    return ((at, Fraction(sel.nilai) if sel.nilai is not None else sel.teks),)
