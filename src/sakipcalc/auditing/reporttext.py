"""The text of a report as a whole: its list of tables, and what it says of mean, absorption and quarters."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.base.data import office_words
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import SCALE
from sakipcalc.text.dates import without_ranges, years
from sakipcalc.text.names import plain
from sakipcalc.text.numerals import parse_number, round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.computing import Hasil, Value

__all__ = ["check_list_of_tables", "check_whole_year", "finding_of_line"]

#: "Tabel 2.3 Tujuan ... Tahun 2023 ....... II-7"
_LISTED = re.compile(r"\W*Tabel\s+(\d+\.\d+)\b(.*?)(?<![\s.])[\s.]++((?:[IVX]+\s*-\s*)?\d{1,3})\s*")
_ABOVE, _BELOW = r"di ?atas|melebihi|lebih dari|melampaui", r"di ?bawah|kurang dari"
#: "rata-rata capaian di atas 100 persen".
_MEAN = re.compile(
    rf"rata\s*-\s*rata\s+(?:capaian\s+)?({_ABOVE}|{_BELOW})\s+(\d+(?:[.,]\d+)?)\s*(?:%|persen)",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\b(?:TW|triwulan)\s*-?\s*(VI*|[5-9])\b")


def check_list_of_tables(hasil: Hasil, text: str) -> Iterator[Temuan]:
    """Yield, as one finding, the entries of the list of tables whose year is not that of the report.

    Parameters
    ----------
    hasil : Hasil
        The results of the workbook.
    text : str
        The text of the report.
    """
    year = hasil.laporan.entitas.tahun
    wrong: dict[str, str] = {}
    first = ""
    for number, line in enumerate(text.splitlines(), 1):
        found = _LISTED.fullmatch(line) if year is not None else None
        named = years(without_ranges(found[2])) if found else ()
        if found and named and max(named) != year:
            wrong.setdefault(found[1], str(max(named)))
            first = first or str(number)
    if wrong:
        told = tuple(f"{table} ({one})" for table, one in wrong.items())
        data = {"baris": first, "tabel": told, "tahun": str(year)}
        yield Temuan(code="narasi-daftar-tabel", places=(), actual=next(iter(wrong.values())), data=data)


def check_whole_year(hasil: Hasil, line: int, text: str) -> Iterator[Temuan]:
    """Yield the findings about a sentence on the mean, on the absorption or on quarters.

    Parameters
    ----------
    hasil : Hasil
        The results of the workbook.
    line : int
        Line of the text that the sentence stands in.
    text : str
        The sentence.
    """
    mean, label = hasil.rerata
    for sign, bound in _MEAN.findall(text):
        read = parse_number(bound).value
        if read is not None and mean.number is not None and not _holds(mean.number, sign, Fraction(read)):
            yield finding_of_line(
                "narasi-rata-berbeda", line, f"{sign} {bound}", tabel=round_half_up(mean.number, 2)
            )
    yield from _judged_otherwise(hasil, line, text, label)
    for quarter in _QUARTER.findall(text):
        yield finding_of_line("narasi-triwulan", line, quarter)


def _holds(mean: Fraction, sign: str, bound: Fraction) -> bool:
    above = re.fullmatch(_ABOVE, sign, re.IGNORECASE) is not None
    return mean > bound if above else mean < bound


def _judged_otherwise(hasil: Hasil, line: int, text: str, mean: Value) -> Iterator[Temuan]:
    """Yield the kategori that a sentence gives the mean or the absorption, where the scale gives another."""
    scale = hasil.skala[SCALE].skala
    absorbed = hasil.total_anggaran.serapan.number
    right = {
        "serapan": str(scale.classify(absorbed) or "") if absorbed is not None else "",
        "rata-rata": mean.text,
    }
    for before, said in _labels_given(text, [band.label for band in scale.pita]):
        words = set(plain(before).split())
        topics = {
            "serapan": not words.isdisjoint(office_words("narasi")["hal"]["serapan"]),
            "rata-rata": "rata rata" in plain(before),
        }
        named = [topic for topic, is_named in topics.items() if is_named]
        if len(named) == 1 and right[named[0]] and plain(said) != plain(right[named[0]]):
            yield finding_of_line("narasi-kategori-berbeda", line, said, hal=named[0], tabel=right[named[0]])


def _labels_given(text: str, labels: Iterable[str]) -> list[tuple[str, str]]:
    """Return the labels of a scale that a sentence gives as a kategori, each with what is said before it."""
    longest = "|".join(re.escape(one) for one in sorted(labels, key=len, reverse=True))
    openings = "|".join(office_words("narasi")["penilaian"]["sesudah"])
    pattern = rf"\b(?:{openings})\s+(?:adalah\s+|yang\s+)?[“\"']?({longest})\b"
    found = re.finditer(pattern, text, re.IGNORECASE) if longest else ()
    return [(text[: one.start()], one[1]) for one in found]


def finding_of_line(code: str, line: int, said: str, **known: object) -> Temuan:
    """Return a finding about words in a line of the text."""
    return Temuan(code=code, places=(), actual=said, data={"baris": str(line), **known})
