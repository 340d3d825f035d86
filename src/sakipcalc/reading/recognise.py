"""Recognition of tables: the columns of a header get their roles together, from all signs at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.assigning import assigned
from sakipcalc.base.data import packaged
from sakipcalc.core.memo import Recent, remembered
from sakipcalc.model import Column, column_key
from sakipcalc.reading.against import (
    MOST_BESIDE,
    foreign_cost,
    has_one_year,
    is_known_by,
    lacking_columns,
    leaves_periods,
    measures_beside,
    measures_efficiency,
    only_plans,
    programmes_alone,
    repeated,
    repeats_in_another_year,
    says_anything,
    takes_result_for_ratio,
    takes_year_for_end,
)
from sakipcalc.reading.fitting import Evidence, fit, period_of
from sakipcalc.reading.halves import in_halves, of_its_lines, of_one_spanner
from sakipcalc.reading.income import is_of_income
from sakipcalc.reading.seats import BY_PLACE, LEAST, Seat, Seats, is_fact
from sakipcalc.reading.vacant import (
    ONLY_NAMES,
    by_need,
    by_place,
    by_rest,
    by_want,
    left_open,
    of_one_measure,
    of_the_year,
    plainest,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.reading.headercontext import HeaderContext
    from sakipcalc.tables import ColumnSpec, TableSpec, Vocabulary

__all__ = ["Candidate", "recognise"]

#: How much each sign counts in a candidate's score; the columns outweigh the caption.
_TABLE: Mapping[str, float] = packaged(__package__, "weights.toml")["table"]
#: Scores of columns that no word speaks for.
_GUESSES = frozenset({BY_PLACE, ONLY_NAMES})
#: What one has reached once.
_REACHED = frozenset({"realisasi", "capaian"})
#: Columns in order take roles in order, where nothing else tells.
_IN_ORDER = 0.004


@dataclass(frozen=True, kw_only=True)  # without slots, to keep its columns
class Candidate:
    """A standard table that a header may be.

    Parameters
    ----------
    spec : TableSpec
        The table.
    score : float
        How well it fits, 0 to 1.
    marks : mapping of str to float
        The signs that make the score: ``kolom``, ``cakupan``, ``judul``, ``nomor``.
    missing : tuple of str
        What the table should have and this header has not.
    tahun : int, optional
        Year that columns of one measure were told apart by.
    utuh : bool
        Whether there is what its rows are known by, and a fact about them; asked of those that may fit.
    pokok : float
        How well it fits but for columns that it does not have, of which an office may add many.
    known : tuple of Evidence
        The columns of the header.
    taken : mapping of int to (Seat, float)
        Which of them have a role, and how well each fits it.
    terbuka : mapping of int to tuple of str
        Which of the others may have one, so that one has to ask.
    """

    spec: TableSpec
    score: float
    marks: Mapping[str, float]
    missing: tuple[str, ...] = ()
    tahun: int | None = None
    utuh: bool = True
    pokok: float = 0.0
    known: tuple[Evidence, ...] = field(repr=False, compare=False)
    taken: Mapping[int, tuple[Seat, float]] = field(repr=False, compare=False)
    terbuka: Mapping[int, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Columns that fit, from left to right; made of the few candidates that are chosen."""
        columns = [_column(self.spec, self.known, self.taken, i) for i in sorted(self.taken)]
        return tuple(sorted(columns, key=attrgetter("col")))

    def signs(self, column: Column, one: Evidence) -> Mapping[str, float]:
        """Return the signs that gave a column of the sheet its role, each with its weight."""
        if column.score in _GUESSES:
            return {"letak": column.score, "kata": 0.0}
        signs: dict[str, float] = {}
        fit(self.spec.kolom[column.id], one, self.tahun, signs)
        return signs if "jawaban" in signs else {"kata": 0.0} | signs

    @cached_property
    def enough(self) -> bool:
        """Whether it may be this table: one that fits less well is told by words, and asked about."""
        return self.sure or (self.utuh and self.pokok >= _TABLE["perhaps"] and self._is_told)

    @property
    def sure(self) -> bool:
        """Whether its columns fit so well that nobody has to be asked whether it is this table."""
        return self.utuh and self.pokok >= _TABLE["enough"]

    @property
    def _is_told(self) -> bool:
        """Whether words say what rows are known by and each figure, and nothing reached is left aside."""
        told = {role.spec.id for role, score in self.taken.values() if score not in _GUESSES}
        guessed = any(role.spec.numeric for role, score in self.taken.values() if score in _GUESSES)
        known_by = not told.isdisjoint(self.spec.identitas) and not told.isdisjoint(self.spec.fakta)
        return known_by and not guessed and not self._leaves_another_of_its_own

    @property
    def _leaves_another_of_its_own(self) -> bool:
        """Whether a column is left aside that is what one of its own is: "Realisasi Provinsi", "... Kota"."""
        times = [(one.meaning.measure, one.heading.year, one.heading.quarter) for one in self.known]
        own = {times[i] for i, (role, _) in self.taken.items() if role.spec.numeric}
        return any(one in own and one[0] in _REACHED for i, one in enumerate(times) if i not in self.taken)

    @property
    def named(self) -> bool:
        """Whether the caption or the sheet's name says so too."""
        return bool(self.marks["judul"] or self.marks["nomor"])


