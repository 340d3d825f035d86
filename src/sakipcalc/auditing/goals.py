"""The names of tujuan and sasaran: the same from the Renstra to the agreement of the head."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.computing.scopes import BEYOND_PARTS
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import GOALS, MAIN_INDICATORS, SPENDING
from sakipcalc.text.names import indicator_name, plain, same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil
    from sakipcalc.computing.links import Indicator
    from sakipcalc.model import Cell, Row

#: Columns that name a tujuan or a sasaran.
_NAMES = ("tujuan", "sasaran", "tujuan_sasaran")
#: From here on two names are one, spelled differently.
_ONE_NAME = 0.9


@check
def check_goals(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the tujuan and sasaran that other tables name otherwise than Tabel 2.1, all as one finding."""
    others: dict[str, list[Cell]] = defaultdict(list)
    known: dict[str, Cell] = {}
    for indicator in hasil.links.indikator:
        planned = hasil.links.row(GOALS, indicator.subject)
        ours = _named(planned) if planned else []
        for cell in _elsewhere(hasil, indicator) if ours else ():
            if not any(_same(cell.text, one.text) for one in ours):
                others[cell.text].append(cell)
                known.setdefault(ours[0].text, ours[0])
    if others:
        places = {cell.place for cells in others.values() for cell in cells}
        yield Temuan(
            code="nama-tujuan-berbeda",
            places=(*sorted(places), *(cell.place for cell in known.values())),
            actual=next(iter(others)),
            in_other_table=next(iter(known)),
            data={
                "rincian": {
                    f"“{name}”": tuple(dict.fromkeys(cell.place for cell in cells))
                    for name, cells in others.items()
                }
            },
        )


def _planned(hasil: Hasil) -> list[Cell]:
    """Return the names of tujuan, sasaran and what they are measured by in Tabel 2.1."""
    plan = hasil.links.tables.get(GOALS)
    rows = plan.rows if plan else ()
    measured = [row.cells["indikator"] for row in rows if "indikator" in row.cells]
    return [cell for row in rows for cell in _named(row)] + measured


def _of_the_budget(hasil: Hasil) -> Iterator[Cell]:
    """Yield the sasaran of Tabel 3.9 that Tabel 2.1 does not have, neither as a goal nor as an indicator."""
    table, planned = hasil.links.tables.get(SPENDING), _planned(hasil)
    for row in table.rows if table and planned else ():
        for cell in _named(row):
            if not row.level.is_summary and not any(_same(cell.text, one.text) for one in planned):
                yield cell


@check
def check_budget_goals(hasil: Hasil) -> Iterator[Temuan]:
    """Yield, as one finding, the sasaran of Tabel 3.9 that are none of the Renstra."""
    foreign = list(dict.fromkeys(_of_the_budget(hasil)))
    if foreign:
        yield Temuan(
            code="sasaran-anggaran-asing",
            places=tuple(cell.place for cell in foreign),
            actual=" ".join(foreign[0].text.split()),
            data={"n": len(foreign)},
        )


@check
def check_order(hasil: Hasil) -> Iterator[Temuan]:
    """Yield, as one finding, the tables that list the tujuan in another order than Tabel 2.1."""
    plan = hasil.links.tables.get(GOALS)
    if plan is None:
        return
    turned: dict[str, Place] = {}
    for table in hasil.links.tables.values():
        if table.id == GOALS or table.spec.baris != "indikator":
            continue
        both = [
            (own.number, other)
            for indicator in hasil.links.indikator
            if (own := hasil.links.row(GOALS, indicator.subject))
            and (other := hasil.links.row(table.id, indicator.subject))
        ]
        shown = [other.number % BEYOND_PARTS for _, other in sorted(both, key=lambda pair: pair[0])]
        if shown != sorted(shown):
            first = min((other for _, other in both), key=lambda row: row.number)
            turned[table.spec.sebutan] = next(iter(first.cells.values())).place
    if turned:
        yield Temuan(
            code="urutan-tujuan-berbeda",
            places=tuple(turned.values()),
            data={"tabel": tuple(turned)},
        )


def _elsewhere(hasil: Hasil, indicator: Indicator) -> Iterator[Cell]:
    """Yield the names that other tables give an indicator's goal, and Tabel 2.2 which has no rows of it."""
    for table in hasil.links.tables:
        row = hasil.links.row(table, indicator.subject) if table != GOALS else None
        yield from _named(row) if row else ()
    explained = hasil.laporan.find(MAIN_INDICATORS)
    if explained is not None and hasil.links.row(MAIN_INDICATORS, indicator.subject) is None:
        own = indicator_name(indicator.nama)
        for row in explained.rows:
            if same_name(indicator_name(row.text("indikator")), own) >= hasil.metode.ambang:
                yield from _named(row)


def _named(row: Row) -> list[Cell]:
    """Return the cells of a row that name its tujuan and sasaran; a number in place of the name is none."""
    cells = (row.cells[key] for key in _NAMES if key in row.cells)
    return [cell for cell in cells if len(plain(cell.text).split()) > 1]


def _same(one: str, other: str) -> bool:
    return same_name(plain(one), plain(other)) >= _ONE_NAME
