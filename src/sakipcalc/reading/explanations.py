"""Explanations of indicators in Tabel 2.2: their blocks, and the scales printed in them."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.base.data import packaged
from sakipcalc.model import Explanation
from sakipcalc.rulebook.scales import PrintedBand
from sakipcalc.rulebook.scales.printed import read_extent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.model import Cell, Table

__all__ = ["find_explanations"]

_ITEM = r"\s*+(?:[-•*–]|\(?\d{1,2}[.)]|\(?[a-z][.)])?\s*+"
_BULLET = re.compile(_ITEM, re.IGNORECASE)
_NUMBER = r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+\s*%?"  # from its first digit on
#: "> 70 - 80", "81,26 s.d. 100".
_RANGE = re.compile(rf"(?:[<>≥≤]=?\s*)?{_NUMBER}\s*(?:[-–—]|s\.?\s?/?d\.?|sampai(?: dengan)?)\s*{_NUMBER}")
#: Words and signs between a label and its range.
_BETWEEN = re.compile(
    r"\b(?:dengan|memiliki|rentang|interval|range|nilai|skor|berpredikat|predikat)\b|[:=().,;]"
)
#: Fewer lines of bands are no scale.
_FEWEST = 2
#: More words than this are a sentence, not a label.
_LONGEST_LABEL = 3


def find_explanations(tables: Iterable[Table]) -> tuple[Explanation, ...]:
    """Return the explanations in the cells `penjelasan` of the tables; a merged cell once."""
    cells = {
        row.cells["penjelasan"].place: (row.text("indikator"), row.cells["penjelasan"])
        for table in tables
        for row in table.rows
        if row.text("penjelasan")
    }
    return tuple(_explanation(name, cell) for name, cell in cells.values())


def _explanation(name: str, cell: Cell) -> Explanation:
    blocks = MappingProxyType(_blocks(cell.text))
    return Explanation(
        nama_indikator=name, place=cell.place, blocks=blocks, scales=tuple(_scales(cell.text, cell.place))
    )


@cache
def _heading() -> re.Pattern[str]:
    """Return the pattern of a line that begins a block; its one named group is the block."""
    known = packaged(__package__, "penjelasan.toml").items()
    blocks = "|".join(f"(?P<{block}>{'|'.join(map(re.escape, headings))})" for block, headings in known)
    return re.compile(rf"{_ITEM}(?:{blocks})\b\s*[:=]?\s*", re.IGNORECASE)


def _blocks(text: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    block = ""
    for line in text.splitlines():
        headed = _heading().match(line)
        block, rest = (headed.lastgroup or "", line[headed.end() :]) if headed else (block, line.strip())
        if block and rest:
            found.setdefault(block, []).append(rest)
    return {block: "\n".join(lines) for block, lines in found.items()}


def _scales(text: str, place: Place) -> Iterator[tuple[PrintedBand, ...]]:
    """Yield the scales of a text: runs of lines with a band, one scale for each column of ranges."""
    run: list[list[PrintedBand]] = []
    for line in [*text.splitlines(), ""]:
        bands = list(_bands(line, place))
        if bands and (not run or len(bands) == len(run[0])):
            run.append(bands)
            continue
        if len(run) >= _FEWEST:
            yield from map(tuple, zip(*run, strict=True))
        run = [bands] if bands else []


def _bands(line: str, place: Place) -> Iterator[PrintedBand]:
    """Yield the bands of one line: one in a sentence, one for each range between upright strokes."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) > 1:
        ranges = [part for part in parts if re.search(r"\d", part) and read_extent(part)]
        labels = [part for part in parts if part not in ranges]
        for one in ranges if labels else ():
            yield PrintedBand(one, labels[0], place=place)
        return
    found = list(_RANGE.finditer(line))
    if len(found) == 1:
        before = _label(_BULLET.sub("", line[: found[0].start()], count=1))
        after = _label(line[found[0].end() :])
        if bool(before) != bool(after):
            yield PrintedBand(found[0].group().strip(), before or after, place=place)


def _label(text: str) -> str:
    """Return the label of a band of a scale; no more than a few words."""
    words = _BETWEEN.sub(" ", text).split()
    return " ".join(words) if len(words) <= _LONGEST_LABEL else ""
