"""Where a wrong figure comes from: another target, year, formula or row, or a slip of the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc import formulas
from sakipcalc.auditing.diagnosis import slip
from sakipcalc.computing.verify import verify
from sakipcalc.messages import Phrase
from sakipcalc.numerals import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Subjek
    from sakipcalc.model import Sel

__all__ = ["origin"]

#: Formulas of a capaian that need no more than realisasi and target.
_FORMULAS = ("rasio", "dua_target", "kebalikan")
_YEARLY = (("2.1", "target"), ("3.3", "target"), ("3.3", "realisasi"))
_TABLES = ("3.2", "2.3", "PK", "3.5", "3.7", "4.1")


def origin(hasil: Hasil, subjek: Subjek, sel: Sel, value: Nilai) -> Phrase | None:
    """Return what would have given a printed figure that its own cells do not give, or None.

    Parameters
    ----------
    hasil : Hasil
        The results.
    subjek : Subjek
        What its row is about.
    sel : Sel
        The printed figure.
    value : Nilai
        What its cells give.
    """
    if sel.nilai is None or value.angka is None:
        return None
    if value.rumus in _FORMULAS:
        found = _other_input(hasil, subjek, sel, value) or _other_formula(sel, value)
        if found:
            return found
    kind = slip(sel.nilai, value.angka) or _rounded_slip(sel, value.angka)
    if kind:
        return Phrase("words.salah-ketik", {"tempat": sel.tempat, "cara": kind, "angka": value.angka})
    return None


def _other_input(hasil: Hasil, subjek: Subjek, sel: Sel, value: Nilai) -> Phrase | None:
    given = {name: values[0].angka for name, values in value.masukan}
    for name, other in _figures(hasil, subjek):
        if name not in given or other.angka is None or other.angka == given[name]:
            continue
        if _gives(sel, value.rumus, {**given, name: other.angka}):
            known = {"angka": other.angka, "sumber": other.tempat}
            return Phrase(f"words.dari-{name}", known)
    return None


def _figures(hasil: Hasil, subjek: Subjek) -> Iterator[tuple[str, Nilai]]:
    """Yield every target and realisasi of an indicator that stands anywhere in the workbook."""
    for table in _TABLES:
        yield "target", hasil.mesin.ketikan(table, subjek, "target")
    for table, column in _YEARLY:
        known = hasil.tautan.tabel.get(table)
        for year in known.tahun if known else ():
            yield column, hasil.mesin.ketikan(table, subjek, column, year)


def _other_formula(sel: Sel, value: Nilai) -> Phrase | None:
    given = {name: values[0].angka for name, values in value.masukan}
    for rumus in _FORMULAS:
        if rumus != value.rumus and _gives(sel, rumus, given):
            return Phrase("words.dari-rumus", {"rumus": rumus})
    return None


def _gives(sel: Sel, rumus: str, given: dict[str, Fraction | None]) -> bool:
    done = formulas.examine(rumus, **{name: given.get(name) for name in formulas.inputs(rumus)})
    return done.nilai is not None and verify(sel, done.nilai) != "beda"


def _rounded_slip(sel: Sel, right: Fraction) -> Phrase | None:
    """Return the slip between a printed figure and the right one as it would have been printed."""
    decimals = sel.angka.decimals if sel.angka else 0
    if decimals < 0 or sel.nilai is None:
        return None
    return slip(sel.nilai, round_half_up(right, decimals))
