"""What is to be written where: decided on values alone, before anything touches a package."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from sakipcalc.allowance import metered
from sakipcalc.computing import Nilai
from sakipcalc.computing.engine import differs
from sakipcalc.computing.expressions import formula
from sakipcalc.computing.how import TYPED, Copied
from sakipcalc.formulas import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.engine import Ketikan
    from sakipcalc.model import Baris, Kolom, Sel, Tabel

__all__ = ["Konflik", "OnConflict", "Rencana", "Tulis", "copied", "make_plan"]

#: Stored and computed values this near, in relation to their size, are the same number.
_CLOSE = Fraction(1, 10**12)
#: The column whose emptiness may be all that tells the level of a line.
_SIGN = "anggaran"
#: What happens to a typed value that differs from the derived one.
OnConflict = Literal["keep", "replace", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tulis:
    """One cell to be written.

    Parameters
    ----------
    tabel : str
        Name of its table.
    kolom : str
        Its column.
    sel : Sel
        The cell as the template has it.
    nilai : Nilai
        The value with its inputs.
    rumus : str, optional
        Formula without "="; None for a plain value.
    format : str
        Number format of the column, for a cell that has none.
    warna : str
        Fill RRGGBB for a kategori; empty where the cell keeps its own.
    """

    tabel: str
    kolom: str
    sel: Sel
    nilai: Nilai
    rumus: str | None
    format: str
    warna: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Konflik:
    """A typed value that differs from what the other cells give."""

    tabel: str
    kolom: str
    sel: Sel
    nilai: Nilai


@dataclass(frozen=True, slots=True, kw_only=True)
class Rencana:
    """Everything that filling one workbook will do.

    Parameters
    ----------
    tulis : tuple of Tulis
        Cells to be written.
    segarkan : tuple of Tulis
        Formulas of the library whose stored value is missing or of earlier figures: only that is set.
    konflik : tuple of Konflik
        Typed values that differ.
    dibiarkan : tuple of Tulis
        Sums that stay unwritten, because only their empty cell tells the level of their line.
    """

    tulis: tuple[Tulis, ...]
    segarkan: tuple[Tulis, ...]
    konflik: tuple[Konflik, ...]
    dibiarkan: tuple[Tulis, ...] = ()


def copied(
    table: Tabel,
    column: Kolom,
    target: Sel,
    source: Sel | None,
    *,
    text: str = "",
    figure: Fraction | None = None,
    number_format: str = "General",
) -> Tulis:
    """Return a cell that says what another one says.

    Parameters
    ----------
    table, column : Tabel, Kolom
        Where it stands.
    target : Sel
        The cell as the template has it.
    source : Sel, optional
        The cell that it follows, if it follows one.
    text : str
        What it says; the text of its source without it.
    figure : Fraction, optional
        The number that is written in place of the text.
    number_format : str
        Of the column.
    """
    value = Nilai(
        angka=figure,
        teks=text or (source.teks if source else ""),
        status=Status.DIISI,
        how=Copied(Nilai.from_cell(source)) if source else TYPED,
        sel=target,
    )
    return Tulis(
        tabel=table.nama,
        kolom=column.kunci,
        sel=target,
        nilai=value,
        rumus=None,
        format=number_format,
        warna="",
    )


def make_plan(hasil: Hasil, *, on_conflict: OnConflict = "keep", formulas: bool = True) -> Rencana:
    """Decide for every computed and carried-over cell of the workbook what is written.

    Parameters
    ----------
    hasil : Hasil
        Results of the template.
    on_conflict : {"keep", "replace", "error"}
        ``replace`` also writes over typed values that differ; the others leave them.
    formulas : bool
        Live formulas where possible, or plain values everywhere.
    """
    reading: Ketikan = "ganti" if on_conflict == "replace" else "berlaku"
    own = frozenset(hasil.rumus_sendiri)
    derived = list(hasil.turunan(reading, own))
    cells = [_cell(*each) for each in metered(derived)]
    signs = {
        row.sel[column.kunci].tempat for _, row, column, _ in derived if row.terduga and column.id == _SIGN
    }
    typed = (c for c in cells if not c.sel.kosong and not c.sel.rumus)
    conflicts = tuple(c for c in typed if c.nilai.ada and differs(Nilai.from_cell(c.sel), c.nilai))
    empty = [c for c in cells if c.sel.kosong and c.nilai.ada]
    chosen = empty + (list(conflicts) if on_conflict == "replace" else [])
    written = _with_formulas(hasil, chosen, formulas=formulas)
    while left := {c.sel.tempat for c in written if c.rumus is None} & signs:
        chosen = [c for c in chosen if c.sel.tempat not in left]
        written = _with_formulas(hasil, chosen, formulas=formulas)
    places = {c.sel.tempat for c in chosen}
    return Rencana(
        tulis=written,
        dibiarkan=tuple(c for c in empty if c.sel.tempat not in places),
        segarkan=tuple(c for c in cells if c.sel.tempat in own and c.nilai.ada and _stale(c)),
        konflik=tuple(Konflik(tabel=c.tabel, kolom=c.kolom, sel=c.sel, nilai=c.nilai) for c in conflicts),
    )


def _with_formulas(hasil: Hasil, cells: Sequence[Tulis], *, formulas: bool) -> tuple[Tulis, ...]:
    """Return the cells with the formulas that the workbook can count with when all of them are there."""
    if not formulas:
        return tuple(cells)
    known = hasil.hidup | {c.sel.tempat for c in cells}
    return tuple(replace(c, rumus=formula(c.nilai, known.__contains__)) for c in cells)


def _stale(cell: Tulis) -> bool:
    """Return whether a formula of the library stores no value, or another one than it has now."""
    stored = Nilai.from_cell(cell.sel)
    if cell.nilai.angka is None:
        return stored.teks != cell.nilai.teks
    if stored.angka is None:
        return True
    size = max(abs(cell.nilai.angka), Fraction(1))
    return abs(stored.angka - cell.nilai.angka) > _CLOSE * size


def _cell(table: Tabel, row: Baris, column: Kolom, value: Nilai) -> Tulis:
    spec = column.spec
    return Tulis(
        tabel=table.nama,
        kolom=column.kunci,
        sel=row.sel[column.kunci],
        nilai=value,
        rumus=None,
        format=spec.format,
        warna=_colour(value) if spec.jenis == "label" else "",
    )


def _colour(value: Nilai) -> str:
    if value.skala is None:
        return ""
    return next((band.warna for band in value.skala.skala.pita if band.label == value.teks), "")
