"""The results that people ask for, gathered from the engine."""

from __future__ import annotations

from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from sakipcalc.computing import apply, export, notebook
from sakipcalc.computing.agreements import link_agreements
from sakipcalc.computing.budgetrows import budget_lines, budget_total
from sakipcalc.computing.engine import Engine
from sakipcalc.computing.explain import find_indicator, tell
from sakipcalc.computing.export import AnggaranRow, CapaianRow, EfisiensiRow, RenstraRow, TrenRow
from sakipcalc.computing.ids import indicator_ids
from sakipcalc.computing.lanerules import LaneRules
from sakipcalc.computing.linking import link
from sakipcalc.computing.live import LiveCells
from sakipcalc.computing.own import own_formulas
from sakipcalc.computing.owntables import computed_tables
from sakipcalc.computing.programmes import programmes
from sakipcalc.computing.questions import questions
from sakipcalc.computing.scales import find_method, find_scales
from sakipcalc.core.bounded import bounded
from sakipcalc.model import Laporan, Level
from sakipcalc.rulebook.methods import EFFICIENCY_RULES
from sakipcalc.tables.standard import (
    EFFICIENCY,
    HISTORY,
    MEASUREMENT,
    PROGRESS,
    SCALE,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from sakipcalc.base.places import Place
    from sakipcalc.computing.agreements import Agreements
    from sakipcalc.computing.derivedcells import DerivedCells
    from sakipcalc.computing.engine import Trust
    from sakipcalc.computing.links import Indicator, Links, Subject
    from sakipcalc.computing.owntables import ComputedTable
    from sakipcalc.computing.values import UsedScale, Value
    from sakipcalc.core.findings import Temuan
    from sakipcalc.messages import Lang
    from sakipcalc.model import Cell
    from sakipcalc.rulebook.methods import Metode

__all__ = ["Hasil", "Topic", "compute"]

_NOTHING_WRITTEN: Mapping[tuple[str, str], str] = MappingProxyType({})
#: What of an indicator can be explained.
Topic = Literal["capaian", "kemajuan", "efisiensi"]


def compute(
    laporan: Laporan,
    metode: Metode | None = None,
    *,
    written: Mapping[tuple[str, str], str] = _NOTHING_WRITTEN,
) -> Hasil:
    """Compute capaian, kategori, progress and efficiency from the facts of a workbook.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    metode : Metode, optional
        The choices of the unit; without it those of the workbook's sheet Pengaturan, else the defaults.
    written : mapping of (sheet, cell) to str, optional
        Formulas that this library has just written there, so that they need not be proved to be its own.

    Returns
    -------
    Hasil
        Results in per cent and rupiah; each knows what it was made from. Printed
        results of the workbook do not enter: they are computed again.
    """
    _check_kind(laporan)
    with bounded(laporan.file):
        return _computed(laporan, metode, written)


def _computed(laporan: Laporan, metode: Metode | None, written: Mapping[tuple[str, str], str]) -> Hasil:
    laporan.with_cells()
    chosen, misread = (metode, ()) if metode else find_method(laporan)
    scales, findings = find_scales(laporan, chosen)
    links = link(laporan, chosen)
    found = (*misread, *findings)
    return Hasil(laporan=laporan, metode=chosen, links=links, skala=scales, temuan=found, written=written)


def _check_kind(laporan: object) -> None:
    if not isinstance(laporan, Laporan):
        message = f"compute takes a Laporan, as read gives it, not {type(laporan).__name__}"
        raise TypeError(message)


class Hasil:
    """The results of one workbook; made by :func:`compute`.

    The frames (`capaian`, `tren`, `renstra`, `efisiensi`, `anggaran`, `program`) are tidy:
    one row for each indicator, year or line; per cent and rupiah as numbers; missing is NaN or None.

    Attributes
    ----------
    laporan, metode
        What it was computed from.
    links : Links
        Rows linked across the tables.
    skala : mapping of str to UsedScale
        Scales by the table that states them.
    facts_engine : Engine
        Engine that gives the value of any cell of the standard tables.

    Examples
    --------
    >>> import sakipcalc as sc
    >>> hasil = sc.compute("workbooks/bogorejo-2024.xlsx")
    >>> hasil.capaian[["indikator", "capaian", "kategori"]].round(1).values.tolist()
    [['Indeks IKM', 105.7, 'Sangat Baik'], ['Nilai SAKIP', 119.6, 'Sangat Baik']]
    >>> round(float(hasil.total_anggaran.serapan.number), 1)
    94.5
    """

    def __init__(
        self,
        *,
        laporan: Laporan,
        metode: Metode,
        links: Links,
        skala: Mapping[str, UsedScale],
        temuan: tuple[Temuan, ...],
        written: Mapping[tuple[str, str], str],
    ) -> None:
        self.laporan = laporan
        self.metode = metode
        self.links = links
        self.skala = skala
        self._found = temuan
        self._written = written
        self._lanes = LaneRules(laporan.entitas, links)
        self.facts_engine: Engine = self.engine()
        self._derived: dict[tuple[Trust, frozenset[Place]], DerivedCells] = {}

    def engine(self, trust: Trust = "hitung-ulang", own: frozenset[Place] = frozenset()) -> Engine:
        """Return an engine over the same facts that takes typed values as :class:`Engine` says."""
        return Engine(
            self.laporan.entitas,
            self.links,
            self.metode,
            self.skala,
            lanes=self._lanes,
            trust=trust,
            own_formulas=own,
        )

    @cached_property
    def temuan(self) -> tuple[Temuan, ...]:
        """What is wrong with scales and settings of the workbook, and what has to be answered first."""
        with bounded(self.laporan.file):
            return (*self._found, *questions(self.links, self.capaian_rows, self.facts_engine))

    def __eq__(self, other: object) -> bool:
        """Return whether other results come from an equal workbook by equal choices."""
        if not isinstance(other, Hasil):
            return NotImplemented
        return (self.laporan, self.metode) == (other.laporan, other.metode)

    def __hash__(self) -> int:
        return object.__hash__(self)

    def __reduce__(self) -> tuple[object, ...]:
        # Results follow from the workbook and the choices; what was worked out on the way is not carried.
        return compute, (self.laporan, self.metode)

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{b.indikator.nama}: {b.kategori.text or b.capaian.status}" for b in self.capaian_rows
        )
        return f"<Hasil {self.laporan.entitas.nama} {self.laporan.entitas.tahun or ''}: {shown}>"

    def _repr_html_(self) -> str:
        skala = self.skala[SCALE].skala
        return notebook.shown(self.laporan.entitas, self.capaian_rows, skala, self.total_anggaran)

    def derived(self, trust: Trust, own: frozenset[Place] = frozenset()) -> DerivedCells:
        """Return every cell that derives from others, with its value; see :class:`Engine` for the choices."""
        key = (trust, own)
        if key not in self._derived:
            with bounded(self.laporan.file):
                self._derived[key] = self.engine(*key).all_derived()
        return self._derived[key]

    @cached_property
    def derived_as_printed(self) -> DerivedCells:
        """Every cell that derives from others, with what the cells as they stand give for it."""
        return self.derived("berlaku", frozenset(s.place for s in self.own_formulas.values() if not s.text))

    @cached_property
    def derived_in_question(self) -> DerivedCells:
        """Those of columns with any cell that this library has not just written with its result."""
        return self.derived_as_printed.in_question(self._written)

    @cached_property
    def own_formulas(self) -> Mapping[Place, Cell]:
        """Cells whose formula is the one that this library would write, so that what it gives is known."""
        with bounded(self.laporan.file):
            derive = partial(self.derived, "berlaku")
            return own_formulas(self.laporan, self.live, self._written, derive)

    @cached_property
    def live(self) -> LiveCells:
        """Cells that hold a true number or a formula, so that a formula can count with them."""
        return LiveCells(self.laporan)

    @cached_property
    def agreements(self) -> Agreements:
        """The Perjanjian Kinerja of all officials, linked with the lines of the budget."""
        with bounded(self.laporan.file):
            return link_agreements(self.laporan, self.links, self.metode)

    @cached_property
    def capaian_rows(self) -> tuple[CapaianRow, ...]:
        """The indicators that the workbook measures, in its order."""
        return tuple(self._capaian(i) for i in self.links.measured())

    def _capaian(self, indikator: Indicator) -> CapaianRow:
        columns = ("target", "realisasi", "capaian", "kategori")
        values = {c: self.facts_engine.value(MEASUREMENT, indikator.subject, c) for c in columns}
        return CapaianRow(indikator=indikator, **values)

    @cached_property
    def rerata(self) -> tuple[Value, Value]:
        """The mean capaian of all indicators by the Metode, and its kategori; none while one is missing."""
        parts = [row.capaian for row in self.capaian_rows]
        if self.metode.rerata == "berbobot":
            subjects = [row.indikator.subject for row in self.capaian_rows]
            weights = [self.facts_engine.value(MEASUREMENT, subject, "bobot") for subject in subjects]
            value = apply.weighted_mean(parts, weights)
        else:
            value = apply.mean(self.metode, parts)
        return value, apply.label(value, self.skala[SCALE])

    @cached_property
    def tren_rows(self) -> tuple[TrenRow, ...]:
        """Every measured indicator in every year of Tabel 3.3."""
        table = self.links.tables.get(HISTORY)
        years = table.years if table else tuple(filter(None, [self.laporan.entitas.tahun]))
        return tuple(
            TrenRow(
                indikator=i,
                tahun=year,
                **{
                    c: self.facts_engine.value(HISTORY, i.subject, c, year)
                    for c in ("target", "realisasi", "capaian")
                },
            )
            for i in self.links.measured()
            for year in years
        )

    @cached_property
    def renstra_rows(self) -> tuple[RenstraRow, ...]:
        """Every measured indicator against the end of the Renstra."""
        columns = ("realisasi", "target_akhir", "capaian", "kemajuan")
        return tuple(
            RenstraRow(indikator=i, **{c: self.facts_engine.value(PROGRESS, i.subject, c) for c in columns})
            for i in self.links.measured()
        )

    @cached_property
    def efisiensi_rows(self) -> tuple[EfisiensiRow, ...]:
        """One row for each budget of Tabel 3.7 with the indicators that share it."""
        if self.links.sharing:
            return tuple(self._of_programme(budget) for budget in self.links.sharing)
        groups: dict[object, list[Indicator]] = {}
        for indicator in self.links.measured():
            pagu, serapan = (
                self.facts_engine.typed(EFFICIENCY, indicator.subject, column).place
                for column in ("anggaran", "serapan")
            )
            groups.setdefault(pagu or serapan, []).append(indicator)
        return tuple(self._efisiensi(group[0].subject, tuple(group)) for group in groups.values())

    def _of_programme(self, budget: Subject) -> EfisiensiRow:
        """Return the efficiency with one of several budgets of a sasaran."""
        row, shared = self.links.row(EFFICIENCY, budget), set(self.links.sharing[budget])
        group = tuple(one for one in self.links.measured() if one.subject in shared)
        return self._efisiensi(budget, group, row.text("program") if row else "")

    def _efisiensi(self, budget: Subject, group: tuple[Indicator, ...], program: str = "") -> EfisiensiRow:
        columns = ("serapan", "rasio", "selisih", "kategori")
        values = {c: self.facts_engine.value(EFFICIENCY, budget, c) for c in columns}
        capaian, serapan = values["selisih"].named_input("capaian"), values["serapan"]
        measures = {
            rule: apply.value(rule, {"capaian": capaian, "serapan": serapan}) for rule in EFFICIENCY_RULES
        }
        return EfisiensiRow(
            subject=budget,
            program=program,
            indikator=group,
            capaian=capaian,
            degree=measures[self.metode.efisiensi_formula()],
            ukuran=measures,
            **values,
        )

    @cached_property
    def anggaran_rows(self) -> tuple[AnggaranRow, ...]:
        """The lines of the budget tree from top to bottom, without the total."""
        return tuple(budget_lines(self.links, self.facts_engine))

    @cached_property
    def baris_program(self) -> tuple[AnggaranRow, ...]:
        """The programmes; one that stands in several blocks of the tree is one."""
        return programmes(budget_lines(self.links, self.facts_engine, Level.PROGRAM))

    @cached_property
    def total_anggaran(self) -> AnggaranRow:
        """The total: typed where the workbook has it, else the sum of the leaves."""
        return budget_total(self.links, self.facts_engine)

    @cached_property
    def tabel_tambahan(self) -> tuple[ComputedTable, ...]:
        """The tables of the unit's own, as `tabel` gave them to :func:`sakipcalc.read`, with their values."""
        return computed_tables(self.links, self.facts_engine)

    @property
    def tabel(self) -> Mapping[str, pd.DataFrame]:
        """The tables of the unit's own as frames, by name: ``hasil.tabel["4.2"]``."""
        return {one.source.name: one.frame for one in self.tabel_tambahan}

    @property
    def capaian(self) -> pd.DataFrame:
        """One row for each indicator: target, realisasi, capaian (%), kategori, status, formula."""
        return export.frame("capaian", self.capaian_rows, export.capaian(self.capaian_rows))

    @property
    def tren(self) -> pd.DataFrame:
        """One row for each indicator and year."""
        return export.frame("tren", self.tren_rows, export.tren(self.tren_rows))

    @property
    def renstra(self) -> pd.DataFrame:
        """One row for each indicator: realisasi, target_akhir, capaian (%), kemajuan (%)."""
        rows = self.renstra_rows
        return export.frame("renstra", rows, export.renstra(rows, self.laporan))

    @property
    def efisiensi(self) -> pd.DataFrame:
        """One row for each budget: capaian_kinerja and capaian_anggaran (%), rasio, selisih (points)."""
        return export.frame("efisiensi", self.efisiensi_rows, export.efisiensi(self.efisiensi_rows))

    @property
    def anggaran(self) -> pd.DataFrame:
        """One row for each line of the budget: pagu and realisasi (rupiah), persen."""
        return export.frame("anggaran", self.anggaran_rows, export.rincian(self.anggaran_rows))

    @property
    def program(self) -> pd.DataFrame:
        """The programmes of :attr:`anggaran`, each name once, with the sums over its blocks."""
        return export.frame("anggaran", self.baris_program, export.rincian(self.baris_program))

    def explain(self, indikator: str, lang: Lang | None = None, *, hal: Topic = "capaian") -> str:
        """Explain a figure of an indicator: sum, cells, rule with its source, rounding.

        Parameters
        ----------
        indikator : str
            Its name, or enough of it.
        lang : {"id", "en"}
            Language.
        hal : {"capaian", "kemajuan", "efisiensi"}
            Which figure.

        Raises
        ------
        TableError
            When no indicator, or more than one, has such a name.
        """
        found = find_indicator([row.indikator for row in self.capaian_rows], indikator)
        if hal == "efisiensi":
            row = next(row for row in self.efisiensi_rows if found in row.indikator)
            return "\n".join((tell(row.rasio, lang=lang), tell(row.selisih, row.kategori, lang)))
        if hal == "kemajuan":
            return tell(next(r.kemajuan for r in self.renstra_rows if r.indikator == found), lang=lang)
        return next(tell(r.capaian, r.kategori, lang) for r in self.capaian_rows if r.indikator == found)

    @cached_property
    def ids(self) -> Mapping[Subject, str]:
        """The ids of the indicators, which are the same in every answer about them."""
        return indicator_ids(self.links.indikator)

    def _identified(
        self, rows: Sequence[CapaianRow | TrenRow | RenstraRow], records: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        pairs = zip(rows, records, strict=True)
        return [record | {"id": self.ids[row.indikator.subject]} for row, record in pairs]

    def as_dict(self) -> dict[str, Any]:
        """Return the results as plain data, as ``sakipcalc compute --format json`` prints them."""
        with bounded(self.laporan.file):
            return self._as_dict()

    def _as_dict(self) -> dict[str, Any]:
        total = self.total_anggaran
        tables = {one.source.name: one.records() for one in self.tabel_tambahan}
        ids = self.ids
        return {
            "entitas": export.entitas(self.laporan.entitas),
            "capaian": self._identified(self.capaian_rows, export.capaian(self.capaian_rows)),
            "tren": self._identified(self.tren_rows, export.tren(self.tren_rows)),
            "renstra": self._identified(self.renstra_rows, export.renstra(self.renstra_rows, self.laporan)),
            "efisiensi": [
                record | {"id": [ids[one.subject] for one in row.indikator]}
                for row, record in zip(
                    self.efisiensi_rows, export.efisiensi(self.efisiensi_rows), strict=True
                )
            ],
            "anggaran": {
                "pagu": export.number(total.pagu),
                "realisasi": export.number(total.realisasi),
                "persen": export.number(total.serapan),
                "rincian": export.rincian(self.anggaran_rows),
            },
            "metode": self.metode.as_dict(),
            **({"tabel": tables} if tables else {}),
        }
