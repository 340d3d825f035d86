"""Evidence against a table: columns that it does not have, columns that it lacks, one year for several."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.base.data import packaged
from sakipcalc.reading.fitting import OWN_NAMES, Evidence, fit
from sakipcalc.reading.seats import LEAST, Seat
from sakipcalc.text.dates import is_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.tables import TableSpec, Vocabulary

__all__ = [
    "MOST_BESIDE",
    "foreign_cost",
    "has_one_year",
    "is_known_by",
    "lacking_columns",
    "leaves_periods",
    "measures_beside",
    "measures_efficiency",
    "only_plans",
    "programmes_alone",
    "repeated",
    "repeats_in_another_year",
    "says_anything",
    "takes_result_for_ratio",
    "takes_year_for_end",
]

_MOSTLY = 0.5
#: How much a column that the table does not have counts against it.
_FOREIGN: Mapping[str, float] = packaged(__package__, "weights.toml")["foreign"]
#: A fact of a table stands at most so many times more: for another year, for the amended budget.
_MOST_AGAIN = 2
#: A target of a further year alone makes no comparison of years.
_PLANNED = "target"
_REACHED = "realisasi"


def has_one_year(spec: TableSpec, taken: Mapping[int, tuple[Seat, float]]) -> bool:
    """Return whether a table of several years has what was reached in one only."""
    if not spec.yearly:
        return False
    yearly = [role for role, _ in taken.values() if role.spec.tahunan and role.period]
    reached = {role.period for role in yearly if role.spec.id != _PLANNED}
    return len(reached or {role.period for role in yearly}) == 1


def leaves_periods(spec: TableSpec, others: Sequence[Evidence]) -> bool:
    """Return whether a table of no periods leaves unknown figures of several aside: it is one of periods."""
    left = {
        (one.heading.year, one.heading.quarter)
        for one in others
        if (one.heading.year or one.heading.quarter)
        and (one.unknown or one.meaning.measure == OWN_NAMES)
        and one.content_signs.said
        and not one.content_signs.words
    }
    return len(left) >= _SEVERAL and not any(column.berkala for column in spec.kolom.values())


_SEVERAL = 3


def repeats_in_another_year(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> bool:
    """Return whether a table of one year leaves a measure of its own aside, of another year that is named."""
    if spec.yearly or spec.baris != "indikator":
        return False
    left = [
        one for i, one in enumerate(known) if i not in taken and one.heading.year and one.content_signs.said
    ]
    if not left:
        return False
    own = {
        (known[i].meaning.measure, known[i].heading.year)
        for i, (role, _) in taken.items()
        if role.spec.numeric
    }
    return any(
        measure == one.meaning.measure and year not in {None, one.heading.year}
        for one in left
        for measure, year in own
    )


def foreign_cost(
    spec: TableSpec,
    others: Sequence[Evidence],
    taken: Mapping[str, Evidence],
    vocabulary: Vocabulary,
    year: int | None,
) -> float:
    """Return how much columns that a table does not have speak against it.

    What stands once for each year or month counts once: "Pagu" beside the target of every year is one thing
    more, and so are the twelve columns under "Target Bulanan". A measure of which figures prove another
    column is that of another time.
    """
    if not others:
        return 0.0
    proven = {one.meaning.measure for one in taken.values() if one.figures.get(one.meaning.measure, 0.0) > 0}
    costs: dict[object, float] = {}
    for at, one in enumerate(others):
        if not one.heading.path:
            continue
        cost = _foreign_cost(spec, one, taken, vocabulary, year)
        if one.meaning.measure in proven and not one.figures:
            # "s.d. Bulan Lalu", where "s.d. Bulan Ini" is the year's
            cost = min(cost, _FOREIGN["other_period"])
        key = at if one.unknown else _series(one) or at
        costs[key] = max(cost, costs.get(key, 0.0))
    return sum(costs.values())


def _series(one: Evidence) -> tuple[str, ...]:
    """Return what columns of one measure under several years, or under one spanner, have in common."""
    if _is_yearly(one) or is_month(one.heading.path[-1]):
        return one.meaning.measure, one.objek
    spanned = len(one.heading.path) > 1 and one.heading.quarter is None
    return (one.meaning.measure, one.objek, *one.heading.path[:-1]) if spanned else ()


def _is_yearly(one: Evidence) -> bool:
    return one.heading.year is not None and not one.unknown


def _foreign_cost(
    spec: TableSpec,
    one: Evidence,
    taken: Mapping[str, Evidence],
    vocabulary: Vocabulary,
    year: int | None,
) -> float:
    """Return how much a column that a table does not have speaks against it.

    A programme beside a goal, where performance is held against money, is whose money it is; right of an
    indicator and its target it is what serves them, and so is its money.
    """
    measure = one.meaning.measure
    figures = one.figures
    if figures and any(
        figures.get(which, 0.0) > _FOREIGN["proven"] and which in spec.menurut for which in _DIVISORS
    ):
        return _FOREIGN["divisor"]
    if one.unknown or one.meaning.known_share < _MOSTLY:
        telling = one.heading.quarter is not None or one.content_signs.prose
        return _FOREIGN["unknown_but_telling"] if telling else _FOREIGN["unknown"]
    if (
        one.meaning.sure_of.get("program", 0.0) > _MOSTLY
        and measure != "indikator"
        and one.content_signs.words
    ):
        beside_goals = _holds_against_money(spec, {*taken}) or _is_right_of_targets(one, taken)
        return _FOREIGN["other_period"] if beside_goals else _FOREIGN["other_rows"]
    if measure in {"lain", "keterangan", "no", "kode", "kondisi", "rumus"}:
        return _FOREIGN["own"]
    return (
        _FOREIGN["other_period"]
        if measure in spec.menurut
        and (
            one.heading.year not in {None, year} or (_PLANS.get(measure) in taken and _is_planned(one, year))
        )
        else _FOREIGN["known"]
        if measure in vocabulary.measures
        else _FOREIGN["own"]
    )


def _is_right_of_targets(one: Evidence, taken: Mapping[str, Evidence]) -> bool:
    left = [other.heading.col for id_ in ("indikator", "target") if (other := taken.get(id_))]
    return len(left) > 1 and one.heading.col > max(left)


def programmes_alone(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> float:
    """Return what it costs a table whose programmes stand beside goals to have programmes without goals.

    Units with sums of money and what was done for them, in per cents, are lines of a budget too.
    """
    found = {role.spec.id: i for i, (role, _) in taken.items()}
    column = spec.kolom.get(_PROGRAMS)
    named_by = known[found["indikator"]].meaning.measure if "indikator" in found else None
    if column is not None and not column.wajib and named_by in {OWN_NAMES, ""}:
        of_money = _SUMS_OF_MONEY & found.keys() and not found.keys() & _OF_INDICATORS
        return _FOREIGN["other_rows"] if of_money else 0.0
    if _PROGRAMS not in found or column is None or column.wajib or _PROGRAMS in spec.identitas:
        return 0.0
    held = _holds_against_money(spec, {*found}) or _has_both_of_programmes(spec, known, taken)
    return 0.0 if held else _FOREIGN["other_rows"]


def _holds_against_money(spec: TableSpec, found: set[str]) -> bool:
    """Return whether a table has goals, and what was reached of them and of their money."""
    return "tujuan_sasaran" in found and {"kinerja", "anggaran"} <= {
        spec.kolom[id_].objek for id_ in found if spec.kolom[id_].numeric
    }


_DIVISORS = ("target", "pagu")


def is_known_by(
    spec: TableSpec,
    known: Sequence[Evidence],
    taken: Mapping[int, tuple[Seat, float]],
    others: Sequence[Evidence],
) -> bool:
    """Return whether there is what rows are known by; numbers alone are, where no column has names."""
    found = {role.spec.id for role, _ in taken.values()}
    own = found & set(spec.identitas)
    unnamed = _PROGRAMS not in found and not any(
        one.content_signs.texts and one.heading.path for one in others
    )
    named = any(spec.kolom[id_].jenis != "nomor" for id_ in own)
    return (bool(own) and (unnamed or named)) or (not named and _has_both_of_programmes(spec, known, taken))


def _has_both_of_programmes(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> bool:
    """Return whether rows are programmes, each with what was reached and what became of its money.

    Sums of money make them lines of a budget, which may tell of works in per cents; but not where they have
    targets, and a heading of one level over names without codes.
    """
    at = {role.spec.id: i for i, (role, _) in taken.items()}
    if _PROGRAMS not in spec.kolom or not at.keys() >= {_PROGRAMS, *_PER_CENTS_OF_BOTH}:
        return False
    coded = any(one.meaning.measure == _CODE for one in known)
    levels = {*_LEVELS.findall(known[at[_PROGRAMS]].heading.text.lower())}
    one_level = not coded and len(levels) <= 1 and at.keys() >= _REACHED_OF_TARGETS
    return one_level or not at.keys() & _SUMS_OF_MONEY


_CODE = "kode"
_LEVELS = re.compile(r"program|sub|(?<!sub )(?<!sub)kegiatan")
_PER_CENTS_OF_BOTH = ("capaian", "serapan")
_SUMS_OF_MONEY = {"anggaran", "realisasi_anggaran"}
_REACHED_OF_TARGETS = {"target", "realisasi"}
_OF_INDICATORS = {*_REACHED_OF_TARGETS, "efisiensi", "tujuan_sasaran"}


def says_anything(
    spec: TableSpec, known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> bool:
    """Return whether a heading names what rows are known by, or a fact: not "Nama Barang", "Nilai (Rp)"."""
    telling = {*spec.identitas, *spec.fakta}
    return any(
        role.spec.id in telling
        and (known[i].answer or known[i].figures or known[i].meaning.measure not in _ANYTHING)
        for i, (role, _) in taken.items()
    )


#: What any list may have.
_ANYTHING = frozenset({"", "umum", "uang", "persen", "masa", "lain", "keterangan", "no", "kode"})


#: Names that are no goals and no indicators: where rows have but these, they are lines of a budget.
_PROGRAMS = "program"


def only_plans(spec: TableSpec, found: set[str], others: Sequence[Evidence]) -> bool:
    """Return whether a table of what indicators reached has only targets or budgets: it is a plan.

    So is no form whose figures nobody names, of which one may be what was reached; nor one with the budget of
    each indicator, which stands nowhere else.
    """
    of_results = any(spec.kolom[id_].numeric for id_ in {*spec.wajib} - _PLANNED_COLUMNS)
    reached = any(spec.kolom[id_].numeric for id_ in found - _PLANNED_COLUMNS)
    named = not any(one.unknown and not one.content_signs.words for one in others)
    own_budget = "anggaran" in found and _PROGRAMS not in found
    return spec.baris == "indikator" and of_results and named and not reached and not own_budget


_PLANNED_COLUMNS = frozenset({"target", "target_akhir", "anggaran", "bobot"})


def measures_beside(spec: TableSpec, others: Sequence[Evidence]) -> int:
    """Return how many columns of figures a table leaves aside; quarters do not count beside a tree.

    Nor does a measure count again for each month, for each plan, or for each year of a table of years.
    """
    quarterly = spec.baris != "pohon"
    left = [
        one
        for one in others
        if one.meaning.measure in _MEASURES
        and not one.content_signs.words
        and (quarterly or one.heading.quarter is None)
    ]
    again = [
        one
        for one in left
        if (spec.yearly and _is_yearly(one))
        or (one.meaning.measure in spec.menurut and _is_planned(one, None))
        or is_month(one.heading.path[-1])
    ]
    return len({(one.meaning.measure, one.objek) for one in again}) + len(left) - len(again)


#: Measures of figures.
_MEASURES = frozenset(
    {"target", "realisasi", "capaian", "pagu", "serapan", "uang", "persen", "sisa", "kemajuan"}
)
#: A form that has nearly as many figures beside those of a table is another form.
MOST_BESIDE = 0.8


def repeated(others: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]], year: int | None) -> float:
    """Return how much columns speak against a table that are the same fact of it again and again.

    One more is that of another year or of the amended budget; several are another form (E.81, T-C.24). What
    is planned may stand there once for each plan, as "Target Renstra", "Target RKT", "Target PK".
    """
    if not others:
        return 0.0
    paths = [one.heading.path for one in others]
    counts: dict[str, int] = {}
    for role, _ in taken.values():
        if not role.spec.numeric or role.spec.berkala:
            continue
        for one in others:
            told_apart = _is_planned(one, year) and paths.count(one.heading.path) == 1
            if one.heading.quarter is not None or told_apart:
                continue
            if one.may_be(role.spec) and (
                _OF_OTHERS in one.meaning.pembeda or fit(role.spec, one, None) >= LEAST
            ):
                counts[role.spec.id] = counts.get(role.spec.id, 0) + 1
    return float(sum(count for count in counts.values() if count > _MOST_AGAIN))


#: What is nobody's own is the same fact of others: "Realisasi Nasional".
_OF_OTHERS = "luar"


def _is_planned(one: Evidence, year: int | None) -> bool:
    """Return whether a heading names what a plan says for the year: "Target RKT", and not "Tahun ke-2"."""
    heading = one.heading
    of_the_year = heading.quarter is None and heading.year in {None, year}
    return one.meaning.measure in _PLANS and of_the_year and not _ORDINAL.search(heading.path[-1])


#: What plans say, and the column that has it: beside a last target alone, that of the year is no other.
_PLANS: Mapping[str, str] = MappingProxyType({"target": "target", "pagu": "anggaran"})
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def takes_year_for_end(
    known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]], year: int | None
) -> float:
    """Return what it costs to take the capaian of the year for the progress to the end right of it."""
    progress = [i for i, (role, _) in taken.items() if role.spec.id == _PROGRESS]
    ends = [i for i, (role, _) in taken.items() if progress and role.spec.id == _END]
    if not ends or known[progress[0]].meaning.measure == _PROGRESS:
        return 0.0
    of_year = [
        i
        for i, one in enumerate(known)
        if i not in taken and one.meaning.measure == _PLANNED and one.heading.year in {None, year}
    ]
    return _FOREIGN["taken_for_end"] if of_year and max(of_year) < progress[0] < ends[0] else 0.0


def takes_result_for_ratio(known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]) -> float:
    """Return what it costs to take a realisasi for another measure, and to leave its target aside."""
    taken_for = [i for i, (role, _) in taken.items() if known[i].meaning.measure == _REACHED != role.spec.id]
    left = [
        one
        for i, one in enumerate(known)
        if i not in taken and one.meaning.measure == _PLANNED and not one.meaning.pembeda
    ]
    times = {one.heading.year for one in left}
    return _FOREIGN["other_rows"] if any(known[i].heading.year in times for i in taken_for) else 0.0


def measures_efficiency(
    spec: TableSpec, taken: Mapping[int, tuple[Seat, float]], known: Sequence[Evidence]
) -> bool:
    """Return whether the bands of a scale of capaian lie about 0 or 1, as those of efficiency do."""
    return spec.skala == _OF_CAPAIAN and any(
        known[i].content_signs.ratios for i, (role, _) in taken.items() if role.spec.id == "skala"
    )


_OF_CAPAIAN = "capaian"
_PROGRESS, _END = "kemajuan", "target_akhir"


def lacking_columns(spec: TableSpec, found: set[str]) -> Iterator[str]:
    """Yield the columns that the table should have and the header has not."""
    yield from (column for column in spec.wajib if column not in found)
    if spec.salah_satu and not found & set(spec.salah_satu):
        yield spec.salah_satu[0]
