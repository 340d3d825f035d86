"""The text of a report against its tables: figures, number words and the words that judge.

A figure is looked for among those of the indicator that is named before it, of the year beside it; where
the text names neither, nothing is said of it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.auditing.letters import check_letters
from sakipcalc.auditing.reporttext import check_list_of_tables, check_whole_year
from sakipcalc.base.allowance import metered, spend
from sakipcalc.base.data import office_words
from sakipcalc.calc.intervals import behind
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import EFFICIENCY_SCALE, GOALS, HISTORY, MEASUREMENT, PROGRESS, SCALE
from sakipcalc.text.names import plain, without_padding
from sakipcalc.text.numerals import parse_number
from sakipcalc.text.numerals.spelled import terbilang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.links import Indicator

__all__ = ["check_narrative"]

#: Lines of fewer words are headings and cells of tables.
_PROSE = 6
#: Of a longer text without a full stop so many characters are looked at together.
_LONGEST = 3000
#: How many words may stand between a figure and the year or the name that follow it.
_NEAR = 3
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z])")
_FIGURE = re.compile(r"(?<![\d.,/\w])\d{1,3}[.,]\d{1,2}(?![\d/]|[.,]\d)")
#: "97,25% pada tahun 2024": the year behind a figure.
_YEAR_AFTER = re.compile(r"\s*+%?\s*+(?:di|pada|untuk|dalam)?\s*+tahun\s+(\d{4})", re.IGNORECASE)
#: "Tahun 2024 mencapai 97,25": the year before a figure.
_YEAR_BEFORE = re.compile(rf"tahun\s+(\d{{4}})\s+(?:\w+\s+){{0,{_NEAR}}}$", re.IGNORECASE)
#: "2 (dua)": a figure and its words.
_SPELLED = re.compile(r"(?<![\d.,])(\d[\d.]{0,30})\s*(?:,-)?\s*\(([A-Za-z\s]{3,200})\)")
#: "tahun ketiga Renstra", "tahun ke-3 ... Renstra".
_ORDINAL = re.compile(r"tahun\s+(ke-?\s?\d|pertama|ke[a-z]+)\b(?=[^.]{0,40}renstra)", re.IGNORECASE)
_NUMBER_WORDS = re.compile(
    r"(?:se)?(?:nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|puluh|belas|ratus|ribu|juta|miliar|triliun)"
)


class _KnownFigures(NamedTuple):
    """A figure of the tables that a text may name: what it is, of which year, and its value."""

    value: Value
    year: int | None = None
    main: bool = False


class _Sentence(NamedTuple):
    """A sentence with the line of the text that it stands in."""

    line: int
    text: str

    def finding(self, code: str, said: object, places: Iterable[Place | None], **data: object) -> Temuan:
        """Return a finding about words of it."""
        cells = tuple(place for place in places if place)
        known = {"baris": str(self.line), "kutipan": _shortened(self.text), **data}
        return Temuan(code=code, places=cells, actual=said, data=known)


def check_narrative(hasil: Hasil, text: str) -> Iterator[Temuan]:
    """Yield the sentences of a report's text that contradict its tables.

    Parameters
    ----------
    hasil : Hasil
        The results of its workbook.
    text : str
        The text, plain or as Markdown.
    """
    subjects = _Subjects(hasil)
    for sentence in metered(_sentences(text)):
        yield from _figures(subjects, sentence)
        yield from _number_words(sentence)
        yield from _judgements(hasil, sentence)
        yield from _efficiency(hasil, sentence)
        yield from _year_of_the_plan(hasil, sentence)
        yield from check_whole_year(hasil, sentence.line, sentence.text)
    yield from check_list_of_tables(hasil, text)
    yield from check_letters(hasil, text)


def _sentences(text: str) -> Iterator[_Sentence]:
    """Yield the sentences of the prose of a text; cells of tables and headings are none."""
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" not in line and "|" not in line and len(line.split()) >= _PROSE:
            for part in _SENTENCE.split(without_padding(line)):
                for at in range(0, len(part), _LONGEST):
                    yield _Sentence(number, part[at : at + _LONGEST])


def _shortened(text: str, longest: int = 90) -> str:
    return text.strip() if len(text) <= longest else f"{text[: longest - 1].strip()}…"


class _Subjects:
    """The subjects that figures of a text may be about, by the words that name them."""

    def __init__(self, hasil: Hasil) -> None:
        self._hasil = hasil
        self._words: dict[str, tuple[_KnownFigures, ...]] = {}
        owners: dict[str, set[Indicator]] = {}
        for indicator in hasil.links.measured():
            for word in _telling(hasil, indicator):
                owners.setdefault(word, set()).add(indicator)
        for word, (one, *others) in ((word, list(found)) for word, found in owners.items()):
            if not others:
                self._words[word] = tuple(_of_indicator(hasil, one))
        for word in office_words("narasi")["hal"]["serapan"]:
            self._words[word] = (_KnownFigures(hasil.total_anggaran.serapan, main=True), *_absorptions(hasil))
        for word in office_words("narasi")["hal"]["efisiensi"]:
            rows = hasil.efisiensi_rows
            self._words[word] = tuple(
                _KnownFigures(one) for row in rows for one in row.ukuran.values() if one.known
            )

    def about(self, sentence: str, start: int, end: int) -> tuple[_KnownFigures, ...]:
        """Return the figures of what a figure is about: what is named just after it, else last before it."""
        after = re.match(rf"\s*%?\s*(?:untuk|bagi|pada)\s+((?:\w+\s*){{1,{_NEAR}}})", sentence[end:])
        for words in (reversed(_words(after[1])) if after else (), reversed(_words(sentence[:start]))):
            known = next((self._words[word] for word in words if word in self._words), None)
            if known:
                return known
        return ()


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _telling(hasil: Hasil, indicator: Indicator) -> set[str]:
    """Return the words of the names of an indicator that tell it from others."""
    rows = (hasil.links.rows(table, indicator.subject) for table in hasil.links.tables)
    names = {indicator.nama, *(row.text("indikator") for several in rows for row in several)}
    common = set(office_words("narasi")["umum"]["kata"])
    return {word for name in names for word in plain(name).split() if len(word) > 1 and word not in common}


def _of_indicator(hasil: Hasil, indicator: Indicator) -> Iterator[_KnownFigures]:
    """Yield every figure of an indicator that a table has, with its year."""
    subject, engine, year = indicator.subject, hasil.facts_engine, hasil.laporan.entitas.tahun
    for column in ("realisasi", "target", "capaian"):
        yield _KnownFigures(engine.value(MEASUREMENT, subject, column), year, main=column == "realisasi")
    for column in ("capaian", "kemajuan", "target_akhir"):
        yield _KnownFigures(engine.value(PROGRESS, subject, column), year)
    for table, columns in ((HISTORY, ("realisasi", "target", "capaian")), (GOALS, ("target",))):
        known = hasil.links.tables.get(table)
        for one in known.years if known else ():
            for column in columns:
                yield _KnownFigures(
                    engine.value(table, subject, column, one), one, main=column == "realisasi"
                )


def _absorptions(hasil: Hasil) -> Iterator[_KnownFigures]:
    yield from (_KnownFigures(row.serapan) for row in hasil.efisiensi_rows)
    yield from (_KnownFigures(line.serapan) for line in hasil.anggaran_rows)


def _figures(subjects: _Subjects, sentence: _Sentence) -> Iterator[Temuan]:
    """Yield the figures that no table has for what they are about, in the year that is named beside them."""
    text = sentence.text
    for found in _FIGURE.finditer(text):
        spend()
        known = subjects.about(text, found.start(), found.end())
        read = parse_number(found[0])
        if not known or read.value is None or re.search(r"rp\.?\s*$", text[: found.start()], re.IGNORECASE):
            continue
        year = _year_beside(text, found.start(), found.end())
        of_year = [one for one in known if year is None or one.year in {None, year}]
        low, high = behind(Fraction(read.value), max(read.decimals, 0))
        printed = (one.value.number for one in metered(of_year))
        if of_year and not any(number is not None and low <= number <= high for number in printed):
            right = next((one.value for one in of_year if one.main and one.value.number is not None), None)
            yield sentence.finding(
                "narasi-angka-berbeda",
                Fraction(read.value),
                [right.place if right else None],
                tabel=right.number if right else "-",
                tahun=str(year or "-"),
            )


def _year_beside(text: str, start: int, end: int) -> int | None:
    found = _YEAR_AFTER.match(text[end:]) or _YEAR_BEFORE.search(text[:start])
    return int(found[1]) if found else None


def _number_words(sentence: _Sentence) -> Iterator[Temuan]:
    """Yield the numbers whose words in brackets are those of another number."""
    for figure, bracket in _SPELLED.findall(sentence.text):
        said = re.sub(r"\b(?:rupiah|persen|orang|buah)\b", "", bracket.lower()).replace("milyar", "miliar")
        letters, right = "".join(said.split()), terbilang(int(figure.replace(".", "")))
        if letters and not _NUMBER_WORDS.sub("", letters) and letters != right.replace(" ", ""):
            words = " ".join(said.split())
            yield sentence.finding("narasi-terbilang", figure, (), kata=words, benar=right)


def _judgements(hasil: Hasil, sentence: _Sentence) -> Iterator[Temuan]:
    """Yield the words in the place of a kategori that no scale of the workbook has."""
    known = office_words("narasi")["penilaian"]
    scale, labels = hasil.skala[SCALE], _labels(hasil)
    for word in _said_after(sentence, known["sesudah"], known["sebutan"]):
        if plain(word) not in labels:
            ours = tuple(band.label for band in scale.skala.pita)
            cells = [cell.place for cell in scale.labels[:1]]
            yield sentence.finding("narasi-sebutan-asing", word, cells, ada=ours)


def _labels(hasil: Hasil) -> set[str]:
    """Return the labels of every scale of a workbook: those of Tabel 2.2, 3.1 and 3.6."""
    scales = (band.label for used in hasil.skala.values() for band in used.skala.pita)
    explained = (row.label for one in hasil.laporan.penjelasan for rows in one.scales for row in rows)
    return {*map(plain, scales), *map(plain, explained)}


def _said_after(sentence: _Sentence, openings: Iterable[str], words: Iterable[str]) -> list[str]:
    """Return the words of a list that follow one of some openings, the longest that fits."""
    longest = "|".join(sorted(words, key=len, reverse=True))
    pattern = rf"\b(?:{'|'.join(openings)})\s+(?:adalah\s+|yang\s+)?({longest})\b"
    return re.findall(pattern, sentence.text, re.IGNORECASE)


def _efficiency(hasil: Hasil, sentence: _Sentence) -> Iterator[Temuan]:
    """Yield the judgement of the efficiency where the tables judge it otherwise."""
    known = office_words("narasi")["penilaian"]
    given = {plain(row.kategori.text): row.kategori for row in hasil.efisiensi_rows if row.kategori.text}
    if len(given) != 1:
        return
    ((label, value),) = given.items()
    for word in _said_after(sentence, (*known["sesudah"], *known["adalah"]), known["efisien"]):
        if plain(word) != label:
            scale = (cell.place for cell in hasil.skala[EFFICIENCY_SCALE].labels[:1])
            yield sentence.finding(
                "narasi-efisiensi-berbeda", word, [value.place or next(scale, None)], tabel=value.text
            )


def _year_of_the_plan(hasil: Hasil, sentence: _Sentence) -> Iterator[Temuan]:
    """Yield the number of a year in the Renstra that the years with a target do not give it."""
    plan, year = hasil.links.tables.get(GOALS), hasil.laporan.entitas.tahun
    if plan is None or year is None or year not in plan.years:
        return
    years, cell = sorted(plan.years), plan.rows[0].cells.get(f"target_{year}")
    right, first, last = years.index(year) + 1, str(years[0]), str(years[-1])
    for word in _ORDINAL.findall(sentence.text):
        said = _ordinal(word)
        if said is not None and said != right:
            data = {"tahun": str(year), "benar": right, "awal": first, "akhir": last}
            yield sentence.finding("narasi-tahun-ke", said, [cell.place if cell else None], **data)


def _ordinal(word: str) -> int | None:
    digits = re.search(r"\d", word)
    known: dict[str, int] = office_words("narasi")["tahun_ke"]
    return int(digits[0]) if digits else known.get(word.lower())
