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
    for one in hasil.links.measured():
        for year in years:
            for column in ("target", "realisasi", "capaian"):
                held = hasil.facts_engine.typed("3.3", one.subject, column, year)
                if held.known:
                    cells[one.nama, year, column] = held.number if held.number is not None else held.text
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
        after = report.filling.hasil
        assert after.laporan.entitas.tahun == year + 1
        assert {finding.code for finding in report.temuan} & LEFTOVERS == set()
        old, new = (one.links.tables["3.3"].years for one in (before, after))
        assert new == tuple(one + 1 for one in old)
        kept = set(old) & set(new)
        # A formula that stored no value, so that the old workbook shows none, has one now.
        assert history(before, kept).items() <= history(after, kept).items()
        for one in after.links.measured():
            held = after.facts_engine.value("3.2", one.subject, "target")
            planned = before.facts_engine.value("2.1", one.subject, "target", year + 1)
            assert (held.number, held.text) == (planned.number, planned.text) or held.number == planned.number
            assert after.facts_engine.value("3.2", one.subject, "realisasi").number is None

    run()
