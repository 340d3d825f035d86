"""Fit of a column to a role: its heading, its content, the relations of its figures."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.data import packaged
from sakipcalc.core.memo import Recent
from sakipcalc.model import column_key
from sakipcalc.reading.contenttests import TEST_OF_KIND, TEST_OF_ROLE, content_weights
from sakipcalc.tables.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.reading.content import ContentColumn
    from sakipcalc.reading.header import Heading
    from sakipcalc.tables import ColumnSpec, Meaning

__all__ = ["OWN_NAMES", "Evidence", "beyond_doubt", "fit", "period_of", "proven"]

_WEIGHTS = packaged(__package__, "weights.toml")
_COLUMN: Mapping[str, float] = _WEIGHTS["column"]
#: What tells columns of one measure from each other, for roles of performance and of money.
_APART: Mapping[str, tuple[float, float]] = _WEIGHTS["apart"]
_OWN_WORD = _COLUMN["own_word"]
_OF_PLAN_END = "target_akhir"


class ContentSigns(NamedTuple):
    """Content of a column in coarse steps: columns of one form are alike in it, whatever their figures.

    Parameters
    ----------
    said : bool
        Whether anything stands in it.
    tested : tuple of float
        How well it is what each kind of role holds.
    words, texts, lengthy, names, labels, goals, prose, ratios : bool
        Whether its cells are mostly words, nearly all texts, of some length, names, labels of a scale,
        goals, sentences, ranges about 0 or 1.
    variety : tuple of float and int
        How much names differ from each other, and how many there are.
    """

    said: bool
    tested: tuple[float, ...]
    words: bool
    texts: bool
    lengthy: bool
    names: bool
    labels: bool
    goals: bool
    prose: bool
    ratios: bool
    variety: tuple[float, int]

    @classmethod
    def of(cls, column: ContentColumn) -> ContentSigns:
        """Return the evidence of a column."""
        if not column.said:
            return _SILENT
        return _STEPS.get(column.shares) or _STEPS.put(column.shares, cls._in_steps(column))

    @classmethod
    def _in_steps(cls, column: ContentColumn) -> ContentSigns:
        names = column.text > _NEARLY_ALL and column.length > _NAME and column.varied > _MOSTLY
        return cls(
            said=True,
            tested=content_weights(column),
            words=column.text > _MOSTLY,
            texts=column.text > _NEARLY_ALL,
            lengthy=column.length > _NAME,
            names=names,
            labels=column.label >= _PLAIN,
            goals=column.goal > _MOSTLY,
            prose=column.text > _NEARLY_ALL and column.long > _MOSTLY and column.varied > _MOSTLY,
            ratios=column.range > _MOSTLY and (column.bound == 0 or 1 < column.bound <= _AROUND_ONE),
            variety=(column.varied, column.said) if names else (0.0, 0),
        )


#: Columns of one form have the same shares in most workbooks.
_STEPS: Recent[tuple[object, ...], ContentSigns] = Recent("what columns of such shares look like", 1024)
_MOSTLY = 0.5
#: Ranges that end here are of a ratio, not of per cents.
_AROUND_ONE = 3


class Evidence(NamedTuple):
    """All that is known of one column before anybody says what it is.

    Parameters
    ----------
    heading : Heading
        What stands above it.
    meaning : Meaning
        What those words mean.
    objek : str
        What it is about, as heading, spanner and neighbours say.
    content_signs : ContentSigns
        What stands in it.
    figures : mapping of str to float
        Measures that its figures say it is, with how surely.
    answer : str
        The column that a person says it is.
    unknown : bool
        Whether the heading names no measure, or one that cannot be what stands below it.
    measures : frozenset of str
        Measures that words or figures say it may be.
    weighed_by : tuple
        All that tells the column from another one where it is weighed.
    """

    heading: Heading
    meaning: Meaning
    objek: str
    content_signs: ContentSigns
    figures: Mapping[str, float]
    answer: str
    unknown: bool
    measures: frozenset[str]
    weighed_by: tuple[object, ...]

    @classmethod
    def of(
        cls,
        heading: Heading,
        meaning: Meaning,
        objek: str,
        column: ContentColumn,
        figures: Mapping[str, float],
        answer: str,
    ) -> Evidence:
        """Return what is known of a column."""
        said = bool(meaning.sure_of.keys() - _GENERAL)
        measures = frozenset((*meaning.sure_of, *figures))
        unknown = not said and not answer
        content = ContentSigns.of(column)
        key = (
            *(heading.path, heading.col, heading.text, heading.year, heading.quarter, heading.others),
            *(
                objek,
                tuple(meaning.sure_of.items()),
                *content[:-1],
                content.variety if unknown or meaning.measure == OWN_NAMES else None,
            ),
            *(tuple(figures.items()), answer, unknown),
        )
        return cls(heading, meaning, objek, content, figures, answer, unknown, measures, key)

    @property
    def words(self) -> tuple[str, ...]:
        """The heading normalised, alone and with those above it, for a user's own words."""
        path = self.heading.path
        return (normalise(path[-1]), normalise(" ".join(path))) if path else ()

    @property
    def all_words(self) -> set[str]:
        """The words of the heading and of those above it, normalised."""
        return {word for text in self.heading.path for word in normalise(text).split()}

    def may_be(self, role: ColumnSpec) -> bool:
        """Return whether a role is worth weighing: words, figures, content or a person may speak for it."""
        told = self.answer or self.unknown or role.terbuka
        return bool(told) or not self.measures.isdisjoint(role.makna)


