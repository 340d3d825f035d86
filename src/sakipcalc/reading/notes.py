"""Findings about the reading: doubts, unknown headings, hidden rows."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.core.memo import Recent
from sakipcalc.core.understanding import Guess, HeaderReading, HeadingReading
from sakipcalc.excel import refs
from sakipcalc.messages import Phrase
from sakipcalc.model import cells_with, column_key
from sakipcalc.reading.choose import rival
from sakipcalc.reading.fitting import fit, period_of
from sakipcalc.reading.sections import CAPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sakipcalc.model import Column, Table
    from sakipcalc.reading.choose import FoundTable
    from sakipcalc.reading.fitting import Evidence
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.recognise import Candidate
    from sakipcalc.tables import Vocabulary

__all__ = ["hidden", "notes", "told", "values_only"]

#: Candidates that are kept of each header.
_KEPT = 3
#: A header that fits a table by this share of its columns was probably meant as one.
_PROBABLE = 0.5


def told(
    found: FoundTable,
    chosen: Sequence[Candidate | None],
    name: str,
    file: str,
    vocabulary: Vocabulary,
) -> HeaderReading:
    """Return how a header was understood: columns are those of the first table, where it was read as two."""
    sheet = found.grid.sheet
    read_as = {column.col: (one, column) for one in reversed(chosen) if one for column in one.columns}
    known = {one.heading.col: one for one in found.known}
    headings = []
    for heading in found.section.header.headings:
        if not heading.path:
            continue
        place = Place(file, sheet, refs.cell_name(heading.row, heading.col))
        if heading.col not in read_as:
            headings.append(HeadingReading(place, heading.text, yakin=0.0, marks={}))
            continue
        table, column = read_as[heading.col]
        marks, other, similar = _weighed(table, column, known[heading.col], vocabulary)
        key = column.key if table is chosen[0] else f"{table.spec.id}.{column.key}"
        headings.append(HeadingReading(place, heading.text, key, similar, column.score, marks, other))
    first = found.section.header.headings[0]
    candidates = (
        Guess(table_id=c.spec.id, score=c.score, marks=MappingProxyType(dict(c.marks)), missing=c.missing)
        for c in found.candidates[:_KEPT]
    )
    return HeaderReading(
        place=Place(file, sheet, refs.cell_name(found.section.header.top, first.col)),
        caption=" ".join(found.context.caption),
        read_as=name,
        guesses=tuple(candidates),
        headings=tuple(headings),
    )


class _Weighed(NamedTuple):
    """The weighing of a heading: each sign, the runner-up, whether its spelling is unusual."""

    marks: Mapping[str, float]
    second_best: tuple[str, float] = ("", 0.0)
    similar: bool = False


_WEIGHED: Recent[tuple[object, ...], _Weighed] = Recent("signs of a heading for a column", 2048)


def _weighed(chosen: Candidate, column: Column, one: Evidence, vocabulary: Vocabulary) -> _Weighed:
    key = vocabulary, chosen.spec.id, chosen.tahun, column.id, column.score, one.weighed_by
    return _WEIGHED.get(key) or _WEIGHED.put(
        key,
        _Weighed(
            chosen.signs(column, one),
            _runner_up(chosen, column, one),
            not _literally_known(one, vocabulary),
        ),
    )


def _runner_up(chosen: Candidate, column: Column, one: Evidence) -> tuple[str, float]:
    """Return the column of the table that a heading might be as well, and how surely."""
    scores = {
        column_key(role.id, period_of(role, one.heading)): fit(role, one, chosen.tahun)
        for role in chosen.spec.kolom.values()
        if role.id != column.id and one.may_be(role)
    }
    best = max(scores, key=scores.__getitem__, default="")
    return (best, min(scores[best], 1.0)) if best and scores[best] >= _NAMED else ("", 0.0)


#: A runner-up that fits less well than this is not worth naming.
_NAMED = 0.3


def _literally_known(one: Evidence, vocabulary: Vocabulary) -> bool:
    """Return whether the words of a heading are spelled as the grammar has them, or added by the user."""
    return any(map(vocabulary.knows, one.words)) or one.meaning.spelled >= 1


def notes(readings: HeaderReading, found: FoundTable, chosen: Candidate | None) -> Iterator[Temuan]:
    """Yield the doubts about the reading of one header."""
    if chosen is None:
        best = found.candidates[0] if found.candidates else None
        captioned = any(map(CAPTION.match, found.section.caption))
        if best is not None and (best.marks["kolom"] >= _PROBABLE or captioned):
            data = {
                "mirip": best.spec.id,
                "kurang": Phrase("words.calon-kurang", {"kurang": best.missing})
                if best.missing
                else Phrase("words.tak-cukup"),
                "kunci": f"“Tabel {readings.place}”",
            }
            named = readings.caption or readings.headings[0].text
            yield Temuan(code="tabel-tak-dibaca", places=(readings.place,), actual=named, data=data)
        return
    other = rival(found.candidates, chosen)
    if other is not None:
        data = {"dipakai": chosen.spec.id, "lain": other.spec.id}
        yield Temuan(code="tabel-rancu", places=(readings.place,), actual=readings.caption, data=data)
    elif not (chosen.sure and (chosen.named or _has_most_figures(chosen))) and not found.answer:
        data = {"dipakai": chosen.spec.id, "kunci": f"“Tabel {readings.place}”"}
        yield Temuan(code="tabel-ditebak", places=(readings.place,), actual=readings.caption, data=data)
    parts = _quarters_of_money(chosen)
    if parts:
        yield _of_quarters(readings, parts)
    open_ = {found.known[i].heading.col: roles for i, roles in chosen.terbuka.items()}
    asked = {one.place: roles for one in readings.unknown if (roles := open_.get(one.place.coordinates[1]))}
    unknown = tuple(
        one for one in readings.unknown if one.place not in asked and one.place.coordinates[1] not in parts
    )
    if unknown:
        yield _about("kolom-tak-dikenal", readings, unknown)
    if asked:
        yield _open_columns(readings, asked)
    guessed = tuple(one for one in readings.headings if one.guessed)
    if guessed:
        keys = ", ".join(f"“Kolom {one.place}”" for one in guessed)
        finding = _about("kolom-ditebak", readings, guessed)
        yield replace(finding, data={**finding.data, "kunci": keys})
    alike = tuple(one for one in readings.headings if one.similar and not one.guessed)
    if alike:
        yield _about("judul-mirip", readings, alike)


def _quarters_of_money(chosen: Candidate) -> tuple[int, ...]:
    """Return the columns of what was spent in each quarter, where nothing says what it was in the year."""
    taken = {role.spec.id for role, _ in chosen.taken.values()}
    if _SPENT in taken or _SPENT not in chosen.spec.kolom or chosen.spec.kolom[_SPENT].jenis != "uang":
        return ()
    left = [one for i, one in enumerate(chosen.known) if i not in chosen.taken and one.heading.quarter]
    spent = [one for one in left if _SPENT in one.meaning.sure_of and one.meaning.satuan != "persen"]
    return tuple(one.heading.col for one in spent) if len(spent) > 1 else ()


_SPENT = "realisasi"


def _of_quarters(readings: HeaderReading, cols: tuple[int, ...]) -> Temuan:
    """Return that parts of a year were not added up: nobody says that they are no sums already."""
    named = [one for one in readings.headings if one.place.coordinates[1] in cols]
    return Temuan(
        code="triwulan-tak-dijumlahkan",
        places=tuple(one.place for one in named),
        actual=readings.read_as,
        data={"kolom": tuple(f"“{one.text}”" for one in named), "kunci": f"“Kolom {named[-1].place}”"},
    )


def _has_most_figures(chosen: Candidate) -> bool:
    """Return whether a table takes as many columns of measures as it leaves aside, of its own time.

    A table of plans leaves nothing aside that was reached.
    """
    own = sum(role.spec.numeric for role, _ in chosen.taken.values())
    left = [
        one.meaning.measure
        for i, one in enumerate(chosen.known)
        if i not in chosen.taken
        and not one.content_signs.words
        and one.heading.quarter is None
        and one.heading.year in {None, chosen.tahun}
    ]
    plans_only = _REACHED.isdisjoint(chosen.spec.menurut)
    return own >= sum(one in _MEASURES for one in left) and not (plans_only and _REACHED & {*left})


_MEASURES = frozenset({"target", "realisasi", "capaian"})
_REACHED = frozenset({"realisasi", "capaian", "serapan"})


def _open_columns(readings: HeaderReading, asked: Mapping[Place, tuple[str, ...]]) -> Temuan:
    """Return which headings that were not understood may be columns that the table lacks."""
    named = [(one, asked[one.place]) for one in readings.unknown if one.place in asked]
    return Temuan(
        code="kolom-mungkin",
        places=tuple(one.place for one, _ in named),
        actual=readings.read_as,
        data={
            "kolom": tuple(f"“{one.text}” ({' / '.join(roles)}?)" for one, roles in named),
            "kunci": ", ".join(f"“Kolom {one.place}”" for one, _ in named),
        },
    )


def _about(code: str, readings: HeaderReading, headings: tuple[HeadingReading, ...]) -> Temuan:
    return Temuan(
        code=code,
        places=tuple(one.place for one in headings),
        actual=readings.read_as,
        data={"kolom": tuple(f"“{one.text}”{f' → {one.column}' if one.column else ''}" for one in headings)},
    )


def values_only(grids: Iterable[Grid], file: str) -> Iterator[Temuan]:
    """Yield that the reader of this workbook could tell neither formats nor formulas."""
    named = tuple(grid.sheet for grid in grids if grid.values_only)
    if named:
        yield Temuan(code="hanya-nilai", places=(Place(file),), data={"lembar": named})


def hidden(tables: Iterable[Table], grids: Iterable[Grid]) -> Iterator[Temuan]:
    """Yield the tables that hold something that a person does not see; they are read all the same."""
    by_name = {grid.sheet: grid for grid in grids}
    if not any(grid.hides_some for grid in by_name.values()):
        return
    for table in tables:
        grid = by_name[table.sheet]
        cells = [cell for cell in cells_with([row.cells for row in table.rows], "hidden") if not cell.empty]
        if not cells:
            continue
        places = tuple(dict.fromkeys(cell.place for cell in cells))
        if not grid.visible:
            yield Temuan(code="lembar-tersembunyi", places=places[:1], actual=table.sheet)
            continue
        rows = sorted({row.number for row in table.rows if row.number in grid.hidden_rows})
        cols = sorted({cell.col for cell in cells if cell.col in grid.hidden_cols})
        data = {"baris": tuple(map(str, rows)), "kolom": tuple(map(refs.column_name, cols))}
        yield Temuan(code="sel-tersembunyi", places=places, actual=table.name, data=data)
