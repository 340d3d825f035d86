"""The programmes of Tabel 3.8: what they claim against what the indicators reached."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.computing.values import Nilai
from sakipcalc.computing.verify import verify
from sakipcalc.findings import Temuan
from sakipcalc.model import Level
from sakipcalc.names import indicator_name, line_name, same_line, same_name
from sakipcalc.tables.standard import BUDGET, MEASUREMENT, SUPPORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.links import Indikator
    from sakipcalc.model import Baris

_FULL = 100


@check
def check_claims(hasil: Hasil) -> Iterator[Temuan]:
    """Yield a programme whose indicator is one that the report measures, and that claims another capaian."""
    table = hasil.tautan.tabel.get(SUPPORT)
    for row in table.baris if table else ():
        claim = row.sel.get("capaian_program")
        measured = _measured(hasil, row.teks("indikator_program"))
        if claim is None or claim.nilai is None or measured is None:
            continue
        reached = hasil.mesin.nilai(MEASUREMENT, measured.subjek, "realisasi")
        target = _target(hasil, row)
        if reached.angka is None or target.angka is None or target.angka == 0:
            continue
        capaian = Fraction(reached.angka * _FULL, target.angka)
        if verify(claim, capaian) == "beda" and not _is_own(hasil, measured, claim.nilai):
            yield Temuan(
                kode="capaian-program-berbeda",
                tempat=tuple(filter(None, (claim.tempat, reached.tempat, target.tempat))),
                nilai=claim.nilai,
                seharusnya=capaian,
                data={
                    "indikator": row.teks("indikator_program"),
                    "realisasi": reached.angka,
                    "target": target.angka,
                    "sumber": reached.tempat,
                },
            )


def _measured(hasil: Hasil, name: str) -> Indikator | None:
    """Return the measured indicator that any table calls by this name."""
    own = indicator_name(name)
    for indicator in hasil.tautan.diukur() if own else ():
        rows = (hasil.tautan.baris(table, indicator.subjek) for table in hasil.tautan.tabel)
        names = {indicator_name(row.teks("indikator")) for row in rows if row and row.teks("indikator")}
        if any(same_name(own, other) >= hasil.metode.ambang for other in names):
            return indicator
    return None


def _target(hasil: Hasil, row: Baris) -> Nilai:
    """Return the target that Tabel 2.4 has for the programme of a row."""
    table = hasil.tautan.tabel.get(BUDGET)
    name = line_name(row.teks("program"))
    lines = [one for one in (table.baris if table else ()) if one.tingkat is Level.PROGRAM]
    scores = {one.nomor: same_line(name, line_name(one.teks("uraian"))) for one in lines}
    best = max(lines, key=lambda one: scores[one.nomor], default=None)
    if best is None or scores[best.nomor] < hasil.metode.ambang:
        return Nilai()
    return Nilai.from_cell(best.sel["target"])


def _is_own(hasil: Hasil, indicator: Indikator, claim: Fraction) -> bool:
    """Return whether a claim is the capaian of the indicator itself, against its own target."""
    own = hasil.mesin.nilai(MEASUREMENT, indicator.subjek, "capaian")
    return own.angka is not None and abs(own.angka - claim) < 1