def beyond_doubt(meaning: Meaning, column: ContentColumn) -> Meaning:
    """Return the meaning of a heading without the impossible: names under a figure's, and the reverse."""
    if meaning.satuan and meaning.measure in _OF_PROSE:  # "Keberhasilan (%)" is a figure, even if empty
        return _without(_OF_PROSE, meaning)
    if column.said <= 1:
        return meaning
    if meaning.measure in _OF_MARKS and column.length < _NAME:  # "Kode SS/IKU" over codes names no indicator
        return _without(_OF_NAMES, meaning)
    if (
        meaning.spelled < 1 and meaning.measure in _OF_SENTENCES and not column.long
    ):  # "Atasan" is no "Alasan"
        return _without(_OF_SENTENCES, meaning)
    names = column.text > _NEARLY_ALL and column.length > _LONG_NAME and column.counted < _PLAIN
    figures = column.figure > _NEARLY_ALL and column.ordinal < _NEARLY_ALL
    numbers = column.ordinal > _NEARLY_ALL and column.length < _NAME
    refuted = _OF_FIGURES if names else _OF_NAMES if figures else _OF_LINES if numbers else frozenset()
    if meaning.measure not in refuted:
        return meaning
    return _without(refuted, meaning)


def proven(meaning: Meaning, figures: Mapping[str, float]) -> Meaning:
    """Return a meaning without what its figures refute: a difference is no ratio, whatever it is called.

    Nor is the per cent of something else that of what was spent.
    """
    if OWN_NAMES in figures:
        return replace(meaning, sure_of=MappingProxyType({OWN_NAMES: 1.0}))
    return _without(_OF_RATIOS, meaning) if "selisih" in figures and meaning.sure_of else meaning


_OF_RATIOS = frozenset({"efisiensi", "rasio", "capaian", "serapan", "persen", "umum", "lain"})


def _without(refuted: frozenset[str], meaning: Meaning) -> Meaning:
    """Return a meaning without some measures; what is left of one with a unit is what has that unit."""
    left = {measure: sure for measure, sure in meaning.sure_of.items() if measure not in refuted}
    named = max(left, key=left.__getitem__, default="")
    if (
        named and named not in _GENERAL and left[named] < _COLUMN["left"]
    ):  # "Rencana Tindak Lanjut" over sentences
        left[named] = _COLUMN["left"]
    if meaning.satuan == "persen" and "persen" not in refuted and not refuted & _OF_FIGURES:
        left.setdefault("persen", _NEARLY_ALL)
    return replace(meaning, sure_of=MappingProxyType(left))


#: Columns of an office's own, as of its units, which rows may be known by where nothing else is.
OWN_NAMES = "lain"
#: Measures that say nothing of their own, and those that only figures are.
_GENERAL = frozenset({"umum", "kinerja"})
_OF_FIGURES = frozenset(
    {"pagu", "target", "realisasi", "capaian", "serapan", "sisa", "efisiensi", "rasio", "selisih"}
    | {"kondisi", "awal"}
)
_OF_MARKS = frozenset({"kode", "no"})
_OF_PROSE = frozenset({"analisis", "solusi"})
_OF_SENTENCES = frozenset({*_OF_PROSE, "penjelasan"})
_OF_NAMES = frozenset({"sasaran", "tujuan", "tujuan_sasaran", "indikator", "program", "analisis", "solusi"})
_OF_GOALS = frozenset({"sasaran", "tujuan", "tujuan_sasaran"})
#: Goals may be named by their numbers, lines of a budget are not.
_OF_LINES = frozenset({"program"})
_NEARLY_ALL, _LONG_NAME, _NAME = 0.9, 12, 9


def period_of(role: ColumnSpec, heading: Heading) -> int | None:
    """Return the period that a role has under a heading: a year, a quarter, or none."""
    if role.triwulanan:
        return heading.quarter
    return heading.year if role.tahunan else None


