"""The blank workbook with trial figures in it, so that the derivation graph says what follows from what.

The formulas of the template are those that filling would write into it: every cell that is typed gets a
figure, the engine derives the others, and each derived value becomes the formula that leads to it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sakipcalc.computing import compute
from sakipcalc.computing.expressions import formula_tree
from sakipcalc.model import Baris, Entitas, Kolom, Laporan, Level, Sel, Tabel
from sakipcalc.numerals import Numeral
from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sakipcalc.computing import Hasil
    from sakipcalc.formulatext import Node
    from sakipcalc.writing.template.request import Permintaan
    from sakipcalc.writing.template.shape import BarisBentuk, KolomBentuk, TabelBentuk

__all__ = ["formulas_for"]

#: Levels of the lines of a budget as trial names show them.
_NAMES = {
    Level.PROGRAM: "Program",
    Level.KEGIATAN: "Kegiatan",
    Level.SUB_KEGIATAN: "Sub Kegiatan",
    Level.JUMLAH: "JUMLAH",
}
#: Kinds of row that are about a measured indicator.
_OF_MEASURED = frozenset({"diukur", "penunjang", "utama"})


def formulas_for(tables: Sequence[TabelBentuk], asked: Permintaan, arah: str) -> dict[Place, Node]:
    """Return the formula of every derived cell where all indicators have one polarity.

    Parameters
    ----------
    tables : sequence of TabelBentuk
        The tables of the workbook.
    asked : Permintaan
        What the workbook is asked to be.
    arah : str
        The polarity.
    """
    trial = _Trial(asked, arah)
    derived = set(_derived(trial.computed(tables)))
    result = trial.computed(tables, without=derived)
    cells = (sel for table in result.laporan.daftar_tabel for row in table.baris for sel in row.sel.values())
    live = {sel.tempat for sel in cells if sel.asli} | derived
    return {
        sel.tempat: tree
        for sel, tree in (
            (value.sel, formula_tree(value, live.__contains__))
            for *_, value in result.engine("berlaku").semua_turunan()
        )
        if sel is not None and tree is not None
    }


def _derived(result: Hasil) -> list[Place]:
    """Return the cells that follow from others; what no table of the workbook gives is typed."""
    derived = result.engine().semua_turunan()
    return [row.sel[column.kunci].tempat for _, row, column, value in derived if value.ada]


class _Trial:
    """Makes the workbook as if somebody had typed it."""

    def __init__(self, asked: Permintaan, arah: str) -> None:
        self._asked, self._arah = asked, arah

    def computed(self, tables: Sequence[TabelBentuk], without: AbstractSet[Place] = frozenset()) -> Hasil:
        """Return the results of the tables, the cells of `without` left empty."""
        laporan = Laporan(
            berkas="",
            entitas=Entitas(tahun=self._asked.tahun, renstra=self._asked.renstra),
            daftar_tabel=tuple(self._table(table, without) for table in tables),
            specs=self._asked.specs,
        )
        return compute(laporan, self._asked.metode)

    def _table(self, table: TabelBentuk, without: AbstractSet[Place]) -> Tabel:
        spec = self._asked.specs[table.id]
        columns = tuple(
            Kolom(spec=spec.kolom[column.id], lajur=column.lajur, judul=column.judul, masa=column.masa)
            for column in table.kolom
        )
        return Tabel(
            spec=spec,
            sheet=table.sheet,
            judul=table.judul,
            kolom=columns,
            baris=tuple(
                Baris(
                    nomor=row.nomor,
                    sel={column.kunci: self._cell(table, row, column, without) for column in table.kolom},
                    tingkat=row.tingkat or (Level.named(table.rincian) if table.rincian else Level.SASARAN),
                    induk=row.induk,
                )
                for row in table.baris
            ),
            pejabat=table.pejabat,
            rincian=table.rincian,
        )

    def _cell(
        self,
        table: TabelBentuk,
        row: BarisBentuk,
        column: KolomBentuk,
        without: AbstractSet[Place],
    ) -> Sel:
        first, last = table.sel(row, column)
        empty = Sel(
            tempat=Place(sheet=table.sheet, cell=table.nama_sel(row, column)),
            baris=first,
            lajur=column.lajur,
            sampai=last,
        )
        if empty.tempat in without:
            return empty
        return self._typed(empty, table, row, column)

    def _typed(self, empty: Sel, table: TabelBentuk, row: BarisBentuk, column: KolomBentuk) -> Sel:
        spec = self._asked.specs[table.id].kolom[column.id]
        if spec.numeric:
            figure = Numeral(value=Decimal(100 + row.nomor), text=str(100 + row.nomor))
            return empty._replace(teks=figure.text, angka=figure, asli=True)
        return empty._replace(teks=self._text(table, row, column, spec.jenis))

    def _text(self, table: TabelBentuk, row: BarisBentuk, column: KolomBentuk, jenis: str) -> str:
        if table.jenis == "pita":
            return self._band(table, row).get(column.id, "")
        if column.id == "arah":
            return self._arah
        if column.id == "uraian":
            return f"{_NAMES.get(row.tingkat, '')} {row.urutan}" if row.urutan >= 0 else _NAMES[Level.JUMLAH]
        if jenis == "nomor":
            return str(row.urutan + 1)
        if table.jenis == "lain":
            return f"{column.id} {table.id} {row.nomor}"
        about = self._asked.diukur[row.urutan] if table.jenis in _OF_MEASURED else row.urutan
        return f"{column.id} {row.nomor}" if column.id == "program" else f"{column.id[:6]} {about}"

    def _band(self, table: TabelBentuk, row: BarisBentuk) -> Mapping[str, str]:
        band = self._asked.pita(table.id)[row.urutan]
        return {"no": "", "skala": band.text, "predikat": band.label, "warna": "", "keterangan": ""}
