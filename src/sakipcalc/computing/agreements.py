"""Links from the rows of all Perjanjian Kinerja to the lines of the budget."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sakipcalc.computing.confirmed import Confirmed
from sakipcalc.computing.linkedrows import names_of
from sakipcalc.computing.pairing import best_pairs
from sakipcalc.core.memo import Recent, remembered
from sakipcalc.model import TREE, Level
from sakipcalc.tables.standard import AGREEMENT, AGREEMENT_BUDGET, BUDGET, SPENDING
from sakipcalc.text.names import alike, deed_name, line_name, ratio, same_line

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.computing.links import Links, Subject
    from sakipcalc.model import Cell, Laporan, Row, Table
    from sakipcalc.rulebook.methods import Metode

__all__ = ["AgreementRow", "Agreements", "BudgetLine", "Promise", "link_agreements"]

#: Tables of the budget tree; the first says what stands above a line.
_TREES = (BUDGET, SPENDING)
#: Among the few lines of one official, names that are so alike are of one line.
_AMONG_FEW = 0.65
#: A name of fewer telling words than this is no part of a longer one.
_TELLING = 2
_PART = 0.8


class BudgetLine(NamedTuple):
    """A line of the budget as the trees have it.

    Parameters
    ----------
    subject : Subject
        The line.
    level : Level
        Its level.
    above : Subject, optional
        The line above it.
    uraian, nama_indikator : tuple of str
        Its names, and those of its indicator.
    called, deeds : tuple of str
        What they come to where names are compared, and what they and those of its indicator say is done.
    """

    subject: Subject
    level: Level
    above: Subject | None
    uraian: tuple[str, ...]
    nama_indikator: tuple[str, ...]
    called: tuple[str, ...]
    deeds: tuple[str, ...]


class AgreementRow(NamedTuple):
    """A row of a Perjanjian Kinerja; `subject` is its line of the budget, None where it has none."""

    table: Table
    table_row: Row
    subject: Subject | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Promise:
    """Promise of an official for one budget line."""

    agreement: AgreementRow
    cell: Cell
    number: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """The Perjanjian Kinerja of a workbook.

    Parameters
    ----------
    budget : tuple of AgreementRow
        Budget lines of all officials.
    promised : tuple of AgreementRow
        Promised indicators of the officials under the head, whose own are linked with the other tables.
    lines : mapping of Subject to BudgetLine
        Lines of the budget.
    promises : mapping of Subject to sequence of Promise
        The budgets of the agreements by line, each official's once.
    """

    budget: tuple[AgreementRow, ...] = ()
    promised: tuple[AgreementRow, ...] = ()
    lines: Mapping[Subject, BudgetLine] = field(default_factory=dict)
    promises: Mapping[Subject, Sequence[Promise]] = field(default_factory=dict)


def link_agreements(laporan: Laporan, links: Links, metode: Metode) -> Agreements:
    """Link the rows of all Perjanjian Kinerja with the lines of the budget.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    links : Links
        Its other links.
    metode : Metode
        How alike names must be, and which are the same or not.
    """
    tables = [table for table in laporan.tables if table.id in {AGREEMENT, AGREEMENT_BUDGET}]
    read = _read_by_linker(tables, links, metode)
    known = _RECENT.get(read) or _RECENT.put(read, _linked_by_names(tables, links, metode))
    budget, promised = (_placed_in(tables, some) for some in (known.budget_links, known.promised_links))
    return Agreements(budget=budget, promised=promised, lines=known.lines, promises=_promises(budget))


def _placed_in(tables: Sequence[Table], linked: Iterable[_Link]) -> tuple[AgreementRow, ...]:
    """Return the rows of links, each with its line and how alike they are."""
    return tuple(
        [
            AgreementRow(table=tables[at], table_row=tables[at].rows[row], subject=subject, score=score)
            for at, row, subject, score in linked
        ]
    )


def _read_by_linker(tables: Sequence[Table], links: Links, metode: Metode) -> Hashable:
    """Return all that the links of agreements hang on; None where it is too much to keep."""
    trees = [links.tables[table] for table in _TREES if table in links.tables]
    names = names_of([*((one.pejabat, one) for one in tables), *((one.id, one) for one in trees)])
    if names is None:
        return None
    lines = [subject for one in trees for subject in links.subjects(one.id, one.rows)]
    below = [one is not links.tables.get(AGREEMENT) for one in tables]
    return metode.ambang, Confirmed.from_metode(metode), names, *below, *lines


#: A row by the places of its table and its own there, the line that it is about, and how sure that is.
_Link: TypeAlias = "tuple[int, int, Subject | None, float]"


class _Linked(NamedTuple):
    """The links of all agreements, by places, so that agreements with the same names have them too."""

    lines: Mapping[Subject, BudgetLine]
    budget_links: Sequence[_Link]
    promised_links: Sequence[_Link]


_RECENT: Recent[Hashable, _Linked] = Recent("links of agreements by the names of their rows", 4)


def _linked_by_names(tables: Sequence[Table], links: Links, metode: Metode) -> _Linked:
    """Link the rows of agreements, official by official."""
    lines = _lines(links)
    by_name = _by_name(lines.values())
    officials: dict[str, list[int]] = defaultdict(list)
    for at, table in enumerate(tables):
        officials[table.pejabat].append(at)
    budget: list[_Link] = []
    promised: list[_Link] = []
    head = links.tables.get(AGREEMENT)
    for own in officials.values():
        linker = _Official(lines, by_name, metode)
        budget += linker.budget({at: tables[at] for at in own if tables[at].id == AGREEMENT_BUDGET})
        below = [at for at in own if tables[at].id == AGREEMENT and tables[at] is not head]
        promised += linker.promised({at: tables[at] for at in below})
    return _Linked(lines, budget, promised)


def _promises(budget: Iterable[AgreementRow]) -> Mapping[Subject, Sequence[Promise]]:
    found: dict[Subject, list[Promise]] = defaultdict(list)
    for one in budget:
        cell = one.table_row.cell("anggaran")
        if one.subject and cell.value is not None:
            found[one.subject].append(Promise(one, cell, cell.value))
    return dict(found)


def _lines(links: Links) -> dict[Subject, BudgetLine]:
    rows: dict[Subject, list[tuple[str, Row]]] = defaultdict(list)
    for table in _TREES:
        for row in links.tables[table].rows if table in links.tables else ():
            subject = links.subject(table, row)
            if subject and row.level.in_tree:
                rows[subject].append((table, row))
    parents = {(t, row.number): s for s, found in rows.items() for t, row in found}
    return {subject: _line(subject, found, parents) for subject, found in rows.items()}


def _line(
    subject: Subject, found: Sequence[tuple[str, Row]], parents: Mapping[tuple[str, int], Subject]
) -> BudgetLine:
    table, first = found[0]
    names = tuple([row.text("uraian") for _, row in found])
    measures = tuple([text for _, row in found if (text := row.text("indikator"))])
    return BudgetLine(
        subject=subject,
        level=first.level,
        above=parents.get((table, first.parent)),
        uraian=names,
        nama_indikator=measures,
        called=tuple(dict.fromkeys(map(line_name, names))),
        deeds=tuple(dict.fromkeys(map(deed_name, (*names, *measures)))),
    )


def _by_name(lines: Iterable[BudgetLine]) -> Mapping[tuple[Level, str], Sequence[BudgetLine]]:
    """Return the lines of each level that have a name."""
    found: dict[tuple[Level, str], list[BudgetLine]] = defaultdict(list)
    for line in lines:
        for name in line.called:
            found[line.level, name].append(line)
    return dict(found)


#: How surely a row is about a line.
_Fit: TypeAlias = "Callable[[BudgetLine], float]"


class _Official:
    """Links the rows of one official: the sure ones first, the rest among the lines that he answers for."""

    def __init__(
        self,
        lines: Mapping[Subject, BudgetLine],
        by_name: Mapping[tuple[Level, str], Sequence[BudgetLine]],
        metode: Metode,
    ) -> None:
        self.lines = lines
        self.by_name = by_name
        self.ambang = metode.ambang
        self.confirmed = Confirmed.from_metode(metode) or None
        self.own: dict[Subject, float] = {}

    def budget(self, tables: Mapping[int, Table]) -> list[_Link]:
        chosen: dict[tuple[int, int], tuple[Subject, float]] = {}
        named = {key: row for key, row in _placed(tables).items() if _is_line(row)}
        for level in TREE:
            rows = {key: row for key, row in named.items() if row.level == level}
            of_level = [one for one in self.lines.values() if one.level == level]
            self._exactly(rows, chosen)
            self._alike(rows, of_level, chosen, self._line_fit, self.ambang)
            below = [one for one in of_level if one.above in self.own]
            self._alike(rows, below, chosen, self._line_fit, _AMONG_FEW)
        return [(*key, *chosen.get(key, _NOTHING_LIKE_IT)) for key in named]

    def promised(self, tables: Mapping[int, Table]) -> list[_Link]:
        deepest_first = sorted(self.own, key=lambda one: -self.lines[one].level.depth)
        candidates = [self.lines[one] for one in deepest_first]
        chosen: dict[tuple[int, int], tuple[Subject, float]] = {}
        rows = _placed(tables)
        self._alike(rows, candidates, chosen, self._deed_fit, _AMONG_FEW, free=True)
        return [(*key, *chosen.get(key, _NOTHING_LIKE_IT)) for key in rows]

    def _exactly(
        self,
        rows: Mapping[tuple[int, int], Row],
        chosen: dict[tuple[int, int], tuple[Subject, float]],
    ) -> None:
        for key, row in rows.items():
            named = self.by_name.get((row.level, line_name(row.text("uraian"))), ())
            same = [one for one in named if one.subject not in self.own]
            best = next((one for one in same if one.above in self.own), same[0] if same else None)
            if best:
                chosen[key] = (best.subject, 1.0)
                self.own[best.subject] = 1.0

    def _alike(
        self,
        rows: Mapping[tuple[int, int], Row],
        lines: Iterable[BudgetLine],
        chosen: dict[tuple[int, int], tuple[Subject, float]],
        fit_of: Callable[[Row], _Fit],
        least: float,
        *,
        free: bool = False,
    ) -> None:
        """Pair the remaining rows; `free` allows lines that the official has already."""
        candidates = [one for one in lines if free or one.subject not in self.own]
        pairs = [
            (score, line.subject, key)
            for key, row in rows.items()
            if candidates and key not in chosen
            for fit in [fit_of(row)]
            for line in candidates
            if (score := fit(line)) >= least
        ]
        for key, (subject, score) in best_pairs(pairs).items():
            chosen[key] = (subject, score)
            self.own.setdefault(subject, score)

    def _line_fit(self, row: Row) -> _Fit:
        """Return what tells how surely an official's row is about a line, by what both are called."""
        text = row.text("uraian")
        own, confirmed = line_name(text), self.confirmed

        def fit(line: BudgetLine) -> float:
            declared = None if confirmed is None else _declared(confirmed, [text], line.uraian)
            if declared is not None:
                return declared
            return max([same_line(own, other) for other in line.called]) * 0.99

        return fit

    def _deed_fit(self, row: Row) -> _Fit:
        """Return what tells how surely an indicator is that of a line, by what both say is done."""
        texts = [text for text in (row.text("indikator"), row.text("sasaran")) if text]
        own, confirmed = dict.fromkeys(map(deed_name, texts)), self.confirmed

        def fit(line: BudgetLine) -> float:
            names = (*line.uraian, *line.nama_indikator)
            declared = None if confirmed is None else _declared(confirmed, texts, names)
            if declared is not None:
                return declared
            return max([_same_deed(one, two) for one, two in product(own, line.deeds)], default=0.0)

        return fit


def _declared(confirmed: Confirmed, own: Sequence[str], names: Sequence[str]) -> float | None:
    """Return the verdict of the Metode on names that may be of one thing; None where it has none."""
    verdicts = [confirmed.verdict(*pair) for pair in product(own, names)]
    return max([one for one in verdicts if one is not None], default=None)


def _is_line(row: Row) -> bool:
    return row.level.in_tree and bool(row.text("uraian"))


def _placed(tables: Mapping[int, Table]) -> dict[tuple[int, int], Row]:
    """Return the rows of tables by the places of their table and their own."""
    return {(at, place): row for at, table in tables.items() for place, row in enumerate(table.rows)}


_NOTHING_LIKE_IT: tuple[None, float] = (None, 0.0)


@remembered(16_384)  # the units of a kabupaten share what they do
def _same_deed(one: str, other: str) -> float:
    """Return how alike two deeds are; one that is part of a longer one may be it, or only a part of it."""
    if one == other:
        return 1.0
    part = min(len(one.split()), len(other.split())) >= _TELLING and alike(one, other) == 1
    return max(ratio(one, other), _PART if part else 0.0) * 0.99
