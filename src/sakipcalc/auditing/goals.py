"""The names of tujuan and sasaran: the same from the Renstra to the agreement of the head."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import GOALS, MAIN_INDICATORS
from sakipcalc.text.names import indicator_name, plain, same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

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
