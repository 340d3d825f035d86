"""Choice of the table that each section of a workbook is read as: all are decided together."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.reading.content import Sample
    from sakipcalc.reading.fitting import Evidence
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.headercontext import HeaderContext
    from sakipcalc.reading.recognise import Candidate
    from sakipcalc.reading.sections import Section

__all__ = ["FoundTable", "choose", "rival"]

#: Two tables whose scores are nearer than this are told apart by nothing but the caption.
_TIE = 0.03
#: A number decides between tables whose columns fit as well as this.
_NEAR = 0.1


class FoundTable(NamedTuple):
    """A section with its sheet, what stands around it, and the tables that it may be."""

    grid: Grid
    section: Section
    sample: Sample
    context: HeaderContext
    known: tuple[Evidence, ...]
    candidates: tuple[Candidate, ...]
    answer: str = ""


def choose(found: Sequence[FoundTable]) -> list[Candidate | None]:
    """Return the table of each section, None where it is none.

    Sections are read in the order of the document. One whose table was there before is a further part of it
    where its rows are others, as of one table for each sasaran; where they are the same it is the table that
    repeats those columns (4.1 those of 3.2), unless its number says that it is a second copy. A section that
    only repeats the header of the one before is the same table.
    """
    numbered: dict[str, list[frozenset[str]]] = {}
    for one in found:
        best = _best(one)
        if best is not None and best.marks["nomor"]:
            numbered.setdefault(best.spec.id, []).append(_names(one, best))
    alike = [
        (one, c.spec.id, _names(one, c))
        for one in found
        if not one.section.continues and (again := {c.spec.mengulang for c in one.candidates} - {""})
        for c in one.candidates
        if c.spec.id in again and c.enough
    ]
    read: dict[str, list[frozenset[str]]] = {}
    result: list[Candidate | None] = []
    for one in found:
        if one.section.continues and result:
            result.append(result[-1])
            continue
        chosen = _choice(one, read, numbered, alike)
        result.append(chosen)
        if chosen is not None and not chosen.spec.banyak:
            read.setdefault(chosen.spec.id, []).append(_names(one, chosen))
    return result


def _best(found: FoundTable) -> Candidate | None:
    return next((c for c in found.candidates if c.enough), None)


def _choice(
    found: FoundTable,
    read: Mapping[str, Sequence[frozenset[str]]],
    numbered: Mapping[str, Sequence[frozenset[str]]],
    alike: Sequence[tuple[FoundTable, str, frozenset[str]]],
) -> Candidate | None:
    if found.answer:
        return next((c for c in found.candidates if c.spec.id == found.answer), None)
    fitting = [c for c in found.candidates if c.enough]
    if not fitting:
        return None
    best = fitting[0]
    numbered_one = next((c for c in fitting if c.marks["nomor"] and _is_near(c, best)), None)
    if numbered_one is not None and _may_repeat(found, numbered_one, fitting, alike):
        return numbered_one
    if numbered_one is best:
        best = next((c for c in fitting if c.spec.id == best.spec.mengulang), best)
    repeats = next((c for c in fitting[1:] if c.spec.mengulang == best.spec.id), None)
    if repeats is None:
        return best
    names = _names(found, best)
    before = [one for one in read.get(best.spec.id, ()) if _same_rows(one, names)]
    later = any(_same_rows(one, names) for one in numbered.get(best.spec.id, ()))
    return repeats if before or (later and best.spec.id not in read and repeats.spec.id in numbered) else best


def _may_repeat(
    found: FoundTable,
    chosen: Candidate,
    fitting: Sequence[Candidate],
    alike: Sequence[tuple[FoundTable, str, frozenset[str]]],
) -> bool:
    """Return whether a table may be one that repeats another: not where all that are alike have other rows.

    Offices number one table for each sasaran 4.1, 4.2, 4.3 in their fourth chapter; none of them is 3.2.
    """
    repeated = next((c for c in fitting if c.spec.id == chosen.spec.mengulang), None)
    if repeated is None or chosen.marks["judul"]:
        return True
    others = [(one, own) for one, id_, own in alike if one is not found and id_ == repeated.spec.id]
    if any(_is_numbered(one, repeated.spec.id) for one, _ in others):
        return True
    names = _names(found, repeated)
    return not others or any(_same_rows(names, own) for _, own in others)


def _is_numbered(found: FoundTable, table: str) -> bool:
    """Return whether a caption has the number of a table."""
    return any(c.spec.id == table and c.marks["nomor"] for c in found.candidates)


def _is_near(one: Candidate, best: Candidate) -> bool:
    """Return whether a table fits as well as the best, by its columns too."""
    return one.score >= best.score - _TIE and one.marks["kolom"] >= best.marks["kolom"] - _NEAR


def _names(found: FoundTable, chosen: Candidate) -> frozenset[str]:
    """Return the key texts of the first rows of a section."""
    own = [column.col for column in chosen.columns if column.id in chosen.spec.identitas][:1]
    cells = map(found.grid.seen.get, product(found.sample.rows, own))
    return frozenset([plain(cell.text) for cell in cells if cell is not None and cell.text])


def _same_rows(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two sections are about the same rows; those of empty forms are."""
    if not one or not other:
        return True
    return 2 * len(one & other) >= min(len(one), len(other))


def rival(candidates: Sequence[Candidate], chosen: Candidate) -> Candidate | None:
    """Return the table that a section may be just as well, where only its columns speak for either."""
    if chosen.named:
        return None
    fitting = (c for c in candidates if c.enough and c.sure == chosen.sure and c is not chosen)
    others = (c for c in fitting if c.score >= chosen.score - _TIE)
    return next((c for c in others if not _repeats(c, chosen) and not _repeats(chosen, c)), None)


def _repeats(one: Candidate, other: Candidate) -> bool:
    return one.spec.mengulang == other.spec.id
