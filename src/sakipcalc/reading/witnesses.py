"""Evidence about the columns of a header: words, object, content, relations of their figures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from math import log
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.core.memo import Recent
from sakipcalc.reading.byfigures import (
    at_the_end_of_the_year,
    planned_by_quarter,
    without_parts_of_shares,
    without_parts_of_sums,
)
from sakipcalc.reading.fitting import OWN_NAMES, Evidence, beyond_doubt, proven
from sakipcalc.reading.signs import differences, ratios
from sakipcalc.tables.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sakipcalc.reading.content import ContentColumn, Sample
    from sakipcalc.reading.header import Header, Heading
    from sakipcalc.reading.signs import Ratio
    from sakipcalc.tables import Meaning, Vocabulary

__all__ = ["evidence"]

_MOSTLY = 0.5
_NEARLY_ALL = 0.9
#: Measures that stand once in a table, and follow the object of what stands before them.
_FOLLOWING = frozenset({"realisasi", "capaian", "persen", "umum", "serapan"})
_LEADING: Mapping[str, str] = MappingProxyType(
    {"pagu": "anggaran", "target": "kinerja", "indikator": "kinerja"}
)
_NO_ANSWERS: Mapping[int, str] = MappingProxyType({})


def evidence(
    header: Header,
    sample: Sample,
    vocabulary: Vocabulary,
    answers: Mapping[int, str] = _NO_ANSWERS,
    *,
    reached: bool = False,
) -> tuple[Evidence, ...]:
    """Return the evidence about each column of a header, which hangs on nothing but what is given.

    Parameters
    ----------
    header : Header
        The header.
    sample : Sample
        The first rows below it.
    vocabulary : Vocabulary
        Tables and words.
    answers : mapping of int to str
        What a person says that a column is, by its place.
    reached : bool
        Whether the caption says that the table tells what was reached.
    """
    contents = tuple([sample.column(heading.col) for heading in header.headings])
    read_from = vocabulary, header.headings, header.numbers, contents, tuple(answers.items()), reached
    return _RECENT.get(read_from) or _RECENT.put(
        read_from, _weighed(header, sample, vocabulary, answers, reached=reached)
    )


#: Forms, and tables whose figures are those of all units, are the same from one workbook to the next.
_RECENT: Recent[tuple[object, ...], tuple[Evidence, ...]] = Recent("evidence about columns of headers", 256)


def _weighed(
    header: Header, sample: Sample, vocabulary: Vocabulary, answers: Mapping[int, str], *, reached: bool
) -> tuple[Evidence, ...]:
    header = at_the_end_of_the_year(header, sample)
    meanings = [
        beyond_doubt(vocabulary.grammar.meaning(heading.path), sample.column(heading.col))
        for heading in header.headings
    ]
    meanings = _without_counts_and_ticks(header.headings, meanings, sample)
    meanings = _in_rupiah(header.headings, meanings, vocabulary)
    if not any(heading.quarter for heading in header.headings):  # which hold what was reached
        meanings = _reached(meanings)
    meanings = _spent_beside_works(header.headings, meanings)
    meanings = without_parts_of_shares(header, meanings, sample, vocabulary)
    meanings = without_parts_of_sums(header.headings, meanings, sample)
    if not reached:
        meanings = planned_by_quarter(header.headings, meanings, sample)
    header = _of_the_only_quarter(header, meanings)
    meanings = _reached_in_per_cent(header.headings, meanings)
    alike = _as_large_as_targets(header, sample, meanings)
    meanings = [
        _as_reached(meaning) if heading.col in alike else meaning
        for heading, meaning in zip(header.headings, meanings, strict=True)
    ]
    objects = _objects(header.headings, meanings, sample, vocabulary.own_columns)
    meanings = _spent_in_per_cent(meanings, objects)
    figures = _figures(header, sample, objects, meanings)
    meanings = [
        proven(meaning, figures.get(heading.col, _NO_FIGURES))
        for heading, meaning in zip(header.headings, meanings, strict=True)
    ]
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


def _in_rupiah(headings: Sequence[Heading], meanings: list[Meaning], vocabulary: Vocabulary) -> list[Meaning]:
    """Return the meanings, rupiah being but the unit where indicators are held against their targets.

    "Target (Juta Rp)" beside "Indikator" and "Capaian" is no pagu: the indicator counts rupiah.
    """
    if not any(meaning.satuan == "uang" for meaning in meanings):
        return meanings
    measures = {meaning.measure for meaning in meanings}
    plain = [vocabulary.grammar.meaning(tuple(_UNIT.sub(" ", text) for text in one.path)) for one in headings]
    named = {one.measure for one in plain}
    of_money = {m.measure for m in meanings if m.satuan != "uang"} & _OF_MONEY
    if not {"indikator", "capaian"} <= measures or of_money or not {"target", "realisasi"} <= named:
        return meanings
    return [
        own
        if meaning.satuan == "uang" and own.measure in {"target", "realisasi"} and not own.objek
        else meaning
        for meaning, own in zip(meanings, plain, strict=True)
    ]


def _reached(meanings: list[Meaning]) -> list[Meaning]:
    """Return the meanings, "Capaian" being what was reached where its per cent stands beside it.

    "Target | Capaian | % Kinerja" has no other realisasi, also in a form that is still empty.
    """
    named = {one.measure for one in meanings}
    if "target" not in named or "realisasi" in named or named & _OF_MONEY:
        return meanings
    if "kemajuan" not in named and not any(
        one.satuan == "persen" and not one.sure_of.keys().isdisjoint(_OF_TARGET) for one in meanings
    ):
        return meanings
    return [
        _as_reached(one)
        if one.measure == "capaian" and one.satuan != "persen" and "realisasi" in one.sure_of
        else one
        for one in meanings
    ]


def _as_reached(meaning: Meaning) -> Meaning:
    """Return the meaning of a "Capaian" that is what was reached, and hardly a per cent of the target."""
    return replace(
        meaning, sure_of=MappingProxyType({**meaning.sure_of, "realisasi": 1.0, "capaian": _AS_RATIO})
    )


def _without_counts_and_ticks(
    headings: Sequence[Heading], meanings: list[Meaning], sample: Sample
) -> list[Meaning]:
    """Return the meanings; a number of indicators is none, nor is a column to be ticked a kategori.

    Under one "Kategori" each label has a column of its own.
    """
    labels = Counter(
        one.path[:-1] for one, meant in zip(headings, meanings, strict=True) if meant.measure == _LABEL
    )
    own = MappingProxyType({OWN_NAMES: 1.0})
    return [
        replace(meant, sure_of=own)
        if (
            meant.measure in _NAMES
            and _COUNTED.match(one.path[-1])
            and sample.column(one.col).figure > _MOSTLY
        )
        or (meant.measure == _LABEL and len(one.path) > 1 and labels[one.path[:-1]] > 1)
        else meant
        for one, meant in zip(headings, meanings, strict=True)
    ]


_NAMES = frozenset({"indikator", "program", "sasaran", "tujuan", "tujuan_sasaran"})
_COUNTED = re.compile(r"\s*(?:jumlah|banyaknya)\b", re.IGNORECASE)
_LABEL = "kategori"


def _of_the_only_quarter(header: Header, meanings: Sequence[Meaning]) -> Header:
    """Return a header whose capaian is that of a quarter, where target and realisasi are of no other time."""
    told = [*zip(header.headings, (meaning.measure for meaning in meanings), strict=True)]
    of_quarters = {one.quarter for one, measure in told if measure in _MAKE_A_RATIO}
    if len(of_quarters) != 1 or of_quarters == {None}:
        return header
    (quarter,) = of_quarters
    headings = (one._replace(quarter=quarter) if measure == "capaian" else one for one, measure in told)
    return replace(header, headings=tuple(headings))


_MAKE_A_RATIO = frozenset({"target", "realisasi"})


def _reached_in_per_cent(headings: Sequence[Heading], meanings: list[Meaning]) -> list[Meaning]:
    """Return the meanings, "Realisasi (%)" being what was reached where a surer capaian stands beside.

    Alone it is the per cent of a target; beside "Capaian (%)" the indicator itself counts per cents, of the
    same year or target. Without these it may be that of a budget.
    """
    periods = [(one.year, one.quarter) for one in headings]
    of_performance = {period for period in periods if any(period)} | {
        period for period, one in zip(periods, meanings, strict=True) if one.measure == "target"
    }
    surely = {
        (period, measure)
        for period, one in zip(periods, meanings, strict=True)
        for measure in ("capaian", "realisasi")
        if one.sure_of.get(measure, 0.0) >= _SURELY
    }
    return [
        _as_reached(one)
        if one.measure == "capaian"
        and "realisasi" in one.sure_of
        and one.satuan == "persen"
        and period in of_performance
        and (period, "capaian") in surely
        and (period, "realisasi") not in surely
        else one
        for period, one in zip(periods, meanings, strict=True)
    ]


def _spent_beside_works(headings: Sequence[Heading], meanings: list[Meaning]) -> list[Meaning]:
    """Return the meanings, "Anggaran" being what was spent where "Realisasi" stands over "Kinerja" and it."""
    of_works = {
        one.path[:-1]
        for one, meaning in zip(headings, meanings, strict=True)
        if len(one.path) > 1 and meaning.measure == "realisasi" and meaning.objek == "kinerja"
    }
    spent = MappingProxyType({"realisasi": 1.0, "pagu": _AS_RATIO})
    return [
        replace(meaning, sure_of=spent)
        if meaning.measure == "pagu" and one.path[:-1] in of_works
        else meaning
        for one, meaning in zip(headings, meanings, strict=True)
    ]


def _spent_in_per_cent(meanings: Sequence[Meaning], objects: Sequence[str]) -> list[Meaning]:
    """Return the meanings, "% Realisasi" of money being what was spent of it, surer than another per cent."""
    return [
        replace(one, sure_of=MappingProxyType({**one.sure_of, "serapan": 1.0}))
        if objek == "anggaran" and one.satuan == "persen" and one.sure_of.keys() >= {"capaian", "realisasi"}
        else one
        for one, objek in zip(meanings, objects, strict=True)
    ]


_OF_TARGET = frozenset({"capaian", "persen"})
#: How surely a "Capaian" is a per cent, where another per cent stands beside it.
_AS_RATIO = 0.3
#: The unit of a heading: "(Juta Rp)", "(dalam ribuan rupiah)", "Rp".
_UNIT = re.compile(
    r"[(\[]?\s*+(?:(?:dalam|x|000|ribu(?:an)?|juta(?:an)?|mil[iy]ar(?:an)?)\s+)*+(?:rp\b\.?|rupiah\b)\s*+[)\]]?",
    re.IGNORECASE,
)
_OF_MONEY = frozenset({"pagu", "serapan", "program", "sisa"})
_NO_FIGURES: Mapping[str, float] = MappingProxyType({})


def _objects(
    headings: Sequence[Heading], meanings: Sequence[Meaning], sample: Sample, own: Collection[str]
) -> list[str]:
    """Return the object of each column: from its words, those of its spanner, and the column before it.

    Money is lent to what stands behind it by figures, and by no column of a user's own table alone: "Biaya"
    may stand over the name of who bears it.
    """
    spanners: dict[tuple[str, ...], set[str]] = {}
    with_pagu: set[tuple[str, ...]] = set()
    for heading, meaning in zip(headings, meanings, strict=True):
        if len(heading.path) > 1 and meaning.objek:
            spanners.setdefault(heading.path[:-1], set()).add(meaning.objek)
        if len(heading.path) > 1 and meaning.measure in {"pagu", "uang"}:
            with_pagu.add(heading.path[:-1])
    found = []
    before = ""
    for heading, meaning in zip(headings, meanings, strict=True):
        objek = meaning.objek
        column = sample.column(heading.col)
        of_spanner = spanners.get(heading.path[:-1], set()) if len(heading.path) > 1 else set()
        measure = meaning.measure
        beside_pagu = measure == "target" and heading.path[:-1] in with_pagu
        if not objek and len(of_spanner) == 1 and measure in {*_FOLLOWING, "target"} and not beside_pagu:
            (objek,) = of_spanner  # but of "Target" and "Pagu" side by side only one is of money
        if not objek and measure in _FOLLOWING:
            objek = before
        if not objek and measure != "target" and column.money > _MOSTLY and column.figure > _MOSTLY:
            objek = "anggaran"  # of a target as large one cannot tell: it may count people
        found.append(objek)
        if objek == "anggaran" and (_of_texts(column) or (own and normalise(" ".join(heading.path)) in own)):
            continue
        before = objek if measure in {"pagu", "realisasi"} and objek else _LEADING.get(measure, before)
    return found


def _of_texts(column: ContentColumn) -> bool:
    """Return whether words stand in a column, more than once, and hardly a number among them."""
    return column.said > 1 and column.text > _NEARLY_ALL and column.numbered < 1 - _NEARLY_ALL


def _figures(
    header: Header, sample: Sample, objects: Sequence[str], meanings: Sequence[Meaning]
) -> dict[int, dict[str, float]]:
    """Return the measures that each column is by its figures: a ratio, and what it is the ratio of."""
    about = {heading.col: objek for heading, objek in zip(header.headings, objects, strict=True)}
    words = {heading.col: meaning.measure for heading, meaning in zip(header.headings, meanings, strict=True)}
    ends = _beside_those_of_the_year(header, meanings)
    spent = any(said == "realisasi" and about.get(col) == "anggaran" for col, said in words.items())
    found: dict[int, dict[str, float]] = {}
    for one in _told_apart(ratios(sample, header.numbers), sample, words):
        if _WEIGHT in {words.get(one.upper), words.get(one.lower)}:
            continue  # points that are weighed: of "Nilai | Bobot | Nilai Akhir" none is a target
        money = sample.column(one.lower).money > _MOSTLY or about.get(one.lower) == "anggaran"
        of_what = words.get(one.upper) if sample.column(one.upper).money > _MOSTLY else "realisasi"
        if money and spent and of_what not in {"realisasi", "pagu", OWN_NAMES}:
            found[one.col] = {OWN_NAMES: 0.6}  # of what was saved, or promised by a contract
            continue
        performance = {"kemajuan": 0.6} if one.lower in ends else {"capaian": 0.6, "kemajuan": 0.5}
        planned = {} if one.lower in ends else {"target": 0.4}
        parts = (
            (one.col, {"serapan": 0.6} if money else performance),
            (one.upper, {"realisasi": 0.4}),
            (one.lower, {"pagu": 0.4} if money else planned),
        )
        for col, measures in parts:
            own = found.setdefault(col, {})
            for measure, share in measures.items():
                own[measure] = max(own.get(measure, 0.0), share * one.sure)
    likely = [col for col, said in words.items() if said in _PERHAPS_DIFFERENCES and col not in found]
    found |= {col: {"selisih": 0.6} for col in differences(sample, likely)}
    return found


def _beside_those_of_the_year(header: Header, meanings: Sequence[Meaning]) -> frozenset[int]:
    """Return the columns of last targets that stand beside others: by those the progress is measured."""
    targets = [
        (one, "akhir" in meaning.pembeda)
        for one, meaning in zip(header.headings, meanings, strict=True)
        if meaning.measure == "target" and not one.quarter
    ]
    last = [one.col for one, is_last in targets if is_last]
    return frozenset(last if len(last) < len(targets) else ())


def _as_large_as_targets(header: Header, sample: Sample, meanings: Sequence[Meaning]) -> list[int]:
    """Return the columns that may be realisasi or its per cents and hold what was reached, as figures show.

    So "Target 40 | Capaian 37", where no column is surely the realisasi: these are no per cents of 40. Nor
    is "Capaian 2023", where "Target 2024 | Capaian 2024" are alike.
    """
    named = [*zip(header.headings, meanings, strict=True)]
    targets = [one for one, meaning in named if meaning.measure == "target"]
    either = [
        one for one, meaning in named if meaning.sure_of.keys() >= _EITHER and meaning.satuan != "persen"
    ]
    if any(meaning.sure_of.get("realisasi", 0.0) >= _SURELY for _, meaning in named):
        return []
    pairs = [(target, one) for one in either for target in targets if target.year == one.year]
    if len(targets) == len(either) == 1:
        pairs = [(targets[0], either[0])]
    if not pairs or len({one.col for _, one in pairs}) != len(pairs):
        return []
    figures = [
        (wanted, reached)
        for target, one in pairs
        for wanted, reached in zip(
            sample.column(target.col).figures, sample.column(one.col).figures, strict=False
        )
        if wanted and reached
    ]
    tells = any(not _LIKE_PER_CENT[0] < wanted < _LIKE_PER_CENT[1] for wanted, _ in figures)
    alike = all(1 / _AS_LARGE < reached / wanted < _AS_LARGE for wanted, reached in figures)
    return [one.col for one in either] if tells and alike else []


_EITHER = frozenset({"realisasi", "capaian"})
#: From here on the words of a heading leave no other meaning.
_SURELY = 0.85
#: A target between these is like a per cent of itself.
_LIKE_PER_CENT = (50.0, 200.0)
#: What was reached is less than so many times its target: beyond those a per cent near 100 is twice as large.
_AS_LARGE = 1.9


_WEIGHT = "bobot"
#: What columns are called that are the difference of capaian and serapan: "Persentase Efisiensi".
_PERHAPS_DIFFERENCES = frozenset({"", "efisiensi", "persen", "rasio", "umum", "lain"})


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
