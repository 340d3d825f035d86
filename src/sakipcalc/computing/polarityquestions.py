"""Questions about polarity: whether more or less is better, where only a name speaks or sources differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.tables.standard import CONCLUSION, MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing.arah import Clue
    from sakipcalc.computing.links import Indicator, Links

__all__ = ["places_of", "polarity_questions", "source_told"]

#: Of the sources that contradict each other so many are named.
_FEW = 4


def polarity_questions(links: Links) -> Iterator[Temuan]:
    """Yield the indicators whose polarity a person has to say: only the name speaks, or sources differ.

    Parameters
    ----------
    links : Links
        Rows linked across tables.
    """
    for indicator in links.measured():
        polarity = indicator.polarity
        if not polarity.is_doubtful:
            continue
        clues = (*polarity.clues[:1], *polarity.against) if polarity.against else polarity.clues
        cells = (one.place for one in clues if one.place)
        yield Temuan(
            code="arah-bertentangan" if polarity.against else "arah-belum-pasti",
            places=tuple(dict.fromkeys((*places_of(links, indicator), *cells))),
            actual=indicator.arah,
            data={"indikator": indicator.nama, "dari": _all_told(clues)},
        )


def source_told(clue: Clue) -> Phrase:
    """Return what a source says of a polarity, in words."""
    named = {"arah": clue.arah, "tempat": clue.place or "", "kata": clue.words}
    return Phrase(f"words.arah-dari-{clue.source}", named)


def places_of(links: Links, indicator: Indicator) -> tuple[Place, ...]:
    """Return the cells that name an indicator and its polarity, in the first table that has it."""
    tables = (MEASUREMENT, CONCLUSION, *links.tables)
    rows = (links.row(table, indicator.subject) for table in tables)
    row = next((row for row in rows if row), None)
    cells = (row.cells.get(column) for column in ("arah", "indikator")) if row else ()
    return tuple(cell.place for cell in cells if cell and cell.text)


def _all_told(clues: Sequence[Clue]) -> tuple[Phrase, ...]:
    """Return the polarity that each source states, of several of one kind the first."""
    first = {(one.source, one.arah): one for one in reversed(clues)}
    told = [source_told(one) for one in dict.fromkeys(clues) if first[one.source, one.arah] is one]
    return tuple(told[:_FEW]) or (Phrase("words.arah-dari-anggapan"),)
