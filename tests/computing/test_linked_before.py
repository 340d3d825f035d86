"""Links of a workbook are the same whether or not others with its names were linked before."""

from __future__ import annotations

import pytest

import sakipcalc as sc
from sakipcalc.core.memo import forget

COVER = [["DINAS PERIKANAN"], ["KABUPATEN WANASARI"], ["TAHUN 2025"]]
PLANNED = ["No", "Sasaran", "Indikator Kinerja", "Satuan", "Target"]
MEASURED = ["No", "Sasaran", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)"]
GOAL = "Pesisir lestari"


def links(sources):
    results = [sc.compute(sc.read(source)) for source in sources]
    return [(hasil.links, hasil.agreements) for hasil in results]


def test_workbooks_of_one_form_are_linked_as_each_alone(workbooks):
    paths = [workbooks / f"bogorejo-2024{name}.xlsx" for name in ("", "-tercetak", "-kosong")]
    alone = []
    for path in paths:
        forget()
        alone += links([path])
    several = [*paths, *reversed(paths)]
    found = dict(zip(several, links(several), strict=True))
    assert [found[path] for path in paths] == alone


@pytest.mark.parametrize("targets", [(12, 31), (31, 12)])
def test_where_names_do_not_tell_figures_of_the_workbook_itself_do(as_file, targets):
    def target_of_first(numbers):
        first, second = numbers
        book = {
            "Sampul": COVER,
            "2.3": [
                ["Tabel 2.3 Target Kinerja Tahun 2025"],
                PLANNED,
                [1, GOAL, "Pos jaga aktif", "", 12],
                [2, GOAL, "Rambu laut terpasang", "", 31],
            ],
            "3.2": [
                ["Tabel 3.2 Pengukuran Kinerja Tahun 2025"],
                MEASURED,
                [1, GOAL, "Marka terapung", "", first, 10, None],
                [2, GOAL, "Titik awas", "", second, 10, None],
            ],
        }
        hasil = sc.compute(sc.read(as_file(book)))
        row = next(row for row in hasil.laporan.tables[-1].rows if row.text("indikator") == "Marka terapung")
        plan = hasil.links.row("2.3", hasil.links.subject("3.2", row))
        return plan.text("indikator")

    forget()
    expected = {12: "Pos jaga aktif", 31: "Rambu laut terpasang"}
    assert [target_of_first(one) for one in (targets, targets[::-1], targets)] == [
        expected[one] for one in (targets[0], targets[1], targets[0])
    ]
