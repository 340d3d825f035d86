"""Which standard table a header belongs to: its columns get their roles together, from all signs at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.core.memo import Recent, remembered
from sakipcalc.model import Column
from sakipcalc.reading.assign import assigned
from sakipcalc.reading.fitting import Evidence, fit, period_of
from sakipcalc.reading.signs import ratios
from sakipcalc.tables.normalise import normalise, years

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.reading.content import Sample
    from sakipcalc.reading.headings import Header, Heading
    from sakipcalc.reading.signs import Ratio
    from sakipcalc.tables import ColumnSpec, Meaning, TableSpec, Vocabulary

__all__ = ["Candidate", "HeaderContext", "recognise"]

_NUMBER = re.compile(r"(?<![\d.])(\d[.-]\d{1,2})(?![\d.])")
_RANGE = re.compile(r"(20\d\d)\s*(?:-|–|s\.?\s?/?d\.?|sampai)\s*(20\d\d)", re.IGNORECASE)
#: How much each sign counts in a candidate's score; the columns outweigh the caption.
_OF_COLUMNS, _OF_COVERAGE, _OF_TITLE, _OF_NUMBER = 0.7, 0.1, 0.12, 0.08
#: How much a column that the table does not have counts against it: one that another table has, one of a
#: measure that the table has for another period, one that nobody knows, one that is an office's own.
_KNOWN, _OF_OTHER_PERIOD, _UNKNOWN, _OWN = 1.0, 0.35, 0.15, 0.1
#: A column that another one was divided by.
_PROVEN, _DIVISOR = 0.3, 2.0
#: A column of names that the rows of another table are known by.
_OTHER_ROWS = 3.0
#: How much a column that the table must have and does not counts.
_MISSING = 0.45
#: Columns that a table does not have cost at most this share of those that it has.
_MOST_FOREIGN = 0.3
#: A fact of a table stands at most so many times more: for another year, for the amended budget.
_MOST_AGAIN = 2
#: A table of several years with one of them only.
_ONE_YEAR = 0.15
#: A table that fits less well than this is not recognised.
_ENOUGH = 0.55
#: A column fits a role from here on; one that only its place tells fits like this.
_LEAST, _BY_PLACE = 0.45, 0.42
#: A number counts less where the words of the caption name another table: offices number their own way.
_CONTRADICTED = 0.3
#: Columns in order take roles in order, where nothing else tells.
_IN_ORDER = 0.004
#: Measures that stand once in a table, and follow the object of what stands before them.
_FOLLOWING = frozenset({"realisasi", "capaian", "persen", "umum", "serapan"})
_LEADING: Mapping[str, str] = MappingProxyType(
    {"pagu": "anggaran", "target": "kinerja", "indikator": "kinerja"}
)


_NO_ANSWERS: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)  # without slots, to keep what is worked out once
class HeaderContext:
    """Context of a header: lines that name it, all such lines before it, the name of the sheet."""

    caption: tuple[str, ...]
    earlier: tuple[str, ...]
    sheet: str

    @cached_property
    def text(self) -> str:
        """Lines that name the table and the name of the sheet, normalised."""
        return normalise(" ".join((*self.caption, self.sheet)))

    @cached_property
    def number(self) -> str:
        """Number of the table as caption or sheet name have it, or an empty text."""
        found = _NUMBER.search(" ".join((*self.caption, self.sheet)))
        return found.group(1).replace("-", ".") if found else ""

    @cached_property
    def all_text(self) -> str:
        """All captions of the sheet and its name, normalised."""
        return normalise(" ".join((*self.earlier, *self.caption, self.sheet)))

    @cached_property
    def year(self) -> int | None:
        """The last year that the caption names, but for those of a plan."""
        named = [year for line in self.caption for year in years(_RANGE.sub(" ", line))]
        return max(named, default=None)


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
        Whether there is what its rows are known by, and a fact about them.
    pokok : float
        How well it fits but for columns that it does not have, of which an office may add many.
    known : tuple of Evidence
        The columns of the header.
    taken : mapping of int to (_Role, float)
        Which of them have a role, and how well each fits it.
    """

    spec: TableSpec
    score: float
    marks: Mapping[str, float]
    missing: tuple[str, ...] = ()
    tahun: int | None = None
    utuh: bool = True
    pokok: float = 0.0
    known: tuple[Evidence, ...] = field(repr=False, compare=False)
    taken: Mapping[int, tuple[_Role, float]] = field(repr=False, compare=False)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Columns that fit, from left to right; made of the few candidates that are chosen."""
        columns = [_column(self.spec, self.known, self.taken, i) for i in sorted(self.taken)]
        return tuple(sorted(columns, key=attrgetter("col")))

    def signs(self, column: Column, one: Evidence) -> Mapping[str, float]:
        """Return the signs that gave a column of the sheet its role, each with its weight."""
        if column.score == _BY_PLACE:
            return {"letak": _BY_PLACE, "kata": 0.0}
        signs: dict[str, float] = {}
        fit(self.spec.kolom[column.id], one, self.tahun, signs)
        return signs if "jawaban" in signs else {"kata": 0.0} | signs

    @property
    def enough(self) -> bool:
        """Whether it may be this table at all."""
        return self.utuh and self.pokok >= _ENOUGH

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
        year=context.year or _measured_year(known),
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
        {},
    )
    measures = frozenset().union(*(one.measures for one in known))
    open_ = any(one.unknown or one.answer or one.heading.quarter for one in known)
    candidates = (
        _candidate(spec, known, weighing)
        for spec in vocabulary.specs.values()
        if open_ or spec.id in about.named or _may_have_fact(spec, measures)
    )
    found = (one for one in candidates if one is not None)
    return tuple(sorted(found, key=lambda c: (not c.enough, -c.score)))


def _may_have_fact(spec: TableSpec, measures: frozenset[str]) -> bool:
    """Return whether headings name anything that makes a table what it is."""
    return any(
        not measures.isdisjoint(spec.kolom[id_].makna) or spec.kolom[id_].sinonim for id_ in spec.fakta
    )


def evidence(
    header: Header, sample: Sample, vocabulary: Vocabulary, answers: Mapping[int, str] = _NO_ANSWERS
) -> tuple[Evidence, ...]:
    """Return what is known of each column of a header."""
    meanings = [vocabulary.grammar.meaning(heading.path) for heading in header.headings]
    objects = _objects(header.headings, meanings, sample)
    figures = _figures(header, sample, objects, meanings)
    return tuple(
        Evidence.of(
            heading,
            meaning,
            objek,
            sample.column(heading.col),
            figures.get(heading.col, _NO_FIGURES),
            answers.get(heading.col, ""),
        )
        for heading, meaning, objek in zip(header.headings, meanings, objects, strict=True)
    )


_NO_FIGURES: Mapping[str, float] = MappingProxyType({})


def _measured_year(known: Sequence[Evidence]) -> int | None:
    """Return the last year for which headings name what was reached."""
    reached = (one.heading.year for one in known if one.meaning.kuat in {"realisasi", "capaian"})
    return max((year for year in reached if year is not None), default=None)


def _objects(headings: Sequence[Heading], meanings: Sequence[Meaning], sample: Sample) -> list[str]:
    """Return what each column is about: as its words say, those of its group, and what stands before it."""
    groups: dict[tuple[str, ...], set[str]] = {}
    for heading, meaning in zip(headings, meanings, strict=True):
        if len(heading.path) > 1 and meaning.objek:
            groups.setdefault(heading.path[:-1], set()).add(meaning.objek)
    found = []
    before = ""
    for heading, meaning in zip(headings, meanings, strict=True):
        objek = meaning.objek
        column = sample.column(heading.col)
        of_group = groups.get(heading.path[:-1], set()) if len(heading.path) > 1 else set()
        measure = meaning.kuat
        if not objek and len(of_group) == 1 and measure in {*_FOLLOWING, "target"}:
            (objek,) = of_group
        if not objek and measure in _FOLLOWING:
            objek = before
        if not objek and measure != "target" and column.money > _MOSTLY and column.figure > _MOSTLY:
            objek = "anggaran"  # of a target as large one cannot tell: it may count people
        before = objek if measure in {"pagu", "realisasi"} and objek else _LEADING.get(measure, before)
        found.append(objek)
    return found


_MOSTLY = 0.5


def _figures(
    header: Header, sample: Sample, objects: Sequence[str], meanings: Sequence[Meaning]
) -> dict[int, dict[str, float]]:
    """Return the measures that each column is by its figures: a ratio, and what it is the ratio of."""
    about = {heading.col: objek for heading, objek in zip(header.headings, objects, strict=True)}
    words = {heading.col: meaning.kuat for heading, meaning in zip(header.headings, meanings, strict=True)}
    found: dict[int, dict[str, float]] = {}
    for one in _told_apart(ratios(sample, header.numbers), sample, words):
        money = sample.column(one.lower).money > _MOSTLY or about.get(one.lower) == "anggaran"
        parts = (
            (one.col, {"serapan": 0.6} if money else {"capaian": 0.6, "kemajuan": 0.5}),
            (one.upper, {"realisasi": 0.4}),
            (one.lower, {"pagu": 0.4} if money else {"target": 0.4}),
        )
        for col, measures in parts:
            own = found.setdefault(col, {})
            for measure, share in measures.items():
                own[measure] = max(own.get(measure, 0.0), share * one.sure)
    return found


def _told_apart(found: Sequence[Ratio], sample: Sample, words: Mapping[int, str]) -> list[Ratio]:
    """Return the ratios without those turned round: of c = r / t x 100 follows t = r / c x 100."""

    def likely(one: Ratio) -> tuple[bool, bool, float, int]:
        column = sample.column(one.col)
        numbers = [abs(number) for number in column.figures if number]
        far = sum(abs(log(number / 100)) for number in numbers) / len(numbers) if numbers else 0.0
        return words.get(one.col) in _RATIOS, column.percent > _MOSTLY, -far, one.col

    turned = {
        one: other
        for one in found
        for other in found
        if (one.col, one.upper, one.lower) == (other.lower, other.upper, other.col)
    }
    return [one for one in found if one not in turned or likely(one) > likely(turned[one])]


_RATIOS = frozenset({"capaian", "serapan", "persen", "kemajuan", "rasio"})


class _Role(NamedTuple):
    """A role of a table, for one period where it stands several times, and its place among the others."""

    spec: ColumnSpec
    period: int | None
    order: int


class _About(NamedTuple):
    """What stands around a header: tables that its caption and all captions name, its number, the year."""

    named: frozenset[str]
    anywhere: frozenset[str]
    number: str
    year: int | None

    def silent(self, spec: TableSpec) -> bool:
        """Return whether the captions lack a phrase that a table must be named by."""
        return spec.kata_wajib and spec.id not in self.anywhere

    def outside(self, spec: TableSpec) -> tuple[float, float]:
        """Return how words and number of a caption name a table; a number less where words say otherwise."""
        by_title, by_number = float(spec.id in self.named), float(self.number == spec.id)
        contradicted = bool(self.named) and spec.id not in self.named
        return by_title, by_number * _CONTRADICTED if contradicted else by_number


class _Weighing(NamedTuple):
    """What the columns of a header are weighed with: what stands around it, the tables, the periods."""

    about: _About
    vocabulary: Vocabulary
    years: tuple[int, ...]
    quarters: tuple[int, ...]
    #: How well each column fits roles that are alike, by its place and what they look like.
    fits: dict[tuple[int, str], float]


def _candidate(spec: TableSpec, known: Sequence[Evidence], weighing: _Weighing) -> Candidate | None:
    roles = _roles(spec, weighing)
    scores = [_scores(spec, roles, one, i, len(known), weighing) for i, one in enumerate(known)]
    chosen = assigned(scores, _LEAST) if roles else [None] * len(known)
    taken: dict[int, tuple[_Role, float]] = {
        i: (roles[at], scores[i][at]) for i, at in enumerate(chosen) if at is not None
    }
    if not taken:
        return None
    taken |= _by_place(spec, known, roles, taken)
    taken |= _by_need(spec, known, roles, taken)
    return _judged(spec, known, taken, weighing)


def _scores(
    spec: TableSpec, roles: Sequence[_Role], one: Evidence, at: int, count: int, weighing: _Weighing
) -> list[float]:
    """Return how well a column fits each role; only those are weighed that something speaks for."""
    if one.unknown or one.answer:
        return [_score(role, one, at, count, weighing) for role in roles]
    orders = {order for measure in one.measures for order in spec.menurut.get(measure, ())}
    return [
        _score(role, one, at, count, weighing) if role.order in orders or role.spec.terbuka else 0.0
        for role in roles
    ]


def _score(role: _Role, one: Evidence, at: int, count: int, weighing: _Weighing) -> float:
    if role.period != period_of(role.spec, one.heading):
        return 0.0
    key = at, role.spec.rupa
    score = weighing.fits.get(key)
    if score is None:
        score = weighing.fits[key] = fit(role.spec, one, weighing.about.year)
    return score + _IN_ORDER * at * role.order / count if score > 0 else 0.0


def _roles(spec: TableSpec, weighing: _Weighing) -> list[_Role]:
    """Return the roles of a table, one for each period that the headings name."""
    roles = []
    for order, column in enumerate(spec.kolom.values()):
        named = weighing.quarters if column.triwulanan else weighing.years if column.tahunan else (None,)
        roles += [_Role(column, period, order) for period in named]
    return roles


def _by_place(
    spec: TableSpec,
    known: Sequence[Evidence],
    roles: Sequence[_Role],
    taken: Mapping[int, tuple[_Role, float]],
) -> dict[int, tuple[_Role, float]]:
    """Return roles for headings that nobody knows: those that the table still lacks at their place."""
    used = {(role.spec.id, role.period) for role, _ in taken.values()}
    left = [role for role in roles if (role.spec.id, role.period) not in used and _is_needed(spec, role.spec)]
    found: dict[int, tuple[_Role, float]] = {}
    for first, last in _gaps(len(known), taken):
        low = max((taken[i][0].order for i in range(first) if i in taken), default=-1)
        high = min(
            (taken[i][0].order for i in range(last, len(known)) if i in taken), default=len(spec.kolom)
        )
        places = [i for i in range(first, last) if known[i].unknown or _is_doubtful(known[i], taken)]
        here = [role for role in left if low < role.order < high]
        for i in places:
            fits = [
                role
                for role in here
                if role not in [r for r, _ in found.values()]
                and role.period == period_of(role.spec, known[i].heading)
                and _may_stand(role.spec, known[i])
            ]
            if fits and (len(fits) == 1 or len(places) >= len(here)):
                found[i] = (fits[0], _BY_PLACE)
    return found


def _is_doubtful(one: Evidence, taken: Mapping[int, tuple[_Role, float]]) -> bool:
    """Return whether an unknown word stands before what a heading names, and another column is that."""
    measure = one.meaning.kuat
    sure = one.meaning.arti.get(measure, 0.0)
    return 0 < sure < _SURE and any(role.spec.makna.get(measure, 0.0) >= _SURE for role, _ in taken.values())


_SURE = 0.85


def _by_need(
    spec: TableSpec,
    known: Sequence[Evidence],
    roles: Sequence[_Role],
    taken: Mapping[int, tuple[_Role, float]],
) -> dict[int, tuple[_Role, float]]:
    """Return the column that rows are known by where no heading says so: the most varied unknown names."""
    used = {role.spec.id for role, _ in taken.values()}
    if used & set(spec.identitas) or not used & set(spec.fakta):
        return {}
    role = next((one for one in roles if one.spec.id == spec.identitas[0]), None)
    names = [i for i, one in enumerate(known) if i not in taken and one.unknown and _is_name(one)]
    if role is None or not names:
        return {}
    best = max(names, key=lambda i: (*known[i].content_signs.variety, -i))
    return {best: (role, _BY_PLACE)}


def _is_name(one: Evidence) -> bool:
    return one.content_signs.names


def _is_needed(spec: TableSpec, column: ColumnSpec) -> bool:
    return column.wajib or column.id in {"indikator", *spec.identitas, *spec.fakta}


def _may_stand(role: ColumnSpec, one: Evidence) -> bool:
    signs: dict[str, float] = {}
    fit(role, one, None, signs)
    contradicted = role.objek and one.objek and role.objek != one.objek
    return not contradicted and signs.get("isi", 0.0) > 0 and signs.get("satuan", 0.0) >= 0


def _gaps(count: int, taken: Mapping[int, object]) -> Iterator[tuple[int, int]]:
    """Yield the runs of columns without a role."""
    first = None
    for i in range(count + 1):
        if i < count and i not in taken:
            first = i if first is None else first
        elif first is not None:
            yield first, i
            first = None


def _judged(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[_Role, float]], weighing: _Weighing
) -> Candidate:
    found = {role.spec.id for role, _ in taken.values()}
    lacking = tuple(_lacking(spec, found))
    others = [one for i, one in enumerate(known) if i not in taken]
    fits = sum([_limited(taken[i][1]) for i in sorted(taken)])
    own = len(taken) + _MISSING * len(lacking)
    foreign = sum([_foreign(spec, one, weighing.vocabulary, weighing.about.year) for one in others])
    again = _repeated(others, taken)
    coverage = len(found) / len(spec.kolom)
    by_title, by_number = weighing.about.outside(spec)
    around = _OF_COVERAGE * coverage + _OF_TITLE * by_title + _OF_NUMBER * by_number
    around -= _ONE_YEAR * _has_one_year(spec, taken)
    alone = fits / (own + min(foreign, _MOST_FOREIGN * len(taken)) + again)
    silent = weighing.about.silent(spec)
    return Candidate(
        spec=spec,
        score=around + _OF_COLUMNS * fits / (own + foreign + again),
        marks={"kolom": fits / (own + foreign), "cakupan": coverage, "judul": by_title, "nomor": by_number},
        missing=(*lacking, spec.kata[0]) if silent else lacking,
        tahun=weighing.about.year,
        utuh=not silent
        and bool(found & set(spec.identitas))
        and any(_is_fact(spec, known[i], role.spec, weighing.about.year) for i, (role, _) in taken.items())
        and _measures_beside(spec, others) <= _MOST_BESIDE * len(taken),
        pokok=around + _OF_COLUMNS * alone,
        known=tuple(known),
        taken=taken,
    )


def _column(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[_Role, float]], at: int
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
    role: ColumnSpec, known: Sequence[Evidence], at: int, taken: Mapping[int, tuple[_Role, float]]
) -> tuple[int, ...]:
    """Return further columns in which the values of a role stand: one for each level of the tree."""
    if role.id not in _BY_LEVEL:
        return ()
    own = set(known[at].heading.others)
    measure = known[at].meaning.kuat
    if measure == "program":
        own |= {
            one.heading.col
            for i, one in enumerate(known)
            if i not in taken and one.meaning.kuat == measure and one.content_signs.words and not one.objek
        }
    return tuple(sorted(own))


#: Roles whose values may stand in a column for each level.
_BY_LEVEL = frozenset({"uraian"})


def _has_one_year(spec: TableSpec, taken: Mapping[int, tuple[_Role, float]]) -> bool:
    return spec.yearly and len({r.period for r, _ in taken.values() if r.spec.tahunan and r.period}) == 1


def _foreign(spec: TableSpec, one: Evidence, vocabulary: Vocabulary, year: int | None) -> float:
    """Return how much a column that a table does not have speaks against it."""
    if not one.heading.path:
        return 0.0
    measure = one.meaning.kuat
    figures = one.figures
    if figures and any(figures.get(which, 0.0) > _PROVEN and which in spec.menurut for which in _DIVISORS):
        return _DIVISOR
    if one.unknown or one.meaning.dikenal < _MOSTLY:
        return _UNKNOWN
    if one.meaning.arti.get("program", 0.0) > _MOSTLY and measure != "indikator" and one.content_signs.words:
        return _OTHER_ROWS
    if measure in {"lain", "keterangan", "no", "kode", "kondisi"}:
        return _OWN
    return (
        _OF_OTHER_PERIOD
        if measure in spec.menurut and one.heading.year not in {None, year}
        else _KNOWN
        if measure in vocabulary.measures
        else _OWN
    )


_DIVISORS = ("target", "pagu")


def _is_fact(spec: TableSpec, one: Evidence, role: ColumnSpec, year: int | None) -> bool:
    """Return whether a column makes the table what it is: one of its facts, said by its heading."""
    if role.id not in spec.fakta or not role.tegas:
        return role.id in spec.fakta
    signs: dict[str, float] = {}
    fit(role, one, year, signs)
    apart = signs.get("pembeda", 0.0)
    return "jawaban" in signs or apart > 0 or (apart == 0 and signs.get("kata", 0.0) >= _SAID)


_SAID = 0.6


def _measures_beside(spec: TableSpec, others: Sequence[Evidence]) -> int:
    """Return how many columns of figures a table leaves aside; quarters do not count beside a tree."""
    quarterly = spec.baris != "pohon"
    return sum(
        one.meaning.kuat in _MEASURES and not one.content_signs.words
        for one in others
        if quarterly or one.heading.quarter is None
    )


#: Measures of figures.
_MEASURES = frozenset(
    {"target", "realisasi", "capaian", "pagu", "serapan", "uang", "persen", "sisa", "kemajuan"}
)
#: A form that has nearly as many figures beside those of a table is another form.
_MOST_BESIDE = 0.8


def _repeated(others: Sequence[Evidence], taken: Mapping[int, tuple[_Role, float]]) -> float:
    """Return how much columns speak against a table that are the same fact of it again and again.

    One more is that of another year or of the amended budget; several are another form (E.81, T-C.24).
    """
    counts: dict[str, int] = {}
    for role, _ in taken.values():
        if not role.spec.numeric or role.spec.berkala:
            continue
        for one in others:
            if one.heading.quarter is None and one.may_be(role.spec) and fit(role.spec, one, None) >= _LEAST:
                counts[role.spec.id] = counts.get(role.spec.id, 0) + 1
    return float(sum(count for count in counts.values() if count > _MOST_AGAIN))


def _lacking(spec: TableSpec, found: set[str]) -> Iterator[str]:
    """Yield the columns that the table should have and the header has not."""
    yield from (column for column in spec.wajib if column not in found)
    if spec.salah_satu and not found & set(spec.salah_satu):
        yield spec.salah_satu[0]


@remembered(4096)
def _said(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the tables of which a normalised text says a phrase."""
    padded = f" {text} "
    return frozenset(
        spec.id for spec in vocabulary.specs.values() if any(f" {phrase} " in padded for phrase in spec.kata)
    )
