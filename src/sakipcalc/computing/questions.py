"""Questions that come before a figure counts; results, audit and filling ask the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.computing.polarityquestions import polarity_questions
from sakipcalc.core.findings import Temuan
from sakipcalc.tables.standard import QUARTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.computing.engine import Engine
    from sakipcalc.computing.export import CapaianRow
    from sakipcalc.computing.links import Links
    from sakipcalc.computing.values import Value

__all__ = ["questions"]

#: What is asked of a target and a realisasi: in which unit they are, which of two words is the higher.
_OF_INPUTS = {"satuan": "satuan-belum-pasti", "urutan": "urutan-belum-pasti"}


def questions(links: Links, rows: Iterable[CapaianRow], engine: Engine) -> Iterator[Temuan]:
    """Yield the questions that come first: polarity, units, the order of predicates, the way of quarters.

    Parameters
    ----------
    links : Links
        Rows linked across tables.
    rows : iterable of CapaianRow
        The indicators that the workbook measures.
    engine : Engine
        Engine over its facts.
    """
    yield from polarity_questions(links)
    yield from _of_inputs(rows)
    yield from _of_quarters(links, engine)


def _of_inputs(rows: Iterable[CapaianRow]) -> Iterator[Temuan]:
    """Yield the indicators whose target and realisasi nobody can hold against each other as they stand."""
    for row in rows:
        code = _OF_INPUTS.get(row.capaian.question)
        if code is None:
            continue
        figures = (row.realisasi, row.target)
        places = [place for one in figures for place in ((one.place,) if one.place else one.origins())]
        yield Temuan(
            code=code,
            places=tuple(dict.fromkeys(places)),
            actual=_as_shown(row.realisasi),
            in_other_table=_as_shown(row.target),
            data={"indikator": row.indikator.nama},
        )


def _as_shown(value: Value) -> object:
    """Return a figure with its unit, as its cell shows it."""
    return value.text or value.number


def _of_quarters(links: Links, engine: Engine) -> Iterator[Temuan]:
    """Yield the rows of quarters of which nobody knows whether they add up or the last one counts."""
    table = links.tables.get(QUARTERS)
    for row in table.rows if table else ():
        subject = links.subject(QUARTERS, row)
        year = engine.value(QUARTERS, subject, "realisasi") if subject else None
        if year is not None and year.reasons == ("akumulasi",):
            cell = row.cells.get("akumulasi") or row.cell("indikator")
            yield Temuan(
                code="triwulan-belum-pasti",
                places=(cell.place, *(part.place for part in year.sources() if part.place)),
                actual=cell.text,
                data={"indikator": row.text("indikator")},
            )
