"""Roles that no heading names: by their place, by what rows are known by, by what a table must have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.reading.fitting import OWN_NAMES, Evidence, fit, period_of
from sakipcalc.reading.seats import BY_PLACE, LEAST, Seat, is_fact
from sakipcalc.tables.normalise import normalise
from sakipcalc.text.dates import is_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.tables import ColumnSpec, TableSpec

__all__ = [
    "ONLY_NAMES",
    "by_need",
    "by_place",
    "by_rest",
    "by_want",
    "left_open",
    "of_one_measure",
    "of_the_year",
    "plainest",
]

#: So does the only column of names of a table that is known by names.
ONLY_NAMES = 0.6


def plainest(
    known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> dict[int, tuple[Seat, float]]:
    """Return the roles, of headings that mean the same the one with the fewest words having it.

    "Realisasi 2023" is the office's own, and "Realisasi Provinsi 2023" somebody else's. Of names it is the
    one with the word of the role: of "Indikator" and "Output" the former. An empty "Target" is that of the
    year, and a "Target Akhir Renstra" beside it is not.
    """
    found = dict(taken)
    if len(found) == len(known):
        return found
    for i, (role, score) in taken.items():
        one = known[i]
        if one.answer or one.unknown or one.figures:
            continue
        of_end = "akhir" in one.meaning.pembeda and "akhir" not in role.spec.makna and not role.spec.berkala
        for j, other in enumerate(known):
            if j in found:
                continue
            plainer = _means_the_same(one, other, role.spec) and _is_plainer(other, one, role.spec)
            if plainer or (of_end and other.meaning.measure == role.spec.id and not other.meaning.pembeda):
                found[j] = (role, score)
                found.pop(i, None)
                break
    return found


def of_one_measure(
    known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> dict[int, tuple[Seat, float]]:
    """Return the roles without columns that tell one measure in parts of a year and seem to tell two.

    "Capaian" over "Semester I" and "Semester II" is not the realisasi of the one and the capaian of the
    other; nor is either of them a capaian, if its figures do not say so: it is what was reached by then.
    """
    parts: dict[tuple[str, ...], list[int]] = {}
    for i, one in enumerate(known):
        *above, own = one.heading.path or ("",)
        if above and _HALF.fullmatch(normalise(own)):
            parts.setdefault(tuple(above), []).append(i)
    apart = [some for some in parts.values() if len(some) > 1 and _tell_two(some, known, taken)]
    return {i: seat for i, seat in taken.items() if not any(i in some for some in apart)}


def _tell_two(
    some: Sequence[int], known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]]
) -> bool:
    roles = {taken[i][0].spec.id: known[i] for i in some if i in taken}
    return len(roles) > 1 or (_RATIO in roles and not roles[_RATIO].figures)


#: A part of a year that is no quarter.
_HALF = re.compile(
    r"(?:semester|smt|smtr|cawu|catur ?wulan|tahap|termin|periode) ?(?:[1-3]|i{1,3}|ke ?[1-3])"
)


def _is_plainer(other: Evidence, one: Evidence, role: ColumnSpec) -> bool:
    """Return whether a heading says a role with fewer words than another, or a name with its word."""
    if role.numeric:
        return other.all_words < one.all_words
    return role.id in other.all_words - one.all_words


def _means_the_same(one: Evidence, other: Evidence, role: ColumnSpec) -> bool:
    """Return whether two headings name one measure of one time; a result may be blank."""
    times = [(each.heading.year, each.heading.quarter, each.objek) for each in (one, other)]
    named = [(each.meaning.measure, each.meaning.pembeda) for each in (one, other)]
    filled = other.content_signs.said or role.peran == "out" or not one.content_signs.said
    return times[0] == times[1] and named[0] == named[1] and bool(filled)


def by_want(
    spec: TableSpec,
    known: Sequence[Evidence],
    roles: Sequence[Seat],
    scores: Sequence[Sequence[float]],
    taken: Mapping[int, tuple[Seat, float]],
    year: int | None,
) -> dict[int, tuple[Seat, float]]:
    """Return the roles that the table must have and nobody took, with columns that it may do without.

    One that a heading has to say is taken only where a heading said another such. What rows are known by
    comes before what the table must have: "Sasaran/Indikator".
    """
    used = {(role.spec.id, role.period) for role, _ in taken.values()}
    wanted = [
        (at, role)
        for at, role in enumerate(roles)
        if role.spec.wajib and (role.spec.id, role.period) not in used
    ]
    if not wanted:
        return {}
    said = any(role.spec.tegas and is_fact(spec, known[i], role.spec, year) for i, (role, _) in taken.items())
    free = {i for i, (role, _) in taken.items() if not role.spec.wajib}
    names = {i for i, (role, _) in taken.items() if not role.spec.numeric}
    found: dict[int, tuple[Seat, float]] = {}
    for at, role in wanted:
        if role.spec.tegas and not said:
            continue
        may = free | names if role.spec.id in spec.identitas else free
        score, best = max(((scores[i][at], i) for i in may - found.keys()), default=(0.0, 0))
        if score >= LEAST:
            found[best] = (role, score)
    return found or _last_left(known, taken, roles) or _reached_alone(known, taken, roles)


def _last_left(
    known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]], roles: Sequence[Seat]
) -> dict[int, tuple[Seat, float]]:
    """Return the sum of money that the table must have and lacks, where one column only may be it.

    So "Penggunaan" left of "Pagu" is the realisasi, though it does not stand where that does.
    """
    used = {(role.spec.id, role.period) for role, _ in taken.values()}
    lacking = [role for role in roles if role.spec.wajib and (role.spec.id, role.period) not in used]
    if len(lacking) != 1 or lacking[0].spec.jenis != _MONEY or not taken:
        return {}
    left = [
        i
        for i, one in enumerate(known)
        if i not in taken and (one.unknown or _is_doubtful(one, taken)) and _is_plain(lacking[0].spec, one)
    ]
    return {left[0]: (lacking[0], BY_PLACE)} if len(left) == 1 else {}


_MONEY = "uang"


def _reached_alone(
    known: Sequence[Evidence], taken: Mapping[int, tuple[Seat, float]], roles: Sequence[Seat]
) -> dict[int, tuple[Seat, float]]:
    """Return "Capaian" as the realisasi of a table that must have one, where nothing else can be it.

    A capaian says of what it is one; beside a target alone it is what was reached, which one has to ask.
    """
    used = {role.spec.id: i for i, (role, _) in taken.items()}
    lacking = [role for role in roles if role.spec.id == _RESULT and role.spec.wajib and not role.period]
    if not lacking or _RESULT in used or not {_RATIO, _WANTED} <= used.keys():
        return {}
    one = known[used[_RATIO]]
    named = _RESULT in one.meaning.sure_of and one.meaning.satuan != "persen" and one.content_signs.said
    others = any(other.unknown for i, other in enumerate(known) if i not in taken)
    return {used[_RATIO]: (lacking[0], BY_PLACE)} if named and not others else {}


_WANTED, _RESULT, _RATIO = "target", "realisasi", "capaian"


def by_place(
    spec: TableSpec,
    known: Sequence[Evidence],
    roles: Sequence[Seat],
    taken: Mapping[int, tuple[Seat, float]],
) -> dict[int, tuple[Seat, float]]:
    """Return roles for headings that nobody knows: those that the table still lacks at their place."""
    nameless = [
        i
        for i, one in enumerate(known)
        if i not in taken and (_says_nothing(one) or _is_doubtful(one, taken))
    ]
    if not nameless:
        return {}
    used = {(role.spec.id, role.period) for role, _ in taken.values()}
    left = [role for role in roles if (role.spec.id, role.period) not in used and _is_needed(spec, role.spec)]
    found: dict[int, tuple[Seat, float]] = {}
    for first, last in _gaps(len(known), taken):
        places = [i for i in nameless if first <= i < last]
        before = [taken[i][0] for i in range(first) if i in taken]
        after = [taken[i][0] for i in range(last, len(known)) if i in taken]
        here = [role for role in left if _between(role, before, after)]
        for i in places:
            fits = [
                role
                for role in here
                if role not in [r for r, _ in found.values()]
                and role.period == period_of(role.spec, known[i].heading)
                and (_may_stand(role.spec, known[i]) or _is_yet_to_come(role, known[i], before))
            ]
            must = [role for role in fits if role.spec.wajib]
            open_ = sum(
                known[i].heading.quarter == known[j].heading.quarter for j in places if j not in found
            )
            if fits and (len(fits) == 1 or len(places) >= len(here)):
                found[i] = (fits[0], _sure(spec, fits[0], known, i))
            elif must and open_ >= len(must) and known[i].heading.quarter:
                found[i] = (must[0], BY_PLACE)
    return found


def left_open(
    spec: TableSpec,
    known: Sequence[Evidence],
    roles: Sequence[Seat],
    taken: Mapping[int, tuple[Seat, float]],
) -> dict[int, tuple[Seat, ...]]:
    """Return the columns that nobody took, each with the roles that are vacant and that it may have.

    A heading that another column answers to better ("Ukuran" beside "Indikator") says nothing of its own.
    """
    used = {(role.spec.id, role.period) for role, _ in taken.values()}
    left = [role for role in roles if (role.spec.id, role.period) not in used]
    held = {measure for role, _ in taken.values() for measure in role.spec.makna}
    found: dict[int, tuple[Seat, ...]] = {}
    for i, one in enumerate(known):
        if i in taken or one.answer or not one.heading.path or _is_own(one):
            continue
        if not one.unknown and one.meaning.measure not in held and one.meaning.measure in spec.menurut:
            continue
        if _is_of_another_year(one, [known[j] for j in taken]):
            continue
        before = [taken[j][0] for j in range(i) if j in taken]
        after = [taken[j][0] for j in range(i + 1, len(known)) if j in taken]
        fits = [
            role
            for role in left
            if role.spec.id not in _OF_NO_MATTER
            and role.period == period_of(role.spec, one.heading)
            and (one.content_signs.said and _may_stand(role.spec, one))
            and _between(role, before, after)
        ]
        if fits:
            found[i] = tuple(fits)
    return found


def _is_of_another_year(one: Evidence, others: Sequence[Evidence]) -> bool:
    """Return whether a heading names a measure and a year, and another column is that measure in another."""
    year, measure = one.heading.year, one.meaning.measure
    return (
        bool(measure)
        and year is not None
        and any(
            other.meaning.measure == measure and other.heading.year not in {None, year} for other in others
        )
    )


def _is_own(one: Evidence) -> bool:
    """Return whether a column is of the office's own, as its words say: figures may have words of people.

    One of a month says when, and not what.
    """
    if one.unknown:
        return bool(one.heading.path) and is_month(one.heading.path[-1])
    figures = not one.content_signs.words
    misspelt = one.meaning.measure == _FORMULA or (one.meaning.spelled < 1 and one.content_signs.said)
    of_figures = figures and (one.heading.quarter is not None or misspelt)
    return one.meaning.measure in _OWN_WORDS and not of_figures


#: A formula is a text: over figures the word is another one, misspelt, as "Terlaksana" is no "Pelaksana".
_FORMULA = "rumus"
_OWN_WORDS = frozenset({"lain", "keterangan", "no", "kode", "rumus"})
#: Roles that nothing follows from.
_OF_NO_MATTER = frozenset({"no", "kode", "warna", "bobot", "keterangan"})


def of_the_year(
    known: Sequence[Evidence],
    roles: Sequence[Seat],
    taken: Mapping[int, tuple[Seat, float]],
    year: int | None,
) -> dict[int, tuple[Seat, float]]:
    """Return roles of the report's year for headings that name what they are, and no year.

    "Realisasi 2023 | Target | Realisasi 2024" have the target of 2024 between them.
    """
    used = {(role.spec.id, role.period) for role, _ in taken.values()}
    vacant = [
        role
        for role in roles
        if role.spec.tahunan and role.period == year and (role.spec.id, role.period) not in used
    ]
    found: dict[int, tuple[Seat, float]] = {}
    for i, one in enumerate(known) if year is not None and vacant else ():
        dated = one.heading.year is not None or one.heading.quarter is not None
        if i in taken or one.unknown or dated or one.meaning.pembeda:
            continue
        of_year = one._replace(heading=one.heading._replace(year=year))
        score, best = max(((fit(role.spec, of_year, year), at) for at, role in enumerate(vacant)))
        if score >= LEAST and vacant[best] not in [role for role, _ in found.values()]:
            found[i] = (vacant[best], score)
    return found


def by_rest(
    spec: TableSpec,
    known: Sequence[Evidence],
    roles: Sequence[Seat],
    taken: Mapping[int, tuple[Seat, float]],
) -> dict[int, tuple[Seat, float]]:
    """Return roles for columns that are left, where their cells say plainly which one."""
    told = {
        i: [
            role
            for role in fits
            if _is_plain(role.spec, known[i]) and not (role.spec.numeric and _is_another(role.spec, known[i]))
        ]
        for i, fits in left_open(spec, known, roles, taken).items()
    }
    alone = {i: roles[0] for i, roles in told.items() if len(roles) == 1}
    wanted = [roles[0] for roles in told.values() if roles]
    return {i: (role, BY_PLACE) for i, role in alone.items() if wanted.count(role) == 1}


def _is_plain(role: ColumnSpec, one: Evidence) -> bool:
    signs: dict[str, float] = {}
    fit(role, one, None, signs)
    return signs.get("isi", 0.0) >= (_FIGURES_TELL if role.numeric else _TEXTS_TELL)


#: What figures and texts must say for a role that nothing else tells.
_FIGURES_TELL, _TEXTS_TELL = 0.2, 0.45


def _says_nothing(one: Evidence) -> bool:
    """Return whether words leave open what a column is: nobody knows them, or they are of people."""
    return (one.unknown or (one.meaning.measure in _OWN_WORDS and one.heading.path != ())) and not _is_own(
        one
    )


def _between(role: Seat, before: Sequence[Seat], after: Sequence[Seat]) -> bool:
    """Return whether a role comes after some and before others; those of other periods repeat it.

    Where the numbers of the rows stand says nothing, nor do goals of either level.
    """
    periods = {None, role.period}
    return all(
        one.order < role.order for one in before if one.period in periods and one.spec.id not in _ANYWHERE
    ) and all(
        role.order < one.order for one in after if one.period in periods and one.spec.id not in _ANYWHERE
    )


_ANYWHERE = frozenset({"no", "tujuan_sasaran"})


def _sure(spec: TableSpec, role: Seat, known: Sequence[Evidence], at: int) -> float:
    """Return how well a column fits that nobody names: well if rows are known by it alone."""
    names = [i for i, one in enumerate(known) if _is_name(one)]
    return ONLY_NAMES if role.spec.id == spec.identitas[0] and names == [at] else BY_PLACE


def _is_doubtful(one: Evidence, taken: Mapping[int, tuple[Seat, float]]) -> bool:
    """Return whether an unknown word stands before what a heading names, and another column is that."""
    measure = one.meaning.measure
    sure = one.meaning.sure_of.get(measure, 0.0)
    return 0 < sure < _SURE and any(role.spec.makna.get(measure, 0.0) >= _SURE for role, _ in taken.values())


_SURE = 0.85


def _is_another(role: ColumnSpec, one: Evidence) -> bool:
    """Return whether a heading surely names what a column does not hold: "Bobot IKU" is no baseline.

    What only stands above it, as "Keuangan" over "Pengeluaran", names nothing surely.
    """
    measure, sure = one.meaning.measure, one.meaning.known_share > 0 and not one.unknown
    return sure and measure not in role.makna and one.meaning.sure_of[measure] >= _SURE


def by_need(
    spec: TableSpec,
    known: Sequence[Evidence],
    roles: Sequence[Seat],
    taken: Mapping[int, tuple[Seat, float]],
) -> dict[int, tuple[Seat, float]]:
    """Return the column that rows are known by where no heading says so: the most varied unknown names."""
    used = {role.spec.id for role, _ in taken.values()}
    named = {id_ for id_ in spec.identitas if spec.kolom[id_].jenis != "nomor"}
    if used & named or not used & set(spec.fakta):
        return {}
    role = next((one for one in roles if one.spec.id == spec.identitas[0]), None)
    left = [i for i in range(len(known)) if i not in taken]
    names = [i for i in left if known[i].unknown and _is_name(known[i])]
    names = names or [i for i in left if _is_own_name(known[i])]
    if role is None or not names:
        return {}
    best = max(names, key=lambda i: (*known[i].content_signs.variety, -i))
    return {best: (role, _sure(spec, role, known, best))}


def _is_name(one: Evidence) -> bool:
    return one.content_signs.names


def _is_own_name(one: Evidence) -> bool:
    """Return whether a column says whose a row is, or where its money is from: rows may be known by it."""
    return one.meaning.measure in {OWN_NAMES, _SOURCE} and one.content_signs.texts


_SOURCE = "sumber"


def _is_needed(spec: TableSpec, column: ColumnSpec) -> bool:
    told = column.wajib or column.peran in {"ref", "out"}
    return told or column.id in {"indikator", "indikator_program", *spec.identitas, *spec.fakta}


def _may_stand(role: ColumnSpec, one: Evidence) -> bool:
    signs: dict[str, float] = {}
    fit(role, one, None, signs)
    contradicted = role.objek and one.objek and role.objek != one.objek
    return not contradicted and signs.get("isi", 0.0) > 0 and signs.get("satuan", 0.0) >= 0


def _is_yet_to_come(role: Seat, one: Evidence, before: Sequence[Seat]) -> bool:
    """Return whether an empty column stands where the result of its year is to come: "2023 > T, R, C"."""
    of_its_year = role.period is not None and bool(before) and before[-1].period == role.period
    return of_its_year and role.spec.peran == "out" and not one.content_signs.said


def _gaps(count: int, taken: Mapping[int, object]) -> Iterator[tuple[int, int]]:
    """Yield the runs of columns without a role."""
    first = None
    for i in range(count + 1):
        if i < count and i not in taken:
            first = i if first is None else first
        elif first is not None:
            yield first, i
            first = None