def fit(role: ColumnSpec, one: Evidence, year: int | None, signs: dict[str, float] | None = None) -> float:
    """Return how well a column fits a role; below 0.45 it does not, 0 where it cannot.

    Parameters
    ----------
    role : ColumnSpec
        The role.
    one : Evidence
        The column.
    year : int, optional
        Year of the report.
    signs : dict, optional
        Is given each sign with its weight.
    """
    heading = one.heading
    if one.answer:
        said = one.answer in {role.id, column_key(role.id, period_of(role, heading))}
        if said and signs is not None:
            signs["jawaban"] = _OWN_WORD
        return _OWN_WORD if said else 0.0
    if role.berkala and period_of(role, heading) is None:
        return 0.0
    if not role.triwulanan and heading.quarter is not None:
        return 0.0
    words, content, figures = (
        _of_words(role, one),
        _of_content(role, one.content_signs),
        _of_figures(role, one, year),
    )
    apart, unit = _apart(role, one, year) + _of_program(role, one), _of_unit(role, one)
    if signs is not None:
        found = {"kata": words, "isi": content, "angka": figures, "pembeda": apart, "satuan": unit}
        signs |= {name: value for name, value in found.items() if value}
    if (
        words <= 0 and figures <= 0 and one.meaning.sure_of and not one.unknown
    ):  # it is known as another column
        opened = role.terbuka and one.meaning.measure not in _OF_GOALS and one.meaning.measure != "keterangan"
        return content if opened and content >= _PLAIN else 0.0
    if (
        role.jenis == "label"
        and one.meaning.measure == "keterangan"
        and one.content_signs.said
        and not one.content_signs.labels
    ):
        return 0.0  # remarks, and no labels of a scale
    return words + content + figures + apart + unit


#: Words of polarity are plain enough to speak against the heading, but for one of goals: a goal may rise.
_PLAIN = 0.5


_NO = (0.0,)


def _of_words(role: ColumnSpec, one: Evidence) -> float:
    if role.sinonim and not set(role.sinonim).isdisjoint(one.words):
        return _OWN_WORD
    meaning = one.meaning.sure_of
    best = max(
        [meaning[measure] * share for measure, share in role.makna.items() if measure in meaning] or _NO
    )
    if role.objek and one.objek and role.objek != one.objek:
        return best * _COLUMN["other_object"]
    if role.objek == "anggaran" and not one.objek:
        return best * _COLUMN["no_object"]
    return best


def _apart(role: ColumnSpec, one: Evidence, year: int | None) -> float:
    of_money = role.objek == "anggaran"
    if role.id == _OF_PLAN_END:
        named = one.heading.year
        later = named is not None and (year is None or named > year)
        silent = 0.0 if one.unknown else _COLUMN["no_end"]
        return _COLUMN["end_year"] if later or "akhir" in one.meaning.pembeda else silent
    if not role.numeric:
        return 0.0
    total = 0.0
    if role.makna.keys() & {"awal", "akhir"} == set():
        total = sum([_APART[mark][of_money] for mark in one.meaning.pembeda])
    named = one.heading.year
    if role.berkala or named is None or year is None or "awal" in role.makna:
        return total
    return total + (_COLUMN["this_year"] if named == year else _COLUMN["other_year"])


def _of_program(role: ColumnSpec, one: Evidence) -> float:
    """Return the bonus for a heading that names the programme after its measure: "Capaian Program"."""
    if one.meaning.measure == _PROGRAM or _PROGRAM not in one.meaning.sure_of:
        return 0.0
    return _COLUMN["program"] if _PROGRAM in role.makna else -_COLUMN["program"]


_PROGRAM = "program"


def _of_unit(role: ColumnSpec, one: Evidence) -> float:
    unit = one.meaning.satuan
    of_result = role.makna.get("realisasi", 0.0) > role.makna.get("capaian", 0.0)
    if unit == "persen" and one.meaning.measure == "capaian" and of_result:
        return (
            -_COLUMN["other_unit"] / 2
        )  # "Capaian (%)" is the ratio, where "Capaian" may be what was reached
    wrong = (unit == "persen" and role.jenis == "uang") or (
        unit == "uang" and (role.jenis == "persen" or (role.numeric and role.objek == "kinerja"))
    )
    return -_COLUMN["other_unit"] if wrong else 0.0


def _of_figures(role: ColumnSpec, one: Evidence, year: int | None) -> float:
    """Return what figures prove; that those of another year belong together says nothing of this one."""
    if not one.figures or not role.numeric or (role.objek and one.objek and role.objek != one.objek):
        return 0.0
    of_another_year = year is not None and one.heading.year not in {None, year}
    if of_another_year and not role.berkala and role.id != _OF_PLAN_END:
        return 0.0
    makna = role.makna
    return max([sure * makna[measure] for measure, sure in one.figures.items() if measure in makna] or _NO)


#: Words alone are no result that is computed: under "Tingkat Efisiensi" they are its kategori.
_NO_RESULT = -0.8


def _of_content(role: ColumnSpec, content: ContentSigns) -> float:
    if not content.said:
        return 0.0
    if role.numeric and role.peran == "out" and content.texts:
        return _NO_RESULT
    at = TEST_OF_ROLE.get(role.id)
    return content.tested[TEST_OF_KIND[role.jenis] if at is None else at]


_SILENT = ContentSigns(
    said=False,
    tested=(),
    words=False,
    texts=False,
    lengthy=False,
    names=False,
    labels=False,
    goals=False,
    prose=False,
    ratios=False,
    variety=(0.0, 0),
)