def recognise(
    known: Sequence[Evidence], context: HeaderContext, vocabulary: Vocabulary
) -> tuple[Candidate, ...]:
    """Return the tables that a header may be, the best first; those that lack what makes them come last.

    Parameters
    ----------
    known : sequence of Evidence
        What is known of its columns.
    context : HeaderContext
        What stands around it.
    vocabulary : Vocabulary
        Tables and words.
    """
    about = _About(
        named=_said(context.text, vocabulary),
        anywhere=_said(context.all_text, vocabulary),
        number=context.number,
        year=_year_of(context, known),
        is_of_income=is_of_income(" ".join(context.caption)),
    )
    key = vocabulary, about, tuple([one.weighed_by for one in known])
    found = _RECENT.get(key)
    if found is None:
        found = _recognised(known, about, vocabulary)
        if len(known) <= _USUAL:
            _RECENT.put(key, found)
    return found


#: The units of a kabupaten share their forms; a workbook has some forty headers, few of more columns.
_RECENT: Recent[tuple[object, ...], tuple[Candidate, ...]] = Recent("tables that headers may be", 256)
_USUAL = 64


def _recognised(known: Sequence[Evidence], about: _About, vocabulary: Vocabulary) -> tuple[Candidate, ...]:
    weighing = _Weighing(
        about,
        vocabulary,
        tuple(sorted({year for one in known if (year := one.heading.year)})),
        tuple(sorted({quarter for one in known if (quarter := one.heading.quarter)})),
        [_fits(one, about.year, vocabulary) for one in known],
    )
    measures = frozenset().union(*(one.measures for one in known))
    open_ = any(one.unknown or one.answer or one.heading.quarter for one in known)
    candidates = (
        _candidate(spec, known, weighing)
        for spec in vocabulary.specs.values()
        if (open_ or spec.id in about.named or _may_have_fact(spec, measures))
        and not (about.is_of_income and _SPENT in spec.menurut)
    )
    found = (one for one in candidates if one is not None)
    return tuple(sorted(found, key=lambda c: (not c.enough, not c.sure, -c.score)))


#: What a table of income does not have: money that was planned to be spent.
_SPENT = "pagu"


def _may_have_fact(spec: TableSpec, measures: frozenset[str]) -> bool:
    """Return whether headings name anything that makes a table what it is."""
    return any(
        not measures.isdisjoint(spec.kolom[id_].makna) or spec.kolom[id_].sinonim for id_ in spec.fakta
    )


def _year_of(context: HeaderContext, known: Sequence[Evidence]) -> int | None:
    """Return the year that a table is about: of those in its caption that for which something was reached."""
    reached = _measured_year(known)
    return reached if reached in context.years else context.year or reached or _earliest(known)


def _earliest(known: Sequence[Evidence]) -> int | None:
    """Return the first year that headings name, for which most of a table without a caption is."""
    return min([year for one in known if (year := one.heading.year)], default=None)


def _measured_year(known: Sequence[Evidence]) -> int | None:
    """Return the last year for which headings name what was reached."""
    reached = (one.heading.year for one in known if one.meaning.measure in _REACHED)
    return max((year for year in reached if year is not None), default=None)


