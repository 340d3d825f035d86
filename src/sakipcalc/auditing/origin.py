"""Where a wrong figure comes from: another target, year, formula or row, or a slip of the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc import formulas
from sakipcalc.auditing.diagnosis import slip
from sakipcalc.computing.how import ByRule
from sakipcalc.computing.verify import printed_decimals, verify
from sakipcalc.messages import Phrase
from sakipcalc.methods import PLAIN_FORMULAS
from sakipcalc.names import indicator_name
from sakipcalc.numerals import round_half_up
from sakipcalc.tables.standard import MEASUREMENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.computing.links import Subjek
    from sakipcalc.model import Sel

__all__ = ["depends_on_polarity", "origin", "other_formula", "states_polarity"]

#: Formulas whose place another polarity would give to another formula.
_BY_POLARITY = frozenset({*PLAIN_FORMULAS, "kemajuan_akhir"})
#: Spending over budget.
_ABSORPTION = "serapan"
#: Progress against the end of the Renstra is a capaian against its last target.
_ROLE = {"target_akhir": "target"}
#: Facts of an indicator that a figure may have been made from.
_FACTS = ("target", "realisasi")


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
    if isinstance(value.how, ByRule) and value.how.rule in PLAIN_FORMULAS:
        if found := _other_input(hasil, subjek, sel, value.how):
            return found
        if formula := other_formula(sel, value):
            return Phrase("words.dari-rumus", {"rumus": formula})
    if isinstance(value.how, ByRule) and value.how.rule == _ABSORPTION and _turned_over(sel, value.how):
        return Phrase("words.serapan-terbalik")
    right = _as_printed(sel, value.angka)
    kind = slip(sel.nilai, right)
    return Phrase("words.salah-ketik", {"tempat": sel.tempat, "cara": kind, "angka": right}) if kind else None


def _turned_over(sel: Sel, made: ByRule[Nilai]) -> bool:
    """Return whether a printed absorption is the budget over the spending."""
    given = {name: one.angka for name, one in made.inputs.items()}
    swapped = {"realisasi": given.get("pagu"), "pagu": given.get("realisasi")}
    return given.get("pagu") != given.get("realisasi") and _gives(sel, made.rule, swapped)


def _other_input(hasil: Hasil, subjek: Subjek, sel: Sel, made: ByRule[Nilai]) -> Phrase | None:
    given = {name: one.angka for name, one in made.inputs.items()}
    for name, other in _figures(hasil, subjek):
        if name not in given or other.angka is None or other.angka == given[name]:
            continue
        if _gives(sel, made.rule, {**given, name: other.angka}):
            known = {"angka": other.angka, "sumber": other.tempat}
            return Phrase(f"words.dari-{name}", known)
    return None


def _figures(hasil: Hasil, subjek: Subjek) -> Iterator[tuple[str, Nilai]]:
    """Yield every target and realisasi of an indicator that stands anywhere in the workbook."""
    known = hasil.laporan.specs
    tables = known.places_of(MEASUREMENT, "target")
    for table in tables:
        if not known[table].yearly:
            yield "target", hasil.mesin.ketikan(table, subjek, "target")
    for table in filter(hasil.tautan.tabel.get, tables):
        for column in _FACTS if known[table].yearly else ():
            for year in hasil.tautan.tabel[table].tahun if column in known[table].kolom else ():
                yield column, hasil.mesin.ketikan(table, subjek, column, year)


def other_formula(sel: Sel, value: Nilai) -> str:
    """Return the formula of another polarity that gives a printed capaian; empty without one."""
    if not isinstance(value.how, ByRule):
        return ""
    given = {_ROLE.get(name, name): one.angka for name, one in value.how.inputs.items()}
    others = (rumus for rumus in PLAIN_FORMULAS if rumus != value.how.rule)
    return next((rumus for rumus in others if _gives(sel, rumus, given)), "")


def depends_on_polarity(value: Nilai) -> bool:
    """Return whether a figure would be another one for another polarity."""
    return isinstance(value.how, ByRule) and value.how.rule in _BY_POLARITY


def states_polarity(hasil: Hasil, subjek: Subjek) -> bool:
    """Return whether any table, or the Metode, says the polarity of an indicator."""
    rows = [row for table in hasil.tautan.tabel for row in hasil.tautan.semua_baris(table, subjek)]
    named = {indicator_name(row.teks("indikator")) for row in rows}
    return any(row.teks("arah") for row in rows) or not named.isdisjoint(
        map(indicator_name, hasil.metode.arah)
    )


def _gives(sel: Sel, rumus: str, given: dict[str, Fraction | None]) -> bool:
    done = formulas.examine(rumus, **{name: given.get(name) for name in formulas.inputs(rumus)})
    return done.nilai is not None and verify(sel, done.nilai) != "beda"


def _as_printed(sel: Sel, right: Fraction) -> Fraction:
    """Return the right figure with the decimals that the printed one has."""
    decimals = printed_decimals(sel)
    return right if decimals is None else round_half_up(right, decimals)
