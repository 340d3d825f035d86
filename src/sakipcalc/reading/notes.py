"""What a person should know of how a workbook was read: doubts, things not understood, things hidden."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc.bacaan import Bacaan, Calon, Judul
from sakipcalc.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.model import column_key
from sakipcalc.ooxml import refs
from sakipcalc.places import Place
from sakipcalc.reading.choose import rival
from sakipcalc.reading.fitting import fit, period_of
from sakipcalc.reading.sections import CAPTION
from sakipcalc.tables.words import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sakipcalc.model import Kolom, Tabel
    from sakipcalc.reading.choose import Found
    from sakipcalc.reading.fitting import Evidence
    from sakipcalc.reading.grid import Grid
    from sakipcalc.reading.headings import Heading
    from sakipcalc.reading.recognise import Candidate
    from sakipcalc.tables import Vocabulary

__all__ = ["hidden", "notes", "told", "values_only"]

#: Candidates that are kept of each header.
_KEPT = 3
#: A header that fits a table by this share of its columns was probably meant as one.
_PROBABLE = 0.5


def told(found: Found, chosen: Candidate | None, name: str, file: str, vocabulary: Vocabulary) -> Bacaan:
    """Return how a header was understood."""
    sheet = found.grid.sheet
    columns = {column.lajur: column for column in chosen.kolom} if chosen else {}
    known = {one.heading.col: one for one in found.known}
    headings = []
    for heading in found.section.header.headings:
        if not heading.path:
            continue
        column = columns.get(heading.col)
        headings.append(
            Judul(
                tempat=Place(file, sheet, refs.cell_name(heading.row, heading.col)),
                teks=heading.text,
                kolom=column.kunci if column else "",
                mirip=column is not None and not _literally_known(heading, vocabulary),
                yakin=column.skor if column else 0.0,
                tanda=chosen.signs(column, known[heading.col]) if chosen and column else _NONE,
                lain=_runner_up(chosen, column, known[heading.col]) if chosen and column else ("", 0.0),
            )
        )
    first = found.section.header.headings[0]
    candidates = (
        Calon(tabel=c.spec.id, skor=c.skor, tanda=MappingProxyType(dict(c.tanda)), kurang=c.kurang)
        for c in found.candidates[:_KEPT]
    )
    return Bacaan(
        tempat=Place(file, sheet, refs.cell_name(found.section.header.top, first.col)),
        keterangan=" ".join(found.context.caption),
        dipakai=name,
        calon=tuple(candidates),
        judul=tuple(headings),
    )


_NONE: Mapping[str, float] = MappingProxyType({})


def _runner_up(chosen: Candidate, column: Kolom, one: Evidence) -> tuple[str, float]:
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


def _literally_known(heading: Heading, vocabulary: Vocabulary) -> bool:
    """Return whether the words of a heading are spelled as the grammar has them, or added by the user."""
    words = (normalise(heading.path[-1]), normalise(" ".join(heading.path)))
    return any(map(vocabulary.knows, words)) or vocabulary.grammar.meaning(heading.path).ejaan >= 1


def notes(bacaan: Bacaan, found: Found, chosen: Candidate | None) -> Iterator[Temuan]:
    """Yield what is doubtful about the reading of one header."""
    if chosen is None:
        best = found.candidates[0] if found.candidates else None
        captioned = any(map(CAPTION.match, found.section.caption))
        if best is not None and (best.tanda["kolom"] >= _PROBABLE or captioned):
            data = {
                "mirip": best.spec.id,
                "kurang": Phrase("words.calon-kurang", {"kurang": best.kurang})
                if best.kurang
                else Phrase("words.tak-cukup"),
                "kunci": f"“Tabel {bacaan.tempat}”",
            }
            named = bacaan.keterangan or bacaan.judul[0].teks
            yield Temuan(kode="tabel-tak-dibaca", tempat=(bacaan.tempat,), nilai=named, data=data)
        return
    other = rival(found.candidates, chosen)
    if other is not None:
        data = {"dipakai": chosen.spec.id, "lain": other.spec.id}
        yield Temuan(kode="tabel-rancu", tempat=(bacaan.tempat,), nilai=bacaan.keterangan, data=data)
    if bacaan.tak_dikenal:
        yield _about("kolom-tak-dikenal", bacaan, bacaan.tak_dikenal)
    guessed = tuple(one for one in bacaan.judul if one.ditebak)
    if guessed:
        keys = ", ".join(f"“Kolom {one.tempat}”" for one in guessed)
        finding = _about("kolom-ditebak", bacaan, guessed)
        yield replace(finding, data={**finding.data, "kunci": keys})
    alike = tuple(one for one in bacaan.judul if one.mirip and not one.ditebak)
    if alike:
        yield _about("judul-mirip", bacaan, alike)


def _about(code: str, bacaan: Bacaan, headings: tuple[Judul, ...]) -> Temuan:
    return Temuan(
        kode=code,
        tempat=tuple(one.tempat for one in headings),
        nilai=bacaan.dipakai,
        data={"kolom": tuple(f"“{one.teks}”{f' → {one.kolom}' if one.kolom else ''}" for one in headings)},
    )


def values_only(grids: Iterable[Grid], file: str) -> Iterator[Temuan]:
    """Yield that the reader of this workbook could tell neither formats nor formulas."""
    named = tuple(grid.sheet for grid in grids if grid.values_only)
    if named:
        yield Temuan(kode="hanya-nilai", tempat=(Place(file),), data={"lembar": named})


def hidden(tables: Iterable[Tabel], grids: Iterable[Grid]) -> Iterator[Temuan]:
    """Yield the tables that hold something that a person does not see; they are read all the same."""
    by_name = {grid.sheet: grid for grid in grids}
    for table in tables:
        grid = by_name[table.sheet]
        cells = [sel for row in table.baris for sel in row.sel.values() if sel.tersembunyi and not sel.kosong]
        if not cells:
            continue
        places = tuple(dict.fromkeys(sel.tempat for sel in cells))
        if not grid.visible:
            yield Temuan(kode="lembar-tersembunyi", tempat=places[:1], nilai=table.sheet)
            continue
        rows = sorted({row.nomor for row in table.baris if row.nomor in grid.hidden_rows})
        cols = sorted({sel.lajur for sel in cells if sel.lajur in grid.hidden_cols})
        data = {"baris": tuple(map(str, rows)), "kolom": tuple(map(refs.column_name, cols))}
        yield Temuan(kode="sel-tersembunyi", tempat=places, nilai=table.nama, data=data)
