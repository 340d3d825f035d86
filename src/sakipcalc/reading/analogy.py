"""Headings that their like or the caption complete: one under several equal spanners, one year of a row.

2022                | 2023                | Xyzzy                  the third spanner is 2024
Target | Realisasi  | Target | Qwert      | Target | Realisasi     the fourth heading is Realisasi

Realisasi IKU lima tahun terakhir                                  what the years below hold
No | Indikator | 2022 | 2023 | 2024
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.base.allowance import spend
from sakipcalc.text.dates import bare_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.reading.header import Header, Heading
    from sakipcalc.tables import Grammar

__all__ = ["completed", "under_caption"]

#: Fewer spanners show no order.
_FEWEST = 2
_YEAR_END = 4


def completed(headings: tuple[Heading, ...], grammar: Grammar) -> tuple[Heading, ...]:
    """Return the headings of a header, those that nobody knows completed by their like."""
    found = _with_year_end(_with_quarters(list(headings)))
    spanners = _spanners(found)
    found = _with_own_words(found, spanners, grammar)
    for run in _runs_of_like(found, spanners):
        found = _with_years(found, run)
    return tuple(found)


def under_caption(header: Header, caption: Sequence[str], grammar: Grammar) -> Header:
    """Return a header, its columns of years alone under the measure that the caption names.

    A caption that names a target among others leaves open which of them the years hold. What a caption calls
    capaian is what was reached: beside it stands no target of which it could be a per cent. So is what is
    compared over the years, and what target and capaian leave: "2023 | 2024 | Target 2024 | Capaian".

    Parameters
    ----------
    header : Header
        The header; the same one where the caption adds nothing.
    caption : sequence of str
        The lines that name the table.
    grammar : Grammar
        Words of headings.
    """
    headings = header.headings
    bare = [one for one in headings if one.year and not one.quarter and bare_year(one.text)]
    if len(bare) < _FEWEST:
        return header
    beside = frozenset().union(*[_measures(one.path, grammar) for one in headings])
    if beside and beside != _HOLDING_ONE_ANOTHER:
        return header
    named = _measures([word for line in caption for word in line.split()], grammar)
    compared = any(_COMPARED.search(line) for line in caption)
    if not beside and (not (named or compared) or "target" in named):
        return header
    held = "Capaian (%)" if named == {"capaian"} and any(map(_IN_PER_CENT.search, caption)) else "Realisasi"
    under = (one._replace(path=(held, *one.path)) if one in bare else one for one in headings)
    return replace(header, headings=tuple(under))


#: "Perbandingan Realisasi ...", "Perkembangan ...": years are held against each other.
_COMPARED = re.compile(
    r"\b(?:di)?banding|\bperbandingan|\bperkembangan|\btren\b|\btahun (?:lalu|sebelumnya)", re.IGNORECASE
)
#: "Tren Capaian Kinerja (%)".
_IN_PER_CENT = re.compile(r"[(\[]\s*+(?:dalam\s++)?(?:%|persen)\s*+[)\]]", re.IGNORECASE)
_MEASURES = frozenset({"target", "realisasi", "capaian"})
#: What needs a realisasi beside it.
_HOLDING_ONE_ANOTHER = frozenset({"target", "capaian"})


def _measures(texts: Sequence[str], grammar: Grammar) -> frozenset[str]:
    """Return the measures of a year that texts name."""
    return _MEASURES & {grammar.meaning((text,)).measure for text in texts}


def _with_quarters(headings: list[Heading]) -> list[Heading]:
    """Take four neighbours that differ by the numbers 1 to 4 only for the quarters of a year.

    They may be headings of columns, or spanners.
    """
    found = list(headings)
    for level in range(max((len(one.path) for one in headings), default=0)):
        runs: list[list[int]] = []
        for i, one in enumerate(headings):
            same = runs and headings[runs[-1][-1]].path[: level + 1] == one.path[: level + 1]
            if same:
                runs[-1].append(i)
            else:
                runs.append([i])
        for first in range(len(runs) - len(_QUARTERS) + 1):
            four = runs[first : first + len(_QUARTERS)]
            word = _word_of_quarters([headings[run[0]].path for run in four], level)
            goes_on = first + len(four) < len(runs) and _is_fifth(headings[runs[first + len(four)][0]], level)
            if word is not None and not goes_on and not any(headings[i].year for run in four for i in run):
                _name_quarters(found, four, level, word)
    return found


def _word_of_quarters(paths: Sequence[tuple[str, ...]], level: int) -> str | None:
    """Return the word that is numbered 1 to 4 in four headings, one of which nobody may know."""
    parts = [(*_numbered(path[level]), path[:level]) if len(path) > level else ("", 0, ()) for path in paths]
    fitting = [part for part, quarter in zip(parts, _QUARTERS, strict=True) if part[1] == quarter]
    others = [part for part in parts if part not in fitting]
    if len(fitting) + 1 < len(_QUARTERS) or any(number for _, number, _ in others):
        return None
    words = {(word, above) for word, _, above in fitting}
    return words.pop()[0] if len(words) == 1 else None


def _name_quarters(found: list[Heading], four: Sequence[Sequence[int]], level: int, word: str) -> None:
    """Name the headings of four runs of columns as quarters; a word before the number stays above it."""
    for quarter, run in enumerate(four, start=1):
        for i in run:
            path = found[i].path
            above = path[:level] or ((word,) if word and level == len(path) - 1 else ())
            found[i] = found[i]._replace(quarter=quarter, path=(*above, f"TW {quarter}", *path[level + 1 :]))


def _is_fifth(heading: Heading, level: int) -> bool:
    """Return whether a heading is numbered 5: a plan has years one to five, and a year no fifth quarter."""
    return len(heading.path) > level and _FIFTH.fullmatch(heading.path[level].strip()) is not None


_FIFTH = re.compile(r"(?:.*?[\s.\-(])?(?:5|V)\)?", re.IGNORECASE)


def _numbered(text: str) -> tuple[str, int]:
    """Return a heading without the number at its end, and that number; 0 for none."""
    found = _NUMBERED.fullmatch(text.strip())
    if found is None:
        month = _END_OF_QUARTER.fullmatch(text.strip())
        if month is None:
            return text, 0
        return month["word"] or "", _QUARTER_OF[(month["month"] or month["number"]).lower()]
    number = found["number"].upper()
    return (found["word"] or "").strip(), int(number) if number.isdigit() else _ROMAN.get(number, 0)


#: "Trw-1", "Q1": a letter or two may touch the number.
_NUMBERED = re.compile(
    r"(?P<word>.*?[\s.\-(]|[A-Za-z]{1,2}(?=\d))?(?P<number>[1-4]|I{1,3}|IV)\)?", re.IGNORECASE
)
#: "s.d. Maret", "Target Januari - Maret", "B03": quarters are named by the month that they end with.
_END_OF_QUARTER = re.compile(
    r"(?:(?P<word>[a-z][a-z ]*?) +)??(?:(?:jan|apr|jul|okt)\w*\W+)?(?:s\W?d\W*|sampai(?:\s+dengan)?\s+)?"
    r"(?:bulan\s+)?(?P<month>mar|jun|sep|des)\w*\.?"
    r"|(?:s\W?d\W*+)?b(?:ulan|ln)?\W*+0?(?P<number>3|6|9|12)",
    re.IGNORECASE,
)
_QUARTER_OF = {"mar": 1, "jun": 2, "sep": 3, "des": 4, "3": 1, "6": 2, "9": 3, "12": 4}
_QUARTERS = (1, 2, 3, 4)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def _with_year_end(headings: list[Heading]) -> list[Heading]:
    """Take the figures of the fourth quarter for those of the year where no other quarter stands.

    So is what stands by itself beside quarters under spanners: "Capaian s.d. TW IV".
    """
    named = {one.quarter for one in headings} - {None}
    if named == {_YEAR_END}:
        return [one._replace(quarter=None) if one.quarter else one for one in headings]
    under = {one.quarter for one in headings if len(one.path) > 1}
    if not under.issuperset(_QUARTERS):
        return headings
    alone = {at for at, one in enumerate(headings) if one.quarter == _YEAR_END and len(one.path) == 1}
    return [one._replace(quarter=None) if at in alone else one for at, one in enumerate(headings)]


def _spanners(headings: Sequence[Heading]) -> list[list[int]]:
    """Return the columns under each spanner; a column without one stands for itself."""
    spanners: list[list[int]] = []
    for i, heading in enumerate(headings):
        above = heading.path[:-1]
        if spanners and above and headings[spanners[-1][-1]].path[:-1] == above:
            spanners[-1].append(i)
        else:
            spanners.append([i])
    return spanners


def _with_own_words(
    headings: list[Heading], spanners: Sequence[Sequence[int]], grammar: Grammar
) -> list[Heading]:
    """Give a heading that nobody knows the words that its place has under spanners of as many columns."""
    found = list(headings)
    for spanner in spanners:
        if len(spanner) == 1 or not any(headings[i].path[:-1] for i in spanner):
            continue
        spend(len(spanners))
        own_objek = grammar.meaning(headings[spanner[0]].path[:-1]).objek
        like = [
            one
            for one in spanners
            if len(one) == len(spanner)
            and one is not spanner
            and grammar.meaning(headings[one[0]].path[:-1]).objek == own_objek
        ]
        if len(like) < _FEWEST - 1:
            continue
        for at, i in enumerate(spanner):
            own = headings[i].path
            if own and not grammar.meaning(own[-1:]).sure_of:
                words = Counter(headings[one[at]].path[-1] for one in like if headings[one[at]].path)
                known = [word for word, _ in words.most_common() if grammar.meaning((word,)).sure_of]
                others = sum(
                    headings[one[k]].path[-1:] == headings[spanner[k]].path[-1:]
                    for one in like
                    for k in range(len(spanner))
                )
                if known and others:
                    found[i] = found[i]._replace(path=(*own[:-1], known[0]))
    return found


def _runs_of_like(
    headings: Sequence[Heading], spanners: Sequence[Sequence[int]]
) -> list[list[Sequence[int]]]:
    """Return runs of neighbouring spanners with the same sub-headings, or of years under one heading."""
    runs: list[list[Sequence[int]]] = []
    for spanner in spanners:
        own = [headings[i].path[-1:] for i in spanner]
        before = runs[-1][-1] if runs else ()
        if len(spanner) > 1 and runs and [headings[i].path[-1:] for i in before] == own:
            runs[-1].append(spanner)
        else:
            runs.append([spanner])
    inner: list[list[Sequence[int]]] = [
        [[i] for i in spanner]
        for spanner in spanners
        if len(spanner) > _FEWEST and headings[spanner[0]].path[:-1]
    ]
    return [run for run in (*runs, *inner) if len(run) >= _FEWEST]


def _with_years(headings: list[Heading], run: Sequence[Sequence[int]]) -> list[Heading]:
    """Give the spanners of a run the years that they lack, where those that are known follow each other."""
    years = [headings[spanner[0]].year for spanner in run]
    known = {year - at for at, year in enumerate(years) if year is not None}
    if len(known) != 1 or None not in years or sum(year is not None for year in years) * 2 < len(years):
        return headings
    first = known.pop()
    found = list(headings)
    for at, spanner in enumerate(run):
        for i in spanner:
            if found[i].year is None and found[i].quarter is None:
                found[i] = found[i]._replace(year=first + at)
    return found
