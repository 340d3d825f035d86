"""Income and financing stand beside spending, and are none."""

from __future__ import annotations

import io

import openpyxl
import pytest

import sakipcalc as sc

HEAD = ["Kode", "Uraian", "Anggaran (Rp)", "Realisasi (Rp)", "%"]
INCOME = [["4", "PENDAPATAN DAERAH", 92e6, 95.4e6, 103.7], ["4.1", "Retribusi Daerah", 92e6, 95.4e6, 103.7]]
SPENDING = [
    ["5", "BELANJA DAERAH", 1e9, 956e6, 95.6],
    ["5.1", "Belanja Operasi", 9e8, 87e7, 96.67],
    ["5.2", "Belanja Modal", 1e8, 86e6, 86],
]
FINANCING = [["", "SURPLUS/(DEFISIT)", -908e6, -860.6e6, None], ["6", "PEMBIAYAAN DAERAH", 908e6, 908e6, 100]]


def read(caption, *rows):
    made = openpyxl.Workbook()
    made.active.append([caption])
    made.active.append(HEAD)
    for row in rows:
        made.active.append(row)
    made.save(data := io.BytesIO())
    return sc.read(data.getvalue())


@pytest.mark.parametrize("before", [[], INCOME])
@pytest.mark.parametrize("after", [[], FINANCING])
def test_only_spending_is_counted(before, after):
    laporan = read("Laporan Realisasi Anggaran TA 2024", *before, *SPENDING, *after)
    assert sc.compute(laporan).total_anggaran.pagu.number == 10**9
    told = [one for one in laporan.temuan if one.code == "pendapatan-tak-dibaca"]
    others = len(before) + len(after)
    assert [one.data["n"] for one in told] == ([others] if others else [])
    assert [one.places[0].cell for one in told] == (["B3"] if before else ["B6"] if after else [])


@pytest.mark.parametrize(
    ("caption", "is_read"),
    [
        ("Realisasi Pendapatan TA 2024", False),
        ("Realisasi Pendapatan dan Belanja TA 2024", True),
        ("Realisasi Program Pengelolaan Pendapatan Daerah TA 2024", True),
    ],
)
def test_a_table_of_income_is_no_budget(caption, is_read):
    rows = [["1", "Pajak Daerah", 80e6, 84e6, 105], ["2", "Retribusi Daerah", 12e6, 11.4e6, 95]]
    if is_read:
        assert read(caption, *rows).find("3.9")
    else:
        with pytest.raises(sc.TableError):
            read(caption, *rows)
