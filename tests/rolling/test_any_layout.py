"""The three units in layouts drawn at random are rolled forward: years, history and targets are right.

``SAKIPCALC_NIGHTLY=1`` draws hundreds of layouts; by default a few, the same ones each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

import sakipcalc as sc

from ..layouts.draw import draw
from ..layouts.facts import unit
from ..layouts.layout import layouts
from ..layouts.profile import drawn

if TYPE_CHECKING:
    from sakipcalc.computing import Hasil

    from ..layouts.layout import Layout

EXAMPLES = {"bogorejo": 8, "dinas": 8, "badan": 2}
#: What the audit says of a year or a target that was copied from the old workbook.
LEFTOVERS = {"tahun-judul", "tahun-kolom", "target-berbeda", "target-tahun-berbeda"}


def history(hasil: Hasil, years: set[int]) -> dict[tuple[str, int, str], object]:
    """Return what Tabel 3.3 has for the years, by indicator."""
    cells = {}
    for one in hasil.tautan.diukur():
        for year in years:
            for column in ("target", "realisasi", "capaian"):
                held = hasil.mesin.ketikan("3.3", one.subjek, column, year)
                if held.ada:
                    cells[one.nama, year, column] = held.angka if held.angka is not None else held.teks
    return cells


@pytest.mark.parametrize("name", EXAMPLES)
def test_any_layout_is_rolled_forward(name, tmp_path_factory):
    target = tmp_path_factory.mktemp(name) / "maju.xlsx"
    year = unit(name).tahun

    @drawn(EXAMPLES[name], EXAMPLES[name] * 20)
    @given(layout=layouts())
    def run(layout: Layout) -> None:
        source = draw(unit(name), layout).data
        before = sc.compute(sc.read(source))
        report = sc.roll_forward(source, target, overwrite=True)
        after = report.pengisian.hasil
        assert after.laporan.entitas.tahun == year + 1
        assert {finding.kode for finding in report.temuan} & LEFTOVERS == set()
        old, new = (one.tautan.tabel["3.3"].tahun for one in (before, after))
        assert new == tuple(one + 1 for one in old)
        kept = set(old) & set(new)
        # A formula that stored no value, so that the old workbook shows none, has one now.
        assert history(before, kept).items() <= history(after, kept).items()
        for one in after.tautan.diukur():
            held = after.mesin.nilai("3.2", one.subjek, "target")
            planned = before.mesin.nilai("2.1", one.subjek, "target", year + 1)
            assert (held.angka, held.teks) == (planned.angka, planned.teks) or held.angka == planned.angka
            assert after.mesin.nilai("3.2", one.subjek, "realisasi").angka is None

    run()
