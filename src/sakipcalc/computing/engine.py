"""Engine: follows the derivation graph of the tables to the value of each cell.

A cell is asked for by table, subject, column and year, whether or not the workbook
has it, so that a result exists even where the unit left a table out.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Literal, assert_never

from sakipcalc.base.allowance import metered, spend
from sakipcalc.computing import apply
from sakipcalc.computing.derivedcells import (
    CellList,
    DerivableCell,
    DerivedCells,
    LongCells,
    MetCells,
    is_typed,
)
from sakipcalc.computing.how import Sum
from sakipcalc.computing.laneruns import LaneRuns, LongRows
from sakipcalc.computing.lanes import SUM_OF_SEVERAL, Lane, LaneRule, LaneSource, LaneValue
from sakipcalc.computing.links import of_row
from sakipcalc.computing.quarters import way_of_quarters
from sakipcalc.computing.scales import is_of_ratios
from sakipcalc.computing.values import BLANK
from sakipcalc.computing.verify import judge
from sakipcalc.model import RowCells, column_key
from sakipcalc.rulebook.formulas import Status
from sakipcalc.tables import Operation, RuleFormula, Selector
from sakipcalc.tables.standard import EFFICIENCY, EFFICIENCY_SCALE, MEASUREMENT
from sakipcalc.text.absence import is_dash, is_not_measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing.lanerules import LaneRules
    from sakipcalc.computing.links import Links, Subject
    from sakipcalc.computing.values import UsedScale, Value
    from sakipcalc.model import Cell, Column, Entity, Table
    from sakipcalc.rulebook.methods import Metode, TriwulanMethod
    from sakipcalc.tables import ColumnSpec
    from sakipcalc.tables.selector import Scope


__all__ = ["Engine", "Trust", "differs"]

#: ``hitung-ulang``: a typed fact counts, a printed result is computed again (for results);
#: ``berlaku``: whatever is typed counts, as formulas that point at the cells see it (for filling);
#: ``ganti``: it counts unless it differs from what the other cells give (for replacing).
Trust = Literal["hitung-ulang", "berlaku", "ganti"]

#: What a line that has the one of these figures owes the other for.
_BESIDE = {"realisasi": "anggaran", "anggaran": "realisasi"}
#: Results of one indicator: in a cell that stands for several it is their mean.
_RESULTS_OF_ONE = frozenset({"capaian", "kemajuan"})
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
    lanes : LaneRules
        The columns with what is typed in them and how they derive, which engines over the same links share.
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
        lanes: LaneRules,
        trust: Trust = "hitung-ulang",
        own_formulas: frozenset[Place] = frozenset(),
    ) -> None:
        self._entitas = entity
        self._links = links
        self._metode = metode
        self._skala = skala
        self._lanes = lanes
        self._selected = lanes.selected
        self._values_of: dict[Lane, dict[Subject, Value]] = defaultdict(dict)
        self._trust = trust
        self._own = own_formulas
        #: Whether a figure that is typed counts, whatever the others say.
        self._takes_typed = trust == "berlaku" and not own_formulas
        self._indicators = {i.subject: i for i in links.indikator}

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
        return self._value(self._lanes.lane(table, column, period), subject)

    def _value(self, lane: Lane, subject: Subject) -> Value:
        if lane.is_fact:
            return lane.typed.get(subject, BLANK)
        if self._takes_typed:  # nearly always, in a long table
            typed = lane.typed.get(subject)
            if typed is not None and typed.number is not None:
                return typed
        known = self._values_of[lane].get(subject)
        if known is None:
            known = self._values_of[lane][subject] = self._find(lane, subject)
        return known

    def _find(self, lane: Lane, subject: Subject) -> Value:
        spend()
        typed, rule = lane.typed_in(subject), self._lanes.rule(lane, subject)
        if typed.is_blank:  # as most cells of a form are
            return self._derived_or_stated(rule, lane, subject) or typed
        if self._own and typed.place in self._own:
            return typed if rule is None else self._apply(rule, lane, subject, typed.cell)
        if typed.nihil and (lines := self._sum_of_lines(rule, lane, subject)):
            return lines
        if self._trust == "hitung-ulang" and typed.known:
            lines = self._sum_of_lines(rule, lane, subject, within=True)
            if lines is not None and lines.known:
                return lines  # a parent or a total is what its lines come to
        if self._holds_cell(typed, lane.spec):
            return typed
        derived = self._derived_or_stated(rule, lane, subject)
        return typed if derived is None or self._stays(typed, derived, rule, lane) else derived

    def _stays(self, typed: Value, derived: Value, rule: LaneRule | None, lane: Lane) -> bool:
        """Return whether a typed value counts, and not what the others give."""
        if self._trust == "ganti" and _agree(typed, derived):
            return True
        unmeasured = typed.status is Status.TIDAK_DIUKUR
        return not derived.known and (unmeasured or self._says_only(typed, rule, lane))

    def _says_only(self, typed: Value, rule: LaneRule | None, lane: Lane) -> bool:
        """Return whether a table prints a result without its columns: per cents without sums.

        So does one that has the capaian alone, where the workbook lacks the table to take it from.
        """
        table = self._links.find(lane.table)
        if table is None or rule is None or typed.number is None:
            return False
        sources = [source for taken in rule.named_sources.values() for source in taken if source.is_own]
        own = {source.selector.kolom for source in sources if source.table_id == lane.table}
        if not own:
            return bool(sources) and all(self._links.find(source.table_id) is None for source in sources)
        return own.isdisjoint(column.id for column in table.columns)

    def _derived_or_stated(self, rule: LaneRule | None, lane: Lane, subject: Subject) -> Value | None:
        """Return what a cell derives from others, or what another table states of the same fact.

        Where a table has no row of its own for a subject, what is measured elsewhere comes before what
        was only promised.
        """
        stated = self._stated(lane.spec, subject) if lane.spec.dinyatakan_di else None
        if stated is not None and self._links.row(lane.table, subject) is None:
            return stated
        derived = None if rule is None else self._applied(rule, lane, subject)
        if stated is None or (derived is not None and derived.known):
            return derived
        return apply.copy(stated, lane.typed_in(subject).cell)

    def _applied(self, rule: LaneRule, lane: Lane, subject: Subject) -> Value:
        """Return what a rule gives for the first row about a subject, or where no row is about it."""
        row, is_mean = lane.rows.get(subject), lane.spec.id in _RESULTS_OF_ONE
        if row is not None and type(row.cells) is RowCells and subject in lane.typed and not is_mean:
            return self.in_row(rule, lane, subject, row.cells)
        return self._apply(rule, lane, subject, lane.typed_in(subject).cell)

    def _stated(self, spec: ColumnSpec, subject: Subject) -> Value | None:
        """Return a fact from the first other table in which it is typed; a formula there states nothing.

        That it was not measured counts where no table has a figure.
        """
        unmeasured = None
        for selector in spec.dinyatakan_di:
            period = self._entitas.tahun if selector.tahun else None
            typed = self._lanes.typed.column(selector.tabel, column_key(selector.kolom, period)).get(subject)
            if typed is not None and typed.known and not (typed.cell and typed.cell.formula):
                return typed
            if unmeasured is None and typed is not None and typed.status is Status.TIDAK_DIUKUR:
                unmeasured = typed
        return unmeasured

    def _sum_of_lines(
        self, rule: LaneRule | None, lane: Lane, subject: Subject, *, within: bool = False
    ) -> Value | None:
        """Return the sum over the lines below a heading, `within` its own table; None without any."""
        if rule is None or rule.derivation.operation is not Operation.SUM:
            return None
        if within and rule.named_sources["bagian"][0].selector.lingkup not in {"anak", "daun"}:
            return None
        lines = self._apply(rule, lane, subject, lane.typed_in(subject).cell)
        return lines if isinstance(lines.how, Sum) and lines.how.parts else None

    def _holds_cell(self, typed: Value, column: ColumnSpec) -> bool:
        """Return whether what stands in a cell counts: a figure, a dash for none, or a formula."""
        if self._trust == "berlaku":
            return typed.known or not typed.is_blank
        cell = typed.cell
        if cell is None or cell.empty:
            return False
        if self._trust == "hitung-ulang":
            return bool(cell.text) and not self._links.specs.holds_results(column)
        return bool(cell.formula) or not typed.known

    def typed(self, table: str, subject: Subject, column: str, period: int | None = None) -> Value:
        """Return what the unit typed in a cell, if anything."""
        return self._lanes.lane(table, column, period).typed_in(subject)

    def derived(self, table: str, subject: Subject, column: str, period: int | None = None) -> Value | None:
        """Return what a cell derives from others, whatever is typed in it; None for a column of facts."""
        lane = self._lanes.lane(table, column, period)
        rule = self._lanes.rule(lane, subject)
        return None if rule is None else self._apply(rule, lane, subject, lane.typed_in(subject).cell)

    def all_derived(self) -> DerivedCells:
        """Return every cell that derives from others, with the derived value; a merged cell once.

        What is only a proposal is left out where the unit typed something.
        """
        runs = LaneRuns(self._links, self._lanes.rule, self, at_once=self._takes_typed)
        found = DerivedCells()
        met = MetCells()
        for name, table in self._links.named_tables():
            columns = [column for column in table.columns if column.spec.turunan]
            lanes = [(column, self._lanes.lane(name, column.id, column.period)) for column in columns]
            if not lanes:
                continue
            if (long := LongRows.of(name, table, self._links)) is not None:
                found.add(
                    LongCells(table, long, [(column, runs.run(lane, long)) for column, lane in lanes], met)
                )
            else:
                found.add(CellList([*self._in_rows(name, table, lanes, met)], self._derive))
        return found

    def _in_rows(
        self, name: str, table: Table, lanes: Sequence[tuple[Column, Lane]], met: MetCells
    ) -> Iterator[DerivableCell]:
        """Yield the cells of a table that derive from others, row by row."""
        links = self._links
        covered_in, subjects = links.covered_in(name), links.subjects(name, table.rows)
        for row, about in zip(metered(table.rows), subjects, strict=True):
            covered = covered_in.get(row.number, ())
            for column, lane in lanes:
                subject = of_row(name, row) if lane.spec.per_baris else about
                if column.key not in row.cells or subject is None or column.key in covered:
                    continue
                rule = self._lanes.rule(lane, subject)
                if rule is None:
                    continue
                cell = row.cells[column.key] if rule.derivation.usulan else None
                if cell is not None and is_typed(cell.text, cell.formula):
                    continue
                if met.take(*_spot(row.cells, column.key)):
                    yield _derivable((table, row, column, rule, lane, subject))

    def _derive(self, one: DerivableCell) -> Value:
        return self.in_row(one.lane_rule, one.lane, one.subject, one.row.cells)

    def in_row(self, rule: LaneRule, lane: Lane, subject: Subject, cells: Mapping[str, Cell]) -> Value:
        """Return what a rule gives for the cell of a row; in a long table its cell is made when asked for."""
        if type(cells) is not RowCells:
            return self.of_cell(rule, lane, subject, cells[lane.key])
        cell = cells[lane.key] if self._own or lane.spec.id in _RESULTS_OF_ONE else None
        made = self.of_cell(rule, lane, subject, cell)
        said = made.number, made.text, made.status, made.reasons
        return LaneValue(said, cells, self, lane, rule, subject)

    def of_cell(self, rule: LaneRule, lane: Lane, subject: Subject, cell: Cell | None) -> Value:
        """Return what a rule gives for a cell; for a result of several indicators in one cell their mean."""
        is_result = cell is not None and lane.spec.id in _RESULTS_OF_ONE
        sharing = self._selected.in_cell(lane.table, lane.key, cell) if cell and is_result else ()
        if not sharing:
            return self._apply(rule, lane, subject, cell)
        parts = [self._apply(rule, lane, one, None) for one in sharing]
        return dataclasses.replace(apply.mean(self._metode, parts), cell=cell)

    def _apply(self, rule: LaneRule, lane: Lane, subject: Subject, cell: Cell | None) -> Value:
        """Return what a rule gives for a cell."""
        sources = {} if rule.beside else rule.named_sources
        inputs = {name: self._take(taken, lane, subject) for name, taken in sources.items()}
        match rule.derivation.operation:
            case Operation.COPY:
                return apply.copy(inputs["nilai"][0], cell)
            case Operation.SUM:
                parts = inputs["bagian"]
                owed = self._owed(rule.named_sources["bagian"][0], parts, lane, subject)
                return self._as_it_stands(apply.total(parts, cell, missing=owed))
            case Operation.MEAN:
                return dataclasses.replace(self._mean(inputs["bagian"], "rata", lane, subject), cell=cell)
            case Operation.YEAR:
                return apply.year(self._metode, inputs["triwulan"], self._way_of_quarters(inputs), cell)
            case operation:
                values = {
                    name: taken[0]
                    if len(taken) == 1 and name != SUM_OF_SEVERAL
                    else self._one(name, taken, lane, subject)
                    for name, taken in inputs.items()
                }
                values |= {name: self._value(one, subject) for name, one in rule.beside.items()}
                return self._calculated(operation, rule.derivation.skala, values, subject, cell)

    def _way_of_quarters(self, inputs: Mapping[str, Sequence[Value]]) -> TriwulanMethod | None:
        """Return how quarters come together, by what the row calls it and by their targets."""
        stated, whole = inputs["akumulasi"][0].text, inputs.get("target", _NOTHING)[0]
        return way_of_quarters(
            stated, self._metode.triwulan, inputs["triwulan"], inputs.get("target_tw", ()), whole
        )

    def _owed(
        self, lines: LaneSource, parts: Sequence[Value], lane: Lane, subject: Subject
    ) -> tuple[int, ...]:
        """Return the positions of lines whose figure is not known: neither a number nor a dash.

        An empty line of a form is none. Of a line of the tree that has only the one of budget and
        spending the other is owed; one that has neither is not in this year's budget.
        """
        unknown = [at for at, part in enumerate(parts) if part.number is None and not part.nihil]
        if not unknown:
            return ()
        subjects = self._selected.of(lines.selector, lane.table, subject, lines.table_id)
        if len(subjects) != len(parts):
            return tuple(unknown)
        return tuple(at for at in unknown if self._owes(lines.table_id, subjects[at], lines.selector.kolom))

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
        """Return the result of a formula, of a choice of the Metode or of a scale for one value each.

        What is no indicator, as a budget that rows share, has neither capaian nor progress.
        """
        if operation in _OF_INDICATORS and subject not in self._indicators:
            return BLANK
        match operation:
            case RuleFormula(rule=rule):
                return apply.value(rule, values, cell)
            case Operation.LABEL:
                return apply.label(self._judged(values["nilai"], scale, subject), self._skala[scale], cell)
            case Operation.CAPAIAN:
                return apply.achievement(self._metode, self._indicators[subject], values, cell)
            case Operation.KEMAJUAN:
                given = {**values, **self._period()}
                return apply.progress(self._metode, self._indicators[subject], given, cell)
            case Operation.EFISIENSI:
                return apply.value(self._metode.efisiensi_formula(), values, cell)
            case never:
                assert_never(never)

    def _judged(self, figure: Value, scale: str, subject: Subject) -> Value:
        """Return the figure that a scale judges: of one for ratios the ratio, whatever the table derives."""
        if scale == EFFICIENCY_SCALE and is_of_ratios(self._skala[scale].skala):
            return self.value(EFFICIENCY, subject, "rasio")
        return figure

    def _one(self, name: str, values: Sequence[Value], lane: Lane, subject: Subject) -> Value:
        """Return one value of several: their sum where a formula takes a sum, else their mean."""
        if name == SUM_OF_SEVERAL:
            return apply.total(values)
        return values[0] if len(values) == 1 else self._mean(values, "gabungan", lane, subject)

    def _mean(self, values: Sequence[Value], rows: Scope, lane: Lane, subject: Subject) -> Value:
        """Return the mean of the values of some rows, as the Metode has it."""
        if self._metode.rerata == "berbobot":
            weights_of = Selector(kolom="bobot", lingkup=rows)
            members = self._selected.of(weights_of, lane.table, subject, lane.table)
            weights = tuple(self.value(MEASUREMENT, one, "bobot") for one in members)
            return apply.weighted_mean(values, weights)
        return apply.mean(self._metode, values)

    def _period(self) -> dict[str, Value]:
        """Return how far the year of the report lies in the Renstra, which no cell says."""
        first, last = self._entitas.renstra or (None, None)
        year = self._entitas.tahun
        if first is None or last is None or year is None:
            return {}
        return {"tahun_ke": apply.constant(year - first), "jumlah_tahun": apply.constant(last - first)}

    def _take(self, sources: Sequence[LaneSource], lane: Lane, subject: Subject) -> tuple[Value, ...]:
        """Return the values that the first source with a value gives, of the last one whatever they are."""
        for source in sources[:-1]:
            taken = self._values(source, lane, subject)
            for value in taken:
                if value.known:
                    return taken
        return self._values(sources[-1], lane, subject) or _NOTHING

    def _values(self, source: LaneSource, lane: Lane, subject: Subject) -> tuple[Value, ...]:
        if source.is_own:  # nearly always, in a long tree
            return tuple([self._value(one, subject) for one in source.lanes])
        subjects = self._selected.of(source.selector, lane.table, subject, source.table_id)
        spend(len(subjects))
        return tuple([self._value(taken, one) for one in subjects for taken in source.lanes])


_NOTHING: tuple[Value, ...] = (BLANK,)
_OF_INDICATORS = frozenset({Operation.CAPAIAN, Operation.KEMAJUAN})
_derivable = partial(tuple.__new__, DerivableCell)  # many at once, without a call of Python for each


def _spot(cells: Mapping[str, Cell], column: str) -> tuple[str, int, int]:
    """Return sheet, row and column of the sheet in which a cell stands."""
    if type(cells) is RowCells:
        return cells.spot(column)
    cell = cells[column]
    return cell.place.sheet, cell.row, cell.col


def _agree(typed: Value, derived: Value) -> bool:
    """Return whether a typed value need not give way to the derived one."""
    if typed.cell is None or not typed.known:
        return False
    return not derived.known or not differs(typed.cell, derived)


def differs(cell: Cell, derived: Value) -> bool:
    """Return whether a cell has another value typed than the derived; a dash or n/a says nothing."""
    if is_dash(cell.text) or is_dash(derived.text) or (cell.numeral is not None and cell.numeral.missing):
        return False
    if is_not_measured(cell.text):
        return False
    return judge(cell, derived) == "beda"