class _About(NamedTuple):
    """The surroundings of a header: tables that its caption and all captions name, number, year, income."""

    named: frozenset[str]
    anywhere: frozenset[str]
    number: str
    year: int | None
    is_of_income: bool

    def silent(self, spec: TableSpec) -> bool:
        """Return whether the captions lack a phrase that a table must be named by."""
        return spec.kata_wajib and spec.id not in self.anywhere

    def outside(self, spec: TableSpec) -> tuple[float, float]:
        """Return how words and number of a caption name a table; a number less where words say otherwise."""
        by_title, by_number = float(spec.id in self.named), float(self.number == spec.id)
        contradicted = bool(self.named) and spec.id not in self.named
        return by_title, by_number * _TABLE["contradicted"] if contradicted else by_number


class _Weighing(NamedTuple):
    """The context in which columns are weighed: surroundings of the header, tables, periods."""

    about: _About
    vocabulary: Vocabulary
    years: tuple[int, ...]
    quarters: tuple[int, ...]
    #: How well each column fits roles, by what these look like.
    fits: Sequence[dict[str, float]]


def _fits(one: Evidence, year: int | None, vocabulary: Vocabulary) -> dict[str, float]:
    """Return how well a column fits the roles that it was held against: one of a header has other figures."""
    key = vocabulary, year, one.weighed_by
    return _FITS.get(key) or _FITS.put(key, {})


_FITS: Recent[tuple[object, ...], dict[str, float]] = Recent("how columns fit roles", 1024)


def _candidate(spec: TableSpec, known: Sequence[Evidence], weighing: _Weighing) -> Candidate | None:
    key = weighing.vocabulary, spec.id, weighing.years, weighing.quarters
    seats = _SEATS.get(key) or _SEATS.put(key, Seats.of(spec, weighing.years, weighing.quarters))
    roles = seats.roles
    scores = [_scores(seats, one, i, len(known), weighing) for i, one in enumerate(known)]
    chosen = assigned(scores, LEAST) if roles else [None] * len(known)
    taken: dict[int, tuple[Seat, float]] = {
        i: (roles[at], scores[i][at]) for i, at in enumerate(chosen) if at is not None
    }
    if not taken:
        return None
    taken = of_one_measure(known, plainest(known, taken))
    taken = of_its_lines(spec, known, of_one_spanner(known, taken))
    taken |= by_place(spec, known, roles, taken)
    taken |= by_need(spec, known, roles, taken)
    taken |= by_want(spec, known, roles, scores, taken, weighing.about.year)
    judged = _judged(spec, known, taken, weighing)
    if not judged.enough:
        return judged
    taken |= of_the_year(known, roles, taken, weighing.about.year)
    taken |= by_rest(spec, known, roles, taken)
    taken = in_halves(spec, known, taken)
    return replace(judged, taken=taken, terbuka=_open(left_open(spec, known, roles, taken)))


def _open(left: Mapping[int, tuple[Seat, ...]]) -> Mapping[int, tuple[str, ...]]:
    """Return the columns that may have a role, each with the keys of those roles."""
    return {i: tuple([column_key(seat.spec.id, seat.period) for seat in seats]) for i, seats in left.items()}


#: Most headers name no year and no quarter.
_SEATS: Recent[tuple[object, ...], Seats] = Recent("roles of tables", 512)


def _scores(seats: Seats, one: Evidence, at: int, count: int, weighing: _Weighing) -> list[float]:
    """Return how well a column fits each role; only those are weighed that something speaks for."""
    scores = [0.0] * len(seats.roles)
    for which in seats.worth_weighing(one):
        scores[which] = _score(seats.roles[which], one, at, count, weighing)
    return scores


def _score(role: Seat, one: Evidence, at: int, count: int, weighing: _Weighing) -> float:
    if role.spec.berkala and role.period != period_of(role.spec, one.heading):
        return 0.0
    fits, look = weighing.fits[at], role.spec.rupa
    score = fits.get(look)
    if score is None:
        score = fits[look] = fit(role.spec, one, weighing.about.year)
    return score + _IN_ORDER * at * role.order / count if score > 0 else 0.0


