"""Engine: follows the derivation graph of the tables to the value of each cell.

A cell is asked for by table, subject, column and year, whether or not the workbook
has it, so that a result exists even where the unit left a table out.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal, assert_never

from sakipcalc.base.allowance import metered, spend
from sakipcalc.computing import apply
from sakipcalc.computing.how import Sum
from sakipcalc.computing.links import TOTAL
from sakipcalc.computing.scales import is_of_ratios
from sakipcalc.computing.values import Value, is_dash
from sakipcalc.computing.verify import judge
from sakipcalc.model import Level, column_key
from sakipcalc.rulebook.formulas import Status
from sakipcalc.tables import Operation, RuleFormula, Selector
from sakipcalc.tables.standard import EFFICIENCY, EFFICIENCY_SCALE, MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing.links import Links, Subject
    from sakipcalc.computing.values import UsedScale
    from sakipcalc.model import Cell, Column, Entity, Row, Table
    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.tables import ColumnSpec, Derivation
    from sakipcalc.tables.selector import Scope

__all__ = ["Engine", "Trust", "differs"]

#: ``hitung-ulang``: a typed fact counts, a printed result is computed again (for results);
#: ``berlaku``: whatever is typed counts, as formulas that point at the cells see it (for filling);
#: ``ganti``: it counts unless it differs from what the other cells give (for replacing).
Trust = Literal["hitung-ulang", "berlaku", "ganti"]

_QUARTERS = (1, 2, 3, 4)
#: What a line that has the one of these figures owes the other for.
_BESIDE = {"realisasi": "anggaran", "anggaran": "realisasi"}
_CellKey = tuple[str, "Subject", str, int | None]
#: Results of one indicator: in a cell that stands for several it is their mean.
_RESULTS_OF_ONE = frozenset({"capaian", "kemajuan"})
_SEVERAL = 2
#: What is made of one value each, not of several rows or quarters.
_Calculated = (
    Literal[Operation.LABEL, Operation.CAPAIAN, Operation.KEMAJUAN, Operation.EFISIENSI] | RuleFormula
)


class Engine:
    """Engine that gives the value of any cell of the standard tables.

    Parameters
    ----------
    entity : Entity
        Who reports, for the year and the end of the Renstra.
    links : Links
        Rows linked across tables.
    metode : Metode
        The choices of the unit.
    skala : mapping of str to UsedScale
        Scale by the table that states it.
    trust : Trust
        What a typed value counts where the cell also derives from others.
    own_formulas : frozenset of Place
        Cells whose formula is the one that the library would write: their stored value does
        not count, because it follows from the other cells.
    """

    def __init__(
        self,
        entity: Entity,
        links: Links,
        metode: Metode,
        skala: Mapping[str, UsedScale],
        *,
        trust: Trust = "hitung-ulang",
        own_formulas: frozenset[Place] = frozenset(),
    ) -> None:
        self._entitas = entity
        self._links = links
        self._metode = metode
        self._skala = skala
        self._trust = trust
        self._own = own_formulas
        self._indicators = {i.subject: i for i in links.indikator}
        self._known: dict[_CellKey, Value] = {}
        self._of_table: dict[str, _Lines] = {}
        self._in_common: dict[tuple[str, str], Mapping[Place, tuple[Subject, ...]]] = {}

    def value(self, table: str, subject: Subject, column: str, period: int | None = None) -> Value:
        """Return the value of a cell: what the unit typed, else what it is derived from.

        Parameters
        ----------
        table, column : str
            Table and column by id.
        subject : Subject
            What the row is about.
        period : int, optional
            Period of a column that stands several times: a year, or a quarter 1 to 4.
        """
        key = (table, subject, column, period)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, table: str, subject: Subject, column: str, period: int | None) -> Value:
        spend()
        typed = self.typed(table, subject, column, period)
        if typed.place in self._own:
            return self.derived(table, subject, column, period) or typed
        if typed.nihil and (lines := self._sum_of_lines(table, subject, column, period)):
            return lines
        if self._trust == "hitung-ulang" and typed.known:
            lines = self._sum_of_lines(table, subject, column, period, within=True)
            if lines is not None and lines.known:
                return lines  # a parent or a total is what its lines come to
        if self._holds_cell(typed, table, column):
            return typed
        derived = self._derived_or_stated(table, subject, column, period)
        if derived is None:
            return typed
        agrees = typed.known and self._trust == "ganti" and (not derived.known or not differs(typed, derived))
        return typed if agrees else derived

    def _derived_or_stated(
        self, table: str, subject: Subject, column: str, period: int | None
    ) -> Value | None:
        """Return the derived value of a cell, or the one that another table states of the same fact.

        Where a table has no row of its own for a subject, what is measured elsewhere comes before what
        was only promised.
        """
        spec = self._column(table, column)
        stated = self._stated(spec, subject) if spec.dinyatakan_di else None
        if stated is not None and self._links.row(table, subject) is None:
            return stated
        derived = self.derived(table, subject, column, period)
        if stated is None or (derived is not None and derived.known):
            return derived
        return apply.copy(stated, self._cell(table, subject, column, period))

    def _stated(self, spec: ColumnSpec, subject: Subject) -> Value | None:
        """Return a fact from the first other table in which it is typed; a formula there states nothing."""
        for selector in spec.dinyatakan_di:
            row = self._links.row(selector.tabel, subject)
            if row is None:
                continue
            period = self._entitas.tahun if selector.tahun else None
            key = column_key(selector.kolom, period)
            cell = row.cells.get(key) if key not in self._links.covered(selector.tabel, row) else None
            if cell is not None and not cell.formula and (typed := Value.from_cell(cell)).known:
                return typed
        return None

    def _sum_of_lines(
        self, table: str, subject: Subject, column: str, period: int | None, *, within: bool = False
    ) -> Value | None:
        """Return the sum over the lines below a heading, `within` its own table; None without any."""
        rule = self._rule(_Asking(table, subject, self._column(table, column), period))
        if rule is None or rule.operation is not Operation.SUM:
            return None
        if within and rule.masukan["bagian"][0].lingkup not in {"anak", "daun"}:
            return None
        lines = self.derived(table, subject, column, period)
        return lines if lines and isinstance(lines.how, Sum) and lines.how.parts else None

    def _holds_cell(self, typed: Value, table: str, column: str) -> bool:
        """Return whether what stands in a cell counts: a figure, a dash for none, or a formula."""
        cell = typed.cell
        if cell is None or cell.empty:
            return False
        if self._trust == "hitung-ulang":
            return bool(cell.text) and not self._links.specs.holds_results(self._column(table, column))
        return self._trust == "berlaku" or bool(cell.formula) or not typed.known

    def typed(self, table: str, subject: Subject, column: str, period: int | None = None) -> Value:
        """Return the value that the unit typed in a cell, if any."""
        cell = self._cell(table, subject, column, period)
        return Value.from_cell(cell) if cell else Value()

    def derived(self, table: str, subject: Subject, column: str, period: int | None = None) -> Value | None:
        """Return the derived value of a cell, whatever is typed in it; None for a column of facts."""
        asking = _Asking(table, subject, self._column(table, column), period)
        rule = self._rule(asking)
        return None if rule is None else self._apply(rule, asking, self._cell(table, subject, column, period))

    def all_derived(self) -> Iterator[tuple[Table, Row, Column, Value]]:
        """Yield every cell that derives from others, with the derived value; a merged cell once.

        What is only a proposal is left out where the unit typed something.
        """
        seen: set[Place] = set()
        for table, row, column, (name, subject) in metered(self._links.cells_with_subject()):
            spec, cell = column.spec, row.cells[column.key]
            if not spec.turunan or subject is None or cell.place in seen:
                continue
            asking = _Asking(name, subject, spec, column.period)
            rule = self._rule(asking)
            if rule is None or (rule.usulan and cell.text and not cell.formula):
                continue
            seen.add(cell.place)
            yield table, row, column, self._of_cell(rule, asking, cell, self._sharing(name, column.key, cell))

    def _of_cell(self, rule: Derivation, asking: _Asking, cell: Cell, sharing: Sequence[Subject]) -> Value:
        """Return the result of a rule for a cell; for several indicators in one cell the mean of theirs."""
        if len(sharing) < _SEVERAL or asking.column.id not in _RESULTS_OF_ONE:
            return self._apply(rule, asking, cell)
        own = (_Asking(asking.table_id, one, asking.column, asking.period) for one in sharing)
        parts = [self._apply(rule, one, None) for one in own]
        return dataclasses.replace(apply.mean(self._metode, parts), cell=cell)

    def _sharing(self, table: str, key: str, cell: Cell) -> tuple[Subject, ...]:
        """Return the indicators whose rows have a cell in common."""
        if (table, key) not in self._in_common:
            places: dict[Place, dict[Subject, None]] = {}
            known = self._links.find(table)
            for row in known.rows if known and known.spec.baris == "indikator" else ():
                one, subject = row.cells.get(key), self._links.subject(table, row)
                if one is not None and subject is not None and not row.level.is_summary:
                    places.setdefault(one.place, {})[subject] = None
            self._in_common[table, key] = {
                place: tuple(subjects) for place, subjects in places.items() if len(subjects) >= _SEVERAL
            }
        return self._in_common[table, key].get(cell.place, ())

    def _rule(self, asking: _Asking) -> Derivation | None:
        level = self._links.level(asking.table_id, asking.subject)
        return asking.column.derivation(level, lambda name: self._holds(name, asking))

    def _column(self, table: str, column: str) -> ColumnSpec:
        known = self._links.find(table)
        return (known.spec if known else self._links.specs[table]).kolom[column]

    def _holds(self, condition: str, asking: _Asking) -> bool:
        if condition == "tahun_laporan":
            return asking.period == self._entitas.tahun
        sharing = self._subjects(
            Selector(kolom=asking.column.id, lingkup="gabungan"), asking, asking.table_id
        )
        return set(sharing) >= {i.subject for i in self._links.measured()}

    def _cell(self, table: str, subject: Subject, column: str, period: int | None) -> Cell | None:
        row, key = self._links.row(table, subject), column_key(column, period)
        return None if row is None or key in self._links.covered(table, row) else row.cells.get(key)

    def _apply(self, rule: Derivation, asking: _Asking, cell: Cell | None) -> Value:
        """Return the result of a rule for a cell."""
        inputs = {name: self._take(selectors, asking) for name, selectors in rule.masukan.items()}
        match rule.operation:
            case Operation.COPY:
                return apply.copy(inputs["nilai"][0], cell)
            case Operation.SUM:
                parts = inputs["bagian"]
                lines = apply.total(parts, cell, missing=self._owed(rule.masukan["bagian"][0], parts, asking))
                return self._as_it_stands(lines)
            case Operation.MEAN:
                return dataclasses.replace(self._mean(inputs["bagian"], "rata", asking), cell=cell)
            case Operation.YEAR:
                return apply.year(self._metode, inputs["triwulan"], inputs["akumulasi"][0].text, cell)
            case operation:
                values = {name: self._one(name, taken, asking) for name, taken in inputs.items()}
                return self._calculated(operation, rule.skala, values, asking.subject, cell)

    def _owed(self, lines: Selector, parts: Sequence[Value], asking: _Asking) -> tuple[int, ...]:
        """Return the positions of lines whose figure is not known: neither a number nor a dash.

        An empty line of a form is none. Of a line of the tree that has only the one of budget and
        spending the other is owed; one that has neither is not in this year's budget.
        """
        unknown = [at for at, part in enumerate(parts) if part.number is None and not part.nihil]
        if not unknown:
            return ()
        table = lines.tabel or asking.table_id
        subjects = self._subjects(lines, asking, table)
        if len(subjects) != len(parts):
            return tuple(unknown)
        return tuple(at for at in unknown if self._owes(table, subjects[at], lines.kolom))

    def _owes(self, table: str, subject: Subject, column: str) -> bool:
        row = self._links.row(table, subject)
        if row is not None and "uraian" in row.cells and not row.text("uraian"):
            return False
        known = self._links.find(table)
        if known is None or not known.spec.is_tree:
            return True
        if column not in _BESIDE or _BESIDE[column] not in known.spec.kolom:
            return False  # a line of a plan that nothing is budgeted for this year
        beside = self.value(table, subject, _BESIDE[column])
        return beside.status is Status.BELUM_LENGKAP or bool(beside.number)

    def _as_it_stands(self, lines: Value) -> Value:
        """Return a sum as the formula in its cell has it: a plain SUM adds up what is there so far."""
        cell = lines.cell
        guarded = cell is not None and "<" in cell.formula  # the formula of a sum that waits for its lines
        return apply.running(lines) if cell and cell.place in self._own and not guarded else lines

    def _calculated(
        self,
        operation: _Calculated,
        scale: str,
        values: Mapping[str, Value],
        subject: Subject,
        cell: Cell | None,
    ) -> Value:
        """Return the result of a formula, of a choice of the Metode or of a scale for one value each."""
        match operation:
            case Operation.LABEL:
                return apply.label(self._judged(values["nilai"], scale, subject), self._skala[scale], cell)
            case Operation.CAPAIAN:
                return apply.achievement(self._metode, self._indicators[subject].polarity, values, cell)
            case Operation.KEMAJUAN:
                given = {**values, **self._period()}
                return apply.progress(self._metode, self._indicators[subject], given, cell)
            case Operation.EFISIENSI:
                return apply.value(self._metode.efisiensi_formula(), values, cell)
            case RuleFormula(rule=rule):
                return apply.value(rule, values, cell)
            case never:
                assert_never(never)

    def _judged(self, figure: Value, scale: str, subject: Subject) -> Value:
        """Return the figure that a scale judges: of one for ratios the ratio, whatever the table derives."""
        if scale == EFFICIENCY_SCALE and is_of_ratios(self._skala[scale].skala):
            return self.value(EFFICIENCY, subject, "rasio")
        return figure

    def _one(self, name: str, values: Sequence[Value], asking: _Asking) -> Value:
        """Return one value of several: their sum where a formula takes a sum, else their mean."""
        if name == "jumlah":
            return apply.total(values)
        return values[0] if len(values) == 1 else self._mean(values, "gabungan", asking)

    def _mean(self, values: Sequence[Value], rows: Scope, asking: _Asking) -> Value:
        """Return the mean of the values of some rows, as the Metode has it."""
        if self._metode.rerata == "berbobot":
            subjects = self._subjects(Selector(kolom="bobot", lingkup=rows), asking, asking.table_id)
            weights = tuple(self.value(MEASUREMENT, subject, "bobot") for subject in subjects)
            return apply.weighted_mean(values, weights)
        return apply.mean(self._metode, values)

    def _period(self) -> dict[str, Value]:
        """Return how far the year of the report lies in the Renstra, which no cell says."""
        first, last = self._entitas.renstra or (None, None)
        year = self._entitas.tahun
        if first is None or last is None or year is None:
            return {}
        return {"tahun_ke": apply.constant(year - first), "jumlah_tahun": apply.constant(last - first)}

    def _take(self, selectors: Sequence[Selector], asking: _Asking) -> tuple[Value, ...]:
        """Return the values that the first selector with a value gives."""
        taken = _NOTHING
        for selector in selectors:
            taken = self._values(selector, asking) or _NOTHING
            for value in taken:
                if value.known:
                    return taken
        return taken

    def _values(self, selector: Selector, asking: _Asking) -> tuple[Value, ...]:
        table = selector.tabel or asking.table_id
        column = self._column(table, selector.kolom)
        if not (selector.baris or selector.lingkup or column.berkala):  # nearly always, in a long tree
            return (self.value(table, asking.subject, selector.kolom),)
        subjects = self._subjects(selector, asking, table)
        spend(len(subjects))
        periods = self._periods(selector, asking, column, table)
        return tuple(self.value(table, s, selector.kolom, one) for s in subjects for one in periods)

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
            "": asking.period,
            "kolom": asking.period,
            "tahun": self._entitas.tahun,
            "akhir": renstra[1] if renstra else None,
        }
        return (choices[selector.tahun],)

    def _all_years(self, table: str) -> tuple[int, ...]:
        """Return the years of a table up to that of the report."""
        known, last = self._links.tables.get(table), self._entitas.tahun
        return tuple(y for y in known.years if last is None or y <= last) if known else ()

    def _subjects(self, selector: Selector, asking: _Asking, table: str) -> list[Subject]:
        if selector.baris == "jumlah":
            return [TOTAL]
        if selector.baris == "sasaran":
            sharing = self._subjects(
                dataclasses.replace(selector, baris="", lingkup="gabungan"), asking, asking.table_id
            )
            lines = (line for one in sharing for line in self._links.program_of_sasaran(table, one))
            return list(dict.fromkeys(lines))
        if not selector.lingkup:
            return [asking.subject]
        tree = self._tree(table) if selector.lingkup in {"anak", "daun"} else ""
        if not tree and self._links.find(asking.table_id) is None:
            return [i.subject for i in self._links.measured()] if selector.lingkup == "gabungan" else []
        at = asking.table_id if selector.lingkup == "gabungan" else tree or table
        rows = self._lines(at).scope(selector.lingkup, self._links.row(at, asking.subject))
        found = (self._links.subject(at, row) for row in rows)
        return list(dict.fromkeys(subject for subject in found if subject))

    def _tree(self, table: str) -> str:
        """Return the table that has the lines of a tree: its own, or another tree in its place."""
        links = self._links
        if links.find(table) is not None or table not in links.specs or not links.specs[table].is_tree:
            return table
        return next((one for one in links.specs.trees if one in links.tables), table)

    def _lines(self, table: str) -> _Lines:
        if table not in self._of_table:
            known = self._links.find(table)
            self._of_table[table] = _Lines(known.rows if known else ())
        return self._of_table[table]


_NOTHING: tuple[Value, ...] = (Value(),)


class _Asking:
    """The cell for which inputs are looked for."""

    __slots__ = ("column", "period", "subject", "table_id")

    def __init__(self, table: str, subject: Subject, column: ColumnSpec, period: int | None) -> None:
        self.table_id, self.subject, self.column, self.period = table, subject, column, period


def differs(typed: Value, derived: Value) -> bool:
    """Return whether a typed value is another one than the derived; a dash says nothing."""
    cell = typed.cell
    if cell is None or is_dash(cell.text) or (cell.numeral is not None and cell.numeral.missing):
        return False
    return judge(cell, derived) == "beda"


class _Lines:
    """The rows of a table that are no totals, by what they are asked for."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._all = rows
        self._lines = [row for row in rows if not row.level.is_summary]
        self._below: dict[int, list[Row]] = {}
        self._sharing: dict[Place, list[Row]] = {}
        for row in self._lines:
            self._below.setdefault(row.parent, []).append(row)
            if budget := row.cells.get("anggaran"):
                self._sharing.setdefault(budget.place, []).append(row)

    def scope(self, scope: str, own: Row | None) -> Sequence[Row]:
        """Return the leaves, the rows of a mean, those below a row, or those that share its budget cell."""
        if scope == "daun":
            return [row for row in self._lines if row.number not in self._below]
        if scope == "rata":
            return self._of_mean(own)
        if scope == "anak":
            return self._below.get(own.number if own and own.level is not Level.JUMLAH else 0, ())
        budget = own.cells.get("anggaran") if own else None
        if budget is not None:
            return self._sharing.get(budget.place, ())
        return [row for row in self._lines if own and row.number == own.number]

    def _of_mean(self, own: Row | None) -> Sequence[Row]:
        """Return the rows since the mean before this one; all where there are none."""
        block: list[Row] = []
        for row in self._all:
            if own and row.number == own.number:
                break
            block = [] if row.level is Level.RATA else [*block, row]
        return [row for row in block if not row.level.is_summary] or self._lines
