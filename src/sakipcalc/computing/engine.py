"""Follows the derivation graph of the tables: what each cell holds, and what it was made from.

A cell is asked for by table, subject, column and year, whether or not the workbook
has it, so that a result exists even where the unit left a table out.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal, assert_never

from sakipcalc.allowance import metered, spend
from sakipcalc.computing import apply
from sakipcalc.computing.how import Sum
from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.values import Nilai
from sakipcalc.computing.verify import judge
from sakipcalc.formulas import Status
from sakipcalc.model import Level, column_key
from sakipcalc.tables import Operation, RuleFormula, Selector
from sakipcalc.tables.standard import MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.computing.links import Subjek, Tautan
    from sakipcalc.computing.values import SkalaTerpakai
    from sakipcalc.methods import Metode
    from sakipcalc.model import Baris, Entitas, Kolom, Sel, Tabel
    from sakipcalc.places import Place
    from sakipcalc.tables import ColumnSpec, Derivation
    from sakipcalc.tables.selector import Lingkup

__all__ = ["Ketikan", "Mesin", "differs"]

#: ``hitung-ulang``: a typed fact counts, a printed result is computed again (for results);
#: ``berlaku``: whatever is typed counts, as formulas that point at the cells see it (for filling);
#: ``ganti``: it counts unless it differs from what the other cells give (for replacing).
Ketikan = Literal["hitung-ulang", "berlaku", "ganti"]

_QUARTERS = (1, 2, 3, 4)
#: What a line that has the one of these figures owes the other for.
_BESIDE = {"realisasi": "anggaran", "anggaran": "realisasi"}
_Key = tuple[str, "Subjek", str, int | None]
#: What is made of one value each, not of several rows or quarters.
_Calculated = (
    Literal[Operation.LABEL, Operation.CAPAIAN, Operation.KEMAJUAN, Operation.EFISIENSI] | RuleFormula
)


class Mesin:
    """Gives the value of any cell of the standard tables.

    Parameters
    ----------
    entitas : Entitas
        Who reports, for the year and the end of the Renstra.
    tautan : Tautan
        Rows linked across tables.
    metode : Metode
        The choices of the unit.
    skala : mapping of str to SkalaTerpakai
        Scale by the table that states it.
    ketikan : Ketikan
        What a typed value counts where the cell also derives from others.
    rumus_sendiri : frozenset of Place
        Cells whose formula is the one that the library would write: their stored value does
        not count, because it follows from the other cells.
    """

    def __init__(
        self,
        entitas: Entitas,
        tautan: Tautan,
        metode: Metode,
        skala: Mapping[str, SkalaTerpakai],
        *,
        ketikan: Ketikan = "hitung-ulang",
        rumus_sendiri: frozenset[Place] = frozenset(),
    ) -> None:
        self._entitas = entitas
        self._tautan = tautan
        self._metode = metode
        self._skala = skala
        self._ketikan = ketikan
        self._own = rumus_sendiri
        self._indicators = {i.subjek: i for i in tautan.indikator}
        self._known: dict[_Key, Nilai] = {}
        self._of_table: dict[str, _Lines] = {}

    def nilai(self, tabel: str, subjek: Subjek, kolom: str, masa: int | None = None) -> Nilai:
        """Return the value of a cell: what the unit typed, else what it is derived from.

        Parameters
        ----------
        tabel, kolom : str
            Table and column by id.
        subjek : Subjek
            What the row is about.
        masa : int, optional
            Period of a column that stands several times: a year, or a quarter 1 to 4.
        """
        key = (tabel, subjek, kolom, masa)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, tabel: str, subjek: Subjek, kolom: str, masa: int | None) -> Nilai:
        spend()
        typed = self.ketikan(tabel, subjek, kolom, masa)
        if typed.tempat in self._own:
            return self.turunan(tabel, subjek, kolom, masa) or typed
        if typed.nihil and (lines := self._sum_of_lines(tabel, subjek, kolom, masa)):
            return lines
        if self._holds_cell(typed, tabel, kolom):
            return typed
        derived = self.turunan(tabel, subjek, kolom, masa)
        if derived is None:
            return typed
        agrees = typed.ada and self._ketikan == "ganti" and (not derived.ada or not differs(typed, derived))
        return typed if agrees else derived

    def _sum_of_lines(self, tabel: str, subjek: Subjek, kolom: str, masa: int | None) -> Nilai | None:
        """Return the sum over the lines below a dash: it says that the heading has no figure of its own."""
        rule = self._rule(_Asking(tabel, subjek, self._column(tabel, kolom), masa))
        if rule is None or rule.operation is not Operation.SUM:
            return None
        lines = self.turunan(tabel, subjek, kolom, masa)
        return lines if lines and isinstance(lines.how, Sum) and lines.how.parts else None

    def _holds_cell(self, typed: Nilai, tabel: str, kolom: str) -> bool:
        """Return whether what stands in a cell counts: a figure, a dash for none, or a formula."""
        sel = typed.sel
        if sel is None or sel.kosong:
            return False
        if self._ketikan == "hitung-ulang":
            return bool(sel.teks) and not self._tautan.specs.holds_results(self._column(tabel, kolom))
        return self._ketikan == "berlaku" or bool(sel.rumus) or not typed.ada

    def ketikan(self, tabel: str, subjek: Subjek, kolom: str, masa: int | None = None) -> Nilai:
        """Return what the unit typed in a cell, if anything."""
        sel = self._cell(tabel, subjek, kolom, masa)
        return Nilai.from_cell(sel) if sel else Nilai()

    def turunan(self, tabel: str, subjek: Subjek, kolom: str, masa: int | None = None) -> Nilai | None:
        """Return what a cell derives from others, whatever is typed in it; None for a column of facts."""
        asking = _Asking(tabel, subjek, self._column(tabel, kolom), masa)
        rule = self._rule(asking)
        return None if rule is None else self._apply(rule, asking, self._cell(tabel, subjek, kolom, masa))

    def semua_turunan(self) -> Iterator[tuple[Tabel, Baris, Kolom, Nilai]]:
        """Yield every cell that derives from others, with the derived value; a merged cell once.

        What is only a proposal is left out where the unit typed something.
        """
        seen: set[Place] = set()
        for table, row, column, (name, subject) in metered(self._tautan.sel_bersubjek()):
            spec, sel = column.spec, row.sel[column.kunci]
            if not spec.turunan or subject is None or sel.tempat in seen:
                continue
            asking = _Asking(name, subject, spec, column.masa)
            rule = self._rule(asking)
            if rule is None or (rule.usulan and sel.teks and not sel.rumus):
                continue
            seen.add(sel.tempat)
            yield table, row, column, self._apply(rule, asking, sel)

    def _rule(self, asking: _Asking) -> Derivation | None:
        level = self._tautan.tingkat(asking.tabel, asking.subjek)
        return asking.kolom.derivation(level, lambda name: self._holds(name, asking))

    def _column(self, tabel: str, kolom: str) -> ColumnSpec:
        known = self._tautan.cari(tabel)
        return (known.spec if known else self._tautan.specs[tabel]).kolom[kolom]

    def _holds(self, condition: str, asking: _Asking) -> bool:
        if condition == "tahun_laporan":
            return asking.masa == self._entitas.tahun
        sharing = self._subjects(Selector(kolom=asking.kolom.id, lingkup="gabungan"), asking, asking.tabel)
        return set(sharing) >= {i.subjek for i in self._tautan.diukur()}

    def _cell(self, tabel: str, subjek: Subjek, kolom: str, masa: int | None) -> Sel | None:
        row, key = self._tautan.baris(tabel, subjek), column_key(kolom, masa)
        return None if row is None or key in self._tautan.tertutup(tabel, row) else row.sel.get(key)

    def _apply(self, rule: Derivation, asking: _Asking, cell: Sel | None) -> Nilai:
        """Return what a rule gives for a cell."""
        inputs = {name: self._take(selectors, asking) for name, selectors in rule.masukan.items()}
        match rule.operation:
            case Operation.COPY:
                return apply.copy(inputs["nilai"][0], cell)
            case Operation.SUM:
                parts = inputs["bagian"]
                lines = apply.total(parts, cell, missing=self._owed(rule.masukan["bagian"][0], parts, asking))
                return self._as_it_stands(lines)
            case Operation.MEAN:
                return dataclasses.replace(self._mean(inputs["bagian"], "rata", asking), sel=cell)
            case Operation.YEAR:
                return apply.year(self._metode, inputs["triwulan"], inputs["akumulasi"][0].teks, cell)
            case operation:
                values = {name: self._one(name, taken, asking) for name, taken in inputs.items()}
                return self._calculated(operation, rule.skala, values, asking.subjek, cell)

    def _owed(self, lines: Selector, parts: Sequence[Nilai], asking: _Asking) -> tuple[int, ...]:
        """Return the positions of lines whose figure is not known: neither a number nor a dash.

        An empty line of a form is none. Of a line of the tree that has only the one of budget and
        spending the other is owed; one that has neither is not in this year's budget.
        """
        unknown = [at for at, part in enumerate(parts) if not part.ada and not part.nihil]
        if not unknown:
            return ()
        table = lines.tabel or asking.tabel
        subjects = self._subjects(lines, asking, table)
        if len(subjects) != len(parts):
            return tuple(unknown)
        return tuple(at for at in unknown if self._owes(table, subjects[at], lines.kolom))

    def _owes(self, table: str, subject: Subjek, column: str) -> bool:
        row = self._tautan.baris(table, subject)
        if row is not None and "uraian" in row.sel and not row.teks("uraian"):
            return False
        known = self._tautan.cari(table)
        if known is None or not known.spec.is_tree:
            return True
        if column not in _BESIDE or _BESIDE[column] not in known.spec.kolom:
            return False  # a line of a plan that nothing is budgeted for this year
        beside = self.nilai(table, subject, _BESIDE[column])
        return beside.status is Status.BELUM_LENGKAP or bool(beside.angka)

    def _as_it_stands(self, lines: Nilai) -> Nilai:
        """Return a sum as the formula in its cell has it: a plain SUM adds up what is there so far."""
        cell = lines.sel
        guarded = cell is not None and "<" in cell.rumus  # the formula of a sum that waits for its lines
        return apply.running(lines) if cell and cell.tempat in self._own and not guarded else lines

    def _calculated(
        self,
        operation: _Calculated,
        scale: str,
        values: Mapping[str, Nilai],
        subject: Subjek,
        cell: Sel | None,
    ) -> Nilai:
        """Return what a formula, a choice of the Metode or a scale makes of one value each."""
        match operation:
            case Operation.LABEL:
                return apply.label(values["nilai"], self._skala[scale], cell)
            case Operation.CAPAIAN:
                return apply.achievement(self._metode, self._indicators[subject].arah, values, cell)
            case Operation.KEMAJUAN:
                given = {**values, **self._period()}
                return apply.progress(self._metode, self._indicators[subject], given, cell)
            case Operation.EFISIENSI:
                return apply.value(self._metode.rumus_efisiensi(), values, cell)
            case RuleFormula(rule=rule):
                return apply.value(rule, values, cell)
            case never:
                assert_never(never)

    def _one(self, name: str, values: Sequence[Nilai], asking: _Asking) -> Nilai:
        """Return one value of several: their sum where a formula takes a sum, else their mean."""
        if name == "jumlah":
            return apply.total(values)
        return values[0] if len(values) == 1 else self._mean(values, "gabungan", asking)

    def _mean(self, values: Sequence[Nilai], rows: Lingkup, asking: _Asking) -> Nilai:
        """Return the mean of the values of some rows, as the Metode has it."""
        if self._metode.rerata == "berbobot":
            subjects = self._subjects(Selector(kolom="bobot", lingkup=rows), asking, asking.tabel)
            weights = tuple(self.nilai(MEASUREMENT, subject, "bobot") for subject in subjects)
            return apply.weighted_mean(values, weights)
        return apply.mean(self._metode, values)

    def _period(self) -> dict[str, Nilai]:
        """Return how far the year of the report lies in the Renstra, which no cell says."""
        first, last = self._entitas.renstra or (None, None)
        year = self._entitas.tahun
        if first is None or last is None or year is None:
            return {}
        return {"tahun_ke": apply.constant(year - first), "jumlah_tahun": apply.constant(last - first)}

    def _take(self, selectors: Sequence[Selector], asking: _Asking) -> tuple[Nilai, ...]:
        """Return the values that the first selector with a value gives."""
        taken = _NOTHING
        for selector in selectors:
            taken = self._values(selector, asking) or _NOTHING
            for value in taken:
                if value.ada:
                    return taken
        return taken

    def _values(self, selector: Selector, asking: _Asking) -> tuple[Nilai, ...]:
        table = selector.tabel or asking.tabel
        column = self._column(table, selector.kolom)
        if not (selector.baris or selector.lingkup or column.berkala):  # nearly always, in a long tree
            return (self.nilai(table, asking.subjek, selector.kolom),)
        subjects = self._subjects(selector, asking, table)
        spend(len(subjects))
        periods = self._periods(selector, asking, column, table)
        return tuple(self.nilai(table, s, selector.kolom, one) for s in subjects for one in periods)

    def _periods(
        self, selector: Selector, asking: _Asking, column: ColumnSpec, table: str
    ) -> tuple[int | None, ...]:
        """Return the years or quarters of a column that a selector takes; none for a column without."""
        if not column.berkala:
            return (None,)
        if selector.tahun == "semua":
            return _QUARTERS if column.triwulanan else self._all_years(table)
        renstra = self._entitas.renstra
        choices = {
            "": asking.masa,
            "kolom": asking.masa,
            "tahun": self._entitas.tahun,
            "akhir": renstra[1] if renstra else None,
        }
        return (choices[selector.tahun],)

    def _all_years(self, table: str) -> tuple[int, ...]:
        """Return the years of a table up to that of the report."""
        known, last = self._tautan.tabel.get(table), self._entitas.tahun
        return tuple(y for y in known.tahun if last is None or y <= last) if known else ()

    def _subjects(self, selector: Selector, asking: _Asking, table: str) -> list[Subjek]:
        if selector.baris == "jumlah":
            return [TOTAL]
        if selector.baris == "sasaran":
            sharing = self._subjects(
                dataclasses.replace(selector, baris="", lingkup="gabungan"), asking, asking.tabel
            )
            lines = (line for one in sharing for line in self._tautan.program_sasaran(table, one))
            return list(dict.fromkeys(lines))
        if not selector.lingkup:
            return [asking.subjek]
        if self._tautan.cari(asking.tabel) is None:
            return [i.subjek for i in self._tautan.diukur()] if selector.lingkup == "gabungan" else []
        at = asking.tabel if selector.lingkup == "gabungan" else table
        rows = self._lines(at).scope(selector.lingkup, self._tautan.baris(at, asking.subjek))
        found = (self._tautan.subjek(at, row) for row in rows)
        return list(dict.fromkeys(subject for subject in found if subject))

    def _lines(self, table: str) -> _Lines:
        if table not in self._of_table:
            known = self._tautan.cari(table)
            self._of_table[table] = _Lines(known.baris if known else ())
        return self._of_table[table]


_NOTHING: tuple[Nilai, ...] = (Nilai(),)


class _Asking:
    """The cell for which inputs are looked for."""

    __slots__ = ("kolom", "masa", "subjek", "tabel")

    def __init__(self, tabel: str, subjek: Subjek, kolom: ColumnSpec, masa: int | None) -> None:
        self.tabel, self.subjek, self.kolom, self.masa = tabel, subjek, kolom, masa


def differs(typed: Nilai, derived: Nilai) -> bool:
    """Return whether a typed value is another one than the derived; a dash says nothing."""
    sel = typed.sel
    if sel is None or (sel.angka is not None and sel.angka.missing):
        return False
    return judge(sel, derived) == "beda"


class _Lines:
    """The rows of a table that are no totals, by what they are asked for."""

    def __init__(self, rows: Sequence[Baris]) -> None:
        self._all = rows
        self._lines = [row for row in rows if not row.tingkat.is_summary]
        self._below: dict[int, list[Baris]] = {}
        self._sharing: dict[Place, list[Baris]] = {}
        for row in self._lines:
            self._below.setdefault(row.induk, []).append(row)
            if budget := row.sel.get("anggaran"):
                self._sharing.setdefault(budget.tempat, []).append(row)

    def scope(self, scope: str, own: Baris | None) -> Sequence[Baris]:
        """Return the leaves, the rows of a mean, those below a row, or those that share its budget cell."""
        if scope == "daun":
            return [row for row in self._lines if row.nomor not in self._below]
        if scope == "rata":
            return self._of_mean(own)
        if scope == "anak":
            return self._below.get(own.nomor if own and own.tingkat is not Level.JUMLAH else 0, ())
        budget = own.sel.get("anggaran") if own else None
        if budget is not None:
            return self._sharing.get(budget.tempat, ())
        return [row for row in self._lines if own and row.nomor == own.nomor]

    def _of_mean(self, own: Baris | None) -> Sequence[Baris]:
        """Return the rows since the mean before this one; all where there are none."""
        block: list[Baris] = []
        for row in self._all:
            if own and row.nomor == own.nomor:
                break
            block = [] if row.tingkat is Level.RATA else [*block, row]
        return [row for row in block if not row.tingkat.is_summary] or self._lines
