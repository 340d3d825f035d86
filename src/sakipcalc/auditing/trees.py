"""The tree of Tabel 3.9 as a whole: every rupiah in one programme, every line with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc import messages
from sakipcalc.auditing.check import check
from sakipcalc.base.allowance import metered
from sakipcalc.computing.explain import state
from sakipcalc.core.findings import Temuan
from sakipcalc.model import Level
from sakipcalc.tables.standard import SPENDING
from sakipcalc.text.names import line_name, shown_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.messages import Lang
    from sakipcalc.model import Row

_MONEY = ("anggaran", "realisasi")


@check
def check_repeated_programmes(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the programmes that stand in several blocks of the tree, with what they come to together."""
    table = hasil.links.tables.get(SPENDING)
    named: dict[str, list[tuple[int, Place]]] = {}
    for row in metered(table.rows if table else ()):
        if row.level is Level.PROGRAM:
            named.setdefault(row.text("uraian"), []).append((row.number, row.cell("uraian").place))
    if len(set(map(line_name, named))) == sum(map(len, named.values())):
        return  # each stands once, as nearly always: nothing is added up
    for line in hasil.baris_program:
        names = {block.uraian for block in line.part}
        found = (one for name in names for one in named.get(name, ()))
        places = tuple(place for _, place in sorted(found))
        if len(places) > 1:
            yield Temuan(
                code="program-berulang",
                places=places,
                data={
                    "program": shown_line(line.uraian),
                    "n": len(line.part),
                    "pagu": _Shown(line.pagu),
                    "realisasi": _Shown(line.realisasi),
                },
            )


@check
def check_lines_outside_programmes(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the leaves with money that no programme holds, while others have one: the programmes lack it."""
    table = hasil.links.tables.get(SPENDING)
    if table is None or not any(row.level is Level.PROGRAM for row in table.rows):
        return
    by_number = {row.number: row for row in table.rows}
    above = {row.parent for row in table.rows}
    outside = [
        row
        for row in table.rows
        if row.number not in above
        and not row.level.is_summary
        and _has_money(row)
        and not _held(row, by_number)
    ]
    if outside:
        cells = [row.cell(column) for row in outside for column in _MONEY if row.cell(column).value]
        figures = [row.cell("anggaran").value or 0 for row in outside]
        yield Temuan(
            code="baris-di-luar-program",
            places=tuple(cell.place for cell in cells),
            actual=sum(figures),
            data={"n": len(outside)},
        )


def _held(row: Row, by_number: dict[int, Row]) -> bool:
    """Return whether a line is a programme or stands under one."""
    line: Row | None = row
    while line is not None and line.level is not Level.PROGRAM:
        line = by_number.get(line.parent)
    return line is not None


@check
def check_lines_without_a_name(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the money of lines of the tree that name nothing."""
    table = hasil.links.tables.get(SPENDING)
    for row in table.rows if table else ():
        if not row.level.is_summary and not row.text("uraian") and _has_money(row):
            cells = [row.cell(column) for column in _MONEY if row.cell(column).value]
            yield Temuan(
                code="baris-tanpa-nama", places=tuple(cell.place for cell in cells), actual=cells[0].value
            )


class _Shown(NamedTuple):
    """A figure, or how far it is known, in the language of the sentence around it."""

    value: Value

    def in_language(self, lang: str) -> str:
        shown: Lang = "en" if lang == "en" else "id"
        known = self.value.number
        return state(self.value, shown) if known is None else messages.number(known, shown)


def _has_money(row: Row) -> bool:
    return any(row.cell(column).value for column in _MONEY)
