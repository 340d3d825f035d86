"""Letters and numbers of items: each follows the one before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.auditing.check import check
from sakipcalc.computing.links import goal
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Cell, Row, Table

_LETTER = re.compile(r"\s*([a-z])\s*[.)]\s*\S")
_NUMBER = re.compile(r"\s*(\d{1,2})\s*[.)]\s*[^\d\s]")
_WHOLE = re.compile(r"\(?(\d{1,3})[.)]?")
#: Fewer numbered rows than this have no sequence.
_FEWEST = 2


class _Item(NamedTuple):
    """A numbered item, where it stands, and the row whose goal it may share with the item before."""

    at: int
    cell: Cell
    table_row: Row | None = None

    @property
    def label(self) -> str:
        """The goal that it belongs to, if any."""
        return plain(goal(self.table_row)) if self.table_row else ""


@check
def check_letters(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the lines of the budget whose letter or number does not follow that of the line before."""
    for table in hasil.laporan.tables:
        if not table.spec.is_tree:
            continue
        for pattern, base in ((_LETTER, ord("a") - 1), (_NUMBER, 0)):
            by_parent: dict[int, list[_Item]] = {}
            for row in table.rows:
                found = pattern.match(row.text("uraian"))
                if found:
                    sign = found.group(1)
                    at = int(sign) if sign.isdigit() else ord(sign) - base
                    by_parent.setdefault(row.parent, []).append(_Item(at, row.cell("uraian")))
            for items in by_parent.values():
                yield from _breaks(items, letters=bool(base))


@check
def check_numbers(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the rows whose number in a column No does not follow the one before."""
    for table in hasil.laporan.tables:
        items = list(_numbers(table))
        if len(items) >= _FEWEST:
            yield from _breaks(items, letters=False)


def _numbers(table: Table) -> Iterator[_Item]:
    """Yield the whole numbers of a column No; a merged one, or one that stands for several rows, once."""
    seen = set()
    for row in table.rows:
        cell = row.cells.get("no")
        found = _WHOLE.fullmatch(cell.text.strip().removesuffix(".0")) if cell else None
        if cell and found and cell.place not in seen:
            seen.add(cell.place)
            yield _Item(int(found.group(1)), cell, row)


def _breaks(items: Iterable[_Item], *, letters: bool) -> Iterator[Temuan]:
    """Yield the items that do not follow the one before; a single wrong one does not make the rest wrong."""
    before, meant = 0, 0
    last: _Item | None = None
    for item in items:
        restarted = before and item.at == 1 and not letters
        repeated = last and item.at == before and item.label and item.label == last.label
        goes_on = meant and item.at == meant + 1
        if item.at == before + 1 or restarted or repeated or goes_on:
            meant = 0
        else:
            yield _out_of_sequence(item, before, letters=letters)
            meant = before + 1
        before, last = item.at, item


def _out_of_sequence(item: _Item, before: int, *, letters: bool) -> Temuan:
    def sign(number: int) -> str:
        return chr(ord("a") + number - 1) if letters else str(number)

    told = {"nilai": sign(item.at), "sebelum": sign(before) if before else "", "seharusnya": sign(before + 1)}
    word = (
        "ganda" if item.at == before else "awal" if not before else "lompat" if item.at > before else "mundur"
    )
    return Temuan(
        code="urutan-butir",
        places=(item.cell.place,),
        actual=sign(item.at),
        expected=sign(before + 1),
        data={"diagnosis": Phrase(f"words.butir-{word}", told)},
    )
