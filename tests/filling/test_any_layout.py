"""The three units in layouts drawn at random: what a template leaves empty comes back exact, and stays so.

``SAKIPCALC_NIGHTLY=1`` draws hundreds of layouts; by default a few, the same ones each time.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, note

import sakipcalc as sc

from ..layouts.draw import draw
from ..layouts.facts import unit
from ..layouts.layout import layouts
from ..layouts.profile import drawn
from .forms import cells_of, derived_figures, filled, says

if TYPE_CHECKING:
    from ..layouts.layout import Layout

#: By day; the 40 indicators of one unit take as long as the other two units together.
EXAMPLES = {"bogorejo": 6, "dinas": 6, "badan": 2}
#: How many times more by night.
BY_NIGHT = 35
#: Parts of a package that filling may change.
TOUCHED = ("xl/worksheets/", "xl/styles.xml", "xl/workbook.xml", "xl/calcChain.xml", "[Content_Types].xml")


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_templates_of_any_layout_come_back_complete_and_stay_so(name, tmp_path_factory):
    folder = tmp_path_factory.mktemp(name)
    # What a form without the column Arah does not say, the unit says in its Metode.
    metode = sc.Metode(arah={one.nama: one.arah for one in unit(name).indikator if one.arah != "naik"})

    @drawn(EXAMPLES[name], EXAMPLES[name] * BY_NIGHT)
    @given(layout=layouts())
    def run(layout: Layout) -> None:
        template = draw(unit(name), layout, mode="template")
        _, laporan = filled(template.data, folder, metode=metode)
        cells = cells_of(laporan)
        wanted = derived_figures(name, layout, template)
        wrong = [(place, value) for place, value in wanted if not says(cells.get(place), value)]
        note("\n".join(map(str, wrong[:20])))
        assert wrong == []
        once = (folder / "terisi.xlsx").read_bytes()
        sc.fill(once, folder / "lagi.xlsx", metode=metode, overwrite=True)
        assert (folder / "lagi.xlsx").read_bytes() == once
        before, after = parts(template.data), parts(once)
        assert [n for n in before if before[n] != after.get(n) and not n.startswith(TOUCHED)] == []

    run()