def _judged(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]], weighing: _Weighing
) -> Candidate:
    found = {role.spec.id for role, _ in taken.values()}
    lacking = tuple(lacking_columns(spec, found))
    levels = {
        col
        for i, (role, _) in taken.items()
        if role.spec.id in _IN_PARTS
        for col in _others(spec.kolom[role.spec.id], known, i, taken)
    }
    others = [one for i, one in enumerate(known) if i not in taken and one.heading.col not in levels]
    fits = sum([_limited(taken[i][1]) for i in sorted(taken)])
    own = len(taken) + _TABLE["missing"] * len(lacking)
    columns = {role.spec.id: known[i] for i, (role, _) in taken.items()}
    foreign = foreign_cost(spec, others, columns, weighing.vocabulary, weighing.about.year)
    coverage = len(found) / len(spec.kolom)
    by_title, by_number = weighing.about.outside(spec)
    again = (
        (0.0 if by_title else programmes_alone(spec, known, taken))
        + repeated(others, taken, weighing.about.year)
        + takes_year_for_end(known, taken, weighing.about.year)
        + takes_result_for_ratio(known, taken)
    )
    around = _TABLE["coverage"] * coverage + _TABLE["title"] * by_title + _TABLE["number"] * by_number
    around -= _TABLE["one_year"] * has_one_year(spec, taken) + _TABLE["other_periods"] * leaves_periods(
        spec, others
    )
    around -= _TABLE["another_year"] * repeats_in_another_year(spec, known, taken)
    around -= _TABLE["other_scale"] * measures_efficiency(spec, taken, known)
    alone = fits / (own + min(foreign, _TABLE["most_foreign"] * len(taken)) + again)
    silent = weighing.about.silent(spec)
    pokok = around + _TABLE["columns"] * alone
    return Candidate(
        spec=spec,
        score=around + _TABLE["columns"] * fits / (own + foreign + again),
        marks={"kolom": fits / (own + foreign), "cakupan": coverage, "judul": by_title, "nomor": by_number},
        missing=(*lacking, spec.kata[0]) if silent else lacking,
        tahun=weighing.about.year,
        utuh=pokok >= _TABLE["perhaps"]
        and not silent
        and not only_plans(spec, found, others)
        and (bool(by_title) or says_anything(spec, known, taken))
        and is_known_by(spec, known, taken, others)
        and any(is_fact(spec, known[i], role.spec, weighing.about.year) for i, (role, _) in taken.items())
        and measures_beside(spec, others) <= MOST_BESIDE * len(taken),
        pokok=pokok,
        known=tuple(known),
        taken=taken,
    )


def _column(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]], at: int
) -> Column:
    heading, (role, score) = known[at].heading, taken[at]
    return Column(
        spec=role.spec,
        period=role.period,
        col=heading.col,
        heading=heading.text,
        score=_limited(score),
        other_cols=_others(spec.kolom[role.spec.id], known, at, taken),
    )


def _limited(score: float) -> float:
    """Return how sure a column is, 0 to 1."""
    return min(max(score, 0.0), 1.0)


def _others(
    role: ColumnSpec, known: Sequence[Evidence], at: int, taken: Mapping[int, tuple[Seat, float]]
) -> tuple[int, ...]:
    """Return further columns in which the values of a role stand: names of deeper levels, parts of codes."""
    if role.id not in _IN_PARTS:
        return ()
    own = set(known[at].heading.others)
    measure = known[at].meaning.measure
    if measure == "program":
        own |= {
            one.heading.col
            for i, one in enumerate(known)
            if i not in taken and one.content_signs.words and _may_name_level(one, measure, before=i < at)
        }
    return tuple(sorted(own))


def _may_name_level(one: Evidence, measure: str, *, before: bool) -> bool:
    """Return whether a column may have the names of a level: its heading says so, or nothing, left of one."""
    if one.unknown:
        return before and one.content_signs.lengthy and not one.content_signs.goals
    return one.meaning.measure == measure and not one.objek


#: Roles whose values may stand in several columns: names in one for each level of the tree, codes in parts.
_IN_PARTS = frozenset({"uraian", "kode"})


@remembered(4096)
def _said(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the tables of which a normalised text says a phrase."""
    padded = f" {text} "
    return frozenset([id_ for phrase, id_ in vocabulary.specs.phrases if phrase in padded])
