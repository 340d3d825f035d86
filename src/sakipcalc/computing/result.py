"""The results that people ask for, gathered from the engine."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from sakipcalc.allowance import metered
from sakipcalc.bounded import bounded
from sakipcalc.computing import apply, export, notebook
from sakipcalc.computing.agreements import link_agreements
from sakipcalc.computing.choices import find_method
from sakipcalc.computing.engine import Mesin
from sakipcalc.computing.explain import find_indicator, tell
from sakipcalc.computing.linking import link
from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.own import own_formulas
from sakipcalc.computing.programmes import programmes
from sakipcalc.computing.rows import (
    BarisAnggaran,
    BarisCapaian,
    BarisEfisiensi,
    BarisRenstra,
    BarisTren,
)
from sakipcalc.computing.scales import find_scales
from sakipcalc.computing.tables import computed_tables
from sakipcalc.methods import EFFICIENCY_RULES
from sakipcalc.model import Laporan, Level
from sakipcalc.tables.standard import (
    BUDGET,
    EFFICIENCY,
    HISTORY,
    MEASUREMENT,
    PROGRESS,
    SCALE,
    SPENDING,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from sakipcalc.computing.agreements import Perjanjian
    from sakipcalc.computing.engine import Ketikan
    from sakipcalc.computing.links import Indikator, Tautan
    from sakipcalc.computing.tables import ComputedTable
    from sakipcalc.computing.values import Nilai, SkalaTerpakai
    from sakipcalc.findings import Temuan
    from sakipcalc.messages import Lang
    from sakipcalc.methods import Metode
    from sakipcalc.model import Baris, Kolom, Sel, Tabel
    from sakipcalc.places import Place

    #: A cell that derives from others, as table, row and column, and its derived value.
    Turunan = tuple[Tabel, Baris, Kolom, Nilai]

__all__ = ["Hal", "Hasil", "compute"]

#: What of an indicator can be explained.
Hal = Literal["capaian", "kemajuan", "efisiensi"]


def compute(laporan: Laporan, metode: Metode | None = None) -> Hasil:
    """Compute capaian, kategori, progress and efficiency from the facts of a workbook.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    metode : Metode, optional
        The choices of the unit; without it those of the workbook's sheet Pengaturan, else the defaults.

    Returns
    -------
    Hasil
        Results in per cent and rupiah; each knows what it was made from. Printed
        results of the workbook do not enter: they are computed again.
    """
    _check_kind(laporan)
    with bounded(laporan.berkas):
        return _computed(laporan, metode)


def _computed(laporan: Laporan, metode: Metode | None) -> Hasil:
    chosen, misread = (metode, ()) if metode else find_method(laporan)
    scales, findings = find_scales(laporan, chosen)
    links = link(laporan, chosen)
    found = (*misread, *findings)
    return Hasil(laporan=laporan, metode=chosen, tautan=links, skala=scales, temuan=found)


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
    tautan : Tautan
        Rows linked across the tables.
    skala : mapping of str to SkalaTerpakai
        Scales by the table that states them.
    temuan : tuple of Temuan
        What is wrong with the scales and the settings of the workbook.
    mesin : Mesin
        Gives the value of any cell of the standard tables.
    """

    def __init__(
        self,
        *,
        laporan: Laporan,
        metode: Metode,
        tautan: Tautan,
        skala: Mapping[str, SkalaTerpakai],
        temuan: tuple[Temuan, ...],
    ) -> None:
        self.laporan = laporan
        self.metode = metode
        self.tautan = tautan
        self.skala = skala
        self.temuan = temuan
        self.mesin: Mesin = self.engine()
        self._derived: dict[tuple[Ketikan, frozenset[Place]], tuple[Turunan, ...]] = {}

    def engine(
        self, ketikan: Ketikan = "hitung-ulang", rumus_sendiri: frozenset[Place] = frozenset()
    ) -> Mesin:
        """Return an engine over the same facts that takes typed values as :class:`Mesin` says."""
        return Mesin(
            self.laporan.entitas,
            self.tautan,
            self.metode,
            self.skala,
            ketikan=ketikan,
            rumus_sendiri=rumus_sendiri,
        )

    def __eq__(self, other: object) -> bool:
        """Return whether other results come from an equal workbook by equal choices."""
        if not isinstance(other, Hasil):
            return NotImplemented
        return (self.laporan, self.metode) == (other.laporan, other.metode)

    __hash__ = object.__hash__

    def __reduce__(self) -> tuple[object, ...]:
        # Results follow from the workbook and the choices; what was worked out on the way is not carried.
        return compute, (self.laporan, self.metode)

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{b.indikator.nama}: {b.kategori.teks or b.capaian.status}" for b in self.baris_capaian
        )
        return f"<Hasil {self.laporan.entitas.nama} {self.laporan.entitas.tahun or ''}: {shown}>"

    def _repr_html_(self) -> str:
        return notebook.shown(self)

    def turunan(self, ketikan: Ketikan, rumus_sendiri: frozenset[Place] = frozenset()) -> tuple[Turunan, ...]:
        """Return every cell that derives from others, with its value; see :class:`Mesin` for the choices."""
        key = (ketikan, rumus_sendiri)
        if key not in self._derived:
            with bounded(self.laporan.berkas):
                self._derived[key] = tuple(self.engine(*key).semua_turunan())
        return self._derived[key]

    @cached_property
    def turunan_cetakan(self) -> tuple[Turunan, ...]:
        """Every cell that derives from others, with what the cells as they stand give for it."""
        return self.turunan("berlaku", frozenset(s.tempat for s in self.rumus_sendiri.values() if not s.teks))

    @cached_property
    def rumus_sendiri(self) -> Mapping[Place, Sel]:
        """Cells whose formula is the one that this library would write, so that what it gives is known."""
        with bounded(self.laporan.berkas):
            return own_formulas(self.laporan, self.hidup, lambda known: self.turunan("berlaku", known))

    @cached_property
    def hidup(self) -> frozenset[Place]:
        """Cells that hold a true number or a formula, so that a formula can count with them."""
        rows = (row for table in self.laporan.daftar_tabel for row in table.baris)
        cells = (sel for row in rows for sel in row.sel.values())
        return frozenset(sel.tempat for sel in cells if sel.asli or sel.rumus)

    @cached_property
    def perjanjian(self) -> Perjanjian:
        """The Perjanjian Kinerja of all officials, linked with the lines of the budget."""
        with bounded(self.laporan.berkas):
            return link_agreements(self.laporan, self.tautan, self.metode)

    @cached_property
    def baris_capaian(self) -> tuple[BarisCapaian, ...]:
        """The indicators that the workbook measures, in its order."""
        return tuple(self._capaian(i) for i in self.tautan.diukur())

    def _capaian(self, indikator: Indikator) -> BarisCapaian:
        columns = ("target", "realisasi", "capaian", "kategori")
        values = {c: self.mesin.nilai(MEASUREMENT, indikator.subjek, c) for c in columns}
        return BarisCapaian(indikator=indikator, **values)

    @cached_property
    def rerata(self) -> tuple[Nilai, Nilai]:
        """The mean capaian of all indicators by the Metode, and its kategori; none while one is missing."""
        parts = [row.capaian for row in self.baris_capaian]
        if self.metode.rerata == "berbobot":
            subjects = [row.indikator.subjek for row in self.baris_capaian]
            weights = [self.mesin.nilai(MEASUREMENT, subject, "bobot") for subject in subjects]
            value = apply.weighted_mean(parts, weights)
        else:
            value = apply.mean(self.metode, parts)
        return value, apply.label(value, self.skala[SCALE])

    @cached_property
    def baris_tren(self) -> tuple[BarisTren, ...]:
        """Every measured indicator in every year of Tabel 3.3."""
        table = self.tautan.tabel.get(HISTORY)
        years = table.tahun if table else tuple(filter(None, [self.laporan.entitas.tahun]))
        return tuple(
            BarisTren(
                indikator=i,
                tahun=year,
                **{
                    c: self.mesin.nilai(HISTORY, i.subjek, c, year)
                    for c in ("target", "realisasi", "capaian")
                },
            )
            for i in self.tautan.diukur()
            for year in years
        )

    @cached_property
    def baris_renstra(self) -> tuple[BarisRenstra, ...]:
        """Every measured indicator against the end of the Renstra."""
        columns = ("realisasi", "target_akhir", "capaian", "kemajuan")
        return tuple(
            BarisRenstra(indikator=i, **{c: self.mesin.nilai(PROGRESS, i.subjek, c) for c in columns})
            for i in self.tautan.diukur()
        )

    @cached_property
    def baris_efisiensi(self) -> tuple[BarisEfisiensi, ...]:
        """One row for each budget of Tabel 3.7 with the indicators that share it."""
        groups: dict[object, list[Indikator]] = {}
        for indicator in self.tautan.diukur():
            budget = self.mesin.ketikan(EFFICIENCY, indicator.subjek, "anggaran").tempat
            groups.setdefault(budget, []).append(indicator)
        return tuple(self._efisiensi(tuple(group)) for group in groups.values())

    def _efisiensi(self, group: tuple[Indikator, ...]) -> BarisEfisiensi:
        first = group[0].subjek
        columns = ("serapan", "rasio", "selisih", "kategori")
        values = {c: self.mesin.nilai(EFFICIENCY, first, c) for c in columns}
        capaian, serapan = values["selisih"].named_input("capaian"), values["serapan"]
        measures = {
            rule: apply.value(rule, {"capaian": capaian, "serapan": serapan}) for rule in EFFICIENCY_RULES
        }
        return BarisEfisiensi(
            indikator=group,
            capaian=capaian,
            tingkat=measures[self.metode.rumus_efisiensi()],
            ukuran=measures,
            **values,
        )

    @cached_property
    def baris_anggaran(self) -> tuple[BarisAnggaran, ...]:
        """The lines of the budget tree from top to bottom, without the total."""
        return tuple(_lines(self))

    @cached_property
    def baris_program(self) -> tuple[BarisAnggaran, ...]:
        """The programmes; one that stands in several blocks of the tree is one."""
        return programmes(self.baris_anggaran)

    @cached_property
    def total_anggaran(self) -> BarisAnggaran:
        """The total: typed where the workbook has it, else the sum of the leaves."""
        pagu, realisasi, serapan = (
            self.mesin.nilai(SPENDING, TOTAL, c) for c in ("anggaran", "realisasi", "serapan")
        )
        return BarisAnggaran(
            tingkat=Level.JUMLAH,
            uraian="",
            sasaran="",
            program="",
            kegiatan="",
            pagu=pagu,
            realisasi=realisasi,
            serapan=serapan,
        )

    @cached_property
    def tabel_tambahan(self) -> tuple[ComputedTable, ...]:
        """The tables of the unit's own, as `tabel` gave them to :func:`sakipcalc.read`, with their values."""
        return computed_tables(self)

    @property
    def tabel(self) -> Mapping[str, pd.DataFrame]:
        """The tables of the unit's own as frames, by name: ``hasil.tabel["4.2"]``."""
        return {one.source.nama: one.frame for one in self.tabel_tambahan}

    @property
    def capaian(self) -> pd.DataFrame:
        """One row for each indicator: target, realisasi, capaian (%), kategori, status, formula."""
        return export.frame(self.baris_capaian, export.capaian(self.baris_capaian))

    @property
    def tren(self) -> pd.DataFrame:
        """One row for each indicator and year."""
        return export.frame(self.baris_tren, export.tren(self.baris_tren))

    @property
    def renstra(self) -> pd.DataFrame:
        """One row for each indicator: realisasi, target_akhir, capaian (%), kemajuan (%)."""
        rows = self.baris_renstra
        return export.frame(rows, export.renstra(rows, self.laporan.entitas))

    @property
    def efisiensi(self) -> pd.DataFrame:
        """One row for each budget: capaian_kinerja and capaian_anggaran (%), rasio, selisih (points)."""
        return export.frame(self.baris_efisiensi, export.efisiensi(self.baris_efisiensi))

    @property
    def anggaran(self) -> pd.DataFrame:
        """One row for each line of the budget: pagu and realisasi (rupiah), persen."""
        return export.frame(self.baris_anggaran, export.rincian(self.baris_anggaran))

    @property
    def program(self) -> pd.DataFrame:
        """The programmes of :attr:`anggaran`, each name once, with the sums over its blocks."""
        return export.frame(self.baris_program, export.rincian(self.baris_program))

    def explain(self, indikator: str, lang: Lang = "id", *, hal: Hal = "capaian") -> str:
        """Tell how a figure of an indicator came about: sum, cells, rule with its source, rounding.

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
        found = find_indicator([row.indikator for row in self.baris_capaian], indikator)
        if hal == "efisiensi":
            row = next(row for row in self.baris_efisiensi if found in row.indikator)
            return "\n".join((tell(row.rasio, lang=lang), tell(row.selisih, row.kategori, lang)))
        if hal == "kemajuan":
            return tell(next(r.kemajuan for r in self.baris_renstra if r.indikator == found), lang=lang)
        return next(tell(r.capaian, r.kategori, lang) for r in self.baris_capaian if r.indikator == found)

    def as_dict(self) -> dict[str, Any]:
        """Return the results as plain data, as ``sakipcalc compute --format json`` prints them."""
        total = self.total_anggaran
        tables = {one.source.nama: one.records() for one in self.tabel_tambahan}
        return {
            "entitas": export.entitas(self.laporan.entitas),
            "capaian": export.capaian(self.baris_capaian),
            "tren": export.tren(self.baris_tren),
            "renstra": export.renstra(self.baris_renstra, self.laporan.entitas),
            "efisiensi": export.efisiensi(self.baris_efisiensi),
            "anggaran": {
                "pagu": export.number(total.pagu),
                "realisasi": export.number(total.realisasi),
                "persen": export.number(total.serapan),
                "rincian": export.rincian(self.baris_anggaran),
            },
            "metode": self.metode.as_dict(),
            **({"tabel": tables} if tables else {}),
        }


def _lines(hasil: Hasil) -> list[BarisAnggaran]:
    table = hasil.tautan.tabel.get(SPENDING) or hasil.tautan.tabel.get(BUDGET)
    if table is None:
        return []
    lines, above, goal = [], {}, ""
    for row in metered(table.baris):
        if row.tingkat.is_summary or row.tingkat is Level.UNIT:
            continue
        goal = row.teks("sasaran") or goal
        above[row.tingkat] = row.teks("uraian")
        subject = hasil.tautan.subjek(table.id, row)
        if subject is None:
            continue
        values = {c: hasil.mesin.nilai(SPENDING, subject, c) for c in ("anggaran", "realisasi", "serapan")}
        if not row.teks("uraian") and not any(one.ada for one in values.values()):
            continue  # an empty line of a form
        lines.append(
            BarisAnggaran(
                tingkat=row.tingkat,
                uraian=row.teks("uraian"),
                sasaran=goal,
                program=above.get(Level.PROGRAM, ""),
                kegiatan=above.get(Level.KEGIATAN, "") if row.tingkat is not Level.PROGRAM else "",
                pagu=values["anggaran"],
                realisasi=values["realisasi"],
                serapan=values["serapan"],
            )
        )
    return lines
